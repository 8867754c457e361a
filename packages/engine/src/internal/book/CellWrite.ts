/**
 * A checked write to one cell.
 *
 * @since 0.1.0
 */
import type { Scalar } from "../value/Value.js"

/** The new content of a cell. */
export interface Content {
  /** The value, or `null` for a formula that is not calculated yet. */
  readonly value: Scalar
  /** Without `=`, in the notation of files. */
  readonly formula: string | undefined
  /** The number format that typing sets in a cell of General format: `0%` for `5%`. */
  readonly inputFormat: string | undefined
  /** Whether the text was typed with a leading apostrophe. */
  readonly quotePrefix: boolean
}

/** A write to one cell. */
export interface CellWrite {
  readonly row: number
  readonly column: number
  /** `undefined` if only the format is written. */
  readonly content: Content | undefined
  /** The number format to set. */
  readonly format: string | undefined
}

export const blankContent: Content = { value: null, formula: undefined, inputFormat: undefined, quotePrefix: false }

export const constantContent = (value: Scalar): Content => ({ ...blankContent, value })

/** The content of a cell with a formula in the notation of files. Its value is calculated later. */
export const formulaContent = (formula: string): Content => ({ ...blankContent, formula })

/** A write that keeps the number format of the cell. */
export const make = (row: number, column: number, content: Content | undefined): CellWrite => ({
  row,
  column,
  content,
  format: undefined
})
