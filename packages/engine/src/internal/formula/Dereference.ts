/**
 * Reads the values of references, arrays and single values.
 *
 * @since 0.1.0
 */
import { columnCount, rowCount } from "@effect-workbook/schema/Area"
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
} from "../value/Value.js"
import * as Work from "../Work.js"
import type { Context } from "./Context.js"

/** Reads the values of an area. Rows below the content of the sheet are not stored in the array and read as blank. */
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

/** Converts a value to an array. A union of areas is `#VALUE!`. */
export const toMatrix = (context: Context, value: Value): Matrix | CellError => {
  if (value instanceof Matrix) return value
  if (value instanceof Reference) return value.single === undefined ? VALUE : readArea(context, value.single)
  if (value instanceof Lambda) return CALC
  return isError(value) ? value : new Matrix(1, 1, [value])
}

/** Applies implicit intersection: reads the cell of a range that is in the row or column of the formula. */
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

/** Replaces a reference by the values of its cells: all cells in an array formula, or else by implicit intersection. */
export const dereference = (context: Context, value: Value): Scalar | Matrix => {
  if (value instanceof Reference) {
    const area = value.single
    if (area === undefined) return VALUE
    if (area.top === area.bottom && area.left === area.right) return context.read(area.sheet, area.top, area.left)
    return context.isArrayFormula ? readArea(context, area) : intersect(context, value)
  }
  return value instanceof Lambda ? CALC : value
}

/** Returns one value: the upper left element of an array, or the implicit intersection with a range. */
export const toScalar = (context: Context, value: Value): Scalar => {
  const found = dereference(context, value)
  return found instanceof Matrix ? found.at(0, 0) : found
}

/**
 * Visits the values of an argument row by row. In references it visits only existing cells. `isDirect` is false for
 * values of cells and arrays. The visit stops if the visitor returns an error, and the result is that error.
 */
export const visit = (
  context: Context,
  value: Value,
  visitor: (value: Scalar, isDirect: boolean) => CellError | undefined | void
): CellError | undefined => {
  if (value instanceof Reference) {
    for (const area of value.areas) {
      const error = visitArea(context, area, (scalar) => visitor(scalar, false))
      if (error !== undefined) return error
    }
    return undefined
  }
  if (value instanceof Matrix) {
    // Blank elements that are not stored are skipped, like cells that do not exist.
    const count = value.fillValue === null ? value.values.length : value.size
    Work.spend(count)
    for (let at = 0; at < count; at++) {
      const error = visitor(value.valueAt(at), false)
      if (error !== undefined) return error
    }
    return undefined
  }
  return visitor(value instanceof Lambda ? CALC : value, true) ?? undefined
}

/** Visits the existing cells of an area row by row. The visit stops at the first error that the visitor returns. */
export const visitArea = (
  context: Context,
  area: SheetArea,
  visitor: (value: Scalar, row: number, column: number) => CellError | undefined | void
): CellError | undefined => {
  for (const [row, column] of context.existingCells(area)) {
    const error = visitor(context.read(area.sheet, row, column), row, column)
    if (error !== undefined) return error
  }
  return undefined
}
