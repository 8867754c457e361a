import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import type * as WorkbookError from "../../WorkbookError.js"
import { unexpectedAnswer } from "../errors.js"

/**
 * The places where an answer is not as documented, without its values: an answer may quote the id of the session, and the
 * state of an operation holds addresses with the id.
 */
const places = (error: ParseResult.ParseError): string => {
  const issues = ParseResult.ArrayFormatter.formatErrorSync(error).map(({ _tag, path }) => {
    const place = path.length === 0 ? "it" : path.map((key) => `[${JSON.stringify(key)}]`).join("")
    return `${place} is ${_tag === "Missing" ? "missing" : "something else"}`
  })
  return Array.from(new Set(issues)).join(", ")
}

/**
 * Decodes the JSON of an answer as the result of its endpoint. Any JSON gives a result or a typed error, never a defect.
 *
 * @internal
 */
export const decode = <E extends Endpoint.Any>(
  endpoint: E,
  json: unknown
): Effect.Effect<Endpoint.Result<E>, WorkbookError.UnexpectedAnswer> =>
  Effect.try({
    try: () =>
      Either.mapLeft(
        Schema.decodeUnknownEither<Endpoint.Result<E>, Schema.Schema.Encoded<E["result"]>>(endpoint.result)(json),
        places
      ),
    // JSON that is nested too deep exhausts the stack of a recursive decoder.
    catch: (cause) => cause instanceof Error ? cause.message : "it cannot be read"
  }).pipe(
    Effect.flatten,
    Effect.catchAll((issue) => unexpectedAnswer(endpoint, issue))
  )
