/**
 * A chart part as a tree, with the order of its elements. New elements get the prefixes of the document.
 *
 * @since 0.1.0
 */
import * as Xml from "../../package/Xml.js"
import * as XmlTree from "../../package/XmlTree.js"
import { refuse } from "../../refusal.js"

/** A chart part. */
export interface ChartPart {
  readonly document: XmlTree.Document
  /** The element `chart`, with the title, the plot area and the legend. */
  readonly chart: XmlTree.Node
  readonly plotArea: XmlTree.Node
}

/** Parses a chart part. */
export const parse = (text: string): ChartPart => {
  const document = XmlTree.parse(text)
  const chart = XmlTree.find(document.root, "chart")
  const plotArea = XmlTree.find(chart, "plotArea")
  return chart === undefined || plotArea === undefined
    ? refuse("unsupportedOperation", "The chart is of a kind that cannot be read.")
    : { document, chart, plotArea }
}

/** The order of the child elements, by the name of the parent. One list serves similar parents. */
export const sequences = {
  chartSpace: [
    "date1904",
    "lang",
    "roundedCorners",
    "AlternateContent",
    "style",
    "clrMapOvr",
    "pivotSource",
    "protection",
    "chart",
    "spPr",
    "txPr",
    "externalData",
    "printSettings",
    "userShapes",
    "extLst"
  ],
  chart: [
    "title",
    "autoTitleDeleted",
    "pivotFmts",
    "view3D",
    "floor",
    "sideWall",
    "backWall",
    "plotArea",
    "legend",
    "plotVisOnly",
    "dispBlanksAs",
    "showDLblsOverMax",
    "extLst"
  ],
  title: ["tx", "layout", "overlay", "spPr", "txPr", "extLst"],
  legend: ["legendPos", "legendEntry", "layout", "overlay", "spPr", "txPr", "extLst"],
  axis: [
    "axId",
    "scaling",
    "delete",
    "axPos",
    "majorGridlines",
    "minorGridlines",
    "title",
    "numFmt",
    "majorTickMark",
    "minorTickMark",
    "tickLblPos",
    "spPr",
    "txPr",
    "crossAx",
    "crosses",
    "crossesAt",
    "crossBetween",
    "auto",
    "lblAlgn",
    "lblOffset",
    "tickLblSkip",
    "tickMarkSkip",
    "noMultiLvlLbl",
    "baseTimeUnit",
    "majorUnit",
    "majorTimeUnit",
    "minorUnit",
    "minorTimeUnit",
    "dispUnits",
    "extLst"
  ],
  scaling: ["logBase", "orientation", "max", "min", "extLst"],
  gridlines: ["spPr"],
  series: [
    "idx",
    "order",
    "tx",
    "spPr",
    "invertIfNegative",
    "pictureOptions",
    "marker",
    "explosion",
    "dPt",
    "dLbls",
    "trendline",
    "errBars",
    "cat",
    "xVal",
    "val",
    "yVal",
    "smooth",
    "shape",
    "bubbleSize",
    "bubble3D",
    "extLst"
  ],
  point: ["idx", "invertIfNegative", "marker", "bubble3D", "explosion", "spPr", "pictureOptions", "extLst"],
  labels: [
    "dLbl",
    "delete",
    "numFmt",
    "spPr",
    "txPr",
    "dLblPos",
    "showLegendKey",
    "showVal",
    "showCatName",
    "showSerName",
    "showPercent",
    "showBubbleSize",
    "separator",
    "showLeaderLines",
    "leaderLines",
    "extLst"
  ],
  shape: [
    "xfrm",
    "custGeom",
    "prstGeom",
    "noFill",
    "solidFill",
    "gradFill",
    "blipFill",
    "pattFill",
    "grpFill",
    "ln",
    "effectLst",
    "effectDag",
    "scene3d",
    "sp3d",
    "extLst"
  ],
  line: [
    "noFill",
    "solidFill",
    "gradFill",
    "pattFill",
    "prstDash",
    "custDash",
    "round",
    "bevel",
    "miter",
    "headEnd",
    "tailEnd",
    "extLst"
  ],
  text: [
    "ln",
    "noFill",
    "solidFill",
    "gradFill",
    "blipFill",
    "pattFill",
    "grpFill",
    "effectLst",
    "effectDag",
    "highlight",
    "uLnTx",
    "uLn",
    "uFillTx",
    "uFill",
    "latin",
    "ea",
    "cs",
    "sym",
    "hlinkClick",
    "hlinkMouseOver",
    "rtl",
    "extLst"
  ]
} as const

/** Returns the prefix for elements of DrawingML, and declares it if the root element does not. */
const drawingPrefix = ({ document: { root } }: ChartPart): string => {
  const declared = Xml.attributes(root.tag).find(({ name, raw }) =>
    name.startsWith("xmlns:") &&
    /(?:openxmlformats\.org\/drawingml\/2006|purl\.oclc\.org\/ooxml\/drawingml)\/main$/.test(raw)
  )
  if (declared !== undefined) return `${declared.name.slice("xmlns:".length)}:`
  const isStrict = root.tag.includes("purl.oclc.org/ooxml/drawingml/chart")
  XmlTree.setAttribute(
    root,
    "xmlns:a",
    isStrict ? "http://purl.oclc.org/ooxml/drawingml/main" : "http://schemas.openxmlformats.org/drawingml/2006/main"
  )
  return "a:"
}

/** Makes an element from its source with the prefixes `c` and `a`. */
export const element = (part: ChartPart, source: string): XmlTree.Node => {
  const prefixes: Readonly<Record<string, string>> = {
    c: Xml.prefixOf(part.document.root),
    a: source.includes("<a:") ? drawingPrefix(part) : ""
  }
  return XmlTree.parse(
    source.replaceAll(/(<\/?)([ca]):/g, (_, open: string, name: string) => open + (prefixes[name] ?? ""))
  )
    .root
}

/** Returns a child element, and adds it at its place if it is missing. */
export const ensure = (
  part: ChartPart,
  parent: XmlTree.Node,
  name: `${"c" | "a"}:${string}`,
  sequence: ReadonlyArray<string>
): XmlTree.Node => {
  const found = XmlTree.find(parent, name.slice(2))
  if (found !== undefined) return found
  const added = element(part, `<${name}/>`)
  XmlTree.insert(parent, added, sequence)
  return added
}

/** Replaces the child element with the same name, or adds the new one at its place. */
export const replace = (
  part: ChartPart,
  parent: XmlTree.Node,
  source: string,
  sequence: ReadonlyArray<string>
): XmlTree.Node => {
  const added = element(part, source)
  XmlTree.remove(parent, XmlTree.find(parent, added.name))
  XmlTree.insert(parent, added, sequence)
  return added
}

/** Sets the attribute `val` of a child element, and adds the element if it is missing. */
export const setValue = (
  part: ChartPart,
  parent: XmlTree.Node,
  name: `c:${string}`,
  value: string | number | boolean,
  sequence: ReadonlyArray<string>
): void => {
  const written = typeof value === "boolean" ? (value ? "1" : "0") : String(value)
  XmlTree.setAttribute(ensure(part, parent, name, sequence), "val", written)
}

/** Returns the attribute `val` of a child element. */
export const valueOf = (parent: XmlTree.Node | undefined, name: string): string | undefined =>
  XmlTree.attribute(XmlTree.find(parent, name), "val")

/** Returns the boolean `val` of a child element. An element without `val` is true. */
export const isOn = (parent: XmlTree.Node | undefined, name: string): boolean => {
  const found = XmlTree.find(parent, name)
  return found !== undefined && Xml.booleanAttribute(found.tag, "val", true)
}

/** The elements of the groups of series with one type, such as `barChart`. */
export const groups = ({ plotArea }: ChartPart): ReadonlyArray<XmlTree.Node> =>
  XmlTree.elements(plotArea).filter(({ name }) => name.endsWith("Chart"))

/** A series, and the group of series that it belongs to. */
export interface Series {
  readonly node: XmlTree.Node
  readonly group: XmlTree.Node
}

/** Returns the series in the order of the legend. */
export const series = (part: ChartPart): ReadonlyArray<Series> =>
  groups(part)
    .flatMap((group) => XmlTree.elements(group, "ser").map((node) => ({ node, group })))
    .map((each, index) => ({ each, order: Number(valueOf(each.node, "order") ?? index) }))
    .sort((a, b) => a.order - b.order)
    .map(({ each }) => each)

/** The axes by what they show. */
export type AxisKind = "category" | "value" | "series"

const axisNames = new Set(["catAx", "dateAx", "valAx", "serAx"])

/** Returns an axis of the first group of series: its first axis has the categories, its second one the values. */
export const axis = (part: ChartPart, kind: AxisKind): XmlTree.Node | undefined => {
  const [first] = groups(part)
  const ids = first === undefined ? [] : XmlTree.elements(first, "axId").map((node) => XmlTree.attribute(node, "val"))
  const axes = ids.flatMap((id) =>
    XmlTree.elements(part.plotArea).filter((node) => axisNames.has(node.name) && valueOf(node, "axId") === id)
  )
  if (kind === "series") return axes.find(({ name }) => name === "serAx")
  return axes.filter(({ name }) => name !== "serAx")[kind === "category" ? 0 : 1]
}
