/**
 * A workbook in memory: the parts that were read, and calculation once something was written.
 *
 * @since 0.1.0
 */
import { type Area, containsCell } from "@effect-workbook/schema/Area"
import type * as Model from "../../Model.js"
import type { Calculation } from "../formula/Calculation.js"
import type * as Package from "../package/Package.js"
import type * as ExternalLink from "../parts/ExternalLink.js"
import type * as SharedStrings from "../parts/SharedStrings.js"
import type * as SheetPart from "../parts/SheetPart.js"
import type * as Styles from "../parts/Styles.js"
import * as TablePart from "../parts/TablePart.js"
import type * as WorkbookPart from "../parts/WorkbookPart.js"
import { refuse } from "../refusal.js"

/** A sheet with its part. */
export interface SheetState {
  readonly id: string
  readonly kind: Model.Sheet["kind"]
  readonly entry: WorkbookPart.SheetEntry
  readonly partName: string
  /** Absent for sheets without cells. */
  readonly part: SheetPart.SheetPart | undefined
  /** Areas of its pivot tables. */
  readonly pivots: ReadonlyArray<Area>
}

/** A worksheet with its cells. */
export interface WorksheetState extends SheetState {
  readonly part: SheetPart.SheetPart
}

/** A table with its part. */
export interface TableState {
  readonly part: TablePart.TablePart
  readonly partName: string
  readonly sheet: WorksheetState
}

/** A linked workbook, and how many sheets the links before it have. */
export interface Link extends ExternalLink.ExternalLink {
  readonly before: number
}

/** The links of a workbook, in the order in which formulas count them from 1. */
export interface Links {
  readonly books: ReadonlyArray<Link>
  readonly sheets: ReadonlyArray<ExternalLink.LinkedSheet>
}

/** The sources of the current time and of randomness. */
export interface Surroundings {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** A number in [0, 1). */
  readonly random: () => number
}

/** A workbook. */
export interface State {
  readonly package: Package.Package
  readonly surroundings: Surroundings
  readonly workbookName: string
  readonly workbook: WorkbookPart.WorkbookPart
  /** In the order of the workbook part's list. */
  readonly sheets: Array<SheetState>
  readonly tables: Array<TableState>
  readonly strings: SharedStrings.SharedStrings | undefined
  readonly stringsName: string
  /** The number of shared strings in the last save. */
  savedStrings: number
  readonly styles: Styles.Styles
  readonly stylesName: string
  /** Texts of charts and pivot caches, which refer to cells; read when references first move. */
  drawings: Map<string, string> | undefined
  /** Linked workbooks; read when a formula first refers to one. */
  links: Links | undefined
  /** Made at the first write: opening trusts the cached values. */
  calculation: Calculation | undefined
  /** The calculation that a change has made necessary, until it is done. */
  recalculation: Generator<void, unknown> | undefined
  /** Why formulas could not be computed when they last were to be: by sheet, then by cell in the order of rows. */
  readonly uncomputed: Map<SheetState, Map<number, string>>
  /** Names that were deleted, in lower case. */
  readonly deletedNames: Set<string>
  /** Whether a cell has gained or lost a formula since the file was read. */
  formulasChanged: boolean
}

/** Whether a sheet has cells. */
export const isWorksheet = (sheet: SheetState): sheet is WorksheetState => sheet.part !== undefined

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

const visibilities = { visible: "Visible", hidden: "Hidden", veryHidden: "VeryHidden" } as const

/** A picture of a sheet. */
export const sheetModel = (state: State, sheet: SheetState): Model.Sheet => ({
  id: sheet.id,
  name: sheet.entry.name,
  position: state.sheets.indexOf(sheet),
  visibility: visibilities[sheet.entry.state],
  kind: sheet.kind
})

/** A picture of a table. */
export const tableModel = (state: State, table: TableState): Model.Table => {
  const { part } = table
  return {
    id: String(part.id),
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

/** A sheet by its id or, without regard to case, its name. */
export const findSheet = (state: State, key: string): SheetState | undefined =>
  state.sheets.find(({ id }) => same(id, key)) ?? state.sheets.find(({ entry }) => same(entry.name, key))

/** A table by its id or, without regard to case, its name. */
export const findTable = (state: State, key: string): TableState | undefined =>
  state.tables.find(({ part }) => same(part.name, key)) ?? state.tables.find(({ part }) => String(part.id) === key)

/** The sheet that a picture shows. */
export const sheetOf = (state: State, sheet: Model.Sheet): SheetState =>
  state.sheets.find(({ id }) => id === sheet.id) ??
    refuse("itemNotFound", `The worksheet '${sheet.name}' no longer exists.`)

/** The sheet that a picture shows, which must have cells. */
export const worksheetOf = (state: State, sheet: Model.Sheet): WorksheetState => {
  const found = sheetOf(state, sheet)
  return isWorksheet(found) ? found : refuse("unsupportedOperation", `The sheet '${sheet.name}' has no cells.`)
}

/** The table that a picture shows. */
export const tableOf = (state: State, table: Model.Table): TableState =>
  state.tables.find(({ part }) => String(part.id) === table.id) ??
    refuse("itemNotFound", `The table '${table.name}' no longer exists.`)

/** The table of a sheet that holds a cell. */
export const tableAt = (state: State, sheetId: string, row: number, column: number): TableState | undefined =>
  state.tables.find(({ part, sheet }) => sheet.id === sheetId && containsCell(part.area, row, column))
