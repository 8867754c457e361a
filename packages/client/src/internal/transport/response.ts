import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as GraphError from "@effect-workbook/schema/GraphError"
import * as RetryAfter from "@effect-workbook/schema/RetryAfter"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as WorkbookError from "../../WorkbookError.js"
import * as Addresses from "./addresses.js"
import * as Answers from "./answers.js"
import type * as Exchange from "./exchange.js"
import * as Secrets from "./secrets.js"

/** The origin only, because the rest of an address may hold a secret. */
const target = (location: string | undefined, url: string): string =>
  location !== undefined && URL.canParse(location, url) ? ` to ${new URL(location, url).origin}` : ""

/**
 * Reads an answer: a success with its JSON, an `ErrorResponse`, or `UnexpectedAnswer` for a redirect, for JSON that cannot
 * be read and for an answer without a text.
 *
 * @internal
 */
export const read = Effect.fnUntraced(function*(
  { clientRequestId, content, endpoint, functionName, secrets, url }: Exchange.Request,
  { headers, requestId, status, text }: Exchange.Answer,
  maxAnswerSize: number
) {
  const now = yield* Clock.currentTimeMillis
  const retryAfter = Option.getOrUndefined(
    Option.flatMap(Option.fromNullable(headers["retry-after"]), (header) => RetryAfter.parse(header, now))
  )
  const unexpected = (issue: string) =>
    new WorkbookError.UnexpectedAnswer({ endpoint, functionName, issue, requestId, clientRequestId })

  if (status < 200 || status >= 300 && status < 400) {
    return yield* unexpected(
      `a redirect${Secrets.without(target(headers["location"], url), secrets())}, which is not followed`
    )
  }
  if (status >= 400) {
    const error = Option.match(Option.flatMap(text, GraphError.fromText), {
      onNone: () => WorkbookError.noError,
      onSome: (error) => Secrets.withoutIn(error, secrets())
    })
    return yield* new WorkbookError.ErrorResponse({
      endpoint,
      functionName,
      status,
      error,
      requestId: requestId ?? error.requestId,
      clientRequestId,
      retryAfter
    })
  }
  // An empty address leads nowhere.
  const location = headers["location"] || undefined
  // An operation is followed by its address, whatever the body of the 202 holds.
  const json = status === 202 && location !== undefined ? Option.some("") : text
  if (Option.isNone(json)) return yield* unexpected(`larger than ${maxAnswerSize} bytes`)
  const body = yield* Effect.mapError(Answers.parse(json.value), unexpected)
  return {
    status,
    // The error of a failed operation is repeated to the caller.
    body: content.endpoint === Catalogue.operations.get ? Secrets.withoutInJson(body, secrets()) : body,
    location: location === undefined ? undefined : Addresses.resolve(location, url),
    retryAfter,
    requestId,
    clientRequestId
  }
})
