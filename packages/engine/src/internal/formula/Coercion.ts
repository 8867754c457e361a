/**
 * How Excel turns one kind of value into another, and how it compares values.
 *
 * @since 0.1.0
 */
import { number as readNumber } from "../format/Input.js"
import { yearOf } from "./Calendar.js"
import type { Context } from "./Context.js"
import { type CellError, isError, type Scalar, VALUE } from "./Value.js"
import * as Work from "./Work.js"

/** The part of the context that reading a date out of a text needs. */
export type Clock = Pick<Context, "host">

const plainNumber = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/

/** Parses a text as a number for an argument that has to be a number; `undefined` if that fails. */
export const numberFromText = (text: string, clock: Clock): number | undefined => {
  Work.spend(20 + (text.length >> 2))
  if (plainNumber.test(text)) {
    const plain = Number(text)
    return Number.isFinite(plain) ? plain : undefined
  }
  return readNumber(text, { date1904: clock.host.date1904, year: currentYear(clock) })?.value
}

/** The calendar year of the present moment. */
export const currentYear = ({ host }: Clock): number => yearOf(host.now(), host.date1904)

/** A number out of any value: blank is 0, `TRUE` is 1, text is read as a user would type it. */
export const toNumber = (value: Scalar, clock: Clock): number | CellError => {
  if (typeof value === "number") return value
  if (value === null) return 0
  if (typeof value === "boolean") return value ? 1 : 0
  if (typeof value === "string") return numberFromText(value, clock) ?? VALUE
  return value
}

/** A logical value out of any value; of texts only `TRUE` and `FALSE`. */
export const toLogical = (value: Scalar): boolean | CellError => {
  if (typeof value === "boolean") return value
  if (value === null) return false
  if (typeof value === "number") return value !== 0
  if (typeof value !== "string") return value
  const text = value.toUpperCase()
  return text === "TRUE" ? true : text === "FALSE" ? false : VALUE
}

/** A text out of any value; numbers in General format with up to fifteen digits. */
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

/** Fifteen significant digits; an exponent from 1E+21 on, and below 1E-9 where the digits would not fit. */
export const numberToText = (value: number): string => {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value)
  const rounded = Number(value.toPrecision(15))
  const size = Math.abs(rounded)
  if (rounded !== 0 && (size >= 1e21 || size < 1e-9)) {
    return rounded.toExponential().toUpperCase().replace(/E([+-])(\d)$/, "E$10$2")
  }
  const text = String(rounded)
  return text.includes("e") ? decimal(rounded) : text
}

/** The digits of a small number without an exponent. */
const decimal = (value: number): string => {
  const [mantissa = "", exponent = "0"] = value.toExponential().split("e")
  const digits = mantissa.replace(/[-.]/g, "")
  return `${value < 0 ? "-" : ""}0.${"0".repeat(-Number(exponent) - 1)}${digits}`
}

/** Numbers that agree in fifteen digits are equal to Excel. */
export const sameNumber = (left: number, right: number): boolean => {
  if (left === right) return true
  if (Math.abs(left - right) > Math.abs(left) * 1e-14) return false
  return left.toPrecision(15) === right.toPrecision(15)
}

const collator = new Intl.Collator("en", { sensitivity: "accent" })
const simple = /^[a-z0-9 ]*$/

export const compareText = (left: string, right: string): number => {
  Work.spendOnText(left.length + right.length)
  const [first, second] = [left.toLowerCase(), right.toLowerCase()]
  if (first === second) return 0
  if (simple.test(first) && simple.test(second)) return first < second ? -1 : 1
  return collator.compare(first, second) || (first < second ? -1 : 1)
}

/** Numbers come before texts, texts before logical values. */
export const rank = (value: Scalar): number => typeof value === "number" ? 0 : typeof value === "string" ? 1 : 2

/** Order of two values that are not errors; a blank is the zero of the other's kind. */
export const compare = (left: Scalar, right: Scalar): number => {
  if (typeof left === "number" && typeof right === "number") return sameNumber(left, right) ? 0 : left - right
  const first = left === null ? zeroLike(right) : left
  const second = right === null ? zeroLike(left) : right
  if (isError(first) || isError(second)) return 0
  if (rank(first) !== rank(second)) return rank(first) - rank(second)
  if (typeof first === "string" && typeof second === "string") return compareText(first, second)
  return Number(first) - Number(second)
}

const zeroLike = (other: Scalar): Scalar => typeof other === "string" ? "" : typeof other === "boolean" ? false : 0
