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

/** Returns the property names of a schema's encoded form. */
export const names = (schema: Schema.Schema.AnyNoContext): ReadonlyArray<string> =>
  SchemaAST.getPropertySignatures(Schema.encodedSchema(schema).ast).map(({ name }) => String(name))

/** Formats the expected names for a message. */
export const expected = (expectedNames: ReadonlyArray<string>): string =>
  expectedNames.length === 0 ? "none" : expectedNames.map((name) => `'${name}'`).join(", ")

const isObject = (u: unknown): u is object => typeof u === "object" && u !== null

/** Returns a function that decodes the body of a request. */
export const decodeBody = <A, I>(schema: Schema.Schema<A, I>): (body: unknown) => Either.Either<A, Failure.Failure> => {
  const decode = Schema.decodeUnknownEither(schema)
  return (body) =>
    Either.mapLeft(decode(body), (error) => {
      const { issue, path } = InvalidValue.fromParseError(error)
      return Failure.invalidArgument(path === "" ? `The body ${issue}.` : `The property '${path}' ${issue}.`)
    })
}

/**
 * Returns a function that decodes the arguments of a function in a path. It refuses unknown argument names, because
 * OData selects the overload by the names, and there is no overload with these.
 */
export const decodeArguments = <A, I>(
  name: string,
  schema: Schema.Schema<A, I>
): (input: unknown) => Either.Either<A, Failure.Failure> => {
  const decode = Schema.decodeUnknownEither(schema)
  const parameterNames = names(schema)
  return (input) => {
    const unknown = isObject(input)
      ? Object.keys(input).find((argument) => !parameterNames.includes(argument))
      : undefined
    return unknown === undefined
      ? Either.mapLeft(decode(input), (error) => {
        const { issue, path } = InvalidValue.fromParseError(error)
        return Failure.invalidArgument(`The argument '${path}' of the function ${name} ${issue}.`)
      })
      : Either.left(
        Failure.gateway(
          400,
          "BadRequest",
          `The function ${name} has no parameter ${Failure.quoted(unknown)}: expected ${expected(parameterNames)}.`
        )
      )
  }
}
