import {
  Batch,
  Catalogue,
  type CellValue,
  Endpoint,
  type GraphClient,
  Navigation,
  Range,
  RangeFill,
  Resource,
  Table,
  type TableRow,
  type WorkbookError,
  WorkbookSession,
  Worksheet
} from "@effect-workbook/client"
import { Emulator, type Fault } from "@effect-workbook/emulator"
import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import { Deferred, Duration, Effect, Either, Exit, Fiber, Random, Schema, Scope, TestClock } from "effect"
import * as Emulated from "./support/Emulated.js"
import * as Metrics from "./support/Metrics.js"
import { created, failure, range, type Reply, sessionId } from "./support/Script.js"
import { after, first, inSession, service, workbook } from "./support/Session.js"
import * as Spans from "./support/Spans.js"

const numbers = (length: number) => Array.from({ length }, (_, index) => index + 1)

const Values = Resource.pick(Range.Range, { select: ["values"] })

const at = (row: number) => Range.at(`Data!A${row}`)
const read = (row: number) => Batch.get(Catalogue.range.get, at(row), Values)
const write = (row: number, value: CellValue.CellValue = row) =>
  Batch.call(Catalogue.range.update, at(row), { values: [[value]] })
const append = Batch.call(Catalogue.rows.create, Navigation.property(Table.named("T"), "rows"), {
  index: null,
  values: [["a", 1]]
})

/** The rows that were read and written, in the order in which the service received the requests. */
const rows = (received: ReadonlyArray<{ readonly method: string; readonly url: string }>) =>
  received.flatMap(({ method, url }) => {
    const row = /A(\d+)'\)/.exec(url)?.[1]
    return row === undefined ? [] : [method === "GET" ? Number(row) : -Number(row)]
  })

/** The tag of the error of a call. */
const tagOf = (outcome: Either.Either<unknown, WorkbookError.WorkbookError>): string | undefined =>
  Either.isLeft(outcome) ? outcome.left._tag : undefined

/** Runs an effect, and passes an hour meanwhile. */
const run = <A, E, R>(self: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.fork(self)
    yield* TestClock.adjust("1 hour")
    return yield* Fiber.join(fiber)
  })

const inEmulator = <A, E>(self: Effect.Effect<A, E, WorkbookSession.WorkbookSession | Emulator.Emulator>) =>
  inSession(self, { workbook: Emulated.workbook }).pipe(Effect.provide(Emulated.layer()))

describe("The calls of a batch", () => {
  it.effect("are sent in batches of up to 20, in their order", () => {
    const { batches, layer, received } = service()
    return Effect.gen(function*() {
      const calls = numbers(45).map((row) => row > 25 ? read(row) : write(row))
      const results = yield* inSession(Batch.all(calls))
      assert.strictEqual(results.length, 45)
      assert.deepStrictEqual(batches, [20, 20, 5])
      assert.deepStrictEqual(rows(received), numbers(45).map((row) => row > 25 ? row : -row))
    }).pipe(Effect.provide(layer))
  })

  it.effect("that read are not sent with a change after them", () => {
    const { batches, layer, received } = service()
    return Effect.gen(function*() {
      yield* inSession(Batch.all([read(1), write(1), write(2), read(1), read(2), write(2)]))
      assert.deepStrictEqual(rows(received), [1, -1, -2, 1, 2, -2])
      assert.deepStrictEqual(batches, [4])
    }).pipe(Effect.provide(layer))
  })

  it.effect("that read have the value before a change whose answer is lost", () =>
    inEmulator(Effect.gen(function*() {
      const emulator = yield* Emulator.Emulator
      yield* emulator.faults.add({ do: { _tag: "Drop", at: "beforeAnswer" }, when: "after", nth: 2 })
      const cell = Range.at("Summary!B4")
      const [before] = yield* run(Batch.all([
        Batch.get(Catalogue.range.get, cell, Values),
        Batch.call(Catalogue.range.update, cell, { values: [[1]] })
      ]))
      assert.deepStrictEqual(before.values, [[8762.75]])
      assert.deepStrictEqual(yield* Range.values(cell), [[1]])
    })))

  it.effect("are sent in batches without a session too", () => {
    const { batches, layer, received } = service()
    return Effect.gen(function*() {
      yield* inSession(Batch.all(numbers(3).map((row) => write(row))), { mode: "sessionless" })
      assert.deepStrictEqual(batches, [3])
      assert.isTrue(received.every(({ headers }) => headers["workbook-session-id"] === undefined))
    }).pipe(Effect.provide(layer))
  })

  it.effect("each have the session, and ids of their own", () => {
    const { layer, received } = service()
    return Effect.gen(function*() {
      yield* inSession(Batch.all([read(1), read(2)]))
      const reads = received.filter(({ url }) => url.includes("range("))
      assert.deepStrictEqual(reads.map(({ headers }) => headers["workbook-session-id"]), [sessionId, sessionId])
      assert.strictEqual(new Set(reads.map(({ headers }) => headers["client-request-id"])).size, 2)
    }).pipe(Effect.provide(layer))
  })

  it.effect("that are none send nothing", () => {
    const { batches, layer, log } = service()
    return Effect.gen(function*() {
      assert.deepStrictEqual(yield* inSession(Batch.all([])), [])
      assert.deepStrictEqual(yield* inSession(Batch.all({}, { mode: "either" })), {})
      assert.deepStrictEqual(batches, [])
      assert.isTrue(log.every((line) => line.endsWith("Session")))
    }).pipe(Effect.provide(layer))
  })

  it.effect("that are one are sent without a batch", () => {
    const { batches, layer, received } = service()
    return Effect.gen(function*() {
      assert.deepStrictEqual(yield* inSession(Batch.all([read(1)])), [{ values: [[1]] }])
      assert.deepStrictEqual(batches, [])
      assert.deepStrictEqual(rows(received), [1])
    }).pipe(Effect.provide(layer))
  })

  it.effect("that add, delete or move are sent alone, between the batches before and after them", () => {
    const { batches, layer, log } = service()
    return Effect.gen(function*() {
      yield* inSession(Batch.all([write(1), write(2), append, read(3), read(4)]))
      assert.deepStrictEqual(log.map((line) => line.split(" ")[1]), [
        "createSession",
        "write",
        "write",
        "append",
        "read",
        "read",
        "closeSession"
      ])
      assert.deepStrictEqual(batches, [2, 2])
    }).pipe(Effect.provide(layer))
  })

  it.effect("with large bodies are sent in several batches", () => {
    const { batches, layer } = service()
    const text = "x".repeat(32_000)
    const large = (row: number) =>
      Batch.call(Catalogue.range.update, at(row), { values: [numbers(40).map(() => text)] })
    return Effect.gen(function*() {
      yield* inSession(Batch.all(numbers(6).map(large)))
      assert.deepStrictEqual(batches, [2, 2, 2])
    }).pipe(Effect.provide(layer))
  })

  it.effect("of concurrent fibers are not mixed within a batch", () => {
    const { batches, layer, received } = service()
    return Effect.gen(function*() {
      const calls = (...rows: ReadonlyArray<number>) => Batch.all(rows.map(read))
      const concurrent = Effect.all([calls(1, 2, 3), calls(4), calls(5, 6)], { concurrency: "unbounded" })
      yield* Effect.zip(inSession(concurrent), inSession(concurrent, { batching: true }))
      assert.deepStrictEqual(rows(received), [...numbers(6), ...numbers(6)])
      assert.deepStrictEqual(batches, [3, 2, 3, 2])
    }).pipe(Effect.provide(layer))
  })

  it.effect("have the results of the same calls one by one", () =>
    inEmulator(Effect.gen(function*() {
      yield* Worksheet.add("Data")
      const fill = RangeFill.of(at(2))
      const tables = Batch.list(
        Catalogue.tables.list,
        Navigation.property(Navigation.workbook, "tables"),
        Resource.pick(Table.Table, { select: ["name"] }),
        { filter: ["name", "eq", "Orders"] }
      )
      const results = yield* Batch.all({
        written: Batch.map(write(1, "a"), ({ values }) => values),
        again: Batch.map(write(1, "b"), ({ values }) => values),
        read: read(1),
        filled: Batch.call(Catalogue.rangeFill.update, fill, { color: "#00FF00" }),
        sheet: Batch.map(
          Batch.call(Catalogue.worksheets.add, Navigation.property(Navigation.workbook, "worksheets"), {
            name: "More"
          }),
          ({ name }) => name
        ),
        tables,
        cleared: Batch.call(Catalogue.range.clear, at(1), { applyTo: "Contents" }),
        blank: read(1)
      })
      assert.deepStrictEqual(results, {
        written: [["a"]],
        again: [["b"]],
        read: { values: [["b"]] },
        filled: results.filled,
        sheet: "More",
        tables: [{ name: "Orders" }],
        cleared: undefined,
        blank: { values: [[""]] }
      })
      assert.strictEqual((yield* RangeFill.get(fill)).color, "#00FF00")
      assert.deepStrictEqual(yield* Table.list({ select: ["name"] }), [{ name: "Orders" }])
    })))

  it.effect("are verified writes inside `WorkbookSession.verified`", () => {
    let count = 0
    const { layer, log } = service({
      rows: () => ({ status: 200, body: { value: [] } }),
      count: () => ({ status: 200, body: { value: count } }),
      append: (_, sent) => {
        count = 1
        return sent === 1 ? Effect.fail("connection lost") : undefined
      }
    })
    return Effect.gen(function*() {
      const error = yield* run(Effect.flip(inSession(WorkbookSession.verified(Batch.all([append])))))
      assert.strictEqual(error._tag, "OutcomeUnknown")
      assert.strictEqual(log.filter((line) => line.endsWith("append")).length, 1)
      assert.strictEqual(log.filter((line) => line.endsWith("count")).length, 2)
    }).pipe(Effect.provide(layer))
  })
})

describe("The types of a batch", () => {
  it("are those of its calls", () => {
    const tuple = Batch.all([read(1), write(1)])
    expectTypeOf(tuple).toEqualTypeOf<
      Effect.Effect<
        [{ readonly values: CellValue.Matrix | null }, Range.Range],
        WorkbookError.CallError,
        WorkbookSession.WorkbookSession
      >
    >()
    const array = Batch.all(numbers(2).map(read))
    expectTypeOf(array).toEqualTypeOf<
      Effect.Effect<
        Array<{ readonly values: CellValue.Matrix | null }>,
        WorkbookError.CallError,
        WorkbookSession.WorkbookSession
      >
    >()
    const record = Batch.all({ cell: read(1), row: Batch.map(append, ({ index }) => index) })
    expectTypeOf(record).toEqualTypeOf<
      Effect.Effect<
        { cell: { readonly values: CellValue.Matrix | null }; row: number | null },
        WorkbookError.WorkbookError,
        WorkbookSession.WorkbookSession
      >
    >()
    const either = Batch.all([read(1), append], { mode: "either" })
    expectTypeOf(either).toEqualTypeOf<
      Effect.Effect<
        [
          Either.Either<{ readonly values: CellValue.Matrix | null }, WorkbookError.CallError>,
          Either.Either<TableRow.TableRow, WorkbookError.WorkbookError>
        ],
        never,
        WorkbookSession.WorkbookSession
      >
    >()
  })

  it("are those of the catalogue and of the reference", () => {
    // @ts-expect-error a table is no range
    void Batch.get(Catalogue.range.get, Table.named("T"), Values)
    // @ts-expect-error the endpoint writes
    void Batch.get(Catalogue.range.clear, at(1), Values)
    // @ts-expect-error a number is no color
    void Batch.call(Catalogue.rangeFill.update, RangeFill.of(at(1)), { color: 1 })
    // @ts-expect-error an effect is no call
    void Batch.all([Range.values(at(1))])
    const moving = Batch.call(Catalogue.range.update, Range.used(Worksheet.named("Data")), { values: 1 })
    expectTypeOf(moving).toEqualTypeOf<Batch.Call<Range.Range, WorkbookError.WorkbookError>>()
  })
})

describe("A call that fails in a batch", () => {
  const failing = (row: number, times: number, reply: Reply) => {
    let count = 0
    return service({ read: ({ url }) => url.includes(`A${row}'`) && ++count <= times ? reply : undefined })
  }

  it.effect.each(numbers(4))("at position %d ends the batch, and the calls after it are not executed", (row) => {
    const { batches, layer, received } = failing(row, 1, failure(404, "itemNotFound", "itemNotFound"))
    return Effect.gen(function*() {
      const error = yield* inSession(Effect.flip(Batch.all(numbers(4).map(read))))
      assert.strictEqual(error._tag, "NotFound")
      assert.strictEqual(
        error.message,
        `Batch.all[${row - 1}] (workbookRange.get): 404 itemNotFound "message of itemNotFound"`
      )
      assert.deepStrictEqual(rows(received), numbers(row))
      assert.deepStrictEqual(batches, [4])
    }).pipe(Effect.provide(layer))
  })

  it.effect.each(numbers(4))("at position %d leaves the others their results with the mode `either`", (row) => {
    const { layer, received } = failing(row, 1, failure(404, "itemNotFound", "itemNotFound"))
    return Effect.gen(function*() {
      const outcomes = yield* inSession(Batch.all(numbers(4).map(read), { mode: "either" }))
      assert.deepStrictEqual(outcomes.map(Either.isRight), numbers(4).map((each) => each !== row))
      assert.deepStrictEqual(rows(received), numbers(4))
    }).pipe(Effect.provide(layer))
  })

  it.effect("is named by its key in a record", () => {
    const { layer } = failing(2, 1, failure(404, "itemNotFound", "itemNotFound"))
    return Effect.gen(function*() {
      const error = yield* inSession(Effect.flip(Batch.all({ north: read(1), south: read(2) })))
      assert.strictEqual(
        error.message,
        "Batch.all[\"south\"] (workbookRange.get): 404 itemNotFound \"message of itemNotFound\""
      )
    }).pipe(Effect.provide(layer))
  })

  it.effect("does not quote the token or the session id in its error", () => {
    const error = { code: "itemNotFound", message: `no ${sessionId} for secret-token` }
    const { layer } = failing(2, 1, { status: 404, body: { error } })
    return Effect.gen(function*() {
      const { message } = yield* inSession(Effect.flip(Batch.all(numbers(4).map(read))))
      assert.strictEqual(
        message,
        "Batch.all[1] (workbookRange.get): 404 itemNotFound \"no <redacted> for <redacted>\""
      )
    }).pipe(Effect.provide(layer))
  })

  it.effect.each(numbers(4))(
    "because it is throttled at position %d is sent again after its pause, with the rest",
    (row) => {
      const { batches, layer, log, received } = failing(row, 1, {
        ...failure(429, "tooManyRequests", "tooManyRequestsUncategorized"),
        headers: { "Retry-After": "30" }
      })
      return Effect.gen(function*() {
        yield* run(inSession(Batch.all(numbers(4).map(read))))
        assert.deepStrictEqual(rows(received), [...numbers(row), ...numbers(4).slice(row - 1)])
        assert.deepStrictEqual(batches, row === 4 ? [4] : [4, 5 - row])
        const times = log.filter((line) => line.endsWith("read")).map((line) => Number(line.split(" ")[0]))
        assert.deepStrictEqual(times, [...numbers(row).map(() => 0), ...numbers(5 - row).map(() => 30)])
      }).pipe(Effect.provide(layer))
    }
  )

  it.effect("again and again fails after its retries", () => {
    const { layer, received } = failing(2, 100, failure(503, "serviceUnavailable", "serviceUnavailableUncategorized"))
    return Effect.gen(function*() {
      const error = yield* run(Effect.flip(inSession(Batch.all(numbers(3).map(read)))))
      assert.strictEqual(error._tag, "ServiceFailure")
      assert.deepStrictEqual(rows(received), [1, 2, 2, 2, 2, 2, 2])
    }).pipe(Effect.provide(layer))
  })

  it.effect.each(numbers(4))(
    "because the session is lost at position %d is sent again in the next session, with the rest",
    (row) => {
      const { layer, received } = failing(row, 1, failure(404, "itemNotFound", "invalidSessionReCreatable"))
      return Effect.gen(function*() {
        const results = yield* inSession(Batch.all(numbers(4).map(read)))
        assert.strictEqual(results.length, 4)
        assert.deepStrictEqual(rows(received), [...numbers(row), ...numbers(4).slice(row - 1)])
        assert.strictEqual(received.filter(({ url }) => url.endsWith("createSession")).length, 2)
      }).pipe(Effect.provide(layer))
    }
  )

  it.effect("because a private copy is lost fails, and the calls after it fail too", () => {
    const { layer, received } = service({
      createSession: () => created(false),
      read: ({ url }) => url.includes("A2'") ? failure(404, "itemNotFound", "invalidSessionReCreatable") : undefined
    })
    return Effect.gen(function*() {
      const outcomes = yield* inSession(Batch.all(numbers(4).map(read), { mode: "either" }), { mode: "nonPersistent" })
      assert.deepStrictEqual(
        outcomes.map(tagOf),
        [undefined, "SessionLost", "SessionLost", "SessionLost"]
      )
      assert.deepStrictEqual(rows(received), [1, 2])
    }).pipe(Effect.provide(layer))
  })

  it.effect.each(numbers(3))("because its token is refused at position %d is sent alone", (row) => {
    const { batches, layer, received } = failing(row, 1, failure(401, "InvalidAuthenticationToken"))
    return Effect.gen(function*() {
      assert.strictEqual((yield* inSession(Batch.all(numbers(3).map(read)))).length, 3)
      assert.deepStrictEqual(rows(received), [...numbers(row), ...numbers(3).slice(row - 1)])
      assert.deepStrictEqual(batches, row === 1 ? [3, 2] : [3])
    }).pipe(Effect.provide(layer))
  })

  it.effect("because its answer is too large for the batch is sent alone", () => {
    const { batches, layer, received } = failing(
      2,
      1,
      failure(413, "RequestEntityTooLarge", "ResponsePayloadSizeLimitExceeded")
    )
    return Effect.gen(function*() {
      yield* inSession(Batch.all(numbers(4).map(read)))
      assert.deepStrictEqual(rows(received), [1, 2, 2, 3, 4])
      assert.deepStrictEqual(batches, [4, 2])
    }).pipe(Effect.provide(layer))
  })

  it.effect("because its response has another form ends the batch", () => {
    const { batches, layer } = failing(2, 1, { status: 200, body: { values: "none" } })
    return Effect.gen(function*() {
      const error = yield* inSession(Effect.flip(Batch.all(numbers(45).map(read))))
      assert.strictEqual(error._tag, "UnexpectedAnswer")
      assert.match(error.message, /^Batch\.all\[1\] \(workbookRange\.get\): .*\["values"\]/)
      assert.deepStrictEqual(batches, [20])
    }).pipe(Effect.provide(layer))
  })

  it.effect("because its arguments are invalid is not sent, nor is any other", () => {
    const { layer, received } = service()
    const invalid = Batch.get(Catalogue.range.get, Range.at("A1"), Values)
    const ragged = Batch.call(Catalogue.range.update, at(3), { values: [[Number.NaN]] })
    return Effect.gen(function*() {
      const error = yield* inSession(Effect.flip(Batch.all([write(1), invalid])))
      assert.strictEqual(error._tag, "InvalidArguments")
      assert.strictEqual(
        error.message,
        "Batch.all[1] (workbookRange.get): invalid arguments: the address \"A1\" names no sheet"
      )
      assert.deepStrictEqual(rows(received), [])
      const outcomes = yield* inSession(Batch.all([invalid, write(1), ragged, read(2)], { mode: "either" }))
      assert.deepStrictEqual(outcomes.map(Either.isRight), [false, true, false, true])
      assert.deepStrictEqual(rows(received), [-1, 2])
    }).pipe(Effect.provide(layer))
  })

  it.effect("with an unknown outcome is not sent again", () => {
    const { layer, log } = service({ append: () => Effect.fail("connection lost") })
    return Effect.gen(function*() {
      const outcomes = yield* run(inSession(Batch.all([write(1), append, write(2)], { mode: "either" })))
      assert.deepStrictEqual(
        outcomes.map(tagOf),
        [undefined, "OutcomeUnknown", undefined]
      )
      const error = yield* run(Effect.flip(inSession(Batch.all([write(1), append, write(2)]))))
      assert.strictEqual(error._tag, "OutcomeUnknown")
      assert.deepStrictEqual(log.map((line) => line.split(" ")[1]).filter((name) => !name?.endsWith("Session")), [
        "write",
        "append",
        "write",
        "write",
        "append"
      ])
    }).pipe(Effect.provide(layer))
  })
})

describe("A batch that fails", () => {
  it.effect("is sent again in the same order after a lost connection", () => {
    let count = 0
    const { batches, layer, received } = service({
      read: () => ++count === 2 ? Effect.fail("connection lost" as const) : undefined
    })
    return Effect.gen(function*() {
      yield* run(inSession(Batch.all([write(1), read(2), write(1), read(3), read(4)])))
      assert.deepStrictEqual(rows(received), [-1, 2, -1, 3, -1, 3, 4])
      assert.deepStrictEqual(batches, [2, 3, 3])
    }).pipe(Effect.provide(layer))
  })

  it.effect("names its first call after the last retry", () => {
    const { layer } = service({ read: () => Effect.fail("connection lost") })
    return Effect.gen(function*() {
      const error = yield* run(Effect.flip(inSession(Batch.all([read(1), read(2)]))))
      assert.deepInclude(error, {
        _tag: "TransportFailure",
        functionName: "Batch.all[0] (workbookRange.get)",
        endpoint: "workbookRange.get"
      })
    }).pipe(Effect.provide(layer))
  })

  it.effect("because it takes too long is sent again one by one", () => {
    let count = 0
    const { batches, layer, received } = service({
      read: () => ++count <= 2 ? after({ status: 200, body: range }, "2 minutes") : undefined
    })
    return Effect.gen(function*() {
      yield* run(inSession(Batch.all(numbers(3).map(read))))
      assert.deepStrictEqual(batches, [3])
      assert.deepStrictEqual(rows(received).slice(-3), [1, 2, 3])
    }).pipe(Effect.provide(layer))
  })

  it.effect("does not hide that an earlier attempt may have renamed what it writes to", () => {
    const header = Range.at("Data!B1")
    let count = 0
    const { layer } = service({
      write: ({ url }) => {
        if (!url.includes("B1'")) return undefined
        return ++count === 1 ? Effect.fail("connection lost") : failure(404, "itemNotFound", "itemNotFound")
      }
    })
    return Effect.gen(function*() {
      const rename = Batch.call(Catalogue.range.update, header, { values: [["Total"]] })
      const error = yield* run(Effect.flip(inSession(Batch.all([write(1), rename, write(2)]))))
      assert.deepInclude(error, { _tag: "TransportFailure", functionName: "Batch.all[1] (workbookRange.update)" })
    }).pipe(Effect.provide(layer))
  })
})

describe("A service", () => {
  it.effect("that refuses batches gets the requests one by one", () => {
    const { batches, layer, received } = service({ batch: () => failure(405, "methodNotAllowed") })
    return Effect.gen(function*() {
      yield* inSession(Batch.all(numbers(25).map(read)))
      assert.deepStrictEqual(rows(received), numbers(25))
      assert.deepStrictEqual(batches, [20, 5])
    }).pipe(Effect.provide(layer))
  })

  it.effect("that throttles a batch gets it again after the pause", () => {
    const throttled = { ...failure(429, "TooManyRequests"), headers: { "Retry-After": "20" } }
    const { layer, log, received } = service({ batch: first(throttled) })
    return Effect.gen(function*() {
      yield* run(inSession(Batch.all(numbers(2).map(read))))
      assert.deepStrictEqual(rows(received), [1, 2])
      assert.deepStrictEqual(log.filter((line) => line.endsWith("read")), ["20 read", "20 read"])
    }).pipe(Effect.provide(layer))
  })
})

describe("The end of a caller", () => {
  it.effect("while the batch is in flight neither stops the batch nor lets another request pass it", () => {
    const { layer, log } = service({ read: () => after({ status: 200, body: range }, Duration.seconds(2)) })
    return Effect.gen(function*() {
      const isDone = yield* Deferred.make<void>()
      yield* run(inSession(Effect.gen(function*() {
        const fiber = yield* Effect.fork(Batch.all(numbers(3).map(read)))
        yield* Effect.sleep("1 second")
        yield* Fiber.interrupt(fiber)
        yield* Batch.all([write(9)])
        yield* Deferred.succeed(isDone, undefined)
      })))
      assert.deepStrictEqual(log, ["0 createSession", "0 read", "2 read", "4 read", "6 write", "6 closeSession"])
      assert.isTrue(yield* Deferred.isDone(isDone))
    }).pipe(Effect.provide(layer))
  })

  it.effect("by the end of the scope interrupts the batch after `closeTimeout`", () => {
    const { layer, log } = service({ read: () => after({ status: 200, body: range }, "1 hour") })
    return Effect.gen(function*() {
      const scope = yield* Scope.make()
      const session = yield* Scope.extend(WorkbookSession.make({ workbook, closeTimeout: "5 seconds" }), scope)
      const reads = yield* Effect.fork(WorkbookSession.provide(Effect.exit(Batch.all(numbers(3).map(read))), session))
      yield* TestClock.adjust("1 second")
      const closing = yield* Effect.fork(Scope.close(scope, Exit.void))
      yield* TestClock.adjust("10 seconds")
      yield* Fiber.join(closing)
      assert.isTrue(Exit.isFailure(yield* Fiber.join(reads)))
      assert.deepStrictEqual(log, ["0 createSession", "0 read", "6 closeSession"])
    }).pipe(Effect.provide(layer))
  })
})

describe("The telemetry of a batch", () => {
  it.effect("counts each call, and has one span for all of them", () => {
    const { layer } = service()
    const { spans, tracer } = Spans.record()
    return Effect.gen(function*() {
      const calls = [write(1), ...numbers(5).map(read)]
      const measured = yield* Metrics.measure(inSession(Effect.withTracer(Batch.all(calls), tracer)))
      const waits = Metrics.named("workbook.queue.wait.duration", measured)
        .filter(({ labels }) => labels["workbook.queue.scope"] === "session")
        .map(({ labels, value }) => [labels["workbook.endpoint"], value.count])
      assert.sameDeepMembers(waits, [["workbookRange.get", 5], ["workbookRange.update", 1]])
      assert.deepStrictEqual(spans.map(({ name }) => name), ["Batch.all", "GraphClient.batch", "POST graph.batch"])
      assert.strictEqual(spans[0]?.attributes.get("workbook.batch.size"), 6)
    }).pipe(Effect.provide(layer))
  })
})

describe("Batches under faults", () => {
  const late = { when: "after" } as const
  const faults: ReadonlyArray<Fault.Fault> = [
    { do: { _tag: "Drop", at: "beforeAnswer" }, ...late },
    { do: { _tag: "Drop", at: "beforeAnswer" } },
    { do: { _tag: "Answer", status: 429, code: "tooManyRequestsUncategorized", retryAfter: "7 seconds" } },
    { do: { _tag: "Answer", status: 503, code: "serviceUnavailableUncategorized" } },
    { do: { _tag: "Answer", status: 504, code: "gatewayTimeoutUncategorized" }, ...late },
    { do: { _tag: "EndSession" } }
  ]
  const target = (column: string) => Range.at(`Summary!${column}1`)

  /** Writes 1, 2, 3 and so on into one cell and copies each into another by a formula, while faults strike. */
  const writeInOrder = (seed: number) =>
    Effect.gen(function*() {
      const emulator = yield* Emulator.Emulator
      for (let fault = 0; fault < 4; fault++) {
        const kind = faults[yield* Random.nextIntBetween(0, faults.length)]
        if (kind !== undefined) yield* emulator.faults.add({ ...kind, nth: yield* Random.nextIntBetween(1, 26) })
      }
      const calls = numbers(45).map((number) =>
        number % 3 === 0
          ? Batch.map(Batch.get(Catalogue.range.get, target("M"), Values), ({ values }) => values?.[0]?.[0])
          : Batch.map(Batch.call(Catalogue.range.update, target("M"), { values: number }), () => number)
      )
      return yield* Batch.all(calls, { mode: "either" }).pipe(Effect.zip(Range.values(target("M"))))
    }).pipe(Effect.withRandom(Random.make(seed)))

  it.effect.each(numbers(8))(
    "each read has the value of the write before it, seed %d",
    (seed) =>
      Effect.gen(function*() {
        const fiber = yield* Effect.fork(inEmulator(writeInOrder(seed)))
        yield* TestClock.adjust("2 hours")
        const [outcomes, values] = yield* Fiber.join(fiber)
        assert.isTrue(outcomes.every(Either.isRight))
        assert.deepStrictEqual(
          outcomes.map(Either.getOrUndefined),
          numbers(45).map((number) => number % 3 === 0 ? number - 1 : number)
        )
        assert.deepStrictEqual(values, [[44]])
      })
  )
})

describe("A call", () => {
  it("is data that can be sent many times", () => {
    const call = Batch.call(
      Endpoint.make({ ...Catalogue.range.get, result: Schema.Struct({ values: Schema.Unknown }) }),
      at(1),
      undefined,
      { $select: "values,address" }
    )
    assert.deepInclude(Either.getOrThrow(call.request), {
      body: undefined,
      path: "worksheets('Data')/range(address='A1')?$select=values,address",
      way: "stable"
    })
    assert.isTrue(Batch.isCall(Batch.map(call, String)))
    assert.isFalse(Batch.isCall({ request: call.request }))
  })

  it.effect("is sent in each batch that contains it", () => {
    const { layer, received } = service()
    return Effect.gen(function*() {
      const call: Batch.Call<unknown> = read(1)
      const twice: Effect.Effect<unknown, WorkbookError.CallError, WorkbookSession.WorkbookSession> = Batch.all([
        call,
        call
      ])
      const graph: Effect.Effect<
        unknown,
        WorkbookSession.OpenError | WorkbookError.CallError,
        GraphClient.GraphClient
      > = inSession(Effect.zip(twice, twice))
      yield* graph
      assert.deepStrictEqual(rows(received), [1, 1, 1, 1])
    }).pipe(Effect.provide(layer))
  })
})
