/**
 * What Excel makes of a text typed into a cell of General format, in the en-US locale.
 *
 * @since 0.1.0
 */
import * as NumFmt from "numfmt"
import { days1904, daysInMonth } from "../formula/Calendar.js"
import { errorFromText, type Scalar } from "../formula/Value.js"

/** The date system, and the year that a date typed without one is in. */
export interface Options {
  readonly date1904: boolean
  readonly year: number
}

/** A value, with the number format that Excel gives to the cell for it; or a formula without its `=`. */
export type Input =
  | { readonly kind: "value"; readonly value: Scalar; readonly format: string | undefined }
  | { readonly kind: "formula"; readonly formula: string }

/** Number formats that typing can bring, by their built-in ids. */
const builtIn: Readonly<Record<number, string>> = {
  3: "#,##0",
  4: "#,##0.00",
  6: "$#,##0_);[Red]($#,##0)",
  8: "$#,##0.00_);[Red]($#,##0.00)",
  9: "0%",
  10: "0.00%",
  11: "0.00E+00",
  12: "# ?/?",
  13: "# ??/??",
  14: "m/d/yyyy",
  15: "d-mmm-yy",
  16: "d-mmm",
  17: "mmm-yy",
  18: "h:mm AM/PM",
  19: "h:mm:ss AM/PM",
  20: "h:mm",
  21: "h:mm:ss",
  22: "m/d/yyyy h:mm",
  46: "[h]:mm:ss",
  47: "mm:ss.0"
}

/** Formats that show a day of the calendar. */
const calendar: ReadonlySet<number> = new Set([14, 15, 16, 17, 22])

const value = (scalar: Scalar, format?: string): Input => ({ kind: "value", value: scalar, format })

/** Parses typed text as Excel does. */
export const parse = (text: string, options: Options): Input => {
  if (text.startsWith("'")) return value(text.slice(1))
  if (text.startsWith("=") && text.length > 1) return { kind: "formula", formula: text.slice(1) }
  const trimmed = text.trim()
  if (/^(?:true|false)$/i.test(trimmed)) return value(trimmed.toLowerCase() === "true")
  const error = trimmed.startsWith("#") ? errorFromText(trimmed) : undefined
  if (error !== undefined) return value(error)
  const typed = number(trimmed, options)
  return typed === undefined ? value(text) : value(typed.value, typed.format)
}

const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)$/

/** Parses a text as a number, with the number format that its notation implies. `VALUE` uses it too. */
export const number = (
  text: string,
  options: Options
): { readonly value: number; readonly format: string | undefined } | undefined => {
  if (plainNumber.test(text)) return { value: fifteenDigits(Number(text)), format: undefined }
  if (!/\d/.test(text) || text.length > 255) return undefined
  const [sign, amount] = currency(text)
  if (sign !== undefined) {
    const parsed = NumFmt.parseValue(amount)
    return typeof parsed?.value === "number" ? { value: parsed.value, format: foreign(sign, amount) } : undefined
  }
  const dated = withYear(text, options.year)
  const parsed = NumFmt.parseValue(dated?.text ?? text)
  if (typeof parsed?.value !== "number" || !Number.isFinite(parsed.value)) return undefined
  const id = Number(parsed.formatId ?? 0)
  if (!calendar.has(id)) return { value: parsed.value, format: builtIn[id] }
  const moved = options.date1904 ? parsed.value - days1904 : parsed.value
  return moved < 0 ? undefined : { value: moved, format: dated?.format ?? builtIn[id] }
}

/** Excel keeps fifteen significant digits of what is typed and makes the others zero. */
const fifteenDigits = (typed: number): number => {
  if (Math.abs(typed) < 1e15) return typed
  const scale = 10 ** (Math.floor(Math.log10(Math.abs(typed))) - 14)
  return Math.trunc(typed / scale) * scale
}

const shortDate = /^(\d{1,2})[/-](\d{1,2})(\s+\d{1,2}:.*)?$/
const dayAndMonth = /^(\d{1,2})[\s-]?([A-Za-z]{3,9})(\s+\d{1,2}:.*)?$/
const monthAndDay = /^([A-Za-z]{3,9})[\s-]?(\d{1,2})(\s+\d{1,2}:.*)?$/

/**
 * A date typed without its year, with the current year put in, so that the reader never looks at the machine's clock.
 * `1/2` is a day of this year, but `2/30` is February 1930.
 */
const withYear = (text: string, year: number): { readonly text: string; readonly format: string } | undefined => {
  const short = shortDate.exec(text)
  if (short !== null) {
    const [, first = "", second = "", time = ""] = short
    return isDay(Number(first), Number(second), year) ?
      dayOfYear(`${first}/${second}/${year}`, time) :
      {
        text: `${first}/1/${Number(second) < 30 ? 2000 + Number(second) : 1900 + Number(second)}${time}`,
        format: "mmm-yy"
      }
  }
  const dayFirst = dayAndMonth.exec(text)
  if (dayFirst !== null) return dayOfYear(`${dayFirst[1]}-${dayFirst[2]}-${year}`, dayFirst[3])
  const monthFirst = monthAndDay.exec(text)
  if (monthFirst !== null && Number(monthFirst[2]) >= 1 && Number(monthFirst[2]) <= 31) {
    return dayOfYear(`${monthFirst[2]}-${monthFirst[1]}-${year}`, monthFirst[3])
  }
  return undefined
}

const dayOfYear = (date: string, time = "") => ({ text: date + time, format: time === "" ? "d-mmm" : "m/d/yyyy h:mm" })

const isDay = (month: number, day: number, year: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)

const foreignSigns: Readonly<Record<string, string>> = { "€": "[$€-2] ", "£": "[$£-809]", "¥": "[$¥-411]" }

const currency = (text: string): readonly [sign: string | undefined, amount: string] => {
  const sign = Object.keys(foreignSigns).find((each) => text.includes(each))
  return sign === undefined ? [undefined, text] : [sign, text.replace(sign, "")]
}

const foreign = (sign: string, amount: string): string => {
  const digits = amount.includes(".") ? "#,##0.00" : "#,##0"
  const code = `${foreignSigns[sign] ?? ""}${digits}`
  return `${code};[Red]-${code}`
}
