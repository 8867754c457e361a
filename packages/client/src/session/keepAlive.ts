import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"
import * as Schedule from "effect/Schedule"
import type * as SessionEvent from "../SessionEvent.js"
import * as Monotonic from "../transport/monotonic.js"
import * as Telemetry from "../transport/telemetry.js"
import * as WaitLimit from "../transport/waitLimit.js"
import type * as WorkbookError from "../WorkbookError.js"
import * as Failed from "./failed.js"
import type * as Lifecycle from "./lifecycle.js"
import type * as Requests from "./requests.js"
import * as RetryLoop from "./retryLoop.js"
import type * as SessionFactory from "./sessionFactory.js"

/**
 * `recoverable`: the next call recreates a lost session.
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

/** The pauses between attempts of one refresh. */
const refreshRetry: Schedule.Schedule<unknown> = Schedule.exponential("1 second").pipe(
  Schedule.either(Schedule.spaced("15 seconds"))
)

const endpoint = Catalogue.workbook.refreshSession

/**
 * Refreshes the open session whenever it has been idle for `refreshAfter`. It sends nothing while no session is open.
 *
 * If the service refuses the refresh, the session is lost at once. If the refresh does not succeed before the idle limit,
 * the session is lost too, unless it is `recoverable`: the next call then learns from the service whether the session
 * still exists.
 *
 * @internal
 */
export const keepAlive = (options: Options): Effect.Effect<never> => {
  const { factory, idleLimit, lifecycle, publish, recoverable, refreshAfter, requests, warn } = options
  const { mode } = factory

  const idleTime = Effect.map(Monotonic.now, (now) => Duration.millis(now - lifecycle.lastAcceptedAt()))

  const decide = (failure: WorkbookError.Failure) =>
    Failed.decide(failure, {
      request: "refreshSession",
      mode,
      effect: "idempotent",
      restorable: recoverable
    })

  /** A refresh is idempotent, so it may be repeated after each failure that is not a refusal of this session. */
  const isRetryable = ({ decision, failure }: Failed.Failed<WorkbookError.Failure>): boolean =>
    decision === undefined
      ? failure._tag !== "UntrustedHost"
      : decision.session === "kept" &&
        ["Throttled", "ServiceFailure", "TransportFailure", "Conflict"].includes(decision.error)

  const refreshOnce = (id: Redacted.Redacted, attempt: number) =>
    Effect.suspend(() => {
      const acceptedAt = lifecycle.lastAcceptedAt()
      const refresh = Effect.withFiberRuntime<void, WorkbookError.Failure>((fiber) => {
        // While the refresh waited for its turn, the session may have been lost or used by a call.
        if (!lifecycle.isCurrent(id) || lifecycle.lastAcceptedAt() !== acceptedAt) return Effect.void
        lifecycle.trackRequest(fiber)
        return factory.refresh(id, attempt).pipe(
          Effect.tapBoth({
            onFailure: () => lifecycle.recordRequest(false),
            onSuccess: () => lifecycle.recordRequest(true)
          }),
          Effect.zipRight(Telemetry.refreshed(mode)),
          Effect.zipRight(Effect.flatMap(DateTime.now, (at) => publish({ _tag: "Refreshed", at })))
        )
      })
      // The refresh waits for any cooldown, because only the service knows whether the session still exists after it.
      return requests.withTurn(endpoint)(refresh).pipe(
        Effect.provideService(WaitLimit.WaitLimit, WaitLimit.unlimited),
        Effect.mapError(decide)
      )
    })

  const stopRefresh = (id: Redacted.Redacted, failed: Failed.Failed<WorkbookError.Failure>): Effect.Effect<void> => {
    const { decision, failure } = failed
    if (decision === undefined || decision.session === "kept") {
      return isRetryable(failed) && recoverable
        ? Effect.zipRight(warn(`refreshSession: ${failure.message}`), Monotonic.sleep(refreshAfter))
        : lifecycle.lose(id, { reason: "keepAlive", failure, recreate: false, mayBeOpen: true })
    }
    const mayBeOpen = decision.session === "abandoned"
    return lifecycle.lose(id, { reason: "service", failure, recreate: decision.recreate, mayBeOpen })
  }

  const refresh = (id: Redacted.Redacted) =>
    Effect.flatMap(RetryLoop.pauseDriver(refreshRetry, WaitLimit.unlimited), (nextPause) => {
      const loop = (attempt: number): Effect.Effect<void> =>
        Effect.catchAll(refreshOnce(id, attempt), (failed) =>
          Effect.gen(function*() {
            const hasIdledOut = Duration.greaterThanOrEqualTo(yield* idleTime, idleLimit)
            const pause = hasIdledOut || !isRetryable(failed) ? Option.none() : yield* nextPause(failed.failure, true)
            if (Option.isNone(pause)) return yield* stopRefresh(id, failed)
            yield* Monotonic.sleep(pause.value)
            yield* Telemetry.retried(Endpoint.id(endpoint), failed.decision?.error ?? failed.failure._tag)
            return yield* loop(attempt + 1)
          }))
      return loop(1)
    })

  return Effect.forever(
    Effect.flatMap(
      lifecycle.whenOpen,
      (id) =>
        Effect.flatMap(idleTime, (idleTime) =>
          Duration.lessThan(idleTime, refreshAfter)
            ? Monotonic.sleep(Duration.subtract(refreshAfter, idleTime))
            : refresh(id))
    )
  )
}
