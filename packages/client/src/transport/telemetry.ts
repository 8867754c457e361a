/**
 * The metrics of the client, and the span of each HTTP request.
 *
 * Names follow the semantic conventions of OpenTelemetry (https://opentelemetry.io/docs/specs/semconv/http/). Names without
 * a convention begin with `workbook.`. Labels have few values: they do not contain workbooks, sessions or texts of the
 * caller or the service.
 */
import type * as SessionMode from "@effect-workbook/schema/SessionMode"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Fiber from "effect/Fiber"
import * as FiberRef from "effect/FiberRef"
import * as Metric from "effect/Metric"
import * as MetricBoundaries from "effect/MetricBoundaries"
import * as MetricKey from "effect/MetricKey"
import type * as MetricKeyType from "effect/MetricKeyType"
import * as MetricLabel from "effect/MetricLabel"
import * as Option from "effect/Option"
import type * as Tracer from "effect/Tracer"
import type * as WorkbookError from "../WorkbookError.js"
import * as Monotonic from "./monotonic.js"
import * as Span from "./span.js"

const method = "http.request.method"
const status = "http.response.status_code"
const serverAddress = "server.address"
const serverPort = "server.port"
const errorType = "error.type"
const mode = "workbook.session.mode"

/**
 * The attribute for the endpoint, by `Endpoint.id`.
 *
 * @internal
 */
export const endpoint = "workbook.endpoint"

/**
 * Gives the metric for the values of its labels, which are in the order of `names`. A label without a value is omitted.
 *
 * The metrics are cached, because `Metric.tagged` hashes all labels and searches the registry at each update.
 */
const labelled = <Type extends MetricKeyType.MetricKeyType.Untyped, const Names extends ReadonlyArray<string>>(
  key: MetricKey.MetricKey<Type>,
  names: Names
) => {
  const make = (values: ReadonlyArray<string | undefined>) =>
    Metric.fromMetricKey(MetricKey.taggedWithLabels(
      key,
      names.flatMap((name, index) => {
        const value = values[index]
        return value === undefined ? [] : [MetricLabel.make(name, value)]
      })
    ))
  const cache = new Map<string, ReturnType<typeof make>>()
  return (...values: { readonly [Name in keyof Names]: string | undefined }) => {
    const id = values.join("\n")
    const cached = cache.get(id)
    if (cached !== undefined) return cached
    const metric = make(values)
    cache.set(id, metric)
    return metric
  }
}

const counter = (name: string, description: string) => MetricKey.counter(name, { description, incremental: true })

/** Exporters of Effect's metrics read the unit from a label. */
const seconds = [MetricLabel.make("unit", "s")]

const durationHistogram = (name: string, boundaries: ReadonlyArray<number>, description: string) =>
  MetricKey.taggedWithLabels(
    MetricKey.histogram(name, MetricBoundaries.fromIterable(boundaries), description),
    seconds
  )

/** The boundaries that the semantic conventions of OpenTelemetry advise for HTTP. */
const httpBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]

const requestDuration = labelled(
  durationHistogram("http.client.request.duration", httpBoundaries, "Duration of HTTP client requests."),
  [endpoint, method, serverAddress, serverPort, status, errorType]
)

const queueWait = labelled(
  durationHistogram(
    "workbook.queue.wait.duration",
    // The wait may include many requests and a cooldown of minutes.
    [...httpBoundaries, 25, 50, 75, 100, 250, 500],
    "Time that calls and requests wait for their turn"
  ),
  [endpoint, "workbook.queue.scope"]
)

const retries = labelled(counter("workbook.request.retries", "Requests that are sent again"), [endpoint, errorType])

const throttles = labelled(
  counter("workbook.request.throttles", "Answers that ask to wait"),
  [endpoint, status, "workbook.throttle.scope"]
)

// A counter instead of a gauge, because its values can be added up over processes (UpDownCounter in OpenTelemetry).
const active = labelled(
  MetricKey.counter("workbook.session.active", { description: "Sessions that are open at present" }),
  [mode]
)

const recreations = labelled(
  counter("workbook.session.recreations", "Sessions that took the place of a lost one"),
  [mode]
)

const refreshes = labelled(counter("workbook.session.refreshes", "Refreshes of sessions"), [mode])

/** Records the time since `since` with the labels of a fiber. */
const record = (
  duration: ReturnType<typeof requestDuration | typeof queueWait>,
  since: number,
  fiber: Fiber.RuntimeFiber<unknown, unknown>
): void =>
  duration.unsafeUpdate((Monotonic.unsafeNow(fiber) - since) / 1000, fiber.getFiberRef(FiberRef.currentMetricLabels))

/**
 * Runs an effect in its turn, and measures how long it waits for the turn. The scope is `session` for the calls of one
 * session, and `workbook` for all requests to one workbook.
 *
 * @internal
 */
export const measureWait = <A, E, R, B, E2, R2>(
  scope: "session" | "workbook",
  endpoint: string,
  self: Effect.Effect<A, E, R>,
  withTurn: (self: Effect.Effect<A, E, R>) => Effect.Effect<B, E2, R2>
): Effect.Effect<B, E2, R2> =>
  Effect.withFiberRuntime((caller) => {
    const since = Monotonic.unsafeNow(caller)
    return withTurn(Effect.withFiberRuntime((fiber) => {
      recordWait(scope, endpoint, since, fiber)
      return self
    }))
  })

/**
 * Records the time since `since` as the wait of a call or a request for its turn.
 *
 * @internal
 */
export const recordWait = (
  scope: "session" | "workbook",
  endpoint: string,
  since: number,
  fiber: Fiber.RuntimeFiber<unknown, unknown>
): void => record(queueWait(endpoint, scope), since, fiber)

/**
 * Like `measureWait`, for calls that have their turn together.
 *
 * @internal
 */
export const measureWaits = <A, E, R, B, E2, R2>(
  scope: "session" | "workbook",
  endpoints: ReadonlyArray<string>,
  self: Effect.Effect<A, E, R>,
  withTurn: (self: Effect.Effect<A, E, R>) => Effect.Effect<B, E2, R2>
): Effect.Effect<B, E2, R2> =>
  Effect.flatMap(Monotonic.now, (since) => {
    const measure = Effect.flatMap(Effect.zip(Monotonic.now, Effect.metricLabels), ([now, labels]) =>
      Effect.sync(() => {
        // An effect for each metric would cost more than the rest of the call.
        for (const endpoint of endpoints) queueWait(endpoint, scope).unsafeUpdate((now - since) / 1000, labels)
      }))
    return withTurn(Effect.zipRight(measure, self))
  })

/**
 * Counts a retry after an error.
 *
 * @internal
 */
export const retried = (endpoint: string, error: string): Effect.Effect<void> =>
  Metric.increment(retries(endpoint, error))

/**
 * Counts a throttled request: an answer with `Retry-After`.
 *
 * @internal
 */
export const throttled = (endpoint: string, status: number, scope: "workbook" | "client"): Effect.Effect<void> =>
  Metric.increment(throttles(endpoint, String(status), scope))

/**
 * Changes the number of open sessions.
 *
 * @internal
 */
export const changeActive = (mode: SessionMode.SessionMode, change: number): Effect.Effect<void> =>
  Metric.incrementBy(active(mode), change)

/**
 * Counts a session that replaced a lost one.
 *
 * @internal
 */
export const recreated = (mode: SessionMode.SessionMode): Effect.Effect<void> => Metric.increment(recreations(mode))

/**
 * Counts a refresh of a session.
 *
 * @internal
 */
export const refreshed = (mode: SessionMode.SessionMode): Effect.Effect<void> => Metric.increment(refreshes(mode))

/**
 * The server of a request.
 *
 * @internal
 */
export interface Server {
  readonly address: string
  readonly port: number
}

/**
 * The server of a URL.
 *
 * @internal
 */
export const serverOf = ({ hostname, port, protocol }: URL): Server => ({
  address: hostname.replace(/^\[|\]$/g, ""),
  port: Number(port === "" ? protocol === "https:" ? 443 : 80 : port)
})

/**
 * A request as it is sent. `resends` is the number of times that it was sent before.
 *
 * @internal
 */
export interface SentRequest {
  readonly endpoint: string
  readonly method: string
  readonly server: Server
  readonly clientRequestId: string
  readonly resends: number
}

/**
 * The status and the request id of an answer.
 *
 * @internal
 */
export interface ResponseHead {
  readonly status: number
  readonly requestId: string | undefined
}

/** An interrupt is an error only if the timeout of the request caused it. */
const errorTypeOf = (
  exit: Exit.Exit<unknown, WorkbookError.Failure>,
  head: ResponseHead | undefined,
  isTimeout: boolean
): string | undefined => {
  if (head !== undefined && head.status >= 400) return String(head.status)
  if (Exit.isSuccess(exit)) return undefined
  if (Cause.isInterruptedOnly(exit.cause)) return isTimeout ? "timeout" : undefined
  return Option.match(Cause.failureOption(exit.cause), {
    onNone: () => "_OTHER",
    onSome: (error) => error._tag === "TransportFailure" ? error.reason : error._tag
  })
}

interface RequestOptions<Answer, A> {
  readonly exchange: (span: Tracer.Span | undefined) => Effect.Effect<Answer, WorkbookError.Failure>
  readonly interpret: (answer: Answer) => Effect.Effect<A, WorkbookError.Failure>
  readonly isTimeout: () => boolean
}

/**
 * Sends a request and interprets its answer, in a span, and measures the duration. `isTimeout` tells whether an interrupt is
 * the timeout of the request. Only `exchange` may be interruptible.
 *
 * @internal
 */
export const request = <Answer extends ResponseHead, A>(
  fiber: Fiber.RuntimeFiber<unknown, unknown>,
  sent: SentRequest,
  options: RequestOptions<Answer, A>
): Effect.Effect<A, WorkbookError.Failure> => {
  if (!Span.isTraced(fiber)) return measured(fiber, sent, options, undefined)
  const { clientRequestId, method: name, resends, server } = sent
  const attributes = {
    [endpoint]: sent.endpoint,
    [method]: name,
    [serverAddress]: server.address,
    [serverPort]: server.port,
    "http.request.header.client-request-id": clientRequestId,
    ...(resends > 0 && { "http.request.resend_count": resends })
  }
  return Effect.flatMap(
    Span.open(`${name} ${sent.endpoint}`, { kind: "client", attributes }),
    (span) => measured(fiber, sent, options, span)
  )
}

const measured = <Answer extends ResponseHead, A>(
  fiber: Fiber.RuntimeFiber<unknown, unknown>,
  { endpoint, method, server }: SentRequest,
  { exchange, interpret, isTimeout }: RequestOptions<Answer, A>,
  span: Tracer.Span | undefined
): Effect.Effect<A, WorkbookError.Failure> => {
  const since = Monotonic.unsafeNow(fiber)
  let answered: ResponseHead | undefined
  const end = (exit: Exit.Exit<A, WorkbookError.Failure>) => {
    const error = errorTypeOf(exit, answered, isTimeout())
    if (error !== undefined) span?.attribute(errorType, error)
    const code = answered && String(answered.status)
    record(requestDuration(endpoint, method, server.address, String(server.port), code, error), since, fiber)
    if (span !== undefined) Span.end(fiber, span, exit)
    return exit
  }
  const interpreted = Effect.flatMap(exchange(span), (answer) => {
    answered = { status: answer.status, requestId: answer.requestId }
    span?.attribute(status, answer.status)
    if (answer.requestId !== undefined) span?.attribute("http.response.header.request-id", answer.requestId)
    return interpret(answer)
  })
  return Effect.matchCauseEffect(interpreted, {
    onFailure: (cause) => end(Exit.failCause(cause)),
    onSuccess: (value) => end(Exit.succeed(value))
  })
}
