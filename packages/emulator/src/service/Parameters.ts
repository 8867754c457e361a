/**
 * Parameter names of operations, and checks on the names in a request.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import * as Failure from "./Failure.js"

/** The property names of a schema's encoded form. */
export const names = (schema: Schema.Schema.AnyNoContext): ReadonlyArray<string> =>
  SchemaAST.getPropertySignatures(Schema.encodedSchema(schema).ast).map(({ name }) => String(name))

/** The expected names, formatted for a message. */
export const expected = (known: ReadonlyArray<string>): string =>
  known.length === 0 ? "none" : known.map((name) => `'${name}'`).join(", ")

/** Shortens a name for a message, because a request may send any length. */
export const short = (name: string): string => name.length > 100 ? `${name.slice(0, 100)}…` : name

const isObject = (u: unknown): u is object => typeof u === "object" && u !== null

/**
 * Decodes the arguments of a function in a path. Unknown names are refused: they would select an overload that does not
 * exist.
 */
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
