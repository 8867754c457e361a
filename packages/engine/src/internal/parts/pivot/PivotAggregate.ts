/**
 * The functions that summarize the values of a data field.
 *
 * @since 0.1.0
 */
import { mean, sum, sumOfSquaredDeviations } from "../../formula/functions/aggregate.js"
import { CellError, DIV0, type Scalar } from "../../value/Value.js"
import type { PivotValue } from "./PivotValue.js"

type Summary = (numbers: ReadonlyArray<number>) => Scalar

const variance = (correction: 0 | 1): Summary => (numbers) =>
  numbers.length <= correction ? DIV0 : sumOfSquaredDeviations(numbers) / (numbers.length - correction)

const deviation = (correction: 0 | 1): Summary => (numbers) => {
  const found = variance(correction)(numbers)
  return typeof found === "number" ? Math.sqrt(found) : found
}

const summaries: Readonly<Record<string, Summary>> = {
  average: (numbers) => mean(numbers),
  max: (numbers) => numbers.reduce((left, right) => Math.max(left, right), numbers[0] ?? 0),
  min: (numbers) => numbers.reduce((left, right) => Math.min(left, right), numbers[0] ?? 0),
  product: (numbers) => numbers.length === 0 ? 0 : numbers.reduce((left, right) => left * right),
  stdDev: deviation(1),
  stdDevp: deviation(0),
  sum,
  var: variance(1),
  varp: variance(0)
}

/** Returns the summary of values, or `null` if all of them are blank. An error among numbers is the result. */
export const summarize = (name: string, values: ReadonlyArray<PivotValue>): Scalar => {
  const filled = values.filter(({ kind }) => kind !== "m")
  if (filled.length === 0) return null
  if (name === "count") return filled.length
  const numbers = filled.flatMap(({ kind, value }) => kind === "n" || kind === "d" ? Number(value) : [])
  if (name === "countNums") return numbers.length
  const error = filled.find(({ value }) => value instanceof CellError)
  return error === undefined ? summaries[name]?.(numbers) ?? null : error.value
}

/** Returns whether a function is known. */
export const isKnown = (name: string): boolean => name === "count" || name === "countNums" || name in summaries
