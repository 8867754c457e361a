import { Workbook } from "@effect-workbook/client"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { compareWorkbooks } from "../src/compareWorkbooks.js"
import { graph } from "./support/emulated.js"

it.effect("lists the cells that differ, with the content of both workbooks", () =>
  Effect.gen(function*() {
    const differences = yield* compareWorkbooks(Workbook.path("/a.xlsx"), Workbook.path("/b.xlsx"))
    assert.deepStrictEqual(differences, [
      { address: "Data!B2", before: "=A2*2", after: "=A2*3" },
      { address: "'Old one'!A1", before: "x", after: "" },
      { address: "New!C3", before: "", after: 5 }
    ])
  }).pipe(
    Effect.provide(graph({
      "a.xlsx": { Data: [["n", "twice"], [1, "=A2*2"]], "Old one": [["x"]] },
      "b.xlsx": { Data: [["n", "twice"], [1, "=A2*3"]], New: [[], [], ["", "", 5]] }
    }))
  ))
