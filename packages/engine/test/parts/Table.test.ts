import type { Book } from "@effect-workbook/engine"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { makeEdited } from "../support/makeBook.js"
import { area, open, part, reopen, table, write } from "../support/openBook.js"

const source = `<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ` +
  `xmlns:xr="r" xmlns:xr3="r3" id="3" xr:uid="{1}" name="Orders" displayName="Orders" ref="B2:D9" totalsRowCount="1">` +
  `<autoFilter ref="B2:D8" xr:uid="{2}"><filterColumn colId="1"><filters><filter val="x"/></filters></filterColumn></autoFilter>` +
  `<tableColumns count="3"><tableColumn id="1" xr3:uid="{3}" name="Item" totalsRowLabel="Total"/><tableColumn id="2" name="Two_x000a_lines" dataDxfId="4"/>` +
  `<tableColumn id="5" name="Sum" totalsRowFunction="sum"><calculatedColumnFormula>Orders[[#This Row],[Item]]</calculatedColumnFormula></tableColumn></tableColumns>` +
  `<tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="1" showRowStripes="1" showColumnStripes="0"/><extLst><ext/></extLst></table>`

const name = "xl/tables/table1.xml"

const opened = () =>
  open(
    makeEdited(
      {
        sheets: [{
          name: "S",
          rows: [
            [],
            [null, "Item", "Two\nlines", "Sum"],
            ...Array.from({ length: 6 }, (_, row) => [null, row, "x", {
              formula: "Orders[[#This Row],[Item]]",
              value: row
            }]),
            [null, "Total", null, { formula: "SUBTOTAL(109,Orders[Sum])", value: 15 }]
          ],
          tables: [{ name: "Orders", ref: "B2:D9", columns: ["Item", "Two", "Sum"] }]
        }]
      },
      name,
      () => source
    )
  )

const text = (book: Book.Book) => part(book, name) ?? ""

describe("the part of a table", () => {
  it.effect("is read", () =>
    Effect.gen(function*() {
      const orders = table(yield* opened(), "Orders")
      assert.strictEqual(orders.legacyId, "3")
      assert.deepStrictEqual(orders.area, area("B2:D9"))
      assert.deepStrictEqual(orders.body, area("B3:D8"))
      assert.deepStrictEqual(orders.columns, [
        { id: "1", name: "Item", index: 0 },
        { id: "2", name: "Two\nlines", index: 1 },
        { id: "5", name: "Sum", index: 2 }
      ])
      assert.deepStrictEqual(
        [orders.showHeaders, orders.showTotals, orders.showFilterButton],
        [true, true, true]
      )
      assert.deepStrictEqual(
        [
          orders.style,
          orders.highlightFirstColumn,
          orders.highlightLastColumn,
          orders.showBandedRows,
          orders.showBandedColumns
        ],
        ["TableStyleLight1", false, true, true, false]
      )
    }))

  it.effect("is written as it was after a change and its reversal", () =>
    Effect.gen(function*() {
      const book = yield* opened()
      assert.strictEqual(text(book), source)
      yield* book.updateTable(table(book, "Orders"), { name: "Bills" })
      assert.strictEqual(text(book), source.replaceAll("Orders", "Bills"))
      yield* book.updateTable(table(book, "Bills"), { name: "Orders" })
      assert.strictEqual(text(book), source)
    }))

  it.effect("changes only its references with a larger area", () =>
    Effect.gen(function*() {
      const book = yield* opened()
      yield* book.addRows(table(book, "Orders"), null, [[6, "x", null], [7, "x", null]])
      assert.strictEqual(text(book), source.replace("B2:D9", "B2:D11").replace("B2:D8", "B2:D10"))
    }))

  it.effect("moves filters with their columns", () =>
    Effect.gen(function*() {
      const book = yield* opened()
      yield* book.addColumn(table(book, "Orders"), 0, { name: "New" })
      assert.include(text(book), `<filterColumn colId="2">`)
      assert.include(text(book), `<tableColumns count="4"><tableColumn id="6" name="New"/>`)
      yield* book.deleteColumn(table(book, "Orders"), "2")
      assert.notInclude(text(book), "filterColumn")
      assert.deepStrictEqual(table(yield* reopen(book), "Orders").columns.map(({ name }) => name), [
        "New",
        "Item",
        "Sum"
      ])
    }))

  it.effect("is edited in its names, formulas, totals and style", () =>
    Effect.gen(function*() {
      const book = yield* opened()
      yield* book.renameColumn(table(book, "Orders"), "1", "A\nB")
      yield* write(book, "B9", [["Sum of all"]])
      yield* write(book, "D9", [["=MAX(1,2)"]])
      assert.include(text(book), `<tableColumn id="1" xr3:uid="{3}" name="A_x000a_B" totalsRowLabel="Sum of all"/>`)
      assert.include(
        text(book),
        `<tableColumn id="5" name="Sum" totalsRowFunction="custom"><calculatedColumnFormula>Orders[[#This Row],[A\nB]]</calculatedColumnFormula><totalsRowFormula>MAX(1,2)</totalsRowFormula></tableColumn>`
      )
      yield* write(book, "B9", [[""]])
      assert.include(text(book), `<tableColumn id="1" xr3:uid="{3}" name="A_x000a_B"/>`)
      yield* book.updateTable(table(book, "Orders"), {
        name: "Bills",
        showTotals: false,
        showFilterButton: false,
        style: "TableStyleDark1"
      })
      assert.include(text(book), `name="Bills" displayName="Bills"`)
      assert.notInclude(text(book), "totalsRowCount")
      assert.notInclude(text(book), "autoFilter")
      assert.include(text(book), `<tableStyleInfo name="TableStyleDark1" showFirstColumn="0" showLastColumn="1"`)
      const bills = table(yield* reopen(book), "Bills")
      assert.deepStrictEqual(bills.columns.map(({ name }) => name), ["A\nB", "Two\nlines", "Sum"])
      assert.deepStrictEqual([bills.showTotals, bills.showFilterButton], [false, false])
    }))
})
