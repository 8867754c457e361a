import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as WorkbookPart from "../../src/internal/parts/WorkbookPart.js"

const source = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ` +
  `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="1"/>` +
  `<bookViews><workbookView xWindow="1" firstSheet="1" activeTab="2"/></bookViews><sheets>` +
  `<sheet name="A" sheetId="5" r:id="rId1"/><sheet name="B &amp; C" sheetId="9" state="hidden" r:id="rId2"/><sheet name="D" sheetId="2" r:id="rId3"/></sheets>` +
  `<definedNames><definedName name="local" localSheetId="2">D!$A$1</definedName><definedName name="Rate" comment="VAT" hidden="1">0.2</definedName></definedNames>` +
  `<calcPr calcId="1" calcMode="manual"/><extLst/></workbook>`

const edited = (change: (part: WorkbookPart.WorkbookPart) => void): string => {
  const part = WorkbookPart.parse(source)
  change(part)
  part.changed = true
  return WorkbookPart.text(part)
}

describe("WorkbookPart", () => {
  it.effect("reads sheets, names and settings", () =>
    Effect.sync(() => {
      const part = WorkbookPart.parse(source)
      assert.deepStrictEqual(
        part.sheets.map(({ name, relationship, visibility }) => [name, visibility, relationship]),
        [
          ["A", "visible", "rId1"],
          ["B & C", "hidden", "rId2"],
          ["D", "visible", "rId3"]
        ]
      )
      assert.deepStrictEqual(
        part.names.map(({ comment, formula, hidden, name, scope }) => [name, scope?.name, formula, comment, hidden]),
        [["local", "D", "D!$A$1", undefined, false], ["Rate", undefined, "0.2", "VAT", true]]
      )
      assert.isTrue(part.date1904)
      assert.strictEqual(part.calculationMode, "manual")
    }))

  it.effect("writes back what it read", () =>
    Effect.sync(() => {
      assert.strictEqual(edited(() => {}), source)
    }))

  it.effect("names and views keep their sheets when sheets move", () =>
    Effect.sync(() => {
      const text = edited((part) => part.sheets.unshift(...part.sheets.splice(2, 1)))
      assert.include(text, `<sheets><sheet name="D" sheetId="2" r:id="rId3"/><sheet name="A"`)
      assert.include(text, `<definedName name="local" localSheetId="0">`)
      assert.include(text, `<workbookView xWindow="1" firstSheet="2"/>`)
    }))

  it.effect("writes renamed and hidden sheets, changed names and modes", () =>
    Effect.sync(() => {
      const text = edited((part) => {
        const [a, b] = part.sheets
        if (a === undefined || b === undefined) throw new Error("no sheets")
        a.name = "<A>"
        a.visibility = "veryHidden"
        b.visibility = "visible"
        part.names.push({ name: "B", scope: undefined, formula: "1<2", comment: "c", hidden: true, tag: "" })
        part.calculationMode = "auto"
      })
      assert.include(text, `<sheet name="&lt;A&gt;" sheetId="5" r:id="rId1" state="veryHidden"/>`)
      assert.include(text, `<sheet name="B &amp; C" sheetId="9" r:id="rId2"/>`)
      assert.include(
        text,
        `<definedNames><definedName name="B" hidden="1" comment="c">1&lt;2</definedName><definedName name="local"`
      )
      assert.include(text, `<calcPr calcId="1"/>`)
    }))

  it.effect("new sheets get unused ids", () =>
    Effect.sync(() => {
      const text = edited((part) => part.sheets.push(WorkbookPart.makeSheetEntry(part, "New", "rId7")))
      assert.include(text, `<sheet name="New" sheetId="10" r:id="rId7"/></sheets>`)
    }))

  it.effect("inserts names in the order of the schema", () =>
    Effect.sync(() => {
      const part = WorkbookPart.parse(
        `<workbook xmlns="m"><sheets><sheet name="A" sheetId="1" x:id="r"/></sheets><externalReferences/><calcPr/></workbook>`
      )
      part.names.push({ name: "N", scope: undefined, formula: "1", comment: undefined, hidden: false, tag: "" })
      part.changed = true
      assert.include(
        WorkbookPart.text(part),
        `<externalReferences/><definedNames><definedName name="N">1</definedName></definedNames><calcPr/>`
      )
    }))
})
