import { Range, Table } from "@effect-workbook/client"
import { Emulator } from "@effect-workbook/emulator"
import { assert, it } from "@effect/vitest"
import { DateTime, Effect } from "effect"
import { appendAnswers } from "../src/appendAnswers.js"
import { inSession } from "./support/emulated.js"

const received = DateTime.unsafeMake("2026-07-14")

it.effect("writes texts as texts, and each answer once, although a connection is lost after the write", () =>
  inSession({ "book.xlsx": { Data: [["Received", "Name", "Phone", "Remark"], ["", "", "", ""]] } })(
    Effect.gen(function*() {
      const { id } = yield* Table.add({ address: "Data!A1:D2", hasHeaders: true })
      yield* Table.update(Table.named(id), { name: "Answers" })
      yield* Table.deleteRow(Table.named("Answers"), 0)
      yield* appendAnswers([{ received, name: "Ada", phone: "0049 30", remark: null }])
      const { faults } = yield* Emulator.Emulator
      yield* faults.add({
        on: { method: "POST", path: "rows" },
        when: "after",
        do: { _tag: "Drop", at: "beforeAnswer" }
      })
      yield* appendAnswers([{ received, name: "=1+1", phone: "00123", remark: "@home" }])
      const rows = yield* Range.values(Table.body(Table.named("Answers")))
      assert.strictEqual((yield* faults.struck).length, 1)
      assert.deepStrictEqual(rows.map((row) => row.slice(1)), [["Ada", "0049 30", ""], ["=1+1", "00123", "@home"]])
    })
  ))
