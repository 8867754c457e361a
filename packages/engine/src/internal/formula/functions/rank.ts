/**
 * Ranks, percentiles and frequencies of numbers.
 *
 * @since 0.1.0
 */
import { type CellError, isError, Matrix, NA, NUM, type Scalar, type Value } from "../../value/Value.js"
import type { Context } from "../Context.js"
import { defineWithContext, type Definition, type Functions, number, optional, value, variadic } from "../Definition.js"
import { visit } from "../Dereference.js"
import { ascending, kthLargest, kthSmallest, numbers, percentileExclusive, percentileInclusive } from "./aggregate.js"

/** Defines a function that takes a list of numbers and one further number, such as a rank. */
const defineOrderStatistic = (call: (list: ReadonlyArray<number>, argument: number) => Scalar): Definition =>
  defineWithContext([value, number], (context, values, argument) => {
    const list = numbers(context, [values])
    return isError(list) ? list : call(list, argument)
  })

/** Returns how many values rank before a number, and how many are equal to it. */
const rankOf = (context: Context, x: number, values: Value, ascending: number) => {
  const list = numbers(context, [values])
  if (isError(list)) return list
  const before = list.filter((each) => ascending === 0 ? each > x : each < x).length
  const equal = list.filter((each) => each === x).length
  return equal === 0 ? NA : { before, equal }
}

const rankEqual = defineWithContext([number, value, optional(number, 0)], (context, x, values, ascending) => {
  const rank = rankOf(context, x, values, ascending)
  return isError(rank) ? rank : rank.before + 1
})

const rankAverage = defineWithContext([number, value, optional(number, 0)], (context, x, values, ascending) => {
  const rank = rankOf(context, x, values, ascending)
  return isError(rank) ? rank : rank.before + (rank.equal + 1) / 2
})

const quartile = (percentile: (list: ReadonlyArray<number>, argument: number) => Scalar): Definition =>
  defineOrderStatistic((list, quart) => percentile(list, Math.trunc(quart) / 4))

/** Defines the rank of a number as a fraction, interpolated and truncated to a number of digits. */
const percentRank = (inclusive: boolean): Definition =>
  defineWithContext([value, number, optional(number, 3)], (context, values, x, digits) => {
    const list = numbers(context, [values])
    if (isError(list)) return list
    const sorted = ascending(list)
    const [first, last] = [sorted[0], sorted.at(-1)]
    if (first === undefined || last === undefined || digits < 1) return NUM
    if (x < first || x > last) return NA
    if (sorted.length === 1) return inclusive ? 1 : 0.5
    const below = sorted.findLastIndex((each) => each < x)
    const exact = sorted.indexOf(x)
    const lower = sorted[below] ?? first
    const position = exact >= 0 ? exact : below + (x - lower) / ((sorted[below + 1] ?? lower) - lower)
    const share = inclusive ? position / (sorted.length - 1) : (position + 1) / (sorted.length + 1)
    const factor = 10 ** Math.trunc(digits)
    return Math.floor(Number((share * factor).toPrecision(14))) / factor
  })

/** Counts the values between consecutive bounds. */
const frequency = defineWithContext([value, value], (context, data, bins) => {
  const list = numbersAmong(context, data)
  const bounds = numbersAmong(context, bins)
  if (isError(list)) return list
  if (isError(bounds)) return bounds
  const sorted = ascending(list)
  const upTo = (bound: number) => countUpTo(sorted, bound)
  const order = ascending([...new Set(bounds)])
  const below = new Map(order.map((bound, at) => [bound, at === 0 ? 0 : upTo(order[at - 1] ?? 0)] as const))
  const counted = new Set<number>()
  const counts = bounds.map((bound) => {
    // The first of several equal bounds gets all values.
    if (counted.has(bound)) return 0
    counted.add(bound)
    return upTo(bound) - (below.get(bound) ?? 0)
  })
  return Matrix.column([...counts, sorted.length - upTo(order.at(-1) ?? -Infinity)])
})

/** Returns how many sorted values are at or below a bound. */
const countUpTo = (sorted: ReadonlyArray<number>, bound: number): number => {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? Infinity) <= bound) low = middle + 1
    else high = middle
  }
  return low
}

/** Collects the numbers of an argument. Other values except errors are ignored, also in a direct argument. */
const numbersAmong = (context: Context, argument: Value): Array<number> | CellError => {
  const found: Array<number> = []
  const error = visit(context, argument, (each) => {
    if (isError(each)) return each
    if (typeof each === "number") found.push(each)
  })
  return error ?? found
}

const modes = variadic([], value, (context, _, values) => {
  const counts = new Map<number, number>()
  for (const each of values) {
    const list = numbersAmong(context, each)
    if (isError(list)) return list
    for (const x of list) counts.set(x, (counts.get(x) ?? 0) + 1)
  }
  const most = [...counts.values()].reduce((left, right) => Math.max(left, right), 2)
  const found = [...counts].filter(([, count]) => count === most).map(([each]) => each)
  return found.length === 0 ? NA : Matrix.column(found)
})

export const rankFunctions: Functions = {
  LARGE: defineOrderStatistic(kthLargest),
  SMALL: defineOrderStatistic(kthSmallest),
  RANK: rankEqual,
  "RANK.EQ": rankEqual,
  "RANK.AVG": rankAverage,
  PERCENTILE: defineOrderStatistic(percentileInclusive),
  "PERCENTILE.INC": defineOrderStatistic(percentileInclusive),
  "PERCENTILE.EXC": defineOrderStatistic(percentileExclusive),
  QUARTILE: quartile(percentileInclusive),
  "QUARTILE.INC": quartile(percentileInclusive),
  "QUARTILE.EXC": quartile(percentileExclusive),
  PERCENTRANK: percentRank(true),
  "PERCENTRANK.INC": percentRank(true),
  "PERCENTRANK.EXC": percentRank(false),
  FREQUENCY: frequency,
  "MODE.MULT": modes
}
