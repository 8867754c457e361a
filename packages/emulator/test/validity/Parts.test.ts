import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { unzipSync } from "fflate"
import { edits } from "./edits.js"
import { save } from "./saved.js"
import { writes } from "./writes.js"

/** The parts that two files do not share, byte for byte. */
const changedParts = (before: Uint8Array, after: Uint8Array): ReadonlyArray<string> => {
  const [old, now] = [unzipSync(before), unzipSync(after)]
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((name) => {
    const [left, right] = [old[name], now[name]]
    return left === undefined || right === undefined || Buffer.compare(left, right) !== 0
  })
}

describe("A saved workbook", () => {
  for (const [name, write] of Object.entries(writes)) {
    it.live(`has only the concerned parts changed after ${name}`, () =>
      Effect.gen(function*() {
        const { after, before } = yield* save(write)
        assert.deepStrictEqual(changedParts(before, after).toSorted(), write.parts.toSorted())
      }))
  }

  it("is examined after each write of the API", () => {
    const examined = new Set(Object.keys(writes).map((name) => name.split(":")[0]))
    assert.deepStrictEqual(Object.keys(edits).filter((name) => !examined.has(name)), [])
  })
})
