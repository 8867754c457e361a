import { assert, describe, it } from "@effect/vitest"
import { FastCheck as fc } from "effect"
import * as Calculation from "../../src/internal/formula/Calculation.js"
import * as References from "../../src/internal/formula/References.js"
import * as Shift from "../../src/internal/formula/Shift.js"
import { relativeKey, Templates } from "../../src/internal/formula/Template.js"
import type { Scalar } from "../../src/internal/value/Value.js"
import { plain, Sheets } from "./sheets.js"

const size = 6
const column = (index: number): string => String.fromCharCode(65 + index)

interface Spot {
  readonly row: number
  readonly column: number
}

const spots = fc.record({ row: fc.nat(size - 1), column: fc.nat(size - 1) })
const address = ({ column: at, row }: Spot, fixed: string): string =>
  `${fixed[0] === "1" ? "$" : ""}${column(at)}${fixed[1] === "1" ? "$" : ""}${row + 1}`

/** Formulas that refer only to cells before their own, so that there are no circular references. */
const formulaFor = (own: Spot, one: Spot, two: Spot, shape: number, fixed: string): string => {
  const number = (spot: Spot) => spot.row * size + spot.column
  const before = (spot: Spot): Spot => {
    const limit = Math.max(number(own), 1)
    const at = number(spot) % limit
    return { row: Math.floor(at / size), column: at % size }
  }
  const [a, b] = [address(before(one), fixed), address(before(two), fixed.slice(2))]
  const above = own.row === 0 ? "0" : `SUM(A1:${column(size - 1)}${own.row})`
  const shapes = [
    `${a}+${b}`,
    `IF(${a}>3,${b},${a}*2)`,
    above,
    `${above}-${a}`,
    `COUNTIF(${own.row === 0 ? a : `$A$1:$${column(size - 1)}$${own.row}`},">2")+${b}`,
    `INDIRECT("${a}")+1`,
    `IFERROR(MATCH(${a},${own.row === 0 ? a : `A1:A${own.row}`},0),${b})`
  ]
  return `=${shapes[shape % shapes.length] ?? "1"}`
}

const edits = fc.record({
  own: spots,
  one: spots,
  two: spots,
  shape: fc.nat(9),
  fixed: fc.constantFrom("0000", "1010", "0101", "1111", "0011"),
  constant: fc.option(fc.integer({ min: -5, max: 5 }))
})

type Edit = typeof edits extends fc.Arbitrary<infer A> ? A : never

const contentOf = (edit: Edit): Scalar =>
  edit.constant ?? formulaFor(edit.own, edit.one, edit.two, edit.shape, edit.fixed)

const put = (sheets: Sheets, { column: at, row }: Spot, content: Scalar): void => {
  sheets.putAt(0, row, at, content)
}

const values = (sheets: Sheets): ReadonlyArray<unknown> =>
  Array.from({ length: size * size }, (_, at) => plain(sheets.value(0, Math.floor(at / size), at % size)))

describe("Calculation", () => {
  it.prop("of changed cells equals calculation of all cells", [
    fc.array(edits, { minLength: 5, maxLength: 40 }),
    fc.array(fc.array(edits, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 })
  ], ([initial, rounds]) => {
    const live = new Sheets({ S: {} })
    for (const edit of initial) put(live, edit.own, contentOf(edit))
    const calculation = Calculation.make(live)
    calculation.load(live.formulaCells())
    calculation.recalculateAll()
    const contents = new Map<string, readonly [Spot, Scalar]>()
    const note = (edit: Edit) => contents.set(JSON.stringify(edit.own), [edit.own, contentOf(edit)])
    initial.forEach(note)
    for (const round of rounds) {
      for (const edit of round) {
        note(edit)
        const { column: at, row } = edit.own
        const had = live.formula(0, row, at) !== undefined
        put(live, edit.own, contentOf(edit))
        if (edit.constant === null) {
          calculation.setFormula(0, row, at)
        } else {
          if (had) calculation.clearFormula(0, row, at)
          calculation.invalidate(0, { top: row, left: at, bottom: row, right: at })
        }
      }
      calculation.recalculate()
      const fresh = new Sheets({ S: {} })
      for (const [spot, content] of contents.values()) put(fresh, spot, content)
      const whole = Calculation.make(fresh)
      whole.load(fresh.formulaCells())
      whole.recalculateAll()
      assert.deepStrictEqual(values(live), values(fresh))
    }
  })

  it.prop("gives the same values after rows were inserted and references shifted", [
    fc.array(edits, { minLength: 5, maxLength: 30 }),
    fc.integer({ min: 0, max: size }),
    fc.integer({ min: 1, max: 3 })
  ], ([cells, at, count]) => {
    const before = new Sheets({ S: {} })
    const after = new Sheets({ S: {} })
    const contents = new Map(
      cells.filter(({ shape }) => shape % 7 < 5).map((edit) => [JSON.stringify(edit.own), edit])
    )
    const shift = Shift.wholeLines("rows", at, count)
    for (const edit of contents.values()) {
      const content = contentOf(edit)
      put(before, edit.own, content)
      const moved = { row: edit.own.row < at ? edit.own.row : edit.own.row + count, column: edit.own.column }
      const formula = typeof content === "string" ?
        `=${
          References.rewrite(content.slice(1), { sheet: "S" }, {
            kind: "area",
            sheet: "S",
            map: (area) => Shift.mapInserted(area, shift)
          })
        }` :
        content
      put(after, moved, formula)
    }
    for (const sheets of [before, after]) {
      const calculation = Calculation.make(sheets)
      calculation.load(sheets.formulaCells())
      calculation.recalculateAll()
    }
    for (const { own } of contents.values()) {
      const row = own.row < at ? own.row : own.row + count
      assert.deepStrictEqual(plain(after.value(0, row, own.column)), plain(before.value(0, own.row, own.column)))
    }
  })

  it.prop("gives a filled formula the value of its translated text", [
    spots,
    spots,
    spots,
    fc.constantFrom("00", "10", "01", "11"),
    fc.nat(3)
  ], ([one, two, own, fixed, down]) => {
    const first = { row: Math.min(one.row, two.row), column: Math.min(one.column, two.column) }
    const last = { row: Math.max(one.row, two.row), column: Math.max(one.column, two.column) }
    const range = `${address(first, fixed)}:${address({ row: last.row + 1, column: last.column }, fixed)}`
    const formula = `SUM(${range})-${address(two, "00")}&":"&${address(one, "11")}`
    const templates = new Templates()
    const template = templates.of(formula, own.row, own.column)
    const filled = References.translate(formula, down, 0)
    assert.strictEqual(templates.of(filled, own.row + down, own.column), template)
    assert.strictEqual(
      relativeKey(filled, own.row + down, own.column).key,
      relativeKey(formula, own.row, own.column).key
    )

    const sheets = new Sheets({ S: {} })
    for (let row = 0; row < size * 2; row++) for (let at = 0; at < size; at++) sheets.putAt(0, row, at, row * 10 + at)
    sheets.putAt(0, own.row, 20, `=${formula}`)
    sheets.putAt(0, own.row + down, 20, `=${filled}`)
    const calculation = Calculation.make(sheets)
    calculation.load(sheets.formulaCells())
    calculation.recalculateAll()
    assert.deepStrictEqual(
      plain(sheets.value(0, own.row + down, 20)),
      plain(calculation.evaluateText(filled, 0, own.row + down, 20))
    )
  })
})
