import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import type * as Headers from "@effect/platform/Headers"
import * as HttpClient from "@effect/platform/HttpClient"
import type * as HttpClientError from "@effect/platform/HttpClientError"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as Effect from "effect/Effect"
import * as FiberRef from "effect/FiberRef"
import type * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Secrets from "../secrets/secrets.js"
import * as WorkbookError from "../WorkbookError.js"
import * as ResponseBody from "./responseBody.js"
import type * as Telemetry from "./telemetry.js"

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
  readonly headers: Headers.Headers
  readonly text: Option.Option<string>
}

const encode = (
  { clientRequestId, content, url }: Request,
  bearer: Redacted.Redacted
): HttpClientRequest.HttpClientRequest => {
  const headers: Record<string, string> = {
    accept: "application/json",
    authorization: `Bearer ${Redacted.value(bearer)}`,
    "client-request-id": clientRequestId
  }
  if (content.sessionId !== undefined) headers["workbook-session-id"] = Redacted.value(content.sessionId)
  if (content.respondAsync === true) headers["prefer"] = "respond-async"
  const encoded = HttpClientRequest.make(content.endpoint.method)(url, { headers })
  return content.body === undefined ? encoded : HttpClientRequest.bodyUnsafeJson(encoded, content.body)
}

// Only messages are used, because the error contains the whole request with its token.
const describe = (error: HttpClientError.HttpClientError): string => {
  const cause = error.cause
  if (!(cause instanceof Error)) return error.description ?? error.reason
  return cause.cause instanceof Error ? `${cause.message}: ${cause.cause.message}` : cause.message
}

/** Most request ids are GUIDs, which need no redaction. */
const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

const requestIdIn = (headers: Headers.Headers, secrets: () => ReadonlyArray<string>): string | undefined => {
  const id = headers["request-id"]
  return id === undefined || guid.test(id) ? id : Secrets.redact(id, secrets())
}

/** The spans of the platform contain URLs, and the URL of an operation contains the session id, which is a secret. */
const disableSpans = FiberRef.set(HttpClient.currentTracerDisabledWhen, () => true)

/**
 * Sends a request and reads the whole answer, up to `maxAnswerSize` bytes.
 *
 * It changes `FiberRef`s of its fiber and does not restore them, which would cost more than the changes. So each request
 * needs a fiber of its own.
 *
 * @internal
 */
export const make =
  (client: HttpClient.HttpClient, maxAnswerSize: number) =>
  (request: Request, bearer: Redacted.Redacted): Effect.Effect<Answer, WorkbookError.TransportFailure> =>
    Effect.flatMap(disableSpans, () => client.execute(encode(request, bearer))).pipe(
      Effect.flatMap((response) =>
        Effect.map(ResponseBody.text(response, maxAnswerSize), (text) => ({
          status: response.status,
          requestId: requestIdIn(response.headers, request.secrets),
          headers: response.headers,
          text
        }))
      ),
      Effect.mapError((error) =>
        new WorkbookError.TransportFailure({
          endpoint: request.endpoint,
          functionName: request.functionName,
          reason: "connection",
          clientRequestId: request.clientRequestId,
          description: Secrets.redact(describe(error), request.secrets())
        })
      )
    )
