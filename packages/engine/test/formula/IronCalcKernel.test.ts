import { assert, describe, it } from "@effect/vitest"
import { Effect, Either } from "effect"
import { area, make, values, write } from "../support/openBook.js"

const empty = make({ sheets: [{ name: "S" }] })

describe("IronCalcKernel", () => {
  it.effect("returns all digits of a result", () =>
    Effect.gen(function*() {
      const book = yield* empty
      const calls = [[1, 0, 3], [1e-300, 0, 3], [1e300, 0, 3], [0.1, -0.2, 1], [1e300, 0, 3e285]] as const
      for (const [cost, salvage, life] of calls) {
        const found = yield* book.callFunction("SLN", [cost, salvage, life])
        assert.deepStrictEqual(found, Either.right((cost - salvage) / life))
      }
    }))

  it.effect("accepts and returns texts, logical values, errors and arrays", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "S", rows: [[1, { error: "#DIV/0!" }]] }] })
      const rows = [["id", "text"], [1, "'quoted"], [2, "=1+1"], [3, ""], [4, true]]
      const row = (id: number) => book.callFunction("DGET", [rows, "text", [["id"], [id]]])
      assert.deepStrictEqual(yield* book.callFunction("COMPLEX", [3, 4, "j"]), Either.right("3+4j"))
      assert.deepStrictEqual(yield* book.callFunction("DEC2HEX", [255, 4]), Either.right("00FF"))
      assert.deepStrictEqual(yield* book.callFunction("NPV", [0, [[1, 2], [3, null]], 4]), Either.right(10))
      assert.deepStrictEqual(yield* book.callFunction("NPV", [0, [[7]]]), Either.right(7))
      const error = yield* book.callFunction("NPV", [0, { sheet: "S", ...area("A1:B1") }])
      assert.deepStrictEqual(error, Either.left("#DIV/0!"))
      assert.deepStrictEqual(yield* Effect.forEach([1, 2, 3, 4], row), [
        Either.right("'quoted"),
        Either.right("=1+1"),
        Either.right(""),
        Either.right(true)
      ])
    }))

  it.effect("returns arrays", () =>
    Effect.gen(function*() {
      const book = yield* empty
      yield* write(book, "A1:A3", [
        ["=LINEST({1;9;5;7},{0;4;2;3})"],
        [""],
        ["=TREND({1,2,3},{1,2,3},{4,5})"]
      ])
      const rounded = values(book, "A1:C4").map((row) =>
        row.map((value) => typeof value === "number" ? Math.round(value * 1e12) / 1e12 : value)
      )
      assert.deepStrictEqual(rounded, [[2, 1, ""], ["", "", ""], [4, 5, ""], ["", "", ""]])
    }))

  it.effect("keeps no state between calls", () =>
    Effect.gen(function*() {
      const book = yield* empty
      for (let size = 1; size < 50; size++) {
        const ones = Array.from({ length: size }, () => [1])
        assert.deepStrictEqual(yield* book.callFunction("NPV", [0, ones]), Either.right(size))
      }
      const blank = { sheet: "S", ...area("A1:C100") }
      assert.deepStrictEqual(yield* book.callFunction("NPV", [0, blank]), Either.right(0))
    }))

  it.effect("restarts after a trap of its module", () =>
    Effect.gen(function*() {
      const book = yield* empty
      yield* write(book, "A1:B1", [["=XNPV(1,1)", "=PMT(0.1,10,100)"]])
      assert.deepStrictEqual(book.uncomputed.map(({ reason }) => reason), ["a failure of the numeric kernel"])
      assert.deepStrictEqual(values(book, "A1:B1"), [["#VALUE!", -16.274_539_488_251_154]])
      // Without a restart, each trap takes a part of the stack for good, and nothing is left after about 170 traps.
      for (let trap = 0; trap < 200; trap++) {
        assert.deepStrictEqual(yield* book.callFunction("XNPV", [1, 1]), Either.left("#VALUE!"))
      }
      assert.deepStrictEqual(yield* book.callFunction("PMT", [0.1, 10, 100]), Either.right(-16.274_539_488_251_154))
    }))

  it.effect("refuses arguments that are too large", () =>
    Effect.gen(function*() {
      const book = yield* empty
      yield* write(book, "XFD1", [["=NPV(0,A1:ALL1000)"]])
      assert.deepStrictEqual(book.uncomputed.map(({ reason }) => reason), ["more than 200000 values for NPV"])
      assert.deepStrictEqual(values(book, "XFD1"), [["#NUM!"]])
    }))
})
