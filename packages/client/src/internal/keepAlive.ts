import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import * as WorkbookError from "../WorkbookError.js"

/**
 * What keeping a session alive needs to know of it. `lastSuccess` is when the service last answered it with success,
 * in milliseconds; `refresh` sends a refresh in its turn, unless a success came while it waited.
 *
 * @internal
 */
export interface Kept {
  readonly idleLimit: Duration.Duration
  readonly refreshAfter: Duration.Duration
  readonly refreshRetry: Schedule.Schedule<unknown, WorkbookError.RequestError>
  readonly lastSuccess: () => number
  readonly refresh: Effect.Effect<void, WorkbookError.RequestError>
}

/**
 * Refreshes the session whenever it has been idle for `refreshAfter`, for as long as it is let. Sends nothing while
 * traffic keeps the session warm. Fails with what refreshing failed with: at once where the service refuses it, and
 * after the idle limit where the failure seemed to pass.
 *
 * @internal
 */
export const keepAlive = (kept: Kept): Effect.Effect<never, WorkbookError.RequestError> => {
  const idle = Effect.map(Clock.currentTimeMillis, (now) => Duration.millis(now - kept.lastSuccess()))
  const refresh = Effect.retry(kept.refresh, {
    schedule: Schedule.passthrough(kept.refreshRetry).pipe(
      Schedule.modifyDelay((error, pause) => Duration.max(pause, retryAfter(error)))
    ),
    while: (error) =>
      Effect.map(
        idle,
        (idle) =>
          (WorkbookError.isPassing(error) || error._tag === "AccessTokenError") &&
          Duration.lessThan(idle, kept.idleLimit)
      )
  })
  return Effect.flatMap(idle, (idle) =>
    Duration.lessThan(idle, kept.refreshAfter)
      ? Effect.sleep(Duration.subtract(kept.refreshAfter, idle))
      : refresh).pipe(Effect.forever)
}

const retryAfter = (error: WorkbookError.RequestError): Duration.Duration =>
  "retryAfter" in error && error.retryAfter !== undefined ? error.retryAfter : Duration.zero
