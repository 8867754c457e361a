import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import * as WorkbookError from "../WorkbookError.js"

/**
 * Where the answer is another one than documented, and nothing of what it holds there: any answer may quote the id of the
 * session, and the state of an operation leads to addresses with the id in them.
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
): Effect.Effect<Endpoint.Result<E>, WorkbookError.UnexpectedAnswer> => {
  const unexpected = (issue: string) => new WorkbookError.UnexpectedAnswer({ endpoint: Endpoint.id(endpoint), issue })
  return Effect.try({
    try: () =>
      Either.mapLeft(
        Schema.decodeUnknownEither<Endpoint.Result<E>, Schema.Schema.Encoded<E["result"]>>(endpoint.result)(json),
        (error) => unexpected(places(error))
      ),
    // Who goes through JSON by recursion runs out of stack when it is nested too deep.
    catch: (cause) => unexpected(cause instanceof Error ? cause.message : "it cannot be read")
  }).pipe(Effect.flatten)
}
