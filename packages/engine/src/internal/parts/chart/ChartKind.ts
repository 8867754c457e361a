/**
 * The types of charts that can be created, as the elements of a chart part.
 *
 * @since 0.1.0
 */
import type { ChartType } from "@effect-workbook/schema/Chart"

/** A group of series with one type. */
export interface Group {
  /** The name of its element. */
  readonly name: string
  /** The elements before the series. */
  readonly head: string
  /** The elements after the series. */
  readonly tail: string
  /** The number of series, the rest by default. */
  readonly count?: number
  /** The elements of a series after its name. The data is added at its place. */
  readonly series: string
  readonly axes: "none" | "category" | "category3D" | "series" | "xy"
  /** The position of the category axis: `l` for bars. */
  readonly position: "b" | "l"
  readonly crossBetween: "between" | "midCat"
  /** Whether the values are shares of 100 %. */
  readonly isPercent: boolean
}

/** A type of charts. */
export interface ChartKind {
  readonly view3D: string
  readonly groups: ReadonlyArray<Group>
  /** The first column of the source has x values, even if it has numbers. */
  readonly isXY: boolean
  /** The names of the series that a stock chart needs. */
  readonly needs: ReadonlyArray<string>
  readonly hasLegend: boolean
}

const view = (rotX: number, rotY: number, more: string): string =>
  `<c:view3D><c:rotX val="${rotX}"/><c:rotY val="${rotY}"/>${more}</c:view3D>`

const boxed = view(15, 20, "<c:rAngAx val=\"1\"/>")
const deep = view(15, 20, "<c:rAngAx val=\"0\"/>")

const noMarker = "<c:marker><c:symbol val=\"none\"/></c:marker>"
const noLine = "<c:spPr><a:ln w=\"28575\" cap=\"rnd\"><a:noFill/><a:round/></a:ln></c:spPr>"
const notSmooth = "<c:smooth val=\"0\"/>"
const isSmooth = "<c:smooth val=\"1\"/>"

const group = (name: string, fields: Partial<Group>): Group => ({
  name,
  head: "",
  tail: "",
  series: "",
  axes: "category",
  position: "b",
  crossBetween: "between",
  isPercent: false,
  ...fields
})

const kind = (groups: ReadonlyArray<Group>, fields: Partial<ChartKind> = {}): ChartKind => ({
  view3D: "",
  groups,
  isXY: false,
  needs: [],
  hasLegend: false,
  ...fields
})

type Stacking = "Clustered" | "Stacked" | "Stacked100" | ""

const groupings = { Clustered: "clustered", Stacked: "stacked", Stacked100: "percentStacked", "": "standard" } as const

const isStacking = (text: string): text is Stacking => Object.hasOwn(groupings, text)

const varied = (value: 0 | 1): string => `<c:varyColors val="${value}"/>`

const bars = (direction: "col" | "bar", stacking: Stacking, shape: string | undefined): ChartKind => {
  const grouping = groupings[stacking]
  const head = `<c:barDir val="${direction}"/><c:grouping val="${grouping}"/>${varied(0)}`
  const common = {
    head,
    series: "<c:invertIfNegative val=\"0\"/>",
    position: direction === "bar" ? "l" : "b",
    isPercent: stacking === "Stacked100"
  } as const
  if (shape === undefined) {
    const overlap = stacking === "Clustered" ? "" : "<c:overlap val=\"100\"/>"
    return kind([group("barChart", { ...common, tail: `<c:gapWidth val="150"/>${overlap}` })])
  }
  return kind([
    group("bar3DChart", {
      ...common,
      tail: `<c:gapWidth val="150"/><c:shape val="${shape}"/>`,
      axes: stacking === "" ? "series" : "category3D"
    })
  ], { view3D: stacking === "" ? deep : boxed })
}

const flat = (name: string, stacking: Stacking, fields: Partial<Group>): Group => {
  const grouping = groupings[stacking === "" ? "" : stacking]
  return group(name, {
    head: `<c:grouping val="${grouping}"/>${varied(0)}`,
    isPercent: stacking === "Stacked100",
    ...fields
  })
}

const pie = (name: string, tail: string, series: string, view3D = "", head = ""): ChartKind =>
  kind([group(name, { head: head + varied(1), tail, series, axes: "none" })], { view3D, hasLegend: true })

const exploded = "<c:explosion val=\"25\"/>"

const scatter = (series: string, smooth: boolean): ChartKind =>
  kind([
    group("scatterChart", {
      head: `<c:scatterStyle val="${smooth ? "smoothMarker" : "lineMarker"}"/>${varied(0)}`,
      series: series + (smooth ? isSmooth : notSmooth),
      axes: "xy",
      crossBetween: "midCat"
    })
  ], { isXY: true })

const surface = (name: string, wireframe: boolean, view3D: string): ChartKind =>
  kind([group(name, { head: `<c:wireframe val="${wireframe ? 1 : 0}"/>`, axes: "series", crossBetween: "midCat" })], {
    view3D,
    hasLegend: true
  })

const fromAbove = view(90, 0, "<c:rAngAx val=\"0\"/><c:perspective val=\"0\"/>")

const darkLine = "<a:ln w=\"9525\"><a:solidFill><a:srgbClr val=\"404040\"/></a:solidFill></a:ln>"

const stock = (withVolume: boolean, prices: ReadonlyArray<string>): ChartKind => {
  const bar = group("barChart", {
    head: `<c:barDir val="col"/><c:grouping val="clustered"/>${varied(0)}`,
    series: "<c:invertIfNegative val=\"0\"/>",
    tail: "<c:gapWidth val=\"150\"/>",
    count: 1
  })
  const bars = (name: string, fill: string) =>
    `<c:${name}><c:spPr><a:solidFill><a:srgbClr val="${fill}"/></a:solidFill>${darkLine}</c:spPr></c:${name}>`
  const upDown = `<c:upDownBars><c:gapWidth val="150"/>${bars("upBars", "FFFFFF")}${
    bars("downBars", "404040")
  }</c:upDownBars>`
  const line = group("stockChart", {
    series: noLine + noMarker + notSmooth,
    tail: `<c:hiLowLines><c:spPr>${darkLine}</c:spPr></c:hiLowLines>${prices.length === 4 ? upDown : ""}`
  })
  return kind(withVolume ? [bar, line] : [line], { needs: withVolume ? ["volume", ...prices] : prices })
}

const solids: Readonly<Record<string, string>> = {
  "3D": "box",
  Cylinder: "cylinder",
  Cone: "cone",
  Pyramid: "pyramid"
}

const bubble = (isRound: boolean): ChartKind =>
  kind([
    group("bubbleChart", {
      head: varied(0),
      series: `<c:invertIfNegative val="0"/><c:bubble3D val="${isRound ? 1 : 0}"/>`,
      tail: "<c:bubbleScale val=\"100\"/><c:showNegBubbles val=\"0\"/>",
      axes: "xy",
      crossBetween: "midCat"
    })
  ], { isXY: true })

const radar = (style: string, series: string): ChartKind =>
  kind([group("radarChart", { head: `<c:radarStyle val="${style}"/>${varied(0)}`, series })])

const others: Readonly<Record<string, ChartKind>> = {
  Pie: pie("pieChart", "<c:firstSliceAng val=\"0\"/>", ""),
  PieExploded: pie("pieChart", "<c:firstSliceAng val=\"0\"/>", exploded),
  "3DPie": pie("pie3DChart", "", "", view(30, 0, "<c:rAngAx val=\"0\"/>")),
  "3DPieExploded": pie("pie3DChart", "", exploded, view(30, 0, "<c:rAngAx val=\"0\"/>")),
  PieOfPie: pie(
    "ofPieChart",
    "<c:gapWidth val=\"100\"/><c:secondPieSize val=\"75\"/><c:serLines/>",
    "",
    "",
    "<c:ofPieType val=\"pie\"/>"
  ),
  BarOfPie: pie(
    "ofPieChart",
    "<c:gapWidth val=\"100\"/><c:secondPieSize val=\"75\"/><c:serLines/>",
    "",
    "",
    "<c:ofPieType val=\"bar\"/>"
  ),
  Doughnut: pie("doughnutChart", "<c:firstSliceAng val=\"0\"/><c:holeSize val=\"75\"/>", ""),
  DoughnutExploded: pie("doughnutChart", "<c:firstSliceAng val=\"0\"/><c:holeSize val=\"75\"/>", exploded),
  XYScatter: scatter(noLine, false),
  XYScatterSmooth: scatter("", true),
  XYScatterSmoothNoMarkers: scatter(noMarker, true),
  XYScatterLines: scatter("", false),
  XYScatterLinesNoMarkers: scatter(noMarker, false),
  Radar: radar("marker", noMarker),
  RadarMarkers: radar("marker", ""),
  RadarFilled: radar("filled", ""),
  Surface: surface("surface3DChart", false, deep),
  SurfaceWireframe: surface("surface3DChart", true, deep),
  SurfaceTopView: surface("surfaceChart", false, fromAbove),
  SurfaceTopViewWireframe: surface("surfaceChart", true, fromAbove),
  Bubble: bubble(false),
  Bubble3DEffect: bubble(true),
  StockHLC: stock(false, ["high", "low", "close"]),
  StockOHLC: stock(false, ["open", "high", "low", "close"]),
  StockVHLC: stock(true, ["high", "low", "close"]),
  StockVOHLC: stock(true, ["open", "high", "low", "close"]),
  "3DLine": kind([flat("line3DChart", "", { axes: "series" })], { view3D: deep }),
  "3DArea": kind([flat("area3DChart", "", { axes: "series", crossBetween: "midCat" })], { view3D: deep })
}

/** Returns the elements of a type of charts. */
export const of = (type: ChartType): ChartKind => {
  const found = others[type]
  if (found !== undefined) return found
  const [, solid = "", base = "", stacking = ""] =
    /^(3D|Cylinder|Cone|Pyramid)?(Column|Col|Bar|LineMarkers|Line|Area)(Clustered|Stacked100|Stacked)?$/.exec(type) ??
      []
  const stacked: Stacking = isStacking(stacking) ? stacking : ""
  switch (base) {
    case "Line":
    case "LineMarkers":
      return kind([
        flat("lineChart", stacked, {
          series: (base === "Line" ? noMarker : "") + notSmooth,
          tail: "<c:marker val=\"1\"/>"
        })
      ])
    case "Area":
      return solid === ""
        ? kind([flat("areaChart", stacked, { crossBetween: "midCat" })])
        : kind([flat("area3DChart", stacked, { axes: "category3D", crossBetween: "midCat" })], { view3D: boxed })
    default:
      return bars(base === "Bar" ? "bar" : "col", stacked, solids[solid])
  }
}
