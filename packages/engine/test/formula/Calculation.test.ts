import { assert, describe, it } from "@effect/vitest"
import { AreaIndex } from "../../src/internal/formula/AreaIndex.js"
import * as Calculation from "../../src/internal/formula/Calculation.js"
import type { Scalar } from "../../src/internal/value/Value.js"
import { bounds, type Cells, type Options, plain, Sheets } from "./sheets.js"

/** A calculated workbook of one sheet, or more. */
const open = (cells: Cells, options?: Options & { readonly more?: Readonly<Record<string, Cells>> }) => {
  const sheets = new Sheets({ S: cells, ...options?.more }, options)
  const calculation = Calculation.make(sheets)
  calculation.load(sheets.formulaCells())
  calculation.recalculateAll()
  const get = (address: string, sheet = 0) => plain(sheets.get(sheet, address))
  /** Types into cells of a sheet and calculates. Returns the addresses of the cells that changed. */
  const type = (contents: Readonly<Record<string, Scalar>>, sheet = 0) => {
    for (const [address, content] of Object.entries(contents)) {
      const area = bounds(address)
      const had = sheets.formula(sheet, area.top, area.left) !== undefined
      sheets.put(sheet, address, content)
      if (sheets.formula(sheet, area.top, area.left) !== undefined) calculation.setFormula(sheet, area.top, area.left)
      else if (had) calculation.clearFormula(sheet, area.top, area.left)
      calculation.invalidate(sheet, area)
    }
    return calculation.recalculate().map(({ column, row }) => `${String.fromCharCode(65 + column)}${row + 1}`).sort()
  }
  return { calculation, get, sheets, type }
}

describe("Calculation", () => {
  it("calculates only the dependents of a change", () => {
    const { get, type } = open({ A1: 1, A2: 2, B1: "=A1*10", B2: "=A2*10", C1: "=SUM(B1:B2)", D1: "=D2", D2: 7 })
    assert.strictEqual(get("C1"), 30)
    assert.deepStrictEqual(type({ A2: 5 }), ["B2", "C1"])
    assert.deepStrictEqual([get("B1"), get("B2"), get("C1")], [10, 50, 60])
    assert.deepStrictEqual(type({ A2: 5 }), [])
  })

  it("does not depend on the order of the cells", () => {
    const { get } = open({ A1: "=B1+C1", B1: "=C1*2", C1: "=D9", D9: 21 })
    assert.strictEqual(get("A1"), 63)
  })

  it("examines a formula once for many changed precedents", () => {
    const index = new AreaIndex<number>()
    const count = 1_000
    const column = { top: 0, left: 1, bottom: 1_048_575, right: 1 }
    for (let item = 0; item < count; item++) index.add(column, item)
    const walk = index.traverse()
    const visited: Array<number> = []
    let looked = 0
    for (let row = 0; row < count * 2; row += 2) {
      looked += walk.visit({ top: row, left: 1, bottom: row, right: 1 }, (item) => visited.push(item) > 0)
    }
    assert.deepStrictEqual(visited, Array.from({ length: count }, (_, item) => item))
    assert.isBelow(looked, count * 4)
  })

  it("finds all dependents among different formulas over one column", () => {
    const cells: Record<string, Scalar> = { C1: 1, D1: "=SUM(B:B)" }
    for (let row = 1; row <= 50; row++) cells[`B${row}`] = `=SUM(C:C)+${row}`
    for (let row = 2; row <= 50; row++) cells[`E${row}`] = `=SUM(B$1:B${row})`
    const { get, type } = open(cells)
    assert.strictEqual(get("D1"), 1_325)
    assert.strictEqual(type({ C1: 2 }).length, 100)
    assert.deepStrictEqual([get("B50"), get("D1"), get("E2"), get("E50")], [52, 1_375, 7, 1_375])
    assert.strictEqual(type({ B1: "=SUM(B:B)" }).length, 51)
    assert.deepStrictEqual([get("B1"), get("D1")], [0, 1_372])
  })

  it("tracks ranges, whole columns, other sheets, names and tables", () => {
    const { get, type } = open({
      A1: 1,
      A2: 2,
      C1: "=SUM(A:A)",
      C2: "=SUM(Rate)",
      C3: "=SUM(T[n])",
      C4: "=SUM(S:Two!A1)",
      C5: "=VLOOKUP(2,A:B,1,FALSE)"
    }, {
      names: { Rate: "S!$A$1:$A$2" },
      more: { Two: { A1: 100, B1: "=S!A1" } },
      tables: [{
        name: "T",
        sheet: 0,
        area: { top: 0, left: 0, bottom: 1, right: 0 },
        headerRows: 0,
        totalsRows: 0,
        columns: ["n"]
      }]
    })
    assert.deepStrictEqual(type({ A1: 11 }), ["B1", "C1", "C2", "C3", "C4"])
    assert.deepStrictEqual([get("C1"), get("C2"), get("C3"), get("C4"), get("B1", 1)], [13, 13, 13, 111, 11])
    type({ A1: 200 }, 1)
    assert.strictEqual(get("C4"), 211)
    type({ A900: 1 })
    assert.strictEqual(get("C1"), 14)
  })

  it("tracks changes of names and tables", () => {
    const { calculation, get, sheets } = open(
      { A1: 1, A2: 2, A3: 4, B1: "=SUM(N)", B2: "=SUM(T[n])", B3: "=Later+1" },
      {
        names: { N: "S!$A$1" },
        tables: [{
          name: "T",
          sheet: 0,
          area: { top: 0, left: 0, bottom: 1, right: 0 },
          headerRows: 0,
          totalsRows: 0,
          columns: ["n"]
        }]
      }
    )
    assert.deepStrictEqual([get("B1"), get("B2"), get("B3")], [1, 3, "#NAME?"])
    sheets.names["N"] = "S!$A$3"
    sheets.names["Later"] = "41"
    calculation.nameChanged("n")
    calculation.nameChanged("LATER")
    const [table] = sheets.tables
    assert.ok(table !== undefined)
    sheets.tables[0] = { ...table, area: { ...table.area, bottom: 2 } }
    calculation.tableChanged("t")
    calculation.recalculate()
    assert.deepStrictEqual([get("B1"), get("B2"), get("B3")], [4, 7, 42])
    sheets.put(0, "A3", 10)
    calculation.invalidate(0, bounds("A3"))
    calculation.recalculate()
    assert.deepStrictEqual([get("B1"), get("B2")], [10, 13])
  })

  it("calculates volatile functions every time", () => {
    const { calculation, get, sheets } = open({ A1: "=TODAY()", A2: "=A1+1", A3: "=RAND()", A4: "=1" })
    assert.strictEqual(get("A2"), 45_001)
    sheets.moment = 46_000.25
    sheets.chance = 0.75
    assert.strictEqual(calculation.recalculate().length, 3)
    assert.deepStrictEqual([get("A1"), get("A2"), get("A3")], [46_000, 46_001, 0.75])
  })

  it("tracks references that are computed by the formula", () => {
    const { get, type } = open({
      A1: 1,
      A2: "=A1+1",
      A3: "=A2+1",
      B1: "=OFFSET(A1,C1,0)",
      B2: "=INDIRECT(\"A\"&C2)",
      B3: "=SUM(A1:INDEX(A:A,C2))",
      C1: 1,
      C2: 3
    })
    assert.deepStrictEqual([get("B1"), get("B2"), get("B3")], [2, 3, 6])
    type({ A1: 10 })
    assert.deepStrictEqual([get("B1"), get("B2"), get("B3")], [11, 12, 33])
    type({ C1: 2, C2: 2 })
    assert.deepStrictEqual([get("B1"), get("B2"), get("B3")], [12, 11, 21])
  })

  it("tracks added, changed and removed formulas", () => {
    const { get, type } = open({ A1: 1, B1: "=A1", B2: "=B1", B3: "=B2" })
    type({ B2: "=B1*5" })
    assert.strictEqual(get("B3"), 5)
    type({ B2: 7 })
    assert.strictEqual(get("B3"), 7)
    type({ A1: 100 })
    assert.deepStrictEqual([get("B1"), get("B3")], [100, 7])
    type({ B2: "=A1+B1" })
    assert.strictEqual(get("B3"), 200)
    type({ B4: "=B3", B2: null })
    assert.strictEqual(get("B4"), 0)
  })

  it("finds the formulas that refer to an area", () => {
    const { calculation } = open({ A1: 1, B1: "=A1", B2: "=A2", B3: "=SUM(A1:A2)", B4: "=C1" })
    const found = calculation.formulasReferringTo(0, bounds("A2:A9")).map(({ row }) => row).sort()
    assert.deepStrictEqual(found, [1, 2])
  })

  describe("circular references", () => {
    it("hold 0 and are reported", () => {
      const { calculation, get } = open({ A1: "=B1+1", B1: "=C1+1", C1: "=A1+1", D1: "=C1+5", E1: "=E1" })
      assert.deepStrictEqual([get("A1"), get("B1"), get("C1"), get("D1"), get("E1")], [0, 0, 0, 5, 0])
      assert.strictEqual(calculation.circular().length, 4)
    })

    it("end when they are broken", () => {
      const { calculation, get, type } = open({ A1: "=B1+1", B1: "=A1+1", C1: "=B1" })
      type({ A1: 4 })
      assert.deepStrictEqual([get("B1"), get("C1")], [5, 5])
      assert.strictEqual(calculation.circular().length, 0)
      type({ A1: "=C1" })
      assert.deepStrictEqual([get("A1"), get("B1"), get("C1")], [0, 0, 0])
    })

    it("do not include branches that are not evaluated", () => {
      const { calculation, get } = open({ A1: false, B1: "=IF(A1,C1,1)", C1: "=B1+1", D1: "=IF(TRUE,5,D1)" })
      assert.deepStrictEqual([get("B1"), get("C1"), get("D1")], [1, 2, 5])
      assert.strictEqual(calculation.circular().length, 0)
    })

    it("are found in a cycle of a hundred thousand cells", () => {
      const sheets = new Sheets({ S: {} })
      const last = 99_999
      for (let row = 0; row <= last; row++) sheets.putAt(0, row, 0, row === last ? "=A1" : `=A${row + 2}+1`)
      const calculation = Calculation.make(sheets)
      calculation.load(sheets.formulaCells())
      calculation.recalculateAll()
      assert.strictEqual(calculation.circular().length, last + 1)
    })
  })

  it("calculates a chain of a hundred thousand cells from either end", () => {
    const last = 99_999
    for (const downwards of [true, false]) {
      const sheets = new Sheets({ S: {} })
      for (let row = 0; row <= last; row++) {
        const start = downwards ? row === 0 : row === last
        sheets.putAt(0, row, 0, start ? 1 : `=A${downwards ? row : row + 2}+1`)
      }
      const calculation = Calculation.make({
        ...sheets,
        contentArea: () => ({ top: 0, left: 0, bottom: last, right: 0 })
      })
      calculation.load(sheets.formulaCells())
      calculation.recalculateAll()
      assert.strictEqual(sheets.value(0, downwards ? last : 0, 0), last + 1)
      sheets.putAt(0, downwards ? 0 : last, 0, 2)
      calculation.invalidate(0, { top: downwards ? 0 : last, left: 0, bottom: downwards ? 0 : last, right: 0 })
      assert.strictEqual(calculation.recalculate().length, last)
      assert.strictEqual(sheets.value(0, downwards ? last : 0, 0), last + 2)
    }
  })

  describe("array formulas", () => {
    it("fill their area", () => {
      const sheets = new Sheets({ S: { A1: 1, A2: 2, B1: "{=A1:A2*10}", D1: "=SUM(B1:B3)" } })
      sheets.spill(0, 0, 1, [[0], [0], [0]])
      const calculation = Calculation.make(sheets)
      calculation.load(sheets.formulaCells())
      calculation.recalculateAll()
      assert.deepStrictEqual(
        [sheets.get(0, "B1"), sheets.get(0, "B2"), plain(sheets.get(0, "B3")), plain(sheets.get(0, "D1"))],
        [10, 20, "#N/A", "#N/A"]
      )
    })

    it("spill, grow and shrink, and update their dependents", () => {
      const { get, type } = open({ A1: 3, C1: "#=SEQUENCE(A1)", E1: "=SUM(C1#)", E2: "=SUM(C1:C9)", E3: "=C5" })
      assert.deepStrictEqual([get("C3"), get("E1"), get("E2"), get("E3")], [3, 6, 6, 0])
      type({ A1: 5 })
      assert.deepStrictEqual([get("C5"), get("E1"), get("E2"), get("E3")], [5, 15, 15, 5])
      type({ A1: 1 })
      assert.deepStrictEqual([get("C2"), get("E1"), get("E2"), get("E3")], [null, 1, 1, 0])
    })

    it("recover when blocking cells are cleared", () => {
      const { get, type } = open({ C1: "#=SEQUENCE(3)", C3: "here", E1: "=SUM(C1:C3)" })
      assert.deepStrictEqual([get("C1"), get("C2"), get("C3"), get("E1")], ["#SPILL!", null, "here", "#SPILL!"])
      type({ C3: null })
      assert.deepStrictEqual([get("C1"), get("C3"), get("E1")], [1, 3, 6])
    })
  })

  it("applies implicit intersection in formulas that are not array formulas", () => {
    const { get } = open({ A1: 1, A2: 2, A3: 3, B2: "=A1:A3*10", B3: "=A:A&\"x\"", B9: "=A1:A3" })
    assert.deepStrictEqual([get("B2"), get("B3"), get("B9")], [20, "3x", "#VALUE!"])
  })

  it("gives #NAME? for a formula that cannot be parsed", () => {
    const { get } = open({ A1: "=1+", A2: "=A1" })
    assert.deepStrictEqual([get("A1"), get("A2")], ["#NAME?", "#NAME?"])
  })

  it("ignores hidden rows in SUBTOTAL 109", () => {
    const { get } = open({ A1: 1, A2: 2, A3: 4, B1: "=SUBTOTAL(109,A1:A3)", B2: "=SUBTOTAL(9,A1:A3)" }, {
      hiddenRows: [1]
    })
    assert.deepStrictEqual([get("B1"), get("B2")], [5, 7])
  })
})
