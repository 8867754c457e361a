/**
 * Reading values out of references, arrays and single values alike.
 *
 * @since 0.1.0
 */
import { columnCount, rowCount } from "@effect-workbook/schema/Area"
import type { Context } from "./Context.js"
import {
  CALC,
  type CellError,
  isError,
  Lambda,
  Matrix,
  Reference,
  type Scalar,
  type SheetArea,
  VALUE,
  type Value
} from "./Value.js"
import * as Work from "./Work.js"

/** An area's values. Rows below the sheet's content are left out of `values` and read as blank. */
export const readArea = (context: Context, area: SheetArea): Matrix | CellError => {
  const rows = rowCount(area)
  const columns = columnCount(area)
  if (rows * columns === 1) return new Matrix(1, 1, [context.read(area.sheet, area.top, area.left)])
  const content = context.host.contentArea(area.sheet)
  const bottom = Math.min(area.bottom, content?.bottom ?? -1)
  Work.spendOnArray(Math.max(bottom - area.top + 1, 0), columns)
  const values: Array<Scalar> = []
  for (let row = area.top; row <= bottom; row++) {
    for (let column = area.left; column <= area.right; column++) values.push(context.read(area.sheet, row, column))
  }
  return new Matrix(rows, columns, values)
}

/** Converts a value to an array. A union of areas cannot be converted. */
export const toMatrix = (context: Context, value: Value): Matrix | CellError => {
  if (value instanceof Matrix) return value
  if (value instanceof Reference) return value.single === undefined ? VALUE : readArea(context, value.single)
  if (value instanceof Lambda) return CALC
  return isError(value) ? value : new Matrix(1, 1, [value])
}

/** The value where one is expected: of a range, the cell in the formula's own row or column. */
export const intersect = (context: Context, reference: Reference): Scalar => {
  const area = reference.single
  if (area === undefined) return VALUE
  if (area.top === area.bottom && area.left === area.right) return context.read(area.sheet, area.top, area.left)
  const inRows = context.row >= area.top && context.row <= area.bottom
  const inColumns = context.column >= area.left && context.column <= area.right
  if (area.left === area.right && inRows) return context.read(area.sheet, context.row, area.left)
  if (area.top === area.bottom && inColumns) return context.read(area.sheet, area.top, context.column)
  return VALUE
}

/** The value, with a reference replaced by its cells: all of them in an array formula, else by implicit intersection. */
export const dereference = (context: Context, value: Value): Scalar | Matrix => {
  if (value instanceof Reference) {
    const area = value.single
    if (area === undefined) return VALUE
    if (area.top === area.bottom && area.left === area.right) return context.read(area.sheet, area.top, area.left)
    return context.array ? readArea(context, area) : intersect(context, value)
  }
  return value instanceof Lambda ? CALC : value
}

/** The first value: an array's upper left element, a range by intersection. */
export const toScalar = (context: Context, value: Value): Scalar => {
  const found = dereference(context, value)
  return found instanceof Matrix ? found.at(0, 0) : found
}

/**
 * Visits the values row by row: of references only cells that are there. The visitor is told whether the value stands
 * alone (written as an argument) or comes from cells or an array; returning an error stops the visit.
 */
export const visit = (
  context: Context,
  value: Value,
  visitor: (value: Scalar, alone: boolean) => CellError | undefined | void
): CellError | undefined => {
  if (value instanceof Reference) {
    for (const area of value.areas) {
      const error = visitArea(context, area, (scalar) => visitor(scalar, false))
      if (error !== undefined) return error
    }
    return undefined
  }
  if (value instanceof Matrix) {
    const count = value.rest === null ? value.values.length : value.size
    Work.spend(count)
    for (let at = 0; at < count; at++) {
      const error = visitor(value.nth(at), false)
      if (error !== undefined) return error
    }
    return undefined
  }
  return visitor(value instanceof Lambda ? CALC : value, true) ?? undefined
}

/** Visits the cells of an area that are there, row by row. */
export const visitArea = (
  context: Context,
  area: SheetArea,
  visitor: (value: Scalar, row: number, column: number) => CellError | undefined | void
): CellError | undefined => {
  for (const [row, column] of context.filled(area)) {
    const error = visitor(context.read(area.sheet, row, column), row, column)
    if (error !== undefined) return error
  }
  return undefined
}
