import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Monotonic from "./monotonic.js"

/**
 * A rate limiter that is inactive until the service throttles. It then limits requests to the rate that the service seems
 * to allow, and is inactive again when the service has not throttled for a minute.
 *
 * The rate follows CUBIC (RFC 9438), with the constants of the adaptive retry mode of the AWS SDKs. A throttle lowers the
 * rate to 0.7 of the measured rate. The rate then grows: quickly at first, slowly near the rate of the last throttle, and
 * quickly again beyond it.
 *
 * - `take`: succeeds when one more request may be sent
 * - `takeAt`: whether one more request may be sent at this time. It is `false` while the rate is limited.
 * - `takeMany`: succeeds when several requests may be sent together
 * - `throttled`: reports a throttled request: when it was sent, and the length of the cooldown that follows
 *
 * @internal
 */
export interface AdaptiveBudget {
  readonly take: Effect.Effect<void>
  readonly takeAt: (now: number) => boolean
  readonly takeMany: (count: number) => Effect.Effect<void>
  readonly throttled: (sentAt: number, cooldown: Duration.Duration) => Effect.Effect<void>
}

const beta = 0.7
const scale = 0.4

/** The weight of the latest interval in the measured rate. */
const smooth = 0.8

/** The length of an interval of the measurement, in milliseconds. */
const interval = 500

/**
 * The lowest limit in requests per second, and the size of the burst after a cooldown. The published limit of the service
 * is 150 requests per second, and `Retry-After` already spaces requests that are fewer than this.
 */
const minRate = 5

/** The limit ends when the service has not throttled for this time. */
const recoveryTime = Duration.toMillis("1 minute")

/** Measures the rate of the sent requests, per second. */
const makeMeter = () => {
  let start = 0
  let count = 0
  let measured = 0
  return {
    count: (now: number, requests = 1): void => {
      const current = Math.floor(now / interval)
      if (current !== start) {
        measured = smooth * count / ((current - start) * interval / 1000) + (1 - smooth) * measured
        start = current
        count = 0
      }
      count += requests
    },
    // Includes the current interval, because a throttle in the first interval would otherwise find a rate of 0.
    rate: (): number => Math.max(measured, count * 1000 / interval)
  }
}

/** `rate` is the rate of the last throttle, `growsFrom` the time from which the limit grows. */
interface Limit {
  readonly rate: number
  readonly growsFrom: number
  readonly loweredAt: number
}

/**
 * An inactive budget.
 *
 * @internal
 */
export const make = (): AdaptiveBudget => {
  const turns = Effect.unsafeMakeSemaphore(1)
  const meter = makeMeter()
  let limit: Limit | undefined
  let tokens = 0
  let refilledAt = 0

  const rateAt = (now: number, { growsFrom, rate }: Limit): number => {
    const seconds = Math.max(0, now - growsFrom) / 1000
    const calculated = scale * (seconds - Math.cbrt(rate * (1 - beta) / scale)) ** 3 + rate
    // A rate that is not reached does not show that the service allows it, so it is at most twice the measured rate.
    return Math.max(minRate, Math.min(calculated, 2 * meter.rate()))
  }

  const takeToken: Effect.Effect<void> = Effect.flatMap(Monotonic.now, (now) => {
    if (limit !== undefined && now - limit.growsFrom > recoveryTime) limit = undefined
    if (limit !== undefined) {
      const rate = rateAt(now, limit)
      tokens = Math.min(rate, tokens + rate * (now - refilledAt) / 1000)
      refilledAt = now
      if (tokens < 1) {
        // A pause of less than a millisecond may not advance the clock, and the missing part of a token would never come.
        const pause = Math.max(1, 1000 * (1 - tokens) / rate)
        return Effect.zipRight(Monotonic.sleep(Duration.millis(pause)), takeToken)
      }
      tokens--
    }
    meter.count(now)
    return Effect.void
  })

  const takeAt = (now: number): boolean => {
    if (limit === undefined) meter.count(now)
    return limit === undefined
  }

  const take = Effect.flatMap(
    Monotonic.now,
    (now) => takeAt(now) ? Effect.void : turns.withPermits(1)(takeToken)
  )

  return {
    take,
    takeAt,
    takeMany: (count) =>
      Effect.suspend(() =>
        limit === undefined
          ? Effect.map(Monotonic.now, (now) => meter.count(now, count))
          : Effect.repeatN(take, count - 1)
      ),
    throttled: (sentAt, cooldown) =>
      Effect.map(Monotonic.now, (now) => {
        const growsFrom = Math.max(now + Duration.toMillis(cooldown), limit?.growsFrom ?? now)
        // A request that was sent before the rate was lowered does not show that the lower rate is too high.
        if (limit !== undefined && sentAt <= limit.loweredAt) {
          limit = { ...limit, growsFrom }
          return
        }
        const rate = limit === undefined ? meter.rate() : Math.min(meter.rate(), rateAt(now, limit))
        if (limit === undefined) tokens = minRate
        refilledAt = now
        limit = { rate, growsFrom, loweredAt: now }
      })
  }
}
