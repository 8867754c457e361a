/**
 * The cells of a worksheet: rows found in the source when the part is opened, cells read when a row is first asked
 * for, changed rows written anew, all others copied.
 *
 * @since 0.1.0
 */
import { type Area, boundingRect, maxRow } from "@effect-workbook/schema/Area"
import type { Scalar } from "../../formula/Value.js"
import * as Xml from "../../package/Xml.js"
import { refuse } from "../../refusal.js"
import * as CellReader from "./CellReader.js"
import * as CellWriter from "./CellWriter.js"
import * as Row from "./Row.js"

const pageBits = 9
const pageSize = 1 << pageBits

/** The cells of a sheet. */
export interface SheetData {
  readonly context: CellReader.Context
  /** Start tag of `sheetData`, and the extent of its content in the source. */
  readonly openTag: string
  readonly contentStart: number
  readonly contentEnd: number
  /** Rows by index, in pages. */
  readonly pages: Array<Array<Row.Row | undefined> | undefined>
  /** Whether a cell has changed since the text was last written. */
  changed: boolean
  /** The area of cells with a value or formula, and that of all cells; to be found anew when not `known`. */
  readonly used: { known: boolean; content: Area | undefined; all: Area | undefined }
}

/** The position of `sheetData` in a sheet's source. */
export interface Place {
  readonly openTag: string
  readonly contentStart: number
  readonly contentEnd: number
}

/** Finds the rows of a sheet. */
export const open = (context: CellReader.Context, place: Place): SheetData => {
  const self: SheetData = {
    context,
    ...place,
    pages: [],
    changed: false,
    used: { known: false, content: undefined, all: undefined }
  }
  const { prefix, source } = context
  const opening = `<${prefix}row`
  const closing = `</${prefix}row`
  let next = 0
  let at = source.indexOf(opening, place.contentStart)
  while (at >= 0 && at < place.contentEnd) {
    const tagEnd = source.indexOf(">", at)
    const last = tagEnd < 0 ? place.contentEnd : tagEnd
    const index = rowIndex(source, at + opening.length, last, next)
    let end = last + 1
    if (source.charCodeAt(last - 1) !== 47) {
      const close = source.indexOf(closing, last)
      const closeEnd = close < 0 ? -1 : source.indexOf(">", close)
      end = closeEnd < 0 ? place.contentEnd : closeEnd + 1
    }
    if (!(index >= 0 && index <= maxRow)) {
      return refuse("unsupportedWorkbook", `The file is corrupt and cannot be opened: there is no row ${index + 1}.`)
    }
    put(self, { index, start: at, end, cells: undefined, changed: false })
    next = index + 1
    at = source.indexOf(opening, end)
  }
  return self
}

const rowIndex = (source: string, from: number, to: number, otherwise: number): number => {
  // nearly always the first attribute
  if (source.startsWith(" r=\"", from)) {
    return (CellReader.number(source, from + 4, source.indexOf("\"", from + 4)) ?? 0) - 1
  }
  const attribute = Xml.attribute(source.slice(from - 1, to + 1), "r")
  return attribute === undefined ? otherwise : Number(attribute) - 1
}

const put = (self: SheetData, row: Row.Row): void => {
  const page = self.pages[row.index >> pageBits] ??= new Array<Row.Row | undefined>(pageSize)
  page[row.index & (pageSize - 1)] = row
}

/** A row, if it is there. */
export const row = (self: SheetData, index: number): Row.Row | undefined =>
  self.pages[index >> pageBits]?.[index & (pageSize - 1)]

/** The rows that are there, from the top, within bounds. */
export function* rows(self: SheetData, first = 0, last = maxRow): Generator<Row.Row> {
  for (let number = first >> pageBits; number <= Math.min(last >> pageBits, self.pages.length - 1); number++) {
    const page = self.pages[number]
    if (page === undefined) continue
    for (const one of page) {
      if (one !== undefined && one.index >= first && one.index <= last) yield one
    }
  }
}

/** The cells of a row. */
export const cellsOf = (self: SheetData, of: Row.Row): Row.Cells => {
  if (of.cells !== undefined) return of.cells
  const { source } = self.context
  const tagEnd = source.indexOf(">", of.start)
  of.cells = tagEnd < 0 || source.charCodeAt(tagEnd - 1) === 47
    ? Row.emptyCells()
    : CellReader.read(self.context, tagEnd + 1, of.end)
  return of.cells
}

/** The start tag of a row, for its attributes; empty for a row without source. */
export const rowTag = (self: SheetData, index: number): string => {
  const found = row(self, index)
  if (found === undefined || found.start === Row.noSource) return ""
  return self.context.source.slice(found.start, self.context.source.indexOf(">", found.start) + 1)
}

/** A cell's value. */
export const value = (self: SheetData, index: number, column: number): Scalar => {
  const found = row(self, index)
  if (found === undefined) return null
  const cells = found.cells ?? cellsOf(self, found)
  const place = Row.find(cells, column)
  return place < 0 ? null : cells.values[place] ?? null
}

/** A cell's formula. */
export const formula = (self: SheetData, index: number, column: number): Row.Formula | undefined => {
  const found = row(self, index)
  if (found === undefined) return undefined
  const cells = found.cells ?? cellsOf(self, found)
  if (cells.formulas === undefined) return undefined
  const place = Row.find(cells, column)
  return place < 0 ? undefined : cells.formulas[place]
}

/** A cell's own style; `undefined` where there is no cell. */
export const style = (self: SheetData, index: number, column: number): number | undefined => {
  const found = row(self, index)
  if (found === undefined) return undefined
  const cells = found.cells ?? cellsOf(self, found)
  const place = Row.find(cells, column)
  return place < 0 ? undefined : cells.styles[place]
}

/** The row of an index, which is made if it is not there. */
export const obtain = (self: SheetData, index: number): Row.Row => {
  const found = row(self, index)
  if (found !== undefined) return found
  const made = Row.make(index)
  put(self, made)
  return made
}

/** The smallest area that contains both. */
const union = (one: Area | undefined, two: Area): Area => one === undefined ? two : boundingRect(one, two)

/** Notes a change of a cell; a cell that has content, or is there at all, may widen what is used. */
export const touch = (self: SheetData, index: number, column: number, is: "content" | "format" | "gone"): void => {
  self.changed = true
  const { used } = self
  if (is === "gone") used.known = false
  if (!used.known) return
  const bounds = { top: index, left: column, bottom: index, right: column }
  used.all = union(used.all, bounds)
  if (is === "content") used.content = union(used.content, bounds)
}

/** Sets a cell's value and formula; `newStyle` is for a cell that is not there yet. */
export const setCell = (
  self: SheetData,
  index: number,
  column: number,
  content: { readonly value: Scalar; readonly formula?: Row.Formula | undefined },
  newStyle: number
): void => {
  const of = obtain(self, index)
  const cells = cellsOf(self, of)
  const place = Row.obtain(cells, column, newStyle)
  const hadFormula = cells.formulas?.[place] !== undefined
  cells.values[place] = content.value
  Row.putFormula(cells, place, content.formula)
  Row.mark(of, cells, place, Row.Change.Value | (hadFormula || content.formula !== undefined ? Row.Change.Formula : 0))
  touch(self, index, column, content.value === null && content.formula === undefined ? "gone" : "content")
}

/** Stores the result of a cell's formula. */
export const setResult = (self: SheetData, index: number, column: number, result: Scalar): void => {
  if (result === null && style(self, index, column) === undefined) return
  const of = obtain(self, index)
  const cells = cellsOf(self, of)
  const place = Row.obtain(cells, column, 0)
  if (cells.values[place] === result) return
  cells.values[place] = result
  Row.mark(of, cells, place, Row.Change.Value)
  touch(self, index, column, result === null && cells.formulas?.[place] === undefined ? "gone" : "content")
}

/** Replaces a cell's formula and keeps its value. */
export const setFormula = (self: SheetData, index: number, column: number, changed: Row.Formula | undefined): void => {
  const of = obtain(self, index)
  const cells = cellsOf(self, of)
  const place = Row.find(cells, column)
  if (place < 0) return
  Row.putFormula(cells, place, changed)
  Row.mark(of, cells, place, Row.Change.Formula)
  touch(self, index, column, changed === undefined ? "gone" : "content")
}

/** Sets a cell's style. */
export const setStyle = (self: SheetData, index: number, column: number, changed: number): void => {
  const of = obtain(self, index)
  const cells = cellsOf(self, of)
  const place = Row.obtain(cells, column, changed)
  cells.styles[place] = changed
  Row.mark(of, cells, place, Row.Change.Style)
  touch(self, index, column, "format")
}

/** Cells with a formula, in the order of rows; all, or those within bounds. */
export function* formulas(
  self: SheetData,
  within?: Area
): Generator<readonly [row: number, column: number, formula: Row.Formula]> {
  for (const of of within === undefined ? rowsWithFormulas(self) : rows(self, within.top, within.bottom)) {
    const cells = cellsOf(self, of)
    if (cells.formulas === undefined) continue
    for (let place = 0; place < cells.formulas.length; place++) {
      const found = cells.formulas[place]
      const column = cells.columns[place] ?? 0
      if (found === undefined || (within !== undefined && (column < within.left || column > within.right))) continue
      yield [of.index, column, found]
    }
  }
}

/** Rows that may have formulas. Rows not read yet are looked through as text, which is much faster than reading them. */
function* rowsWithFormulas(self: SheetData): Generator<Row.Row> {
  const { prefix, source } = self.context
  const mark = `<${prefix}f`
  let next = source.indexOf(mark, self.contentStart)
  for (const of of rows(self)) {
    if (of.cells !== undefined) {
      yield of
      continue
    }
    if (next >= 0 && next < of.start) next = source.indexOf(mark, of.start)
    if (next >= 0 && next < of.end) yield of
  }
}

const refreshUsed = (self: SheetData): void => {
  if (self.used.known) return
  let content: Area | undefined
  let all: Area | undefined
  for (const of of rows(self)) {
    const { columns, formulas, values } = cellsOf(self, of)
    const count = columns.length
    if (count === 0) continue
    const bounds = (left: number, right: number): Area => ({ top: of.index, bottom: of.index, left, right })
    all = union(all, bounds(columns[0] ?? 0, columns[count - 1] ?? 0))
    const isUsed = (place: number) => values[place] !== null || formulas?.[place] !== undefined
    let first = 0
    while (first < count && !isUsed(first)) first++
    if (first === count) continue
    let last = count - 1
    while (!isUsed(last)) last--
    content = union(content, bounds(columns[first] ?? 0, columns[last] ?? 0))
  }
  self.used.content = content
  self.used.all = all
  self.used.known = true
}

/** The smallest area that contains all cells with a value or a formula. */
export const contentArea = (self: SheetData): Area | undefined => {
  refreshUsed(self)
  return self.used.content
}

/** The smallest area that contains all cells, including formatted ones. */
export const usedArea = (self: SheetData): Area | undefined => {
  refreshUsed(self)
  return self.used.all
}

/** Source of the element, with changed rows written anew. */
export const text = (self: SheetData, writer: CellWriter.Context): string => {
  const { prefix, source } = self.context
  const parts: Array<string> = []
  // extent of unchanged rows, copied in one piece
  let from = self.contentStart
  let to = self.contentStart
  for (const of of rows(self)) {
    if (!of.changed && of.start >= to) {
      // white space and the gap of rows that moved away go with the rows around them only if nothing lies between
      if (of.start !== to && source.slice(to, of.start).trim() !== "") {
        parts.push(source.slice(from, to))
        from = of.start
      }
      to = of.end
      continue
    }
    parts.push(source.slice(from, to))
    parts.push(of.changed ? CellWriter.rowSource(writer, of) : source.slice(of.start, of.end))
    from = to = of.start === Row.noSource ? to : of.end
  }
  parts.push(source.slice(from, to))
  const inner = parts.join("")
  const tag = Xml.opened(self.openTag)
  return inner.trim() === "" ? tag.replace(/>$/, "/>") : `${tag}${inner}</${prefix}sheetData>`
}
