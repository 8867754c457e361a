import type * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import * as Cause from "effect/Cause"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import { withFunctionNameOf } from "../call/functionName.js"
import * as Batch from "../transport/batch.js"
import * as Monotonic from "../transport/monotonic.js"
import type * as WaitLimit from "../transport/waitLimit.js"
import * as WorkbookError from "../WorkbookError.js"
import * as WorkbookRequest from "../WorkbookRequest.js"
import * as Calls from "./calls.js"
import * as Failed from "./failed.js"
import type * as Lifecycle from "./lifecycle.js"
import { type InTurn, outcomeUnknown, Settled } from "./requests.js"

/**
 * Calls in the current session. A call recreates a lost session at most once.
 *
 * @internal
 */
export const make = (
  options: Calls.Options & {
    readonly lifecycle: Lifecycle.Lifecycle
    readonly restorable: boolean
    readonly idleLimit: Duration.Duration
  }
): Calls.Call =>
(request, callOptions = {}) =>
  Effect.suspend(() => {
    const { explicit, pinned, place } = callOptions
    const { lifecycle, mode, requests, restorable } = options
    const effect = WorkbookRequest.effect(request)
    const idleLimit = Duration.toMillis(options.idleLimit)
    let usedSession = explicit?.sessionId
    let idledOut = false
    let isRecreated = false

    const decideFor = (effect: ErrorPolicy.Situation["effect"]) => (failure: WorkbookError.OperationFailure) =>
      Failed.decide(failure, { request: "sessionful", mode, effect, restorable, idledOut })

    const loseUnlessKept = (
      id: Redacted.Redacted,
      failure: WorkbookError.OperationFailure,
      decision: ErrorPolicy.Decision | undefined
    ): Effect.Effect<void> =>
      decision === undefined || decision.session === "kept"
        ? Effect.void
        : lifecycle.lose(id, {
          reason: "service",
          failure,
          recreate: decision.recreate,
          mayBeOpen: decision.session === "abandoned"
        })

    /** Reports the request and its outcome to the lifecycle, even if the caller is interrupted before the answer. */
    const reporting = (id: Redacted.Redacted): InTurn => ({
      begin: (fiber) => {
        // The session was lost while the call waited for its turn.
        if (!lifecycle.isCurrent(id)) return new Batch.NotExecuted()
        lifecycle.trackRequest(fiber)
        usedSession = id
        idledOut = Monotonic.unsafeNow(fiber) - lifecycle.lastRequestAt() >= idleLimit
        return undefined
      },
      succeeded: (fiber) => lifecycle.recordRequest(fiber, true),
      failed: ({ decision, failure }) =>
        Effect.withFiberRuntime((fiber) => {
          lifecycle.recordRequest(fiber, false)
          return loseUnlessKept(id, failure, decision)
        })
    })

    /** The end of the scope interrupted the request. */
    const interruptedByEnd = lifecycle.current.pipe(
      Effect.zipRight(Effect.interrupt),
      Effect.catchAll((error): Effect.Effect<WorkbookError.WorkbookError> =>
        effect === "nonIdempotent" || pinned !== undefined ? outcomeUnknown(request, error) : Effect.succeed(error)
      ),
      Effect.flatMap((error) => new Settled({ error }))
    )

    const sendIn = (
      sessionId: Redacted.Redacted,
      count: number,
      waitLimit: WaitLimit.Service
    ): Effect.Effect<unknown, Calls.AttemptError | Batch.NotExecuted> =>
      requests.send(request, {
        attempt: count,
        explicit,
        place,
        waitLimit,
        sessionId,
        decide: decideFor(effect),
        inTurn: reporting(sessionId),
        wrapOperation: <A, E>(operation: Effect.Effect<A, E>) => lifecycle.withOperation(operation),
        onResultFailure: (failure) => loseUnlessKept(sessionId, failure, decideFor("read")(failure).decision)
      }).pipe(
        Effect.catchAllCause((cause) =>
          Cause.isInterruptedOnly(cause) && lifecycle.isEnded() ? interruptedByEnd : Effect.failCause(cause)
        )
      )

    /** The private copy in which the address was read is lost. */
    const copyLost = Effect.suspend(() =>
      new Settled({ error: new WorkbookError.SessionLost({ mode, reason: "service" }) })
    )

    const attempt = (
      count: number,
      waitLimit: WaitLimit.Service
    ): Effect.Effect<unknown, Calls.AttemptError | Batch.NotExecuted> => {
      const open = lifecycle.openSession()
      const send = (sessionId: Redacted.Redacted) =>
        pinned?.copy !== undefined && pinned.copy !== sessionId ? copyLost : sendIn(sessionId, count, waitLimit)
      return open === undefined
        ? Effect.flatMap(
          Effect.mapError(withFunctionNameOf(request)(lifecycle.current), (error) => new Settled({ error })),
          send
        )
        : send(open)
    }

    return Calls.make(options, request, callOptions, {
      decide: decideFor(effect),
      attempt,
      applyDecision: (failure, decision) => {
        if (decision.session === "kept" || usedSession === undefined) {
          return Effect.succeed(true)
        }
        const mayRecreate = decision.resend && !isRecreated && pinned?.copy === undefined
        isRecreated ||= mayRecreate
        return Effect.as(loseUnlessKept(usedSession, failure, decision), mayRecreate)
      }
    })
  })
