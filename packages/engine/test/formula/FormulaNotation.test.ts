import type { Book } from "@effect-workbook/engine"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { formulas, make, part, write } from "../support/openBook.js"

/** The formulas of the first sheet as they are saved. */
const saved = (book: Book.Book) =>
  Array.from(
    (part(book, "xl/worksheets/sheet1.xml") ?? "").matchAll(/<c r="\w+"([^>]*)><f([^>]*)>([^<]*)<\/f>/g),
    ([, cell = "", attributes = "", text = ""]) => ({
      text: text.replaceAll("&gt;", ">").replaceAll("&amp;", "&"),
      dynamic: cell.includes("cm=\"1\"") && attributes.includes("t=\"array\"")
    })
  )

/** Writes formulas to the first row from column H on. */
const written = (texts: ReadonlyArray<string>) =>
  Effect.gen(function*() {
    const book = yield* make({ sheets: [{ name: "S" }] })
    const [first] = book.sheets
    const row = { top: 0, left: 7, bottom: 0, right: 6 + texts.length }
    yield* book.write(first!, row, { formulas: [texts.map((text) => `=${text}`)] })
    return { saved: saved(book), shown: book.read(first!, row).formulas()[0]!.map((text) => String(text).slice(1)) }
  })

describe("FormulaNotation", () => {
  it.effect("is the one of files in a file, and the displayed one elsewhere", () =>
    Effect.gen(function*() {
      const cases = [
        ["SUM(A1:B2)", "SUM(A1:B2)"],
        ["XLOOKUP(1,A:A,B:B)", "_xlfn.XLOOKUP(1,A:A,B:B)"],
        ["SORT(UNIQUE(A1:A9))", "_xlfn._xlws.SORT(_xlfn.UNIQUE(A1:A9))"],
        ["A1#", "_xlfn.ANCHORARRAY(A1)"],
        ["SUM(A1#)+B1#", "SUM(_xlfn.ANCHORARRAY(A1))+_xlfn.ANCHORARRAY(B1)"],
        ["@A1:A3+1", "_xlfn.SINGLE(A1:A3)+1"],
        ["@INDEX(A1:A3,2)", "_xlfn.SINGLE(INDEX(A1:A3,2))"],
        ["LET(x,A1,x*2)", "_xlfn.LET(_xlpm.x,A1,_xlpm.x*2)"],
        ["LAMBDA(f,f(1))(LAMBDA(y,y+1))", "_xlfn.LAMBDA(_xlpm.f,_xlpm.f(1))(_xlfn.LAMBDA(_xlpm.y,_xlpm.y+1))"],
        ["\"sort(\"&TRUE", "\"sort(\"&TRUE"]
      ] as const
      const { saved, shown } = yield* written(cases.map(([text]) => text))
      assert.deepStrictEqual(saved.map(({ text }) => text), cases.map(([, kept]) => kept))
      assert.deepStrictEqual(shown, cases.map(([text]) => text))
    }))

  it.effect("has functions, references and logical values in upper case", () =>
    Effect.gen(function*() {
      const { shown } = yield* written(["sum(a1:b2)", "\"sort(\"&true"])
      assert.deepStrictEqual(shown, ["SUM(A1:B2)", "\"sort(\"&TRUE"])
    }))

  it.effect("omits the name of the table that contains the cell", () =>
    Effect.gen(function*() {
      const columns = ["Price", "Unit Count", "Total", "Sum", "Own"]
      const stored = ["orders[[#This Row],[Price]]", "Orders[[#This Row],[Price]]", "Orders[[#Totals],[Price]]"]
      const row = [2, 3, null, null, ...stored.map((formula) => ({ formula }))]
      const book = yield* make({
        sheets: [{ name: "S", rows: [columns, row], tables: [{ name: "Orders", ref: "A1:E2", columns }] }]
      })
      assert.deepStrictEqual(formulas(book, "E2:G2"), [["=[@Price]", "=Orders[@Price]", "=Orders[[#Totals],[Price]]"]])
      yield* write(book, "C2:D2", [["=[@Price]*[@[Unit Count]]", "=SUM([Price])"]])
      assert.deepStrictEqual(saved(book).slice(0, 2), [
        { text: "Orders[[#This Row],[Price]]*Orders[[#This Row],[Unit Count]]", dynamic: false },
        { text: "SUM(Orders[Price])", dynamic: false }
      ])
    }))

  it.effect("marks a formula whose result can fill several cells as a dynamic array", () =>
    Effect.gen(function*() {
      const cases = [
        ["A1+1", false],
        ["SUM(A1:A5)", false],
        ["A1:A5", true],
        ["A1:A5*2", true],
        ["SUM(A1:A3*B1:B3)", true],
        ["SUMPRODUCT(A1:A3*B1:B3)", false],
        ["_xlfn._xlws.SORT(A1:A5)", true],
        ["SUM(_xlfn._xlws.SORT(A1:A5))", false],
        ["VLOOKUP(A1,B:C,2,FALSE)", false],
        ["VLOOKUP(A1:A5,B:C,2,FALSE)", true],
        ["INDEX(A1:A9,3)", false],
        ["INDEX(A1:B9,0,1)", true],
        ["_xlfn.SINGLE(A1:A5)", false],
        ["IF(A1:A5>1,1,2)", true],
        ["Orders[[#This Row],[Price]]*2", false],
        ["Orders[Price]*2", true],
        ["COUNTIF(A:A,B1)", false],
        ["{1,2}", true]
      ] as const
      const { saved } = yield* written(cases.map(([text]) => text))
      assert.deepStrictEqual(saved, cases.map(([text, dynamic]) => ({ text, dynamic })))
    }))
})
