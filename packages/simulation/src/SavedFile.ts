/**
 * Reads a saved file independently of the emulator's reader. It supports only the parts of .xlsx that the small
 * workbooks of the simulation need.
 */
import { inflateRawSync } from "node:zlib"
import type { SavedBook } from "./History.js"

export const read = (file: Uint8Array): SavedBook => {
  const parts = unzipped(Buffer.from(file.buffer, file.byteOffset, file.byteLength))
  const part = (name: string): string => parts.get(`xl/${name}.xml`) ?? ""
  const cells = cellsOf(part("worksheets/sheet1"))
  const log = cellsOf(part("worksheets/sheet2"))
  const notes = cellsOf(part("worksheets/sheet3"))
  const sheets = all(part("workbook"), /<sheet name="([^"]*)"/g)
  const tables = Array.from(parts.keys()).filter((name) => name.startsWith("xl/tables/"))
  const grid = part("tables/table2")
  return {
    rows: down(log, lastRow(part("tables/table1"))),
    notes: down(notes, Math.max(...Array.from(notes.keys(), (address) => Number(address.slice(1))))),
    left: {
      row: lastRow(grid) - 1,
      column: all(grid, /<tableColumn [^>]*name="([^"]*)"/g).length,
      // the tables Log and Grid are never deleted
      table: tables.length - 2,
      sheet: sheets.filter((name) => name.startsWith("Scrap")).length
    },
    sheets,
    cells: new Map([
      ...Array.from(cells, ([address, text]) => [`Cells!${address}`, text] as const),
      ...Array.from(log, ([address, text]) => [`Log!${address}`, text] as const)
    ])
  }
}

const all = (text: string, pattern: RegExp): ReadonlyArray<string> =>
  Array.from(text.matchAll(pattern), ([, found]) => found ?? "")

const lastRow = (table: string): number => Number(/<table [^>]*ref="A1:[A-Z]+(\d+)"/.exec(table)?.[1] ?? 1)

/** The cells of the first column, from the second row to the last. */
const down = (cells: ReadonlyMap<string, string>, last: number): ReadonlyArray<string> =>
  Array.from({ length: last - 1 }, (_, row) => cells.get(`A${row + 2}`) ?? "")

/** The text cells of a sheet. It has no others. */
const cellsOf = (sheet: string): ReadonlyMap<string, string> =>
  new Map(
    Array.from(sheet.matchAll(/<c r="([A-Z]+\d+)"[^>]*><is><t[^>]*>([^<]*)<\/t>/g), ([, address, text]) => [
      address ?? "",
      text ?? ""
    ])
  )

/** The parts of a zip file, located by its central directory. */
const unzipped = (file: Buffer): ReadonlyMap<string, string> => {
  const end = file.lastIndexOf("PK\u0005\u0006")
  const parts = new Map<string, string>()
  let entry = file.readUInt32LE(end + 16)
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = file.readUInt16LE(entry + 28)
    const name = file.toString("utf8", entry + 46, entry + 46 + nameLength)
    if (wanted.test(name)) parts.set(name, content(file, entry))
    entry += 46 + nameLength + file.readUInt16LE(entry + 30) + file.readUInt16LE(entry + 32)
  }
  return parts
}

const wanted = /^xl\/(workbook|worksheets\/sheet[123]|tables\/table\d+)\.xml$/

const content = (file: Buffer, entry: number): string => {
  const header = file.readUInt32LE(entry + 42)
  const start = header + 30 + file.readUInt16LE(header + 26) + file.readUInt16LE(header + 28)
  const stored = file.subarray(start, start + file.readUInt32LE(entry + 20))
  return (file.readUInt16LE(entry + 10) === 0 ? stored : inflateRawSync(stored)).toString("utf8")
}
