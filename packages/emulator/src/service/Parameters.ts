/**
 * Decodes the parameters of operations, and checks their names.
 *
 * @since 0.1.0
 */
import * as InvalidValue from "@effect-workbook/schema/InvalidValue"
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

const isObject = (u: unknown): u is object => typeof u === "object" && u !== null

/** Decodes the body of a request. */
export const ofBody = <A, I>(schema: Schema.Schema<A, I>): (body: unknown) => Either.Either<A, Failure.Failure> => {
  const decode = Schema.decodeUnknownEither(schema)
  return (body) =>
    Either.mapLeft(decode(body), (error) => {
      const { issue, path } = InvalidValue.fromParseError(error)
      return Failure.invalidArgument(path === "" ? `The body ${issue}.` : `The property '${path}' ${issue}.`)
    })
}

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
      ? Either.mapLeft(decode(input), (error) => {
        const { issue, path } = InvalidValue.fromParseError(error)
        return Failure.invalidArgument(`The argument '${path}' of the function ${name} ${issue}.`)
      })
      : Either.left(
        Failure.gateway(
          400,
          "BadRequest",
          `The function ${name} has no parameter ${Failure.quoted(unknown)}: expected ${expected(known)}.`
        )
      )
  }
}
