/**
 * A workbook session as a scoped resource. It is opened with `createSession`, kept alive with `refreshSession` and
 * closed with `closeSession`.
 *
 * A program uses the `WorkbookSession` in context, in the same way in each of the three modes.
 *
 * @see https://learn.microsoft.com/graph/excel-manage-sessions
 * @since 0.1.0
 */
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as InvalidValue from "@effect-workbook/schema/InvalidValue"
import type * as Navigation from "@effect-workbook/schema/Navigation"
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
import { decoder } from "./call/decode.js"
import * as Describe from "./call/describe.js"
import { Divisible } from "./call/divisible.js"
import { invalidArguments, unexpectedAnswer } from "./call/errors.js"
import { calledAs, FunctionName, withFunctionName } from "./call/functionName.js"
import * as DriveItem from "./DriveItem.js"
import * as GraphClient from "./GraphClient.js"
import type * as Operation from "./Operation.js"
import * as CloseSession from "./session/closeSession.js"
import * as CreateSession from "./session/createSession.js"
import * as RefreshSession from "./session/refreshSession.js"
import * as RequestPath from "./session/requestPath.js"
import * as RetryLoop from "./session/retryLoop.js"
import * as Session from "./session/session.js"
import type * as SessionEvent from "./SessionEvent.js"
import * as Span from "./transport/span.js"
import * as WorkbookError from "./WorkbookError.js"
import type * as WorkbookRequest from "./WorkbookRequest.js"

/**
 * A session in one of the three modes.
 *
 * @category models
 * @since 0.1.0
 */
export interface Service {
  /** The address of the workbook by the ids of its drive and its drive item. */
  readonly workbook: Workbook.Workbook
  readonly mode: SessionMode.SessionMode
  /**
   * Sends one call through the queue of the workbook. Succeeds with the JSON of the response, or with `undefined` if it
   * has no body.
   */
  readonly execute: (request: WorkbookRequest.WorkbookRequest) => Effect.Effect<unknown, WorkbookError.WorkbookError>
  /**
   * Makes the first of several calls, as many as fit into one `$batch`, and succeeds with their outcomes in order. There
   * is at least one outcome, unless there are no requests. The calls stop after the first error, which is the last outcome.
   * `Batch.all` makes all of them.
   */
  readonly batch: (
    requests: ReadonlyArray<WorkbookRequest.WorkbookRequest>
  ) => Effect.Effect<ReadonlyArray<Either.Either<unknown, WorkbookError.WorkbookError>>>
  /** The latest event of the session, and a stream of its events. */
  readonly events: SessionEvent.Events
}

/**
 * The session that the calls of a program use.
 *
 * @example
 * ```ts
 * import { WorkbookSession } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const session = yield* WorkbookSession.WorkbookSession
 *   strictEqual(session.mode, "persistent")
 * })
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
 * The options of a session.
 *
 * - `workbook`: the address of the workbook, in any form. It is resolved once to the ids of the drive and the drive
 *   item.
 * - `mode`: `"persistent"` (the default) saves every change in the file, `"nonPersistent"` works on a private copy that
 *   is discarded when the session ends, and `"sessionless"` opens no session
 * - `refreshAfter`: the idle time after which the session is refreshed, at most 10 seconds less than the idle limit of
 *   the mode. The default is 1 minute less than the idle limit: 4 minutes in a persistent session, 6 minutes in a
 *   non-persistent one. If the refresh fails temporarily, it is repeated until the idle limit, with pauses of 1 second
 *   at first, which double up to 15 seconds.
 * - `retry`: the pauses before a call, or the opening of the session, is sent again; `WorkbookSession.retry` by
 *   default. If `Retry-After` is longer than the pause, it replaces the pause. With `Schedule.stop` nothing is sent
 *   again.
 * - `restore`: repeats the changes of a lost non-persistent session in the new session, before any other call. Without
 *   this option, the loss of a non-persistent session fails with `SessionLost`, because its changes are lost. The
 *   session is not refreshed while `restore` runs; if `restore` sends nothing until the idle limit, the session is
 *   closed.
 * - `polling`: how long-running operations are polled, including that of `createSession`; see `Operation.Options`
 * - `closeTimeout`: how long closing the scope waits for a request in flight, and then for `closeSession`; 30 seconds
 *   each by default. An interrupt waits this long for a session that is being created. After the timeout the session is
 *   closed in the background.
 * - `batching`: whether calls that wait for their turn together, such as those of concurrent fibers, are sent in one
 *   `$batch`, up to 20 at a time; `true` by default. The service still executes them one by one in their order, and each
 *   has its own result. Only reads and changes of cells are sent together; other writes have their own request, so that
 *   a lost connection leaves at most one of them with an unknown outcome. A batch whose outcome is unknown is sent
 *   again, so a read may then find the changes of calls behind it. Without a session nothing is batched.
 * - `onEvent`: runs for each event of the session in order, in a separate fiber; nothing by default. It also gets the
 *   events before the first `Open`, when the program cannot read `events` yet. Closing the scope waits at most
 *   `closeTimeout` for it.
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
  readonly batching?: boolean | undefined
  readonly onEvent?:
    | ((event: SessionEvent.SessionEvent, session: Pick<Service, "workbook" | "mode">) => Effect.Effect<void>)
    | undefined
}

/**
 * The errors of opening a session.
 *
 * @category errors
 * @since 0.1.0
 */
export type OpenError = WorkbookError.OperationError | WorkbookError.SessionMismatch

/**
 * Opens a session, and succeeds with its id and its mode. The caller must refresh and close the session. `make` does
 * that automatically.
 *
 * The request has `Prefer: respond-async`, and a 202 is polled as `polling` says. If `persistChanges` in the response
 * is not the requested value, the function fails with `SessionMismatch`; if the response does not have the documented
 * form, it fails with `UnexpectedAnswer`. In both cases it first closes the session if the response contains its id,
 * and `retry` gives the pauses before `closeSession` is sent again (`WorkbookSession.retry` by default).
 *
 * @see https://learn.microsoft.com/graph/api/workbook-createsession
 * @example
 * ```ts
 * import { Workbook, WorkbookSession } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const workbook = Workbook.path("/orders.xlsx")
 *   const { id, persistChanges } = yield* WorkbookSession.createSession(workbook, { persistChanges: false })
 *   strictEqual(persistChanges, false)
 *   yield* WorkbookSession.closeSession(workbook, id)
 * })
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
 * Keeps a session alive with one request, which restarts its idle time.
 *
 * @see https://learn.microsoft.com/graph/api/workbook-refreshsession
 * @example
 * ```ts
 * import { Workbook, WorkbookSession } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const workbook = Workbook.path("/orders.xlsx")
 *   const { id } = yield* WorkbookSession.createSession(workbook, { persistChanges: false })
 *   strictEqual(yield* Effect.isSuccess(WorkbookSession.refreshSession(workbook, id)), true)
 *   yield* WorkbookSession.closeSession(workbook, id)
 * })
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
 * Closes a session with one request. It also succeeds if the session does not exist any more, and after a 502 or 503
 * without an error code, which means that the session must not be used any more.
 *
 * Other readers of the file may see the changes only some seconds after the response.
 *
 * @see https://learn.microsoft.com/graph/api/workbook-closesession
 * @example
 * ```ts
 * import { Workbook, WorkbookSession } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const workbook = Workbook.path("/orders.xlsx")
 *   const { id } = yield* WorkbookSession.createSession(workbook, { persistChanges: false })
 *   yield* WorkbookSession.closeSession(workbook, id)
 *   strictEqual(yield* Effect.isFailure(WorkbookSession.refreshSession(workbook, id)), true)
 * })
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
 * Opens a session in the requested mode, keeps it alive, and closes it when the scope closes. It is also closed after a
 * failure, a defect or an interrupt, and if the interrupt came while the session was being created.
 *
 * The client sends one request or batch to a workbook at a time, also if several sessions use the workbook. An
 * interrupt does not cancel a request that was sent: the next request waits for its response.
 *
 * After a temporary failure a request is sent again if it was not executed, or if executing it twice has no other
 * effect; `ErrorPolicy.decide` is the exact rule. If a persistent session is lost, a new one is opened once for all
 * waiting calls. The same applies to a non-persistent session with the option `restore`. A call fails if it still fails
 * after that.
 *
 * @example
 * ```ts
 * import { Range, Workbook, WorkbookSession } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const session = yield* WorkbookSession.make({ workbook: Workbook.path("/orders.xlsx"), mode: "nonPersistent" })
 *   const read = Range.values(Range.at("Orders!A1:B1"))
 *   deepStrictEqual(yield* WorkbookSession.provide(read, session), [["Order", "Date"]])
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
 * Like `make`, but also tells the pool of sessions whether the session is lost or closed.
 *
 * @internal
 */
export const makeSession = (
  options: Options
): Effect.Effect<Session.Session, OpenError, GraphClient.GraphClient | Scope.Scope> =>
  Effect.gen(function*() {
    const {
      batching = true,
      closeTimeout = "30 seconds",
      mode = "persistent",
      onEvent,
      polling,
      refreshAfter,
      restore
    } = options
    const graph = yield* GraphClient.GraphClient
    const workbook = yield* DriveItem.resolve(options.workbook, options)
    const resolved: Session.Options = {
      graph,
      workbook,
      queue: yield* graph.queue(workbook),
      retry: options.retry ?? retry,
      polling,
      closeTimeout: Duration.decode(closeTimeout),
      batching,
      onEvent,
      refreshAfter,
      restore: restore && ((session) => provide(restore, session))
    }
    return mode === "sessionless" ? yield* Session.sessionless(resolved) : yield* Session.make(mode, resolved)
  }).pipe(calledAs("WorkbookSession.make"))

/**
 * The default pauses before a request is sent again. There are at most 5 pauses, of up to 1, 2, 4, 8 and 16 seconds.
 * They are random, so that requests that failed together are not repeated together.
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
 * Executes each write in an effect exactly once.
 *
 * - The address of a write that is moving or by position is first replaced by a stable address, with one read.
 * - A write that adds rows, columns, tables, worksheets, names, charts, series, points or replies, or deletes rows, is
 *   preceded by one read. If its outcome is unknown, a second read shows whether it was executed, and it is sent again
 *   if it was not. No other call of the session is sent in between. The write never becomes a long-running operation,
 *   which could finish after the second read.
 * - Any other write that is not idempotent fails with `InvalidArguments` and is not sent, because no read can verify
 *   it.
 *
 * The second read is reliable only if no other session or user writes to the same table or collection at the same time.
 * If it shows such a write, the call fails with `OutcomeUnknown`.
 *
 * @example
 * ```ts
 * import { Range, Table, WorkbookSession } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const order = ["SO-1025", "2026-07-14", "North", "Desk", 2, 349, null]
 *   yield* WorkbookSession.verified(Table.addRows(Table.named("Orders"), [order]))
 *   deepStrictEqual(yield* Range.values(Range.at("Orders!A26")), [["SO-1025"]])
 * })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const verified = <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.provideService(self, Verified, true)

/**
 * Whether the calls of an effect are verified.
 *
 * @internal
 */
export class Verified extends Context.Reference<Verified>()("@effect-workbook/client/WorkbookSession/Verified", {
  defaultValue: () => false
}) {}

/**
 * The errors of a call of an endpoint with a reference of this way. They include `OutcomeUnknown` only if the call is
 * not idempotent.
 *
 * @category errors
 * @since 0.1.0
 */
export type ErrorOf<E extends Endpoint.Any, Way extends Safety.Way = Safety.Way> =
  | WorkbookError.CallError
  | OutcomeUnknownOf<E["safety"], Way>

/**
 * `OutcomeUnknown` if a request of this safety and way is not idempotent, otherwise `never`.
 *
 * @category errors
 * @since 0.1.0
 */
export type OutcomeUnknownOf<S extends Safety.Safety, Way extends Safety.Way> = "nonIdempotent" extends
  Safety.EffectOf<S, Way> ? WorkbookError.OutcomeUnknown
  : never

/**
 * Runs an effect in the given session.
 *
 * @example
 * ```ts
 * import { Range, WorkbookSession } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const session = yield* WorkbookSession.WorkbookSession
 *   const read = Range.values(Range.at("Summary!A4:B4")).pipe(WorkbookSession.provide(session))
 *   deepStrictEqual(yield* read, [["North", 8762.75]])
 * })
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
 * Calls an endpoint of the catalogue on a resource, in the session in context. It encodes the parameters, sends the
 * request and decodes the response. `query` has the query options of OData, such as `$top`; none by default.
 *
 * Fails with `InvalidArguments`, and sends nothing, if the parameters do not match their schema or the reference is
 * invalid. Fails with `UnexpectedAnswer` if the response does not match its schema.
 *
 * @example
 * ```ts
 * import { Catalogue, Navigation, WorkbookSession } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const tables = Navigation.property(Navigation.workbook, "tables")
 *   const { value } = yield* WorkbookSession.call(Catalogue.tables.list, tables, undefined)
 *   strictEqual(value[0]?.name, "Orders")
 * })
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
): Effect.Effect<Endpoint.Result<E>, ErrorOf<E, Way>, WorkbookSession> =>
  callAs(undefined)(endpoint, resource, parameters, query)

/**
 * Makes a `call`. Its errors have this function name, unless the context has one.
 *
 * @internal
 */
export const callAs = (functionName: string | undefined) =>
<E extends Endpoint.Any, Way extends Safety.Way>(
  endpoint: E,
  resource: Navigation.Reference<string, Way>,
  parameters: Endpoint.Parameters<E>,
  query: Readonly<Record<string, string | number | undefined>> = {}
): Effect.Effect<Endpoint.Result<E>, ErrorOf<E, Way>, WorkbookSession> =>
  Effect.withFiberRuntime((fiber) => {
    const described = Describe.call(endpoint, resource, parameters, query)
    return Either.isLeft(described)
      ? invalidArguments(endpoint, described.left, functionName)
      : execute(fiber.currentContext, described.right, functionName)
  })

const execute = <E extends Endpoint.Any, Way extends Safety.Way>(
  context: Context.Context<never>,
  { anchor, body, endpoint, path, way }: WorkbookRequest.WorkbookRequest & {
    readonly endpoint: E
    readonly way: Way
  },
  functionName?: string
): Effect.Effect<Endpoint.Result<E>, ErrorOf<E, Way>> => {
  const answer = Context.unsafeGet(context, WorkbookSession).execute({
    endpoint,
    path,
    way,
    anchor,
    body,
    functionName: Context.get(context, FunctionName) ?? functionName,
    verified: Context.get(context, Verified),
    divisible: Context.get(context, Divisible)
  })
  return Effect.matchEffect(answer, {
    onFailure: (error) => isErrorOf(endpoint, way, error) ? Effect.fail(error) : Effect.die(error),
    onSuccess: (json): Effect.Effect<Endpoint.Result<E>, WorkbookError.UnexpectedAnswer> => {
      const decoded = decoder<Endpoint.Result<E>>(endpoint.result)(json)
      return Either.isRight(decoded)
        ? Effect.succeed(decoded.right)
        : unexpectedAnswer(endpoint, decoded.left, functionName)
    }
  })
}

/**
 * Whether an error is one of those of a call. Every implementation of `Service` must satisfy this. An error that does not
 * is a defect.
 *
 * @internal
 */
export const isErrorOf = <E extends Endpoint.Any, Way extends Safety.Way>(
  endpoint: E,
  way: Way,
  error: WorkbookError.WorkbookError
): error is ErrorOf<E, Way> =>
  error._tag !== "OutcomeUnknown" || Safety.effect(endpoint.safety, way) === "nonIdempotent"

/**
 * A request for which the library has no function.
 *
 * - `method`: the HTTP method
 * - `path`: the path below `…/workbook`, percent-encoded, with an optional query. It can begin with the `path` of a
 *   reference: `${Worksheet.named("Data").path}/charts`.
 * - `safety`: the effect of executing the request twice, considering its address too: `"read"`, `"idempotent"` or
 *   `"nonIdempotent"`
 * - `body`: the JSON body, or a value that `bodySchema` encodes to it; no body by default
 * - `answer`: the schema of the response; without it the response is ignored
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
 * Sends a request for which the library has no function, such as one for comments, in the session in context.
 * Like any call, it waits for its turn, is retried if `safety` allows it, and polls the operation of a 202. It fails
 * with `OutcomeUnknown` only if `safety` is `"nonIdempotent"`.
 *
 * Fails with `InvalidArguments`, and sends nothing, if the path leads out of the workbook, if it opens, refreshes or
 * closes a session, or if the body is not JSON. Fails with `UnexpectedAnswer` if the response does not match `answer`.
 * The name of the request in errors and spans is its path without keys and arguments.
 *
 * @example
 * ```ts
 * import { Table, WorkbookSession } from "@effect-workbook/client"
 * import { Effect, Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const table = yield* WorkbookSession.request({
 *     method: "GET",
 *     path: `${Table.named("Orders").path}?$select=name,style`,
 *     safety: "read",
 *     answer: Schema.Struct({ name: Schema.String })
 *   })
 *   deepStrictEqual(table, { name: "Orders" })
 * })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const request: {
  <const S extends Safety.WorkbookEffect, A, I, Body = unknown, BodyEncoded = Body>(
    request: Request<S, Body, BodyEncoded> & { readonly answer: Schema.Schema<A, I> }
  ): Effect.Effect<A, WorkbookError.CallError | OutcomeUnknownOf<S, "stable">, WorkbookSession>
  <const S extends Safety.WorkbookEffect, Body = unknown, BodyEncoded = Body>(
    request: Request<S, Body, BodyEncoded> & { readonly answer?: undefined }
  ): Effect.Effect<void, WorkbookError.CallError | OutcomeUnknownOf<S, "stable">, WorkbookSession>
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
    if (method === "GET") return Either.left("the body must be absent for the method GET")
    if (bodySchema === undefined) return RequestPath.json(body)
    return Schema.encodeEither(bodySchema)(body).pipe(
      Either.mapLeft((error) => `the body: ${InvalidValue.fromParseError(error).message}`),
      Either.flatMap(RequestPath.json)
    )
  }
  return Effect.withFiberRuntime<unknown, WorkbookError.CallError | OutcomeUnknownOf<S, "stable">, WorkbookSession>((
    fiber
  ) =>
    Either.match(Either.flatMap(label, encoded), {
      onLeft: (issue) => invalidArguments(endpoint, issue),
      onRight: (body) => execute(fiber.currentContext, { endpoint, path, way: "stable", body })
    })
  ).pipe(
    withFunctionName(
      `WorkbookSession.request${Either.match(label, { onLeft: () => "", onRight: (label) => `(${label})` })}`
    ),
    Span.within("WorkbookSession.request", { attributes: { method, endpoint: Endpoint.id(endpoint) } })
  )
}

/** Accepts any response. */
const Ignored: Schema.Schema<void, unknown> = Schema.transform(Schema.Unknown, Schema.Void, {
  strict: true,
  decode: () => undefined,
  encode: () => undefined
})

/**
 * Provides a session, which is persistent by default and is closed with the layer; see `make`.
 *
 * @example
 * ```ts
 * import { Workbook, WorkbookSession } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const SessionLive = WorkbookSession.layer({ workbook: Workbook.path("/orders.xlsx") })
 *
 * export const program = Effect.gen(function*() {
 *   strictEqual((yield* WorkbookSession.WorkbookSession).mode, "persistent")
 * }).pipe(Effect.provide(SessionLive))
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layer = (options: Options): Layer.Layer<WorkbookSession, OpenError, GraphClient.GraphClient> =>
  Layer.scoped(WorkbookSession, make(options))

/**
 * Provides a non-persistent session, which works on a private copy of the workbook. Its changes are discarded when it
 * ends.
 *
 * @example
 * ```ts
 * import { Workbook, WorkbookSession } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const WhatIfLive = WorkbookSession.layerNonPersistent({ workbook: Workbook.path("/orders.xlsx") })
 *
 * export const program = Effect.gen(function*() {
 *   strictEqual((yield* WorkbookSession.WorkbookSession).mode, "nonPersistent")
 * }).pipe(Effect.provide(WhatIfLive))
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerNonPersistent = (
  options: Omit<Options, "mode">
): Layer.Layer<WorkbookSession, OpenError, GraphClient.GraphClient> => layer({ ...options, mode: "nonPersistent" })

/**
 * Provides calls without a session. The service opens the workbook for each call, so this is efficient only for one or
 * two calls.
 *
 * @example
 * ```ts
 * import { Workbook, WorkbookSession } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const OneOffLive = WorkbookSession.layerSessionless({ workbook: Workbook.path("/orders.xlsx") })
 *
 * export const program = Effect.gen(function*() {
 *   strictEqual((yield* WorkbookSession.WorkbookSession).mode, "sessionless")
 * }).pipe(Effect.provide(OneOffLive))
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerSessionless = (
  options: Pick<Options, "workbook" | "polling" | "retry" | "onEvent">
): Layer.Layer<WorkbookSession, OpenError, GraphClient.GraphClient> => layer({ ...options, mode: "sessionless" })

/**
 * Provides a session with options from configuration; see `make`. Fails with `ConfigError` if the configuration is
 * invalid.
 *
 * @example
 * ```ts
 * import { Workbook, WorkbookSession } from "@effect-workbook/client"
 * import { Config, ConfigProvider, Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const SessionLive = WorkbookSession.layerConfig({
 *   workbook: Config.map(Config.string("WORKBOOK_PATH"), (path) => Workbook.path(path)),
 *   mode: Config.literal("persistent", "nonPersistent", "sessionless")("WORKBOOK_MODE")
 * })
 * const settings = new Map([["WORKBOOK_PATH", "/orders.xlsx"], ["WORKBOOK_MODE", "nonPersistent"]])
 *
 * export const program = Effect.gen(function*() {
 *   strictEqual((yield* WorkbookSession.WorkbookSession).mode, "nonPersistent")
 * }).pipe(Effect.provide(SessionLive), Effect.withConfigProvider(ConfigProvider.fromMap(settings)))
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerConfig = (
  config: Config.Config.Wrap<Pick<Options, "workbook" | "mode" | "refreshAfter" | "closeTimeout" | "batching">>
): Layer.Layer<WorkbookSession, OpenError | ConfigError.ConfigError, GraphClient.GraphClient> =>
  Layer.scoped(WorkbookSession, Effect.flatMap(Config.unwrap(config), make))
