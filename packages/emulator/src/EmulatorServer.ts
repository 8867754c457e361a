/**
 * The emulator as an HTTP server on Node.js.
 *
 * @since 0.1.0
 */
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as NodePath from "@effect/platform-node/NodePath"
import * as Headers from "@effect/platform/Headers"
import type * as HttpApp from "@effect/platform/HttpApp"
import * as HttpServer from "@effect/platform/HttpServer"
import * as HttpServerError from "@effect/platform/HttpServerError"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Arr from "effect/Array"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { createServer, type Server } from "node:http"
import { createServer as createSecureServer } from "node:https"
import { availableParallelism } from "node:os"
import * as Emulator from "./Emulator.js"
import * as AccessPolicy from "./service/AccessPolicy.js"
import * as BookHost from "./service/BookHost.js"
import * as Hosts from "./service/Hosts.js"
import * as Origins from "./service/Origins.js"
import * as WorkerHost from "./service/workers/WorkerHost.js"

/**
 * Where the server listens, and how many threads it has.
 *
 * @category models
 * @since 0.1.0
 */
export interface Options {
  /**
   * The address to listen on. Default: `127.0.0.1`, which only this machine can reach.
   *
   * The server accepts requests for localhost, for this host, for the local address of the connection, and for the host
   * of `baseUrl`. Requests for other hosts get 421, which prevents DNS rebinding.
   */
  readonly host?: string | undefined
  /** The port to listen on. Default: `0`, any free port. */
  readonly port?: number | undefined
  /**
   * The origins of web pages that may use the emulator from a browser, such as `["https://app.example"]`. A page of any
   * other origin gets 403 for requests that change something, and its browser hides the responses to the others. An
   * invalid origin causes a defect. Default: none.
   */
  readonly allowedOrigins?: ReadonlyArray<string> | undefined
  /** A private key and a certificate in PEM. If they are given, the server speaks https only. */
  readonly tls?: { readonly key: Redacted.Redacted; readonly certificate: string } | undefined
  /**
   * The maximum number of worker threads in which workbooks are open. All work on a workbook, such as calculation and the
   * drawing of charts, is done in one of them, and it delays only the workbooks in the same thread. `0` keeps the
   * workbooks in the thread of the server. Default: one less than the number of cores, but at least two.
   */
  readonly workers?: number | undefined
}

/**
 * A running server.
 *
 * @category models
 * @since 0.1.0
 */
export interface Service {
  /** It has no path: requests go to `${url}/v1.0/…`. */
  readonly url: string
}

/**
 * The running server.
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
export class EmulatorServer extends Context.Tag("@effect-workbook/emulator/EmulatorServer")<
  EmulatorServer,
  Service
>() {}

/** Derives the access policy from the options. */
const policyOf = (
  options: Emulator.Options & Options,
  host: string,
  baseUrl: string
): Effect.Effect<AccessPolicy.AccessPolicy> =>
  Effect.gen(function*() {
    const origins = yield* Either.match(Either.all((options.allowedOrigins ?? []).map(Origins.parse)), {
      onLeft: (problem) => Effect.dieMessage(`allowedOrigins: ${problem}`),
      onRight: Effect.succeed
    })
    const named = options.baseUrl === undefined ? [host] : [host, new URL(options.baseUrl).hostname]
    return {
      hosts: new Set(Arr.getSomes(named.map((name) => Hosts.canonical(Hosts.bracketed(name))))),
      origins: new Set(origins),
      baseUrl
    }
  })

const warnOfRemoteAccess = (host: string): Effect.Effect<void> =>
  Option.exists(Hosts.canonical(Hosts.bracketed(host)), Hosts.isLoopback)
    ? Effect.void
    : Effect.logWarning(
      `The emulator listens on ${host}: anyone who can reach this machine can read and change its workbooks`
    )

const nodeServer = (tls: Options["tls"]): Effect.Effect<Server, HttpServerError.ServeError> =>
  Effect.try({
    try: () =>
      tls === undefined
        ? createServer()
        : createSecureServer({ key: Redacted.value(tls.key), cert: tls.certificate }),
    catch: (cause) => new HttpServerError.ServeError({ cause })
  })

/** While the server closes, responses end their kept-alive connection; otherwise more requests could arrive on it. */
const closeConnectionsWhileClosing = (server: Server, app: HttpApp.Default): HttpApp.Default =>
  Effect.map(
    app,
    (response) => server.listening ? response : HttpServerResponse.setHeader(response, "connection", "close")
  )

/** Completes pending requests for at most five seconds, and accepts new ones meanwhile. */
const close = (server: Server): Effect.Effect<void> =>
  Effect.raceFirst(
    Effect.async<void>((resume) => {
      server.close(() => resume(Effect.void))
    }),
    Effect.interruptible(
      Effect.zipRight(
        Effect.delay(Effect.sync(() => server.closeAllConnections()), "5 seconds"),
        Effect.never
      )
    )
  )

/**
 * An emulator and its server. The layer is built when the server listens. On release, the server completes pending
 * requests and closes the remaining connections after five seconds.
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
  const { host = "127.0.0.1", port = 0, tls, workers = Math.max(2, availableParallelism() - 1) } = options
  const scheme = tls === undefined ? "http" : "https"
  const serve = (server: Server) =>
    Layer.scoped(
      EmulatorServer,
      Effect.gen(function*() {
        const { baseUrl, httpApp } = yield* Emulator.Emulator
        const app = closeConnectionsWhileClosing(
          server,
          AccessPolicy.enforce(httpApp, yield* policyOf(options, host, baseUrl))
        )
        const { address } = yield* HttpServer.HttpServer
        yield* HttpServer.serveEffect(
          tls === undefined
            ? app
            : Effect.updateService(
              app,
              HttpServerRequest.HttpServerRequest,
              (request) => request.modify({ headers: Headers.set(request.headers, "x-forwarded-proto", scheme) })
            )
        )
        yield* Effect.addFinalizer(() => close(server))
        yield* warnOfRemoteAccess(host)
        return { url: `${scheme}://${Hosts.bracketed(host)}:${address._tag === "TcpAddress" ? address.port : port}` }
      })
    ).pipe(Layer.provide(NodeHttpServer.layerServer(() => server, { host, port })))
  return Layer.unwrapEffect(Effect.map(nodeServer(tls), serve)).pipe(
    Layer.provideMerge(
      workers === 0
        ? Emulator.layer(options)
        : Layer.provide(Emulator.layer(options), Layer.succeed(BookHost.CurrentHost, WorkerHost.make(workers)))
    ),
    Layer.provide([NodeFileSystem.layer, NodePath.layer])
  )
}
