/**
 * Counts, sums and averages of the cells that meet criteria.
 *
 * @since 0.1.0
 */
import { columnCount, maxColumn, rowCount } from "@effect-workbook/schema/Area"
import { type CellError, DIV0, isError, type Reference, type Scalar, type SheetArea, VALUE } from "../../value/Value.js"
import type { Context } from "../Context.js"
import { parseCriterion, type Test } from "../Criteria.js"
import {
  defineWithContext,
  type Definition,
  type Functions,
  optional,
  reference,
  scalarOrError,
  variadicPairs
} from "../Definition.js"
import { mean, sum } from "./aggregate.js"

const gridColumns = maxColumn + 1

interface Condition {
  readonly area: SheetArea
  readonly test: Test
}

const conditionsOf = (
  context: Context,
  pairs: ReadonlyArray<readonly [Reference, Scalar]>
): Array<Condition> | CellError => {
  const conditions: Array<Condition> = []
  for (const [range, criterion] of pairs) {
    const area = range.single
    if (area === undefined) return VALUE
    conditions.push({ area, test: parseCriterion(criterion, context) })
  }
  const [first] = conditions
  const sameSize = conditions.every(({ area }) =>
    first !== undefined && rowCount(area) === rowCount(first.area) && columnCount(area) === columnCount(first.area)
  )
  return sameSize ? conditions : VALUE
}

/** Returns whether all conditions hold at an offset from the top left cells of their areas. */
const holdAt = (context: Context, conditions: ReadonlyArray<Condition>, row: number, column: number): boolean =>
  conditions.every(({ area, test }) => test(context.read(area.sheet, area.top + row, area.left + column)))

/**
 * Visits the offsets at which all conditions hold and one of the areas has a cell. Returns the number of examined
 * offsets. If a blank cell does not meet one of the conditions, only the cells of that condition are examined.
 */
const forEachMatch = (
  context: Context,
  conditions: ReadonlyArray<Condition>,
  areas: ReadonlyArray<SheetArea>,
  visitor: (row: number, column: number) => void
): number => {
  const selective = conditions.find(({ test }) => !test(null))
  const areasToExamine = selective === undefined ? areas : [selective.area]
  const seen = new Set<number>()
  let count = 0
  for (const area of areasToExamine) {
    for (const [cellRow, cellColumn] of context.existingCells(area)) {
      const [row, column] = [cellRow - area.top, cellColumn - area.left]
      if (areasToExamine.length > 1) {
        const offsetKey = row * gridColumns + column
        if (seen.has(offsetKey)) continue
        seen.add(offsetKey)
      }
      count++
      if (holdAt(context, conditions, row, column)) visitor(row, column)
    }
  }
  return count
}

const countIfs = (context: Context, pairs: ReadonlyArray<readonly [Reference, Scalar]>): Scalar => {
  const conditions = conditionsOf(context, pairs)
  if (isError(conditions)) return conditions
  const [first] = conditions
  if (first === undefined) return VALUE
  let count = 0
  const examined = forEachMatch(context, conditions, conditions.map(({ area }) => area), () => count++)
  return conditions.every(({ test }) => test(null))
    ? count + rowCount(first.area) * columnCount(first.area) - examined
    : count
}

type Summary = (numbers: ReadonlyArray<number>) => Scalar

/** Applies a summary to the numbers of a range for which all conditions hold. An error among them is the result. */
const summarizeIfs = (
  context: Context,
  range: Reference,
  pairs: ReadonlyArray<readonly [Reference, Scalar]>,
  summary: Summary,
  resize: boolean
): Scalar => {
  const conditions = conditionsOf(context, pairs)
  if (isError(conditions)) return conditions
  const area = range.single
  const [first] = conditions
  if (area === undefined || first === undefined) return VALUE
  if (!resize && (rowCount(area) !== rowCount(first.area) || columnCount(area) !== columnCount(first.area))) {
    return VALUE
  }
  const found: Array<number> = []
  let error: CellError | undefined
  // Only an existing cell of the range can contain a number.
  const summed = { ...area, ...cornerAt(area, first.area) }
  forEachMatch(context, conditions, [summed], (row, column) => {
    const value = context.read(area.sheet, area.top + row, area.left + column)
    if (typeof value === "number") found.push(value)
    else if (isError(value)) error ??= value
  })
  return error ?? summary(found)
}

/** Returns the bottom right corner of an area that starts at `area` and has the size of `size`. */
const cornerAt = (area: SheetArea, size: SheetArea) => ({
  bottom: area.top + rowCount(size) - 1,
  right: area.left + columnCount(size) - 1
})

const defineSingle = (summary: Summary): Definition =>
  defineWithContext(
    [reference, scalarOrError, optional(reference)],
    (context, range, criterion, values) => summarizeIfs(context, values ?? range, [[range, criterion]], summary, true)
  )

const defineMultiple = (summary: Summary): Definition =>
  variadicPairs(
    [reference],
    reference,
    scalarOrError,
    (context, [range], pairs) => summarizeIfs(context, range, pairs, summary, false)
  )

const orZero = (pick: (list: ReadonlyArray<number>) => number): Summary => (list) => list.length === 0 ? 0 : pick(list)

export const conditionalFunctions: Functions = {
  COUNTIF: defineWithContext(
    [reference, scalarOrError],
    (context, range, criterion) => countIfs(context, [[range, criterion]])
  ),
  COUNTIFS: variadicPairs([], reference, scalarOrError, (context, _, pairs) => countIfs(context, pairs)),
  SUMIF: defineSingle(sum),
  SUMIFS: defineMultiple(sum),
  AVERAGEIF: defineSingle((list) => list.length === 0 ? DIV0 : mean(list)),
  AVERAGEIFS: defineMultiple((list) => list.length === 0 ? DIV0 : mean(list)),
  MAXIFS: defineMultiple(orZero((list) => list.reduce((left, right) => Math.max(left, right)))),
  MINIFS: defineMultiple(orZero((list) => list.reduce((left, right) => Math.min(left, right))))
}
