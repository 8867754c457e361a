/**
 * The interface between the calculation and the workbook.
 *
 * Sheets, rows and columns are zero-based indices. Negative sheets are sheets of linked workbooks.
 *
 * @since 0.1.0
 */
import type { Area } from "@effect-workbook/schema/Area"
import type { Scalar } from "../value/Value.js"
import type { Prefix } from "./ReferenceText.js"

/** The properties of a table that structured references depend on. `area` includes the header and totals rows. */
export interface TableShape {
  readonly name: string
  readonly sheet: number
  readonly area: Area
  readonly headerRows: number
  readonly totalsRows: number
  readonly columns: ReadonlyArray<string>
}

/** The cells that an array formula fills. If `dynamic`, the area has the size of the result (it spills). */
export interface ArrayArea {
  readonly area: Area
  readonly dynamic: boolean
}

/** The workbook during calculation. */
export interface Host {
  readonly date1904: boolean
  /** Whether Excel calculates circular references iteratively. */
  readonly iterativeCalculation: boolean
  readonly sheetNames: ReadonlyArray<string>
  /** Returns the constant of a cell, or the last result of its formula. */
  readonly value: (sheet: number, row: number, column: number) => Scalar
  /** Returns the formula of a cell without `=`, in the notation of files (with `_xlfn.` prefixes). */
  readonly formula: (sheet: number, row: number, column: number) => string | undefined
  /** Returns the area of the array formula (`<f t="array" ref>`) in a cell. */
  readonly arrayArea: (sheet: number, row: number, column: number) => ArrayArea | undefined
  /**
   * Yields the existing cells of an area row by row: all cells with content, and possibly some without. `undefined` if
   * the host knows only the `contentArea` of the sheet.
   */
  readonly existingCells: (sheet: number, area: Area) => Iterable<readonly [row: number, column: number]> | undefined
  /** Returns the smallest area that contains every cell with content, or `undefined` for an empty sheet. */
  readonly contentArea: (sheet: number) => Area | undefined
  readonly rowHidden: (sheet: number, row: number) => boolean
  /** Returns whether a row is hidden by a filter. */
  readonly rowFiltered: (sheet: number, row: number) => boolean
  /** Returns the formula of a defined name. A name of the sheet has priority over a name of the workbook. */
  readonly definedName: (name: string, sheet: number) => string | undefined
  /** Returns whether a name was deleted. A formula that uses it is `#NAME?`; other unknown names cannot be computed. */
  readonly isDeletedName: (name: string) => boolean
  /**
   * Returns the sheets of a linked workbook in the prefix of a reference. They are negative numbers for `value` and
   * `contentArea`. `undefined` if the file has no cached cells of one of them.
   */
  readonly linkedSheets: (prefix: Prefix) => ReadonlyArray<number> | undefined
  /** Returns the formula of a name of a linked workbook. It refers to sheets of that workbook. */
  readonly linkedName: (prefix: Prefix, name: string) => string | undefined
  readonly table: (name: string) => TableShape | undefined
  readonly tableAt: (sheet: number, row: number, column: number) => TableShape | undefined
  /** Returns the number format code of a cell. */
  readonly numberFormat: (sheet: number, row: number, column: number) => string
  /** Stores the result of a formula. */
  readonly store: (sheet: number, row: number, column: number, value: Scalar) => void
  /** Stores the result of an array formula. Its area becomes the size of `values`. */
  readonly spill: (sheet: number, row: number, column: number, values: ReadonlyArray<ReadonlyArray<Scalar>>) => void
  /** Records why a formula could not be computed. Without a reason it removes the record of the cell. */
  readonly setUncomputed: (sheet: number, row: number, column: number, reason: string | undefined) => void
  /** Returns the current time (UTC) as a serial number of the workbook's date system. */
  readonly now: () => number
  /** Returns a number in [0, 1). */
  readonly random: () => number
}
