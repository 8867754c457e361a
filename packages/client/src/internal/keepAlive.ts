import * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import type * as SessionMode from "@effect-workbook/schema/SessionMode"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"
import type * as Redacted from "effect/Redacted"
import * as Schedule from "effect/Schedule"
import type * as SessionEvent from "../SessionEvent.js"
import * as WorkbookError from "../WorkbookError.js"
import type * as WorkbookQueue from "../WorkbookQueue.js"
import type * as Lifecycle from "./lifecycle.js"
import { retries } from "./persevere.js"

/**
 * What keeping sessions alive takes. `recoverable`: a session that is lost will be opened again by who needs it.
 *
 * @internal
 */
export interface Keeping {
  readonly mode: Exclude<SessionMode.SessionMode, "sessionless">
  readonly lifecycle: Lifecycle.Lifecycle
  readonly queue: WorkbookQueue.WorkbookQueue
  readonly recoverable: boolean
  readonly refresh: (id: Redacted.Redacted, attempt: number) => Effect.Effect<void, WorkbookError.RequestError>
  readonly publish: (event: SessionEvent.SessionEvent) => Effect.Effect<void>
  readonly warn: (message: string) => Effect.Effect<void>
  readonly idleLimit: Duration.Duration
  readonly refreshAfter: Duration.Duration
  readonly refreshRetry: Schedule.Schedule<unknown, WorkbookError.RequestError>
}

const refreshes = Metric.counter("workbook_refreshes", { description: "Refreshes of sessions", incremental: true })

/**
 * Refreshes whatever session is open whenever it has been idle for `refreshAfter`, for as long as it is let. Sends nothing
 * while traffic keeps the session warm, or while there is no session.
 *
 * A session that the service refuses to refresh is lost at once. One that cannot be refreshed in time is too, unless it is
 * `recoverable`: then the next call finds out from the service whether it is.
 *
 * @internal
 */
export const keepAlive = (keeping: Keeping): Effect.Effect<never> => {
  const { idleLimit, lifecycle, mode, publish, queue, recoverable, refreshAfter, refreshRetry, warn } = keeping

  const idle = Effect.map(Clock.currentTimeMillis, (now) => Duration.millis(now - lifecycle.lastAccepted()))

  const decide = (error: WorkbookError.RequestError): ErrorPolicy.Decision | undefined => {
    const failure = WorkbookError.failureOf(error)
    return failure &&
      ErrorPolicy.decide({ request: "refreshSession", mode, effect: "idempotent", failure, restorable: recoverable })
  }

  /** Another refresh is another request: all that is no refusal of this one session may be tried again. */
  const mayPass = (error: WorkbookError.RequestError): boolean => {
    if (error._tag === "AccessTokenError" || error._tag === "UnexpectedAnswer") return true
    const decision = decide(error)
    return decision?.session === "kept" &&
      ["Throttled", "ServiceFailure", "TransportFailure", "Conflict"].includes(decision.error)
  }

  const refreshOnce = (id: Redacted.Redacted, attempt: number) =>
    Effect.suspend(() => {
      const before = lifecycle.lastAccepted()
      return queue.run(Effect.withFiberRuntime<void, WorkbookError.RequestError>((fiber) => {
        if (!lifecycle.isCurrent(id) || lifecycle.lastAccepted() !== before) return Effect.void
        lifecycle.sending(fiber)
        return keeping.refresh(id, attempt).pipe(
          Effect.tapBoth({ onFailure: () => lifecycle.touch(false), onSuccess: () => lifecycle.touch(true) }),
          Effect.zipRight(Metric.increment(refreshes)),
          Effect.zipRight(Effect.flatMap(DateTime.now, (at) => publish({ _tag: "Refreshed", at })))
        )
      }))
    })

  const refresh = (id: Redacted.Redacted) => {
    let attempts = 0
    const again = Effect.suspend(() => {
      attempts++
      return Effect.zipRight(attempts === 1 ? Effect.void : Metric.increment(retries), refreshOnce(id, attempts))
    })
    return Effect.retry(again, {
      schedule: Schedule.passthrough(refreshRetry).pipe(
        Schedule.modifyDelay((error, pause) => Duration.max(pause, WorkbookError.retryAfterOf(error) ?? Duration.zero))
      ),
      while: (error) => Effect.map(idle, (idle) => mayPass(error) && Duration.lessThan(idle, idleLimit))
    }).pipe(
      Effect.catchAll((error) => {
        const decision = decide(error)
        if (decision === undefined || decision.session === "kept") {
          return mayPass(error) && recoverable
            ? Effect.zipRight(warn(`refreshSession: ${error.message}`), Effect.sleep(refreshAfter))
            : lifecycle.lose(id, { reason: "keepAlive", error, recreate: false, mayLive: true })
        }
        const mayLive = decision.session === "abandoned"
        return lifecycle.lose(id, { reason: "service", error, recreate: decision.recreate, mayLive })
      })
    )
  }

  return Effect.forever(
    Effect.flatMap(lifecycle.whenOpen, (id) =>
      Effect.flatMap(idle, (idle) =>
        Duration.lessThan(idle, refreshAfter)
          ? Effect.sleep(Duration.subtract(refreshAfter, idle))
          : refresh(id)))
  )
}
