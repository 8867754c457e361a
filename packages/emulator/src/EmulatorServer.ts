/**
 * The emulator behind a socket, on Node.js.
 *
 * @since 0.1.0
 */
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as NodePath from "@effect/platform-node/NodePath"
import * as Headers from "@effect/platform/Headers"
import * as HttpServer from "@effect/platform/HttpServer"
import * as HttpServerError from "@effect/platform/HttpServerError"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { createServer } from "node:http"
import { createServer as createSecureServer } from "node:https"
import * as Emulator from "./Emulator.js"

/**
 * Where the server listens.
 *
 * @example
 * ```ts
 * import type { EmulatorServer } from "@effect-workbook/emulator"
 *
 * export const everywhere: EmulatorServer.Options = { host: "0.0.0.0", port: 3579 }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Options {
  /** `127.0.0.1`: this machine only. */
  readonly host?: string | undefined
  /** `0`, the default: any free port. */
  readonly port?: number | undefined
  /** Key and certificate in PEM. With them the server speaks https, and nothing else. */
  readonly tls?: { readonly key: Redacted.Redacted; readonly certificate: string } | undefined
}

/**
 * The running server. `url` has no path: requests go to `${url}/v1.0/…`.
 *
 * @example
 * ```ts
 * import { EmulatorServer } from "@effect-workbook/emulator"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const { url } = yield* EmulatorServer.EmulatorServer
 *   assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/)
 * })
 *
 * Effect.runPromise(Effect.provide(program, EmulatorServer.layer({ books: { "a.xlsx": { Sheet1: [] } } })))
 * ```
 *
 * @category tags
 * @since 0.1.0
 */
export class EmulatorServer extends Context.Tag("@effect-workbook/emulator/EmulatorServer")<EmulatorServer, {
  readonly url: string
}>() {}

/**
 * An emulator and its server. The layer is built when the server listens; when it is released, the server stops.
 *
 * @example
 * ```ts
 * import { FetchHttpClient, HttpClient } from "@effect/platform"
 * import { EmulatorServer } from "@effect-workbook/emulator"
 * import { Effect, Layer } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const { url } = yield* EmulatorServer.EmulatorServer
 *   const client = yield* HttpClient.HttpClient
 *   const response = yield* client.get(`${url}/v1.0/me/drive/root:/a.xlsx:/workbook/worksheets`)
 *   assert.equal(response.status, 200)
 *   assert.match(yield* response.text, /"name":"Sheet1"/)
 * })
 *
 * const Server = EmulatorServer.layer({ books: { "a.xlsx": { Sheet1: [] } } })
 * Effect.runPromise(Effect.provide(program, Layer.merge(Server, FetchHttpClient.layer)))
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layer = (
  options: Emulator.Options & Options
): Layer.Layer<EmulatorServer | Emulator.Emulator, HttpServerError.ServeError | Emulator.DriveError> => {
  const { host = "127.0.0.1", port = 0, tls } = options
  const scheme = tls === undefined ? "http" : "https"
  const server = Layer.unwrapEffect(Effect.map(
    Effect.try({
      try: () =>
        tls === undefined
          ? createServer()
          : createSecureServer({ key: Redacted.value(tls.key), cert: tls.certificate }),
      catch: (cause) => new HttpServerError.ServeError({ cause })
    }),
    (server) => NodeHttpServer.layerServer(() => server, { host, port })
  ))
  const serve = Layer.scoped(
    EmulatorServer,
    Effect.gen(function*() {
      const { httpApp } = yield* Emulator.Emulator
      const { address } = yield* HttpServer.HttpServer
      yield* HttpServer.serveEffect(
        tls === undefined
          ? httpApp
          : Effect.updateService(
            httpApp,
            HttpServerRequest.HttpServerRequest,
            (request) => request.modify({ headers: Headers.set(request.headers, "x-forwarded-proto", scheme) })
          )
      )
      const shown = host.includes(":") ? `[${host}]` : host
      return { url: `${scheme}://${shown}:${address._tag === "TcpAddress" ? address.port : port}` }
    })
  )
  return serve.pipe(
    Layer.provide(server),
    Layer.provideMerge(Emulator.layer(options)),
    Layer.provide([NodeFileSystem.layer, NodePath.layer])
  )
}
