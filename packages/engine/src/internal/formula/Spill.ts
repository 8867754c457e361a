/**
 * Results of array formulas on their way into cells.
 *
 * @since 0.1.0
 */
import { type Area, maxColumn, maxRow } from "@effect-workbook/schema/Area"
import type { ArrayArea, Host } from "./Host.js"
import { element } from "./Operators.js"
import { Matrix, type Scalar, SPILL } from "./Value.js"
import * as Work from "./Work.js"

type Rows = ReadonlyArray<ReadonlyArray<Scalar>>

/** The values that go into the cells, and the area that they could not fill if it is not free. */
export interface Fitted {
  readonly rows: Rows
  readonly blocked: Area | undefined
}

/** A fixed array keeps its size, a dynamic one takes the size of its result. */
export const fit = (result: Scalar | Matrix, { area, dynamic }: ArrayArea, host: Host, sheet: number): Fitted => {
  if (!dynamic) return { rows: fixed(result, area), blocked: undefined }
  if (!(result instanceof Matrix)) return { rows: [[result ?? 0]], blocked: undefined }
  const { left, top } = area
  const target = { top, left, bottom: top + result.rows - 1, right: left + result.columns - 1 }
  if (
    target.bottom > maxRow || target.right > maxColumn || result.size > Work.mostSpilled ||
    !isFree(target, area, host, sheet)
  ) {
    return { rows: [[SPILL]], blocked: target }
  }
  return { rows: result.toRows().map((row) => row.map((value) => value ?? 0)), blocked: undefined }
}

const fixed = (result: Scalar | Matrix, area: Area): Rows => {
  const rows: Array<Array<Scalar>> = []
  for (let row = 0; row <= area.bottom - area.top; row++) {
    const values: Array<Scalar> = []
    for (let column = 0; column <= area.right - area.left; column++) values.push(element(result, row, column) ?? 0)
    rows.push(values)
  }
  return rows
}

/** Whether an array may fill the area: outside of what it fills already, all cells must be empty. */
const isFree = (target: Area, own: Area, host: Host, sheet: number): boolean => {
  const content = host.contentArea(sheet)
  if (content === undefined) return true
  for (let row = target.top; row <= Math.min(target.bottom, content.bottom); row++) {
    for (let column = target.left; column <= Math.min(target.right, content.right); column++) {
      if (row >= own.top && row <= own.bottom && column >= own.left && column <= own.right) continue
      if (host.value(sheet, row, column) !== null || host.formula(sheet, row, column) !== undefined) return false
    }
  }
  return true
}
