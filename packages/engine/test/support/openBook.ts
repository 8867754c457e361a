/**
 * Helpers for tests of the engine: open workbooks with a fixed time and fixed random numbers, and inspect saved files.
 */
import { Book, type Model } from "@effect-workbook/engine"
import * as Address from "@effect-workbook/schema/Address"
import type { Area } from "@effect-workbook/schema/Area"
import type { Matrix } from "@effect-workbook/schema/CellValue"
import { assert } from "@effect/vitest"
import { Clock, Effect, Either, Option, Random } from "effect"
import { strFromU8, unzipSync } from "fflate"
import { crc32 } from "node:zlib"
import * as MakeBook from "./makeBook.js"

/** 2024-03-01 12:00 UTC. */
export const now = Date.UTC(2024, 2, 1, 12)

const clock: Clock.Clock = { ...Clock.make(), unsafeCurrentTimeMillis: () => now }

export const open = (bytes: Uint8Array) =>
  Book.open(bytes).pipe(Effect.withClock(clock), Effect.withRandom(Random.make("chance")))

export const make = (description: MakeBook.Book) => open(MakeBook.makeBook(description))

/** Saves a workbook and opens it again. */
export const reopen = (book: Book.Book) => Effect.suspend(() => open(book.save()))

export const sheet = (book: Book.Book, name: string): Model.Sheet => Option.getOrThrow(book.sheetByKey(name))

export const table = (book: Book.Book, name: string): Model.Table => Option.getOrThrow(book.tableByKey(name))

/** Parses the bounds of an A1 reference. */
export const area = (reference: string): Area => {
  const { bottom, left, right, top } = Either.getOrThrow(Address.parse(reference))
  return { top, left, bottom, right }
}

const place = (book: Book.Book, reference: string): readonly [Model.Sheet, Area] => {
  const address = Either.getOrThrow(Address.parse(reference))
  return [address.sheet === undefined ? book.sheets[0]! : sheet(book, address.sheet), address]
}

/** Reads the cells of `Sheet!A1:B2`. The default sheet is the first one. */
export const cells = (book: Book.Book, reference: string): Model.Cells => book.read(...place(book, reference))

export const values = (book: Book.Book, reference: string) => cells(book, reference).values()

export const formulas = (book: Book.Book, reference: string) => cells(book, reference).formulas()

/** Writes values to `Sheet!A1:B2`. */
export const write = (book: Book.Book, reference: string, matrix: Matrix) =>
  book.write(...place(book, reference), { values: matrix })

/** An entry of a zip archive. Zip64 is not supported, because the engine does not write it. */
interface Entry {
  readonly name: string
  readonly crc: number
  /** The date and time in the format of MS-DOS. */
  readonly time: number
  /** The local header and the data. */
  readonly local: Buffer
}

/** Returns the entries in the order of the central directory. */
export const entries = (bytes: Uint8Array): ReadonlyArray<Entry> => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = file.lastIndexOf("PK\u0005\u0006", undefined, "latin1")
  let at = file.readUInt32LE(end + 16)
  return Array.from({ length: file.readUInt16LE(end + 10) }, () => {
    const central = file.subarray(at)
    const nameEnd = 46 + central.readUInt16LE(28)
    at += nameEnd + central.readUInt16LE(30) + central.readUInt16LE(32)
    const local = file.subarray(central.readUInt32LE(42))
    return {
      name: central.toString("utf8", 46, nameEnd),
      crc: central.readUInt32LE(16),
      time: central.readUInt32LE(12),
      local: local.subarray(0, 30 + local.readUInt16LE(26) + local.readUInt16LE(28) + central.readUInt32LE(20))
    }
  })
}

/** Returns the texts of the parts of a file by name. */
export const unpack = (bytes: Uint8Array): ReadonlyMap<string, string> => {
  const contents = unzipSync(bytes)
  for (const { crc, name } of entries(bytes)) assert.strictEqual(crc32(contents[name]!), crc, name)
  return new Map(Object.entries(contents).map(([name, content]) => [name, strFromU8(content)]))
}

/** Returns the text of a part of the saved workbook. */
export const part = (book: Book.Book, name: string): string | undefined => unpack(book.save()).get(name)

/** Returns the names of parts that differ between two files: changed in content or compression, added or removed. */
export const differing = (before: Uint8Array, after: Uint8Array): ReadonlyArray<string> => {
  const locals = (bytes: Uint8Array) => new Map(entries(bytes).map(({ local, name }) => [name, local]))
  const [old, fresh] = [locals(before), locals(after)]
  return [...new Set([...old.keys(), ...fresh.keys()])].filter((name) => {
    const [a, b] = [old.get(name), fresh.get(name)]
    return a === undefined || b === undefined || !a.equals(b)
  }).sort()
}
