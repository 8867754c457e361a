import type { Book } from "@effect-workbook/engine"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { Cell } from "../support/makeBook.js"
import { area, formulas, make, part, reopen, sheet, table, values, write } from "../support/openBook.js"

const reasons = (book: Book.Book) => book.uncomputed.map(({ column, reason, row }) => [row, column, reason])

/** Formulas that cannot be computed, with the expected reasons. */
const uncomputable: ReadonlyArray<readonly [formula: string, reason: string]> = [
  ["[1]Data!A1+A1", "external reference [1]Data"],
  ["A1+SUM('[1]My Data'!A1:A9)", "external reference '[1]My Data'"],
  ["COUNT([1]Data!A:A)+A1", "external reference [1]Data"],
  ["SUM([1]Data:Data3!A1,A1)", "external reference [1]Data:Data3"],
  ["IFERROR([1]Data!A1,0)+A1", "external reference [1]Data"],
  ["ISERROR([1]Data!A1)+A1", "external reference [1]Data"],
  ["IF(A1,[1]Data!A1,1)", "external reference [1]Data"],
  ["SUMPRODUCT(([1]Data!A1:A3=A1)*1)", "external reference [1]Data"],
  ["AGGREGATE(9,6,[1]Data!A1:A3)+A1", "external reference [1]Data"],
  ["VLOOKUP(A1,[1]!Prices,2,FALSE)", "external reference [1]"],
  ["SUM([1]!Orders[Price])*A1", "external reference [1]"],
  ["Linked*A1", "external reference [1]Data"],
  ["INDIRECT(\"[Other.xlsx]Data!A\"&A1)", "external reference [Other.xlsx]Data"],
  ["GETPIVOTDATA(\"Sum\",$C$3,\"Year\",A1)", "unknown function GETPIVOTDATA"],
  ["CUBEVALUE(\"Model\",A1)", "unknown function CUBEVALUE"],
  ["_xlfn.REGEXTEST(A1,\"1\")", "unknown function REGEXTEST"],
  ["IFERROR(_xlfn.WEBSERVICE(A1),0)", "unknown function WEBSERVICE"],
  ["ISERROR(RTD(\"a\",\"b\",A1))*1", "unknown function RTD"],
  ["_xll.BDP(A1,\"PX_LAST\")", "unknown function _XLL.BDP"],
  ["_xludf.SUMCOLOR(A1)", "unknown function SUMCOLOR"],
  ["Module1.Fee(A1)", "unknown function MODULE1.FEE"],
  ["Fee(A1)", "unknown function FEE"],
  ["MacroFee(A1)", "unknown function MACROFEE"],
  ["_xlfn.LET(_xlpm.x,A1,_xlpm.x+FEE(_xlpm.x))", "unknown function FEE"],
  ["_xlfn.LAMBDA(_xlpm.x,FEE(_xlpm.x))(A1)", "unknown function FEE"],
  ["SUM(_xlfn._xlws.MAP(A1:A1,_xlfn.LAMBDA(_xlpm.x,FEE(_xlpm.x))))", "unknown function FEE"],
  ["[1]!Fee(A1)", "a formula that cannot be parsed"],
  ["Sheet1!Fee(A1)", "a formula that cannot be parsed"],
  ["Excel|'c:\\x'!'a b'+A1", "a formula that cannot be parsed"]
]

describe("a formula that cannot be computed", () => {
  for (const [formula, reason] of uncomputable) {
    it.effect(`keeps its stored value: ${formula}`, () =>
      Effect.gen(function*() {
        const stored = `<c r="A2"><f>${formula.replaceAll("&", "&amp;")}</f><v>4.20E+1</v></c>`
        const book = yield* make({
          sheets: [{ name: "Sheet1", rows: [[1], [{ xml: stored }, { formula: "A2*A1", value: 42 }]] }],
          names: [{ name: "Linked", formula: "[1]Data!$A$1" }, { name: "MacroFee", formula: "#NAME?" }]
        })
        yield* write(book, "A1", [[2]])
        assert.deepStrictEqual(values(book, "A2:B2"), [[42, 84]])
        assert.deepStrictEqual(reasons(book), [[1, 0, reason]])
        for (const type of ["Recalculate", "Full", "FullRebuild"] as const) {
          yield* book.calculate(type)
          assert.deepStrictEqual(values(book, "A2:B2"), [[42, 84]], type)
          assert.deepStrictEqual(reasons(book), [[1, 0, reason]], type)
        }
        assert.include(part(book, "xl/worksheets/sheet1.xml"), stored)
      }))
  }
})

describe("the area of a formula that cannot be computed", () => {
  const grouped =
    "<c r=\"C1\" cm=\"1\" t=\"str\"><f t=\"array\" ref=\"C1:D3\">_xlfn.GROUPBY(A1:A3,B1:B3,_xleta.SUM)</f><v>x</v></c>"
  const spilled = () =>
    make({
      sheets: [{
        name: "Sheet1",
        rows: [
          ["x", 1, { xml: grouped }, 1, { formula: "SUM(_xlfn.ANCHORARRAY(C1))", value: 6 }],
          ["y", 2, "y", 2, { formula: "D2*10", value: 20 }],
          ["z", 3, "z", 3]
        ]
      }]
    })
  const spill = [["x", 1], ["y", 2], ["z", 3]]

  it.effect("keeps its values: a dynamic array", () =>
    Effect.gen(function*() {
      const book = yield* spilled()
      yield* write(book, "B1", [[5]])
      yield* book.calculate("FullRebuild")
      assert.deepStrictEqual(values(book, "C1:E3"), [["x", 1, 6], ["y", 2, 20], ["z", 3, ""]])
      assert.include(part(book, "xl/worksheets/sheet1.xml"), grouped)
      const again = yield* reopen(book)
      assert.deepStrictEqual(values(again, "C1:D3"), spill)
    }))

  it.effect("is blocked like any array, and recovers when its cells are cleared", () =>
    Effect.gen(function*() {
      const book = yield* spilled()
      yield* write(book, "C3", [["mine"]])
      assert.deepStrictEqual(values(book, "C1:E3"), [["#SPILL!", "", "#SPILL!"], ["", "", 0], ["mine", "", ""]])
      yield* write(book, "B2", [[7]])
      assert.deepStrictEqual(values(book, "C1:D1"), [["#SPILL!", ""]])
      yield* write(book, "C3", [[""]])
      assert.deepStrictEqual(values(book, "C1:E3"), [["x", 1, 6], ["y", 2, 20], ["z", 3, ""]])
      yield* write(book, "C1", [[1]])
      assert.deepStrictEqual(values(book, "C1:D3"), [[1, ""], ["", ""], ["", ""]])
      assert.deepStrictEqual(book.uncomputed, [])
    }))

  it.effect("keeps its values: a fixed array, shared formulas and a data table", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "Sheet1",
          rows: [
            [
              1,
              { xml: "<c r=\"B1\"><f t=\"array\" ref=\"B1:B2\">[1]Data!A1:A2*A1</f><v>7</v></c>" },
              { xml: "<c r=\"C1\"><f t=\"shared\" ref=\"C1:C2\" si=\"0\">FEE(A1)</f><v>10</v></c>" },
              { xml: "<c r=\"D1\"><f t=\"dataTable\" ref=\"D1:D2\" dt2D=\"0\" dtr=\"0\" r1=\"A1\"/><v>5</v></c>" },
              { formula: "SUM(B1:D2)", value: 54 }
            ],
            [2, 8, { xml: "<c r=\"C2\"><f t=\"shared\" si=\"0\"/><v>20</v></c>" }, 6]
          ]
        }]
      })
      yield* write(book, "A1:A2", [[3], [4]])
      assert.deepStrictEqual(values(book, "B1:E2"), [[7, 10, 5, 56], [8, 20, 6, ""]])
      assert.deepStrictEqual(reasons(book), [
        [0, 1, "external reference [1]Data"],
        [0, 2, "unknown function FEE"],
        [1, 2, "unknown function FEE"],
        [0, 3, "data table"]
      ])
    }))
})

describe("a formula that can be computed", () => {
  it.effect("is computed although a branch that is not taken cannot be", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "Sheet1",
          rows: [[1, { formula: "IF(A1>0,[1]Data!A1,A1)", value: 42 }, { formula: "IFERROR(A1,FEE(1))", value: 1 }]]
        }]
      })
      yield* write(book, "A1", [[2]])
      assert.deepStrictEqual(values(book, "B1:C1"), [[42, 2]])
      assert.deepStrictEqual(reasons(book), [[0, 1, "external reference [1]Data"]])
      yield* write(book, "A1", [[-2]])
      assert.deepStrictEqual(values(book, "B1:C1"), [[-2, -2]])
      assert.deepStrictEqual(reasons(book), [])
    }))

  it.effect("is computed after its precedents", () =>
    Effect.gen(function*() {
      // B1 is calculated first and would read the old value of A2.
      const book = yield* make({
        sheets: [{
          name: "Sheet1",
          rows: [
            [1, { formula: "IF(INDIRECT(\"A2\")>0,[1]Data!A1,-1)", value: 42 }],
            [{ formula: "A1+0", value: 1 }]
          ]
        }]
      })
      yield* write(book, "A1", [[-1]])
      assert.deepStrictEqual(values(book, "B1"), [[-1]])
      assert.deepStrictEqual(reasons(book), [])
    }))

  it.effect("has an error value for errors of Excel", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "Sheet1",
          rows: [[
            1,
            { formula: "A1+#REF!", value: 5 },
            { formula: "A1+Share", value: 5 },
            { formula: "DOUBLE(A1)", value: 2 },
            { formula: "A1+Missing!A1", value: 5 }
          ]]
        }],
        names: [{ name: "Share", formula: "4" }, { name: "DOUBLE", formula: "_xlfn.LAMBDA(_xlpm.x,_xlpm.x*2)" }]
      })
      yield* write(book, "A1", [[2]])
      assert.deepStrictEqual(values(book, "B1:E1"), [["#REF!", 6, 4, "#REF!"]])
      for (const name of book.names()) yield* book.deleteName(name)
      assert.deepStrictEqual(values(book, "B1:E1"), [["#REF!", "#NAME?", "#NAME?", "#REF!"]])
      assert.deepStrictEqual(book.uncomputed, [])
    }))
})

describe("an edit around a formula that cannot be computed", () => {
  it.effect("moves it with its value and its image", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "My Data",
          rows: [
            ["Item"],
            ["Apples"],
            [],
            [
              { xml: "<c r=\"A4\" t=\"e\" vm=\"1\"><f>_xlfn.IMAGE(A2)</f><v>#VALUE!</v></c>" },
              { xml: "<c r=\"B4\"><f>[1]Data!A1+LEN(A2)</f><v>4.20E+1</v></c>" }
            ]
          ],
          tables: [{ name: "Items", ref: "A1:A2", columns: ["Item"] }]
        }, { name: "Other", rows: [[{ formula: "FEE('My Data'!A2)", value: "kept" }]] }]
      })
      yield* book.addRows(table(book, "Items"), 0, [["Pears"]])
      yield* book.renameSheet(sheet(book, "My Data"), "Renamed")
      assert.deepStrictEqual(formulas(book, "A5"), [["=IMAGE(A3)"]])
      assert.include(
        part(book, "xl/worksheets/sheet1.xml"),
        "<c r=\"A5\" t=\"e\" vm=\"1\"><f>_xlfn.IMAGE(A3)</f><v>#VALUE!</v></c>"
      )
      assert.deepStrictEqual(values(book, "B4"), [[42]])
      assert.deepStrictEqual(formulas(book, "Other!A1"), [["=FEE(Renamed!A3)"]])
      assert.deepStrictEqual(values(book, "Other!A1"), [["kept"]])
      assert.deepStrictEqual(reasons(book), [
        [3, 1, "external reference [1]Data"],
        [4, 0, "unknown function IMAGE"],
        [0, 0, "unknown function FEE"]
      ])
      yield* book.deleteSheet(sheet(book, "Other"))
      assert.lengthOf(book.uncomputed, 2)
    }))

  it.effect("keeps the value of a formula that is written unchanged", () =>
    Effect.gen(function*() {
      for (const calcMode of [undefined, "manual"] as const) {
        const book = yield* make({
          ...calcMode === undefined ? {} : { calcMode },
          sheets: [{
            name: "Sheet1",
            rows: [[
              1,
              { formula: "_xlfn.REGEXTEST(A1,\"1\")", value: true },
              { formula: "_xludf.myFee(A1)", value: 5 },
              { formula: "[1]!Fee(A1)", value: 6 },
              3
            ]]
          }]
        })
        const [read = []] = formulas(book, "B1:D1")
        assert.deepStrictEqual(read, ["=REGEXTEST(A1,\"1\")", "=myFee(A1)", "=[1]!Fee(A1)"])
        yield* book.write(sheet(book, "Sheet1"), area("A1:E1"), { formulas: [[2, ...read, "=A1*2"]] })
        assert.deepStrictEqual(values(book, "A1:E1"), [[2, true, 5, 6, 4]])
      }
    }))

  it.effect("gives an error to a new formula, which has no value to keep", () =>
    Effect.gen(function*() {
      for (const calcMode of [undefined, "manual"] as const) {
        const book = yield* make({
          ...calcMode === undefined ? {} : { calcMode },
          sheets: [{ name: "Sheet1", rows: [[1, { formula: "FEE(A1)", value: 42 }, 7]] }]
        })
        yield* write(book, "B1:E1", [[5, "=FEE(A1)", "=[1]Data!A1", "=IFERROR(FEE(1),0)"]])
        yield* write(book, "B1", [["=FEE(A1)"]])
        assert.deepStrictEqual(values(book, "B1:E1"), [["#NAME?", "#NAME?", "#REF!", "#NAME?"]])
        yield* book.calculate("Full")
        assert.deepStrictEqual(values(book, "B1:E1"), [["#NAME?", "#NAME?", "#REF!", "#NAME?"]])
        assert.lengthOf(book.uncomputed, 4)
        yield* write(book, "B1:E1", [[1, 1, 1, 1]])
        assert.deepStrictEqual(book.uncomputed, [])
      }
    }))

  it.effect("keeps its value in a circular reference, and all values of an iterative one", () =>
    Effect.gen(function*() {
      const rows: ReadonlyArray<ReadonlyArray<Cell>> = [[
        1,
        { formula: "C1+A1+[1]Data!A1", value: 10 },
        { formula: "B1*2", value: 20 },
        { formula: "E1+A1", value: 30 },
        { formula: "D1/2", value: 40 }
      ]]
      const book = yield* make({ sheets: [{ name: "Sheet1", rows }] })
      yield* write(book, "A1", [[2]])
      assert.strictEqual(values(book, "B1")[0]?.[0], 10)
      assert.deepStrictEqual(values(book, "D1:E1"), [[0, 0]])
      const iterated = yield* make({ sheets: [{ name: "Sheet1", rows }], iterate: true })
      yield* write(iterated, "A1", [[2]])
      assert.deepStrictEqual(values(iterated, "B1:E1"), [[10, 20, 30, 40]])
      assert.include(iterated.uncomputed.map(({ reason }) => reason), "iterative calculation of a circular reference")
    }))

  it.effect("keeps values that depend on the computer or the file", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{
          name: "Sheet1",
          rows: [[
            1,
            { formula: "CELL(\"filename\",A1)", value: "C:\\[a.xlsx]Sheet1" },
            { formula: "INFO(\"directory\")", value: "C:\\" }
          ]]
        }]
      })
      yield* write(book, "A1", [[2]])
      assert.deepStrictEqual(values(book, "B1:C1"), [["C:\\[a.xlsx]Sheet1", "C:\\"]])
    }))
})

describe("a formula that refers to a linked workbook", () => {
  const link = "<sheetNames><sheetName val=\"Data\"/><sheetName val=\"More\"/><sheetName val=\"Empty\"/>" +
    "<sheetName val=\"Broken\"/><sheetName val=\"Absent\"/></sheetNames>" +
    "<definedNames><definedName name=\"Rate\" refersTo=\"='Data'!$B$1\"/><definedName name=\"Rate\" refersTo=\"=More!$A$1\" sheetId=\"1\"/>" +
    "<definedName name=\"Fee\"/></definedNames><sheetDataSet><sheetData sheetId=\"0\">" +
    "<row r=\"1\"><cell r=\"A1\"><v>10</v></cell><cell r=\"B1\"><v>0.5</v></cell></row>" +
    "<row r=\"2\"><cell r=\"A2\" t=\"str\"><v>two\r\nlines</v></cell><cell r=\"B2\" t=\"b\"><v>1</v></cell></row>" +
    "<row r=\"4\"><cell r=\"A4\" t=\"e\"><v>#N/A</v></cell></row></sheetData>" +
    "<sheetData sheetId=\"1\"><row r=\"1\"><cell r=\"A1\"><v>7</v></cell></row></sheetData>" +
    "<sheetData sheetId=\"2\"/><sheetData sheetId=\"3\" refreshError=\"1\"><row r=\"1\"><cell r=\"A1\"><v>3</v></cell></row></sheetData>" +
    "</sheetDataSet>"
  const linked = (...cells: ReadonlyArray<Cell>) =>
    make({ sheets: [{ name: "Sheet1", rows: [[1], cells] }], links: ["<sheetNames/>", link] })

  it.effect("reads the cached cells", () =>
    Effect.gen(function*() {
      const book = yield* linked({ formula: "[2]Data!A1*A1", value: 10 })
      yield* write(book, "A1", [[3]])
      assert.deepStrictEqual(values(book, "A2"), [[30]])
      yield* write(book, "A3:J3", [[
        "=[2]Data!A2",
        "=[2]Data!B2",
        "=[2]Data!A4",
        "=SUM([2]Data!A1:B1)",
        "=COUNT([2]Data!A:B)",
        "=[2]Data!A3+1",
        "=SUM([2]Data:More!A1)",
        "=[2]!Rate",
        "=[2]more!RATE",
        "=VLOOKUP(10,[2]Data!A1:B2,2,FALSE)"
      ]])
      assert.deepStrictEqual(values(book, "A3:J3"), [["two\nlines", true, "#N/A", 10.5, 2, 1, 17, 0.5, 7, 0.5]])
      yield* write(book, "A3", [["=ROWS([2]Data!A1:A9)&ISREF([2]Data!A1)"]])
      assert.deepStrictEqual(values(book, "A3"), [["9TRUE"]])
      assert.deepStrictEqual(book.uncomputed, [])
    }))

  it.effect("keeps its value if the file has no cached cells, or if more than the cached cells is needed", () =>
    Effect.gen(function*() {
      const beyond = [
        "[2]Empty!A1",
        "[2]Broken!A1",
        "[2]Absent!A1",
        "[2]Unknown!A1",
        "[1]Data!A1",
        "[3]Data!A1",
        "SUM([2]Data:Empty!A1)",
        "OFFSET([2]Data!A1,1,0)",
        "INDIRECT(\"[2]Data!A1\")",
        "ISFORMULA([2]Data!A1)",
        "CELL(\"row\",[2]Data!A1)",
        "SHEET([2]Data!A1)",
        "[2]!Fee",
        "[2]!Missing"
      ]
      const book = yield* linked(...beyond.map((formula) => ({ formula, value: 42 })))
      yield* book.calculate("Full")
      assert.deepStrictEqual(values(book, "A2:N2"), [beyond.map(() => 42)])
      assert.lengthOf(book.uncomputed, beyond.length)
    }))

  it.effect("reads [0] as the workbook itself", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{ name: "Sheet1", rows: [[1], [{ formula: "[0]!Rate*A1", value: 4 }]] }],
        names: [{ name: "Rate", formula: "4" }]
      })
      yield* write(book, "A1", [[2]])
      assert.deepStrictEqual(values(book, "A2"), [[8]])
    }))

  it.effect("reads a damaged link as a link without cached cells", () =>
    Effect.gen(function*() {
      const book = yield* make({
        sheets: [{ name: "Sheet1", rows: [[1], [{ formula: "[1]Data!A1+A1", value: 42 }]] }],
        links: ["<!DOCTYPE x>"]
      })
      yield* write(book, "A1", [[2]])
      assert.deepStrictEqual(values(book, "A2"), [[42]])
    }))
})
