/**
 * Opens, reads, changes, calculates and saves workbooks in memory. Parts of a file that were not changed are saved byte
 * for byte.
 *
 * A change is checked before it is applied. A change that fails has no effect.
 *
 * @since 0.1.0
 */
import * as Address from "@effect-workbook/schema/Address"
import type { Area } from "@effect-workbook/schema/Area"
import type { CellValue, Matrix } from "@effect-workbook/schema/CellValue"
import type { SeriesBy } from "@effect-workbook/schema/Chart"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Random from "effect/Random"
import { PCGRandom } from "effect/Utils"
import type { BookError } from "./BookError.js"
import type { ChartPicture } from "./ChartPicture.js"
import type * as Format from "./Format.js"
import * as Calculating from "./internal/book/Calculating.js"
import * as CellShifting from "./internal/book/CellShifting.js"
import * as ChartPictures from "./internal/book/ChartPictures.js"
import * as ChartReading from "./internal/book/ChartReading.js"
import * as Charts from "./internal/book/Charts.js"
import * as Clearing from "./internal/book/Clearing.js"
import * as Comments from "./internal/book/Comments.js"
import * as Filtering from "./internal/book/Filtering.js"
import * as Formats from "./internal/book/Formats.js"
import * as Hiding from "./internal/book/Hiding.js"
import * as Merging from "./internal/book/Merging.js"
import * as Names from "./internal/book/Names.js"
import { blank } from "./internal/book/NewWorkbook.js"
import * as Open from "./internal/book/Open.js"
import * as PivotTables from "./internal/book/PivotTables.js"
import * as Protection from "./internal/book/Protection.js"
import * as Reading from "./internal/book/Reading.js"
import * as Save from "./internal/book/Save.js"
import * as Sheets from "./internal/book/Sheets.js"
import * as Sorting from "./internal/book/Sorting.js"
import {
  type Environment,
  findTable,
  sheetModel,
  type State,
  tableModel,
  tableOf,
  worksheetOf
} from "./internal/book/State.js"
import * as TableColumns from "./internal/book/TableColumns.js"
import * as TableRows from "./internal/book/TableRows.js"
import * as Tables from "./internal/book/Tables.js"
import * as TableSorting from "./internal/book/TableSorting.js"
import * as Uncomputed from "./internal/book/Uncomputed.js"
import * as WorksheetFunctions from "./internal/book/WorksheetFunctions.js"
import * as Writing from "./internal/book/Writing.js"
import * as SheetProtection from "./internal/parts/SheetProtection.js"
import { attempt, attemptRead } from "./internal/refusal.js"
import * as Steps from "./internal/Steps.js"
import { isError } from "./internal/value/Value.js"
import type {
  CalculationMode,
  CalculationType,
  Cells,
  Chart,
  ChartChange,
  ChartContent,
  ChartSource,
  Cleared,
  Column,
  ColumnFilter,
  Comment,
  CommentReply,
  ErrorCode,
  Name,
  NewChart,
  NewName,
  PivotTable,
  ProtectionOptions,
  Sheet,
  Sort,
  Table,
  TableSort,
  TableUpdate,
  Uncomputed as UncomputedFormula,
  Write
} from "./Model.js"

type Result<A> = Effect.Effect<A, BookError>

/**
 * An open workbook. Rows, columns and positions are zero-based. The bounds of an area are inclusive.
 *
 * Sheets, tables and names are snapshots as plain data. A snapshot can be used after the workbook has changed, because
 * a sheet or table is identified by `id`, and a name by `name` and `scope`.
 *
 * The effect of a change includes the calculation of dependent formulas. It yields to the event loop while it
 * calculates, and cannot be interrupted.
 *
 * @example
 * ```ts
 * import { Book } from "@effect-workbook/engine"
 * import { Effect, Option } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Orders: [["Item", "Amount"], ["Apples", 3], ["Pears", 4], ["Total", "=SUM(B2:B3)"]] })
 *   const orders = Option.getOrThrow(book.sheetByKey("Orders"))
 *   const total = { top: 3, left: 1, bottom: 3, right: 1 }
 *   assert.deepEqual(book.read(orders, total).values(), [[7]])
 *
 *   yield* book.write(orders, { top: 1, left: 1, bottom: 1, right: 1 }, { values: 30 })
 *   assert.deepEqual(book.read(orders, total).values(), [[34]])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Book {
  /** The sheets in their order. */
  readonly sheets: ReadonlyArray<Sheet>
  /** Finds a sheet by id or case-insensitive name. */
  readonly sheetByKey: (key: string) => Option.Option<Sheet>
  /** Adds an empty worksheet at the end. The default name is the first unused one of `Sheet1`, `Sheet2`, ... */
  readonly addSheet: (name?: string) => Result<Sheet>
  /** Renames a sheet and updates all references to it. */
  readonly renameSheet: (sheet: Sheet, name: string) => Result<Sheet>
  /** Moves a sheet to a zero-based position. */
  readonly moveSheet: (sheet: Sheet, position: number) => Result<Sheet>
  /** Shows or hides a sheet. The last visible sheet cannot be hidden. */
  readonly setVisibility: (sheet: Sheet, visibility: Sheet["visibility"]) => Result<Sheet>
  /** Deletes a sheet with its tables and names. References to it become `#REF!`. */
  readonly deleteSheet: (sheet: Sheet) => Result<void>
  /** What users can do on a protected sheet, or none if the sheet is not protected. */
  readonly protection: (sheet: Sheet) => Option.Option<ProtectionOptions>
  /** Protects the locked cells of a sheet. Options that are left out are false. Refuses a sheet that is protected. */
  readonly protectSheet: (sheet: Sheet, options?: Partial<ProtectionOptions>) => Result<void>
  /** Removes the protection of a sheet. Refuses a protection with a password. */
  readonly unprotectSheet: (sheet: Sheet) => Result<void>

  /** Reads the cells of an area. On a sheet without cells all are blank. */
  readonly read: (sheet: Sheet, area: Area) => Cells
  /** Writes cells as if a user typed their contents, and calculates dependent formulas. */
  readonly write: (sheet: Sheet, area: Area, changes: Write) => Result<void>
  /** The used area. `valuesOnly` ignores blank cells with a format. For an empty sheet it is the cell `A1`. */
  readonly usedArea: (sheet: Sheet, valuesOnly: boolean) => Area

  /**
   * Inserts blank cells at an area, and moves the cells at the area and behind it. Whole rows move down and whole columns
   * move right, whatever the direction.
   */
  readonly insertCells: (sheet: Sheet, area: Area, direction: "Down" | "Right") => Result<void>
  /** Deletes the cells of an area, and moves the cells behind it. References to deleted cells become `#REF!`. */
  readonly deleteCells: (sheet: Sheet, area: Area, direction: "Up" | "Left") => Result<void>
  /** Clears the contents, the formats, or everything. */
  readonly clear: (sheet: Sheet, area: Area, what: Cleared) => Result<void>
  /** Merges an area, or each of its rows. The first cell with content gives the content of the merged cell. */
  readonly merge: (sheet: Sheet, area: Area, across: boolean) => Result<void>
  /** Separates all merged cells that an area intersects. */
  readonly unmerge: (sheet: Sheet, area: Area) => Result<void>
  /** Sorts the rows or columns of an area. Hidden ones stay where they are. */
  readonly sort: (sheet: Sheet, area: Area, sort: Sort) => Result<void>
  /** The indices of the rows and columns of an area that are not hidden. */
  readonly visible: (
    sheet: Sheet,
    area: Area
  ) => { readonly rows: ReadonlyArray<number>; readonly columns: ReadonlyArray<number> }
  /** Reads the format of an area. */
  readonly format: (sheet: Sheet, area: Area) => Format.Format
  /**
   * Changes the format of an area. Whole rows and columns keep their format without having cells. Refused on a protected
   * sheet, unless the protection allows it.
   */
  readonly setFormat: (sheet: Sheet, area: Area, changes: Format.Update) => Result<void>
  /**
   * Makes the columns of an area as wide as the widest text of their cells in the area. The width of a text is estimated
   * from the widths of the characters of Calibri. Merged cells, and columns without texts, are left out.
   */
  readonly autofitColumns: (sheet: Sheet, area: Area) => Result<void>
  /** Makes the rows of an area as high as the fonts and the wrapped texts of their cells need, by the same estimate. */
  readonly autofitRows: (sheet: Sheet, area: Area) => Result<void>

  /** The tables of all sheets. */
  readonly tables: ReadonlyArray<Table>
  /** Finds a table by case-insensitive name or by id. */
  readonly tableByKey: (key: string) => Option.Option<Table>
  /** Creates a table from an area. Without headers it inserts a header row above the area. */
  readonly addTable: (sheet: Sheet, area: Area, hasHeaders: boolean) => Result<Table>
  /** Changes properties of a table. */
  readonly updateTable: (table: Table, changes: TableUpdate) => Result<Table>
  /** Deletes a table and clears its cells. */
  readonly deleteTable: (table: Table) => Result<void>
  /** The filter of a column, or none if it is not filtered. */
  readonly filter: (table: Table, columnId: string) => Option.Option<ColumnFilter>
  /** Hides the rows of a table that do not meet the criteria of a column. The filters of other columns stay. */
  readonly setFilter: (table: Table, columnId: string, filter: ColumnFilter) => Result<void>
  /** Removes the filter of a column, or the filters of all columns without `columnId`. */
  readonly clearFilter: (table: Table, columnId?: string) => Result<void>
  /** Applies the filters of a table to its present content. */
  readonly reapplyFilters: (table: Table) => Result<void>
  /** The conditions that a table was last sorted by. */
  readonly tableSort: (table: Table) => Option.Option<TableSort>
  /** Sorts the rows of a table. Hidden rows stay where they are. */
  readonly sortTable: (table: Table, sort: TableSort) => Result<void>
  /** Forgets the conditions of the sort of a table. The rows stay where they are. */
  readonly clearTableSort: (table: Table) => Result<void>
  /** Sorts the present rows of a table by the conditions of its last sort. */
  readonly reapplyTableSort: (table: Table) => Result<void>
  /** Converts a table to ordinary cells, and references to it to references to these cells. Returns its area. */
  readonly convertToRange: (table: Table) => Result<Area>
  /**
   * Inserts rows before a zero-based index, or at the end for `null`. Returns the index of the first new row. A `null`
   * value becomes the formula of the column, or a blank cell.
   */
  readonly addRows: (table: Table, index: number | null, values: Matrix) => Result<number>
  /** Deletes rows from a zero-based index on. The default count is 1. A table without data keeps one blank row. */
  readonly deleteRows: (table: Table, index: number, count?: number) => Result<void>
  /**
   * Inserts a column before a zero-based index, or at the end for `null`. `values` are its cells from the header row
   * down.
   */
  readonly addColumn: (
    table: Table,
    index: number | null,
    options?: { readonly name?: string | undefined; readonly values?: Matrix | undefined }
  ) => Result<Column>
  /** Renames a column in its table, in its header cell and in all formulas. */
  readonly renameColumn: (table: Table, columnId: string, name: string) => Result<Column>
  /** Deletes a column with its cells. Structured references to it become `#REF!`. */
  readonly deleteColumn: (table: Table, columnId: string) => Result<void>

  /** The defined names of a sheet, or of the workbook itself without `scope`. */
  readonly names: (scope?: Sheet) => ReadonlyArray<Name>
  /** Finds a defined name of a sheet, or of the workbook itself without `scope`. Names are case-insensitive. */
  readonly nameByKey: (key: string, scope?: Sheet) => Option.Option<Name>
  /** Defines a name. */
  readonly addName: (name: NewName) => Result<Name>
  /** Changes the comment and the visibility of a name. */
  readonly updateName: (
    name: Name,
    changes: { readonly comment?: string | undefined; readonly visible?: boolean | undefined }
  ) => Result<Name>
  /** Deletes a name. Formulas that use it show `#NAME?`. */
  readonly deleteName: (name: Name) => Result<void>
  /** The area of a name, if the name refers to exactly one area. */
  readonly nameArea: (name: Name) => Option.Option<Address.Address>

  /** The comments of all worksheets, with their replies. Notes are not comments. */
  readonly comments: ReadonlyArray<Comment>
  /** Finds a comment by id. */
  readonly commentByKey: (key: string) => Option.Option<Comment>
  /** Adds a reply to a comment. Refused on a protected sheet, unless the protection allows to edit objects. */
  readonly addReply: (comment: Comment, content: string, author: string) => Result<CommentReply>

  /** The charts of a worksheet. Charts inside of groups of shapes are not listed. */
  readonly charts: (sheet: Sheet) => ReadonlyArray<Chart>
  /** Finds a chart of a worksheet by case-insensitive name or by id. */
  readonly chartByKey: (sheet: Sheet, key: string) => Option.Option<Chart>
  /** Reads the content of a chart. */
  readonly readChart: (chart: Chart) => Either.Either<ChartContent, BookError>
  /** Reads the picture of a chart, with the present values of its cells. */
  readonly chartPicture: (chart: Chart) => Result<ChartPicture>
  /** Adds a chart to a worksheet. */
  readonly addChart: (sheet: Sheet, chart: NewChart) => Result<Chart>
  /** Changes a chart. All changes are applied, or none. */
  readonly updateChart: (chart: Chart, changes: ReadonlyArray<ChartChange>) => Result<Chart>
  /** Replaces the data of a chart. Series keep their formats. */
  readonly setChartData: (chart: Chart, source: ChartSource, seriesBy?: SeriesBy) => Result<void>
  /** Moves a chart to a cell. With an end it covers the cells from the start to the end. */
  readonly setChartPosition: (chart: Chart, start: Area, end?: Area) => Result<Chart>
  /** Adds a series without cells, which has one point with the value 1. Returns its zero-based index. */
  readonly addChartSeries: (chart: Chart, name?: string) => Result<number>
  /** Writes a value to the blank cell after a series and includes it in the series. Returns the index of the point. */
  readonly addChartPoint: (chart: Chart, series: number, value: CellValue) => Result<number>
  /** Deletes a chart. */
  readonly deleteChart: (chart: Chart) => Result<void>

  /** The pivot tables of a worksheet. */
  readonly pivotTables: (sheet: Sheet) => ReadonlyArray<PivotTable>
  /** Finds a pivot table of a worksheet by id or by case-insensitive name. */
  readonly pivotTableByKey: (sheet: Sheet, key: string) => Option.Option<PivotTable>
  /**
   * Refreshes a pivot table, and all others that share its cache, from the cells of its source. Refused if a pivot table
   * is on a protected sheet, or would overwrite other cells.
   *
   * The cells are computed for the compact, outline and tabular forms, with page filters, manual filters, subtotals and
   * grand totals, if the present cells are what the stored records give. Otherwise Excel refreshes the pivot tables when it
   * opens the file. Only Excel refreshes a cache whose source is outside of the workbook or has other columns than before,
   * or whose fields are calculated or grouped.
   */
  readonly refreshPivotTable: (pivotTable: PivotTable) => Result<void>
  /** Refreshes the pivot tables of a worksheet like `refreshPivotTable`: all of them, or none if one is refused. */
  readonly refreshPivotTables: (sheet: Sheet) => Result<void>

  readonly calculationMode: CalculationMode
  /** Sets the calculation mode. When manual mode ends, pending formulas are calculated. */
  readonly setCalculationMode: (mode: CalculationMode) => Result<void>
  /** Calculates the workbook in any calculation mode. */
  readonly calculate: (type: CalculationType) => Result<void>
  /**
   * The formulas that could not be computed in the last calculation. Their cells keep the stored values, and dependent
   * formulas use these values. A new formula has no stored value and shows an error.
   */
  readonly uncomputed: ReadonlyArray<UncomputedFormula>
  /**
   * Calls a worksheet function by its Excel name. If the result is an array, it returns the first value, as in a single
   * cell. An error value is a `Left`.
   */
  readonly callFunction: (
    name: string,
    args: ReadonlyArray<FunctionArgument>
  ) => Result<Either.Either<CellValue, ErrorCode>>

  /** Returns the bytes of the workbook as an .xlsx file. Parts that were not changed are those of the opened file. */
  readonly save: () => Uint8Array
}

/**
 * An argument of a worksheet function: a value, rows of values, or an area of cells. `undefined` omits the argument. An
 * address without a sheet refers to the first sheet.
 *
 * @example
 * ```ts
 * import { Book } from "@effect-workbook/engine"
 * import { Address } from "@effect-workbook/schema"
 * import { Effect, Either } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [[1], [2]] })
 *   const cells = Address.make({ sheet: "Data", top: 0, left: 0, bottom: 1 })
 *   const args: ReadonlyArray<Book.FunctionArgument> = [cells, 3, [[4, 5]]]
 *   assert.deepEqual(yield* book.callFunction("SUM", args), Either.right(15))
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type FunctionArgument = CellValue | Matrix | Address.Address | undefined

const calculationModes = { auto: "Automatic", autoNoTable: "AutomaticExceptTables", manual: "Manual" } as const

const columnOf = (table: Table, index: number): Column => table.columns[index] ?? { id: "", name: "", index }

/** Applies a change, and runs the calculation that it has requested. */
const change = <A>(state: State, apply: () => A): Result<A> =>
  Effect.zipLeft(attempt(apply), Steps.runUninterruptibly(() => Calculating.runPending(state)))

const fromState = (state: State): Book => ({
  get sheets() {
    return state.sheets.map((sheet) => sheetModel(state, sheet))
  },
  sheetByKey: (key) => Option.fromNullable(Sheets.byKey(state, key)),
  addSheet: (name) => change(state, () => Sheets.add(state, name)),
  renameSheet: (sheet, name) => change(state, () => Sheets.rename(state, sheet, name)),
  moveSheet: (sheet, position) => change(state, () => Sheets.move(state, sheet, position)),
  setVisibility: (sheet, visibility) => change(state, () => Sheets.setVisibility(state, sheet, visibility)),
  deleteSheet: (sheet) => change(state, () => Sheets.remove(state, sheet)),
  protection: (sheet) => {
    const part = state.sheets.find(({ id }) => id === sheet.id)?.part
    return Option.fromNullable(part && SheetProtection.options(part))
  },
  protectSheet: (sheet, options = {}) => change(state, () => Protection.protect(state, sheet, options)),
  unprotectSheet: (sheet) => change(state, () => Protection.unprotect(state, sheet)),

  read: (sheet, area) => Reading.read(state, sheet, area),
  write: (sheet, area, changes) => change(state, () => Writing.write(state, worksheetOf(state, sheet), area, changes)),
  usedArea: (sheet, valuesOnly) => Reading.usedArea(state, sheet, valuesOnly),

  insertCells: (sheet, area, direction) => change(state, () => CellShifting.insert(state, sheet, area, direction)),
  deleteCells: (sheet, area, direction) => change(state, () => CellShifting.remove(state, sheet, area, direction)),
  clear: (sheet, area, what) => change(state, () => Clearing.clear(state, sheet, area, what)),
  merge: (sheet, area, across) => change(state, () => Merging.merge(state, sheet, area, across)),
  unmerge: (sheet, area) => change(state, () => Merging.unmerge(state, sheet, area)),
  sort: (sheet, area, sort) => change(state, () => Sorting.sort(state, sheet, area, sort)),
  visible: (sheet, area) => Hiding.visible(state, sheet, area),
  format: (sheet, area) => Formats.read(state, sheet, area),
  setFormat: (sheet, area, changes) =>
    change(state, () => Formats.update(state, worksheetOf(state, sheet), area, changes)),
  autofitColumns: (sheet, area) => change(state, () => Formats.autofitColumns(state, worksheetOf(state, sheet), area)),
  autofitRows: (sheet, area) => change(state, () => Formats.autofitRows(state, worksheetOf(state, sheet), area)),

  get tables() {
    return state.tables.map((table) => tableModel(state, table))
  },
  tableByKey: (key) => {
    const found = findTable(state, key)
    return Option.fromNullable(found && tableModel(state, found))
  },
  addTable: (sheet, area, hasHeaders) => change(state, () => Tables.add(state, sheet, area, hasHeaders)),
  updateTable: (table, changes) => change(state, () => Tables.update(state, table, changes)),
  deleteTable: (table) => change(state, () => Tables.remove(state, table)),
  filter: (table, columnId) =>
    state.tables.some(({ id }) => id === table.id)
      ? Option.fromNullable(Filtering.get(state, table, columnId))
      : Option.none(),
  setFilter: (table, columnId, filter) => change(state, () => Filtering.set(state, table, columnId, filter)),
  clearFilter: (table, columnId) =>
    change(
      state,
      () => columnId === undefined ? Filtering.clearAll(state, table) : Filtering.clear(state, table, columnId)
    ),
  reapplyFilters: (table) => change(state, () => Filtering.reapply(state, table)),
  tableSort: (table) =>
    state.tables.some(({ id }) => id === table.id)
      ? Option.fromNullable(TableSorting.get(state, table))
      : Option.none(),
  sortTable: (table, sort) => change(state, () => TableSorting.apply(state, table, sort)),
  clearTableSort: (table) => change(state, () => TableSorting.clear(state, table)),
  reapplyTableSort: (table) => change(state, () => TableSorting.reapply(state, table)),
  convertToRange: (table) => change(state, () => Tables.convertToRange(state, table)),
  addRows: (table, index, values) => change(state, () => TableRows.add(state, table, index, values)),
  deleteRows: (table, index, count = 1) => change(state, () => TableRows.remove(state, table, index, count)),
  addColumn: (table, index, options = {}) =>
    change(state, () => {
      const at = TableColumns.add(state, table, index, options)
      return columnOf(tableModel(state, tableOf(state, table)), at)
    }),
  renameColumn: (table, columnId, name) =>
    change(state, () => {
      const at = TableColumns.rename(state, table, columnId, name)
      return columnOf(tableModel(state, tableOf(state, table)), at)
    }),
  deleteColumn: (table, columnId) => change(state, () => TableColumns.remove(state, table, columnId)),

  names: (scope) => Names.list(state, scope),
  nameByKey: (key, scope) => Option.fromNullable(Names.byKey(state, key, scope)),
  addName: (name) => Effect.map(change(state, () => Names.add(state, name)), (show) => show()),
  updateName: (name, changes) => change(state, () => Names.update(state, name, changes)),
  deleteName: (name) => change(state, () => Names.remove(state, name)),
  nameArea: (name) =>
    Option.map(
      Option.fromNullable(Names.area(state, name)),
      ({ area, sheet }) => Address.make({ sheet: sheet.name, ...area })
    ),

  get comments() {
    return Comments.list(state)
  },
  commentByKey: (key) => Option.fromNullable(Comments.byKey(state, key)),
  addReply: (comment, content, author) => change(state, () => Comments.addReply(state, comment, content, author)),

  charts: (sheet) => ChartReading.list(state, sheet),
  chartByKey: (sheet, key) => {
    const charts = ChartReading.list(state, sheet)
    const wanted = key.toLowerCase()
    return Option.fromNullable(
      charts.find(({ name }) => name.toLowerCase() === wanted) ?? charts.find(({ id }) => id.toLowerCase() === wanted)
    )
  },
  chartPicture: (chart) => attempt(() => ChartPictures.read(state, chart)),
  readChart: (chart) => attemptRead(() => ChartReading.read(state, chart)),
  addChart: (sheet, chart) => change(state, () => Charts.add(state, sheet, chart)),
  updateChart: (chart, changes) => change(state, () => Charts.update(state, chart, changes)),
  setChartData: (chart, source, seriesBy) => change(state, () => Charts.setData(state, chart, source, seriesBy)),
  setChartPosition: (chart, start, end) => change(state, () => Charts.setPosition(state, chart, start, end)),
  addChartSeries: (chart, name) => change(state, () => Charts.addSeries(state, chart, name)),
  addChartPoint: (chart, series, value) => change(state, () => Charts.addPoint(state, chart, series, value)),
  deleteChart: (chart) => change(state, () => Charts.remove(state, chart)),

  pivotTables: (sheet) => PivotTables.list(state, sheet),
  pivotTableByKey: (sheet, key) => Option.fromNullable(PivotTables.byKey(state, sheet, key)),
  refreshPivotTable: (pivotTable) => change(state, () => PivotTables.refresh(state, pivotTable)),
  refreshPivotTables: (sheet) => change(state, () => PivotTables.refreshAll(state, sheet)),

  get calculationMode() {
    return calculationModes[state.workbook.calculationMode]
  },
  setCalculationMode: (mode) => change(state, () => Calculating.setMode(state, mode)),
  calculate: (type) => change(state, () => Calculating.calculate(state, type)),
  get uncomputed() {
    return Uncomputed.list(state)
  },
  callFunction: (name, args) =>
    attempt(() => {
      const value = WorksheetFunctions.call(state, name, args)
      return isError(value) ? Either.left(value.code) : Either.right(value)
    }),

  save: () => Save.save(state)
})

/** The `Clock` and `Random` of the fiber that opens a workbook, for synchronous code. */
const currentEnvironment: Effect.Effect<Environment> = Effect.gen(function*() {
  const clock = yield* Effect.clock
  const random = new PCGRandom(yield* Random.nextInt)
  return { now: () => clock.unsafeCurrentTimeMillis(), random: () => random.number() }
})

/**
 * Opens the bytes of an .xlsx file. Fails with `unsupportedWorkbook` for files in other formats, encrypted or damaged
 * files, and zip bombs.
 *
 * Formulas keep their stored results until a change affects them. `NOW` and `RAND` use the `Clock` and the `Random` of
 * the fiber that opens the workbook.
 *
 * @example
 * ```ts
 * import { Book } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const saved = (yield* Book.make({ Data: [[1], ["=A1*2"]] })).save()
 *   const book = yield* Book.open(saved)
 *   assert.deepEqual(book.sheets.map(({ name }) => name), ["Data"])
 *
 *   const error = yield* Effect.flip(Book.open(new TextEncoder().encode("Item,Amount")))
 *   assert.equal(error.code, "unsupportedWorkbook")
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const open = (bytes: Uint8Array): Effect.Effect<Book, BookError> =>
  Effect.flatMap(currentEnvironment, (environment) => attempt(() => fromState(Open.open(bytes, environment))))

/**
 * Creates a workbook from rows of values, keyed by sheet name. Text is parsed as if it were typed, so text that starts
 * with `=` is a formula. Fails for invalid names and formulas. Without keys the workbook has one empty sheet `Sheet1`.
 *
 * @example
 * ```ts
 * import { Book } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Prices: [["Apple", "1.20"], ["Pear", "50%"]] })
 *   const [prices] = book.sheets
 *   assert.ok(prices !== undefined)
 *   const cells = book.read(prices, book.usedArea(prices, true))
 *   assert.deepEqual(cells.values(), [["Apple", 1.2], ["Pear", 0.5]])
 *   assert.deepEqual(cells.text(), [["Apple", "1.2"], ["Pear", "50%"]])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make: (sheets: Readonly<Record<string, Matrix>>) => Effect.Effect<Book, BookError> = Effect.fnUntraced(
  function*(sheets) {
    const book = yield* open(blank())
    const [first, ...others] = Object.keys(sheets)
    for (const sheet of book.sheets) if (first !== undefined) yield* book.renameSheet(sheet, first)
    for (const name of others) yield* book.addSheet(name)
    for (const sheet of book.sheets) {
      const rows = sheets[sheet.name] ?? []
      const width = Math.max(0, ...rows.map((row) => row.length))
      if (width === 0) continue
      const values = rows.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? null))
      yield* book.write(sheet, { top: 0, left: 0, bottom: rows.length - 1, right: width - 1 }, { values })
    }
    return book
  }
)
