/**
 * The source of a pivot table: its cells, with the names of its columns.
 *
 * @since 0.1.0
 */
import type * as Area from "@effect-workbook/schema/Area"
import * as NumberFormat from "../format/NumberFormat.js"
import * as A1Reference from "../parts/A1Reference.js"
import type * as PivotCache from "../parts/pivot/PivotCache.js"
import * as PivotValue from "../parts/pivot/PivotValue.js"
import * as SheetData from "../parts/sheet/SheetData.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as Styles from "../parts/Styles.js"
import * as TablePart from "../parts/TablePart.js"
import { inQuotes, refuse } from "../refusal.js"
import * as Names from "./Names.js"
import { findSheet, isWorksheet, sheetModel, type State, type WorksheetState } from "./State.js"
import { ColumnNames, headerText } from "./TableCells.js"

/** The content of a source. */
export interface Content {
  readonly columns: ReadonlyArray<string>
  readonly records: PivotCache.Records
}

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

const noReference = (): never =>
  refuse("invalidArgument", "The reference of the source of the PivotTable is not valid.")

const rangeOf = (state: State, { name, ref, sheet }: PivotCache.Source): {
  readonly sheet: WorksheetState
  readonly area: Area.Area
} => {
  const on = sheet === undefined ? undefined : findSheet(state, sheet)
  const scope = on && sheetModel(state, on)
  const named = name === undefined
    ? undefined
    : Names.byKey(state, name, scope) ?? Names.byKey(state, name, undefined) ?? noReference()
  const range = named === undefined
    ? { sheet: scope, area: A1Reference.parse(ref ?? "") }
    : Names.area(state, named) ?? noReference()
  const found = state.sheets.find(({ id }) => id === range.sheet?.id)
  return found === undefined || !isWorksheet(found) || range.area === undefined
    ? noReference()
    : { sheet: found, area: range.area }
}

const readRecords = (state: State, { part }: WorksheetState, area: Area.Area): PivotCache.Records => {
  const { date1904 } = state.workbook
  const dates = new Map<number, boolean>()
  const isDate = (row: number, column: number): boolean => {
    const style = SheetPart.style(part, row, column)
    const known = dates.get(style) ?? NumberFormat.isDate(Styles.numberFormat(state.styles, style))
    dates.set(style, known)
    return known
  }
  return SheetPart.values(part, area).map((line, down) =>
    line.map((value, right) =>
      PivotValue.ofCell(
        value,
        typeof value === "number" && isDate(area.top + down, area.left + right),
        date1904
      )
    )
  )
}

/**
 * Reads the source. Below the used cells of a sheet, a range has one blank record for all of its rows. Refuses a source
 * that does not exist, and a column without a name, like Excel.
 */
export const read = (state: State, source: PivotCache.Source): Content => {
  const table = source.name === undefined
    ? undefined
    : state.tables.find(({ part }) => sameName(part.name, source.name ?? ""))
  if (table !== undefined) {
    const body = TablePart.body(table.part)
    return {
      columns: table.part.columns.map(({ name }) => name),
      records: body === undefined ? [] : readRecords(state, table.sheet, body)
    }
  }
  const { area, sheet } = rangeOf(state, source)
  const names = new ColumnNames([])
  const [header = []] = SheetPart.values(sheet.part, { ...area, bottom: area.top })
  const columns = header.map((value, index) =>
    value === null || value === ""
      ? refuse(
        "invalidArgument",
        `The source of the PivotTable has no name in column ${inQuotes(A1Reference.cell(area.top, area.left + index))}.`
      )
      : names.take(headerText(value), index)
  )
  const used = SheetData.contentArea(sheet.part.data)?.bottom ?? area.top
  const bottom = Math.max(area.top, Math.min(area.bottom, used + 1))
  return {
    columns,
    records: bottom === area.top ? [] : readRecords(state, sheet, { ...area, top: area.top + 1, bottom })
  }
}
