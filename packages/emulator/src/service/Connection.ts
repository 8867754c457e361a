/**
 * Connections that get lost, where the emulator has one: behind a server of Node.js.
 *
 * @since 0.1.0
 */
import type * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { IncomingMessage } from "node:http"
import { ConnectionLost } from "./Message.js"

/** Waits for what has been written to leave, and tears the connection down. The server then ends the request. */
const destroy = ({ source }: HttpServerRequest.HttpServerRequest): Effect.Effect<never, ConnectionLost> =>
  source instanceof IncomingMessage
    ? Effect.async<never>(() => {
      source.socket.write("", () => source.socket.destroy())
    })
    : new ConnectionLost()

/** Nothing arrives. */
export const lose = (
  request: HttpServerRequest.HttpServerRequest
): Effect.Effect<HttpServerResponse.HttpServerResponse> =>
  // without a socket, an answer without an end comes nearest
  Effect.catchAll(destroy(request), (error) => Effect.succeed(HttpServerResponse.stream(Stream.fail(error))))

/** The first half of a body arrives, and its length is known. */
export const cut = (
  request: HttpServerRequest.HttpServerRequest,
  bytes: Uint8Array,
  options: HttpServerResponse.Options.WithContentType
): HttpServerResponse.HttpServerResponse =>
  HttpServerResponse.stream(
    Stream.concat(Stream.make(bytes.subarray(0, bytes.length >> 1)), Stream.fromEffect(destroy(request))),
    { ...options, contentLength: bytes.length }
  )
