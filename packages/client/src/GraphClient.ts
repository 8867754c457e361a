/**
 * The HTTP client for Microsoft Graph. It adds the access token, reads the response, and turns error responses into
 * typed errors.
 *
 * It respects the throttling limits of the whole application. It sends a request again only if the service refused the
 * token. Sessions and retries are in `WorkbookSession`, which uses this client.
 *
 * @since 0.1.0
 */
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import * as Workbook from "@effect-workbook/schema/Workbook"
import * as HttpClient from "@effect/platform/HttpClient"
import * as Clock from "effect/Clock"
import * as Config from "effect/Config"
import type * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { dual, identity } from "effect/Function"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import * as AccessToken from "./AccessToken.js"
import { FunctionName } from "./call/functionName.js"
import * as Cloud from "./Cloud.js"
import * as RequestBudget from "./RequestBudget.js"
import * as AdaptiveBudget from "./transport/adaptiveBudget.js"
import * as Batch from "./transport/batch.js"
import * as Cooldown from "./transport/cooldown.js"
import * as Deadlines from "./transport/deadlines.js"
import * as Destination from "./transport/destination.js"
import * as Exchange from "./transport/exchange.js"
import * as Monotonic from "./transport/monotonic.js"
import * as Queues from "./transport/queues.js"
import * as Redirects from "./transport/redirects.js"
import * as Sending from "./transport/sending.js"
import * as Span from "./transport/span.js"
import * as Telemetry from "./transport/telemetry.js"
import * as TextClient from "./transport/textClient.js"
import * as Uuid from "./transport/uuid.js"
import * as WaitLimit from "./transport/waitLimit.js"
import * as WorkbookError from "./WorkbookError.js"
import * as WorkbookQueue from "./WorkbookQueue.js"

/**
 * One request to Graph.
 *
 * - `endpoint`: the endpoint of the catalogue; it gives the HTTP method, and names the request in errors and telemetry
 * - `url`: a path below the base URL, or an absolute URL from `Location` or `resourceLocation`
 * - `body`: the JSON body; no body by default
 * - `sessionId`: the value of the header `workbook-session-id`; no header by default
 * - `respondAsync`: whether to send `Prefer: respond-async`; `false` by default
 * - `attempt`: 1 for the first attempt to send this request, 2 for the second, and so on, for telemetry; 1 by default
 * - `accessToken`: the token source of this request; by default that of the client, see `withAccessToken`
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
  readonly accessToken?: AccessToken.Service | undefined
}

/**
 * A response with a status from 200 to 299.
 *
 * - `body`: the parsed JSON, or `undefined` if the response has no body
 * - `location`: the header `Location`, which a 202 has
 * - `retryAfter`: the time in the header `Retry-After`
 * - `requestId`, `clientRequestId`: the ids to quote to Microsoft
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
 * The options of a client.
 *
 * - `cloud`: the national cloud; `Cloud.global` by default
 * - `baseUrl`: the URL of another service, such as the emulator; by default `/v1.0` of the cloud. It may use plain
 *   `http` only for a loopback address.
 * - `requestTimeout`: the longest time for one request, including the time to get its token; 100 seconds by default
 * - `maxAnswerSize`: the largest response body in bytes; 64 MiB by default. The service documents a limit of 5 MB for
 *   its responses. The client stops reading a larger response, and fails with `UnexpectedAnswer`.
 * - `budget`: a fixed limit for the rate of requests. By default requests are not limited until the service throttles;
 *   then they are sent at the rate that the service allows, until it has not throttled for a minute.
 * - `appBudget`: a limit that several clients share, if the application has one client for each tenant; none by default
 * - `transformClient`: changes the `HttpClient`, for example to add a proxy or tracing. It must not follow redirects
 *   (`HttpClient.followRedirects`), because they would send the token to another host.
 *
 * @category models
 * @since 0.1.0
 */
export interface Options {
  readonly cloud?: Cloud.Cloud | undefined
  readonly baseUrl?: string | undefined
  readonly requestTimeout?: Duration.DurationInput | undefined
  readonly maxAnswerSize?: number | undefined
  readonly budget?: RequestBudget.Limit | undefined
  readonly appBudget?: RequestBudget.RequestBudget | undefined
  readonly transformClient?: ((client: HttpClient.HttpClient) => HttpClient.HttpClient) | undefined
}

export {
  /**
   * The service did not execute a request of a batch, because an earlier one has failed.
   *
   * @category errors
   * @since 0.1.0
   */
  NotExecuted
} from "./transport/batch.js"

/**
 * A client for Microsoft Graph.
 *
 * @category models
 * @since 0.1.0
 */
export interface Service {
  /**
   * Sends one request with the access token and a new `client-request-id`. Fails with `ErrorResponse` if the response
   * is an error; the function `execute` maps it to its class.
   *
   * After a 401 without an error code of Excel, it renews the token and sends the request once more. It waits for the
   * request budget, and for the end of a cooldown of the application. If more than 5 minutes of a cooldown are left, it
   * fails with `Throttled` and sends nothing.
   */
  readonly execute: (request: GraphRequest) => Effect.Effect<GraphAnswer, WorkbookError.Failure>
  /**
   * Sends up to 20 requests, with the token of the first one, as one `$batch`, in which the service executes them in order. After a request that fails,
   * it executes no further one, and these have the outcome `NotExecuted`. An error of the whole batch fails the effect:
   * then each request may have been executed, as with an error of `execute`.
   *
   * See https://learn.microsoft.com/graph/json-batching.
   */
  readonly batch: (
    requests: ReadonlyArray<GraphRequest>
  ) => Effect.Effect<
    ReadonlyArray<Either.Either<GraphAnswer, WorkbookError.Failure | Batch.NotExecuted>>,
    WorkbookError.Failure
  >
  /**
   * Succeeds with the queue of a workbook, which all callers of this client share. The client keeps the queue while a
   * scope holds it, and then until its last request has ended and its cooldown has passed.
   */
  readonly queue: (workbook: Workbook.Workbook) => Effect.Effect<WorkbookQueue.WorkbookQueue, never, Scope.Scope>
  /**
   * Starts a cooldown of the application, in which the client sends nothing. `answer` is the response that requested
   * it.
   */
  readonly startCooldown: (time: Duration.DurationInput, answer?: WorkbookError.Answer) => Effect.Effect<void>
  /** Fails with `Closed` when the scope of the client closes, and does not end before. */
  readonly closed: Effect.Effect<never, WorkbookError.Closed>
}

/**
 * The client for Microsoft Graph that all sessions of a program share.
 *
 * @example
 * ```ts
 * import { Catalogue, GraphClient } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const graph = yield* GraphClient.GraphClient
 *   const answer = yield* graph.execute({ endpoint: Catalogue.driveItem.get, url: "/me/drive/root:/orders.xlsx" })
 *   strictEqual(answer.status, 200)
 * })
 * ```
 *
 * @category tags
 * @since 0.1.0
 */
export class GraphClient extends Context.Tag("@effect-workbook/client/GraphClient")<GraphClient, Service>() {}

/**
 * Makes a client that uses the `HttpClient` and the `AccessToken` in context.
 *
 * If `baseUrl` is not a URL, or uses plain `http` for a host that is not a loopback address, every request fails with
 * `UntrustedHost`.
 *
 * @example
 * ```ts
 * import { AccessToken, Catalogue, GraphClient } from "@effect-workbook/client"
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
 * strictEqual(error.message, "driveItem.get: the token is not sent to http://graph.example")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = (
  options: Options = {}
): Effect.Effect<Service, never, HttpClient.HttpClient | AccessToken.AccessToken | Scope.Scope> =>
  Effect.gen(function*() {
    const token = yield* AccessToken.AccessToken
    const { maxAnswerSize = 64 * 1024 * 1024, transformClient = identity } = options
    const http = yield* HttpClient.HttpClient
    const client = transformClient(TextClient.isTextClient(http) ? http : Redirects.disable(http))
    const resolve = Destination.resolver(
      (options.baseUrl ?? `${(options.cloud ?? Cloud.global).graph}/v1.0`).replace(/\/+$/, "")
    )
    const requestTimeout = Duration.decode(options.requestTimeout ?? "100 seconds")
    const deadlines = yield* Deadlines.make(requestTimeout)
    const uuid = yield* Uuid.make
    const cooldown = Cooldown.make()
    const adaptiveBudget = AdaptiveBudget.make()
    const isAdaptive = options.budget === undefined && options.appBudget === undefined
    const { take } = options.budget === undefined ? adaptiveBudget : RequestBudget.make(options.budget)
    const takeFromBudgets = options.appBudget === undefined ? take : Effect.zipRight(options.appBudget.take, take)
    const takeMany = isAdaptive
      ? adaptiveBudget.takeMany
      : (count: number) => Effect.repeatN(takeFromBudgets, count - 1)
    const queues = Queues.make(() => WorkbookQueue.makeWithin(cooldown))
    const closedLatch = yield* Effect.makeLatch(false)
    yield* Effect.addFinalizer(() => closedLatch.open)

    /**
     * Waits until a request may be sent. The request takes from the budget after the cooldown; otherwise all waiting
     * requests would be sent together at the end of the cooldown.
     */
    const admit = (
      request: Exchange.Request,
      waitLimit: WaitLimit.Service
    ): Effect.Effect<void, WorkbookError.Throttled> =>
      Effect.zipRight(WaitLimit.awaitCooldown(request, cooldown, waitLimit), takeFromBudgets).pipe(
        Effect.zipRight(Monotonic.now),
        Effect.flatMap((now) => cooldown.isOver(now) ? Effect.void : admit(request, waitLimit))
      )

    /**
     * Starts a cooldown if the response throttles the application. `WorkbookSession` handles the cooldown of a
     * workbook.
     */
    const applyThrottling = (response: WorkbookError.ErrorResponse, admittedAt: number) =>
      Effect.suspend(() => {
        const { endpoint, error, retryAfter, status } = response
        const isOfApplication = ErrorPolicy.isOfApplication(status, error)
        const scope = isOfApplication ? "client" : "workbook"
        const countThrottle = retryAfter === undefined ? Effect.void : Telemetry.throttled(endpoint, status, scope)
        if (!isOfApplication) return countThrottle
        return Effect.all([
          countThrottle,
          adaptiveBudget.throttled(admittedAt, retryAfter ?? Duration.zero),
          retryAfter === undefined ? Effect.void : cooldown.start(retryAfter, WorkbookError.answerOf(response))
        ], { discard: true })
      })

    const prepare = Sending.make({
      accessToken: token,
      admit,
      cooldown,
      isAdmitted: (now) => isAdaptive && cooldown.isOver(now) && adaptiveBudget.takeAt(now),
      maxAnswerSize,
      onError: applyThrottling,
      requestTimeout,
      resolve,
      transmit: Exchange.make(client, maxAnswerSize),
      uuid
    })

    const executeWith = (request: GraphRequest, otherSecrets?: ReadonlyArray<Redacted.Redacted | undefined>) =>
      Effect.withFiberRuntime<GraphAnswer, WorkbookError.Failure>((fiber) => {
        const { currentContext: context } = fiber
        const options = {
          restore: identity,
          inTime: deadlines.inNewFiber,
          waitLimit: Context.get(context, WaitLimit.WaitLimit)
        }
        const { first, second } = prepare(request, Context.get(context, FunctionName), otherSecrets)
        return Effect.catchAll(first(fiber, options), (failure) => second(failure, options) ?? Effect.fail(failure))
      })

    const execute = (request: GraphRequest) =>
      Span.within("GraphClient.execute", { attributes: { [Telemetry.endpoint]: Endpoint.id(request.endpoint) } })(
        executeWith(request)
      )

    const batch = Effect.fnUntraced(function*(requests: ReadonlyArray<GraphRequest>) {
      const items = requests.map(({ body, endpoint, sessionId, url }) => ({
        endpoint,
        url,
        body,
        sessionId,
        clientRequestId: uuid()
      }))
      // The service counts each request of a batch against its limits. `executeWith` takes for the first one.
      if (items.length > 1) {
        const named = { endpoint: Endpoint.id(Batch.endpoint), functionName: yield* FunctionName }
        yield* WaitLimit.awaitCooldown(named, cooldown, yield* WaitLimit.WaitLimit)
        yield* takeMany(items.length - 1)
      }
      const admittedAt = yield* Monotonic.now
      const { body } = yield* executeWith(
        { endpoint: Batch.endpoint, url: "/$batch", body: Batch.encode(items), accessToken: requests[0]?.accessToken },
        items.map(({ sessionId }) => sessionId)
      )
      const outcomes = Batch.outcomes(items, body, yield* Clock.currentTimeMillis)
      for (const outcome of outcomes) {
        if (Either.isLeft(outcome) && outcome.left._tag === "ErrorResponse") {
          yield* applyThrottling(outcome.left, admittedAt)
        }
      }
      return outcomes
    })

    return GraphClient.of({
      execute: Sending.register(execute, { deadlines, prepare }),
      batch: (requests) =>
        Span.within("GraphClient.batch", { attributes: { "workbook.batch.size": requests.length } })(batch(requests)),
      queue: (workbook) => queues.acquire(Workbook.toPath(workbook)),
      startCooldown: (time, answer) => cooldown.start(time, answer),
      closed: Effect.zipRight(closedLatch.await, new WorkbookError.Closed({ what: "client" }))
    })
  })

/**
 * Sends one request with the client in context, and maps an error response to its class in `WorkbookError`. See
 * `Service.execute`.
 *
 * @example
 * ```ts
 * import { Catalogue, GraphClient } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const item = { endpoint: Catalogue.driveItem.get, url: "/me/drive/root:/missing.xlsx" }
 *   const error = yield* Effect.flip(GraphClient.execute(item))
 *   strictEqual(error._tag, "NotFound")
 * })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const execute = (
  request: GraphRequest
): Effect.Effect<GraphAnswer, WorkbookError.RequestError, GraphClient> =>
  Effect.flatMap(GraphClient, (graph) => Effect.mapError(graph.execute(request), WorkbookError.fromFailure))

/**
 * Makes a client that uses another token source, for example on behalf of another user. It shares everything else with
 * the original client: the queues of the workbooks, the request budget and the cooldowns.
 *
 * @example
 * ```ts
 * import { AccessToken, Catalogue, GraphClient } from "@effect-workbook/client"
 * import { Effect, Redacted } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   let acquired = 0
 *   const ofUser = yield* AccessToken.make(Effect.sync(() => Redacted.make(`token ${++acquired}`)))
 *   const graph = GraphClient.withAccessToken(yield* GraphClient.GraphClient, ofUser)
 *   yield* graph.execute({ endpoint: Catalogue.driveItem.get, url: "/me/drive/root:/orders.xlsx" })
 *   strictEqual(acquired, 1)
 * })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const withAccessToken: {
  (
    accessToken: AccessToken.Service
  ): (self: Service) => Service
  (
    self: Service,
    accessToken: AccessToken.Service
  ): Service
} = dual(
  2,
  (
    self: Service,
    accessToken: AccessToken.Service
  ): Service => {
    const withToken = (request: GraphRequest) => ({ ...request, accessToken: request.accessToken ?? accessToken })
    return GraphClient.of({
      ...self,
      execute: Sending.withAccessToken(self.execute, accessToken),
      batch: (requests) => self.batch(requests.map(withToken))
    })
  }
)

/**
 * Provides a client; see `make`.
 *
 * The client does not follow redirects, whether the `HttpClient` uses `fetch` or Node.js. A redirect fails with
 * `UnexpectedAnswer`.
 *
 * @example
 * ```ts
 * import { AccessToken, Cloud, Catalogue, GraphClient } from "@effect-workbook/client"
 * import { HttpClient, HttpClientResponse } from "@effect/platform"
 * import { Effect, Layer, Redacted } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * // A program uses `FetchHttpClient.layer`. This client answers with the URL of the request.
 * const http = HttpClient.make((request, url) =>
 *   Effect.succeed(HttpClientResponse.fromWeb(request, Response.json(url.href)))
 * )
 * const GraphLive = GraphClient.layer({ cloud: Cloud.usGov }).pipe(
 *   Layer.provide([Layer.succeed(HttpClient.HttpClient, http), AccessToken.layer(Redacted.make("eyJ0eXAi"))])
 * )
 *
 * const item = { endpoint: Catalogue.driveItem.get, url: "/me/drive/items/01ABC" }
 * const { body } = await Effect.runPromise(Effect.provide(GraphClient.execute(item), GraphLive))
 * strictEqual(body, "https://graph.microsoft.us/v1.0/me/drive/items/01ABC")
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
 * Provides a client with options from configuration; see `make`. Fails with `ConfigError` if the configuration is
 * invalid.
 *
 * @example
 * ```ts
 * import { AccessToken, Catalogue, GraphClient } from "@effect-workbook/client"
 * import { FetchHttpClient } from "@effect/platform"
 * import { Config, ConfigProvider, Effect, Layer, Redacted } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const GraphLive = GraphClient.layerConfig({ baseUrl: Config.string("GRAPH_URL") }).pipe(
 *   Layer.provide([FetchHttpClient.layer, AccessToken.layer(Redacted.make("eyJ0eXAi"))])
 * )
 * const settings = new Map([["GRAPH_URL", "http://graph.example/v1.0"]])
 *
 * export const program = Effect.gen(function*() {
 *   const item = { endpoint: Catalogue.driveItem.get, url: "/me/drive/items/01ABC" }
 *   const error = yield* Effect.flip(GraphClient.execute(item))
 *   strictEqual(error.message, "driveItem.get: the token is not sent to http://graph.example")
 * }).pipe(Effect.provide(GraphLive), Effect.withConfigProvider(ConfigProvider.fromMap(settings)))
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerConfig = (
  config: Config.Config.Wrap<Omit<Options, "transformClient" | "appBudget">>
): Layer.Layer<GraphClient, ConfigError.ConfigError, HttpClient.HttpClient | AccessToken.AccessToken> =>
  Layer.scoped(GraphClient, Effect.flatMap(Config.unwrap(config), make))
