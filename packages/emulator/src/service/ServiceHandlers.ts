/**
 * The endpoints on files, sessions and long-running operations. They do not need the content of a workbook.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import type * as GraphError from "@effect-workbook/schema/GraphError"
import * as OData from "@effect-workbook/schema/OData"
import type { Step } from "@effect-workbook/schema/Route"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { driveId, type Item, rootId } from "./Drive.js"
import * as Failure from "./Failure.js"
import * as Handler from "./Handler.js"
import type * as Operations from "./Operations.js"
import * as Query from "./Query.js"
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
  /** Encodes a failure in the configured style. */
  readonly errorOf: (failure: Failure.Failure) => GraphError.Json
}

const group = Handler.group<ServiceContext>()

const mimeTypes: Readonly<Record<string, string>> = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  xlsm: "application/vnd.ms-excel.sheet.macroEnabled.12"
}

/** The media type of a workbook file. */
export const mimeType = ({ name }: Item): string =>
  mimeTypes[name.slice(name.lastIndexOf(".") + 1).toLowerCase()] ?? "application/octet-stream"

const iso = (millis: number): string => DateTime.formatIso(DateTime.unsafeMake(millis))

/** The `driveItem` resource of a file. */
export const driveItem = (item: Item, origin: string, query: Query.Query) => {
  const folder = item.path.slice(0, item.path.lastIndexOf("/"))
  return {
    id: item.id,
    ...Query.pick(query, {
      name: () => item.name,
      size: () => item.size,
      webUrl: () => `${origin}/Documents${encodeURI(item.path)}`,
      lastModifiedDateTime: () => iso(item.modified),
      eTag: () => `"{${item.id}},${item.version}"`,
      parentReference: () => ({
        driveType: "business",
        driveId,
        ...(folder === "" ? { id: rootId } : {}),
        path: `/drives/${driveId}/root:${folder}`
      }),
      file: () => ({ mimeType: mimeType(item) })
    })
  }
}

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

const handlers: ReadonlyArray<Handler.Bound<ServiceContext>> = [
  ...group("driveItem", Catalogue.driveItem, {
    get: ({ origin, query, target }) => Effect.succeed(driveItem(target.item, origin, query))
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
        // The documentation shows the values as a JSON string.
        ({ index, values }) => ({ index, values: JSON.stringify(values ?? []) })
      )
  }),

  ...group("workbookOperation", Catalogue.operations, {
    get: (context, { id }) =>
      Effect.map(context.operations.find(context.target.item.id, id), (operation) => ({
        id,
        status: operation.status,
        ...(operation.status === "succeeded" ? { resourceLocation: resourceLocation(context, operation) } : {}),
        ...(operation.failure === undefined ? {} : { error: context.errorOf(operation.failure) })
      }))
  })
]

const byEndpoint = new Map(handlers.map((handler) => [handler.endpoint, handler]))

/** The handler of an endpoint that does not need workbook content. */
export const find = (endpoint: Endpoint.Any): Option.Option<Handler.Bound<ServiceContext>> =>
  Option.fromNullable(byEndpoint.get(endpoint))

/** The resource on which such an endpoint is defined. */
export const resourceAt = (steps: ReadonlyArray<Step>): Resource => {
  const last = steps[steps.length - 1]
  if (last === undefined) return { type: "driveItem" }
  return last._tag === "Key" && last.to === "workbookOperation"
    ? { type: "workbookOperation", id: last.key }
    : { type: "workbook" }
}
