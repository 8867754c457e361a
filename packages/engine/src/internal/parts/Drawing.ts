/**
 * A drawing part: the shapes of a sheet, and their anchors in cells.
 *
 * @since 0.1.0
 */
import * as Xml from "../package/Xml.js"
import * as XmlTree from "../package/XmlTree.js"
import type { Dialect } from "./Dialect.js"
import * as SheetGeometry from "./SheetGeometry.js"

/** The position and the size of a shape in English Metric Units, from the top left corner of the sheet. */
export interface Frame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The columns and rows of the sheet of a drawing. */
export interface Grid {
  readonly columns: SheetGeometry.Axis
  readonly rows: SheetGeometry.Axis
}

/** A chart in a drawing. */
export interface ChartAnchor {
  readonly anchor: XmlTree.Node
  /** The element with the name and the id of the shape. */
  readonly properties: XmlTree.Node
  /** The id of the relationship to the chart part. */
  readonly relationship: string
}

const anchorKinds = new Set(["twoCellAnchor", "oneCellAnchor", "absoluteAnchor"])

const transitional = {
  drawing: "http://schemas.openxmlformats.org/drawingml/2006/main",
  spreadsheetDrawing: "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
  chart: "http://schemas.openxmlformats.org/drawingml/2006/chart"
}

const strict = {
  drawing: "http://purl.oclc.org/ooxml/drawingml/main",
  spreadsheetDrawing: "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
  chart: "http://purl.oclc.org/ooxml/drawingml/chart"
}

/** Returns the namespaces of drawings and charts in a dialect. */
export const namespaces = ({ spreadsheet }: Dialect): typeof transitional =>
  spreadsheet.includes("purl.oclc.org") ? strict : transitional

/** Returns the XML of a drawing without shapes. */
export const empty = (dialect: Dialect): string => {
  const { drawing, spreadsheetDrawing } = namespaces(dialect)
  return `${Xml.declaration}<xdr:wsDr xmlns:xdr="${spreadsheetDrawing}" xmlns:a="${drawing}"></xdr:wsDr>`
}

/** Returns the charts in the order of their shapes. Charts inside of groups are not listed, as in Excel. */
export const charts = ({ root }: XmlTree.Document): ReadonlyArray<ChartAnchor> =>
  XmlTree.elements(root).flatMap((anchor) => {
    const frame = anchorKinds.has(anchor.name) ? XmlTree.find(anchor, "graphicFrame") : undefined
    const properties = XmlTree.find(frame, "nvGraphicFramePr", "cNvPr")
    const chart = XmlTree.find(frame, "graphic", "graphicData", "chart")
    const relationship = chart && Xml.prefixedAttribute(chart.tag, "id")
    return properties === undefined || relationship === undefined ? [] : [{ anchor, properties, relationship }]
  })

/** Returns whether the drawing has no shapes. */
export const isEmpty = ({ root }: XmlTree.Document): boolean => XmlTree.elements(root).length === 0

/** Returns the greatest id of a shape. */
export const greatestId = ({ root }: XmlTree.Document): number => {
  let greatest = 1
  for (const properties of XmlTree.descendants(root, "cNvPr")) {
    greatest = Math.max(greatest, Number(XmlTree.attribute(properties, "id")) || 0)
  }
  return greatest
}

/** Returns the GUID that Excel has given to a shape, if there is one. */
export const creationId = (properties: XmlTree.Node): string | undefined => {
  for (const extension of XmlTree.descendants(properties, "creationId")) return XmlTree.attribute(extension, "id")
  return undefined
}

const numberIn = (node: XmlTree.Node | undefined, name: string): number => {
  const found = XmlTree.find(node, name)
  return found === undefined ? 0 : Number(XmlTree.content(found)) || 0
}

const pointOf = (marker: XmlTree.Node | undefined, { columns, rows }: Grid) => ({
  left: SheetGeometry.offsetOf(columns, numberIn(marker, "col")) + numberIn(marker, "colOff"),
  top: SheetGeometry.offsetOf(rows, numberIn(marker, "row")) + numberIn(marker, "rowOff")
})

const sizeOf = (anchor: XmlTree.Node) => {
  const size = XmlTree.find(anchor, "ext")
  return {
    width: Number(XmlTree.attribute(size, "cx")) || 0,
    height: Number(XmlTree.attribute(size, "cy")) || 0
  }
}

/** Returns the place of an anchor on the sheet. */
export const frameOf = (anchor: XmlTree.Node, grid: Grid): Frame => {
  switch (anchor.name) {
    case "absoluteAnchor": {
      const position = XmlTree.find(anchor, "pos")
      return {
        left: Number(XmlTree.attribute(position, "x")) || 0,
        top: Number(XmlTree.attribute(position, "y")) || 0,
        ...sizeOf(anchor)
      }
    }
    case "oneCellAnchor":
      return { ...pointOf(XmlTree.find(anchor, "from"), grid), ...sizeOf(anchor) }
    default: {
      const { left, top } = pointOf(XmlTree.find(anchor, "from"), grid)
      const end = pointOf(XmlTree.find(anchor, "to"), grid)
      return { left, top, width: Math.max(0, end.left - left), height: Math.max(0, end.top - top) }
    }
  }
}

const markerXml = (left: number, top: number, { columns, rows }: Grid): string => {
  const column = SheetGeometry.placeAt(columns, left)
  const row = SheetGeometry.placeAt(rows, top)
  return `<xdr:col>${column.index}</xdr:col><xdr:colOff>${column.offset}</xdr:colOff>` +
    `<xdr:row>${row.index}</xdr:row><xdr:rowOff>${row.offset}</xdr:rowOff>`
}

/** Parses a fragment with the prefix `xdr` in the place of that of an element. */
const fragment = (near: XmlTree.Node, source: string): XmlTree.Node =>
  XmlTree.parse(source.replaceAll(/(<\/?)xdr:/g, `$1${Xml.prefixOf(near)}`)).root

const setMarker = (anchor: XmlTree.Node, name: string, left: number, top: number, grid: Grid): void => {
  const marker = XmlTree.find(anchor, name)
  if (marker === undefined) return
  const written = fragment(anchor, `<xdr:marker>${markerXml(left, top, grid)}</xdr:marker>`)
  XmlTree.setChildren(marker, written.children)
}

/** Moves and resizes an anchor. It keeps its kind, so that it moves with the cells as before. */
export const setFrame = (anchor: XmlTree.Node, { height, left, top, width }: Frame, grid: Grid): void => {
  const position = XmlTree.find(anchor, "pos")
  if (position !== undefined) {
    XmlTree.setAttribute(position, "x", String(Math.round(left)))
    XmlTree.setAttribute(position, "y", String(Math.round(top)))
  }
  const size = XmlTree.find(anchor, "ext")
  if (size !== undefined) {
    XmlTree.setAttribute(size, "cx", String(Math.round(width)))
    XmlTree.setAttribute(size, "cy", String(Math.round(height)))
  }
  setMarker(anchor, "from", left, top, grid)
  setMarker(anchor, "to", left + width, top + height, grid)
}

/** A chart to add. */
export interface NewChart {
  readonly shapeId: number
  readonly name: string
  readonly creationId: string
  readonly relationship: string
  readonly frame: Frame
}

/** Adds a chart in front of the other shapes. */
export const add = (
  { root }: XmlTree.Document,
  { creationId, frame, name, relationship, shapeId }: NewChart,
  grid: Grid,
  dialect: Dialect
): void => {
  const { chart, drawing } = namespaces(dialect)
  const { height, left, top, width } = frame
  const encodedName = Xml.encodeAttribute(Xml.encodeXstring(name))
  root.children.push(fragment(
    root,
    `<xdr:twoCellAnchor><xdr:from>${markerXml(left, top, grid)}</xdr:from>` +
      `<xdr:to>${markerXml(left + width, top + height, grid)}</xdr:to>` +
      `<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="${shapeId}" name="${encodedName}">` +
      `<a:extLst xmlns:a="${drawing}"><a:ext uri="{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}">` +
      `<a16:creationId xmlns:a16="http://schemas.microsoft.com/office/drawing/2014/main" id="${creationId}"/>` +
      "</a:ext></a:extLst></xdr:cNvPr><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>" +
      `<xdr:xfrm><a:off xmlns:a="${drawing}" x="0" y="0"/><a:ext xmlns:a="${drawing}" cx="0" cy="0"/></xdr:xfrm>` +
      `<a:graphic xmlns:a="${drawing}"><a:graphicData uri="${chart}">` +
      `<c:chart xmlns:c="${chart}" xmlns:r="${dialect.relationships}" r:id="${relationship}"/>` +
      "</a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>"
  ))
}

type MapIndex = (index: number) => number | undefined

/** Returns the edit of a corner of an anchor. A corner in a deleted row or column moves to the one that replaces it. */
const cornerEdits = (
  text: string,
  corner: Xml.Element,
  axis: "row" | "col",
  at: number,
  map: MapIndex
): ReadonlyArray<Xml.Edit> => {
  const index = Xml.child(text, corner, axis)
  if (index === undefined) return []
  const present = Number(text.slice(index.contentStart, index.contentEnd).trim())
  const moved = map(present)
  if (moved === present) return []
  const edit = { start: index.contentStart, end: index.contentEnd, text: String(moved ?? at) }
  const offset = moved === undefined ? Xml.child(text, corner, `${axis}Off`) : undefined
  return offset === undefined ? [edit] : [edit, { start: offset.contentStart, end: offset.contentEnd, text: "0" }]
}

/**
 * Moves the shapes of a drawing after rows or columns were inserted or deleted at an index. `map` returns the new index of a
 * row or column, or `undefined` if it was deleted.
 *
 * Shapes do not move when only a part of the rows or columns is inserted or deleted: Excel describes the placement of
 * shapes for whole rows and columns only.
 */
export const move = (text: string, axis: "rows" | "columns", at: number, map: MapIndex): string => {
  const name = axis === "rows" ? "row" : "col"
  const edits: Array<Xml.Edit> = []
  for (const anchor of Xml.children(text, Xml.root(text))) {
    const placement = Xml.attribute(Xml.startTag(text, anchor), "editAs") ?? "twoCell"
    if (placement === "absolute") continue
    const from = Xml.child(text, anchor, "from")
    const to = Xml.child(text, anchor, "to")
    if (from === undefined) continue
    const fromEdits = cornerEdits(text, from, name, at, map)
    edits.push(...fromEdits)
    // A shape that keeps its size moves only if its first corner does.
    if (to !== undefined && (placement === "twoCell" || fromEdits.length > 0)) {
      edits.push(...cornerEdits(text, to, name, at, map))
    }
  }
  return edits.length === 0 ? text : Xml.edit(text, edits)
}
