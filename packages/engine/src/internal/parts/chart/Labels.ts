/**
 * The data labels of the series of a chart.
 *
 * @since 0.1.0
 */
import type { DataLabelPosition } from "@effect-workbook/schema/Chart"
import * as Xml from "../../package/Xml.js"
import * as XmlTree from "../../package/XmlTree.js"
import { refuse } from "../../refusal.js"
import * as ChartPart from "./ChartPart.js"

/** The properties of data labels. A property is `null` if it differs between the series. */
export interface Labels {
  readonly position: string | null
  readonly separator: string | null
  readonly showBubbleSize: boolean | null
  readonly showCategoryName: boolean | null
  readonly showLegendKey: boolean | null
  readonly showPercentage: boolean | null
  readonly showSeriesName: boolean | null
  readonly showValue: boolean | null
}

/** The changes of data labels. */
export type Changes =
  & {
    readonly [Name in Exclude<keyof Labels, "position">]?: NonNullable<Labels[Name]> | undefined
  }
  & { readonly position?: DataLabelPosition | undefined }

const codes = {
  Center: "ctr",
  InsideEnd: "inEnd",
  InsideBase: "inBase",
  OutsideEnd: "outEnd",
  Left: "l",
  Right: "r",
  Top: "t",
  Bottom: "b",
  BestFit: "bestFit"
} as const satisfies Record<DataLabelPosition, string>

const names: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(codes).map(([name, code]) => [code, name])
)

const flags = {
  showLegendKey: "showLegendKey",
  showValue: "showVal",
  showCategoryName: "showCatName",
  showSeriesName: "showSerName",
  showPercentage: "showPercent",
  showBubbleSize: "showBubbleSize"
} as const

/**
 * The positions that a group of series can have, with the default first. Excel refuses a file with another one.
 */
const positionsOf = (group: XmlTree.Node): ReadonlyArray<DataLabelPosition> => {
  switch (group.name) {
    case "barChart":
      return ChartPart.valueOf(group, "grouping") === "clustered"
        ? ["OutsideEnd", "Center", "InsideEnd", "InsideBase"]
        : ["Center", "InsideEnd", "InsideBase"]
    case "lineChart":
    case "scatterChart":
    case "bubbleChart":
    case "stockChart":
      return ["Right", "Left", "Top", "Bottom", "Center"]
    case "pieChart":
    case "pie3DChart":
    case "ofPieChart":
      return ["BestFit", "Center", "InsideEnd", "OutsideEnd"]
    case "radarChart":
      return ["OutsideEnd"]
    default:
      return []
  }
}

/** Surfaces have no data labels. */
const canHaveLabels = ({ group }: ChartPart.Series): boolean => !group.name.startsWith("surface")

/** The labels of a series, or those that its group sets for all series. */
const labelsOf = ({ group, node }: ChartPart.Series): XmlTree.Node | undefined =>
  XmlTree.find(node, "dLbls") ?? XmlTree.find(group, "dLbls")

const same = <A>(values: ReadonlyArray<A>): A | null => {
  const [first] = values
  return first !== undefined && values.every((value) => value === first) ? first : null
}

/** Returns the properties of the data labels. */
export const read = (part: ChartPart.ChartPart): Labels => {
  const all = ChartPart.series(part).filter(canHaveLabels)
  const flag = (name: keyof typeof flags): boolean | null =>
    all.length === 0
      ? false
      : same(all.map((series) => {
        const labels = labelsOf(series)
        return labels !== undefined && !ChartPart.isOn(labels, "delete") && ChartPart.isOn(labels, flags[name])
      }))
  return {
    position: same(all.map((series) => {
      const code = ChartPart.valueOf(labelsOf(series), "dLblPos")
      return (code === undefined ? undefined : names[code]) ?? positionsOf(series.group)[0] ?? "None"
    })),
    separator: same(all.map((series) => {
      const separator = XmlTree.find(labelsOf(series), "separator")
      return separator === undefined ? ", " : XmlTree.content(separator)
    })),
    showBubbleSize: flag("showBubbleSize"),
    showCategoryName: flag("showCategoryName"),
    showLegendKey: flag("showLegendKey"),
    showPercentage: flag("showPercentage"),
    showSeriesName: flag("showSeriesName"),
    showValue: flag("showValue")
  }
}

const { labels: labelsSequence, series: seriesSequence } = ChartPart.sequences

const hidden = Object.values(flags).map((name) => `<c:${name} val="0"/>`).join("")

/** Returns the labels of a series for a change. New ones show nothing, or what the group shows. */
const ensureLabels = (part: ChartPart.ChartPart, { group, node }: ChartPart.Series): XmlTree.Node => {
  const found = XmlTree.find(node, "dLbls")
  if (found !== undefined) {
    const deleted = XmlTree.find(found, "delete")
    if (deleted !== undefined) {
      XmlTree.remove(found, deleted)
      for (const child of ChartPart.element(part, `<c:dLbls>${hidden}</c:dLbls>`).children) {
        if (typeof child !== "string") XmlTree.insert(found, child, labelsSequence)
      }
    }
    return found
  }
  const inherited = XmlTree.find(group, "dLbls")
  const source = inherited === undefined || XmlTree.find(inherited, "delete") !== undefined
    ? undefined
    : XmlTree.text({ before: "", root: inherited, after: "" })
  const added = source === undefined
    ? ChartPart.element(part, `<c:dLbls>${hidden}</c:dLbls>`)
    : XmlTree.parse(source).root
  XmlTree.insert(node, added, seriesSequence)
  return added
}

/** Returns the elements of the data labels of all series, which are added if they are missing. */
export const ensureAll = (part: ChartPart.ChartPart): ReadonlyArray<XmlTree.Node> =>
  ChartPart.series(part).filter(canHaveLabels).map((series) => ensureLabels(part, series))

/** Returns the element of the data labels of the first series that has some. */
export const first = (part: ChartPart.ChartPart): XmlTree.Node | undefined =>
  ChartPart.series(part).flatMap((series) => labelsOf(series) ?? [])[0]

/** Changes the data labels of all series. Labels of single points that differ are kept. */
export const update = (part: ChartPart.ChartPart, changes: Changes): void => {
  const all = ChartPart.series(part).filter(canHaveLabels)
  const { position, separator } = changes
  if (position !== undefined) {
    for (const { group } of all) {
      const possible = positionsOf(group)
      if (possible.includes(position)) continue
      refuse(
        "invalidArgument",
        `The data labels of this chart cannot have the position '${position}': expected ${
          possible.length === 0 ? "none" : possible.map((name) => `'${name}'`).join(", ")
        }.`
      )
    }
  }
  for (const series of all) {
    const labels = ensureLabels(part, series)
    if (position !== undefined) ChartPart.setValue(part, labels, "c:dLblPos", codes[position], labelsSequence)
    if (separator !== undefined) {
      ChartPart.replace(
        part,
        labels,
        `<c:separator>${Xml.encodeText(Xml.encodeXstring(separator))}</c:separator>`,
        labelsSequence
      )
    }
    for (const name of Object.keys(flags) as ReadonlyArray<keyof typeof flags>) {
      const value = changes[name]
      if (value !== undefined) ChartPart.setValue(part, labels, `c:${flags[name]}`, value, labelsSequence)
    }
  }
}
