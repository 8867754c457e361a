import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import type * as Option from "effect/Option"
import * as Monotonic from "./monotonic.js"

/**
 * How a fiber has ended, where it has within that time: for who cannot be interrupted meanwhile. An interrupt reaches all
 * fibers that one has forked, also while one cannot be interrupted oneself: who waits here is nobody's child.
 *
 * @internal
 */
export const inTime = (
  fiber: Fiber.Fiber<unknown, unknown>,
  time: Duration.Duration
): Effect.Effect<Option.Option<unknown>> =>
  Effect.flatMap(
    Effect.forkDaemon(
      Effect.interruptible(Monotonic.timeoutTo(Effect.asSome(Fiber.await(fiber)), time, Effect.succeedNone))
    ),
    Fiber.join
  )
