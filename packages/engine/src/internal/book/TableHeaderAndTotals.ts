/**
 * Shows and hides the header row and the totals row of tables.
 *
 * @since 0.1.0
 */
import type { Area } from "@effect-workbook/schema/Area"
import type { CellValue } from "@effect-workbook/schema/CellValue"
import * as Areas from "../parts/sheet/Areas.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as TablePart from "../parts/TablePart.js"
import { refuse } from "../refusal.js"
import * as Calculating from "./Calculating.js"
import * as CellWrite from "./CellWrite.js"
import * as Shifting from "./Shifting.js"
import type { State, TableState, WorksheetState } from "./State.js"
import * as Writing from "./Writing.js"

/** Inserts a row into the columns of an area if there is anything below it. The cells below move down. */
export const insertRow = (
  state: State,
  sheet: WorksheetState,
  area: Area,
  at: number,
  table?: TableState
): void => {
  const lastLine = Shifting.maxIndex("rows")
  const below = { ...area, top: at, bottom: lastLine }
  if (!Shifting.hasObstacle(state, sheet, below)) return
  const move: Shifting.Move = {
    kind: "insert",
    sheet,
    shift: { axis: "rows", at, count: 1, bandFirst: area.left, bandLast: area.right },
    lastMoved: lastLine,
    table,
    extendedArea: undefined
  }
  Shifting.check(state, move)
  Shifting.apply(state, move)
}

/** A write of a value that is not parsed as typed input. */
export const cellWrite = (row: number, column: number, value: CellValue, formula?: string): CellWrite.CellWrite =>
  CellWrite.make(row, column, { ...CellWrite.constantContent(value === "" ? null : value), formula })

/** Clears the cells of a row of a table. */
export const clearRow = (state: State, { part, sheet }: TableState, row: number): void =>
  Writing.apply(
    state,
    sheet,
    part.columns.map((_, index) => CellWrite.make(row, part.area.left + index, CellWrite.blankContent))
  )

/** Shows or hides the header row. It uses the row above the table if that row is empty, or else inserts a row. */
export const setHeaders = (state: State, table: TableState, show: boolean): void => {
  const { part, sheet } = table
  if (!show) {
    clearRow(state, table, part.area.top)
    part.area = { ...part.area, top: part.area.top + 1 }
    part.headerRows = 0
    part.showFilterButton = false
    return
  }
  const above = { ...part.area, top: part.area.top - 1, bottom: part.area.top - 1 }
  if (above.top < 0 || Shifting.hasObstacle(state, sheet, above)) {
    const lastLine = Shifting.maxIndex("rows")
    const { left, right, top } = part.area
    const move: Shifting.Move = {
      kind: "insert",
      sheet,
      shift: { axis: "rows", at: top, count: 1, bandFirst: left, bandLast: right },
      lastMoved: lastLine,
      table,
      extendedArea: undefined
    }
    Shifting.check(state, move)
    Shifting.apply(state, move)
    part.area = { ...part.area, bottom: part.area.bottom + 1 }
  } else part.area = { ...part.area, top: part.area.top - 1 }
  part.headerRows = 1
  part.showFilterButton = true
  const writes = part.columns.map(({ name }, index) => cellWrite(part.area.top, part.area.left + index, name))
  Writing.apply(state, sheet, writes)
}

/** Shows or hides the totals row. */
export const setTotals = (state: State, table: TableState, show: boolean): void => {
  const { part, sheet } = table
  if (!show) {
    const move: Shifting.Move = {
      kind: "delete",
      sheet,
      shift: { axis: "rows", at: part.area.bottom, count: 1, bandFirst: part.area.left, bandLast: part.area.right },
      lastMoved: Shifting.maxIndex("rows"),
      table,
      extendedArea: undefined
    }
    Shifting.check(state, move)
    Shifting.apply(state, move)
    part.area = { ...part.area, bottom: part.area.bottom - 1 }
    part.totalsRows = 0
    return
  }
  const at = part.area.bottom + 1
  if (at > Shifting.maxIndex("rows")) refuse("nonBlankCellOffSheet", "The table would extend beyond the worksheet.")
  insertRow(state, sheet, part.area, at, table)
  part.area = { ...part.area, bottom: at }
  part.totalsRows = 1
  if (
    part.columns.every(({ totalsFunction, totalsLabel }) => totalsLabel === undefined && totalsFunction === undefined)
  ) {
    defaultTotals(table)
  }
  const writes = part.columns.flatMap((column, index) => {
    const formula = totalFormula(part, column)
    return formula === undefined && column.totalsLabel === undefined
      ? []
      : [cellWrite(at, part.area.left + index, column.totalsLabel ?? null, formula)]
  })
  Calculating.calculationOf(state).tableChanged(part.name)
  Writing.apply(state, sheet, writes)
}

/** Like Excel, sets a label in the first column and a sum or count in the last column. */
const defaultTotals = (table: TableState): void => {
  const { columns } = table.part
  const first = columns[0]
  const last = columns.at(-1)
  if (first === undefined || last === undefined) return
  last.totalsFunction = isNumeric(table) ? "sum" : "count"
  if (first !== last) first.totalsLabel = "Total"
}

/** Returns whether the last column contains only numbers and blank cells. */
const isNumeric = ({ part, sheet }: TableState): boolean => {
  const body = TablePart.body(part)
  if (body === undefined) return false
  for (const [row, column] of Areas.cells(sheet.part.data, { ...body, left: body.right })) {
    const value = SheetPart.value(sheet.part, row, column)
    if (value !== null && typeof value !== "number") return false
  }
  return true
}

/** The function numbers of `SUBTOTAL` that ignore hidden rows, by the name of the totals row function. */
const subtotals: Readonly<Record<string, number>> = {
  average: 101,
  countNums: 102,
  count: 103,
  max: 104,
  min: 105,
  stdDev: 107,
  sum: 109,
  var: 110
}

const totalFormula = (part: TablePart.TablePart, column: TablePart.Column): string | undefined => {
  if (column.totalsFunction === "custom") return column.totalsFormula
  const number = subtotals[column.totalsFunction ?? ""]
  const name = column.name.replace(/['#[\]@]/g, "'$&")
  return number === undefined ? undefined : `SUBTOTAL(${number},${part.name}[${name}])`
}
