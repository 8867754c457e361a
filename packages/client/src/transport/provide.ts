import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as FiberRef from "effect/FiberRef"
import { constVoid } from "effect/Function"

type Restore = <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>

/**
 * `provide` in an uninterruptible region. `onExit` runs after the effect.
 *
 * @internal
 */
export const during = <Services>(
  restore: Restore,
  services: Context.Context<Services>,
  onExit: (exit: Exit.Exit<unknown, unknown>) => void
) =>
<A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, Exclude<R, Services>> =>
  Effect.withFiberRuntime(({ currentContext: outer }) => {
    // The context of the fiber contains what the effect requires beside the services.
    const provided = restore(self as Effect.Effect<A, E, Exclude<R, Services>>)
    const leave = (exit: Exit.Exit<A, E>) => {
      onExit(exit)
      return Effect.zipRight(FiberRef.set(FiberRef.currentContext, outer), exit)
    }
    return Effect.zipRight(
      FiberRef.set(FiberRef.currentContext, Context.merge(outer, services)),
      Effect.matchCauseEffect(provided, {
        onFailure: (cause) => leave(Exit.failCause(cause)),
        onSuccess: (value) => leave(Exit.succeed(value))
      })
    )
  })

/**
 * `Effect.provide`, in half of its operations. Each call provides services several times, which is a large part of what it
 * costs.
 *
 * @internal
 */
export const provide =
  <Services>(services: Context.Context<Services>) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, Exclude<R, Services>> =>
    services.unsafeMap.size === 0
      ? self as Effect.Effect<A, E, Exclude<R, Services>>
      : Effect.uninterruptibleMask((restore) => during(restore, services, constVoid)(self))
