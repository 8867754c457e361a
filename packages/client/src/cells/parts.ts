/**
 * Areas of a worksheet that are read and written part by part.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import type * as CellValue from "@effect-workbook/schema/CellValue"
import * as Effect from "effect/Effect"
import { divisible, tookTooLong } from "../call/divisible.js"
import type * as WorkbookError from "../WorkbookError.js"

/**
 * The rows above and below a row, or the columns left and right of a column.
 *
 * @internal
 */
export const cutAt = (area: Area.Area, axis: "row" | "column", at: number): readonly [Area.Area, Area.Area] =>
  axis === "row"
    ? [{ ...area, bottom: at - 1 }, { ...area, top: at }]
    : [{ ...area, right: at - 1 }, { ...area, left: at }]

/** The halves of the rows of an area, or of the columns if it has one row. */
const halves = (area: Area.Area): readonly [Area.Area, Area.Area] =>
  area.bottom > area.top
    ? cutAt(area, "row", area.top + Math.ceil(Area.rowCount(area) / 2))
    : cutAt(area, "column", area.left + Math.ceil(Area.columnCount(area) / 2))

/**
 * Whether a request for fewer cells may succeed.
 *
 * @internal
 */
export const isTooMuch = (error: WorkbookError.WorkbookError): boolean =>
  error._tag === "TooLarge" || tookTooLong(error)

/**
 * Makes a call for an area. If the service refuses the area because it is too large, or does not answer in time, the call is
 * made for the halves of its rows or columns. Succeeds with the results in the order of the rows, and of the columns of a row.
 * `onHalved` gets each error that was handled by halving.
 *
 * @internal
 */
export const inParts = <A, E extends WorkbookError.WorkbookError, R>(
  area: Area.Area,
  call: (area: Area.Area) => Effect.Effect<A, E, R>,
  onHalved: (error: E) => void = () => {}
): Effect.Effect<ReadonlyArray<A>, E, R> =>
  Area.isCell(area)
    ? Effect.map(call(area), (result) => [result])
    : Effect.catchIf(
      Effect.map(divisible(call(area)), (result): ReadonlyArray<A> => [result]),
      isTooMuch,
      (error) => {
        onHalved(error)
        const [first, second] = halves(area)
        return Effect.zipWith(
          inParts(first, call, onHalved),
          inParts(second, call, onHalved),
          (before, after) => [...before, ...after]
        )
      }
    )

/**
 * The cells of a matrix of an area that belong to a part of it.
 *
 * @internal
 */
export const cellsOf = (matrix: CellValue.Matrix, area: Area.Area, part: Area.Area): CellValue.Matrix => {
  const rows = matrix.slice(part.top - area.top, part.bottom - area.top + 1)
  return part.left === area.left && part.right === area.right
    ? rows
    : rows.map((row) => row.slice(part.left - area.left, part.right - area.left + 1))
}

/**
 * Puts the matrices of parts together. The parts are in the order of {@link inParts}.
 *
 * @internal
 */
export const joined = (
  area: Area.Area,
  parts: ReadonlyArray<{ readonly area: Area.Area; readonly cells: CellValue.Matrix }>
): CellValue.Matrix => {
  const [first] = parts
  if (parts.length === 1 && first !== undefined) return first.cells
  const rows: Array<ReadonlyArray<CellValue.CellValue>> = []
  for (const { area: part, cells } of parts) {
    for (const [index, row] of cells.entries()) {
      const at = part.top - area.top + index
      const before = rows[at]
      rows[at] = before === undefined ? row : [...before, ...row]
    }
  }
  return rows
}
