/**
 * The cells of a worksheet. Opening finds the rows in the source; the cells of a row are parsed when they are first
 * needed. Saving writes the changed rows, and copies the others from the source.
 *
 * @since 0.1.0
 */
import {
  type Area,
  boundingRect,
  cell,
  containsCell,
  intersection,
  maxColumn,
  maxRow
} from "@effect-workbook/schema/Area"
import * as Option from "effect/Option"
import * as Xml from "../../package/Xml.js"
import { refuse } from "../../refusal.js"
import type { Scalar } from "../../value/Value.js"
import * as CellReader from "./CellReader.js"
import * as CellWriter from "./CellWriter.js"
import * as Row from "./Row.js"

const pageBits = 9
const pageSize = 1 << pageBits

/** The start tag of the `sheetData` element, and the offsets of its content in the source. */
export interface SheetDataElement {
  readonly openTag: string
  readonly contentStart: number
  readonly contentEnd: number
}

/**
 * The areas of the cells with a value or formula, and of all cells. They are too large after cells were removed, until
 * `isCurrent`.
 */
interface UsedAreas {
  isCurrent: boolean
  content: Area | undefined
  all: Area | undefined
}

/** The cells of a sheet. */
export interface SheetData extends SheetDataElement {
  readonly context: CellReader.Context
  /** Rows by index, in pages of `pageSize`. */
  readonly pages: Array<Array<Row.Row | undefined> | undefined>
  /** Whether a cell has changed since the last save. */
  changed: boolean
  readonly used: UsedAreas
}

const wholeSheet: Area = { top: 0, left: 0, bottom: maxRow, right: maxColumn }

/** Finds the rows of a sheet. Refuses row numbers outside a sheet. */
export const open = (context: CellReader.Context, element: SheetDataElement): SheetData => {
  const self: SheetData = {
    context,
    ...element,
    pages: [],
    changed: false,
    used: { isCurrent: false, content: wholeSheet, all: wholeSheet }
  }
  const { prefix, source } = context
  const opening = `<${prefix}row`
  const closing = `</${prefix}row`
  let nextIndex = 0
  let at = source.indexOf(opening, element.contentStart)
  while (at >= 0 && at < element.contentEnd) {
    const tagEnd = source.indexOf(">", at)
    const tagLast = tagEnd < 0 ? element.contentEnd : tagEnd
    const index = readRowIndex(source, at + opening.length, tagLast, nextIndex)
    let end = tagLast + 1
    if (source[tagLast - 1] !== "/") {
      const close = source.indexOf(closing, tagLast)
      const closeEnd = close < 0 ? -1 : source.indexOf(">", close)
      end = closeEnd < 0 ? element.contentEnd : closeEnd + 1
    }
    if (!(index >= 0 && index <= maxRow)) {
      return refuse("unsupportedWorkbook", `The file is corrupt and cannot be opened: there is no row ${index + 1}.`)
    }
    setRow(self, { index, start: at, end, cells: undefined, tag: undefined, changed: false })
    nextIndex = index + 1
    at = source.indexOf(opening, end)
  }
  return self
}

/** Reads the index from the start tag of a row. A row without `r` follows the previous row. */
const readRowIndex = (source: string, from: number, to: number, nextIndex: number): number => {
  // `r` is nearly always the first attribute.
  if (source.startsWith(" r=\"", from)) {
    return (CellReader.parseNumber(source, from + 4, source.indexOf("\"", from + 4)) ?? 0) - 1
  }
  const attribute = Xml.attribute(source.slice(from - 1, to + 1), "r")
  return attribute === undefined ? nextIndex : Number(attribute) - 1
}

const setRow = (self: SheetData, row: Row.Row): void => {
  const page = self.pages[row.index >> pageBits] ??= new Array<Row.Row | undefined>(pageSize)
  page[row.index & (pageSize - 1)] = row
}

/** Returns a row if it exists. */
const row = (self: SheetData, index: number): Row.Row | undefined =>
  self.pages[index >> pageBits]?.[index & (pageSize - 1)]

/** Yields the existing rows between two inclusive indices. */
export function* rows(self: SheetData, first = 0, last = maxRow): Generator<Row.Row> {
  for (let number = first >> pageBits; number <= Math.min(last >> pageBits, self.pages.length - 1); number++) {
    const page = self.pages[number]
    if (page === undefined) continue
    for (const candidate of page) {
      if (candidate !== undefined && candidate.index >= first && candidate.index <= last) yield candidate
    }
  }
}

/** Yields the existing rows between two inclusive indices from the last to the first. */
function* rowsUpwards(self: SheetData, last: number, first: number): Generator<Row.Row> {
  for (let number = Math.min(last >> pageBits, self.pages.length - 1); number >= first >> pageBits; number--) {
    const page = self.pages[number]
    if (page === undefined) continue
    for (let at = page.length - 1; at >= 0; at--) {
      const candidate = page[at]
      if (candidate !== undefined && candidate.index >= first && candidate.index <= last) yield candidate
    }
  }
}

/** Returns the cells of a row. The first call parses them. */
export const cellsOf = (self: SheetData, sheetRow: Row.Row): Row.Cells => {
  if (sheetRow.cells !== undefined) return sheetRow.cells
  const { source } = self.context
  const tagEnd = source.indexOf(">", sheetRow.start)
  sheetRow.cells = tagEnd < 0 || source[tagEnd - 1] === "/"
    ? Row.emptyCells()
    : CellReader.read(self.context, tagEnd + 1, sheetRow.end)
  return sheetRow.cells
}

/** Returns the start tag of a row, or an empty text if the row has none yet. Its row number may be another one. */
export const rowTag = (self: SheetData, index: number): string => {
  const found = row(self, index)
  if (found?.tag !== undefined) return found.tag
  if (found === undefined || found.start === Row.noSource) return ""
  return self.context.source.slice(found.start, self.context.source.indexOf(">", found.start) + 1)
}

/** Replaces the start tag of a row. The row number in the tag is not used. */
export const setRowTag = (self: SheetData, index: number, tag: string): void => {
  const sheetRow = getOrCreateRow(self, index)
  // The cells of a changed row are written from their parsed form.
  cellsOf(self, sheetRow)
  sheetRow.tag = tag
  sheetRow.changed = true
  self.changed = true
}

/** Returns the value of a cell. */
export const value = (self: SheetData, index: number, column: number): Scalar => {
  const found = row(self, index)
  if (found === undefined) return null
  const cells = found.cells ?? cellsOf(self, found)
  const position = Row.find(cells, column)
  return position < 0 ? null : cells.values[position] ?? null
}

/** Returns the formula of a cell. */
export const formula = (self: SheetData, index: number, column: number): Row.Formula | undefined => {
  const found = row(self, index)
  if (found === undefined) return undefined
  const cells = found.cells ?? cellsOf(self, found)
  if (cells.formulas === undefined) return undefined
  const position = Row.find(cells, column)
  return position < 0 ? undefined : cells.formulas[position]
}

/** Returns the style of a cell, or `undefined` if the cell does not exist. */
export const style = (self: SheetData, index: number, column: number): number | undefined => {
  const found = row(self, index)
  if (found === undefined) return undefined
  const cells = found.cells ?? cellsOf(self, found)
  const position = Row.find(cells, column)
  return position < 0 ? undefined : cells.styles[position]
}

/** Returns a row. Creates it if it does not exist. */
export const getOrCreateRow = (self: SheetData, index: number): Row.Row => {
  const found = row(self, index)
  if (found !== undefined) return found
  const created = Row.make(index)
  setRow(self, created)
  return created
}

/** Changes the attributes of a row. Creates the row if it does not exist. */
export const changeRowTag = (self: SheetData, index: number, change: (tag: string) => string): void => {
  const present = rowTag(self, index)
  const tag = present === "" ? `<${self.context.prefix}row r="${index + 1}">` : present
  const changed = change(tag)
  if (changed !== tag) setRowTag(self, index, changed)
}

/** Returns the smallest area that contains both areas. */
const union = (left: Area | undefined, right: Area): Area => left === undefined ? right : boundingRect(left, right)

const withCell = (area: Area | undefined, row: number, column: number): Area =>
  area !== undefined && containsCell(area, row, column) ? area : union(area, cell(row, column))

/** Records a change of a cell and updates the used areas. */
export const recordChange = (
  self: SheetData,
  index: number,
  column: number,
  change: "content" | "format" | "removed"
): void => {
  self.changed = true
  const { used } = self
  // A cell that lost its content can be a new one with a format.
  used.all = withCell(used.all, index, column)
  if (change === "content") used.content = withCell(used.content, index, column)
  if (change === "removed") used.isCurrent = false
}

/** Records that cells of an area were removed. */
export const recordRemoval = (self: SheetData): void => {
  self.changed = true
  self.used.isCurrent = false
}

/** Records that the cells of an area were moved, and extends the used areas to their new place. */
export const recordMove = (self: SheetData, area: Area, down: number, right: number): void => {
  const { used } = self
  const withMoved = (before: Area | undefined): Area | undefined => {
    const moved = before && common(before, area)
    return moved === undefined ? before : union(before, {
      top: moved.top + down,
      left: moved.left + right,
      bottom: Math.min(moved.bottom + down, maxRow),
      right: Math.min(moved.right + right, maxColumn)
    })
  }
  used.all = withMoved(used.all)
  used.content = withMoved(used.content)
  recordRemoval(self)
}

/** Records that the cells of an area were rearranged within it. */
export const recordRearrangement = (self: SheetData, area: Area): void => {
  const { used } = self
  const rearranged = used.all && common(used.all, area)
  if (rearranged !== undefined) used.content = union(used.content, rearranged)
  recordRemoval(self)
}

const common = (left: Area, right: Area): Area | undefined => Option.getOrUndefined(intersection(left, right))

/** Sets the value and the formula of a cell. If the cell does not exist yet, it gets the style `initialStyle`. */
export const setCell = (
  self: SheetData,
  index: number,
  column: number,
  content: { readonly value: Scalar; readonly formula?: Row.Formula | undefined },
  initialStyle: number
): void => {
  const sheetRow = getOrCreateRow(self, index)
  const cells = cellsOf(self, sheetRow)
  const position = Row.getOrInsert(cells, column, initialStyle)
  const hadFormula = cells.formulas?.[position] !== undefined
  cells.values[position] = content.value
  Row.setFormula(cells, position, content.formula)
  Row.markChanged(
    sheetRow,
    cells,
    position,
    Row.Change.Value | (hadFormula || content.formula !== undefined ? Row.Change.Formula : 0)
  )
  recordChange(self, index, column, content.value === null && content.formula === undefined ? "removed" : "content")
}

/** Stores the result of a cell's formula. */
export const setResult = (self: SheetData, index: number, column: number, result: Scalar): void => {
  if (result === null && style(self, index, column) === undefined) return
  const sheetRow = getOrCreateRow(self, index)
  const cells = cellsOf(self, sheetRow)
  const position = Row.getOrInsert(cells, column, 0)
  if (cells.values[position] === result) return
  cells.values[position] = result
  Row.markChanged(sheetRow, cells, position, Row.Change.Value)
  recordChange(self, index, column, result === null && cells.formulas?.[position] === undefined ? "removed" : "content")
}

/** Replaces the formula of a cell and keeps its value. */
export const setFormula = (
  self: SheetData,
  index: number,
  column: number,
  newFormula: Row.Formula | undefined
): void => {
  const sheetRow = getOrCreateRow(self, index)
  const cells = cellsOf(self, sheetRow)
  const position = Row.find(cells, column)
  if (position < 0) return
  Row.setFormula(cells, position, newFormula)
  Row.markChanged(sheetRow, cells, position, Row.Change.Formula)
  recordChange(self, index, column, newFormula === undefined ? "removed" : "content")
}

/** Sets the style of a cell. */
export const setStyle = (self: SheetData, index: number, column: number, newStyle: number): void => {
  const sheetRow = getOrCreateRow(self, index)
  const cells = cellsOf(self, sheetRow)
  const position = Row.getOrInsert(cells, column, newStyle)
  cells.styles[position] = newStyle
  Row.markChanged(sheetRow, cells, position, Row.Change.Style)
  recordChange(self, index, column, "format")
}

/** Yields the cells with a formula row by row, in the whole sheet or in an area. */
export function* formulas(
  self: SheetData,
  within?: Area
): Generator<readonly [row: number, column: number, formula: Row.Formula]> {
  for (const sheetRow of within === undefined ? rowsWithFormulas(self) : rows(self, within.top, within.bottom)) {
    const cells = cellsOf(self, sheetRow)
    if (cells.formulas === undefined) continue
    for (let position = 0; position < cells.formulas.length; position++) {
      const found = cells.formulas[position]
      const column = cells.columns[position] ?? 0
      if (found === undefined || (within !== undefined && (column < within.left || column > within.right))) continue
      yield [sheetRow.index, column, found]
    }
  }
}

/**
 * Yields the rows that may have formulas. In rows that are not parsed yet, it searches the text for the tag of a
 * formula, which is much faster than parsing them.
 */
function* rowsWithFormulas(self: SheetData): Generator<Row.Row> {
  const { prefix, source } = self.context
  const formulaTag = `<${prefix}f`
  let next = source.indexOf(formulaTag, self.contentStart)
  for (const sheetRow of rows(self)) {
    if (sheetRow.cells !== undefined) {
      yield sheetRow
      continue
    }
    if (next >= 0 && next < sheetRow.start) next = source.indexOf(formulaTag, sheetRow.start)
    if (next >= 0 && next < sheetRow.end) yield sheetRow
  }
}

/**
 * Returns the smallest area that contains all cells of an area that are used, or `undefined` without such a cell. It
 * examines rows from both ends, and only until it has found a cell at each edge of the area.
 */
const usedWithin = (
  self: SheetData,
  area: Area,
  isUsed: (cells: Row.Cells, position: number) => boolean
): Area | undefined => {
  let top: number | undefined
  let left = area.right + 1
  let right = area.left - 1
  for (const sheetRow of rows(self, area.top, area.bottom)) {
    const cells = cellsOf(self, sheetRow)
    const count = cells.columns.length
    let first = 0
    while (first < count && !isUsed(cells, first)) first++
    if (first === count) continue
    let last = count - 1
    while (!isUsed(cells, last)) last--
    top ??= sheetRow.index
    left = Math.min(left, cells.columns[first] ?? 0)
    right = Math.max(right, cells.columns[last] ?? 0)
    if (left <= area.left && right >= area.right) break
  }
  if (top === undefined) return undefined
  for (const sheetRow of rowsUpwards(self, area.bottom, top)) {
    const cells = cellsOf(self, sheetRow)
    if (cells.columns.some((_, position) => isUsed(cells, position))) {
      return { top, left, bottom: sheetRow.index, right }
    }
  }
  return undefined
}

const hasContent = ({ formulas, values }: Row.Cells, position: number): boolean =>
  values[position] !== null || formulas?.[position] !== undefined

const updateUsedAreas = (self: SheetData): void => {
  const { used } = self
  if (used.isCurrent) return
  used.all = used.all && usedWithin(self, used.all, () => true)
  const searched = used.content && used.all && common(used.content, used.all)
  used.content = searched && usedWithin(self, searched, hasContent)
  used.isCurrent = true
}

/** Returns the smallest area that contains all cells with a value or a formula. */
export const contentArea = (self: SheetData): Area | undefined => {
  updateUsedAreas(self)
  return self.used.content
}

/** Returns the smallest area that contains all cells, including blank cells with a format. */
export const usedArea = (self: SheetData): Area | undefined => {
  updateUsedAreas(self)
  return self.used.all
}

/** Returns the XML of the `sheetData` element. */
export const text = (self: SheetData, writer: CellWriter.Context): string => {
  const { prefix, source } = self.context
  const written: Array<string> = []
  let parts: Array<string> = []
  // Adjacent unchanged rows are copied together. They extend from the offset `from` to the offset `to`.
  let from = self.contentStart
  let to = self.contentStart
  for (const sheetRow of rows(self)) {
    if (!sheetRow.changed && sheetRow.start >= to) {
      // Between two rows only white space is copied. Other text is the source of rows that are no longer at this place.
      if (sheetRow.start !== to && source.slice(to, sheetRow.start).trim() !== "") {
        parts.push(source.slice(from, to))
        from = sheetRow.start
      }
      to = sheetRow.end
      continue
    }
    parts.push(source.slice(from, to))
    parts.push(sheetRow.changed ? CellWriter.rowSource(writer, sheetRow) : source.slice(sheetRow.start, sheetRow.end))
    from = to = sheetRow.start === Row.noSource ? to : sheetRow.end
    // The text of a row consists of many small strings, which take ten times the memory of their characters.
    if (parts.length > 1000) {
      written.push(parts.join(""))
      parts = []
    }
  }
  written.push(...parts, source.slice(from, to))
  const inner = written.join("")
  const tag = Xml.toStartTag(self.openTag)
  return inner.trim() === "" ? tag.replace(/>$/, "/>") : `${tag}${inner}</${prefix}sheetData>`
}
