/**
 * Reads the pictures of charts, with the present values of the cells.
 *
 * @since 0.1.0
 */
import type { Area } from "@effect-workbook/schema/Area"
import type { ChartPicture } from "../../ChartPicture.js"
import type * as Model from "../../Model.js"
import * as ChartPart from "../parts/chart/ChartPart.js"
import type { Cells } from "../parts/chartPicture/Context.js"
import * as Picture from "../parts/chartPicture/Picture.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as Styles from "../parts/Styles.js"
import * as ChartReading from "./ChartReading.js"
import type { State, WorksheetState } from "./State.js"

const range = (first: number, last: number): ReadonlyArray<number> =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)

/** Returns the cells of an area. A chart shows hidden cells only if it says so. */
const cellsOf = (
  { styles }: State,
  { part }: WorksheetState,
  { bottom, left, right, top }: Area,
  visibleOnly: boolean
): Cells => {
  const rows = range(top, bottom).filter((row) => !visibleOnly || !SheetPart.rowHidden(part, row))
  const columns = range(left, right).filter((column) =>
    !visibleOnly || SheetPart.hiddenColumns(part, column, column) === 0
  )
  const at = (row: number, column: number): readonly [row: number, column: number] => [
    rows[row] ?? bottom,
    columns[column] ?? right
  ]
  return {
    rows: rows.length,
    columns: columns.length,
    value: (row, column) => SheetPart.value(part, ...at(row, column)),
    format: (row, column) => Styles.numberFormat(styles, SheetPart.style(part, ...at(row, column)))
  }
}

/** Reads the picture of a chart. */
export const read = (state: State, chart: Model.Chart): ChartPicture => {
  const part = ChartReading.partOf(state, ChartReading.chartOf(state, chart))
  // without the element, hidden cells are shown
  const visibleOnly = ChartPart.isOn(part.chart, "plotVisOnly")
  return Picture.read({
    part,
    theme: ChartReading.themeOf(state),
    date1904: state.workbook.date1904,
    cellsOf: (formula) => {
      const found = ChartReading.cellsOf(state, formula)
      return found && cellsOf(state, found.sheet, found.area, visibleOnly)
    }
  }, chart)
}
