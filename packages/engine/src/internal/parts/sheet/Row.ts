/**
 * One row of a worksheet. Its cells are read from the sheet's source when they are first asked for, into parallel
 * arrays: a book of a million cells is not a million objects.
 *
 * @since 0.1.0
 */
import type { Area } from "@effect-workbook/schema/Area"
import type { Scalar } from "../../formula/Value.js"

/** A formula that is more than its text. */
export type SpecialFormula =
  /** A member of a group that shares one text, written at the group's first cell only. */
  | { readonly kind: "shared"; readonly group: number; readonly area: Area; readonly text: string | undefined }
  /** A formula whose result fills an area; `dynamic` arrays choose the area themselves. */
  | { readonly kind: "array"; readonly area: Area; readonly text: string; readonly dynamic: boolean }
  /** A what-if table; Excel alone calculates it. */
  | { readonly kind: "dataTable"; readonly area: Area }

/** A cell's formula: its text without `=`, unless it is special. */
export type Formula = string | SpecialFormula

/** The changes of a cell compared with its source. */
export const Change = { Address: 1, Style: 2, Value: 4, Formula: 8 } as const

/** Place of a cell that has no source. */
export const noSource = -1

/** The cells of a row, in the order of their columns. */
export interface Cells {
  readonly columns: Array<number>
  readonly values: Array<Scalar>
  readonly styles: Array<number>
  /** Offset of each cell's start tag in the sheet's source, or `noSource`. */
  readonly sources: Array<number>
  /** Absent while no cell of the row has a formula. */
  formulas: Array<Formula | undefined> | undefined
  /** Bits of `Change`; absent while nothing of the row has changed. */
  changes: Array<number> | undefined
}

/** A row. */
export interface Row {
  readonly index: number
  /** Extent of the row in the sheet's source; both `noSource` for a new row. */
  readonly start: number
  readonly end: number
  cells: Cells | undefined
  changed: boolean
}

/** A row without source. */
export const make = (index: number): Row => ({
  index,
  start: noSource,
  end: noSource,
  cells: emptyCells(),
  changed: true
})

/** No cells. */
export const emptyCells = (): Cells => ({
  columns: [],
  values: [],
  styles: [],
  sources: [],
  formulas: undefined,
  changes: undefined
})

/** The place of a column among a row's cells; where it would be inserted, as `-1 - place`, if it is not there. */
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

/** The place of a column's cell, which is made if it is not there. */
export const obtain = (cells: Cells, column: number, style: number): number => {
  const found = find(cells, column)
  if (found >= 0) return found
  const place = -1 - found
  cells.columns.splice(place, 0, column)
  cells.values.splice(place, 0, null)
  cells.styles.splice(place, 0, style)
  cells.sources.splice(place, 0, noSource)
  cells.formulas?.splice(place, 0, undefined)
  cells.changes?.splice(place, 0, 0)
  return place
}

/** The first place and the number of the cells between two columns. */
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

/** Takes cells out of their row. */
export const takeRange = (cells: Cells, first: number, count: number): Cells => ({
  columns: cells.columns.splice(first, count),
  values: cells.values.splice(first, count),
  styles: cells.styles.splice(first, count),
  sources: cells.sources.splice(first, count),
  formulas: cells.formulas?.splice(first, count),
  changes: cells.changes?.splice(first, count)
})

/** Puts cells into a row, at the place that their columns have there. */
export const putRange = (cells: Cells, place: number, added: Cells): void => {
  if (added.formulas !== undefined) cells.formulas ??= cells.columns.map(() => undefined)
  if (added.changes !== undefined) cells.changes ??= cells.columns.map(() => 0)
  cells.formulas?.splice(place, 0, ...(added.formulas ?? added.columns.map(() => undefined)))
  cells.changes?.splice(place, 0, ...(added.changes ?? added.columns.map(() => 0)))
  cells.columns.splice(place, 0, ...added.columns)
  cells.values.splice(place, 0, ...added.values)
  cells.styles.splice(place, 0, ...added.styles)
  cells.sources.splice(place, 0, ...added.sources)
}

/** Notes what of a cell differs from its source. */
export const mark = (row: Row, cells: Cells, place: number, change: number): void => {
  cells.changes ??= cells.columns.map(() => 0)
  cells.changes[place] = (cells.changes[place] ?? 0) | change
  row.changed = true
}

/** Gives a cell a formula, or takes it away. */
export const putFormula = (cells: Cells, place: number, formula: Formula | undefined): void => {
  if (cells.formulas === undefined) {
    if (formula === undefined) return
    cells.formulas = cells.columns.map(() => undefined)
  }
  cells.formulas[place] = formula
}
