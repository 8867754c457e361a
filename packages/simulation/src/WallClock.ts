/** The clock that programs see on a machine whose time is set now and then. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { ClockSet } from "./Plan.js"
import { beginning } from "./VirtualTime.js"

/** Tells the time of `steady` until it is set. What counts nanoseconds and what sleeps goes on as it was. */
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
