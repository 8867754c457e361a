/**
 * The axes of a picture, with their scales and labels.
 *
 * @since 0.1.0
 */
import type { Axis, Scale, Text } from "../../../ChartPicture.js"
import * as NumberFormat from "../../format/NumberFormat.js"
import * as XmlTree from "../../package/XmlTree.js"
import * as ScaleNumbers from "../chart/Axis.js"
import * as ChartPart from "../chart/ChartPart.js"
import type { Context } from "./Context.js"
import * as Style from "./Style.js"
import * as Titles from "./Titles.js"

/** What an axis of a group shows, and the axis that it crosses. */
export interface AxisUse {
  readonly node: XmlTree.Node
  readonly crossed: XmlTree.Node | undefined
  readonly vertical: boolean
  /** The scale of an axis with categories. */
  readonly categories: Scale | undefined
  readonly extent: ScaleNumbers.Extent
  readonly isPercent: boolean
  /** The number format of the first value. */
  readonly format: string
}

const numberOf = (node: XmlTree.Node | undefined, name: string): number | undefined => {
  const value = Number(ChartPart.valueOf(node, name) ?? Number.NaN)
  return Number.isFinite(value) ? value : undefined
}

/** Returns the number format of the labels of an axis. */
export const formatOf = (axis: XmlTree.Node | undefined, linked: string): string => {
  const format = XmlTree.find(axis, "numFmt")
  const code = XmlTree.attribute(format, "formatCode")
  const isLinked = XmlTree.attribute(format, "sourceLinked")
  return code === undefined || isLinked === "1" || isLinked === "true" ? linked : code
}

const displayUnits: Readonly<Record<string, readonly [divisor: number, text: string]>> = {
  hundreds: [1e2, "Hundreds"],
  thousands: [1e3, "Thousands"],
  tenThousands: [1e4, "x 10000"],
  hundredThousands: [1e5, "x 100000"],
  millions: [1e6, "Millions"],
  tenMillions: [1e7, "x 10000000"],
  hundredMillions: [1e8, "x 100000000"],
  billions: [1e9, "Billions"],
  trillions: [1e12, "Trillions"]
}

/** Returns the divisor of the labels, and the text that names it. */
const displayUnit = (axis: XmlTree.Node): readonly [divisor: number, text: string] => {
  const units = XmlTree.find(axis, "dispUnits")
  const custom = numberOf(units, "custUnit")
  if (custom !== undefined && custom !== 0) return [custom, `x ${custom}`]
  return displayUnits[ChartPart.valueOf(units, "builtInUnit") ?? ""] ?? [1, ""]
}

/** A scale with more major units than this has a unit that does not fit. */
const maxUnits = 200

const rounded = (value: number): number => Number(value.toPrecision(12))

const linearScale = (
  { extent, isPercent, node }: AxisUse,
  label: (value: number) => string
): Scale => {
  const scaling = XmlTree.find(node, "scaling")
  const chosen = ScaleNumbers.scaleOf(node, () => extent)
  const minimum = isPercent ? numberOf(scaling, "min") ?? (extent.least < 0 ? -1 : 0) : chosen.minimum ?? 0
  const greatest = isPercent ? numberOf(scaling, "max") ?? (extent.greatest > 0 ? 1 : 0) : chosen.maximum ?? 1
  const maximum = greatest > minimum ? greatest : minimum + 1
  const wanted = (isPercent ? numberOf(node, "majorUnit") ?? 0.1 : chosen.majorUnit) ?? 1
  const majorUnit = wanted > 0 && (maximum - minimum) / wanted <= maxUnits ? wanted : (maximum - minimum) / 10
  const count = Math.floor((maximum - minimum) / majorUnit + 1e-9) + 1
  return {
    kind: "linear",
    minimum,
    maximum,
    majorUnit,
    minorUnit: numberOf(node, "minorUnit") ?? majorUnit / 5,
    labels: Array.from({ length: count }, (_, index) => label(rounded(minimum + index * majorUnit)))
  }
}

const logarithmicScale = (
  { extent, node }: AxisUse,
  base: number,
  label: (value: number) => string
): Scale => {
  const scaling = XmlTree.find(node, "scaling")
  const exponent = (value: number): number => Math.log(value) / Math.log(base)
  const least = extent.least > 0 ? extent.least : 1
  const from = Math.floor(exponent(numberOf(scaling, "min") ?? Math.min(1, least)) + 1e-9)
  const to = Math.max(from + 1, Math.ceil(exponent(numberOf(scaling, "max") ?? Math.max(extent.greatest, base)) - 1e-9))
  const last = Math.min(to, from + maxUnits)
  return {
    kind: "logarithmic",
    base,
    minimum: base ** from,
    maximum: base ** last,
    labels: Array.from({ length: last - from + 1 }, (_, index) => label(rounded(base ** (from + index))))
  }
}

const scaleOf = (use: AxisUse, { date1904 }: Context): Scale => {
  if (use.categories !== undefined) return use.categories
  const code = formatOf(use.node, use.isPercent ? "0%" : use.format)
  const [divisor] = displayUnit(use.node)
  const label = (value: number): string => NumberFormat.format(rounded(value / divisor), code, date1904)
  const base = numberOf(XmlTree.find(use.node, "scaling"), "logBase")
  return base !== undefined && base > 1 ? logarithmicScale(use, base, label) : linearScale(use, label)
}

const isReversed = (axis: XmlTree.Node | undefined): boolean =>
  ChartPart.valueOf(XmlTree.find(axis, "scaling"), "orientation") === "maxMin"

/** Returns whether an axis crosses the other one at its end. */
const crossesAtEnd = (axis: XmlTree.Node, crossed: Scale | undefined): boolean => {
  const at = numberOf(axis, "crossesAt")
  if (at === undefined) return ChartPart.valueOf(axis, "crosses") === "max"
  if (crossed === undefined) return false
  return crossed.kind === "category" ? at >= crossed.labels.length : at >= crossed.maximum
}

const crossesAtZero = (axis: XmlTree.Node, crossed: Scale | undefined): boolean => {
  if (crossed === undefined || crossed.kind !== "linear" || crossed.minimum >= 0 || crossed.maximum <= 0) return false
  return (numberOf(axis, "crossesAt") ?? (ChartPart.valueOf(axis, "crosses") === "autoZero" ? 0 : undefined)) === 0
}

const tickMarks = { cross: "cross", in: "inside", none: "none", out: "outside" } as const

const isTickMark = (text: string): text is keyof typeof tickMarks => Object.hasOwn(tickMarks, text)

const ticksOf = (axis: XmlTree.Node): Axis["ticks"] => {
  const mark = ChartPart.valueOf(axis, "majorTickMark") ?? "out"
  return isTickMark(mark) ? tickMarks[mark] : "outside"
}

const isLabelPlace = (text: string | undefined): text is Axis["labels"] =>
  text === "nextTo" || text === "low" || text === "high" || text === "none"

const gridlines = (axis: XmlTree.Node, name: string, context: Context) => {
  const found = XmlTree.find(axis, name)
  return found === undefined ? null : Style.lineOf(found, context, Style.automaticLine)
}

/** Returns the title of an axis, with the unit in which its labels count. */
const titleOf = (axis: XmlTree.Node, context: Context): Text | null => {
  const title = Titles.read(XmlTree.find(axis, "title"), context, "Axis Title", { scale: 1, bold: true })
  const [, unit] = displayUnit(axis)
  if (unit === "" || XmlTree.find(axis, "dispUnits", "dispUnitsLbl") === undefined) return title
  const font = Style.fontOf(XmlTree.find(axis, "dispUnits", "dispUnitsLbl"), context, { scale: 1, bold: true })
  return title === null ? { text: unit, font, rotation: null } : { ...title, text: `${title.text} (${unit})` }
}

/** Returns the axes of a chart. */
export const axes = (uses: ReadonlyArray<AxisUse>, context: Context): ReadonlyArray<Axis> => {
  const scales = new Map(uses.map((use) => [use.node, scaleOf(use, context)] as const))
  return uses.flatMap((use) => {
    const { crossed, node, vertical } = use
    const scale = scales.get(node)
    if (scale === undefined) return []
    const crossedScale = crossed && scales.get(crossed)
    const atEnd = crossesAtEnd(node, crossedScale) !== isReversed(crossed)
    const labels = ChartPart.valueOf(node, "tickLblPos")
    return [{
      id: ChartPart.valueOf(node, "axId") ?? "",
      position: vertical ? (atEnd ? "right" : "left") : (atEnd ? "top" : "bottom"),
      atZero: crossesAtZero(node, crossedScale),
      scale,
      reversed: isReversed(node),
      visible: !ChartPart.isOn(node, "delete"),
      title: titleOf(node, context),
      labels: isLabelPlace(labels) ? labels : "nextTo",
      labelFont: Style.fontOf(node, context, Style.plain),
      labelRotation: Style.rotationOf(node),
      line: Style.lineOf(node, context, Style.automaticLine),
      ticks: ticksOf(node),
      majorGridlines: gridlines(node, "majorGridlines", context),
      minorGridlines: gridlines(node, "minorGridlines", context)
    }]
  })
}
