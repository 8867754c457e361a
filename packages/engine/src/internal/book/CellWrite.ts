/**
 * A cell to write, checked and ready to be stored.
 *
 * @since 0.1.0
 */
import type { Scalar } from "../formula/Value.js"

/** The content of a cell after text was typed into it. */
export interface Content {
  readonly value: Scalar
  readonly formula: string | undefined
  /** The number format that typing brings to a cell of General format. */
  readonly typedFormat: string | undefined
  /** Whether it was typed with a leading apostrophe. */
  readonly quoted: boolean
}

/** A cell to write. */
export interface CellWrite {
  readonly row: number
  readonly column: number
  /** Absent when only the format is written. */
  readonly content: Content | undefined
  /** A number format to set. */
  readonly format: string | undefined
}

export const blank: Content = { value: null, formula: undefined, typedFormat: undefined, quoted: false }

export const constant = (value: Scalar): Content => ({ ...blank, value })

/** A formula as the file keeps it; its value is calculated later. */
export const formula = (formula: string): Content => ({ ...blank, formula })

/** A cell that gets new content and keeps its format. */
export const make = (row: number, column: number, content: Content | undefined): CellWrite => ({
  row,
  column,
  content,
  format: undefined
})
