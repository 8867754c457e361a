/**
 * A row of a worksheet. Its cells are parsed when they are first needed. They are stored in parallel arrays, which take
 * less memory than one object per cell.
 *
 * @since 0.1.0
 */
import type { Area } from "@effect-workbook/schema/Area"
import type { Scalar } from "../../value/Value.js"

/** A formula with more properties than its text. */
export type SpecialFormula =
  /** A formula of a group that shares one text. Only the first cell of the group has the text. */
  | { readonly kind: "shared"; readonly group: number; readonly area: Area; readonly text: string | undefined }
  /** A formula whose result fills an area. The area of a `dynamic` one has the size of the result. */
  | { readonly kind: "array"; readonly area: Area; readonly text: string; readonly dynamic: boolean }
  /** A what-if data table. It is not calculated. `tag` is its start tag, with the area and the input cells. */
  | { readonly kind: "dataTable"; readonly area: Area; readonly tag: string }

/** The formula of a cell. An ordinary formula is its text without `=`. */
export type Formula = string | SpecialFormula

/** Bits for the changes of a cell since it was parsed. */
export const Change = { Address: 1, Style: 2, Value: 4, Formula: 8 } as const

/** The offset of a cell or row that is not in the source. */
export const noSource = -1

/** The cells of a row in the order of their columns. The arrays have the same length. */
export interface Cells {
  readonly columns: Array<number>
  readonly values: Array<Scalar>
  readonly styles: Array<number>
  /** Offset of each cell's start tag in the source, or `noSource`. */
  readonly sources: Array<number>
  /** `undefined` while no cell of the row has a formula. */
  formulas: Array<Formula | undefined> | undefined
  /** Bits of `Change`; `undefined` while no cell has changed. */
  changes: Array<number> | undefined
}

/** A row. */
export interface Row {
  readonly index: number
  /** Offsets of the row in the source; both `noSource` for a new row. */
  readonly start: number
  readonly end: number
  /** `undefined` until they are parsed. */
  cells: Cells | undefined
  /** The start tag, if it is not the one in the source. Its row number is not used. */
  tag: string | undefined
  changed: boolean
}

/** Creates a row. */
export const make = (index: number): Row => ({
  index,
  start: noSource,
  end: noSource,
  cells: emptyCells(),
  tag: undefined,
  changed: true
})

/** Creates empty arrays. */
export const emptyCells = (): Cells => ({
  columns: [],
  values: [],
  styles: [],
  sources: [],
  formulas: undefined,
  changes: undefined
})

/**
 * Returns the position of a column's cell in the arrays. Without a cell it is `-1 - p`, where `p` is the insertion
 * position.
 */
export const find = (cells: Pick<Cells, "columns">, column: number): number => {
  const columns = cells.columns
  const count = columns.length
  if (count === 0) return -1
  const guess = column - (columns[0] ?? 0)
  if (guess >= 0 && guess < count && columns[guess] === column) return guess
  let low = 0
  let high = count - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const at = columns[middle] ?? 0
    if (at === column) return middle
    if (at < column) low = middle + 1
    else high = middle - 1
  }
  return -1 - low
}

/** Returns the position of a column's cell. Inserts a blank cell with the given style if there is none. */
export const getOrInsert = (cells: Cells, column: number, style: number): number => {
  const found = find(cells, column)
  if (found >= 0) return found
  const position = -1 - found
  cells.columns.splice(position, 0, column)
  cells.values.splice(position, 0, null)
  cells.styles.splice(position, 0, style)
  cells.sources.splice(position, 0, noSource)
  cells.formulas?.splice(position, 0, undefined)
  cells.changes?.splice(position, 0, 0)
  return position
}

/** Returns the first position and the number of the cells between two inclusive columns. */
export const range = (
  cells: Pick<Cells, "columns">,
  left: number,
  right: number
): readonly [first: number, count: number] => {
  const from = find(cells, left)
  const to = find(cells, right)
  const first = from < 0 ? -1 - from : from
  return [first, (to < 0 ? -1 - to : to + 1) - first]
}

/** Extends the formulas to all cells. A parsed row has formulas only up to its last cell with a formula. */
const extendFormulas = ({ columns, formulas }: Cells): void => {
  if (formulas !== undefined) formulas.length = columns.length
}

/** Removes cells and returns them. */
export const removeRange = (cells: Cells, first: number, count: number): Cells => {
  extendFormulas(cells)
  return {
    columns: cells.columns.splice(first, count),
    values: cells.values.splice(first, count),
    styles: cells.styles.splice(first, count),
    sources: cells.sources.splice(first, count),
    formulas: cells.formulas?.splice(first, count),
    changes: cells.changes?.splice(first, count)
  }
}

/** Inserts cells at a position. */
export const insertRange = (cells: Cells, position: number, added: Cells): void => {
  extendFormulas(cells)
  extendFormulas(added)
  if (added.formulas !== undefined) cells.formulas ??= cells.columns.map(() => undefined)
  if (added.changes !== undefined) cells.changes ??= cells.columns.map(() => 0)
  cells.formulas?.splice(position, 0, ...(added.formulas ?? added.columns.map(() => undefined)))
  cells.changes?.splice(position, 0, ...(added.changes ?? added.columns.map(() => 0)))
  cells.columns.splice(position, 0, ...added.columns)
  cells.values.splice(position, 0, ...added.values)
  cells.styles.splice(position, 0, ...added.styles)
  cells.sources.splice(position, 0, ...added.sources)
}

/** Records a change of a cell. */
export const markChanged = (row: Row, cells: Cells, position: number, change: number): void => {
  cells.changes ??= cells.columns.map(() => 0)
  cells.changes[position] = (cells.changes[position] ?? 0) | change
  row.changed = true
}

/** Sets or removes the formula of a cell. */
export const setFormula = (cells: Cells, position: number, formula: Formula | undefined): void => {
  if (cells.formulas === undefined) {
    if (formula === undefined) return
    cells.formulas = cells.columns.map(() => undefined)
  }
  cells.formulas[position] = formula
}
