import type { Book, Model } from "@effect-workbook/engine"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck as fc } from "effect"
import { makeBook, makeEdited, makeParts, pack } from "../support/makeBook.js"
import {
  area,
  cells,
  differing,
  formulas,
  make,
  open,
  part,
  reopen,
  table,
  values,
  write
} from "../support/openBook.js"

const first = (book: Book.Book): Model.Sheet => book.sheets[0]!

const xml = (book: Book.Book) => part(book, "xl/worksheets/sheet1.xml") ?? ""

const merge = (book: Book.Book, reference: string, across = false) => book.merge(first(book), area(reference), across)

const clear = (book: Book.Book, reference: string, what: Model.Cleared) =>
  book.clear(first(book), area(reference), what)

const defaults: Omit<Model.Sort, "conditions"> = {
  matchCase: false,
  hasHeaders: false,
  orientation: "Rows",
  method: "PinYin"
}

const by = (key: number, more: Partial<Model.SortCondition> = {}): Model.SortCondition => ({
  key,
  on: "Value",
  ascending: true,
  textAsNumber: false,
  ...more
})

const sort = (
  book: Book.Book,
  reference: string,
  conditions: ReadonlyArray<Model.SortCondition>,
  more: Partial<Model.Sort> = {}
) => book.sort(first(book), area(reference), { ...defaults, ...more, conditions })

const ordered = { sheets: [{ name: "Data", rows: [["a", 1], ["b", 2]], tables: [] }] }

describe("Book.merge", () => {
  it.effect("keeps the first content and the format of the top left cell", () =>
    Effect.gen(function*() {
      const book = yield* make({
        formats: ["0.00"],
        sheets: [{
          name: "Data",
          rows: [[null, { value: 3, style: 1 }], ["x", 4]],
          after:
            "<sheetProtection sheet=\"0\"/><pageMargins left=\"1\" right=\"1\" top=\"1\" bottom=\"1\" header=\"1\" footer=\"1\"/>"
        }]
      })
      yield* merge(book, "A1:B2")
      const reopened = yield* reopen(book)
      assert.deepStrictEqual(values(reopened, "A1:B2"), [[3, ""], ["", ""]])
      assert.deepStrictEqual(cells(reopened, "A1:A1").numberFormat(), [["0.00"]])
      assert.include(
        xml(reopened),
        "<sheetProtection sheet=\"0\"/><mergeCells count=\"1\"><mergeCell ref=\"A1:B2\"/></mergeCells><pageMargins"
      )
      const before = reopened.save()
      yield* merge(reopened, "A1:B2")
      assert.deepStrictEqual(values(reopened, "A1:B2"), [[3, ""], ["", ""]])
      assert.deepStrictEqual(
        part(reopened, "xl/worksheets/sheet1.xml"),
        part(yield* open(before), "xl/worksheets/sheet1.xml")
      )
    }))

  it.effect("merges each row across, includes merged cells that it intersects, and ignores single cells", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "Data", rows: [[1, 2], [3, 4], [5, 6]] }] })
      yield* merge(book, "A1:B2", true)
      assert.include(
        xml(book),
        "<mergeCells count=\"2\"><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"A2:B2\"/></mergeCells>"
      )
      assert.deepStrictEqual(values(book, "A1:B2"), [[1, ""], [3, ""]])
      yield* merge(book, "B2:B3")
      assert.include(
        xml(book),
        "<mergeCells count=\"2\"><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"A2:B3\"/></mergeCells>"
      )
      yield* merge(book, "D4")
      assert.include(xml(book), "<mergeCells count=\"2\">")
    }))

  it.effect("updates formulas that refer to the lost contents", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "Data", rows: [[1, 2, { formula: "A1+B1", value: 3 }]] }] })
      yield* merge(book, "A1:B1")
      assert.deepStrictEqual(values(book, "C1"), [[1]])
    }))

  it.effect("is refused in tables and array formulas", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "Data",
          rows: [["a"], [1], [{ xml: "<c r=\"A3\"><f t=\"array\" ref=\"A3\">A2*2</f><v>2</v></c>" }]],
          tables: [{ name: "T", ref: "A1:A2", columns: ["a"] }]
        }]
      })
      const before = book.save()
      for (const reference of ["A1:B1", "A3:B3"]) {
        assert.strictEqual((yield* Effect.flip(merge(book, reference))).code, "invalidArgument", reference)
      }
      assert.deepStrictEqual(differing(before, book.save()), [])
    }))
})

describe("Book.unmerge", () => {
  it.effect("separates every merged cell that the area intersects", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "Data", rows: [[1, 2], [3, 4]] }] })
      yield* merge(book, "A1:B1")
      yield* merge(book, "A2:B2")
      yield* book.unmerge(first(book), area("B1"))
      assert.include(xml(book), "<mergeCells count=\"1\"><mergeCell ref=\"A2:B2\"/></mergeCells>")
      yield* book.unmerge(first(book), area("A:B"))
      assert.notInclude(xml(book), "mergeCell")
      assert.deepStrictEqual(values(yield* reopen(book), "A1:B2"), [[1, ""], [3, ""]])
    }))
})

const formatted = {
  formats: ["0.00"],
  sheets: [{
    name: "Data",
    before: "<cols><col min=\"4\" max=\"5\" width=\"9\" style=\"1\"/></cols>",
    rows: [[{ value: 1, style: 1 }, { value: 2, style: 1 }], [{ formula: "A1*2", value: 2, style: 1 }, 4]],
    after: "<mergeCells count=\"1\"><mergeCell ref=\"A3:B3\"/></mergeCells>" +
      "<conditionalFormatting sqref=\"A1:C3\"><cfRule type=\"expression\" priority=\"1\"><formula>A1&gt;1</formula></cfRule></conditionalFormatting>" +
      "<dataValidations count=\"1\"><dataValidation type=\"whole\" sqref=\"A1:B2\"><formula1>1</formula1></dataValidation></dataValidations>" +
      "<hyperlinks><hyperlink ref=\"B2\" location=\"Data!A1\"/></hyperlinks>",
    related: [{ kind: "comments", name: "xl/comments1.xml" }]
  }],
  parts: {
    "xl/comments1.xml": {
      type: "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml",
      text: "<comments><commentList><comment ref=\"B2\"/></commentList></comments>"
    }
  }
}

describe("Book.clear", () => {
  it.effect("clears the contents and keeps the formats", () =>
    Effect.gen(function*() {
      const book = yield* make(formatted)
      yield* clear(book, "A1:B1", "Contents")
      assert.deepStrictEqual(values(book, "A1:B2"), [["", ""], [0, 4]])
      assert.deepStrictEqual(cells(book, "A1:B1").numberFormat(), [["0.00", "0.00"]])
      assert.include(xml(book), "sqref=\"A1:C3\"")
      yield* clear(book, "A:B", "Contents")
      assert.deepStrictEqual(values(book, "A1:B2"), [["", ""], ["", ""]])
    }))

  it.effect("clears the formats with conditional formats and merging, and keeps the contents", () =>
    Effect.gen(function*() {
      const book = yield* make(formatted)
      yield* clear(book, "B1:D3", "Formats")
      const reopened = yield* reopen(book)
      assert.deepStrictEqual(values(reopened, "A1:B2"), [[1, 2], [2, 4]])
      assert.deepStrictEqual(cells(reopened, "A1:E1").numberFormat(), [[
        "0.00",
        "General",
        "General",
        "General",
        "0.00"
      ]])
      assert.include(xml(reopened), "<conditionalFormatting sqref=\"A1:A3\">")
      assert.include(xml(reopened), "<formula>A1&gt;1</formula>")
      assert.include(xml(reopened), "<mergeCell ref=\"A3:B3\"/>")
      assert.include(xml(reopened), "<hyperlink ref=\"B2\"")
      yield* clear(reopened, "1:1", "Formats")
      assert.include(xml(reopened), "<conditionalFormatting sqref=\"A2:A3\">")
      assert.include(xml(reopened), "<formula>A2&gt;1</formula>")
      yield* clear(reopened, "3:3", "Formats")
      assert.notInclude(xml(reopened), "mergeCell")
      yield* clear(reopened, "D:D", "Formats")
      assert.deepStrictEqual(cells(reopened, "D9:E9").numberFormat(), [["General", "0.00"]])
    }))

  it.effect("clears everything", () =>
    Effect.gen(function*() {
      const book = yield* make(formatted)
      yield* clear(book, "A2:B3", "All")
      const reopened = yield* reopen(book)
      assert.deepStrictEqual(values(reopened, "A1:B3"), [[1, 2], ["", ""], ["", ""]])
      assert.deepStrictEqual(cells(reopened, "A2").numberFormat(), [["General"]])
      assert.include(xml(reopened), "<conditionalFormatting sqref=\"A1:C1 C2:C3\">")
      assert.include(xml(reopened), "sqref=\"A1:B1\"")
      for (const gone of ["hyperlink", "mergeCell"]) assert.notInclude(xml(reopened), gone)
      assert.notInclude(part(reopened, "xl/comments1.xml") ?? "", "<comment ref")
    }))

  it.effect("removes conditional formats and their extension when none of their cells is left", () =>
    Effect.gen(function*() {
      const x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
      const book = yield* make({
        sheets: [{
          name: "Data",
          rows: [[1]],
          after:
            `<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" xmlns:x14="${x14}"><x14:conditionalFormattings>` +
            "<x14:conditionalFormatting xmlns:xm=\"m\"><x14:cfRule type=\"dataBar\" id=\"{1}\"/><xm:sqref>A1:A4</xm:sqref></x14:conditionalFormatting>" +
            "</x14:conditionalFormattings></ext></extLst>"
        }]
      })
      yield* clear(book, "A2", "Formats")
      assert.include(xml(book), "<xm:sqref>A1 A3:A4</xm:sqref>")
      yield* clear(book, "A:A", "Formats")
      assert.notInclude(xml(book), "extLst")
    }))
})

describe("Book.write of hidden rows and columns, and Book.visible", () => {
  it.effect("hide and show rows and columns", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "Data",
          before:
            "<sheetFormatPr defaultRowHeight=\"15\"/><cols><col min=\"2\" max=\"4\" width=\"20\" customWidth=\"1\"/></cols>",
          rows: [[1, 2], [3, 4], [5, 6], [{ formula: "SUBTOTAL(109,A1:A3)", value: 9 }]]
        }]
      })
      yield* book.write(first(book), area("A2:C2"), { rowHidden: true, columnHidden: true })
      assert.deepStrictEqual(book.visible(first(book), area("A1:E4")), { rows: [0, 2, 3], columns: [3, 4] })
      assert.deepStrictEqual(values(book, "A4"), [[6]])
      const hidden = yield* reopen(book)
      assert.deepStrictEqual(cells(hidden, "A2:C2").rowHidden(), true)
      assert.deepStrictEqual(cells(hidden, "A1:D1").columnHidden(), null)
      assert.include(
        xml(hidden),
        "<cols><col min=\"1\" max=\"1\" width=\"9.140625\" hidden=\"1\"/>" +
          "<col min=\"2\" max=\"3\" width=\"20\" customWidth=\"1\" hidden=\"1\"/><col min=\"4\" max=\"4\" width=\"20\" customWidth=\"1\"/></cols>"
      )
      yield* hidden.write(first(hidden), area("A:D"), { rowHidden: false, columnHidden: false })
      assert.deepStrictEqual(hidden.visible(first(hidden), area("A1:B4")), { rows: [0, 1, 2, 3], columns: [0, 1] })
      assert.deepStrictEqual(values(hidden, "A4"), [[9]])
      assert.notInclude(xml(hidden), "hidden")
    }))

  it.effect("show rows and columns without height or width", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "Data",
          before: "<cols><col min=\"1\" max=\"1\" width=\"0\" hidden=\"1\" customWidth=\"1\"/></cols>",
          data: "<row r=\"1\" ht=\"0\" hidden=\"1\" customHeight=\"1\"><c r=\"A1\"><v>1</v></c></row>"
        }]
      })
      yield* book.write(first(book), area("A1"), { rowHidden: false, columnHidden: false })
      assert.notMatch(xml(book), /ht="0"|width="0"|hidden/)
    }))

  it.effect("refuse to hide all rows", () =>
    Effect.gen(function*() {
      const book = yield* make(ordered)
      assert.strictEqual(
        (yield* Effect.flip(book.write(first(book), area("A:A"), { rowHidden: true }))).code,
        "rangeExceedsLimit"
      )
    }))
})

describe("Book.sort", () => {
  it.effect("orders numbers, texts, logical values, errors and blank cells like Excel", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "Data", rows: [[]] }] })
      const input = [["b"], [true], [""], [10], ["=1/0"], ["A"], [-1], [false], ["co-op"], ["coop"], ["'5"]]
      yield* write(book, "A1:A11", input)
      yield* sort(book, "A1:A11", [by(0)])
      const ascending = [-1, 10, "5", "A", "b", "coop", "co-op", false, true, "#DIV/0!", ""]
      assert.deepStrictEqual(values(book, "A1:A11").flat(), ascending)
      yield* sort(book, "A1:A11", [by(0, { ascending: false })])
      assert.deepStrictEqual(values(book, "A1:A11").flat(), [...ascending.slice(0, -1).reverse(), ""])
      yield* sort(book, "A1:A11", [by(0, { textAsNumber: true })])
      assert.deepStrictEqual(values(book, "A1:A3").flat(), [-1, "5", 10])
    }))

  it.effect("keeps the order of equal rows, keeps headers, and respects the case if asked to", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{ name: "Data", rows: [["h", "k"], ["B", 1], ["a", 2], ["b", 3], ["A", 4]] }]
      })
      yield* sort(book, "A1:B5", [by(0)], { hasHeaders: true })
      assert.deepStrictEqual(values(book, "A1:B5"), [["h", "k"], ["a", 2], ["A", 4], ["B", 1], ["b", 3]])
      yield* sort(book, "A2:B5", [by(0), by(1, { ascending: false })])
      assert.deepStrictEqual(values(book, "B2:B5").flat(), [4, 2, 3, 1])
      yield* sort(book, "A2:B5", [by(0)], { matchCase: true })
      assert.deepStrictEqual(values(book, "A2:A5").flat(), ["a", "A", "b", "B"])
    }))

  it.effect("moves formulas with their relative references, formats, comments and hyperlinks", () =>
    Effect.gen(function*() {
      const bytes = makeBook({
        formats: ["0.00"],
        sheets: [
          {
            name: "Data",
            rows: [
              [{ value: 3, style: 1 }, { formula: "A1*$A$3", value: 3 }, "c"],
              [2, { formula: "A2*$A$3", value: 2 }, "b"],
              [1, { formula: "A3*$A$3", value: 1 }, "a"],
              [{ formula: "A1", value: 3 }]
            ],
            after: "<hyperlinks><hyperlink ref=\"C1\" location=\"Data!A1\"/></hyperlinks>",
            related: [{ kind: "comments", name: "xl/comments1.xml" }]
          },
          { name: "Other", rows: [[{ formula: "Data!A1", value: 3 }]] }
        ],
        parts: formatted.parts
      })
      const book = yield* open(bytes)
      yield* sort(book, "A1:C3", [by(0)])
      const reopened = yield* reopen(book)
      assert.deepStrictEqual(formulas(reopened, "A1:C4"), [
        [1, "=A1*$A$3", "a"],
        [2, "=A2*$A$3", "b"],
        [3, "=A3*$A$3", "c"],
        ["=A1", "", ""]
      ])
      assert.deepStrictEqual(values(reopened, "B1:B3").flat(), [3, 6, 9])
      assert.deepStrictEqual([values(reopened, "A4"), values(reopened, "Other!A1")], [[[1]], [[1]]])
      assert.deepStrictEqual(cells(reopened, "A1:A3").numberFormat().flat(), ["General", "General", "0.00"])
      assert.include(xml(reopened), "<hyperlink ref=\"C3\"")
      assert.include(part(reopened, "xl/comments1.xml") ?? "", "ref=\"B2\"")
      const again = reopened.save()
      yield* sort(reopened, "A1:C3", [by(0)])
      assert.deepStrictEqual(differing(again, reopened.save()), [])
    }))

  it.effect("sorts columns, leaves hidden rows, and sorts whole columns", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "Data", rows: [["x", 3, 1, 2], ["y", "c", "a", "b"]] }] })
      yield* sort(book, "A1:D2", [by(0)], { orientation: "Columns", hasHeaders: true })
      assert.deepStrictEqual(values(book, "A1:D2"), [["x", 1, 2, 3], ["y", "a", "b", "c"]])
      const rows = yield* make({ sheets: [{ name: "Data", rows: [[4], [3], [2], [1]] }] })
      yield* rows.write(first(rows), area("A2"), { rowHidden: true })
      yield* sort(rows, "A:A", [by(0)])
      assert.deepStrictEqual(values(rows, "A1:A4").flat(), [1, 3, 2, 4])
    }))

  it.effect("sorts on the colors of cells and fonts", () =>
    Effect.gen(function*() {
      const rows = [[1], [{ value: 2, style: 1 }], [3], [{ value: 4, style: 1 }]]
      const book = yield* open(
        makeEdited({ formats: ["0.00"], sheets: [{ name: "Data", rows }] }, "xl/styles.xml", (text) =>
          text.replace(
            /<fills[^]*<\/fills>/,
            "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>" +
              "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFFF0000\"/></patternFill></fill></fills>"
          )
            .replace(
              /<fonts[^]*<\/fonts>/,
              "<fonts count=\"2\"><font><sz val=\"11\"/></font><font><color indexed=\"4\"/></font></fonts>"
            )
            .replace(/(<xf numFmtId="164")[^>]*>/, "$1 fontId=\"1\" fillId=\"1\" borderId=\"0\" xfId=\"0\"/>"))
      )
      yield* sort(book, "A1:A4", [by(0, { on: "CellColor", color: "#ff0000" })])
      assert.deepStrictEqual(values(book, "A1:A4").flat(), [2, 4, 1, 3])
      yield* sort(book, "A1:A4", [by(0, { on: "FontColor", color: "#0000FF", ascending: false })])
      assert.deepStrictEqual(values(book, "A1:A4").flat(), [1, 3, 2, 4])
      assert.strictEqual(
        (yield* Effect.flip(sort(book, "A1:A4", [by(0, { on: "CellColor" })]))).code,
        "invalidArgument"
      )
    }))

  it.effect("sorts on colors of the theme, with their tints", () =>
    Effect.gen(function*() {
      const rows = [[1], [{ value: 2, style: 1 }], [{ value: 3, style: 2 }], [{ value: 4, style: 3 }]]
      const parts = new Map(makeParts({
        formats: ["0.0", "0.00", "0.000"],
        sheets: [{ name: "Data", rows }],
        parts: {
          "xl/theme/theme1.xml": {
            type: "application/vnd.openxmlformats-officedocument.theme+xml",
            text:
              "<a:theme xmlns:a=\"a\"><a:themeElements><a:clrScheme name=\"Office\"><a:dk1><a:sysClr val=\"windowText\" lastClr=\"000000\"/></a:dk1>" +
              "<a:accent1><a:srgbClr val=\"4472C4\"/></a:accent1></a:clrScheme></a:themeElements></a:theme>"
          }
        }
      }))
      const edit = (name: string, change: (text: string) => string) => parts.set(name, change(parts.get(name) ?? ""))
      edit("xl/_rels/workbook.xml.rels", (text) =>
        text.replace(
          "</Relationships>",
          "<Relationship Id=\"theme\" Target=\"theme/theme1.xml\" " +
            "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme\"/></Relationships>"
        ))
      const solid = (tint: number) =>
        `<fill><patternFill patternType="solid"><fgColor theme="4" tint="${tint}"/></patternFill></fill>`
      edit("xl/styles.xml", (text) =>
        text.replace(
          /<fills[^]*<\/fills>/,
          `<fills><fill><patternFill patternType="none"/></fill>${
            [0.7999, 0.3999, -0.2499].map(solid).join("")
          }</fills>`
        ).replace(
          /<xf numFmtId="16([456])"[^>]*>/g,
          (_, digit: string) =>
            `<xf numFmtId="16${digit}" fontId="0" fillId="${Number(digit) - 3}" borderId="0" xfId="0"/>`
        ))
      const book = yield* open(pack(parts))
      for (const [color, value] of [["#D9E1F2", 2], ["#8EA9DB", 3], ["#305496", 4]] as const) {
        yield* sort(book, "A1:A4", [by(0, { on: "CellColor", color })])
        assert.deepStrictEqual(values(book, "A1"), [[value]], color)
      }
    }))

  it.effect("sorts on the icons of conditional formats", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "Data",
          rows: [[0], [50], [100], [40]],
          after:
            "<conditionalFormatting sqref=\"A1:A4\"><cfRule type=\"iconSet\" priority=\"1\"><iconSet iconSet=\"3Arrows\">" +
            "<cfvo type=\"percent\" val=\"0\"/><cfvo type=\"percent\" val=\"33\"/><cfvo type=\"num\" val=\"90\"/></iconSet></cfRule></conditionalFormatting>"
        }]
      })
      yield* sort(book, "A1:A4", [by(0, { on: "Icon", icon: { set: "ThreeArrows", index: 1 } })])
      assert.deepStrictEqual(values(book, "A1:A4").flat(), [50, 40, 0, 100])
    }))

  it.effect("is refused for merged cells, arrays, the header of a table, and unknown keys", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "Data",
          rows: [["k"], [2], [1], [null, 2], [null, 1], [null, null, {
            xml: "<c r=\"C6\"><f t=\"array\" ref=\"C6:C7\">B4:B5</f><v>2</v></c>"
          }], [null, null, 1]],
          after: "<mergeCells count=\"1\"><mergeCell ref=\"B4:C4\"/></mergeCells>",
          tables: [{ name: "T", ref: "A1:A3", columns: ["k"] }]
        }]
      })
      const before = book.save()
      for (const reference of ["A1:A3", "B4:B5", "C6:C7"]) {
        assert.strictEqual((yield* Effect.flip(sort(book, reference, [by(0)]))).code, "invalidArgument", reference)
      }
      assert.strictEqual((yield* Effect.flip(sort(book, "A2:A3", [by(1)]))).code, "invalidArgument")
      assert.strictEqual((yield* Effect.flip(sort(book, "A2:A3", []))).code, "invalidArgument")
      assert.deepStrictEqual(differing(before, book.save()), [])
      yield* sort(book, "A2:A3", [by(0)])
      assert.deepStrictEqual(values(book, "A2:A3").flat(), [1, 2])
      assert.deepStrictEqual(table(book, "T").area, area("A1:A3"))
    }))

  it.effect("sorts numbers in any order, like Array.sort", () =>
    Effect.gen(function*() {
      for (const column of fc.sample(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 20 }), 30)) {
        const book = yield* make({ sheets: [{ name: "Data", rows: column.map((value, index) => [value, index]) }] })
        yield* sort(book, `A1:B${column.length}`, [by(0)])
        const expected = column.map((value, index) => [value, index]).sort(([a = 0], [b = 0]) => a - b)
        assert.deepStrictEqual(values(yield* reopen(book), `A1:B${column.length}`), expected)
      }
    }))
})
