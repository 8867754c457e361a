import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck as fc } from "effect"
import { area, make, values } from "../support/openBook.js"

const moves = fc.record({
  kind: fc.constantFrom("insert", "delete"),
  isVertical: fc.boolean(),
  top: fc.nat(9),
  rows: fc.integer({ min: 1, max: 3 }),
  left: fc.nat(6),
  columns: fc.constantFrom(1, 2, 7)
})

describe("The used area", () => {
  it.effect.prop("is the smallest area of the cells with values after cells were moved or cleared", [
    fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { minLength: 1, maxLength: 12 }),
    fc.array(fc.tuple(moves, fc.boolean()), { minLength: 1, maxLength: 4 })
  ], ([cells, list]) =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "Data", rows: [[]] }] })
      const [sheet] = book.sheets
      if (sheet === undefined) return
      for (const [row, column] of cells) {
        yield* book.write(sheet, { top: row, left: column, bottom: row, right: column }, { values: 1 })
      }
      for (const [{ columns, isVertical, kind, left, rows, top }, clears] of list) {
        const moved = { top, left, bottom: top + rows - 1, right: left + columns - 1 }
        yield* clears
          ? book.clear(sheet, moved, "All")
          : kind === "insert"
          ? book.insertCells(sheet, moved, isVertical ? "Down" : "Right")
          : book.deleteCells(sheet, moved, isVertical ? "Up" : "Left")
        const used = values(book, "A1:AZ40").flatMap((row, index) =>
          row.flatMap((value, column) => value === "" ? [] : [[index, column] as const])
        )
        const [rowIndices, columnIndices] = [used.map(([row]) => row), used.map(([, column]) => column)]
        assert.deepStrictEqual(
          book.usedArea(sheet, true),
          used.length === 0 ? area("A1") : {
            top: Math.min(...rowIndices),
            left: Math.min(...columnIndices),
            bottom: Math.max(...rowIndices),
            right: Math.max(...columnIndices)
          }
        )
      }
    }))
})
