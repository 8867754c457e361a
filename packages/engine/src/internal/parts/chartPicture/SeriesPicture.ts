/**
 * The look of series and of their points.
 *
 * @since 0.1.0
 */
import type { Fill, Line, Marker, Point } from "../../../ChartPicture.js"
import * as XmlTree from "../../package/XmlTree.js"
import * as ChartPart from "../chart/ChartPart.js"
import type { Context } from "./Context.js"
import * as Style from "./Style.js"

/** The fills and lines of a series. */
export interface Look {
  readonly fill: Fill | null
  readonly negativeFill: Fill | null
  readonly line: Line | null
  readonly marker: Marker | null
  readonly points: ReadonlyArray<Point>
}

const lineKinds = new Set(["lineChart", "scatterChart", "stockChart", "radarChart"])

/** Returns whether the series of a group are lines. */
export const isLine = (group: XmlTree.Node): boolean =>
  lineKinds.has(group.name) && ChartPart.valueOf(group, "radarStyle") !== "filled"

/** The symbols that Excel gives to the series in turn. */
const automaticSymbols = ["diamond", "square", "triangle", "x", "star", "circle", "plus", "dot", "dash"] as const

const isSymbol = (text: string | undefined): text is Marker["symbol"] =>
  automaticSymbols.some((symbol) => symbol === text)

const hasMarkers = (group: XmlTree.Node): boolean => {
  switch (group.name) {
    case "scatterChart":
      return true
    case "radarChart":
      return ChartPart.valueOf(group, "radarStyle") === "marker"
    default:
      return ChartPart.isOn(group, "marker")
  }
}

const markerOf = (
  owner: XmlTree.Node,
  group: XmlTree.Node,
  context: Context,
  index: number,
  color: string
): Marker | null => {
  if (!isLine(group)) return null
  const marker = XmlTree.find(owner, "marker")
  const symbol = ChartPart.valueOf(marker, "symbol")
  if (symbol === "none" || (marker === undefined && !hasMarkers(group))) return null
  const isAutomatic = !isSymbol(symbol)
  const shape = isAutomatic ? automaticSymbols[index % automaticSymbols.length] ?? "circle" : symbol
  const isOpen = shape === "x" || shape === "star" || shape === "plus"
  return {
    symbol: shape,
    size: Number(ChartPart.valueOf(marker, "size") ?? 7) || 7,
    fill: isOpen ? null : Style.fillOf(marker, context, color),
    line: Style.lineOf(marker, context, { color, width: 0.75, dash: "solid" })
  }
}

const colorOf = (fill: Fill | null, automatic: string): string =>
  fill === null ? automatic : typeof fill === "string" ? fill : fill.stops[0]?.color ?? automatic

/** Returns whether each point of the series has its own color. */
const variesColors = (group: XmlTree.Node): boolean => {
  if (/^(?:pie|doughnut|ofPie)/.test(group.name)) {
    return XmlTree.find(group, "varyColors") === undefined || ChartPart.isOn(group, "varyColors")
  }
  return !isLine(group) && group.name !== "areaChart" && ChartPart.isOn(group, "varyColors") &&
    XmlTree.elements(group, "ser").length === 1
}

const defaultWidth = 2.25

/** Reads the look of a series with a number of points. */
export const read = (
  { group, node }: ChartPart.Series,
  position: number,
  count: number,
  context: Context
): Look => {
  const index = Number(ChartPart.valueOf(node, "idx") ?? position) || 0
  const automatic = Style.automaticColor(context, index)
  const isLines = isLine(group)
  const fill = isLines ? null : Style.fillOf(node, context, automatic)
  const line = Style.lineOf(
    node,
    context,
    isLines ? { color: automatic, width: defaultWidth, dash: "solid" } : null
  )
  const color = isLines ? line?.color ?? automatic : colorOf(fill, automatic)
  const marker = markerOf(node, group, context, index, color)
  const set = new Map(
    XmlTree.elements(node, "dPt").map((point) => [Number(ChartPart.valueOf(point, "idx")), point] as const)
  )
  const varies = variesColors(group)
  const explosion = Number(ChartPart.valueOf(node, "explosion") ?? 0) / 100
  // without own colors, only the points that are set differ
  const indices = varies ? Array.from({ length: count }, (_, at) => at) : [...set.keys()]
  return {
    fill,
    negativeFill: ChartPart.isOn(node, "invertIfNegative") && typeof fill === "string" ? "#FFFFFF" : fill,
    line,
    marker,
    points: indices.filter((at) => at < count).map((at) => {
      const point = set.get(at)
      const hasShape = XmlTree.find(point, "spPr") !== undefined
      const own = varies ? Style.fillOf(node, context, Style.automaticColor(context, at)) : fill
      return {
        index: at,
        fill: hasShape && !isLines ? Style.fillOf(point, context, own) : own,
        line: hasShape ? Style.lineOf(point, context, line) : line,
        marker: point === undefined || XmlTree.find(point, "marker") === undefined
          ? marker
          : markerOf(point, group, context, index, color),
        explosion: Number(ChartPart.valueOf(point, "explosion") ?? Number.NaN) / 100 || explosion
      }
    })
  }
}
