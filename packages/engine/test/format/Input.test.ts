import type { CellValue, Matrix } from "@effect-workbook/schema/CellValue"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FastCheck as fc } from "effect"
import { cells, make, part, reopen, write } from "../support/openBook.js"

interface Written {
  readonly formula: CellValue | undefined
  readonly value: CellValue | undefined
  readonly type: CellValue | undefined
  readonly format: CellValue | undefined
}

const types: Readonly<Record<string, string>> = { number: "Double", boolean: "Boolean", string: "String" }

const value = (value: string | number | boolean, format = "General"): Written => ({
  formula: value,
  value,
  type: types[typeof value],
  format
})

/** Writes texts to the second column of rows, and returns their cells. `date1904` is the date system of the book. */
const typed = (texts: ReadonlyArray<string>, date1904 = false) =>
  Effect.gen(function*() {
    const book = yield* make({ date1904, sheets: [{ name: "S" }] })
    const reference = `B1:B${texts.length}`
    yield* write(book, reference, texts.map((text) => [text]))
    const written = cells(yield* reopen(book), reference)
    const [formulas, values, valueTypes, formats] = [
      written.formulas(),
      written.values(),
      written.valueTypes(),
      written.numberFormat()
    ].map((matrix: Matrix) => matrix.map((row) => row[0]))
    return texts.map((_, row) => ({
      formula: formulas?.[row],
      value: values?.[row],
      type: valueTypes?.[row],
      format: formats?.[row]
    }))
  })

describe("typed input", () => {
  it.effect.each<[string, Written]>([
    ["5", value(5)],
    ["-5.50", value(-5.5)],
    [" 7 ", value(7)],
    ["00123", value(123)],
    [".5", value(0.5)],
    ["1e3", value(1000, "0.00E+00")],
    ["1,234", value(1234, "#,##0")],
    ["1,234.5", value(1234.5, "#,##0.00")],
    ["12345678901234567", value(12_345_678_901_234_500)],
    ["5%", value(0.05, "0%")],
    ["5.5%", value(0.055, "0.00%")],
    ["$5", value(5, "$#,##0_);[Red]($#,##0)")],
    ["$1,234.50", value(1234.5, "$#,##0.00_);[Red]($#,##0.00)")],
    ["($5)", value(-5, "$#,##0_);[Red]($#,##0)")],
    ["€5", value(5, "[$€-2] #,##0;[Red]-[$€-2] #,##0")],
    ["(5)", value(-5)],
    ["1 1/2", value(1.5, "# ?/?")],
    ["1/2/2020", value(43_832, "m/d/yyyy")],
    ["2020-01-05", value(43_835, "m/d/yyyy")],
    ["5-Jan-2020", value(43_835, "d-mmm-yy")],
    ["1/2", value(45_293, "d-mmm")],
    ["2/29", value(45_351, "d-mmm")],
    ["2/30", value(10_990, "mmm-yy")],
    ["Jan 5", value(45_296, "d-mmm")],
    ["12:30", value(0.520_833_333_333_333_4, "h:mm")],
    ["6:00 PM", value(0.75, "h:mm AM/PM")],
    ["1/2/2020 12:00", value(43_832.5, "m/d/yyyy h:mm")],
    ["true", value(true)],
    ["#n/a", { ...value("#N/A"), type: "Error" }],
    ["#hashtag", value("#hashtag")],
    ["'5", value("5")],
    ["'", value("")],
    ["'=A1", value("=A1")],
    ["=", value("=")],
    ["=A1+1", { ...value(1), formula: "=A1+1" }],
    ["text", value("text")],
    ["13/45/2020", value("13/45/2020")],
    ["1/1/1899", value("1/1/1899")],
    ["1e400", value("1e400")],
    ["1.2.3", value("1.2.3")]
  ])("%s", ([text, expected]) =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* typed([text]), [expected])
    }))

  it.effect("marks a text with an apostrophe in the file, and no other text", () =>
    Effect.gen(function*() {
      for (const [text, marked] of [["'5", true], ["'", true], ["5", false], ["text", false]] as const) {
        const book = yield* make({ sheets: [{ name: "S" }] })
        yield* write(book, "A1", [[text]])
        assert.strictEqual(part(book, "xl/styles.xml")?.includes("quotePrefix=\"1\""), marked, text)
      }
    }))

  it.effect("counts dates from 1904 in a 1904 workbook", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* typed(["1/2/2020", "1/1/1903"], true), [
        value(42_370, "m/d/yyyy"),
        value("1/1/1903")
      ])
    }))

  it.effect("reads the shortest text of a number with up to fifteen digits as the same number", () =>
    Effect.gen(function*() {
      const numbers = fc.sample(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e14, max: 1e14 }), {
        numRuns: 500,
        seed: 3
      })
        .map((number) => Number(number.toPrecision(15)))
      const written = yield* typed(numbers.map(String))
      assert.deepStrictEqual(written.map(({ value }) => value), numbers.map((number) => number + 0))
    }))

  it.effect("reads a displayed date as the same date", () =>
    Effect.gen(function*() {
      const serials = fc.sample(fc.integer({ min: 61, max: 2_958_465 }), { numRuns: 200, seed: 5 })
      for (const code of ["m/d/yyyy", "yyyy-mm-dd"]) {
        const book = yield* make({
          formats: [code],
          sheets: [{ name: "S", rows: serials.map((serial) => [{ value: serial, style: 1 }]) }]
        })
        const shown = cells(book, `A1:A${serials.length}`).text().map(([text]) => text ?? "")
        assert.deepStrictEqual(yield* typed(shown), serials.map((serial) => value(serial, "m/d/yyyy")))
      }
    }))
})
