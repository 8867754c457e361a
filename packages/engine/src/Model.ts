/**
 * Sheets, cells, tables and names of a workbook as plain data. They are pictures of a moment; what
 * identifies them (`id`, or a name's `name` and `scope`) is how they are found again.
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
 * The cells of an area, row by row. Each matrix is made when it is asked for.
 *
 * @category models
 * @since 0.1.0
 */
export interface Cells {
  readonly values: () => Matrix
  /** `=` formulas where there are any, values elsewhere. */
  readonly formulas: () => Matrix
  readonly text: () => ReadonlyArray<ReadonlyArray<string>>
  readonly numberFormat: () => ReadonlyArray<ReadonlyArray<string>>
  readonly valueTypes: () => ReadonlyArray<ReadonlyArray<ValueType>>
}

/**
 * A formula that could not be computed: its cell, and the cells that it fills, keep the values stored before.
 *
 * @category models
 * @since 0.1.0
 */
export interface Uncomputed {
  readonly sheet: Sheet
  readonly row: number
  readonly column: number
  /** What stands in the way: `unknown function GROUPBY`, `external reference [1]Sheet1`. */
  readonly reason: string
}

/**
 * One value for every cell of an area, or a matrix of its size in which `null` leaves a cell alone.
 *
 * @category models
 * @since 0.1.0
 */
export type Given = Matrix | Exclude<CellValue, null>

/**
 * What to write to an area. `""` clears a cell.
 *
 * @category models
 * @since 0.1.0
 */
export interface Write {
  readonly values?: Given | undefined
  readonly formulas?: Given | undefined
  /** `""` means `General`. */
  readonly numberFormat?: Given | undefined
}

/**
 * A column of a table.
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
 * @category models
 * @since 0.1.0
 */
export interface Table {
  readonly id: string
  readonly name: string
  readonly sheet: Sheet
  readonly area: Area
  /** The rows between header and totals; `undefined` when there is none. */
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
 * What may be changed of a table.
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
 * @category models
 * @since 0.1.0
 */
export interface Name {
  readonly name: string
  /** The sheet that it belongs to; the workbook's own without. */
  readonly scope: Sheet | undefined
  /** With the leading `=`. */
  readonly formula: string
  readonly type: "String" | "Integer" | "Double" | "Boolean" | "Range" | "Array" | "Error"
  /** What the formula yields; the formula itself for a range. */
  readonly value: CellValue
  readonly comment: string
  readonly visible: boolean
}

/**
 * A name to define, as a reference or formula with the leading `=`.
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
 * When formulas are calculated.
 *
 * @category models
 * @since 0.1.0
 */
export type CalculationMode = "Automatic" | "AutomaticExceptTables" | "Manual"

/**
 * How much is calculated on request.
 *
 * @category models
 * @since 0.1.0
 */
export type CalculationType = "Recalculate" | "Full" | "FullRebuild"

/**
 * The errors that a worksheet shows in a cell.
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
