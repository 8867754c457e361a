/** A tenant at the limits that Microsoft publishes. */
import { AccessToken, GraphClient, Range, Workbook, type WorkbookError, WorkbookSession } from "@effect-workbook/client"
import { HttpClient, type HttpClientError } from "@effect/platform"
import { Clock, Duration, Effect, Layer, Redacted } from "effect"
import { type Case, type Figure, lower, once } from "../Case.js"
import * as Service from "../virtual/service.js"
import * as VirtualTime from "../virtual/VirtualTime.js"

/**
 * The limit on the requests of one app to the workbooks of one tenant. Rejected requests count too.
 *
 * See https://learn.microsoft.com/graph/throttling-limits#excel-service-limits.
 */
const limit = 1500
const window = Duration.toMillis("10 seconds")

const roundTrip = Duration.millis(100)

const cells = Service.response(200, JSON.stringify({ address: "Data!A1", values: [[1]] }))
const tooMany = JSON.stringify({
  error: { code: "TooManyRequests", message: "Too many requests.", innerError: { code: "429", status: "429" } }
})

const makeTenant = () => {
  let requests = 0
  let rejected = 0
  let inWindow = 0
  let windowStart = 0
  const answer = Effect.flatMap(Clock.currentTimeMillis, (now) => {
    if (now >= windowStart + window) {
      windowStart = now - now % window
      inWindow = 0
    }
    requests++
    if (++inWindow <= limit) return Effect.delay(Effect.succeed(cells), roundTrip)
    rejected++
    const seconds = Math.ceil((windowStart + window - now) / 1000)
    return Effect.delay(
      Effect.sync(() => Service.response(429, tooMany, { "retry-after": String(seconds) })),
      roundTrip
    )
  })
  return {
    client: Service.client(() => answer),
    counts: () => ({ requests, rejected })
  }
}

type Failure = HttpClientError.HttpClientError | WorkbookSession.OpenError | WorkbookError.CallError

/** How the reads of one workbook are sent, one after the other. */
type Reads = (
  workbook: number,
  count: number
) => Effect.Effect<void, Failure, HttpClient.HttpClient | GraphClient.GraphClient>

/** A loop without this library: it sends a rejected request again after a second, or after `Retry-After`. */
const loop = (pauseAfter: (retryAfter: number) => number): Reads => (workbook, count) => {
  const read: Effect.Effect<void, HttpClientError.HttpClientError, HttpClient.HttpClient> = Effect.gen(function*() {
    const response = yield* HttpClient.get(`https://graph.microsoft.com/v1.0/drives/d/items/${workbook}/workbook`)
    if (response.status < 400) return
    yield* Effect.sleep(Duration.seconds(pauseAfter(Number(response.headers["retry-after"]))))
    yield* read
  })
  return Effect.repeatN(read, count - 1)
}

const ours: Reads = (workbook, count) =>
  Effect.flatMap(
    WorkbookSession.make({ workbook: Workbook.item(String(workbook), Workbook.drive("d")), mode: "sessionless" }),
    (session) => Effect.repeatN(WorkbookSession.provide(Range.values(Range.at("Data!A1")), session), count - 1)
  ).pipe(Effect.scoped, Effect.asVoid)

const simulate = (reads: Reads, workbooks: number, count: number) => {
  const tenant = makeTenant()
  const program = Effect.gen(function*() {
    const start = yield* Clock.currentTimeMillis
    yield* Effect.forEach(Array.from({ length: workbooks }), (_, workbook) => reads(workbook, count), {
      concurrency: "unbounded",
      discard: true
    })
    return { ...tenant.counts(), seconds: ((yield* Clock.currentTimeMillis) - start) / 1000 }
  })
  return VirtualTime.run(Effect.provide(
    program,
    GraphClient.layer().pipe(
      Layer.provideMerge(Layer.succeed(HttpClient.HttpClient, tenant.client)),
      Layer.provide(AccessToken.layer(Redacted.make("token")))
    )
  ))
}

const figuresOf = (
  key: string,
  label: string,
  { rejected, seconds }: ReturnType<typeof simulate>
): ReadonlyArray<Figure> => [
  lower(`${key}rejected`, `${label}: requests that were rejected`, "", once(rejected)),
  lower(`${key}seconds`, `${label}: virtual time`, "s", once(seconds))
]

export const throttled: Case = {
  name: "throttled",
  title: "A throttled tenant",
  about:
    "20,000 reads of 300 workbooks at the same time, in virtual time, by a tenant with the published limit of 1,500 " +
    "requests in 10 seconds, which counts rejected requests too. Beside loops that send a rejected request again after " +
    "`Retry-After`, as the SDKs do, and after a second.",
  chart: {
    title: "20,000 reads at the limit: requests that were rejected",
    keys: ["rejected", "retryAfterLoop.rejected", "naiveLoop.rejected"]
  },
  run: ({ progress, quick }) => {
    const [workbooks, count] = quick ? [20, 100] : [300, 67]
    const simulated = (name: string, reads: Reads) => {
      progress(name)
      return simulate(reads, workbooks, count)
    }
    return Promise.resolve([
      ...figuresOf("", "effect-workbook", simulated("effect-workbook", ours)),
      ...figuresOf("retryAfterLoop.", "Retry-After", simulated("Retry-After", loop((seconds) => seconds))),
      ...figuresOf("naiveLoop.", "a second", simulated("a second", loop(() => 1)))
    ])
  }
}
