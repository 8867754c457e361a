import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as FiberRefs from "effect/FiberRefs"
import * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"
import * as Schedule from "effect/Schedule"
import type * as Scope from "effect/Scope"
import type * as SessionEvent from "../SessionEvent.js"
import * as Monotonic from "../transport/monotonic.js"
import * as Telemetry from "../transport/telemetry.js"
import * as Timers from "../transport/timers.js"
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

const decide = ({ factory, recoverable }: Options, failure: WorkbookError.Failure) =>
  Failed.decide(failure, {
    request: "refreshSession",
    mode: factory.mode,
    effect: "idempotent",
    restorable: recoverable
  })

/** A refresh is idempotent, so it may be repeated after each failure that is not a refusal of this session. */
const isRetryable = ({ decision, failure }: Failed.Failed<WorkbookError.Failure>): boolean =>
  decision === undefined
    ? failure._tag !== "UntrustedHost"
    : decision.session === "kept" &&
      ["Throttled", "ServiceFailure", "TransportFailure", "Conflict"].includes(decision.error)

const refreshOnce = (options: Options, id: Redacted.Redacted, attempt: number) =>
  Effect.suspend(() => {
    const { factory, lifecycle, publish, requests } = options
    const acceptedAt = lifecycle.lastAcceptedAt()
    const refresh = Effect.withFiberRuntime<void, WorkbookError.Failure>((fiber) => {
      // While the refresh waited for its turn, the session may have been lost or used by a call.
      if (!lifecycle.isCurrent(id) || lifecycle.lastAcceptedAt() !== acceptedAt) return Effect.void
      lifecycle.trackRequest(fiber)
      return factory.refresh(id, attempt).pipe(
        Effect.tapBoth({
          onFailure: () => Effect.sync(() => lifecycle.recordRequest(fiber, false)),
          onSuccess: () => Effect.sync(() => lifecycle.recordRequest(fiber, true))
        }),
        Effect.zipRight(Telemetry.refreshed(factory.mode)),
        Effect.zipRight(Effect.flatMap(DateTime.now, (at) => publish({ _tag: "Refreshed", at })))
      )
    })
    // The refresh waits for any cooldown, because only the service knows whether the session still exists after it.
    return requests.withTurn(endpoint)(refresh).pipe(
      Effect.provideService(WaitLimit.WaitLimit, WaitLimit.unlimited),
      Effect.mapError((failure) => decide(options, failure))
    )
  })

const stopRefresh = (
  { lifecycle, recoverable, refreshAfter, warn }: Options,
  id: Redacted.Redacted,
  failed: Failed.Failed<WorkbookError.Failure>
): Effect.Effect<void> => {
  const { decision, failure } = failed
  if (decision === undefined || decision.session === "kept") {
    return isRetryable(failed) && recoverable
      ? Effect.zipRight(warn(`refreshSession: ${failure.message}`), Monotonic.sleep(refreshAfter))
      : lifecycle.lose(id, { reason: "keepAlive", failure, recreate: false, mayBeOpen: true })
  }
  const mayBeOpen = decision.session === "abandoned"
  return lifecycle.lose(id, { reason: "service", failure, recreate: decision.recreate, mayBeOpen })
}

const idleTime = ({ lifecycle }: Options) => Effect.map(Monotonic.now, (now) => now - lifecycle.lastAcceptedAt())

const refresh = (options: Options, id: Redacted.Redacted) =>
  Effect.flatMap(RetryLoop.pauseDriver(refreshRetry, WaitLimit.unlimited), (nextPause) => {
    const loop = (attempt: number): Effect.Effect<void> =>
      Effect.catchAll(refreshOnce(options, id, attempt), (failed) =>
        Effect.gen(function*() {
          const hasIdledOut = (yield* idleTime(options)) >= Duration.toMillis(options.idleLimit)
          const pause = hasIdledOut || !isRetryable(failed) ? Option.none() : yield* nextPause(failed.failure, true)
          if (Option.isNone(pause)) return yield* stopRefresh(options, id, failed)
          yield* Monotonic.sleep(pause.value)
          yield* Telemetry.retried(Endpoint.id(endpoint), failed.decision?.error ?? failed.failure._tag)
          return yield* loop(attempt + 1)
        }))
    return loop(1)
  })

/**
 * Refreshes the open session whenever it has been idle for `refreshAfter`, until the scope closes. It sends nothing while no
 * session is open.
 *
 * If the service refuses the refresh, the session is lost at once. If the refresh does not succeed before the idle limit,
 * the session is lost too, unless it is `recoverable`: the next call then learns from the service whether the session
 * still exists.
 *
 * @internal
 */
export const keepAlive = (options: Options): Effect.Effect<void, never, Scope.Scope> =>
  Effect.flatMap(Effect.getFiberRefs, (fiberRefs) => {
    const { lifecycle } = options
    const refreshAfter = Duration.toMillis(options.refreshAfter)
    let timer: Timers.Timer | undefined
    let refreshing: Fiber.RuntimeFiber<void> | undefined
    let isStopped = false

    const checkAt = (due: number): Effect.Effect<void> => {
      timer = { due, run: checkInFiber }
      return Timers.start(timer)
    }

    // A session that opens later is not idle for `refreshAfter` before the next check.
    const check: Effect.Effect<void> = Effect.flatMap(Monotonic.now, (now) => {
      if (isStopped || lifecycle.isEnded()) return Effect.void
      const id = lifecycle.openSession()
      const due = id === undefined ? now + refreshAfter : lifecycle.lastAcceptedAt() + refreshAfter
      return id === undefined || due > now ? checkAt(due) : Effect.zipRight(refresh(options, id), check)
    })

    // The fiber of a timer does not inherit the tracer, the loggers and the log annotations of the session.
    const checkInFiber = Effect.withFiberRuntime<void>((fiber) => {
      refreshing = fiber
      return Effect.ensuring(
        Effect.zipRight(FiberRefs.setAll(fiberRefs), check),
        Effect.sync(() => {
          refreshing = undefined
        })
      )
    })

    return Effect.zipRight(
      Effect.addFinalizer(() => {
        isStopped = true
        return Effect.zipRight(
          timer === undefined ? Effect.void : Timers.cancel(timer),
          refreshing === undefined ? Effect.void : Fiber.interrupt(refreshing)
        )
      }),
      Effect.flatMap(Monotonic.now, (now) => checkAt(now + refreshAfter))
    )
  })
