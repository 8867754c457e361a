/**
 * Refusals inside the synchronous engine: they are thrown, and converted to failures where an effect begins.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import { BookError, type Code } from "../BookError.js"

/** Raises a refusal; `attempt` turns it into a failure of the effect. */
export const refuse = (code: Code, reason: string): never => {
  throw new BookError({ code, reason })
}

/** Runs a part of the synchronous engine; its refusals become failures, anything else stays a defect. */
export const attempt = <A>(evaluate: () => A): Effect.Effect<A, BookError> =>
  Effect.suspend(() => {
    try {
      return Effect.succeed(evaluate())
    } catch (error) {
      return error instanceof BookError ? Effect.fail(error) : Effect.die(error)
    }
  })
