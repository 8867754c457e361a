/**
 * Parses the cells of a row from the XML of a worksheet.
 *
 * @since 0.1.0
 */
import { type Area, maxColumn } from "@effect-workbook/schema/Area"
import * as Xml from "../../package/Xml.js"
import { serialOf } from "../../value/Calendar.js"
import { CellError, errorFromText, type Scalar } from "../../value/Value.js"
import * as A1Reference from "../A1Reference.js"
import * as SharedStrings from "../SharedStrings.js"
import * as Row from "./Row.js"

/** The input for parsing cells. */
export interface Context {
  readonly source: string
  /** The prefix of the sheet's elements with its colon, or `""`. */
  readonly prefix: string
  readonly strings: ReadonlyArray<string>
  readonly date1904: boolean
}

/** Parses an error code. An unknown code becomes `#UNKNOWN!`. */
const parseError = (code: string): CellError => errorFromText(code) ?? CellError.of("#UNKNOWN!")

const Slash = 47
const Equals = 61
const GreaterThan = 62

const powersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]

/** Parses the number between two offsets. Most numbers are short decimals, which are parsed without a substring. */
export const parseNumber = (source: string, from: number, to: number): number | null => {
  let mantissa = 0
  let decimals = -1
  let at = from
  const negative = source.charCodeAt(at) === 45
  if (negative) at++
  if (to - at <= 16 && to > at) {
    for (; at < to; at++) {
      const digit = source.charCodeAt(at) - 48
      if (digit >= 0 && digit <= 9) {
        mantissa = mantissa * 10 + digit
        if (decimals >= 0) decimals++
      } else if (digit === -2 && decimals < 0) decimals = 0
      else break
    }
    if (at === to && mantissa <= Number.MAX_SAFE_INTEGER) {
      // Both operands are exact, so the quotient is the nearest double.
      const value = decimals > 0 ? mantissa / (powersOfTen[decimals] ?? 1) : mantissa
      return negative ? -value : value
    }
  }
  const text = source.slice(from, to).trim()
  if (text === "") return null
  const value = Number(text)
  return Number.isFinite(value) ? value : null
}

/** Converts an ISO 8601 date, time or both (`t="d"`) to a serial number. */
const parseIsoDate = (text: string, date1904: boolean): number | null => {
  const match = /^(?:(\d{4})-(\d\d)-(\d\d))?T?(?:(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?)?Z?$/.exec(text.trim())
  if (match === null || text.trim() === "") return null
  const time = (Number(match[4] ?? 0) * 3600 + Number(match[5] ?? 0) * 60 + Number(match[6] ?? 0)) / 86_400
  if (match[1] === undefined) return time
  return serialOf(Number(match[1]), Number(match[2]), Number(match[3]), date1904) + time
}

const parseArea = (tag: string): Area =>
  A1Reference.parse(Xml.attribute(tag, "ref") ?? "") ?? { top: 0, left: 0, bottom: 0, right: 0 }

const readFormula = (context: Context, element: Xml.Element, dynamic: boolean): Row.Formula | undefined => {
  const { source } = context
  const text = Xml.decodeXstring(Xml.content(source, element.contentStart, element.contentEnd))
  if (element.contentStart - element.start === context.prefix.length + 3) return text
  const tag = Xml.startTag(source, element)
  switch (Xml.attribute(tag, "t")) {
    case "shared":
      return {
        kind: "shared",
        group: Number(Xml.attribute(tag, "si") ?? 0),
        area: parseArea(tag),
        text: text === "" ? undefined : text
      }
    case "array":
      return { kind: "array", area: parseArea(tag), text, dynamic }
    case "dataTable":
      return { kind: "dataTable", area: parseArea(tag), tag: Xml.toStartTag(tag) }
    default:
      return text === "" ? undefined : text
  }
}

const parseValue = (context: Context, type: string, from: number, to: number): Scalar => {
  const { source } = context
  switch (type) {
    case "n":
      return parseNumber(source, from, to)
    case "s":
      return context.strings[parseNumber(source, from, to) ?? -1] ?? ""
    case "b": {
      const text = source.slice(from, to).trim()
      return text === "1" || text === "true"
    }
    case "e":
      return parseError(Xml.content(source, from, to))
    case "d":
      return parseIsoDate(Xml.content(source, from, to), context.date1904)
    default:
      return Xml.decodeXstring(Xml.content(source, from, to))
  }
}

/** The attributes of a cell's start tag. `end` is the offset after the tag. */
interface CellTag {
  column: number
  style: number
  type: string
  hasCellMetadata: boolean
  end: number
}

/** The result of `readTag`. One object is used for all cells, so it is valid only until the next call. */
const sharedTag: CellTag = { column: 0, style: 0, type: "n", hasCellMetadata: false, end: 0 }

const readTag = (source: string, from: number, nextColumn: number): CellTag => {
  sharedTag.column = nextColumn
  sharedTag.style = 0
  sharedTag.type = "n"
  sharedTag.hasCellMetadata = false
  let at = from
  while (at < source.length) {
    let code = source.charCodeAt(at)
    if (code === GreaterThan) break
    if (code <= 32 || code === Slash) {
      at++
      continue
    }
    const nameStart = at
    while (at < source.length && source.charCodeAt(at) !== Equals && source.charCodeAt(at) !== GreaterThan) at++
    const name = at - nameStart === 1 ? source.charCodeAt(nameStart) : 0
    if (at - nameStart === 2 && source.startsWith("cm", nameStart)) sharedTag.hasCellMetadata = true
    at++
    while (source.charCodeAt(at) <= 32) at++
    const quote = source.charCodeAt(at) === 39 ? "'" : "\""
    const valueStart = at + 1
    at = source.indexOf(quote, valueStart)
    if (at < 0) at = source.length
    if (name === 114 /* r */) {
      let column = 0
      for (let letter = valueStart; letter < at; letter++) {
        code = source.charCodeAt(letter)
        if (code < 65) break
        column = column * 26 + (code & 31)
      }
      if (column > 0 && column <= maxColumn + 1) sharedTag.column = column - 1
    } else if (name === 115 /* s */) sharedTag.style = parseNumber(source, valueStart, at) ?? 0
    else if (name === 116 /* t */) sharedTag.type = source.slice(valueStart, at)
    at++
  }
  sharedTag.end = Math.min(source.length, at + 1)
  return sharedTag
}

const indexOrEnd = (source: string, mark: string, from: number): number => {
  const at = source.indexOf(mark, from)
  return at < 0 ? source.length : at
}

/** Parses the cells between two offsets, which are the bounds of a row's content. */
export const read = (context: Context, from: number, to: number): Row.Cells => {
  const { prefix, source } = context
  const cells = Row.emptyCells()
  const nameOffset = 1 + prefix.length
  const closing = `</${prefix}c>`
  const valueTag = `<${prefix}v>`
  let sorted = true
  let column = -1
  let at = source.indexOf("<", from)
  while (at >= 0 && at < to) {
    const boundary = source.charCodeAt(at + nameOffset + 1)
    if (
      source.charCodeAt(at + nameOffset) !== 99 || (boundary > 32 && boundary !== Slash && boundary !== GreaterThan)
    ) {
      const tag = Xml.nextTag(source, at)
      if (tag === undefined || tag.kind === "end") break
      at = source.indexOf("<", Xml.elementOf(source, tag).end)
      continue
    }
    const tag = readTag(source, at + nameOffset + 1, column + 1)
    if (tag.column <= column) sorted = false
    column = tag.column
    const position = cells.columns.push(column) - 1
    cells.styles.push(tag.style)
    cells.sources.push(at)
    cells.values.push(null)
    let next = tag.end
    if (source.charCodeAt(next - 2) !== Slash) {
      if (source.startsWith(valueTag, next)) {
        const start = next + valueTag.length
        const end = indexOrEnd(source, "<", start)
        cells.values[position] = parseValue(context, tag.type, start, end)
        next = end + valueTag.length + 1
        if (!source.startsWith(closing, next)) next = readContent(context, cells, position, start - valueTag.length)
        else next += closing.length
      } else if (source.startsWith(closing, next)) next += closing.length
      else next = readContent(context, cells, position, next)
    }
    at = source.indexOf("<", next)
  }
  return sorted ? cells : sortByColumn(cells)
}

/** Parses the content of a cell with a formula or an inline string. Returns the offset after the cell. */
const readContent = (context: Context, cells: Row.Cells, position: number, from: number): number => {
  const { source } = context
  const { hasCellMetadata, type } = sharedTag
  let at = from
  while (true) {
    const tag = Xml.nextTag(source, at)
    if (tag === undefined) return source.length
    if (tag.kind === "end") return tag.end
    const element = Xml.elementOf(source, tag)
    at = element.end
    if (element.name === "v") {
      cells.values[position] = parseValue(context, type, element.contentStart, element.contentEnd)
    } else if (element.name === "f") Row.setFormula(cells, position, readFormula(context, element, hasCellMetadata))
    else if (element.name === "is") {
      cells.values[position] = SharedStrings.plainText(source, element.contentStart, element.contentEnd)
    }
  }
}

/** Sorts cells by column. If a column has two cells, the second one is used. */
const sortByColumn = (cells: Row.Cells): Row.Cells => {
  const ordered = Row.emptyCells()
  for (let position = 0; position < cells.columns.length; position++) {
    const at = Row.getOrInsert(ordered, cells.columns[position] ?? 0, 0)
    ordered.values[at] = cells.values[position] ?? null
    ordered.styles[at] = cells.styles[position] ?? 0
    ordered.sources[at] = cells.sources[position] ?? Row.noSource
    Row.setFormula(ordered, at, cells.formulas?.[position])
  }
  return ordered
}
