/**
 * The mutable state of an open workbook: its parsed parts, and the calculation from the first change on.
 *
 * @since 0.1.0
 */
import { type Area, containsCell } from "@effect-workbook/schema/Area"
import type * as Model from "../../Model.js"
import type { Calculation } from "../formula/Calculation.js"
import type * as Package from "../package/Package.js"
import type * as Colors from "../parts/Colors.js"
import type * as ExternalLink from "../parts/ExternalLink.js"
import type * as SharedStrings from "../parts/SharedStrings.js"
import type * as SheetPart from "../parts/SheetPart.js"
import type * as Styles from "../parts/Styles.js"
import * as TablePart from "../parts/TablePart.js"
import type * as WorkbookPart from "../parts/WorkbookPart.js"
import { refuse } from "../refusal.js"

/** A sheet and its part of the package. */
export interface SheetState {
  readonly id: string
  readonly kind: Model.Sheet["kind"]
  readonly entry: WorkbookPart.SheetEntry
  readonly partName: string
  /** `undefined` for sheets without cells, such as chart sheets. */
  readonly part: SheetPart.SheetPart | undefined
  /** The areas of the sheet's pivot tables. */
  pivotAreas: ReadonlyArray<Area>
}

/** A sheet that has cells. */
export interface WorksheetState extends SheetState {
  readonly part: SheetPart.SheetPart
}

/** A table and its part of the package. */
export interface TableState {
  readonly id: string
  readonly part: TablePart.TablePart
  readonly partName: string
  readonly sheet: WorksheetState
}

/** A linked workbook. `firstSheet` is the index of its first sheet in `Links.sheets`. */
export interface Link extends ExternalLink.ExternalLink {
  readonly firstSheet: number
}

/** The external links of a workbook. A formula refers to the first one as `[1]`. */
export interface Links {
  readonly workbooks: ReadonlyArray<Link>
  /** The sheets of all linked workbooks. */
  readonly sheets: ReadonlyArray<ExternalLink.LinkedSheet>
}

/** The current time and random numbers, for synchronous code. */
export interface Environment {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Returns a number in [0, 1). */
  readonly random: () => number
}

/** The state of an open workbook. */
export interface State {
  readonly package: Package.Package
  readonly environment: Environment
  readonly workbookName: string
  readonly workbook: WorkbookPart.WorkbookPart
  /** In the order of the workbook part. */
  readonly sheets: Array<SheetState>
  readonly tables: Array<TableState>
  readonly strings: SharedStrings.SharedStrings | undefined
  readonly stringsName: string
  /** The number of shared strings when the workbook was last saved. */
  savedStringCount: number
  readonly styles: Styles.Styles
  readonly stylesName: string
  /** `undefined` until a colour is read. */
  palette: Colors.Palette | undefined
  /** XML of the chart and pivot cache parts by part name. `undefined` until a change can affect their references. */
  chartsAndPivotCaches: Map<string, string> | undefined
  /** `undefined` until a formula refers to a linked workbook. */
  links: Links | undefined
  /** `undefined` until it is needed, because an opened workbook shows the stored results. */
  calculation: Calculation | undefined
  /** The steps of a calculation that a change has requested and that has not run yet. */
  pendingRecalculation: Generator<void, unknown> | undefined
  /** Reasons why formulas could not be computed, by sheet and by `row * (maxColumn + 1) + column`. */
  readonly uncomputed: Map<SheetState, Map<number, string>>
  /** Deleted defined names in lower case. */
  readonly deletedNames: Set<string>
  /** Whether a cell has gained or lost a formula since the workbook was opened or saved. */
  formulasChanged: boolean
}

/** Returns whether a sheet has cells. */
export const isWorksheet = (sheet: SheetState): sheet is WorksheetState => sheet.part !== undefined

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

const visibilities = { visible: "Visible", hidden: "Hidden", veryHidden: "VeryHidden" } as const

/** Returns a snapshot of a sheet. */
export const sheetModel = (state: State, sheet: SheetState): Model.Sheet => ({
  id: sheet.id,
  name: sheet.entry.name,
  position: state.sheets.indexOf(sheet),
  visibility: visibilities[sheet.entry.visibility],
  kind: sheet.kind
})

/** Returns a snapshot of a table. */
export const tableModel = (state: State, table: TableState): Model.Table => {
  const { part } = table
  return {
    id: table.id,
    legacyId: String(part.id),
    name: part.name,
    sheet: sheetModel(state, table.sheet),
    area: part.area,
    body: TablePart.body(part),
    showHeaders: part.headerRows > 0,
    showTotals: part.totalsRows > 0,
    showFilterButton: part.showFilterButton,
    columns: part.columns.map(({ id, name }, index) => ({ id: String(id), name, index })),
    style: part.style.name,
    highlightFirstColumn: part.style.showFirstColumn,
    highlightLastColumn: part.style.showLastColumn,
    showBandedRows: part.style.showRowStripes,
    showBandedColumns: part.style.showColumnStripes
  }
}

/** Finds a sheet by id, or else by name. Both are case-insensitive. */
export const findSheet = (state: State, key: string): SheetState | undefined =>
  state.sheets.find(({ id }) => sameName(id, key)) ?? state.sheets.find(({ entry }) => sameName(entry.name, key))

/** Finds a table by case-insensitive name, or else by its id or its legacy id. */
export const findTable = (state: State, key: string): TableState | undefined =>
  state.tables.find(({ part }) => sameName(part.name, key)) ??
    state.tables.find(({ id }) => sameName(id, key)) ??
    state.tables.find(({ part }) => String(part.id) === key)

/** Returns the current state of the sheet in a snapshot. Refuses if the sheet was deleted. */
export const sheetOf = (state: State, sheet: Model.Sheet): SheetState =>
  state.sheets.find(({ id }) => id === sheet.id) ??
    refuse("itemNotFound", `The worksheet '${sheet.name}' no longer exists.`)

/** Like {@link sheetOf}, but also refuses a sheet without cells. */
export const worksheetOf = (state: State, sheet: Model.Sheet): WorksheetState => {
  const found = sheetOf(state, sheet)
  return isWorksheet(found) ? found : refuse("unsupportedOperation", `The sheet '${sheet.name}' has no cells.`)
}

/** Returns the current state of the table in a snapshot. Refuses if the table was deleted. */
export const tableOf = (state: State, table: Model.Table): TableState =>
  state.tables.find(({ id }) => id === table.id) ??
    refuse("itemNotFound", `The table '${table.name}' no longer exists.`)

/** Finds the table that contains a cell. */
export const tableAt = (state: State, sheetId: string, row: number, column: number): TableState | undefined =>
  state.tables.find(({ part, sheet }) => sheet.id === sheetId && containsCell(part.area, row, column))
