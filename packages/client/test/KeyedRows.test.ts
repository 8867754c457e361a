import { KeyedRows, Range, Table, TableRows } from "@effect-workbook/client"
import { SerialDate } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, FastCheck, Option, pipe, Schema } from "effect"
import { inSession } from "./support/Emulated.js"

class Order extends Schema.Class<Order>("Order")({
  id: Schema.propertySignature(Schema.String).pipe(Schema.fromKey("Order")),
  on: Schema.propertySignature(SerialDate.SerialDate).pipe(Schema.fromKey("Date")),
  units: Schema.propertySignature(Schema.Int).pipe(Schema.fromKey("Units"))
}) {}

const orders = KeyedRows.make(Table.named("Orders"), Order, { key: "Order" })

const order = (id: string, units: number) => new Order({ id, units, on: DateTime.unsafeMake("2026-08-01") })

const unitsOf = (id: string) => Effect.map(KeyedRows.find(orders, id), Option.map(({ units }) => units))

describe("KeyedRows", () => {
  it.effect("finds a row by its key", () =>
    inSession(Effect.gen(function*() {
      const found = yield* pipe(orders, KeyedRows.find("SO-1001"))
      assert.strictEqual(Option.getOrThrow(found).units, 4)
      assert.deepStrictEqual(yield* KeyedRows.find(orders, "so-1001"), Option.none())
      assert.deepStrictEqual(yield* KeyedRows.find(orders, ""), Option.none())
    })))

  it.effect("updates existing rows and adds others, in the order of the rows", () =>
    inSession(Effect.gen(function*() {
      const rows = [order("A-2", 2), order("SO-1024", 24), order("A-1", 1), order("SO-1001", 1)]
      assert.deepStrictEqual(yield* KeyedRows.upsert(orders, rows), { updated: 2, added: 2 })
      const all = yield* TableRows.read(orders)
      assert.deepStrictEqual(all.slice(-2).map(({ id }) => id), ["A-2", "A-1"])
      assert.deepStrictEqual([all[0]?.units, all[23]?.units, all.length], [1, 24, 26])
      const [region, formula] = (yield* Range.formulas(Range.at("Orders!C25:G25")))[0]!.filter((_, at) => at % 4 === 0)
      assert.strictEqual(region, "West")
      assert.match(String(formula), /^=/)
    })))

  it.effect("writes nothing if a row is invalid, has no key, or has the key of another", () =>
    inSession(Effect.gen(function*() {
      const before = yield* TableRows.read(orders)
      const messageOf = (rows: ReadonlyArray<Order>) =>
        Effect.map(Effect.flip(KeyedRows.upsert(orders, rows)), ({ message }) => message)
      assert.strictEqual(
        yield* messageOf([order("SO-1001", 9), order("", 1)]),
        "KeyedRows.upsert: invalid arguments: row 1, \"Order\": is \"\"; expected a key"
      )
      assert.strictEqual(
        yield* messageOf([order("SO-1001", 9), order("A-1", 1), order("SO-1001", 2)]),
        "KeyedRows.upsert: invalid arguments: row 2, \"Order\": \"SO-1001\" is the key of row 0 too"
      )
      assert.match(
        yield* messageOf([order("SO-1001", 9), order("x".repeat(32_768), 1)]),
        /^KeyedRows\.upsert: invalid arguments: row 1, "Order": has 32768 characters/
      )
      assert.deepStrictEqual(yield* TableRows.read(orders), before)
    })))

  it.effect("refuses a table in which a key occurs twice, and names both rows", () =>
    inSession(Effect.gen(function*() {
      yield* Range.write(Range.at("Orders!A4"), [["SO-1001"]])
      const error = yield* Effect.flip(KeyedRows.find(orders, "SO-1002"))
      assert.strictEqual(error._tag, "RowMismatch")
      assert.match(
        error.message,
        /row 2, column "Order": "SO-1001" is the key of row 0 too; expected keys that differ$/
      )
      const other = yield* Effect.flip(KeyedRows.update(orders, order("SO-1002", 1)))
      assert.strictEqual(other._tag, "RowMismatch")
    })))

  it.effect("updates and deletes the row of a key, and tells whether there was one", () =>
    inSession(Effect.gen(function*() {
      assert.isTrue(yield* pipe(orders, KeyedRows.update(order("SO-1003", 30))))
      assert.isFalse(yield* KeyedRows.update(orders, order("A-1", 1)))
      assert.isTrue(yield* pipe(orders, KeyedRows.delete("SO-1002")))
      assert.isFalse(yield* KeyedRows.delete(orders, "SO-1002"))
      assert.deepStrictEqual(yield* unitsOf("SO-1003"), Option.some(30))
      assert.strictEqual((yield* TableRows.read(orders)).length, 23)
    })))

  it.effect("adds a key once, also if it is upserted many times at the same time", () =>
    inSession(Effect.gen(function*() {
      const all = Array.from({ length: 5 }, (_, units) => KeyedRows.upsert(orders, [order("A-1", units)]))
      const written = yield* Effect.all([...all, KeyedRows.delete(orders, "SO-1001")], { concurrency: "unbounded" })
      assert.deepStrictEqual(written.slice(1, 5), Array.from({ length: 4 }, () => ({ updated: 1, added: 0 })))
      assert.deepStrictEqual(yield* unitsOf("A-1"), Option.some(4))
      assert.deepStrictEqual(yield* unitsOf("SO-1001"), Option.none())
    })))

  it.effect("finds the rows of its keys, also if others are deleted at the same time", () =>
    inSession(Effect.gen(function*() {
      const keys = Array.from({ length: 24 }, (_, index) => `SO-${1001 + index}`)
      const odd = keys.filter((_, index) => index % 2 === 0)
      const [found, one] = yield* Effect.all([
        KeyedRows.findMany(orders, keys),
        KeyedRows.find(orders, "SO-1024"),
        KeyedRows.deleteMany(orders, odd)
      ], { concurrency: "unbounded" })
      assert.deepStrictEqual(Array.from(found.values(), ({ id }) => id), [...found.keys()])
      assert.deepStrictEqual(Option.map(one, ({ id }) => id), Option.some("SO-1024"))
      assert.includeMembers([...found.keys()], keys.filter((key) => !odd.includes(key)))
    })))

  it.effect("takes an empty table, numbers as keys, and texts that Excel would change", () =>
    inSession(Effect.gen(function*() {
      yield* Range.write(Range.at("Summary!J1:K2"), [["id", "name"], ["x", "x"]])
      const { name } = yield* Table.add({ address: "Summary!J1:K2", hasHeaders: true })
      yield* Table.deleteRow(Table.named(name!), 0)
      const people = KeyedRows.make(Table.named(name!), Schema.Struct({ id: Schema.Int, name: Schema.String }), {
        key: "id"
      })
      assert.deepStrictEqual(yield* KeyedRows.find(people, 1), Option.none())
      assert.deepStrictEqual(yield* KeyedRows.upsert(people, [{ id: 1, name: "007" }]), { updated: 0, added: 1 })
      const rows = [{ id: 2, name: "=1+1" }, { id: 1, name: "1E5" }]
      assert.deepStrictEqual(yield* KeyedRows.upsert(people, rows), { updated: 1, added: 1 })
      assert.deepStrictEqual(yield* TableRows.read(people), [{ id: 1, name: "1E5" }, { id: 2, name: "=1+1" }])
    })))

  it.effect.prop(
    "holds what a map holds after the same upserts and deletions",
    [FastCheck.array(FastCheck.record({ key: FastCheck.integer({ min: 1, max: 6 }), units: FastCheck.nat(9) }), {
      maxLength: 6
    })],
    ([changes]) =>
      inSession(Effect.gen(function*() {
        const model = new Map((yield* TableRows.read(orders)).map(({ id, units }) => [id, units]))
        for (const { key, units } of changes) {
          const id = `SO-100${key}`
          if (units === 0) assert.strictEqual(yield* KeyedRows.delete(orders, id), model.delete(id))
          else {
            yield* KeyedRows.upsert(orders, [order(id, units)])
            model.set(id, units)
          }
        }
        const rows = yield* TableRows.read(orders)
        assert.deepStrictEqual(new Map(rows.map(({ id, units }) => [id, units])), model)
      })),
    { fastCheck: { numRuns: 15 } }
  )
})
