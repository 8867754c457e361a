/** Reads the summary after a change of all prices. Run it in a non-persistent session, which discards the change. */
import { Range, Table } from "@effect-workbook/client"
import { Effect } from "effect"
import { readSummary } from "./appendOrders.js"

export const whatIfPricesRise = (factor: number) =>
  Effect.gen(function*() {
    const headers = yield* Range.values(Table.header(Table.named("Orders")))
    const column = headers[0]?.indexOf("Unit price") ?? -1
    const rows = yield* Range.values(Table.body(Table.named("Orders")))
    const prices = rows.map((row) => row.map((cell, index) => index === column ? Number(cell) * factor : null))
    yield* Range.write(Table.body(Table.named("Orders")), prices)
    return yield* readSummary
  })
