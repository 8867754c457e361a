/**
 * Creates chart parts.
 *
 * @since 0.1.0
 */
import * as Xml from "../../package/Xml.js"
import * as XmlTree from "../../package/XmlTree.js"
import type { Dialect } from "../Dialect.js"
import * as Drawing from "../Drawing.js"
import type { ChartKind, Group } from "./ChartKind.js"
import * as ChartPart from "./ChartPart.js"
import * as Palette from "./Palette.js"
import * as SeriesXml from "./SeriesXml.js"

/** The numbers of the axes of the first and the second group of series. */
const axisIds = [[500_000_001, 500_000_002, 500_000_003], [500_000_004, 500_000_005, 500_000_006]] as const

type Ids = (typeof axisIds)[number]

const grey =
  "<c:spPr><a:ln w=\"9525\"><a:solidFill><a:schemeClr val=\"tx1\"><a:lumMod val=\"15000\"/><a:lumOff val=\"85000\"/></a:schemeClr></a:solidFill></a:ln></c:spPr>"

const gridlines = `<c:majorGridlines>${grey}</c:majorGridlines>`

interface AxisSource {
  readonly name: string
  readonly id: number
  readonly crosses: number
  readonly position: string
  readonly deleted?: boolean
  readonly head?: string
  readonly tail?: string
  readonly crossesAt?: "autoZero" | "max"
}

const axis = (
  { crosses, crossesAt = "autoZero", deleted = false, head = "", id, name, position, tail = "" }: AxisSource
): string =>
  `<c:${name}><c:axId val="${id}"/><c:scaling><c:orientation val="minMax"/></c:scaling>` +
  `<c:delete val="${deleted ? 1 : 0}"/><c:axPos val="${position}"/>${head}` +
  "<c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"nextTo\"/>" +
  `${name === "valAx" ? "" : grey}<c:crossAx val="${crosses}"/><c:crosses val="${crossesAt}"/>${tail}</c:${name}>`

const general = "<c:numFmt formatCode=\"General\" sourceLinked=\"1\"/>"
const percent = "<c:numFmt formatCode=\"0%\" sourceLinked=\"1\"/>"

/** The axes of a group. Those of a second group are on the right, and share the place of the categories. */
const axesXml = (
  { axes, crossBetween, isPercent, name, position }: Group,
  [first, second, third]: Ids,
  isSecond: boolean
): string => {
  if (axes === "none") return ""
  const valuePosition = isSecond ? "r" : position === "b" ? "l" : "b"
  const isRadar = name === "radarChart"
  const categories = axes === "xy"
    ? axis({
      name: "valAx",
      id: first,
      crosses: second,
      position,
      head: gridlines + general,
      tail: `<c:crossBetween val="${crossBetween}"/>`
    })
    : axis({
      name: "catAx",
      id: first,
      crosses: second,
      position,
      deleted: isSecond,
      head: (isRadar ? gridlines : "") + general,
      tail: "<c:auto val=\"1\"/><c:lblAlgn val=\"ctr\"/><c:lblOffset val=\"100\"/><c:noMultiLvlLbl val=\"0\"/>"
    })
  const values = axis({
    name: "valAx",
    id: second,
    crosses: first,
    position: valuePosition,
    head: (isSecond ? "" : gridlines) + (isPercent ? percent : general),
    tail: `<c:crossBetween val="${crossBetween}"/>`,
    crossesAt: isSecond ? "max" : "autoZero"
  })
  return categories + values +
    (axes === "series" ? axis({ name: "serAx", id: third, crosses: first, position: "b" }) : "")
}

const axisReferences = ({ axes }: Group, [first, second, third]: Ids): string => {
  const ids = axes === "none"
    ? []
    : axes === "series"
    ? [first, second, third]
    : axes === "category3D"
    ? [first, second, 0]
    : [first, second]
  return ids.map((id) => `<c:axId val="${id}"/>`).join("")
}

/** Makes a chart part. The series are distributed to the groups of the type. */
export const make = (
  chartKind: ChartKind,
  series: ReadonlyArray<SeriesXml.SeriesData>,
  dialect: Dialect,
  hasTheme: boolean
): ChartPart.ChartPart => {
  const { chart, drawing } = Drawing.namespaces(dialect)
  const { groups, hasLegend, view3D } = chartKind
  let next = 0
  const plots = groups.map((group, position) => {
    const ids = axisIds[position === 0 ? 0 : 1]
    const members = series.slice(next, next + (group.count ?? series.length))
    const first = next
    next += members.length
    const inner = members.map((_, index) => SeriesXml.seriesXml(first + index, group.series)).join("")
    return {
      plot: `<c:${group.name}>${group.head}${inner}${group.tail}${axisReferences(group, ids)}</c:${group.name}>`,
      axes: axesXml(group, ids, position > 0)
    }
  })
  const legend = hasLegend || series.length > 1
    ? "<c:legend><c:legendPos val=\"b\"/><c:overlay val=\"0\"/></c:legend>"
    : ""
  const part = ChartPart.parse(
    `${Xml.declaration}<c:chartSpace xmlns:c="${chart}" xmlns:a="${drawing}" xmlns:r="${dialect.relationships}">` +
      "<c:roundedCorners val=\"0\"/><c:chart><c:title><c:overlay val=\"0\"/></c:title><c:autoTitleDeleted val=\"0\"/>" +
      `${view3D}<c:plotArea><c:layout/>${plots.map(({ plot }) => plot).join("")}${
        plots.map(({ axes }) => axes).join("")
      }</c:plotArea>${legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>`
  )
  for (const [index, each] of ChartPart.series(part).entries()) {
    const data = series[index]
    if (data === undefined) continue
    SeriesXml.setData(part, each, data)
    Palette.paint(part, each, index, data.values?.values.length ?? 1, hasTheme)
  }
  return part
}

const clone = (node: XmlTree.Node): XmlTree.Node => ({
  ...node,
  children: node.children.map((child) => typeof child === "string" ? child : clone(child))
})

const empty = "<c:ser><c:idx val=\"0\"/><c:order val=\"0\"/></c:ser>"

const beforeSeries = new Set([
  "barDir",
  "grouping",
  "varyColors",
  "scatterStyle",
  "radarStyle",
  "wireframe",
  "ofPieType",
  "ser"
])

/** Adds a series at the end, with the form of the last one, and without its colors and labels of points. */
export const addSeries = (part: ChartPart.ChartPart, data: SeriesXml.SeriesData, hasTheme: boolean): void => {
  const all = ChartPart.series(part)
  const last = all.at(-1)
  const group = last?.group ?? ChartPart.groups(part)[0]
  if (group === undefined) return
  const node = last === undefined ? ChartPart.element(part, empty) : clone(last.node)
  for (const name of ["spPr", "extLst", "trendline", "errBars"]) {
    const found = XmlTree.find(node, name)
    // the lines of a scatter chart without lines stay hidden
    if (name !== "spPr" || XmlTree.find(found, "ln", "noFill") === undefined) XmlTree.remove(node, found)
  }
  for (const point of XmlTree.elements(node, "dPt")) XmlTree.remove(node, point)
  const greatest = (name: string): number =>
    all.reduce((most, each) => Math.max(most, Number(ChartPart.valueOf(each.node, name)) || 0), -1) + 1
  ChartPart.setValue(part, node, "c:idx", greatest("idx"), ChartPart.sequences.series)
  ChartPart.setValue(part, node, "c:order", greatest("order"), ChartPart.sequences.series)
  const children = group.children
  const at = children.findLastIndex((child) => typeof child !== "string" && beforeSeries.has(child.name))
  children.splice(at + 1, 0, node)
  SeriesXml.setData(part, { node, group }, data)
  Palette.paint(part, { node, group }, all.length, data.values?.values.length ?? 1, hasTheme)
}

/** Replaces the data of all series. Series keep their formats; others are added or removed at the end. */
export const setSeries = (
  part: ChartPart.ChartPart,
  series: ReadonlyArray<SeriesXml.SeriesData>,
  hasTheme: boolean
): void => {
  const before = ChartPart.series(part)
  for (const [index, each] of before.entries()) {
    const data = series[index]
    if (data === undefined) XmlTree.remove(each.group, each.node)
    else SeriesXml.setData(part, each, data)
  }
  for (const data of series.slice(before.length)) addSeries(part, data, hasTheme)
}
