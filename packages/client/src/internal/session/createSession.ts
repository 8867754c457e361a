import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import type * as SessionInfo from "@effect-workbook/schema/SessionInfo"
import * as SessionMode from "@effect-workbook/schema/SessionMode"
import type * as Workbook from "@effect-workbook/schema/Workbook"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Redacted from "effect/Redacted"
import type * as Schedule from "effect/Schedule"
import * as GraphClient from "../../GraphClient.js"
import * as Operation from "../../Operation.js"
import * as WorkbookError from "../../WorkbookError.js"
import { calledAs } from "../functionName.js"
import { decode } from "../transport/decode.js"
import * as Secrets from "../transport/secrets.js"
import * as CloseSession from "./closeSession.js"
import * as Failed from "./failed.js"
import * as Requests from "./requests.js"
import * as RetryLoop from "./retryLoop.js"

const endpoint = Catalogue.workbook.createSession

/**
 * How the creation of a session can fail, where the service's own words are not named yet.
 *
 * @internal
 */
export type Failure = WorkbookError.OperationFailure | WorkbookError.SessionMismatch

/**
 * How the creation of a session can fail.
 *
 * @internal
 */
export type OpenError = WorkbookError.OperationError | WorkbookError.SessionMismatch

/**
 * The error that tells a caller how the creation failed.
 *
 * @internal
 */
export const fromFailure = (failure: Failure): OpenError =>
  failure._tag === "SessionMismatch" ? failure : WorkbookError.fromOperationFailure(failure)

/** The id of the session in an answer of any shape: with the id alone the session can be closed. */
const idIn = (json: unknown): Option.Option<Redacted.Redacted> =>
  Predicate.hasProperty(json, "id") && Predicate.isString(json.id) && json.id !== ""
    ? Option.some(Redacted.make(json.id))
    : Option.none()

// The error quotes values, and the id must not be among them.
const decodeInfo = (json: unknown) =>
  Option.match(idIn(json), {
    onNone: () => decode(endpoint, json),
    onSome: (id) =>
      decode(endpoint, Object.assign({}, json, { id: "<redacted>" })).pipe(
        Effect.mapBoth({
          onFailure: (error) =>
            new WorkbookError.UnexpectedAnswer({
              ...error,
              issue: Secrets.without(error.issue, Secrets.of("", id))
            }),
          onSuccess: (info): SessionInfo.SessionInfo => ({ ...info, id })
        })
      )
  })

/** The session in an answer, if it is of the kind that was asked for. */
const sessionIn = (json: unknown, persistChanges: boolean) =>
  Effect.filterOrFail(
    decodeInfo(json),
    (info) => info.persistChanges === undefined || info.persistChanges === persistChanges,
    (info) => new WorkbookError.SessionMismatch({ asked: persistChanges, answered: info.persistChanges === true })
  )

/**
 * Creates a session by one request, and follows the operation where the service answers 202. If the answer tells the id of
 * a session but cannot be used, that session is closed.
 *
 * @internal
 */
export const once = Effect.fnUntraced(function*(
  graph: GraphClient.Service,
  workbook: Workbook.Workbook,
  { persistChanges, polling = {}, retry = RetryLoop.retry }: {
    readonly persistChanges: boolean
    readonly polling?: Operation.Options | undefined
    readonly retry?: Schedule.Schedule<unknown> | undefined
  }
): Effect.fn.Return<SessionInfo.SessionInfo, Failure> {
  const answer = yield* graph.execute({
    endpoint,
    url: Requests.url(workbook, "createSession"),
    body: { persistChanges },
    respondAsync: true
  })
  // A 202 without an address that tells of the session has opened it.
  const isAccepted = answer.status === 202 && (answer.location !== undefined || Option.isNone(idIn(answer.body)))
  const json = isAccepted
    ? yield* Effect.provideService(Operation.follow(endpoint, answer, polling), GraphClient.GraphClient, graph)
    : answer.body
  // In a fiber of its own: the caller may be interrupted, and nobody else knows of the session.
  const close = (id: Redacted.Redacted) =>
    CloseSession.untilClosed({ retry, warn: Effect.logWarning }, () => CloseSession.once(graph, workbook, id)).pipe(
      Effect.forkDaemon,
      Effect.flatMap(Fiber.join)
    )
  return yield* Effect.tapError(
    sessionIn(json, persistChanges),
    () => Option.match(idIn(json), { onNone: () => Effect.void, onSome: close })
  )
}, calledAs("WorkbookSession.createSession"))

const following: ReadonlySet<string> = new Set([
  Endpoint.id(Catalogue.operations.get),
  Endpoint.id(Catalogue.workbook.sessionInfoResource)
])

/** The service has forgotten the operation that was followed, and with it the session that the operation was to open. */
const isForgotten = (failure: Failure): boolean =>
  failure._tag === "ErrorResponse" && following.has(failure.endpoint) &&
  ErrorPolicy.meaning(failure.status, failure.error) === "NotFound"

const decide = (mode: SessionMode.SessionMode) => (failure: Failure): Failed.Failed<Failure> => {
  const situation = { request: "createSession", mode, effect: "nonIdempotent" } as const
  return isForgotten(failure)
    ? new Failed.Failed({
      failure,
      decision: ErrorPolicy.decide({ ...situation, failure: { _tag: "TransportFailure" } })
    })
    : Failed.decide(failure, situation)
}

/**
 * Creates a session by as many attempts as it takes; `graph` is the client for the `count`-th one.
 *
 * @internal
 */
export const untilOpen = (
  workbook: Workbook.Workbook,
  { graph, mode, polling, rest, retry }: {
    readonly graph: (count: number) => GraphClient.Service
    readonly mode: Exclude<SessionMode.SessionMode, "sessionless">
    readonly polling: Operation.Options | undefined
    readonly rest: RetryLoop.Rest
    readonly retry: Schedule.Schedule<unknown>
  }
): Effect.Effect<Redacted.Redacted, OpenError> =>
  RetryLoop.run<SessionInfo.SessionInfo, Failure>({
    endpoint: Endpoint.id(endpoint),
    retry,
    rest,
    attempt: (count) =>
      Effect.mapError(
        once(graph(count), workbook, { persistChanges: SessionMode.persistChanges(mode), polling, retry }),
        decide(mode)
      )
  }).pipe(
    Effect.mapBoth({ onFailure: ({ failure }) => fromFailure(failure), onSuccess: ({ id }) => id })
  )
