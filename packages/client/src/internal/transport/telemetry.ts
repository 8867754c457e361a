/**
 * What the client tells those who watch it: its metrics, and the span of each request that it sends.
 *
 * Names are those of OpenTelemetry's semantic conventions (https://opentelemetry.io/docs/specs/semconv/http/) where these
 * have one, and begin with `workbook.` elsewhere. No label grows with the number of workbooks, sessions or requests, and
 * none holds what a caller or the service has written.
 */
import type * as SessionMode from "@effect-workbook/schema/SessionMode"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Metric from "effect/Metric"
import * as MetricBoundaries from "effect/MetricBoundaries"
import * as MetricKey from "effect/MetricKey"
import type * as MetricKeyType from "effect/MetricKeyType"
import * as MetricLabel from "effect/MetricLabel"
import * as Option from "effect/Option"
import type * as WorkbookError from "../../WorkbookError.js"
import * as Monotonic from "./monotonic.js"

const method = "http.request.method"
const status = "http.response.status_code"
const serverAddress = "server.address"
const serverPort = "server.port"
const errorType = "error.type"
const mode = "workbook.session.mode"

/**
 * The attribute that tells which endpoint of the catalogue is meant, by `Endpoint.id`.
 *
 * @internal
 */
export const endpoint = "workbook.endpoint"

/**
 * The metrics of one name that differ by their labels, in the order of the names; a label without a value is left out.
 *
 * Each is made once: `Metric.tagged` looks one up in the registry at each update, and hashes all labels for it.
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
  const made = new Map<string, ReturnType<typeof make>>()
  return (...values: { readonly [Name in keyof Names]: string | undefined }) => {
    const id = values.join("\n")
    const known = made.get(id)
    if (known !== undefined) return known
    const metric = make(values)
    made.set(id, metric)
    return metric
  }
}

const counter = (name: string, description: string) => MetricKey.counter(name, { description, incremental: true })

/** Exporters of Effect's metrics take the unit from a label. */
const seconds = [MetricLabel.make("unit", "s")]

const durations = (name: string, boundaries: ReadonlyArray<number>, description: string) =>
  MetricKey.taggedWithLabels(
    MetricKey.histogram(name, MetricBoundaries.fromIterable(boundaries), description),
    seconds
  )

/** The boundaries that OpenTelemetry gives for HTTP. */
const ofHttp = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]

const requestDuration = labelled(
  durations("http.client.request.duration", ofHttp, "Duration of HTTP client requests."),
  [endpoint, method, serverAddress, serverPort, status, errorType]
)

const queueWait = labelled(
  durations(
    "workbook.queue.wait.duration",
    // A turn may have to wait for many requests, and for the minutes that the service asks to wait.
    [...ofHttp, 25, 50, 75, 100, 250, 500],
    "Time that calls and requests wait for their turn"
  ),
  [endpoint, "workbook.queue.scope"]
)

const retries = labelled(counter("workbook.request.retries", "Requests that are sent again"), [endpoint, errorType])

const throttles = labelled(
  counter("workbook.request.throttles", "Answers that ask to wait"),
  [endpoint, status, "workbook.throttle.scope"]
)

// A counter that goes down too is an UpDownCounter, whose values can be added up over processes, unlike those of a gauge.
const active = labelled(
  MetricKey.counter("workbook.session.active", { description: "Sessions that are open at present" }),
  [mode]
)

const recreations = labelled(
  counter("workbook.session.recreations", "Sessions that took the place of a lost one"),
  [mode]
)

const refreshes = labelled(counter("workbook.session.refreshes", "Refreshes of sessions"), [mode])

/**
 * Takes a turn for an effect, and measures how long it waits until it begins: a call among the calls of its session, or a
 * request among all requests to its workbook.
 *
 * @internal
 */
export const inTurn = <A, E, R, B, E2, R2>(
  scope: "session" | "workbook",
  endpoint: string,
  self: Effect.Effect<A, E, R>,
  take: (self: Effect.Effect<A, E, R>) => Effect.Effect<B, E2, R2>
): Effect.Effect<B, E2, R2> =>
  Effect.flatMap(Monotonic.now, (since) => {
    const measure = Effect.flatMap(Monotonic.now, (now) =>
      Metric.update(queueWait(endpoint, scope), (now - since) / 1000))
    return take(Effect.zipRight(measure, self))
  })

/**
 * Counts a request that is sent again after an error.
 *
 * @internal
 */
export const retried = (endpoint: string, error: string): Effect.Effect<void> =>
  Metric.increment(retries(endpoint, error))

/**
 * An answer asks to wait.
 *
 * @internal
 */
export const throttled = (endpoint: string, status: number, scope: "workbook" | "client"): Effect.Effect<void> =>
  Metric.increment(throttles(endpoint, String(status), scope))

/**
 * So many sessions more are open.
 *
 * @internal
 */
export const opened = (mode: SessionMode.SessionMode, change: number): Effect.Effect<void> =>
  Metric.incrementBy(active(mode), change)

/**
 * A session took the place of a lost one.
 *
 * @internal
 */
export const recreated = (mode: SessionMode.SessionMode): Effect.Effect<void> => Metric.increment(recreations(mode))

/**
 * A session was refreshed.
 *
 * @internal
 */
export const refreshed = (mode: SessionMode.SessionMode): Effect.Effect<void> => Metric.increment(refreshes(mode))

/**
 * Where a request is sent to.
 *
 * @internal
 */
export interface Server {
  readonly address: string
  readonly port: number
}

/**
 * The server of an address.
 *
 * @internal
 */
export const serverOf = ({ hostname, port, protocol }: URL): Server => ({
  address: hostname.replace(/^\[|\]$/g, ""),
  port: Number(port === "" ? protocol === "https:" ? 443 : 80 : port)
})

/**
 * A request that is sent: for the first time, or again after `resends` others.
 *
 * @internal
 */
export interface Sent {
  readonly endpoint: string
  readonly method: string
  readonly server: Server
  readonly clientRequestId: string
  readonly resends: number
}

/**
 * What its answer begins with.
 *
 * @internal
 */
export interface Answered {
  readonly status: number
  readonly requestId: string | undefined
}

/** An interrupt is no error, unless it comes because the time is over. */
const errorTypeOf = (
  exit: Exit.Exit<unknown, WorkbookError.Failure>,
  answered: Answered | undefined,
  isLate: boolean
): string | undefined => {
  if (answered !== undefined && answered.status >= 400) return String(answered.status)
  if (Exit.isSuccess(exit)) return undefined
  if (Cause.isInterruptedOnly(exit.cause)) return isLate ? "timeout" : undefined
  return Option.match(Cause.failureOption(exit.cause), {
    onNone: () => "_OTHER",
    onSome: (error) => error._tag === "TransportFailure" ? error.reason : error._tag
  })
}

/**
 * Sends a request and understands its answer, in a span, and notes how long that takes. `isLate` says whether an interrupt
 * comes because the time is over.
 *
 * @internal
 */
export const request = <Answer extends Answered, A>(
  sent: Sent,
  { exchange, isLate, understand }: {
    readonly exchange: Effect.Effect<Answer, WorkbookError.Failure>
    readonly understand: (answer: Answer) => Effect.Effect<A, WorkbookError.Failure>
    readonly isLate: () => boolean
  }
): Effect.Effect<A, WorkbookError.Failure> => {
  const { server } = sent
  const attributes = {
    [endpoint]: sent.endpoint,
    [method]: sent.method,
    [serverAddress]: server.address,
    [serverPort]: server.port,
    "http.request.header.client-request-id": sent.clientRequestId,
    ...(sent.resends > 0 && { "http.request.resend_count": sent.resends })
  }
  return Effect.useSpan(
    `${sent.method} ${sent.endpoint}`,
    { captureStackTrace: false, kind: "client", attributes },
    (span) =>
      Effect.flatMap(Monotonic.now, (since) => {
        let answered: Answer | undefined
        const end = (exit: Exit.Exit<A, WorkbookError.Failure>) =>
          Effect.flatMap(Monotonic.now, (now) => {
            const error = errorTypeOf(exit, answered, isLate())
            if (error !== undefined) span.attribute(errorType, error)
            const code = answered && String(answered.status)
            const duration = requestDuration(
              sent.endpoint,
              sent.method,
              server.address,
              String(server.port),
              code,
              error
            )
            return Metric.update(duration, (now - since) / 1000)
          })
        return exchange.pipe(
          Effect.flatMap((answer) => {
            answered = answer
            span.attribute(status, answer.status)
            if (answer.requestId !== undefined) span.attribute("http.response.header.request-id", answer.requestId)
            return understand(answer)
          }),
          Effect.onExit(end),
          Effect.withParentSpan(span)
        )
      })
  )
}
