import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"
import * as Schedule from "effect/Schedule"
import type * as SessionEvent from "../../SessionEvent.js"
import type * as WorkbookError from "../../WorkbookError.js"
import * as Monotonic from "../transport/monotonic.js"
import * as Patience from "../transport/patience.js"
import * as Telemetry from "../transport/telemetry.js"
import * as Failed from "./failed.js"
import type * as Lifecycle from "./lifecycle.js"
import type * as Requests from "./requests.js"
import * as RetryLoop from "./retryLoop.js"
import type * as SessionFactory from "./sessionFactory.js"

/**
 * `recoverable`: the next call opens a lost session again.
 *
 * @internal
 */
export interface Options {
  readonly factory: SessionFactory.SessionFactory
  readonly lifecycle: Lifecycle.Lifecycle
  readonly requests: Requests.Requests
  readonly recoverable: boolean
  readonly publish: (event: SessionEvent.SessionEvent) => Effect.Effect<void>
  readonly warn: (message: string) => Effect.Effect<void>
  readonly idleLimit: Duration.Duration
  readonly refreshAfter: Duration.Duration
}

/** The pauses between attempts to refresh a session while the service does not answer well. */
const refreshRetry: Schedule.Schedule<unknown> = Schedule.exponential("1 second").pipe(
  Schedule.either(Schedule.spaced("15 seconds"))
)

const endpoint = Catalogue.workbook.refreshSession

/**
 * Refreshes whatever session is open whenever it has been idle for `refreshAfter`, for as long as it is let. Sends nothing
 * while traffic keeps the session warm, or while there is no session.
 *
 * A session that the service refuses to refresh is lost at once. One that cannot be refreshed in time is too, unless it is
 * `recoverable`: then the next call finds out from the service whether it is.
 *
 * @internal
 */
export const keepAlive = (options: Options): Effect.Effect<never> => {
  const { factory, idleLimit, lifecycle, publish, recoverable, refreshAfter, requests, warn } = options
  const { mode } = factory

  const idle = Effect.map(Monotonic.now, (now) => Duration.millis(now - lifecycle.lastAccepted()))

  const decide = (failure: WorkbookError.Failure) =>
    Failed.decide(failure, {
      request: "refreshSession",
      mode,
      effect: "idempotent",
      restorable: recoverable
    })

  /** Another refresh is another request: it may follow every failure that is no refusal of this session. */
  const mayBeRepeated = ({ decision, failure }: Failed.Failed<WorkbookError.Failure>): boolean =>
    decision === undefined
      ? failure._tag !== "UntrustedHost"
      : decision.session === "kept" &&
        ["Throttled", "ServiceFailure", "TransportFailure", "Conflict"].includes(decision.error)

  const refreshOnce = (id: Redacted.Redacted, attempt: number) =>
    Effect.suspend(() => {
      const before = lifecycle.lastAccepted()
      const refresh = Effect.withFiberRuntime<void, WorkbookError.Failure>((fiber) => {
        if (!lifecycle.isCurrent(id) || lifecycle.lastAccepted() !== before) return Effect.void
        lifecycle.sending(fiber)
        return factory.refresh(id, attempt).pipe(
          Effect.tapBoth({ onFailure: () => lifecycle.touch(false), onSuccess: () => lifecycle.touch(true) }),
          Effect.zipRight(Telemetry.refreshed(mode)),
          Effect.zipRight(Effect.flatMap(DateTime.now, (at) => publish({ _tag: "Refreshed", at })))
        )
      })
      // Only the service knows whether the session has outlived the cooldown that it asked for.
      return requests.turn(endpoint)(refresh).pipe(
        Effect.provideService(Patience.Patience, Patience.endless),
        Effect.mapError(decide)
      )
    })

  const giveUp = (id: Redacted.Redacted, failed: Failed.Failed<WorkbookError.Failure>): Effect.Effect<void> => {
    const { decision, failure } = failed
    if (decision === undefined || decision.session === "kept") {
      return mayBeRepeated(failed) && recoverable
        ? Effect.zipRight(warn(`refreshSession: ${failure.message}`), Monotonic.sleep(refreshAfter))
        : lifecycle.lose(id, { reason: "keepAlive", failure, recreate: false, mayLive: true })
    }
    const mayLive = decision.session === "abandoned"
    return lifecycle.lose(id, { reason: "service", failure, recreate: decision.recreate, mayLive })
  }

  const refresh = (id: Redacted.Redacted) =>
    Effect.flatMap(RetryLoop.pauses(refreshRetry, Patience.endless), (nextPause) => {
      const go = (attempt: number): Effect.Effect<void> =>
        Effect.catchAll(refreshOnce(id, attempt), (failed) =>
          Effect.gen(function*() {
            const isLate = Duration.greaterThanOrEqualTo(yield* idle, idleLimit)
            const pause = isLate || !mayBeRepeated(failed) ? Option.none() : yield* nextPause(failed.failure, true)
            if (Option.isNone(pause)) return yield* giveUp(id, failed)
            yield* Monotonic.sleep(pause.value)
            yield* Telemetry.retried(Endpoint.id(endpoint), failed.decision?.error ?? failed.failure._tag)
            return yield* go(attempt + 1)
          }))
      return go(1)
    })

  return Effect.forever(
    Effect.flatMap(lifecycle.whenOpen, (id) =>
      Effect.flatMap(idle, (idle) =>
        Duration.lessThan(idle, refreshAfter)
          ? Monotonic.sleep(Duration.subtract(refreshAfter, idle))
          : refresh(id)))
  )
}
