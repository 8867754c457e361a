import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as TablePart from "../../src/internal/parts/TablePart.js"

const source =
  `<table xmlns="m" id="3" xr:uid="{1}" name="Orders" displayName="Orders" ref="B2:D9" totalsRowCount="1">` +
  `<autoFilter ref="B2:D8" xr:uid="{2}"><filterColumn colId="1"><filters><filter val="x"/></filters></filterColumn></autoFilter>` +
  `<tableColumns count="3"><tableColumn id="1" xr3:uid="{3}" name="Item" totalsRowLabel="Total"/><tableColumn id="2" name="Two_x000a_lines" dataDxfId="4"/>` +
  `<tableColumn id="5" name="Sum" totalsRowFunction="sum"><calculatedColumnFormula>Orders[[#This Row],[Item]]</calculatedColumnFormula></tableColumn></tableColumns>` +
  `<tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="1" showRowStripes="1" showColumnStripes="0"/><extLst><ext/></extLst></table>`

const parse = (text: string) => {
  const part = TablePart.parse(text)
  if (part === undefined) throw new Error("no table")
  return part
}

describe("TablePart", () => {
  it.effect("reads a table", () =>
    Effect.sync(() => {
      const part = parse(source)
      assert.deepStrictEqual(part.area, { top: 1, left: 1, bottom: 8, right: 3 })
      assert.deepStrictEqual(TablePart.body(part), { top: 2, left: 1, bottom: 7, right: 3 })
      assert.deepStrictEqual(part.columns.map(({ id, name }) => [id, name]), [[1, "Item"], [2, "Two\nlines"], [
        5,
        "Sum"
      ]])
      assert.strictEqual(part.columns[2]?.calculatedFormula, "Orders[[#This Row],[Item]]")
      assert.deepStrictEqual(part.style, {
        name: "TableStyleLight1",
        showFirstColumn: false,
        showLastColumn: true,
        showRowStripes: true,
        showColumnStripes: false
      })
    }))

  it.effect("writes an unchanged table as it was", () =>
    Effect.sync(() => {
      const part = parse(source)
      assert.strictEqual(TablePart.text(part), source)
      part.changed = true
      assert.strictEqual(TablePart.text(part), source)
    }))

  it.effect("a larger area changes only the references", () =>
    Effect.sync(() => {
      const part = parse(source)
      part.area = { ...part.area, bottom: 10 }
      part.changed = true
      assert.strictEqual(TablePart.text(part), source.replace("B2:D9", "B2:D11").replace("B2:D8", "B2:D10"))
    }))

  it.effect("filters move with their columns", () =>
    Effect.sync(() => {
      const part = parse(source)
      part.columns.splice(0, 0, TablePart.makeColumn(part, "New"))
      part.sourcePositions.splice(0, 0, -1)
      part.area = { ...part.area, right: 4 }
      part.changed = true
      const grown = TablePart.text(part)
      assert.include(grown, `<filterColumn colId="2">`)
      assert.include(grown, `<tableColumns count="4"><tableColumn id="6" name="New"/>`)
      part.columns.splice(2, 1)
      part.sourcePositions.splice(2, 1)
      assert.notInclude(TablePart.text(part), "filterColumn")
    }))

  it.effect("edits names, formulas, totals and style", () =>
    Effect.sync(() => {
      const part = parse(source)
      const [item, two, sum] = part.columns
      if (item === undefined || two === undefined || sum === undefined) throw new Error("no columns")
      item.name = "A\nB"
      item.totalsLabel = undefined
      two.calculatedFormula = "1<2"
      sum.calculatedFormula = undefined
      sum.totalsFunction = "custom"
      sum.totalsFormula = "MAX(1,2)"
      part.name = "Bills"
      part.totalsRows = 0
      part.showFilterButton = false
      part.style.name = "TableStyleDark1"
      part.changed = true
      const text = TablePart.text(part)
      assert.include(text, `name="Bills" displayName="Bills"`)
      assert.notInclude(text, "totalsRowCount")
      assert.notInclude(text, "autoFilter")
      assert.include(text, `<tableColumn id="1" xr3:uid="{3}" name="A_x000a_B"/>`)
      assert.include(text, `dataDxfId="4"><calculatedColumnFormula>1&lt;2</calculatedColumnFormula></tableColumn>`)
      assert.include(
        text,
        `<tableColumn id="5" name="Sum" totalsRowFunction="custom"><totalsRowFormula>MAX(1,2)</totalsRowFormula></tableColumn>`
      )
      assert.include(text, `<tableStyleInfo name="TableStyleDark1" showFirstColumn="0" showLastColumn="1"`)
      assert.deepStrictEqual(parse(text).columns.map(({ name }) => name), ["A\nB", "Two\nlines", "Sum"])
    }))
})
