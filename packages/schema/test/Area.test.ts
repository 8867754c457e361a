import { Address, Area } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { Either, FastCheck as fc, Option, pipe } from "effect"

const parsed = (text: string): Area.Area => {
  const { bottom, left, right, top } = Either.getOrThrow(Address.parse(text))
  return { top, left, bottom, right }
}

const cells = (area: Area.Area) => {
  const found: Array<string> = []
  for (let row = area.top; row <= area.bottom; row++) {
    for (let column = area.left; column <= area.right; column++) found.push(`${row},${column}`)
  }
  return new Set(found)
}

const small = fc.tuple(fc.nat(4), fc.nat(4), fc.nat(4), fc.nat(4)).map(([a, b, c, d]): Area.Area => ({
  top: Math.min(a, c),
  left: Math.min(b, d),
  bottom: Math.max(a, c),
  right: Math.max(b, d)
}))

describe("Area", () => {
  it("counts rows, columns and cells", () => {
    assert.strictEqual(Area.rowCount(parsed("B2:D5")), 4)
    assert.strictEqual(Area.columnCount(parsed("B2:D5")), 3)
    assert.strictEqual(Area.cellCount(parsed("B2:D5")), 12)
    assert.strictEqual(Area.cellCount(parsed("1:1048576")), 17_179_869_184)
  })

  it("distinguishes cells, whole columns and whole rows", () => {
    const kinds = (text: string) => {
      const area = parsed(text)
      return [Area.isCell(area), Area.isWholeColumns(area), Area.isWholeRows(area), Area.isUnbounded(area)]
    }
    assert.deepStrictEqual(kinds("B2"), [true, false, false, false])
    assert.deepStrictEqual(kinds("B2:B3"), [false, false, false, false])
    assert.deepStrictEqual(kinds("B:B"), [false, true, false, true])
    assert.deepStrictEqual(kinds("2:2"), [false, false, true, true])
    assert.deepStrictEqual(kinds("1:1048576"), [false, true, true, true])
  })

  it.prop("intersection contains exactly the common cells", [small, small], ([a, b]) => {
    const common = [...cells(a)].filter((cell) => cells(b).has(cell))
    const found = Option.match(Area.intersection(a, b), { onNone: () => [], onSome: (area) => [...cells(area)] })
    assert.sameMembers(found, common)
    assert.strictEqual(Area.intersects(a, b), common.length > 0)
  })

  it.prop("contains is true if it is true for every cell", [small, small], ([a, b]) => {
    assert.strictEqual(Area.contains(a, b), [...cells(b)].every((cell) => cells(a).has(cell)))
  })

  it.prop("containsCell is true for the cells of the area", [small, fc.nat(4), fc.nat(4)], ([area, row, column]) => {
    assert.strictEqual(Area.containsCell(area, row, column), cells(area).has(`${row},${column}`))
    assert.strictEqual(Area.containsCell(area, row, column), Area.contains(area, Area.cell(row, column)))
  })

  it.prop("boundingRect is the smallest area that contains both areas", [small, small], ([a, b]) => {
    const rect = Area.boundingRect(a, b)
    assert.isTrue(Area.contains(rect, a) && Area.contains(rect, b))
    assert.isTrue(rect.top === a.top || rect.top === b.top)
    assert.isTrue(rect.left === a.left || rect.left === b.left)
    assert.isTrue(rect.bottom === a.bottom || rect.bottom === b.bottom)
    assert.isTrue(rect.right === a.right || rect.right === b.right)
  })

  it("can be piped", () => {
    assert.isTrue(pipe(parsed("A1:B2"), Area.contains(parsed("B2"))))
    assert.isTrue(pipe(parsed("A1:B2"), Area.containsCell(1, 1)))
    assert.isTrue(pipe(parsed("A1:B2"), Area.intersects(parsed("B2:C3"))))
    assert.deepStrictEqual(pipe(parsed("A1"), Area.intersection(parsed("A1"))), Option.some(parsed("A1")))
    assert.deepStrictEqual(pipe(parsed("A1"), Area.boundingRect(parsed("B2"))), parsed("A1:B2"))
  })
})
