/**
 * A1 references as parts of a workbook write them: `A1`, `B2:D5`, `$A:$C`, `2:3`, without a sheet.
 *
 * @since 0.1.0
 */
import * as Address from "@effect-workbook/schema/Address"
import type { Area } from "@effect-workbook/schema/Area"
import { parseBounds } from "../formula/ReferenceText.js"

const columnNames: Array<string> = []

/** `A1` of a cell. */
export const cell = (row: number, column: number): string =>
  (columnNames[column] ??= Address.columnName(column)) + (row + 1)

/** The bounds of a reference; `undefined` if the text is not a reference. */
export const parse = (text: string): Area | undefined => {
  const bounds = parseBounds(text)
  return bounds && { top: bounds.top, left: bounds.left, bottom: bounds.bottom, right: bounds.right }
}

/** A reference with these bounds, without the sheet that an address has. */
export const format = (area: Area): string => Address.format({ ...area, sheet: undefined })
