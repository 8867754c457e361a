/**
 * The new bounds of references after rows or columns are inserted or deleted, in the whole sheet or within a band of
 * it.
 *
 * @since 0.1.0
 */
import { type Area, isWholeColumns, isWholeRows, maxColumn, maxRow } from "@effect-workbook/schema/Area"

/**
 * An insertion of lines before index `at`, or a deletion of lines from `at` on. A line is a row or a column.
 *
 * The band consists of the lines of the other axis whose cells move: all columns for whole rows, or the columns of a
 * range whose cells shift down.
 */
export interface Shift {
  readonly axis: "rows" | "columns"
  readonly at: number
  readonly count: number
  readonly bandFirst: number
  readonly bandLast: number
}

/** Creates a shift of whole rows or columns. */
export const wholeLines = (axis: Shift["axis"], at: number, count: number): Shift => ({
  axis,
  at,
  count,
  bandFirst: 0,
  bandLast: axis === "rows" ? maxColumn : maxRow
})

/** Excel moves a reference only if it is completely within the band. */
const isWithinBand = (area: Area, shift: Shift): boolean =>
  shift.axis === "rows" ?
    area.left >= shift.bandFirst && area.right <= shift.bandLast :
    area.top >= shift.bandFirst && area.bottom <= shift.bandLast

const mapLines = (
  area: Area,
  shift: Shift,
  map: (first: number, last: number, greatest: number) => readonly [number, number] | undefined
): Area | undefined => {
  if (!isWithinBand(area, shift)) return area
  if (shift.axis === "rows") {
    const lines = isWholeColumns(area) ? [0, maxRow] as const : map(area.top, area.bottom, maxRow)
    return lines && { ...area, top: lines[0], bottom: lines[1] }
  }
  const lines = isWholeRows(area)
    ? [0, maxColumn] as const
    : map(area.left, area.right, maxColumn)
  return lines && { ...area, left: lines[0], right: lines[1] }
}

/** Returns the bounds of a reference after an insertion. It is extended if the lines are inserted inside it. */
export const mapInserted = (area: Area, shift: Shift): Area | undefined =>
  mapLines(area, shift, (first, last, greatest) => {
    if (last < shift.at) return [first, last]
    const from = first >= shift.at ? first + shift.count : first
    return from > greatest ? undefined : [from, Math.min(last + shift.count, greatest)]
  })

/** Returns the bounds of a reference after a deletion, or `undefined` if all its cells were deleted. */
export const mapDeleted = (area: Area, shift: Shift): Area | undefined =>
  mapLines(area, shift, (first, last) => {
    const end = shift.at + shift.count
    const from = first < shift.at ? first : first >= end ? first - shift.count : shift.at
    const to = last < shift.at ? last : last >= end ? last - shift.count : shift.at - 1
    return from > to ? undefined : [from, to]
  })
