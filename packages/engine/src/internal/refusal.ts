/**
 * The synchronous code of the engine throws a `BookError` when it refuses an operation. `attempt` converts it to a
 * failure at the boundary to Effect.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { BookError, type Code } from "../BookError.js"

/** Throws a `BookError`. */
export const refuse = (code: Code, reason: string): never => {
  throw new BookError({ code, reason })
}

/** Quotes a name or a text of the caller in a reason: on one line, and shortened. */
export const inQuotes = (text: string): string => {
  const line = text.replaceAll(/\s+/g, " ")
  return `'${line.length > 60 ? `${line.slice(0, 60)}…` : line}'`
}

/** Runs synchronous code. A thrown `BookError` becomes a failure, any other exception a defect. */
export const attempt = <A>(evaluate: () => A): Effect.Effect<A, BookError> =>
  Effect.suspend(() => {
    try {
      return Effect.succeed(evaluate())
    } catch (error) {
      return error instanceof BookError ? Effect.fail(error) : Effect.die(error)
    }
  })

/** Runs a synchronous read. A thrown `BookError` becomes a `Left`; any other exception is thrown on. */
export const attemptRead = <A>(evaluate: () => A): Either.Either<A, BookError> =>
  Either.try({
    try: evaluate,
    catch: (error) => {
      if (error instanceof BookError) return error
      throw error
    }
  })
