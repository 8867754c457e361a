/**
 * Inserts and deletes cells, whole rows and whole columns.
 *
 * Rows and columns that go through all columns or rows of a table are inserted into the table and deleted from it.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import type * as Model from "../../Model.js"
import * as Xml from "../package/Xml.js"
import * as Areas from "../parts/sheet/Areas.js"
import * as SheetData from "../parts/sheet/SheetData.js"
import * as TablePart from "../parts/TablePart.js"
import { inQuotes, refuse } from "../refusal.js"
import * as Calculating from "./Calculating.js"
import * as Protection from "./Protection.js"
import * as Rewriting from "./Rewriting.js"
import * as Shifting from "./Shifting.js"
import { type State, tableModel, type TableState, worksheetOf, type WorksheetState } from "./State.js"
import * as TableColumns from "./TableColumns.js"
import * as TableRows from "./TableRows.js"
import * as Tables from "./Tables.js"

/** The bounds of an area along an axis. */
const linesOf = (axis: Shifting.Shift["axis"], area: Area.Area): readonly [first: number, last: number] =>
  axis === "rows" ? [area.top, area.bottom] : [area.left, area.right]

/** Whole rows and columns can only move in one direction. Other cells move in the requested one. */
const axisOf = (area: Area.Area, requested: Shifting.Shift["axis"]): Shifting.Shift["axis"] =>
  Area.isWholeRows(area) ? "rows" : Area.isWholeColumns(area) ? "columns" : requested

const shiftOf = (area: Area.Area, axis: Shifting.Shift["axis"]): Shifting.Shift => {
  const [at, last] = linesOf(axis, area)
  const [bandFirst, bandLast] = linesOf(axis === "rows" ? "columns" : "rows", area)
  return { axis, at, count: last - at + 1, bandFirst, bandLast }
}

/** The tables of a sheet whose lines are completely within the band of a shift. */
const tablesInBand = (state: State, sheet: WorksheetState, shift: Shifting.Shift): ReadonlyArray<TableState> =>
  state.tables.filter((table) => {
    const [first, last] = linesOf(shift.axis === "rows" ? "columns" : "rows", table.part.area)
    return table.sheet.id === sheet.id && shift.bandFirst <= first && last <= shift.bandLast
  })

/** Inserts blank cells at an area. The cells at the area and behind it move down or right. */
export const insert = (state: State, model: Model.Sheet, area: Area.Area, direction: "Down" | "Right"): void => {
  const sheet = worksheetOf(state, model)
  const shift = shiftOf(area, axisOf(area, direction === "Down" ? "rows" : "columns"))
  Protection.checkLines(state, sheet, "insert", area)
  const { at, axis, count } = shift
  const grown = tablesInBand(state, sheet, shift).filter(({ part }) => {
    const [first, last] = linesOf(axis, part.area)
    return first < at && at <= last
  })
  const move: Shifting.Move = {
    kind: "insert",
    sheet,
    shift,
    lastMoved: Shifting.maxIndex(axis),
    table: undefined,
    resizedTables: grown,
    extendedArea: undefined
  }
  Shifting.check(state, move)
  checkSize(sheet, shift, grown)
  for (const { part } of grown) {
    if (linesOf(axis, part.area)[1] + count > Shifting.maxIndex(axis)) {
      refuse("nonBlankCellOffSheet", "The table would extend beyond the worksheet.")
    }
  }
  const followed = grown.map((table) => TableRows.columnsFollowingFirstRow(table))
  Shifting.apply(state, move)
  copyFormats(sheet, shift)
  for (const [index, table] of grown.entries()) {
    if (axis === "rows") TableRows.includeInserted(state, table, at, count, followed[index] ?? [])
    else TableColumns.includeInserted(state, table, at, count)
  }
  Calculating.recalculate(state)
}

/** The greatest number of cells that get a format or a formula of their neighbor. */
const maxCreatedCells = 1_000_000

/** Refuses to insert so many lines that too many cells would be created. */
const checkSize = (sheet: WorksheetState, shift: Shifting.Shift, tables: ReadonlyArray<TableState>): void => {
  let cells = tables.reduce((sum, { part }) => sum + part.columns.length, 1)
  for (const _ of Areas.cells(sheet.part.data, formatSource(shift))) cells++
  if (shift.at > 0 && cells > 1 && cells * shift.count > maxCreatedCells) {
    refuse("rangeExceedsLimit", `No more than ${maxCreatedCells} cells with a format can be inserted at a time.`)
  }
}

/** The cells whose formats inserted cells take over. */
const formatSource = ({ at, axis, bandFirst, bandLast }: Shifting.Shift): Area.Area =>
  axis === "rows"
    ? { top: at - 1, bottom: at - 1, left: bandFirst, right: bandLast }
    : { top: bandFirst, bottom: bandLast, left: at - 1, right: at - 1 }

/** The attributes of a row that an inserted row takes over from the row above it. */
const isFormatOfRow = (name: string): boolean =>
  name === "s" || name === "customFormat" || name === "ht" || name === "customHeight"

/** Inserted cells get the formats of the cells above them or to the left of them. */
const copyFormats = ({ part }: WorksheetState, shift: Shifting.Shift): void => {
  const { at, axis, bandFirst, bandLast, count } = shift
  if (at === 0) return
  const { data, prefix } = part
  if (axis === "rows" && bandFirst === 0 && bandLast === Area.maxColumn) {
    const above = SheetData.rowTag(data, at - 1)
    const formats = Xml.attributes(above).filter(({ name }) => isFormatOfRow(name)).map(({ name, raw }) =>
      ` ${name}="${raw}"`
    ).join("")
    const last = formats === "" ? at - 1 : at + count - 1
    for (let row = at; row <= last; row++) SheetData.setRowTag(data, row, `<${prefix}row${formats}>`)
  }
  for (const [row, column] of Areas.cells(data, formatSource(shift))) {
    const style = SheetData.style(data, row, column)
    if (style === undefined || style === 0) continue
    for (let offset = 1; offset <= count; offset++) {
      SheetData.setStyle(data, axis === "rows" ? row + offset : row, axis === "rows" ? column : column + offset, style)
    }
  }
}

/** Deletes the cells of an area. The cells behind it move up or left. */
export const remove = (state: State, model: Model.Sheet, area: Area.Area, direction: "Up" | "Left"): void => {
  const sheet = worksheetOf(state, model)
  const shift = shiftOf(area, axisOf(area, direction === "Up" ? "rows" : "columns"))
  Protection.checkLines(state, sheet, "delete", area)
  const { at, axis, count } = shift
  const end = at + count - 1
  const touched = tablesInBand(state, sheet, shift).filter(({ part }) => {
    const [first, last] = linesOf(axis, part.area)
    return first <= end && at <= last
  })
  const isDeleted = ({ part }: TableState): boolean => Area.contains(area, part.area)
  const shrunk = touched.filter((table) => !isDeleted(table))
  const [only] = shrunk
  if (axis === "rows" && only !== undefined && isWholeBody(only, area)) {
    const body = TablePart.body(only.part)
    // A table keeps a blank row, as if its rows were deleted.
    if (body !== undefined) TableRows.remove(state, tableModel(state, only), 0, Area.rowCount(body))
    else Calculating.recalculate(state)
    return
  }
  if (axis === "rows") { for (const { part } of shrunk) checkRows(part, at, end) }
  const move: Shifting.Move = {
    kind: "delete",
    sheet,
    shift,
    lastMoved: Shifting.maxIndex(axis),
    table: undefined,
    resizedTables: touched,
    extendedArea: undefined
  }
  Shifting.check(state, move)
  Calculating.calculationOf(state)
  for (const table of touched) {
    if (isDeleted(table)) Tables.removePart(state, table)
    else if (axis === "columns") {
      const { area: { left }, columns } = table.part
      for (const { name } of columns.slice(Math.max(0, at - left), end - left + 1)) {
        Rewriting.rewrite(state, { kind: "deleteColumn", table: table.part.name, column: name })
      }
    }
  }
  const followed = shrunk.map((table) => TableRows.columnsFollowingFirstRow(table))
  Shifting.apply(state, move)
  for (const [index, table] of shrunk.entries()) {
    if (axis === "rows") TableRows.excludeDeleted(state, table, at, end, followed[index] ?? [])
    else TableColumns.excludeDeleted(state, table, at, end)
  }
  Calculating.recalculate(state)
}

/** Returns whether an area consists of all data rows of a table, and of no other cells. */
const isWholeBody = ({ part }: TableState, area: Area.Area): boolean => {
  const top = part.area.top + part.headerRows
  const bottom = part.area.bottom - part.totalsRows
  return area.top === top && area.bottom === bottom && area.left === part.area.left && area.right === part.area.right
}

/** Refuses to delete the header row of a table, or all of its data rows together with other rows. */
const checkRows = (part: TablePart.TablePart, at: number, end: number): void => {
  const top = part.area.top + part.headerRows
  const bottom = part.area.bottom - part.totalsRows
  if (at < top) {
    refuse("insertDeleteConflict", `The header row of the table ${inQuotes(part.name)} cannot be deleted.`)
  }
  if (at <= top && bottom <= end) {
    refuse("insertDeleteConflict", `The table ${inQuotes(part.name)} must keep a row.`)
  }
}
