import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as GraphError from "@effect-workbook/schema/GraphError"
import * as RetryAfter from "@effect-workbook/schema/RetryAfter"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Secrets from "../secrets/secrets.js"
import * as WorkbookError from "../WorkbookError.js"
import * as Batch from "./batch.js"
import type * as Exchange from "./exchange.js"
import * as ResponseBody from "./responseBody.js"
import * as UriReference from "./uriReference.js"

/** Names only the origin, because the rest of a URL may contain a secret. */
const redirectTarget = (location: string | undefined, url: string): string =>
  location !== undefined && URL.canParse(location, url) ? ` to ${new URL(location, url).origin}` : ""

/** The caller gets the error of a failed operation and those in a batch, which may quote secrets. */
const redacted = (endpoint: Endpoint.Any, body: unknown, secrets: () => ReadonlyArray<string>): unknown => {
  if (endpoint === Catalogue.operations.get) return Secrets.redactJson(body, secrets())
  return endpoint === Batch.endpoint ? Batch.redactErrors(body, secrets) : body
}

/**
 * Interprets an answer. A 2xx succeeds with its JSON, a 4xx or 5xx fails with `ErrorResponse`. A redirect, invalid JSON and
 * an answer that is too large fail with `UnexpectedAnswer`.
 *
 * @internal
 */
export const interpret = Effect.fnUntraced(function*(
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
      `a redirect${Secrets.redact(redirectTarget(headers["location"], url), secrets())}, which is not followed`
    )
  }
  if (status >= 400) {
    const error = Option.match(Option.flatMap(text, GraphError.fromText), {
      onNone: () => WorkbookError.noError,
      onSome: (error) => Secrets.redactError(error, secrets())
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
  // An empty `Location` counts as missing.
  const location = headers["location"] || undefined
  // The body of a 202 with a `Location` is not used, so it may be anything.
  const json = status === 202 && location !== undefined ? Option.some("") : text
  if (Option.isNone(json)) return yield* unexpected(`larger than ${maxAnswerSize} bytes`)
  const body = yield* Effect.mapError(ResponseBody.parse(json.value), unexpected)
  return {
    status,
    body: redacted(content.endpoint, body, secrets),
    location: location === undefined ? undefined : UriReference.resolve(location, url),
    retryAfter,
    requestId,
    clientRequestId
  }
})
