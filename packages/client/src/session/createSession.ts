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
import { decode } from "../call/decode.js"
import { calledAs } from "../call/functionName.js"
import * as GraphClient from "../GraphClient.js"
import * as Operation from "../Operation.js"
import * as Secrets from "../secrets/secrets.js"
import * as WorkbookError from "../WorkbookError.js"
import * as CloseSession from "./closeSession.js"
import * as Failed from "./failed.js"
import * as Requests from "./requests.js"
import * as RetryLoop from "./retryLoop.js"

const endpoint = Catalogue.workbook.createSession

/**
 * The failures to create a session, with the errors of the service as it sent them.
 *
 * @internal
 */
export type Failure = WorkbookError.OperationFailure | WorkbookError.SessionMismatch

/**
 * The errors of the creation of a session, as a caller gets them.
 *
 * @internal
 */
export type OpenError = WorkbookError.OperationError | WorkbookError.SessionMismatch

/**
 * Maps a failure to the error that a caller gets.
 *
 * @internal
 */
export const fromFailure = (failure: Failure): OpenError =>
  failure._tag === "SessionMismatch" ? failure : WorkbookError.fromOperationFailure(failure)

/** Finds the session id in an answer that may not match the schema, because the id is enough to close the session. */
const idIn = (json: unknown): Option.Option<Redacted.Redacted> =>
  Predicate.hasProperty(json, "id") && Predicate.isString(json.id) && json.id !== ""
    ? Option.some(Redacted.make(json.id))
    : Option.none()

// A decoding error quotes values, so the id is replaced during the decoding.
const decodeInfo = (json: unknown) =>
  Option.match(idIn(json), {
    onNone: () => decode(endpoint, json),
    onSome: (id) =>
      decode(endpoint, Object.assign({}, json, { id: "<redacted>" })).pipe(
        Effect.mapBoth({
          onFailure: (error) =>
            new WorkbookError.UnexpectedAnswer({
              ...error,
              issue: Secrets.redact(error.issue, Secrets.of("", id))
            }),
          onSuccess: (info): SessionInfo.SessionInfo => ({ ...info, id })
        })
      )
  })

/** Decodes the session in an answer, and checks that the mode is the requested one. */
const sessionIn = (json: unknown, persistChanges: boolean) =>
  Effect.filterOrFail(
    decodeInfo(json),
    (info) => info.persistChanges === undefined || info.persistChanges === persistChanges,
    (info) => new WorkbookError.SessionMismatch({ asked: persistChanges, answered: info.persistChanges === true })
  )

/**
 * Creates a session by one request, and follows the operation if the service answers 202. If the answer has a session id
 * but is otherwise invalid, the session is closed.
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
  // A 202 that contains the session id instead of a `Location` is a complete answer.
  const isAccepted = answer.status === 202 && (answer.location !== undefined || Option.isNone(idIn(answer.body)))
  const json = isAccepted
    ? yield* Effect.provideService(Operation.follow(endpoint, answer, polling), GraphClient.GraphClient, graph)
    : answer.body
  // In a daemon, because the caller may be interrupted and no other fiber knows the session.
  const close = (id: Redacted.Redacted) =>
    CloseSession.withRetries({ retry, warn: Effect.logWarning }, () => CloseSession.once(graph, workbook, id)).pipe(
      Effect.forkDaemon,
      Effect.flatMap(Fiber.join)
    )
  return yield* Effect.tapError(
    sessionIn(json, persistChanges),
    () => Option.match(idIn(json), { onNone: () => Effect.void, onSome: close })
  )
}, calledAs("WorkbookSession.createSession"))

const operationEndpoints: ReadonlySet<string> = new Set([
  Endpoint.id(Catalogue.operations.get),
  Endpoint.id(Catalogue.workbook.sessionInfoResource)
])

/** The service does not know the operation any more, so its session cannot be found. */
const isOperationNotFound = (failure: Failure): boolean =>
  failure._tag === "ErrorResponse" && operationEndpoints.has(failure.endpoint) &&
  ErrorPolicy.meaning(failure.status, failure.error) === "NotFound"

const decide = (mode: SessionMode.SessionMode) => (failure: Failure): Failed.Failed<Failure> => {
  const situation = { request: "createSession", mode, effect: "nonIdempotent" } as const
  return isOperationNotFound(failure)
    ? new Failed.Failed({
      failure,
      decision: ErrorPolicy.decide({ ...situation, failure: { _tag: "TransportFailure" } })
    })
    : Failed.decide(failure, situation)
}

/**
 * Creates a session with as many attempts as the policy allows. `graph` is the client for the `count`-th attempt.
 *
 * @internal
 */
export const withRetries = (
  workbook: Workbook.Workbook,
  { graph, mode, pause, polling, retry }: {
    readonly graph: (count: number) => GraphClient.Service
    readonly mode: Exclude<SessionMode.SessionMode, "sessionless">
    readonly pause: RetryLoop.Pause
    readonly polling: Operation.Options | undefined
    readonly retry: Schedule.Schedule<unknown>
  }
): Effect.Effect<Redacted.Redacted, OpenError> =>
  RetryLoop.run<SessionInfo.SessionInfo, Failure>({
    endpoint: Endpoint.id(endpoint),
    retry,
    pause,
    attempt: (count) =>
      Effect.mapError(
        once(graph(count), workbook, { persistChanges: SessionMode.persistChanges(mode), polling, retry }),
        decide(mode)
      )
  }).pipe(
    Effect.mapBoth({ onFailure: ({ failure }) => fromFailure(failure), onSuccess: ({ id }) => id })
  )
