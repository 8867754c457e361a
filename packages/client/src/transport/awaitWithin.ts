import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import type * as Option from "effect/Option"
import * as Monotonic from "./monotonic.js"

/**
 * Waits for the exit of a fiber, up to a time. It also works in an uninterruptible region: the waiting runs in a daemon,
 * because an interrupt of the caller would reach the children that it has forked.
 *
 * @internal
 */
export const awaitWithin = (
  fiber: Fiber.Fiber<unknown, unknown>,
  time: Duration.Duration
): Effect.Effect<Option.Option<unknown>> =>
  Effect.flatMap(
    Effect.forkDaemon(
      Effect.interruptible(Monotonic.timeoutTo(Effect.asSome(Fiber.await(fiber)), time, Effect.succeedNone))
    ),
    Fiber.join
  )
