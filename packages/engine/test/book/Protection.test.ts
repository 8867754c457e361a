import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { area, differing, make, part, reopen, sheet, table, write } from "../support/openBook.js"

const allFalse = {
  allowAutoFilter: false,
  allowDeleteColumns: false,
  allowDeleteRows: false,
  allowFormatCells: false,
  allowFormatColumns: false,
  allowFormatRows: false,
  allowInsertColumns: false,
  allowInsertHyperlinks: false,
  allowInsertRows: false,
  allowPivotTables: false,
  allowSort: false
}

const orders = {
  name: "S",
  rows: [["Item", "Qty"], ["a", 1], ["b", 2]],
  after: `<sheetCalcPr fullCalcOnLoad="1"/><mergeCells count="1"><mergeCell ref="D1:E1"/></mergeCells>`,
  tables: [{ name: "Orders", ref: "A1:B3", columns: ["Item", "Qty"] }]
}

describe("The protection of a sheet", () => {
  it.effect("is set with options, read, saved and removed, and changes no other part", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [orders, { name: "T" }] })
      const before = book.save()
      const original = part(book, "xl/worksheets/sheet1.xml")
      assert.deepStrictEqual(book.protection(sheet(book, "S")), Option.none())
      yield* book.protectSheet(sheet(book, "S"), { allowSort: true, allowInsertRows: true, allowAutoFilter: false })
      assert.include(
        part(book, "xl/worksheets/sheet1.xml"),
        `<sheetCalcPr fullCalcOnLoad="1"/><sheetProtection sheet="1" objects="1" scenarios="1" insertRows="0" sort="0"/>` +
          `<mergeCells`
      )
      assert.deepStrictEqual(differing(before, book.save()), ["xl/worksheets/sheet1.xml"])
      const reopened = yield* reopen(book)
      assert.deepStrictEqual(
        reopened.protection(sheet(reopened, "S")),
        Option.some({ ...allFalse, allowSort: true, allowInsertRows: true })
      )
      assert.deepStrictEqual(reopened.protection(sheet(reopened, "T")), Option.none())
      yield* reopened.unprotectSheet(sheet(reopened, "S"))
      assert.strictEqual(part(reopened, "xl/worksheets/sheet1.xml"), original)
      yield* reopened.unprotectSheet(sheet(reopened, "S"))
    }))

  it.effect("refuses changes of cells and of tables until it is removed", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [orders] })
      const orders_ = () => table(book, "Orders")
      const column = orders_().columns[0]!.id
      yield* book.protectSheet(sheet(book, "S"))
      const refusals = [
        write(book, "A2", [["x"]]),
        book.updateTable(orders_(), { style: "TableStyleLight1" }),
        book.addRows(orders_(), null, [["c", 3]]),
        book.setFilter(orders_(), column, { on: "Values", values: ["a"] }),
        book.sortTable(orders_(), {
          conditions: [{ key: 0, ascending: false, on: "Value", textAsNumber: false }],
          matchCase: false,
          method: "PinYin"
        }),
        book.convertToRange(orders_()),
        book.protectSheet(sheet(book, "S"))
      ]
      const saved = book.save()
      for (const refusal of refusals) assert.strictEqual((yield* Effect.flip(refusal)).code, "accessDenied")
      assert.deepStrictEqual(differing(saved, book.save()), [])
      yield* book.unprotectSheet(sheet(book, "S"))
      yield* write(book, "A2", [["x"]])
    }))

  it.effect("allows filters if it says so", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [orders] })
      yield* book.protectSheet(sheet(book, "S"), { allowAutoFilter: true })
      yield* book.setFilter(table(book, "Orders"), table(book, "Orders").columns[0]!.id, {
        on: "Values",
        values: ["b"]
      })
      assert.strictEqual(book.read(sheet(book, "S"), area("A2")).rowHidden(), true)
    }))

  it.effect("with a password is not removed without it", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "S", after: `<sheetProtection password="CC1A" sheet="1"/>` }] })
      assert.strictEqual((yield* Effect.flip(book.unprotectSheet(sheet(book, "S")))).code, "accessDenied")
      assert.strictEqual(Option.isSome(book.protection(sheet(book, "S"))), true)
    }))
})
