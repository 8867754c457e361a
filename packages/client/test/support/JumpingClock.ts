/** A clock whose wall time is set now and then: NTP sets it back, a laptop wakes up hours later. */
import { Clock, Effect, TestClock } from "effect"

/** How far the wall time is off at a time, in milliseconds. */
export type Offset = (millis: number) => number

const hour = 3_600_000

export const offsets: Record<string, Offset> = {
  "set back by a minute each second": (millis) => -60 * Math.floor(millis / 1000) * 1000,
  "hours ahead, more each second": (millis) => 8 * hour * Math.floor(millis / 1000),
  "back and forth": (millis) => (Math.floor(millis / 1000) % 2 === 0 ? 1 : -1) * hour
}

const clockOf = (test: TestClock.TestClock, offset: Offset): Clock.Clock => {
  const wall = () => test.unsafeCurrentTimeMillis() + offset(test.unsafeCurrentTimeMillis())
  return {
    [Clock.ClockTypeId]: Clock.ClockTypeId,
    unsafeCurrentTimeMillis: wall,
    unsafeCurrentTimeNanos: () => test.unsafeCurrentTimeNanos(),
    currentTimeMillis: Effect.sync(wall),
    currentTimeNanos: test.currentTimeNanos,
    sleep: (duration) => test.sleep(duration)
  }
}

/** Runs an effect under such a clock for an hour, second by second where the clock jumps each second. */
export const under = (offset: Offset) => <A, E, R>(work: (seconds: () => number) => Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const test = yield* TestClock.testClock()
    const seconds = () => test.unsafeCurrentTimeMillis() / 1000
    const fiber = yield* Effect.fork(Effect.withClock(work(seconds), clockOf(test, offset)))
    yield* TestClock.adjust("1 hour")
    return yield* fiber
  })
