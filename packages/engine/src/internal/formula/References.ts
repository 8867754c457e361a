/**
 * Rewrites the references in the text of a formula after a structural change of the workbook.
 *
 * A formula that is not affected is returned as the same string.
 *
 * @since 0.1.0
 */
import * as Fx from "@borgar/fx/xlsx"
import { type Area, maxColumn, maxRow } from "@effect-workbook/schema/Area"
import { isSection, type Section, type StructuredReference, tokens } from "./Ast.js"
import {
  type Bounds,
  formatBounds,
  formatPrefix,
  parseBounds,
  parsePrefix,
  type Prefix,
  splitPrefix
} from "./ReferenceText.js"
import { sameColumn } from "./StructuredReference.js"

/** The names of the sheet and of the table that contain a formula. */
export interface FormulaLocation {
  readonly sheet: string
  readonly table?: string | undefined
  /** The row of a formula in a cell. */
  readonly row?: number | undefined
}

/** Returns the area of a structured reference in a formula at a row, or `undefined` if there are no such cells. */
export type ResolveTable = (
  reference: StructuredReference,
  row: number | undefined
) => Area | undefined

/** A structural change of the workbook. Names are compared case-insensitively. */
export type Change =
  /** Cells of a sheet moved. `map` returns the new bounds of a reference, or `undefined` if no cells are left. */
  | { readonly kind: "area"; readonly sheet: string; readonly map: (area: Area) => Area | undefined }
  | { readonly kind: "renameSheet"; readonly from: string; readonly to: string }
  /**
   * `sheets` are all sheets before the deletion. A 3-D reference that ends at the deleted sheet ends at the next one
   * inside.
   */
  | { readonly kind: "deleteSheet"; readonly sheet: string; readonly sheets: ReadonlyArray<string> }
  | { readonly kind: "renameTable"; readonly from: string; readonly to: string }
  | { readonly kind: "deleteTable"; readonly table: string }
  /** A table became ordinary cells. Structured references to it become references to cells of its sheet. */
  | { readonly kind: "convertTable"; readonly table: string; readonly sheet: string; readonly resolve: ResolveTable }
  | { readonly kind: "renameColumn"; readonly table: string; readonly from: string; readonly to: string }
  | { readonly kind: "deleteColumn"; readonly table: string; readonly column: string }

const sameName = (left: string | undefined, right: string): boolean => left?.toLowerCase() === right.toLowerCase()

/** A structural change other than a move of cells. */
export type ChangeOfNames = Exclude<Change, { readonly kind: "area" }>

/** Rewrites a formula without its `=`, or a list of references. */
export const rewrite = (formula: string, location: FormulaLocation, change: Change): string => {
  let changed = false
  let text = ""
  for (const token of tokens(formula)) {
    const value = rewriteToken(token, location, change)
    if (value !== token.value) changed = true
    text += value
  }
  return changed ? text : formula
}

const rewriteToken = (token: Fx.Token, location: FormulaLocation, change: Change): string => {
  switch (token.type) {
    case "range":
    case "range_beam":
      return rewriteCells(token.value, location, change)
    case "range_named":
      return rewriteName(token.value, location, change)
    case "structured":
      return rewriteStructured(token.value, location, change)
    case "error":
      return change.kind === "renameSheet" ? rewriteCells(token.value, location, change) : token.value
    default:
      return token.value
  }
}

const rewriteCells = (text: string, location: FormulaLocation, change: Change): string => {
  const [before, rest] = splitPrefix(text)
  const prefix = before === undefined ? undefined : parsePrefix(before)
  if (change.kind === "area") {
    if (
      prefix?.workbook !== undefined || prefix?.last !== undefined ||
      !sameName(prefix?.first ?? location.sheet, change.sheet)
    ) {
      return text
    }
    const moved = moveBounds(rest, change.map)
    return moved === rest ? text : before === undefined ? moved : `${before}!${moved}`
  }
  if (before === undefined || prefix === undefined) return text
  const renamed = rewritePrefix(prefix, change)
  if (renamed === prefix) return text
  return renamed === undefined ? `#REF!${rest}` : `${formatPrefix(renamed)}!${rest}`
}

const moveBounds = (text: string, map: (area: Area) => Area | undefined): string => {
  const bounds = parseBounds(text)
  if (bounds === undefined) return text
  const area = map({ top: bounds.top, left: bounds.left, bottom: bounds.bottom, right: bounds.right })
  if (area === undefined) return "#REF!"
  if (
    area.top === bounds.top && area.left === bounds.left && area.bottom === bounds.bottom && area.right === bounds.right
  ) return text
  return formatBounds({ ...bounds, ...area })
}

/**
 * Rewrites a prefix after a sheet was renamed or deleted. Returns the same object if it is not affected, and
 * `undefined` if its sheet was deleted.
 */
const rewritePrefix = (prefix: Prefix, change: Change): Prefix | undefined => {
  if (prefix.workbook !== undefined) return prefix
  if (change.kind === "renameSheet") {
    const first = sameName(prefix.first, change.from) ? change.to : prefix.first
    const last = sameName(prefix.last, change.from) ? change.to : prefix.last
    return first === prefix.first && last === prefix.last ? prefix : { workbook: undefined, first, last }
  }
  if (change.kind !== "deleteSheet") return prefix
  if (prefix.last === undefined) return sameName(prefix.first, change.sheet) ? undefined : prefix
  return narrowSheetRange(prefix, change.sheet, change.sheets)
}

const narrowSheetRange = (prefix: Prefix, sheet: string, sheets: ReadonlyArray<string>): Prefix | undefined => {
  const index = (name: string | undefined) => sheets.findIndex((each) => sameName(name, each))
  let first = index(prefix.first)
  let last = index(prefix.last)
  const deleted = index(sheet)
  if (first < 0 || last < 0 || (first !== deleted && last !== deleted)) return prefix
  if (first === last) return undefined
  const step = first < last ? 1 : -1
  if (first === deleted) first += step
  else last -= step
  const firstName = sheets[first]
  const lastName = sheets[last]
  return { workbook: undefined, first: firstName, last: first === last ? undefined : lastName }
}

const rewriteName = (text: string, location: FormulaLocation, change: Change): string => {
  const [before, rest] = splitPrefix(text)
  if (before === undefined) {
    if (change.kind === "convertTable" && sameName(text, change.table)) {
      return cellsOfTable([], [], location, change)
    }
    if (change.kind === "renameTable" && sameName(text, change.from)) return change.to
    return change.kind === "deleteTable" && sameName(text, change.table) ? "#REF!" : text
  }
  const prefix = parsePrefix(before)
  const renamed = rewritePrefix(prefix, change)
  if (renamed === prefix) return text
  return renamed === undefined ? `#REF!${rest}` : `${formatPrefix(renamed)}!${rest}`
}

/** Converts a structured reference to a reference to cells. Like Excel, it names the sheet, and makes columns absolute. */
const cellsOfTable = (
  columns: ReadonlyArray<string>,
  sections: ReadonlyArray<Section>,
  { row }: FormulaLocation,
  { resolve, sheet }: Extract<Change, { kind: "convertTable" }>
): string => {
  const area = resolve({ _tag: "StructuredReference", table: undefined, columns, sections }, row)
  if (area === undefined) return "#REF!"
  const isAbsolute = !sections.includes("this row")
  const { bottom, left, right, top } = area
  const bounds = formatBounds({
    top,
    left,
    bottom,
    right,
    topAbsolute: isAbsolute,
    leftAbsolute: true,
    bottomAbsolute: isAbsolute,
    rightAbsolute: true,
    form: top === bottom && left === right ? "cell" : "range"
  })
  return `${formatPrefix({ workbook: undefined, first: sheet, last: undefined })}!${bounds}`
}

const rewriteStructured = (text: string, location: FormulaLocation, change: Change): string => {
  const parsed = Fx.parseStructRef(text)
  if (parsed === undefined || parsed.workbookName) return text
  const named = parsed.table || undefined
  const table = named ?? location.table
  switch (change.kind) {
    case "renameTable":
      return sameName(named, change.from) ?
        Fx.stringifyStructRef({ ...parsed, table: change.to }, { thisRow: true }) :
        text
    case "deleteTable":
      return sameName(table, change.table) ? "#REF!" : text
    case "convertTable":
      return sameName(table, change.table)
        ? cellsOfTable(
          parsed.columns ?? [],
          (parsed.sections ?? []).map((section) => section.toLowerCase()).filter(isSection),
          location,
          change
        )
        : text
    case "deleteColumn":
      return sameName(table, change.table) &&
          parsed.columns?.some((column) => sameColumn(column, change.column)) === true ?
        "#REF!" :
        text
    case "renameColumn": {
      if (
        !sameName(table, change.table) || parsed.columns?.some((column) => sameColumn(column, change.from)) !== true
      ) {
        return text
      }
      const columns = parsed.columns.map((column) => (sameColumn(column, change.from) ? change.to : column))
      return Fx.stringifyStructRef({ ...parsed, columns }, { thisRow: true })
    }
    default:
      return text
  }
}

/** Returns the text of a formula in the cell that is `rows` below and `columns` to the right. */
export type Translation = (rows: number, columns: number) => string

/**
 * Prepares the translation of a formula to other cells, as filling and shared formulas do. A relative reference outside
 * the sheet becomes `#REF!`.
 */
export const translation = (formula: string): Translation => {
  const parts: Array<string | Bounds> = []
  let text = ""
  for (const token of tokens(formula)) {
    const isRange = token.type === "range" || token.type === "range_beam"
    const [before, rest] = isRange ? splitPrefix(token.value) : [undefined, token.value]
    const bounds = isRange ? parseBounds(rest) : undefined
    text += before === undefined ? "" : `${before}!`
    if (bounds === undefined) text += rest
    else {
      parts.push(text, bounds)
      text = ""
    }
  }
  const end = text
  return (rows, columns) => {
    if (rows === 0 && columns === 0) return formula
    let translated = ""
    for (const part of parts) translated += typeof part === "string" ? part : translateBounds(part, rows, columns)
    return translated + end
  }
}

/** Translates a formula to the cell that is `rows` below and `columns` to the right. */
export const translate = (formula: string, rows: number, columns: number): string => translation(formula)(rows, columns)

const translateBounds = (bounds: Bounds, rows: number, columns: number): string => {
  const top = bounds.topAbsolute ? bounds.top : bounds.top + rows
  const bottom = bounds.bottomAbsolute ? bounds.bottom : bounds.bottom + rows
  const left = bounds.leftAbsolute ? bounds.left : bounds.left + columns
  const right = bounds.rightAbsolute ? bounds.right : bounds.right + columns
  if (Math.min(top, bottom, left, right) < 0 || Math.max(top, bottom) > maxRow || Math.max(left, right) > maxColumn) {
    return "#REF!"
  }
  return formatBounds(orderCorners({ ...bounds, top, bottom, left, right }))
}

/** A relative corner can pass the absolute one. Then the corners are exchanged, as in Excel. */
const orderCorners = (bounds: Bounds): Bounds => {
  const rows = bounds.top <= bounds.bottom ? bounds : {
    ...bounds,
    top: bounds.bottom,
    topAbsolute: bounds.bottomAbsolute,
    bottom: bounds.top,
    bottomAbsolute: bounds.topAbsolute
  }
  return rows.left <= rows.right ? rows : {
    ...rows,
    left: rows.right,
    leftAbsolute: rows.rightAbsolute,
    right: rows.left,
    rightAbsolute: rows.leftAbsolute
  }
}

/** Returns the sheet and the area of a formula that is a single reference to one area, as most defined names are. */
export const parseSingleArea = (
  formula: string
): { readonly sheet: string | undefined; readonly area: Area } | undefined => {
  const [token, ...more] = tokens(formula)
  if (token === undefined || more.length > 0 || (token.type !== "range" && token.type !== "range_beam")) {
    return undefined
  }
  const [before, rest] = splitPrefix(token.value)
  const prefix = before === undefined ? undefined : parsePrefix(before)
  const bounds = parseBounds(rest)
  if (bounds === undefined || prefix?.workbook !== undefined || prefix?.last !== undefined) return undefined
  const { bottom, left, right, top } = bounds
  return { sheet: prefix?.first, area: { top, left, bottom, right } }
}
