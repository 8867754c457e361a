/**
 * The service behind `@effect/platform`: as an app for a server, and as a client that needs no server.
 *
 * @since 0.1.0
 */
import type * as HttpApp from "@effect/platform/HttpApp"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientError from "@effect/platform/HttpClientError"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Failure from "./Failure.js"
import type { Handle, Response as Answer } from "./Message.js"

const tooLarge = (limit: number) =>
  Failure.excel(
    "payloadTooLargeUncategorized",
    `The request is larger than ${limit} bytes.`,
    "RequestPayloadSizeLimitExceeded"
  )

const unreadable = Failure.gateway(400, "BadRequest", "The request body cannot be read.")

/** Collects a body, and stops at the first byte too many. */
const collect = <E>(stream: Stream.Stream<Uint8Array, E>, limit: number): Effect.Effect<string, Failure.Failure> =>
  stream.pipe(
    Stream.mapError(() => unreadable),
    Stream.mapAccumEffect(
      0,
      (size, bytes) =>
        size + bytes.length > limit ? tooLarge(limit) : Effect.succeed([size + bytes.length, bytes] as const)
    ),
    Stream.runCollect,
    Effect.map((chunks) => new TextDecoder().decode(concat(Chunk.toReadonlyArray(chunks))))
  )

const concat = (parts: ReadonlyArray<Uint8Array>): Uint8Array => {
  const [first] = parts
  if (first !== undefined && parts.length === 1) return first
  const whole = new Uint8Array(parts.reduce((size, { length }) => size + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Where the caller thinks the service is: behind a proxy that ends TLS, that is what the proxy says. */
const originOf = (request: HttpServerRequest.HttpServerRequest, fallback: string): string => {
  const scheme = request.headers["x-forwarded-proto"] === "https" ? "https" : "http"
  const origin = `${scheme}://${request.headers["host"] ?? ""}`
  return URL.canParse(origin) ? new URL(origin).origin : fallback
}

/** The service as an app of `HttpServer.serve`. */
export const httpApp = (
  handle: Handle,
  options: { readonly baseUrl: string; readonly maxBodySize: number }
): HttpApp.Default =>
  Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) =>
    Effect.map(
      // a server shields its apps from interruption; ours does so itself where it must
      Effect.interruptible(handle({
        method: request.method,
        url: request.url,
        origin: originOf(request, options.baseUrl),
        headers: request.headers,
        body: Number(request.headers["content-length"] ?? 0) > options.maxBodySize
          ? tooLarge(options.maxBodySize)
          : collect(request.stream, options.maxBodySize)
      })),
      toServerResponse
    ))

const toServerResponse = ({ body, headers, status }: Answer): HttpServerResponse.HttpServerResponse => {
  // the rest of a body that nobody reads ends with the connection
  const all = status === 413 ? { ...headers, connection: "close" } : headers
  if (body === undefined) return HttpServerResponse.empty({ status, headers: all })
  const contentType = headers["content-type"]
  return typeof body === "string"
    ? HttpServerResponse.text(body, { status, headers: all, contentType })
    : HttpServerResponse.uint8Array(body, { status, headers: all, contentType })
}

/** The service as a client: requests to the base URL's host are answered in the process, others reach nobody. */
export const client = (
  handle: Handle,
  options: { readonly baseUrl: string; readonly maxBodySize: number }
): HttpClient.HttpClient => {
  const base = new URL(options.baseUrl)
  return HttpClient.make((request, url) => {
    if (url.host !== base.host) {
      return new HttpClientError.RequestError({
        request,
        reason: "Transport",
        description: `the emulator answers for ${base.host} only`
      })
    }
    return Effect.map(
      handle({
        method: request.method,
        url: url.pathname + url.search,
        origin: url.origin,
        headers: request.headers,
        body: textOf(request, options.maxBodySize)
      }),
      ({ body, headers, status }) =>
        HttpClientResponse.fromWeb(
          request,
          new Response(body === undefined ? null : body, { status, headers })
        )
    )
  })
}

const textOf = (
  request: HttpClientRequest.HttpClientRequest,
  limit: number
): Effect.Effect<string, Failure.Failure> => {
  const { body } = request
  switch (body._tag) {
    case "Empty":
      return Effect.succeed("")
    case "Stream":
      return collect(body.stream, limit)
    case "Uint8Array":
      return body.body.length > limit ? tooLarge(limit) : Effect.succeed(new TextDecoder().decode(body.body))
    case "Raw":
      return typeof body.body === "string" ? Effect.succeed(body.body) : unreadable
    case "FormData":
      return unreadable
  }
}
