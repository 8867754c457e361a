/**
 * Reads a saved file independently of the emulator's reader. It supports only the parts of .xlsx that the small
 * workbooks of the simulation need.
 */
import { inflateRawSync } from "node:zlib"
import type { SavedBook, SavedBulk } from "./History.js"
import { mostUsers } from "./Plan.js"

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
      table: tables.filter((name) => / displayName="Scrap\d+Table"/.test(parts.get(name) ?? "")).length,
      sheet: sheets.filter((name) => name.startsWith("Scrap")).length
    },
    sheets,
    traces: sheets.includes("Shift") ? traces(parts, sheets) : undefined,
    bulk: sheets.includes("Bulk") ? bulk(parts, sheets) : undefined,
    cells: new Map([
      ...Array.from(cells, ([address, text]) => [`Cells!${address}`, text] as const),
      ...Array.from(log, ([address, text]) => [`Log!${address}`, text] as const)
    ])
  }
}

/** The places where the traces of operations are, each with the parts of the file and the form of the trace. */
const places: Readonly<Record<string, readonly [part: RegExp, form: RegExp]>> = {
  sheet: [/\/workbook\.xml$/, /<sheet name="(_k\d+)"/g],
  name: [/\/workbook\.xml$/, /<definedName name="(_k\d+)"/g],
  column: [/\/table\d+\.xml$/, /<tableColumn [^>]*name="(_k\d+)"/g],
  cell: [/\/sheet\d+\.xml$/, /<t[^>]*>(_k\d+)<\/t>/g],
  series: [/\/chart\d+\.xml$/, /<c:ser>(?:(?!<\/c:ser>).)*?<c:tx>(?:(?!<\/c:tx>).)*?<c:v>(_k\d+)<\/c:v>/gs]
}

/** How often a trace is in the file. Marks that moved count as insertions or deletions. */
const traces = (
  parts: ReadonlyMap<string, string>,
  sheets: ReadonlyArray<string>
): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const [name, text] of parts) {
    if (!text.includes("_k")) continue
    for (const [place, [part, form]] of Object.entries(places)) {
      if (!part.test(name)) continue
      for (const key of all(text, form)) counts.set(`${place} ${key}`, (counts.get(`${place} ${key}`) ?? 0) + 1)
    }
  }
  for (const [address, text] of cellsOf(sheet(parts, sheets, "Shift"))) {
    const moved = Number(address.replace(/^[A-Z]+/, "")) - 3
    if (moved !== 0) counts.set(`${moved > 0 ? "insertion" : "deletion"} ${text.replace("_m", "_k")}`, Math.abs(moved))
  }
  return counts
}

const sheet = (parts: ReadonlyMap<string, string>, sheets: ReadonlyArray<string>, name: string): string =>
  parts.get(`xl/worksheets/sheet${sheets.indexOf(name) + 1}.xml`) ?? ""

/** The content of the tables `Rows` and `Keys` of each user, in the order of the users. */
const bulk = (parts: ReadonlyMap<string, string>, sheets: ReadonlyArray<string>): SavedBulk => {
  const cells = cellsOf(sheet(parts, sheets, "Bulk"))
  const tables = new Map<string, ReadonlyArray<ReadonlyArray<string>>>()
  for (const [name, text] of parts) {
    if (!name.startsWith("xl/tables/")) continue
    const [, left = "", right = "", bottom] = /<table [^>]*ref="([A-Z]+)1:([A-Z]+)(\d+)"/.exec(text) ?? []
    const [, table = ""] = / displayName="([^"]*)"/.exec(text) ?? []
    const columns = left === right ? [left] : [left, right]
    tables.set(
      table,
      Array.from(
        { length: Number(bottom) - 1 },
        (_, row) => columns.map((column) => cells.get(`${column}${row + 2}`) ?? "")
      )
    )
  }
  const users = Array.from({ length: mostUsers }, (_, user) => user)
  return {
    area: cellsOf(sheet(parts, sheets, "Area")),
    rows: users.map((user) => (tables.get(`Rows${user}`) ?? []).map(([key = ""]) => key)),
    pairs: users.map((user) => (tables.get(`Keys${user}`) ?? []).map(([key = "", value = ""]) => [key, value]))
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

const wanted = /^xl\/(workbook|worksheets\/sheet\d+|tables\/table\d+|charts\/chart\d+)\.xml$/

const content = (file: Buffer, entry: number): string => {
  const header = file.readUInt32LE(entry + 42)
  const start = header + 30 + file.readUInt16LE(header + 26) + file.readUInt16LE(header + 28)
  const stored = file.subarray(start, start + file.readUInt32LE(entry + 20))
  return (file.readUInt16LE(entry + 10) === 0 ? stored : inflateRawSync(stored)).toString("utf8")
}
