/**
 * A1 references as parts of a workbook write them: `A1`, `B2:D5`, `$A:$C`, `2:3`, without a sheet.
 *
 * @since 0.1.0
 */
import { columnName } from "@effect-workbook/schema/Address"
import type { Area } from "../../Model.js"
import { parseBounds } from "../formula/ReferenceText.js"

/** How many rows and columns a worksheet has. */
export const rowCount = 1_048_576
export const columnCount = 16_384

const columnNames: Array<string> = []

/** `A1` of a cell. */
export const cell = (row: number, column: number): string => (columnNames[column] ??= columnName(column)) + (row + 1)

/** The bounds of a reference; `undefined` if the text is none. */
export const parse = (text: string): Area | undefined => {
  const bounds = parseBounds(text)
  return bounds && { top: bounds.top, left: bounds.left, bottom: bounds.bottom, right: bounds.right }
}

/** A reference with these bounds. */
export const format = (area: Area): string => {
  const wholeColumns = area.top === 0 && area.bottom === rowCount - 1
  const wholeRows = area.left === 0 && area.right === columnCount - 1
  if (wholeColumns && !wholeRows) return `${columnName(area.left)}:${columnName(area.right)}`
  if (wholeRows) return `${area.top + 1}:${area.bottom + 1}`
  const start = cell(area.top, area.left)
  return area.top === area.bottom && area.left === area.right ? start : `${start}:${cell(area.bottom, area.right)}`
}

/** Whether two areas share a cell. */
export const intersects = (a: Area, b: Area): boolean =>
  a.top <= b.bottom && b.top <= a.bottom && a.left <= b.right && b.left <= a.right

/** Whether an area holds all of another. */
export const contains = (outer: Area, inner: Area): boolean =>
  outer.top <= inner.top && inner.bottom <= outer.bottom && outer.left <= inner.left && inner.right <= outer.right

/** Whether an area holds a cell. */
export const containsCell = (area: Area, row: number, column: number): boolean =>
  area.top <= row && row <= area.bottom && area.left <= column && column <= area.right

/** The smallest area that holds both. */
export const union = (a: Area | undefined, b: Area): Area =>
  a === undefined
    ? b
    : {
      top: Math.min(a.top, b.top),
      left: Math.min(a.left, b.left),
      bottom: Math.max(a.bottom, b.bottom),
      right: Math.max(a.right, b.right)
    }

/** The cells that two areas share; `undefined` if they share none. */
export const intersection = (a: Area, b: Area): Area | undefined =>
  intersects(a, b)
    ? {
      top: Math.max(a.top, b.top),
      left: Math.max(a.left, b.left),
      bottom: Math.min(a.bottom, b.bottom),
      right: Math.min(a.right, b.right)
    }
    : undefined

/** Every cell of an area, row by row, whether the sheet has it or not. */
export function* cells(area: Area): Generator<readonly [row: number, column: number]> {
  for (let row = area.top; row <= area.bottom; row++) {
    for (let column = area.left; column <= area.right; column++) yield [row, column]
  }
}
