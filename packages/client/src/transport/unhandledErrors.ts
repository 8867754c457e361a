import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import * as FiberRef from "effect/FiberRef"
import * as Option from "effect/Option"

/**
 * Disables the log of failures in the current fiber and its children.
 *
 * @internal
 */
export const disableLog = FiberRef.set(FiberRef.unhandledErrorLogLevel, Option.none())

/**
 * `Effect.forkDaemon`, whose fiber and its children do not log their failures. Effect logs the failure of a forked fiber
 * even if another fiber handles it, and the error of an HTTP client contains the whole request with its token.
 *
 * @internal
 */
export const forkDaemon = <A, E, R>(
  self: Effect.Effect<A, E, R>
): Effect.Effect<Fiber.RuntimeFiber<A, E>, never, R> =>
  // In the new fiber, because to change the level around the fork would cost more than the fork.
  Effect.forkDaemon(Effect.zipRight(disableLog, self))
