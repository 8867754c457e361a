/**
 * Parses and formats the text of a reference in .xlsx files: `'Sheet 1'!$A$1:B2`.
 *
 * @since 0.1.0
 */
import { columnIndex, columnName, quoteSheet } from "@effect-workbook/schema/Address"
import { maxColumn, maxRow } from "@effect-workbook/schema/Area"
import * as Option from "effect/Option"

/** The bounds of a reference: zero-based inclusive coordinates, and whether each has a `$`. */
export interface Bounds {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
  readonly topAbsolute: boolean
  readonly leftAbsolute: boolean
  readonly bottomAbsolute: boolean
  readonly rightAbsolute: boolean
  /** `cell` is `A1`, `range` is `A1:B2`, `columns` is `A:B`, `rows` is `1:2`. */
  readonly form: "cell" | "range" | "columns" | "rows"
}

/**
 * The part of a reference before the `!`. `workbook` is the number of a linked workbook. `first` is the sheet; in a 3-D
 * reference `first` and `last` are the first and the last sheet.
 */
export interface Prefix {
  readonly workbook: string | undefined
  readonly first: string | undefined
  readonly last: string | undefined
}

export const noPrefix: Prefix = { workbook: undefined, first: undefined, last: undefined }

/** Returns infinity, which is out of range, for letters that are not a column. */
const parseColumn = (letters: string): number => Option.getOrElse(columnIndex(letters), () => Number.POSITIVE_INFINITY)

const cellPattern = /^(\$?)([A-Za-z]{1,3})(\$?)([1-9]\d{0,6})$/
const columnPattern = /^(\$?)([A-Za-z]{1,3})$/
const rowPattern = /^(\$?)([1-9]\d{0,6})$/

const parseCell = (text: string): Bounds | undefined => {
  const match = cellPattern.exec(text)
  if (match === null) return undefined
  const column = parseColumn(match[2] ?? "")
  const row = Number(match[4]) - 1
  if (column > maxColumn || row > maxRow) return undefined
  const leftAbsolute = match[1] === "$"
  const topAbsolute = match[3] === "$"
  return {
    top: row,
    left: column,
    bottom: row,
    right: column,
    topAbsolute,
    leftAbsolute,
    bottomAbsolute: topAbsolute,
    rightAbsolute: leftAbsolute,
    form: "cell"
  }
}

/** Parses `A1`, `$A$1:B2`, `A:C` or `2:5`. The corners may be in any order. */
export const parseBounds = (text: string): Bounds | undefined => {
  const colon = text.indexOf(":")
  if (colon < 0) return parseCell(text)
  const first = text.slice(0, colon).replace(/\.$/, "")
  const second = text.slice(colon + 1).replace(/^\./, "")
  const from = parseCell(first)
  const to = parseCell(second)
  if (from !== undefined && to !== undefined) return orderCorners(from, to, "range")
  const fromColumn = columnPattern.exec(first)
  const toColumn = columnPattern.exec(second)
  if (fromColumn !== null && toColumn !== null) {
    return orderCorners(wholeColumn(fromColumn), wholeColumn(toColumn), "columns")
  }
  const fromRow = rowPattern.exec(first)
  const toRow = rowPattern.exec(second)
  if (fromRow !== null && toRow !== null) return orderCorners(wholeRow(fromRow), wholeRow(toRow), "rows")
  return undefined
}

const wholeColumn = (match: RegExpExecArray): Bounds => {
  const index = parseColumn(match[2] ?? "")
  const absolute = match[1] === "$"
  return {
    top: 0,
    left: index,
    bottom: maxRow,
    right: index,
    topAbsolute: true,
    leftAbsolute: absolute,
    bottomAbsolute: true,
    rightAbsolute: absolute,
    form: "columns"
  }
}

const wholeRow = (match: RegExpExecArray): Bounds => {
  const index = Number(match[2]) - 1
  const absolute = match[1] === "$"
  return {
    top: index,
    left: 0,
    bottom: index,
    right: maxColumn,
    topAbsolute: absolute,
    leftAbsolute: true,
    bottomAbsolute: absolute,
    rightAbsolute: true,
    form: "rows"
  }
}

const orderCorners = (from: Bounds, to: Bounds, form: Bounds["form"]): Bounds | undefined => {
  const [upper, lower] = from.top <= to.top ? [from, to] : [to, from]
  const [before, after] = from.left <= to.left ? [from, to] : [to, from]
  if (lower.bottom > maxRow || after.right > maxColumn) return undefined
  return {
    top: upper.top,
    topAbsolute: upper.topAbsolute,
    bottom: lower.bottom,
    bottomAbsolute: lower.bottomAbsolute,
    left: before.left,
    leftAbsolute: before.leftAbsolute,
    right: after.right,
    rightAbsolute: after.rightAbsolute,
    form
  }
}

/** Formats bounds with their `$` signs. */
export const formatBounds = (bounds: Bounds): string => {
  const left = `${bounds.leftAbsolute ? "$" : ""}${columnName(bounds.left)}`
  const right = `${bounds.rightAbsolute ? "$" : ""}${columnName(bounds.right)}`
  const top = `${bounds.topAbsolute ? "$" : ""}${bounds.top + 1}`
  const bottom = `${bounds.bottomAbsolute ? "$" : ""}${bounds.bottom + 1}`
  switch (bounds.form) {
    case "cell":
      return left + top
    case "columns":
      return `${left}:${right}`
    case "rows":
      return `${top}:${bottom}`
    case "range":
      return `${left}${top}:${right}${bottom}`
  }
}

/**
 * Splits `'Sheet 1'!A1` into the text before the `!` and the text after it. The prefix is `undefined` without a `!`.
 */
export const splitPrefix = (text: string): readonly [prefix: string | undefined, rest: string] => {
  if (text.startsWith("'")) {
    let end = 1
    while (end < text.length && (text[end] !== "'" || text[end + 1] === "'")) end += text[end] === "'" ? 2 : 1
    const mark = text.indexOf("!", end)
    return mark < 0 ? [undefined, text] : [text.slice(0, mark), text.slice(mark + 1)]
  }
  const bracket = text.indexOf("[")
  const mark = text.indexOf("!")
  if (mark < 0 || (bracket > 0 && bracket < mark)) return [undefined, text]
  return [text.slice(0, mark), text.slice(mark + 1)]
}

/** Parses the part before the `!`: `Sheet1`, `'It''s'`, `Sheet1:Sheet3`, `[1]Sheet1`, `[1]`. */
export const parsePrefix = (text: string): Prefix => {
  const unquoted = text.replace(/'((?:[^']|'')*)'/g, (_, inner: string) => inner.replaceAll("''", "'"))
  const bracket = /^\[([^\]]*)\]/.exec(unquoted)
  const sheets = bracket === null ? unquoted : unquoted.slice(bracket[0].length)
  const colon = sheets.indexOf(":")
  return {
    // `[0]` is the workbook that contains the formula.
    workbook: bracket?.[1] === "0" ? undefined : bracket?.[1],
    first: (colon < 0 ? sheets : sheets.slice(0, colon)) || undefined,
    last: colon < 0 ? undefined : sheets.slice(colon + 1)
  }
}

const needsQuotes = (name: string): boolean => quoteSheet(name) !== name

/** Formats a prefix without the `!`, with quotes if Excel requires them. */
export const formatPrefix = (prefix: Prefix): string => {
  const sheets = [prefix.first, prefix.last].filter((name) => name !== undefined)
  const text = (prefix.workbook === undefined ? "" : `[${prefix.workbook}]`) + sheets.join(":")
  return sheets.some(needsQuotes) ? `'${text.replaceAll("'", "''")}'` : text
}
