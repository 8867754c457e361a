import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import type * as Resource from "@effect-workbook/schema/Resource"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { identity } from "effect/Function"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"
import type * as WorkbookError from "../WorkbookError.js"
import { unexpectedAnswer } from "./errors.js"

/**
 * Describes where an answer differs from its schema. It does not quote values: an answer may contain the session id, also
 * in the URLs of an operation.
 */
const describeIssues = (error: ParseResult.ParseError): string => {
  const issues = ParseResult.ArrayFormatter.formatErrorSync(error).map(({ _tag, path }) => {
    const location = path.length === 0 ? "it" : path.map((key) => `[${JSON.stringify(key)}]`).join("")
    return `${location} is ${_tag === "Missing" ? "missing" : "something else"}`
  })
  return Array.from(new Set(issues)).join(", ")
}

type Decode<A> = (json: unknown) => Either.Either<A, string>

const decoders = new WeakMap<SchemaAST.AST, Decode<unknown>>()

const make = (ast: SchemaAST.AST): Decode<unknown> => {
  const decodeUnknown = Schema.decodeUnknownEither(Schema.make(ast))
  return (json) =>
    Either.flatMap(
      Either.try({
        try: () => Either.mapLeft(decodeUnknown(json), describeIssues),
        // Deeply nested JSON can overflow the stack of the recursive decoder.
        catch: (cause) => cause instanceof Error ? cause.message : "it cannot be read"
      }),
      identity
    )
}

/**
 * The function that decodes the JSON of an answer by a schema. It is `Left` with an explanation for JSON that is invalid,
 * and never throws. It is made once for a schema, because that takes longer than decoding a small answer.
 *
 * @internal
 */
export function decoder<A>(codec: Resource.Codec<A>): Decode<A>
export function decoder({ ast }: Resource.Codec<unknown>): Decode<unknown> {
  const made = decoders.get(ast) ?? make(ast)
  decoders.set(ast, made)
  return made
}

/**
 * Decodes the JSON of an answer as the result of its endpoint. Invalid JSON gives a typed error, never a defect.
 *
 * @internal
 */
export const decode = <E extends Endpoint.Any>(
  endpoint: E,
  json: unknown
): Effect.Effect<Endpoint.Result<E>, WorkbookError.UnexpectedAnswer> =>
  Effect.suspend(() => {
    const decoded = decoder<Endpoint.Result<E>>(endpoint.result)(json)
    return Either.isRight(decoded) ? Effect.succeed(decoded.right) : unexpectedAnswer(endpoint, decoded.left)
  })
