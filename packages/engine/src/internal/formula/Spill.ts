/**
 * Fits the results of array formulas to cells.
 *
 * @since 0.1.0
 */
import { type Area, maxColumn, maxRow } from "@effect-workbook/schema/Area"
import { Matrix, type Scalar, SPILL } from "../value/Value.js"
import * as Work from "../Work.js"
import type { ArrayArea, Host } from "./Host.js"
import { broadcastElement } from "./Operators.js"

type Rows = ReadonlyArray<ReadonlyArray<Scalar>>

/** The values to store. `blocked` is the area that the result cannot fill, in which case the value is `#SPILL!`. */
export interface FittedResult {
  readonly rows: Rows
  readonly blocked: Area | undefined
}

/** Returns the values to store. A fixed array keeps its size; a dynamic one gets the size of its result. */
export const fitResult = (
  result: Scalar | Matrix,
  { area, dynamic }: ArrayArea,
  host: Host,
  sheet: number
): FittedResult => {
  if (!dynamic) return { rows: fixedSizeRows(result, area), blocked: undefined }
  if (!(result instanceof Matrix)) return { rows: [[result ?? 0]], blocked: undefined }
  const { left, top } = area
  const target = { top, left, bottom: top + result.rows - 1, right: left + result.columns - 1 }
  if (
    target.bottom > maxRow || target.right > maxColumn || result.size > Work.maxSpilledCells ||
    !isFree(target, area, host, sheet)
  ) {
    return { rows: [[SPILL]], blocked: target }
  }
  return { rows: result.toRows().map((row) => row.map((value) => value ?? 0)), blocked: undefined }
}

const fixedSizeRows = (result: Scalar | Matrix, area: Area): Rows => {
  const rows: Array<Array<Scalar>> = []
  for (let row = 0; row <= area.bottom - area.top; row++) {
    const values: Array<Scalar> = []
    for (let column = 0; column <= area.right - area.left; column++) {
      values.push(broadcastElement(result, row, column) ?? 0)
    }
    rows.push(values)
  }
  return rows
}

/** Returns whether an array can fill the target: all cells outside its present area must be empty. */
const isFree = (target: Area, present: Area, host: Host, sheet: number): boolean => {
  const content = host.contentArea(sheet)
  if (content === undefined) return true
  for (let row = target.top; row <= Math.min(target.bottom, content.bottom); row++) {
    for (let column = target.left; column <= Math.min(target.right, content.right); column++) {
      if (row >= present.top && row <= present.bottom && column >= present.left && column <= present.right) continue
      if (host.value(sheet, row, column) !== null || host.formula(sheet, row, column) !== undefined) return false
    }
  }
  return true
}
