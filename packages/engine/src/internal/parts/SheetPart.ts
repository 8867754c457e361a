/**
 * A worksheet part: its cells, and the XML before and after them. References in that XML (merged cells, conditional
 * formats, data validations, hyperlinks, filters) are edited in place.
 *
 * @since 0.1.0
 */
import type { Area } from "@effect-workbook/schema/Area"
import type { Translation } from "../formula/References.js"
import * as Xml from "../package/Xml.js"
import { refuse } from "../refusal.js"
import type { Scalar } from "../value/Value.js"
import * as A1Reference from "./A1Reference.js"
import type * as CellReader from "./sheet/CellReader.js"
import type * as CellWriter from "./sheet/CellWriter.js"
import * as SheetData from "./sheet/SheetData.js"

/** Adjacent columns that are hidden or have a style (`col`). New cells get the style of their column. */
interface ColumnRange {
  readonly first: number
  readonly last: number
  readonly style: number
  readonly hidden: boolean
}

/** The first cell of a group of shared formulas. It holds the text for the whole area. */
export interface SharedFormula {
  readonly area: Area
  readonly row: number
  readonly column: number
  readonly translation: Translation
}

/** An array formula or data table, with the area that its results fill. */
export interface ArrayFormula {
  readonly row: number
  readonly column: number
  readonly area: Area
  readonly kind: "array" | "dataTable"
  readonly dynamic: boolean
}

/** A worksheet. */
export interface SheetPart {
  readonly prefix: string
  /** The XML before `sheetData`. */
  head: string
  /** The XML after `sheetData`. */
  tail: string
  readonly data: SheetData.SheetData
  columns: ReadonlyArray<ColumnRange>
  /** Shared formulas by group; `undefined` until they are needed. Some programs use the same group number twice. */
  shared: Map<number, ReadonlyArray<SharedFormula>> | undefined
  /** Array formulas; `undefined` until they are needed, and after one was added, removed or moved. */
  arrays: ReadonlyArray<ArrayFormula> | undefined
  /** Whether `head` or `tail` has changed since the last save. */
  changed: boolean
}

const findSheetData = (
  source: string
): SheetData.SheetDataElement & { readonly before: number; readonly after: number } => {
  const sheet = Xml.nextTag(source, 0)
  if (sheet === undefined || sheet.name !== "worksheet") {
    return refuse("unsupportedWorkbook", "The file is corrupt and cannot be opened: a worksheet part has no worksheet.")
  }
  let at = sheet.end
  while (true) {
    const tag = Xml.nextTag(source, at)
    if (tag === undefined || tag.kind === "end") {
      const before = tag?.start ?? source.length
      return {
        openTag: `<${Xml.prefixOf(sheet)}sheetData>`,
        contentStart: before,
        contentEnd: before,
        before,
        after: before
      }
    }
    if (tag.name !== "sheetData") {
      at = Xml.elementOf(source, tag).end
      continue
    }
    const openTag = source.slice(tag.start, tag.end)
    if (tag.kind === "empty") {
      return { openTag, contentStart: tag.end, contentEnd: tag.end, before: tag.start, after: tag.end }
    }
    const close = source.lastIndexOf(`</${tag.qualifiedName}`)
    const contentEnd = close < tag.end ? source.length : close
    const after = close < tag.end ? source.length : source.indexOf(">", close) + 1
    return { openTag, contentStart: tag.end, contentEnd, before: tag.start, after }
  }
}

/** Reads the columns that are hidden or have a style from the XML before `sheetData`. */
export const readColumns = (head: string): ReadonlyArray<ColumnRange> => {
  const columns: Array<ColumnRange> = []
  for (let tag = Xml.nextTag(head, 0); tag !== undefined; tag = Xml.nextTag(head, tag.end)) {
    if (tag.name !== "col" || tag.kind === "end") continue
    const source = head.slice(tag.start, tag.end)
    const style = Number(Xml.attribute(source, "style") ?? 0)
    const hidden = Xml.booleanAttribute(source, "hidden")
    if (style === 0 && !hidden) continue
    columns.push({
      first: Number(Xml.attribute(source, "min") ?? 1) - 1,
      last: Number(Xml.attribute(source, "max") ?? 1) - 1,
      style,
      hidden
    })
  }
  return columns
}

/** Parses a worksheet part. */
export const open = (text: string, context: Pick<CellReader.Context, "strings" | "date1904">): SheetPart => {
  // The search for rows does not recognize comments and CDATA, so they are removed first.
  const source = text.includes("<!") ? Xml.withoutMarkupDeclarations(text) : text
  const element = findSheetData(source)
  const head = source.slice(0, element.before)
  const prefix = element.openTag.slice(1, element.openTag.indexOf("sheetData"))
  return {
    prefix,
    head,
    tail: source.slice(element.after),
    data: SheetData.open({ ...context, source, prefix }, element),
    columns: readColumns(head),
    shared: undefined,
    arrays: undefined,
    changed: false
  }
}

/** Returns whether the part has changed since the last save. */
export const isEdited = (self: SheetPart): boolean => self.changed || self.data.changed

/** Records that the part was saved. */
export const markSaved = (self: SheetPart): void => {
  self.changed = false
  self.data.changed = false
}

/** Returns the XML of the part. */
export const text = (self: SheetPart, writer: Omit<CellWriter.Context, "source" | "prefix">): string => {
  const { source } = self.data.context
  const cells = SheetData.text(self.data, { ...writer, source, prefix: self.prefix })
  return withDimension(self) + cells + self.tail
}

/** Returns the head with an updated `dimension` element, which is optional. */
const withDimension = (self: SheetPart): string => {
  const sheet = Xml.nextTag(self.head, 0)
  if (sheet === undefined) return self.head
  for (const element of Xml.siblings(self.head, sheet.end, self.head.length)) {
    if (element.name !== "dimension") continue
    const tag = Xml.startTag(self.head, element)
    const reference = A1Reference.format(
      SheetData.usedArea(self.data) ?? { top: 0, left: 0, bottom: 0, right: 0 }
    )
    if (Xml.attribute(tag, "ref") === reference) return self.head
    return self.head.slice(0, element.start) + Xml.withAttribute(tag, "ref", reference) +
      self.head.slice(element.contentStart)
  }
  return self.head
}

/** Returns the value of a cell. */
export const value = (self: SheetPart, row: number, column: number): Scalar => SheetData.value(self.data, row, column)

/** Returns the values of an area. */
export const values = (self: SheetPart, area: Area): ReadonlyArray<ReadonlyArray<Scalar>> => {
  const rows: Array<Array<Scalar>> = []
  for (let row = area.top; row <= area.bottom; row++) {
    const line: Array<Scalar> = []
    for (let column = area.left; column <= area.right; column++) line.push(value(self, row, column))
    rows.push(line)
  }
  return rows
}

/** Returns the style of a cell. A cell that does not exist has the style of its row, or else of its column. */
export const style = (self: SheetPart, row: number, column: number): number => {
  const own = SheetData.style(self.data, row, column)
  if (own !== undefined) return own
  const tag = SheetData.rowTag(self.data, row)
  if (tag !== "" && Xml.booleanAttribute(tag, "customFormat")) return Number(Xml.attribute(tag, "s") ?? 0)
  return self.columns.find(({ first, last }) => first <= column && column <= last)?.style ?? 0
}

/** Returns whether a row is hidden. */
export const rowHidden = (self: SheetPart, row: number): boolean =>
  Xml.booleanAttribute(SheetData.rowTag(self.data, row), "hidden")

/** Hides or shows rows. Only existing rows can be hidden already. */
export const setRowsHidden = (self: SheetPart, top: number, bottom: number, hidden: boolean): void => {
  const { data, prefix } = self
  const indices = hidden
    ? Array.from({ length: bottom - top + 1 }, (_, down) => top + down)
    : Array.from(SheetData.rows(data, top, bottom), ({ index }) => index)
  for (const index of indices) {
    if (rowHidden(self, index) === hidden) continue
    const tag = SheetData.rowTag(data, index) || `<${prefix}row>`
    const shown = Xml.withAttribute(Xml.toStartTag(tag), "hidden", hidden ? "1" : undefined)
    // A row that was hidden by a height of 0 would stay invisible.
    const hasNoHeight = !hidden && Xml.attribute(shown, "ht") !== undefined && Number(Xml.attribute(shown, "ht")) === 0
    SheetData.setRowTag(
      data,
      index,
      hasNoHeight ? Xml.withAttribute(Xml.withAttribute(shown, "ht", undefined), "customHeight", undefined) : shown
    )
  }
}

/** Returns whether a column is hidden. */
export const columnHidden = (self: SheetPart, column: number): boolean =>
  self.columns.some(({ first, hidden, last }) => hidden && first <= column && column <= last)

/** Returns the number of hidden rows between two inclusive indices. */
export const hiddenRows = (self: SheetPart, top: number, bottom: number): number => {
  let count = 0
  for (const { index } of SheetData.rows(self.data, top, bottom)) if (rowHidden(self, index)) count++
  return count
}

/** Returns the number of hidden columns between two inclusive indices. */
export const hiddenColumns = (self: SheetPart, left: number, right: number): number =>
  self.columns.reduce(
    (count, { first, hidden, last }) =>
      hidden ? count + Math.max(0, Math.min(last, right) - Math.max(first, left) + 1) : count,
    0
  )
