/**
 * A workbook session as a scoped resource: opened by `createSession`, kept alive by `refreshSession`, released by
 * `closeSession`.
 *
 * Programs need a `WorkbookSession` in context and do not care which of the three modes it is in.
 *
 * @see https://learn.microsoft.com/graph/excel-manage-sessions
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import type * as Navigation from "@effect-workbook/schema/Navigation"
import * as OData from "@effect-workbook/schema/OData"
import type * as SessionInfo from "@effect-workbook/schema/SessionInfo"
import * as SessionMode from "@effect-workbook/schema/SessionMode"
import * as Workbook from "@effect-workbook/schema/Workbook"
import * as Config from "effect/Config"
import type * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import * as Schedule from "effect/Schedule"
import type * as Scope from "effect/Scope"
import * as DriveItem from "./DriveItem.js"
import * as GraphClient from "./GraphClient.js"
import { decode } from "./internal/decode.js"
import { hold } from "./internal/heldSession.js"
import * as Operation from "./Operation.js"
import * as WorkbookError from "./WorkbookError.js"
import type * as WorkbookQueue from "./WorkbookQueue.js"

/**
 * One call on the workbook, as data: the endpoint, its path below `…/workbook`, and the JSON body.
 *
 * @example
 * ```ts
 * import type { WorkbookSession } from "@effect-workbook/client"
 * import { Catalogue } from "@effect-workbook/schema"
 *
 * export const request: WorkbookSession.WorkbookRequest = {
 *   endpoint: Catalogue.range.update,
 *   path: "worksheets('Summary')/range(address='B2')",
 *   body: { values: [[1]] }
 * }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface WorkbookRequest {
  readonly endpoint: Endpoint.Any
  readonly path: string
  readonly body?: unknown
}

/**
 * What a program depends on. Whoever owns the session (this process, another one, nobody) implements `execute`: it
 * sends one call in its turn and succeeds with the JSON of the answer, `undefined` where there is none.
 *
 * @example
 * ```ts
 * import { WorkbookSession } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const mode = Effect.map(WorkbookSession.WorkbookSession, (session) => session.mode)
 * ```
 *
 * @category tags
 * @since 0.1.0
 */
export class WorkbookSession extends Context.Tag("@effect-workbook/client/WorkbookSession")<WorkbookSession, {
  readonly workbook: Workbook.Workbook
  readonly mode: SessionMode.SessionMode
  readonly execute: (request: WorkbookRequest) => Effect.Effect<unknown, WorkbookError.WorkbookError>
}>() {}

/**
 * - `workbook`: which one, in any form of address. It is looked up once, and then addressed by the ids of its drive and
 *   item, the form that always works.
 * - `mode`: `"persistent"` (the default) saves what is changed, `"nonPersistent"` works on a private copy that is lost
 *   at the end, `"sessionless"` opens no session.
 * - `refreshAfter`: how long the session may be idle before it is refreshed; by default one minute less than the mode's
 *   idle limit, that is 4 minutes, 6 minutes non-persistent. At the latest it is refreshed 10 seconds before that limit.
 * - `refreshRetry`: the pauses between attempts to refresh while the service does not answer well; by default from
 *   1 second doubling up to 15 seconds, until the idle limit.
 * - `polling`: how a creation or another operation that the service takes its time for is followed.
 * - `closeTimeout`: how long the end of the scope waits for a request that is still on its way, and then for
 *   `closeSession`; 30 seconds each by default. An interrupt waits as long for a session that is still being created;
 *   what takes longer is closed in the background.
 *
 * @example
 * ```ts
 * import type { WorkbookSession } from "@effect-workbook/client"
 * import { Workbook } from "@effect-workbook/schema"
 *
 * export const options: WorkbookSession.Options = {
 *   workbook: Workbook.path("/Reports/Orders.xlsx"),
 *   mode: "nonPersistent",
 *   polling: { deadline: "10 minutes" }
 * }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Options {
  readonly workbook: Workbook.Workbook
  readonly mode?: SessionMode.SessionMode | undefined
  readonly refreshAfter?: Duration.DurationInput | undefined
  readonly refreshRetry?: Schedule.Schedule<unknown, WorkbookError.RequestError> | undefined
  readonly polling?: Operation.Options | undefined
  readonly closeTimeout?: Duration.DurationInput | undefined
}

/**
 * What opening a session can fail with.
 *
 * @example
 * ```ts
 * import type { WorkbookSession } from "@effect-workbook/client"
 *
 * export const isMissing = (error: WorkbookSession.OpenError): boolean => error._tag === "NotFound"
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export type OpenError = WorkbookError.OperationError | WorkbookError.SessionMismatch

const url = (workbook: Workbook.Workbook, path: string): string => `${Workbook.toPath(workbook)}/workbook/${path}`

/**
 * Opens a session and answers its id and mode. Whoever calls this owns the session: see `make` for one that is kept
 * alive and closed.
 *
 * Always asks for `respond-async` and follows the operation where the service answers 202. The service's echo of
 * `persistChanges` is compared; a session of the wrong kind is closed and `SessionMismatch` is the failure.
 *
 * @see https://learn.microsoft.com/graph/api/workbook-createsession
 * @example
 * ```ts
 * import { WorkbookSession } from "@effect-workbook/client"
 * import { Workbook } from "@effect-workbook/schema"
 *
 * export const created = WorkbookSession.createSession(Workbook.item("01ABC"), { persistChanges: true })
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const createSession = (
  workbook: Workbook.Workbook,
  options: { readonly persistChanges: boolean; readonly polling?: Operation.Options | undefined }
): Effect.Effect<SessionInfo.SessionInfo, OpenError, GraphClient.GraphClient> =>
  Effect.gen(function*() {
    const graph = yield* GraphClient.GraphClient
    const endpoint = Catalogue.workbook.createSession
    const answer = yield* graph.execute({
      endpoint,
      url: url(workbook, "createSession"),
      body: { persistChanges: options.persistChanges },
      respondAsync: true
    })
    const json = answer.status === 202 ? yield* Operation.result(endpoint, answer, options.polling) : answer.body
    const info = yield* decode(endpoint, json)
    if (info.persistChanges !== undefined && info.persistChanges !== options.persistChanges) {
      yield* Effect.ignoreLogged(closeSession(workbook, info.id))
      return yield* new WorkbookError.SessionMismatch({ asked: options.persistChanges, answered: info.persistChanges })
    }
    return info
  }).pipe(Effect.withSpan("WorkbookSession.createSession", { captureStackTrace: false }))

/**
 * Tells the service that the session is still wanted.
 *
 * @see https://learn.microsoft.com/graph/api/workbook-refreshsession
 * @example
 * ```ts
 * import { WorkbookSession } from "@effect-workbook/client"
 * import { Workbook } from "@effect-workbook/schema"
 * import { Redacted } from "effect"
 *
 * export const refreshed = WorkbookSession.refreshSession(Workbook.item("01ABC"), Redacted.make("cluster=…"))
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const refreshSession = (
  workbook: Workbook.Workbook,
  sessionId: Redacted.Redacted
): Effect.Effect<void, WorkbookError.RequestError, GraphClient.GraphClient> =>
  Effect.flatMap(GraphClient.GraphClient, (graph) =>
    graph.execute({
      endpoint: Catalogue.workbook.refreshSession,
      url: url(workbook, "refreshSession"),
      body: {},
      sessionId
    })).pipe(
      Effect.asVoid,
      Effect.withSpan("WorkbookSession.refreshSession", { captureStackTrace: false })
    )

/**
 * Ends the session. One that is gone already counts as ended.
 *
 * That the answer has come does not mean that other readers of the file see the changes yet: that takes the service
 * some seconds more.
 *
 * @see https://learn.microsoft.com/graph/api/workbook-closesession
 * @example
 * ```ts
 * import { WorkbookSession } from "@effect-workbook/client"
 * import { Workbook } from "@effect-workbook/schema"
 * import { Redacted } from "effect"
 *
 * export const closed = WorkbookSession.closeSession(Workbook.item("01ABC"), Redacted.make("cluster=…"))
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const closeSession = (
  workbook: Workbook.Workbook,
  sessionId: Redacted.Redacted
): Effect.Effect<void, WorkbookError.RequestError, GraphClient.GraphClient> =>
  Effect.flatMap(GraphClient.GraphClient, (graph) =>
    graph.execute({
      endpoint: Catalogue.workbook.closeSession,
      url: url(workbook, "closeSession"),
      body: {},
      sessionId
    })).pipe(
      Effect.asVoid,
      Effect.catchIf(
        (error) => error._tag === "NotFound" || WorkbookError.saysSessionGone(error),
        () => Effect.void
      ),
      Effect.withSpan("WorkbookSession.closeSession", { captureStackTrace: false })
    )

/**
 * The service in the mode asked for.
 *
 * A session is closed when the scope closes: after success, failure, defect or interrupt, and also when the interrupt
 * came while it was still being created. Its calls follow one another, and their requests take turns with everything
 * else that this client asks of the workbook. A call on its way is not withdrawn by an interrupt: the next one waits
 * until its answer is in.
 *
 * When the session is lost, every further call fails with `SessionLost`.
 *
 * @example
 * ```ts
 * import { GraphClient, Range, WorkbookSession } from "@effect-workbook/client"
 * import { Workbook } from "@effect-workbook/schema"
 * import { Effect } from "effect"
 *
 * export const program = Effect.gen(function*() {
 *   const session = yield* WorkbookSession.make({ workbook: Workbook.path("/Reports/Orders.xlsx") })
 *   const read = Range.values(Range.at("Summary!B2:D10"))
 *   return yield* Effect.provideService(read, WorkbookSession.WorkbookSession, session)
 * }).pipe(Effect.scoped)
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = (
  options: Options
): Effect.Effect<
  Context.Tag.Service<typeof WorkbookSession>,
  OpenError,
  GraphClient.GraphClient | Scope.Scope
> => Effect.map(makeWatched(options), ({ session }) => session)

/**
 * A session, and whether it is lost or closed.
 *
 * @internal
 */
export interface Watched {
  readonly session: Context.Tag.Service<typeof WorkbookSession>
  readonly isOver: () => boolean
}

/**
 * `make` for who shares sessions, and so has to know which are of use.
 *
 * @internal
 */
export const makeWatched = (
  options: Options
): Effect.Effect<Watched, OpenError, GraphClient.GraphClient | Scope.Scope> =>
  Effect.gen(function*() {
    const graph = yield* GraphClient.GraphClient
    const workbook = yield* DriveItem.resolve(options.workbook)
    const queue = yield* graph.queue(workbook)
    const mode = options.mode ?? "persistent"
    return mode === "sessionless"
      ? sessionless(graph, queue, workbook, options)
      : yield* held(graph, queue, workbook, mode, options)
  }).pipe(Effect.withSpan("WorkbookSession.make", { captureStackTrace: false }))

type Graph = Context.Tag.Service<typeof GraphClient.GraphClient>

const send = Effect.fnUntraced(function*(
  graph: Graph,
  workbook: Workbook.Workbook,
  request: WorkbookRequest,
  polling: Operation.Options | undefined,
  sessionId?: Redacted.Redacted
) {
  const answer = yield* graph.execute({
    endpoint: request.endpoint,
    url: url(workbook, request.path),
    body: request.body,
    sessionId,
    respondAsync: sessionId !== undefined && request.endpoint.longRunning
  })
  return answer.status === 202
    ? yield* Effect.provideService(
      Operation.result(request.endpoint, answer, { ...polling, sessionId }),
      GraphClient.GraphClient,
      graph
    )
    : answer.body
})

const sessionless = (
  graph: Graph,
  queue: WorkbookQueue.WorkbookQueue,
  workbook: Workbook.Workbook,
  options: Options
): Watched => ({
  isOver: () => false,
  session: WorkbookSession.of({
    workbook,
    mode: "sessionless",
    execute: (request) => queue.run(send(graph, workbook, request, options.polling))
  })
})

const held = Effect.fnUntraced(function*(
  graph: Graph,
  queue: WorkbookQueue.WorkbookQueue,
  workbook: Workbook.Workbook,
  mode: Exclude<SessionMode.SessionMode, "sessionless">,
  options: Options
) {
  const idleLimit = SessionMode.idleLimit(mode)
  const latestRefresh = Duration.subtract(idleLimit, "10 seconds")
  const inTurn = GraphClient.GraphClient.of({ ...graph, execute: (request) => queue.turn(graph.execute(request)) })
  const through = Effect.provideService(GraphClient.GraphClient, graph)
  const { execute, isOver } = yield* hold({
    mode,
    queue,
    create: Effect.provideService(
      createSession(workbook, { persistChanges: SessionMode.persistChanges(mode), polling: options.polling }),
      GraphClient.GraphClient,
      inTurn
    ),
    send: (id, request: WorkbookRequest) => send(inTurn, workbook, request, options.polling, id),
    refresh: (id) => through(refreshSession(workbook, id)),
    close: (id) => through(closeSession(workbook, id)),
    idleLimit,
    refreshAfter: Duration.min(options.refreshAfter ?? Duration.subtract(idleLimit, "1 minute"), latestRefresh),
    refreshRetry: options.refreshRetry ?? refreshRetry,
    closeTimeout: Duration.decode(options.closeTimeout ?? "30 seconds")
  })
  return { isOver, session: WorkbookSession.of({ workbook, mode, execute }) } satisfies Watched
})

/**
 * The default pauses between attempts to refresh a session while the service does not answer well: 1 second, doubling
 * up to 15 seconds.
 *
 * @example
 * ```ts
 * import { WorkbookSession } from "@effect-workbook/client"
 * import { Chunk, Duration, Effect, Schedule } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const pauses = Schedule.run(Schedule.delays(WorkbookSession.refreshRetry), 0, Array.from({ length: 6 }))
 *
 * deepStrictEqual(
 *   Chunk.toReadonlyArray(Effect.runSync(pauses)).map(Duration.toSeconds),
 *   [1, 2, 4, 8, 15, 15]
 * )
 * ```
 *
 * @category schedules
 * @since 0.1.0
 */
export const refreshRetry: Schedule.Schedule<unknown> = Schedule.exponential("1 second").pipe(
  Schedule.either(Schedule.spaced("15 seconds"))
)

/**
 * Calls an endpoint of the catalogue on a resource, in the session in context: encodes the parameters, sends the
 * request, decodes the answer. `query` holds OData's options, such as `$top`.
 *
 * Fails with `InvalidArguments` before anything is sent when the parameters do not fit, and with `UnexpectedAnswer`
 * when the answer does not.
 *
 * @example
 * ```ts
 * import { WorkbookSession } from "@effect-workbook/client"
 * import { Catalogue, Navigation } from "@effect-workbook/schema"
 *
 * export const tables = WorkbookSession.call(
 *   Catalogue.tables.list,
 *   Navigation.property(Navigation.workbook, "tables"),
 *   undefined
 * )
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const call = <E extends Endpoint.Any>(
  endpoint: E,
  resource: Navigation.Reference<Navigation.ResourceType> & { readonly invalid?: string | undefined },
  parameters: Endpoint.Parameters<E>,
  query: Readonly<Record<string, string | number | undefined>> = {}
): Effect.Effect<Endpoint.Result<E>, WorkbookError.WorkbookError, WorkbookSession> =>
  Effect.gen(function*() {
    const invalid = (issue: string) => new WorkbookError.InvalidArguments({ endpoint: Endpoint.id(endpoint), issue })
    if (resource.invalid !== undefined) return yield* invalid(resource.invalid)
    const { body, path } = yield* Either.all({
      path: Endpoint.path(endpoint, resource.path, parameters),
      body: Endpoint.body(endpoint, parameters)
    }).pipe(Either.mapLeft((error) => invalid(error.message)))
    const session = yield* WorkbookSession
    const json = yield* session.execute({ endpoint, path: `${path}${queryString(query)}`, body })
    return yield* decode(endpoint, json)
  })

const queryString = (query: Readonly<Record<string, string | number | undefined>>): string => {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${OData.encodeSegment(String(value))}`]
  )
  return given.length === 0 ? "" : `?${given.join("&")}`
}

/**
 * A persistent session for as long as the layer lives, unless `mode` says otherwise.
 *
 * @example
 * ```ts
 * import { WorkbookSession } from "@effect-workbook/client"
 * import { Workbook } from "@effect-workbook/schema"
 *
 * export const SessionLive = WorkbookSession.layer({ workbook: Workbook.item("01ABC") })
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layer = (options: Options): Layer.Layer<WorkbookSession, OpenError, GraphClient.GraphClient> =>
  Layer.scoped(WorkbookSession, make(options))

/**
 * A session on a private copy: what is changed is seen in it only, and lost when it ends.
 *
 * @example
 * ```ts
 * import { WorkbookSession } from "@effect-workbook/client"
 * import { Workbook } from "@effect-workbook/schema"
 *
 * export const WhatIfLive = WorkbookSession.layerNonPersistent({ workbook: Workbook.item("01ABC") })
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerNonPersistent = (
  options: Omit<Options, "mode">
): Layer.Layer<WorkbookSession, OpenError, GraphClient.GraphClient> => layer({ ...options, mode: "nonPersistent" })

/**
 * No session: each call is on its own, and the service finds and opens the workbook each time. Right for one or two
 * calls.
 *
 * @example
 * ```ts
 * import { WorkbookSession } from "@effect-workbook/client"
 * import { Workbook } from "@effect-workbook/schema"
 *
 * export const OneOffLive = WorkbookSession.layerSessionless({ workbook: Workbook.item("01ABC") })
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerSessionless = (
  options: Pick<Options, "workbook" | "polling">
): Layer.Layer<WorkbookSession, OpenError, GraphClient.GraphClient> => layer({ ...options, mode: "sessionless" })

/**
 * `layer` with its options read from configuration.
 *
 * @example
 * ```ts
 * import { WorkbookSession } from "@effect-workbook/client"
 * import { Workbook } from "@effect-workbook/schema"
 * import { Config } from "effect"
 *
 * export const SessionLive = WorkbookSession.layerConfig({
 *   workbook: Config.map(Config.string("WORKBOOK_PATH"), (path) => Workbook.path(path)),
 *   mode: Config.literal("persistent", "nonPersistent", "sessionless")("WORKBOOK_MODE")
 * })
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerConfig = (
  config: Config.Config.Wrap<Pick<Options, "workbook" | "mode" | "refreshAfter" | "closeTimeout">>
): Layer.Layer<WorkbookSession, OpenError | ConfigError.ConfigError, GraphClient.GraphClient> =>
  Layer.scoped(WorkbookSession, Effect.flatMap(Config.unwrap(config), make))
