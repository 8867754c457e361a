import { assert, describe, it } from "@effect/vitest"
import * as NumberFormat from "../../src/internal/format/NumberFormat.js"
import { NA, type Scalar } from "../../src/internal/value/Value.js"

describe("NumberFormat", () => {
  it.each<[Scalar, string, string]>([
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
  ])("%s under %s", (value, code, expected) => {
    assert.strictEqual(NumberFormat.format(value, code, false), expected)
  })

  it("formats dates of 1904 workbooks", () => {
    assert.strictEqual(NumberFormat.format(0, "m/d/yyyy", true), "1/1/1904")
    assert.strictEqual(NumberFormat.format(42_373, "yyyy-mm-dd", true), "2020-01-05")
    assert.strictEqual(NumberFormat.format(1.5, "[h]:mm", true), "36:00")
    assert.strictEqual(NumberFormat.format(42_373, "0", true), "42373")
  })

  it("recognizes valid codes and date codes", () => {
    assert.strictEqual(NumberFormat.isDate("m/d/yyyy"), true)
    assert.strictEqual(NumberFormat.isDate("0.00"), false)
    assert.strictEqual(NumberFormat.isValid("0.00"), true)
    assert.strictEqual(NumberFormat.isValid("0.00\"open"), false)
  })
})
