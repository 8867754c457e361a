import { makeBook } from "@effect-workbook/engine/test/makeBook"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Logger, LogLevel } from "effect"
import { Emulator } from "../../src/index.js"
import { read, send, workbook, write } from "./support.js"

describe("a formula that the emulator cannot compute", () => {
  it.effect("keeps its value through a save, and is reported once", () =>
    Effect.gen(function*() {
      const told: Array<unknown> = []
      const logger = Logger.make(({ logLevel, message }) => {
        if (LogLevel.greaterThanEqual(logLevel, LogLevel.Warning)) told.push(message)
      })
      const books = {
        "book.xlsx": makeBook({
          sheets: [{ name: "Data", rows: [[1, { formula: "_xlfn.REGEXTEST(A1,\"1\")", value: true }]] }]
        })
      }
      yield* Effect.gen(function*() {
        assert.strictEqual((yield* write("A1", 2)).status, 200)
        assert.strictEqual((yield* write("A1", 3)).status, 200)
        assert.strictEqual(yield* read("B1"), true)
        const { status } = yield* send("POST", `${workbook()}/application/calculate`, {
          body: { calculationType: "FullRebuild" }
        })
        assert.strictEqual(status, 200)
        assert.strictEqual(yield* read("B1"), true)
      }).pipe(
        Effect.provide(
          Layer.provideMerge(
            Emulator.layerHttpClient({ books }),
            Logger.replace(Logger.defaultLogger, logger)
          )
        )
      )
      assert.deepStrictEqual(told, [[
        "book.xlsx: formulas that cannot be computed here keep their stored values: 1, the first in Data!B1 (unknown function REGEXTEST)"
      ]])
    }))
})
