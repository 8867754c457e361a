/**
 * One way to Microsoft Graph: it knows the cloud, adds the token, reads every answer to its end and names its errors.
 *
 * It sends no faster than the service allows the application as a whole. It does not repeat requests (a refused token
 * apart) and knows nothing of sessions; `WorkbookSession` stands on it.
 *
 * @since 0.1.0
 */
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import * as GraphError from "@effect-workbook/schema/GraphError"
import * as Workbook from "@effect-workbook/schema/Workbook"
import * as HttpClient from "@effect/platform/HttpClient"
import * as Config from "effect/Config"
import type * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { dual, identity } from "effect/Function"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import * as AccessToken from "./AccessToken.js"
import * as Cloud from "./Cloud.js"
import { FunctionName } from "./internal/functionName.js"
import * as AdaptiveBudget from "./internal/transport/adaptiveBudget.js"
import * as Cooldown from "./internal/transport/cooldown.js"
import * as Deadlines from "./internal/transport/deadlines.js"
import * as Destination from "./internal/transport/destination.js"
import * as Exchange from "./internal/transport/exchange.js"
import * as HeaderValue from "./internal/transport/headerValue.js"
import * as Monotonic from "./internal/transport/monotonic.js"
import * as Queues from "./internal/transport/queues.js"
import * as Redirects from "./internal/transport/redirects.js"
import * as Response from "./internal/transport/response.js"
import * as Secrets from "./internal/transport/secrets.js"
import * as Telemetry from "./internal/transport/telemetry.js"
import * as Uuid from "./internal/transport/uuid.js"
import * as WaitLimit from "./internal/transport/waitLimit.js"
import * as RequestBudget from "./RequestBudget.js"
import * as WorkbookError from "./WorkbookError.js"
import * as WorkbookQueue from "./WorkbookQueue.js"

/**
 * One request: the endpoint it is for, where to send it, and what goes with it.
 *
 * `url` is a path below the base URL, or absolute as the service gave it in `Location` or `resourceLocation`. `attempt`
 * tells those who watch that it is the second, third … time that it is sent. `accessToken` is where its token comes from, if
 * not from the client's own source: see `withAccessToken`.
 *
 * @example
 * ```ts
 * import { Catalogue, type GraphClient } from "@effect-workbook/client"
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
  readonly accessToken?: AccessToken.Service | undefined
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
 * - `requestTimeout`: how long one request may take, the waiting for its token included; 100 seconds by default.
 * - `maxAnswerSize`: how many bytes one answer may have; 64 MiB by default, as the service documents 5 MB for its answers,
 *   and a process can hold ten times as much. Of a larger one no more is read, and it is `UnexpectedAnswer`.
 * - `budget`: how many requests to send in a time, at most. By default nothing is held back until the service throttles;
 *   then requests are spread at the rate that it allows, until it has not throttled for a minute.
 * - `appBudget`: one to share with the other clients of the application, where there are clients for other tenants.
 * - `transformClient`: a hook for a proxy, tracing, a rate limit. Redirects must not be followed in it
 *   (`HttpClient.followRedirects`): that would take the token along to wherever they lead.
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
  readonly maxAnswerSize?: number | undefined
  readonly budget?: RequestBudget.Limit | undefined
  readonly appBudget?: RequestBudget.RequestBudget | undefined
  readonly transformClient?: ((client: HttpClient.HttpClient) => HttpClient.HttpClient) | undefined
}

/**
 * A client, as the sessions use it.
 *
 * @example
 * ```ts
 * import { GraphClient } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const loudly = (client: GraphClient.Service): GraphClient.Service => ({
 *   ...client,
 *   execute: (request) => Effect.zipRight(Effect.logDebug(request.endpoint.name), client.execute(request))
 * })
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Service {
  /**
   * Sends one request and fails with what the service said; the function `execute` names the errors.
   *
   * The request goes with the token and a fresh `client-request-id`. A 401 that is not Excel's own renews the token and
   * sends the request once more. The request waits for the budget, and for the time to pass that the service asked the whole application to
   * keep still; where more than 5 minutes of that are left, it fails with `Throttled` at once.
   */
  readonly execute: (request: GraphRequest) => Effect.Effect<GraphAnswer, WorkbookError.Failure>
  /**
   * The queue of a workbook. All holders of one workbook share it, and it is kept as long as a request is in it.
   */
  readonly queue: (workbook: Workbook.Workbook) => Effect.Effect<WorkbookQueue.WorkbookQueue, never, Scope.Scope>
  /** Asks for a time in which the whole application keeps still. */
  readonly rest: (time: Duration.DurationInput, answer?: WorkbookError.Answer) => Effect.Effect<void>
  /** Fails when the client's scope has ended, and does nothing before. */
  readonly closed: Effect.Effect<never, WorkbookError.Closed>
}

/**
 * One way to Microsoft Graph, for all sessions that go by it.
 *
 * @example
 * ```ts
 * import { Catalogue, GraphClient } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const drive = Effect.gen(function*() {
 *   const graph = yield* GraphClient.GraphClient
 *   const item = { endpoint: Catalogue.driveItem.get, url: "/me/drive/items/01ABC" }
 *   const answer = yield* Effect.catchTag(graph.execute(item), "ErrorResponse", ({ status }) => Effect.succeed({ status }))
 *   return answer.status
 * })
 * ```
 *
 * @category tags
 * @since 0.1.0
 */
export class GraphClient extends Context.Tag("@effect-workbook/client/GraphClient")<GraphClient, Service>() {}

/**
 * A client over the `HttpClient` and the `AccessToken` in context.
 *
 * A `baseUrl` that is no URL, or plain `http` to another machine, fails every request with `UntrustedHost`.
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
 * strictEqual(error.message, "driveItem.get: no token is sent to http://graph.example")
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
    // The platform's own span would carry whole URLs, and the URL of an operation holds the session's id.
    const client = HttpClient.withTracerDisabledWhen(
      transformClient(Redirects.disable(yield* HttpClient.HttpClient)),
      () => true
    )
    const resolve = Destination.resolver(
      (options.baseUrl ?? `${(options.cloud ?? Cloud.global).graph}/v1.0`).replace(/\/+$/, "")
    )
    const transmit = Exchange.make(client, maxAnswerSize)
    const requestTimeout = Duration.decode(options.requestTimeout ?? "100 seconds")
    const inTime = yield* Deadlines.make(requestTimeout)
    const uuid = yield* Uuid.make
    const cooldown = Cooldown.make()
    const adaptive = AdaptiveBudget.make()
    const { take } = options.budget === undefined ? adaptive : RequestBudget.make(options.budget)
    const budgeted = options.appBudget === undefined ? take : Effect.zipRight(options.appBudget.take, take)
    const queues = Queues.make(() => WorkbookQueue.makeWithin(cooldown))
    const closing = yield* Effect.makeLatch(false)
    yield* Effect.addFinalizer(() => closing.open)

    /** A request takes from the budget after the cooldown, because all waiting requests would be sent at once otherwise. */
    const admitted = (endpoint: string): Effect.Effect<number, WorkbookError.Throttled> =>
      Effect.zipRight(WaitLimit.awaitCooldown(endpoint, cooldown), budgeted).pipe(
        Effect.zipRight(Monotonic.now),
        Effect.flatMap((now) => cooldown.isOver(now) ? Effect.succeed(now) : admitted(endpoint))
      )

    /** A cooldown of the application applies to all workbooks, and one of a workbook to no other one. */
    const heed = (response: WorkbookError.ErrorResponse, admittedAt: number) =>
      Effect.suspend(() => {
        const { endpoint, error, retryAfter, status } = response
        const isOfApplication = ErrorPolicy.isOfApplication(status, error)
        const scope = isOfApplication ? "client" : "workbook"
        const noted = retryAfter === undefined ? Effect.void : Telemetry.throttled(endpoint, status, scope)
        if (!isOfApplication) return noted
        return Effect.all([
          noted,
          adaptive.throttled(admittedAt, retryAfter ?? Duration.zero),
          retryAfter === undefined ? Effect.void : cooldown.start(retryAfter, WorkbookError.answerOf(response))
        ], { discard: true })
      })

    /** Sends nothing if a cooldown of the application began while the request waited for its token. */
    const exchange = (request: Exchange.Request, bearerOf: BearerOf, admittedAt: number) =>
      Effect.suspend(() => {
        const { clientRequestId, endpoint, functionName } = request
        let isSent = false
        let isLate = false
        const transmitOnce = (bearer: Redacted.Redacted) => {
          isSent = true
          return Telemetry.request(request, {
            exchange: transmit(request, bearer),
            interpret: (answer) =>
              Effect.tapErrorTag(
                Response.interpret(request, answer, maxAnswerSize),
                "ErrorResponse",
                (response) => heed(response, admittedAt)
              ),
            isTimeout: () => isLate
          })
        }
        const late = Effect.suspend((): Effect.Effect<never, SendError> =>
          isSent
            ? new WorkbookError.TransportFailure({ endpoint, functionName, reason: "timeout", clientRequestId })
            : new AccessToken.AccessTokenError({ cause: `none came within ${Duration.format(requestTimeout)}` })
        )
        return bearerOf.pipe(
          Effect.zip(Monotonic.now),
          Effect.flatMap(([bearer, now]) =>
            cooldown.isOver(now) ? Effect.asSome(transmitOnce(bearer)) : Effect.succeedNone
          ),
          (self) => inTime(self, () => isLate = true),
          Effect.flatMap(Option.match({ onNone: () => late, onSome: Effect.succeed }))
        )
      })

    const send = Effect.fnUntraced(function*(request: Exchange.Request, bearerOf: BearerOf) {
      let answer = Option.none<GraphAnswer>()
      while (Option.isNone(answer)) {
        answer = yield* exchange(request, bearerOf, yield* admitted(request.endpoint))
      }
      return answer.value
    })

    const execute = Effect.fnUntraced(function*(request: GraphRequest) {
      const functionName = yield* FunctionName
      const endpoint = Endpoint.id(request.endpoint)
      const destination = yield* Either.mapLeft(
        resolve(request.url),
        (host) => new WorkbookError.UntrustedHost({ endpoint, functionName, host })
      )
      if (request.sessionId !== undefined && !HeaderValue.isValid(Redacted.value(request.sessionId))) {
        return yield* new WorkbookError.UnexpectedAnswer({
          endpoint,
          functionName,
          issue: "the session's id cannot be sent: no header can carry it"
        })
      }
      const { get, renew } = request.accessToken ?? token
      let used: Redacted.Redacted | undefined
      const using = (source: BearerOf): BearerOf =>
        Effect.map(Effect.flatMap(source, AccessToken.usable), (bearer) => {
          used = bearer
          return bearer
        })
      const asked = (renewals: number): Exchange.Request => ({
        ...destination,
        content: request,
        endpoint,
        functionName,
        method: request.endpoint.method,
        resends: (request.attempt ?? 1) - 1 + renewals,
        clientRequestId: uuid(),
        secrets: () => Secrets.of(destination.url, used, request.sessionId)
      })
      const renewed = Effect.suspend(() => used === undefined ? get : renew(used))
      return yield* Effect.catchTag(send(asked(0), using(get)), "ErrorResponse", (response) => {
        if (ErrorPolicy.meaning(response.status, response.error) !== "Unauthorized") return response
        switch (Option.getOrUndefined(GraphError.secondLevel(response.error))) {
          case undefined:
            return send(asked(1), using(renewed))
          // The session is gone, and another one would be lost in the same way with this token.
          case "invalidSessionAuthentication":
            return Effect.zipRight(Effect.ignore(inTime(renewed)), response)
          default:
            return response
        }
      })
    })

    return GraphClient.of({
      execute: (request) =>
        Effect.withSpan(execute(request), "GraphClient.execute", {
          captureStackTrace: false,
          attributes: { [Telemetry.endpoint]: Endpoint.id(request.endpoint) }
        }),
      queue: (workbook) => queues.acquire(Workbook.toPath(workbook)),
      rest: cooldown.start,
      closed: Effect.zipRight(closing.await, new WorkbookError.Closed({ what: "client" }))
    })
  })

/**
 * Sends one request, and fails with the error that tells its caller what to do.
 *
 * @example
 * ```ts
 * import { Catalogue, GraphClient } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const name = GraphClient.execute({ endpoint: Catalogue.driveItem.get, url: "/me/drive/items/01ABC" }).pipe(
 *   Effect.map((answer) => answer.body),
 *   Effect.catchTag("NotFound", () => Effect.succeed(undefined))
 * )
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
 * The same client for somebody else: requests take their token from another source, and share everything else, the turns on
 * the workbooks, the budget and the times to keep still.
 *
 * @example
 * ```ts
 * import { AccessToken, GraphClient } from "@effect-workbook/client"
 * import { Effect, Redacted } from "effect"
 *
 * export const onBehalfOf = (token: string) =>
 *   Effect.gen(function*() {
 *     const graph = yield* GraphClient.GraphClient
 *     const accessToken = yield* AccessToken.make(Effect.succeed(Redacted.make(token)))
 *     return GraphClient.withAccessToken(graph, accessToken)
 *   })
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
  ): Service =>
    GraphClient.of({
      ...self,
      execute: (request) => self.execute({ ...request, accessToken: request.accessToken ?? accessToken })
    })
)

type BearerOf = Effect.Effect<Redacted.Redacted, AccessToken.AccessTokenError>

type SendError = WorkbookError.TransportFailure | AccessToken.AccessTokenError

/**
 * A client for as long as the layer lives, see `make`.
 *
 * No redirect is followed, whether the `HttpClient` is `fetch` or one of Node.js: an answer that is one is
 * `UnexpectedAnswer`.
 *
 * @example
 * ```ts
 * import { AccessToken, Cloud, GraphClient } from "@effect-workbook/client"
 * import { FetchHttpClient } from "@effect/platform"
 * import { Layer } from "effect"
 *
 * export const GraphLive = GraphClient.layer({ cloud: Cloud.usGov }).pipe(
 *   Layer.provide([FetchHttpClient.layer, AccessToken.layerConfig()])
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
