import { Range, Table } from "@effect-workbook/client"
import { assert, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { importCsv } from "../src/importCsv.js"
import { inSession } from "./support/emulated.js"

const run = inSession({ "book.xlsx": { Data: [] } })

it.effect("imports dates and numbers as such, and texts as they are", () =>
  run(Effect.gen(function*() {
    const file = Stream.make(
      "\uFEFFInvoice,Amount,Remark,Paid\r\n00123,7,\"a \"\"b\"\",\nc\",2026-",
      "02-28\r\n'=1+1,-0.5,,2026-03-01\r\n"
    )
    const { count, table } = yield* importCsv("It's new", file)
    assert.strictEqual(count, 2)
    assert.deepStrictEqual(yield* Range.values(Table.range(table)), [
      ["Invoice", "Paid", "Amount", "Remark"],
      ["00123", 46081, 7, "a \"b\",\nc"],
      ["=1+1", 46082, -0.5, ""]
    ])
    assert.deepStrictEqual(yield* Range.text(Range.at("'It''s new'!B2:B3")), [["2026-02-28"], ["2026-03-01"]])
  })))

it.effect("fails with the line and the column", () =>
  run(Effect.gen(function*() {
    const file = Stream.make("Invoice,Paid,Amount,Remark\n1,2026-02-28,1,\n2,2026-02-30,1,\n")
    const error = yield* Effect.flip(importCsv("New", file))
    assert.strictEqual(error._tag, "CsvError")
    assert.match(error.message, /^line 3, column "Paid": is "2026-02-30"; expected a number/)
  })))
