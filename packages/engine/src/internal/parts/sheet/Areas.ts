/**
 * Areas of cells: looked into, cleared, moved.
 *
 * @since 0.1.0
 */
import type { Area } from "@effect-workbook/schema/Area"
import * as Row from "./Row.js"
import { cellsOf, obtain, rows, type SheetData, touch } from "./SheetData.js"

/** The cells of an area that are there, formatted ones included, row by row. */
export function* cells(self: SheetData, area: Area): Generator<readonly [row: number, column: number]> {
  for (const of of rows(self, area.top, area.bottom)) {
    const { columns } = cellsOf(self, of)
    const [first, count] = Row.range({ columns }, area.left, area.right)
    const only = count === 1 ? columns[first] : undefined
    if (only !== undefined) {
      yield [of.index, only]
      continue
    }
    // the list is copied, because the callback may add or remove cells of the row
    for (const column of columns.slice(first, first + count)) yield [of.index, column]
  }
}

/** Whether a cell of an area has a value or a formula. */
export const hasContent = (self: SheetData, area: Area): boolean => {
  for (const of of rows(self, area.top, area.bottom)) {
    const { columns, formulas, values } = cellsOf(self, of)
    const [first, count] = Row.range({ columns }, area.left, area.right)
    for (let place = first; place < first + count; place++) {
      if (values[place] !== null || formulas?.[place] !== undefined) return true
    }
  }
  return false
}

/** Takes the cells of an area away, formats and all. */
export const clear = (self: SheetData, area: Area): void => {
  for (const of of rows(self, area.top, area.bottom)) {
    const cells = cellsOf(self, of)
    const [first, count] = Row.range(cells, area.left, area.right)
    if (count === 0) continue
    Row.takeRange(cells, first, count)
    of.changed = true
  }
  touch(self, area.top, area.left, "gone")
}

/** Moves the cells of an area. They replace the cells at the target, and the source area becomes empty. */
export const move = (self: SheetData, area: Area, down: number, right: number): void => {
  const lines = [...rows(self, area.top, area.bottom)]
  // a row has to be moved before another one replaces it
  if (down > 0) lines.reverse()
  for (const from of lines) moveRow(self, from, area, down, right)
  touch(self, area.top, area.left, "gone")
}

const moveRow = (self: SheetData, from: Row.Row, area: Area, down: number, right: number): void => {
  const cells = cellsOf(self, from)
  const [first, count] = Row.range(cells, area.left, area.right)
  if (count === 0) return
  const isWhole = count === cells.columns.length
  const moved = isWhole ? cells : Row.takeRange(cells, first, count)
  if (isWhole) from.cells = Row.emptyCells()
  from.changed = true
  for (let place = 0; place < count; place++) moved.columns[place] = (moved.columns[place] ?? 0) + right
  moved.changes = moved.columns.map((_, place) => (moved.changes?.[place] ?? 0) | Row.Change.Address)
  const to = obtain(self, from.index + down)
  const present = cellsOf(self, to)
  const [start, replaced] = Row.range(present, area.left + right, area.right + right)
  Row.takeRange(present, start, replaced)
  if (present.columns.length === 0) to.cells = moved
  else Row.putRange(present, start, moved)
  to.changed = true
}
