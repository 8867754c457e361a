import type * as Headers from "@effect/platform/Headers"
import type * as HttpClient from "@effect/platform/HttpClient"
import type * as HttpClientError from "@effect/platform/HttpClientError"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type { GraphRequest } from "../GraphClient.js"
import * as WorkbookError from "../WorkbookError.js"
import * as Answers from "./answers.js"
import * as Secrets from "./secrets.js"
import type * as Telemetry from "./telemetry.js"

/**
 * A request that is complete but for its token. `secrets` are those of it that must not be repeated of what is heard.
 *
 * @internal
 */
export interface Asked extends Telemetry.Sent {
  readonly request: GraphRequest
  readonly url: string
  readonly secrets: () => ReadonlyArray<string>
}

/**
 * An answer and its text, which is none where it is too large.
 *
 * @internal
 */
export interface Answered extends Telemetry.Answered {
  readonly headers: Headers.Headers
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

/** Most are GUIDs, and nothing is looked for in those. */
const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

const requestIdIn = (headers: Headers.Headers, secrets: () => ReadonlyArray<string>): string | undefined => {
  const id = headers["request-id"]
  return id === undefined || guid.test(id) ? id : Secrets.without(id, secrets())
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
      Effect.flatMap((response) =>
        Effect.map(Answers.text(response, maxAnswerSize), (text) => ({
          status: response.status,
          requestId: requestIdIn(response.headers, asked.secrets),
          headers: response.headers,
          text
        }))
      ),
      Effect.mapError((error) =>
        new WorkbookError.TransportFailure({
          endpoint: asked.endpoint,
          reason: "connection",
          clientRequestId: asked.clientRequestId,
          description: Secrets.without(describe(error), asked.secrets())
        })
      )
    )
