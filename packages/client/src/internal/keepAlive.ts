import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import type * as SessionMode from "@effect-workbook/schema/SessionMode"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"
import * as Schedule from "effect/Schedule"
import type * as SessionEvent from "../SessionEvent.js"
import * as WorkbookError from "../WorkbookError.js"
import type * as Lifecycle from "./lifecycle.js"
import * as Monotonic from "./monotonic.js"
import * as Patience from "./patience.js"
import { pausesOf } from "./persevere.js"
import type { Requests } from "./requests.js"
import * as Telemetry from "./telemetry.js"

/**
 * What keeping sessions alive takes. `recoverable`: a session that is lost will be opened again by who needs it.
 *
 * @internal
 */
export interface Keeping {
  readonly mode: Exclude<SessionMode.SessionMode, "sessionless">
  readonly lifecycle: Lifecycle.Lifecycle
  readonly turn: ReturnType<Requests["turn"]>
  readonly recoverable: boolean
  readonly refresh: (id: Redacted.Redacted, attempt: number) => Effect.Effect<void, WorkbookError.RequestError>
  readonly publish: (event: SessionEvent.SessionEvent) => Effect.Effect<void>
  readonly warn: (message: string) => Effect.Effect<void>
  readonly idleLimit: Duration.Duration
  readonly refreshAfter: Duration.Duration
}

/** The pauses between attempts to refresh a session while the service does not answer well. */
const refreshRetry: Schedule.Schedule<unknown> = Schedule.exponential("1 second").pipe(
  Schedule.either(Schedule.spaced("15 seconds"))
)

const endpoint = Endpoint.id(Catalogue.workbook.refreshSession)

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
  const { idleLimit, lifecycle, mode, publish, recoverable, refreshAfter, turn, warn } = keeping

  const idle = Effect.map(Monotonic.now, (now) => Duration.millis(now - lifecycle.lastAccepted()))

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
      const refresh = Effect.withFiberRuntime<void, WorkbookError.RequestError>((fiber) => {
        if (!lifecycle.isCurrent(id) || lifecycle.lastAccepted() !== before) return Effect.void
        lifecycle.sending(fiber)
        return keeping.refresh(id, attempt).pipe(
          Effect.tapBoth({ onFailure: () => lifecycle.touch(false), onSuccess: () => lifecycle.touch(true) }),
          Effect.zipRight(Telemetry.refreshed(mode)),
          Effect.zipRight(Effect.flatMap(DateTime.now, (at) => publish({ _tag: "Refreshed", at })))
        )
      })
      // Whether the session has outlived the time for which the service wants to be left alone, only the service knows.
      return turn(refresh).pipe(
        Effect.provideService(Patience.Patience, Patience.endless),
        Effect.catchTag("Settled", ({ error }) => error)
      )
    })

  const giveUp = (id: Redacted.Redacted, error: WorkbookError.RequestError): Effect.Effect<void> => {
    const decision = decide(error)
    if (decision === undefined || decision.session === "kept") {
      return mayPass(error) && recoverable
        ? Effect.zipRight(warn(`refreshSession: ${error.message}`), Monotonic.sleep(refreshAfter))
        : lifecycle.lose(id, { reason: "keepAlive", error, recreate: false, mayLive: true })
    }
    const mayLive = decision.session === "abandoned"
    return lifecycle.lose(id, { reason: "service", error, recreate: decision.recreate, mayLive })
  }

  const refresh = (id: Redacted.Redacted) =>
    Effect.flatMap(pausesOf(refreshRetry, Patience.endless), (nextPause) => {
      const go = (attempt: number): Effect.Effect<void> =>
        Effect.catchAll(refreshOnce(id, attempt), (error) =>
          Effect.gen(function*() {
            const isLate = Duration.greaterThanOrEqualTo(yield* idle, idleLimit)
            const pause = isLate || !mayPass(error) ? Option.none() : yield* nextPause(error, true)
            if (Option.isNone(pause)) return yield* giveUp(id, error)
            yield* Monotonic.sleep(pause.value)
            yield* Telemetry.retried(endpoint, error)
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
