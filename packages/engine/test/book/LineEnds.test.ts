import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as MakeBook from "../support/makeBook.js"
import { cells, formulas, make, open, part, reopen, table, values, write } from "../support/openBook.js"

/** A book with a table whose second column has two lines in its name, in a formula too. */
const bookOf = (name: string, formula: string) => {
  const parts = MakeBook.makeParts({
    sheets: [{
      name: "Sheet1",
      rows: [
        ["Item", "Two\nlines", { xml: `<c r="C1"><f>${formula}</f><v>3</v></c>` }],
        ["a", 1],
        ["b", 2]
      ],
      tables: [{ name: "Orders", ref: "A1:B3", columns: ["Item", "COLUMN"] }]
    }]
  })
  const tableName = "xl/tables/table1.xml"
  parts.set(tableName, (parts.get(tableName) ?? "").replace("COLUMN", name))
  return open(MakeBook.pack(parts))
}

describe("line ends in a file", () => {
  for (const name of ["Two_x000a_lines", "Two\r\nlines", "Two\nlines", "Two&#10;lines"]) {
    for (const formula of ["SUM(Orders[Two\r\nlines])", "SUM(Orders[Two\nlines])", "SUM(Orders[TWO\rlines])"]) {
      it.effect(`a column ${JSON.stringify(name)} is found by ${JSON.stringify(formula)}`, () =>
        Effect.gen(function*() {
          const book = yield* bookOf(name, formula)
          yield* write(book, "B2", [[10]])
          assert.deepStrictEqual(values(book, "C1"), [[12]])
          yield* book.renameColumn(table(book, "Orders"), "2", "One")
          assert.deepStrictEqual(formulas(book, "C1"), [["=SUM(Orders[One])"]])
          yield* write(book, "B3", [[20]])
          assert.deepStrictEqual(values(book, "C1"), [[30]])
        }))
    }
  }

  it.effect("are LF in all texts, and stay unchanged in parts that are not written", () =>
    Effect.gen(function*() {
      const strings = "<c r=\"A1\" t=\"s\"><v>0</v></c>"
      const inline = "<c r=\"B1\" t=\"inlineStr\"><is><r><t>one\r\n</t></r><r><t>two&#13;</t></r></is></c>"
      const result = "<c r=\"C1\" t=\"str\"><f>\"a\r\nb\"&amp;\r\n1</f><v>a\r\nb1</v></c>"
      const escaped = "<c r=\"D1\" t=\"inlineStr\"><is><t>a_x000D_\r\nb</t></is></c>"
      const parts = MakeBook.makeParts({
        sheets: [{
          name: "Sheet1",
          rows: [[{ xml: strings }, { xml: inline }, { xml: result }, { xml: escaped }], ["shared\nstring"]]
        }],
        names: [{ name: "Lines", formula: "\"a\nb\"" }]
      })
      parts.set("xl/workbook.xml", (parts.get("xl/workbook.xml") ?? "").replace("a\nb", "a\r\nb"))
      const stringsName = "xl/sharedStrings.xml"
      parts.set(stringsName, (parts.get(stringsName) ?? "").replace("shared\nstring", "shared\r\nstring"))
      const book = yield* open(MakeBook.pack(parts))
      const expected = ["shared\nstring", "one\ntwo\r", "a\nb1", "a\r\nb"]
      assert.deepStrictEqual(values(book, "A1:D1"), [expected])
      assert.deepStrictEqual(cells(book, "A1:D1").text(), [expected])
      assert.strictEqual(formulas(book, "C1")[0]?.[0], "=\"a\nb\"&\n1")
      assert.strictEqual(book.names()[0]?.value, "a\nb")
      yield* write(book, "E1:E2", [["=LEN(A1)"], ["=Lines&C1"]])
      assert.deepStrictEqual(values(book, "E1:E2"), [[13], ["a\nba\nb1"]])
      yield* book.calculate("Full")
      const saved = part(book, "xl/worksheets/sheet1.xml")
      for (const cell of [strings, inline, result, escaped]) assert.include(saved, cell)
      assert.include(part(book, stringsName), "shared\r\nstring")
    }))

  it.effect("are read as they were written", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "Sheet1", rows: [] }] })
      yield* write(book, "A1:B1", [["a\r\nb\rc\nd", "=\"a\r\nb\""]])
      const before = values(book, "A1:B1")
      const again = yield* reopen(book)
      assert.deepStrictEqual(values(again, "A1:B1"), before)
    }))
})
