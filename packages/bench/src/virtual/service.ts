/** A service in memory for programs in virtual time. */
import { HttpClient, type HttpClientError, HttpClientRequest, HttpClientResponse } from "@effect/platform"
import { Effect } from "effect"

/** A response that has its whole body already. */
export const response = (
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {}
): HttpClientResponse.HttpClientResponse => {
  const web = HttpClientResponse.fromWeb(
    HttpClientRequest.get(""),
    new Response(null, { status, headers: { ...headers, "content-length": String(body.length) } })
  )
  return Object.create(web, { text: { value: Effect.succeed(body) } })
}

/** An `HttpClient` that answers with `answer`. */
export const client = (
  answer: (request: HttpClientRequest.HttpClientRequest) => Effect.Effect<HttpClientResponse.HttpClientResponse>
): HttpClient.HttpClient =>
  HttpClient.makeWith<HttpClientError.HttpClientError, never, HttpClientError.HttpClientError, never>(
    Effect.flatMap(answer),
    Effect.succeed
  )
