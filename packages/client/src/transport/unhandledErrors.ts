import * as Effect from "effect/Effect"
import * as Option from "effect/Option"

/**
 * Prevents Effect from logging the failures of the fibers that are forked in an effect, and of their children. Effect logs
 * the failure of a forked fiber even if another fiber joins it, and the error of an HTTP client contains the whole request
 * with its token.
 *
 * @internal
 */
export const withoutLog: <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R> = Effect
  .withUnhandledErrorLogLevel(Option.none())
