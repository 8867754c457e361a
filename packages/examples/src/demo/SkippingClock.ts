/**
 * A clock that skips waiting. It runs at the speed of the wall clock; while `skipping`, whenever nothing but waiting
 * happens, it jumps to the next wake-up.
 */
import { Clock, Duration, Effect, Fiber } from "effect"

interface Sleeper {
  readonly due: number
  readonly wake: () => void
}

export interface SkippingClock {
  readonly clock: Clock.Clock
  /** Runs an effect, such as a request, during which the clock does not jump. */
  readonly busy: <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  readonly skipping: <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
}

/** `quiet` is how long nothing must happen, in wall-clock time, before the clock jumps. */
export const make = (quiet: Duration.DurationInput): Effect.Effect<SkippingClock> =>
  Effect.sync(() => {
    const wall = Clock.make()
    const sleepers = new Set<Sleeper>()
    let skipped = 0
    let busy = 0

    const now = () => wall.unsafeCurrentTimeMillis() + skipped
    const wakeDue = () => {
      for (const sleeper of sleepers) if (sleeper.due <= now()) sleeper.wake()
    }

    const clock: Clock.Clock = {
      ...wall,
      [Clock.ClockTypeId]: Clock.ClockTypeId,
      unsafeCurrentTimeMillis: now,
      unsafeCurrentTimeNanos: () => wall.unsafeCurrentTimeNanos() + BigInt(skipped) * 1_000_000n,
      currentTimeMillis: Effect.sync(now),
      currentTimeNanos: Effect.sync(() => wall.unsafeCurrentTimeNanos() + BigInt(skipped) * 1_000_000n),
      sleep: (duration) =>
        Effect.async<void>((resume) => {
          const millis = Duration.toMillis(duration)
          const sleeper: Sleeper = {
            due: now() + millis,
            wake: () => {
              sleepers.delete(sleeper)
              cancel()
              resume(Effect.void)
            }
          }
          const timer = setTimeout(sleeper.wake, Math.min(millis, 2 ** 31 - 1))
          const cancel = () => clearTimeout(timer)
          sleepers.add(sleeper)
          return Effect.sync(() => {
            sleepers.delete(sleeper)
            cancel()
          })
        })
    }

    const jump = Effect.sync(() => {
      if (busy > 0 || sleepers.size === 0) return
      const next = Math.min(...Array.from(sleepers, ({ due }) => due))
      skipped += Math.max(0, Math.ceil(next - now()))
      wakeDue()
    })

    return {
      clock,
      busy: (self) => Effect.acquireUseRelease(Effect.sync(() => busy++), () => self, () => Effect.sync(() => busy--)),
      skipping: (self) =>
        Effect.gen(function*() {
          const skipper = yield* Effect.fork(Effect.forever(Effect.zipRight(wall.sleep(Duration.decode(quiet)), jump)))
          return yield* Effect.ensuring(self, Fiber.interrupt(skipper))
        })
    }
  })
