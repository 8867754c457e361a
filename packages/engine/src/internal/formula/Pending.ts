/**
 * The cells that are to be calculated, and how far each has come.
 *
 * @since 0.1.0
 */
import { maxColumn } from "@effect-workbook/schema/Area"
import type { SheetArea } from "./Value.js"

export interface Cell {
  readonly sheet: number
  readonly row: number
  readonly column: number
}

/**
 * `dirty`: to be calculated. `queued`: put before a formula that names the cell. `waiting`: begun, but it has read a
 * cell that is still to be calculated.
 */
export type State = "dirty" | "queued" | "waiting"

const width = maxColumn + 1

export class Pending {
  private readonly sheets: Array<Map<number, State>> = []
  /** Rows of the dirty cells, by sheet and column: whole columns are asked for again and again. */
  private readonly dirty: Array<Map<number, Set<number>>> = []

  state(sheet: number, row: number, column: number): State | undefined {
    const cells = this.sheets[sheet]
    return cells === undefined || cells.size === 0 ? undefined : cells.get(row * width + column)
  }

  set({ column, row, sheet }: Cell, state: State): void {
    const cells = this.sheets[sheet] ?? (this.sheets[sheet] = new Map<number, State>())
    cells.set(row * width + column, state)
    if (state !== "dirty") {
      this.dirty[sheet]?.get(column)?.delete(row)
      return
    }
    const columns = this.dirty[sheet] ?? (this.dirty[sheet] = new Map<number, Set<number>>())
    const rows = columns.get(column)
    if (rows === undefined) columns.set(column, new Set([row]))
    else rows.add(row)
  }

  /** The cell is calculated. */
  settle({ column, row, sheet }: Cell): void {
    this.sheets[sheet]?.delete(row * width + column)
    this.dirty[sheet]?.get(column)?.delete(row)
  }

  get size(): number {
    return this.sheets.reduce((total, cells) => total + cells.size, 0)
  }

  /** All cells, in the order in which they became dirty. */
  *cells(): Iterable<Cell> {
    for (const [sheet, cells] of this.sheets.entries()) {
      if (cells === undefined) continue
      for (const key of cells.keys()) yield { sheet, row: Math.floor(key / width), column: key % width }
    }
  }

  /** Visits the dirty cells of an area, the last row first where the area is small. */
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
