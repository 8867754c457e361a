/**
 * The names of parameters: those that an operation knows, and those that a request gives.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import * as Failure from "./Failure.js"

/** The names that a schema reads. */
export const names = (schema: Schema.Schema.AnyNoContext): ReadonlyArray<string> =>
  SchemaAST.getPropertySignatures(Schema.encodedSchema(schema).ast).map(({ name }) => String(name))

/** The names that are expected, in a sentence. */
export const expected = (known: ReadonlyArray<string>): string =>
  known.length === 0 ? "none" : known.map((name) => `'${name}'`).join(", ")

/** A name as it is told: names come from requests, and may be long. */
export const short = (name: string): string => name.length > 100 ? `${name.slice(0, 100)}…` : name

const isObject = (u: unknown): u is object => typeof u === "object" && u !== null

/** Reads the arguments that a function has in a path. An overload that takes others is another one, and there is none. */
export const ofFunction = <A, I>(
  name: string,
  schema: Schema.Schema<A, I>
): (input: unknown) => Either.Either<A, Failure.Failure> => {
  const decode = Schema.decodeUnknownEither(schema)
  const known = names(schema)
  return (input) => {
    const unknown = isObject(input) ? Object.keys(input).find((given) => !known.includes(given)) : undefined
    return unknown === undefined
      ? Either.mapLeft(decode(input), Failure.malformed)
      : Either.left(
        Failure.gateway(
          400,
          "BadRequest",
          `The function ${name} has no parameter '${short(unknown)}': expected ${expected(known)}.`
        )
      )
  }
}
