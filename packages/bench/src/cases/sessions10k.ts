/** 10,000 open sessions in one process. */
import { AccessToken, GraphClient, Workbook, WorkbookSession } from "@effect-workbook/client"
import { HttpClient } from "@effect/platform"
import { Duration, Effect, Layer, Redacted } from "effect"
import { type Case, lower, once } from "../Case.js"
import * as Service from "../virtual/service.js"
import * as VirtualTime from "../virtual/VirtualTime.js"

/** A service that answers at once. */
const makeService = () => {
  const created = Service.response(201, JSON.stringify({ id: "session", persistChanges: true }))
  const done = Service.response(204, "")
  let refreshes = 0
  return {
    layer: Layer.succeed(
      HttpClient.HttpClient,
      Service.client(({ url }) => {
        if (url.includes("refreshSession")) refreshes++
        return Effect.succeed(url.includes("createSession") ? created : done)
      })
    ),
    refreshes: () => refreshes
  }
}

const heapUsed = Effect.sync(() => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
})

const cpuTime = Effect.sync(() => {
  const { system, user } = process.cpuUsage()
  return (system + user) / 1000
})

const idle = Duration.hours(1)

const measure = (count: number) =>
  VirtualTime.run(Effect.suspend(() => {
    const { layer, refreshes } = makeService()
    return Effect.gen(function*() {
      const heapBefore = yield* heapUsed
      const cpuBefore = yield* cpuTime
      // opened over a minute and a half, so that their refreshes do not come at the same moment
      const sessions = yield* Effect.forEach(Array.from({ length: count }), (_, index) =>
        Effect.zipLeft(
          WorkbookSession.make({ workbook: Workbook.item(`book-${index}`, Workbook.drive("d")) }),
          Effect.sleep(Duration.seconds(90 / count))
        ))
      const cpuOpen = yield* cpuTime
      const heapOpen = yield* heapUsed
      const before = refreshes()
      const cpuIdle = yield* cpuTime
      yield* Effect.sleep(idle)
      const cpuRefreshed = yield* cpuTime
      const sent = refreshes() - before
      // a persistent session ends after 5 idle minutes
      if (sent < sessions.length * 12) return yield* Effect.dieMessage(`only ${sent} refreshes in an hour`)
      return {
        heap: (heapOpen - heapBefore) / count,
        open: (cpuOpen - cpuBefore) / count,
        share: (cpuRefreshed - cpuIdle) / Duration.toMillis(idle)
      }
    }).pipe(
      Effect.scoped,
      Effect.provide(
        GraphClient.layer().pipe(Layer.provide([layer, AccessToken.layer(Redacted.make("token"))]))
      )
    )
  }))

export const sessions10k: Case = {
  name: "sessions10k",
  title: "10,000 sessions",
  about:
    "10,000 open sessions in one process, idle for an hour of virtual time, with a service in memory: the heap of one after " +
    "a garbage collection, and the CPU time for all refreshes as a share of the hour.",
  run: ({ progress, quick }) => {
    progress("opening and refreshing")
    const { heap, open, share } = measure(quick ? 20 : 10_000)
    return Promise.resolve([
      lower("heapKilobytes", "heap of a session", "KB", once(heap / 1000)),
      lower("refreshPercent", "CPU for the refreshes of all sessions", "%", once(share * 100)),
      lower("openMillis", "CPU to open a session", "ms", once(open))
    ])
  }
}
