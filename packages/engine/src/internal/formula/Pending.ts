/**
 * The cells to be calculated, with their states.
 *
 * @since 0.1.0
 */
import { maxColumn } from "@effect-workbook/schema/Area"
import type { SheetArea } from "../value/Value.js"

export interface Cell {
  readonly sheet: number
  readonly row: number
  readonly column: number
}

/**
 * - `dirty`: the cell is not on the stack of the calculation.
 * - `queued`: the cell is on the stack, because a formula refers to it.
 * - `waiting`: the calculation of the cell has started, and waits for precedents.
 */
export type CellState = "dirty" | "queued" | "waiting"

const columnsPerRow = maxColumn + 1

export class Pending {
  private readonly sheets: Array<Map<number, CellState>> = []
  /** The rows of dirty cells by sheet and column. They make it fast to find the dirty cells of whole columns. */
  private readonly dirty: Array<Map<number, Set<number>>> = []

  state(sheet: number, row: number, column: number): CellState | undefined {
    const cells = this.sheets[sheet]
    return cells === undefined || cells.size === 0 ? undefined : cells.get(row * columnsPerRow + column)
  }

  set({ column, row, sheet }: Cell, state: CellState): void {
    const cells = this.sheets[sheet] ?? (this.sheets[sheet] = new Map<number, CellState>())
    cells.set(row * columnsPerRow + column, state)
    if (state !== "dirty") {
      this.dirty[sheet]?.get(column)?.delete(row)
      return
    }
    const columns = this.dirty[sheet] ?? (this.dirty[sheet] = new Map<number, Set<number>>())
    const rows = columns.get(column)
    if (rows === undefined) columns.set(column, new Set([row]))
    else rows.add(row)
  }

  /** Removes a calculated cell. */
  complete({ column, row, sheet }: Cell): void {
    this.sheets[sheet]?.delete(row * columnsPerRow + column)
    this.dirty[sheet]?.get(column)?.delete(row)
  }

  /** Yields all cells sheet by sheet, in the order in which they became dirty. */
  *cells(): Iterable<Cell> {
    for (const [sheet, cells] of this.sheets.entries()) {
      if (cells === undefined) continue
      for (const key of cells.keys()) yield { sheet, row: Math.floor(key / columnsPerRow), column: key % columnsPerRow }
    }
  }

  /** Visits the dirty cells of an area. In a small area the last row comes first. */
  forEachDirty({ bottom, left, right, sheet, top }: SheetArea, visitor: (cell: Cell) => void): void {
    const columns = this.dirty[sheet]
    if (columns === undefined) return
    const visit = (column: number, rows: Set<number>) => {
      if (bottom - top < rows.size) {
        for (let row = bottom; row >= top; row--) if (rows.has(row)) visitor({ sheet, row, column })
        return
      }
      for (const row of rows) if (row >= top && row <= bottom) visitor({ sheet, row, column })
    }
    if (right - left < columns.size) {
      for (let column = right; column >= left; column--) {
        const rows = columns.get(column)
        if (rows !== undefined && rows.size > 0) visit(column, rows)
      }
      return
    }
    for (const [column, rows] of columns) if (column >= left && column <= right && rows.size > 0) visit(column, rows)
  }
}
