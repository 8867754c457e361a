import { SerialDate, Table, TableRows } from "@effect-workbook/client"
import * as Csv from "@effect-workbook/client/Csv"
import { assert, describe, it } from "@effect/vitest"
import { Chunk, DateTime, Effect, FastCheck, pipe, Schema, Stream } from "effect"
import { scriptedTable } from "./support/ScriptedTable.js"
import { inSession } from "./support/Session.js"

const Row = Schema.Struct({
  Name: Schema.String,
  Units: Schema.NullOr(Schema.Number),
  Paid: Schema.optionalWith(Schema.Boolean, { exact: true })
})
type Row = typeof Row.Type

const decoded = (text: string, options?: Csv.Options<"Name" | "Units" | "Paid">) =>
  Effect.map(Stream.runCollect(Csv.decode(Stream.make(text), Row, options)), Chunk.toReadonlyArray)

const encoded = (rows: ReadonlyArray<Row>, options?: Csv.Options<"Name" | "Units" | "Paid">) =>
  Stream.mkString(Csv.encode(Stream.fromIterable(rows), Row, options))

const failure = (text: string) => Effect.map(Effect.flip(decoded(text)), ({ message }) => message)

describe("Csv.decode", () => {
  it.effect("reads quotes, delimiters and line breaks in fields, with any line break and a byte order mark", () =>
    Effect.gen(function*() {
      const expected = [{ Name: "a \"b\",\nc", Units: 1, Paid: true }, { Name: " ", Units: null }]
      for (const end of ["\r\n", "\n", "\r"]) {
        const lines = ["Units,Paid,Other,Name", "1,TRUE,x,\"a \"\"b\"\",\nc\"", ",,\"\",\" \"", ""]
        assert.deepStrictEqual(yield* decoded(`\ufeff${lines.join(end)}`), expected)
      }
      assert.deepStrictEqual(yield* decoded("Name;Units\r\n1,5;\"-.5e1\"", { delimiter: ";" }), [
        { Name: "1,5", Units: -5 }
      ])
    }))

  it.effect("decides by the schema what a text is", () =>
    Effect.gen(function*() {
      const Kinds = Schema.Struct({
        text: Schema.String,
        either: Schema.Union(Schema.String, Schema.Number),
        literal: Schema.Literal(1, 2),
        number: Schema.optional(Schema.Number.pipe(Schema.positive())),
        own: Schema.NumberFromString,
        flag: Schema.Boolean
      })
      const file = "text,either,literal,number,own,flag\n007,007,2,007.50,12,false\nTRUE,1,1,,1,True\n"
      assert.deepStrictEqual([...yield* Stream.runCollect(Csv.decode(Stream.make(file), Kinds))], [
        { text: "007", either: "007", literal: 2, number: 7.5, own: 12, flag: false },
        { text: "TRUE", either: "1", literal: 1, own: 1, flag: true }
      ])
    }))

  it.effect("reads dates of the columns that the option lists", () =>
    Effect.gen(function*() {
      const Dated = Schema.Struct({ on: SerialDate.SerialDate })
      const read = (text: string) =>
        Effect.map(
          Stream.runHead(Csv.decode(Stream.make(`on\n${text}\n`), Dated, { dates: ["on"] })),
          (head) => head._tag === "Some" ? DateTime.formatIso(head.value.on) : undefined
        )
      assert.strictEqual(yield* read("2026-02-28"), "2026-02-28T00:00:00.000Z")
      assert.strictEqual(yield* read("2026-02-28 13:45"), "2026-02-28T13:45:00.000Z")
      assert.strictEqual(yield* read("2026-02-28T13:45:01.5Z"), "2026-02-28T13:45:01.500Z")
      assert.strictEqual(yield* read("46081"), "2026-02-28T00:00:00.000Z")
      for (const invalid of ["2026-02-30", "2026-13-01", "28.02.2026"]) {
        assert.deepInclude(yield* Effect.flip(read(invalid)), { _tag: "CsvError", line: 2, column: "on" })
      }
    }))

  it.effect("fails with the line in which the record begins", () =>
    Effect.gen(function*() {
      assert.strictEqual(
        yield* failure("Name,Units\n\"two\r\nlines\",1\n\nb,many\n"),
        "line 5, column \"Units\": is \"many\"; expected a number or null"
      )
      assert.strictEqual(
        yield* failure("Name,Units\na,1\nb\nc,2\n"),
        "line 3: has 1 fields; expected 2, as in the first line"
      )
      assert.match(yield* failure("Name,Units\na,1\n\"b,2\n"), /^line 3: Quote Not Closed/)
      assert.match(yield* failure("Name,Units\na,1\n\"b\"c,2\n"), /^line 3: Invalid Closing Quote/)
      assert.strictEqual(
        yield* failure("Name,Paid\na,TRUE\n"),
        "line 1: there is no column \"Units\"; the columns are \"Name\", \"Paid\""
      )
      assert.strictEqual(
        yield* failure("Name,Units,Name\n"),
        "line 1, column \"Name\": there are two columns with this header"
      )
      assert.strictEqual(yield* failure(""), "line 1: the file is empty; expected a line with the headers")
      assert.deepStrictEqual(yield* decoded("Name,Units\n"), [])
    }))

  it.effect("fails with the error of the stream", () =>
    Effect.gen(function*() {
      const file = Stream.concat(Stream.make("Name,Units\na,1\n"), Stream.fail("gone" as const))
      assert.strictEqual(yield* Effect.flip(Stream.runDrain(pipe(file, Csv.decode(Row)))), "gone")
    }))

  it.effect("passes rows on before the file ends", () =>
    Effect.gen(function*() {
      const file = Stream.concat(Stream.make("Name,Units\na,1\nb,", "2\nc,3\n"), Stream.die("not read"))
      const rows = yield* Stream.runCollect(Stream.take(Csv.decode(file, Row), 1))
      assert.deepStrictEqual([...rows], [{ Name: "a", Units: 1 }])
    }))
})

describe("Csv.encode", () => {
  it.effect("writes the headers and quotes only what needs it", () =>
    Effect.gen(function*() {
      const rows = [{ Name: "a,b", Units: -1.5, Paid: false }, { Name: "\"x\"\ny", Units: null }, {
        Name: "",
        Units: 1e21
      }]
      assert.strictEqual(
        yield* encoded(rows),
        "Name,Units,Paid\r\n\"a,b\",-1.5,FALSE\r\n\"\"\"x\"\"\ny\",,\r\n,1e+21,\r\n"
      )
      assert.strictEqual(yield* encoded(rows.slice(0, 1), { delimiter: ";" }), "Name;Units;Paid\r\na,b;-1.5;FALSE\r\n")
      const One = Schema.Struct({ only: Schema.NullOr(Schema.String) })
      assert.strictEqual(yield* Stream.mkString(Csv.encode(Stream.make({ only: null }), One)), "only\r\n\"\"\r\n")
    }))

  it.effect("makes formulas harmless, unless the option keeps them", () =>
    Effect.gen(function*() {
      for (const text of ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "'=1"]) {
        const file = yield* encoded([{ Name: text, Units: -1 }])
        assert.include(file, `'${text}`)
        assert.include(file, ",-1,")
        assert.deepStrictEqual((yield* decoded(file))[0]?.Name, text)
        assert.notInclude(yield* encoded([{ Name: text, Units: 1 }], { escapeFormulas: false }), `'${text}`)
      }
      assert.deepStrictEqual((yield* decoded("Name,Units\n'=1,1\n", { escapeFormulas: false }))[0]?.Name, "'=1")
      assert.deepStrictEqual((yield* decoded("Name,Units\n'tis,1\n"))[0]?.Name, "'tis")
    }))

  it.effect("writes dates of the columns that the option lists", () =>
    Effect.gen(function*() {
      const Dated = Schema.Struct({ on: SerialDate.SerialDate, at: SerialDate.SerialDate })
      const at = DateTime.unsafeMake("2026-02-28T13:45:01.500Z")
      const row = { on: DateTime.unsafeMake("2026-02-28"), at }
      const file = yield* Stream.mkString(Csv.encode(Stream.make(row), Dated, { dates: ["on", "at"] }))
      assert.strictEqual(file, "on,at\r\n2026-02-28,2026-02-28 13:45:01.500\r\n")
      const [again] = yield* Stream.runCollect(Csv.decode(Stream.make(file), Dated, { dates: ["on", "at"] }))
      assert.deepStrictEqual([again?.on.epochMillis, again?.at.epochMillis], [row.on.epochMillis, row.at.epochMillis])
      assert.match(yield* Stream.mkString(Csv.encode(Stream.make(row), Dated)), /^on,at\r\n46081,46081\.5/)
    }))

  it.effect("fails with the row and the column", () =>
    Effect.gen(function*() {
      const Few = Schema.Struct({ Units: Schema.Int })
      const rows = Stream.fromIterable([1, 2, 2.5].map((Units) => ({ Units })))
      const error = yield* Effect.flip(Stream.runDrain(pipe(rows, Stream.rechunk(2), Csv.encode(Few))))
      assert.strictEqual(error.message, "row 2, column \"Units\": is 2.5; expected an integer")
    }))
})

describe("Rows between CSV and a table", () => {
  const text = FastCheck.oneof(
    FastCheck.string({ unit: "grapheme" }),
    FastCheck.string({
      unit: FastCheck.constantFrom("\"", ",", "\r", "\n", "=", "'", "-", " ", "a", "\ud83d\ude00", "\ufeff")
    })
  )
  const row = FastCheck.record({
    Name: text,
    Units: FastCheck.option(FastCheck.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0)),
    Paid: FastCheck.boolean()
  }, { requiredKeys: ["Name", "Units"] })
  const rows = TableRows.make(Table.named("T"), Row)

  it.effect.prop(
    "are the same after CSV, table and CSV, whatever they hold and however the file is divided",
    [FastCheck.array(row, { maxLength: 12 }), FastCheck.integer({ min: 1, max: 40 }), FastCheck.boolean()],
    ([all, size, asBytes]) =>
      Effect.gen(function*() {
        const file = yield* encoded(all)
        const bytes = new TextEncoder().encode(file)
        const parts: ReadonlyArray<string | Uint8Array> = Array.from(
          { length: Math.ceil((asBytes ? bytes : file).length / size) },
          (_, at) => (asBytes ? bytes : file).slice(at * size, (at + 1) * size)
        )
        const table = scriptedTable(["Paid", "Units", "Name"], [])
        const read = yield* inSession(Effect.gen(function*() {
          yield* TableRows.append(rows, Csv.decode(Stream.fromIterable(parts), Row), { maxRows: 3 })
          return yield* Stream.mkString(Csv.encode(TableRows.stream(rows, { maxCells: 9 }), Row))
        })).pipe(Effect.provide(table.layer))
        // An empty table and one blank row look the same.
        const isBlank = all.length === 1 && all[0]?.Name === "" && all[0].Units === null && all[0].Paid === undefined
        assert.strictEqual(read, isBlank ? yield* encoded([]) : file)
      }),
    { fastCheck: { numRuns: 30 } }
  )
})
