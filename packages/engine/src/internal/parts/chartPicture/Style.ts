/**
 * Fills, lines and fonts of the elements of a chart. What an element does not set has the look that Excel chooses.
 *
 * @since 0.1.0
 */
import type { Fill, Font, Line } from "../../../ChartPicture.js"
import * as Xml from "../../package/Xml.js"
import * as XmlTree from "../../package/XmlTree.js"
import * as ChartPart from "../chart/ChartPart.js"
import * as Color from "../chart/Color.js"
import type { Context } from "./Context.js"

const toByte = (share: number): string =>
  Math.round(Math.min(1, Math.max(0, share)) * 255).toString(16).padStart(2, "0").toUpperCase()

/** Returns the color in an element, with its transparency. */
const colorIn = (node: XmlTree.Node | undefined, theme: Color.Theme): string | undefined => {
  const color = Color.ofFill(node, theme)
  const [element] = node === undefined ? [] : XmlTree.elements(node)
  const alpha = ChartPart.valueOf(element, "alpha")
  return color === undefined || alpha === undefined ? color : color + toByte(Number(alpha) / 100_000)
}

const gradient = (node: XmlTree.Node, theme: Color.Theme): Fill | undefined => {
  const list = XmlTree.find(node, "gsLst")
  const stops = list === undefined ? [] : XmlTree.elements(list, "gs").flatMap((stop) => {
    const color = colorIn(stop, theme)
    return color === undefined ? [] : [{ offset: Number(XmlTree.attribute(stop, "pos") ?? 0) / 100_000, color }]
  })
  const [first] = stops
  if (first === undefined) return undefined
  if (stops.length === 1) return first.color
  return {
    angle: Number(XmlTree.attribute(XmlTree.find(node, "lin"), "ang") ?? 0) / 60_000,
    stops: stops.sort((a, b) => a.offset - b.offset)
  }
}

/** The share of the foreground in a pattern such as `pct25`. Lines and grids have about a third. */
const patternShare = (name: string | undefined): number => {
  const percent = /^pct(\d+)$/.exec(name ?? "")?.[1]
  return percent === undefined ? 0.35 : Number(percent) / 100
}

/** A pattern is drawn as the color that it has from a distance. */
const pattern = (node: XmlTree.Node, theme: Color.Theme): string => {
  const foreground = Color.ofFill(XmlTree.find(node, "fgClr"), theme) ?? "#000000"
  const background = Color.ofFill(XmlTree.find(node, "bgClr"), theme) ?? "#FFFFFF"
  const share = patternShare(XmlTree.attribute(node, "prst"))
  const channel = (color: string, at: number): number => Number.parseInt(color.slice(at, at + 2), 16) / 255
  return `#${
    [1, 3, 5].map((at) => toByte(channel(foreground, at) * share + channel(background, at) * (1 - share))).join("")
  }`
}

/** Returns the fill that a shape sets, `null` for none, and `undefined` if Excel chooses it. */
const fillIn = (shape: XmlTree.Node | undefined, theme: Color.Theme): Fill | null | undefined => {
  for (const node of shape === undefined ? [] : XmlTree.elements(shape)) {
    if (node.name === "noFill") return null
    if (node.name === "solidFill") return colorIn(node, theme)
    if (node.name === "gradFill") return gradient(node, theme)
    if (node.name === "pattFill") return pattern(node, theme)
  }
  return undefined
}

/** Returns the fill of an element, or the automatic one. */
export const fillOf = (
  owner: XmlTree.Node | undefined,
  { theme }: Context,
  automatic: Fill | null
): Fill | null => {
  const fill = fillIn(XmlTree.find(owner, "spPr"), theme)
  return fill === undefined ? automatic : fill
}

const dashOf = (name: string | undefined): Line["dash"] => {
  if (name === undefined || name === "solid") return "solid"
  return /dot$/i.test(name) && !/dash/i.test(name) ? "dotted" : "dashed"
}

const emuPerPoint = 12_700

/** Returns the line of an element, or the automatic one. A line with only a width has the automatic color. */
export const lineOf = (owner: XmlTree.Node | undefined, { theme }: Context, automatic: Line | null): Line | null => {
  const line = XmlTree.find(owner, "spPr", "ln")
  if (line === undefined) return automatic
  const own = fillIn(line, theme)
  const fill = own === undefined ? automatic?.color : own
  if (fill === null || fill === undefined) return null
  const width = Number(XmlTree.attribute(line, "w") ?? Number.NaN) / emuPerPoint
  return {
    color: typeof fill === "string" ? fill : fill.stops[0]?.color ?? "#000000",
    width: width >= 0 ? Math.max(0.25, width) : automatic?.width ?? 0.75,
    dash: dashOf(ChartPart.valueOf(line, "prstDash") ?? automatic?.dash)
  }
}

/** The changes of the colors of a theme for the series after the sixth one, after the twelfth one, and so on. */
const variations = [
  "",
  "<a:lumMod val=\"60000\"/>",
  "<a:lumMod val=\"80000\"/><a:lumOff val=\"20000\"/>",
  "<a:lumMod val=\"80000\"/>",
  "<a:lumMod val=\"60000\"/><a:lumOff val=\"40000\"/>",
  "<a:lumMod val=\"50000\"/>",
  "<a:lumMod val=\"70000\"/><a:lumOff val=\"30000\"/>",
  "<a:lumMod val=\"70000\"/>",
  "<a:lumMod val=\"50000\"/><a:lumOff val=\"50000\"/>"
]

/** The shades of gray of the first style, as tints of black. */
const grays = [88_500, 55_000, 78_000, 92_500, 70_000, 30_000]

/** Returns the number from 1 to 8 that says which colors a chart uses. There are six effects for each of them. */
const paletteOf = ({ part: { document } }: Context): number => {
  const extended = XmlTree.find(document.root, "AlternateContent", "Choice")
  const style = Number(ChartPart.valueOf(document.root, "style") ?? ChartPart.valueOf(extended, "style") ?? 2)
  return Number.isFinite(style) ? (style - 1) % 100 % 8 + 1 : 2
}

/** Returns the color that Excel gives to a series or to a point with a number. */
export const automaticColor = (context: Context, index: number): string => {
  const palette = paletteOf(context)
  const variation = (at: number): string => variations[at % variations.length] ?? ""
  const color = palette === 1
    ? `<a:schemeClr val="dk1"><a:tint val="${grays[index % grays.length] ?? 50_000}"/></a:schemeClr>`
    : palette === 2
    ? `<a:schemeClr val="accent${index % 6 + 1}">${variation(Math.floor(index / 6))}</a:schemeClr>`
    : `<a:schemeClr val="accent${palette - 2}">${variation(index)}</a:schemeClr>`
  return Color.ofFill(XmlTree.parse(`<a:solidFill>${color}</a:solidFill>`).root, context.theme) ?? "#4472C4"
}

/** The line of axes, gridlines and the chart itself that set none: half black. */
export const automaticLine: Line = { color: "#868686", width: 0.75, dash: "solid" }

/** The properties of the text of an element, with the most specific ones first. */
const textProperties = (owner: XmlTree.Node | undefined): ReadonlyArray<XmlTree.Node> =>
  [XmlTree.find(owner, "tx", "rich"), XmlTree.find(owner, "txPr")].flatMap((body) => {
    const paragraph = XmlTree.find(body, "p")
    return [XmlTree.find(paragraph, "r", "rPr"), XmlTree.find(paragraph, "pPr", "defRPr")].flatMap((node) => node ?? [])
  })

const sizeIn = (node: XmlTree.Node): number | undefined => {
  const hundredths = Number(XmlTree.attribute(node, "sz"))
  return hundredths > 0 ? hundredths / 100 : undefined
}

const flagIn = (name: string) => (node: XmlTree.Node): boolean | undefined =>
  XmlTree.attribute(node, name) === undefined ? undefined : Xml.booleanAttribute(node.tag, name)

const first = <A>(
  nodes: ReadonlyArray<XmlTree.Node>,
  read: (node: XmlTree.Node) => A | undefined
): A | undefined => {
  for (const node of nodes) {
    const value = read(node)
    if (value !== undefined) return value
  }
  return undefined
}

/** How an element differs from the font of the chart if it sets nothing: titles are bold and larger. */
export interface FontDefault {
  readonly scale: number
  readonly bold: boolean
}

/** The font of labels and legends. */
export const plain: FontDefault = { scale: 1, bold: false }

/** Returns the font of an element. It takes what it does not set from the chart. */
export const fontOf = (
  owner: XmlTree.Node | undefined,
  { part: { document }, theme }: Context,
  { bold, scale }: FontDefault
): Font => {
  const own = textProperties(owner)
  const common = owner === document.root ? [] : textProperties(document.root)
  const all = [...own, ...common]
  return {
    size: first(own, sizeIn) ?? (first(common, sizeIn) ?? 10) * scale,
    bold: first(own, flagIn("b")) ?? (bold || (first(common, flagIn("b")) ?? false)),
    italic: first(all, flagIn("i")) ?? false,
    color: first(all, (node) => colorIn(XmlTree.find(node, "solidFill"), theme)) ?? "#000000"
  }
}

/** Returns the rotation of the text of an element in degrees, or `null` if it sets none. */
export const rotationOf = (owner: XmlTree.Node | undefined): number | null => {
  const body = XmlTree.find(owner, "tx", "rich", "bodyPr") ?? XmlTree.find(owner, "txPr", "bodyPr")
  const vertical = XmlTree.attribute(body, "vert")
  if (vertical === "vert270") return -90
  if (vertical === "vert") return 90
  const rotation = Number(XmlTree.attribute(body, "rot") ?? Number.NaN) / 60_000
  // -1000 degrees say that Excel chooses
  return Math.abs(rotation) <= 360 ? rotation : null
}
