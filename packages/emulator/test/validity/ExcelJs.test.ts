import { describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { read, reader } from "./exceljs.js"
import { assertEffect, save, unreadBy } from "./saved.js"
import { writes } from "./writes.js"

describe("exceljs finds the effect of", () => {
  for (const [name, write] of Object.entries(writes)) {
    const reason = unreadBy(reader, write)
    if (reason !== undefined) it.skip(`${name} (${reason})`, () => {})
    else {
      it.live(name, () =>
        Effect.gen(function*() {
          const { after, before } = yield* save(write)
          assertEffect(
            reader,
            write,
            yield* Effect.promise(() => read(before)),
            yield* Effect.promise(() => read(after))
          )
        }))
    }
  }
})
