/**
 * The fastest `HttpClient` for Node.js. It needs the package `undici`, so it is not part of the index of this package:
 * import it from `@effect-workbook/client/UndiciHttpClient`.
 *
 * @since 0.1.0
 */
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientError from "@effect/platform/HttpClientError"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as UrlParams from "@effect/platform/UrlParams"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as FiberRef from "effect/FiberRef"
import { globalValue } from "effect/GlobalValue"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { Readable } from "node:stream"
import { Agent, type Dispatcher } from "undici"
import { IncomingBody } from "./transport/incomingBody.js"
import * as TextClient from "./transport/textClient.js"
import { TextHandler } from "./transport/textHandler.js"
import { UndiciResponse } from "./transport/undiciResponse.js"

/**
 * Makes an `HttpClient` that sends its requests with a dispatcher of undici: an `Agent` with options, a `ProxyAgent`, a
 * `MockAgent`, or a dispatcher with interceptors.
 *
 * It behaves like `NodeHttpClient.layerUndici`, and takes less time for each request. It does not follow redirects, requests no
 * compression, and sets no timeout. An interrupt closes the connection of the request.
 *
 * @example
 * ```ts
 * import * as UndiciHttpClient from "@effect-workbook/client/UndiciHttpClient"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 * import { MockAgent } from "undici"
 *
 * const agent = new MockAgent()
 * agent.disableNetConnect()
 * agent.get("https://graph.microsoft.com").intercept({ path: "/v1.0/me" }).reply(200, { id: "8f7e" })
 *
 * const http = UndiciHttpClient.make(agent)
 * const response = await Effect.runPromise(http.get("https://graph.microsoft.com/v1.0/me"))
 * deepStrictEqual(await Effect.runPromise(response.json), { id: "8f7e" })
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = (dispatcher: Dispatcher): HttpClient.HttpClient => {
  const full = HttpClient.make((request, url, signal) => send(dispatcher, request, url, signal))
  const execute = (request: HttpClientRequest.HttpClientRequest) =>
    Effect.withFiberRuntime<HttpClientResponse.HttpClientResponse, HttpClientError.HttpClientError>((fiber) => {
      const isTraced = fiber.getFiberRef(FiberRef.currentTracerEnabled) &&
        !fiber.getFiberRef(HttpClient.currentTracerDisabledWhen)(request)
      // A plain request needs neither a span nor an `AbortController`, which cost more than the rest.
      return isTraced || scopedRequests.has(request)
        ? full.execute(request)
        : Either.match(UrlParams.makeUrl(request.url, request.urlParams, request.hash), {
          onLeft: (cause) => new HttpClientError.RequestError({ request, reason: "InvalidUrl", cause }),
          onRight: (url) => send(dispatcher, request, url)
        })
    })
  const client = HttpClient.makeWith(
    (request: Effect.Effect<HttpClientRequest.HttpClientRequest>) => Effect.flatMap(request, execute),
    Effect.succeed
  )
  const textClient: TextClient.TextClient = Object.assign(client, {
    [TextClient.exchangeText]: exchangeText(dispatcher)
  })
  return textClient
}

/** A URL that needs no parser, unless it has dot segments. */
const plainUrl = /^(https?:\/\/[\w\-.:[\]]+)(\/[\w\-.~!$&()*+,;=:@/?%']*)$/

const dotSegment = /\/(?:\.|%2e)/i

const destinationOf = (url: string): { readonly origin: string; readonly path: string } => {
  const [, origin, path] = plainUrl.exec(url) ?? []
  if (origin !== undefined && path !== undefined && !dotSegment.test(path)) return { origin, path }
  const parsed = new URL(url)
  return { origin: parsed.origin, path: parsed.pathname + parsed.search }
}

const exchangeText =
  (dispatcher: Dispatcher): TextClient.TextClient[typeof TextClient.exchangeText] =>
  ({ body, headers, method, url }, limit, restore) => {
    let handler: TextHandler | undefined
    const exchanged = Effect.async<TextClient.Response, HttpClientError.RequestError>((resume) => {
      const fail = (cause: unknown) => {
        const request = HttpClientRequest.make(method)(url)
        resume(new HttpClientError.RequestError({ request, reason: "Transport", cause }))
      }
      handler = new TextHandler(limit, { onResponse: (response) => resume(Effect.succeed(response)), onFailure: fail })
      try {
        const { origin, path } = destinationOf(url)
        dispatcher.dispatch(
          { origin, path, method, headers, body: body ?? null, headersTimeout: 0, bodyTimeout: 0 },
          handler
        )
      } catch (cause) {
        fail(cause)
      }
    })
    // A canceller of `Effect.async` would need twice as many operations.
    return Effect.catchAllCause(restore(exchanged), (cause) => {
      handler?.abort()
      return Effect.failCause(cause)
    })
  }

/** The requests of `HttpClient.withScope`. The platform does not export them. */
const scopedRequests = globalValue(
  "@effect/platform/HttpClient/scopedRequests",
  () => new WeakMap<HttpClientRequest.HttpClientRequest, AbortController>()
)

/**
 * Provides an `HttpClient` with an `Agent` of its own, which is destroyed with the scope of the layer; see `make`.
 *
 * @example
 * ```ts
 * import { AccessToken, GraphClient, WorkbookSession, type Workbook } from "@effect-workbook/client"
 * import * as UndiciHttpClient from "@effect-workbook/client/UndiciHttpClient"
 * import { Layer } from "effect"
 *
 * export const Session = (workbook: Workbook.Workbook) =>
 *   WorkbookSession.layer({ workbook }).pipe(
 *     Layer.provide(GraphClient.layer()),
 *     Layer.provide([AccessToken.layerConfig(), UndiciHttpClient.layer])
 *   )
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<HttpClient.HttpClient> = Layer.scoped(
  HttpClient.HttpClient,
  Effect.map(
    Effect.acquireRelease(Effect.sync(() => new Agent()), (agent) => Effect.promise(() => agent.destroy())),
    make
  )
)

const send = (
  dispatcher: Dispatcher,
  request: HttpClientRequest.HttpClientRequest,
  url: URL,
  signal?: AbortSignal
): Effect.Effect<HttpClientResponse.HttpClientResponse, HttpClientError.RequestError> => {
  const { body, headers } = request
  const sendBody = (body: Body, extra?: Readonly<Record<string, string>>) =>
    dispatch(dispatcher, request, signal, {
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.method,
      // A copy, because a proxy adds the header `host` to the object that it gets, and requests share their objects.
      headers: { ...headers, ...extra },
      body,
      // Timeouts are the task of the caller.
      headersTimeout: 0,
      bodyTimeout: 0
    })
  switch (body._tag) {
    case "Empty":
      return sendBody(null)
    case "Uint8Array":
      return sendBody(body.body)
    case "Raw":
      // undici refuses a value that it cannot send.
      return sendBody(body.body as Body)
    case "Stream":
      return Effect.flatMap(
        Stream.toAsyncIterableEffect(body.stream),
        (chunks) => sendBody(Readable.from(chunks, { objectMode: false }))
      )
    case "FormData": {
      // undici sends only forms of its own class, which is not the class of Node.js.
      const encoded = new Response(body.formData)
      const contentType = encoded.headers.get("content-type") ?? ""
      return Effect.flatMap(
        Effect.promise(() => encoded.arrayBuffer()),
        (bytes) => sendBody(new Uint8Array(bytes), { "content-type": contentType })
      )
    }
  }
}

type Body = Exclude<Dispatcher.DispatchOptions["body"], undefined>

/** Closes the connection of a response that was dropped before its body had arrived. */
const dropped = new FinalizationRegistry<IncomingBody>((body) => body.abort())

const dispatch = (
  dispatcher: Dispatcher,
  request: HttpClientRequest.HttpClientRequest,
  signal: AbortSignal | undefined,
  options: Dispatcher.DispatchOptions
): Effect.Effect<HttpClientResponse.HttpClientResponse, HttpClientError.RequestError> =>
  Effect.uninterruptibleMask((restore) => {
    const incoming = new IncomingBody()
    const abort = () => incoming.abort()
    const responded = Effect.async<HttpClientResponse.HttpClientResponse, HttpClientError.RequestError>((resume) => {
      const fail = (cause: unknown) => {
        incoming.fail(cause)
        // Without effect if the response has started: then only its body fails.
        resume(new HttpClientError.RequestError({ request, reason: "Transport", cause }))
      }
      const handler: Dispatcher.DispatchHandler = {
        onRequestStart: (controller) => incoming.start(controller),
        onResponseStart: (_, status, headers) => {
          // Informational responses precede the response.
          if (status < 200) return
          resume(Effect.sync(() => {
            const response = new UndiciResponse(request, { status, headers }, incoming)
            if (!incoming.isEnded) dropped.register(response, incoming)
            return response
          }))
        },
        onResponseData: (_, chunk) => incoming.push(chunk),
        onResponseEnd: () => incoming.end(),
        onResponseError: (_, error) => fail(error)
      }
      if (signal?.aborted === true) abort()
      signal?.addEventListener("abort", abort, { once: true })
      try {
        dispatcher.dispatch(options, handler)
      } catch (cause) {
        fail(cause)
      }
    })
    // A canceller of `Effect.async` would need twice as many operations.
    return Effect.catchAllCause(restore(responded), (cause) => {
      abort()
      return Effect.failCause(cause)
    })
  })
