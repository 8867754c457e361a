/**
 * The colors of new series and points: the accents of the theme in turn, as Excel gives them.
 *
 * @since 0.1.0
 */
import * as XmlTree from "../../package/XmlTree.js"
import * as ChartPart from "./ChartPart.js"
import * as Color from "./Color.js"

/** The changes of brightness of the accents, for each round. */
const rounds = [
  "",
  "<a:lumMod val=\"60000\"/>",
  "<a:lumMod val=\"80000\"/><a:lumOff val=\"20000\"/>",
  "<a:lumMod val=\"80000\"/>",
  "<a:lumMod val=\"60000\"/><a:lumOff val=\"40000\"/>",
  "<a:lumMod val=\"50000\"/>"
]

/** Returns the fill with the color at an index. A workbook without a theme gets the colors of the usual one. */
const fillAt = (index: number, hasTheme: boolean): string => {
  const name = `accent${index % 6 + 1}`
  const change = rounds[Math.floor(index / 6) % rounds.length] ?? ""
  const color = hasTheme
    ? `<a:schemeClr val="${name}">${change}</a:schemeClr>`
    : `<a:srgbClr val="${Color.office[name] ?? "000000"}">${change}</a:srgbClr>`
  return `<a:solidFill>${color}</a:solidFill>`
}

const { series: seriesSequence } = ChartPart.sequences

/** The number of points of a pie that get a color of their own. */
const maxColoredPoints = 255

const paintPoints = (part: ChartPart.ChartPart, node: XmlTree.Node, points: number, hasTheme: boolean): void => {
  const present = new Set(XmlTree.elements(node, "dPt").map((point) => Number(ChartPart.valueOf(point, "idx"))))
  for (let index = 0; index < Math.min(points, maxColoredPoints); index++) {
    if (present.has(index)) continue
    const added = ChartPart.element(
      part,
      `<c:dPt><c:idx val="${index}"/><c:spPr>${fillAt(index, hasTheme)}</c:spPr></c:dPt>`
    )
    const after = XmlTree.elements(node, "dPt").findLast((point) => Number(ChartPart.valueOf(point, "idx")) < index)
    if (after === undefined) XmlTree.insert(node, added, seriesSequence)
    else node.children.splice(node.children.indexOf(after) + 1, 0, added)
  }
}

const paintMarker = (part: ChartPart.ChartPart, node: XmlTree.Node, fill: string): void => {
  if (ChartPart.valueOf(XmlTree.find(node, "marker"), "symbol") === "none") return
  const source = "<c:marker><c:symbol val=\"circle\"/><c:size val=\"5\"/>" +
    `<c:spPr>${fill}<a:ln w="9525">${fill}</a:ln></c:spPr></c:marker>`
  ChartPart.replace(part, node, source, seriesSequence)
}

/** Colors a new series, or the new points of a pie. */
export const paint = (
  part: ChartPart.ChartPart,
  { group, node }: ChartPart.Series,
  index: number,
  points: number,
  hasTheme: boolean
): void => {
  const fill = fillAt(index, hasTheme)
  const shape = XmlTree.find(node, "spPr")
  if (/^(?:pie|doughnut|ofPie)/.test(group.name)) return paintPoints(part, node, points, hasTheme)
  if (group.name === "stockChart") return
  if (/^(?:line3D|bar|area|bubble|surface)/.test(group.name) || ChartPart.valueOf(group, "radarStyle") === "filled") {
    ChartPart.replace(part, node, `<c:spPr>${fill}</c:spPr>`, seriesSequence)
    return
  }
  if (shape === undefined) {
    const line = `<c:spPr><a:ln w="28575" cap="rnd">${fill}<a:round/></a:ln></c:spPr>`
    ChartPart.replace(part, node, line, seriesSequence)
  }
  paintMarker(part, node, fill)
}
