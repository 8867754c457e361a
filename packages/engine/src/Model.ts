/**
 * Sheets, cells, tables and names of a workbook as plain data. They are snapshots; `id` (or a name's `name` and `scope`)
 * identifies them in a later state.
 *
 * Rows and columns are zero-based, areas inclusive.
 *
 * @since 0.1.0
 */
import type { Area } from "@effect-workbook/schema/Area"
import type { CellValue, Matrix, ValueType } from "@effect-workbook/schema/CellValue"

/**
 * A sheet of the workbook. Only worksheets have cells.
 *
 * @example
 * ```ts
 * import { Book } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [[1]], Notes: [] })
 *   const [, notes] = book.sheets
 *   assert.ok(notes !== undefined)
 *   const hidden = yield* book.setVisibility(notes, "Hidden")
 *   assert.deepEqual([hidden.name, hidden.position, hidden.visibility, hidden.kind], ["Notes", 1, "Hidden", "worksheet"])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Sheet {
  readonly id: string
  readonly name: string
  readonly position: number
  readonly visibility: "Visible" | "Hidden" | "VeryHidden"
  readonly kind: "worksheet" | "chartsheet" | "dialogsheet" | "macrosheet"
}

/**
 * The cells of an area, row by row. Each matrix is made on demand.
 *
 * @example
 * ```ts
 * import { Book } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [["50%", "=A1*2"]] })
 *   const [data] = book.sheets
 *   assert.ok(data !== undefined)
 *   const cells = book.read(data, { top: 0, left: 0, bottom: 0, right: 1 })
 *   assert.deepEqual(cells.values(), [[0.5, 1]])
 *   assert.deepEqual(cells.formulas(), [[0.5, "=A1*2"]])
 *   assert.deepEqual(cells.valueTypes(), [["Double", "Double"]])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Cells {
  readonly values: () => Matrix
  /** Formulas with their `=`, and values of cells without a formula. */
  readonly formulas: () => Matrix
  readonly text: () => ReadonlyArray<ReadonlyArray<string>>
  readonly numberFormat: () => ReadonlyArray<ReadonlyArray<string>>
  readonly valueTypes: () => ReadonlyArray<ReadonlyArray<ValueType>>
  /** The same as `formulas`, with references in R1C1 notation. */
  readonly formulasR1C1: () => Matrix
  /** Whether all rows are hidden; `null` where some are. */
  readonly rowHidden: () => boolean | null
  /** Whether all columns are hidden; `null` where some are. */
  readonly columnHidden: () => boolean | null
}

/**
 * A formula that could not be computed: its cell, and the cells that it fills, keep the values stored before.
 *
 * @example
 * ```ts
 * import { Book } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [[1, "=GETPIVOTDATA(\"Sum\",A1)"]] })
 *   const [first] = book.uncomputed
 *   assert.deepEqual([first?.row, first?.column], [0, 1])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Uncomputed {
  readonly sheet: Sheet
  readonly row: number
  readonly column: number
  /** Why the formula cannot be computed: `unknown function GROUPBY`, `external reference [1]Sheet1`. */
  readonly reason: string
}

/**
 * One value for every cell of an area, or a matrix of its size in which `null` leaves a cell alone.
 *
 * @example
 * ```ts
 * import type { Model } from "@effect-workbook/engine"
 *
 * const everywhere: Model.Given = 0
 * const byCell: Model.Given = [[1, null], [3, 4]]
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Given = Matrix | Exclude<CellValue, null>

/**
 * The changes to write to an area. `""` clears a cell.
 *
 * @example
 * ```ts
 * import type { Model } from "@effect-workbook/engine"
 *
 * const write: Model.Write = { formulas: [["=A1*2"], ["=A2*2"]], numberFormat: "0.00" }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Write {
  readonly values?: Given | undefined
  readonly formulas?: Given | undefined
  /** In R1C1 notation. It is ignored if there are `formulas`. */
  readonly formulasR1C1?: Given | undefined
  /** `""` means `General`. */
  readonly numberFormat?: Given | undefined
}

/**
 * A column of a table.
 *
 * @example
 * ```ts
 * import { Book } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [["City", "Sales"], ["Oslo", 42]] })
 *   const [data] = book.sheets
 *   assert.ok(data !== undefined)
 *   const table = yield* book.addTable(data, { top: 0, left: 0, bottom: 1, right: 1 }, true)
 *   const profit = yield* book.addColumn(table, null, { name: "Profit" })
 *   assert.deepEqual([profit.name, profit.index], ["Profit", 2])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Column {
  readonly id: string
  readonly name: string
  readonly index: number
}

/**
 * A table. Its area includes the header and totals rows.
 *
 * @example
 * ```ts
 * import { Book } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [["City", "Sales"], ["Oslo", 42]] })
 *   const [data] = book.sheets
 *   assert.ok(data !== undefined)
 *   const table = yield* book.addTable(data, { top: 0, left: 0, bottom: 1, right: 1 }, true)
 *   assert.deepEqual(table.columns.map(({ name }) => name), ["City", "Sales"])
 *   assert.deepEqual(table.body, { top: 1, left: 0, bottom: 1, right: 1 })
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Table {
  readonly id: string
  readonly name: string
  readonly sheet: Sheet
  readonly area: Area
  /** The rows between the header row and the total row; `undefined` if there are none. */
  readonly body: Area | undefined
  readonly showHeaders: boolean
  readonly showTotals: boolean
  readonly showFilterButton: boolean
  readonly columns: ReadonlyArray<Column>
  readonly style: string | undefined
  readonly highlightFirstColumn: boolean
  readonly highlightLastColumn: boolean
  readonly showBandedRows: boolean
  readonly showBandedColumns: boolean
}

/**
 * The changes of a table's properties.
 *
 * @example
 * ```ts
 * import type { Model } from "@effect-workbook/engine"
 *
 * const changes: Model.TableUpdate = { name: "Sales", showTotals: true, style: "TableStyleLight9" }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface TableUpdate {
  readonly name?: string | undefined
  readonly style?: string | undefined
  readonly showHeaders?: boolean | undefined
  readonly showTotals?: boolean | undefined
  readonly showFilterButton?: boolean | undefined
  readonly highlightFirstColumn?: boolean | undefined
  readonly highlightLastColumn?: boolean | undefined
  readonly showBandedRows?: boolean | undefined
  readonly showBandedColumns?: boolean | undefined
}

/**
 * A defined name.
 *
 * @example
 * ```ts
 * import { Book } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [[20], [22]] })
 *   const name = yield* book.addName({ name: "Total", formula: "=SUM(Data!$A$1:$A$2)" })
 *   assert.deepEqual([name.name, name.formula, name.value, name.visible], ["Total", "=SUM(Data!$A$1:$A$2)", 42, true])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Name {
  readonly name: string
  /** The sheet of the name; `undefined` for a name of the whole workbook. */
  readonly scope: Sheet | undefined
  /** With the leading `=`. */
  readonly formula: string
  readonly type: "String" | "Integer" | "Double" | "Boolean" | "Range" | "Array" | "Error"
  /** The value of the formula, or the formula itself if it refers to a range. */
  readonly value: CellValue
  readonly comment: string
  readonly visible: boolean
}

/**
 * A name to define, as a reference or formula with the leading `=`.
 *
 * @example
 * ```ts
 * import type { Model } from "@effect-workbook/engine"
 *
 * const rate: Model.NewName = { name: "Rate", formula: "=0.25", comment: "of this year" }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface NewName {
  readonly name: string
  readonly formula: string
  readonly comment?: string | undefined
  readonly scope?: Sheet | undefined
}

/**
 * The calculation mode.
 *
 * @example
 * ```ts
 * import { Book } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [[1, "=A1*2"]] })
 *   const [data] = book.sheets
 *   assert.ok(data !== undefined)
 *   yield* book.setCalculationMode("Manual")
 *   yield* book.write(data, { top: 0, left: 0, bottom: 0, right: 0 }, { values: 21 })
 *   const result = () => book.read(data, { top: 0, left: 1, bottom: 0, right: 1 }).values()
 *   assert.deepEqual(result(), [[2]])
 *   yield* book.calculate("Recalculate")
 *   assert.deepEqual(result(), [[42]])
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type CalculationMode = "Automatic" | "AutomaticExceptTables" | "Manual"

/**
 * The extent of a requested calculation.
 *
 * @example
 * ```ts
 * import type { Model } from "@effect-workbook/engine"
 *
 * const everything: Model.CalculationType = "Full"
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type CalculationType = "Recalculate" | "Full" | "FullRebuild"

/**
 * The errors that a worksheet shows in a cell.
 *
 * @example
 * ```ts
 * import { Book } from "@effect-workbook/engine"
 * import { Effect, Either } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [] })
 *   assert.deepEqual(yield* book.callFunction("SQRT", [-1]), Either.left("#NUM!"))
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type ErrorCode =
  | "#NULL!"
  | "#DIV/0!"
  | "#VALUE!"
  | "#REF!"
  | "#NAME?"
  | "#NUM!"
  | "#N/A"
  | "#GETTING_DATA"
  | "#SPILL!"
  | "#CALC!"
  | "#FIELD!"
  | "#BLOCKED!"
  | "#UNKNOWN!"
  | "#BUSY!"
