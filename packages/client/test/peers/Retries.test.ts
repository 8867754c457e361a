/** Bugs of peers when the service fails or throttles: they write twice, retry too early, or do not retry. */
import { Range, Table, Workbook, WorkbookSession } from "@effect-workbook/client"
import type { Fault } from "@effect-workbook/emulator"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as Emulated from "../support/Emulated.js"
import { failure, type Reply } from "../support/Script.js"
import { append, cell, first, inSession, service, workbook, write } from "../support/Session.js"
import { record } from "../support/Spans.js"
import { names, numberedSession, recording, run, throttled, timesOf, withRetryAfter } from "./support.js"

const sessionless = <A, E, R>(self: Effect.Effect<A, E, R>, book: Workbook.Workbook = workbook) =>
  Effect.provide(self, WorkbookSession.layerSessionless({ workbook: book }))

const orders = Table.named("Orders")
const addRow = (order: string) => Table.addRows(orders, [[order, 46212, "North", "Chair", 1, 1, null]])
const ordersIn = Effect.map(Table.rows(orders), (rows) => rows.map(({ values }) => values?.[0]?.[0]))

const appends = { endpoint: "Collection(workbookTableRow).create" }

const faults: Record<string, Fault.Fault["do"]> = {
  "a 503": { _tag: "Answer", status: 503 },
  "a 504": { _tag: "Answer", status: 504, code: "gatewayTimeoutUncategorized" },
  "a lost connection": { _tag: "Drop", at: "beforeAnswer" }
}

/** Makes the fault happen after the request was executed. */
const afterExecution = (fault: Fault.Fault["do"]): ReadonlyArray<Fault.Fault> =>
  fault._tag === "Answer" || fault._tag === "Drop" ? [{ on: appends, when: "after", do: fault }] : []

describe("Writes that must not be repeated", () => {
  for (const [name, fault] of Object.entries(faults)) {
    for (const mode of ["persistent", "nonPersistent", "sessionless"] as const) {
      it.effect(`MSGC, Kiota, PnP, FSAI: rows/add is not repeated after ${name} (${mode})`, () => {
        const { count, transformClient } = recording()
        return Effect.gen(function*() {
          const error = yield* run(inSession(Effect.flip(addRow("SO-9")), { mode, workbook: Emulated.workbook }))
          // A bare 503 loses the private copy, and the row with it.
          const isCopyLost = name === "a 503" && mode === "nonPersistent"
          assert.strictEqual(error._tag, isCopyLost ? "SessionLost" : "OutcomeUnknown")
          assert.strictEqual(count("/rows"), 1)
          if (mode !== "nonPersistent") {
            const kept = yield* sessionless(ordersIn, Emulated.workbook)
            assert.strictEqual(kept.filter((order) => order === "SO-9").length, 1)
          }
        }).pipe(Effect.provide(Emulated.layer({ transformClient, faults: afterExecution(fault) })))
      })
    }

    it.effect(`Power Automate: a verified row is added once after ${name}`, () =>
      Effect.gen(function*() {
        const work = Effect.zipRight(WorkbookSession.verified(addRow("SO-9")), ordersIn)
        const rows = yield* run(inSession(work, { workbook: Emulated.workbook }))
        assert.strictEqual(rows.filter((order) => order === "SO-9").length, 1)
      }).pipe(Effect.provide(Emulated.layer({ faults: afterExecution(fault) }))))
  }

  for (const status of [409, 423, 500, 501, 507, 509]) {
    it.effect(`FSAI: nothing is repeated after a ${status}`, () => {
      const { layer, log } = service({ read: () => failure(status), write: () => failure(status) })
      return Effect.gen(function*() {
        const errors = yield* run(sessionless(Effect.all([Effect.flip(cell), Effect.flip(write)])))
        assert.isTrue(errors.every((error) => "status" in error && error.status === status))
        assert.deepStrictEqual(names(log), ["read", "write"])
      }).pipe(Effect.provide(layer))
    })
  }

  it.effect("gspread: a 403 is not sent again", () => {
    const { layer, log } = service({ read: () => failure(403, "accessDenied") })
    return Effect.gen(function*() {
      assert.strictEqual((yield* run(sessionless(Effect.flip(cell))))._tag, "AccessDenied")
      assert.deepStrictEqual(names(log), ["read"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("FSAI: a call is sent when its effect runs, and not when it is constructed", () => {
    const { layer, log } = service()
    return Effect.gen(function*() {
      const described = [append, append, write]
      assert.strictEqual(described.length, 3)
      yield* sessionless(Effect.gen(function*() {
        yield* append
        assert.deepStrictEqual(names(log), ["append"])
        yield* Effect.all([write, append], { concurrency: "unbounded" })
      }))
      assert.deepStrictEqual(names(log).toSorted(), ["append", "append", "write"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("plumber, Power Automate: concurrent writers of one workbook neither lose nor duplicate rows", () => {
    let running = 0
    let most = 0
    const added = Array.from({ length: 30 }, (_, index) => `SO-${2000 + index}`)
    const work = Effect.gen(function*() {
      yield* Effect.forEach(added, addRow, { concurrency: "unbounded" })
      assert.deepStrictEqual((yield* ordersIn).slice(24), added)
    })
    const { transformClient } = recording((answer) =>
      Effect.acquireUseRelease(
        Effect.sync(() => most = Math.max(most, ++running)),
        () => answer,
        () => Effect.sync(() => running--)
      )
    )
    return Effect.gen(function*() {
      yield* run(inSession(work, { workbook: Emulated.workbook }))
      assert.strictEqual(most, 1)
    }).pipe(Effect.provide(Emulated.layer({ transformClient })))
  })
})

describe("Requests that must be repeated", () => {
  it.effect("python-o365: a write is sent again after 429", () => {
    const { layer, log } = service({
      write: first(withRetryAfter(throttled, "7")),
      append: first(withRetryAfter(throttled, "8"))
    })
    return Effect.gen(function*() {
      yield* run(inSession(Effect.zipRight(write, append)))
      assert.deepStrictEqual(timesOf(log, "write"), [0, 7])
      assert.deepStrictEqual(timesOf(log, "append"), [7, 15])
    }).pipe(Effect.provide(layer))
  })

  it.effect("python-o365: an idempotent write is sent again after 503 and 504", () => {
    const { layer, log } = service({ write: first(withRetryAfter(failure(503), "3"), failure(504)) })
    return Effect.gen(function*() {
      yield* run(sessionless(write))
      assert.strictEqual(timesOf(log, "write").length, 3)
    }).pipe(Effect.provide(layer))
  })

  it.effect("n8n, Pipedream: a read is sent again after a transient failure", () => {
    const { layer, log } = service({
      read: first(failure(504, "x", "gatewayTimeoutUncategorized"), failure(502), failure(503, "x", "transientFailure"))
    })
    return Effect.gen(function*() {
      assert.deepStrictEqual(yield* run(sessionless(cell)), [[1]])
      assert.strictEqual(timesOf(log, "read").length, 4)
    }).pipe(Effect.provide(layer))
  })

  it.effect("office.js: createSession is sent again after the Retry-After of a 429", () => {
    const { layer, log } = service({ createSession: first(withRetryAfter(throttled, "15")) })
    return Effect.gen(function*() {
      assert.deepStrictEqual(yield* run(inSession(cell)), [[1]])
      assert.deepStrictEqual(log.slice(0, 3), ["0 createSession", "15 createSession", "15 read"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("dfx: throttling that does not end becomes a Throttled error", () => {
    const { layer, log } = service({ read: () => withRetryAfter(throttled, "1") })
    return Effect.gen(function*() {
      const error = yield* run(sessionless(Effect.flip(cell)))
      assert.strictEqual(error._tag, "Throttled")
      assert.isTrue(log.length > 1 && log.length < 20, String(log.length))
    }).pipe(Effect.provide(layer))
  })
})

describe("The time of retries", () => {
  it.effect("PnPjs: Retry-After as an HTTP date is respected", () => {
    const { layer, log } = service({ read: first(withRetryAfter(throttled, "Thu, 01 Jan 1970 00:01:30 GMT")) })
    return Effect.gen(function*() {
      yield* run(sessionless(cell))
      assert.deepStrictEqual(timesOf(log, "read"), [0, 90])
    }).pipe(Effect.provide(layer))
  })

  it.effect("softeria: Retry-After on a 503 is respected", () => {
    const { layer, log } = service({
      read: first(withRetryAfter(failure(503), "20"), withRetryAfter(failure(503, "x", "transientFailure"), "30"))
    })
    return Effect.gen(function*() {
      yield* run(sessionless(cell))
      assert.deepStrictEqual(timesOf(log, "read"), [0, 20, 50])
    }).pipe(Effect.provide(layer))
  })

  it.effect("softeria: Retry-After on a 503 that ends the session delays the next session", () => {
    const { layer, log } = service({ createSession: numberedSession, read: first(withRetryAfter(failure(503), "20")) })
    return Effect.gen(function*() {
      yield* run(inSession(cell))
      assert.deepStrictEqual(timesOf(log, "createSession"), [0, 20])
      assert.deepStrictEqual(timesOf(log, "read"), [0, 20])
    }).pipe(Effect.provide(layer))
  })

  it.effect("MSGC: a Retry-After of more than 3 minutes is not shortened", () => {
    const { layer, log } = service({ read: first(withRetryAfter(throttled, "250")) })
    return Effect.gen(function*() {
      yield* run(sessionless(cell))
      assert.deepStrictEqual(timesOf(log, "read"), [0, 250])
    }).pipe(Effect.provide(layer))
  })

  it.effect("Dev Proxy, vgrem: no concurrent caller sends a request before Retry-After has passed", () => {
    const { layer, log } = service({
      createSession: numberedSession,
      read: (_, count) => count === 1 ? withRetryAfter(throttled, "33") : undefined
    })
    return Effect.gen(function*() {
      yield* run(inSession(Effect.all([cell, cell, write, append, cell], { concurrency: "unbounded" })))
      assert.deepStrictEqual(names(log.slice(0, 2)), ["createSession", "read"])
      assert.isTrue(log.slice(2).every((line) => Number(line.split(" ")[0]) >= 33), log.join())
    }).pipe(Effect.provide(layer))
  })

  it.effect("PnPjs: there is a pause after a lost connection", () => {
    const { layer, log } = service({
      read: (_, count) => count <= 3 ? Effect.fail("connection lost") : undefined
    })
    return Effect.gen(function*() {
      yield* run(sessionless(cell))
      const times = timesOf(log, "read")
      assert.strictEqual(times.length, 4)
      assert.deepStrictEqual(times, [...new Set(times)].toSorted((a, b) => a - b))
    }).pipe(Effect.provide(layer))
  })

  const other = Workbook.item("02", Workbook.drive("b!d"))
  const scopes: Record<string, { readonly reply: Reply; readonly others: number }> = {
    "one workbook holds only that one back": { reply: throttled, others: 5 },
    "the application holds all back": { reply: failure(429, "TooManyRequests", "429"), others: 30 }
  }
  for (const [name, { others, reply }] of Object.entries(scopes)) {
    it.effect(`plumber: throttling of ${name}`, () => {
      const { layer, log } = service({
        read: ({ url }, count) => count === 1 && url.includes("01ABC") ? withRetryAfter(reply, "30") : undefined
      })
      return Effect.gen(function*() {
        yield* run(Effect.all([sessionless(cell), sessionless(Effect.delay(cell, "5 seconds"), other)], {
          concurrency: "unbounded"
        }))
        assert.deepStrictEqual(timesOf(log, "read"), [0, others, 30])
      }).pipe(Effect.provide(layer))
    })
  }

  it.effect("python-o365: there is no pause between two requests", () => {
    const { layer, log } = service()
    return Effect.gen(function*() {
      yield* run(inSession(Effect.replicateEffect(Effect.zipRight(cell, write), 20)))
      assert.isTrue(log.every((line) => line.startsWith("0 ")))
    }).pipe(Effect.provide(layer))
  })
})

describe("Telemetry of retries", () => {
  it.effect("Kiota: the span of a call ends after its last attempt", () => {
    const { spans, tracer } = record()
    const seconds = (nanos: bigint | undefined) => Number((nanos ?? -1n) / 1_000_000_000n)
    const { layer } = service({ write: first(withRetryAfter(throttled, "20"), withRetryAfter(throttled, "40")) })
    return Effect.gen(function*() {
      yield* run(Effect.withTracer(sessionless(Range.write(Range.at("Data!A1"), [[1]])), tracer))
      const call = spans.find(({ name }) => name === "Range.write")
      assert.deepStrictEqual([seconds(call?.start), seconds(call?.end)], [0, 60])
      assert.deepStrictEqual(
        spans.filter(({ name }) => name === "PATCH workbookRange.update").map(({ start }) => seconds(start)),
        [0, 20, 60]
      )
    }).pipe(Effect.provide(layer))
  })
})
