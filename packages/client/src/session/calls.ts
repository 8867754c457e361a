import * as Endpoint from "@effect-workbook/schema/Endpoint"
import type * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import type * as SessionMode from "@effect-workbook/schema/SessionMode"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type * as Schedule from "effect/Schedule"
import { decode } from "../call/decode.js"
import { tookTooLong } from "../call/divisible.js"
import { FunctionName, withFunctionNameOf } from "../call/functionName.js"
import type * as Batch from "../transport/batch.js"
import * as WaitLimit from "../transport/waitLimit.js"
import * as WorkbookError from "../WorkbookError.js"
import * as WorkbookRequest from "../WorkbookRequest.js"
import * as Batches from "./batches.js"
import type * as ExplicitBatches from "./explicitBatches.js"
import * as Failed from "./failed.js"
import { outcomeUnknown, type Requests, Settled } from "./requests.js"
import * as RetryLoop from "./retryLoop.js"

/**
 * Makes one call with all of its attempts. It succeeds with the JSON of the answer.
 *
 * @internal
 */
export type Call = (
  request: WorkbookRequest.WorkbookRequest,
  options?: CallOptions
) => Effect.Effect<unknown, WorkbookError.WorkbookError>

/**
 * - `place`: the place of the call among those that have their turn; without it the request is sent alone
 * - `explicit`: the place of the call in an explicit batch
 *
 * @internal
 */
export interface CallOptions {
  readonly pinned?: Pinned | undefined
  readonly place?: Batches.Place | undefined
  readonly explicit?: ExplicitBatches.Place | undefined
}

/**
 * Describes a request whose moving address was replaced by a stable one. The caller does not know this address and cannot
 * repeat the request, so it fails with `OutcomeUnknown` if it may have been executed.
 *
 * `copy` identifies the private copy of the workbook in which the address was read, if there are private copies. The
 * request is not sent to another copy.
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
 * The errors of one attempt.
 *
 * @internal
 */
export type AttemptError = Failed.Failed | Settled

/** Maps a failed operation to the error of a plain request, because the caller did not ask for an operation. */
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

/** The error that the caller gets after the last attempt. */
const toCallError = (
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

/** The status of the failures that are explained in `Endpoint.afterUnknownOutcome`. */
const statusOf: Partial<Record<ErrorPolicy.Decision["error"], keyof Endpoint.AfterUnknownOutcome>> = {
  AccessDenied: 403,
  NotFound: 404,
  AlreadyExists: 409,
  Conflict: 409
}

/**
 * Interprets the failure of a request that an earlier attempt may have executed. For example a `NotFound` of a deletion then
 * shows that the earlier attempt succeeded. The result is that success, or the error of the earlier attempt
 * (`unknownOutcome`). It is `undefined` if the failure tells nothing about the earlier attempt.
 */
const resolveUnknownOutcome = (
  endpoint: Endpoint.Any,
  { decision }: Failed.Failed,
  unknownOutcome: WorkbookError.WorkbookError
): Effect.Effect<void, Settled> | undefined => {
  const status = decision?.session === "kept" ? statusOf[decision.error] : undefined
  switch (status === undefined ? undefined : endpoint.afterUnknownOutcome[status]) {
    case "done":
      return Effect.void
    case "unknown":
      return new Settled({ error: unknownOutcome })
    default:
      return undefined
  }
}

/** Whether the caller will make smaller requests instead. */
const isDivided = (request: WorkbookRequest.WorkbookRequest, { failure }: Failed.Failed): boolean =>
  request.divisible === true && tookTooLong(failure)

/** The same failure, after which the request is not sent again. */
const final = ({ decision, failure }: Failed.Failed): Failed.Failed =>
  new Failed.Failed({ failure, decision: decision && { ...decision, resend: false } })

/** What distinguishes the calls of one kind of session. */
interface Attempts {
  readonly decide: (failure: WorkbookError.Failure) => Failed.Failed
  readonly attempt: (
    count: number,
    waitLimit: WaitLimit.Service
  ) => Effect.Effect<unknown, AttemptError | Batch.NotExecuted>
  readonly applyDecision?: RetryLoop.Options<never, WorkbookError.OperationFailure, never>["applyDecision"]
}

/**
 * Makes a call with as many attempts as the policy allows. `decide` applies the policy to a failure of an earlier batch.
 * `applyDecision` is described in `RetryLoop.Options`. The effect can be run only once.
 *
 * @internal
 */
export const make = (
  options: Options,
  request: WorkbookRequest.WorkbookRequest,
  callOptions: CallOptions,
  attempts: Attempts
): Effect.Effect<unknown, WorkbookError.WorkbookError> => {
  const waitLimit = WaitLimit.make()
  const isRepeatable = callOptions.pinned === undefined && WorkbookRequest.effect(request) !== "nonIdempotent"
  const retry = (failure?: AttemptError | Batch.NotExecuted) =>
    withFunctionNameOf(request)(
      withRetries(options, request, callOptions, { ...attempts, waitLimit, isRepeatable, failure })
    )
  const { explicit } = callOptions
  const hasFailed = explicit?.failure !== undefined || explicit?.lost !== undefined
  // Most calls succeed with the first attempt, which needs nothing of the rest.
  return isRepeatable && !hasFailed ? Effect.catchAll(attempts.attempt(1, waitLimit), retry) : retry()
}

/** Makes the attempts of a call. `failure` is that of the first one, if it was made. */
const withRetries = (
  { mode, requests, retry }: Options,
  request: WorkbookRequest.WorkbookRequest,
  { explicit, pinned }: CallOptions,
  { applyDecision, attempt, decide, failure: firstFailure, isRepeatable, waitLimit }: Attempts & {
    readonly isRepeatable: boolean
    readonly waitLimit: WaitLimit.Service
    readonly failure: AttemptError | Batch.NotExecuted | undefined
  }
): Effect.Effect<unknown, WorkbookError.WorkbookError> =>
  Effect.suspend(() => {
    // The error of the first attempt that may have been executed.
    let unknownOutcome: WorkbookError.WorkbookError | undefined
    const recordUnknownOutcome = (failed: Failed.Failed) =>
      unknownOutcome === undefined && failed.decision?.resend === true && failed.decision.mayBeExecuted
        ? Effect.map(toCallError(mode, request, isRepeatable, failed), (error) => {
          unknownOutcome = error
        })
        : Effect.void
    const failedInBatch = (failure: WorkbookError.Failure): Effect.Effect<Failed.Failed> =>
      Effect.map(FunctionName, (functionName) => decide(Batches.ofRequest(failure, { functionName, request })))
    const attemptUntilSent = (count: number): Effect.Effect<unknown, AttemptError> =>
      Effect.catchTag(attempt(count, waitLimit), "NotExecuted", () => attemptUntilSent(count))
    const firstAttempt = (): Effect.Effect<unknown, AttemptError> => {
      if (explicit?.failure !== undefined) return Effect.flip(failedInBatch(explicit.failure))
      return firstFailure === undefined || firstFailure._tag === "NotExecuted" ? attemptUntilSent(1) : firstFailure
    }
    const attemptOnce = (count: number) => count === 1 ? firstAttempt() : attemptUntilSent(count)
    const attemptAndDecode = (count: number): Effect.Effect<unknown, AttemptError> =>
      // Only an answer that can be decoded shows that the request was executed.
      isRepeatable ?
        attemptOnce(count) :
        Effect.tap(attemptOnce(count), (json) =>
          Effect.mapError(
            decode(request.endpoint, json),
            (failure) => new Failed.Failed({ failure, decision: undefined })
          ))
    const attempts = RetryLoop.run<unknown, WorkbookError.OperationFailure, Settled>({
      ...(applyDecision && { applyDecision }),
      endpoint: Endpoint.id(request.endpoint),
      retry,
      pause: requests.startCooldown,
      waitLimit: () => waitLimit,
      attempt: (count) =>
        Effect.catchTag(attemptAndDecode(count), "Failed", (failed): Effect.Effect<unknown, AttemptError> =>
          (unknownOutcome && resolveUnknownOutcome(request.endpoint, failed, unknownOutcome)) ??
            Effect.zipRight(
              recordUnknownOutcome(failed),
              Effect.fail(isDivided(request, failed) ? final(failed) : failed)
            ))
    })
    const recordLost = explicit?.lost && Effect.flatMap(failedInBatch(explicit.lost), recordUnknownOutcome)
    return (recordLost === undefined ? attempts : Effect.zipRight(recordLost, attempts)).pipe(
      Effect.catchAll((error) =>
        error._tag === "Settled"
          ? Effect.fail(error.error)
          : Effect.flip(toCallError(mode, request, isRepeatable, error))
      ),
      Effect.mapError((error) => {
        // The changes to a private copy are lost with it, so the outcome does not matter.
        const isUndone = error._tag === "SessionLost" && mode === "nonPersistent"
        return pinned !== undefined && unknownOutcome !== undefined && !isUndone ? unknownOutcome : error
      })
    )
  })

/**
 * Calls without a session.
 *
 * @internal
 */
export const sessionless = (options: Options): Call => (request, callOptions = {}) => {
  const { explicit, place } = callOptions
  const situation = { request: "sessionless", mode: options.mode, effect: WorkbookRequest.effect(request) } as const
  const decide = (failure: WorkbookError.OperationFailure) => Failed.decide(failure, situation)
  return Effect.suspend(() =>
    make(options, request, callOptions, {
      decide,
      attempt: (count, waitLimit) =>
        options.requests.send(request, { attempt: count, explicit, place, decide, waitLimit })
    })
  )
}

/**
 * Calls in one session that is not recreated when it is lost. A call that has not been sent is interrupted when `isEnded`.
 * When the session is lost, `onLoss` is called with whether another session may replace it.
 *
 * @internal
 */
export const inFixedSession = (
  options: Options & {
    readonly id: Redacted.Redacted
    readonly isEnded: () => boolean
    readonly onLoss: (recreate: boolean) => void
  }
): Call =>
(request, callOptions = {}) => {
  const { id, isEnded, mode, onLoss, requests } = options
  const { explicit, place } = callOptions
  const effect = WorkbookRequest.effect(request)
  const situation = { request: "sessionful", mode, effect, restorable: true } as const
  const decide = (failure: WorkbookError.OperationFailure) => Failed.decide(failure, situation)
  return Effect.suspend(() =>
    make(options, request, callOptions, {
      decide,
      attempt: (count, waitLimit) =>
        requests.send(request, {
          attempt: count,
          explicit,
          place,
          waitLimit,
          sessionId: id,
          decide,
          inTurn: { begin: () => isEnded() ? Effect.interrupt : undefined }
        }),
      applyDecision: (_, { recreate, session }) =>
        Effect.sync(() => {
          if (session === "kept") return true
          onLoss(recreate)
          return false
        })
    })
  )
}
