/**
 * Lookup functions, and functions that return references.
 *
 * @since 0.1.0
 */
import { columnName } from "@effect-workbook/schema/Address"
import { columnCount, maxColumn, maxRow, rowCount } from "@effect-workbook/schema/Area"
import {
  type CellError,
  isError,
  Matrix,
  NA,
  REF,
  Reference,
  type Scalar,
  VALUE,
  type Value
} from "../../value/Value.js"
import * as Work from "../../Work.js"
import { compare, toText } from "../Coercion.js"
import type { Context } from "../Context.js"
import {
  defaulted,
  define,
  defineWithContext,
  type Functions,
  integer,
  localReference,
  logical,
  number,
  optional,
  reference,
  scalar,
  text,
  value
} from "../Definition.js"
import { toScalar } from "../Dereference.js"
import { toDisplay } from "../FormulaNotation.js"
import { formatPrefix, noPrefix, splitPrefix } from "../ReferenceText.js"
import { bisect, columnVector, findExact, nearest, rowVector, scan, sizeOf, type Vector, vector } from "./search.js"

const match = defineWithContext([scalar, value, optional(number, 1)], (context, lookupValue, range, mode) => {
  const list = vector(context, range)
  if (isError(list)) return list
  const at = mode === 0 ?
    findExact(lookupValue, list, 1, true) :
    bisect(lookupValue, list, mode > 0 ? "ascending" : "descending")
  return at < 0 ? NA : at + 1
})

/** `VLOOKUP` searches the first column, `HLOOKUP` the first row. */
const tableLookup = (
  keys: (context: Context, table: Value) => Vector | CellError,
  lines: (size: { readonly rows: number; readonly columns: number }) => number,
  pick: (context: Context, table: Value, line: number, at: number) => Scalar
) =>
  defineWithContext(
    [scalar, value, integer, optional(logical, true)],
    (context, lookupValue, table, line, approximate) => {
      if (typeof table === "string") return VALUE
      const list = keys(context, table)
      const size = sizeOf(table)
      if (isError(list)) return list
      if (isError(size)) return size
      if (line < 1) return VALUE
      if (line > lines(size)) return REF
      const at = approximate ? bisect(lookupValue, list, "ascending") : findExact(lookupValue, list, 1, true)
      return at < 0 ? NA : pick(context, table, line - 1, at)
    }
  )

const elementAt = (list: Vector | CellError, at: number): Scalar => isError(list) ? list : list.at(at)

const lookup = defineWithContext([scalar, value, optional(value)], (context, lookupValue, range, results) => {
  const size = sizeOf(range)
  if (isError(size)) return size
  const alongRow = results === undefined ? size.columns > size.rows : size.rows === 1
  const keys = alongRow ? rowVector(context, range) : columnVector(context, range)
  if (isError(keys)) return keys
  const at = bisect(lookupValue, keys, "ascending")
  if (at < 0) return NA
  if (results === undefined) {
    return elementAt(
      alongRow ? rowVector(context, range, size.rows - 1) : columnVector(context, range, size.columns - 1),
      at
    )
  }
  const list = vector(context, results)
  if (isError(list)) return list
  return at < list.length ? list.at(at) : NA
})

/** Returns the index of the match for `XLOOKUP` and `XMATCH`; -1 if there is none. */
const findMatch = (lookupValue: Scalar, list: Vector, mode: number, search: number): number | CellError => {
  if (![-1, 0, 1, 2].includes(mode) || ![-2, -1, 1, 2].includes(search)) return VALUE
  const step = search === -1 ? -1 : 1
  if (lookupValue === null && list.used < list.length) return exactMatch(lookupValue, list, step, false)
  if (mode === 2 && Math.abs(search) === 2) return VALUE
  if (Math.abs(search) === 2 && mode !== 2) {
    return bisectMatch(lookupValue, list, mode, search === 2 ? "ascending" : "descending")
  }
  if (mode === 0 || mode === 2) return exactMatch(lookupValue, list, step, mode === 2)
  return nearest(lookupValue, list, mode === -1 ? "below" : "above", step)
}

/** In `XLOOKUP` and `XMATCH` a blank value matches blank cells. */
const exactMatch = (lookupValue: Scalar, list: Vector, step: 1 | -1, wildcards: boolean): number => {
  if (lookupValue !== null) return findExact(lookupValue, list, step, wildcards)
  const at = scan(list, step, (value) => value === null)
  return at < 0 && list.used < list.length ? list.used : at
}

const anyType = (element: Scalar): boolean => element !== null && !isError(element)

const firstEqual = (from: number, equals: (index: number) => boolean): number => {
  let first = from
  while (equals(first - 1)) {
    Work.spend(1)
    first--
  }
  return first
}

const bisectMatch = (lookupValue: Scalar, list: Vector, mode: number, order: "ascending" | "descending"): number => {
  const at = bisect(lookupValue, list, order, anyType)
  const equals = (index: number) => index >= 0 && compare(list.at(index), lookupValue) === 0
  if (equals(at)) return order === "ascending" ? firstEqual(at, equals) : at
  if (mode === 0) return -1
  const wantsSmallerIndex = (mode === -1) === (order === "ascending")
  return wantsSmallerIndex ? at : at + 1 < list.used ? at + 1 : -1
}

const xmatch = defineWithContext(
  [scalar, value, defaulted(integer, 0), defaulted(integer, 1)],
  (context, lookupValue, range, mode, search) => {
    const list = vector(context, range)
    if (isError(list)) return list === NA ? VALUE : list
    const at = findMatch(lookupValue, list, mode, search)
    return isError(at) ? at : at < 0 ? NA : at + 1
  }
)

const xlookup = defineWithContext(
  [scalar, value, value, defaulted(value), defaulted(integer, 0), defaulted(integer, 1)],
  (context, lookupValue, range, results, ifNotFound, mode, search) => {
    const list = vector(context, range)
    const keys = sizeOf(range)
    const size = sizeOf(results)
    if (isError(list)) return list === NA ? VALUE : list
    if (isError(keys)) return keys
    if (isError(size)) return size
    const vertical = keys.columns === 1
    if (vertical ? size.rows !== keys.rows : size.columns !== keys.columns) return VALUE
    const at = findMatch(lookupValue, list, mode, search)
    if (isError(at)) return at
    if (at < 0) return ifNotFound ?? NA
    return vertical ? part(results, at, undefined) : part(results, undefined, at)
  }
)

/** Returns a row, a column or an element. The part of a reference is a reference. */
const part = (value: Value, row: number | undefined, column: number | undefined): Value => {
  if (value instanceof Reference) {
    const area = value.single
    if (area === undefined) return VALUE
    return Reference.of({
      sheet: area.sheet,
      top: row === undefined ? area.top : area.top + row,
      bottom: row === undefined ? area.bottom : area.top + row,
      left: column === undefined ? area.left : area.left + column,
      right: column === undefined ? area.right : area.left + column
    })
  }
  if (!(value instanceof Matrix)) return value
  if (row !== undefined && column !== undefined) return value.at(row, column)
  return Matrix.build(
    row === undefined ? value.rows : 1,
    column === undefined ? value.columns : 1,
    (atRow, atColumn) => value.at(row ?? atRow, column ?? atColumn)
  )
}

const index = defineWithContext(
  [value, integer, optional(integer), optional(integer, 1)],
  (_, range, first, second, areaNumber) => {
    if (isError(range)) return range
    if (!(range instanceof Reference) && areaNumber !== 1) return REF
    const areas = range instanceof Reference ? range.areas : undefined
    const chosen = areas?.[areaNumber - 1]
    if (areas !== undefined && chosen === undefined) return REF
    const source = chosen === undefined ? range : Reference.of(chosen)
    const size = sizeOf(source)
    if (isError(size)) return size
    const alongRow = second === undefined && size.rows === 1 && size.columns > 1
    const row = alongRow ? 1 : first
    const column = alongRow ? first : second ?? (size.columns === 1 ? 1 : 0)
    if (row < 0 || column < 0) return VALUE
    if (row > size.rows || column > size.columns) return REF
    return part(source, row === 0 ? undefined : row - 1, column === 0 ? undefined : column - 1)
  }
)

/** Truncates a height or width, but a fraction of a line counts as one line. */
const truncateSize = (size: number): number => Math.trunc(size) || Math.sign(size)

const offset = define(
  [localReference, integer, integer, defaulted(number), defaulted(number)],
  (range, rows, columns, height, width) => {
    const area = range.single
    if (area === undefined) return VALUE
    const resultRows = height === undefined ? rowCount(area) : truncateSize(height)
    const resultColumns = width === undefined ? columnCount(area) : truncateSize(width)
    if (resultRows === 0 || resultColumns === 0) return REF
    const top = area.top + rows + (resultRows < 0 ? resultRows + 1 : 0)
    const left = area.left + columns + (resultColumns < 0 ? resultColumns + 1 : 0)
    const bottom = top + Math.abs(resultRows) - 1
    const right = left + Math.abs(resultColumns) - 1
    if (top < 0 || left < 0 || bottom > maxRow || right > maxColumn) return REF
    return Reference.of({ sheet: area.sheet, top, left, bottom, right })
  }
)

const indirect = defineWithContext([text, optional(logical, true)], (context, address, a1) => {
  const found = context.evaluateText(a1 ? withoutZeros(address) : fromR1C1(address, context))
  return found instanceof Reference ? localReference.convert(found, context) : REF
})

/** Removes leading zeros of rows: `A01` is `A1`. */
const withoutZeros = (address: string): string => {
  const [before, rest] = splitPrefix(address)
  const plain = rest.replace(/(^|[A-Za-z$:])0+(?=\d)/g, "$1")
  return before === undefined ? plain : `${before}!${plain}`
}

/** Converts a reference from R1C1 to A1 notation. Numbers in brackets are relative to the cell of the formula. */
const fromR1C1 = (address: string, { column, row }: Context): string =>
  address.replace(/\bR(\[-?\d+\]|\d+)?C(\[-?\d+\]|\d+)?/gi, (_, rows?: string, columns?: string) => {
    const coordinate = (part: string | undefined, own: number) =>
      part === undefined ? own : part.startsWith("[") ? own + Number(part.slice(1, -1)) : Number(part) - 1
    return `${columnName(coordinate(columns, column))}${coordinate(rows, row) + 1}`
  })

/** Returns the row or column numbers of a range: all of them in an array formula, or else the first. */
const lineNumbers = (axis: "row" | "column") =>
  defineWithContext([optional(reference)], (context, range) => {
    if (range === undefined) return (axis === "row" ? context.row : context.column) + 1
    const area = range.single
    if (area === undefined) return REF
    const first = axis === "row" ? area.top : area.left
    const count = (axis === "row" ? area.bottom : area.right) - first + 1
    if (count === 1 || !context.isArrayFormula) return first + 1
    Work.spendOnArray(count, 1)
    const lines = Array.from({ length: count }, (_, at) => first + at + 1)
    return axis === "row" ? Matrix.column(lines) : Matrix.row(lines)
  })

const lineCount = (axis: "rows" | "columns") =>
  define([value], (range) => {
    const size = sizeOf(range)
    return isError(size) ? size : size[axis]
  })

const address = define(
  [integer, integer, defaulted(integer, 1), defaulted(logical, true), optional(text)],
  (row, column, kind, a1, sheet) => {
    if (row < 1 || column < 1 || row > maxRow + 1 || column > maxColumn + 1 || kind < 1 || kind > 4) return VALUE
    const rowFixed = kind === 1 || kind === 2
    const columnFixed = kind === 1 || kind === 3
    const cell = a1 ?
      `${columnFixed ? "$" : ""}${columnName(column - 1)}${rowFixed ? "$" : ""}${row}` :
      `R${rowFixed ? row : `[${row}]`}C${columnFixed ? column : `[${column}]`}`
    return sheet === undefined
      ? cell
      : sheet === ""
      ? `!${cell}`
      : `${formatPrefix({ ...noPrefix, first: sheet })}!${cell}`
  }
)

const formulaText = defineWithContext([localReference], ({ host }, range) => {
  const area = range.single
  const formula = area === undefined ? undefined : host.formula(area.sheet, area.top, area.left)
  return formula === undefined ? NA : `=${toDisplay(formula)}`
})

/** Returns the friendly name of a link, or else its address. */
const hyperlink = defineWithContext(
  [scalar, optional(value)],
  (context, link, name) => name === undefined ? link : toScalar(context, name)
)

/** Returns the number of a sheet by reference or name; without argument, the number of the formula's sheet. */
const sheet = defineWithContext([optional(value)], (context, argument) => {
  if (argument === undefined) return context.sheet + 1
  if (argument instanceof Reference) {
    const own = localReference.convert(argument, context)
    return isError(own) ? own : (own.areas[0]?.sheet ?? 0) + 1
  }
  const name = toText(toScalar(context, argument))
  if (isError(name)) return name
  const found = context.sheetIndex(name)
  return found === undefined ? NA : found + 1
})

const sheets = defineWithContext(
  [optional(localReference)],
  ({ host }, range) =>
    range === undefined ? host.sheetNames.length : new Set(range.areas.map((area) => area.sheet)).size
)

export const lookupFunctions: Functions = {
  MATCH: match,
  XMATCH: xmatch,
  VLOOKUP: tableLookup(
    (context, table) => columnVector(context, table),
    ({ columns }) => columns,
    (context, table, line, at) => elementAt(columnVector(context, table, line), at)
  ),
  HLOOKUP: tableLookup(
    (context, table) => rowVector(context, table),
    ({ rows }) => rows,
    (context, table, line, at) => elementAt(rowVector(context, table, line), at)
  ),
  LOOKUP: lookup,
  XLOOKUP: xlookup,
  INDEX: index,
  OFFSET: offset,
  INDIRECT: indirect,
  ROW: lineNumbers("row"),
  COLUMN: lineNumbers("column"),
  ROWS: lineCount("rows"),
  COLUMNS: lineCount("columns"),
  AREAS: define([reference], (range) => range.areas.length),
  ADDRESS: address,
  FORMULATEXT: formulaText,
  HYPERLINK: hyperlink,
  SHEET: sheet,
  SHEETS: sheets
}
