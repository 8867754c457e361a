import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as FiberRef from "effect/FiberRef"

/**
 * `Effect.provide`, in half of its operations. Each call provides services several times, which is a large part of what it
 * costs.
 *
 * @internal
 */
export const provide =
  <Services>(services: Context.Context<Services>) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, Exclude<R, Services>> =>
    Effect.uninterruptibleMask((restore) =>
      Effect.withFiberRuntime(({ currentContext: outer }) => {
        // The context of the fiber contains what the effect requires beside the services.
        const provided = restore(self as Effect.Effect<A, E, Exclude<R, Services>>)
        const leave = FiberRef.set(FiberRef.currentContext, outer)
        return Effect.zipRight(
          FiberRef.set(FiberRef.currentContext, Context.merge(outer, services)),
          Effect.matchCauseEffect(provided, {
            onFailure: (cause) => Effect.zipRight(leave, Effect.failCause(cause)),
            onSuccess: (value) => Effect.as(leave, value)
          })
        )
      })
    )
