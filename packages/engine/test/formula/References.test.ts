import type { Area } from "@effect-workbook/schema/Area"
import { assert, describe, it } from "@effect/vitest"
import { FastCheck as fc } from "effect"
import * as References from "../../src/internal/formula/References.js"
import { formatBounds } from "../../src/internal/formula/ReferenceText.js"
import * as Shift from "../../src/internal/formula/Shift.js"

const place = { sheet: "Data", table: "Orders" }

const insertRows = (formula: string, at: number, count: number) =>
  References.rewrite(formula, place, {
    kind: "area",
    sheet: "data",
    map: (area) => Shift.mapInserted(area, Shift.wholeLines("rows", at, count))
  })

const deleteRows = (formula: string, at: number, count: number) =>
  References.rewrite(formula, place, {
    kind: "area",
    sheet: "Data",
    map: (area) => Shift.mapDeleted(area, Shift.wholeLines("rows", at, count))
  })

describe("References", () => {
  it.each([
    ["A1+A5", "A1+A7"],
    ["SUM(A1:A5)", "SUM(A1:A7)"],
    ["SUM($A$3:$B$5)", "SUM($A$5:$B$7)"],
    ["Data!A5&Other!A5", "Data!A7&Other!A5"],
    ["\"A5\"&'Data'!A5", "\"A5\"&'Data'!A7"],
    ["A:A+5:6", "A:A+7:8"],
    ["LOG10(5)+A5x", "LOG10(5)+A5x"],
    ["Orders[A5]", "Orders[A5]"],
    ["Data:Other!A5", "Data:Other!A5"],
    ["A5:A1048576", "A7:A1048576"],
    ["A1048576", "#REF!"],
    ["Data!A1048576", "Data!#REF!"]
  ])("two rows inserted before the third: %s", (before, after) => {
    assert.strictEqual(insertRows(before, 2, 2), after)
  })

  it.each([
    ["A1+A6", "A1+A4"],
    ["SUM(A1:A6)", "SUM(A1:A4)"],
    ["SUM(A3:A6)", "SUM(A3:A4)"],
    ["SUM(A3:A4)", "SUM(#REF!)"],
    ["A3", "#REF!"],
    ["SUM(A1:A3)", "SUM(A1:A2)"],
    ["3:4", "#REF!"],
    ["A:A", "A:A"]
  ])("the third and fourth row deleted: %s", (before, after) => {
    assert.strictEqual(deleteRows(before, 2, 2), after)
  })

  it("moves only references that are completely in the band of shifted cells", () => {
    const shift: Shift.Shift = { axis: "rows", at: 1, count: 1, bandFirst: 1, bandLast: 2 }
    const rewrite = (formula: string) =>
      References.rewrite(formula, place, { kind: "area", sheet: "Data", map: (area) => Shift.mapInserted(area, shift) })
    assert.strictEqual(rewrite("A5+B5+C5+D5+SUM(B5:C9)+SUM(A5:B9)"), "A5+B6+C6+D5+SUM(B6:C10)+SUM(A5:B9)")
  })

  it("returns the same string if nothing changes", () => {
    const formula = "SUM( A1 ,  Other!$B$2)"
    assert.strictEqual(insertRows(formula, 100, 1), formula)
  })

  it("renames sheets", () => {
    const rename = (formula: string) =>
      References.rewrite(formula, place, { kind: "renameSheet", from: "old", to: "New one" })
    assert.strictEqual(rename("Old!A1+'Old'!B:B+OLD!Name"), "'New one'!A1+'New one'!B:B+'New one'!Name")
    assert.strictEqual(rename("SUM(Old:Other!A1)"), "SUM('New one:Other'!A1)")
    assert.strictEqual(rename("[1]Old!A1+Older!A1+\"Old!A1\""), "[1]Old!A1+Older!A1+\"Old!A1\"")
  })

  it("replaces references to a deleted sheet by #REF!, and shortens 3-D references", () => {
    const remove = (formula: string) =>
      References.rewrite(formula, place, { kind: "deleteSheet", sheet: "C", sheets: ["A", "B", "C", "D"] })
    assert.strictEqual(remove("'C'!A1+A!A1"), "#REF!A1+A!A1")
    assert.strictEqual(remove("SUM('A:C'!A1)"), "SUM(A:B!A1)")
    assert.strictEqual(remove("SUM('C:D'!A1)"), "SUM(D!A1)")
    assert.strictEqual(remove("SUM(A:D!A1)"), "SUM(A:D!A1)")
  })

  it("renames and removes tables and columns", () => {
    const rewrite = (formula: string, change: References.Change) => References.rewrite(formula, place, change)
    assert.strictEqual(
      rewrite("SUM(Orders[Price])+ROWS(Orders)+[@Price]", { kind: "renameTable", from: "orders", to: "Sales" }),
      "SUM(Sales[Price])+ROWS(Sales)+[@Price]"
    )
    assert.strictEqual(
      rewrite("Orders[[#This Row],[Price]]*[@Price]+Other[Price]", {
        kind: "renameColumn",
        table: "Orders",
        from: "price",
        to: "Unit [price]"
      }),
      "Orders[[#This Row],[Unit '[price']]]*[[#This Row],[Unit '[price']]]+Other[Price]"
    )
    assert.strictEqual(
      rewrite("SUM(Orders[Price])+Orders[Units]", { kind: "deleteColumn", table: "Orders", column: "Price" }),
      "SUM(#REF!)+Orders[Units]"
    )
    assert.strictEqual(rewrite("SUM(Orders[Price])", { kind: "deleteTable", table: "Orders" }), "SUM(#REF!)")
  })

  it.each([
    ["A1", 1, 1, "B2"],
    ["$A1+A$1", 1, 1, "$A2+B$1"],
    ["SUM($A$1:A1)", 4, 0, "SUM($A$1:A5)"],
    ["A$5:A3", 4, 0, "A$5:A7"],
    ["A1", -1, 0, "#REF!"],
    ["Sheet2!B:B", 0, -1, "Sheet2!A:A"],
    ["\"A1\"&LOG10(A1)", 1, 0, "\"A1\"&LOG10(A2)"]
  ])("translate %s by %i rows and %i columns", (formula, rows, columns, expected) => {
    assert.strictEqual(References.translate(formula, rows, columns), expected)
  })

  it("parses a single reference to an area", () => {
    assert.deepStrictEqual(References.parseSingleArea("'My Sheet'!$A$1:$B$2"), {
      sheet: "My Sheet",
      area: { top: 0, left: 0, bottom: 1, right: 1 }
    })
    assert.strictEqual(References.parseSingleArea("A1+1"), undefined)
    assert.strictEqual(References.parseSingleArea("A:B!A1"), undefined)
  })

  const line = fc.integer({ min: 0, max: 40 })
  const areas = fc.tuple(line, line, line, line).map(([a, b, c, d]): Area => ({
    top: Math.min(a, b),
    bottom: Math.max(a, b),
    left: Math.min(c, d),
    right: Math.max(c, d)
  }))

  const text = (area: Area): string =>
    formatBounds({
      ...area,
      topAbsolute: false,
      leftAbsolute: true,
      bottomAbsolute: true,
      rightAbsolute: false,
      form: area.top === area.bottom && area.left === area.right ? "cell" : "range"
    })

  it.prop("an insertion followed by its deletion leaves every formula unchanged", [
    areas,
    line,
    fc.integer({ min: 1, max: 9 }),
    fc.constantFrom("rows" as const, "columns" as const)
  ], ([area, at, count, axis]) => {
    const formula = `SUM(${text(area)})`
    const shift = Shift.wholeLines(axis, at, count)
    const change = (map: (area: Area) => Area | undefined): References.Change => ({
      kind: "area",
      sheet: "Data",
      map
    })
    const inserted = References.rewrite(formula, place, change((each) => Shift.mapInserted(each, shift)))
    assert.strictEqual(References.rewrite(inserted, place, change((each) => Shift.mapDeleted(each, shift))), formula)
  })

  it.prop("a moved reference refers to the moved cells", [
    areas,
    line,
    fc.integer({ min: 1, max: 9 })
  ], ([area, at, count]) => {
    const shift = Shift.wholeLines("rows", at, count)
    const moved = Shift.mapDeleted(area, shift)
    const rows = Array.from({ length: area.bottom - area.top + 1 }, (_, row) => area.top + row)
      .filter((row) => row < at || row >= at + count)
      .map((row) => row < at ? row : row - count)
    if (rows.length === 0) return assert.strictEqual(moved, undefined)
    assert.deepStrictEqual([moved?.top, moved?.bottom], [Math.min(...rows), Math.max(...rows)])
  })

  it.prop("a translation followed by its inverse changes nothing", [
    areas,
    fc.integer({ min: 0, max: 50 }),
    fc.integer({ min: 0, max: 50 })
  ], ([area, rows, columns]) => {
    const formula = `A1+SUM(${
      formatBounds({
        ...area,
        topAbsolute: false,
        leftAbsolute: false,
        bottomAbsolute: false,
        rightAbsolute: false,
        form: "range"
      })
    })`
    assert.strictEqual(
      References.translate(References.translate(formula, rows, columns), -rows, -columns),
      formula
    )
  })
})
