import * as Effect from "effect/Effect"
import * as Option from "effect/Option"

/**
 * Fibers that are forked in it, and those that these fork, do not log how they fail. Effect does that by itself, also
 * where somebody waits for them; what a transport fails with holds the whole request, its secrets included.
 *
 * @internal
 */
export const untold: <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R> = Effect
  .withUnhandledErrorLogLevel(Option.none())
