/**
 * The monotonic clock, for pauses, cooldowns, budgets and deadlines. Unlike the wall clock it is never set back.
 *
 * On some systems it stops while the machine is suspended, and timers fire late. A session may reach its idle limit in that
 * time. The next call then recovers it like any other lost session.
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"

/**
 * The time in whole milliseconds since an arbitrary moment. Only differences between two times have a meaning.
 *
 * @internal
 */
export const now: Effect.Effect<number> = Effect.clockWith((clock) => Effect.succeed(millisOf(clock)))

// Rounded, because nanoseconds since 1970 exceed what a `TestClock` can count exactly.
const millisOf = (clock: Clock.Clock): number => Math.round(Number(clock.unsafeCurrentTimeNanos()) / 1_000_000)

/**
 * `now` by the clock of a fiber, for code that has the fiber at hand.
 *
 * @internal
 */
export const unsafeNow = ({ currentDefaultServices }: Fiber.RuntimeFiber<unknown, unknown>): number =>
  millisOf(Context.get(currentDefaultServices, Clock.Clock))

/** Timers of the platform are limited to 2^31 - 1 milliseconds, so longer sleeps use several timers. */
const longestTimer = Duration.toMillis("1 day")

/**
 * Sleeps until `now` reaches a time.
 *
 * @internal
 */
export const sleepUntil = (due: number): Effect.Effect<void> =>
  Effect.flatMap(now, (at) =>
    at < due
      ? Effect.zipRight(Effect.sleep(Duration.millis(Math.min(due - at, longestTimer))), sleepUntil(due))
      : Effect.void)

/**
 * `Effect.sleep` on the monotonic clock, for any duration.
 *
 * @internal
 */
export const sleep = (time: Duration.DurationInput): Effect.Effect<void> =>
  Effect.flatMap(now, (at) => sleepUntil(at + Math.ceil(Duration.toMillis(time))))

/**
 * `Effect.timeoutTo` on the monotonic clock, for any duration. `onTimeout` runs if the effect does not end in time.
 *
 * @internal
 */
export const timeoutTo = <A, E, R, B, E2>(
  self: Effect.Effect<A, E, R>,
  time: Duration.DurationInput,
  onTimeout: Effect.Effect<B, E2>
): Effect.Effect<A | B, E | E2, R> =>
  // In an uninterruptible region the race would otherwise wait for the timer, even if the effect has ended.
  Effect.raceFirst(self, Effect.interruptible(Effect.zipRight(sleep(time), onTimeout)))

/**
 * A `Clock` whose wall time is the monotonic time, for code of Effect that measures durations by the wall clock.
 *
 * @internal
 */
export const makeClock = (clock: Clock.Clock): Clock.Clock => {
  const { currentTimeNanos } = clock
  const unsafeCurrentTimeNanos = () => clock.unsafeCurrentTimeNanos()
  const currentTimeMillis = Effect.withClock(now, clock)
  return {
    [Clock.ClockTypeId]: Clock.ClockTypeId,
    currentTimeMillis,
    currentTimeNanos,
    unsafeCurrentTimeMillis: () => millisOf(clock),
    unsafeCurrentTimeNanos,
    sleep: (time) => Effect.withClock(sleep(time), clock)
  }
}
