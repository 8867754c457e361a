/**
 * The endpoints on files, on sessions and long-running operations.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import type * as GraphError from "@effect-workbook/schema/GraphError"
import * as OData from "@effect-workbook/schema/OData"
import type { Step } from "@effect-workbook/schema/Route"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type * as Undocumented from "../Undocumented.js"
import { collection } from "./Collection.js"
import * as DriveItems from "./DriveItems.js"
import * as Failure from "./Failure.js"
import * as Handler from "./Handler.js"
import type * as Operations from "./Operations.js"
import * as Query from "./Query.js"
import * as Representation from "./Representation.js"
import type { Resource } from "./Resource.js"
import type * as Sessions from "./Sessions.js"

export interface ServiceContext {
  readonly sessions: Sessions.Sessions
  readonly operations: Operations.Operations
  readonly target: Sessions.Target
  readonly query: Query.Query
  /** Scheme and host of the request. */
  readonly origin: string
  /** The absolute URL of the workbook, as the request addressed it. */
  readonly workbookUrl: string
  /** The id for a session that this request creates. */
  readonly sessionId: string
  readonly behavior: Pick<Undocumented.Positions, "operationResultValues">
  /** Encodes a failure in the configured style. */
  readonly errorOf: (failure: Failure.Failure) => GraphError.Json
}

const group = Handler.group<ServiceContext>()

const sessionInfo = ({ id, persistChanges }: Sessions.Session) => ({ id, persistChanges })

/** `refreshSession` and `closeSession` require the session header. */
const withSession = <A>(
  target: Sessions.Target,
  effect: Effect.Effect<A, Failure.Failure>
): Effect.Effect<A, Failure.Failure> =>
  target.sessionId === undefined
    ? Failure.excel("badRequestUncategorized", "The workbook-session-id header is required.", "MissingSessionId")
    : effect

/** The result of a finished operation. It can be fetched repeatedly. */
const resultOf = <A>(
  { operations, target }: ServiceContext,
  endpoint: Endpoint.Any,
  schema: Schema.Schema<A>,
  id: string
) =>
  Effect.flatMap(operations.find(target.item.id, id), ({ outcome }) =>
    outcome?.result === endpoint
      ? Effect.orDie(Schema.validate(schema)(outcome.body))
      : Failure.notFound(`The result of the operation ${Failure.quoted(id)}`))

/** The URL of the result of a finished operation. */
const resourceLocation = ({ workbookUrl }: ServiceContext, { id, outcome, sessionId }: Operations.Operation) =>
  outcome?.result === undefined
    ? null
    : `${workbookUrl}/${OData.call(outcome.result.segment, { key: id })}${sessionQuery(sessionId)}`

const sessionQuery = (sessionId: string | undefined): string =>
  sessionId === undefined ? "" : `?sessionId=${encodeURIComponent(sessionId)}`

/** The URL at which an operation is polled. */
export const operationUrl = ({ workbookUrl }: ServiceContext, { id, sessionId }: Operations.Operation): string =>
  `${workbookUrl}/operations/${id}${sessionQuery(sessionId)}`

/** An operation has a result only after it has succeeded, and an error only after it has failed. */
const operation = (context: ServiceContext, operation: Operations.Operation) => {
  const { failure, id, status } = operation
  const { query } = context
  return {
    ...Query.pick(query, { id: () => id, status: (): string => status }),
    ...(status === "succeeded" && Query.wants(query, "resourceLocation")
      ? { resourceLocation: resourceLocation(context, operation) }
      : {}),
    ...(failure !== undefined && Query.wants(query, "error") ? { error: context.errorOf(failure) } : {})
  }
}

/** The long-running operations that `$expand` asks for. */
export const expandedOperations = (context: ServiceContext): Effect.Effect<ReadonlyArray<object>> => {
  const query = context.query.expand.get("operations")
  return query === undefined
    ? Effect.succeed([])
    : Effect.map(
      context.operations.list(context.target.item.id),
      (operations) => collection({ ...context, query }, operations, operation).value
    )
}

const handlers: ReadonlyArray<Handler.Bound<ServiceContext>> = [
  ...group("driveItem", Catalogue.driveItem, {
    get: ({ origin, query, target }) => Effect.succeed(DriveItems.show(target.item, origin, query))
  }),

  ...group("workbook", Catalogue.workbook, {
    createSession: ({ sessionId, sessions, target: { caller, item } }, _, { persistChanges }) =>
      Effect.map(sessions.create({ item, caller, persistChanges, id: sessionId }), sessionInfo),
    refreshSession: ({ sessions, target }) => withSession(target, sessions.refresh(target)),
    closeSession: ({ sessions, target }) => withSession(target, sessions.close(target)),
    sessionInfoResource: (context, _, { key }) =>
      resultOf(
        context,
        Catalogue.workbook.sessionInfoResource,
        Schema.encodedSchema(Catalogue.workbook.sessionInfoResource.result),
        key
      ),
    tableRowOperationResult: (context, _, { key }) =>
      Effect.map(
        resultOf(
          context,
          Catalogue.workbook.tableRowOperationResult,
          Schema.typeSchema(Catalogue.workbook.tableRowOperationResult.result),
          key
        ),
        ({ index, values }) => ({
          index,
          values: context.behavior.operationResultValues === "matrix" ? values : JSON.stringify(values ?? [])
        })
      )
  }),

  ...group("workbookOperation", Catalogue.operations, {
    get: (context, { id }) =>
      Effect.map(context.operations.find(context.target.item.id, id), (found) => operation(context, found))
  }),

  ...group("Collection(workbookOperation)", Catalogue.operations, {
    list: (context) =>
      Effect.map(
        context.operations.list(context.target.item.id),
        (operations) => collection(context, operations, operation)
      )
  }),

  ...group("workbookFunctions", { get: Catalogue.functions.get }, {
    get: () => Effect.succeed(Representation.functions)
  })
]

const byEndpoint = new Map(handlers.map((handler) => [handler.endpoint, handler]))

/** The handler of one of these endpoints. */
export const find = (endpoint: Endpoint.Any): Option.Option<Handler.Bound<ServiceContext>> =>
  Option.fromNullable(byEndpoint.get(endpoint))

/** The resource on which such an endpoint is defined. */
export const resourceAt = (steps: ReadonlyArray<Step>): Resource => {
  const last = steps[steps.length - 1]
  if (last === undefined) return { type: "driveItem" }
  if (last._tag === "Key") {
    return last.to === "workbookOperation"
      ? { type: last.to, id: last.key }
      : { type: "workbook" }
  }
  return last.to === "Collection(workbookOperation)" || last.to === "workbookFunctions"
    ? { type: last.to }
    : { type: "workbook" }
}
