import { describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { isInstalled, readAll, reader } from "./libreOffice.js"
import type { Workbook } from "./reading.js"
import { assertEffect, save, unreadBy } from "./saved.js"
import { type Write, writes } from "./writes.js"

/** Saves all files, and lets LibreOffice read them at once, each different file one time. */
const readFiles = (found: ReadonlyArray<readonly [string, Write]>) =>
  Effect.gen(function*() {
    const files = new Map<string, Uint8Array>()
    const keyOf = (file: Uint8Array): string => {
      const key = Buffer.from(file).toString("base64")
      files.set(key, file)
      return key
    }
    const saved = yield* Effect.forEach(found, ([name, write]) =>
      Effect.map(save(write), ({ after, before }) => ({ name, before: keyOf(before), after: keyOf(after) })))
    const books = yield* Effect.promise(() =>
      readAll([...files.values()])
    )
    const byKey = new Map([...files.keys()].map((key, index) => [key, books[index]]))
    return new Map(saved.map(({ after, before, name }) =>
      [name, { before: byKey.get(before) ?? {}, after: byKey.get(after) ?? {} }] as const
    ))
  })

describe("LibreOffice finds the effect of", () => {
  const all = Object.entries(writes)
  const found = all.filter(([, write]) => unreadBy(reader, write) === undefined)
  for (const [name, write] of all) {
    const reason = unreadBy(reader, write)
    if (reason !== undefined) it.skip(`${name} (${reason})`, () => {})
  }
  if (!isInstalled) it.skip(`${found.length} writes (LibreOffice is not installed)`, () => {})
  else {
    let read: Promise<ReadonlyMap<string, { readonly before: Workbook; readonly after: Workbook }>> | undefined
    for (const [name, write] of found) {
      it(name, async () => {
        read ??= Effect.runPromise(readFiles(found))
        const { after, before } = (await read).get(name) ?? { before: {}, after: {} }
        assertEffect(reader, write, before, after)
      }, 600_000)
    }
  }
})
