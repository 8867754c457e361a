import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type * as Book from "../../../src/engine/Book.js"
import { make, part, values, write } from "../../support/openBook.js"

const reasons = (book: Book.Book) => book.uncomputed.map(({ column, reason, row }) => [row, column, reason])

/** Each says what its formula cannot be computed for. */
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
  ["[1]!Fee(A1)", "a formula that cannot be read"],
  ["Sheet1!Fee(A1)", "a formula that cannot be read"],
  ["Excel|'c:\\x'!'a b'+A1", "a formula that cannot be read"]
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
