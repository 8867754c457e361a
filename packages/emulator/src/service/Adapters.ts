/**
 * Adapters from the service to `@effect/platform`: an app for a server, and a client that needs no server.
 *
 * @since 0.1.0
 */
import type * as HttpApp from "@effect/platform/HttpApp"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientError from "@effect/platform/HttpClientError"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as ClientResponse from "./ClientResponse.js"
import * as Connection from "./Connection.js"
import * as Failure from "./Failure.js"
import * as Limits from "./Limits.js"
import type { Handle, Request, Response } from "./Message.js"

const tooLarge = (limit: number): Failure.Failure =>
  Failure.excel(
    "payloadTooLargeUncategorized",
    `The body of the request is too large: expected at most ${limit} bytes.`,
    "RequestPayloadSizeLimitExceeded"
  )

const unreadable = Failure.gateway(400, "BadRequest", "The request body cannot be read.")

/** Collects a body, and fails as soon as it exceeds the limit. */
const collect = <E>(
  stream: Stream.Stream<Uint8Array, E>,
  limit: number
): Effect.Effect<Uint8Array, Failure.Failure> =>
  stream.pipe(
    Stream.mapError(() => unreadable),
    Stream.mapAccumEffect(
      0,
      (size, bytes) =>
        size + bytes.length > limit ? tooLarge(limit) : Effect.succeed([size + bytes.length, bytes] as const)
    ),
    Stream.runCollect,
    Effect.map((chunks) => concat(Chunk.toReadonlyArray(chunks)))
  )

/** The two ways to read a body. */
const bodies = (
  read: (limit: number) => Effect.Effect<Uint8Array, Failure.Failure>
): Pick<Request, "body" | "bytes"> => ({
  body: Effect.map(read(Limits.payload), (bytes) => new TextDecoder().decode(bytes)),
  bytes: read(Limits.upload)
})

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

/**
 * The origin under which the caller reaches the service. Behind a proxy that terminates TLS, the forwarded scheme
 * counts.
 */
export const originOf = (request: HttpServerRequest.HttpServerRequest, fallback: string): string => {
  const scheme = request.headers["x-forwarded-proto"] === "https" ? "https" : "http"
  const origin = `${scheme}://${request.headers["host"] ?? ""}`
  return URL.canParse(origin) ? new URL(origin).origin : fallback
}

export const httpApp = (
  handle: Handle,
  baseUrl: string
): HttpApp.Default =>
  Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) =>
    // the platform runs apps uninterruptibly; the service protects its own critical sections
    Effect.interruptible(
      handle({
        method: request.method,
        url: request.url,
        origin: originOf(request, baseUrl),
        headers: request.headers,
        ...bodies((limit) =>
          Number(request.headers["content-length"] ?? 0) > limit ? tooLarge(limit) : collect(request.stream, limit)
        )
      }).pipe(
        Effect.map((answer) => toServerResponse(request, answer)),
        Effect.catchTag("ConnectionLost", () => Connection.lose(request))
      )
    ))

export const toServerResponse = (
  request: HttpServerRequest.HttpServerRequest,
  { body, cut, headers, status }: Response
): HttpServerResponse.HttpServerResponse => {
  const options = {
    status,
    // the unread rest of the request body is discarded with the connection
    headers: status === 413 ? { ...headers, connection: "close" } : headers,
    contentType: headers["content-type"]
  }
  if (body === undefined) return HttpServerResponse.empty(options)
  if (cut) return Connection.cut(request, bytesOf(body), options)
  return typeof body === "string"
    ? HttpServerResponse.text(body, options)
    : HttpServerResponse.uint8Array(body, options)
}

const bytesOf = (body: string | Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  typeof body === "string" ? new TextEncoder().encode(body) : body

/** The service as a client. Requests to another host than that of the base URL fail. */
export const client = (
  handle: Handle,
  baseUrl: string
): HttpClient.HttpClient => {
  const base = new URL(baseUrl)
  return HttpClient.make((request, url) => {
    if (url.host !== base.host) {
      return new HttpClientError.RequestError({
        request,
        reason: "Transport",
        description: `the emulator answers for ${base.host} only`
      })
    }
    return handle({
      method: request.method,
      url: url.pathname + url.search,
      origin: url.origin,
      headers: request.headers,
      ...bodies((limit) => bytesIn(request, limit))
    }).pipe(
      Effect.map((answer) => ClientResponse.make(request, answer)),
      Effect.mapError((cause) => new HttpClientError.RequestError({ request, reason: "Transport", cause }))
    )
  })
}

const bytesIn = (
  request: HttpClientRequest.HttpClientRequest,
  limit: number
): Effect.Effect<Uint8Array, Failure.Failure> => {
  const { body } = request
  switch (body._tag) {
    case "Empty":
      return Effect.succeed(new Uint8Array())
    case "Stream":
      return collect(body.stream, limit)
    case "Uint8Array":
      return body.body.length > limit ? tooLarge(limit) : Effect.succeed(body.body)
    case "Raw":
      return typeof body.body === "string" ? Effect.succeed(new TextEncoder().encode(body.body)) : unreadable
    case "FormData":
      return unreadable
  }
}
