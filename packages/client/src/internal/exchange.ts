import type * as HttpClient from "@effect/platform/HttpClient"
import type * as HttpClientError from "@effect/platform/HttpClientError"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type { GraphRequest } from "../GraphClient.js"
import * as WorkbookError from "../WorkbookError.js"
import * as Answers from "./answers.js"
import * as Secrets from "./secrets.js"

/**
 * A request that is complete but for its token. `secrets` are those of it that must not be repeated of what is heard.
 *
 * @internal
 */
export interface Asked {
  readonly request: GraphRequest
  readonly endpoint: string
  readonly url: string
  readonly clientRequestId: string
  readonly secrets: () => ReadonlyArray<string>
}

/**
 * An answer and its text, which is none where it is too large.
 *
 * @internal
 */
export interface Answered {
  readonly response: HttpClientResponse.HttpClientResponse
  readonly text: Option.Option<string>
}

const encode = (
  { clientRequestId, request, url }: Asked,
  bearer: Redacted.Redacted
): HttpClientRequest.HttpClientRequest => {
  const headers: Record<string, string> = {
    accept: "application/json",
    authorization: `Bearer ${Redacted.value(bearer)}`,
    "client-request-id": clientRequestId
  }
  if (request.sessionId !== undefined) headers["workbook-session-id"] = Redacted.value(request.sessionId)
  if (request.respondAsync === true) headers["prefer"] = "respond-async"
  const encoded = HttpClientRequest.make(request.endpoint.method)(url, { headers })
  return request.body === undefined ? encoded : HttpClientRequest.bodyUnsafeJson(encoded, request.body)
}

// The error itself holds the whole request, token and all; only what lies under it is told.
const describe = (error: HttpClientError.HttpClientError): string => {
  const cause = error.cause
  if (!(cause instanceof Error)) return error.description ?? error.reason
  return cause.cause instanceof Error ? `${cause.message}: ${cause.cause.message}` : cause.message
}

/**
 * Sends a request and reads the answer to its end, of which no more than `maxAnswerSize` bytes are read.
 *
 * @internal
 */
export const make =
  (client: HttpClient.HttpClient, maxAnswerSize: number) =>
  (asked: Asked, bearer: Redacted.Redacted): Effect.Effect<Answered, WorkbookError.TransportFailure> =>
    Effect.suspend(() => client.execute(encode(asked, bearer))).pipe(
      Effect.flatMap((response) => Effect.map(Answers.text(response, maxAnswerSize), (text) => ({ response, text }))),
      Effect.mapError((error) =>
        new WorkbookError.TransportFailure({
          endpoint: asked.endpoint,
          reason: "connection",
          clientRequestId: asked.clientRequestId,
          description: Secrets.without(describe(error), asked.secrets())
        })
      )
    )
