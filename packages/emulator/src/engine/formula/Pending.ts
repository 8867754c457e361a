/**
 * The cells that are to be calculated, and how far each has come.
 *
 * @since 0.1.0
 */
import { maxColumn } from "@effect-workbook/schema/Address"
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

  state(sheet: number, row: number, column: number): State | undefined {
    const cells = this.sheets[sheet]
    return cells === undefined || cells.size === 0 ? undefined : cells.get(row * width + column)
  }

  set({ column, row, sheet }: Cell, state: State): void {
    const cells = this.sheets[sheet] ?? (this.sheets[sheet] = new Map<number, State>())
    cells.set(row * width + column, state)
  }

  /** The cell is calculated. */
  settle({ column, row, sheet }: Cell): void {
    this.sheets[sheet]?.delete(row * width + column)
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

  /** Visits the dirty cells of an area, last row first. */
  forEachDirty({ bottom, left, right, sheet, top }: SheetArea, visitor: (cell: Cell) => void): void {
    const cells = this.sheets[sheet]
    if (cells === undefined || cells.size === 0) return
    if ((bottom - top + 1) * (right - left + 1) > cells.size) {
      for (const [key, state] of cells) {
        const row = Math.floor(key / width)
        const column = key % width
        if (state === "dirty" && row >= top && row <= bottom && column >= left && column <= right) {
          visitor({ sheet, row, column })
        }
      }
      return
    }
    for (let row = bottom; row >= top; row--) {
      for (let column = right; column >= left; column--) {
        if (cells.get(row * width + column) === "dirty") visitor({ sheet, row, column })
      }
    }
  }
}
