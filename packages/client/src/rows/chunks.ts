import type * as CellValue from "@effect-workbook/schema/CellValue"

/** The greatest number of rows, and of bytes of their JSON, in one request. */
export interface Limits {
  readonly rows: number
  readonly bytes: number
}

/**
 * The limits of one write.
 *
 * @internal
 */
export const defaultLimits: Limits = { rows: 5000, bytes: 1_000_000 }

/**
 * The greatest number of cells that one request reads.
 *
 * @internal
 */
export const defaultCells = 50_000

/**
 * The number of rows that one request reads.
 *
 * @internal
 */
export const rowsPerRead = (columns: number, cells = defaultCells): number =>
  Math.max(1, Math.floor(cells / Math.max(columns, 1)))

/** An upper bound for the bytes of a text as JSON in UTF-8. */
const bytesOfText = (text: string): number => {
  let bytes = 2
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 0xd800 && code < 0xe000 || code < 0x20) bytes += 6
    else if (code === 0x22 || code === 0x5c) bytes += 2
    else bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : 3
  }
  return bytes
}

/** An upper bound for the bytes of a number. To write it as text would take longer than all else here. */
const bytesOfNumber = (value: number): number => Number.isInteger(value) && Math.abs(value) < 1e6 ? 7 : 24

/** An upper bound for the bytes of a cell and the comma after it. */
const bytesOf = (cell: CellValue.CellValue): number =>
  1 + (typeof cell === "string" ? bytesOfText(cell) : typeof cell === "number" ? bytesOfNumber(cell) : 5)

const bytesOfRow = (row: ReadonlyArray<CellValue.CellValue>): number => {
  let bytes = 3
  for (const cell of row) bytes += bytesOf(cell)
  return bytes
}

/**
 * Divides rows into chunks that keep the limits, in their order. A row that is larger than the limit is a chunk.
 *
 * @internal
 */
export const chunksOf = (rows: CellValue.Matrix, limits: Limits): ReadonlyArray<CellValue.Matrix> => {
  const chunks: Array<CellValue.Matrix> = []
  let start = 0
  let bytes = 0
  for (const [at, row] of rows.entries()) {
    const more = bytesOfRow(row)
    if (at > start && (at - start >= limits.rows || bytes + more > limits.bytes)) {
      chunks.push(rows.slice(start, at))
      start = at
      bytes = 0
    }
    bytes += more
  }
  if (start < rows.length) chunks.push(rows.slice(start))
  return chunks
}
