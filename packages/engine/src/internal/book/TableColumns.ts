/**
 * Inserts, renames and deletes columns of tables.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import type { CellValue, Matrix } from "@effect-workbook/schema/CellValue"
import type * as Model from "../../Model.js"
import * as Areas from "../parts/sheet/Areas.js"
import * as SheetData from "../parts/sheet/SheetData.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as Styles from "../parts/Styles.js"
import * as TablePart from "../parts/TablePart.js"
import { inQuotes, refuse } from "../refusal.js"
import * as Calculating from "./Calculating.js"
import * as CellWrite from "./CellWrite.js"
import * as Protection from "./Protection.js"
import * as Rewriting from "./Rewriting.js"
import * as Shifting from "./Shifting.js"
import { type State, tableOf, type TableState } from "./State.js"
import * as TableCells from "./TableCells.js"
import * as Writing from "./Writing.js"

/** A column to insert. `values` are its cells from the header row down. */
export interface NewColumn {
  readonly name?: string | undefined
  readonly values?: Matrix | undefined
}

const checkValues = (part: TablePart.TablePart, values: Matrix): ReadonlyArray<CellValue> => {
  const height = Area.rowCount(part.area)
  if (values.length !== height && values.length !== height - part.totalsRows) {
    refuse(
      "invalidArgument",
      `The number of rows of 'values' is ${values.length}; ` +
        `expected ${height}, the number of rows of the table ${inQuotes(part.name)} with its header.`
    )
  }
  return values.map((row, index) => {
    const [value] = row
    if (row.length === 1 && value !== undefined) return value
    return refuse("invalidArgument", `The number of cells of 'values[${index}]' is ${row.length}; expected 1.`)
  })
}

const newColumnName = (
  part: TablePart.TablePart,
  columnIndex: number,
  requested: string | undefined,
  header: CellValue
): string => {
  const columnNames = new TableCells.ColumnNames(part.columns.map(({ name }) => name))
  if (requested !== undefined && columnNames.has(requested)) {
    return refuse("itemAlreadyExists", `The table ${inQuotes(part.name)} already has a column ${inQuotes(requested)}.`)
  }
  return columnNames.take(requested ?? TableCells.headerText(header), columnIndex)
}

const rowBand = ({ area }: TablePart.TablePart): { readonly bandFirst: number; readonly bandLast: number } => ({
  bandFirst: area.top,
  bandLast: area.bottom
})

/** Inserts a column before an index, or at the end for `null`. Returns the index of the new column. */
export const add = (state: State, model: Model.Table, index: number | null, { name, values }: NewColumn): number => {
  const table = tableOf(state, model)
  const { part, sheet } = table
  Protection.checkSheetStructure(sheet)
  const at = index ?? part.columns.length
  if (!Number.isInteger(at) || at < 0 || at > part.columns.length) {
    return refuse(
      "invalidArgument",
      `There is no column ${at} in the table ${
        inQuotes(part.name)
      }: expected an index from 0 to ${part.columns.length}.`
    )
  }
  const requested = values === undefined ? [] : checkValues(part, values)
  const header = part.headerRows > 0 ? requested[0] ?? null : null
  const added = TablePart.makeColumn(part, newColumnName(part, at, name, header))
  // The new column gets the styles of the column before it. A new first column gets those of the column after it.
  const styleColumn = part.area.left + Math.max(0, at - 1)
  const cells = requested.slice(part.headerRows).map((value, down) => {
    const row = part.area.top + part.headerRows + down
    const format = Styles.numberFormat(state.styles, SheetPart.style(sheet.part, row, styleColumn))
    return { row, content: value === null ? undefined : Writing.parseTyped(state, value, format, part.name) }
  })
  const move = insertionMove(state, table, at)
  Shifting.check(state, move)
  Shifting.apply(state, move)
  part.area = { ...part.area, right: part.area.right + 1 }
  part.columns.splice(at, 0, added)
  part.changed = true
  Calculating.calculationOf(state).tableChanged(part.name)
  const column = part.area.left + at
  copyStyles(table, at === 0 ? styleColumn + 1 : styleColumn, column)
  const headerWrites: ReadonlyArray<CellWrite.CellWrite> = part.headerRows === 0
    ? []
    : [headerWrite(part, column, added.name)]
  const body = cells.map(({ content, row }) => CellWrite.make(row, column, content))
  Writing.apply(state, sheet, [...headerWrites, ...body])
  Calculating.recalculate(state)
  return at
}

const headerWrite = (part: TablePart.TablePart, column: number, name: string): CellWrite.CellWrite =>
  CellWrite.make(part.area.top, column, CellWrite.constantContent(name))

/** Extends a table by sheet columns that were inserted into it. They get new names. */
export const includeInserted = (state: State, { part, sheet }: TableState, at: number, count: number): void => {
  const index = at - part.area.left
  const names = new TableCells.ColumnNames(part.columns.map(({ name }) => name))
  const headers: Array<CellWrite.CellWrite> = []
  for (let offset = 0; offset < count; offset++) {
    const added = TablePart.makeColumn(part, names.take("", index + offset))
    part.columns.splice(index + offset, 0, added)
    if (part.headerRows > 0) headers.push(headerWrite(part, at + offset, added.name))
  }
  part.area = { ...part.area, right: part.area.right + count }
  part.changed = true
  Calculating.calculationOf(state).tableChanged(part.name)
  Writing.apply(state, sheet, headers)
}

/** Reduces a table by its sheet columns from `first` to `last`, which were deleted. */
export const excludeDeleted = (state: State, { part }: TableState, first: number, last: number): void => {
  const { left, right } = part.area
  const index = Math.max(first, left) - left
  const count = Math.min(last, right) - Math.max(first, left) + 1
  part.columns.splice(index, count)
  part.area = { ...part.area, right: right - count }
  part.changed = true
  Calculating.calculationOf(state).tableChanged(part.name)
}

const insertionMove = (state: State, { part, sheet }: TableState, at: number): Shifting.Move => {
  const lastLine = Shifting.maxIndex("columns")
  const { area } = part
  if (area.right === lastLine) return refuse("nonBlankCellOffSheet", "The table would extend beyond the worksheet.")
  const beside = { top: area.top, bottom: area.bottom, left: area.right + 1, right: lastLine }
  const isAppended = at === part.columns.length
  return {
    kind: "insert",
    sheet,
    shift: { axis: "columns", at: area.left + at, count: 1, ...rowBand(part) },
    lastMoved: isAppended && !Shifting.hasObstacle(state, sheet, beside) ? area.right : lastLine,
    table: state.tables.find((candidate) => candidate.part === part),
    extendedArea: undefined
  }
}

const copyStyles = ({ part, sheet }: TableState, from: number, to: number): void => {
  const { data } = sheet.part
  for (const [row] of Areas.cells(data, { ...part.area, left: from, right: from })) {
    const style = SheetData.style(data, row, from)
    if (style !== undefined && style !== 0) SheetData.setStyle(data, row, to, style)
  }
}

const columnIndexOf = (part: TablePart.TablePart, columnId: string): number => {
  const columnIndex = part.columns.findIndex(({ id }) => String(id) === columnId)
  return columnIndex >= 0 ? columnIndex : refuse("itemNotFound", `The table ${inQuotes(part.name)} has no such column.`)
}

/** Renames a column and returns its index. */
export const rename = (state: State, model: Model.Table, columnId: string, name: string): number => {
  const table = tableOf(state, model)
  const { part, sheet } = table
  const columnIndex = columnIndexOf(part, columnId)
  const column = part.columns[columnIndex]
  if (column === undefined || name === "" || name.length > 255) {
    return refuse("invalidArgument", `${inQuotes(name)} cannot be the name of a column: expected 1 to 255 characters.`)
  }
  if (part.columns.some((other) => other !== column && other.name.toLowerCase() === name.toLowerCase())) {
    return refuse("itemAlreadyExists", `The table ${inQuotes(part.name)} already has a column ${inQuotes(name)}.`)
  }
  const header = headerWrite(part, part.area.left + columnIndex, name)
  Protection.checkCells(state, sheet, [header])
  Calculating.calculationOf(state)
  if (part.headerRows > 0) Writing.apply(state, sheet, [header])
  TableCells.renameColumn(state, table, column, name)
  Calculating.recalculate(state)
  return columnIndex
}

/** Deletes a column with its cells. Structured references to it become `#REF!`. */
export const remove = (state: State, model: Model.Table, columnId: string): void => {
  const table = tableOf(state, model)
  const { part, sheet } = table
  Protection.checkSheetStructure(sheet)
  const columnIndex = columnIndexOf(part, columnId)
  if (part.columns.length === 1) refuse("invalidArgument", "A table must keep a column.")
  const move: Shifting.Move = {
    kind: "delete",
    sheet,
    shift: { axis: "columns", at: part.area.left + columnIndex, count: 1, ...rowBand(part) },
    lastMoved: Shifting.maxIndex("columns"),
    table,
    extendedArea: undefined
  }
  Shifting.check(state, move)
  const [deleted] = part.columns.slice(columnIndex, columnIndex + 1)
  Calculating.calculationOf(state)
  if (deleted !== undefined) {
    Rewriting.rewrite(state, { kind: "deleteColumn", table: part.name, column: deleted.name })
  }
  Shifting.apply(state, move)
  part.columns.splice(columnIndex, 1)
  part.area = { ...part.area, right: part.area.right - 1 }
  part.changed = true
  Calculating.calculationOf(state).tableChanged(part.name)
  Calculating.recalculate(state)
}
