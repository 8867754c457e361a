/**
 * What is in a saved file, read without the emulator's own reader: the judge does not ask the judged. It knows as much of
 * .xlsx as the small workbooks of the simulation need.
 */
import { inflateRawSync } from "node:zlib"
import type { SavedBook } from "./History.js"

export const read = (file: Uint8Array): SavedBook => {
  const parts = unzipped(Buffer.from(file.buffer, file.byteOffset, file.byteLength))
  const table = /<table [^>]*ref="A1:A(\d+)"/.exec(parts.get("xl/tables/table1.xml") ?? "")?.[1]
  const log = cellsOf(parts.get("xl/worksheets/sheet2.xml") ?? "")
  return {
    rows: Array.from({ length: Number(table ?? 1) - 1 }, (_, row) => log.get(`A${row + 2}`) ?? ""),
    sheets: Array.from(
      (parts.get("xl/workbook.xml") ?? "").matchAll(/<sheet name="([^"]*)"/g),
      ([, name]) => name ?? ""
    ),
    cells: new Map(
      Array.from(cellsOf(parts.get("xl/worksheets/sheet1.xml") ?? ""), ([address, text]) => [`Cells!${address}`, text])
    )
  }
}

/** The texts of a sheet; there is nothing else in it. */
const cellsOf = (sheet: string): ReadonlyMap<string, string> =>
  new Map(
    Array.from(sheet.matchAll(/<c r="([A-Z]+\d+)"[^>]*><is><t[^>]*>([^<]*)<\/t>/g), ([, address, text]) => [
      address ?? "",
      text ?? ""
    ])
  )

/** The parts of a package, by way of its directory at the end. */
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

const wanted = /^xl\/(workbook|worksheets\/sheet[12]|tables\/table1)\.xml$/

const content = (file: Buffer, entry: number): string => {
  const header = file.readUInt32LE(entry + 42)
  const start = header + 30 + file.readUInt16LE(header + 26) + file.readUInt16LE(header + 28)
  const stored = file.subarray(start, start + file.readUInt32LE(entry + 20))
  return (file.readUInt16LE(entry + 10) === 0 ? stored : inflateRawSync(stored)).toString("utf8")
}
