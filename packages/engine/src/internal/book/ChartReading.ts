/**
 * Finds the charts of worksheets, and reads their content. Values and names come from the cells, because the copies in
 * the chart parts may be old.
 *
 * @since 0.1.0
 */
import { type Area, intersection } from "@effect-workbook/schema/Area"
import type { CellValue } from "@effect-workbook/schema/CellValue"
import * as Option from "effect/Option"
import type * as Model from "../../Model.js"
import * as References from "../formula/References.js"
import * as Package from "../package/Package.js"
import * as XmlTree from "../package/XmlTree.js"
import * as Axis from "../parts/chart/Axis.js"
import * as ChartPart from "../parts/chart/ChartPart.js"
import * as Color from "../parts/chart/Color.js"
import * as Labels from "../parts/chart/Labels.js"
import * as SeriesXml from "../parts/chart/SeriesXml.js"
import * as Shape from "../parts/chart/Shape.js"
import * as Text from "../parts/chart/Text.js"
import * as Drawing from "../parts/Drawing.js"
import * as SheetData from "../parts/sheet/SheetData.js"
import * as SheetGeometry from "../parts/SheetGeometry.js"
import * as SheetPart from "../parts/SheetPart.js"
import { refuse } from "../refusal.js"
import type { Scalar } from "../value/Value.js"
import { cellValue } from "./Reading.js"
import { findSheet, isWorksheet, sheetModel, type State, worksheetOf, type WorksheetState } from "./State.js"

/** A chart, with the drawing that contains it. The trees are read anew for each operation. */
export interface Located {
  readonly sheet: WorksheetState
  readonly drawingName: string
  readonly drawing: XmlTree.Document
  readonly anchor: Drawing.ChartAnchor
  readonly partName: string
}

/** Returns the drawing of a sheet. */
export const drawingOf = (
  state: State,
  sheet: WorksheetState
): { readonly name: string; readonly relationship: string; readonly document: XmlTree.Document } | undefined => {
  const found = Package.relationships(state.package, sheet.partName).find(({ external, kind }) =>
    kind === "drawing" && !external
  )
  const text = found && Package.text(state.package, found.target)
  return found === undefined || text === undefined
    ? undefined
    : { name: found.target, relationship: found.id, document: XmlTree.parse(text) }
}

/** Returns the charts of a worksheet in the order of their shapes. */
export const locate = (state: State, sheet: WorksheetState): ReadonlyArray<Located> => {
  const drawing = drawingOf(state, sheet)
  if (drawing === undefined) return []
  const related = new Map(Package.relationships(state.package, drawing.name).map((each) => [each.id, each]))
  return Drawing.charts(drawing.document).flatMap((anchor) => {
    const part = related.get(anchor.relationship)
    return part?.kind === "chart" && !part.external && Package.has(state.package, part.target)
      ? [{ sheet, drawingName: drawing.name, drawing: drawing.document, anchor, partName: part.target }]
      : []
  })
}

/** Returns the widths and heights of a sheet. */
export const gridOf = ({ part }: WorksheetState): Drawing.Grid => ({
  columns: SheetGeometry.columns(part),
  rows: SheetGeometry.rows(part)
})

/** The id of a shape without a GUID, in the form in which Excel writes it: the number of the shape, low byte first. */
const idFor = (sheet: WorksheetState, shapeId: number): string => {
  const bytes = [0, 8, 16, 24].map((shift) => ((shapeId >>> shift) & 0xff).toString(16).padStart(2, "0"))
  return `{00000000-0008-0000-${sheet.id.slice(20, 24)}-${bytes.join("").toUpperCase()}0000}`
}

const nameOf = ({ properties }: Drawing.ChartAnchor): string => XmlTree.attribute(properties, "name") ?? ""

const points = (units: number): number => Math.round(units / SheetGeometry.perPoint * 1000) / 1000

/** Returns a snapshot of a chart. */
export const chartModel = (state: State, { anchor, sheet }: Located, grid = gridOf(sheet)): Model.Chart => {
  const { height, left, top, width } = Drawing.frameOf(anchor.anchor, grid)
  return {
    id: Drawing.creationId(anchor.properties) ?? idFor(sheet, Number(XmlTree.attribute(anchor.properties, "id")) || 0),
    name: nameOf(anchor),
    sheet: sheetModel(state, sheet),
    left: points(left),
    top: points(top),
    width: points(width),
    height: points(height)
  }
}

/** Lists the charts of a sheet. */
export const list = (state: State, sheet: Model.Sheet): ReadonlyArray<Model.Chart> => {
  const found = state.sheets.find(({ id }) => id === sheet.id)
  if (found === undefined || !isWorksheet(found)) return []
  const charts = locate(state, found)
  if (charts.length === 0) return []
  const grid = gridOf(found)
  return charts.map((chart) => chartModel(state, chart, grid))
}

/** Finds a chart of a snapshot. Refuses if it was deleted. */
export const chartOf = (state: State, chart: Model.Chart): Located => {
  const sheet = worksheetOf(state, chart.sheet)
  return locate(state, sheet).find((each) => chartModel(state, each).id === chart.id) ??
    refuse("itemNotFound", `The chart '${chart.name}' no longer exists.`)
}

/** Reads the part of a chart. */
export const partOf = (state: State, { partName }: Located): ChartPart.ChartPart =>
  ChartPart.parse(Package.text(state.package, partName) ?? "")

/** Returns the cells of a formula that refers to one area. Whole rows and columns end at the used area. */
export const cellsOf = (
  state: State,
  formula: string
): { readonly sheet: WorksheetState; readonly area: Area } | undefined => {
  const reference = References.parseSingleArea(formula)
  const sheet = reference?.sheet === undefined ? undefined : findSheet(state, reference.sheet)
  if (reference === undefined || sheet === undefined || !isWorksheet(sheet)) return undefined
  const { area } = reference
  const used = SheetData.usedArea(sheet.part.data) ?? { top: 0, left: 0, bottom: 0, right: 0 }
  const isWhole = area.bottom - area.top > used.bottom + 10_000 || area.right - area.left > used.right + 1000
  return {
    sheet,
    area: isWhole
      ? Option.getOrElse(intersection(area, used), () => ({ ...area, bottom: area.top, right: area.left }))
      : area
  }
}

/** Returns the values of the cells of an area, row by row. */
export const valuesIn = (sheet: WorksheetState, area: Area): ReadonlyArray<Scalar> =>
  SheetPart.values(sheet.part, area).flat()

/** Returns the values of an element such as `val`: those of its cells, or else the stored ones. */
const valuesOf = (state: State, node: XmlTree.Node | undefined): ReadonlyArray<CellValue> => {
  const formula = SeriesXml.formulaOf(node)
  const cells = formula === undefined ? undefined : cellsOf(state, formula)
  return cells === undefined
    ? SeriesXml.storedValues(node).map((value) => value ?? "")
    : valuesIn(cells.sheet, cells.area).map(cellValue)
}

/** Returns the text of a name or a title that is linked to a cell. */
const linkedText = (state: State, text: XmlTree.Node | undefined): string | undefined => {
  if (XmlTree.find(text, "strRef") === undefined) return undefined
  return valuesOf(state, text).map(String).join(" ")
}

/** Returns the name of a series. */
export const seriesName = (state: State, { node }: ChartPart.Series, index: number): string => {
  const text = XmlTree.find(node, "tx")
  const literal = XmlTree.find(text, "v")
  const name = linkedText(state, text) ?? (literal === undefined ? "" : XmlTree.content(literal))
  return name === "" ? `Series${index + 1}` : name
}

/** Returns the element of a chart that a format belongs to, if it exists. */
export const elementOf = (part: ChartPart.ChartPart, element: Model.ChartElement): XmlTree.Node | undefined => {
  switch (element.kind) {
    case "area":
      return part.document.root
    case "title":
    case "legend":
      return XmlTree.find(part.chart, element.kind)
    case "dataLabels":
      return Labels.first(part)
    case "axis":
      return ChartPart.axis(part, element.axis)
    case "axisTitle":
      return XmlTree.find(ChartPart.axis(part, element.axis), "title")
    case "majorGridlines":
    case "minorGridlines":
      return XmlTree.find(ChartPart.axis(part, element.axis), element.kind)
    case "series":
      return ChartPart.series(part)[element.series]?.node
    case "point":
      return XmlTree.elements(ChartPart.series(part)[element.series]?.node ?? part.chart, "dPt").find((point) =>
        Number(ChartPart.valueOf(point, "idx")) === element.point
      )
  }
}

const themeText = (state: State): string | undefined => {
  const theme = Package.relationships(state.package, state.workbookName).find(({ external, kind }) =>
    kind === "theme" && !external
  )
  return theme && Package.text(state.package, theme.target)
}

/** Returns the colors of the theme of the workbook. */
export const themeOf = (state: State): Color.Theme => Color.parseTheme(themeText(state))

/** Returns whether the workbook has a theme. */
export const hasTheme = (state: State): boolean => themeText(state) !== undefined

const titleText = (state: State, part: ChartPart.ChartPart, title: XmlTree.Node): string => {
  const own = Text.richText(title) ?? linkedText(state, XmlTree.find(title, "tx"))
  if (own !== undefined) return own
  const [first, ...more] = ChartPart.series(part)
  return first !== undefined && more.length === 0 ? seriesName(state, first, 0) : "Chart Title"
}

const legendPositions = { b: "Bottom", t: "Top", l: "Left", r: "Right", tr: "Corner" } as const

const isLegendPosition = (text: string): text is keyof typeof legendPositions => Object.hasOwn(legendPositions, text)

const legendOf = (part: ChartPart.ChartPart): Model.ChartContent["legend"] => {
  const legend = XmlTree.find(part.chart, "legend")
  const position = ChartPart.valueOf(legend, "legendPos") ?? "r"
  return {
    visible: legend !== undefined,
    overlay: ChartPart.isOn(legend, "overlay"),
    position: XmlTree.find(legend, "layout", "manualLayout") === undefined && isLegendPosition(position)
      ? legendPositions[position]
      : "Custom"
  }
}

const numbersOf = (state: State, node: XmlTree.Node | undefined): ReadonlyArray<number> =>
  valuesOf(state, node).filter((value) => typeof value === "number")

/** Returns the numbers that an axis shows: single values, or the sums of stacked ones. */
const extentOf = (
  state: State,
  part: ChartPart.ChartPart,
  axis: XmlTree.Node,
  kind: Model.ChartAxisKind
): Axis.Extent => {
  const id = ChartPart.valueOf(axis, "axId")
  const shown = ChartPart.series(part).filter(({ group }) =>
    XmlTree.elements(group, "axId").some((node) => XmlTree.attribute(node, "val") === id)
  )
  const numbers: Array<number> = []
  const positive: Array<number> = []
  const negative: Array<number> = []
  for (const { group, node } of shown) {
    if (kind === "category") {
      const found = numbersOf(state, XmlTree.find(node, "xVal"))
      // without numbers, the x values are the positions of the points
      const last = valuesOf(state, SeriesXml.valuesNode(node)).length
      for (const value of found.length === 0 ? [1, last] : found) numbers.push(value)
    } else if (ChartPart.valueOf(group, "grouping") === "percentStacked") numbers.push(0, 1)
    else if (ChartPart.valueOf(group, "grouping") === "stacked") {
      for (const [index, value] of valuesOf(state, SeriesXml.valuesNode(node)).entries()) {
        if (typeof value !== "number") continue
        const sums = value < 0 ? negative : positive
        sums[index] = (sums[index] ?? 0) + value
      }
    } else for (const value of numbersOf(state, SeriesXml.valuesNode(node))) numbers.push(value)
  }
  const all = [
    ...numbers,
    ...positive.filter((value) => value !== undefined),
    ...negative.filter((value) => value !== undefined)
  ]
  return all.reduce<Axis.Extent>(
    ({ greatest, least }, value) => ({ least: Math.min(least, value), greatest: Math.max(greatest, value) }),
    { least: all[0] ?? 0, greatest: all[0] ?? 0 }
  )
}

/** Reads the content of a chart. */
export const read = (state: State, chart: Model.Chart): Model.ChartContent => {
  const part = partOf(state, chartOf(state, chart))
  const theme = themeOf(state)
  const title = XmlTree.find(part.chart, "title")
  const series = ChartPart.series(part)
  const values = (index: number): ReadonlyArray<CellValue> => {
    const found = series[index]
    return found === undefined ? [] : valuesOf(state, SeriesXml.valuesNode(found.node))
  }
  return {
    title: {
      text: title === undefined ? null : titleText(state, part, title),
      overlay: ChartPart.isOn(title, "overlay"),
      visible: title !== undefined
    },
    legend: legendOf(part),
    dataLabels: Labels.read(part),
    axis: (kind) => {
      const axis = ChartPart.axis(part, kind)
      return axis && Axis.scaleOf(axis, () => extentOf(state, part, axis, kind))
    },
    axisTitle: (kind) => {
      const found = elementOf(part, { kind: "axisTitle", axis: kind })
      return {
        text: found === undefined
          ? null
          : Text.richText(found) ?? linkedText(state, XmlTree.find(found, "tx")) ?? "Axis Title",
        visible: found !== undefined
      }
    },
    gridlines: (axis, lines) =>
      elementOf(part, { kind: lines === "major" ? "majorGridlines" : "minorGridlines", axis }) !== undefined,
    series: series.map((each, index) => ({
      name: seriesName(state, each, index),
      points: values(index).length
    })),
    points: values,
    font: (element) =>
      Text.fontOf(
        elementOf(part, element),
        part.document.root,
        theme,
        element.kind === "title" || element.kind === "axisTitle"
      ),
    line: (element) => Shape.lineColor(elementOf(part, element), theme)
  }
}
