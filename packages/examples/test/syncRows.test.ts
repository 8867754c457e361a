import { Range, Table } from "@effect-workbook/client"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { type Customer, syncRows } from "../src/syncRows.js"
import { inSession } from "./support/emulated.js"

const database: ReadonlyArray<Customer> = [
  { Id: 1, Name: "Ada", Balance: 10 },
  { Id: 3, Name: "Grace", Balance: 35.5 },
  { Id: 4, Name: "007", Balance: 0 }
]

it.effect("adds, updates and deletes what differs, and nothing the second time", () =>
  inSession({
    "book.xlsx": { Data: [["Id", "Name", "Balance"], [1, "Ada", 10], [2, "Bob", 20], [3, "Grace", 30]] }
  })(Effect.gen(function*() {
    const { id } = yield* Table.add({ address: "Data!A1:C4", hasHeaders: true })
    yield* Table.update(Table.named(id), { name: "Customers" })
    assert.deepStrictEqual(yield* syncRows(database), { added: 1, updated: 1, deleted: 1 })
    assert.deepStrictEqual(
      yield* Range.values(Table.body(Table.named("Customers"))),
      database.map(({ Balance, Id, Name }) => [Id, Name, Balance])
    )
    assert.deepStrictEqual(yield* syncRows(database), { added: 0, updated: 0, deleted: 0 })
  })))
