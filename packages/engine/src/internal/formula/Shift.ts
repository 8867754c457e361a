/**
 * Where cells go when rows or columns are inserted or deleted, over the whole sheet or within a band of it.
 *
 * @since 0.1.0
 */
import { type Area, isWholeColumns, isWholeRows, maxColumn, maxRow } from "@effect-workbook/schema/Area"

/**
 * Lines inserted before, or deleted from, index `at`.
 *
 * The band is the lines of the other axis that take part: all columns when whole rows are inserted, the range's own
 * columns when a range's cells shift down.
 */
export interface Shift {
  readonly axis: "rows" | "columns"
  readonly at: number
  readonly count: number
  readonly bandFirst: number
  readonly bandLast: number
}

/** A shift of whole rows or columns. */
export const whole = (axis: Shift["axis"], at: number, count: number): Shift => ({
  axis,
  at,
  count,
  bandFirst: 0,
  bandLast: axis === "rows" ? maxColumn : maxRow
})

/** Excel moves a reference only if the band covers its full width. */
const takesPart = (area: Area, shift: Shift): boolean =>
  shift.axis === "rows" ?
    area.left >= shift.bandFirst && area.right <= shift.bandLast :
    area.top >= shift.bandFirst && area.bottom <= shift.bandLast

const along = (
  area: Area,
  shift: Shift,
  map: (first: number, last: number, greatest: number) => readonly [number, number] | undefined
): Area | undefined => {
  if (!takesPart(area, shift)) return area
  if (shift.axis === "rows") {
    const lines = isWholeColumns(area) ? [0, maxRow] as const : map(area.top, area.bottom, maxRow)
    return lines && { ...area, top: lines[0], bottom: lines[1] }
  }
  const lines = isWholeRows(area)
    ? [0, maxColumn] as const
    : map(area.left, area.right, maxColumn)
  return lines && { ...area, left: lines[0], right: lines[1] }
}

/** Bounds of a reference after an insertion: it moves, or grows if the lines came inside it. */
export const inserted = (area: Area, shift: Shift): Area | undefined =>
  along(area, shift, (first, last, greatest) => {
    if (last < shift.at) return [first, last]
    const from = first >= shift.at ? first + shift.count : first
    return from > greatest ? undefined : [from, Math.min(last + shift.count, greatest)]
  })

/** Bounds of a reference after a deletion: it moves, shrinks, or is gone (`undefined`). */
export const deleted = (area: Area, shift: Shift): Area | undefined =>
  along(area, shift, (first, last) => {
    const end = shift.at + shift.count
    const from = first < shift.at ? first : first >= end ? first - shift.count : shift.at
    const to = last < shift.at ? last : last >= end ? last - shift.count : shift.at - 1
    return from > to ? undefined : [from, to]
  })
