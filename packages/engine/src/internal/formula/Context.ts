/**
 * The context in which an expression is evaluated.
 *
 * @since 0.1.0
 */
import type { Scalar, SheetArea, Value } from "../value/Value.js"
import type { Host } from "./Host.js"
import type { Kernel } from "./Kernel.js"

/** A linked list of the variables of `LET` and `LAMBDA`, innermost first. Names are in lower case. */
export interface Variables {
  readonly name: string
  readonly value: Value
  readonly next: Variables | undefined
}

export interface Context {
  readonly host: Host
  readonly kernel: Kernel
  /** The cell whose formula is evaluated. */
  readonly sheet: number
  readonly row: number
  readonly column: number
  /** The offset of the cell from the cell of the formula's text. It is added to relative references. */
  readonly rowShift: number
  readonly columnShift: number
  /** Whether a range is an array where one value is expected. Otherwise implicit intersection applies. */
  readonly isArrayFormula: boolean
  readonly variables: Variables | undefined
  /** Reads the value of a cell. */
  readonly read: (sheet: number, row: number, column: number) => Scalar
  /** Yields the cells of an area that may have content, row by row. */
  readonly existingCells: (area: SheetArea) => Iterable<readonly [row: number, column: number]>
  /** Finds the index of a sheet by its name. */
  readonly sheetIndex: (name: string) => number | undefined
  /** Evaluates the text of a reference at this cell (`INDIRECT`). */
  readonly evaluateText: (text: string) => Value
}
