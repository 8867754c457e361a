/** A scripted Graph that serves sessions on one workbook, and logs each request with its time. */
import { type AccessToken, type GraphClient, Range, Table, Workbook, WorkbookSession } from "@effect-workbook/client"
import { Clock, type Duration, Effect, type Layer } from "effect"
import { type Answer, created, failure, graph, range, type Received, type Reply, settle } from "./Script.js"

export const workbook = Workbook.item("01ABC", Workbook.drive("b!d"))
export const cell = Range.values(Range.at("Data!A1"))
export const write = Range.write(Range.at("Data!A1"), [[1]])

export const append = Table.addRows(Table.named("T"), [["a", 1]])

/** A short name for a request. */
export const nameOf = ({ method, url }: Received): string => {
  const path = url.split("?")[0]!
  if (url.includes("/operations/")) return "poll"
  if (path.includes("range(")) return method === "GET" ? "read" : "write"
  if (path.endsWith("/rows")) return method === "GET" ? "rows" : "append"
  if (path.endsWith("/rows/count()")) return "count"
  return url.split(/[/(?]/).find((part) => part.endsWith("Session") || part === "sessionInfoResource") ??
    `${method} ${url}`
}

/**
 * A Graph with sessions. `answers` replaces default answers by the name of the request, and gets the number of requests with
 * that name; `batch` replaces the answers to whole batches. `log` has a line for each request: the time in seconds and the name.
 */
export const service = (
  answers: Partial<Record<string, Answer>> = {},
  options: GraphClient.Options = {},
  token?: Layer.Layer<AccessToken.AccessToken>
) => {
  const log: Array<string> = []
  const defaults: Record<string, Reply> = {
    createSession: created(),
    refreshSession: { status: 204 },
    closeSession: { status: 204 },
    read: { status: 200, body: range },
    write: { status: 200, body: range },
    append: { status: 201, body: { index: 0, values: [["a", 1]] } }
  }
  const counts: Record<string, number> = {}
  const script = graph(
    (request) => {
      const name = nameOf(request)
      counts[name] = (counts[name] ?? 0) + 1
      const reply = answers[name]?.(request, counts[name]) ?? defaults[name] ?? failure(404, "notFound")
      return Effect.flatMap(Clock.currentTimeMillis, (now) => {
        log.push(`${now / 1000} ${name}`)
        return settle(reply)
      })
    },
    options,
    token,
    answers["batch"]
  )
  return { ...script, log }
}

export const inSession = <A, E, R>(
  self: Effect.Effect<A, E, R>,
  options: Partial<WorkbookSession.Options> = {}
) => Effect.provide(self, WorkbookSession.layer({ workbook, ...options }))

export const after = (reply: Reply, delay: Duration.DurationInput) => Effect.delay(Effect.succeed(reply), delay)

/** Answers the first requests with these replies, and later ones with the default answer. */
export const first = (...replies: ReadonlyArray<Reply>): Answer => (_, count) => replies[count - 1]
