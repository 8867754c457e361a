/**
 * The network between client and service. Requests have latency, arrive even if the client no longer waits, and are
 * recorded as the client sent and received them. The requests of a batch are recorded like requests of their own, and
 * the batch itself is not recorded. What is known of the batch alone is known of each of its requests: its failure, and
 * that its connection was lost.
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as GraphError from "@effect-workbook/schema/GraphError"
import * as OData from "@effect-workbook/schema/OData"
import * as RetryAfter from "@effect-workbook/schema/RetryAfter"
import * as HttpClient from "@effect/platform/HttpClient"
import type * as HttpClientError from "@effect/platform/HttpClientError"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import type * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Fiber from "effect/Fiber"
import * as FiberRef from "effect/FiberRef"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type * as Callers from "./Callers.js"
import type * as History from "./History.js"
import * as SeededRandom from "./SeededRandom.js"

export interface Wire {
  /** The HTTP client for the client under test. */
  readonly client: HttpClient.HttpClient
  /** The number of a session, if the client has received its id. */
  readonly sessionNumber: (id: string) => number | undefined
}

export interface Environment {
  readonly seed: number
  readonly history: History.History
  readonly moment: () => History.Moment
  /** The user and step on whose behalf the current fiber sends requests. */
  readonly actor: FiberRef.FiberRef<History.Actor | undefined>
  readonly callers: Callers.Callers
  /** The numbers of the workbooks, by item id. */
  readonly books: ReadonlyMap<string, number>
  readonly service: HttpClient.HttpClient
  /** The clock of the service. */
  readonly clock: Clock.Clock
}

interface Heard {
  readonly sessions: Map<string, number>
  readonly operations: Map<string, number>
}

export const make = (environment: Environment): Wire => {
  const heard: Heard = { sessions: new Map(), operations: new Map() }
  return {
    client: HttpClient.make((request, url) =>
      Effect.flatMap(FiberRef.get(environment.actor), (actor) => transmit(environment, heard, request, url, actor))
    ),
    sessionNumber: (id) => heard.sessions.get(id)
  }
}

/**
 * The latency depends on the sender and its number of earlier requests only, so that a smaller plan keeps the latencies
 * of the original plan.
 */
const latency = ({ history, seed }: Environment, actor: History.Actor | undefined) => {
  const before = history.exchanges.filter((other) => other.actor?.user === actor?.user).length
  const random = SeededRandom.make(seed + 7919 * before + 104_729 * (1 + (actor?.user ?? -1)))
  const leg = () => Effect.sleep(Duration.millis(random.integer(1, 60)))
  return { there: leg(), back: leg() }
}

const transmit = (
  environment: Environment,
  heard: Heard,
  request: HttpClientRequest.HttpClientRequest,
  url: URL,
  actor: History.Actor | undefined
): Effect.Effect<HttpClientResponse.HttpClientResponse, HttpClientError.HttpClientError> =>
  Effect.suspend(() => {
    const { back, there } = latency(environment, actor)
    const exchanges = sent(environment, heard, request, url, actor)
    const end = (endingOf: (exchange: History.Exchange) => History.Ending) => {
      for (const exchange of exchanges.values()) {
        exchange.ending = endingOf(exchange)
        exchange.ended = environment.moment()
      }
    }
    return there.pipe(
      Effect.zipRight(served(environment, request)),
      Effect.zipLeft(back),
      Effect.withClock(environment.clock),
      // only the client's spans are recorded
      Effect.withTracerEnabled(false),
      Logger.withMinimumLogLevel(LogLevel.None),
      // a request on its way is delivered and executed even if the client has stopped waiting
      Effect.interruptible,
      Effect.forkDaemon,
      // this fiber belongs to the network, and its failure is passed on to the client
      Effect.withUnhandledErrorLogLevel(Option.none()),
      Effect.flatMap(Fiber.join),
      Effect.tapBoth({
        onFailure: (error) =>
          Effect.sync(() =>
            end(() => ({ _tag: "NoAnswer", why: error._tag === "RequestError" ? "lost" : "lostInAnswer" }))
          ),
        onSuccess: ({ response, text }) =>
          Effect.sync(() => {
            const answers = answersOf(exchanges, response, parsed(text))
            end((exchange) => {
              const answer = answers.get(exchange)
              return answer === undefined
                ? { _tag: "NoAnswer", why: "lost" }
                : answered(environment, heard, exchange, answer)
            })
          })
      }),
      Effect.map(({ response }) => response),
      Effect.onInterrupt(() => Effect.sync(() => end(() => ({ _tag: "GivenUp" }))))
    )
  })

const served = (environment: Environment, request: HttpClientRequest.HttpClientRequest) =>
  Effect.flatMap(
    environment.service.execute(request),
    (response) => Effect.map(response.text, (text) => ({ response, text }))
  )

type Headers = Readonly<Record<string, string | undefined>>

/** A request that the service executes, sent by itself or in a batch. */
interface Request {
  readonly actor: History.Actor | undefined
  readonly method: string
  readonly url: URL
  readonly session: string | undefined
  readonly body: unknown
  /** The id in the batch. */
  readonly id: string | undefined
  readonly dependsOn: ReadonlyArray<string>
}

const Batch = Schema.decodeUnknownSync(Schema.Struct({
  requests: Schema.Array(Schema.Struct({
    id: Schema.String,
    method: Schema.String,
    url: Schema.String,
    headers: Schema.optional(Schema.Record({ key: Schema.String, value: Schema.String })),
    body: Schema.optional(Schema.Unknown),
    dependsOn: Schema.optional(Schema.Array(Schema.String))
  }))
}))

const requestsOf = (
  { callers }: Environment,
  request: HttpClientRequest.HttpClientRequest,
  url: URL,
  sender: History.Actor | undefined
): ReadonlyArray<Request> => {
  const { headers, method } = request
  const body = bodyOf(request)
  if (!url.pathname.endsWith("/$batch")) {
    return [{
      actor: sender,
      method,
      url,
      session: headers["workbook-session-id"],
      body,
      id: undefined,
      dependsOn: []
    }]
  }
  const found = new Set<Callers.Caller>()
  return Batch(body).requests.map(({ body, dependsOn = [], headers, id, method, url: path }) => {
    // a read that several calls make is sent once, for the first of them
    const all = callers.of(method, path, body)
    const caller = all.find((caller) => caller.isWaiting && !found.has(caller)) ?? all.at(-1)
    if (caller !== undefined) found.add(caller)
    return {
      actor: caller?.actor ?? sender,
      method,
      url: new URL(url.href.replace("/$batch", () => path)),
      session: headers?.["workbook-session-id"],
      body,
      id,
      dependsOn
    }
  })
}

/** Records requests, and returns them by their ids in the batch. */
const sent = (
  environment: Environment,
  heard: Heard,
  request: HttpClientRequest.HttpClientRequest,
  url: URL,
  sender: History.Actor | undefined
): ReadonlyMap<string | undefined, History.Exchange> => {
  const { history } = environment
  const token = request.headers["authorization"]?.replace(/^Bearer /, "")
  if (token !== undefined) history.secrets.add(token)
  const exchanges = new Map<string | undefined, History.Exchange>()
  for (const each of requestsOf(environment, request, url, sender)) {
    const exchange = exchangeOf(environment, heard, each, each.dependsOn.map((id) => exchanges.get(id)?.id)[0])
    history.exchanges.push(exchange)
    exchanges.set(each.id, exchange)
  }
  return exchanges
}

const exchangeOf = (
  { books, history, moment }: Environment,
  heard: Heard,
  { actor, body, method, session, url }: Request,
  after: number | undefined
): History.Exchange => {
  const route = routeOf(method, url.pathname)
  if (session !== undefined) history.secrets.add(session)
  const named = session === undefined ? undefined : numbered(heard.sessions, session)
  const operation = route.operation ? heard.operations.get(url.toString()) ?? "unknown" : undefined
  return {
    id: history.exchanges.length,
    actor,
    sent: moment(),
    after,
    endpoint: route.endpoint,
    effect: route.effect,
    book: route.item === undefined ? undefined : books.get(route.item),
    session: named,
    concerns: named ?? (typeof operation === "number" ? history.exchanges[operation]?.session : undefined),
    operation,
    what: whatOf(route, body),
    request: `${method} ${url.pathname} ${body === undefined ? "" : JSON.stringify(body)}`,
    persistChanges: field(body, "persistChanges"),
    toGraph: url.host === "graph.microsoft.com" && url.protocol === "https:",
    ended: undefined,
    ending: undefined
  }
}

/** The answer to a request of its own or of a batch. */
interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

const Responses = Schema.decodeUnknownSync(Schema.Struct({
  responses: Schema.Array(Schema.Struct({
    id: Schema.String,
    status: Schema.Number,
    headers: Schema.optional(Schema.Record({ key: Schema.String, value: Schema.String })),
    body: Schema.optional(Schema.Unknown)
  }))
}))

/** The answers to the requests. A failed batch has answered all of its requests. */
const answersOf = (
  exchanges: ReadonlyMap<string | undefined, History.Exchange>,
  { headers, status }: HttpClientResponse.HttpClientResponse,
  body: unknown
): ReadonlyMap<History.Exchange, Answer> => {
  const answers = new Map<History.Exchange, Answer>()
  if (exchanges.has(undefined) || status >= 300) {
    for (const exchange of exchanges.values()) answers.set(exchange, { status, headers, body })
    return answers
  }
  for (const { body: own, headers = {}, id, status } of Responses(body).responses) {
    const exchange = exchanges.get(id)
    const lowerCase = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
    if (exchange !== undefined) answers.set(exchange, { status, headers: lowerCase, body: own })
  }
  return answers
}

const answered = (
  { history, moment }: Environment,
  heard: Heard,
  exchange: History.Exchange,
  { body, headers, status }: Answer
): History.Ending => {
  // the response that reports a failed operation has status 200
  const error = status < 300 && exchange.operation === undefined
    ? undefined
    : Option.getOrUndefined(GraphError.parse(body))
  const codes = error?.levels.flatMap(({ code }) => code === undefined ? [] : [code]) ?? []
  const retryAfter = Option.flatMap(
    Option.fromNullable(headers["retry-after"]),
    (header) => RetryAfter.parse(header, moment().at)
  )
  const id = field(body, "id")
  const opens = status < 300 && status !== 202 &&
    (exchange.endpoint === "workbook.createSession" || exchange.endpoint === "workbook.sessionInfoResource")
  if (opens && typeof id === "string") history.secrets.add(id)
  const location = headers["location"]
  const resource = field(body, "resourceLocation")
  if (location !== undefined) {
    const sessionId = new URL(location).searchParams.get("sessionId")
    if (sessionId !== null) history.secrets.add(sessionId)
    heard.operations.set(new URL(location).toString(), exchange.id)
  }
  if (typeof resource === "string" && typeof exchange.operation === "number") {
    heard.operations.set(new URL(resource).toString(), exchange.operation)
  }
  const operationStatus = exchange.endpoint === "workbookOperation.get" ? field(body, "status") : undefined
  return {
    _tag: "Answer",
    status,
    codes,
    requestId: headers["request-id"],
    retryAfter: Option.getOrUndefined(Option.map(retryAfter, Duration.toMillis)),
    appWide: status === 429 && (error === undefined || Option.isNone(GraphError.secondLevel(error))),
    opened: opens && typeof id === "string" ? numbered(heard.sessions, id) : undefined,
    operation: location === undefined
      ? typeof exchange.operation === "number" ? exchange.operation : undefined
      : exchange.id,
    operationStatus: typeof operationStatus === "string" ? operationStatus : undefined
  }
}

/** The JSON of a body, or undefined if it is not JSON. */
const parsed = (text: string): unknown => {
  try {
    return text === "" ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

const numbered = (numbers: Map<string, number>, id: string): number => {
  const known = numbers.get(id) ?? numbers.size
  numbers.set(id, known)
  return known
}

interface Route {
  readonly endpoint: string
  readonly effect: History.Exchange["effect"]
  readonly item: string | undefined
  readonly operation: boolean
  readonly path: string
}

const routes = new Map<string, Route>()

/** The endpoint of a request. Routes are cached because few paths repeat often. */
const routeOf = (method: string, pathname: string): Route => {
  const known = routes.get(`${method} ${pathname}`)
  if (known !== undefined) return known
  const [, item, below] = /\/items\/([^/]+)\/workbook\/(.*)$/.exec(pathname) ?? []
  const path = below === undefined ? "" : decodeURIComponent(below)
  const found = below === undefined
    ? Catalogue.resolve(method, [], "driveItem")
    : Either.flatMap(OData.parsePath(below), (segments) => Catalogue.resolve(method, segments))
  // the list of the operations is no operation
  const operation = /^(operations[/(]|sessionInfoResource\b|tableRowOperationResult\b)/.test(path)
  const route: Route = Either.match(found, {
    onLeft: () => ({ endpoint: `${method} ${path}`, effect: effectOf(method, path), item, operation, path }),
    onRight: ({ endpoint }) => ({
      endpoint: Endpoint.id(endpoint),
      effect: effectOf(method, path),
      item,
      operation,
      path
    })
  })
  if (!operation) routes.set(`${method} ${pathname}`, route)
  return route
}

/**
 * The effect of executing a request twice, derived from the path alone and independently of the client. A used range
 * and a computed name depend on what was written, and a position depends on what was deleted.
 */
const effectOf = (method: string, path: string): History.Exchange["effect"] => {
  switch (method) {
    case "GET":
      return "read"
    case "PATCH":
      return isMoving(path) ? "nonIdempotent" : "idempotent"
    case "DELETE":
      return path.includes("itemAt(") ? "nonIdempotent" : "idempotent"
    default:
      return path.startsWith("functions/")
        ? "read"
        : isMoving(path) || !repeatable.test(path) || path.includes("itemAt(") && path.endsWith("convertToRange")
        ? "nonIdempotent"
        : "idempotent"
  }
}

const isMoving = (path: string): boolean => /\b(usedRange|visibleView)\b|\bnames\b.*\/range\b/.test(path)

/** The POSTs that leave the same workbook if they are executed twice. */
const repeatable =
  /^(refresh|close)Session$|\/(calculate|clear|merge|unmerge|apply\w*|reapply\w*|clearFilters|convertToRange|autofit\w+|set[A-Z]\w+|protect|unprotect|borders|refresh|refreshAll)$/

const bodyOf = ({ body }: HttpClientRequest.HttpClientRequest): unknown =>
  body._tag === "Uint8Array" ? JSON.parse(new TextDecoder().decode(body.body)) : undefined

const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && name in value ? value[name as keyof typeof value] : undefined

const whatOf = ({ path }: Route, body: unknown): string => {
  const cell = /address='([^']*)'/.exec(path)?.[1]
  const values = field(body, "values")
  const said = values === undefined ? field(body, "name") ?? "" : JSON.stringify(values)
  return [cell, said].filter(Boolean).join(" ")
}
