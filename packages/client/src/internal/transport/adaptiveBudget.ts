import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as RequestBudget from "../../RequestBudget.js"
import * as Monotonic from "./monotonic.js"

/**
 * Holds nothing back until the service throttles. From then on requests are sent at the rate that it seems to allow, and
 * again at once when it has not throttled for a minute.
 *
 * `throttled` notes that the service refused a request, when that was sent, and how long nothing at all is sent now.
 *
 * The rate is that of CUBIC (RFC 9438, with the constants that the AWS SDKs use in their adaptive retry mode): at a
 * throttle it falls to 0.7 of the rate that was measured; then it grows, fast at first, slower near the rate at which the
 * throttle came, then faster and faster.
 *
 * @internal
 */
export interface AdaptiveBudget extends RequestBudget.RequestBudget {
  readonly throttled: (sentAt: number, rest: Duration.Duration) => Effect.Effect<void>
}

const beta = 0.7
const scale = 0.4

/** The weight of the latest span in the measured rate. */
const smooth = 0.8
const span = 500

/**
 * At least so many a second are sent, and so many at once: less than this the service need not be spared, being told by
 * `Retry-After` how long to wait. The published limit is 150 a second.
 */
const least = 5

/** Without a throttle for so long, no rate is near the service's limit any more. */
const quiet = Duration.toMillis("1 minute")

/** The rate at which requests are sent, per second, over the last spans of half a second. */
const makeMeter = () => {
  let start = 0
  let count = 0
  let measured = 0
  return {
    count: (now: number): void => {
      const current = Math.floor(now / span)
      if (current !== start) {
        measured = smooth * count / ((current - start) * span / 1000) + (1 - smooth) * measured
        start = current
        count = 0
      }
      count++
    },
    // The present span counts as if it were over, or a throttle of the first burst would find no rate at all.
    rate: (): number => Math.max(measured, count * 1000 / span)
  }
}

/**
 * Nothing was sent yet.
 *
 * @internal
 */
export const make = (): AdaptiveBudget => {
  const turns = Effect.unsafeMakeSemaphore(1)
  const meter = makeMeter()
  // While the rate is held: since when it grows, and when it was lowered.
  let held: { readonly limit: number; readonly grows: number; readonly lowered: number } | undefined
  let tokens = 0
  let filled = 0

  const rateAt = (now: number, { grows, limit }: { readonly limit: number; readonly grows: number }): number => {
    const seconds = Math.max(0, now - grows) / 1000
    const calculated = scale * (seconds - Math.cbrt(limit * (1 - beta) / scale)) ** 3 + limit
    // A rate that is not used says nothing about the limit, so it grows to twice the measured one at most.
    return Math.max(least, Math.min(calculated, 2 * meter.rate()))
  }

  const inTurn: Effect.Effect<void> = Effect.flatMap(Monotonic.now, (now) => {
    if (held !== undefined && now - held.grows > quiet) held = undefined
    if (held !== undefined) {
      const rate = rateAt(now, held)
      tokens = Math.min(rate, tokens + rate * (now - filled) / 1000)
      filled = now
      if (tokens < 1) {
        // A clock may not move on by less than a millisecond, and a part of a token can be missing for ever then.
        const pause = Math.max(1, 1000 * (1 - tokens) / rate)
        return Effect.zipRight(Monotonic.sleep(Duration.millis(pause)), inTurn)
      }
      tokens--
    }
    meter.count(now)
    return Effect.void
  })

  return {
    take: Effect.suspend(() =>
      held === undefined ? Effect.map(Monotonic.now, meter.count) : turns.withPermits(1)(inTurn)
    ),
    throttled: (sentAt, rest) =>
      Effect.map(Monotonic.now, (now) => {
        const grows = Math.max(now + Duration.toMillis(rest), held?.grows ?? now)
        // What was sent before the rate was lowered says nothing of the lower rate.
        if (held !== undefined && sentAt <= held.lowered) {
          held = { ...held, grows }
          return
        }
        const limit = held === undefined ? meter.rate() : Math.min(meter.rate(), rateAt(now, held))
        if (held === undefined) tokens = least
        filled = now
        held = { limit, grows, lowered: now }
      })
  }
}
