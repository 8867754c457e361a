/**
 * The texts of the data labels of a series.
 *
 * @since 0.1.0
 */
import type { DataLabels } from "../../../ChartPicture.js"
import * as NumberFormat from "../../format/NumberFormat.js"
import * as XmlTree from "../../package/XmlTree.js"
import * as ChartPart from "../chart/ChartPart.js"
import * as ChartText from "../chart/Text.js"
import type { Context } from "./Context.js"
import * as Data from "./Data.js"
import * as Style from "./Style.js"

/** The content that the labels of a series can show. */
export interface LabelSource {
  readonly node: XmlTree.Node
  readonly group: XmlTree.Node
  readonly name: string
  readonly points: Data.Points
  readonly numbers: ReadonlyArray<number | null>
  readonly categories: (index: number) => string
  readonly sizes: ReadonlyArray<number | null>
}

const positions = {
  b: "bottom",
  bestFit: "bestFit",
  ctr: "center",
  inBase: "insideBase",
  inEnd: "insideEnd",
  l: "left",
  outEnd: "outsideEnd",
  r: "right",
  t: "top"
} as const

const isPosition = (text: string | undefined): text is keyof typeof positions =>
  text !== undefined && Object.hasOwn(positions, text)

const defaultPosition = (group: XmlTree.Node): DataLabels["position"] => {
  switch (group.name) {
    case "barChart": {
      const grouping = ChartPart.valueOf(group, "grouping") ?? "clustered"
      return grouping === "clustered" || grouping === "standard" ? "outsideEnd" : "center"
    }
    case "lineChart":
    case "scatterChart":
    case "bubbleChart":
    case "stockChart":
      return "right"
    case "pieChart":
      return "bestFit"
    case "radarChart":
      return "outsideEnd"
    default:
      return "center"
  }
}

const flags = ["showSerName", "showCatName", "showVal", "showPercent", "showBubbleSize"]

/** Reads the data labels of a series, or those of its group. */
export const read = (source: LabelSource, context: Context): DataLabels | null => {
  const { categories, group, name, node, numbers, points, sizes } = source
  const labels = XmlTree.find(node, "dLbls") ?? XmlTree.find(group, "dLbls")
  if (labels === undefined) return null
  const single = new Map(
    XmlTree.elements(labels, "dLbl").map((label) => [Number(ChartPart.valueOf(label, "idx")), label] as const)
  )
  const total = numbers.reduce<number>((sum, value) => sum + Math.abs(value ?? 0), 0)
  const textOf = (index: number): string | null => {
    const own = single.get(index)
    const flagged = own !== undefined && flags.some((flag) => XmlTree.find(own, flag) !== undefined) ? own : labels
    if (ChartPart.isOn(own ?? labels, "delete")) return null
    const value = numbers[index]
    if (value === null || value === undefined) return null
    const custom = ChartText.richText(own) ?? Data.linkedText(XmlTree.find(own, "tx"), context)
    if (custom !== undefined && custom !== "") return custom
    const on = (flag: string): boolean => ChartPart.isOn(flagged, flag)
    const format = XmlTree.find(own ?? labels, "numFmt") ?? XmlTree.find(labels, "numFmt")
    const isLinked = /^(?:1|true)$/.test(XmlTree.attribute(format, "sourceLinked") ?? "0")
    const code = isLinked ? undefined : XmlTree.attribute(format, "formatCode")
    const separator = XmlTree.find(own, "separator") ?? XmlTree.find(labels, "separator")
    const parts = [
      on("showSerName") ? name : "",
      on("showCatName") ? categories(index) : "",
      on("showVal") ? Data.textAt(points, index, context, code) : "",
      on("showBubbleSize") ? String(sizes[index] ?? "") : "",
      on("showPercent") && total > 0
        ? NumberFormat.format(
          Math.abs(value) / total,
          code !== undefined && !on("showVal") ? code : "0%",
          context.date1904
        )
        : ""
    ].filter((part) => part !== "")
    return parts.length === 0 ? null : parts.join(separator === undefined ? ", " : XmlTree.content(separator))
  }
  const texts = numbers.map((_, index) => textOf(index))
  if (texts.every((text) => text === null)) return null
  const position = ChartPart.valueOf(labels, "dLblPos") ??
    XmlTree.elements(labels, "dLbl").map((label) => ChartPart.valueOf(label, "dLblPos")).find(isPosition)
  return {
    texts,
    position: isPosition(position) ? positions[position] : defaultPosition(group),
    font: Style.fontOf(labels, context, Style.plain)
  }
}
