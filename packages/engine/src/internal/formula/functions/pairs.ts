/**
 * Statistics of pairs of numbers: covariance, correlation, the line through points.
 *
 * @since 0.1.0
 */
import { toMatrix } from "../Cells.js"
import type { Context } from "../Context.js"
import { arrayValue, defineIn, type Definition, type Functions, number } from "../Definition.js"
import { type CellError, DIV0, isError, NA, type Scalar, type Value } from "../Value.js"
import * as Work from "../Work.js"
import { squares, sum } from "./aggregate.js"

interface Pairs {
  readonly xs: ReadonlyArray<number>
  readonly ys: ReadonlyArray<number>
}

/** Pairs at places where both arrays hold a number. */
const pairsOf = (context: Context, first: Value, second: Value): Pairs | CellError => {
  const one = toMatrix(context, first)
  const two = toMatrix(context, second)
  if (isError(one)) return one
  if (isError(two)) return two
  if (one.size !== two.size) return NA
  Work.spend(Math.max(one.values.length, two.values.length) * 2)
  const xs: Array<number> = []
  const ys: Array<number> = []
  for (let at = 0; at < Math.max(one.values.length, two.values.length); at++) {
    const [x, y] = [one.nth(at), two.nth(at)]
    if (isError(x)) return x
    if (isError(y)) return y
    if (typeof x !== "number" || typeof y !== "number") continue
    xs.push(x)
    ys.push(y)
  }
  return { xs, ys }
}

/** Sum of products of the distances from the means. */
const products = ({ xs, ys }: Pairs): number => {
  const [x, y] = [sum(xs) / xs.length, sum(ys) / ys.length]
  return xs.reduce((total, each, at) => total + (each - x) * ((ys[at] ?? 0) - y), 0)
}

const of = (call: (pairs: Pairs) => Scalar, least = 1): Definition =>
  defineIn([arrayValue, arrayValue], (context, first, second) => {
    const pairs = pairsOf(context, first, second)
    return isError(pairs) ? pairs : pairs.xs.length < least ? DIV0 : call(pairs)
  })

const ratio = (above: number, below: number): Scalar => below === 0 ? DIV0 : above / below

const correlation = (pairs: Pairs): Scalar => ratio(products(pairs), Math.sqrt(squares(pairs.xs) * squares(pairs.ys)))

/**
 * The value of the regression line of `y` over `x` at a point. Like Excel's functions, it takes the known `y` first.
 */
const lineAt = ({ xs: ys, ys: xs }: Pairs, x: number): Scalar => {
  const slope = ratio(products({ xs, ys }), squares(xs))
  return isError(slope) || typeof slope !== "number" ? slope : sum(ys) / ys.length + slope * (x - sum(xs) / xs.length)
}

const forecast = defineIn([number, arrayValue, arrayValue], (context, x, ys, xs) => {
  const pairs = pairsOf(context, ys, xs)
  return isError(pairs) ? pairs : pairs.xs.length === 0 ? DIV0 : lineAt(pairs, x)
})

const covariance = of((pairs) => products(pairs) / pairs.xs.length)

const standardError = ({ xs: ys, ys: xs }: Pairs): Scalar => {
  const spread = squares(xs)
  if (spread === 0) return DIV0
  return Math.sqrt((squares(ys) - products({ xs, ys }) ** 2 / spread) / (xs.length - 2))
}

export const pairFunctions: Functions = {
  COVAR: covariance,
  "COVARIANCE.P": covariance,
  "COVARIANCE.S": of((pairs) => products(pairs) / (pairs.xs.length - 1), 2),
  CORREL: of(correlation),
  PEARSON: of(correlation),
  RSQ: of((pairs) => {
    const found = correlation(pairs)
    return typeof found === "number" ? found * found : found
  }),
  SLOPE: of((pairs) => ratio(products(pairs), squares(pairs.ys))),
  INTERCEPT: of((pairs) => lineAt(pairs, 0)),
  STEYX: of(standardError, 3),
  FORECAST: forecast,
  "FORECAST.LINEAR": forecast
}
