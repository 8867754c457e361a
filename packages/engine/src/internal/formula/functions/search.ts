/**
 * Searches for values in rows and columns.
 *
 * @since 0.1.0
 */
import { columnCount, rowCount } from "@effect-workbook/schema/Area"
import { type CellError, isError, Matrix, NA, Reference, type Scalar, VALUE, type Value } from "../../value/Value.js"
import * as Work from "../../Work.js"
import { compare, typeOrder } from "../Coercion.js"
import type { Context } from "../Context.js"
import * as Wildcard from "../Wildcard.js"

/** A row or column whose values are read on demand. Elements from index `used` on are blank. */
export interface Vector {
  readonly length: number
  readonly used: number
  readonly at: (index: number) => Scalar
}

/** Returns a row of an area or array; by default, the first row. */
export const rowVector = (context: Context, value: Value, row = 0): Vector | CellError =>
  line(context, value, "row", row)

/** Returns a column of an area or array; by default, the first column. */
export const columnVector = (context: Context, value: Value, column = 0): Vector | CellError =>
  line(context, value, "column", column)

/** Returns the elements of an area or array with one row or one column. Others are `#N/A`. */
export const vector = (context: Context, value: Value): Vector | CellError => {
  const size = sizeOf(value)
  if (isError(size)) return size
  return size.columns === 1 ? columnVector(context, value) : size.rows === 1 ? rowVector(context, value) : NA
}

/** Returns the number of rows and columns of a range, an array or a value. */
export const sizeOf = (value: Value): { readonly rows: number; readonly columns: number } | CellError => {
  if (value instanceof Matrix) return value
  if (value instanceof Reference) {
    const area = value.single
    return area === undefined ? VALUE : { rows: rowCount(area), columns: columnCount(area) }
  }
  return isError(value) ? value : { rows: 1, columns: 1 }
}

const line = (context: Context, value: Value, direction: "row" | "column", index: number): Vector | CellError => {
  if (value instanceof Matrix) {
    const length = direction === "row" ? value.columns : value.rows
    return { length, used: length, at: (at) => direction === "row" ? value.at(index, at) : value.at(at, index) }
  }
  if (value instanceof Reference) {
    const area = value.single
    if (area === undefined) return VALUE
    const { left, sheet, top } = area
    const content = context.host.contentArea(sheet)
    if (direction === "row") {
      const length = area.right - left + 1
      const used = Math.max(0, Math.min(length, (content?.right ?? -1) - left + 1))
      return { length, used, at: (at) => context.read(sheet, top + index, left + at) }
    }
    const length = area.bottom - top + 1
    const used = Math.max(0, Math.min(length, (content?.bottom ?? -1) - top + 1))
    return { length, used, at: (at) => context.read(sheet, top + at, left + index) }
  }
  if (isError(value)) return value
  return value === null || typeof value !== "object" ? { length: 1, used: 1, at: () => value } : VALUE
}

/** Returns the index of the first (`step` 1) or last (`step` -1) element that equals a value; -1 if there is none. */
export const findExact = (lookupValue: Scalar, list: Vector, step: 1 | -1, wildcards: boolean): number =>
  scan(list, step, equalTo(lookupValue, wildcards))

/** Returns the index of the first (`step` 1) or last (`step` -1) element that passes a test; -1 if there is none. */
export const scan = ({ at, used }: Vector, step: 1 | -1, test: (value: Scalar) => boolean): number => {
  for (let count = 0, index = step === 1 ? 0 : used - 1; count < used; count++, index += step) {
    Work.spend(1)
    if (test(at(index))) return index
  }
  return -1
}

const equalTo = (lookupValue: Scalar, wildcards: boolean): (value: Scalar) => boolean => {
  if (typeof lookupValue === "string") {
    if (wildcards && Wildcard.hasWildcards(lookupValue)) {
      const pattern = Wildcard.compile(lookupValue)
      return (value) => typeof value === "string" && pattern.matches(value)
    }
    const lower = lookupValue.toLowerCase()
    return (value) => typeof value === "string" && value.length === lookupValue.length && value.toLowerCase() === lower
  }
  if (lookupValue === null) return (value) => value === 0
  return (value) => typeof value === typeof lookupValue && !isError(value) && compare(value, lookupValue) === 0
}

/**
 * Binary search in sorted elements. Returns the index of the last element that is not greater than a value (in
 * ascending order) or not less (in descending order); -1 if there is none. Elements for which `isCounted` is false are
 * skipped; by default these are elements of a different type.
 */
export const bisect = (
  lookupValue: Scalar,
  { at, used }: Vector,
  order: "ascending" | "descending",
  isCounted: (element: Scalar, value: Scalar) => boolean = comparable
): number => {
  const value = lookupValue ?? 0
  const before = (element: Scalar) =>
    order === "ascending" ? compare(element, value) <= 0 : compare(element, value) >= 0
  let low = 0
  let high = used - 1
  let best = -1
  while (low <= high) {
    const middle = (low + high) >> 1
    let index = middle
    while (index <= high && !isCounted(at(index), value)) {
      Work.spend(1)
      index++
    }
    if (index > high) {
      high = middle - 1
    } else if (before(at(index))) {
      best = index
      low = index + 1
    } else {
      high = middle - 1
    }
  }
  return best
}

const comparable = (element: Scalar, value: Scalar): boolean =>
  element !== null && !isError(element) && typeOrder(element) === typeOrder(value)

/**
 * Linear search: returns the index of the greatest element not above a value, or of the smallest element not below it.
 */
export const nearest = (lookupValue: Scalar, { at, used }: Vector, side: "below" | "above", step: 1 | -1): number => {
  const value = lookupValue ?? 0
  let best = -1
  let found: Scalar = null
  for (let count = 0, index = step === 1 ? 0 : used - 1; count < used; count++, index += step) {
    Work.spend(1)
    const element = at(index)
    if (element === null || isError(element)) continue
    const order = compare(element, value)
    if (order === 0) return index
    if (side === "below" ? order > 0 : order < 0) continue
    if (best < 0 || (side === "below" ? compare(element, found) > 0 : compare(element, found) < 0)) {
      best = index
      found = element
    }
  }
  return best
}
