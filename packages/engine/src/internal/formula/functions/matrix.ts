/**
 * Matrix algebra.
 *
 * @since 0.1.0
 */
import { type CellError, isError, Matrix, NUM, VALUE } from "../../value/Value.js"
import * as Work from "../../Work.js"
import { define, type Functions, integer, matrix } from "../Definition.js"

/** Counts multiplications, which are cheaper than reading a cell. */
const spendOnProducts = (count: number): void => Work.spend(count / 4)

/** Returns the numbers of an array. Any other value is `#VALUE!`. */
const toNumbers = (source: Matrix): Array<Array<number>> | CellError => {
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
  const leftRows = toNumbers(left)
  const rightRows = toNumbers(right)
  if (isError(leftRows)) return leftRows
  if (isError(rightRows)) return rightRows
  spendOnProducts(left.rows * left.columns * right.columns)
  const product = Matrix.build(left.rows, right.columns, (row, column) => {
    let total = 0
    for (let at = 0; at < left.columns; at++) total += (leftRows[row]?.[at] ?? 0) * (rightRows[at]?.[column] ?? 0)
    return total
  })
  return product.some((each) => !Number.isFinite(each)) ? NUM : product
})

/**
 * Gaussian elimination with pivoting. Returns the determinant of `rows`. It replaces `other` by the solution of the
 * linear system, unless `other` is empty.
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
    const pivotValue = rows[at]?.[at] ?? 0
    if (pivotValue === 0) return 0
    determinant *= pivotValue
    for (let row = other.length === 0 ? at + 1 : 0; row < rows.length; row++) {
      if (row === at) continue
      const factor = (rows[row]?.[at] ?? 0) / pivotValue
      subtract(rows[row], rows[at], factor)
      subtract(other[row], other[at], factor)
    }
  }
  other.forEach((row, at) => {
    const pivotValue = rows[at]?.[at] ?? 1
    other[at] = row.map((each) => each / pivotValue)
  })
  return determinant
}

const swap = <A>(list: Array<A>, left: number, right: number): void => {
  const [first, second] = [list[left], list[right]]
  if (first === undefined || second === undefined) return
  list[left] = second
  list[right] = first
}

const subtract = (target: Array<number> | undefined, source: Array<number> | undefined, factor: number): void => {
  if (target === undefined || source === undefined || factor === 0) return
  for (let at = 0; at < target.length; at++) target[at] = (target[at] ?? 0) - factor * (source[at] ?? 0)
}

const identityMatrix = (size: number): Array<Array<number>> => {
  Work.spendOnArray(size, size)
  return Array.from({ length: size }, (_, row) => Array.from({ length: size }, (_, column) => row === column ? 1 : 0))
}

const determinant = define([matrix], (source) => {
  const rows = toNumbers(source)
  if (isError(rows)) return rows
  if (source.rows !== source.columns) return VALUE
  spendOnProducts(source.rows ** 3 / 3)
  return eliminate(rows, [])
})

const inverse = define([matrix], (source) => {
  const rows = toNumbers(source)
  if (isError(rows)) return rows
  if (source.rows !== source.columns) return VALUE
  spendOnProducts(source.rows ** 3 * 2)
  const result = identityMatrix(source.rows)
  return eliminate(rows, result) === 0 ? NUM : Matrix.fromRows(result)
})

export const matrixFunctions: Functions = {
  MMULT: multiply,
  MDETERM: determinant,
  MINVERSE: inverse,
  MUNIT: define([integer], (size) => size < 1 || size > 2000 ? VALUE : Matrix.fromRows(identityMatrix(size)))
}
