/**
 * The sizes of the rows and columns of a worksheet in English Metric Units, of which a point has 12,700. They place
 * drawings, whose anchors are offsets in cells.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import * as Xml from "../package/Xml.js"
import * as SheetData from "./sheet/SheetData.js"
import type { SheetPart } from "./SheetPart.js"

/** English Metric Units in a point. */
export const perPoint = 12_700

/** English Metric Units in a pixel of 1/96 inch. */
const perPixel = 9525

/** The width of a digit of the default font, Calibri 11, in pixels. */
const digitWidth = 7

/** The width of a column in pixels from its width in characters (ECMA-376, part 1, 18.3.1.13). */
const columnPixels = (width: number): number =>
  Math.trunc((256 * width + Math.trunc(128 / digitWidth)) / 256 * digitWidth)

/** Rows or columns from `first` to `last` that have the same size. */
interface Span {
  readonly first: number
  readonly last: number
  readonly size: number
}

/** The sizes along one direction: some spans in their order, and `normal` for all others. */
export interface Axis {
  readonly spans: ReadonlyArray<Span>
  readonly normal: number
  readonly count: number
}

const formatTag = (head: string): string => {
  for (let tag = Xml.nextTag(head, 0); tag !== undefined; tag = Xml.nextTag(head, tag.end)) {
    if (tag.name === "sheetFormatPr" && tag.kind !== "end") return head.slice(tag.start, tag.end)
  }
  return ""
}

/** The default width: that of the sheet, or 8 characters and a margin in a multiple of 8 pixels. */
const normalWidth = (format: string): number => {
  const width = Number(Xml.attribute(format, "defaultColWidth"))
  if (width > 0) return columnPixels(width) * perPixel
  const characters = Number(Xml.attribute(format, "baseColWidth") ?? 8)
  return Math.ceil((characters * digitWidth + 5) / 8) * 8 * perPixel
}

/** Returns the widths of the columns. Hidden columns have none. */
export const columns = ({ head }: SheetPart): Axis => {
  const spans: Array<Span> = []
  const normal = normalWidth(formatTag(head))
  for (let tag = Xml.nextTag(head, 0); tag !== undefined; tag = Xml.nextTag(head, tag.end)) {
    if (tag.name !== "col" || tag.kind === "end") continue
    const source = head.slice(tag.start, tag.end)
    const width = Number(Xml.attribute(source, "width"))
    spans.push({
      first: Number(Xml.attribute(source, "min") ?? 1) - 1,
      last: Number(Xml.attribute(source, "max") ?? 1) - 1,
      size: Xml.booleanAttribute(source, "hidden") ? 0 : width > 0 ? columnPixels(width) * perPixel : normal
    })
  }
  return { spans: spans.sort((a, b) => a.first - b.first), normal, count: Area.maxColumn + 1 }
}

const height = (points: string | undefined, normal: number): number =>
  points === undefined || !(Number(points) >= 0) ? normal : Math.round(Number(points) * perPoint)

/** Returns the heights of the rows. Hidden rows have none. */
export const rows = (part: SheetPart): Axis => {
  const format = formatTag(part.head)
  const normal = Xml.booleanAttribute(format, "zeroHeight")
    ? 0
    : height(Xml.attribute(format, "defaultRowHeight"), 15 * perPoint)
  const spans: Array<Span> = []
  for (const { index } of SheetData.rows(part.data, 0, Area.maxRow)) {
    const tag = SheetData.rowTag(part.data, index)
    const size = Xml.booleanAttribute(tag, "hidden") ? 0 : height(Xml.attribute(tag, "ht"), normal)
    if (size !== normal) spans.push({ first: index, last: index, size })
  }
  return { spans, normal, count: Area.maxRow + 1 }
}

/** Returns the distance of the start of a row or column from the edge of the sheet. */
export const offsetOf = ({ normal, spans }: Axis, index: number): number => {
  let offset = index * normal
  for (const { first, last, size } of spans) {
    if (first >= index) break
    offset += (Math.min(last + 1, index) - first) * (size - normal)
  }
  return offset
}

/** A place in a row or column. */
export interface Place {
  readonly index: number
  readonly offset: number
}

/** Returns the row or column at a distance from the edge of the sheet, and the rest of the distance. */
export const placeAt = (axis: Axis, distance: number): Place => {
  const wanted = Math.max(0, Math.round(distance))
  let low = 0
  let high = axis.count - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (offsetOf(axis, middle) <= wanted) low = middle
    else high = middle - 1
  }
  const start = offsetOf(axis, low)
  return { index: low, offset: Math.min(wanted - start, offsetOf(axis, low + 1) - start) }
}
