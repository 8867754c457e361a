/**
 * The header and totals rows of tables: shown and hidden.
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

/** Inserts a row of cells into the columns of an area, moving what is below. */
export const insertRow = (
  state: State,
  sheet: WorksheetState,
  area: Area,
  at: number,
  table?: TableState
): void => {
  const lastLine = Shifting.lastLine("rows")
  const below = { ...area, top: at, bottom: lastLine }
  if (!Shifting.isOccupied(state, sheet, below)) return
  const move: Shifting.Move = {
    kind: "insert",
    sheet,
    shift: { axis: "rows", at, count: 1, bandFirst: area.left, bandLast: area.right },
    last: lastLine,
    table,
    grows: undefined
  }
  Shifting.check(state, move)
  Shifting.apply(state, move)
}

/** A cell to write as it is. */
export const text = (row: number, column: number, value: CellValue, formula?: string): CellWrite.CellWrite =>
  CellWrite.make(row, column, { ...CellWrite.constant(value === "" ? null : value), formula })

/** Clears the cells of a row of a table. */
export const clearRow = (state: State, { part, sheet }: TableState, row: number): void =>
  Writing.apply(
    state,
    sheet,
    part.columns.map((_, place) => CellWrite.make(row, part.area.left + place, CellWrite.blank))
  )

/** Shows the header row above the data, or clears it away. */
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
  if (above.top < 0 || Shifting.isOccupied(state, sheet, above)) {
    const lastLine = Shifting.lastLine("rows")
    const { left, right, top } = part.area
    const move: Shifting.Move = {
      kind: "insert",
      sheet,
      shift: { axis: "rows", at: top, count: 1, bandFirst: left, bandLast: right },
      last: lastLine,
      table,
      grows: undefined
    }
    Shifting.check(state, move)
    Shifting.apply(state, move)
    part.area = { ...part.area, bottom: part.area.bottom + 1 }
  } else part.area = { ...part.area, top: part.area.top - 1 }
  part.headerRows = 1
  part.showFilterButton = true
  const writes = part.columns.map(({ name }, place) => text(part.area.top, part.area.left + place, name))
  Writing.apply(state, sheet, writes)
}

/** Shows a totals row below the data, or takes it away. */
export const setTotals = (state: State, table: TableState, show: boolean): void => {
  const { part, sheet } = table
  if (!show) {
    const move: Shifting.Move = {
      kind: "delete",
      sheet,
      shift: { axis: "rows", at: part.area.bottom, count: 1, bandFirst: part.area.left, bandLast: part.area.right },
      last: Shifting.lastLine("rows"),
      table,
      grows: undefined
    }
    Shifting.check(state, move)
    Shifting.apply(state, move)
    part.area = { ...part.area, bottom: part.area.bottom - 1 }
    part.totalsRows = 0
    return
  }
  const at = part.area.bottom + 1
  if (at > Shifting.lastLine("rows")) refuse("nonBlankCellOffSheet", "The table would reach over the worksheet's end.")
  insertRow(state, sheet, part.area, at, table)
  part.area = { ...part.area, bottom: at }
  part.totalsRows = 1
  if (
    part.columns.every(({ totalsFunction, totalsLabel }) => totalsLabel === undefined && totalsFunction === undefined)
  ) {
    defaultTotals(table)
  }
  const writes = part.columns.flatMap((column, place) => {
    const formula = totalFormula(part, column)
    return formula === undefined && column.totalsLabel === undefined
      ? []
      : [text(at, part.area.left + place, column.totalsLabel ?? null, formula)]
  })
  Calculating.calculationOf(state).tableChanged(part.name)
  Writing.apply(state, sheet, writes)
}

/** Excel begins with a label in the first column, and a sum or count in the last. */
const defaultTotals = (table: TableState): void => {
  const { columns } = table.part
  const first = columns[0]
  const last = columns.at(-1)
  if (first === undefined || last === undefined) return
  last.totalsFunction = isNumeric(table) ? "sum" : "count"
  if (first !== last) first.totalsLabel = "Total"
}

/** Whether the last column contains only numbers. */
const isNumeric = ({ part, sheet }: TableState): boolean => {
  const body = TablePart.body(part)
  if (body === undefined) return false
  for (const [row, column] of Areas.cells(sheet.part.data, { ...body, left: body.right })) {
    const value = SheetPart.value(sheet.part, row, column)
    if (value !== null && typeof value !== "number") return false
  }
  return true
}

/** The function numbers of SUBTOTAL for totals rows, which ignore hidden rows. */
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
