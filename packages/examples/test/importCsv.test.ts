import { Range, Table } from "@effect-workbook/client"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { importCsv } from "../src/importCsv.js"
import { inSession } from "./support/emulated.js"

const csv = "\uFEFFid,when,units,remark\r\n00123,2026-02-28,7,\"a \"\"b\"\",\nc\"\r\n=1+1,2026-02-30,-0.5,\r\n"
const run = inSession({ "book.xlsx": { Data: [] } })

it.effect("imports numbers and dates as such, and every other field as its text", () =>
  run(Effect.gen(function*() {
    const name = yield* importCsv("It's new", csv)
    assert.deepStrictEqual(yield* Range.values(Table.range(Table.named(name ?? ""))), [
      ["id", "when", "units", "remark"],
      ["00123", 46081, 7, "a \"b\",\nc"],
      ["=1+1", "2026-02-30", -0.5, ""]
    ])
    assert.deepStrictEqual(yield* Range.text(Range.at("'It''s new'!B2")), [["2026-02-28"]])
  })))

it.effect("fails with the message of the parser", () =>
  run(Effect.gen(function*() {
    assert.match(String(yield* Effect.flip(importCsv("New", "a,b\n1"))), /Invalid Record Length/)
  })))
