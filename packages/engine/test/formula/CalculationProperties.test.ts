/** Properties of calculations in random workbooks. */
import type { CellValue, Matrix } from "@effect-workbook/schema/CellValue"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck as fc } from "effect"
import type { Cell } from "../support/makeBook.js"
import { cells, make, table, values, write } from "../support/openBook.js"

const size = 6
const square = "A1:F6"
const column = (index: number): string => String.fromCharCode(65 + index)

interface Spot {
  readonly row: number
  readonly column: number
}

const spots = fc.record({ row: fc.nat(size - 1), column: fc.nat(size - 1) })
const address = ({ column: at, row }: Spot, fixed: string): string =>
  `${fixed[0] === "1" ? "$" : ""}${column(at)}${fixed[1] === "1" ? "$" : ""}${row + 1}`

const edits = fc.record({
  own: spots,
  one: spots,
  two: spots,
  shape: fc.nat(9),
  fixed: fc.constantFrom("0000", "1010", "0101", "1111", "0011"),
  constant: fc.option(fc.integer({ min: -5, max: 5 }))
})

type Edit = typeof edits extends fc.Arbitrary<infer A> ? A : never

/**
 * Returns a formula that refers only to cells before its own, so that there are no circular references. `line` maps a
 * row of the square to a row of the sheet.
 */
const formulaFor = ({ fixed, one, own, shape, two }: Edit, line: (row: number) => number): string => {
  const number = (spot: Spot) => spot.row * size + spot.column
  const before = (spot: Spot): Spot => {
    const at = number(spot) % Math.max(number(own), 1)
    return { row: line(Math.floor(at / size)), column: at % size }
  }
  const [a, b] = [address(before(one), fixed), address(before(two), fixed.slice(2))]
  const above = (right: number, corner: string) => {
    const end = { row: line(own.row - 1), column: right }
    return own.row === 0 ? a : `${address({ row: line(0), column: 0 }, corner)}:${address(end, corner)}`
  }
  const shapes = [
    `${a}+${b}`,
    `IF(${a}>3,${b},${a}*2)`,
    `SUM(${above(size - 1, "00")})`,
    `SUM(${above(size - 1, "00")})-${a}`,
    `COUNTIF(${above(size - 1, "11")},">2")+${b}`,
    `INDIRECT("${a}")+1`,
    `IFERROR(MATCH(${a},${above(0, "00")},0),${b})`
  ]
  return `=${shapes[shape % shapes.length] ?? "1"}`
}

/** Returns the contents of the square. Cells without an edit are `null`. */
const contentsOf = (
  list: ReadonlyArray<Edit>,
  line = (row: number) => row
): ReadonlyArray<ReadonlyArray<CellValue>> => {
  const rows = Array.from({ length: size }, () => Array<CellValue>(size).fill(null))
  for (const edit of list) rows[edit.own.row]?.splice(edit.own.column, 1, edit.constant ?? formulaFor(edit, line))
  return rows
}

const asCells = (rows: Matrix): ReadonlyArray<ReadonlyArray<Cell>> =>
  rows.map((row) => row.map((each) => typeof each === "string" ? { formula: each.slice(1) } : each))

/** Opens a workbook with a sheet for each square, and calculates all formulas. */
const calculated = (squares: ReadonlyArray<Matrix>) =>
  Effect.tap(
    make({ sheets: squares.map((rows, at) => ({ name: `S${at}`, rows: asCells(rows) })) }),
    (book) => book.calculate("Full")
  )

describe("Calculation", () => {
  it.effect.prop("of changed cells equals calculation of all cells", [
    fc.array(edits, { minLength: 5, maxLength: 40 }),
    fc.array(fc.array(edits, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 })
  ], ([initial, rounds]) =>
    Effect.gen(function*() {
      const fresh = yield* calculated(
        rounds.map((_, at) => contentsOf([...initial, ...rounds.slice(0, at + 1).flat()]))
      )
      const live = yield* calculated([contentsOf(initial)])
      for (const [at, round] of rounds.entries()) {
        yield* write(live, square, contentsOf(round))
        assert.deepStrictEqual(values(live, square), values(fresh, `S${at}!${square}`))
      }
    }))

  it.effect.prop("gives the same values after rows are inserted between references", [
    fc.array(edits, { minLength: 5, maxLength: 30 }),
    fc.integer({ min: 0, max: size }),
    fc.integer({ min: 1, max: 3 }),
    fc.constantFrom(0, null)
  ], ([list, at, count, index]) =>
    Effect.gen(function*() {
      // The square is split by a table, whose rows are inserted. Texts in references are not computed.
      const texts = Array.from({ length: size }, (_, each) => `Column ${each}`)
      const shifted = list.filter(({ shape }) => shape % 7 < 5)
      const rows = asCells(contentsOf(shifted, (row) => row < at ? row : row + 2))
      const book = yield* make({
        sheets: [{
          name: "S",
          rows: [...rows.slice(0, at), texts, texts, ...rows.slice(at)],
          tables: [{ name: "T", ref: `A${at + 1}:F${at + 2}`, columns: texts }]
        }]
      })
      yield* book.calculate("Full")
      const found = (inserted: number) => {
        const all = values(book, `A1:F${size + 2 + inserted}`)
        return [...all.slice(0, at), ...all.slice(at + 2 + inserted)]
      }
      const before = found(0)
      yield* book.addRows(table(book, "T"), index, Array.from({ length: count }, () => texts.map(() => null)))
      assert.deepStrictEqual(found(count), before)
      yield* book.calculate("FullRebuild")
      assert.deepStrictEqual(found(count), before)
    }))

  it.effect.prop("gives a filled formula the value of its translated text", [
    spots,
    spots,
    fc.nat(size - 1),
    fc.constantFrom("00", "10", "01", "11"),
    fc.integer({ min: 1, max: 3 })
  ], ([one, two, own, fixed, down]) =>
    Effect.gen(function*() {
      const first = { row: Math.min(one.row, two.row), column: Math.min(one.column, two.column) }
      const last = { row: Math.max(one.row, two.row) + 1, column: Math.max(one.column, two.column) }
      const range = `${address(first, fixed)}:${address(last, fixed)}`
      const [top, bottom] = [`U${own + 1}`, `U${own + down + 1}`]
      const shared = `<f t="shared" ref="${top}:${bottom}" si="0">` +
        `SUM(${range})-${address(two, "00")}&amp;":"&amp;${address(one, "11")}</f>`
      const numbers = (extra: Readonly<Record<number, string>>) =>
        make({
          sheets: [{
            name: "S",
            rows: Array.from({ length: size * 2 }, (_, row): ReadonlyArray<Cell> => [
              ...Array.from({ length: size }, (_, at) => row * 10 + at),
              { xml: extra[row] ?? "" }
            ])
          }]
        })
      const book = yield* numbers({
        [own]: `<c r="${top}">${shared}</c>`,
        [own + down]: `<c r="${bottom}"><f t="shared" si="0"/></c>`
      })
      yield* book.calculate("Full")
      assert.deepStrictEqual(cells(book, bottom).formulasR1C1(), cells(book, top).formulasR1C1())
      const alone = yield* numbers({})
      yield* write(alone, bottom, cells(book, bottom).formulas())
      assert.deepStrictEqual(values(alone, bottom), values(book, bottom))
    }))
})
