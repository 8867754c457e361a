/**
 * Runs long synchronous work in steps, and yields to the event loop between the steps.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Scheduler from "effect/Scheduler"

/** `Effect.yieldNow` alone yields only to other fibers. The timer also gives I/O callbacks a turn. */
const yieldToEventLoop = Effect.withScheduler(Effect.yieldNow(), Scheduler.timer(0))

const runRemaining = (steps: Iterator<void>): Effect.Effect<void> =>
  Effect.suspend(() =>
    steps.next().done === true ? Effect.void : Effect.zipRight(yieldToEventLoop, runRemaining(steps))
  )

/** Runs all steps. They cannot be interrupted once they have started. */
export const runUninterruptibly = (makeSteps: () => Iterator<void>): Effect.Effect<void> =>
  Effect.uninterruptible(Effect.suspend(() => runRemaining(makeSteps())))
