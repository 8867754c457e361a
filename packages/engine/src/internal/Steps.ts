/**
 * Splits long work into steps, and yields to other work of the process in between.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Scheduler from "effect/Scheduler"

/**
 * Yields to the event loop, so that other requests of the process are executed. Yielding to fibers only would not
 * suffice.
 */
const yieldToEventLoop = Effect.withScheduler(Effect.yieldNow(), Scheduler.timer(0))

const rest = (steps: Iterator<void>): Effect.Effect<void> =>
  Effect.suspend(() => steps.next().done === true ? Effect.void : Effect.zipRight(yieldToEventLoop, rest(steps)))

/** Runs all steps. Once started, they are not interrupted. */
export const run = (start: () => Iterator<void>): Effect.Effect<void> =>
  Effect.uninterruptible(Effect.suspend(() => rest(start())))
