import { Range, Table, TableRows, WorkbookError, type WorkbookSession } from "@effect-workbook/client"
import { type CellValue, SerialDate } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, FastCheck, Option, pipe, Schema } from "effect"
import { inSession } from "./support/Emulated.js"

const orders = Table.named("Orders")
const column = <A, I>(schema: Schema.Schema<A, I>, header: string) =>
  Schema.propertySignature(schema).pipe(Schema.fromKey(header))

const Order = Schema.Struct({
  id: column(Schema.String, "Order"),
  on: column(SerialDate.SerialDate, "Date"),
  Units: Schema.Int,
  total: Schema.optional(Schema.Number).pipe(Schema.fromKey("Total"))
})
const rows = TableRows.make(orders, Order)

/** A new table at J1 of the sheet `Summary`, with these cells. */
const tableOf = (cells: CellValue.Matrix, formats?: ReadonlyArray<string>) => {
  const range = Range.resized(Range.at("Summary!J1"), cells.length - 1, cells[0]!.length - 1)
  return Effect.gen(function*() {
    if (formats !== undefined) {
      yield* Range.update(range, { numberFormat: cells.map(() => formats) })
    }
    yield* Range.write(range, cells)
    const { address } = yield* Range.get(range, { select: ["address"] })
    const { name } = yield* Table.add({ address: address!, hasHeaders: true })
    return Table.named(name!)
  })
}

/** An empty table, which Excel shows with one blank row. */
const emptyTable = (headers: ReadonlyArray<string>, formats?: ReadonlyArray<string>) =>
  Effect.tap(tableOf([headers, headers.map(() => "x")], formats), (table) => Table.deleteRow(table, 0))

describe("TableRows", () => {
  it.effect("reads and appends typed objects, columns matched by header", () =>
    inSession(Effect.gen(function*() {
      const read = yield* TableRows.read(rows)
      assert.strictEqual(read.length, 24)
      assert.strictEqual(read[23]?.id, "SO-1024")
      yield* TableRows.append(rows, [{ id: "SO-1025", on: DateTime.unsafeMake("2026-07-13"), Units: 4 }])
      const last = (yield* TableRows.read(rows)).at(-1)
      assert.strictEqual(DateTime.formatIsoDateUtc(last!.on), "2026-07-13")
      assert.deepStrictEqual([last?.id, last?.Units, last?.total], ["SO-1025", 4, 0])
      yield* pipe(rows, TableRows.append<typeof Order.Type>([]))
      assert.strictEqual((yield* TableRows.read(rows)).length, 25)
    })))

  it.effect("reads no rows from an empty table", () =>
    inSession(Effect.gen(function*() {
      const empty = TableRows.make(yield* emptyTable(["Name"]), Schema.Struct({ Name: Schema.NonEmptyString }))
      assert.deepStrictEqual(yield* TableRows.read(empty), [])
      assert.deepStrictEqual(yield* TableRows.partition(empty), { rows: [], mismatches: [] })
      yield* TableRows.append(empty, [{ Name: "007" }])
      assert.deepStrictEqual(yield* TableRows.read(empty), [{ Name: "007" }])
    })))

  it.effect("fails with the row, the column, the value of the cell and what was expected", () =>
    inSession(Effect.gen(function*() {
      const table = yield* tableOf([["Name", "Units", "Kind"], ["a", 1, "x"], ["b", 1.5, "y"], ["c", "", "x"], [
        "d",
        4,
        "z"
      ]])
      const lines = TableRows.make(
        table,
        Schema.Struct({
          Name: Schema.String,
          units: column(Schema.Int, "Units"),
          Kind: Schema.NullOr(Schema.Literal("x", "y"))
        })
      )
      const unread = yield* Effect.flip(TableRows.read(lines))
      assert.instanceOf(unread, WorkbookError.RowMismatch)
      assert.deepInclude(unread, {
        table: table.path,
        row: 1,
        column: "Units",
        cell: 1.5,
        issue: "is 1.5; expected an integer"
      })
      assert.strictEqual(
        unread.message,
        `TableRows.read: ${table.path}, row 1, column "Units": is 1.5; expected an integer`
      )

      const { mismatches, rows } = yield* TableRows.partition(lines)
      assert.deepStrictEqual(rows, [{ index: 0, row: { Name: "a", units: 1, Kind: "x" } }])
      for (const { functionName } of mismatches) assert.strictEqual(functionName, "TableRows.partition")
      assert.deepStrictEqual(
        mismatches.map(({ cell, column, issue, row }) => [row, column, cell, issue]),
        [
          [1, "Units", 1.5, "is 1.5; expected an integer"],
          [2, "Units", "", "is \"\"; expected an integer"],
          [3, "Kind", "z", "is \"z\"; expected \"x\", \"y\" or null"]
        ]
      )
    })))

  it.effect("fails without a column if the schema rejects the row as a whole", () =>
    inSession(Effect.gen(function*() {
      const whole = TableRows.make(
        yield* tableOf([["From", "To"], [1, 2], [4, 3]]),
        Schema.Struct({ From: Schema.Number, To: Schema.Number }).pipe(
          Schema.filter(({ From, To }) => From <= To || "From is after To")
        )
      )
      const { mismatches } = yield* TableRows.partition(whole)
      assert.deepStrictEqual(mismatches.map(({ cell, column, issue, row }) => [row, column, cell, issue]), [
        [1, undefined, undefined, "is {\"From\":4,\"To\":3}: From is after To"]
      ])
    })))

  it.effect("fails with the columns of the table if a field has no column, and writes nothing", () =>
    inSession(Effect.gen(function*() {
      const table = yield* tableOf([["Unit price", "Two\nlines", "toString"], [1, "a", "b"]])
      const columns = "no column \"Price\"; its columns are \"Unit price\", \"Two\\nlines\", \"toString\""
      const Price = Schema.Struct({ Price: Schema.optional(Schema.Number) })
      for (
        const effect of [
          Effect.asVoid(TableRows.read(TableRows.make(table, Price))),
          Effect.asVoid(TableRows.append(TableRows.make(table, Price), [{}])),
          Effect.asVoid(TableRows.update(TableRows.make(table, Price), 0, {})),
          Effect.asVoid(TableRows.append(
            TableRows.make(table, Schema.Record({ key: Schema.String, value: Schema.Number })),
            [{ Price: 1 }]
          ))
        ]
      ) {
        const error = yield* Effect.flip<
          void,
          WorkbookError.WorkbookError | WorkbookError.RowMismatch,
          WorkbookSession.WorkbookSession
        >(
          effect
        )
        assert.strictEqual(error._tag, "InvalidArguments")
        assert.include(error.message, columns)
      }
      const Lines = Schema.Struct({ "Two\nlines": Schema.String })
      const lines = TableRows.make(table, Lines)
      yield* TableRows.append(lines, [{ "Two\nlines": "c" }])
      assert.deepStrictEqual(yield* Range.values(Table.body(table)), [[1, "a", "b"], ["", "c", ""]])
    })))

  it.effect("reads and writes a table with hidden headers", () =>
    inSession(Effect.gen(function*() {
      const table = yield* tableOf([["Name"], ["a"]])
      yield* Table.update(table, { showHeaders: false })
      const names = TableRows.make(table, Schema.Struct({ Name: Schema.String }))
      yield* TableRows.append(names, [{ Name: "=1+1" }])
      assert.deepStrictEqual(yield* TableRows.read(names), [{ Name: "a" }, { Name: "=1+1" }])
    })))

  it.effect("sends nothing if a row does not match the schema", () =>
    inSession(Effect.gen(function*() {
      const few = TableRows.make(
        orders,
        Schema.Struct({ Units: Schema.Int.pipe(Schema.lessThan(10)), Product: Schema.String })
      )
      const unsent = yield* Effect.flip(TableRows.append(few, [{ Units: 1, Product: "" }, { Units: 11, Product: "" }]))
      assert.strictEqual(unsent._tag, "InvalidArguments")
      assert.include(unsent.message, "row 1, \"Units\": is 11; expected an integer below 10")
      const long = yield* Effect.flip(TableRows.append(few, [{ Units: 1, Product: "x".repeat(32_768) }]))
      assert.strictEqual(long._tag, "InvalidArguments")
      assert.include(long.message, "row 0, \"Product\": has 32768 characters; expected at most 32767")
      assert.strictEqual((yield* Table.rows(orders)).length, 24)
    })))

  it.effect("reads a blank cell as absent, null or an empty text, and writes each of them as a blank cell", () =>
    inSession(Effect.gen(function*() {
      const table = yield* tableOf([["Key", "Maybe", "Nullable", "Text", "Either", "Rest"], ["k", "", "", "", "", ""]])
      const Blank = Schema.Struct({
        Key: Schema.String,
        Maybe: Schema.optionalWith(SerialDate.SerialDate, { exact: true }),
        Nullable: Schema.NullOr(Schema.Int),
        Text: Schema.String,
        Either: Schema.optionalWith(Schema.Number, { nullable: true, as: "Option" })
      })
      const blanks = TableRows.make(table, Blank)
      const row = { Key: "k", Nullable: null, Text: "", Either: Option.none() }
      assert.deepStrictEqual(yield* TableRows.read(blanks), [row])
      yield* TableRows.append(blanks, [row])
      assert.deepStrictEqual(yield* TableRows.read(blanks), [row, row])
      assert.deepStrictEqual((yield* Range.get(Table.body(table), { select: ["valueTypes"] })).valueTypes, [
        ["String", "Empty", "Empty", "Empty", "Empty", "Empty"],
        ["String", "Empty", "Empty", "Empty", "Empty", "Empty"]
      ])
    })))

  it.effect("writes the formula of the column for an absent field, and a blank cell for null", () =>
    inSession(Effect.gen(function*() {
      const Units = Schema.Struct({ Units: Schema.Int, Total: Schema.optional(Schema.NullOr(Schema.Number)) })
      const units = TableRows.make(orders, Units)
      yield* TableRows.append(units, [{ Units: 1 }, { Units: 1, Total: null }])
      const formulas = (yield* Range.formulas(Table.body(orders))).slice(-2).map((cells) => cells.at(-1))
      assert.match(String(formulas[0]), /^=/)
      assert.strictEqual(formulas[1], "")
    })))

  it.effect("updates one row: an absent field is not changed, null clears a cell, and a text stays a text", () =>
    inSession(Effect.gen(function*() {
      const table = yield* tableOf([["Id", "Note", "Sum"], ["a", "x", "=1+1"], ["b", "y", "=2+2"]], [
        "@",
        "General",
        "0"
      ])
      const Line = Schema.Struct({
        Id: Schema.String,
        Note: Schema.NullOr(Schema.String),
        Sum: Schema.optional(Schema.Number)
      })
      const lines = TableRows.make(table, Line)
      yield* TableRows.update(lines, 1, { Id: "0042", Note: "=1+1" })
      assert.deepStrictEqual(yield* TableRows.read(lines), [
        { Id: "a", Note: "x", Sum: 2 },
        { Id: "0042", Note: "=1+1", Sum: 4 }
      ])
      yield* pipe(lines, TableRows.update<typeof Line.Type>(0, { Id: "'", Note: null }))
      assert.deepStrictEqual((yield* TableRows.read(lines))[0], { Id: "'", Note: null, Sum: 2 })
      assert.strictEqual((yield* Effect.flip(TableRows.update(lines, 2, { Id: "c", Note: null })))._tag, "NotFound")
      const none = yield* Effect.flip(TableRows.update(lines, -1, { Id: "c", Note: null }))
      assert.strictEqual(none._tag, "NotFound")
    })))

  it.effect("writes formulas only in the columns of the option formulas", () =>
    inSession(Effect.gen(function*() {
      const Line = Schema.Struct({ Label: Schema.String, Sum: Schema.Union(Schema.Number, Schema.String) })
      const lines = TableRows.make(yield* emptyTable(["Label", "Sum"]), Line, { formulas: ["Sum"] })
      yield* TableRows.append(lines, [{ Label: "=6*7", Sum: "=6*7" }, { Label: "'", Sum: 1 }])
      assert.deepStrictEqual(yield* TableRows.read(lines), [{ Label: "=6*7", Sum: 42 }, { Label: "'", Sum: 1 }])
    })))

  describe("text", () => {
    const awkward = FastCheck.constantFrom(
      "00123",
      "100",
      "1e5",
      "12%",
      "$5",
      "1/1/2016",
      "May 5",
      "12:30",
      "TRUE",
      "#N/A",
      "=1+1",
      "=HYPERLINK(\"https://example.com\")",
      "+1",
      "-1",
      "@SUM(1)",
      "'",
      "''",
      "'00123",
      " =1",
      "\t1",
      "two\nlines",
      "two\r\nlines",
      "null",
      "x".repeat(32_767),
      "_x0041_"
    )
    const text = FastCheck.oneof(
      awkward,
      FastCheck.string({ unit: "grapheme", minLength: 1 }),
      FastCheck.string({ unit: "binary", minLength: 1 })
    )
    const Line = Schema.Struct({ General: Schema.String, Text: Schema.String, Date: Schema.String })

    it.effect.prop(
      "is read as it was written, whatever it holds, and is no formula and no number",
      [FastCheck.array(FastCheck.record({ General: text, Text: text, Date: text }), { minLength: 1, maxLength: 40 })],
      ([given]) =>
        inSession(Effect.gen(function*() {
          const table = yield* emptyTable(["General", "Text", "Date"], ["General", "@", "yyyy-mm-dd"])
          const lines = TableRows.make(table, Line)
          yield* TableRows.append(lines, given)
          assert.deepStrictEqual(yield* TableRows.read(lines), given)
          const { formulas, valueTypes, values } = yield* Range.get(Table.body(table), {
            select: ["formulas", "values", "valueTypes"]
          })
          assert.deepStrictEqual(formulas, values)
          assert.deepStrictEqual(new Set(valueTypes?.flat()), new Set(["String"]))
          yield* TableRows.update(lines, 0, given.at(-1)!)
          assert.deepStrictEqual(yield* TableRows.read(lines), [given.at(-1)!, ...given.slice(1)])
        })),
      { fastCheck: { numRuns: 15 } }
    )
  })
})

describe("Range.value", () => {
  it.effect("decodes one cell", () =>
    inSession(Effect.gen(function*() {
      yield* Range.write(Range.at("Summary!J1:K1"), [[46023, ""]])
      const date = yield* Range.value(Range.at("Summary!J1"), SerialDate.SerialDate)
      assert.strictEqual(DateTime.formatIsoDateUtc(date), "2026-01-01")
      const blank = Range.at("Summary!K1")
      assert.strictEqual(yield* blank.pipe(Range.value(Schema.NullOr(Schema.Int))), null)
      assert.strictEqual(yield* blank.pipe(Range.value(Schema.UndefinedOr(Schema.Int))), undefined)
      assert.strictEqual(yield* Range.value(blank, Schema.String), "")
    })))

  it.effect("fails with the address, the value of the cell and what was expected", () =>
    inSession(Effect.gen(function*() {
      yield* Range.write(Range.at("Summary!J1:K1"), [["many", ""]])
      assert.strictEqual(
        (yield* Effect.flip(Range.value(Range.at("Summary!J1"), Schema.Number))).message,
        "Range.value: Summary!J1: is \"many\"; expected a number"
      )
      const mismatch = <A extends number | null>(address: string, schema: Schema.Schema<A>) =>
        Effect.map(
          Effect.flip(Range.value(Range.at(address), schema)),
          (error) => error._tag === "CellMismatch" ? [error.address, error.cell, error.issue] : error
        )
      assert.deepStrictEqual(yield* mismatch("Summary!J1", Schema.NullOr(Schema.Int)), [
        "Summary!J1",
        "many",
        "is \"many\"; expected an integer or null"
      ])
      assert.deepStrictEqual(yield* mismatch("Summary!K1", Schema.Number), [
        "Summary!K1",
        "",
        "is \"\"; expected a number"
      ])
      assert.deepStrictEqual(yield* mismatch("Summary!J1:K1", Schema.Number), [
        "Summary!J1:K1",
        undefined,
        "is 1 rows by 2 columns; expected one cell"
      ])
      const whole = yield* mismatch("Summary!J:J", Schema.Number)
      assert.deepStrictEqual(whole, [
        "Summary!J:J",
        undefined,
        "is 1048576 rows by 1 columns; expected one cell"
      ])
    })))
})
