/**
 * Reads, clears and moves areas of cells.
 *
 * @since 0.1.0
 */
import type { Area } from "@effect-workbook/schema/Area"
import * as Row from "./Row.js"
import {
  cellsOf,
  getOrCreateRow,
  recordMove,
  recordRearrangement,
  recordRemoval,
  rows,
  type SheetData
} from "./SheetData.js"

/** Yields the existing cells of an area row by row, including blank cells with a format. */
export function* cells(self: SheetData, area: Area): Generator<readonly [row: number, column: number]> {
  for (const sheetRow of rows(self, area.top, area.bottom)) {
    const cells = cellsOf(self, sheetRow)
    if (area.left === area.right) {
      if (Row.find(cells, area.left) >= 0) yield [sheetRow.index, area.left]
      continue
    }
    const { columns } = cells
    const [first, count] = Row.range(cells, area.left, area.right)
    // The list is copied, because the consumer may add or remove cells of the row.
    for (const column of columns.slice(first, first + count)) yield [sheetRow.index, column]
  }
}

/** Returns whether a cell of an area has a value or a formula. */
export const hasContent = (self: SheetData, area: Area): boolean => {
  for (const sheetRow of rows(self, area.top, area.bottom)) {
    const { columns, formulas, values } = cellsOf(self, sheetRow)
    const [first, count] = Row.range({ columns }, area.left, area.right)
    for (let position = first; position < first + count; position++) {
      if (values[position] !== null || formulas?.[position] !== undefined) return true
    }
  }
  return false
}

/** Removes the cells of an area with their formats. */
export const clear = (self: SheetData, area: Area): void => {
  for (const sheetRow of rows(self, area.top, area.bottom)) {
    const cells = cellsOf(self, sheetRow)
    const [first, count] = Row.range(cells, area.left, area.right)
    if (count === 0) continue
    Row.removeRange(cells, first, count)
    sheetRow.changed = true
  }
  recordRemoval(self)
}

/** Moves the cells of an area. They replace the cells at the target. */
export const move = (self: SheetData, area: Area, down: number, right: number): void => {
  const sheetRows = [...rows(self, area.top, area.bottom)]
  // A row has to be moved before another row replaces it.
  if (down > 0) sheetRows.reverse()
  for (const from of sheetRows) moveRow(self, from, area, down, right)
  recordMove(self, area, down, right)
}

const moveRow = (self: SheetData, from: Row.Row, area: Area, down: number, right: number): void => {
  const cells = cellsOf(self, from)
  const [first, count] = Row.range(cells, area.left, area.right)
  if (count === 0) return
  const isWhole = count === cells.columns.length
  const moved = isWhole ? cells : Row.removeRange(cells, first, count)
  if (isWhole) from.cells = Row.emptyCells()
  from.changed = true
  for (let position = 0; position < count; position++) moved.columns[position] = (moved.columns[position] ?? 0) + right
  moved.changes = moved.columns.map((_, position) => (moved.changes?.[position] ?? 0) | Row.Change.Address)
  const to = getOrCreateRow(self, from.index + down)
  const present = cellsOf(self, to)
  const [start, replaced] = Row.range(present, area.left + right, area.right + right)
  Row.removeRange(present, start, replaced)
  if (present.columns.length === 0) to.cells = moved
  else Row.insertRange(present, start, moved)
  to.changed = true
}

const addressChanged = (cells: Row.Cells): Array<number> =>
  cells.columns.map((_, position) => (cells.changes?.[position] ?? 0) | Row.Change.Address)

/** Moves the cells of rows within an area. Each row that cells move to is also one that cells move from. */
export const rearrangeRows = (self: SheetData, area: Area, to: ReadonlyMap<number, number>): void => {
  const moved: Array<readonly [row: number, cells: Row.Cells]> = []
  for (const sheetRow of rows(self, area.top, area.bottom)) {
    const target = to.get(sheetRow.index)
    const cells = cellsOf(self, sheetRow)
    const [first, count] = Row.range(cells, area.left, area.right)
    if (target === undefined || count === 0) continue
    moved.push([target, Row.removeRange(cells, first, count)])
    sheetRow.changed = true
  }
  for (const [target, cells] of moved) {
    const sheetRow = getOrCreateRow(self, target)
    const present = cellsOf(self, sheetRow)
    cells.changes = addressChanged(cells)
    Row.insertRange(present, Row.range(present, area.left, area.right)[0], cells)
    sheetRow.changed = true
  }
  recordRearrangement(self, area)
}

/** Moves the cells of columns within an area. Each column that cells move to is also one that cells move from. */
export const rearrangeColumns = (self: SheetData, area: Area, to: ReadonlyMap<number, number>): void => {
  for (const sheetRow of rows(self, area.top, area.bottom)) {
    const cells = cellsOf(self, sheetRow)
    const [first, count] = Row.range(cells, area.left, area.right)
    if (count === 0) continue
    const taken = Row.removeRange(cells, first, count)
    const positions = taken.columns.map((column, position) => ({ column: to.get(column) ?? column, position }))
      .sort((a, b) => a.column - b.column)
    const changes = addressChanged(taken)
    const formulas = taken.formulas
    const pick = <A>(from: ReadonlyArray<A>) => positions.flatMap(({ position }) => from.slice(position, position + 1))
    Row.insertRange(cells, first, {
      columns: positions.map(({ column }) => column),
      values: pick(taken.values),
      styles: pick(taken.styles),
      sources: pick(taken.sources),
      formulas: formulas && pick(formulas),
      changes: pick(changes)
    })
    sheetRow.changed = true
  }
  recordRearrangement(self, area)
}
