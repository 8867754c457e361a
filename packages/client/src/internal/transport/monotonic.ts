/**
 * Time for durations: pauses, cooldowns, budgets, deadlines. It only moves forward, whereas the wall clock may be set.
 *
 * On some systems it stands still while the machine is suspended. What is due then comes late: a session may have idled
 * out at the service meanwhile, which answers so, and the session is opened again like any other lost one.
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"

/**
 * The time in whole milliseconds since an arbitrary moment: it means something only beside another one.
 *
 * @internal
 */
export const now: Effect.Effect<number> = Effect.clockWith((clock) =>
  // Rounded, because nanoseconds since 1970 exceed what a `TestClock` can count exactly.
  Effect.succeed(Math.round(Number(clock.unsafeCurrentTimeNanos()) / 1_000_000))
)

/** A timer of the platform that is set for longer than 2^31 - 1 milliseconds is never due. */
const longestTimer = Duration.toMillis("1 day")

/**
 * Sleeps until `now` has reached a time.
 *
 * @internal
 */
export const sleepUntil = (due: number): Effect.Effect<void> =>
  Effect.flatMap(now, (at) =>
    at < due
      ? Effect.zipRight(Effect.sleep(Duration.millis(Math.min(due - at, longestTimer))), sleepUntil(due))
      : Effect.void)

/**
 * `Effect.sleep` for a time of any length.
 *
 * @internal
 */
export const sleep = (time: Duration.DurationInput): Effect.Effect<void> =>
  Effect.flatMap(now, (at) => sleepUntil(at + Math.ceil(Duration.toMillis(time))))

/**
 * Ends with `onTimeout` when the effect has not ended after a time of any length.
 *
 * @internal
 */
export const timeoutTo = <A, E, R, B, E2>(
  self: Effect.Effect<A, E, R>,
  time: Duration.DurationInput,
  onTimeout: Effect.Effect<B, E2>
): Effect.Effect<A | B, E | E2, R> =>
  // Interruptible also where the effect is not, or who is ready would wait for the rest of the time.
  Effect.raceFirst(self, Effect.interruptible(Effect.zipRight(sleep(time), onTimeout)))

/**
 * A clock for code that measures durations by its wall time: that is the time of `now`, and it sleeps for any length.
 *
 * @internal
 */
export const steady = (clock: Clock.Clock): Clock.Clock => {
  const { currentTimeNanos } = clock
  const unsafeCurrentTimeNanos = () => clock.unsafeCurrentTimeNanos()
  const currentTimeMillis = Effect.withClock(now, clock)
  return {
    [Clock.ClockTypeId]: Clock.ClockTypeId,
    currentTimeMillis,
    currentTimeNanos,
    unsafeCurrentTimeMillis: () => Math.round(Number(unsafeCurrentTimeNanos()) / 1_000_000),
    unsafeCurrentTimeNanos,
    sleep: (time) => Effect.withClock(sleep(time), clock)
  }
}
