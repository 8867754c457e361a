/** A clock whose wall time jumps, as when NTP sets it back or a laptop wakes up hours later. */
import { Clock, Duration, Effect, TestClock } from "effect"

/** The offset of the wall time at a time, in milliseconds. */
export type Offset = (millis: number) => number

const hour = 3_600_000

export const setBack: Offset = (millis) => -60 * Math.floor(millis / 1000) * 1000

export const offsets: Record<string, Offset> = {
  "set back by a minute each second": setBack,
  "hours ahead, more each second": (millis) => 8 * hour * Math.floor(millis / 1000),
  "back and forth": (millis) => (Math.floor(millis / 1000) % 2 === 0 ? 1 : -1) * hour
}

/** Like timers of the platform, a sleep of more than 2^31 - 1 milliseconds never ends. */
export const clockOf = (test: TestClock.TestClock, offset: Offset): Clock.Clock => {
  const wall = () => test.unsafeCurrentTimeMillis() + offset(test.unsafeCurrentTimeMillis())
  return {
    [Clock.ClockTypeId]: Clock.ClockTypeId,
    unsafeCurrentTimeMillis: wall,
    unsafeCurrentTimeNanos: () => test.unsafeCurrentTimeNanos(),
    currentTimeMillis: Effect.sync(wall),
    currentTimeNanos: test.currentTimeNanos,
    sleep: (duration) => Duration.toMillis(duration) < 2 ** 31 ? test.sleep(duration) : Effect.never
  }
}

/** Runs an effect for an hour of virtual time with a clock of this offset. `seconds` is the virtual time without the offset. */
export const under = (offset: Offset) => <A, E, R>(work: (seconds: () => number) => Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const test = yield* TestClock.testClock()
    const seconds = () => test.unsafeCurrentTimeMillis() / 1000
    const fiber = yield* Effect.fork(Effect.withClock(work(seconds), clockOf(test, offset)))
    yield* TestClock.adjust("1 hour")
    return yield* fiber
  })
