import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as HttpClient from "@effect/platform/HttpClient"
import type * as HttpClientError from "@effect/platform/HttpClientError"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as Effect from "effect/Effect"
import * as FiberRef from "effect/FiberRef"
import type * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type * as Tracer from "effect/Tracer"
import * as Secrets from "../secrets/secrets.js"
import * as WorkbookError from "../WorkbookError.js"
import type * as Deadlines from "./deadlines.js"
import * as ResponseBody from "./responseBody.js"
import * as Span from "./span.js"
import type * as Telemetry from "./telemetry.js"
import * as TextClient from "./textClient.js"
import * as UnhandledErrors from "./unhandledErrors.js"

/**
 * A request that is complete except for its token. `secrets` are the texts to redact in its answer.
 *
 * @internal
 */
export interface Request extends Telemetry.SentRequest {
  readonly content: {
    readonly endpoint: Endpoint.Any
    readonly body?: unknown
    readonly sessionId?: Redacted.Redacted | undefined
    readonly respondAsync?: boolean | undefined
  }
  readonly functionName: string | undefined
  readonly url: string
  readonly secrets: () => ReadonlyArray<string>
}

/**
 * An answer and its text. An answer that is too large has no text.
 *
 * @internal
 */
export interface Answer extends Telemetry.ResponseHead {
  readonly location: string | undefined
  readonly retryAfter: string | undefined
  readonly text: Option.Option<string>
}

const encode = ({ clientRequestId, content, url }: Request, bearer: Redacted.Redacted): TextClient.Request => {
  const headers: Record<string, string> = {
    accept: "application/json",
    authorization: `Bearer ${Redacted.value(bearer)}`,
    "client-request-id": clientRequestId
  }
  if (content.sessionId !== undefined) headers["workbook-session-id"] = Redacted.value(content.sessionId)
  if (content.respondAsync === true) headers["prefer"] = "respond-async"
  if (content.body !== undefined) headers["content-type"] = "application/json"
  return {
    method: content.endpoint.method,
    url,
    headers,
    body: content.body === undefined ? undefined : JSON.stringify(content.body)
  }
}

// Only messages are used, because the error contains the whole request with its token.
const describe = (error: HttpClientError.HttpClientError): string => {
  const cause = error.cause
  if (!(cause instanceof Error)) return error.description ?? error.reason
  return cause.cause instanceof Error ? `${cause.message}: ${cause.cause.message}` : cause.message
}

/** Most request ids are GUIDs, which need no redaction. */
const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

const requestIdIn = (id: string | undefined, secrets: () => ReadonlyArray<string>): string | undefined =>
  id === undefined || guid.test(id) ? id : Secrets.redact(id, secrets())

/** The spans of the platform contain URLs, and the URL of an operation contains the session id, which is a secret. */
const disableSpans = FiberRef.set(HttpClient.currentTracerDisabledWhen, () => true)

/**
 * - `restore`: makes the waiting interruptible
 * - `span`: the span of the request
 *
 * @internal
 */
export interface Options {
  readonly restore: Deadlines.Restore
  readonly span: Tracer.Span | undefined
}

type Exchange = (
  request: TextClient.Request,
  options: Options
) => Effect.Effect<TextClient.Response, HttpClientError.HttpClientError>

const exchangeBy = (client: HttpClient.HttpClient, maxAnswerSize: number): Exchange => {
  if (TextClient.isTextClient(client)) {
    return (request, { restore }) => client[TextClient.exchangeText](request, maxAnswerSize, restore)
  }
  return ({ body, headers, method, url }, { restore, span }) => {
    const empty = HttpClientRequest.make(method)(url, { headers })
    const request = body === undefined ? empty : HttpClientRequest.bodyText(empty, body, "application/json")
    return UnhandledErrors.disableLog.pipe(
      Effect.zipRight(disableSpans),
      Effect.zipRight(client.execute(request)),
      Effect.flatMap((response) =>
        Effect.map(ResponseBody.text(response, maxAnswerSize), (text) => ({
          status: response.status,
          headers: response.headers,
          text
        }))
      ),
      restore,
      Span.inside(span)
    )
  }
}

const valueOf = (header: string | ReadonlyArray<string> | undefined): string | undefined =>
  typeof header === "object" ? header.join(", ") : header

/**
 * Sends a request and reads the whole answer, up to `maxAnswerSize` bytes. It is called in an uninterruptible region.
 *
 * It changes `FiberRef`s of its fiber and does not restore them, which would cost more than the changes. So each request
 * needs a fiber of its own.
 *
 * @internal
 */
export const make = (client: HttpClient.HttpClient, maxAnswerSize: number) => {
  const exchange = exchangeBy(client, maxAnswerSize)
  return (
    request: Request,
    bearer: Redacted.Redacted,
    options: Options
  ): Effect.Effect<Answer, WorkbookError.TransportFailure> =>
    Effect.matchEffect(exchange(encode(request, bearer), options), {
      onFailure: (error) =>
        new WorkbookError.TransportFailure({
          endpoint: request.endpoint,
          functionName: request.functionName,
          reason: "connection",
          clientRequestId: request.clientRequestId,
          description: Secrets.redact(describe(error), request.secrets())
        }),
      onSuccess: ({ headers, status, text }) =>
        Effect.succeed({
          status,
          requestId: requestIdIn(valueOf(headers["request-id"]), request.secrets),
          location: valueOf(headers["location"]),
          retryAfter: valueOf(headers["retry-after"]),
          text
        })
    })
}
