/**
 * References in A1 notation without a sheet, as in the `ref` attributes of a workbook: `A1`, `B2:D5`, `$A:$C`, `2:3`.
 *
 * @since 0.1.0
 */
import * as Address from "@effect-workbook/schema/Address"
import type { Area } from "@effect-workbook/schema/Area"
import { parseBounds } from "../formula/ReferenceText.js"

const columnNames: Array<string> = []

/** Returns the reference to a cell: `A1` for row 0 and column 0. */
export const cell = (row: number, column: number): string =>
  (columnNames[column] ??= Address.columnName(column)) + (row + 1)

/** Parses a reference, or returns `undefined` if the text is not a reference. */
export const parse = (text: string): Area | undefined => {
  const bounds = parseBounds(text)
  return bounds && { top: bounds.top, left: bounds.left, bottom: bounds.bottom, right: bounds.right }
}

/** Returns the reference to an area. */
export const format = (area: Area): string => Address.format({ ...area, sheet: undefined })
