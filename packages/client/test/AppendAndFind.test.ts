import { Range, WorkbookSession, Worksheet } from "@effect-workbook/client"
import { Emulator } from "@effect-workbook/emulator"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, pipe, TestClock } from "effect"
import { inSession } from "./support/Emulated.js"

const newSheet = (name: string) => Effect.map(Worksheet.add(name), ({ id }) => Worksheet.named(id))

const addressOf = (self: Range.RangeRef) =>
  Effect.map(Range.get(self, { select: ["address"] }), ({ address }) => address)

describe("Range.append", () => {
  it.effect("begins in the first cell of a blank worksheet, and continues below", () =>
    inSession(Effect.gen(function*() {
      const sheet = yield* newSheet("It's 100% #1")
      const head = yield* Range.append(sheet, [["name", "units"]])
      const rows = yield* pipe(sheet, Range.append([["desk", 1], ["lamp", 2]]))
      assert.strictEqual(yield* addressOf(head), "'It''s 100% #1'!A1:B1")
      assert.strictEqual(yield* addressOf(rows), "'It''s 100% #1'!A2:B3")
      assert.deepStrictEqual(yield* Range.values(Range.used(sheet)), [["name", "units"], ["desk", 1], ["lamp", 2]])
    })))

  it.effect("continues in the first used column, below the last row with a value or a formula", () =>
    inSession(Effect.gen(function*() {
      const sheet = yield* newSheet("Data")
      yield* Range.write(Range.at("Data!C5"), [["=\"\""]])
      yield* Range.update(Range.at("Data!A40"), { numberFormat: "0.00" })
      assert.strictEqual(yield* addressOf(yield* Range.append(sheet, [[1, 2]])), "Data!C6:D6")
      yield* Range.write(Range.at("Data!D9"), [[9]])
      assert.strictEqual(yield* addressOf(yield* Range.append(sheet, [[3]])), "Data!C10")
    })))

  it.effect("writes each of many concurrent appends to rows of its own", () =>
    inSession(Effect.gen(function*() {
      const sheet = yield* newSheet("Log")
      const numbers = Array.from({ length: 8 }, (_, index) => index)
      yield* Effect.forEach(numbers, (n) => Range.append(sheet, [[n], [n]]), { concurrency: "unbounded" })
      const cells = (yield* Range.values(Range.used(sheet))).flat()
      assert.deepStrictEqual([...cells].sort(), numbers.flatMap((n) => [n, n]))
    })))

  const lostAnswers = [
    { _tag: "Drop", at: "beforeAnswer" },
    { _tag: "Answer", status: 500, code: "internalServerErrorUncategorized", diagnostic: "GenericFileOpenError" }
  ] as const

  it.effect("does not write rows again that may have been written", () =>
    inSession(Effect.gen(function*() {
      const { faults } = yield* Emulator.Emulator
      for (const [index, fault] of lostAnswers.entries()) {
        const sheet = yield* newSheet(`Log ${index}`)
        yield* faults.add({ on: { endpoint: "workbookRange.update" }, when: "after", do: fault })
        const error = yield* Effect.flip(Range.append(sheet, [["once"]]))
        assert.strictEqual(error._tag, "OutcomeUnknown")
        assert.deepStrictEqual(yield* Range.values(Range.used(sheet)), [["once"]])
      }
    })))

  it.effect("writes the same cells again when it is verified", () =>
    inSession(Effect.gen(function*() {
      const { faults } = yield* Emulator.Emulator
      const sheet = yield* newSheet("Log")
      yield* faults.add({
        on: { endpoint: "workbookRange.update" },
        when: "after",
        do: { _tag: "Drop", at: "beforeAnswer" }
      })
      const append = yield* Effect.fork(WorkbookSession.verified(Range.append(sheet, [["once"]])))
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(yield* addressOf(yield* Fiber.join(append)), "Log!A1")
      assert.deepStrictEqual(yield* Range.values(Range.used(sheet)), [["once"]])
    })))

  it.effect("refuses rows that are absent or differ in length, and writes nothing", () =>
    inSession(Effect.gen(function*() {
      const sheet = yield* newSheet("Log")
      const none = yield* Effect.flip(Range.append(sheet, []))
      assert.strictEqual(none.message, "Range.append: invalid arguments: there are no cells; expected at least one row")
      const uneven = yield* Effect.flip(Range.append(sheet, [[1, 2], [3]]))
      assert.strictEqual(uneven.message, "Range.append: invalid arguments: row 1 has 1 cells; expected 2, as in row 0")
      assert.deepStrictEqual(yield* Range.values(Range.used(sheet)), [[""]])
    })))
})

describe("Range.find", () => {
  it.effect("finds displayed text, by a part and without case unless asked otherwise", () =>
    inSession(Effect.gen(function*() {
      const sheet = yield* newSheet("Data")
      yield* Range.update(Range.at("Data!B2:C4"), {
        values: [["Desk", "desktop"], ["a desk", 0.5], ["", "=1/0"]],
        numberFormat: [[null, null], [null, "0%"], [null, null]]
      })
      const range = Range.used(sheet)
      const places = (found: ReadonlyArray<Range.Found>) => found.map(({ column, row, text }) => [row, column, text])
      assert.deepStrictEqual(places(yield* Range.find(range, "DESK")), [
        [0, 0, "Desk"],
        [0, 1, "desktop"],
        [1, 0, "a desk"]
      ])
      assert.deepStrictEqual(places(yield* pipe(range, Range.find("desk", { completeMatch: true }))), [[0, 0, "Desk"]])
      assert.deepStrictEqual(places(yield* Range.find(range, "desk", { completeMatch: true, matchCase: true })), [])
      assert.deepStrictEqual(places(yield* Range.find(range, "50%")), [[1, 1, "50%"]])
      const [error] = yield* Range.find(range, "#DIV")
      assert.strictEqual(yield* addressOf(error!.cell), "Data!C4")
      assert.strictEqual(error?.cell.way, "stable")
    })))

  it.effect("refuses whole columns", () =>
    inSession(Effect.gen(function*() {
      const error = yield* Effect.flip(Range.find(Range.at("Orders!A:A"), "x"))
      assert.match(
        error.message,
        /^Range\.find: invalid arguments: the service returns no text for whole rows or columns/
      )
    })))
})
