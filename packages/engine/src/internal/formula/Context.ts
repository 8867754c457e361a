/**
 * What an expression can see while it is evaluated.
 *
 * @since 0.1.0
 */
import type { Host } from "./Host.js"
import type { Kernel } from "./Kernel.js"
import type { Scalar, SheetArea, Value } from "./Value.js"

/** Variables of `LET` and `LAMBDA`, innermost first. */
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
  /** The offset of the cell from the one that the formula was written for. Relative references move by it. */
  readonly rowShift: number
  readonly columnShift: number
  /** Ranges stay arrays where one value is expected (array formulas); otherwise they intersect with the cell. */
  readonly array: boolean
  readonly variables: Variables | undefined
  /** The value of a cell. */
  readonly read: (sheet: number, row: number, column: number) => Scalar
  /** The cells of an area that may hold something, row by row. */
  readonly filled: (area: SheetArea) => Iterable<readonly [row: number, column: number]>
  /** The index of a sheet by its name. */
  readonly sheetIndex: (name: string) => number | undefined
  /** Evaluates a formula's text at this cell (`INDIRECT`). */
  readonly evaluateText: (text: string) => Value
}
