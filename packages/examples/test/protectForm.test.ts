import { Range, Worksheet } from "@effect-workbook/client"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { protectForm } from "../src/protectForm.js"
import { inSession } from "./support/emulated.js"

it.effect("allows changes of the input cells only, and can be repeated", () =>
  inSession({ "book.xlsx": { Rates: [[0.2]], Form: [["Amount", 100], ["Tax", "=B1*Rates!A1"]] } })(
    Effect.gen(function*() {
      yield* protectForm("Form", ["B1"])
      yield* protectForm("Form", [])
      yield* Range.write(Range.at("Form!B1"), [[200]])
      assert.deepStrictEqual(yield* Range.values(Range.at("Form!B2")), [[40]])
      for (const locked of ["Form!B2", "Rates!A1"]) {
        const error = yield* Effect.flip(Range.write(Range.at(locked), [[0]]))
        assert.strictEqual(error._tag, "AccessDenied", locked)
      }
      const sheets = yield* Worksheet.list({ select: ["name", "visibility"] })
      assert.deepStrictEqual(sheets.map(({ visibility }) => visibility), ["Hidden", "Visible"])
    })
  ))
