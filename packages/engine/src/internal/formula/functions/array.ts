/**
 * Functions whose result is an array.
 *
 * @since 0.1.0
 */
import { toMatrix, visit } from "../Cells.js"
import { compare, toLogical, toNumber } from "../Coercion.js"
import type { Context } from "../Context.js"
import {
  anything,
  defaulted,
  define,
  defineIn,
  type Functions,
  integer,
  logical,
  matrix,
  number,
  optional,
  value,
  variadic
} from "../Definition.js"
import { CALC, type CellError, isError, Matrix, NA, NUM, type Scalar, VALUE, type Value } from "../Value.js"
import * as Work from "../Work.js"
import { errorNumber } from "./information.js"

type Line = ReadonlyArray<Scalar>

const rowsOf = (source: Matrix): ReadonlyArray<Line> => source.toRows()

/** The cost of sorting lines. */
const spendOnOrder = (lines: number): void => Work.spend(lines * 150)

const transpose = (source: Matrix): Matrix =>
  Matrix.build(source.columns, source.rows, (row, column) => source.at(column, row))

const fromLines = (lines: ReadonlyArray<Line>): Matrix | CellError => lines.length === 0 ? CALC : Matrix.fromRows(lines)

/** Order of any two values: numbers, texts, logical values, errors, blanks. */
const order = (one: Scalar, two: Scalar): number => {
  const place = (each: Scalar) => each === null ? 2 : isError(each) ? 1 : 0
  const places = place(one) - place(two)
  if (places !== 0) return places
  return isError(one) && isError(two) ? errorNumber(one) - errorNumber(two) : compare(one, two)
}

/** Descending order turns values around, but blanks stay last. */
const directed = (one: Scalar, two: Scalar, direction: number): number =>
  one === null || two === null ? order(one, two) : order(one, two) * direction

/** Works along rows, or along columns by turning the array there and back. */
const along = (byColumn: boolean, source: Matrix, work: (turned: Matrix) => Matrix | CellError): Value => {
  const result = work(byColumn ? transpose(source) : source)
  return byColumn && result instanceof Matrix ? transpose(result) : result
}

const sort = define(
  [matrix, defaulted(integer, 1), defaulted(integer, 1), defaulted(logical, false)],
  (source, by, direction, byColumn) =>
    along(byColumn, source, (turned) => {
      if (by < 1 || by > turned.columns || (direction !== 1 && direction !== -1)) return VALUE
      spendOnOrder(turned.rows)
      return fromLines(
        [...rowsOf(turned)].sort((one, two) => directed(one[by - 1] ?? null, two[by - 1] ?? null, direction))
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
  return along(byColumn, source, (turned) => {
    const rows = rowsOf(turned)
    spendOnOrder(rows.length * keys.length)
    const indices = rows.map((_, at) => at).sort((one, two) => {
      for (const [key, direction] of keys) {
        const found = directed(key.nth(one), key.nth(two), direction)
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

const sameLine = (one: Line, two: Line): boolean =>
  one.every((each, at) => {
    const other = two[at] ?? null
    return isError(each) || isError(other)
      ? each === other
      : (each === null) === (other === null) && order(each, other) === 0
  })

/** A key under which equal lines meet; lines of one key are still compared. */
const lineKey = (line: Line): string =>
  line.map((each) => typeof each === "string" ? each.toLowerCase() : isError(each) ? each.code : String(each)).join(
    "\u0001"
  )

const unique = define(
  [matrix, defaulted(logical, false), defaulted(logical, false)],
  (source, byColumn, exactlyOnce) =>
    along(byColumn, source, (turned) => {
      const found = new Map<string, Array<{ readonly line: Line; count: number }>>()
      const all: Array<{ readonly line: Line; count: number }> = []
      for (const line of rowsOf(turned)) {
        const key = lineKey(line)
        const known = found.get(key) ?? []
        Work.spendOnText(key.length)
        Work.spend(50 + known.length * line.length)
        const same = known.find((each) => sameLine(each.line, line))
        if (same !== undefined) {
          same.count++
          continue
        }
        const entry = { line, count: 1 }
        all.push(entry)
        found.set(key, [...known, entry])
      }
      return fromLines(all.filter(({ count }) => !exactlyOnce || count === 1).map(({ line }) => line))
    })
)

const filter = defineIn([matrix, matrix, optional(value)], (_, source, include, otherwise) => {
  const byColumn = include.rows === 1 && include.columns === source.columns &&
    !(include.columns === 1 && source.rows === 1)
  if (!byColumn && !(include.columns === 1 && include.rows === source.rows)) return VALUE
  const keep: Array<boolean> = []
  Work.spendOnArray(include.rows, include.columns)
  for (let at = 0; at < include.rows * include.columns; at++) {
    const truth = toLogical(include.nth(at))
    if (isError(truth)) return truth
    keep.push(truth)
  }
  if (!keep.includes(true)) return otherwise ?? CALC
  return along(byColumn, source, (turned) => fromLines(rowsOf(turned).filter((_, at) => keep[at] === true)))
})

const sequence = define(
  [defaulted(integer, 1), defaulted(integer, 1), defaulted(number, 1), defaulted(number, 1)],
  (rows, columns, start, step) => {
    if (rows < 0 || columns < 0) return VALUE
    if (rows === 0 || columns === 0) return CALC
    return Matrix.build(rows, columns, (row, column) => start + (row * columns + column) * step)
  }
)

const randArray = defineIn(
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

/** First and last index of what `TAKE` keeps of a line, or `DROP` leaves. */
const taken = (count: number | undefined, length: number): readonly [number, number] =>
  count === undefined
    ? [0, length - 1]
    : count >= 0
    ? [0, Math.min(count, length) - 1]
    : [Math.max(length + count, 0), length - 1]

const dropped = (count: number | undefined, length: number): readonly [number, number] =>
  count === undefined ? [0, length - 1] : count >= 0 ? [count, length - 1] : [0, length + count - 1]

const slice = (bounds: (count: number | undefined, length: number) => readonly [number, number]) =>
  define([matrix, defaulted(integer), defaulted(integer)], (source, rows, columns) => {
    const [top, bottom] = bounds(rows, source.rows)
    const [left, right] = bounds(columns, source.columns)
    if (top > bottom || left > right) return CALC
    return Matrix.build(bottom - top + 1, right - left + 1, (row, column) => source.at(top + row, left + column))
  })

const stack = (horizontal: boolean) =>
  variadic([], matrix, (_, __, matrices) => {
    const turned = horizontal ? matrices.map(transpose) : matrices
    const width = Math.max(...turned.map(({ columns }) => columns))
    Work.spendOnArray(turned.reduce((total, { rows }) => total + rows, 0), width)
    const lines = turned.flatMap((each) =>
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
  define([matrix, integer, defaulted(anything, NA)], (source, width, pad) => {
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
    const turned = columns ? transpose(source) : source
    const lines: Array<Line> = []
    for (const choice of choices) {
      const chosen = toMatrix(context, choice)
      if (isError(chosen)) return chosen
      const error = visit(context, chosen, (each) => {
        const wanted = toNumber(each, context)
        if (isError(wanted)) return wanted
        const whole = Math.trunc(wanted)
        const at = whole > 0 ? whole - 1 : turned.rows + whole
        if (whole === 0 || at < 0 || at >= turned.rows) return VALUE
        Work.spend(50)
        lines.push(rowsOf(Matrix.build(1, turned.columns, (_, column) => turned.at(at, column)))[0] ?? [])
      })
      if (error !== undefined) return error
    }
    const result = fromLines(lines)
    return columns && result instanceof Matrix ? transpose(result) : result
  })

const expand = define(
  [matrix, defaulted(integer), defaulted(integer), defaulted(anything, NA)],
  (source, rows, columns, pad) => {
    const tall = rows ?? source.rows
    const wide = columns ?? source.columns
    if (tall < source.rows || wide < source.columns) return VALUE
    return Matrix.build(
      tall,
      wide,
      (row, column) => row < source.rows && column < source.columns ? source.at(row, column) : pad
    )
  }
)

/** The array without blank rows and columns at its edges. */
const trimRange = define([matrix, defaulted(integer, 3), defaulted(integer, 3)], (source, rows, columns) => {
  const [top, bottom] = trimmed(rowsOf(source), rows)
  const [left, right] = trimmed(rowsOf(transpose(source)), columns)
  if (top > bottom || left > right) return CALC
  return Matrix.build(bottom - top + 1, right - left + 1, (row, column) => source.at(top + row, left + column))
})

const trimmed = (lines: ReadonlyArray<Line>, sides: number): readonly [number, number] => {
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
  TAKE: slice(taken),
  DROP: slice(dropped),
  HSTACK: stack(true),
  VSTACK: stack(false),
  TOROW: flatten(true),
  TOCOL: flatten(false),
  WRAPROWS: wrapLines(true),
  WRAPCOLS: wrapLines(false),
  CHOOSEROWS: chooseLines(false),
  CHOOSECOLS: chooseLines(true),
  EXPAND: expand,
  TRIMRANGE: trimRange
}
