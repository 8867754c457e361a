/**
 * A workbook: opened from the bytes of an .xlsx file, read, changed, and saved with everything that nobody touched
 * byte for byte as it was.
 *
 * A change is checked before anything of it is done: what fails has changed nothing.
 *
 * @since 0.1.0
 */
import * as Address from "@effect-workbook/schema/Address"
import type { CellValue, Matrix } from "@effect-workbook/schema/CellValue"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Calculating from "./book/Calculating.js"
import type {
  Area,
  CalculationMode,
  CalculationType,
  Cells,
  Name,
  NewName,
  Options,
  Sheet,
  Table,
  TableUpdate,
  Uncomputed as UncomputedFormula,
  Write
} from "./book/Model.js"
import * as Names from "./book/Names.js"
import * as Opening from "./book/Open.js"
import * as Reading from "./book/Reading.js"
import * as Saving from "./book/Save.js"
import * as Sheets from "./book/Sheets.js"
import { findTable, sheetModel, type State, tableModel, worksheetOf } from "./book/State.js"
import * as TableColumns from "./book/TableColumns.js"
import * as TableRows from "./book/TableRows.js"
import * as Tables from "./book/Tables.js"
import * as Uncomputed from "./book/Uncomputed.js"
import * as WorksheetFunctions from "./book/WorksheetFunctions.js"
import * as Writing from "./book/Writing.js"
import { attempt, type BookError } from "./BookError.js"
import type { Scalar } from "./formula/Value.js"
import type { Limits } from "./package/Package.js"
import * as Steps from "./Steps.js"

export type {
  Area,
  CalculationMode,
  CalculationType,
  Cells,
  Name,
  NewName,
  Options,
  Sheet,
  Table,
  TableUpdate,
  Write
} from "./book/Model.js"

type Result<A> = Effect.Effect<A, BookError>

/** An open workbook. Rows, columns and positions count from 0. */
export interface Book {
  readonly [stateOf]: State
  readonly sheets: ReadonlyArray<Sheet>
  /** A sheet by id, or by name without regard to case. */
  readonly sheetByKey: (key: string) => Option.Option<Sheet>
  /** Adds an empty worksheet at the end; it is called `Sheet1`, `Sheet2`, ... if no name is given. */
  readonly addSheet: (name?: string) => Result<Sheet>
  readonly renameSheet: (sheet: Sheet, name: string) => Result<Sheet>
  readonly moveSheet: (sheet: Sheet, position: number) => Result<Sheet>
  readonly setVisibility: (sheet: Sheet, visibility: Sheet["visibility"]) => Result<Sheet>
  readonly deleteSheet: (sheet: Sheet) => Result<void>

  /** The cells of an area; all are blank on a sheet that has none. */
  readonly read: (sheet: Sheet, area: Area) => Cells
  /** Writes as typing does, and calculates what depends on it. */
  readonly write: (sheet: Sheet, area: Area, changes: Write) => Result<void>
  /** The area in use; `valuesOnly` leaves out cells that are only formatted. An empty sheet uses its first cell. */
  readonly usedArea: (sheet: Sheet, valuesOnly: boolean) => Area

  readonly tables: ReadonlyArray<Table>
  /** A table by name without regard to case, or by id. */
  readonly tableByKey: (key: string) => Option.Option<Table>
  readonly addTable: (sheet: Sheet, area: Area, hasHeaders: boolean) => Result<Table>
  readonly updateTable: (table: Table, changes: TableUpdate) => Result<Table>
  /** Deletes a table and clears its cells. */
  readonly deleteTable: (table: Table) => Result<void>
  /** Inserts rows before an index, or at the end; answers the index of the first. `null` leaves a cell to its column. */
  readonly addRows: (table: Table, index: number | null, values: Matrix) => Result<number>
  readonly deleteRows: (table: Table, index: number, count?: number) => Result<void>
  /** Inserts a column before an index, or at the end. `values` are its cells from the header down. */
  readonly addColumn: (
    table: Table,
    index: number | null,
    options?: { readonly name?: string | undefined; readonly values?: Matrix | undefined }
  ) => Result<Table["columns"][number]>
  readonly renameColumn: (table: Table, columnId: string, name: string) => Result<Table["columns"][number]>
  readonly deleteColumn: (table: Table, columnId: string) => Result<void>

  /** The names of the workbook itself, or of a sheet. */
  readonly names: (scope?: Sheet) => ReadonlyArray<Name>
  /** A name of the workbook itself, or of a sheet, without regard to case. */
  readonly nameByKey: (key: string, scope?: Sheet) => Option.Option<Name>
  readonly addName: (name: NewName) => Result<Name>
  readonly updateName: (
    name: Name,
    changes: { readonly comment?: string | undefined; readonly visible?: boolean | undefined }
  ) => Result<Name>
  readonly deleteName: (name: Name) => Result<void>
  /** The cells that a name stands for, if it stands for one area. */
  readonly nameArea: (name: Name) => Option.Option<Address.Address>

  readonly calculationMode: CalculationMode
  readonly setCalculationMode: (mode: CalculationMode) => Result<void>
  readonly calculate: (type: CalculationType) => Result<void>
  /**
   * The formulas that could not be computed when they last were due. Their cells keep the values that the file had
   * stored, and what depends on them is computed from those; only a new formula shows an error instead.
   */
  readonly uncomputed: ReadonlyArray<UncomputedFormula>
  /** Calls a worksheet function by its Excel name. Arguments are values, rows of values, or cells. */
  readonly callFunction: (name: string, args: ReadonlyArray<FunctionArgument>) => Result<Scalar>
}

/** An argument of a worksheet function; `undefined` stands for one that is left out. */
export type FunctionArgument = CellValue | Matrix | Address.Address | undefined

/** Where a book keeps its state. */
const stateOf = Symbol.for("@effect-workbook/emulator/Book/state")

const calculationModes = { auto: "Automatic", autoNoTable: "AutomaticExceptTables", manual: "Manual" } as const

const columnOf = (table: Table, index: number): Table["columns"][number] =>
  table.columns[index] ?? { id: "", name: "", index }

/** Makes a change, and calculates what it makes necessary with turns for others in between. */
const change = <A>(state: State, evaluate: () => A): Result<A> =>
  Effect.zipLeft(attempt(evaluate), Steps.run(() => Calculating.due(state)))

const make = (state: State): Book => ({
  [stateOf]: state,
  get sheets() {
    return state.sheets.map((sheet) => sheetModel(state, sheet))
  },
  sheetByKey: (key) => Option.fromNullable(Sheets.byKey(state, key)),
  addSheet: (name) => change(state, () => Sheets.add(state, name)),
  renameSheet: (sheet, name) => change(state, () => Sheets.rename(state, sheet, name)),
  moveSheet: (sheet, position) => change(state, () => Sheets.move(state, sheet, position)),
  setVisibility: (sheet, visibility) => change(state, () => Sheets.setVisibility(state, sheet, visibility)),
  deleteSheet: (sheet) => change(state, () => Sheets.remove(state, sheet)),

  read: (sheet, area) => Reading.read(state, sheet, area),
  write: (sheet, area, changes) => change(state, () => Writing.write(state, worksheetOf(state, sheet), area, changes)),
  usedArea: (sheet, valuesOnly) => Reading.usedArea(state, sheet, valuesOnly),

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
  addRows: (table, index, values) => change(state, () => TableRows.add(state, table, index, values)),
  deleteRows: (table, index, count = 1) => change(state, () => TableRows.remove(state, table, index, count)),
  addColumn: (table, index, options = {}) =>
    change(state, () => {
      const at = TableColumns.add(state, table, index, options)
      return columnOf(tableModel(state, Tables.current(state, table)), at)
    }),
  renameColumn: (table, columnId, name) =>
    change(state, () => {
      const at = TableColumns.rename(state, table, columnId, name)
      return columnOf(tableModel(state, Tables.current(state, table)), at)
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

  get calculationMode() {
    return calculationModes[state.workbook.calculationMode]
  },
  setCalculationMode: (mode) => change(state, () => Calculating.setMode(state, mode)),
  calculate: (type) => change(state, () => Calculating.calculate(state, type)),
  get uncomputed() {
    return Uncomputed.list(state)
  },
  callFunction: (name, args) => attempt(() => WorksheetFunctions.call(state, name, args))
})

/** Opens a workbook. Files that are not .xlsx, are encrypted, damaged or unfold beyond the limits are refused. */
export const open = (bytes: Uint8Array, options: Options, limits?: Limits): Effect.Effect<Book, BookError> =>
  attempt(() => make(Opening.open(bytes, options, limits)))

/** The workbook as bytes of an .xlsx file. */
export const save = (book: Book): Uint8Array => Saving.save(book[stateOf])
