/**
 * Parses text that is typed into a cell of General format, in the en-US locale.
 *
 * @since 0.1.0
 */
import * as NumFmt from "numfmt"
import { date1904Offset, daysInMonth } from "../value/Calendar.js"
import { errorFromText, type Scalar } from "../value/Value.js"

/** The date system, and the year of a date that is typed without a year. */
export interface Options {
  readonly date1904: boolean
  readonly year: number
}

/** A value with the number format that Excel sets in the cell, or a formula without its `=`. */
export type TypedInput =
  | { readonly kind: "value"; readonly value: Scalar; readonly format: string | undefined }
  | { readonly kind: "formula"; readonly formula: string }

/** The number formats that typed text can imply, by their built-in ids. */
const inputFormats: Readonly<Record<number, string>> = {
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

/** The ids of formats with a calendar date. */
const dateFormatIds: ReadonlySet<number> = new Set([14, 15, 16, 17, 22])

const value = (scalar: Scalar, format?: string): TypedInput => ({ kind: "value", value: scalar, format })

/** Parses typed text as Excel does. */
export const parse = (text: string, options: Options): TypedInput => {
  if (text.startsWith("'")) return value(text.slice(1))
  if (text.startsWith("=") && text.length > 1) return { kind: "formula", formula: text.slice(1) }
  const trimmed = text.trim()
  if (/^(?:true|false)$/i.test(trimmed)) return value(trimmed.toLowerCase() === "true")
  const error = trimmed.startsWith("#") ? errorFromText(trimmed) : undefined
  if (error !== undefined) return value(error)
  const typed = parseNumber(trimmed, options)
  return typed === undefined ? value(text) : value(typed.value, typed.format)
}

const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)$/

/** Parses text as a number, with the number format that its notation implies. The function `VALUE` uses it too. */
export const parseNumber = (
  text: string,
  options: Options
): { readonly value: number; readonly format: string | undefined } | undefined => {
  if (plainNumber.test(text)) return { value: truncateToFifteenDigits(Number(text)), format: undefined }
  if (!/\d/.test(text) || text.length > 255) return undefined
  const [sign, amount] = splitCurrency(text)
  if (sign !== undefined) {
    const parsed = NumFmt.parseValue(amount)
    return typeof parsed?.value === "number" ? { value: parsed.value, format: currencyFormat(sign, amount) } : undefined
  }
  const dated = insertYear(text, options.year)
  const parsed = NumFmt.parseValue(dated?.text ?? text)
  if (typeof parsed?.value !== "number" || !Number.isFinite(parsed.value)) return undefined
  const id = Number(parsed.formatId ?? 0)
  if (!dateFormatIds.has(id)) return { value: parsed.value, format: inputFormats[id] }
  const serial = options.date1904 ? parsed.value - date1904Offset : parsed.value
  return serial < 0 ? undefined : { value: serial, format: dated?.format ?? inputFormats[id] }
}

/** Excel keeps fifteen significant digits of a typed number, and replaces the others by zeros. */
const truncateToFifteenDigits = (typed: number): number => {
  if (Math.abs(typed) < 1e15) return typed
  const scale = 10 ** (Math.floor(Math.log10(Math.abs(typed))) - 14)
  return Math.trunc(typed / scale) * scale
}

const shortDate = /^(\d{1,2})[/-](\d{1,2})(\s+\d{1,2}:.*)?$/
const dayAndMonth = /^(\d{1,2})[\s-]?([A-Za-z]{3,9})(\s+\d{1,2}:.*)?$/
const monthAndDay = /^([A-Za-z]{3,9})[\s-]?(\d{1,2})(\s+\d{1,2}:.*)?$/

/**
 * Inserts the current year into a date without a year, because the parser would read it from the system clock. `1/2` is
 * a day of this year, but `2/30` is February 1930.
 */
const insertYear = (text: string, year: number): { readonly text: string; readonly format: string } | undefined => {
  const short = shortDate.exec(text)
  if (short !== null) {
    const [, first = "", second = "", time = ""] = short
    return isDay(Number(first), Number(second), year) ?
      datedText(`${first}/${second}/${year}`, time) :
      {
        text: `${first}/1/${Number(second) < 30 ? 2000 + Number(second) : 1900 + Number(second)}${time}`,
        format: "mmm-yy"
      }
  }
  const dayFirst = dayAndMonth.exec(text)
  if (dayFirst !== null) return datedText(`${dayFirst[1]}-${dayFirst[2]}-${year}`, dayFirst[3])
  const monthFirst = monthAndDay.exec(text)
  if (monthFirst !== null && Number(monthFirst[2]) >= 1 && Number(monthFirst[2]) <= 31) {
    return datedText(`${monthFirst[2]}-${monthFirst[1]}-${year}`, monthFirst[3])
  }
  return undefined
}

const datedText = (date: string, time = "") => ({ text: date + time, format: time === "" ? "d-mmm" : "m/d/yyyy h:mm" })

const isDay = (month: number, day: number, year: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)

const currencyFormats: Readonly<Record<string, string>> = { "€": "[$€-2] ", "£": "[$£-809]", "¥": "[$¥-411]" }

const splitCurrency = (text: string): readonly [sign: string | undefined, amount: string] => {
  const sign = Object.keys(currencyFormats).find((each) => text.includes(each))
  return sign === undefined ? [undefined, text] : [sign, text.replace(sign, "")]
}

const currencyFormat = (sign: string, amount: string): string => {
  const digits = amount.includes(".") ? "#,##0.00" : "#,##0"
  const code = `${currencyFormats[sign] ?? ""}${digits}`
  return `${code};[Red]-${code}`
}
