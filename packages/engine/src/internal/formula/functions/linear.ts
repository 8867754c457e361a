/**
 * Matrix algebra.
 *
 * @since 0.1.0
 */
import { define, type Functions, integer, matrix } from "../Definition.js"
import { type CellError, isError, Matrix, NUM, VALUE } from "../Value.js"
import * as Work from "../Work.js"

/** A processor multiplies several numbers while it reads one from a cell. */
const spendOnProducts = (count: number): void => Work.spend(count / 4)

/** The numbers of a square or other array; anything else in it is `#VALUE!`. */
const numeric = (source: Matrix): Array<Array<number>> | CellError => {
  const rows: Array<Array<number>> = []
  for (const line of source.toRows()) {
    const numbers: Array<number> = []
    for (const each of line) {
      if (isError(each)) return each
      if (typeof each !== "number") return VALUE
      numbers.push(each)
    }
    rows.push(numbers)
  }
  return rows
}

const multiply = define([matrix, matrix], (left, right) => {
  if (left.columns !== right.rows) return VALUE
  const one = numeric(left)
  const two = numeric(right)
  if (isError(one)) return one
  if (isError(two)) return two
  spendOnProducts(left.rows * left.columns * right.columns)
  const product = Matrix.build(left.rows, right.columns, (row, column) => {
    let total = 0
    for (let at = 0; at < left.columns; at++) total += (one[row]?.[at] ?? 0) * (two[at]?.[column] ?? 0)
    return total
  })
  return product.some((each) => !Number.isFinite(each)) ? NUM : product
})

/**
 * Gaussian elimination with pivoting; gives the determinant, and turns `other` into the solution of the system unless it
 * is empty.
 */
const eliminate = (rows: Array<Array<number>>, other: Array<Array<number>>): number => {
  let determinant = 1
  for (let at = 0; at < rows.length; at++) {
    let pivot = at
    for (let row = at + 1; row < rows.length; row++) {
      if (Math.abs(rows[row]?.[at] ?? 0) > Math.abs(rows[pivot]?.[at] ?? 0)) pivot = row
    }
    if (pivot !== at) {
      swap(rows, at, pivot)
      swap(other, at, pivot)
      determinant = -determinant
    }
    const lead = rows[at]?.[at] ?? 0
    if (lead === 0) return 0
    determinant *= lead
    for (let row = other.length === 0 ? at + 1 : 0; row < rows.length; row++) {
      if (row === at) continue
      const factor = (rows[row]?.[at] ?? 0) / lead
      subtract(rows[row], rows[at], factor)
      subtract(other[row], other[at], factor)
    }
  }
  other.forEach((row, at) => {
    const lead = rows[at]?.[at] ?? 1
    other[at] = row.map((each) => each / lead)
  })
  return determinant
}

const swap = <A>(list: Array<A>, one: number, two: number): void => {
  const [first, second] = [list[one], list[two]]
  if (first === undefined || second === undefined) return
  list[one] = second
  list[two] = first
}

const subtract = (target: Array<number> | undefined, source: Array<number> | undefined, factor: number): void => {
  if (target === undefined || source === undefined || factor === 0) return
  for (let at = 0; at < target.length; at++) target[at] = (target[at] ?? 0) - factor * (source[at] ?? 0)
}

const unit = (size: number): Array<Array<number>> => {
  Work.spendOnArray(size, size)
  return Array.from({ length: size }, (_, row) => Array.from({ length: size }, (_, column) => row === column ? 1 : 0))
}

const determinant = define([matrix], (source) => {
  const rows = numeric(source)
  if (isError(rows)) return rows
  if (source.rows !== source.columns) return VALUE
  spendOnProducts(source.rows ** 3 / 3)
  return eliminate(rows, [])
})

const inverse = define([matrix], (source) => {
  const rows = numeric(source)
  if (isError(rows)) return rows
  if (source.rows !== source.columns) return VALUE
  spendOnProducts(source.rows ** 3 * 2)
  const result = unit(source.rows)
  return eliminate(rows, result) === 0 ? NUM : Matrix.fromRows(result)
})

export const linearFunctions: Functions = {
  MMULT: multiply,
  MDETERM: determinant,
  MINVERSE: inverse,
  MUNIT: define([integer], (size) => size < 1 || size > 2000 ? VALUE : Matrix.fromRows(unit(size)))
}
