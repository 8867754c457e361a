/**
 * Converts and compares values by the rules of Excel.
 *
 * @since 0.1.0
 */
import { parseNumber as readNumber } from "../format/Input.js"
import { yearOf } from "../value/Calendar.js"
import { type CellError, isError, type Scalar, VALUE } from "../value/Value.js"
import * as Work from "../Work.js"
import type { Context } from "./Context.js"

/** The part of the context that is needed to parse a date: the date system and the current year. */
export interface DateContext {
  readonly host: Pick<Context["host"], "date1904" | "now">
}

const plainNumber = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/

/** Parses text as a number, date or time, or returns `undefined` if it is none of them. */
export const numberFromText = (text: string, context: DateContext): number | undefined => {
  Work.spend(20 + (text.length >> 2))
  if (plainNumber.test(text)) {
    const plain = Number(text)
    return Number.isFinite(plain) ? plain : undefined
  }
  return readNumber(text, { date1904: context.host.date1904, year: currentYear(context) })?.value
}

/** Returns the current calendar year. */
export const currentYear = ({ host }: DateContext): number => yearOf(host.now(), host.date1904)

/** Converts a value to a number: blank is 0, `TRUE` is 1, text is parsed as if it were typed. */
export const toNumber = (value: Scalar, context: DateContext): number | CellError => {
  if (typeof value === "number") return value
  if (value === null) return 0
  if (typeof value === "boolean") return value ? 1 : 0
  if (typeof value === "string") return numberFromText(value, context) ?? VALUE
  return value
}

/** Converts a value to a logical value. The only accepted texts are `TRUE` and `FALSE`. */
export const toLogical = (value: Scalar): boolean | CellError => {
  if (typeof value === "boolean") return value
  if (value === null) return false
  if (typeof value === "number") return value !== 0
  if (typeof value !== "string") return value
  const text = value.toUpperCase()
  return text === "TRUE" ? true : text === "FALSE" ? false : VALUE
}

/** Converts a value to text. A number has up to fifteen significant digits. */
export const toText = (value: Scalar): string | CellError => {
  if (typeof value === "string") {
    Work.spendOnText(value.length)
    return value
  }
  if (value === null) return ""
  if (typeof value === "number") return numberToText(value)
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE"
  return value
}

/** Converts a number to text with fifteen significant digits, and with an exponent from 1E+21 on and below 1E-9. */
export const numberToText = (value: number): string => {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value)
  const rounded = Number(value.toPrecision(15))
  const size = Math.abs(rounded)
  if (rounded !== 0 && (size >= 1e21 || size < 1e-9)) {
    return rounded.toExponential().toUpperCase().replace(/E([+-])(\d)$/, "E$10$2")
  }
  const text = String(rounded)
  return text.includes("e") ? withoutExponent(rounded) : text
}

/** Converts a number below 1 to text without an exponent. */
const withoutExponent = (value: number): string => {
  const [mantissa = "", exponent = "0"] = value.toExponential().split("e")
  const digits = mantissa.replace(/[-.]/g, "")
  return `${value < 0 ? "-" : ""}0.${"0".repeat(-Number(exponent) - 1)}${digits}`
}

/** Excel treats numbers as equal if their first fifteen digits are the same. */
export const sameNumber = (left: number, right: number): boolean => {
  if (left === right) return true
  if (Math.abs(left - right) > Math.abs(left) * 1e-14) return false
  return left.toPrecision(15) === right.toPrecision(15)
}

const collator = new Intl.Collator("en", { sensitivity: "accent" })
const plainAscii = /^[a-z0-9 ]*$/

export const compareText = (left: string, right: string): number => {
  Work.spendOnText(left.length + right.length)
  const [first, second] = [left.toLowerCase(), right.toLowerCase()]
  if (first === second) return 0
  if (plainAscii.test(first) && plainAscii.test(second)) return first < second ? -1 : 1
  return collator.compare(first, second) || (first < second ? -1 : 1)
}

/** Numbers are less than texts, and texts are less than logical values. */
export const typeOrder = (value: Scalar): number => typeof value === "number" ? 0 : typeof value === "string" ? 1 : 2

/**
 * Compares two values that are not errors. A blank equals 0, `""` or `FALSE`, depending on the type of the other value.
 */
export const compare = (left: Scalar, right: Scalar): number => {
  if (typeof left === "number" && typeof right === "number") return sameNumber(left, right) ? 0 : left - right
  const first = left === null ? zeroLike(right) : left
  const second = right === null ? zeroLike(left) : right
  if (isError(first) || isError(second)) return 0
  if (typeOrder(first) !== typeOrder(second)) return typeOrder(first) - typeOrder(second)
  if (typeof first === "string" && typeof second === "string") return compareText(first, second)
  return Number(first) - Number(second)
}

const zeroLike = (other: Scalar): Scalar => typeof other === "string" ? "" : typeof other === "boolean" ? false : 0
