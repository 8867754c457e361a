/**
 * Endpoints. An endpoint describes one operation of the service: its resource, HTTP method, path, parameters, result,
 * and its effect on the workbook.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import * as InvalidValue from "./InvalidValue.js"
import * as OData from "./OData.js"
import type { Safety } from "./Safety.js"

/**
 * The HTTP methods of the workbook API.
 *
 * @category models
 * @since 0.1.0
 */
export type Method = "GET" | "POST" | "PATCH" | "DELETE"

/**
 * How to interpret a 403, 404 or 409 when a write is sent again after an attempt whose outcome is unknown.
 *
 * - `done`: the status shows that the earlier attempt was executed
 * - `unknown`: the earlier attempt may have been executed, because the write itself can cause this status
 *
 * A status that is not listed has its usual meaning.
 *
 * @example
 * ```ts
 * import { Catalogue, type Endpoint } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const afterUnknownOutcome: Endpoint.AfterUnknownOutcome = Catalogue.worksheet.delete.afterUnknownOutcome
 * strictEqual(afterUnknownOutcome[404], "done")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface AfterUnknownOutcome {
  readonly 403?: "done" | "unknown"
  readonly 404?: "done" | "unknown"
  readonly 409?: "done" | "unknown"
}

/**
 * The reads that show whether a write was executed.
 *
 * - `addedMember`: it was executed if `list` returns one member more than before
 * - `addedRows`: it was executed if `count` has grown by the number of added rows, and `list` returns these rows at the
 *   index where they were added
 * - `deletedRow`: it was executed if `count` is less by one, and `list` returns the following row at the index of the
 *   deleted one
 *
 * @example
 * ```ts
 * import { Catalogue, type Endpoint } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const verification: Endpoint.Verification | undefined = Catalogue.tables.add.verification
 * strictEqual(verification?.by, "addedMember")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Verification =
  | { readonly by: "addedMember"; readonly list: Any }
  | { readonly by: "addedRows" | "deletedRow"; readonly list: Any; readonly count: Any }

interface Description {
  readonly resource: string
  readonly method: Method
  readonly segment: string
  readonly parametersIn: "path" | "body" | "none"
  readonly success: 200 | 201 | 204
  readonly returns: Returns
  readonly safety: Safety
  readonly longRunning: boolean
  readonly operationResult?: Any | undefined
  readonly afterUnknownOutcome: AfterUnknownOutcome
  readonly verification?: Verification | undefined
}

/**
 * The type of the response body, by its name in Graph's metadata. `undefined` if the response has no body.
 *
 * @example
 * ```ts
 * import { Catalogue, type Endpoint } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const type: Endpoint.Returns = Catalogue.tables.count.returns
 * strictEqual(type, "Edm.Int32")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Returns = string | undefined

/**
 * One operation of the service.
 *
 * - `resource`: the type of the resource that the operation belongs to
 * - `name`: the name of the operation, unique for the resource
 * - `segment`: the last segment of the path, below the path of the resource; `""` if the path is that of the resource
 * - `parametersIn`: whether parameters are function arguments in the `path` or JSON in the `body`, or `none` if there
 *   are none
 * - `success`: the documented status of a successful response; clients accept any 2xx
 * - `returns`: the documented type of the response body
 * - `safety`: the effect of the operation on the workbook; together with the way of an address it determines whether a
 *   request may be sent again (`Safety.effect`)
 * - `longRunning`: whether the service may respond with 202 to a request with `Prefer: respond-async`;
 *   `operationResult` is the endpoint that returns the result of such an operation
 * - `afterUnknownOutcome`: how to interpret failures of a request whose earlier attempt may have been executed
 * - `verification`: the reads that show whether the request was executed, if reads can show that
 *
 * @example
 * ```ts
 * import { Catalogue, type Endpoint } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const endpoint: Endpoint.Any = Catalogue.workbook.createSession
 * strictEqual(endpoint.resource, "workbook")
 * strictEqual(endpoint.longRunning, true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Endpoint<
  out Name extends string,
  in out Parameters,
  in out ParametersEncoded,
  in out Result,
  in out ResultEncoded,
  out S extends Safety = Safety
> extends Description {
  readonly name: Name
  readonly safety: S
  readonly parameters: Schema.Schema<Parameters, ParametersEncoded>
  readonly result: Schema.Schema<Result, ResultEncoded>
}

/**
 * An endpoint of any type.
 *
 * @example
 * ```ts
 * import { Catalogue, type Endpoint } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const endpoints: ReadonlyArray<Endpoint.Any> = [Catalogue.worksheets.list, Catalogue.range.update]
 * deepStrictEqual(endpoints.map(({ method }) => method), ["GET", "PATCH"])
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Any extends Description {
  readonly name: string
  readonly parameters: Schema.Schema.AnyNoContext
  readonly result: Schema.Schema.AnyNoContext
}

/**
 * The type of the parameters of an endpoint.
 *
 * @category models
 * @since 0.1.0
 */
export type Parameters<E extends Any> = Schema.Schema.Type<E["parameters"]>

/**
 * The type of the result of an endpoint.
 *
 * @category models
 * @since 0.1.0
 */
export type Result<E extends Any> = Schema.Schema.Type<E["result"]>

/**
 * Makes an endpoint from its description, and infers the types of its parameters and result.
 *
 * @example
 * ```ts
 * import { Endpoint } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const clear = Endpoint.make({
 *   resource: "workbookRange",
 *   name: "clear",
 *   method: "POST",
 *   segment: "clear",
 *   parametersIn: "body",
 *   parameters: Schema.Struct({ applyTo: Schema.Literal("All", "Formats", "Contents") }),
 *   result: Schema.Void,
 *   success: 204,
 *   returns: undefined,
 *   safety: "idempotent",
 *   longRunning: false,
 *   afterUnknownOutcome: {}
 * })
 * strictEqual(clear.name, "clear")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = <
  const Name extends string,
  Parameters,
  ParametersEncoded,
  Result,
  ResultEncoded,
  const S extends Safety
>(
  endpoint: Endpoint<Name, Parameters, ParametersEncoded, Result, ResultEncoded, S>
): Endpoint<Name, Parameters, ParametersEncoded, Result, ResultEncoded, S> => endpoint

/**
 * The path of a request: the path of the resource, followed by the segment of the endpoint with the parameters that
 * belong in the path. Fails if these parameters cannot be encoded.
 *
 * @example
 * ```ts
 * import { Catalogue, Endpoint } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const workbook = "/me/drive/items/01ABC/workbook"
 * deepStrictEqual(
 *   Endpoint.path(Catalogue.workbook.sessionInfoResource, workbook, { key: "0195" }),
 *   Either.right("/me/drive/items/01ABC/workbook/sessionInfoResource(key='0195')")
 * )
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const path = <E extends Any>(
  endpoint: E,
  resourcePath: string,
  parameters: Parameters<E>
): Either.Either<string, InvalidValue.InvalidValue> => {
  const append = (segment: string): string =>
    resourcePath === "" || segment === "" ? resourcePath + segment : `${resourcePath}/${segment}`
  return endpoint.parametersIn === "path"
    ? Either.map(encodeParameters(endpoint, parameters), (args) => append(OData.call(endpoint.segment, args)))
    : Either.right(append(endpoint.segment))
}

/**
 * The JSON body of a request, `undefined` if it has no body. Fails if the parameters cannot be encoded.
 *
 * @example
 * ```ts
 * import { Catalogue, Endpoint } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(
 *   Endpoint.body(Catalogue.workbook.createSession, { persistChanges: true }),
 *   Either.right({ persistChanges: true })
 * )
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const body = <E extends Any>(
  endpoint: E,
  parameters: Parameters<E>
): Either.Either<unknown, InvalidValue.InvalidValue> =>
  endpoint.parametersIn === "body" ? encodeParameters(endpoint, parameters) : Either.right(undefined)

const encodeParameters = <E extends Any>(endpoint: E, parameters: Parameters<E>) =>
  Either.mapLeft(Schema.encodeEither(endpoint.parameters)(parameters), InvalidValue.fromParseError)

/**
 * The id of an endpoint for errors, spans and logs: its resource and its name.
 *
 * @example
 * ```ts
 * import { Catalogue, Endpoint } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Endpoint.id(Catalogue.range.update), "workbookRange.update")
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const id = (endpoint: Any): string => `${endpoint.resource}.${endpoint.name}`
