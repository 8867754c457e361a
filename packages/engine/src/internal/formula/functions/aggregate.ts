/**
 * Sums, counts, averages, variances and the like.
 *
 * @since 0.1.0
 */
import { columnCount, rowCount } from "@effect-workbook/schema/Area"
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
} from "../../value/Value.js"
import * as Work from "../../Work.js"
import { toNumber } from "../Coercion.js"
import type { Context } from "../Context.js"
import {
  arrayValue,
  defineWithContext,
  type Definition,
  type Functions,
  matrix,
  value,
  variadic
} from "../Definition.js"
import { visit } from "../Dereference.js"

/**
 * Collects the numbers of arguments. Direct arguments are converted to numbers; in cells and arrays only numbers count.
 */
export const numbers = (context: Context, values: ReadonlyArray<Value>): Array<number> | CellError => {
  const found: Array<number> = []
  for (const each of values) {
    const error = visit(context, each, (scalar, isDirect) => {
      if (isError(scalar)) return scalar
      if (typeof scalar === "number") found.push(scalar)
      else if (isDirect) {
        const number = toNumber(scalar, context)
        if (isError(number)) return number
        found.push(number)
      }
    })
    if (error !== undefined) return error
  }
  return found
}

/**
 * Like {@link numbers}, for functions such as `AVERAGEA`: in cells and arrays text counts as 0, and logical values as 0
 * or 1.
 */
const numbersA = (context: Context, values: ReadonlyArray<Value>): Array<number> | CellError => {
  const found: Array<number> = []
  for (const each of values) {
    const error = visit(context, each, (scalar, isDirect) => {
      if (isError(scalar)) return scalar
      if (!isDirect && scalar === null) return undefined
      const number = !isDirect && typeof scalar === "string" ? 0 : toNumber(scalar, context)
      if (isError(number)) return number
      found.push(number)
    })
    if (error !== undefined) return error
  }
  return found
}

type Summary = (numbers: ReadonlyArray<number>) => Scalar

/** Defines a function that takes any number of arguments and summarizes the numbers in them. */
const defineAggregate = (call: Summary, collect = numbers): Definition =>
  variadic([], value, (context, _, values) => {
    const found = collect(context, values)
    return isError(found) ? found : call(found)
  })

/** Adds numbers in the order of the cells, as Excel does. */
export const sum = (list: ReadonlyArray<number>): number => {
  let total = 0
  for (const each of list) total += each
  return total
}

export const mean: Summary = (list) => list.length === 0 ? DIV0 : sum(list) / list.length

const largest: Summary = (list) => list.length === 0 ? 0 : list.reduce((left, right) => right > left ? right : left)
const smallest: Summary = (list) => list.length === 0 ? 0 : list.reduce((left, right) => right < left ? right : left)
const product: Summary = (list) => list.length === 0 ? 0 : list.reduce((left, right) => left * right)

/** Returns the sum of squared deviations from the mean. */
export const sumOfSquaredDeviations = (list: ReadonlyArray<number>): number => {
  const average = sum(list) / list.length
  return list.reduce((total, each) => total + (each - average) ** 2, 0)
}

const variance = (correction: 0 | 1): Summary => (list) =>
  list.length <= correction ? DIV0 : sumOfSquaredDeviations(list) / (list.length - correction)

const deviation = (correction: 0 | 1): Summary => (list) => {
  const found = variance(correction)(list)
  return typeof found === "number" ? Math.sqrt(found) : found
}

export const ascending = (list: ReadonlyArray<number>): Array<number> => {
  Work.spend(list.length * 20)
  return [...list].sort((left, right) => left - right)
}

export const median: Summary = (list) => {
  if (list.length === 0) return NUM
  const sorted = ascending(list)
  const half = sorted.length >> 1
  const upper = sorted[half] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2
}

/** Returns the most frequent number. If there are several, it is the first one in the order of the cells. */
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

/** Returns the percentile for a fraction from 0 to 1, inclusive. */
export const percentileInclusive = (list: ReadonlyArray<number>, fraction: number): Scalar => {
  if (list.length === 0 || fraction < 0 || fraction > 1) return NUM
  return interpolate(ascending(list), fraction * (list.length - 1))
}

/** Returns the percentile for a fraction between 0 and 1, exclusive. */
export const percentileExclusive = (list: ReadonlyArray<number>, fraction: number): Scalar => {
  const position = fraction * (list.length + 1)
  if (list.length === 0 || fraction <= 0 || fraction >= 1 || position < 1 || position > list.length) return NUM
  return interpolate(ascending(list), position - 1)
}

const interpolate = (sorted: ReadonlyArray<number>, position: number): number => {
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
    visit(context, each, (scalar, isDirect) => {
      if (typeof scalar === "number" || (isDirect && !isError(toNumber(scalar, context)))) total++
    })
  }
  return total
})

const countA = variadic([], value, (context, _, values) => {
  let total = 0
  for (const each of values) {
    visit(context, each, (scalar, isDirect) => {
      if (isDirect || scalar !== null) total++
    })
  }
  return total
})

const countBlank = defineWithContext([value], (context, range) => {
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
    const each = matrix.valueAt(at)
    if (isError(each)) return each
    product *= typeof each === "number" ? each : 0
  }
  return product
}

/** Adds the products of elements at the same index. Elements that are not numbers count as 0. */
const sumProduct = variadic([], arrayValue, (context, _, values) => {
  const matrices: Array<Matrix> = []
  for (const each of values) {
    const found = matrix.convert(each, context)
    if (isError(found)) return found
    matrices.push(found)
  }
  const [first, ...others] = matrices
  if (first === undefined) return 0
  if (others.some(({ columns, rows }) => rows !== first.rows || columns !== first.columns)) return VALUE
  const storedCount = Math.max(...matrices.map((each) => each.values.length))
  Work.spend(storedCount * matrices.length)
  let total = 0
  for (let at = 0; at < storedCount; at++) {
    const product = productAt(matrices, at)
    if (isError(product)) return product
    total += product
  }
  // All elements after the stored ones are equal.
  const rest = storedCount < first.size ? productAt(matrices, storedCount) : 0
  return isError(rest) ? rest : total + rest * (first.size - storedCount)
})

/** Defines a sum over pairs of numbers at the same index of two arrays. */
const sumOfPairs = (term: (x: number, y: number) => number): Definition =>
  defineWithContext([matrix, matrix], (_, xs, ys) => {
    if (xs.size !== ys.size) return NA
    Work.spend(Math.max(xs.values.length, ys.values.length) * 2)
    let total = 0
    for (let at = 0; at < Math.max(xs.values.length, ys.values.length); at++) {
      const [x, y] = [xs.valueAt(at), ys.valueAt(at)]
      if (isError(x)) return x
      if (isError(y)) return y
      if (typeof x === "number" && typeof y === "number") total += term(x, y)
    }
    return total
  })

/** The functions of `SUBTOTAL` and `AGGREGATE`. The function with number `n` has index `n - 1`. */
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

export const aggregateFunctions: Functions = {
  SUM: defineAggregate(sum),
  AVERAGE: defineAggregate(mean),
  AVERAGEA: defineAggregate(mean, numbersA),
  MAX: defineAggregate(largest),
  MAXA: defineAggregate(largest, numbersA),
  MIN: defineAggregate(smallest),
  MINA: defineAggregate(smallest, numbersA),
  PRODUCT: defineAggregate(product),
  SUMSQ: defineAggregate((list) => list.reduce((total, each) => total + each * each, 0)),
  COUNT: count,
  COUNTA: countA,
  COUNTBLANK: countBlank,
  MEDIAN: defineAggregate(median),
  "MODE.SNGL": defineAggregate(mode),
  MODE: defineAggregate(mode),
  "STDEV.S": defineAggregate(deviation(1)),
  "STDEV.P": defineAggregate(deviation(0)),
  STDEV: defineAggregate(deviation(1)),
  STDEVP: defineAggregate(deviation(0)),
  STDEVA: defineAggregate(deviation(1), numbersA),
  STDEVPA: defineAggregate(deviation(0), numbersA),
  "VAR.S": defineAggregate(variance(1)),
  "VAR.P": defineAggregate(variance(0)),
  VAR: defineAggregate(variance(1)),
  VARP: defineAggregate(variance(0)),
  VARA: defineAggregate(variance(1), numbersA),
  VARPA: defineAggregate(variance(0), numbersA),
  DEVSQ: defineAggregate((list) => list.length === 0 ? NUM : sumOfSquaredDeviations(list)),
  SUMPRODUCT: sumProduct,
  SUMX2MY2: sumOfPairs((x, y) => x * x - y * y),
  SUMX2PY2: sumOfPairs((x, y) => x * x + y * y),
  SUMXMY2: sumOfPairs((x, y) => (x - y) ** 2)
}
