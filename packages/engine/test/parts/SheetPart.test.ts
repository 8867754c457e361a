import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as SharedStrings from "../../src/internal/parts/SharedStrings.js"
import * as Areas from "../../src/internal/parts/sheet/Areas.js"
import * as SheetData from "../../src/internal/parts/sheet/SheetData.js"
import * as SheetFormulas from "../../src/internal/parts/SheetFormulas.js"
import * as SheetPart from "../../src/internal/parts/SheetPart.js"

const open = (data: string, strings: ReadonlyArray<string> = [], head = "", tail = "") =>
  SheetPart.open(`<worksheet xmlns="m">${head}<sheetData>${data}</sheetData>${tail}</worksheet>`, {
    strings,
    date1904: false
  })

const written = (part: SheetPart.SheetPart, strings?: SharedStrings.SharedStrings) =>
  SheetPart.text(part, { strings, dynamicArray: undefined })

const rowsOf = (text: string) => /<sheetData>(.*)<\/sheetData>/s.exec(text)?.[1]

const at = (part: SheetPart.SheetPart, row: number, column: number) => {
  const value = SheetPart.value(part, row, column)
  return typeof value === "object" && value !== null ? value.code : value
}

describe("SheetPart reading", () => {
  it.effect("reads every type of cell", () =>
    Effect.sync(() => {
      const part = open(
        `<row r="1"><c r="A1"><v>-1.25</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="b"><v>1</v></c>` +
          `<c r="D1" t="e"><v>#DIV/0!</v></c><c r="E1" t="str"><f>"x"</f><v>a&amp;b_x000D_</v></c>` +
          `<c r="F1" t="inlineStr"><is><r><rPr><b/></rPr><t>in</t></r><r><t xml:space="preserve">line </t></r><rPh sb="0" eb="1"><t>no</t></rPh></is></c>` +
          `<c r="G1" t="d"><v>2024-03-01T12:00:00</v></c><c r="H1" s="3"/><c r="I1" t="n"><v>1.5E-7</v></c>` +
          `<c r="J1"><v>123456789012345678901</v></c><c r="K1" t="e"><v>#PYTHON!</v></c></row>`,
        ["zero", "one"]
      )
      assert.deepStrictEqual(
        Array.from({ length: 11 }, (_, column) => at(part, 0, column)),
        [
          -1.25,
          "one",
          true,
          "#DIV/0!",
          "a&b\r",
          "inline ",
          45352.5,
          null,
          1.5e-7,
          123456789012345680000,
          "#UNKNOWN!"
        ]
      )
      assert.strictEqual(SheetFormulas.formula(part, 0, 4), `"x"`)
      assert.strictEqual(SheetPart.style(part, 0, 7), 3)
    }))

  it.effect("reads all digits of numbers", () =>
    Effect.sync(() => {
      for (
        const text of ["0.1", "123456.789", "0.30000000000000004", "-0.007", "9007199254740993", "1e308", "5", ".5"]
      ) {
        assert.strictEqual(at(open(`<row r="1"><c r="A1"><v>${text}</v></c></row>`), 0, 0), Number(text))
      }
    }))

  it.effect("reads prefixed elements, cells and rows without a reference, and attributes in any order", () =>
    Effect.sync(() => {
      const source =
        `<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c t='str' r='C1'><x:f>1+1</x:f><x:v>2</x:v></x:c>` +
        `<x:c><x:v>4</x:v></x:c></x:row><x:row r="5" ht="20"><x:c s="2" t="b" r="B5" ><x:v>0</x:v></x:c></x:row><x:row><x:c><x:v>6</x:v></x:c></x:row></x:sheetData></x:worksheet>`
      const part = SheetPart.open(source, { strings: [], date1904: false })
      assert.deepStrictEqual([at(part, 0, 0), at(part, 0, 2), at(part, 0, 3)], [1, "2", 4])
      assert.strictEqual(SheetFormulas.formula(part, 0, 2), "1+1")
      assert.strictEqual(at(part, 4, 1), false)
      assert.strictEqual(at(part, 5, 0), 6)
      SheetData.setCell(part.data, 4, 1, { value: 7 }, 0)
      const text = written(part)
      assert.include(text, `<x:row r="5" ht="20"><x:c r="B5" s="2"><x:v>7</x:v></x:c></x:row>`)
      assert.include(text, `<x:row><x:c><x:v>1</x:v></x:c>`)
    }))

  it.effect("ignores comments, CDATA and white space", () =>
    Effect.sync(() => {
      const part = open(
        `\n  <!-- <row r="9"><c r="A9"><v>9</v></c></row> -->\n  <row r="1">\n    <c r="A1" t="str">\n      <v><![CDATA[<c r="B1"/>]]></v>\n    </c>\n  </row>\n`
      )
      assert.strictEqual(at(part, 0, 0), `<c r="B1"/>`)
      assert.strictEqual(at(part, 8, 0), null)
    }))

  it.effect("reads cells in any order, and the second of two cells of a column", () =>
    Effect.sync(() => {
      const part = open(`<row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>`)
      assert.deepStrictEqual([at(part, 0, 0), at(part, 0, 1), at(part, 0, 2)], [2, null, 3])
    }))

  it.effect("translates shared formulas for each cell", () =>
    Effect.sync(() => {
      const part = open(
        `<row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$C$1</f><v>1</v></c></row>` +
          `<row r="2"><c r="B2"><f t="shared" si="0"/><v>2</v></c></row><row r="3"><c r="B3"><f t="shared" si="0"/><v>3</v></c></row>`
      )
      assert.strictEqual(SheetFormulas.formula(part, 2, 1), "A3*$C$1")
      assert.strictEqual(SheetFormulas.formula(part, 0, 1), "A1*$C$1")
      assert.deepStrictEqual([...SheetFormulas.formulaCells(part)].map(([row, , text]) => [row, text]), [
        [0, "A1*$C$1"],
        [1, "A2*$C$1"],
        [2, "A3*$C$1"]
      ])
    }))

  it.effect("distinguishes shared formula groups with the same number", () =>
    Effect.sync(() => {
      const cell = (reference: string, formula: string) => `<c r="${reference}">${formula}</c>`
      const part = open(
        `<row r="1">${cell("A1", `<f t="shared" ref="A1:A2" si="0">B1+1</f>`)}</row><row r="2">${
          cell("A2", `<f t="shared" si="0"/>`)
        }</row>` +
          `<row r="3">${cell("A3", `<f t="shared" ref="A3:A4" si="0">B3*2</f>`)}</row><row r="4">${
            cell("A4", `<f t="shared" si="0"/>`)
          }</row>`
      )
      assert.deepStrictEqual([1, 3].map((row) => SheetFormulas.formula(part, row, 0)), ["B2+1", "B4*2"])
    }))

  it.effect("finds the used area, with and without formatted cells", () =>
    Effect.sync(() => {
      const part = open(
        `<row r="2"><c r="B2" s="1"/><c r="C2"><v>1</v></c></row><row r="4"><c r="E4" s="1"/></row><row r="9" ht="30"/>`
      )
      assert.deepStrictEqual(SheetData.usedArea(part.data), { top: 1, left: 1, bottom: 3, right: 4 })
      assert.deepStrictEqual(SheetData.contentArea(part.data), { top: 1, left: 2, bottom: 1, right: 2 })
      SheetData.setCell(part.data, 6, 0, { value: "x" }, 0)
      assert.deepStrictEqual(SheetData.contentArea(part.data), { top: 1, left: 0, bottom: 6, right: 2 })
      SheetData.setCell(part.data, 6, 0, { value: null }, 0)
      assert.deepStrictEqual(SheetData.contentArea(part.data), { top: 1, left: 2, bottom: 1, right: 2 })
      assert.strictEqual(SheetData.usedArea(open("").data), undefined)
    }))
})

describe("SheetPart writing", () => {
  it.effect("rewrites the changed cell and nothing else of the sheet", () =>
    Effect.sync(() => {
      const first = `<row r="1" spans="1:2" x14ac:dyDescent="0.25"><c r="A1"><v>1</v></c></row>`
      const row = (value: string) =>
        `<row r="3" spans="1:3" ht="20" customHeight="1"><c r="A3" s="2" ph="1"><v>${value}</v></c><c r="B3" t="s"><v>0</v></c></row>`
      const last = `<row r="7"><c r="A7"><v>7</v></c></row>`
      const part = open(first + row("5") + last, ["text"], "<sheetPr/>", "<pageMargins/>")
      SheetData.setCell(part.data, 2, 0, { value: 6 }, 0)
      assert.strictEqual(
        written(part),
        `<worksheet xmlns="m"><sheetPr/><sheetData>${first}${row("6")}${last}</sheetData><pageMargins/></worksheet>`
      )
    }))

  it.effect("inserts new cells and rows in order", () =>
    Effect.sync(() => {
      const part = open(`<row r="2" spans="2:2"><c r="B2"><v>2</v></c></row><row r="9"><c r="A9"><v>9</v></c></row>`)
      SheetData.setCell(part.data, 1, 3, { value: true }, 4)
      SheetData.setCell(part.data, 1, 0, { value: "a<b" }, 0)
      SheetData.setCell(part.data, 4, 27, { value: 0.1 }, 0)
      SheetData.setCell(part.data, 0, 0, { value: null, formula: "1<2" }, 0)
      SheetData.setResult(part.data, 0, 0, true)
      assert.strictEqual(
        rowsOf(written(part)),
        `<row r="1"><c r="A1" t="b"><f>1&lt;2</f><v>1</v></c></row>` +
          `<row r="2" spans="1:4"><c r="A2" t="inlineStr"><is><t>a&lt;b</t></is></c><c r="B2"><v>2</v></c><c r="D2" s="4" t="b"><v>1</v></c></row>` +
          `<row r="5"><c r="AB5"><v>0.1</v></c></row><row r="9"><c r="A9"><v>9</v></c></row>`
      )
    }))

  it.effect("writes texts to the shared strings of a workbook that has them", () =>
    Effect.sync(() => {
      const strings = SharedStrings.parse(`<sst count="1" uniqueCount="1"><si><t>old</t></si></sst>`)
      const part = open("", strings.texts)
      SheetData.setCell(part.data, 0, 0, { value: "new" }, 0)
      SheetData.setCell(part.data, 0, 1, { value: "old" }, 0)
      assert.strictEqual(
        rowsOf(written(part, strings)),
        `<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>`
      )
      assert.strictEqual(
        SharedStrings.text(strings),
        `<sst count="2" uniqueCount="2"><si><t>old</t></si><si><t>new</t></si></sst>`
      )
    }))

  it.effect("a new result keeps the XML of the formula", () =>
    Effect.sync(() => {
      const part = open(
        `<row r="1"><c r="A1" s="1" t="str" cm="1"><f t="array" ref="A1" ca="1">NOW()</f><v>x</v></c></row>`
      )
      SheetData.setResult(part.data, 0, 0, 5)
      assert.strictEqual(
        rowsOf(written(part)),
        `<row r="1"><c r="A1" s="1" cm="1"><f t="array" ref="A1" ca="1">NOW()</f><v>5</v></c></row>`
      )
    }))

  it.effect("a constant removes the attributes of the formula and the rich value", () =>
    Effect.sync(() => {
      const part = open(
        `<row r="1"><c r="A1" t="e" cm="1" vm="2"><f t="array" ref="A1">X()</f><v>#VALUE!</v></c></row>`
      )
      SheetData.setCell(part.data, 0, 0, { value: 1 }, 0)
      assert.strictEqual(rowsOf(written(part)), `<row r="1"><c r="A1"><v>1</v></c></row>`)
    }))

  it.effect("keeps the content of rows other than cells", () =>
    Effect.sync(() => {
      const part = open(`<row r="1"><c r="A1"><v>1</v></c><extLst><ext uri="x"/></extLst></row>`)
      SheetData.setCell(part.data, 0, 0, { value: 2 }, 0)
      assert.strictEqual(
        rowsOf(written(part)),
        `<row r="1"><c r="A1"><v>2</v></c><extLst><ext uri="x"/></extLst></row>`
      )
    }))

  it.effect("moved cells keep the XML of their content", () =>
    Effect.sync(() => {
      const part = open(
        `<row r="1"><c r="A1" t="d"><v>2024-01-01</v></c><c r="B1"><v>1</v></c></row><row r="2" ht="9"><c r="A2" t="inlineStr"><is><r><t>r</t></r></is></c></row>`
      )
      Areas.move(part.data, { top: 0, left: 0, bottom: 5, right: 0 }, 1, 0)
      assert.strictEqual(
        rowsOf(written(part)),
        `<row r="1"><c r="B1"><v>1</v></c></row><row r="2" ht="9"><c r="A2" t="d"><v>2024-01-01</v></c></row>` +
          `<row r="3"><c r="A3" t="inlineStr"><is><r><t>r</t></r></is></c></row>`
      )
      Areas.move(part.data, { top: 0, left: 0, bottom: 5, right: 5 }, 0, 2)
      assert.include(written(part), `<row r="3"><c r="C3" t="inlineStr">`)
      assert.include(written(part), `<c r="D1"><v>1</v></c>`)
    }))

  it.effect("updates the dimension, and adds cells to an empty sheetData", () =>
    Effect.sync(() => {
      const part = SheetPart.open(`<worksheet><dimension ref="A1"/><sheetData/></worksheet>`, {
        strings: [],
        date1904: false
      })
      SheetData.setCell(part.data, 2, 2, { value: 1 }, 0)
      assert.strictEqual(
        written(part),
        `<worksheet><dimension ref="C3"/><sheetData><row r="3"><c r="C3"><v>1</v></c></row></sheetData></worksheet>`
      )
    }))

  it.effect("adds sheetData to a sheet without it", () =>
    Effect.sync(() => {
      const part = SheetPart.open(`<worksheet><sheetPr/></worksheet>`, { strings: [], date1904: false })
      SheetData.setCell(part.data, 0, 0, { value: 1 }, 0)
      assert.strictEqual(
        written(part),
        `<worksheet><sheetPr/><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`
      )
    }))

  it.effect("refuses a part that is not a worksheet", () =>
    Effect.sync(() => {
      assert.throws(() => SheetPart.open("<html/>", { strings: [], date1904: false }))
      assert.throws(() => open(`<row r="1048577"/>`))
    }))
})

describe("SharedStrings", () => {
  it.effect("reads plain, rich and phonetic texts, and does not reuse rich texts", () =>
    Effect.sync(() => {
      const strings = SharedStrings.parse(
        `<x:sst xmlns:x="m"><x:si><x:t>plain</x:t></x:si><x:si><x:r><x:t>ri</x:t></x:r><x:r><x:t>ch</x:t></x:r></x:si>` +
          `<x:si><x:t>東</x:t><x:rPh sb="0" eb="1"><x:t>ひがし</x:t></x:rPh></x:si><x:si/><x:si><x:t xml:space="preserve"> a </x:t></x:si></x:sst>`
      )
      assert.deepStrictEqual(strings.texts, ["plain", "rich", "東", "", " a "])
      assert.strictEqual(SharedStrings.indexOf(strings, "plain"), 0)
      assert.strictEqual(SharedStrings.indexOf(strings, "rich"), 5)
      assert.strictEqual(SharedStrings.indexOf(strings, " a\n"), 6)
      assert.include(
        SharedStrings.text(strings),
        `<x:si><x:t>rich</x:t></x:si><x:si><x:t xml:space="preserve"> a\n</x:t></x:si></x:sst>`
      )
    }))
})
