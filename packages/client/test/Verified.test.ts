import {
  Chart,
  ChartSeries,
  Comment,
  NamedItem,
  Range,
  Table,
  type WorkbookError,
  WorkbookSession,
  Worksheet
} from "@effect-workbook/client"
import { HttpClient, HttpClientError } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, TestClock } from "effect"
import { layer, workbook } from "./support/Emulated.js"
import { created, failure, graph, type Reply } from "./support/Script.js"
import { append, cell, first, inSession, service, write } from "./support/Session.js"

const orders = Table.named("Orders")
const rate = Comment.byId("{2B0C9D3A-6E41-4F7B-8A15-5C9E0D7F1A01}")
const row = (order: string) => [[order, 46212, "North", "Chair", 1, 1, null]]

/** Loses the response to the first request of this kind, before or after it was executed. */
const losing = (pattern: RegExp, executed: boolean) => {
  let lost = false
  return HttpClient.transform<HttpClientError.HttpClientError, never, HttpClientError.HttpClientError, never>(
    (answer, request) => {
      if (lost || request.method === "GET" || !pattern.test(request.url)) return answer
      lost = true
      const gone = new HttpClientError.RequestError({ request, reason: "Transport", description: "connection lost" })
      return executed ? Effect.zipRight(answer, Effect.fail(gone)) : Effect.fail(gone)
    }
  )
}

const run = <A, E, R>(work: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.fork(work)
    yield* TestClock.adjust("5 minutes")
    return yield* Fiber.join(fiber)
  })

const counts = Effect.gen(function*() {
  const rows = yield* Table.rows(orders)
  const sheets = yield* Worksheet.list()
  const names = yield* NamedItem.list()
  const columns = yield* Table.columns(orders)
  const replies = yield* Comment.replies(rate)
  return [rows.length, sheets.length, names.length, columns.length, replies.length]
})

interface Write {
  readonly on: RegExp
  /** The number of new rows, sheets, names, columns and replies. */
  readonly change: ReadonlyArray<number>
  readonly work: Effect.Effect<unknown, WorkbookError.WorkbookError, WorkbookSession.WorkbookSession>
  /** The write is idempotent, so it needs no read. */
  readonly repeatable?: true
}

const writes: Record<string, Write> = {
  "rows/add": { on: /\/rows$/, change: [1, 0, 0, 0, 0], work: Table.addRows(orders, row("SO-9")) },
  "rows/add in between": {
    on: /\/rows$/,
    change: [1, 0, 0, 0, 0],
    work: Table.addRows(orders, row("SO-9"), { index: 2 })
  },
  "rows/delete": { on: /itemAt/, change: [-1, 0, 0, 0, 0], work: Table.deleteRow(orders, 3) },
  "worksheets/add": { on: /worksheets\/add$/, change: [0, 1, 0, 0, 0], work: Worksheet.add("New") },
  "worksheets/add without a name": { on: /worksheets\/add$/, change: [0, 1, 0, 0, 0], work: Worksheet.add() },
  "names/add": {
    on: /names\/add$/,
    change: [0, 0, 1, 0, 0],
    work: NamedItem.add({ name: "NewName", reference: "=Summary!$A$1" })
  },
  "comments/replies": { on: /replies$/, change: [0, 0, 0, 0, 1], work: Comment.reply(rate, "Thank you.") },
  // equal to a reply that is there
  "comments/replies again": {
    on: /replies$/,
    change: [0, 0, 0, 0, 1],
    work: Comment.reply(rate, "Yes, it changes in January.")
  },
  "columns/add": { on: /columns\/add$/, change: [0, 0, 0, 1, 0], work: Table.addColumn(orders, { name: "Note" }) },
  "columns/delete": {
    on: /columns/,
    change: [0, 0, 0, -1, 0],
    work: Table.deleteColumn(orders, "Product"),
    repeatable: true
  }
}

describe("Verified writes", () => {
  for (const [name, { change, on, repeatable, work }] of Object.entries(writes)) {
    for (const executed of [true, false]) {
      it.effect(`${name} with a lost response that was ${executed ? "" : "not "}executed: is executed once`, () =>
        Effect.gen(function*() {
          const before = yield* counts
          yield* WorkbookSession.verified(work)
          const after = yield* counts
          assert.deepStrictEqual(after.map((count, index) => count - before[index]!), change)
        }).pipe(
          Effect.provide(WorkbookSession.layer({ workbook })),
          run,
          Effect.provide(layer({ transformClient: losing(on, executed) }))
        ))

      const outcome = repeatable ? "Success" : "OutcomeUnknown"
      it.effect(`${name} without being verified is ${outcome} (${executed ? "" : "not "}executed)`, () =>
        Effect.gen(function*() {
          const tag = yield* Effect.match(work, { onFailure: ({ _tag }) => _tag, onSuccess: () => "Success" })
          assert.strictEqual(tag, outcome)
        }).pipe(
          Effect.provide(WorkbookSession.layer({ workbook })),
          run,
          Effect.provide(layer({ transformClient: losing(on, executed) }))
        ))
    }
  }

  it.effect("succeed with the same result as the response of the service", () =>
    Effect.gen(function*() {
      const added = yield* WorkbookSession.verified(Table.addRows(orders, row("SO-9")))
      assert.strictEqual(added.values?.[0]?.[0], "SO-9")
      assert.strictEqual(added.index, (yield* Table.rows(orders)).length - 1)
    }).pipe(
      Effect.provide(WorkbookSession.layer({ workbook })),
      run,
      Effect.provide(layer({ transformClient: losing(/\/rows$/, true) }))
    ))

  it.effect("find the reply that was added, and not one of another user", () => {
    const replies = (...added: ReadonlyArray<readonly [id: string, content: string]>): Reply => ({
      status: 200,
      body: {
        value: [["{1}", "Yes"] as const, ...added].map(([id, content]) => ({ id, content, contentType: "plain" }))
      }
    })
    const cases = [
      { after: replies(["{2}", "x"]), outcome: "{2}" },
      { after: replies(["{2}", "y"], ["{3}", "x"]), outcome: "{3}" },
      { after: replies(["{2}", "y"]), outcome: "OutcomeUnknown" },
      { after: replies(["{2}", "x"], ["{3}", "x"]), outcome: "OutcomeUnknown" }
    ]
    return Effect.forEach(cases, ({ after, outcome }) => {
      let reads = 0
      const { layer } = graph(({ method, url }) => {
        if (url.endsWith("/createSession")) return created()
        if (url.endsWith("/closeSession")) return { status: 204 }
        if (method === "POST") return failure(503, "x", "serviceUnavailableUncategorized")
        reads += 1
        return reads === 1 ? replies() : after
      })
      return WorkbookSession.verified(Comment.reply(rate, "x")).pipe(
        Effect.match({ onFailure: ({ _tag }) => _tag, onSuccess: ({ id }) => id }),
        inSession,
        run,
        Effect.map((ended) => assert.strictEqual(ended, outcome)),
        Effect.provide(layer)
      )
    })
  })

  it.effect("do not take a point for one that was not added, although points have no names", () =>
    Effect.gen(function*() {
      const summary = Worksheet.named("Summary")
      yield* Range.write(Range.on(summary, "K1:K3"), [["Sales"], [1], [2]])
      const { name } = yield* Chart.add(summary, { type: "Line", sourceData: "K1:K3" })
      const series = ChartSeries.itemAt(Chart.named(summary, name ?? ""), 0)
      const error = yield* Effect.flip(WorkbookSession.verified(ChartSeries.addPoint(series, 3)))
      assert.strictEqual(error._tag, "OutcomeUnknown")
      assert.deepStrictEqual((yield* ChartSeries.points(series)).map(({ value }) => value), [1, 2, 3])
    }).pipe(
      Effect.provide(WorkbookSession.layer({ workbook })),
      run,
      Effect.provide(layer({ transformClient: losing(/points$/, true) }))
    ))

  it.effect("never become a long-running operation, which could finish after the second read", () =>
    Effect.gen(function*() {
      const before = (yield* Table.rows(orders)).length
      yield* WorkbookSession.verified(Table.addRows(orders, row("SO-9")))
      yield* Effect.sleep("1 minute")
      assert.strictEqual((yield* Table.rows(orders)).length, before + 1)
    }).pipe(
      Effect.provide(WorkbookSession.layer({ workbook })),
      run,
      Effect.provide(layer({ openDelay: "10 seconds", transformClient: losing(/\/rows$/, true) }))
    ))

  it.effect("send no other call of the session between the read and the write", () =>
    Effect.gen(function*() {
      const before = (yield* Table.rows(orders)).length
      const all = ["SO-7", "SO-8", "SO-9"].map((order) => WorkbookSession.verified(Table.addRows(orders, row(order))))
      yield* Effect.all(all, { concurrency: "unbounded" })
      const rows = yield* Table.rows(orders)
      assert.deepStrictEqual(rows.slice(before).map(({ values }) => values?.[0]?.[0]), ["SO-7", "SO-8", "SO-9"])
    }).pipe(
      Effect.provide(WorkbookSession.layer({ workbook })),
      run,
      Effect.provide(layer({ transformClient: losing(/\/rows$/, true) }))
    ))

  it.effect("fail with OutcomeUnknown if others have written too, the read fails, or no attempt succeeds", () => {
    const unknown = failure(503, "x", "serviceUnavailableUncategorized")
    const timedOut = failure(504, "x", "gatewayTimeoutUncategorized")
    const count = (value: number) => ({ status: 200, body: { value } })
    const cases = [
      service({ append: () => unknown, count: (_, times) => count(times === 1 ? 5 : 8) }),
      service({ append: () => unknown, count: (_, times) => times === 1 ? count(5) : failure(403, "x") }),
      service({
        append: () => unknown,
        count: (_, times) => count(times === 1 ? 5 : 6),
        rows: () => ({ status: 200, body: { value: [{ index: 5, values: [["b", 2]] }] } })
      }),
      service({ append: () => unknown, count: () => count(5) }),
      // it may be executed after the read
      service({ append: () => timedOut, count: () => count(5) })
    ]
    return Effect.forEach(cases, ({ layer, log }, index) =>
      Effect.gen(function*() {
        const error = yield* run(inSession(Effect.flip(WorkbookSession.verified(append))))
        assert.strictEqual(error._tag, "OutcomeUnknown")
        const times = log.filter((line) => line.endsWith("append")).length
        assert.strictEqual(times, index === 3 ? 3 : 1)
      }).pipe(Effect.provide(layer)))
  })

  it.effect("find a text that was sent with a leading apostrophe", () =>
    Effect.forEach([["=1+1", "executed"], ["=1+2", "OutcomeUnknown"], [2, "OutcomeUnknown"]], ([held, outcome]) => {
      const { layer } = service({
        append: () => failure(503, "x", "serviceUnavailableUncategorized"),
        count: (_, times) => ({ status: 200, body: { value: times === 1 ? 5 : 6 } }),
        rows: () => ({ status: 200, body: { value: [{ index: 5, values: [[held, 1]] }] } })
      })
      return WorkbookSession.verified(Table.addRows(Table.named("T"), [["'=1+1", 1]])).pipe(
        Effect.match({ onFailure: ({ _tag }) => _tag, onSuccess: () => "executed" }),
        inSession,
        run,
        Effect.map((ended) => assert.strictEqual(ended, outcome)),
        Effect.provide(layer)
      )
    }))

  it.effect("are not sent again after a timeout, because the first attempt may still be executed", () => {
    const { layer, log } = service({
      count: () => ({ status: 200, body: { value: 5 } }),
      append: () => Effect.never
    })
    return Effect.gen(function*() {
      const error = yield* run(inSession(Effect.flip(WorkbookSession.verified(append))))
      assert.strictEqual(error._tag, "OutcomeUnknown")
      assert.strictEqual(log.filter((line) => line.endsWith("append")).length, 1)
    }).pipe(Effect.provide(layer))
  })

  const accepted: Reply = { status: 202, headers: { location: "https://graph.microsoft.com/v1.0/operations/1" } }
  const unheard: Record<string, { readonly append: Reply; readonly poll?: Reply }> = {
    "is still running when its deadline comes": {
      append: accepted,
      poll: { status: 200, body: { status: "running" } }
    },
    "is not found": { append: accepted, poll: failure(404, "itemNotFound") },
    "is in a state that cannot be read": { append: accepted, poll: { status: 200, body: [] } },
    "is told of at another host": {
      append: { status: 202, headers: { location: "https://example.com/operations/1" } }
    },
    "has no address": { append: { status: 202 } }
  }
  for (const [what, { append: reply, poll }] of Object.entries(unheard)) {
    it.effect(`are not sent again after a 202 whose operation ${what}, because it may continue`, () => {
      const { layer, log } = service({
        count: () => ({ status: 200, body: { value: 3 } }),
        append: first(reply),
        poll: () => poll
      })
      return Effect.gen(function*() {
        const fiber = yield* Effect.fork(Effect.flip(inSession(WorkbookSession.verified(append))))
        yield* TestClock.adjust("10 minutes")
        assert.strictEqual((yield* Fiber.join(fiber))._tag, "OutcomeUnknown")
        assert.strictEqual(log.filter((line) => line.endsWith("append")).length, 1)
      }).pipe(Effect.provide(layer))
    })
  }

  it.effect("need one read before a write, and none for an idempotent call", () => {
    const { layer, log } = service({ count: () => ({ status: 200, body: { value: 5 } }) })
    return Effect.gen(function*() {
      yield* inSession(WorkbookSession.verified(Effect.all([cell, write, append])))
      assert.deepStrictEqual(log.map((line) => line.split(" ")[1]), [
        "createSession",
        "read",
        "write",
        "count",
        "append",
        "closeSession"
      ])
    }).pipe(Effect.provide(layer))
  })
})
