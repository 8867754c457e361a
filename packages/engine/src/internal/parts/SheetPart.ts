/**
 * A worksheet part: its cells, and the text around them, which is kept and edited in place where ranges of cells
 * are named (merged cells, conditional formats, validations, hyperlinks, filters).
 *
 * @since 0.1.0
 */
import type { Area } from "@effect-workbook/schema/Area"
import type { Scalar } from "../formula/Value.js"
import * as Xml from "../package/Xml.js"
import { refuse } from "../refusal.js"
import * as Reference from "./Reference.js"
import type * as CellReader from "./sheet/CellReader.js"
import type * as CellWriter from "./sheet/CellWriter.js"
import * as SheetData from "./sheet/SheetData.js"

/** Columns side by side that are hidden, or have a style of their own, which new cells take. */
interface Columns {
  readonly first: number
  readonly last: number
  readonly style: number
  readonly hidden: boolean
}

/** The first cell of a group of shared formulas. Its text applies to the whole area. */
export interface SharedFormula {
  readonly area: Area
  readonly row: number
  readonly column: number
  readonly text: string
}

/** A formula whose results fill an area, or a data table. */
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
  /** Everything before and after the cells. */
  head: string
  tail: string
  readonly data: SheetData.SheetData
  readonly columns: ReadonlyArray<Columns>
  /** Shared formulas by group; found when first asked for. Some writers use a group's number again further down. */
  shared: Map<number, ReadonlyArray<SharedFormula>> | undefined
  /** Array formulas; found when first asked for, and again after one has come, gone or moved. */
  arrays: ReadonlyArray<ArrayFormula> | undefined
  /** Whether the text around the cells has changed since it was last written. */
  changed: boolean
}

const findCells = (source: string): SheetData.Place & { readonly before: number; readonly after: number } => {
  const sheet = Xml.nextTag(source, 0)
  if (sheet === undefined || sheet.name !== "worksheet") {
    return refuse("unsupportedWorkbook", "The file is corrupt and cannot be opened: a worksheet is not one.")
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
    const close = source.lastIndexOf(`</${tag.qualified}`)
    const contentEnd = close < tag.end ? source.length : close
    const after = close < tag.end ? source.length : source.indexOf(">", close) + 1
    return { openTag, contentStart: tag.end, contentEnd, before: tag.start, after }
  }
}

const readColumns = (head: string): ReadonlyArray<Columns> => {
  const columns: Array<Columns> = []
  for (let tag = Xml.nextTag(head, 0); tag !== undefined; tag = Xml.nextTag(head, tag.end)) {
    if (tag.name !== "col" || tag.kind === "end") continue
    const source = head.slice(tag.start, tag.end)
    const style = Number(Xml.attribute(source, "style") ?? 0)
    const hidden = Xml.flag(source, "hidden")
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

/** Reads a worksheet. */
export const open = (text: string, context: Pick<CellReader.Context, "strings" | "date1904">): SheetPart => {
  // comments and CDATA among the cells would mislead the search for rows, and mean nothing there
  const source = text.includes("<!") ? Xml.plain(text) : text
  const place = findCells(source)
  const head = source.slice(0, place.before)
  const prefix = place.openTag.slice(1, place.openTag.indexOf("sheetData"))
  return {
    prefix,
    head,
    tail: source.slice(place.after),
    data: SheetData.open({ ...context, source, prefix }, place),
    columns: readColumns(head),
    shared: undefined,
    arrays: undefined,
    changed: false
  }
}

/** Whether anything has changed since the text was last written. */
export const isEdited = (self: SheetPart): boolean => self.changed || self.data.changed

/** Notes that the text has been written. */
export const settle = (self: SheetPart): void => {
  self.changed = false
  self.data.changed = false
}

/** The part's text. */
export const text = (self: SheetPart, writer: Omit<CellWriter.Context, "source" | "prefix">): string => {
  const { source } = self.data.context
  const cells = SheetData.text(self.data, { ...writer, source, prefix: self.prefix })
  return withDimension(self) + cells + self.tail
}

/** The head with `dimension`, a hint for readers, wide enough for the cells. */
const withDimension = (self: SheetPart): string => {
  const sheet = Xml.nextTag(self.head, 0)
  if (sheet === undefined) return self.head
  for (const element of Xml.siblings(self.head, sheet.end, self.head.length)) {
    if (element.name !== "dimension") continue
    const tag = Xml.startTag(self.head, element)
    const wanted = Reference.format(
      SheetData.usedArea(self.data) ?? { top: 0, left: 0, bottom: 0, right: 0 }
    )
    if (Xml.attribute(tag, "ref") === wanted) return self.head
    return self.head.slice(0, element.start) + Xml.withAttribute(tag, "ref", wanted) +
      self.head.slice(element.contentStart)
  }
  return self.head
}

/** A cell's value. */
export const value = (self: SheetPart, row: number, column: number): Scalar => SheetData.value(self.data, row, column)

/** The values of an area. */
export const values = (self: SheetPart, area: Area): ReadonlyArray<ReadonlyArray<Scalar>> => {
  const rows: Array<Array<Scalar>> = []
  for (let row = area.top; row <= area.bottom; row++) {
    const line: Array<Scalar> = []
    for (let column = area.left; column <= area.right; column++) line.push(value(self, row, column))
    rows.push(line)
  }
  return rows
}

/** The style that a cell has, or would have: its own, its row's, its column's. */
export const style = (self: SheetPart, row: number, column: number): number => {
  const own = SheetData.style(self.data, row, column)
  if (own !== undefined) return own
  const tag = SheetData.rowTag(self.data, row)
  if (tag !== "" && Xml.flag(tag, "customFormat")) return Number(Xml.attribute(tag, "s") ?? 0)
  return self.columns.find(({ first, last }) => first <= column && column <= last)?.style ?? 0
}

/** Whether a row is hidden. */
export const rowHidden = (self: SheetPart, row: number): boolean => Xml.flag(SheetData.rowTag(self.data, row), "hidden")

/** The number of hidden rows from one to another. */
export const hiddenRows = (self: SheetPart, top: number, bottom: number): number => {
  let count = 0
  for (const { index } of SheetData.rows(self.data, top, bottom)) if (rowHidden(self, index)) count++
  return count
}

/** The number of hidden columns from one to another. */
export const hiddenColumns = (self: SheetPart, left: number, right: number): number =>
  self.columns.reduce(
    (count, { first, hidden, last }) =>
      hidden ? count + Math.max(0, Math.min(last, right) - Math.max(first, left) + 1) : count,
    0
  )
