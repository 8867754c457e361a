/**
 * Aggregates that can ignore hidden rows, errors and nested subtotals.
 *
 * @since 0.1.0
 */
import { type CellError, isError, Reference, type Scalar, VALUE, type Value } from "../../value/Value.js"
import * as Work from "../../Work.js"
import { toNumber } from "../Coercion.js"
import type { Context } from "../Context.js"
import { type Functions, integer, reference, value, variadic } from "../Definition.js"
import { visit, visitArea } from "../Dereference.js"
import { kthLargest, kthSmallest, percentileExclusive, percentileInclusive, subtotals } from "./aggregate.js"

interface Rules {
  /** Whether rows that users have hidden are ignored. Rows that a filter hides are always ignored. */
  readonly hiddenRows: boolean
  readonly errors: boolean
  readonly nested: boolean
}

const nestedPattern = /\b(?:SUBTOTAL|AGGREGATE)\(/i

/** Collects the values that no rule ignores. */
const valuesOf = (
  context: Context,
  ranges: ReadonlyArray<Value>,
  { errors, hiddenRows, nested }: Rules
): Array<Scalar> | CellError => {
  const { host } = context
  const found: Array<Scalar> = []
  for (const range of ranges) {
    if (!(range instanceof Reference)) {
      const error = visit(context, range, (scalar) => {
        if (isError(scalar)) return errors ? undefined : scalar
        found.push(scalar)
      })
      if (error !== undefined) return error
      continue
    }
    for (const area of range.areas) {
      const error = visitArea(context, area, (scalar, row, column) => {
        Work.spend(10)
        if (hiddenRows ? host.rowHidden(area.sheet, row) : host.rowFiltered(area.sheet, row)) return undefined
        if (nested && nestedPattern.test(host.formula(area.sheet, row, column) ?? "")) return undefined
        if (isError(scalar)) return errors ? undefined : scalar
        found.push(scalar)
      })
      if (error !== undefined) return error
    }
  }
  return found
}

const countAFunction = 3

const summarize = (code: number, values: ReadonlyArray<Scalar>): Scalar => {
  if (code === countAFunction) return values.filter((each) => each !== null).length
  return subtotals[code - 1]?.(values.filter((each) => typeof each === "number")) ?? VALUE
}

const subtotal = variadic([integer], reference, (context, [code], ranges) => {
  const functionNumber = code > 100 ? code - 100 : code
  if (functionNumber < 1 || functionNumber > 11) return VALUE
  const values = valuesOf(context, ranges, { hiddenRows: code > 100, errors: false, nested: true })
  return isError(values) ? values : summarize(functionNumber, values)
})

/** Returns the rules for the options 0 to 7 of `AGGREGATE`. */
const rulesOf = (option: number): Rules => ({
  nested: option < 4,
  hiddenRows: option % 2 === 1,
  errors: [2, 3, 6, 7].includes(option)
})

const aggregate = variadic([integer, integer], value, (context, [code, option], args) => {
  if (code < 1 || code > 19 || option < 0 || option > 7) return VALUE
  if (code <= 13) {
    const values = valuesOf(context, args, rulesOf(option))
    return isError(values) ? values : summarize(code, values)
  }
  const [range = null, kArgument = null] = args
  const values = valuesOf(context, [range], rulesOf(option))
  if (isError(values)) return values
  const k = kArgument instanceof Object ? VALUE : toNumber(kArgument, context)
  if (isError(k)) return k
  const list = values.filter((each) => typeof each === "number")
  switch (code) {
    case 14:
      return kthLargest(list, k)
    case 15:
      return kthSmallest(list, k)
    case 16:
      return percentileInclusive(list, k)
    case 17:
      return percentileInclusive(list, k / 4)
    case 18:
      return percentileExclusive(list, k)
    default:
      return percentileExclusive(list, k / 4)
  }
})

export const subtotalFunctions: Functions = { SUBTOTAL: subtotal, AGGREGATE: aggregate }
