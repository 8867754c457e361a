/**
 * What the parts of a picture are read with: the chart, the colors of the theme, and the cells of the workbook.
 *
 * @since 0.1.0
 */
import type { Scalar } from "../../value/Value.js"
import type * as ChartPart from "../chart/ChartPart.js"
import type * as Color from "../chart/Color.js"

/** The visible cells of an area. Rows and columns count from the first visible ones. */
export interface Cells {
  readonly rows: number
  readonly columns: number
  readonly value: (row: number, column: number) => Scalar
  readonly format: (row: number, column: number) => string
}

/** A chart to picture. */
export interface Context {
  readonly part: ChartPart.ChartPart
  readonly theme: Color.Theme
  readonly date1904: boolean
  /** Returns the cells of a formula that refers to one area of the workbook. */
  readonly cellsOf: (formula: string) => Cells | undefined
}
