/**
 * Values in the cache of a pivot table: blanks, numbers, logical values, errors, texts and dates.
 *
 * @since 0.1.0
 */
import * as Xml from "../../package/Xml.js"
import * as XmlTree from "../../package/XmlTree.js"
import { dayOf, isSerial, serialOf } from "../../value/Calendar.js"
import { CellError, errorFromText, type Scalar } from "../../value/Value.js"

/** A value. `kind` is the name of its element, `text` is the content of the attribute `v`. */
export interface PivotValue {
  readonly kind: "m" | "n" | "b" | "e" | "s" | "d"
  readonly text: string
  /** The value of a cell. A date is its serial number. */
  readonly value: Scalar
  /** Equal for values that are one item of a field. Texts are compared without regard to case. */
  readonly key: string
}

const make = (kind: PivotValue["kind"], text: string, value: Scalar): PivotValue => ({
  kind,
  text,
  value,
  key: `${kind}:${kind === "s" ? text.toLowerCase() : text}`
})

const blank = make("m", "", null)

const two = (part: number): string => String(part).padStart(2, "0")

/** Excel writes a time without a date in this day. The day with the serial number 60 did not exist. */
const dayZero = { year: 1899, month: 12, day: 30 }

const isoDate = (serial: number, date1904: boolean): string | undefined => {
  const seconds = Math.round(serial * 86_400)
  const days = Math.floor(seconds / 86_400)
  const day = days === 0 && !date1904
    ? dayZero
    : isSerial(days, date1904) && !(days === 60 && !date1904)
    ? dayOf(days, date1904)
    : undefined
  if (day === undefined) return undefined
  const time = seconds - days * 86_400
  return `${String(day.year).padStart(4, "0")}-${two(day.month)}-${two(day.day)}T${two(Math.floor(time / 3600))}:${
    two(Math.floor(time / 60) % 60)
  }:${two(time % 60)}`
}

const serialOfIso = (text: string, date1904: boolean): number => {
  const [year = 1900, month = 1, day = 1, hours = 0, minutes = 0, seconds = 0] = text.split(/[-T:Z]/).map(Number)
  const days = year < 1900 && !date1904 ? 0 : serialOf(year, month, day, date1904)
  return days + (hours * 3600 + minutes * 60 + seconds) / 86_400
}

/** Returns the value of a cell. `isDate` is whether the number format of the cell displays a date. */
export const ofCell = (value: Scalar, isDate: boolean, date1904: boolean): PivotValue => {
  if (value === null) return blank
  if (typeof value === "string") return make("s", value, value)
  if (typeof value === "boolean") return make("b", value ? "1" : "0", value)
  if (value instanceof CellError) return make("e", value.code, value)
  const date = isDate ? isoDate(value, date1904) : undefined
  return date === undefined ? make("n", String(value), value) : make("d", date, value)
}

/** Returns the value of an element, or `undefined` if the element is not a value. */
export const parse = (node: XmlTree.Node, date1904: boolean): PivotValue | undefined => {
  const text = Xml.decodeXstring(XmlTree.attribute(node, "v") ?? "")
  switch (node.name) {
    case "m":
      return blank
    case "n":
      return make("n", String(Number(text)), Number(text))
    case "b":
      return text === "1" || text === "true" ? make("b", "1", true) : make("b", "0", false)
    case "e":
      return make("e", text, errorFromText(text) ?? CellError.of("#UNKNOWN!"))
    case "s":
      return make("s", text, text)
    case "d":
      return make("d", text, serialOfIso(text, date1904))
    default:
      return undefined
  }
}

/** Returns the XML of a value. */
export const xml = ({ kind, text }: PivotValue, prefix: string): string =>
  kind === "m" ? `<${prefix}m/>` : `<${prefix}${kind} v="${Xml.encodeAttribute(Xml.encodeXstring(text))}"/>`

/** The attributes of `sharedItems` that describe the values of a field. An attribute is left out for its default. */
export const description = (
  values: Iterable<PivotValue>
): Readonly<Record<string, string | undefined>> => {
  let [hasBlank, hasText, hasLongText, isWhole] = [false, false, false, true]
  let [least, greatest] = [Infinity, -Infinity]
  let [first, last] = ["", ""]
  for (const { kind, text, value } of values) {
    if (kind === "m") hasBlank = true
    else if (kind === "n") {
      const number = Number(value)
      isWhole &&= Number.isInteger(number)
      least = Math.min(least, number)
      greatest = Math.max(greatest, number)
    } else if (kind === "d") {
      first = first === "" || text < first ? text : first
      last = text > last ? text : last
    } else {
      hasText = true
      hasLongText ||= text.length > 255
    }
  }
  const [hasNumber, hasDate] = [least <= greatest, first !== ""]
  const isEmpty = !hasBlank && !hasText && !hasNumber && !hasDate
  const yes = (is: boolean): string | undefined => is ? "1" : undefined
  const no = (is: boolean): string | undefined => is ? undefined : "0"
  return {
    containsSemiMixedTypes: no(isEmpty || hasText || hasBlank),
    containsNonDate: no(isEmpty || hasText || hasNumber),
    containsDate: yes(hasDate),
    containsString: no(isEmpty || hasText),
    containsBlank: yes(hasBlank),
    containsMixedTypes: yes(Number(hasText) + Number(hasNumber) + Number(hasDate) > 1),
    containsNumber: yes(hasNumber),
    containsInteger: yes(hasNumber && isWhole),
    minValue: hasNumber ? String(least) : undefined,
    maxValue: hasNumber ? String(greatest) : undefined,
    minDate: hasDate ? first : undefined,
    maxDate: hasDate ? last : undefined,
    longText: yes(hasLongText)
  }
}
