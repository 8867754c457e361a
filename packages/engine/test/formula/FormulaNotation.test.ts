import { assert, describe, it } from "@effect/vitest"
import { isDynamicArray } from "../../src/internal/formula/DynamicArray.js"
import * as FormulaNotation from "../../src/internal/formula/FormulaNotation.js"

describe("FormulaNotation", () => {
  it.each([
    ["sum(a1:b2)", "SUM(A1:B2)"],
    ["XLOOKUP(1,A:A,B:B)", "_xlfn.XLOOKUP(1,A:A,B:B)"],
    ["SORT(UNIQUE(A1:A9))", "_xlfn._xlws.SORT(_xlfn.UNIQUE(A1:A9))"],
    ["A1#", "_xlfn.ANCHORARRAY(A1)"],
    ["SUM(A1#)+B1#", "SUM(_xlfn.ANCHORARRAY(A1))+_xlfn.ANCHORARRAY(B1)"],
    ["@A1:A3+1", "_xlfn.SINGLE(A1:A3)+1"],
    ["@INDEX(A1:A3,2)", "_xlfn.SINGLE(INDEX(A1:A3,2))"],
    ["LET(x,A1,x*2)", "_xlfn.LET(_xlpm.x,A1,_xlpm.x*2)"],
    ["LAMBDA(f,f(1))(LAMBDA(y,y+1))", "_xlfn.LAMBDA(_xlpm.f,_xlpm.f(1))(_xlfn.LAMBDA(_xlpm.y,_xlpm.y+1))"],
    ["\"sort(\"&true", "\"sort(\"&TRUE"]
  ])("%s is kept as %s, and shown as before", (shown, kept) => {
    assert.strictEqual(FormulaNotation.toFile(shown), kept)
    assert.strictEqual(FormulaNotation.toFile(FormulaNotation.toDisplay(kept)), kept)
  })

  it("omits the name of the table that contains the cell", () => {
    assert.strictEqual(
      FormulaNotation.toFile("[@Price]*[@[Unit Count]]", "Orders"),
      "Orders[[#This Row],[Price]]*Orders[[#This Row],[Unit Count]]"
    )
    assert.strictEqual(FormulaNotation.toFile("SUM([Price])", "Orders"), "SUM(Orders[Price])")
    assert.strictEqual(FormulaNotation.toDisplay("Orders[[#This Row],[Price]]", "orders"), "[@Price]")
    assert.strictEqual(FormulaNotation.toDisplay("Orders[[#This Row],[Price]]"), "Orders[@Price]")
    assert.strictEqual(FormulaNotation.toDisplay("Orders[[#Totals],[Price]]"), "Orders[[#Totals],[Price]]")
  })

  it.each([
    ["A1+1", false],
    ["SUM(A1:A5)", false],
    ["A1:A5", true],
    ["A1:A5*2", true],
    ["SUM(A1:A3*B1:B3)", true],
    ["SUMPRODUCT(A1:A3*B1:B3)", false],
    ["_xlfn._xlws.SORT(A1:A5)", true],
    ["SUM(_xlfn._xlws.SORT(A1:A5))", false],
    ["VLOOKUP(A1,B:C,2,FALSE)", false],
    ["VLOOKUP(A1:A5,B:C,2,FALSE)", true],
    ["INDEX(A1:A9,3)", false],
    ["INDEX(A1:B9,0,1)", true],
    ["_xlfn.SINGLE(A1:A5)", false],
    ["IF(A1:A5>1,1,2)", true],
    ["Orders[[#This Row],[Price]]*2", false],
    ["Orders[Price]*2", true],
    ["COUNTIF(A:A,B1)", false],
    ["{1,2}", true],
    ["1+", false]
  ])("%s is a dynamic array formula: %s", (formula, expected) => {
    assert.strictEqual(isDynamicArray(formula), expected)
  })
})
