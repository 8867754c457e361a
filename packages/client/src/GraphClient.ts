/**
 * One way to Microsoft Graph: it knows the cloud, adds the token, reads every answer to its end and names its errors.
 *
 * It keeps to the limits of the application as a whole. It does not repeat requests (a refused token apart) and knows
 * nothing of sessions; `WorkbookSession` stands on it.
 *
 * @since 0.1.0
 */
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import * as GraphError from "@effect-workbook/schema/GraphError"
import * as RetryAfter from "@effect-workbook/schema/RetryAfter"
import * as Workbook from "@effect-workbook/schema/Workbook"
import * as HttpClient from "@effect/platform/HttpClient"
import type * as HttpClientError from "@effect/platform/HttpClientError"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as Clock from "effect/Clock"
import * as Config from "effect/Config"
import type * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Metric from "effect/Metric"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import * as AccessToken from "./AccessToken.js"
import * as Cloud from "./Cloud.js"
import * as Cooldown from "./internal/cooldown.js"
import * as Deadlines from "./internal/deadlines.js"
import * as Monotonic from "./internal/monotonic.js"
import * as Patience from "./internal/patience.js"
import * as Queues from "./internal/queues.js"
import * as Secrets from "./internal/secrets.js"
import * as Uuid from "./internal/uuid.js"
import * as RequestBudget from "./RequestBudget.js"
import * as WorkbookError from "./WorkbookError.js"
import type * as WorkbookQueue from "./WorkbookQueue.js"

/**
 * One request: the endpoint it is for, where to send it, and what goes with it.
 *
 * `url` is a path below the base URL, or absolute as the service gave it in `Location` or `resourceLocation`. `attempt`
 * tells those who watch that it is the second, third … time that it is sent.
 *
 * @example
 * ```ts
 * import type { GraphClient } from "@effect-workbook/client"
 * import { Catalogue } from "@effect-workbook/schema"
 *
 * export const request: GraphClient.GraphRequest = {
 *   endpoint: Catalogue.workbook.createSession,
 *   url: "/me/drive/items/01ABC/workbook/createSession",
 *   body: { persistChanges: true },
 *   respondAsync: true
 * }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface GraphRequest {
  readonly endpoint: Endpoint.Any
  readonly url: string
  readonly body?: unknown
  readonly sessionId?: Redacted.Redacted | undefined
  readonly respondAsync?: boolean | undefined
  readonly attempt?: number | undefined
}

/**
 * An answer with a status from 200 to 299. `body` is the parsed JSON, `undefined` where there was none.
 *
 * @example
 * ```ts
 * import type { GraphClient } from "@effect-workbook/client"
 *
 * export const isAccepted = (answer: GraphClient.GraphAnswer): boolean => answer.status === 202
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface GraphAnswer {
  readonly status: number
  readonly body: unknown
  readonly location: string | undefined
  readonly retryAfter: Duration.Duration | undefined
  readonly requestId: string | undefined
  readonly clientRequestId: string
}

/**
 * - `cloud`: which Graph; `Cloud.global` by default.
 * - `baseUrl`: another service than the cloud's, such as the emulator. Plain `http` is spoken to loopback only.
 *   By default the cloud's `/v1.0`.
 * - `requestTimeout`: how long one request may take; 100 seconds by default.
 * - `budget`: how many requests to send in a time; the published limit of a tenant, `RequestBudget.tenant`, by default.
 * - `appBudget`: one to share with the other clients of the application, where there are clients for other tenants.
 * - `transformClient`: a hook for a proxy, tracing, a rate limit.
 *
 * @example
 * ```ts
 * import type { GraphClient } from "@effect-workbook/client"
 *
 * export const options: GraphClient.Options = { baseUrl: "http://127.0.0.1:4321/v1.0", requestTimeout: "30 seconds" }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Options {
  readonly cloud?: Cloud.Cloud | undefined
  readonly baseUrl?: string | undefined
  readonly requestTimeout?: Duration.DurationInput | undefined
  readonly budget?: RequestBudget.Limit | undefined
  readonly appBudget?: RequestBudget.RequestBudget | undefined
  readonly transformClient?: ((client: HttpClient.HttpClient) => HttpClient.HttpClient) | undefined
}

/**
 * `execute` sends one request with the token and a fresh `client-request-id`; a 401 that is not Excel's own renews the
 * token and sends it once more. It waits for the budget, and for the time to pass that the service asked the whole
 * application to keep still; where more than 5 minutes of that are left, it fails with `Throttled` at once. `rest` asks for
 * such a time. `queue` is the turns that all requests to one workbook take
 * through this client: the same for all who hold it at a time, and for who asks while something goes through it.
 *
 * @example
 * ```ts
 * import { GraphClient } from "@effect-workbook/client"
 * import { Catalogue } from "@effect-workbook/schema"
 * import { Effect } from "effect"
 *
 * export const drive = Effect.gen(function*() {
 *   const graph = yield* GraphClient.GraphClient
 *   const answer = yield* graph.execute({ endpoint: Catalogue.driveItem.get, url: "/me/drive/items/01ABC" })
 *   return answer.body
 * })
 * ```
 *
 * @category tags
 * @since 0.1.0
 */
export class GraphClient extends Context.Tag("@effect-workbook/client/GraphClient")<GraphClient, {
  readonly execute: (request: GraphRequest) => Effect.Effect<GraphAnswer, WorkbookError.RequestError>
  readonly queue: (workbook: Workbook.Workbook) => Effect.Effect<WorkbookQueue.WorkbookQueue, never, Scope.Scope>
  readonly rest: (time: Duration.DurationInput, answer?: WorkbookError.Answer) => Effect.Effect<void>
}>() {}

const requests = Metric.counter("workbook_requests", {
  description: "Requests sent to Microsoft Graph",
  incremental: true
})

const throttles = Metric.counter("workbook_throttles", {
  description: "Answers that asked to wait",
  incremental: true
})

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

const graphHosts = new Set(
  [Cloud.global, Cloud.usGov, Cloud.usGovDod, Cloud.china].map((cloud) => new URL(cloud.graph).host)
)

/** Says which addresses may be given the token, for a client of this base URL. */
const trusting = (baseUrl: string) => {
  const base = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined
  const isTrusted = (url: URL): boolean =>
    (graphHosts.has(url.host) || url.host === base?.host) &&
    (url.protocol === "https:" || url.protocol === "http:" && loopback.test(url.hostname))
  const trustsBase = base !== undefined && isTrusted(base)
  return (request: GraphRequest): Either.Either<string, WorkbookError.UntrustedHost> => {
    const untrusted = (host: string) =>
      Either.left(new WorkbookError.UntrustedHost({ endpoint: Endpoint.id(request.endpoint), host }))
    if (request.url.startsWith("/")) {
      return trustsBase
        ? Either.right(baseUrl + request.url)
        : untrusted(base?.origin ?? "a base URL that is no URL")
    }
    if (!URL.canParse(request.url)) return untrusted("an address that is no URL")
    const url = new URL(request.url)
    return isTrusted(url) ? Either.right(request.url) : untrusted(url.origin)
  }
}

/**
 * A client over the `HttpClient` and the `AccessToken` in context.
 *
 * A `baseUrl` that is no URL, or plain `http` to another machine, fails every request with `UntrustedHost`.
 *
 * @example
 * ```ts
 * import { AccessToken, GraphClient } from "@effect-workbook/client"
 * import { Catalogue } from "@effect-workbook/schema"
 * import { FetchHttpClient } from "@effect/platform"
 * import { Effect, Layer, Redacted } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const graph = yield* GraphClient.make({ baseUrl: "http://graph.example/v1.0" })
 *   return yield* graph.execute({ endpoint: Catalogue.driveItem.get, url: "/me/drive/items/01ABC" })
 * }).pipe(
 *   Effect.flip,
 *   Effect.scoped,
 *   Effect.provide(Layer.merge(FetchHttpClient.layer, AccessToken.layer(Redacted.make("secret"))))
 * )
 *
 * const error = await Effect.runPromise(program)
 * strictEqual(error.message, "driveItem.get: no token is sent to http://graph.example")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = (
  options: Options = {}
): Effect.Effect<
  Context.Tag.Service<typeof GraphClient>,
  never,
  HttpClient.HttpClient | AccessToken.AccessToken | Scope.Scope
> =>
  Effect.gen(function*() {
    const token = yield* AccessToken.AccessToken
    // The platform's own span would carry whole URLs, and the URL of an operation holds the session's id.
    const client = HttpClient.withTracerDisabledWhen(
      (options.transformClient ?? ((client) => client))(yield* HttpClient.HttpClient),
      () => true
    )
    const baseUrl = (options.baseUrl ?? `${(options.cloud ?? Cloud.global).graph}/v1.0`).replace(/\/+$/, "")
    const resolve = trusting(baseUrl)
    const requestTimeout = Duration.decode(options.requestTimeout ?? "100 seconds")
    const inTime = yield* Deadlines.make(requestTimeout)
    const uuid = yield* Uuid.make
    const cooldown = Cooldown.make()
    const budget = RequestBudget.make(options.budget ?? RequestBudget.tenant)
    const mayGo = options.appBudget === undefined ? budget.take : Effect.zipRight(options.appBudget.take, budget.take)
    const queues = Queues.make(cooldown)

    /** Who had to keep still takes its place in the budget only then, for all would come at once. */
    const admitted = (endpoint: string): Effect.Effect<void, WorkbookError.Throttled> =>
      Effect.zipRight(Patience.rested(endpoint, cooldown), mayGo).pipe(
        Effect.zipRight(Monotonic.now),
        Effect.flatMap((now) => cooldown.isOver(now) ? Effect.void : admitted(endpoint))
      )

    const send = Effect.fnUntraced(function*(request: GraphRequest, url: string, bearer: Redacted.Redacted) {
      const endpoint = Endpoint.id(request.endpoint)
      const clientRequestId = uuid()
      const secrets = Secrets.of(url, bearer, request.sessionId)
      yield* admitted(endpoint)
      yield* Metric.increment(requests)
      const { response, text } = yield* client.execute(encode(request, url, bearer, clientRequestId)).pipe(
        Effect.flatMap((response) => Effect.map(response.text, (text) => ({ response, text }))),
        inTime,
        Effect.mapError((error) =>
          new WorkbookError.TransportFailure({
            endpoint,
            reason: "connection",
            clientRequestId,
            description: Secrets.without(describe(error), secrets)
          })
        ),
        Effect.flatMap(Option.match({
          onNone: () =>
            Effect.fail(new WorkbookError.TransportFailure({ endpoint, reason: "timeout", clientRequestId })),
          onSome: Effect.succeed
        }))
      )
      const headers = response.headers
      const now = yield* Clock.currentTimeMillis
      const answer = {
        status: response.status,
        retryAfter: Option.getOrUndefined(
          Option.flatMap(Option.fromNullable(headers["retry-after"]), (header) => RetryAfter.parse(header, now))
        ),
        requestId: headers["request-id"],
        clientRequestId
      }
      yield* Effect.annotateCurrentSpan({ status: answer.status, requestId: answer.requestId, clientRequestId })
      if (response.status < 200 || response.status > 299) {
        const error = Option.match(GraphError.fromText(text), {
          onNone: () => WorkbookError.nothingSaid,
          onSome: (error) => Secrets.withoutIn(error, secrets)
        })
        const said = { endpoint, error, ...answer, requestId: answer.requestId ?? error.requestId }
        if (answer.retryAfter !== undefined) {
          yield* Metric.increment(throttles)
          if (ErrorPolicy.isOfApplication(answer.status, error)) yield* cooldown.rest(answer.retryAfter, said)
        }
        return yield* WorkbookError.fromAnswer(said)
      }
      const body = yield* parseBody(text, { endpoint, requestId: answer.requestId, clientRequestId })
      return { ...answer, body, location: headers["location"] } satisfies GraphAnswer
    })

    const execute = Effect.fnUntraced(function*(request: GraphRequest) {
      const url = yield* resolve(request)
      const bearer = yield* token.get
      return yield* Effect.catchIf(
        send(request, url, bearer),
        (error) => error._tag === "Unauthorized",
        (error) => {
          switch (error.code) {
            case undefined:
              return Effect.flatMap(token.renew(bearer), (renewed) => send(request, url, renewed))
            // The session is gone; with this token another one would go the same way.
            case "invalidSessionAuthentication":
              return Effect.zipRight(Effect.ignore(token.renew(bearer)), error)
            default:
              return error
          }
        }
      )
    })

    return GraphClient.of({
      execute: (request) =>
        Effect.withSpan(execute(request), "GraphClient.execute", {
          captureStackTrace: false,
          kind: "client",
          attributes: { endpoint: Endpoint.id(request.endpoint), attempt: request.attempt ?? 1 }
        }),
      queue: (workbook) => queues.hold(Workbook.toPath(workbook)),
      rest: cooldown.rest
    })
  })

const encode = (
  request: GraphRequest,
  url: string,
  bearer: Redacted.Redacted,
  clientRequestId: string
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

const parseBody = (
  text: string,
  asked: { readonly endpoint: string; readonly requestId: string | undefined; readonly clientRequestId: string }
): Effect.Effect<unknown, WorkbookError.UnexpectedAnswer> =>
  text === ""
    ? Effect.void
    : Effect.try({
      try: (): unknown => JSON.parse(text),
      catch: (cause) => new WorkbookError.UnexpectedAnswer({ ...asked, issue: `no JSON: ${String(cause)}` })
    })

// The error itself holds the whole request, token and all; only what lies under it is told.
const describe = (error: HttpClientError.HttpClientError): string => {
  const cause = error.cause
  if (!(cause instanceof Error)) return error.description ?? error.reason
  return cause.cause instanceof Error ? `${cause.message}: ${cause.cause.message}` : cause.message
}

/**
 * A client for as long as the layer lives, see `make`.
 *
 * `fetch` follows redirects, and would take the id of the session along to another host; it is better told not to. The
 * clients of Node.js do not.
 *
 * @example
 * ```ts
 * import { AccessToken, Cloud, GraphClient } from "@effect-workbook/client"
 * import { FetchHttpClient } from "@effect/platform"
 * import { Layer } from "effect"
 *
 * const HttpLive = FetchHttpClient.layer.pipe(
 *   Layer.provide(Layer.succeed(FetchHttpClient.RequestInit, { redirect: "manual" }))
 * )
 *
 * export const GraphLive = GraphClient.layer({ cloud: Cloud.usGov }).pipe(
 *   Layer.provide([HttpLive, AccessToken.layerConfig()])
 * )
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layer = (
  options: Options = {}
): Layer.Layer<GraphClient, never, HttpClient.HttpClient | AccessToken.AccessToken> =>
  Layer.scoped(GraphClient, make(options))

/**
 * The same with its options read from configuration.
 *
 * @example
 * ```ts
 * import { GraphClient } from "@effect-workbook/client"
 * import { Config } from "effect"
 *
 * export const GraphLive = GraphClient.layerConfig({ baseUrl: Config.string("GRAPH_URL") })
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerConfig = (
  config: Config.Config.Wrap<Omit<Options, "transformClient" | "appBudget">>
): Layer.Layer<GraphClient, ConfigError.ConfigError, HttpClient.HttpClient | AccessToken.AccessToken> =>
  Layer.scoped(GraphClient, Effect.flatMap(Config.unwrap(config), make))
