/**
 * Reads cells in the form that the workbook API returns.
 *
 * @since 0.1.0
 */
import type { Area } from "@effect-workbook/schema/Area"
import type { CellValue, Matrix, ValueType } from "@effect-workbook/schema/CellValue"
import type * as Model from "../../Model.js"
import * as NumberFormat from "../format/NumberFormat.js"
import * as FormulaNotation from "../formula/FormulaNotation.js"
import * as A1Reference from "../parts/A1Reference.js"
import * as SheetData from "../parts/sheet/SheetData.js"
import * as SheetFormulas from "../parts/SheetFormulas.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as Styles from "../parts/Styles.js"
import { CellError, type Scalar } from "../value/Value.js"
import { type State, tableAt } from "./State.js"

/** Converts a value to the form of the API: a blank cell is `""`, an error is its code. */
export const cellValue = (value: Scalar): CellValue =>
  value === null ? "" : value instanceof CellError ? value.code : value

const valueType = (value: Scalar): ValueType => {
  if (value === null) return "Empty"
  if (value instanceof CellError) return "Error"
  if (typeof value === "string") return "String"
  return typeof value === "boolean" ? "Boolean" : "Double"
}

const matrix = <A>(area: Area, cell: (row: number, column: number) => A): Array<Array<A>> => {
  const rows: Array<Array<A>> = []
  for (let row = area.top; row <= area.bottom; row++) {
    const values: Array<A> = []
    for (let column = area.left; column <= area.right; column++) values.push(cell(row, column))
    rows.push(values)
  }
  return rows
}

const allOrSome = (count: number, all: number): boolean | null => count === 0 ? false : count === all ? true : null

const worksheetPart = (state: State, sheet: Model.Sheet): SheetPart.SheetPart | undefined =>
  state.sheets.find(({ id }) => id === sheet.id)?.part

/** Returns the cells of an area. */
export const read = (state: State, sheet: Model.Sheet, area: Area): Model.Cells => {
  const part = worksheetPart(state, sheet)
  // A sheet uses few styles, so each number format is looked up once.
  const numberFormats = new Map<number, string>()
  const numberFormat = (row: number, column: number): string => {
    if (part === undefined) return "General"
    const style = SheetPart.style(part, row, column)
    const cached = numberFormats.get(style)
    if (cached !== undefined) return cached
    const found = Styles.numberFormat(state.styles, style)
    numberFormats.set(style, found)
    return found
  }
  const value = (row: number, column: number): Scalar => part === undefined ? null : SheetPart.value(part, row, column)
  const formula = (row: number, column: number): string | undefined => {
    const found = part && SheetFormulas.formula(part, row, column)
    if (found === undefined) return undefined
    // A formula inside a table can omit the name of the table.
    const table = found.includes("[") ? tableAt(state, sheet.id, row, column)?.part.name : undefined
    return `=${FormulaNotation.toDisplay(found, table)}`
  }
  return {
    values: (): Matrix => matrix(area, (row, column) => cellValue(value(row, column))),
    formulas: (): Matrix => matrix(area, (row, column) => formula(row, column) ?? cellValue(value(row, column))),
    formulasR1C1: (): Matrix =>
      matrix(area, (row, column) => {
        const shown = formula(row, column)
        return shown === undefined
          ? cellValue(value(row, column))
          : FormulaNotation.toR1C1(shown, A1Reference.cell(row, column))
      }),
    text: () =>
      matrix(area, (row, column) => {
        const shown = value(row, column)
        return shown === null ? "" : NumberFormat.format(shown, numberFormat(row, column), state.workbook.date1904)
      }),
    numberFormat: () => matrix(area, numberFormat),
    valueTypes: () => matrix(area, (row, column) => valueType(value(row, column))),
    rowHidden: () =>
      allOrSome(part === undefined ? 0 : SheetPart.hiddenRows(part, area.top, area.bottom), area.bottom - area.top + 1),
    columnHidden: () =>
      allOrSome(
        part === undefined ? 0 : SheetPart.hiddenColumns(part, area.left, area.right),
        area.right - area.left + 1
      )
  }
}

/** Returns the used area. For a sheet without cells it is the cell `A1`. */
export const usedArea = (state: State, sheet: Model.Sheet, valuesOnly: boolean): Area => {
  const part = worksheetPart(state, sheet)
  const used = part && (valuesOnly ? SheetData.contentArea(part.data) : SheetData.usedArea(part.data))
  return used ?? { top: 0, left: 0, bottom: 0, right: 0 }
}
