/** Writes to addresses that mean another resource after the write. Each write is executed once, also if its response is lost. */
import {
  Catalogue,
  type CellValue,
  Endpoint,
  NamedItem,
  Navigation,
  Range,
  Table,
  type WorkbookError,
  WorkbookRequest,
  WorkbookSession,
  Worksheet
} from "@effect-workbook/client"
import { Emulator, type Fault } from "@effect-workbook/emulator"
import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import { Effect, Either, Fiber, Schema, TestClock } from "effect"
import * as Emulated from "./support/Emulated.js"
import { sheet } from "./support/Script.js"
import { inSession, service } from "./support/Session.js"

type Work = Effect.Effect<void, WorkbookError.WorkbookError, WorkbookSession.WorkbookSession>

const log = Worksheet.named("Log")
const used = Range.used(log)

/** A new sheet with 1 and 2 in the first column, and a defined name that computes the last used cell. */
const prepare: Work = Effect.gen(function*() {
  yield* Worksheet.add("Log")
  yield* Range.write(Range.at("Log!A1:A2"), [[1], [2]])
  yield* NamedItem.add({ name: "NextCell", reference: "=OFFSET(Log!$A$1,COUNTA(Log!$A:$A),0)" })
})

const cells = Effect.map(Range.values(used), (values): CellValue.Matrix => values)

/** The ways in which a response is lost after the request was executed. */
const losses: Record<string, Fault.Fault> = {
  "a lost connection": { when: "after", do: { _tag: "Drop", at: "beforeAnswer" } },
  "a 504": { when: "after", do: { _tag: "Answer", status: 504, code: "gatewayTimeoutUncategorized" } },
  "a bare 503": { when: "after", do: { _tag: "Answer", status: 503 } },
  "a 500": { when: "after", do: { _tag: "Answer", status: 500 } },
  "a lost session": { when: "after", do: { _tag: "EndSession" } }
}

const writes: Record<string, { readonly work: Work; readonly once: CellValue.Matrix }> = {
  "the row below the last used one": {
    work: Range.write(Range.offset(Range.lastRow(used), 1, 0), [[42]]),
    once: [[1], [2], [42]]
  },
  "rowsBelow of the used range": { work: Range.write(Range.rowsBelow(used), [[42]]), once: [[1], [2], [42]] },
  "one value for an offset of the used range": {
    work: Effect.asVoid(WorkbookSession.call(Catalogue.range.update, Range.offset(used, 2, 0), { values: 7 })),
    once: [[1], [2], [7], [7]]
  },
  "a name that computes its range": {
    work: Range.write(NamedItem.range(NamedItem.named("NextCell")), [[42]]),
    once: [[1], [2], [42]]
  },
  "the name of a range for an address": {
    work: Effect.asVoid(
      WorkbookSession.call(Catalogue.range.update, Navigation.call(log, "range", { address: "NextCell" }), {
        values: [[42]]
      })
    ),
    once: [[1], [2], [42]]
  }
}

/** Runs in a session on an emulator, which loses the first response of this endpoint after `prepare`. */
const losing = <E>(
  endpoint: Endpoint.Any,
  fault: Fault.Fault,
  work: Effect.Effect<void, E, WorkbookSession.WorkbookSession>
) =>
  Effect.gen(function*() {
    yield* prepare
    const { faults } = yield* Emulator.Emulator
    yield* faults.add({ ...fault, on: { endpoint: Endpoint.id(endpoint) } })
    yield* work
  }).pipe(Effect.provide(WorkbookSession.layer({ workbook: Emulated.workbook })), run, Effect.provide(Emulated.layer()))

const run = <A, E, R>(work: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.fork(work)
    yield* TestClock.adjust("10 minutes")
    return yield* Fiber.join(fiber)
  })

describe("A write to a moving range", () => {
  for (const [loss, fault] of Object.entries(losses)) {
    for (const [name, { once, work }] of Object.entries(writes)) {
      it.effect(`${name}, after ${loss}: OutcomeUnknown, and executed once`, () =>
        losing(
          Catalogue.range.update,
          fault,
          Effect.gen(function*() {
            const error = yield* Effect.flip(work)
            assert.strictEqual(error._tag, "OutcomeUnknown")
            assert.deepStrictEqual(yield* cells, once)
          })
        ))

      // After a 500 the documentation forbids sending it again.
      const outcome = loss === "a 500" ? "OutcomeUnknown" : "Success"
      it.effect(`${name}, verified, after ${loss}: ${outcome}, and executed once`, () =>
        losing(
          Catalogue.range.update,
          fault,
          Effect.gen(function*() {
            const tag = yield* Effect.match(WorkbookSession.verified(work), {
              onFailure: ({ _tag }) => _tag,
              onSuccess: () => "Success"
            })
            assert.strictEqual(tag, outcome)
            assert.deepStrictEqual(yield* cells, once)
          })
        ))
    }
  }

  it.effect("is sent again if the range was pinned", () =>
    losing(
      Catalogue.range.update,
      losses["a 504"]!,
      Effect.gen(function*() {
        const next = yield* Range.pin(Range.rowsBelow(used))
        assert.strictEqual(next.path, "worksheets('Log')/range(address='A3')")
        yield* Range.write(next, [[42]])
        assert.deepStrictEqual(yield* cells, [[1], [2], [42]])
      })
    ))

  it.effect("is sent directly after the read that pins its range", () =>
    losing(
      Catalogue.range.update,
      losses["a 504"]!,
      Effect.gen(function*() {
        const append = (value: number) => WorkbookSession.verified(Range.write(Range.rowsBelow(used), [[value]]))
        yield* Effect.all([append(3), append(4), append(5)], { concurrency: "unbounded" })
        assert.deepStrictEqual(yield* cells, [[1], [2], [3], [4], [5]])
      })
    ))

  it.effect("verified, executed in a session that is lost and cannot be replaced: OutcomeUnknown", () =>
    Effect.gen(function*() {
      yield* prepare
      const { faults } = yield* Emulator.Emulator
      yield* faults.add({
        on: { endpoint: Endpoint.id(Catalogue.range.update) },
        when: "after",
        do: { _tag: "EndSession", code: "invalidSessionAuthentication" }
      })
      yield* faults.add({ do: { _tag: "SlowOperation", by: "1 hour" }, times: "always" })
      const error = yield* Effect.flip(WorkbookSession.verified(Range.write(Range.rowsBelow(used), [[42]])))
      assert.strictEqual(error._tag, "OutcomeUnknown")
    }).pipe(
      Effect.provide(WorkbookSession.layer({ workbook: Emulated.workbook })),
      run,
      Effect.provide(Emulated.layer({ openDelay: "1 second" }))
    ))

  it.effect("in a lost non-persistent session is pinned again in the new session", () =>
    Effect.gen(function*() {
      yield* Effect.provide(prepare, WorkbookSession.layer({ workbook: Emulated.workbook }))
      yield* Effect.gen(function*() {
        yield* Range.write(Range.rowsBelow(used), [[3]])
        const { faults } = yield* Emulator.Emulator
        yield* faults.add({ on: { endpoint: "workbookRange.update" }, when: "after", do: { _tag: "EndSession" } })
        yield* WorkbookSession.verified(Range.write(Range.rowsBelow(used), [[42]]))
        // The 3 was written in the lost session and is not restored, so its row does not stay blank.
        assert.deepStrictEqual(yield* cells, [[1], [2], [42]])
      }).pipe(Effect.provide(WorkbookSession.layer({
        workbook: Emulated.workbook,
        mode: "nonPersistent",
        restore: Effect.void
      })))
    }).pipe(run, Effect.provide(Emulated.layer())))
})

describe("A write by position", () => {
  const names = Effect.map(Worksheet.list(), (sheets) => sheets.map(({ name }) => name))
  const tables = Effect.map(Table.list(), (tables) => tables.map(({ name }) => name))
  const behindFirst = Navigation.property(Table.itemAt(0), "worksheet")
  const deleteSheet = WorkbookSession.call(Catalogue.worksheet.delete, behindFirst, undefined)
  const more = Effect.gen(function*() {
    yield* Range.write(Range.at("Log!D1:D2"), [["Code"], [1]])
    yield* Table.add({ address: "Log!D1:D2", hasHeaders: true })
  })

  it.effect("that deletes the sheet of the first table: deletes one sheet, and fails with OutcomeUnknown", () =>
    losing(
      Catalogue.worksheet.delete,
      losses["a 504"]!,
      Effect.gen(function*() {
        yield* more
        const before = yield* names
        assert.strictEqual((yield* Effect.flip(deleteSheet))._tag, "OutcomeUnknown")
        assert.lengthOf(yield* names, before.length - 1)
      })
    ))

  it.effect("that deletes the sheet of the first table, verified: deletes exactly that sheet", () =>
    losing(
      Catalogue.worksheet.delete,
      losses["a 504"]!,
      Effect.gen(function*() {
        yield* more
        const before = yield* names
        yield* WorkbookSession.verified(deleteSheet)
        assert.deepStrictEqual(yield* names, before.filter((name) => name !== "Orders"))
      })
    ))

  it.effect("that deletes the first table: deletes at most one table, verified exactly one", () =>
    losing(
      Catalogue.table.delete,
      losses["a lost connection"]!,
      Effect.gen(function*() {
        yield* more
        const before = yield* tables
        assert.strictEqual((yield* Effect.flip(Table.delete(Table.itemAt(0))))._tag, "OutcomeUnknown")
        assert.deepStrictEqual(yield* tables, before.slice(1))
      })
    ))

  it.effect("that deletes the first table, verified: deletes exactly that table", () =>
    losing(
      Catalogue.table.delete,
      losses["a lost connection"]!,
      Effect.gen(function*() {
        yield* more
        const before = yield* tables
        yield* WorkbookSession.verified(Table.delete(Table.itemAt(0)))
        assert.deepStrictEqual(yield* tables, before.slice(1))
      })
    ))

  const columnAt = (index: number, table: Table.TableRef) =>
    Navigation.call(Navigation.property(table, "columns"), "itemAt", { index })
  const columns = Effect.map(Table.columns(Table.named("Orders")), (columns) => columns.map(({ name }) => name))

  for (const [name, table] of [["named", Table.named("Orders")], ["first", Table.itemAt(0)]] as const) {
    it.effect(`that deletes a column of the ${name} table, verified: deletes exactly that column`, () =>
      losing(
        Catalogue.column.delete,
        losses["a 504"]!,
        Effect.gen(function*() {
          const before = yield* columns
          const { delete: remove } = Catalogue.column
          yield* WorkbookSession.verified(WorkbookSession.call(remove, columnAt(1, table), undefined))
          assert.deepStrictEqual(yield* columns, before.filter((_, index) => index !== 1))
        })
      ))
  }

  for (const [key, headers] of [["2", ["a", "b", "2"]], ["3", ["3", "a", "b"]]] as const) {
    for (const loss of ["a lost connection", "a bare 503"] as const) {
      it.effect(`that deletes column ${key}, the id of one and the name of another, after ${loss}: deletes at most one`, () =>
        Effect.gen(function*() {
          for (const verified of [false, true]) {
            const table = Table.named("Numbered")
            const work: Work = Effect.gen(function*() {
              yield* Range.write(Range.at("Log!E1:G2"), [headers.map((name) => `'${name}`), [1, 2, 3]])
              const { id } = yield* Table.add({ address: "Log!E1:G2", hasHeaders: true })
              yield* Table.update(Table.named(id ?? ""), { name: "Numbered" })
              const remove = Table.deleteColumn(table, key)
              const result = yield* Effect.either(verified ? WorkbookSession.verified(remove) : remove)
              assert.strictEqual(
                Either.isLeft(result) ? result.left._tag : "done",
                verified ? "done" : "OutcomeUnknown"
              )
              const left = Array.from(yield* Table.columns(table), ({ name }) => name)
              assert.deepStrictEqual(left, headers.filter((_, index) => index !== Number(key) - 1))
            })
            yield* losing(Catalogue.column.delete, losses[loss]!, work)
          }
        }))
    }
  }

  it.effect("is sent again if it does not change the order", () =>
    losing(
      Catalogue.table.update,
      losses["a 504"]!,
      Effect.gen(function*() {
        yield* Table.update(Table.itemAt(0), { name: "Renamed" })
        assert.include(yield* tables, "Renamed")
      })
    ))

  it.effect("by a name is sent again, and a deletion succeeds if the table does not exist any more", () =>
    losing(
      Catalogue.table.delete,
      losses["a lost connection"]!,
      Effect.gen(function*() {
        yield* Table.delete(Table.named("Orders"))
        assert.notInclude(yield* tables, "Orders")
      })
    ))
})

describe("A write that renames the item in its address", () => {
  it.effect("does not fail with NotFound if it was executed before", () =>
    losing(
      Catalogue.range.update,
      losses["a lost connection"]!,
      Effect.gen(function*() {
        const column = Navigation.member(Navigation.property(Table.named("Orders"), "columns"), "Product")
        const header = Navigation.call(column, "headerRowRange", {})
        const error = yield* Effect.flip(Range.write(header, [["Article"]]))
        assert.strictEqual(error._tag, "TransportFailure")
        assert.include((yield* Table.columns(Table.named("Orders"))).map(({ name }) => name), "Article")
      })
    ))
})

describe("A write that cannot be verified", () => {
  const touch = Endpoint.make({
    ...Catalogue.application.calculate,
    name: "touch",
    segment: "touch",
    parametersIn: "none",
    parameters: Schema.Void,
    safety: "nonIdempotent"
  })
  const application = Navigation.property(Navigation.workbook, "application")

  it.effect("fails with InvalidArguments, and is not sent", () => {
    const { layer, log } = service()
    return inSession(Effect.gen(function*() {
      const error = yield* Effect.flip(WorkbookSession.verified(WorkbookSession.call(touch, application, undefined)))
      assert.strictEqual(error._tag, "InvalidArguments")
      assert.lengthOf(log, 1)
    })).pipe(Effect.provide(layer))
  })

  it.effect("is the deletion of a column with a number as its name, in a table by position", () => {
    const { layer, log } = service({
      "GET /": () => undefined,
      [`GET https://graph.microsoft.com/v1.0/drives/b!d/items/01ABC/workbook/tables('T')/columns/itemAt(index=0)?$select=name`]:
        () => ({ status: 200, body: { name: "2026" } })
    })
    const column = Navigation.call(Navigation.property(Table.named("T"), "columns"), "itemAt", { index: 0 })
    return inSession(Effect.gen(function*() {
      const remove = WorkbookSession.call(Catalogue.column.delete, column, undefined)
      const error = yield* Effect.flip(WorkbookSession.verified(remove))
      assert.strictEqual(error._tag, "InvalidArguments")
      assert.include(error.message, "\"2026\"")
      assert.isFalse(log.some((line) => line.includes("DELETE")))
    })).pipe(Effect.provide(layer))
  })
})

describe("A 2xx that cannot be decoded", () => {
  const work = Table.addRows(Table.named("T"), [["a", 1]])

  for (
    const [what, reply] of Object.entries({
      "has another shape": { status: 201, body: { index: "first" } },
      "has no body": { status: 201 },
      "is a list": { status: 200, body: [] }
    })
  ) {
    it.effect(`and ${what} fails a write that is not idempotent with OutcomeUnknown`, () => {
      const { layer } = service({ append: () => reply })
      return inSession(Effect.gen(function*() {
        assert.strictEqual((yield* Effect.flip(work))._tag, "OutcomeUnknown")
      })).pipe(Effect.provide(layer))
    })
  }

  it.effect("is a success of a deletion, with any body", () => {
    const { layer } = service({
      [`DELETE https://graph.microsoft.com/v1.0/drives/b!d/items/01ABC/workbook/tables('T')/rows/itemAt(index=0)`]:
        () => ({
          status: 200,
          body: { deleted: true }
        })
    })
    return inSession(Table.deleteRow(Table.named("T"), 0)).pipe(Effect.provide(layer))
  })

  it.effect("is not one with unknown properties, which the service may add", () => {
    const { layer } = service({
      [`GET https://graph.microsoft.com/v1.0/drives/b!d/items/01ABC/workbook/worksheets`]: () => ({
        status: 200,
        body: { value: [{ ...sheet, name: "A", visibility: "Dimmed" }, { ...sheet, name: "B" }] }
      })
    })
    return inSession(Effect.gen(function*() {
      assert.deepStrictEqual((yield* Worksheet.list()).map(({ visibility }) => visibility), ["Dimmed", "Visible"])
    })).pipe(Effect.provide(layer))
  })
})

describe("Types", () => {
  it("show which writes can fail with OutcomeUnknown", () => {
    type Errors<T> = T extends Effect.Effect<unknown, infer E, infer _R> ? E : never
    const values = [[1]]
    const byName = Table.delete(Table.named("T"))
    const byPosition = Table.delete(Table.itemAt(0))
    const stable = Range.write(Range.at("A!B1"), values)
    const moving = Range.write(Range.lastRow(Range.used(log)), values)
    const named = Range.write(NamedItem.range(NamedItem.named("N")), values)
    const read = Range.values(Range.used(log))
    const renamed = Table.update(Table.itemAt(0), { name: "B" })
    const pinned = Effect.flatMap(Range.pin(Range.used(log)), (range) => Range.write(range, values))
    expectTypeOf<Errors<typeof byName>>().toEqualTypeOf<WorkbookError.CallError>()
    expectTypeOf<Errors<typeof byPosition>>().toEqualTypeOf<WorkbookError.WorkbookError>()
    expectTypeOf<Errors<typeof stable>>().toEqualTypeOf<WorkbookError.CallError>()
    expectTypeOf<Errors<typeof moving>>().toEqualTypeOf<WorkbookError.WorkbookError>()
    expectTypeOf<Errors<typeof named>>().toEqualTypeOf<WorkbookError.WorkbookError>()
    const column = Table.deleteColumn(Table.named("T"), "2")
    expectTypeOf<Errors<typeof column>>().toEqualTypeOf<WorkbookError.WorkbookError>()
    expectTypeOf<Errors<typeof read>>().toEqualTypeOf<WorkbookError.CallError>()
    expectTypeOf<Errors<typeof renamed>>().toEqualTypeOf<WorkbookError.CallError>()
    expectTypeOf<Errors<typeof pinned>>().toEqualTypeOf<WorkbookError.CallError>()

    // A reference of unknown way may be moving.
    const any: Range.RangeRef = Range.at("A!B1")
    const unknown = Range.write(any, values)
    expectTypeOf<Errors<typeof unknown>>().toEqualTypeOf<WorkbookError.WorkbookError>()
    // @ts-expect-error a moving range is not a stable one
    const wrong: Range.RangeRef<"stable"> = Range.used(log)
    assert.strictEqual(wrong.way, "moving")
  })

  it("do not change the requests if they are cast", () => {
    const request = { endpoint: Catalogue.range.update, path: "worksheets('A')/usedRange()", way: "moving" } as const
    assert.strictEqual(WorkbookRequest.effect(request), "nonIdempotent")
    assert.strictEqual(WorkbookRequest.effect({ ...request, way: "stable" }), "idempotent")
  })
})
