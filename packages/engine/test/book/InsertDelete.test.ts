import type { Book } from "@effect-workbook/engine"
import * as Area from "@effect-workbook/schema/Area"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck as fc } from "effect"
import { type Book as Description, makeBook } from "../support/makeBook.js"
import { area, differing, formulas, make, open, part, reopen, table, values, write } from "../support/openBook.js"

const insert = (book: Book.Book, reference: string, direction: "Down" | "Right") =>
  book.insertCells(book.sheets[0]!, area(reference), direction)

const remove = (book: Book.Book, reference: string, direction: "Up" | "Left") =>
  book.deleteCells(book.sheets[0]!, area(reference), direction)

/** A sheet with content and references of all kinds to its cells, and another sheet that refers to it. */
const description: Description = {
  calcChain: true,
  formats: ["0.00"],
  sheets: [
    {
      name: "Data",
      data: "<row r=\"1\" ht=\"30\" customHeight=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>10</v></c></row>" +
        "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>2</v></c><c r=\"B2\"><v>20</v></c>" +
        "<c r=\"D2\"><f>SUM(A1:A4)</f><v>10</v></c></row>" +
        "<row r=\"3\" hidden=\"1\"><c r=\"A3\"><v>3</v></c><c r=\"B3\"><v>30</v></c>" +
        "<c r=\"D3\"><f>A3+B3</f><v>33</v></c></row>" +
        "<row r=\"4\"><c r=\"A4\"><v>4</v></c><c r=\"B4\"><v>40</v></c></row>",
      before:
        "<cols><col min=\"2\" max=\"2\" width=\"20\" customWidth=\"1\"/><col min=\"4\" max=\"5\" width=\"9\" hidden=\"1\"/></cols>",
      after: "<mergeCells count=\"2\"><mergeCell ref=\"F3:G4\"/><mergeCell ref=\"F6:F7\"/></mergeCells>" +
        "<conditionalFormatting sqref=\"A1:B4\"><cfRule type=\"expression\" priority=\"1\"><formula>$A3&gt;1</formula></cfRule></conditionalFormatting>" +
        "<dataValidations count=\"1\"><dataValidation type=\"list\" sqref=\"A3\"><formula1>$B$3:$B$4</formula1></dataValidation></dataValidations>" +
        "<hyperlinks><hyperlink ref=\"B3\" location=\"Data!A4\"/></hyperlinks>" +
        "<rowBreaks count=\"1\" manualBreakCount=\"1\"><brk id=\"3\" max=\"16383\" man=\"1\"/></rowBreaks>",
      related: [{ kind: "drawing", name: "xl/drawings/drawing1.xml" }, { kind: "comments", name: "xl/comments1.xml" }]
    },
    { name: "Other", rows: [[{ formula: "SUM(Data!A1:A4)", value: 10 }, { formula: "Data!B3", value: 30 }]] }
  ],
  names: [{ name: "Last", formula: "Data!$A$4" }],
  parts: {
    "xl/drawings/drawing1.xml": {
      type: "application/vnd.openxmlformats-officedocument.drawing+xml",
      text: "<xdr:wsDr xmlns:xdr=\"x\"><xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:colOff>5</xdr:colOff>" +
        "<xdr:row>2</xdr:row><xdr:rowOff>7</xdr:rowOff></xdr:from><xdr:to><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff>" +
        "<xdr:row>9</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to></xdr:twoCellAnchor></xdr:wsDr>"
    },
    "xl/comments1.xml": {
      type: "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml",
      text: "<comments><commentList><comment ref=\"A4\"/></commentList></comments>"
    },
    "xl/charts/chart1.xml": {
      type: "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
      text: "<c:chartSpace xmlns:c=\"c\"><c:val><c:numRef><c:f>Data!$A$1:$A$4</c:f></c:numRef></c:val></c:chartSpace>"
    }
  }
}

const bytes = makeBook(description)

const data = (book: Book.Book) => part(book, "xl/worksheets/sheet1.xml") ?? ""

const orders: Description = {
  formats: ["0.00"],
  sheets: [{
    name: "Data",
    rows: [
      ["Title"],
      ["Item", "Qty", "Twice"],
      ["a", 1, { formula: "Orders[[#This Row],[Qty]]*2", value: 2 }],
      ["b", { value: 2, style: 1 }, { formula: "Orders[[#This Row],[Qty]]*2", value: 4 }],
      [],
      ["below", { formula: "SUM(Orders[Qty])", value: 3 }, { formula: "SUM(B3:B4)", value: 3 }]
    ],
    tables: [{
      name: "Orders",
      ref: "A2:C4",
      columns: ["Item", "Qty", { name: "Twice", calculated: "Orders[[#This Row],[Qty]]*2" }]
    }]
  }]
}

describe("Book.insertCells", () => {
  it.effect("moves cells down within the columns of the area, and what refers to them", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      yield* insert(book, "A3:A4", "Down")
      assert.deepStrictEqual(values(book, "A1:B6"), [[1, 10], [2, 20], ["", 30], ["", 40], [3, ""], [4, ""]])
      assert.deepStrictEqual(formulas(book, "D2:D3"), [["=SUM(A1:A6)"], ["=A5+B3"]])
      assert.deepStrictEqual(values(book, "D2:D3"), [[10], [33]])
      assert.deepStrictEqual(formulas(book, "Other!A1:B1"), [["=SUM(Data!A1:A6)", "=Data!B3"]])
      assert.deepStrictEqual(book.names().map(({ formula }) => formula), ["=Data!$A$6"])
      const xml = data(yield* reopen(book))
      assert.include(xml, "sqref=\"A5\"")
      assert.include(xml, "<mergeCell ref=\"F3:G4\"/>")
      assert.include(xml, "<hyperlink ref=\"B3\" location=\"Data!A6\"/>")
      assert.include(xml, "<row r=\"3\" hidden=\"1\">")
      assert.include(part(book, "xl/comments1.xml") ?? "", "ref=\"A6\"")
      assert.include(part(book, "xl/charts/chart1.xml") ?? "", "Data!$A$1:$A$6")
      assert.include(part(book, "xl/drawings/drawing1.xml") ?? "", "<xdr:row>2</xdr:row>")
      assert.isDefined(part(book, "xl/calcChain.xml"))
      yield* insert(book, "D1", "Down")
      assert.isUndefined(part(book, "xl/calcChain.xml"))
    }))

  it.effect("gives the cells the formats of the cells above or to the left", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      yield* insert(book, "A3", "Down")
      assert.deepStrictEqual(book.read(book.sheets[0]!, area("A2:A4")).numberFormat(), [["0.00"], ["0.00"], [
        "General"
      ]])
      yield* insert(book, "B2", "Right")
      assert.deepStrictEqual(book.read(book.sheets[0]!, area("A2:C2")).numberFormat(), [["0.00", "0.00", "General"]])
      assert.deepStrictEqual(values(book, "A2:C2"), [[2, "", 20]])
    }))

  it.effect("moves whole rows with their heights, drawings and page breaks", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      yield* insert(book, "2:3", "Down")
      const xml = data(book)
      assert.match(xml, /<row r="1" ht="30" customHeight="1">.*<row r="2" ht="30" customHeight="1"\/?>/)
      assert.include(xml, "<row r=\"5\" hidden=\"1\">")
      assert.notMatch(xml, /<row r="3"[^>]*hidden/)
      assert.include(xml, "<mergeCell ref=\"F5:G6\"/>")
      assert.include(xml, "<brk id=\"5\"")
      const drawing = part(book, "xl/drawings/drawing1.xml") ?? ""
      assert.include(drawing, "<xdr:row>4</xdr:row><xdr:rowOff>7</xdr:rowOff>")
      assert.include(drawing, "<xdr:row>11</xdr:row>")
      assert.deepStrictEqual(formulas(book, "D4:D5"), [["=SUM(A1:A6)"], ["=A5+B5"]])
      assert.deepStrictEqual(book.read(book.sheets[0]!, area("5:5")).rowHidden(), true)
    }))

  it.effect("moves whole columns with their widths", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      yield* insert(book, "C:C", "Down")
      const xml = data(book)
      assert.include(
        xml,
        "<cols><col min=\"2\" max=\"3\" width=\"20\" customWidth=\"1\"/><col min=\"5\" max=\"6\" width=\"9\" hidden=\"1\"/></cols>"
      )
      assert.deepStrictEqual(formulas(book, "E2"), [["=SUM(A1:A4)"]])
      assert.include(part(book, "xl/drawings/drawing1.xml") ?? "", "<xdr:col>4</xdr:col>")
    }))

  it.effect("refuses to push content off the sheet, and changes nothing then", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "Data", rows: [[1]] }] })
      yield* write(book, "A1048576", [[5]])
      const before = book.save()
      assert.strictEqual((yield* Effect.flip(insert(book, "A1", "Down"))).code, "nonBlankCellOffSheet")
      assert.deepStrictEqual(differing(before, book.save()), [])
      yield* insert(book, "B1", "Down")
    }))

  it.effect("makes references to cells beyond the sheet invalid", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "Data", rows: [[1, { formula: "A1048576", value: 0 }]] }] })
      yield* insert(book, "A1", "Down")
      assert.deepStrictEqual(formulas(book, "B1"), [["=#REF!"]])
    }))

  it.effect("refuses to split merged cells, array formulas and tables", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      assert.strictEqual((yield* Effect.flip(insert(book, "F2", "Down"))).code, "insertDeleteConflict")
      const arrays = yield* make({
        sheets: [{
          name: "Data",
          data:
            "<row r=\"2\"><c r=\"A2\"><f t=\"array\" ref=\"A2:A3\">B2:B3*2</f><v>0</v></c></row><row r=\"3\"><c r=\"A3\"><v>0</v></c></row>"
        }]
      })
      assert.strictEqual((yield* Effect.flip(insert(arrays, "A3", "Down"))).code, "insertDeleteConflict")
      assert.strictEqual((yield* Effect.flip(remove(arrays, "A2", "Up"))).code, "insertDeleteConflict")
      yield* insert(arrays, "A1:A2", "Down")
      assert.include(data(arrays), "<f t=\"array\" ref=\"A4:A5\">")
      const tables = yield* make(orders)
      const error = yield* Effect.flip(insert(tables, "A3", "Down"))
      assert.strictEqual(error.code, "insertDeleteConflict")
      assert.include(error.reason, "shift cells in a table")
      assert.strictEqual((yield* Effect.flip(insert(tables, "B1:B1", "Down"))).code, "insertDeleteConflict")
    }))

  it.effect("adds rows to a table that whole rows go through, with the formulas and formats of its columns", () =>
    Effect.gen(function*() {
      const book = yield* make(orders)
      yield* insert(book, "4:4", "Down")
      assert.deepStrictEqual(table(book, "Orders").area, area("A2:C5"))
      assert.deepStrictEqual(formulas(book, "A3:C5"), [["a", 1, "=[@Qty]*2"], ["", "", "=[@Qty]*2"], [
        "b",
        2,
        "=[@Qty]*2"
      ]])
      assert.deepStrictEqual(formulas(book, "A7:C7"), [["below", "=SUM(Orders[Qty])", "=SUM(B3:B5)"]])
      yield* write(book, "B4", [[5]])
      assert.deepStrictEqual(values(book, "B7:C7"), [[8, 8]])
      yield* insert(book, "A1:C1", "Down")
      assert.deepStrictEqual(table(yield* reopen(book), "Orders").area, area("A3:C6"))
    }))

  it.effect("adds columns to a table that whole columns go through", () =>
    Effect.gen(function*() {
      const book = yield* make(orders)
      yield* insert(book, "B:B", "Right")
      assert.deepStrictEqual(table(book, "Orders").columns.map(({ name }) => name), ["Item", "Column2", "Qty", "Twice"])
      assert.deepStrictEqual(values(book, "A2:D3"), [["Item", "Column2", "Qty", "Twice"], ["a", "", 1, 2]])
      assert.deepStrictEqual(table(yield* reopen(book), "Orders").area, area("A2:D4"))
    }))

  it.effect("reduces a dynamic array whose area it splits, which then fills its area again", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "Data", rows: [[]] }] })
      yield* write(book, "A1", [["=SEQUENCE(3)"]])
      yield* insert(book, "A2", "Down")
      assert.deepStrictEqual(values(book, "A1:A4"), [[1], [2], [3], [""]])
      yield* remove(book, "A1", "Up")
      assert.deepStrictEqual(values(book, "A1:A4"), [[""], [""], [""], [""]])
    }))

  it.effect("moves shared formulas and data tables", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "Data",
          data:
            "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><f t=\"shared\" ref=\"B1:B2\" si=\"0\">A1*2</f><v>2</v></c></row>" +
            "<row r=\"2\"><c r=\"A2\"><v>2</v></c><c r=\"B2\"><f t=\"shared\" si=\"0\"/><v>4</v></c>" +
            "<c r=\"D2\"><f t=\"dataTable\" ref=\"D2:D3\" dt2D=\"0\" dtr=\"0\" r1=\"A2\"/><v>7</v></c></row>" +
            "<row r=\"3\"><c r=\"D3\"><v>8</v></c></row>"
        }]
      })
      yield* insert(book, "2:2", "Down")
      assert.deepStrictEqual(formulas(book, "B1:B3"), [["=A1*2"], [""], ["=A3*2"]])
      assert.include(data(book), "<f t=\"dataTable\" ref=\"D3:D4\" dt2D=\"0\" dtr=\"0\" r1=\"A3\"></f><v>7</v>")
    }))

  it.effect("moves formulas into rows with formulas in front of other cells", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "Data",
          rows: [
            [{ formula: "1+1", value: 2 }, "x", "y", { formula: "2+2", value: 4 }],
            [{ formula: "3+3", value: 6 }, "x", "y", "z"]
          ]
        }]
      })
      yield* insert(book, "D1", "Down")
      const expected = [["=1+1", "x", "y", ""], ["=3+3", "x", "y", "=2+2"], ["", "", "", "z"]]
      assert.deepStrictEqual(formulas(book, "A1:D3"), expected)
      assert.deepStrictEqual(formulas(yield* reopen(book), "A1:D3"), expected)
    }))

  it.effect("moves a pivot table with whole rows only", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "Data",
          rows: [[1], [], [], ["pivot", "x"]],
          related: [{ kind: "pivotTable", name: "xl/pivotTables/pivotTable1.xml" }]
        }],
        parts: {
          "xl/pivotTables/pivotTable1.xml": {
            type: "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotTable+xml",
            text: `<pivotTableDefinition><location ref="A4:B5" firstHeaderRow="1"/></pivotTableDefinition>`
          }
        }
      })
      const location = () => part(book, "xl/pivotTables/pivotTable1.xml") ?? ""
      for (const reference of ["A1:B1", "5:5"]) {
        assert.strictEqual(
          (yield* Effect.flip(insert(book, reference, "Down"))).code,
          "insertDeleteConflict",
          reference
        )
      }
      yield* insert(book, "1:2", "Down")
      assert.include(location(), "ref=\"A6:B7\"")
      assert.strictEqual((yield* Effect.flip(write(book, "A6", [[1]]))).code, "invalidArgument")
      yield* remove(book, "A:A", "Left").pipe(Effect.flip)
      yield* remove(book, "1:1", "Up")
      assert.include(location(), "ref=\"A5:B6\"")
    }))

  it.effect("is refused on a protected sheet, except if the protection allows it", () =>
    Effect.gen(function*() {
      const protectedBy = (attributes: string) =>
        make({
          sheets: [{ name: "Data", rows: [[1], [2]], after: `<sheetProtection sheet="1"${attributes}/>` }]
        })
      const all = yield* protectedBy("")
      assert.strictEqual((yield* Effect.flip(insert(all, "1:1", "Down"))).code, "accessDenied")
      const some = yield* protectedBy(" insertRows=\"0\" deleteRows=\"0\"")
      assert.strictEqual((yield* Effect.flip(insert(some, "A1", "Down"))).code, "accessDenied")
      yield* insert(some, "1:1", "Down")
      assert.deepStrictEqual(values(some, "A1:A3"), [[""], [1], [2]])
      assert.strictEqual((yield* Effect.flip(remove(some, "2:2", "Up"))).code, "accessDenied")
    }))
})

describe("Book.deleteCells", () => {
  it.effect("moves cells up or left, and makes references to deleted cells invalid", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      yield* remove(book, "A3", "Up")
      assert.deepStrictEqual(values(book, "A1:B4"), [[1, 10], [2, 20], [4, 30], ["", 40]])
      assert.deepStrictEqual(formulas(book, "D2:D3"), [["=SUM(A1:A3)"], ["=#REF!+B3"]])
      assert.deepStrictEqual(values(book, "D2"), [[7]])
      const xml = data(yield* reopen(book))
      assert.notInclude(xml, "dataValidation")
      assert.include(part(book, "xl/comments1.xml") ?? "", "ref=\"A3\"")
      yield* remove(book, "A1:B1", "Left")
      assert.deepStrictEqual(values(book, "A1:B1"), [["", ""]])
    }))

  it.effect("keeps the columns of a filter", () =>
    Effect.gen(function*() {
      const filter = (id: number) =>
        `<filterColumn colId="${id}"><filters><filter val="${id}"/></filters></filterColumn>`
      const book = yield* make({
        sheets: [{
          name: "Data",
          rows: [["a", "b", "c", "d"], [1, 2, 3, 4]],
          after: `<autoFilter ref="A1:D2">${filter(0)}${filter(1)}${filter(3)}</autoFilter>`
        }]
      })
      const columns = () =>
        Array.from(
          data(book).matchAll(/colId="(\d)"><filters><filter val="(\d)"/g),
          ([, id, value]) => `${value} at ${id}`
        )
      yield* insert(book, "B:C", "Right")
      assert.include(data(book), "<autoFilter ref=\"A1:F2\">")
      assert.deepStrictEqual(columns(), ["0 at 0", "1 at 3", "3 at 5"])
      yield* remove(book, "D:D", "Left")
      assert.deepStrictEqual(columns(), ["0 at 0", "3 at 4"])
      yield* remove(book, "A:A", "Left")
      assert.include(data(book), "<autoFilter ref=\"A1:D2\">")
      assert.deepStrictEqual(columns(), ["3 at 3"])
    }))

  it.effect("moves drawings by their placement, and places those of deleted rows at the next row", () =>
    Effect.gen(function*() {
      const corner = (name: string, row: number) =>
        `<xdr:${name}><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>9</xdr:rowOff></xdr:${name}>`
      const anchor = (placement: string, from: number, to: number) =>
        `<xdr:twoCellAnchor${placement}>${corner("from", from)}${corner("to", to)}</xdr:twoCellAnchor>`
      const rows = (book: Book.Book) =>
        Array.from(
          (part(book, "xl/drawings/drawing1.xml") ?? "").matchAll(/<xdr:row>(\d+)<\/xdr:row><xdr:rowOff>(\d+)/g),
          ([, row, offset]) => `${row}+${offset}`
        )
      const book = yield* make({
        sheets: [{
          name: "Data",
          rows: [[1]],
          related: [{ kind: "drawing", name: "xl/drawings/drawing1.xml" }]
        }],
        parts: {
          "xl/drawings/drawing1.xml": {
            type: "application/vnd.openxmlformats-officedocument.drawing+xml",
            text: `<xdr:wsDr xmlns:xdr="x">${anchor("", 1, 5)}${anchor(" editAs=\"oneCell\"", 1, 5)}${
              anchor(" editAs=\"absolute\"", 5, 6)
            }</xdr:wsDr>`
          }
        }
      })
      yield* insert(book, "4:4", "Down")
      assert.deepStrictEqual(rows(book), ["1+9", "6+9", "1+9", "5+9", "5+9", "6+9"])
      yield* insert(book, "1:1", "Down")
      assert.deepStrictEqual(rows(book), ["2+9", "7+9", "2+9", "6+9", "5+9", "6+9"])
      yield* remove(book, "2:4", "Up")
      assert.deepStrictEqual(rows(book), ["1+0", "4+9", "1+0", "3+9", "5+9", "6+9"])
    }))

  it.effect("keeps conditional formats and data validations whose first cells are deleted", () =>
    Effect.gen(function*() {
      const x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
      const book = yield* make({
        sheets: [{
          name: "Data",
          rows: [["head"], [1], [2], [3]],
          after:
            "<conditionalFormatting sqref=\"A2:B4\"><cfRule type=\"expression\" priority=\"1\"><formula>$A2&gt;SUM(A$2:A2)+B2</formula></cfRule></conditionalFormatting>" +
            "<dataValidations count=\"1\"><dataValidation type=\"custom\" sqref=\"A2:A4\"><formula1>B2&lt;$B$4</formula1></dataValidation></dataValidations>" +
            `<extLst><ext uri="{1}" xmlns:x14="${x14}"><x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="m">` +
            "<x14:cfRule type=\"expression\" id=\"{1}\"><xm:f>A2=Data!$A$4</xm:f></x14:cfRule><xm:sqref>A2:A4</xm:sqref>" +
            "</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
        }]
      })
      yield* remove(book, "2:2", "Up")
      const xml = data(book)
      assert.include(xml, "<conditionalFormatting sqref=\"A2:B3\">")
      assert.include(xml, "<formula>$A2&gt;SUM(A$2:A2)+B2</formula>")
      assert.include(xml, "sqref=\"A2:A3\"><formula1>B2&lt;$B$3</formula1>")
      assert.include(xml, "<xm:f>A2=Data!$A$3</xm:f></x14:cfRule><xm:sqref>A2:A3</xm:sqref>")
      yield* remove(book, "A:A", "Left")
      assert.include(
        data(book),
        "sqref=\"A2:A3\"><cfRule type=\"expression\" priority=\"1\"><formula>#REF!&gt;SUM(A$2:A2)+B2</formula>"
      )
    }))

  it.effect("removes whole rows with their heights, and merged cells that become one cell", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      yield* remove(book, "6:6", "Left")
      assert.include(data(book), "<mergeCells count=\"1\"><mergeCell ref=\"F3:G4\"/></mergeCells>")
      yield* remove(book, "1:2", "Up")
      const xml = data(book)
      assert.notInclude(xml, "ht=")
      assert.include(xml, "<row r=\"1\" hidden=\"1\">")
      assert.include(xml, "<mergeCell ref=\"F1:G2\"/>")
      assert.deepStrictEqual(formulas(book, "D1"), [["=A1+B1"]])
      assert.deepStrictEqual(formulas(book, "Other!A1:B1"), [["=SUM(Data!A1:A2)", "=Data!B1"]])
    }))

  it.effect("removes columns, rows and whole tables", () =>
    Effect.gen(function*() {
      const columns = yield* make(orders)
      yield* remove(columns, "B:B", "Left")
      assert.deepStrictEqual(table(columns, "Orders").columns.map(({ name }) => name), ["Item", "Twice"])
      assert.deepStrictEqual(formulas(columns, "B3"), [["=#REF!*2"]])
      const rows = yield* make(orders)
      yield* remove(rows, "3:3", "Up")
      assert.deepStrictEqual(table(rows, "Orders").area, area("A2:C3"))
      assert.deepStrictEqual(values(rows, "A5:C5"), [["below", 2, 2]])
      assert.strictEqual((yield* Effect.flip(remove(rows, "2:2", "Up"))).code, "insertDeleteConflict")
      assert.strictEqual((yield* Effect.flip(remove(rows, "3:4", "Up"))).code, "insertDeleteConflict")
      const body = yield* make(orders)
      yield* remove(body, "A3:C4", "Up")
      assert.deepStrictEqual(table(body, "Orders").area, area("A2:C3"))
      assert.isUndefined(table(body, "Orders").body)
      const whole = yield* make(orders)
      yield* remove(whole, "2:4", "Up")
      assert.deepStrictEqual(whole.tables, [])
      assert.deepStrictEqual(formulas(whole, "A3:B3"), [["below", "=SUM(#REF!)"]])
      assert.isUndefined(part(yield* reopen(whole), "xl/tables/table1.xml"))
    }))

  it.effect("of the total row leaves a table without totals", () =>
    Effect.gen(function*() {
      const book = yield* make(orders)
      yield* book.updateTable(table(book, "Orders"), { showTotals: true })
      yield* remove(book, "5:5", "Up")
      const reopened = yield* reopen(book)
      assert.deepStrictEqual([table(reopened, "Orders").area, table(reopened, "Orders").showTotals], [
        area("A2:C4"),
        false
      ])
    }))

  it.effect("is the inverse of insertCells, which keeps the values of formulas that refer to single cells", () =>
    Effect.gen(function*() {
      const corner = fc.record({ row: fc.integer({ min: 0, max: 5 }), column: fc.integer({ min: 0, max: 5 }) })
      const kind = fc.constantFrom("cells", "rows", "columns")
      const direction = fc.constantFrom(["Down", "Up"] as const, ["Right", "Left"] as const)
      const whole = { top: 0, left: 0, bottom: 8, right: 8 }
      const rows = Array.from(
        { length: 6 },
        (_, row) =>
          Array.from({ length: 6 }, (_, column) =>
            (row + column) % 3 === 0 && row > 0 && column > 0
              ? { formula: `B${row}+$A$${column}*A${row}`, value: 0 }
              : row * 10 + column)
      )
      const samples = fc.sample(fc.tuple(corner, corner, kind, direction), { numRuns: 40, seed: 7 })
      for (const [a, b, kind, [down, up]] of samples) {
        const book = yield* make({ sheets: [{ name: "Data", rows }] })
        yield* book.calculate("Full")
        const [data] = book.sheets
        const area = {
          top: kind === "columns" ? 0 : Math.min(a.row, b.row),
          bottom: kind === "columns" ? Area.maxRow : Math.max(a.row, b.row),
          left: kind === "rows" ? 0 : Math.min(a.column, b.column),
          right: kind === "rows" ? Area.maxColumn : Math.max(a.column, b.column)
        }
        const read = () => [book.read(data!, whole).formulas(), book.read(data!, whole).values()]
        const contents = () =>
          book.read(data!, { top: 0, left: 0, bottom: 14, right: 14 }).values().flat().filter((value) => value !== "")
            .sort()
        const [before, all] = [read(), contents()]
        yield* book.insertCells(data!, area, down)
        const text = `${kind} ${down} ${JSON.stringify(area)}`
        assert.deepStrictEqual(contents(), all, text)
        yield* book.deleteCells(data!, area, up)
        assert.deepStrictEqual(read(), before, text)
      }
    }))
})
