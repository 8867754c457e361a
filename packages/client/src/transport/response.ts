import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as GraphError from "@effect-workbook/schema/GraphError"
import * as RetryAfter from "@effect-workbook/schema/RetryAfter"
import * as Clock from "effect/Clock"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Secrets from "../secrets/secrets.js"
import * as WorkbookError from "../WorkbookError.js"
import * as Batch from "./batch.js"
import type * as Exchange from "./exchange.js"
import * as ResponseBody from "./responseBody.js"
import * as UriReference from "./uriReference.js"

/**
 * A successful answer, see `GraphClient.GraphAnswer`.
 *
 * @internal
 */
export interface Success {
  readonly status: number
  readonly body: unknown
  readonly location: string | undefined
  readonly retryAfter: Duration.Duration | undefined
  readonly requestId: string | undefined
  readonly clientRequestId: string
}

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
export const interpret = (
  request: Exchange.Request,
  answer: Exchange.Answer,
  maxAnswerSize: number
): Effect.Effect<Success, WorkbookError.ErrorResponse | WorkbookError.UnexpectedAnswer> => {
  const { retryAfter } = answer
  return retryAfter === undefined
    ? interpretWith(request, answer, maxAnswerSize, undefined)
    : Effect.flatMap(
      Clock.currentTimeMillis,
      (now) => interpretWith(request, answer, maxAnswerSize, Option.getOrUndefined(RetryAfter.parse(retryAfter, now)))
    )
}

const interpretWith = (
  { clientRequestId, content, endpoint, functionName, secrets, url }: Exchange.Request,
  { location: target, requestId, status, text }: Exchange.Answer,
  maxAnswerSize: number,
  retryAfter: Duration.Duration | undefined
): Effect.Effect<Success, WorkbookError.ErrorResponse | WorkbookError.UnexpectedAnswer> => {
  const unexpected = (issue: string) =>
    new WorkbookError.UnexpectedAnswer({ endpoint, functionName, issue, requestId, clientRequestId })

  if (status < 200 || status >= 300 && status < 400) {
    return unexpected(
      `a redirect${Secrets.redact(redirectTarget(target, url), secrets())}, which is not followed`
    )
  }
  if (status >= 400) {
    const error = Option.match(Option.flatMap(text, GraphError.fromText), {
      onNone: () => WorkbookError.noError,
      onSome: (error) => Secrets.redactError(error, secrets())
    })
    return new WorkbookError.ErrorResponse({
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
  const location = target || undefined
  // The body of a 202 with a `Location` is not used, so it may be anything.
  const json = status === 202 && location !== undefined ? Option.some("") : text
  if (Option.isNone(json)) return unexpected(`larger than ${maxAnswerSize} bytes`)
  const body = ResponseBody.parse(json.value)
  if (Either.isLeft(body)) return unexpected(body.left)
  return Effect.succeed({
    status,
    body: redacted(content.endpoint, body.right, secrets),
    location: location === undefined ? undefined : UriReference.resolve(location, url),
    retryAfter,
    requestId,
    clientRequestId
  })
}
