/**
 * Hides and shows rows and columns, and finds the visible ones.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import type * as Model from "../../Model.js"
import * as Columns from "../parts/sheet/Columns.js"
import * as SheetPart from "../parts/SheetPart.js"
import { refuse } from "../refusal.js"
import * as Calculating from "./Calculating.js"
import * as Protection from "./Protection.js"
import { type State, worksheetOf, type WorksheetState } from "./State.js"

/** The greatest number of rows that are hidden at a time, because each of them becomes an element of the file. */
const maxHiddenRows = 100_000

/** Refuses to hide or show rows and columns of a protected sheet, and to hide too many rows. */
export const check = (sheet: WorksheetState, area: Area.Area, { columnHidden, rowHidden }: Model.Write): void => {
  if (rowHidden !== undefined) Protection.checkAllowed(sheet, "formatRows")
  if (columnHidden !== undefined) Protection.checkAllowed(sheet, "formatColumns")
  if (rowHidden === true && Area.rowCount(area) > maxHiddenRows) {
    refuse("rangeExceedsLimit", `No more than ${maxHiddenRows} rows can be hidden at a time.`)
  }
}

/** Hides or shows the rows and the columns of an area. */
export const apply = (
  state: State,
  sheet: WorksheetState,
  area: Area.Area,
  { columnHidden, rowHidden }: Model.Write
): void => {
  if (columnHidden !== undefined) Columns.setHidden(sheet.part, area.left, area.right, columnHidden)
  if (rowHidden === undefined) return
  SheetPart.setRowsHidden(sheet.part, area.top, area.bottom, rowHidden)
  // SUBTOTAL and AGGREGATE leave out hidden rows.
  const rows = { ...area, left: 0, right: Area.maxColumn }
  Calculating.calculationOf(state).invalidate(state.sheets.indexOf(sheet), rows)
  Calculating.recalculate(state)
}

const indices = (first: number, last: number, isHidden: (index: number) => boolean): ReadonlyArray<number> => {
  const found: Array<number> = []
  for (let index = first; index <= last; index++) if (!isHidden(index)) found.push(index)
  return found
}

/** Returns the indices of the visible rows and columns of an area. */
export const visible = (
  state: State,
  model: Model.Sheet,
  area: Area.Area
): { readonly rows: ReadonlyArray<number>; readonly columns: ReadonlyArray<number> } => {
  const { part } = worksheetOf(state, model)
  return {
    rows: indices(area.top, area.bottom, (row) => SheetPart.rowHidden(part, row)),
    columns: indices(area.left, area.right, (column) => SheetPart.columnHidden(part, column))
  }
}
