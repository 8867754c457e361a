/**
 * Counts, sums and averages over the cells that meet criteria.
 *
 * @since 0.1.0
 */
import { columnCount, rowCount } from "../Cells.js"
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

/** How far from its corner any of the areas has content; beyond that all cells are blank. */
const extent = (context: Context, areas: ReadonlyArray<SheetArea>): readonly [rows: number, columns: number] => {
  let rows = 0
  let columns = 0
  for (const area of areas) {
    const content = context.host.contentArea(area.sheet)
    if (content === undefined) continue
    rows = Math.max(rows, Math.min(area.bottom, content.bottom) - area.top + 1)
    columns = Math.max(columns, Math.min(area.right, content.right) - area.left + 1)
  }
  return [rows, columns]
}

/** Visits the places that meet all conditions, as offsets from the areas' corners. */
const forEachMatch = (
  context: Context,
  conditions: ReadonlyArray<Condition>,
  size: readonly [rows: number, columns: number],
  visitor: (row: number, column: number) => void
): void => {
  for (let row = 0; row < size[0]; row++) {
    for (let column = 0; column < size[1]; column++) {
      const met = conditions.every(({ area, test }) =>
        test(context.read(area.sheet, area.top + row, area.left + column))
      )
      if (met) visitor(row, column)
    }
  }
}

const countIfs = (context: Context, pairs: ReadonlyArray<readonly [Reference, Scalar]>): Scalar => {
  const conditions = conditionsOf(context, pairs)
  if (isError(conditions)) return conditions
  const [first] = conditions
  if (first === undefined) return VALUE
  const size = extent(context, conditions.map(({ area }) => area))
  let count = 0
  forEachMatch(context, conditions, size, () => count++)
  const blanks = rowCount(first.area) * columnCount(first.area) - size[0] * size[1]
  return count + (conditions.every(({ test }) => test(null)) ? blanks : 0)
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
  const size = extent(context, conditions.map(({ area }) => area))
  const whole = conditions.every(({ test }) => test(null))
    ? extent(context, [{ ...area, ...cornerAt(area, first.area) }])
    : size
  forEachMatch(context, conditions, [Math.max(size[0], whole[0]), Math.max(size[1], whole[1])], (row, column) => {
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
