import { Range } from "@effect-workbook/client"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { replaceText } from "../src/replaceText.js"
import { inSession } from "./support/emulated.js"

it.effect("replaces texts on all sheets, but no formulas, and keeps texts that look like numbers", () =>
  inSession({
    "book.xlsx": { A: [["ACME Ltd", "=A1&\"!\""], ["acme", "ACME 12"]], "B c": [[], ["", "ACME"]] }
  })(Effect.gen(function*() {
    assert.deepStrictEqual(yield* replaceText("ACME ", ""), ["A!A1", "A!B2"])
    assert.deepStrictEqual(yield* Range.values(Range.at("A!A1:B2")), [["Ltd", "Ltd!"], ["acme", "12"]])
    assert.deepStrictEqual(yield* replaceText("ACME", "Contoso"), ["'B c'!B2"])
    assert.deepStrictEqual(yield* Range.formulas(Range.at("A!B1")), [["=A1&\"!\""]])
  })))
