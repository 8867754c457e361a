/**
 * A workbook session as a scoped resource: opened by `createSession`, kept alive by `refreshSession`, released by
 * `closeSession`.
 *
 * Programs need a `WorkbookSession` in context and do not care which of the three modes it is in.
 *
 * @see https://learn.microsoft.com/graph/excel-manage-sessions
 * @since 0.1.0
 */
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import type * as Navigation from "@effect-workbook/schema/Navigation"
import * as OData from "@effect-workbook/schema/OData"
import * as Safety from "@effect-workbook/schema/Safety"
import type * as SessionInfo from "@effect-workbook/schema/SessionInfo"
import type * as SessionMode from "@effect-workbook/schema/SessionMode"
import type * as Workbook from "@effect-workbook/schema/Workbook"
import * as Config from "effect/Config"
import type * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { dual } from "effect/Function"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import type * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import * as DriveItem from "./DriveItem.js"
import * as GraphClient from "./GraphClient.js"
import { invalidArguments } from "./internal/errors.js"
import { calledAs, withFunctionName } from "./internal/functionName.js"
import * as CloseSession from "./internal/session/closeSession.js"
import * as CreateSession from "./internal/session/createSession.js"
import * as RefreshSession from "./internal/session/refreshSession.js"
import * as RequestPath from "./internal/session/requestPath.js"
import * as RetryLoop from "./internal/session/retryLoop.js"
import * as Session from "./internal/session/session.js"
import { decode } from "./internal/transport/decode.js"
import type * as Operation from "./Operation.js"
import type * as SessionEvent from "./SessionEvent.js"
import * as WorkbookError from "./WorkbookError.js"
import type * as WorkbookRequest from "./WorkbookRequest.js"

/**
 * A session, as the programs in it see it.
 *
 * @example
 * ```ts
 * import type { WorkbookSession } from "@effect-workbook/client"
 *
 * export const isSaved = (session: WorkbookSession.Service): boolean => session.mode !== "nonPersistent"
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Service {
  /** By the ids of its drive and item. */
  readonly workbook: Workbook.Workbook
  readonly mode: SessionMode.SessionMode
  /**
   * Sends one call in its turn, and succeeds with the JSON of the answer, `undefined` where there is none. The owner of the
   * session implements it: this process, another one, or nobody where the mode is `"sessionless"`.
   */
  readonly execute: (request: WorkbookRequest.WorkbookRequest) => Effect.Effect<unknown, WorkbookError.WorkbookError>
  /** What happens to the session: the latest event, and from then on each until it is closed. */
  readonly events: SessionEvent.Events
}

/**
 * The session that a program depends on, in whichever of the modes.
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
export class WorkbookSession extends Context.Tag("@effect-workbook/client/WorkbookSession")<
  WorkbookSession,
  Service
>() {}

/**
 * - `workbook`: which one, in any form of address. It is looked up once, and then addressed by the ids of its drive and
 *   item, the form that always works.
 * - `mode`: `"persistent"` (the default) saves what is changed, `"nonPersistent"` works on a private copy that is lost
 *   at the end, `"sessionless"` opens no session.
 * - `refreshAfter`: how long the session may be idle before it is refreshed; by default one minute less than the mode's
 *   idle limit, that is 4 minutes, 6 minutes non-persistent. At the latest it is refreshed 10 seconds before that limit.
 *   While the service does not answer well, it is tried again from 1 second on, doubling up to 15, until the idle limit.
 * - `retry`: the pauses before a call, or the opening of the session, is sent again; where the service says how long to
 *   wait, the longer of the two. `WorkbookSession.retry` by default; with `Schedule.stop` nothing is sent again.
 * - `restore`: for a non-persistent session, what to do in another one that takes the place of a lost one, before anything
 *   else is done in it. Without it the loss of a non-persistent session is `SessionLost`, for what it held is gone.
 *   The session is not refreshed meanwhile, so it must not pause for minutes: it is given up at the idle limit.
 * - `polling`: how a creation or another operation that the service takes its time for is followed.
 * - `closeTimeout`: how long the end of the scope waits for a request that is still on its way, and then for
 *   `closeSession`; 30 seconds each by default. An interrupt waits as long for a session that is still being created;
 *   what takes longer is closed in the background.
 * - `onEvent`: what to do about each event of the session, the first opening included, of which `events` can tell nobody
 *   yet: one after the other, in a fiber of its own, for which the end of the scope waits up to `closeTimeout`.
 *
 * @example
 * ```ts
 * import { Workbook, type WorkbookSession } from "@effect-workbook/client"
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
  readonly retry?: Schedule.Schedule<unknown> | undefined
  readonly restore?: Effect.Effect<unknown, WorkbookError.WorkbookError, WorkbookSession> | undefined
  readonly polling?: Operation.Options | undefined
  readonly closeTimeout?: Duration.DurationInput | undefined
  readonly onEvent?:
    | ((event: SessionEvent.SessionEvent, session: Pick<Service, "workbook" | "mode">) => Effect.Effect<void>)
    | undefined
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

/**
 * Opens a session and answers its id and mode. Whoever calls this owns the session: see `make` for one that is kept
 * alive and closed.
 *
 * Always asks for `respond-async` and follows the operation where the service answers 202. The service's echo of
 * `persistChanges` is compared. A session of the wrong kind is `SessionMismatch`, and an answer of another shape is
 * `UnexpectedAnswer`; where it tells the session's id all the same, that session is closed before, by as many attempts as
 * `retry` says.
 *
 * @see https://learn.microsoft.com/graph/api/workbook-createsession
 * @example
 * ```ts
 * import { Workbook, WorkbookSession } from "@effect-workbook/client"
 *
 * export const created = WorkbookSession.createSession(Workbook.item("01ABC"), { persistChanges: true })
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const createSession = (
  workbook: Workbook.Workbook,
  options: {
    readonly persistChanges: boolean
    readonly polling?: Operation.Options | undefined
    readonly retry?: Schedule.Schedule<unknown> | undefined
  }
): Effect.Effect<SessionInfo.SessionInfo, OpenError, GraphClient.GraphClient> =>
  Effect.flatMap(GraphClient.GraphClient, (graph) => CreateSession.once(graph, workbook, options)).pipe(
    Effect.mapError(CreateSession.fromFailure)
  )

/**
 * Tells the service that the session is still wanted.
 *
 * @see https://learn.microsoft.com/graph/api/workbook-refreshsession
 * @example
 * ```ts
 * import { Workbook, WorkbookSession } from "@effect-workbook/client"
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
  Effect.flatMap(GraphClient.GraphClient, (graph) => RefreshSession.once(graph, workbook, sessionId)).pipe(
    Effect.mapError(WorkbookError.fromFailure)
  )

/**
 * Ends the session. One that is gone already counts as ended, and so does one of which the service says, by a bare 502 or
 * 503, that it must not be used any more.
 *
 * That the answer has come does not mean that other readers of the file see the changes yet: that takes the service
 * some seconds more.
 *
 * @see https://learn.microsoft.com/graph/api/workbook-closesession
 * @example
 * ```ts
 * import { Workbook, WorkbookSession } from "@effect-workbook/client"
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
  Effect.flatMap(GraphClient.GraphClient, (graph) => CloseSession.once(graph, workbook, sessionId)).pipe(
    Effect.mapError(({ failure }) => WorkbookError.fromFailure(failure))
  )

/**
 * The service in the mode asked for.
 *
 * A session is closed when the scope closes: after success, failure, defect or interrupt, and also when the interrupt
 * came while it was still being created. Its calls follow one another, and their requests take turns with everything
 * else that this client asks of the workbook. A request on its way is not withdrawn by an interrupt: the next one waits
 * until its answer is in.
 *
 * What fails for the moment is sent again, where it is certain or does no harm (`ErrorPolicy.decide` says when). A
 * persistent session that is lost is opened again, once for all who wait, and so is a non-persistent one with `restore`.
 * What remains after that is the caller's failure.
 *
 * @example
 * ```ts
 * import { GraphClient, Range, Workbook, WorkbookSession } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const program = Effect.gen(function*() {
 *   const session = yield* WorkbookSession.make({ workbook: Workbook.path("/Reports/Orders.xlsx") })
 *   const read = Range.values(Range.at("Summary!B2:D10"))
 *   return yield* WorkbookSession.provide(read, session)
 * }).pipe(Effect.scoped)
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = (
  options: Options
): Effect.Effect<Service, OpenError, GraphClient.GraphClient | Scope.Scope> =>
  Effect.map(makeSession(options), ({ service }) => WorkbookSession.of(service))

/**
 * `make`, with whether the session is over, for a pool of sessions.
 *
 * @internal
 */
export const makeSession = (
  options: Options
): Effect.Effect<Session.Session, OpenError, GraphClient.GraphClient | Scope.Scope> =>
  Effect.gen(function*() {
    const { closeTimeout = "30 seconds", mode = "persistent", onEvent, polling, refreshAfter, restore } = options
    const graph = yield* GraphClient.GraphClient
    const workbook = yield* DriveItem.resolve(options.workbook, options)
    const resolved: Session.Options = {
      graph,
      workbook,
      queue: yield* graph.queue(workbook),
      retry: options.retry ?? retry,
      polling,
      closeTimeout: Duration.decode(closeTimeout),
      onEvent,
      refreshAfter,
      restore: restore && ((session) => provide(restore, session))
    }
    return mode === "sessionless" ? yield* Session.sessionless(resolved) : yield* Session.make(mode, resolved)
  }).pipe(calledAs("WorkbookSession.make"))

/**
 * The default pauses before a call is sent again: up to 1 second, 2, 4, 8 and 16, drawn by chance so that those who were
 * refused together do not come back together.
 *
 * @example
 * ```ts
 * import { WorkbookSession } from "@effect-workbook/client"
 * import { Chunk, Duration, Effect, Schedule } from "effect"
 * import { ok, strictEqual } from "node:assert/strict"
 *
 * const pauses = Effect.runSync(Schedule.run(Schedule.delays(WorkbookSession.retry), 0, Array.from({ length: 9 })))
 *
 * strictEqual(Chunk.size(pauses), 6)
 * ok(Chunk.every(pauses, (pause) => Duration.lessThanOrEqualTo(pause, "16 seconds")))
 * ```
 *
 * @category schedules
 * @since 0.1.0
 */
export const retry: Schedule.Schedule<unknown> = RetryLoop.retry

/**
 * Makes the writes in an effect happen exactly once.
 *
 * A write to an address that moves (below the used range, by position) is given a stable address first, by one read. What
 * adds rows, columns, tables, worksheets and names, and deletes rows, is looked up where its outcome is not known, and sent
 * again where it was not executed: that costs a read before each of them. Nothing else happens in the session until the
 * outcome is known, and none of them becomes a long-running operation, whose outcome could come after the look. A write that
 * no read can verify is `InvalidArguments`, and is not sent.
 *
 * It holds as long as nobody else (another session, a person in Excel) writes to the same table or collection at the same
 * time; where it shows that somebody did, `OutcomeUnknown` remains.
 *
 * @example
 * ```ts
 * import { Table, WorkbookSession } from "@effect-workbook/client"
 *
 * export const exactlyOnce = Table.addRows(Table.named("Orders"), [["SO-1025", 3]]).pipe(WorkbookSession.verified)
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const verified = <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.provideService(self, Verified, true)

class Verified extends Context.Reference<Verified>()("@effect-workbook/client/WorkbookSession/Verified", {
  defaultValue: () => false
}) {}

/**
 * What a call of this endpoint can fail with, on a reference of this way: only what may not be executed twice can end in
 * `OutcomeUnknown`.
 *
 * @example
 * ```ts
 * import type { Catalogue, WorkbookSession } from "@effect-workbook/client"
 *
 * // A table that is deleted by its name can be deleted again, one that is deleted by its position cannot.
 * export type ByName = WorkbookSession.ErrorOf<typeof Catalogue.table.delete, "stable">
 * export const mustLook = (error: WorkbookSession.ErrorOf<typeof Catalogue.table.delete, "byPosition">): boolean =>
 *   error._tag === "OutcomeUnknown"
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export type ErrorOf<E extends Endpoint.Any, Way extends Safety.Way = Safety.Way> =
  | WorkbookError.CallError
  | Doubt<E["safety"], Way>

/**
 * `OutcomeUnknown` where a request of this safety and way must not be sent again, otherwise nothing.
 *
 * @example
 * ```ts
 * import type { WorkbookSession } from "@effect-workbook/client"
 *
 * export const none = (doubt: WorkbookSession.Doubt<"idempotent", "stable">): never => doubt
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export type Doubt<S extends Safety.Safety, Way extends Safety.Way> = "nonIdempotent" extends Safety.EffectOf<S, Way>
  ? WorkbookError.OutcomeUnknown
  : never

/**
 * Runs an effect in a session at hand.
 *
 * @example
 * ```ts
 * import { Range, WorkbookSession } from "@effect-workbook/client"
 *
 * export const summaryIn = (session: WorkbookSession.Service) =>
 *   Range.values(Range.at("Summary!B2:D10")).pipe(WorkbookSession.provide(session))
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const provide: {
  (session: Service): <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, Exclude<R, WorkbookSession>>
  <A, E, R>(self: Effect.Effect<A, E, R>, session: Service): Effect.Effect<A, E, Exclude<R, WorkbookSession>>
} = dual(
  2,
  <A, E, R>(self: Effect.Effect<A, E, R>, session: Service) => Effect.provideService(self, WorkbookSession, session)
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
 * import { Catalogue, Navigation, WorkbookSession } from "@effect-workbook/client"
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
export const call = <E extends Endpoint.Any, Way extends Safety.Way>(
  endpoint: E,
  resource: Navigation.Reference<string, Way>,
  parameters: Endpoint.Parameters<E>,
  query: Readonly<Record<string, string | number | undefined>> = {}
): Effect.Effect<Endpoint.Result<E>, ErrorOf<E, Way>, WorkbookSession> => {
  const { anchor, invalid, way } = resource
  if (invalid !== undefined) return invalidArguments(endpoint, invalid)
  return Effect.suspend(() =>
    Either.match(
      Either.all({
        path: Endpoint.path(endpoint, resource.path, parameters),
        body: Endpoint.body(endpoint, parameters)
      }),
      {
        onLeft: (error) => invalidArguments(endpoint, error.message),
        onRight: ({ body, path }) => execute({ endpoint, path: `${path}${queryString(query)}`, way, anchor, body })
      }
    )
  )
}

const execute = <E extends Endpoint.Any, Way extends Safety.Way>(
  request: WorkbookRequest.WorkbookRequest & { readonly endpoint: E; readonly way: Way }
): Effect.Effect<Endpoint.Result<E>, ErrorOf<E, Way>, WorkbookSession> =>
  Effect.flatMap(
    Effect.all([WorkbookSession, Verified]),
    ([session, verified]) =>
      Effect.flatMap(session.execute({ ...request, verified }), (json) => decode(request.endpoint, json))
  ).pipe(
    Effect.catchAll((error) => isErrorOf(request.endpoint, request.way, error) ? Effect.fail(error) : Effect.die(error))
  )

/** The policy of calls is so, and every other implementation of `execute` must keep to it. */
const isErrorOf = <E extends Endpoint.Any, Way extends Safety.Way>(
  endpoint: E,
  way: Way,
  error: WorkbookError.WorkbookError
): error is ErrorOf<E, Way> =>
  error._tag !== "OutcomeUnknown" || Safety.effect(endpoint.safety, way) === "nonIdempotent"

const queryString = (query: Readonly<Record<string, string | number | undefined>>): string => {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${OData.encodeSegment(String(value))}`]
  )
  return given.length === 0 ? "" : `?${given.join("&")}`
}

/**
 * A request that the library has no function for.
 *
 * - `path`: below the workbook and percent-encoded, with a query where it has one. The `path` of a reference is such a path:
 *   `${Worksheet.named("Data").path}/charts`
 * - `safety`: what it does when it is executed twice, its address included: `"read"`, `"idempotent"`, `"nonIdempotent"`
 * - `body`: JSON, or what `bodySchema` encodes to JSON
 * - `answer`: the schema of the answer, which is ignored without one
 *
 * @example
 * ```ts
 * import { type WorkbookSession, Worksheet } from "@effect-workbook/client"
 *
 * export const protect: WorkbookSession.Request<"idempotent"> = {
 *   method: "POST",
 *   path: `${Worksheet.named("Data").path}/protection/protect`,
 *   safety: "idempotent",
 *   body: { options: { allowFormatCells: true } }
 * }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Request<out S extends Safety.WorkbookEffect, in out Body = unknown, in out BodyEncoded = unknown> {
  readonly method: Endpoint.Method
  readonly path: string
  readonly safety: S
  readonly body?: Body | undefined
  readonly bodySchema?: Schema.Schema<Body, BodyEncoded> | undefined
  readonly answer?: Schema.Schema.AnyNoContext | undefined
}

/**
 * Sends a request that the library has no function for, such as one about charts or formats, in the session in context.
 * It takes its turn, is sent again where `safety` allows, follows a 202, and fails as every call does: with
 * `OutcomeUnknown` only where it must not be executed twice.
 *
 * A path that leads out of the workbook, or opens, refreshes or closes a session, is `InvalidArguments`, and so is a body
 * that is no JSON. Errors and spans name the request by the segments of its path, without keys and arguments.
 *
 * @example
 * ```ts
 * import { WorkbookSession, Worksheet } from "@effect-workbook/client"
 * import { Schema } from "effect"
 *
 * export const chart = WorkbookSession.request({
 *   method: "POST",
 *   path: `${Worksheet.named("Data").path}/charts/add`,
 *   safety: "nonIdempotent",
 *   body: { type: "ColumnClustered", sourceData: "A1:B5", seriesBy: "Auto" },
 *   answer: Schema.Struct({ id: Schema.String, name: Schema.String })
 * })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const request: {
  <const S extends Safety.WorkbookEffect, A, I, Body = unknown, BodyEncoded = Body>(
    request: Request<S, Body, BodyEncoded> & { readonly answer: Schema.Schema<A, I> }
  ): Effect.Effect<A, WorkbookError.CallError | Doubt<S, "stable">, WorkbookSession>
  <const S extends Safety.WorkbookEffect, Body = unknown, BodyEncoded = Body>(
    request: Request<S, Body, BodyEncoded> & { readonly answer?: undefined }
  ): Effect.Effect<void, WorkbookError.CallError | Doubt<S, "stable">, WorkbookSession>
} = <S extends Safety.WorkbookEffect, Body, BodyEncoded>(
  { answer = Ignored, body, bodySchema, method, path, safety }: Request<S, Body, BodyEncoded>
) => {
  const label = RequestPath.label(path)
  const endpoint = Endpoint.make({
    resource: "workbook",
    name: Either.getOrElse(label, () => "request"),
    method,
    segment: "",
    parametersIn: "none",
    parameters: Schema.Void,
    result: answer,
    success: 200,
    returns: undefined,
    safety,
    longRunning: false,
    afterUnknownOutcome: method === "DELETE" ? { 404: "done" } : method === "PATCH" ? { 404: "unknown" } : {}
  })
  const encoded = () => {
    if (body === undefined) return Either.right(undefined)
    if (method === "GET") return Either.left("a GET has no body; expected none")
    if (bodySchema === undefined) return RequestPath.json(body)
    return Schema.encodeEither(bodySchema)(body).pipe(
      Either.mapLeft((error) => `the body: ${error.message}`),
      Either.flatMap(RequestPath.json)
    )
  }
  return Effect.suspend(() =>
    Either.match(Either.flatMap(label, encoded), {
      onLeft: (issue) => invalidArguments(endpoint, issue),
      onRight: (body) => execute({ endpoint, path, way: "stable", body })
    })
  ).pipe(
    withFunctionName(
      `WorkbookSession.request${Either.match(label, { onLeft: () => "", onRight: (label) => `(${label})` })}`
    ),
    Effect.withSpan("WorkbookSession.request", {
      attributes: { method, endpoint: Endpoint.id(endpoint) },
      captureStackTrace: false
    })
  )
}

/** Whatever it is. */
const Ignored: Schema.Schema<void, unknown> = Schema.transform(Schema.Unknown, Schema.Void, {
  strict: true,
  decode: () => undefined,
  encode: () => undefined
})

/**
 * A persistent session for as long as the layer lives, unless `mode` says otherwise.
 *
 * @example
 * ```ts
 * import { Workbook, WorkbookSession } from "@effect-workbook/client"
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
 * import { Workbook, WorkbookSession } from "@effect-workbook/client"
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
 * import { Workbook, WorkbookSession } from "@effect-workbook/client"
 *
 * export const OneOffLive = WorkbookSession.layerSessionless({ workbook: Workbook.item("01ABC") })
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerSessionless = (
  options: Pick<Options, "workbook" | "polling" | "retry" | "onEvent">
): Layer.Layer<WorkbookSession, OpenError, GraphClient.GraphClient> => layer({ ...options, mode: "sessionless" })

/**
 * `layer` with its options read from configuration.
 *
 * @example
 * ```ts
 * import { Workbook, WorkbookSession } from "@effect-workbook/client"
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
