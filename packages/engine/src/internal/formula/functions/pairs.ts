/**
 * Statistics of pairs of numbers: covariance, correlation, linear regression.
 *
 * @since 0.1.0
 */
import { type CellError, DIV0, isError, NA, type Scalar, type Value } from "../../value/Value.js"
import * as Work from "../../Work.js"
import type { Context } from "../Context.js"
import { arrayValue, defineWithContext, type Definition, type Functions, number } from "../Definition.js"
import { toMatrix } from "../Dereference.js"
import { sum, sumOfSquaredDeviations } from "./aggregate.js"

interface Pairs {
  readonly xs: ReadonlyArray<number>
  readonly ys: ReadonlyArray<number>
}

/** Returns the pairs of elements at the same index that are both numbers. */
const pairsOf = (context: Context, first: Value, second: Value): Pairs | CellError => {
  const left = toMatrix(context, first)
  const right = toMatrix(context, second)
  if (isError(left)) return left
  if (isError(right)) return right
  if (left.size !== right.size) return NA
  Work.spend(Math.max(left.values.length, right.values.length) * 2)
  const xs: Array<number> = []
  const ys: Array<number> = []
  for (let at = 0; at < Math.max(left.values.length, right.values.length); at++) {
    const [x, y] = [left.valueAt(at), right.valueAt(at)]
    if (isError(x)) return x
    if (isError(y)) return y
    if (typeof x !== "number" || typeof y !== "number") continue
    xs.push(x)
    ys.push(y)
  }
  return { xs, ys }
}

/** Returns the sum of the products of the deviations from the means. */
const sumOfProducts = ({ xs, ys }: Pairs): number => {
  const [x, y] = [sum(xs) / xs.length, sum(ys) / ys.length]
  return xs.reduce((total, each, at) => total + (each - x) * ((ys[at] ?? 0) - y), 0)
}

/** Defines a function that takes two lists of numbers. It returns `#DIV/0!` if they contain too few pairs. */
const definePairStatistic = (call: (pairs: Pairs) => Scalar, minimumCount = 1): Definition =>
  defineWithContext([arrayValue, arrayValue], (context, first, second) => {
    const pairs = pairsOf(context, first, second)
    return isError(pairs) ? pairs : pairs.xs.length < minimumCount ? DIV0 : call(pairs)
  })

const ratio = (above: number, below: number): Scalar => below === 0 ? DIV0 : above / below

const correlation = (pairs: Pairs): Scalar =>
  ratio(sumOfProducts(pairs), Math.sqrt(sumOfSquaredDeviations(pairs.xs) * sumOfSquaredDeviations(pairs.ys)))

/**
 * Returns the value of the regression line of `y` over `x` at a point. As in Excel's functions, `y` is the first array.
 */
const regressionAt = ({ xs: ys, ys: xs }: Pairs, x: number): Scalar => {
  const slope = ratio(sumOfProducts({ xs, ys }), sumOfSquaredDeviations(xs))
  return isError(slope) || typeof slope !== "number" ? slope : sum(ys) / ys.length + slope * (x - sum(xs) / xs.length)
}

const forecast = defineWithContext([number, arrayValue, arrayValue], (context, x, ys, xs) => {
  const pairs = pairsOf(context, ys, xs)
  return isError(pairs) ? pairs : pairs.xs.length === 0 ? DIV0 : regressionAt(pairs, x)
})

const covariance = definePairStatistic((pairs) => sumOfProducts(pairs) / pairs.xs.length)

const standardError = ({ xs: ys, ys: xs }: Pairs): Scalar => {
  const spread = sumOfSquaredDeviations(xs)
  if (spread === 0) return DIV0
  return Math.sqrt((sumOfSquaredDeviations(ys) - sumOfProducts({ xs, ys }) ** 2 / spread) / (xs.length - 2))
}

export const pairFunctions: Functions = {
  COVAR: covariance,
  "COVARIANCE.P": covariance,
  "COVARIANCE.S": definePairStatistic((pairs) => sumOfProducts(pairs) / (pairs.xs.length - 1), 2),
  CORREL: definePairStatistic(correlation),
  PEARSON: definePairStatistic(correlation),
  RSQ: definePairStatistic((pairs) => {
    const found = correlation(pairs)
    return typeof found === "number" ? found * found : found
  }),
  SLOPE: definePairStatistic((pairs) => ratio(sumOfProducts(pairs), sumOfSquaredDeviations(pairs.ys))),
  INTERCEPT: definePairStatistic((pairs) => regressionAt(pairs, 0)),
  STEYX: definePairStatistic(standardError, 3),
  FORECAST: forecast,
  "FORECAST.LINEAR": forecast
}
