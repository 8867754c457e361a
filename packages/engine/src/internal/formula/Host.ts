/**
 * The interface of the workbook for calculation.
 *
 * Sheets are indices into the workbook's order, rows and columns are zero-based.
 *
 * @since 0.1.0
 */
import type { Area } from "@effect-workbook/schema/Area"
import type { Prefix } from "./ReferenceText.js"
import type { Scalar } from "./Value.js"

/** A table as structured references see it. `area` includes the header and totals rows. */
export interface TableShape {
  readonly name: string
  readonly sheet: number
  readonly area: Area
  readonly headerRows: number
  readonly totalsRows: number
  readonly columns: ReadonlyArray<string>
}

/** The cells that an array formula fills. `dynamic`: its size follows the result (it spills). */
export interface ArrayArea {
  readonly area: Area
  readonly dynamic: boolean
}

/** The workbook as calculation sees it. */
export interface Host {
  readonly date1904: boolean
  /** Whether circular references are calculated again and again until they settle. */
  readonly iterates: boolean
  readonly sheetNames: ReadonlyArray<string>
  /** The cell's constant, or the last result of its formula. */
  readonly value: (sheet: number, row: number, column: number) => Scalar
  /** The formula text without `=`, as the file writes it (with `_xlfn.` prefixes). */
  readonly formula: (sheet: number, row: number, column: number) => string | undefined
  /** For the cell that holds an array formula (`<f t="array" ref>`): the cells it fills. */
  readonly arrayArea: (sheet: number, row: number, column: number) => ArrayArea | undefined
  /**
   * The cells of an area that are there, row by row: all that have content, and perhaps some without. `undefined` if the
   * host knows of the sheet no more than the area that has content.
   */
  readonly filled: (sheet: number, area: Area) => Iterable<readonly [row: number, column: number]> | undefined
  /** The smallest area that holds every cell with content; `undefined` for an empty sheet. */
  readonly contentArea: (sheet: number) => Area | undefined
  readonly rowHidden: (sheet: number, row: number) => boolean
  /** Formula text of a defined name seen from a sheet: the sheet's own first, then the workbook's. */
  readonly definedName: (name: string, sheet: number) => string | undefined
  /** Whether a name was there once: a formula that still uses it is wrong, not beyond this engine. */
  readonly isDeletedName: (name: string) => boolean
  /**
   * The sheets of a linked workbook whose cells the file remembers, by the prefix of a reference: numbers below 0, which
   * `value` and `contentArea` know. `undefined` if the file does not remember them all.
   */
  readonly linkedSheets: (prefix: Prefix) => ReadonlyArray<number> | undefined
  /** The cached formula of a name in a linked workbook. It refers to sheets of that workbook. */
  readonly linkedName: (prefix: Prefix, name: string) => string | undefined
  readonly table: (name: string) => TableShape | undefined
  readonly tableAt: (sheet: number, row: number, column: number) => TableShape | undefined
  /** The number format code of a cell, for functions that ask (`CELL`). */
  readonly numberFormat: (sheet: number, row: number, column: number) => string
  /** Stores a formula's result. */
  readonly store: (sheet: number, row: number, column: number, value: Scalar) => void
  /** Stores the result of an array formula in its cells: the formula's area becomes the size of `values`. */
  readonly spill: (sheet: number, row: number, column: number, values: ReadonlyArray<ReadonlyArray<Scalar>>) => void
  /** Says why a cell's formula could not be computed; without reason, that it could, or is gone. */
  readonly setUncomputed: (sheet: number, row: number, column: number, reason: string | undefined) => void
  /** Serial number of the present moment, in the workbook's date system. */
  readonly now: () => number
  /** A number in [0, 1). */
  readonly random: () => number
}
