import type { CellValue } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Either } from "effect"
import { makeBook } from "../support/makeBook.js"
import {
  area,
  cells,
  differing,
  formulas,
  make,
  now,
  open,
  part,
  reopen,
  sheet,
  values,
  write
} from "../support/openBook.js"

const serialOf = (year: number, month: number, day: number) =>
  Math.round(Date.UTC(year, month - 1, day) / 86_400_000) + 25_569

describe("Book cells", () => {
  it.effect("reads values, formulas, texts, formats and types", () =>
    Effect.gen(function*() {
      const book = yield* make({
        formats: ["0.00%", "yyyy-mm-dd"],
        sheets: [{
          name: "S",
          rows: [
            ["text", 1.5, true, null, { formula: "1/0", error: "#DIV/0!" }],
            [{ value: 0.125, style: 1 }, { value: 45352, style: 2 }, { style: 1 }]
          ]
        }]
      })
      const all = cells(book, "A1:E2")
      assert.deepStrictEqual(all.values(), [["text", 1.5, true, "", "#DIV/0!"], [0.125, 45352, "", "", ""]])
      assert.deepStrictEqual(all.formulas()[0], ["text", 1.5, true, "", "=1/0"])
      assert.deepStrictEqual(all.text(), [["text", "1.5", "TRUE", "", "#DIV/0!"], ["12.50%", "2024-03-01", "", "", ""]])
      assert.deepStrictEqual(all.numberFormat()[1], ["0.00%", "yyyy-mm-dd", "0.00%", "General", "General"])
      assert.deepStrictEqual(all.valueTypes(), [
        ["String", "Double", "Boolean", "Empty", "Error"],
        ["Double", "Double", "Empty", "Empty", "Empty"]
      ])
      assert.deepStrictEqual(book.usedArea(book.sheets[0]!, false), area("A1:E2"))
    }))

  it.effect("parses written text like Excel, and sets the number format of General cells", () =>
    Effect.gen(function*() {
      const book = yield* make({
        formats: ["@", "0.0"],
        sheets: [{ name: "S", rows: [[], [{ style: 1 }, { style: 2 }]] }]
      })
      yield* write(book, "A1:H1", [["007", "5%", "1/2/2020", "$1,200.50", "true", "#N/A", "'12", "plain"]])
      const typed = cells(book, "A1:H1")
      assert.deepStrictEqual(typed.values(), [[7, 0.05, serialOf(2020, 1, 2), 1200.5, true, "#N/A", "12", "plain"]])
      assert.deepStrictEqual(typed.valueTypes()[0]?.slice(4), ["Boolean", "Error", "String", "String"])
      assert.deepStrictEqual(typed.numberFormat()[0]?.slice(0, 3), ["General", "0%", "m/d/yyyy"])
      yield* write(book, "A2:B2", [["=1+1", "5%"]])
      assert.deepStrictEqual(values(book, "A2:B2"), [["=1+1", 0.05]])
      assert.deepStrictEqual(cells(book, "A2:B2").numberFormat(), [["@", "0.0"]])
      yield* write(book, "A2", [[7]])
      assert.deepStrictEqual(values(book, "A2"), [["7"]])
      const again = yield* reopen(book)
      assert.deepStrictEqual(cells(again, "A1:H2").values(), cells(book, "A1:H2").values())
      assert.deepStrictEqual(cells(again, "A1:H2").text(), cells(book, "A1:H2").text())
    }))

  it.effect("keeps a cell for null, clears it for an empty text, and keeps its format", () =>
    Effect.gen(function*() {
      const book = yield* make({ formats: ["0.00"], sheets: [{ name: "S", rows: [[{ value: 1, style: 1 }, 2, 3]] }] })
      yield* write(book, "A1:C1", [["", null, 30]])
      assert.deepStrictEqual(values(book, "A1:C1"), [["", 2, 30]])
      assert.deepStrictEqual(cells(book, "A1").numberFormat(), [["0.00"]])
      assert.deepStrictEqual(book.usedArea(book.sheets[0]!, true), area("B1:C1"))
      assert.deepStrictEqual(book.usedArea(book.sheets[0]!, false), area("A1:C1"))
    }))

  it.effect("writes number formats without values, and before values", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "S", rows: [[0.5]] }] })
      const [first] = book.sheets
      yield* book.write(first!, area("A1:B1"), { numberFormat: [["0%", "@"]] })
      assert.deepStrictEqual(cells(book, "A1:B1").numberFormat(), [["0%", "@"]])
      assert.deepStrictEqual(cells(book, "A1").text(), [["50%"]])
      yield* book.write(first!, area("A1:B1"), { numberFormat: [["", "0.00"]], values: [[null, "1.5"]] })
      assert.deepStrictEqual(cells(book, "A1:B1").text(), [["0.5", "1.50"]])
      const error = yield* Effect.flip(book.write(first!, area("A1"), { numberFormat: [["0.00;;;;;;"]] }))
      assert.strictEqual(error.code, "invalidArgument")
    }))

  it.effect("calculates only the dependents of a change", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [
          {
            name: "S",
            rows: [[1, { formula: "A1*2", value: 2 }, { formula: "B1+Other!A1", value: 12 }, {
              formula: "Z9",
              value: 99
            }]]
          },
          { name: "Other", rows: [[{ formula: "S!B1*5", value: 10 }]] }
        ]
      })
      yield* write(book, "A1", [[3]])
      assert.deepStrictEqual(values(book, "A1:D1"), [[3, 6, 36, 99]])
      assert.deepStrictEqual(values(book, "Other!A1"), [[30]])
      yield* book.calculate("Full")
      assert.deepStrictEqual(values(book, "D1"), [[0]])
    }))

  it.effect("a written formula has its value, and so has its replacement", () =>
    Effect.gen(function*() {
      const book = yield* make({
        calcChain: true,
        sheets: [{ name: "S", rows: [[1, 2, { formula: "A1+B1", value: 3 }]] }]
      })
      yield* write(book, "D1:E1", [["=C1*10", " = no formula"]])
      assert.deepStrictEqual(values(book, "A1:E1"), [[1, 2, 3, 30, " = no formula"]])
      yield* write(book, "C1", [[5]])
      assert.deepStrictEqual(formulas(book, "C1:D1"), [[5, "=C1*10"]])
      assert.deepStrictEqual(values(book, "C1:D1"), [[5, 50]])
    }))

  it.effect("saves formulas with the prefixes of files, and returns them without prefixes", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "S", rows: [[1]] }] })
      yield* write(book, "B1", [[`=IFNA(A1,"none")&TEXTJOIN(",",TRUE,A1)`]])
      assert.deepStrictEqual(formulas(book, "B1"), [[`=IFNA(A1,"none")&TEXTJOIN(",",TRUE,A1)`]])
      assert.include(part(book, "xl/worksheets/sheet1.xml") ?? "", "_xlfn.TEXTJOIN(")
    }))

  it.effect("keeps the white space around the text that a formula results in", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "S", rows: [["x"]] }] })
      yield* write(book, "B1:C1", [["=A1&\" \"", "=SUBSTITUTE(A1,\"x\",\"a b\")"]])
      const saved = part(book, "xl/worksheets/sheet1.xml") ?? ""
      assert.include(saved, "<v xml:space=\"preserve\">x </v>")
      assert.include(saved, "<v>a b</v>")
      assert.deepStrictEqual(values(yield* reopen(book), "B1:C1"), [["x ", "a b"]])
    }))

  it.effect("an edit changes only the edited parts; calcChain is removed with the first added or removed formula", () =>
    Effect.gen(function*() {
      const bytes = makeBook({
        calcChain: true,
        formats: ["0.0"],
        sheets: [
          { name: "S", rows: [[1, { formula: "A1*2", value: 2 }]] },
          { name: "T", rows: [["t", { formula: "S!A1", value: 1 }]] },
          { name: "U", rows: [["u"]] }
        ]
      })
      const saved = (reference: string, value: string | number) =>
        Effect.gen(function*() {
          const book = yield* open(bytes)
          yield* write(book, reference, [[value]])
          return differing(bytes, book.save())
        })
      assert.deepStrictEqual(yield* saved("U!B1", 5), ["xl/worksheets/sheet3.xml"])
      assert.deepStrictEqual(yield* saved("U!B1", "t"), ["xl/worksheets/sheet3.xml"])
      assert.deepStrictEqual(yield* saved("U!B1", "new"), ["xl/sharedStrings.xml", "xl/worksheets/sheet3.xml"])
      assert.deepStrictEqual(yield* saved("U!B1", "5%"), ["xl/styles.xml", "xl/worksheets/sheet3.xml"])
      assert.deepStrictEqual(yield* saved("S!A1", 7), ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"])
      assert.deepStrictEqual(yield* saved("U!B1", "=1+1"), [
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/calcChain.xml",
        "xl/worksheets/sheet3.xml"
      ])
    }))

  it.effect("saves repeatedly, each time with all changes", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "S", rows: [["a"]] }] })
      for (let row = 1; row <= 5; row++) {
        yield* write(book, `A${row + 1}:B${row + 1}`, [[`text ${row}`, `=ROW()`]])
        const again = yield* reopen(book)
        assert.deepStrictEqual(values(again, "A1:B7"), values(book, "A1:B7"))
      }
      const unchanged = book.save()
      assert.deepStrictEqual(differing(unchanged, book.save()), [])
    }))

  it.effect("a refused write changes nothing", () =>
    Effect.gen(function*() {
      const bytes = makeBook({
        sheets: [{
          name: "S",
          data: `<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2*2</f><v>2</v></c><c r="B1"><v>1</v></c></row>` +
            `<row r="2"><c r="A2"><v>4</v></c><c r="B2"><v>2</v></c></row>` +
            `<row r="4"><c r="A4"><f t="dataTable" ref="A4:A5" dt2D="0" r1="B1"/><v>1</v></c></row><row r="5"><c r="A5"><v>2</v></c></row>`
        }]
      })
      const book = yield* open(bytes)
      const refused = (reference: string, matrix: CellValue.Matrix) => Effect.flip(write(book, reference, matrix))
      assert.strictEqual((yield* refused("C1:C2", [["5%"], ["=SUM("]])).code, "invalidArgument")
      assert.strictEqual((yield* refused("B1:C1", [[1, "x".repeat(32_768)]])).code, "invalidArgument")
      assert.include((yield* refused("A2:B2", [["x", "y"]])).message, "part of an array")
      assert.include((yield* refused("A5", [[1]])).message, "data table")
      assert.include((yield* refused("B1", [[Number.NaN]])).message, "finite")
      assert.strictEqual(book.save(), bytes)
      yield* write(book, "A1:A2", [["one"], ["two"]])
      assert.deepStrictEqual(values(book, "A1:A2"), [["one"], ["two"]])
    }))

  it.effect("array formulas are calculated as a whole", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "S",
          data: `<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2*2</f><v>2</v></c><c r="B1"><v>1</v></c></row>` +
            `<row r="2"><c r="A2"><v>4</v></c><c r="B2"><v>2</v></c></row>`
        }]
      })
      yield* write(book, "B1:B2", [[10], [20]])
      assert.deepStrictEqual(values(book, "A1:A2"), [[20], [40]])
      assert.include(part(book, "xl/worksheets/sheet1.xml") ?? "", `<f t="array" ref="A1:A2">B1:B2*2</f><v>20</v>`)
    }))

  it.effect("dynamic arrays spill, grow, are blocked and recover", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "S", rows: [[3], [1], [2]] }] })
      yield* write(book, "C1", [["=A1:A3*10"]])
      assert.deepStrictEqual(values(book, "C1:C4"), [[30], [10], [20], [""]])
      assert.deepStrictEqual(formulas(book, "C1:C2"), [["=A1:A3*10"], [10]])
      const text = part(book, "xl/worksheets/sheet1.xml") ?? ""
      assert.include(text, `<c r="C1" cm="1"><f t="array" ref="C1:C3">A1:A3*10</f><v>30</v></c>`)
      assert.include(part(book, "xl/metadata.xml") ?? "", "XLDAPR")
      yield* write(book, "C2", [[""]])
      assert.deepStrictEqual(values(book, "C1:C3"), [[30], [10], [20]])
      yield* write(book, "C2", [["in the way"]])
      assert.deepStrictEqual(values(book, "C1:C3"), [["#SPILL!"], ["in the way"], [""]])
      yield* write(book, "C2", [[""]])
      assert.deepStrictEqual(values(book, "C1:C3"), [[30], [10], [20]])
      yield* write(book, "C1", [["gone"]])
      assert.deepStrictEqual(values(book, "C1:C3"), [["gone"], [""], [""]])
      const again = yield* reopen(book)
      assert.deepStrictEqual(values(again, "C1:C3"), [["gone"], [""], [""]])
    }))

  it.effect("shared formulas stay when their first cell is overwritten", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "S",
          data:
            `<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B3" si="0">A1+1</f><v>2</v></c></row>` +
            `<row r="2"><c r="A2"><v>2</v></c><c r="B2"><f t="shared" si="0"/><v>3</v></c></row>` +
            `<row r="3"><c r="A3"><v>3</v></c><c r="B3"><f t="shared" si="0"/><v>4</v></c></row>`
        }]
      })
      yield* write(book, "B2", [["mine"]])
      assert.include(part(book, "xl/worksheets/sheet1.xml") ?? "", `si="0"/><v>4</v>`)
      yield* write(book, "B1", [[5]])
      assert.deepStrictEqual(formulas(book, "B1:B3"), [[5], ["mine"], ["=A3+1"]])
      const again = yield* reopen(book)
      assert.deepStrictEqual(formulas(again, "B1:B3"), [[5], ["mine"], ["=A3+1"]])
      assert.notInclude(part(book, "xl/worksheets/sheet1.xml") ?? "", "shared")
    }))

  it.effect("in manual mode only entered formulas are calculated, the others on request", () =>
    Effect.gen(function*() {
      const book = yield* make({
        calcMode: "manual",
        sheets: [{ name: "S", rows: [[1, { formula: "A1*2", value: 2 }]] }]
      })
      assert.strictEqual(book.calculationMode, "Manual")
      yield* write(book, "A1", [[5]])
      yield* write(book, "C1", [["=A1+1"]])
      assert.deepStrictEqual(values(book, "A1:C1"), [[5, 2, 6]])
      yield* book.calculate("Recalculate")
      assert.deepStrictEqual(values(book, "A1:C1"), [[5, 10, 6]])
      yield* book.setCalculationMode("Automatic")
      yield* write(book, "A1", [[6]])
      assert.deepStrictEqual(values(book, "A1:C1"), [[6, 12, 7]])
      assert.notInclude(part(book, "xl/workbook.xml") ?? "", "manual")
    }))

  it.effect("takes the time and random numbers from the fiber that opens the workbook", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "S" }] })
      yield* write(book, "A1:C1", [["=NOW()", "=RAND()", "3/4"]])
      const [[moment, chance]] = values(book, "A1:B1") as [[number, number]]
      assert.strictEqual(moment, now / 86_400_000 + 25_569)
      assert.isTrue(chance >= 0 && chance < 1)
      assert.deepStrictEqual(values(book, "C1"), [[serialOf(2024, 3, 4)]])
    }))

  it.effect("uses the 1904 date system", () =>
    Effect.gen(function*() {
      const book = yield* make({
        date1904: true,
        formats: ["yyyy-mm-dd"],
        sheets: [{ name: "S", rows: [[{ value: 0, style: 1 }]] }]
      })
      assert.deepStrictEqual(cells(book, "A1").text(), [["1904-01-01"]])
      yield* write(book, "B1:C1", [["1/2/1904", "=TODAY()"]])
      assert.deepStrictEqual(values(book, "B1:C1"), [[1, serialOf(2024, 3, 1) - 1462]])
    }))

  it.effect("a protected sheet refuses writes to locked cells", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{ name: "S", rows: [[1]], after: `<sheetProtection sheet="1"/>` }, { name: "T" }]
      })
      assert.strictEqual((yield* Effect.flip(write(book, "S!A1", [[2]]))).code, "accessDenied")
      yield* write(book, "T!A1", [[2]])
    }))

  it.effect("refuses writes to cells of a pivot table", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "S",
          rows: [["A", "B"], [1, 2], [], ["pivot", "x"]],
          tables: [{ name: "T", ref: "A1:B2", columns: ["A", "B"] }],
          related: [{ kind: "pivotTable", name: "xl/pivotTables/pivotTable1.xml" }]
        }],
        parts: {
          "xl/pivotTables/pivotTable1.xml": {
            type: "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotTable+xml",
            text: `<pivotTableDefinition><location ref="A4:B5" firstHeaderRow="1"/></pivotTableDefinition>`
          }
        }
      })
      assert.include((yield* Effect.flip(write(book, "B5", [[1]]))).message, "PivotTable")
      const [only] = book.tables
      assert.strictEqual((yield* Effect.flip(book.addRows(only!, null, [[1, 2]]))).code, "insertDeleteConflict")
      yield* write(book, "C4", [[1]])
    }))

  it.effect("calls worksheet functions on values and cells", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "S", rows: [[1, 2], [3, 4]] }] })
      const cellsOfSheet = { sheet: "s", ...area("A1:B2") }
      assert.deepStrictEqual(yield* book.callFunction("SUM", [cellsOfSheet, 5, [[1, 1]]]), Either.right(17))
      assert.deepStrictEqual(yield* book.callFunction("VLOOKUP", [3, cellsOfSheet, 2, false]), Either.right(4))
      assert.deepStrictEqual(yield* book.callFunction("VLOOKUP", [9, cellsOfSheet, 2, false]), Either.left("#N/A"))
      const error = yield* Effect.flip(book.callFunction("SUM", [{ ...cellsOfSheet, sheet: "none" }]))
      assert.strictEqual(error.code, "invalidReference")
      assert.strictEqual(sheet(book, "s").name, "S")
    }))
})
