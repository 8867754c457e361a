/**
 * Connections that are lost on purpose, on a server of Node.js.
 *
 * @since 0.1.0
 */
import type * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { IncomingMessage } from "node:http"
import { ConnectionLost } from "./Message.js"

/** Flushes written data, then destroys the socket. The server ends the request as a result. */
const destroy = ({ source }: HttpServerRequest.HttpServerRequest): Effect.Effect<never, ConnectionLost> =>
  source instanceof IncomingMessage
    ? Effect.async<never>(() => {
      source.socket.write("", () => source.socket.destroy())
    })
    : new ConnectionLost()

/** Loses the connection before any part of the response. */
export const lose = (
  request: HttpServerRequest.HttpServerRequest
): Effect.Effect<HttpServerResponse.HttpServerResponse> =>
  // without access to the socket, a response body that fails is the closest equivalent
  Effect.catchAll(destroy(request), (error) => Effect.succeed(HttpServerResponse.stream(Stream.fail(error))))

/** Loses the connection after the first half of the body. The `Content-Length` is that of the whole body. */
export const cut = (
  request: HttpServerRequest.HttpServerRequest,
  bytes: Uint8Array,
  options: HttpServerResponse.Options.WithContentType
): HttpServerResponse.HttpServerResponse =>
  HttpServerResponse.stream(
    Stream.concat(Stream.make(bytes.subarray(0, bytes.length >> 1)), Stream.fromEffect(destroy(request))),
    { ...options, contentLength: bytes.length }
  )
