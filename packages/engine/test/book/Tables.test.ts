import type { Book } from "@effect-workbook/engine"
import { Address, type CellValue } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { makeBook, makeParts, pack } from "../support/makeBook.js"
import {
  area,
  cells,
  differing,
  formulas,
  make,
  open,
  part,
  reopen,
  sheet,
  table,
  values,
  write
} from "../support/openBook.js"

const total = "Orders[[#This Row],[Qty]]*Orders[[#This Row],[Price]]"

/** A table with content beside and below it, and references to it from everywhere. */
const bytes = makeBook({
  formats: ["0.00"],
  calcChain: true,
  sheets: [
    {
      name: "Sheet 1",
      rows: [
        ["Item", "Qty", "Price", "Total", null, { formula: "SUM(B2:B3)", value: 3 }],
        ["a", 1, { value: 2, style: 1 }, { formula: total, value: 2 }, null, {
          formula: "SUM(Orders[Total])",
          value: 8
        }],
        ["b", 2, { value: 3, style: 1 }, { formula: total, value: 6 }, "beside"],
        [],
        ["below", { formula: "A5", value: "below" }, { formula: "B2", value: 1 }, null, "kept", {
          formula: "A5",
          value: "below"
        }]
      ],
      after: `<mergeCells count="2"><mergeCell ref="A6:B6"/><mergeCell ref="F6:G6"/></mergeCells>` +
        `<conditionalFormatting sqref="B2:B3"><cfRule type="expression" dxfId="0" priority="1"><formula>$B2&gt;SUM($B$2:$B$3)</formula></cfRule></conditionalFormatting>` +
        `<dataValidations count="1"><dataValidation type="list" sqref="A2:A3 A5 H1"><formula1>$A$5:$A$7</formula1></dataValidation></dataValidations>` +
        `<hyperlinks><hyperlink ref="A5" location="'Sheet 1'!A5"/></hyperlinks>`,
      tables: [{
        name: "Orders",
        ref: "A1:D3",
        columns: ["Item", "Qty", "Price", { name: "Total", calculated: total }]
      }],
      related: [{ kind: "comments", name: "xl/comments1.xml" }]
    },
    {
      name: "Other",
      rows: [[{ formula: "SUM('Sheet 1'!B2:B3)", value: 3 }, { formula: "'Sheet 1'!A5", value: "below" }]]
    }
  ],
  names: [{ name: "Qtys", formula: "'Sheet 1'!$B$2:$B$3" }, { name: "Total", formula: "'Sheet 1'!$A$5" }],
  parts: {
    "xl/charts/chart1.xml": {
      type: "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
      text:
        `<c:chartSpace xmlns:c="c"><c:val><c:numRef><c:f>'Sheet 1'!$B$2:$B$3</c:f></c:numRef></c:val></c:chartSpace>`
    },
    "xl/comments1.xml": {
      type: "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml",
      text: `<comments><commentList><comment ref="A5"/><comment ref="E5"/></commentList></comments>`
    }
  }
})

const orders = (book: Book.Book) => table(book, "Orders")

const sheet1 = (book: Book.Book) => part(book, "xl/worksheets/sheet1.xml") ?? ""

describe("Book tables", () => {
  it.effect("have ids that stay the same when the file is opened again", () =>
    Effect.gen(function*() {
      const stored = "{5F6B2C1E-5B0D-4A6E-9C52-3E0C6A8B7D01}"
      const parts = makeParts({
        sheets: [{
          name: "Data",
          rows: [["a", null, "b", null, "c"]],
          tables: [
            { name: "First", ref: "A1:A2", columns: ["a"] },
            { name: "Second", ref: "C1:C2", columns: ["b"] },
            { name: "Third", ref: "E1:E2", columns: ["c"] }
          ]
        }]
      })
      for (const number of [1, 2]) {
        const name = `xl/tables/table${number}.xml`
        parts.set(
          name,
          (parts.get(name) ?? "").replace(
            "<table ",
            `<table xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" xr:uid="${stored}" `
          )
        )
      }
      const book = yield* open(pack(parts))
      const ids = (book: Book.Book) => book.tables.map(({ id, legacyId, name }) => [name, id, legacyId])
      assert.deepStrictEqual(ids(book), [
        ["First", stored, "1"],
        // a part that a program has copied
        ["Second", "{00000000-000C-0000-FFFF-FFFF01000000}", "2"],
        ["Third", "{00000000-000C-0000-FFFF-FFFF02000000}", "3"]
      ])
      const added = yield* book.addTable(sheet(book, "Data"), area("G1:H2"), false)
      assert.match(added.id, /^\{[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}\}$/)
      yield* book.deleteTable(table(book, "Second"))
      const again = yield* reopen(book)
      assert.deepStrictEqual(ids(again), ids(book))
      for (const key of [added.id, added.id.toLowerCase(), added.legacyId, added.name]) {
        assert.strictEqual(table(again, key).id, added.id)
      }
    }))

  it.effect("are listed and found by name and id", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      const [first] = book.tables
      assert.deepStrictEqual(
        [first?.legacyId, first?.name, first?.sheet.name, first?.area, first?.body],
        ["1", "Orders", "Sheet 1", area("A1:D3"), area("A2:D3")]
      )
      assert.deepStrictEqual(first?.columns.map(({ id, index, name }) => [id, index, name]), [
        ["1", 0, "Item"],
        ["2", 1, "Qty"],
        ["3", 2, "Price"],
        ["4", 3, "Total"]
      ])
      assert.deepStrictEqual([first?.style, first?.showBandedRows, first?.showTotals], [
        "TableStyleMedium2",
        true,
        false
      ])
      assert.strictEqual(table(book, "ORDERS").legacyId, "1")
      assert.strictEqual(table(book, "1").name, "Orders")
      assert.isTrue(Option.isNone(book.tableByKey("2")))
    }))

  it.effect("appended rows move the cells below, and extend references to the whole table", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      assert.strictEqual(yield* book.addRows(orders(book), null, [["c", 5, 4, null], ["d", "6", "50%", null]]), 2)
      assert.deepStrictEqual(orders(book).area, area("A1:D5"))
      assert.deepStrictEqual(values(book, "A3:F7"), [
        ["b", 2, 3, 6, "beside", ""],
        ["c", 5, 4, 20, "", ""],
        ["d", 6, 0.5, 3, "kept", "below"],
        ["", "", "", "", "", ""],
        ["below", "below", 1, "", "", ""]
      ])
      assert.deepStrictEqual(formulas(book, "D5:F5"), [["=[@Qty]*[@Price]", "kept", "=A7"]])
      assert.deepStrictEqual(formulas(book, "F1:F2"), [["=SUM(B2:B5)"], ["=SUM(Orders[Total])"]])
      assert.deepStrictEqual(values(book, "F1:F2"), [[14], [31]])
      assert.deepStrictEqual(formulas(book, "Other!A1:B1"), [["=SUM('Sheet 1'!B2:B5)", "='Sheet 1'!A7"]])
      assert.deepStrictEqual(formulas(book, "B7:C7"), [["=A7", "=B2"]])
      assert.deepStrictEqual(cells(book, "C3:C6").numberFormat(), [["0.00"], ["0.00"], ["0.00"], ["General"]])
      assert.deepStrictEqual(book.names().map(({ formula }) => formula), ["='Sheet 1'!$B$2:$B$5", "='Sheet 1'!$A$7"])
      const text = sheet1(book)
      assert.include(text, `<mergeCell ref="A8:B8"/><mergeCell ref="F6:G6"/>`)
      assert.include(text, `<conditionalFormatting sqref="B2:B5">`)
      assert.include(text, `$B2&gt;SUM($B$2:$B$5)`)
      assert.include(text, `sqref="A2:A5 A7 H1"`)
      assert.include(text, `<formula1>$A$7:$A$9</formula1>`)
      assert.include(text, `<hyperlink ref="A7" location="'Sheet 1'!A7"/>`)
      assert.include(part(book, "xl/charts/chart1.xml") ?? "", `'Sheet 1'!$B$2:$B$5`)
      assert.include(part(book, "xl/comments1.xml") ?? "", `<comment ref="A7"/><comment ref="E5"/>`)
      assert.include(part(book, "xl/tables/table1.xml") ?? "", `ref="A1:D5"`)
      const again = yield* reopen(book)
      assert.deepStrictEqual(formulas(again, "A1:F7"), formulas(book, "A1:F7"))
      assert.deepStrictEqual(values(again, "A1:F7"), values(book, "A1:F7"))
    }))

  it.effect("a row appended to a table with nothing below moves no cells", () =>
    Effect.gen(function*() {
      const source = makeBook({
        sheets: [{
          name: "S",
          rows: [["A", "B", { formula: "SUM(A2:A3)", value: 3 }], [1, "x"], [2, "y"]],
          tables: [{ name: "T", ref: "A1:B3", columns: ["A", "B"] }]
        }]
      })
      const book = yield* open(source)
      yield* book.addRows(table(book, "T"), null, [[3, "x"]])
      assert.deepStrictEqual(formulas(book, "C1"), [["=SUM(A2:A4)"]])
      assert.deepStrictEqual(values(book, "C1"), [[6]])
      assert.deepStrictEqual(differing(source, book.save()), ["xl/tables/table1.xml", "xl/worksheets/sheet1.xml"])
    }))

  it.effect("inserts rows before other rows", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      assert.strictEqual(yield* book.addRows(orders(book), 0, [["new", 10, 1, null]]), 0)
      assert.deepStrictEqual(values(book, "A1:D4"), [
        ["Item", "Qty", "Price", "Total"],
        ["new", 10, 1, 10],
        ["a", 1, 2, 2],
        ["b", 2, 3, 6]
      ])
      // A reference to moved rows moves with them.
      assert.deepStrictEqual(formulas(book, "F1"), [["=SUM(B3:B4)"]])
      assert.deepStrictEqual(cells(book, "C2").numberFormat(), [["0.00"]])
      yield* book.addRows(orders(book), 1, [["mid", 1, 1, 7]])
      assert.deepStrictEqual(values(book, "A3:D3"), [["mid", 1, 1, 7]])
      assert.deepStrictEqual(formulas(book, "D2:D5"), [["=[@Qty]*[@Price]"], [7], ["=[@Qty]*[@Price]"], [
        "=[@Qty]*[@Price]"
      ]])
      assert.strictEqual((yield* Effect.flip(book.addRows(orders(book), 5, [["x", 1, 1, 1]]))).code, "invalidArgument")
    }))

  it.effect("added rows move the totals row", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "S",
          rows: [["A", "B"], [1, 2], [3, 4], ["Total", { formula: "SUBTOTAL(109,T[B])", value: 6 }]],
          tables: [{
            name: "T",
            ref: "A1:B4",
            totalsRow: true,
            columns: [{ name: "A", label: "Total" }, { name: "B", totals: "sum" }]
          }]
        }]
      })
      yield* book.addRows(table(book, "T"), null, [[5, 6]])
      assert.deepStrictEqual(formulas(book, "A4:B5"), [[5, 6], ["Total", "=SUBTOTAL(109,T[B])"]])
      assert.deepStrictEqual(values(book, "B5"), [[12]])
      const xml = part(book, "xl/tables/table1.xml") ?? ""
      assert.include(xml, `ref="A1:B5"`)
      assert.include(xml, `<autoFilter ref="A1:B4">`)
      yield* write(book, "A5:B5", [["Sum", "=MAX(T[B])"]])
      const edited = part(book, "xl/tables/table1.xml") ?? ""
      assert.include(edited, `totalsRowLabel="Sum"`)
      assert.include(edited, `totalsRowFunction="custom"><totalsRowFormula>MAX(T[B])</totalsRowFormula>`)
    }))

  it.effect("the formula of a calculated column is the one in the first row", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "S",
          rows: [["A", "B"], [1, { formula: "A2*2", value: 2 }], [2, { formula: "A3*2", value: 4 }]],
          tables: [{ name: "T", ref: "A1:B3", columns: ["A", { name: "B", calculated: "A2*2" }] }]
        }]
      })
      const calculated = () => /<calculatedColumnFormula>(.*?)</.exec(part(book, "xl/tables/table1.xml") ?? "")?.[1]
      yield* book.addRows(table(book, "T"), 0, [[0, null]])
      yield* book.addRows(table(book, "T"), null, [[3, null], [4, 5]])
      assert.deepStrictEqual(formulas(book, "B2:B6"), [["=A2*2"], ["=A3*2"], ["=A4*2"], ["=A5*2"], [5]])
      assert.strictEqual(calculated(), "A2*2")
      yield* book.deleteRows(table(book, "T"), 0, 2)
      assert.deepStrictEqual(values(book, "A2:B4"), [[2, 4], [3, 6], [4, 5]])
      assert.strictEqual(calculated(), "A2*2")
      yield* book.deleteRows(table(book, "T"), 0, 3)
      assert.strictEqual(calculated(), "A2*2")
      yield* book.addRows(table(book, "T"), null, [[7, null]])
      assert.deepStrictEqual(values(book, "A2:B2"), [[7, 14]])
    }))

  it.effect("refuses rows of the wrong size, and changes nothing", () =>
    Effect.gen(function*() {
      const source = makeBook({
        sheets: [
          {
            name: "S",
            rows: [["A", "B"], [1, 2], [], ["C", "D", "E"], [1, 2, 3]],
            tables: [{ name: "T", ref: "A1:B2", columns: ["A", "B"] }, {
              name: "U",
              ref: "A4:C5",
              columns: ["C", "D", "E"]
            }]
          },
          {
            name: "Array",
            data: `<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>` +
              `<row r="4"><c r="A4"><f t="array" ref="A4:B4">1</f><v>1</v></c><c r="B4"><v>1</v></c></row>`,
            tables: [{ name: "V", ref: "A1:A2", columns: ["A"] }]
          },
          {
            name: "Merged",
            rows: [["A"], [1]],
            after: `<mergeCells count="1"><mergeCell ref="A5:B5"/></mergeCells>`,
            tables: [{ name: "W", ref: "A1:A2", columns: ["A"] }]
          },
          {
            name: "Full",
            data: `<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>`,
            tables: [{ name: "X", ref: "A1:A2", columns: ["A"] }]
          }
        ]
      })
      const book = yield* open(source)
      const refused = (name: string, values: CellValue.Matrix) =>
        Effect.flip(book.addRows(table(book, name), null, values))
      assert.strictEqual((yield* refused("T", [[1, 2]])).code, "insertDeleteConflict")
      assert.strictEqual((yield* refused("T", [[1]])).code, "invalidArgument")
      assert.strictEqual((yield* refused("T", [])).code, "invalidArgument")
      assert.strictEqual((yield* refused("U", [[1, 2, "=)"]])).code, "invalidArgument")
      assert.strictEqual((yield* refused("V", [[1]])).code, "insertDeleteConflict")
      assert.strictEqual((yield* refused("W", [[1]])).code, "insertDeleteConflict")
      assert.strictEqual((yield* refused("X", [[1]])).code, "nonBlankCellOffSheet")
      assert.strictEqual((yield* Effect.flip(book.deleteRows(table(book, "T"), 0, 2))).code, "itemNotFound")
      assert.strictEqual(book.save(), source)
      yield* book.addRows(table(book, "U"), null, [[4, 5, 6]])
      assert.deepStrictEqual(values(book, "A6:C6"), [[4, 5, 6]])
    }))

  it.effect("blank cells pushed off the sheet are removed, and references to them become #REF!", () =>
    Effect.gen(function*() {
      const book = yield* make({
        formats: ["0.00"],
        sheets: [{
          name: "S",
          data: `<row r="1"><c r="A1" t="inlineStr"><is><t>A</t></is></c><c r="XFD1" s="1"/></row>` +
            `<row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c r="C3"><f>XFD2</f></c><c r="D3"><f>A1048576</f></c></row>` +
            `<row r="1048576"><c r="A1048576" s="1"/></row>`,
          after: `<hyperlinks><hyperlink ref="XFD1" location="S!A1048576"/></hyperlinks>`,
          tables: [{ name: "T", ref: "A1:A2", columns: ["A"] }]
        }],
        names: [{ name: "Corner", formula: "S!$XFD$1" }]
      })
      yield* book.addColumn(table(book, "T"), 0)
      yield* book.addRows(table(book, "T"), 0, [[2, 3], [4, 5]])
      assert.deepStrictEqual(formulas(book, "C3:D3"), [["=#REF!", "=#REF!"]])
      assert.deepStrictEqual(book.names().map(({ formula }) => formula), ["=S!#REF!"])
      const text = sheet1(book)
      assert.deepStrictEqual(Array.from(text.matchAll(/<c r="(.*?)"/g), ([, cell]) => cell), [
        "A1",
        "B1",
        "A2",
        "B2",
        "A3",
        "B3",
        "C3",
        "D3",
        "B4"
      ])
      assert.notInclude(text, "hyperlink")
    }))

  it.effect("a table below moves with its cells", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "S",
          rows: [["A", "B"], [1, 2], [], ["C", "D"], [1, 2], [{ formula: "SUM(U[D])", value: 2 }]],
          tables: [{ name: "T", ref: "A1:B2", columns: ["A", "B"] }, { name: "U", ref: "A4:B5", columns: ["C", "D"] }]
        }]
      })
      yield* book.addRows(table(book, "T"), null, [[3, 4], [5, 6]])
      assert.deepStrictEqual(table(book, "U").area, area("A6:B7"))
      yield* write(book, "B7", [[20]])
      assert.deepStrictEqual(values(book, "A8"), [[20]])
      assert.include(part(book, "xl/tables/table2.xml") ?? "", `ref="A6:B7"`)
    }))

  it.effect("deleted rows move the cells below up, and references to them become #REF!", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      yield* book.deleteRows(orders(book), 0)
      assert.deepStrictEqual(orders(book).area, area("A1:D2"))
      assert.deepStrictEqual(values(book, "A1:F4"), [
        ["Item", "Qty", "Price", "Total", "", 2],
        ["b", 2, 3, 6, "", 6],
        ["", "", "", "", "beside", ""],
        ["below", "below", "#REF!", "", "", ""]
      ])
      assert.deepStrictEqual(formulas(book, "F1"), [["=SUM(B2:B2)"]])
      assert.deepStrictEqual(formulas(book, "C4"), [["=#REF!"]])
      assert.deepStrictEqual(formulas(book, "Other!A1:B1"), [["=SUM('Sheet 1'!B2:B2)", "='Sheet 1'!A4"]])
      assert.include(sheet1(book), `<mergeCell ref="A5:B5"/>`)
      const again = yield* reopen(book)
      assert.deepStrictEqual(values(again, "A1:F5"), values(book, "A1:F5"))
    }))

  it.effect("the last deleted row leaves a blank row, which the next added row fills", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      yield* book.deleteRows(orders(book), 0, 2)
      assert.deepStrictEqual(orders(book).area, area("A1:D2"))
      assert.strictEqual(orders(book).body, undefined)
      assert.deepStrictEqual(values(book, "A2:D2"), [["", "", "", ""]])
      assert.include(part(book, "xl/tables/table1.xml") ?? "", `insertRow="1"`)
      const again = yield* reopen(book)
      yield* again.addRows(orders(again), null, [["x", 2, 3, null], ["y", 1, 1, null]])
      assert.deepStrictEqual(orders(again).area, area("A1:D3"))
      assert.deepStrictEqual(values(again, "A2:D3"), [["x", 2, 3, 6], ["y", 1, 1, 1]])
      assert.notInclude(part(again, "xl/tables/table1.xml") ?? "", "insertRow")
    }))

  it.effect("columns are added with values, and move the cells beside the table", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      const added = yield* book.addColumn(orders(book), 1, { values: [["Code"], ["x1"], ["=[@Qty]*2"]] })
      assert.deepStrictEqual(added, { id: "5", name: "Code", index: 1 })
      assert.deepStrictEqual(orders(book).area, area("A1:E3"))
      assert.deepStrictEqual(values(book, "A1:G3"), [
        ["Item", "Code", "Qty", "Price", "Total", "", 3],
        ["a", "x1", 1, 2, 2, "", 8],
        ["b", 4, 2, 3, 6, "beside", ""]
      ])
      assert.deepStrictEqual(formulas(book, "G1:G2"), [["=SUM(C2:C3)"], ["=SUM(Orders[Total])"]])
      assert.deepStrictEqual(values(book, "E5"), [["kept"]])
      assert.include(sheet1(book), `<conditionalFormatting sqref="C2:C3">`)
      const last = yield* book.addColumn(orders(book), null)
      assert.deepStrictEqual([last.name, last.index], ["Column6", 5])
      assert.deepStrictEqual(values(book, "F1:G3"), [["Column6", ""], ["", ""], ["", "beside"]])
      const again = yield* reopen(book)
      assert.deepStrictEqual(orders(again).columns.map(({ name }) => name), [
        "Item",
        "Code",
        "Qty",
        "Price",
        "Total",
        "Column6"
      ])
      const refused = Effect.flip(book.addColumn(orders(book), null, { name: "qty" }))
      assert.strictEqual((yield* refused).code, "itemAlreadyExists")
      const misfit = Effect.flip(book.addColumn(orders(book), null, { values: [["a"], ["b"]] }))
      assert.strictEqual((yield* misfit).code, "invalidArgument")
    }))

  it.effect("renamed columns update formulas, through the API and through the header cell", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      const renamed = yield* book.renameColumn(orders(book), "4", "Sum [€]")
      assert.deepStrictEqual(renamed, { id: "4", name: "Sum [€]", index: 3 })
      assert.deepStrictEqual(formulas(book, "D1:F2")[1]?.[2], "=SUM(Orders[Sum '[€']])")
      yield* write(book, "A1:D1", [["", "Count", "count", 2024]])
      assert.deepStrictEqual(values(book, "A1:D1"), [["Column1", "Count", "count2", "2024"]])
      assert.deepStrictEqual(orders(book).columns.map(({ name }) => name), ["Column1", "Count", "count2", "2024"])
      assert.deepStrictEqual(formulas(book, "D2"), [["=[@Count]*[@count2]"]])
      yield* write(book, "B2", [[10]])
      assert.deepStrictEqual(values(book, "D2:F2"), [[20, "", 26]])
      const error = yield* Effect.flip(book.renameColumn(orders(book), "4", "COUNT"))
      assert.strictEqual(error.code, "itemAlreadyExists")
      const again = yield* reopen(book)
      assert.deepStrictEqual(formulas(again, "A1:F3"), formulas(book, "A1:F3"))
    }))

  it.effect("deleted columns remove their cells, and leave #REF!", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      yield* book.deleteColumn(orders(book), "3")
      assert.deepStrictEqual(orders(book).area, area("A1:C3"))
      assert.deepStrictEqual(values(book, "A1:E3"), [
        ["Item", "Qty", "Total", "", 3],
        ["a", 1, "#REF!", "", "#REF!"],
        ["b", 2, "#REF!", "beside", ""]
      ])
      assert.strictEqual((yield* Effect.flip(book.deleteColumn(orders(book), "3"))).code, "itemNotFound")
      assert.deepStrictEqual(values(yield* reopen(book), "A1:E3"), values(book, "A1:E3"))
    }))

  it.effect("are created from cells, and their headers become unique texts", () =>
    Effect.gen(function*() {
      const source = makeBook({
        sheets: [{ name: "S", rows: [["A", "a", null, 5], [1, 2, 3, 4]] }, { name: "T", rows: [[1, 2]] }]
      })
      const book = yield* open(source)
      const made = yield* book.addTable(sheet(book, "S"), area("A1:D2"), true)
      assert.deepStrictEqual([made.legacyId, made.name, made.area], ["1", "Table1", area("A1:D2")])
      assert.deepStrictEqual(made.columns.map(({ name }) => name), ["A", "a2", "Column3", "5"])
      assert.deepStrictEqual(values(book, "A1:D1"), [["A", "a2", "Column3", "5"]])
      const headless = yield* book.addTable(sheet(book, "T"), area("A1:B1"), false)
      assert.deepStrictEqual([headless.name, headless.area], ["Table2", area("A1:B2")])
      assert.deepStrictEqual(values(book, "T!A1:B2"), [["Column1", "Column2"], [1, 2]])
      yield* write(book, "S!F1", [["=SUM(Table1[a2])"]])
      assert.deepStrictEqual(values(book, "S!F1"), [[2]])
      const again = yield* reopen(book)
      assert.deepStrictEqual(again.tables.map((one) => [one.legacyId, one.name, one.area]), [
        ["1", "Table1", area("A1:D2")],
        ["2", "Table2", area("A1:B2")]
      ])
      assert.deepStrictEqual(differing(source, book.save()).filter((name) => name.includes("table")), [
        "xl/tables/table1.xml",
        "xl/tables/table2.xml"
      ])
      assert.include(sheet1(book), `<tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>`)
      const overlap = Effect.flip(book.addTable(sheet(book, "S"), area("D2:E5"), true))
      assert.strictEqual((yield* overlap).code, "invalidArgument")
    }))

  it.effect("get a blank row if created from a header row only", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "S", rows: [["A", "B"], ["in", "the way"]] }] })
      const made = yield* book.addTable(sheet(book, "S"), Address.make({ sheet: "S", ...area("A1:B1") }), true)
      assert.deepStrictEqual(made.area, area("A1:B2"))
      assert.deepStrictEqual(values(book, "A2:B3"), [["", ""], ["in", "the way"]])
    }))

  it.effect("are renamed and restyled", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      const updated = yield* book.updateTable(orders(book), {
        name: "Bills",
        style: "TableStyleDark3",
        showBandedRows: false,
        highlightLastColumn: true,
        showFilterButton: false
      })
      assert.deepStrictEqual(
        [updated.name, updated.style, updated.showBandedRows, updated.highlightLastColumn, updated.showFilterButton],
        ["Bills", "TableStyleDark3", false, true, false]
      )
      assert.deepStrictEqual(formulas(book, "D2:F2"), [["=[@Qty]*[@Price]", "", "=SUM(Bills[Total])"]])
      yield* write(book, "B2", [[100]])
      assert.deepStrictEqual(values(book, "F2"), [[206]])
      const again = table(yield* reopen(book), "Bills")
      assert.deepStrictEqual([again.showFilterButton, again.showBandedRows], [false, false])
      for (const name of ["Qtys", "A1", "a b"]) {
        assert.strictEqual((yield* Effect.flip(book.updateTable(table(book, "Bills"), { name })))._tag, "BookError")
      }
    }))

  it.effect("show and hide their totals and headers", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      const totals = yield* book.updateTable(orders(book), { showTotals: true })
      assert.deepStrictEqual([totals.area, totals.showTotals], [area("A1:D4"), true])
      assert.deepStrictEqual(values(book, "A4:C4"), [["Total", "", ""]])
      assert.include(formulas(book, "D4")[0]?.[0], "SUBTOTAL(109,")
      assert.deepStrictEqual(values(book, "D4"), [[8]])
      assert.deepStrictEqual(values(book, "A6"), [["below"]])
      yield* book.updateTable(orders(book), { showTotals: false })
      assert.deepStrictEqual([orders(book).area, values(book, "A5")], [area("A1:D3"), [["below"]]])
      yield* book.updateTable(orders(book), { showHeaders: false })
      assert.deepStrictEqual([orders(book).area, orders(book).showHeaders], [area("A2:D3"), false])
      assert.deepStrictEqual(values(book, "A1:D2"), [["", "", "", ""], ["a", 1, 2, 2]])
      yield* book.updateTable(orders(book), { showHeaders: true })
      assert.deepStrictEqual(values(book, "A1:D1"), [["Item", "Qty", "Price", "Total"]])
      assert.deepStrictEqual(orders(yield* reopen(book)).area, area("A1:D3"))
    }))

  it.effect("clear their cells and leave #REF! when deleted", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      yield* book.deleteTable(orders(book))
      assert.deepStrictEqual(book.tables, [])
      assert.deepStrictEqual(values(book, "A1:F3"), [
        ["", "", "", "", "", 0],
        ["", "", "", "", "", "#REF!"],
        ["", "", "", "", "beside", ""]
      ])
      assert.strictEqual(part(book, "xl/tables/table1.xml"), undefined)
      assert.notInclude(sheet1(book), "tablePart")
      assert.notInclude(part(book, "[Content_Types].xml") ?? "", "table1")
      assert.notInclude(part(book, "xl/worksheets/_rels/sheet1.xml.rels") ?? "", "table")
      assert.deepStrictEqual((yield* reopen(book)).tables, [])
    }))
})
