import { assert, describe, it } from "@effect/vitest"
import { Either } from "effect"
import * as Ast from "../../src/internal/formula/Ast.js"
import { VALUE } from "../../src/internal/value/Value.js"

const node = (formula: string) => Either.getOrThrow(Ast.parse(formula))
const reason = (formula: string) =>
  Either.match(Ast.parse(formula), { onLeft: (error) => error.reason, onRight: () => "read" })

describe("Ast", () => {
  it("keeps references as written, with their dollar signs", () => {
    const cells = node("'My ''Sheet'!$A1:B$2")
    assert.ok(cells._tag === "CellReference")
    assert.strictEqual(cells.prefix.first, "My 'Sheet")
    assert.deepStrictEqual(cells.bounds, {
      top: 0,
      left: 0,
      bottom: 1,
      right: 1,
      topAbsolute: false,
      leftAbsolute: true,
      bottomAbsolute: true,
      rightAbsolute: false,
      form: "range"
    })
  })

  it("reads 3-D references and external ones", () => {
    const three = node("Sheet1:Sheet3!A1")
    const external = node("[2]Data!A1")
    assert.ok(three._tag === "CellReference" && external._tag === "CellReference")
    assert.deepStrictEqual(three.prefix, { workbook: undefined, first: "Sheet1", last: "Sheet3" })
    assert.deepStrictEqual(external.prefix, { workbook: "2", first: "Data", last: undefined })
  })

  it("removes the prefixes of files from names", () => {
    const filter = node("_xlfn._xlws.FILTER(A1:A3,B1:B3)")
    const lambda = node("_xlfn.LAMBDA(_xlpm.x,_xlpm.x+1)")
    assert.ok(filter._tag === "Call" && filter.name === "FILTER")
    assert.ok(lambda._tag === "Lambda")
    assert.deepStrictEqual(lambda.parameters, ["x"])
  })

  it("parses the functions that files write for operators", () => {
    assert.ok(node("_xlfn.ANCHORARRAY(A1)")._tag === "Unary")
    assert.deepStrictEqual(node("A1#"), node("_xlfn.ANCHORARRAY(A1)"))
    assert.deepStrictEqual(node("@A1:A3"), node("_xlfn.SINGLE(A1:A3)"))
  })

  it("reads structured references", () => {
    assert.deepStrictEqual(node("Orders[[#This Row],[Unit Price]]"), {
      _tag: "StructuredReference",
      table: "Orders",
      columns: ["Unit Price"],
      sections: ["this row"]
    })
    assert.deepStrictEqual(node("[@Price]"), {
      _tag: "StructuredReference",
      table: undefined,
      columns: ["Price"],
      sections: ["this row"]
    })
  })

  it("reads array constants", () => {
    const array = node("{1,-2;\"a\",#VALUE!}")
    assert.ok(array._tag === "ArrayConstant")
    assert.deepStrictEqual(array.value.toRows(), [[1, -2], ["a", VALUE]])
  })

  it.each(["#REF!", "Sheet1!#REF!", "'a b'!#REF!", "#REF!A1:B2", "#REF!$A$1", "Sheet1:Sheet2!#REF!"])(
    "reads %s as a broken reference",
    (formula) => {
      assert.deepStrictEqual(node(formula), node("#REF!"))
      assert.strictEqual(reason(`SUM(${formula},1)`), "read")
    }
  )

  it("shares the tree of equal texts", () => {
    assert.strictEqual(node("A1+B1"), node("A1+B1"))
  })

  it("returns an error for text that is not a formula", () => {
    assert.notStrictEqual(reason("1+"), "read")
    assert.notStrictEqual(reason("SUM(1"), "read")
    assert.notStrictEqual(reason("\"open"), "read")
    assert.notStrictEqual(reason(""), "read")
  })

  it("returns an error for hostile formulas instead of overflowing the stack", () => {
    assert.strictEqual(reason("(".repeat(10_000) + "1" + ")".repeat(10_000)), "Formula is nested too deeply")
    assert.strictEqual(reason("-".repeat(10_000) + "A1"), "Formula is nested too deeply")
    assert.strictEqual(reason("SUM(".repeat(5000) + "1" + ")".repeat(5000)), "Formula is nested too deeply")
    assert.strictEqual(reason("1+".repeat(100_000) + "1"), "Formula is too long")
    assert.strictEqual(reason("1+".repeat(15_000) + "1"), "read")
    assert.strictEqual(reason("1" + "%".repeat(30_000)), "Formula is nested too deeply")
  })
})
