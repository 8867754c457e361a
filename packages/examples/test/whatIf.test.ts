import { Workbook, WorkbookSession } from "@effect-workbook/client"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { readFileSync } from "node:fs"
import { readSummary } from "../src/appendOrders.js"
import { whatIfPricesRise } from "../src/whatIf.js"
import { graph } from "./support/emulated.js"

const workbook = Workbook.path("/orders.xlsx")
const sample = new Uint8Array(readFileSync(new URL("../assets/orders.xlsx", import.meta.url)))

it.effect("computes with other prices in a private copy, and leaves the workbook as it is", () =>
  Effect.gen(function*() {
    const before = yield* Effect.provide(readSummary, WorkbookSession.layer({ workbook }))
    const risen = yield* Effect.provide(
      whatIfPricesRise(2),
      WorkbookSession.layer({ workbook, mode: "nonPersistent" })
    )
    const revenue = ({ revenueByRegion }: typeof before) => revenueByRegion.map(({ revenue }) => revenue)
    assert.deepStrictEqual(revenue(risen), revenue(before).map((revenue) => 2 * revenue))
    assert.deepStrictEqual(yield* Effect.provide(readSummary, WorkbookSession.layer({ workbook })), before)
  }).pipe(Effect.provide(graph({ "orders.xlsx": sample }))))
