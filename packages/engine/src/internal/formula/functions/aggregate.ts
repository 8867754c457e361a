/**
 * Sums, counts, averages and spreads over ranges.
 *
 * @since 0.1.0
 */
import { columnCount, rowCount } from "@effect-workbook/schema/Area"
import { visit } from "../Cells.js"
import { toNumber } from "../Coercion.js"
import type { Context } from "../Context.js"
import { arrayValue, defineIn, type Definition, type Functions, matrix, value, variadic } from "../Definition.js"
import {
  type CellError,
  DIV0,
  isError,
  type Matrix,
  NA,
  NUM,
  Reference,
  type Scalar,
  VALUE,
  type Value
} from "../Value.js"
import * as Work from "../Work.js"

/** The numbers among the arguments: written values are turned into numbers, of cells only numbers count. */
export const numbers = (context: Context, values: ReadonlyArray<Value>): Array<number> | CellError => {
  const found: Array<number> = []
  for (const each of values) {
    const error = visit(context, each, (scalar, alone) => {
      if (isError(scalar)) return scalar
      if (typeof scalar === "number") found.push(scalar)
      else if (alone) {
        const number = toNumber(scalar, context)
        if (isError(number)) return number
        found.push(number)
      }
    })
    if (error !== undefined) return error
  }
  return found
}

/** The same for functions ending in A: of cells, texts count as 0 and logical values as 0 and 1. */
const numbersA = (context: Context, values: ReadonlyArray<Value>): Array<number> | CellError => {
  const found: Array<number> = []
  for (const each of values) {
    const error = visit(context, each, (scalar, alone) => {
      if (isError(scalar)) return scalar
      if (!alone && scalar === null) return undefined
      const number = !alone && typeof scalar === "string" ? 0 : toNumber(scalar, context)
      if (isError(number)) return number
      found.push(number)
    })
    if (error !== undefined) return error
  }
  return found
}

type Summary = (numbers: ReadonlyArray<number>) => Scalar

/** A function of all the numbers among its arguments. */
const over = (call: Summary, collect = numbers): Definition =>
  variadic([], value, (context, _, values) => {
    const found = collect(context, values)
    return isError(found) ? found : call(found)
  })

/** Sum in the order of the cells, as Excel adds. */
export const sum = (list: ReadonlyArray<number>): number => {
  let total = 0
  for (const each of list) total += each
  return total
}

export const mean: Summary = (list) => list.length === 0 ? DIV0 : sum(list) / list.length

const largest: Summary = (list) => list.length === 0 ? 0 : list.reduce((one, two) => two > one ? two : one)
const smallest: Summary = (list) => list.length === 0 ? 0 : list.reduce((one, two) => two < one ? two : one)
const product: Summary = (list) => list.length === 0 ? 0 : list.reduce((one, two) => one * two)

/** Sum of squared distances from the mean. */
export const squares = (list: ReadonlyArray<number>): number => {
  const middle = sum(list) / list.length
  return list.reduce((total, each) => total + (each - middle) ** 2, 0)
}

const variance = (less: 0 | 1): Summary => (list) => list.length <= less ? DIV0 : squares(list) / (list.length - less)

const deviation = (less: 0 | 1): Summary => (list) => {
  const found = variance(less)(list)
  return typeof found === "number" ? Math.sqrt(found) : found
}

export const ascending = (list: ReadonlyArray<number>): Array<number> => {
  Work.spend(list.length * 20)
  return [...list].sort((one, two) => one - two)
}

export const median: Summary = (list) => {
  if (list.length === 0) return NUM
  const sorted = ascending(list)
  const half = sorted.length >> 1
  const upper = sorted[half] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2
}

/** The number that occurs most often, the first of them in the order of the cells. */
const mode: Summary = (list) => {
  const counts = new Map<number, number>()
  for (const each of list) counts.set(each, (counts.get(each) ?? 0) + 1)
  let best: Scalar = NA
  let most = 1
  for (const [each, count] of counts) {
    if (count > most) {
      most = count
      best = each
    }
  }
  return best
}

/** The number at a place between 0 and 1 of the sorted numbers, ends included. */
export const percentileInclusive = (list: ReadonlyArray<number>, place: number): Scalar => {
  if (list.length === 0 || place < 0 || place > 1) return NUM
  return between(ascending(list), place * (list.length - 1))
}

/** The same with the ends left out. */
export const percentileExclusive = (list: ReadonlyArray<number>, place: number): Scalar => {
  const position = place * (list.length + 1)
  if (list.length === 0 || place <= 0 || place >= 1 || position < 1 || position > list.length) return NUM
  return between(ascending(list), position - 1)
}

const between = (sorted: ReadonlyArray<number>, position: number): number => {
  const whole = Math.floor(position)
  const lower = sorted[whole] ?? 0
  return lower + (position - whole) * ((sorted[whole + 1] ?? lower) - lower)
}

export const kthLargest = (list: ReadonlyArray<number>, k: number): Scalar => {
  const at = Math.ceil(k)
  return at < 1 || at > list.length ? NUM : ascending(list)[list.length - at] ?? NUM
}

export const kthSmallest = (list: ReadonlyArray<number>, k: number): Scalar => {
  const at = Math.ceil(k)
  return at < 1 || at > list.length ? NUM : ascending(list)[at - 1] ?? NUM
}

const count = variadic([], value, (context, _, values) => {
  let total = 0
  for (const each of values) {
    visit(context, each, (scalar, alone) => {
      if (typeof scalar === "number" || (alone && !isError(toNumber(scalar, context)))) total++
    })
  }
  return total
})

const countA = variadic([], value, (context, _, values) => {
  let total = 0
  for (const each of values) {
    visit(context, each, (scalar, alone) => {
      if (alone || scalar !== null) total++
    })
  }
  return total
})

const countBlank = defineIn([value], (context, range) => {
  if (isError(range)) return range
  if (!(range instanceof Reference)) return VALUE
  let filled = 0
  visit(context, range, (scalar) => {
    if (scalar !== null && scalar !== "") filled++
  })
  return range.areas.reduce((total, area) => total + rowCount(area) * columnCount(area), 0) - filled
})

const productAt = (matrices: ReadonlyArray<Matrix>, at: number): number | CellError => {
  let product = 1
  for (const matrix of matrices) {
    const each = matrix.nth(at)
    if (isError(each)) return each
    product *= typeof each === "number" ? each : 0
  }
  return product
}

/** Products of the elements at the same place, added up; what is no number counts as 0. */
const sumProduct = variadic([], arrayValue, (context, _, values) => {
  const matrices: Array<Matrix> = []
  for (const each of values) {
    const found = matrix.read(each, context)
    if (isError(found)) return found
    matrices.push(found)
  }
  const [first, ...others] = matrices
  if (first === undefined) return 0
  if (others.some(({ columns, rows }) => rows !== first.rows || columns !== first.columns)) return VALUE
  const known = Math.max(...matrices.map((each) => each.values.length))
  Work.spend(known * matrices.length)
  let total = 0
  for (let at = 0; at < known; at++) {
    const product = productAt(matrices, at)
    if (isError(product)) return product
    total += product
  }
  // all elements after the known ones are equal
  const rest = known < first.size ? productAt(matrices, known) : 0
  return isError(rest) ? rest : total + rest * (first.size - known)
})

/** A sum over pairs of numbers at the same place of two arrays. */
const overPairs = (term: (x: number, y: number) => number): Definition =>
  defineIn([matrix, matrix], (_, xs, ys) => {
    if (xs.size !== ys.size) return NA
    Work.spend(Math.max(xs.values.length, ys.values.length) * 2)
    let total = 0
    for (let at = 0; at < Math.max(xs.values.length, ys.values.length); at++) {
      const [x, y] = [xs.nth(at), ys.nth(at)]
      if (isError(x)) return x
      if (isError(y)) return y
      if (typeof x === "number" && typeof y === "number") total += term(x, y)
    }
    return total
  })

/** The functions of `SUBTOTAL` and `AGGREGATE`, by their first argument. */
export const subtotals: ReadonlyArray<Summary> = [
  mean,
  (list) => list.length,
  (list) => list.length,
  largest,
  smallest,
  product,
  deviation(1),
  deviation(0),
  sum,
  variance(1),
  variance(0),
  median,
  mode
]

export const aggregates: Functions = {
  SUM: over(sum),
  AVERAGE: over(mean),
  AVERAGEA: over(mean, numbersA),
  MAX: over(largest),
  MAXA: over(largest, numbersA),
  MIN: over(smallest),
  MINA: over(smallest, numbersA),
  PRODUCT: over(product),
  SUMSQ: over((list) => list.reduce((total, each) => total + each * each, 0)),
  COUNT: count,
  COUNTA: countA,
  COUNTBLANK: countBlank,
  MEDIAN: over(median),
  "MODE.SNGL": over(mode),
  MODE: over(mode),
  "STDEV.S": over(deviation(1)),
  "STDEV.P": over(deviation(0)),
  STDEV: over(deviation(1)),
  STDEVP: over(deviation(0)),
  STDEVA: over(deviation(1), numbersA),
  STDEVPA: over(deviation(0), numbersA),
  "VAR.S": over(variance(1)),
  "VAR.P": over(variance(0)),
  VAR: over(variance(1)),
  VARP: over(variance(0)),
  VARA: over(variance(1), numbersA),
  VARPA: over(variance(0), numbersA),
  DEVSQ: over((list) => list.length === 0 ? NUM : squares(list)),
  SUMPRODUCT: sumProduct,
  SUMX2MY2: overPairs((x, y) => x * x - y * y),
  SUMX2PY2: overPairs((x, y) => x * x + y * y),
  SUMXMY2: overPairs((x, y) => (x - y) ** 2)
}
