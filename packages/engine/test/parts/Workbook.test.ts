import type { Book } from "@effect-workbook/engine"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { makeEdited } from "../support/makeBook.js"
import { open, part, reopen, sheet } from "../support/openBook.js"

const name = "xl/workbook.xml"

const source = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ` +
  `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="1"/>` +
  `<bookViews><workbookView xWindow="1" firstSheet="1" activeTab="2"/></bookViews><sheets>` +
  `<sheet name="A" sheetId="5" r:id="rId1"/><sheet name="B &amp; C" sheetId="9" state="hidden" r:id="rId2"/><sheet name="D" sheetId="2" r:id="rId3"/></sheets>` +
  `<definedNames><definedName name="local" localSheetId="2">D!$A$1</definedName><definedName name="Rate" comment="VAT" hidden="1">0.2</definedName></definedNames>` +
  `<calcPr calcId="1" calcMode="manual"/><extLst/></workbook>`

const opened = (text = source) =>
  open(
    makeEdited(
      {
        sheets: [{ name: "A", rows: [[{ value: 0, style: 1 }]] }, { name: "B & C" }, { name: "D" }],
        formats: ["m/d/yyyy"]
      },
      name,
      () => text
    )
  )

const text = (book: Book.Book) => part(book, name) ?? ""

describe("the part of a workbook", () => {
  it.effect("is read for its sheets, names and settings", () =>
    Effect.gen(function*() {
      const book = yield* opened()
      assert.deepStrictEqual(book.sheets.map(({ name, visibility }) => [name, visibility]), [
        ["A", "Visible"],
        ["B & C", "Hidden"],
        ["D", "Visible"]
      ])
      const names = [...book.names(sheet(book, "D")), ...book.names()]
      assert.deepStrictEqual(
        names.map(({ comment, formula, name, scope, visible }) => [name, scope?.name, formula, comment, visible]),
        [["local", "D", "=D!$A$1", "", true], ["Rate", undefined, "=0.2", "VAT", false]]
      )
      const [first] = book.sheets
      assert.ok(first !== undefined)
      assert.deepStrictEqual(book.read(first, { top: 0, left: 0, bottom: 0, right: 0 }).text(), [["1/1/1904"]])
      assert.strictEqual(book.calculationMode, "Manual")
    }))

  it.effect("is written as it was after a change and its reversal", () =>
    Effect.gen(function*() {
      const book = yield* opened()
      yield* book.renameSheet(sheet(book, "A"), "Z")
      assert.strictEqual(text(book), source.replace(`"A"`, `"Z"`))
      yield* book.renameSheet(sheet(book, "Z"), "A")
      assert.strictEqual(text(book), source)
    }))

  it.effect("has names and views that keep their sheets when sheets move", () =>
    Effect.gen(function*() {
      const book = yield* opened()
      yield* book.moveSheet(sheet(book, "D"), 0)
      assert.include(text(book), `<sheets><sheet name="D" sheetId="2" r:id="rId3"/><sheet name="A"`)
      assert.include(text(book), `<definedName name="local" localSheetId="0">`)
      assert.include(text(book), `<workbookView xWindow="1" firstSheet="2"/>`)
    }))

  it.effect("is written with renamed and hidden sheets, changed names and modes", () =>
    Effect.gen(function*() {
      const book = yield* opened()
      yield* book.setVisibility(yield* book.renameSheet(sheet(book, "A"), "<A>"), "VeryHidden")
      yield* book.setVisibility(sheet(book, "B & C"), "Visible")
      const added = yield* book.addName({ name: "Before", formula: "=1<2", comment: "c" })
      yield* book.updateName(added, { visible: false })
      yield* book.setCalculationMode("Automatic")
      assert.include(text(book), `<sheet name="&lt;A&gt;" sheetId="5" r:id="rId1" state="veryHidden"/>`)
      assert.include(text(book), `<sheet name="B &amp; C" sheetId="9" r:id="rId2"/>`)
      assert.match(
        text(book),
        /<definedNames><definedName name="Before" [^>]*>1&lt;2<\/definedName><definedName name="local"/
      )
      assert.include(text(book), `<calcPr calcId="1"/>`)
      const again = yield* reopen(book)
      const before = Option.getOrThrow(again.nameByKey("Before"))
      assert.deepStrictEqual([before.comment, before.visible], ["c", false])
      assert.strictEqual(again.calculationMode, "Automatic")
    }))

  it.effect("gives unused ids to new sheets", () =>
    Effect.gen(function*() {
      const book = yield* opened()
      yield* book.addSheet("New")
      assert.match(text(book), /<sheet name="New" sheetId="10" r:id="[^"]+"\/><\/sheets>/)
    }))

  it.effect("gets names in the order of the schema", () =>
    Effect.gen(function*() {
      const book = yield* opened(
        source.replace(/<definedNames>.*<\/definedNames>/, "<externalReferences/>")
      )
      yield* book.addName({ name: "Named", formula: "=1" })
      assert.include(
        text(book),
        `<externalReferences/><definedNames><definedName name="Named">1</definedName></definedNames><calcPr `
      )
    }))
})
