import type { Book, Model } from "@effect-workbook/engine"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import * as FastCheck from "effect/FastCheck"
import { area, differing, formulas, make, part, reopen, sheet, table, values } from "../support/openBook.js"

const description = {
  sheets: [{
    name: "S",
    rows: [
      ["Item", "Qty", "Twice"],
      ["b", 2, { formula: "B2*2", value: 4 }],
      ["A", 3, { formula: "B3*2", value: 6 }],
      ["a", 1, { formula: "B4*2", value: 2 }],
      [null, 2, { formula: "B5*2", value: 4 }],
      ["Total", { formula: "SUBTOTAL(109,Orders[Qty])", value: 8 }],
      [],
      [{ formula: "B2", value: 2 }]
    ],
    tables: [{
      name: "Orders",
      ref: "A1:C6",
      columns: [{ name: "Item", label: "Total" }, { name: "Qty", totals: "sum" }, "Twice"],
      totalsRow: true
    }]
  }]
}

const by = (key: number, ascending = true): Model.SortCondition => ({
  key,
  ascending,
  on: "Value",
  textAsNumber: false
})

const sortOf = (...conditions: ReadonlyArray<Model.SortCondition>): Model.TableSort => ({
  conditions,
  matchCase: false,
  method: "PinYin"
})

const sortBy = (book: Book.Book, ...conditions: ReadonlyArray<Model.SortCondition>) =>
  book.sortTable(table(book, "Orders"), sortOf(...conditions))

describe("A sort of a table", () => {
  it.effect("orders the rows of the data body with their formulas, and is kept in the file", () =>
    Effect.gen(function*() {
      const book = yield* make(description)
      const before = book.save()
      yield* sortBy(book, by(0), by(1, false))
      assert.deepStrictEqual(values(book, "A1:C6"), [
        ["Item", "Qty", "Twice"],
        ["A", 3, 6],
        ["a", 1, 2],
        ["b", 2, 4],
        ["", 2, 4],
        ["Total", 8, ""]
      ])
      assert.deepStrictEqual(formulas(book, "C2:C5"), [["=B2*2"], ["=B3*2"], ["=B4*2"], ["=B5*2"]])
      assert.deepStrictEqual(values(book, "A8"), [[3]])
      assert.include(
        part(book, "xl/tables/table1.xml"),
        `<autoFilter ref="A1:C5"></autoFilter><sortState ref="A2:C5"><sortCondition ref="A2:A5"/>` +
          `<sortCondition descending="1" ref="B2:B5"/></sortState><tableColumns`
      )
      assert.deepStrictEqual(differing(before, book.save()), ["xl/tables/table1.xml", "xl/worksheets/sheet1.xml"])
      const reopened = yield* reopen(book)
      assert.deepStrictEqual(reopened.tableSort(table(reopened, "Orders")), Option.some(sortOf(by(0), by(1, false))))
      assert.deepStrictEqual(values(reopened, "A2:B5"), values(book, "A2:B5"))
    }))

  it.effect("is applied again, follows rows and columns, and is forgotten", () =>
    Effect.gen(function*() {
      const book = yield* make(description)
      yield* sortBy(book, by(1))
      yield* book.addRows(table(book, "Orders"), null, [["z", 0, null]])
      yield* book.addColumn(table(book, "Orders"), 0, { name: "New" })
      assert.include(
        part(book, "xl/tables/table1.xml"),
        `<sortState ref="A2:D6"><sortCondition ref="C2:C6"/></sortState>`
      )
      yield* book.reapplyTableSort(table(book, "Orders"))
      assert.deepStrictEqual(values(book, "C2:C6"), [[0], [1], [2], [2], [3]])
      yield* book.clearTableSort(table(book, "Orders"))
      assert.notInclude(part(book, "xl/tables/table1.xml"), "sortState")
      assert.deepStrictEqual(book.tableSort(table(book, "Orders")), Option.none())
      yield* book.reapplyTableSort(table(book, "Orders"))
      assert.deepStrictEqual(values(book, "C2:C6"), [[0], [1], [2], [2], [3]])
    }))

  it.effect("ends with its column", () =>
    Effect.gen(function*() {
      const book = yield* make(description)
      yield* sortBy(book, by(1))
      yield* book.deleteColumn(table(book, "Orders"), table(book, "Orders").columns[1]!.id)
      assert.notInclude(part(book, "xl/tables/table1.xml"), "sortState")
    }))

  it.effect("leaves the rows that a filter hides where they are", () =>
    Effect.gen(function*() {
      const book = yield* make(description)
      const qty = table(book, "Orders").columns[1]!.id
      yield* book.setFilter(table(book, "Orders"), qty, { on: "Custom", criteria: ["<>3"], operator: "And" })
      yield* sortBy(book, by(1))
      assert.deepStrictEqual(values(book, "B2:B5"), [[1], [3], [2], [2]])
    }))

  it.effect("by colors keeps the color as a differential format", () =>
    Effect.gen(function*() {
      const book = yield* make(description)
      const condition: Model.SortCondition = { ...by(0, false), on: "CellColor", color: "#FF0000" }
      yield* sortBy(book, condition)
      assert.include(
        part(book, "xl/tables/table1.xml"),
        `<sortCondition descending="1" sortBy="cellColor" dxfId="0" ref="A2:A5"/>`
      )
      const reopened = yield* reopen(book)
      assert.deepStrictEqual(reopened.tableSort(table(reopened, "Orders")), Option.some(sortOf(condition)))
    }))

  it.effect("by a column that does not exist, or without conditions, is refused without effect", () =>
    Effect.gen(function*() {
      const book = yield* make(description)
      const before = book.save()
      for (const conditions of [[by(3)], [by(-1)], []]) {
        assert.strictEqual((yield* Effect.flip(sortBy(book, ...conditions))).code, "invalidArgument")
      }
      assert.deepStrictEqual(differing(before, book.save()), [])
    }))

  it.effect.prop(
    "keeps the rows, brings them into order, and changes nothing when it is repeated",
    { numbers: FastCheck.array(FastCheck.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 10 }) },
    ({ numbers }) =>
      Effect.gen(function*() {
        const book = yield* make({
          sheets: [{
            name: "S",
            rows: [["N", "At"], ...numbers.map((number, index) => [number, index])],
            tables: [{ name: "Orders", ref: `A1:B${numbers.length + 1}`, columns: ["N", "At"] }]
          }]
        })
        const rows = () => book.read(sheet(book, "S"), area(`A2:B${numbers.length + 1}`)).values()
        yield* sortBy(book, by(0))
        const expected = numbers.map((number, index) => [number, index]).sort(([a = 0], [b = 0]) => a - b)
        assert.deepStrictEqual(rows(), expected)
        yield* sortBy(book, by(0))
        assert.deepStrictEqual(rows(), expected)
      })
  )
})

describe("A table that becomes a range", () => {
  it.effect("keeps its cells, and references to it become references to cells", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [
          {
            name: "My data",
            rows: [
              ["Item", "Qty", "Twice", null, { formula: "SUM(Orders[Qty])", value: 3 }],
              ["a", 1, { formula: "Orders[[#This Row],[Qty]]*2", value: 2 }, null, {
                formula: "ROWS(Orders)",
                value: 2
              }],
              ["b", 2, { formula: "Orders[[#This Row],[Qty]]*2", value: 4 }]
            ],
            tables: [{ name: "Orders", ref: "A1:C3", columns: ["Item", "Qty", "Twice"] }]
          },
          { name: "T", rows: [[{ formula: "Orders[[#Headers],[Qty]]", value: "Qty" }]] }
        ],
        names: [{ name: "Qtys", formula: "Orders[Qty]" }]
      })
      assert.deepStrictEqual(yield* book.convertToRange(table(book, "Orders")), area("A1:C3"))
      const reopened = yield* reopen(book)
      assert.deepStrictEqual(reopened.tables, [])
      assert.deepStrictEqual(formulas(reopened, "A1:E3"), [
        ["Item", "Qty", "Twice", "", "=SUM('My data'!$B$2:$B$3)"],
        ["a", 1, "='My data'!$B2*2", "", "=ROWS('My data'!$A$2:$C$3)"],
        ["b", 2, "='My data'!$B3*2", "", ""]
      ])
      assert.deepStrictEqual(formulas(reopened, "T!A1"), [["='My data'!$B$1"]])
      assert.deepStrictEqual(reopened.names().map(({ formula }) => formula), ["='My data'!$B$2:$B$3"])
      yield* reopened.write(sheet(reopened, "My data"), area("B2"), { values: 10 })
      assert.deepStrictEqual(values(reopened, "C2:E2"), [[20, "", 2]])
      assert.deepStrictEqual(values(reopened, "E1"), [[12]])
      assert.isUndefined(part(book, "xl/tables/table1.xml"))
      assert.notInclude(part(book, "xl/worksheets/sheet1.xml"), "tablePart")
    }))
})
