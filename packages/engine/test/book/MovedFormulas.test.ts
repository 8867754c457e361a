import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck as fc } from "effect"
import { type Cell, makeBook } from "../support/makeBook.js"
import { formulas, make, open, table, values } from "../support/openBook.js"

/** A stored result that calculation would replace, so that it shows which formulas are not calculated. */
const stored = 99

const result = (formula: string): Cell => ({ formula, value: stored })

/** A table in `A1:C6`, with formulas beside it and below it. */
const bytes = makeBook({
  sheets: [{
    name: "Data",
    rows: [
      ["x", "y", "z", null, null, result("SUM(T[x])")],
      ...[2, 3, 4, 5, 6].map((row): ReadonlyArray<Cell> => [
        row,
        result(`A${row}*10`),
        result("T[[#This Row],[x]]*10"),
        null,
        result(`A${row}+1`)
      ]),
      [null, null, null, null, result("T[[#This Row],[x]]")],
      [],
      [result("SUM(A2:A6)"), result("ROW(A9)"), result("C6+1")]
    ],
    tables: [{
      name: "T",
      ref: "A1:C6",
      columns: ["x", { name: "y", calculated: "A2*10" }, { name: "z", calculated: "T[[#This Row],[x]]*10" }]
    }]
  }]
})

describe("The formulas around inserted and deleted rows", () => {
  it.effect("are not calculated if they read the same values", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      yield* book.addRows(table(book, "T"), 1, [[7, null, null]])
      assert.deepStrictEqual(formulas(book, "A2:E7"), [
        [2, "=A2*10", "=[@x]*10", "", "=A2+1"],
        [7, "=A3*10", "=[@x]*10", "", "=A4+1"],
        [3, "=A4*10", "=[@x]*10", "", "=A5+1"],
        [4, "=A5*10", "=[@x]*10", "", "=A6+1"],
        [5, "=A6*10", "=[@x]*10", "", "=A7+1"],
        [6, "=A7*10", "=[@x]*10", "", "=T[@x]"]
      ])
      assert.deepStrictEqual(values(book, "A2:C7"), [
        [2, stored, stored],
        [7, 70, 70],
        [3, stored, stored],
        [4, stored, stored],
        [5, stored, stored],
        [6, stored, stored]
      ])
      assert.deepStrictEqual(values(book, "E2:E6"), Array.from({ length: 5 }, () => [stored]))
      // These read the new row, or the row of their own cell.
      assert.deepStrictEqual(values(book, "F1"), [[27]])
      assert.deepStrictEqual(values(book, "E7"), [[6]])
      assert.deepStrictEqual(formulas(book, "A10:C10"), [["=SUM(A2:A7)", "=ROW(A10)", "=C7+1"]])
      assert.deepStrictEqual(values(book, "A10:C10"), [[27, 10, stored]])
      yield* book.calculate("Full")
      assert.deepStrictEqual(values(book, "A2:E7"), [
        [2, 20, 20, "", 3],
        [7, 70, 70, "", 4],
        [3, 30, 30, "", 5],
        [4, 40, 40, "", 6],
        [5, 50, 50, "", 7],
        [6, 60, 60, "", 6]
      ])
      assert.deepStrictEqual(values(book, "A10:C10"), [[27, 10, 61]])
    }))

  it.effect("are not calculated after a row is added at the end, unless they read it", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      yield* book.addRows(table(book, "T"), null, [[7, null, null]])
      assert.deepStrictEqual(values(book, "B2:C7"), [
        ...Array.from({ length: 5 }, () => [stored, stored]),
        [70, 70]
      ])
      assert.deepStrictEqual(values(book, "E2:E6"), Array.from({ length: 5 }, () => [stored]))
      assert.deepStrictEqual(values(book, "F1"), [[27]])
      assert.deepStrictEqual(values(book, "E7"), [[7]])
      assert.deepStrictEqual(values(book, "A10:C10"), [[27, 10, stored]])
    }))

  it.effect("are not calculated after a row is deleted, unless they have read it", () =>
    Effect.gen(function*() {
      const book = yield* open(bytes)
      yield* book.deleteRows(table(book, "T"), 1)
      assert.deepStrictEqual(formulas(book, "B2:B5"), [["=A2*10"], ["=A3*10"], ["=A4*10"], ["=A5*10"]])
      assert.deepStrictEqual(values(book, "B2:C5"), Array.from({ length: 4 }, () => [stored, stored]))
      assert.deepStrictEqual(formulas(book, "E2:E6"), [["=A2+1"], ["=#REF!+1"], ["=A3+1"], ["=A4+1"], ["=A5+1"]])
      assert.deepStrictEqual(values(book, "E2:E6"), [[stored], ["#REF!"], [stored], [stored], [stored]])
      assert.deepStrictEqual(values(book, "F1"), [[17]])
      assert.deepStrictEqual(values(book, "A8:C8"), [[17, 8, stored]])
    }))
})

const size = 9

const shapes: ReadonlyArray<(row: number, above: number) => string> = [
  (row, above) => `A${row + above}+B$3`,
  (row, above) => `SUM($A${row}:B${row + above})`,
  (row) => `SUM(A$1:A${row})-$B$${size}`,
  (row) => `IF(A${row}>4,INDEX(B$1:B$${size},2),ROW(B${row}))`,
  (row, above) => `SUM(A${row}:A${row + 3})+C${row + above}`,
  () => `COUNT(A:A)+Total`
]

const filled = fc.record({
  shape: fc.nat(shapes.length - 1),
  above: fc.integer({ min: 0, max: 2 }),
  first: fc.integer({ min: 1, max: 3 }),
  last: fc.integer({ min: 4, max: size })
})

const moves = fc.record({
  kind: fc.constantFrom("insert", "delete"),
  isVertical: fc.boolean(),
  top: fc.nat(size),
  rows: fc.integer({ min: 1, max: 3 }),
  left: fc.nat(6),
  columns: fc.constantFrom(1, 2, 7)
})

/** Two columns of numbers, and columns of filled formulas. `suffix` makes each formula different from its neighbors. */
const sheetOf = (
  columns: ReadonlyArray<typeof filled extends fc.Arbitrary<infer A> ? A : never>,
  suffix: (row: number) => string
) =>
  make({
    names: [{ name: "Total", formula: "Data!$B$4" }],
    sheets: [{
      name: "Data",
      rows: Array.from({ length: size }, (_, index): ReadonlyArray<Cell> => [
        index,
        index * index,
        ...columns.map(({ above, first, last, shape }): Cell => {
          const row = index + 1
          const formula = shapes[shape]?.(row, above) ?? ""
          return row >= first && row <= last ? { formula: formula + suffix(row) } : null
        })
      ])
    }]
  })

describe("Filled formulas", () => {
  it.effect.prop("move like single formulas, and have the values of a full calculation", [
    fc.array(filled, { minLength: 1, maxLength: 3 }),
    fc.array(moves, { minLength: 1, maxLength: 3 })
  ], ([columns, list]) =>
    Effect.gen(function*() {
      const whole = yield* sheetOf(columns, () => "")
      const single = yield* sheetOf(columns, (row) => `+0*${row}`)
      for (const book of [whole, single]) {
        yield* book.calculate("Full")
        for (const { columns: width, isVertical, kind, left, rows, top } of list) {
          const [sheet] = book.sheets
          if (sheet === undefined) return
          const moved = { top, left, bottom: top + rows - 1, right: left + width - 1 }
          yield* kind === "insert"
            ? book.insertCells(sheet, moved, isVertical ? "Down" : "Right")
            : book.deleteCells(sheet, moved, isVertical ? "Up" : "Left")
        }
      }
      const everything = "A1:Z20"
      const singleFormulas = formulas(single, everything).map((row) =>
        row.map((each) => typeof each === "string" ? each.replace(/\+0\*\d+$/, "") : each)
      )
      assert.deepStrictEqual(formulas(whole, everything), singleFormulas)
      const before = values(whole, everything)
      assert.deepStrictEqual(before, values(single, everything))
      yield* whole.calculate("FullRebuild")
      assert.deepStrictEqual(values(whole, everything), before)
    }))
})
