/**
 * The sizes of parts of a range, each of which is read or written in one request.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import type * as CellValue from "@effect-workbook/schema/CellValue"

/**
 * The sizes of the parts of one read or write. They follow what was learned from the parts before.
 *
 * - `cells`: the largest number of cells of the next part
 * - `learn`: learns from a complete part
 *
 * @internal
 */
export interface Sizing {
  readonly cells: () => number
  readonly learn: (part: Learned) => void
}

/**
 * A complete part.
 *
 * - `bytes`: the length of its JSON. It is 0 if the length is known before, so that it needs no estimate.
 * - `halvedBecause`: why it was halved, if it was
 * - `accepted`: the areas that were read or written in one request
 *
 * @internal
 */
export interface Learned {
  readonly cells: number
  readonly bytes: number
  readonly halvedBecause: "size" | "time" | undefined
  readonly accepted: ReadonlyArray<Area.Area>
}

/** After parts that were halved, this many parts that were not halved have the largest number of cells again. */
const stepsToRecover = 32

/**
 * Sizes within limits. If a part was halved because of its number of cells, the next one has as many cells as the largest
 * accepted area, and later ones slowly more again. If it had more bytes than expected, the estimate of bytes is corrected.
 *
 * @internal
 */
export const make = ({ maxBytes, maxCells }: { readonly maxBytes: number; readonly maxCells: number }): Sizing => {
  let limit = maxCells
  let bytesPerCell = 0
  return {
    cells: () => {
      const cells = Math.floor(Math.min(limit, maxBytes / bytesPerCell))
      return cells >= 1 ? cells : 1
    },
    learn: ({ accepted, bytes, cells, halvedBecause }) => {
      bytesPerCell = bytes / cells
      limit = halvedBecause === "time" || halvedBecause === "size" && bytes <= maxBytes
        ? accepted.reduce((largest, area) => Math.max(largest, Area.cellCount(area)), 1)
        : Math.min(maxCells, limit + maxCells / stepsToRecover)
    }
  }
}

/**
 * Cuts a row into areas with at most this number of cells. An area of several rows is not cut.
 *
 * @internal
 */
export const cutRow = (area: Area.Area, cells: number): ReadonlyArray<Area.Area> =>
  area.bottom > area.top || Area.columnCount(area) <= cells
    ? [area]
    : Array.from({ length: Math.ceil(Area.columnCount(area) / cells) }, (_, index) => {
      const left = area.left + index * cells
      return { ...area, left, right: Math.min(area.right, left + cells - 1) }
    })

/** The number of bytes of a text as JSON. A surrogate pair counts 6 and has 4, or 12 if it is escaped. */
const lengthOfText = (text: string): number => {
  let bytes = text.length + 2
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code > 0x7f) bytes += code > 0x7ff ? 2 : 1
    else if (code < 0x20) bytes += 5
    else if (code === 0x22 || code === 0x5c) bytes++
  }
  return bytes
}

/**
 * The number of bytes of a row of cells as JSON.
 *
 * @internal
 */
export const lengthOfRow = (row: ReadonlyArray<CellValue.CellValue>): number => {
  let bytes = 2
  for (let index = 0; index < row.length; index++) {
    const cell = row[index]
    bytes += 1 + (typeof cell === "string" ? lengthOfText(cell) : String(cell).length)
  }
  return bytes
}

/**
 * The number of bytes of a matrix of cells as JSON.
 *
 * @internal
 */
export const lengthOf = (cells: CellValue.Matrix): number => {
  let bytes = 2
  for (let index = 0; index < cells.length; index++) bytes += 1 + lengthOfRow(cells[index] ?? [])
  return bytes
}
