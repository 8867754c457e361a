/**
 * Functions that return arrays.
 *
 * @since 0.1.0
 */
import { CALC, type CellError, isError, Matrix, NA, NUM, type Scalar, VALUE, type Value } from "../../value/Value.js"
import * as Work from "../../Work.js"
import { compare, toLogical, toNumber } from "../Coercion.js"
import type { Context } from "../Context.js"
import {
  defaulted,
  define,
  defineWithContext,
  type Functions,
  integer,
  logical,
  matrix,
  number,
  optional,
  scalarOrError,
  value,
  variadic
} from "../Definition.js"
import { toMatrix, visit } from "../Dereference.js"
import { errorNumber } from "./information.js"

type Line = ReadonlyArray<Scalar>

const rowsOf = (source: Matrix): ReadonlyArray<Line> => source.toRows()

/** Counts the work of sorting lines. */
const spendOnOrder = (lines: number): void => Work.spend(lines * 150)

const transpose = (source: Matrix): Matrix =>
  Matrix.build(source.columns, source.rows, (row, column) => source.at(column, row))

const fromLines = (lines: ReadonlyArray<Line>): Matrix | CellError => lines.length === 0 ? CALC : Matrix.fromRows(lines)

/** Compares values of any type in the order: numbers, texts, logical values, errors, blanks. */
const compareAny = (left: Scalar, right: Scalar): number => {
  const typeOrder = (each: Scalar) => each === null ? 2 : isError(each) ? 1 : 0
  const difference = typeOrder(left) - typeOrder(right)
  if (difference !== 0) return difference
  return isError(left) && isError(right) ? errorNumber(left) - errorNumber(right) : compare(left, right)
}

/** Compares values in ascending (1) or descending (-1) order. Blanks are last in both. */
const compareDirected = (left: Scalar, right: Scalar, direction: number): number =>
  left === null || right === null ? compareAny(left, right) : compareAny(left, right) * direction

/** Applies a function to the rows of an array. With `byColumn` it transposes the array before and after. */
const applyByRow = (byColumn: boolean, source: Matrix, transform: (oriented: Matrix) => Matrix | CellError): Value => {
  const result = transform(byColumn ? transpose(source) : source)
  return byColumn && result instanceof Matrix ? transpose(result) : result
}

const sort = define(
  [matrix, defaulted(integer, 1), defaulted(integer, 1), defaulted(logical, false)],
  (source, by, direction, byColumn) =>
    applyByRow(byColumn, source, (oriented) => {
      if (by < 1 || by > oriented.columns || (direction !== 1 && direction !== -1)) return VALUE
      spendOnOrder(oriented.rows)
      return fromLines(
        [...rowsOf(oriented)].sort((left, right) =>
          compareDirected(left[by - 1] ?? null, right[by - 1] ?? null, direction)
        )
      )
    })
)

const sortBy = variadic([matrix, matrix], optional(value), (context, [source, first], rest) => {
  const keys: Array<readonly [key: Matrix, direction: number]> = []
  const args: ReadonlyArray<Value | undefined> = [first, ...rest]
  for (let at = 0; at < args.length; at += 2) {
    const key = toMatrix(context, args[at] ?? null)
    const direction = matrixOrOne(context, args[at + 1])
    if (isError(key)) return key
    if (direction !== 1 && direction !== -1) return VALUE
    keys.push([key, direction])
  }
  const byColumn = first.rows === 1 && first.columns > 1
  const length = byColumn ? source.columns : source.rows
  if (keys.some(([key]) => key.rows * key.columns !== length)) return VALUE
  return applyByRow(byColumn, source, (oriented) => {
    const rows = rowsOf(oriented)
    spendOnOrder(rows.length * keys.length)
    const indices = rows.map((_, at) => at).sort((left, right) => {
      for (const [key, direction] of keys) {
        const found = compareDirected(key.valueAt(left), key.valueAt(right), direction)
        if (found !== 0) return found
      }
      return 0
    })
    return fromLines(indices.map((at) => rows[at] ?? []))
  })
})

const matrixOrOne = (context: Context, argument: Value | undefined): Scalar => {
  if (argument === undefined || argument === null) return 1
  const found = toMatrix(context, argument)
  return isError(found) ? found : toNumber(found.at(0, 0), context)
}

const sameLine = (left: Line, right: Line): boolean =>
  left.every((each, at) => {
    const other = right[at] ?? null
    return isError(each) || isError(other)
      ? each === other
      : (each === null) === (other === null) && compareAny(each, other) === 0
  })

/** Returns a key that equal lines have in common. Different lines can have the same key. */
const lineKey = (line: Line): string =>
  line.map((each) => typeof each === "string" ? each.toLowerCase() : isError(each) ? each.code : String(each)).join(
    "\u0001"
  )

const unique = define(
  [matrix, defaulted(logical, false), defaulted(logical, false)],
  (source, byColumn, exactlyOnce) =>
    applyByRow(byColumn, source, (oriented) => {
      const found = new Map<string, Array<{ readonly line: Line; count: number }>>()
      const all: Array<{ readonly line: Line; count: number }> = []
      for (const line of rowsOf(oriented)) {
        const key = lineKey(line)
        const entries = found.get(key) ?? []
        Work.spendOnText(key.length)
        Work.spend(50 + entries.length * line.length)
        const same = entries.find((each) => sameLine(each.line, line))
        if (same !== undefined) {
          same.count++
          continue
        }
        const entry = { line, count: 1 }
        all.push(entry)
        found.set(key, [...entries, entry])
      }
      return fromLines(all.filter(({ count }) => !exactlyOnce || count === 1).map(({ line }) => line))
    })
)

const filter = defineWithContext([matrix, matrix, optional(value)], (_, source, include, ifEmpty) => {
  const byColumn = include.rows === 1 && include.columns === source.columns &&
    !(include.columns === 1 && source.rows === 1)
  if (!byColumn && !(include.columns === 1 && include.rows === source.rows)) return VALUE
  const keep: Array<boolean> = []
  Work.spendOnArray(include.rows, include.columns)
  for (let at = 0; at < include.rows * include.columns; at++) {
    const truth = toLogical(include.valueAt(at))
    if (isError(truth)) return truth
    keep.push(truth)
  }
  if (!keep.includes(true)) return ifEmpty ?? CALC
  return applyByRow(byColumn, source, (oriented) => fromLines(rowsOf(oriented).filter((_, at) => keep[at] === true)))
})

const sequence = define(
  [defaulted(integer, 1), defaulted(integer, 1), defaulted(number, 1), defaulted(number, 1)],
  (rows, columns, start, step) => {
    if (rows < 0 || columns < 0) return VALUE
    if (rows === 0 || columns === 0) return CALC
    return Matrix.build(rows, columns, (row, column) => start + (row * columns + column) * step)
  }
)

const randArray = defineWithContext(
  [defaulted(integer, 1), defaulted(integer, 1), defaulted(number, 0), defaulted(number, 1), defaulted(logical, false)],
  ({ host }, rows, columns, low, high, whole) => {
    if (rows < 1 || columns < 1 || low > high) return VALUE
    return Matrix.build(
      rows,
      columns,
      () => whole ? Math.floor(low + host.random() * (high - low + 1)) : low + host.random() * (high - low)
    )
  }
)

/** Returns the first and the last index that `TAKE` or `DROP` keeps. */
const takeBounds = (count: number | undefined, length: number): readonly [number, number] =>
  count === undefined
    ? [0, length - 1]
    : count >= 0
    ? [0, Math.min(count, length) - 1]
    : [Math.max(length + count, 0), length - 1]

const dropBounds = (count: number | undefined, length: number): readonly [number, number] =>
  count === undefined ? [0, length - 1] : count >= 0 ? [count, length - 1] : [0, length + count - 1]

const sliceWith = (bounds: (count: number | undefined, length: number) => readonly [number, number]) =>
  define([matrix, defaulted(integer), defaulted(integer)], (source, rows, columns) => {
    const [top, bottom] = bounds(rows, source.rows)
    const [left, right] = bounds(columns, source.columns)
    if (top > bottom || left > right) return CALC
    return Matrix.build(bottom - top + 1, right - left + 1, (row, column) => source.at(top + row, left + column))
  })

const stackArrays = (horizontal: boolean) =>
  variadic([], matrix, (_, __, matrices) => {
    const oriented = horizontal ? matrices.map(transpose) : matrices
    const width = Math.max(...oriented.map(({ columns }) => columns))
    Work.spendOnArray(oriented.reduce((total, { rows }) => total + rows, 0), width)
    const lines = oriented.flatMap((each) =>
      rowsOf(each).map((line) => [...line, ...Array.from({ length: width - line.length }, () => NA)])
    )
    const result = fromLines(lines)
    return horizontal && result instanceof Matrix ? transpose(result) : result
  })

const flatten = (asRow: boolean) =>
  define([matrix, defaulted(integer, 0), defaulted(logical, false)], (source, ignore, byColumn) => {
    if (ignore < 0 || ignore > 3) return VALUE
    const values = rowsOf(byColumn ? transpose(source) : source).flat().filter((each) =>
      !((ignore & 1) !== 0 && each === null) && !((ignore & 2) !== 0 && isError(each))
    )
    if (values.length === 0) return CALC
    return asRow ? Matrix.row(values) : Matrix.column(values)
  })

const wrapLines = (byRows: boolean) =>
  define([matrix, integer, defaulted(scalarOrError, NA)], (source, width, pad) => {
    if (source.rows > 1 && source.columns > 1) return VALUE
    if (width < 1) return NUM
    const values = rowsOf(source).flat()
    Work.spendOnArray(Math.ceil(values.length / width), width)
    const lines = Math.ceil(values.length / width)
    const at = (index: number): Scalar => index < values.length ? values[index] ?? null : pad
    return byRows ?
      Matrix.build(lines, width, (row, column) => at(row * width + column)) :
      Matrix.build(width, lines, (row, column) => at(column * width + row))
  })

const chooseLines = (columns: boolean) =>
  variadic([matrix], value, (context, [source], choices) => {
    const oriented = columns ? transpose(source) : source
    const lines: Array<Line> = []
    for (const choice of choices) {
      const chosen = toMatrix(context, choice)
      if (isError(chosen)) return chosen
      const error = visit(context, chosen, (each) => {
        const lineNumber = toNumber(each, context)
        if (isError(lineNumber)) return lineNumber
        const whole = Math.trunc(lineNumber)
        const at = whole > 0 ? whole - 1 : oriented.rows + whole
        if (whole === 0 || at < 0 || at >= oriented.rows) return VALUE
        Work.spend(50)
        lines.push(rowsOf(Matrix.build(1, oriented.columns, (_, column) => oriented.at(at, column)))[0] ?? [])
      })
      if (error !== undefined) return error
    }
    const result = fromLines(lines)
    return columns && result instanceof Matrix ? transpose(result) : result
  })

const expand = define(
  [matrix, defaulted(integer), defaulted(integer), defaulted(scalarOrError, NA)],
  (source, rows, columns, pad) => {
    const height = rows ?? source.rows
    const width = columns ?? source.columns
    if (height < source.rows || width < source.columns) return VALUE
    return Matrix.build(
      height,
      width,
      (row, column) => row < source.rows && column < source.columns ? source.at(row, column) : pad
    )
  }
)

/** Removes blank rows and columns at the edges of an array. */
const trimRange = define([matrix, defaulted(integer, 3), defaulted(integer, 3)], (source, rows, columns) => {
  const [top, bottom] = trimBounds(rowsOf(source), rows)
  const [left, right] = trimBounds(rowsOf(transpose(source)), columns)
  if (top > bottom || left > right) return CALC
  return Matrix.build(bottom - top + 1, right - left + 1, (row, column) => source.at(top + row, left + column))
})

const trimBounds = (lines: ReadonlyArray<Line>, sides: number): readonly [number, number] => {
  const filled = lines.map((line) => line.some((each) => each !== null))
  const first = filled.indexOf(true)
  const last = filled.lastIndexOf(true)
  if (first < 0) return [1, 0]
  return [(sides & 1) !== 0 ? first : 0, (sides & 2) !== 0 ? last : lines.length - 1]
}

export const arrayFunctions: Functions = {
  SORT: sort,
  SORTBY: sortBy,
  UNIQUE: unique,
  FILTER: filter,
  SEQUENCE: sequence,
  RANDARRAY: randArray,
  TRANSPOSE: define([matrix], transpose),
  TAKE: sliceWith(takeBounds),
  DROP: sliceWith(dropBounds),
  HSTACK: stackArrays(true),
  VSTACK: stackArrays(false),
  TOROW: flatten(true),
  TOCOL: flatten(false),
  WRAPROWS: wrapLines(true),
  WRAPCOLS: wrapLines(false),
  CHOOSEROWS: chooseLines(false),
  CHOOSECOLS: chooseLines(true),
  EXPAND: expand,
  TRIMRANGE: trimRange
}
