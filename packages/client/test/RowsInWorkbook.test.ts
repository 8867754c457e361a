/** Rows in bulk in a workbook of the emulator. */
import { KeyedRows, Range, Table, TableRows, Worksheet } from "@effect-workbook/client"
import { Emulator } from "@effect-workbook/emulator"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema, Stream } from "effect"
import { inSession } from "./support/Emulated.js"

describe("Rows of a table in bulk", () => {
  it.effect("keeps formulas and formats of the workbook", () =>
    inSession(Effect.gen(function*() {
      const Order = Schema.Struct({ Order: Schema.String, Units: Schema.Int, Total: Schema.Number })
      const orders = TableRows.make(Table.named("Orders"), Order)
      const before = yield* TableRows.read(orders)
      const formulas = yield* Range.formulas(Table.body(orders.table))
      const changed = yield* TableRows.updateWhere(
        orders,
        (_, index) => index < 2 || index === 5,
        (row) => ({ ...row, Units: row.Units + 1 })
      )
      assert.strictEqual(changed, 3)
      const after = yield* TableRows.read(orders)
      assert.deepStrictEqual(
        after.map(({ Units }, at) => Units - before[at]!.Units),
        before.map((_, at) => at < 2 || at === 5 ? 1 : 0)
      )
      const totals = (cells: typeof formulas) => cells.map((row) => row.at(-1))
      assert.deepStrictEqual(totals(yield* Range.formulas(Table.body(orders.table))), totals(formulas))
      assert.notStrictEqual(after[0]?.Total, before[0]?.Total)
    })))

  it.effect("deletes scattered rows of a workbook, and all of them", () =>
    inSession(Effect.gen(function*() {
      const orders = KeyedRows.make(Table.named("Orders"), Schema.Struct({ Order: Schema.String }), { key: "Order" })
      const keys = (yield* TableRows.read(orders)).map(({ Order }) => Order)
      const some = keys.filter((_, at) => at % 5 < 2)
      assert.strictEqual(yield* KeyedRows.deleteMany(orders, some), some.length)
      const left = keys.filter((key) => !some.includes(key))
      assert.deepStrictEqual((yield* TableRows.read(orders)).map(({ Order }) => Order), left)
      assert.strictEqual(yield* KeyedRows.deleteMany(orders, left), left.length)
      assert.deepStrictEqual(yield* TableRows.read(orders), [])
    })))

  it.effect("adds, reads and changes 10,000 rows", () =>
    inSession(Effect.gen(function*() {
      const Line = Schema.Struct({ Order: Schema.String, Units: Schema.Int, Total: Schema.optional(Schema.Number) })
      const lines = TableRows.make(Table.named("Orders"), Line)
      const added = Stream.map(Stream.range(25, 10_000), (Units) => ({ Order: `=${Units}`, Units }))
      assert.strictEqual(yield* TableRows.append(lines, added), 9976)
      const changed = yield* TableRows.updateWhere(lines, ({ Units }) => Units > 9990, (row) => ({ ...row, Units: 0 }))
      assert.strictEqual(changed, 10)
      const stream = TableRows.stream(lines, { maxCells: 20_000 })
      const [rows, units] = yield* Stream.runFold(
        Stream.drop(stream, 24),
        [0, 0],
        ([rows = 0, units = 0], { Units }) => [rows + 1, units + Units]
      )
      assert.deepStrictEqual([rows, units], [9976, (9990 * 9991 - 24 * 25) / 2])
      assert.strictEqual((yield* TableRows.read(lines)).at(-1)?.Order, "=10000")
    })))
})

describe("TableRows.inRange", () => {
  const Line = Schema.Struct({ Name: Schema.String, Units: Schema.NullOr(Schema.Int) })
  const lines = TableRows.inRange(Range.used(Worksheet.named("Lines")), Line)

  it.effect("reads, appends, updates and resumes below headers without a table", () =>
    inSession(Effect.gen(function*() {
      yield* Worksheet.add("Lines")
      yield* Range.write(Range.at("Lines!J3:K3"), [["Units", "Name"]])
      assert.deepStrictEqual(yield* TableRows.read(lines), [])
      const added = [{ Name: "00123", Units: 1 }, { Name: "=1+1", Units: null }, { Name: "c", Units: 3 }]
      assert.strictEqual(yield* TableRows.append(lines, added, { maxRows: 2 }), 3)
      assert.deepStrictEqual(yield* TableRows.read(lines), added)
      assert.deepStrictEqual([...yield* Stream.runCollect(TableRows.stream(lines, { maxCells: 2 }))], added)
      const more = [...added, { Name: "d", Units: 4 }]
      assert.strictEqual(yield* TableRows.resume(lines, more, { rows: 1, index: 1 }), 4)
      assert.strictEqual(
        yield* TableRows.updateWhere(lines, ({ Units }) => Units === 3, (row) => ({ ...row, Name: "007" })),
        1
      )
      assert.deepStrictEqual(yield* Range.values(Range.at("Lines!J3:K7")), [
        ["Units", "Name"],
        [1, "00123"],
        ["", "=1+1"],
        [3, "007"],
        [4, "d"]
      ])
    })))

  const six = Array.from({ length: 6 }, (_, at) => ({ Name: `N-${at}`, Units: at }))

  it.effect("says how many rows are added if an answer is lost, and continues from there", () =>
    inSession(Effect.gen(function*() {
      const { faults } = yield* Emulator.Emulator
      yield* Worksheet.add("Lines")
      yield* Range.write(Range.at("Lines!J3:K3"), [["Name", "Units"]])
      yield* faults.add({
        on: { endpoint: "workbookRange.update" },
        nth: 2,
        when: "after",
        do: { _tag: "Drop", at: "beforeAnswer" }
      })
      const error = yield* Effect.flip(TableRows.append(lines, six, { maxRows: 2 }))
      if (error._tag !== "OutcomeUnknown" || error.appended === undefined) return assert.fail(error.message)
      assert.deepStrictEqual(error.appended, { rows: 2, index: 2 })
      assert.strictEqual(yield* TableRows.resume(lines, six, error.appended), 6)
      assert.deepStrictEqual(yield* TableRows.read(lines), six)
    })))

  it.effect("fails if a field has no header", () =>
    inSession(Effect.gen(function*() {
      const other = TableRows.inRange(Range.at("Summary!A3:B7"), Line)
      const error = yield* Effect.flip(TableRows.partition(other))
      assert.match(error.message, /has no column "Name"; its columns are "Region"/)
    })))
})
