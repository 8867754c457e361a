import type { Book } from "@effect-workbook/engine"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as MakeBook from "../support/makeBook.js"
import { area, cells, formulas, make, open, part, reopen, sheet, table, values, write } from "../support/openBook.js"

const name = "xl/worksheets/sheet1.xml"

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

const formats = ["0.0", "0.00", "0.000", "0.0%"]

/** Opens a workbook with the XML of `sheetData`. The shared strings are those of a second sheet. */
const opened = (
  data: string,
  options: Pick<MakeBook.Sheet, "before" | "after" | "tables"> & { readonly strings?: ReadonlyArray<string> } = {}
) => {
  const { strings, ...sheet } = options
  return make({
    formats,
    sharedStrings: strings !== undefined,
    sheets: [{ name: "S", data, ...sheet }, { name: "Strings", rows: [strings ?? []] }]
  })
}

/** Opens a workbook with the XML of one part. */
const openedWith = (partName: string, xml: string, description: MakeBook.Book) =>
  open(MakeBook.makeEdited(description, partName, () => xml))

const openedSheet = (xml: string) => openedWith(name, xml, { formats, sharedStrings: false, sheets: [{ name: "S" }] })

const saved = (book: Book.Book) => part(book, name) ?? ""

const rowsOf = (book: Book.Book) => /<sheetData>(.*)<\/sheetData>/s.exec(saved(book))?.[1]

describe("the part of a sheet is read", () => {
  it.effect("with every type of cell", () =>
    Effect.gen(function*() {
      const book = yield* opened(
        `<row r="1"><c r="A1"><v>-1.25</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="b"><v>1</v></c>` +
          `<c r="D1" t="e"><v>#DIV/0!</v></c><c r="E1" t="str"><f>"x"</f><v>a&amp;b_x000D_</v></c>` +
          `<c r="F1" t="inlineStr"><is><r><rPr><b/></rPr><t>in</t></r><r><t xml:space="preserve">line </t></r><rPh sb="0" eb="1"><t>no</t></rPh></is></c>` +
          `<c r="G1" t="d"><v>2024-03-01T12:00:00</v></c><c r="H1" s="3"/><c r="I1" t="n"><v>1.5E-7</v></c>` +
          `<c r="J1"><v>123456789012345678901</v></c><c r="K1" t="e"><v>#PYTHON!</v></c></row>`,
        { strings: ["zero", "one"] }
      )
      assert.deepStrictEqual(values(book, "A1:K1"), [[
        -1.25,
        "one",
        true,
        "#DIV/0!",
        "a&b\r",
        "inline ",
        45352.5,
        "",
        1.5e-7,
        123456789012345680000,
        "#UNKNOWN!"
      ]])
      assert.deepStrictEqual(
        ["D1", "H1", "K1"].map((reference) => cells(book, reference).valueTypes()[0]?.[0]),
        ["Error", "Empty", "Error"]
      )
      assert.deepStrictEqual(formulas(book, "E1"), [["=\"x\""]])
      assert.deepStrictEqual(cells(book, "H1").numberFormat(), [["0.000"]])
    }))

  it.effect("with all digits of numbers", () =>
    Effect.gen(function*() {
      const texts = ["0.1", "123456.789", "0.30000000000000004", "-0.007", "9007199254740993", "1e308", "5", ".5"]
      const book = yield* opened(
        texts.map((text, row) => `<row r="${row + 1}"><c r="A${row + 1}"><v>${text}</v></c></row>`).join("")
      )
      assert.deepStrictEqual(values(book, `A1:A${texts.length}`), texts.map((text) => [Number(text)]))
    }))

  it.effect("with prefixed elements, cells and rows without a reference, and attributes in any order", () =>
    Effect.gen(function*() {
      const book = yield* openedSheet(
        `<x:worksheet xmlns:x="${main}"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c t='str' r='C1'><x:f>1+1</x:f><x:v>2</x:v></x:c>` +
          `<x:c><x:v>4</x:v></x:c></x:row><x:row r="5" ht="20"><x:c s="2" t="b" r="B5" ><x:v>0</x:v></x:c></x:row><x:row><x:c><x:v>6</x:v></x:c></x:row></x:sheetData></x:worksheet>`
      )
      assert.deepStrictEqual(values(book, "A1:D1"), [[1, "", "2", 4]])
      assert.deepStrictEqual(formulas(book, "C1"), [["=1+1"]])
      assert.deepStrictEqual(values(book, "B5"), [[false]])
      assert.deepStrictEqual(values(book, "A6"), [[6]])
      yield* write(book, "B5", [[7]])
      assert.include(saved(book), `<x:row r="5" ht="20"><x:c r="B5" s="2"><x:v>7</x:v></x:c></x:row>`)
      assert.include(saved(book), `<x:row><x:c><x:v>1</x:v></x:c>`)
    }))

  it.effect("without comments and white space, and with CDATA", () =>
    Effect.gen(function*() {
      const book = yield* opened(
        `\n  <!-- <row r="9"><c r="A9"><v>9</v></c></row> -->\n  <row r="1">\n    <c r="A1" t="str">\n      <v><![CDATA[<c r="B1"/>]]></v>\n    </c>\n  </row>\n`
      )
      assert.deepStrictEqual(values(book, "A1"), [[`<c r="B1"/>`]])
      assert.deepStrictEqual(values(book, "A9"), [[""]])
    }))

  it.effect("with cells in any order, and the second of two cells of a column", () =>
    Effect.gen(function*() {
      const book = yield* opened(
        `<row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>`
      )
      assert.deepStrictEqual(values(book, "A1:C1"), [[2, "", 3]])
    }))

  it.effect("with shared formulas, translated for each cell", () =>
    Effect.gen(function*() {
      const book = yield* opened(
        `<row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$C$1</f><v>1</v></c></row>` +
          `<row r="2"><c r="B2"><f t="shared" si="0"/><v>2</v></c></row><row r="3"><c r="B3"><f t="shared" si="0"/><v>3</v></c></row>`
      )
      assert.deepStrictEqual(formulas(book, "B1:B3"), [["=A1*$C$1"], ["=A2*$C$1"], ["=A3*$C$1"]])
    }))

  it.effect("with groups of shared formulas that have the same number", () =>
    Effect.gen(function*() {
      const row = (number: number, formula: string) => `<row r="${number}"><c r="A${number}">${formula}</c></row>`
      const book = yield* opened(
        row(1, `<f t="shared" ref="A1:A2" si="0">B1+1</f>`) + row(2, `<f t="shared" si="0"/>`) +
          row(3, `<f t="shared" ref="A3:A4" si="0">B3*2</f>`) + row(4, `<f t="shared" si="0"/>`)
      )
      assert.deepStrictEqual(formulas(book, "A1:A4"), [["=B1+1"], ["=B2+1"], ["=B3*2"], ["=B4*2"]])
    }))

  it.effect("with its used area, with and without formatted cells", () =>
    Effect.gen(function*() {
      const book = yield* opened(
        `<row r="2"><c r="B2" s="1"/><c r="C2"><v>1</v></c></row><row r="4"><c r="E4" s="1"/></row><row r="9" ht="30"/>`
      )
      const used = (valuesOnly: boolean) => book.usedArea(sheet(book, "S"), valuesOnly)
      assert.deepStrictEqual(used(false), area("B2:E4"))
      assert.deepStrictEqual(used(true), area("C2"))
      yield* write(book, "A7", [["x"]])
      assert.deepStrictEqual(used(true), area("A2:C7"))
      yield* write(book, "A7", [[""]])
      assert.deepStrictEqual(used(true), area("C2"))
      assert.deepStrictEqual(book.usedArea(sheet(book, "Strings"), false), area("A1"))
    }))

  it.effect("and refused if a row is outside of a sheet", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(opened(`<row r="1048577"/>`))
      assert.strictEqual(error.code, "unsupportedWorkbook")
    }))
})

describe("the part of a sheet is written", () => {
  it.effect("with the changed cell, and nothing else is changed", () =>
    Effect.gen(function*() {
      const row = (value: string) =>
        `<row r="3" spans="1:3" ht="20" customHeight="1"><c r="A3" s="2" ph="1"><v>${value}</v></c><c r="B3" t="s"><v>0</v></c></row>`
      const book = yield* opened(
        `<row r="1" spans="1:2" x14ac:dyDescent="0.25"><c r="A1"><v>1</v></c></row>${
          row("5")
        }<row r="7"><c r="A7"><v>7</v></c></row>`,
        { strings: ["text"], before: "<sheetPr/>", after: "<pageMargins/>" }
      )
      const before = saved(book)
      yield* write(book, "A3", [[6]])
      assert.strictEqual(saved(book), before.replace(row("5"), row("6")))
      assert.notStrictEqual(saved(book), before)
    }))

  it.effect("with new cells and rows in order", () =>
    Effect.gen(function*() {
      const book = yield* opened(
        `<row r="2" spans="2:2"><c r="B2"><v>2</v></c></row><row r="9"><c r="A9"><v>9</v></c></row>`
      )
      yield* book.write(sheet(book, "S"), area("D2"), { values: [[true]], numberFormat: "0.0%" })
      yield* write(book, "A2", [["a<b"]])
      yield* write(book, "AB5", [[0.1]])
      yield* write(book, "A1", [["=1<2"]])
      assert.strictEqual(
        rowsOf(book),
        `<row r="1"><c r="A1" t="b"><f>1&lt;2</f><v>1</v></c></row>` +
          `<row r="2" spans="1:4"><c r="A2" t="inlineStr"><is><t>a&lt;b</t></is></c><c r="B2"><v>2</v></c><c r="D2" s="4" t="b"><v>1</v></c></row>` +
          `<row r="5"><c r="AB5"><v>0.1</v></c></row><row r="9"><c r="A9"><v>9</v></c></row>`
      )
    }))

  it.effect("with texts in the shared strings of a workbook that has them", () =>
    Effect.gen(function*() {
      const book = yield* opened("", { strings: ["old"] })
      yield* write(book, "A1:B1", [["new", "old"]])
      assert.strictEqual(rowsOf(book), `<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>`)
      assert.include(
        part(book, "xl/sharedStrings.xml"),
        `count="2" uniqueCount="2"><si><t>old</t></si><si><t>new</t></si></sst>`
      )
    }))

  it.effect("with the XML of a formula that has a new result", () =>
    Effect.gen(function*() {
      const book = yield* opened(
        `<row r="1"><c r="A1" s="1" t="str" cm="1"><f t="array" ref="A1" ca="1">B1*5</f><v>x</v></c><c r="B1"><v>0</v></c></row>`
      )
      yield* write(book, "B1", [[1]])
      assert.strictEqual(
        rowsOf(book),
        `<row r="1"><c r="A1" s="1" cm="1"><f t="array" ref="A1" ca="1">B1*5</f><v>5</v></c><c r="B1"><v>1</v></c></row>`
      )
    }))

  it.effect("without the attributes of a formula and of a rich value that a constant replaces", () =>
    Effect.gen(function*() {
      const book = yield* opened(
        `<row r="1"><c r="A1" t="e" cm="1" vm="2"><f t="array" ref="A1">X()</f><v>#VALUE!</v></c></row>`
      )
      yield* write(book, "A1", [[1]])
      assert.strictEqual(rowsOf(book), `<row r="1"><c r="A1"><v>1</v></c></row>`)
    }))

  it.effect("with the content of rows other than cells", () =>
    Effect.gen(function*() {
      const book = yield* opened(`<row r="1"><c r="A1"><v>1</v></c><extLst><ext uri="x"/></extLst></row>`)
      yield* write(book, "A1", [[2]])
      assert.strictEqual(rowsOf(book), `<row r="1"><c r="A1"><v>2</v></c><extLst><ext uri="x"/></extLst></row>`)
    }))

  it.effect("with the XML of the content of moved cells", () =>
    Effect.gen(function*() {
      const cell = (reference: string, text: string) =>
        `<c r="${reference}" t="inlineStr"><is><r><t>${text}</t></r></is></c>`
      const book = yield* opened(
        `<row r="1">${
          cell("A1", "T")
        }<c r="B1"><v>1</v></c></row><row r="2"><c r="A2"><v>5</v></c><c r="B2" t="d"><v>2024-01-02</v></c></row>` +
          `<row r="3" ht="9"><c r="A3" t="d"><v>2024-01-01</v></c></row><row r="4">${cell("A4", "r")}</row>`,
        { tables: [{ name: "T", ref: "A1:A2", columns: ["T"] }] }
      )
      yield* book.addRows(table(book, "T"), null, [[6]])
      assert.include(rowsOf(book), `<c r="A4" t="d"><v>2024-01-01</v></c>`)
      assert.include(rowsOf(book), cell("A5", "r"))
      assert.match(rowsOf(book) ?? "", /<row r="3"[^>]* ht="9"[^>]*><c r="A3"><v>6<\/v><\/c><\/row>/)
      yield* book.addColumn(table(book, "T"), null, { name: "U" })
      assert.include(rowsOf(book), `<c r="C1"><v>1</v></c>`)
      assert.include(rowsOf(book), `<c r="C2" t="d"><v>2024-01-02</v></c>`)
      assert.deepStrictEqual(values(yield* reopen(book), "A1:C5"), values(book, "A1:C5"))
    }))

  it.effect("with a new dimension, and cells in an empty sheetData", () =>
    Effect.gen(function*() {
      const book = yield* openedSheet(`<worksheet xmlns="${main}"><dimension ref="A1"/><sheetData/></worksheet>`)
      yield* write(book, "C3", [[1]])
      assert.strictEqual(
        saved(book),
        `<worksheet xmlns="${main}"><dimension ref="C3"/><sheetData><row r="3"><c r="C3"><v>1</v></c></row></sheetData></worksheet>`
      )
    }))

  it.effect("with a sheetData that it did not have", () =>
    Effect.gen(function*() {
      const book = yield* openedSheet(`<worksheet xmlns="${main}"><sheetPr/></worksheet>`)
      yield* write(book, "A1", [[1]])
      assert.strictEqual(
        saved(book),
        `<worksheet xmlns="${main}"><sheetPr/><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`
      )
    }))
})

describe("the shared strings", () => {
  it.effect("are plain, rich and phonetic texts, and rich texts are not reused", () =>
    Effect.gen(function*() {
      const strings = "xl/sharedStrings.xml"
      const book = yield* openedWith(
        strings,
        `<x:sst xmlns:x="${main}"><x:si><x:t>plain</x:t></x:si><x:si><x:r><x:t>ri</x:t></x:r><x:r><x:t>ch</x:t></x:r></x:si>` +
          `<x:si><x:t>東</x:t><x:rPh sb="0" eb="1"><x:t>ひがし</x:t></x:rPh></x:si><x:si/><x:si><x:t xml:space="preserve"> a </x:t></x:si></x:sst>`,
        { sheets: [{ name: "S", rows: [["0", "1", "2", "3", "4"]] }] }
      )
      assert.deepStrictEqual(values(book, "A1:E1"), [["plain", "rich", "東", "", " a "]])
      yield* write(book, "A2:C2", [["plain", "rich", " a\n"]])
      assert.deepStrictEqual([...(rowsOf(book) ?? "").matchAll(/<v>(\d)<\/v>/g)].slice(5).map(([, index]) => index), [
        "0",
        "5",
        "6"
      ])
      assert.include(
        part(book, strings),
        `<x:si><x:t>rich</x:t></x:si><x:si><x:t xml:space="preserve"> a\n</x:t></x:si></x:sst>`
      )
      assert.deepStrictEqual(values(yield* reopen(book), "A2:C2"), [["plain", "rich", " a\n"]])
    }))
})
