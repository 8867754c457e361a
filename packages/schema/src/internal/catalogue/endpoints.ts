/** The forms of endpoints that repeat in the API. */
import * as Schema from "effect/Schema"
import * as Endpoint from "../../Endpoint.js"
import type { ResourceType } from "../../Navigation.js"

export const get = <const Name extends string, A, I>(
  resource: ResourceType,
  name: Name,
  result: Schema.Schema<A, I>,
  returns: Endpoint.Returns = resource
) =>
  Endpoint.make({
    resource,
    name,
    method: "GET",
    segment: "",
    parametersIn: "none",
    parameters: Schema.Void,
    result,
    success: 200,
    returns,
    safety: "read",
    longRunning: false,
    afterUnknownOutcome: {}
  })

export const functionEndpoint = <const Name extends string, P, PE, A, I>(
  resource: ResourceType,
  name: Name,
  parameters: Schema.Schema<P, PE>,
  result: Schema.Schema<A, I>,
  returns: Endpoint.Returns
) =>
  Endpoint.make({
    resource,
    name,
    method: "GET",
    segment: name,
    parametersIn: "path",
    parameters,
    result,
    success: 200,
    returns,
    safety: "read",
    longRunning: false,
    afterUnknownOutcome: {}
  })

// A repeated update may respond with 404 because the first one has renamed its target. The header cell of a column is
// its name.
export const update = <P, PE, A, I, const S extends "idempotent" | "reordering">(
  resource: ResourceType,
  parameters: Schema.Schema<P, PE>,
  result: Schema.Schema<A, I>,
  safety: S
) =>
  Endpoint.make({
    resource,
    name: "update",
    method: "PATCH",
    segment: "",
    parametersIn: "body",
    parameters,
    result,
    success: 200,
    returns: resource,
    safety,
    longRunning: false,
    afterUnknownOutcome: { 404: "unknown" }
  })

export const remove = (resource: ResourceType) =>
  Endpoint.make({
    resource,
    name: "delete",
    method: "DELETE",
    segment: "",
    parametersIn: "none",
    parameters: Schema.Void,
    result: Schema.Void,
    success: 204,
    returns: undefined,
    safety: "reordering",
    longRunning: false,
    afterUnknownOutcome: { 404: "done" }
  })

export const action = <const Name extends string>(resource: ResourceType, name: Name) =>
  Endpoint.make({
    resource,
    name,
    method: "POST",
    segment: name,
    parametersIn: "none",
    parameters: Schema.Void,
    result: Schema.Void,
    success: 204,
    returns: undefined,
    safety: "idempotent",
    longRunning: false,
    afterUnknownOutcome: {}
  })

export const add = <P, PE, A, I>(
  list: Endpoint.Any,
  returns: Endpoint.Returns,
  parameters: Schema.Schema<P, PE>,
  result: Schema.Schema<A, I>
) =>
  Endpoint.make({
    resource: list.resource,
    name: "add",
    method: "POST",
    segment: "add",
    parametersIn: "body",
    parameters,
    result,
    success: 201,
    returns,
    safety: "nonIdempotent",
    longRunning: false,
    // The service rejects a second member with the same name.
    afterUnknownOutcome: { 409: "unknown" },
    verification: { by: "addedMember", list }
  })

/** The same operation as `add`, as a POST to the path of the collection. */
export const create = <P, PE, A, I>(endpoint: Endpoint.Endpoint<"add", P, PE, A, I, "nonIdempotent">) =>
  Endpoint.make({ ...endpoint, name: "create", segment: "" })

/** An action with a body and without a result. */
export const actionWith = <const Name extends string, P, PE, const S extends "idempotent" | "nonIdempotent">(
  resource: ResourceType,
  name: Name,
  parameters: Schema.Schema<P, PE>,
  safety: S
) =>
  Endpoint.make({
    resource,
    name,
    method: "POST",
    segment: name,
    parametersIn: "body",
    parameters,
    result: Schema.Void,
    success: 200,
    returns: undefined,
    safety,
    longRunning: false,
    afterUnknownOutcome: {}
  })

/** An action without a body and without a result. */
export const bareAction = <const Name extends string>(resource: ResourceType, name: Name) =>
  Endpoint.make({ ...action(resource, name), success: 200 })

export const NoArguments = Schema.Struct({})
export const KeyArgument = Schema.Struct({ key: Schema.String })
