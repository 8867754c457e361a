/**
 * Helpers for tests of the engine: open workbooks with a fixed time and fixed random numbers, and inspect saved files.
 */
import { Book, type Model } from "@effect-workbook/engine"
import * as Address from "@effect-workbook/schema/Address"
import type { Area } from "@effect-workbook/schema/Area"
import type { Matrix } from "@effect-workbook/schema/CellValue"
import { Clock, Effect, Either, Option, Random } from "effect"
import * as Package from "../../src/internal/package/Package.js"
import * as Zip from "../../src/internal/package/Zip.js"
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

const noLimits: Zip.Limits = { entries: 100_000, entryBytes: 1e9, totalBytes: 1e9 }

/** Returns the text of a part of the saved workbook. */
export const part = (book: Book.Book, name: string): string | undefined => Package.text(Package.open(book.save()), name)

/** Returns the names of parts that differ between two files: changed in content or compression, added or removed. */
export const differing = (before: Uint8Array, after: Uint8Array): ReadonlyArray<string> => {
  const entries = (bytes: Uint8Array) => new Map(Zip.read(bytes, noLimits).map((entry) => [entry.name, entry.local]))
  const [old, fresh] = [entries(before), entries(after)]
  const names = new Set([...old.keys(), ...fresh.keys()])
  return [...names].filter((name) => {
    const [a, b] = [old.get(name), fresh.get(name)]
    return a === undefined || b === undefined || !a.equals(b)
  }).sort()
}
