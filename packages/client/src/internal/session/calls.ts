import * as Endpoint from "@effect-workbook/schema/Endpoint"
import type * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import type * as SessionMode from "@effect-workbook/schema/SessionMode"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type * as Schedule from "effect/Schedule"
import * as WorkbookError from "../../WorkbookError.js"
import * as WorkbookRequest from "../../WorkbookRequest.js"
import { decode } from "../transport/decode.js"
import * as Failed from "./failed.js"
import { outcomeUnknown, type Requests, Settled } from "./requests.js"
import * as RetryLoop from "./retryLoop.js"

/**
 * Makes one call. It succeeds with the JSON of the answer, and fails when no other attempt may be made.
 *
 * @internal
 */
export type Call = (
  request: WorkbookRequest.WorkbookRequest,
  pinned?: Pinned
) => Effect.Effect<unknown, WorkbookError.WorkbookError>

/**
 * A request whose moving address was replaced by a stable one. The caller cannot repeat it, so its failure is
 * `OutcomeUnknown` where it may have been executed. It is sent only in the private copy, if any, in which its address was
 * read.
 *
 * @internal
 */
export interface Pinned {
  readonly copy: unknown
}

/**
 * The options of all calls.
 *
 * @internal
 */
export interface Options {
  readonly mode: SessionMode.SessionMode
  readonly requests: Requests
  readonly retry: Schedule.Schedule<unknown>
}

/**
 * How an attempt at a call can fail.
 *
 * @internal
 */
export type AttemptError = Failed.Failed | Settled

/** Only a long-running operation that somebody asked for fails as one. */
const asRequestError = (
  failure: WorkbookError.OperationFailure,
  decision: ErrorPolicy.Decision | undefined
): WorkbookError.RequestError => {
  switch (failure._tag) {
    case "OperationTimedOut":
      return new WorkbookError.UnexpectedAnswer({ ...failure, issue: failure.message })
    case "ErrorResponse":
    case "OperationFailed":
      return WorkbookError.fromDecision(decision?.error ?? "OperationFailed", failure)
    default:
      return failure
  }
}

/** The error that the caller gets when a failure ends its call. */
const errorOf = (
  mode: SessionMode.SessionMode,
  request: WorkbookRequest.WorkbookRequest,
  isRepeatable: boolean,
  { decision, failure }: Failed.Failed
): Effect.Effect<WorkbookError.WorkbookError> => {
  const mayBeExecuted = decision?.mayBeExecuted ??
    (failure._tag === "UnexpectedAnswer" || failure._tag === "OperationTimedOut")
  if (mayBeExecuted && !isRepeatable) return outcomeUnknown(request, failure)
  return Effect.succeed(
    decision?.error === "SessionLost"
      ? new WorkbookError.SessionLost({ mode, reason: "service", ...WorkbookError.reasonOf(failure) })
      : asRequestError(failure, decision)
  )
}

const statusOf: Partial<Record<ErrorPolicy.Decision["error"], 404 | 409>> = {
  NotFound: 404,
  AlreadyExists: 409,
  Conflict: 409
}

/**
 * The meaning of a failure of a request that may have been executed by an earlier attempt: its success, or the failure of
 * that attempt (`doubt`). Most failures have no such meaning.
 */
const afterUnknownOutcome = (
  endpoint: Endpoint.Any,
  { decision }: Failed.Failed,
  doubt: WorkbookError.WorkbookError
): Effect.Effect<void, Settled> | undefined => {
  const status = decision?.session === "kept" ? statusOf[decision.error] : undefined
  switch (status === undefined ? undefined : endpoint.afterUnknownOutcome[status]) {
    case "done":
      return Effect.void
    case "unknown":
      return new Settled({ error: doubt })
    default:
      return undefined
  }
}

/**
 * Makes a call by as many attempts as the policy allows. `act` changes the session as decided, and says whether to go on.
 *
 * @internal
 */
export const make = (
  { mode, requests, retry }: Options,
  request: WorkbookRequest.WorkbookRequest,
  pinned: Pinned | undefined,
  { act, attempt }: {
    readonly attempt: (count: number) => Effect.Effect<unknown, AttemptError>
    readonly act?: RetryLoop.Options<never, WorkbookError.OperationFailure, never>["act"]
  }
): Effect.Effect<unknown, WorkbookError.WorkbookError> =>
  Effect.suspend(() => {
    const isRepeatable = pinned === undefined && WorkbookRequest.effect(request) !== "nonIdempotent"
    let doubt: WorkbookError.WorkbookError | undefined
    const noteDoubt = (failed: Failed.Failed) =>
      doubt === undefined && failed.decision?.resend === true && failed.decision.mayBeExecuted
        ? Effect.map(errorOf(mode, request, isRepeatable, failed), (error) => {
          doubt = error
        })
        : Effect.void
    const checked = (count: number): Effect.Effect<unknown, AttemptError> =>
      // Only an answer that can be read shows that the request was executed.
      isRepeatable ?
        attempt(count) :
        Effect.tap(attempt(count), (json) =>
          Effect.mapError(
            decode(request.endpoint, json),
            (failure) => new Failed.Failed({ failure, decision: undefined })
          ))
    return RetryLoop.run<unknown, WorkbookError.OperationFailure, Settled>({
      ...(act && { act }),
      endpoint: Endpoint.id(request.endpoint),
      retry,
      rest: requests.rest,
      attempt: (count) =>
        Effect.catchTag(checked(count), "Failed", (failed): Effect.Effect<unknown, AttemptError> =>
          (doubt && afterUnknownOutcome(request.endpoint, failed, doubt)) ??
            Effect.zipRight(noteDoubt(failed), Effect.fail(failed)))
    }).pipe(
      Effect.catchAll((error) =>
        error._tag === "Settled" ? Effect.fail(error.error) : Effect.flip(errorOf(mode, request, isRepeatable, error))
      ),
      Effect.mapError((error) => {
        // What was written in a private copy is lost with it.
        const isUndone = error._tag === "SessionLost" && mode === "nonPersistent"
        return pinned !== undefined && doubt !== undefined && !isUndone ? doubt : error
      })
    )
  })

/**
 * Calls without a session.
 *
 * @internal
 */
export const sessionless = (options: Options): Call => (request, pinned) => {
  const situation = { request: "sessionless", mode: options.mode, effect: WorkbookRequest.effect(request) } as const
  return make(options, request, pinned, {
    attempt: (count) =>
      options.requests.send(request, { count, decide: (failure) => Failed.decide(failure, situation) })
  })
}

/**
 * Calls in one session that is not opened again when it is lost. They are interrupted when `isOver`. `onLoss` hears whether
 * another session may take its place.
 *
 * @internal
 */
export const inOne = (
  options: Options & {
    readonly id: Redacted.Redacted
    readonly isOver: () => boolean
    readonly onLoss: (recreate: boolean) => void
  }
): Call =>
(request, pinned) => {
  const { id, isOver, mode, onLoss, requests } = options
  const effect = WorkbookRequest.effect(request)
  const situation = { request: "sessionful", mode, effect, restorable: true } as const
  return make(options, request, pinned, {
    attempt: (count) =>
      requests.send(request, {
        count,
        sessionId: id,
        decide: (failure) => Failed.decide(failure, situation),
        around: (send) => Effect.suspend(() => isOver() ? Effect.interrupt : send)
      }),
    act: (_, { recreate, session }) =>
      Effect.sync(() => {
        if (session === "kept") return true
        onLoss(recreate)
        return false
      })
  })
}
