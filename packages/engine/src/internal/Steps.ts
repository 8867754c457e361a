/**
 * Long work in steps, between which everybody else of the process has a turn.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Scheduler from "effect/Scheduler"

/** Lets what waits for the process, such as another request, go first. Other fibers alone would not be enough. */
const giveTurn = Effect.withScheduler(Effect.yieldNow(), Scheduler.timer(0))

const rest = (steps: Iterator<void>): Effect.Effect<void> =>
  Effect.suspend(() => steps.next().done === true ? Effect.void : Effect.zipRight(giveTurn, rest(steps)))

/** Takes all steps. What has begun comes to its end. */
export const run = (start: () => Iterator<void>): Effect.Effect<void> =>
  Effect.uninterruptible(Effect.suspend(() => rest(start())))
