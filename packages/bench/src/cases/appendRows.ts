/** Appending 100,000 typed rows to a table. */
import { Table, TableRows } from "@effect-workbook/client"
import { Schema } from "effect"
import { type Case, higher, lower, once } from "../Case.js"
import { chunks, inOrder } from "../clients/Client.js"
import { effectWorkbook } from "../clients/effectWorkbook.js"
import { undici } from "../clients/undici.js"
import { inRounds, ratio } from "../measure.js"
import { withServer } from "../server.js"

const Order = Schema.Struct({
  Order: Schema.String,
  Region: Schema.String,
  Product: Schema.String,
  Units: Schema.Int,
  Price: Schema.Number
})

const orders = TableRows.make(Table.named("Orders"), Order)

const order = (index: number): typeof Order.Type => ({
  Order: `SO-${100_000 + index}`,
  Region: ["North", "East", "South", "West"][index % 4] ?? "",
  Product: `Product ${index % 97}`,
  Units: index % 50,
  Price: (index % 1000) / 4
})

/** The default of `TableRows.append`. */
const rowsPerRequest = 5000

export const appendRows: Case = {
  name: "appendRows",
  title: "100,000 rows appended",
  about:
    "100,000 rows of 5 columns, checked by a schema and appended with `TableRows.append`, at a round trip of 50 ms. Beside " +
    "one request a row (counted, not run), and beside chunks of the same 5,000 rows by `undici.request` and `JSON.stringify`.",
  run: ({ progress, quick }) =>
    withServer(quick ? 0 : 50, async ({ baseUrl, requests }) => {
      const count = quick ? 100 : 100_000
      const added = Array.from({ length: count }, (_, index) => order(index))
      const client = await effectWorkbook(baseUrl)
      const byHand = undici(baseUrl)
      const ours = () => client.run(TableRows.append(orders, added))
      const theirs = () =>
        inOrder(chunks(added, rowsPerRequest), (rows) =>
          byHand.post("/drives/d/items/01/workbook/tables/Orders/rows", {
            index: null,
            values: rows.map((row) => [row.Order, row.Region, row.Product, row.Units, row.Price])
          }))
      try {
        const before = await requests()
        await ours()
        const sent = await requests() - before
        const costs = await inRounds(
          { ours, theirs },
          { times: 1, rounds: quick ? 1 : 7, warmUp: quick ? 0 : 1, progress }
        )
        return [
          higher("requests", "fewer requests than row by row", "×", once(count / sent)),
          lower("wall", "elapsed time beside chunks by hand", "×", ratio(costs.ours, costs.theirs, "wall")),
          lower("cpu", "CPU beside chunks by hand", "×", ratio(costs.ours, costs.theirs, "cpu"))
        ]
      } finally {
        await Promise.all([client.close(), byHand.close()])
      }
    })
}
