/** Brings a table in line with the rows of a database: adds, changes and deletes only what differs. */
import { KeyedRows, Table, TableRows } from "@effect-workbook/client"
import { Effect, Schema } from "effect"

export const Customer = Schema.Struct({ Id: Schema.Int, Name: Schema.String, Balance: Schema.Number })

export type Customer = typeof Customer.Type

const customers = KeyedRows.make(Table.named("Customers"), Customer, { key: "Id" })

const isSame = Schema.equivalence(Customer)

export const syncRows = (database: ReadonlyArray<Customer>) =>
  Effect.gen(function*() {
    const before = new Map((yield* TableRows.read(customers)).map((row) => [row.Id, row]))
    const changed = database.filter((row) => {
      const old = before.get(row.Id)
      return old === undefined || !isSame(old, row)
    })
    const wanted = new Set(database.map(({ Id }) => Id))
    const surplus = [...before.keys()].filter((id) => !wanted.has(id))
    const { added, updated } = yield* KeyedRows.upsert(customers, changed)
    const deleted = yield* KeyedRows.deleteMany(customers, surplus)
    return { added, updated, deleted }
  })
