import type * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import * as Cause from "effect/Cause"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Redacted from "effect/Redacted"
import * as WorkbookError from "../../WorkbookError.js"
import * as WorkbookRequest from "../../WorkbookRequest.js"
import * as Monotonic from "../transport/monotonic.js"
import * as Calls from "./calls.js"
import * as Failed from "./failed.js"
import type * as Lifecycle from "./lifecycle.js"
import { type Around, outcomeUnknown, Settled } from "./requests.js"

/** The session was lost while the call waited for its turn. */
class Stale extends Data.TaggedError("Stale") {}

/**
 * Calls in the current session. A call opens another session at most once.
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
(request, pinned) =>
  Effect.suspend(() => {
    const { lifecycle, mode, requests, restorable } = options
    const effect = WorkbookRequest.effect(request)
    const idleLimit = Duration.toMillis(options.idleLimit)
    let used: Redacted.Redacted | undefined
    let idledOut = false
    let recreated = false

    const decideAs = (effect: ErrorPolicy.Situation["effect"]) => (failure: WorkbookError.OperationFailure) =>
      Failed.decide(failure, { request: "sessionful", mode, effect, restorable, idledOut })

    const lose = (
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
          mayLive: decision.session === "abandoned"
        })

    /** The session is updated by every answer, also when the caller has been interrupted. */
    const around =
      (id: Redacted.Redacted): Around<Failed.Failed, Failed.Failed | Stale> =>
      <A>(send: Effect.Effect<A, Failed.Failed>) =>
        Effect.withFiberRuntime<A, Failed.Failed | Stale>((fiber) => {
          if (!lifecycle.isCurrent(id)) return new Stale()
          lifecycle.sending(fiber)
          return Effect.flatMap(Monotonic.now, (now) => {
            used = id
            idledOut = now - lifecycle.lastTouched() >= idleLimit
            return Effect.tapBoth(send, {
              onFailure: ({ decision, failure }) =>
                Effect.zipRight(lifecycle.touch(false), lose(id, failure, decision)),
              onSuccess: () => lifecycle.touch(true)
            })
          })
        })

    /** The scope has ended before the answer came. */
    const cutOff = lifecycle.current.pipe(
      Effect.zipRight(Effect.interrupt),
      Effect.catchAll((error): Effect.Effect<WorkbookError.WorkbookError> =>
        effect === "nonIdempotent" || pinned !== undefined ? outcomeUnknown(request, error) : Effect.succeed(error)
      ),
      Effect.flatMap((error) => new Settled({ error }))
    )

    const sendIn = (sessionId: Redacted.Redacted, count: number): Effect.Effect<unknown, Calls.AttemptError | Stale> =>
      requests.send(request, {
        count,
        sessionId,
        decide: decideAs(effect),
        around: around(sessionId),
        following: lifecycle.using,
        heard: (failure) => lose(sessionId, failure, decideAs("read")(failure).decision)
      }).pipe(
        Effect.exit,
        Effect.flatMap((exit): Effect.Effect<unknown, Calls.AttemptError | Stale> =>
          Exit.isFailure(exit) && Cause.isInterruptedOnly(exit.cause) && lifecycle.isOver() ? cutOff : exit
        )
      )

    const otherCopy = Effect.suspend(() =>
      new Settled({ error: new WorkbookError.SessionLost({ mode, reason: "service" }) })
    )

    const attempt = (count: number): Effect.Effect<unknown, Calls.AttemptError> =>
      Effect.flatMap(Effect.mapError(lifecycle.current, (error) => new Settled({ error })), (sessionId) =>
        pinned?.copy !== undefined && pinned.copy !== sessionId
          ? otherCopy
          : Effect.catchTag(sendIn(sessionId, count), "Stale", () => attempt(count)))

    return Calls.make(options, request, pinned, {
      attempt,
      act: (failure, decision) => {
        if (decision.session === "kept" || used === undefined) {
          return Effect.succeed(true)
        }
        const again = decision.resend && !recreated && pinned?.copy === undefined
        recreated ||= again
        return Effect.as(lose(used, failure, decision), again)
      }
    })
  })
