/** A wall clock that is adjusted from time to time. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { ClockSet } from "./Plan.js"
import { beginning } from "./VirtualTime.js"

/** Returns the time of `steady` plus the adjustments so far. Monotonic time and sleeping are not affected. */
export const make = (steady: Clock.Clock, sets: ReadonlyArray<ClockSet>): Clock.Clock => {
  const now = (): number => {
    const real = steady.unsafeCurrentTimeMillis()
    return sets.reduce((wall, { after, by }) => real - beginning >= after ? wall + by : wall, real)
  }
  return {
    [Clock.ClockTypeId]: Clock.ClockTypeId,
    unsafeCurrentTimeMillis: now,
    unsafeCurrentTimeNanos: () => steady.unsafeCurrentTimeNanos(),
    currentTimeMillis: Effect.sync(now),
    currentTimeNanos: steady.currentTimeNanos,
    sleep: (duration) => steady.sleep(duration)
  }
}
