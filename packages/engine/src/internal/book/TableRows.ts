/**
 * Inserts and deletes rows of tables.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import type { CellValue, Matrix } from "@effect-workbook/schema/CellValue"
import type * as Model from "../../Model.js"
import * as References from "../formula/References.js"
import * as SheetData from "../parts/sheet/SheetData.js"
import * as SheetFormulas from "../parts/SheetFormulas.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as Styles from "../parts/Styles.js"
import * as TablePart from "../parts/TablePart.js"
import { inQuotes, refuse } from "../refusal.js"
import * as Calculating from "./Calculating.js"
import * as CellWrite from "./CellWrite.js"
import * as Protection from "./Protection.js"
import * as Shifting from "./Shifting.js"
import { type State, tableOf, type TableState } from "./State.js"
import { clearRow } from "./TableHeaderAndTotals.js"
import * as Writing from "./Writing.js"

const bodyTop = (part: TablePart.TablePart): number => part.area.top + part.headerRows

/** The number of data rows. */
const rowCount = (part: TablePart.TablePart): number => {
  const body = TablePart.body(part)
  return body === undefined ? 0 : Area.rowCount(body)
}

const checkDimensions = (part: TablePart.TablePart, values: Matrix): void => {
  const width = part.columns.length
  if (values.length === 0) refuse("invalidArgument", "The number of rows of 'values' is 0; expected at least 1.")
  for (const [index, row] of values.entries()) {
    if (row.length === width) continue
    refuse(
      "invalidArgument",
      `The number of cells of 'values[${index}]' is ${row.length}; ` +
        `expected ${width}, the number of columns of the table ${inQuotes(part.name)}.`
    )
  }
}

/** Returns the shift of cells for rows inserted before the sheet row `at`. */
const insertionMove = (state: State, table: TableState, at: number, count: number): Shifting.Move => {
  const { part, sheet } = table
  const { area } = part
  const body = TablePart.body(part)
  const isAppended = at === area.bottom - part.totalsRows + 1
  const lastLine = Shifting.maxIndex("rows")
  const below = { top: area.bottom + 1, bottom: lastLine, left: area.left, right: area.right }
  return {
    kind: "insert",
    sheet,
    shift: { axis: "rows", at, count, bandFirst: area.left, bandLast: area.right },
    lastMoved: isAppended && !Shifting.hasObstacle(state, sheet, below) ? area.bottom : lastLine,
    table,
    extendedArea: isAppended ? body : undefined
  }
}

/** Inserts rows before an index, or at the end for `null`. Returns the index of the first new row. */
export const add = (state: State, model: Model.Table, index: number | null, values: Matrix): number => {
  const table = tableOf(state, model)
  const { part, sheet } = table
  Protection.checkSheetStructure(sheet)
  checkDimensions(part, values)
  const existing = rowCount(part)
  const at = index ?? existing
  if (!Number.isInteger(at) || at < 0 || at > existing) {
    return refuse(
      "invalidArgument",
      `There is no row ${at} in the table ${inQuotes(part.name)}: expected an index from 0 to ${existing}.`
    )
  }
  const top = bodyTop(part)
  const template = at === 0 ? top : top + at - 1
  const rowContents = planContents(state, table, template, values)
  const followingColumns = columnsFollowingFirstRow(table)
  const filledBlankRows = part.insertRow ? 1 : 0
  const inserted = values.length - filledBlankRows
  if (part.area.bottom + inserted > Shifting.maxIndex("rows")) {
    return refuse("nonBlankCellOffSheet", "The table would extend beyond the worksheet.")
  }
  const move = insertionMove(state, table, top + at + filledBlankRows, inserted)
  if (inserted > 0) {
    Shifting.check(state, move)
    Shifting.apply(state, move)
    part.area = { ...part.area, bottom: part.area.bottom + inserted }
  }
  part.insertRow = false
  part.changed = true
  Calculating.calculationOf(state).tableChanged(part.name)
  // Rows inserted before the template row have moved it down.
  writeRows(state, table, top + at, at === 0 && existing > 0 ? template + inserted : template, rowContents)
  updateColumnFormulas(table, followingColumns)
  Calculating.recalculate(state)
  return at
}

/** Returns the calculated columns whose formula is the one in their first row, which is the usual case. */
export const columnsFollowingFirstRow = ({ part, sheet }: TableState): ReadonlyArray<TablePart.Column> =>
  part.columns.filter(({ calculatedFormula }, index) =>
    calculatedFormula !== undefined &&
    calculatedFormula === SheetFormulas.formula(sheet.part, bodyTop(part), part.area.left + index)
  )

/** Sets the formula of calculated columns to that of their first row, which may be a different row now. */
const updateColumnFormulas = ({ part, sheet }: TableState, columns: ReadonlyArray<TablePart.Column>): void => {
  for (const column of columns) {
    const index = part.area.left + part.columns.indexOf(column)
    column.calculatedFormula = SheetFormulas.formula(sheet.part, bodyTop(part), index) ?? column.calculatedFormula
  }
}

type RowContents = ReadonlyArray<CellWrite.Content | undefined>

/** Parses values as if they were typed into copies of the template row. `undefined` stands for `null`. */
const planContents = (
  state: State,
  { part, sheet }: TableState,
  template: number,
  values: Matrix
): ReadonlyArray<RowContents> => {
  const formats = part.columns.map((_, index) =>
    Styles.numberFormat(state.styles, SheetPart.style(sheet.part, template, part.area.left + index))
  )
  const content = (value: CellValue, index: number) =>
    value === null ? undefined : Writing.parseTyped(state, value, formats[index] ?? "General", part.name)
  return values.map((row) => row.map(content))
}

/** Writes new rows with the styles of the template row. Cells without a value get the formula of their column. */
const writeRows = (
  state: State,
  table: TableState,
  first: number,
  template: number,
  rows: ReadonlyArray<RowContents>
): void => {
  const { part, sheet } = table
  const { data } = sheet.part
  const writes: Array<CellWrite.CellWrite> = []
  const templateCells = part.columns.map((column, index) => ({
    style: SheetData.style(data, template, part.area.left + index),
    formula: column.calculatedFormula === undefined
      ? undefined
      : SheetFormulas.formula(sheet.part, template, part.area.left + index) ?? column.calculatedFormula
  }))
  for (const [down, contents] of rows.entries()) {
    const row = first + down
    for (const [index, content] of contents.entries()) {
      const column = part.area.left + index
      const { formula, style } = templateCells[index] ?? {}
      if (style !== undefined && style !== SheetPart.style(sheet.part, row, column)) {
        SheetData.setStyle(data, row, column, style)
      }
      const written = content ??
        (formula === undefined ? undefined : CellWrite.formulaContent(References.translate(formula, row - template, 0)))
      if (written !== undefined) writes.push(CellWrite.make(row, column, written))
    }
  }
  Writing.apply(state, sheet, writes)
}

/** Extends a table by sheet rows that were inserted into it. They get the formats and formulas of the row above. */
export const includeInserted = (
  state: State,
  table: TableState,
  at: number,
  count: number,
  followingColumns: ReadonlyArray<TablePart.Column>
): void => {
  const { part } = table
  part.area = { ...part.area, bottom: part.area.bottom + count }
  part.changed = true
  Calculating.calculationOf(state).tableChanged(part.name)
  const template = at === bodyTop(part) ? at + count : at - 1
  writeRows(state, table, at, template, Array.from({ length: count }, () => part.columns.map(() => undefined)))
  updateColumnFormulas(table, followingColumns)
}

/** Reduces a table by its sheet rows from `first` to `last`, which were deleted. */
export const excludeDeleted = (
  state: State,
  table: TableState,
  first: number,
  last: number,
  followingColumns: ReadonlyArray<TablePart.Column>
): void => {
  const { part } = table
  const { area } = part
  if (first <= area.bottom && area.bottom <= last) part.totalsRows = 0
  part.area = { ...area, bottom: area.bottom - (Math.min(last, area.bottom) - Math.max(first, area.top) + 1) }
  part.changed = true
  updateColumnFormulas(table, followingColumns)
  Calculating.calculationOf(state).tableChanged(part.name)
}

/** Deletes rows from an index on. A table without data keeps one blank row. */
export const remove = (state: State, model: Model.Table, index: number, count: number): void => {
  const table = tableOf(state, model)
  const { part, sheet } = table
  Protection.checkSheetStructure(sheet)
  const existing = rowCount(part)
  if (!Number.isInteger(index) || index < 0 || count < 1 || index + count > existing) {
    refuse("itemNotFound", `There is no row ${index} in the table ${inQuotes(part.name)}.`)
  }
  const blankedRows = count === existing ? 1 : 0
  const followingColumns = columnsFollowingFirstRow(table)
  const deleted = count - blankedRows
  const top = bodyTop(part)
  if (deleted > 0) {
    const move: Shifting.Move = {
      kind: "delete",
      sheet,
      shift: {
        axis: "rows",
        at: top + index + blankedRows,
        count: deleted,
        bandFirst: part.area.left,
        bandLast: part.area.right
      },
      lastMoved: Shifting.maxIndex("rows"),
      table,
      extendedArea: undefined
    }
    Shifting.check(state, move)
    Shifting.apply(state, move)
    part.area = { ...part.area, bottom: part.area.bottom - deleted }
  }
  updateColumnFormulas(table, followingColumns)
  if (blankedRows > 0) {
    clearRow(state, table, top)
    part.insertRow = true
  }
  part.changed = true
  Calculating.calculationOf(state).tableChanged(part.name)
  Calculating.recalculate(state)
}
