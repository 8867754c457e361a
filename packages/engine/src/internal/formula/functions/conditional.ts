/**
 * Counts, sums and averages over the cells that meet criteria.
 *
 * @since 0.1.0
 */
import { columnCount, maxColumn, rowCount } from "@effect-workbook/schema/Area"
import type { Context } from "../Context.js"
import { criterion, type Test } from "../Criteria.js"
import {
  anything,
  defineIn,
  type Definition,
  type Functions,
  optional,
  reference,
  variadicPairs
} from "../Definition.js"
import { type CellError, DIV0, isError, type Reference, type Scalar, type SheetArea, VALUE } from "../Value.js"
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
  for (const [range, wanted] of pairs) {
    const area = range.single
    if (area === undefined) return VALUE
    conditions.push({ area, test: criterion(wanted, context) })
  }
  const [first] = conditions
  const sameSize = conditions.every(({ area }) =>
    first !== undefined && rowCount(area) === rowCount(first.area) && columnCount(area) === columnCount(first.area)
  )
  return sameSize ? conditions : VALUE
}

/** Whether all conditions hold at a place, given as its distance from the areas' corners. */
const holdAt = (context: Context, conditions: ReadonlyArray<Condition>, row: number, column: number): boolean =>
  conditions.every(({ area, test }) => test(context.read(area.sheet, area.top + row, area.left + column)))

/**
 * Visits the places that meet all conditions and where one of the areas has a cell; gives the number of places looked at.
 * Where absent cells do not meet one of the conditions, those are the places of that condition's cells alone.
 */
const forEachMatch = (
  context: Context,
  conditions: ReadonlyArray<Condition>,
  areas: ReadonlyArray<SheetArea>,
  visitor: (row: number, column: number) => void
): number => {
  const choosy = conditions.find(({ test }) => !test(null))
  const among = choosy === undefined ? areas : [choosy.area]
  const seen = new Set<number>()
  let count = 0
  for (const area of among) {
    for (const [cellRow, cellColumn] of context.filled(area)) {
      const [row, column] = [cellRow - area.top, cellColumn - area.left]
      if (among.length > 1) {
        const place = row * gridColumns + column
        if (seen.has(place)) continue
        seen.add(place)
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
  const looked = forEachMatch(context, conditions, conditions.map(({ area }) => area), () => count++)
  return conditions.every(({ test }) => test(null))
    ? count + rowCount(first.area) * columnCount(first.area) - looked
    : count
}

type Summary = (numbers: ReadonlyArray<number>) => Scalar

/** Summarizes the numbers of a range where all conditions are met. An error among them is the result. */
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
  // only where the range has a cell can there be a number
  const summed = { ...area, ...cornerAt(area, first.area) }
  forEachMatch(context, conditions, [summed], (row, column) => {
    const value = context.read(area.sheet, area.top + row, area.left + column)
    if (typeof value === "number") found.push(value)
    else if (isError(value)) error ??= value
  })
  return error ?? summary(found)
}

/** The lower right corner of an area that starts like one and is as large as the other. */
const cornerAt = (area: SheetArea, size: SheetArea) => ({
  bottom: area.top + rowCount(size) - 1,
  right: area.left + columnCount(size) - 1
})

const single = (summary: Summary): Definition =>
  defineIn(
    [reference, anything, optional(reference)],
    (context, range, wanted, values) => summarizeIfs(context, values ?? range, [[range, wanted]], summary, true)
  )

const several = (summary: Summary): Definition =>
  variadicPairs(
    [reference],
    reference,
    anything,
    (context, [range], pairs) => summarizeIfs(context, range, pairs, summary, false)
  )

const orZero = (pick: (list: ReadonlyArray<number>) => number): Summary => (list) => list.length === 0 ? 0 : pick(list)

export const conditionals: Functions = {
  COUNTIF: defineIn([reference, anything], (context, range, wanted) => countIfs(context, [[range, wanted]])),
  COUNTIFS: variadicPairs([], reference, anything, (context, _, pairs) => countIfs(context, pairs)),
  SUMIF: single(sum),
  SUMIFS: several(sum),
  AVERAGEIF: single((list) => list.length === 0 ? DIV0 : mean(list)),
  AVERAGEIFS: several((list) => list.length === 0 ? DIV0 : mean(list)),
  MAXIFS: several(orZero((list) => list.reduce((one, two) => Math.max(one, two)))),
  MINIFS: several(orZero((list) => list.reduce((one, two) => Math.min(one, two))))
}
