/**
 * Reads the picture of a chart from its part.
 *
 * @since 0.1.0
 */
import type { Axis, ChartPicture, Group, Legend, Scale, Series } from "../../../ChartPicture.js"
import * as XmlTree from "../../package/XmlTree.js"
import type { Extent } from "../chart/Axis.js"
import * as ChartPart from "../chart/ChartPart.js"
import type { Context } from "./Context.js"
import * as Data from "./Data.js"
import * as DateAxis from "./DateAxis.js"
import * as PointLabels from "./PointLabels.js"
import * as Scales from "./Scales.js"
import * as SeriesPicture from "./SeriesPicture.js"
import * as Style from "./Style.js"
import * as Titles from "./Titles.js"

const kinds: Readonly<Record<string, Group["kind"]>> = {
  areaChart: "area",
  barChart: "bar",
  bubbleChart: "bubble",
  doughnutChart: "doughnut",
  lineChart: "line",
  pieChart: "pie",
  radarChart: "radar",
  scatterChart: "scatter",
  stockChart: "line"
}

/** What a kind of chart that cannot be described is called. */
const undrawable: Readonly<Record<string, string>> = {
  area3DChart: "3-D area",
  bar3DChart: "3-D column",
  line3DChart: "3-D line",
  ofPieChart: "pie of pie",
  pie3DChart: "3-D pie",
  surface3DChart: "3-D surface",
  surfaceChart: "surface"
}

/** The data of a series. */
interface SeriesData {
  readonly series: ChartPart.Series
  readonly order: number
  readonly name: string
  readonly points: Data.Points
  readonly numbers: ReadonlyArray<number | null>
  readonly categories: Data.Categories
  readonly sizes: ReadonlyArray<number | null>
}

/** A group of series, with the elements of its axes. */
interface GroupData {
  readonly node: XmlTree.Node
  readonly series: ReadonlyArray<SeriesData>
  readonly categoryAxis: XmlTree.Node | undefined
  readonly valueAxis: XmlTree.Node | undefined
}

const ownName = ({ node }: ChartPart.Series, context: Context): string => {
  const text = XmlTree.find(node, "tx")
  const literal = XmlTree.find(text, "v")
  return Data.linkedText(text, context) ?? (literal === undefined ? "" : XmlTree.content(literal))
}

const readSeries = (context: Context): ReadonlyArray<SeriesData> =>
  ChartPart.series(context.part).map((series, order) => {
    const { node } = series
    const points = Data.points(XmlTree.find(node, "val") ?? XmlTree.find(node, "yVal"), context)
    const categories = XmlTree.find(node, "cat") ?? XmlTree.find(node, "xVal")
    const name = ownName(series, context)
    return {
      series,
      order,
      name: name === "" ? `Series${order + 1}` : name,
      points,
      numbers: Data.numbers(points),
      categories: Data.categories(categories, points.values.length, context),
      sizes: Data.numbers(Data.points(XmlTree.find(node, "bubbleSize"), context))
    }
  })

const axisNames = new Set(["catAx", "dateAx", "valAx"])

const readGroups = (context: Context): ReadonlyArray<GroupData> => {
  const series = readSeries(context)
  const axes = XmlTree.elements(context.part.plotArea).filter(({ name }) => axisNames.has(name))
  return ChartPart.groups(context.part).map((node) => {
    const [categoryAxis, valueAxis] = XmlTree.elements(node, "axId").flatMap((id) =>
      axes.find((axis) => ChartPart.valueOf(axis, "axId") === XmlTree.attribute(id, "val")) ?? []
    )
    return { node, series: series.filter((each) => each.series.group === node), categoryAxis, valueAxis }
  })
}

const isXY = ({ node }: GroupData): boolean => node.name === "scatterChart" || node.name === "bubbleChart"

const isHorizontal = ({ node }: GroupData): boolean =>
  node.name === "barChart" && ChartPart.valueOf(node, "barDir") === "bar"

const stackingOf = ({ node }: GroupData): Group["stacking"] => {
  const grouping = ChartPart.valueOf(node, "grouping")
  return grouping === "percentStacked" ? "percent" : grouping === "stacked" ? "stacked" : "none"
}

/** Returns the x values of a series: texts are numbered from 1. */
const xOf = ({ categories, numbers }: SeriesData): ReadonlyArray<number | null> =>
  categories.values.length > 0 && categories.values.every((value) => value === null || typeof value === "number")
    ? numbers.map((_, index) => {
      const value = categories.values[index]
      return typeof value === "number" ? value : null
    })
    : numbers.map((_, index) => index + 1)

/** Returns the series whose categories an axis shows. */
const shownBy = (groups: ReadonlyArray<GroupData>, axis: XmlTree.Node): ReadonlyArray<SeriesData> =>
  groups.filter(({ categoryAxis }) => categoryAxis === axis).flatMap(({ series }) => series)

const categorySeries = (shown: ReadonlyArray<SeriesData>): SeriesData | undefined =>
  shown.find(({ categories }) => categories.values.length > 0) ?? shown[0]

/** Joins the levels of categories: an outer label is in the middle of its categories, or before the first one of a bar. */
const categoryLabels = (
  found: SeriesData | undefined,
  count: number,
  code: string | undefined,
  horizontal: boolean,
  context: Context
): ReadonlyArray<string> => {
  const labels = Array.from({ length: count }, (_, index) =>
    found === undefined || found.categories.values.length === 0
      ? String(index + 1)
      : Data.textAt(found.categories, index, context, code))
  for (const level of found?.categories.outer ?? []) {
    for (let start = 0; start < count;) {
      let end = start + 1
      while (end < count && (level[end] ?? "") === "") end++
      const place = horizontal ? start : Math.floor((start + end - 1) / 2)
      const text = level[start] ?? ""
      for (let index = start; index < end; index++) {
        if (horizontal) {
          if (index === place && text !== "") labels[index] = `${text}  ${labels[index] ?? ""}`
        } else labels[index] = `${labels[index] ?? ""}\n${index === place ? text : " "}`
      }
      start = end
    }
  }
  return labels
}

/** The axes with categories that are dates, by their elements. */
const dateAxes = (groups: ReadonlyArray<GroupData>, context: Context): Map<XmlTree.Node, DateAxis.DateAxis> => {
  const found = new Map<XmlTree.Node, DateAxis.DateAxis>()
  for (const group of groups) {
    const axis = group.categoryAxis
    if (axis?.name !== "dateAx" || found.has(axis)) continue
    const source = categorySeries(shownBy(groups, axis))
    if (source === undefined) continue
    const { categories } = source
    const format = Scales.formatOf(axis, categories.format(0))
    const dates = DateAxis.read(axis, categories.values, format, context.date1904)
    if (dates !== undefined) found.set(axis, dates)
  }
  return found
}

const categoryScale = (
  groups: ReadonlyArray<GroupData>,
  axis: XmlTree.Node,
  valueAxis: XmlTree.Node | undefined,
  dates: DateAxis.DateAxis | undefined,
  context: Context
): Scale => {
  const between = ChartPart.valueOf(valueAxis, "crossBetween") !== "midCat"
  if (dates !== undefined) return { kind: "category", labels: dates.labels, interval: dates.interval, between }
  const shown = shownBy(groups, axis)
  const source = categorySeries(shown)
  const count = shown.reduce(
    (greatest, { categories, numbers }) => Math.max(greatest, numbers.length, categories.values.length),
    1
  )
  const linked = source?.categories.format(0) ?? "General"
  const code = Scales.formatOf(axis, linked)
  const horizontal = groups.some((group) => group.categoryAxis === axis && isHorizontal(group))
  const skip = Number(ChartPart.valueOf(axis, "tickLblSkip") ?? 0)
  return {
    kind: "category",
    labels: categoryLabels(source, count, code === linked ? undefined : code, horizontal, context),
    interval: skip > 0 ? skip : null,
    between
  }
}

const extentOf = (numbers: Iterable<number | null | undefined>): Extent | undefined => {
  let found: Extent | undefined
  for (const value of numbers) {
    if (value === null || value === undefined) continue
    found = found === undefined
      ? { least: value, greatest: value }
      : { least: Math.min(found.least, value), greatest: Math.max(found.greatest, value) }
  }
  return found
}

const joined = (extents: ReadonlyArray<Extent | undefined>): Extent =>
  extentOf(extents.flatMap((extent) => extent === undefined ? [] : [extent.least, extent.greatest])) ??
    { least: 0, greatest: 1 }

/** Returns the least and greatest values of a group, or those of the ends of stacked ones. */
const valueExtent = (group: GroupData): Extent | undefined => {
  const isStacked = stackingOf(group) !== "none"
  const positive: Array<number> = []
  const negative: Array<number> = []
  const extents = group.series.map(({ numbers }) =>
    extentOf(
      isStacked
        ? numbers.map((value, index) => {
          if (value === null) return null
          const sums = value < 0 ? negative : positive
          const sum = (sums[index] ?? 0) + value
          sums[index] = sum
          return sum
        })
        : numbers
    )
  )
  return extents.some((extent) => extent !== undefined) ? joined(extents) : undefined
}

/** Returns the axes that groups use, each once. */
const axisUses = (
  groups: ReadonlyArray<GroupData>,
  dates: Map<XmlTree.Node, DateAxis.DateAxis>,
  context: Context
): ReadonlyArray<Scales.AxisUse> => {
  const uses = new Map<XmlTree.Node, Scales.AxisUse>()
  for (const group of groups) {
    const { categoryAxis, valueAxis } = group
    if (categoryAxis === undefined || valueAxis === undefined) continue
    if (!uses.has(categoryAxis)) {
      const isNumeric = isXY(group) && categoryAxis.name === "valAx"
      const shown = shownBy(groups, categoryAxis)
      uses.set(categoryAxis, {
        node: categoryAxis,
        crossed: valueAxis,
        vertical: isHorizontal(group),
        categories: isNumeric
          ? undefined
          : categoryScale(groups, categoryAxis, valueAxis, dates.get(categoryAxis), context),
        extent: joined(shown.map((each) => extentOf(xOf(each)))),
        isPercent: false,
        format: shown[0]?.categories.format(0) ?? "General"
      })
    }
    if (uses.has(valueAxis)) continue
    const sharing = groups.filter((each) => each.valueAxis === valueAxis)
    uses.set(valueAxis, {
      node: valueAxis,
      crossed: categoryAxis,
      vertical: !isHorizontal(group),
      categories: undefined,
      extent: joined(sharing.map(valueExtent)),
      isPercent: sharing.every((each) => stackingOf(each) === "percent"),
      format: sharing.flatMap(({ series }) => series)[0]?.points.format(0) ?? "General"
    })
  }
  return [...uses.values()]
}

/** Moves the items of a series to their places on an axis of dates. */
const placed = <A>(items: ReadonlyArray<A>, dates: DateAxis.DateAxis | undefined, missing: A): ReadonlyArray<A> => {
  if (dates === undefined) return items
  const result = dates.labels.map(() => missing)
  for (const [index, item] of items.entries()) {
    const place = dates.placeOf(index)
    if (place !== undefined) result[place] = item
  }
  return result
}

const seriesPicture = (
  data: SeriesData,
  group: GroupData,
  dates: DateAxis.DateAxis | undefined,
  context: Context
): Series => {
  const { categories, name, numbers, order, points, series, sizes } = data
  const { node } = series
  const blanks = ChartPart.valueOf(context.part.chart, "dispBlanksAs") ?? "gap"
  const isZero = group.node.name === "areaChart" || (blanks === "zero" && group.node.name === "lineChart")
  const look = SeriesPicture.read(series, order, numbers.length, context)
  const labels = PointLabels.read({
    node,
    group: group.node,
    name,
    points,
    numbers,
    categories: (index) => categories.values.length === 0 ? String(index + 1) : Data.textAt(categories, index, context),
    sizes
  }, context)
  return {
    ...look,
    name,
    order,
    values: placed(isZero ? numbers.map((value) => value ?? 0) : numbers, dates, null),
    x: isXY(group) ? xOf(data) : [],
    sizes: group.node.name === "bubbleChart" ? numbers.map((_, index) => sizes[index] ?? 1) : [],
    smooth: ChartPart.isOn(node, "smooth"),
    connected: dates !== undefined || blanks === "span",
    points: look.points.flatMap((point) => {
      const index = dates === undefined ? point.index : dates.placeOf(point.index)
      return index === undefined ? [] : [{ ...point, index }]
    }),
    labels: labels === null ? null : { ...labels, texts: placed(labels.texts, dates, null) }
  }
}

const percentOf = (node: XmlTree.Node, name: string, defaultPercent: number): number => {
  const value = Number(ChartPart.valueOf(node, name)?.replace("%", "") ?? defaultPercent)
  return (Number.isFinite(value) ? value : defaultPercent) / 100
}

const thin = { color: "#000000", width: 0.75, dash: "solid" } as const

const lineWithin = (group: XmlTree.Node, name: string, context: Context) => {
  const found = XmlTree.find(group, name)
  return found === undefined ? null : Style.lineOf(found, context, thin)
}

const upDownBars = (group: XmlTree.Node, context: Context): Group["upDownBars"] => {
  const bars = XmlTree.find(group, "upDownBars")
  if (bars === undefined) return null
  const up = XmlTree.find(bars, "upBars")
  return {
    up: Style.fillOf(up, context, "#FFFFFF"),
    down: Style.fillOf(XmlTree.find(bars, "downBars"), context, "#404040"),
    line: Style.lineOf(up, context, thin)
  }
}

const groupPicture = (
  group: GroupData,
  kind: Group["kind"],
  dates: Map<XmlTree.Node, DateAxis.DateAxis>,
  context: Context
): Group => {
  const { categoryAxis, node, series, valueAxis } = group
  const onDates = categoryAxis && dates.get(categoryAxis)
  const source = categorySeries(series)
  const count = series.reduce((greatest, { numbers }) => Math.max(greatest, numbers.length), 0)
  const bars = XmlTree.find(node, "upDownBars") ?? node
  const stacking = stackingOf(group)
  return {
    kind,
    stacking,
    horizontal: isHorizontal(group),
    gapWidth: percentOf(bars, "gapWidth", 150),
    overlap: percentOf(node, "overlap", stacking === "none" ? 0 : 100),
    firstAngle: Number(ChartPart.valueOf(node, "firstSliceAng") ?? 0) || 0,
    holeSize: percentOf(node, "holeSize", 50),
    bubbleScale: percentOf(node, "bubbleScale", 100),
    filled: ChartPart.valueOf(node, "radarStyle") === "filled",
    categories: categoryAxis === undefined || kind === "radar"
      ? categoryLabels(source, Math.max(count, source?.categories.values.length ?? 0), undefined, false, context)
      : [],
    highLowLine: lineWithin(node, "hiLowLines", context),
    dropLine: lineWithin(node, "dropLines", context),
    upDownBars: upDownBars(node, context),
    axes: categoryAxis === undefined || valueAxis === undefined
      ? null
      : [ChartPart.valueOf(categoryAxis, "axId") ?? "", ChartPart.valueOf(valueAxis, "axId") ?? ""],
    series: series.map((each) => seriesPicture(each, group, onDates, context))
  }
}

const legendPositions: Readonly<Record<string, Legend["position"]>> = {
  b: "bottom",
  l: "left",
  r: "right",
  t: "top",
  tr: "corner"
}

const legendOf = (context: Context): Legend | null => {
  const legend = XmlTree.find(context.part.chart, "legend")
  if (legend === undefined) return null
  return {
    position: legendPositions[ChartPart.valueOf(legend, "legendPos") ?? "r"] ?? "right",
    overlay: ChartPart.isOn(legend, "overlay"),
    frame: Titles.frameOf(legend),
    font: Style.fontOf(legend, context, Style.plain),
    hidden: XmlTree.elements(legend, "legendEntry").filter((entry) => ChartPart.isOn(entry, "delete")).map((entry) =>
      Number(ChartPart.valueOf(entry, "idx"))
    )
  }
}

/** A title without a size is larger than the other text. */
const titleFont: Style.FontDefault = { scale: 1.8, bold: true }

const titleOf = (groups: ReadonlyArray<GroupData>, context: Context): ChartPicture["title"] => {
  const { chart } = context.part
  const title = XmlTree.find(chart, "title")
  const [only, ...more] = groups.flatMap(({ series }) => series)
  const name = only === undefined || more.length > 0 ? "" : ownName(only.series, context)
  const isAutomatic = title === undefined && name !== "" && !ChartPart.isOn(chart, "autoTitleDeleted")
  const read = isAutomatic
    ? { text: name, font: Style.fontOf(undefined, context, titleFont), rotation: null }
    : Titles.read(title, context, name === "" ? "Chart Title" : name, titleFont)
  return read && { ...read, overlay: ChartPart.isOn(title, "overlay"), frame: Titles.frameOf(title) }
}

/** Reads the picture of a chart of a size in points. */
export const read = (
  context: Context,
  { height, width }: { readonly height: number; readonly width: number }
): ChartPicture => {
  const { part } = context
  const { root } = part.document
  const groups = readGroups(context)
  const unknown = groups.find(({ node }) => kinds[node.name] === undefined)
  const drawn = unknown === undefined ? groups : []
  const dates = dateAxes(drawn, context)
  const uses = axisUses(drawn, dates, context)
  const axes: ReadonlyArray<Axis> = Scales.axes(uses, context)
  return {
    width,
    height,
    fill: Style.fillOf(root, context, "#FFFFFF"),
    border: Style.lineOf(root, context, Style.automaticLine),
    font: Style.fontOf(root, context, Style.plain),
    title: titleOf(groups, context),
    plot: {
      fill: Style.fillOf(part.plotArea, context, null),
      border: Style.lineOf(part.plotArea, context, null),
      frame: Titles.frameOf(part.plotArea)
    },
    legend: legendOf(context),
    axes,
    groups: drawn.flatMap((group) => {
      const kind = kinds[group.node.name]
      return kind === undefined ? [] : [groupPicture(group, kind, dates, context)]
    }),
    undrawable: unknown === undefined ? null : undrawable[unknown.node.name] ?? unknown.node.name
  }
}
