import { assert, describe, it } from "@effect/vitest"
import { Effect, Either } from "effect"
import type { Cell } from "../support/makeBook.js"
import { area, cells, make, values } from "../support/openBook.js"

type Content = string | number | boolean | null | { readonly error: string }

const NA: Content = { error: "#N/A" }

/** Returns the text of a cell of a file. */
const textOf = (content: Content, code: string, date1904 = false) =>
  Effect.gen(function*() {
    const cell: Cell = content === null ? { style: 1 } : typeof content === "object"
      ? { ...content, style: 1 }
      : { value: content, style: 1 }
    const book = yield* make({ date1904, formats: [code], sheets: [{ name: "S", rows: [[cell]] }] })
    assert.deepStrictEqual(cells(book, "A1").numberFormat(), [[code]])
    return cells(book, "A1").text()[0]?.[0]
  })

describe("number formats", () => {
  it.effect.each<[Content, string, string]>([
    [null, "0.00", ""],
    [true, "0.00", "TRUE"],
    [NA, "0.00", "#N/A"],
    ["text", "General", "text"],
    ["text", "0.00", "text"],
    ["text", "\"<\"@\">\"", "<text>"],
    [0.1 + 0.2, "General", "0.3"],
    [1 / 3, "General", "0.333333333"],
    [123_456_789_012, "General", "1.23457E+11"],
    [-1e-10, "General", "-1E-10"],
    [1.005, "0.00", "1.01"],
    [1_234.5, "#,##0.00", "1,234.50"],
    [-1_234.5, "$#,##0.00_);[Red]($#,##0.00)", "($1,234.50)"],
    [0.256, "0%", "26%"],
    [12_345, "0.00E+00", "1.23E+04"],
    [1.75, "# ?/?", "1 3/4"],
    [5, ";;;", ""],
    [0, "0;-0;;@", ""],
    [43_835, "m/d/yyyy", "1/5/2020"],
    [43_835.55, "m/d/yyyy h:mm", "1/5/2020 13:12"],
    [60, "yyyy-mm-dd", "1900-02-29"],
    [1.5, "[h]:mm", "36:00"],
    [0.75, "h:mm AM/PM", "6:00 PM"],
    [-1, "m/d/yyyy", "########"],
    [-1, "h:mm", "########"],
    [2_958_466, "m/d/yyyy", "########"],
    [1_234.5, "_($* #,##0.00_)", " $1,234.50 "]
  ])("%s under %s", ([content, code, expected]) =>
    Effect.gen(function*() {
      assert.strictEqual(yield* textOf(content, code), expected)
    }))

  it.effect("show the dates of 1904 workbooks", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* textOf(0, "m/d/yyyy", true), "1/1/1904")
      assert.strictEqual(yield* textOf(42_373, "yyyy-mm-dd", true), "2020-01-05")
      assert.strictEqual(yield* textOf(1.5, "[h]:mm", true), "36:00")
      assert.strictEqual(yield* textOf(42_373, "0", true), "42373")
    }))

  it.effect("are refused if their code is invalid", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "S", rows: [[5]] }] })
      const [sheet] = book.sheets
      assert.ok(sheet !== undefined)
      const error = yield* Effect.flip(book.write(sheet, area("A1"), { numberFormat: "0.00\"open" }))
      assert.strictEqual(error.code, "invalidArgument")
      yield* book.write(sheet, area("A1"), { numberFormat: "0.00" })
      assert.deepStrictEqual(cells(book, "A1").text(), [["5.00"]])
      assert.deepStrictEqual(values(book, "A1"), [[5]])
      assert.deepStrictEqual(yield* book.callFunction("TEXT", [5, "0.00\"open"]), Either.left("#VALUE!"))
      assert.deepStrictEqual(yield* book.callFunction("TEXT", [5, "0.00"]), Either.right("5.00"))
    }))

  it.effect("give an error in TEXT only for dates that do not exist", () =>
    Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "S" }] })
      assert.deepStrictEqual(yield* book.callFunction("TEXT", [-1, "m/d/yyyy"]), Either.left("#VALUE!"))
      assert.deepStrictEqual(yield* book.callFunction("TEXT", [-1, "0.00"]), Either.right("-1.00"))
    }))
})
