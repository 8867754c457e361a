import { assert, describe, it } from "@effect/vitest"
import { FastCheck as fc } from "effect"
import * as Input from "../../src/internal/format/Input.js"
import * as NumberFormat from "../../src/internal/format/NumberFormat.js"
import { NA, type Scalar } from "../../src/internal/value/Value.js"

const typed = (text: string, date1904 = false) => Input.parse(text, { date1904, year: 2024 })
const value = (scalar: Scalar, format?: string): Input.TypedInput => ({ kind: "value", value: scalar, format })

describe("Input", () => {
  it.each<[string, Input.TypedInput]>([
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
    ["#n/a", value(NA)],
    ["#hashtag", value("#hashtag")],
    ["'5", value("5")],
    ["'", value("")],
    ["'=A1", value("=A1")],
    ["=", value("=")],
    ["=A1+1", { kind: "formula", formula: "A1+1" }],
    ["text", value("text")],
    ["13/45/2020", value("13/45/2020")],
    ["1/1/1899", value("1/1/1899")],
    ["1e400", value("1e400")],
    ["1.2.3", value("1.2.3")]
  ])("%s", (text, expected) => {
    assert.deepStrictEqual(typed(text), expected)
  })

  it("counts dates from 1904 in a 1904 workbook", () => {
    assert.deepStrictEqual(typed("1/2/2020", true), value(42_370, "m/d/yyyy"))
    assert.deepStrictEqual(typed("1/1/1903", true), value("1/1/1903"))
  })

  it.prop("parses the shortest text of a number with up to fifteen digits to the same number", [
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e14, max: 1e14 })
  ], ([number]) => {
    const rounded = Number(number.toPrecision(15))
    const input = typed(String(rounded))
    assert.ok(input.kind === "value")
    assert.strictEqual(input.value, rounded + 0)
  })

  it.prop("parses a displayed date to the same date", [fc.integer({ min: 61, max: 2_958_465 })], ([serial]) => {
    for (const code of ["m/d/yyyy", "yyyy-mm-dd"]) {
      assert.deepStrictEqual(typed(NumberFormat.format(serial, code, false)), value(serial, "m/d/yyyy"))
    }
  })
})
