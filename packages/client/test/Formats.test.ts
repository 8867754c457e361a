import {
  FormatProtection,
  Range,
  RangeBorder,
  RangeFill,
  RangeFont,
  RangeFormat,
  Resource,
  type WorkbookError,
  Worksheet
} from "@effect-workbook/client"
import { Emulator } from "@effect-workbook/emulator"
import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import { Effect, Fiber, TestClock } from "effect"
import { inSession } from "./support/Emulated.js"

const range = Range.at("Summary!J1:K2")

describe("The format of a range", () => {
  it.effect("is changed and read, data first and data last", () =>
    inSession(Effect.gen(function*() {
      const format = yield* RangeFormat.of(range).pipe(
        RangeFormat.update({ horizontalAlignment: "Center", columnWidth: 90, rowHeight: 30 })
      )
      assert.deepStrictEqual([format.horizontalAlignment, format.columnWidth, format.rowHeight], ["Center", 90, 30])
      yield* RangeFill.update(RangeFill.of(range), { color: "orange" })
      yield* RangeFont.update(RangeFont.of(range), { bold: true, underline: "Double" })
      yield* FormatProtection.update(FormatProtection.of(range), { locked: false })
      const read = yield* Range.get(range, {
        select: ["address"],
        expand: {
          format: Resource.pick(RangeFormat.RangeFormat, {
            select: ["wrapText"],
            expand: {
              fill: RangeFill.RangeFill,
              font: Resource.pick(RangeFont.RangeFont, { select: ["bold", "underline"] }),
              protection: FormatProtection.FormatProtection
            }
          })
        }
      })
      assert.deepStrictEqual(read, {
        address: "Summary!J1:K2",
        format: {
          wrapText: false,
          fill: { color: "#FFA500" },
          font: { bold: true, underline: "Double" },
          protection: { formulaHidden: false, locked: false }
        }
      })
      yield* RangeFill.clear(RangeFill.of(range))
      assert.deepStrictEqual(yield* RangeFill.get(RangeFill.of(range)), { color: "#FFFFFF" })
    })))

  it.effect("is null where cells differ", () =>
    inSession(Effect.gen(function*() {
      yield* RangeFont.update(RangeFont.of(Range.at("Summary!J1")), { italic: true })
      const font = yield* RangeFont.get(RangeFont.of(range), { select: ["italic", "bold"] })
      assert.deepStrictEqual(font, { bold: false, italic: null })
    })))

  it.effect("fits columns and rows", () =>
    inSession(Effect.gen(function*() {
      const format = RangeFormat.of(Range.at("Summary!J:J"))
      yield* Range.write(Range.at("Summary!J1"), [["a text that is wider than its column"]])
      yield* RangeFormat.autofitColumns(format)
      const { columnWidth } = yield* RangeFormat.get(format, { select: ["columnWidth"] })
      assert.isAbove(columnWidth ?? 0, 100)
      const first = RangeFormat.of(Range.at("Summary!J1"))
      yield* RangeFormat.update(first, { wrapText: true, columnWidth: 60 })
      yield* RangeFormat.autofitRows(first)
      assert.isAbove((yield* RangeFormat.get(first)).rowHeight ?? 0, 30)
    })))

  it.effect("has eight borders", () =>
    inSession(Effect.gen(function*() {
      assert.strictEqual(yield* RangeBorder.count(range), 8)
      const top = RangeBorder.of(range, "EdgeTop")
      yield* RangeBorder.update(top, { style: "Dash", color: "#ff0000" })
      const changed = { id: "EdgeTop", color: "#FF0000", sideIndex: "EdgeTop", style: "Dash", weight: "Thin" }
      assert.deepStrictEqual(yield* RangeBorder.get(range.pipe(RangeBorder.itemAt(0))), changed)
      const listed = yield* RangeBorder.list(range, { select: ["id", "style"], top: 2 })
      assert.deepStrictEqual(listed, [{ id: "EdgeTop", style: "Dash" }, { id: "EdgeBottom", style: "None" }])
    })))

  it.effect("is not changed by invalid changes", () =>
    inSession(Effect.gen(function*() {
      const error = yield* Effect.flip(RangeFill.update(RangeFill.of(range), { color: "reddish" }))
      assert.strictEqual(error._tag, "InvalidRequest")
      assert.include(error.message, "reddish")
    })))

  it.effect("is changed without doubt at a stable address, and with doubt at a moving one", () =>
    inSession(Effect.gen(function*() {
      const stable = RangeFont.update(RangeFont.of(range), { bold: true })
      const moving = RangeFont.update(RangeFont.of(Range.used(Worksheet.named("Summary"))), { bold: true })
      expectTypeOf<Extract<Effect.Effect.Error<typeof stable>, WorkbookError.OutcomeUnknown>>().toEqualTypeOf<never>()
      expectTypeOf<Extract<Effect.Effect.Error<typeof moving>, WorkbookError.OutcomeUnknown>>().not.toEqualTypeOf<
        never
      >()
      const { faults } = yield* Emulator.Emulator
      const lost = { when: "after", do: { _tag: "Drop", at: "beforeAnswer" } } as const
      yield* faults.add({ ...lost, on: { endpoint: "workbookRangeFont.update" } })
      const repeated = yield* Effect.fork(stable)
      yield* TestClock.adjust("1 minute")
      assert.strictEqual((yield* Fiber.join(repeated)).bold, true)
      yield* faults.add({ ...lost, on: { endpoint: "workbookRangeFont.update" } })
      const doubtful = yield* Effect.fork(Effect.flip(moving))
      yield* TestClock.adjust("1 minute")
      assert.strictEqual((yield* Fiber.join(doubtful))._tag, "OutcomeUnknown")
      assert.lengthOf(yield* faults.struck, 2)
    })))
})
