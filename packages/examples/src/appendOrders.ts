/** Appends typed objects to a table and reads the formulas that summarize it. It works in any session mode. */
import { Range, TableRows } from "@effect-workbook/client"
import { Effect } from "effect"
import { type Order, orders } from "./Order.js"

export interface Summary {
  readonly revenueByRegion: ReadonlyArray<{ readonly region: string; readonly revenue: number }>
  readonly orders: number
  readonly bestRegion: string
}

export const readSummary = Effect.gen(function*() {
  const regions = yield* Range.values(Range.at("Summary!A4:B8"))
  const figures = yield* Range.values(Range.at("Summary!B11:B15"))
  return {
    revenueByRegion: regions.map(([region, revenue]) => ({ region: String(region), revenue: Number(revenue) })),
    orders: Number(figures[0]?.[0]),
    bestRegion: String(figures[4]?.[0])
  } satisfies Summary
})

export const appendOrders = (added: ReadonlyArray<Order>) =>
  Effect.zipRight(TableRows.append(orders, added), readSummary)
