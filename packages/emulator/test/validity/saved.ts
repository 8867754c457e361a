/** What the tests of saved files share: the files before and after a write. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { Emulator } from "../../src/index.js"
import { sample } from "./books.js"
import { compare, type Reader, unreadable, type Workbook } from "./reading.js"
import { filesOf, type Write } from "./writes.js"

/** Makes a write over HTTP, and downloads the workbook before and after it. */
export const save = (write: Write) =>
  Effect.provide(filesOf(write), Emulator.layerHttpClient({ books: { "book.xlsx": write.book ?? sample } }))

/** Why a program does not find the effect of a write; `undefined` if it finds it. */
export const unreadBy = (reader: Reader, { effect, unread }: Write): string | undefined =>
  unread?.[reader.name] ?? unreadable(reader, effect)

/** Fails if a program does not find the effect, or found it already before the write. */
export const assertEffect = (reader: Reader, { effect }: Write, before: Workbook, after: Workbook): void => {
  assert.deepStrictEqual(compare(reader, effect, after).differences, [])
  assert.isNotEmpty(compare(reader, effect, before).differences, "the effect was there before the write")
}
