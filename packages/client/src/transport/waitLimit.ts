import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as WorkbookError from "../WorkbookError.js"
import type * as Cooldown from "./cooldown.js"
import * as Monotonic from "./monotonic.js"

/** @internal */
export interface Service {
  /** Whether the limit allows a pause of this length. */
  readonly allows: (time: Duration.Duration) => Effect.Effect<boolean>
}

/**
 * The limit on the time that the current call may spend in pauses and cooldowns.
 *
 * The length of each pause is known before it begins, from `Retry-After` or from a retry schedule. The call fails at once
 * if the pause exceeds the limit, instead of waiting for part of it first.
 *
 * @internal
 */
export class WaitLimit extends Context.Reference<WaitLimit>()("@effect-workbook/client/internal/WaitLimit", {
  defaultValue: () => perPause(defaultLimit)
}) {}

const defaultLimit = Duration.minutes(5)

/** Limits each pause by itself. */
const perPause = (limit: Duration.Duration): Service => ({
  allows: (time) => Effect.succeed(Duration.lessThanOrEqualTo(time, limit))
})

/**
 * No limit, for background work and for work that has its own deadline.
 *
 * @internal
 */
export const unlimited: Service = perPause(Duration.infinity)

/**
 * Limits the total time from the beginning of the first pause to the end of the last one, to 5 minutes by default.
 *
 * @internal
 */
export const make = (limit = defaultLimit): Service => {
  let until: number | undefined
  return {
    allows: (time) =>
      Effect.map(Monotonic.now, (now) => {
        until ??= now + Duration.toMillis(limit)
        return now + Duration.toMillis(time) <= until
      })
  }
}

/** The names of a request in its errors. */
interface Named {
  readonly endpoint: string
  readonly functionName: string | undefined
}

/**
 * Fails with `Throttled` if the rest of a cooldown exceeds the limit. The request has not been sent, so the error repeats
 * the answer that requested the cooldown, and gives the remaining time as `retryAfter`.
 *
 * @internal
 */
export const check = (
  { endpoint, functionName }: Named,
  { answer, until }: Cooldown.Requested,
  waitLimit: Service
): Effect.Effect<void, WorkbookError.Throttled> =>
  Effect.flatMap(Monotonic.now, (now) => {
    const retryAfter = Duration.millis(Math.max(0, until - now))
    return Effect.if(waitLimit.allows(retryAfter), {
      onTrue: () => Effect.void,
      onFalse: () => new WorkbookError.Throttled({ ...answer, endpoint, functionName, retryAfter })
    })
  })

/**
 * Waits until a cooldown is over, or fails with `Throttled` if it exceeds the limit.
 *
 * @internal
 */
export const awaitCooldown = (
  request: Named,
  cooldown: Cooldown.Cooldown,
  waitLimit: Service
): Effect.Effect<void, WorkbookError.Throttled> =>
  Effect.flatMap(Monotonic.now, (now) => {
    const requested = cooldown.requested(now)
    return requested === undefined
      ? cooldown.await
      : check(request, requested, waitLimit).pipe(
        Effect.zipRight(Monotonic.sleepUntil(requested.until)),
        Effect.zipRight(awaitCooldown(request, cooldown, waitLimit))
      )
  })
