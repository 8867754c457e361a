/**
 * Adds, changes and deletes charts. All changes of one call are applied, or none.
 *
 * @since 0.1.0
 */
import * as Area from "@effect-workbook/schema/Area"
import type { CellValue } from "@effect-workbook/schema/CellValue"
import type { SeriesBy } from "@effect-workbook/schema/Chart"
import * as Option from "effect/Option"
import type * as Model from "../../Model.js"
import * as NumberFormat from "../format/NumberFormat.js"
import { formatBounds, formatPrefix, noPrefix } from "../formula/ReferenceText.js"
import * as Package from "../package/Package.js"
import * as Xml from "../package/Xml.js"
import * as XmlTree from "../package/XmlTree.js"
import * as Axis from "../parts/chart/Axis.js"
import * as ChartKind from "../parts/chart/ChartKind.js"
import * as ChartPart from "../parts/chart/ChartPart.js"
import * as Labels from "../parts/chart/Labels.js"
import * as NewChart from "../parts/chart/NewChart.js"
import * as SeriesXml from "../parts/chart/SeriesXml.js"
import * as Shape from "../parts/chart/Shape.js"
import * as Source from "../parts/chart/Source.js"
import * as Text from "../parts/chart/Text.js"
import * as Drawing from "../parts/Drawing.js"
import * as SheetData from "../parts/sheet/SheetData.js"
import * as SheetGeometry from "../parts/SheetGeometry.js"
import * as SheetPart from "../parts/SheetPart.js"
import * as SheetRanges from "../parts/SheetRanges.js"
import * as Styles from "../parts/Styles.js"
import { inQuotes, refuse } from "../refusal.js"
import * as ChartReading from "./ChartReading.js"
import * as Ids from "./Ids.js"
import * as Protection from "./Protection.js"
import * as Sheets from "./Sheets.js"
import { type State, worksheetOf, type WorksheetState } from "./State.js"
import * as Writing from "./Writing.js"

const chartType = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
const drawingType = "application/vnd.openxmlformats-officedocument.drawing+xml"

/** Excel's limit for the series of a chart. */
const maxSeries = 255

const { sequences } = ChartPart

/** The reference rewriting has its own copy of the text of charts. */
const setChartText = (state: State, name: string, text: string): void => {
  Package.setText(state.package, name, text)
  state.chartsAndPivotCaches?.set(name, text)
}

const checkName = (state: State, sheet: WorksheetState, name: string, except: string | undefined): void => {
  if (name.trim() === "" || name.length > 255) {
    refuse("invalidArgument", `The chart name ${inQuotes(name)} is not valid: expected 1 to 255 characters.`)
  }
  const taken = ChartReading.locate(state, sheet).some((each) => {
    const chart = ChartReading.chartModel(state, each)
    return chart.id !== except && chart.name.toLowerCase() === name.toLowerCase()
  })
  if (taken) refuse("itemAlreadyExists", `A chart with the name ${inQuotes(name)} already exists.`)
}

/** More than this is beyond the last cell of a sheet with large rows and columns. */
const maxPoints = 1e7

const unitsOf = (name: string, points: number): number =>
  points >= 0 && points <= maxPoints
    ? Math.round(points * SheetGeometry.perPoint)
    : refuse("invalidArgument", `The ${name} ${points} of a chart is not valid: expected points, 0 or more.`)

/** Returns the frame with the given properties, which are in points. */
const changedFrame = (
  frame: Drawing.Frame,
  changes: { readonly [Name in keyof Drawing.Frame]?: number | undefined }
): Drawing.Frame => {
  const changed = (name: keyof Drawing.Frame): number => {
    const points = changes[name]
    return points === undefined ? frame[name] : unitsOf(name, points)
  }
  return { left: changed("left"), top: changed("top"), width: changed("width"), height: changed("height") }
}

const referenceTo = (sheet: WorksheetState, area: Area.Area): string =>
  `${formatPrefix({ ...noPrefix, first: sheet.entry.name })}!${
    formatBounds({
      ...area,
      topAbsolute: true,
      leftAbsolute: true,
      bottomAbsolute: true,
      rightAbsolute: true,
      form: Area.cellCount(area) === 1 ? "cell" : "range"
    })
  }`

const dataOf = (state: State, sheet: WorksheetState, area: Area.Area): SeriesXml.Data => ({
  formula: referenceTo(sheet, area),
  values: ChartReading.valuesIn(sheet, area),
  format: Styles.numberFormat(state.styles, SheetPart.style(sheet.part, area.top, area.left))
})

/** Returns the data of the series of a source. Whole rows and columns end at the used area. */
const seriesOf = (
  state: State,
  source: Model.ChartSource,
  seriesBy: SeriesBy | undefined,
  isXY: boolean,
  isBubble: boolean
): ReadonlyArray<SeriesXml.SeriesData> => {
  const sheet = worksheetOf(state, source.sheet)
  const used = SheetData.usedArea(sheet.part.data)
  const area = used !== undefined && Area.isUnbounded(source.area)
    ? Option.getOrElse(Area.intersection(source.area, used), () => used)
    : source.area
  if (Area.cellCount(area) > 5_000_000) {
    return refuse("rangeExceedsLimit", "The source data of a chart has more cells than can be shown.")
  }
  const found = Source.seriesOf(
    area,
    seriesBy === "Rows",
    {
      value: (row, column) => SheetPart.value(sheet.part, row, column),
      isDate: (row, column) =>
        NumberFormat.isDate(Styles.numberFormat(state.styles, SheetPart.style(sheet.part, row, column)))
    },
    isXY
  )
  const series = found.map(({ categories, name, values }): SeriesXml.SeriesData => ({
    name: name && dataOf(state, sheet, name),
    categories: categories && dataOf(state, sheet, categories),
    values: dataOf(state, sheet, values)
  }))
  const pairs = isBubble
    ? series.flatMap((each, index) => index % 2 === 0 ? [{ ...each, sizes: series[index + 1]?.values }] : [])
    : series
  return pairs.length > maxSeries
    ? refuse("invalidArgument", `The source data has ${pairs.length} series: a chart has at most ${maxSeries}.`)
    : pairs
}

/** The default size of a chart in Excel: 5 × 3 inches. */
const defaultSize = { width: 360 * SheetGeometry.perPoint, height: 216 * SheetGeometry.perPoint }

/** A new chart is beside its data, or at the top left without data. */
const defaultFrame = (
  sheet: WorksheetState,
  grid: Drawing.Grid,
  source: Model.ChartSource | undefined
): Drawing.Frame => {
  const used = SheetData.usedArea(sheet.part.data)
  const area = source?.sheet.id !== sheet.id || source === undefined
    ? undefined
    : Area.isUnbounded(source.area)
    ? used
    : source.area
  return {
    left: area === undefined ? 0 : SheetGeometry.offsetOf(grid.columns, Math.min(area.right + 1, Area.maxColumn)),
    top: area === undefined ? 0 : SheetGeometry.offsetOf(grid.rows, area.top),
    ...defaultSize
  }
}

const ensureDrawing = (
  state: State,
  sheet: WorksheetState
): { readonly name: string; readonly document: XmlTree.Document } => {
  const found = ChartReading.drawingOf(state, sheet)
  if (found !== undefined) return found
  const { dialect } = state.workbook
  const folder = state.workbookName.slice(0, state.workbookName.lastIndexOf("/") + 1)
  const name = Package.unusedPartName(state.package, `${folder}drawings/drawing`, "xml")
  const text = Drawing.empty(dialect)
  Package.add(state.package, name, drawingType, text)
  const relationship = Package.addRelationship(state.package, sheet.partName, `${dialect.relationships}/drawing`, name)
  SheetRanges.addDrawing(sheet.part, relationship, dialect)
  return { name, document: XmlTree.parse(text) }
}

const unusedName = (state: State, sheet: WorksheetState): string => {
  const taken = new Set(
    ChartReading.locate(state, sheet).map((each) => ChartReading.chartModel(state, each).name.toLowerCase())
  )
  for (let number = 1;; number++) if (!taken.has(`chart ${number}`)) return `Chart ${number}`
}

/** Adds a chart. */
export const add = (state: State, model: Model.Sheet, chart: Model.NewChart): Model.Chart => {
  const sheet = worksheetOf(state, model)
  Protection.checkSheetStructure(sheet)
  if (chart.name !== undefined) checkName(state, sheet, chart.name, undefined)
  const { dialect } = state.workbook
  const kind = ChartKind.of(chart.type)
  const isBubble = kind.groups[0]?.name === "bubbleChart"
  const series = chart.source === undefined
    ? []
    : seriesOf(state, chart.source, chart.seriesBy, kind.isXY, isBubble)
  if (kind.needs.length > 0 && series.length !== kind.needs.length) {
    return refuse(
      "invalidArgument",
      `A ${chart.type} chart needs ${kind.needs.length} series (${
        kind.needs.join(", ")
      }), and its source data has ${series.length}.`
    )
  }
  const grid = ChartReading.gridOf(sheet)
  const frame = changedFrame(defaultFrame(sheet, grid, chart.source), chart)
  const part = NewChart.make(kind, series, dialect, ChartReading.hasTheme(state))
  // nothing is refused from here on
  const name = chart.name ?? unusedName(state, sheet)
  const drawing = ensureDrawing(state, sheet)
  const folder = state.workbookName.slice(0, state.workbookName.lastIndexOf("/") + 1)
  const partName = Package.unusedPartName(state.package, `${folder}charts/chart`, "xml")
  const text = XmlTree.text(part.document)
  Package.add(state.package, partName, chartType, text)
  state.chartsAndPivotCaches?.set(partName, text)
  const relationship = Package.addRelationship(state.package, drawing.name, `${dialect.relationships}/chart`, partName)
  const creationId = Ids.make(state)
  const shapeId = Drawing.greatestId(drawing.document) + 1
  Drawing.add(drawing.document, { shapeId, name, creationId, relationship, frame }, grid, dialect)
  Package.setText(state.package, drawing.name, XmlTree.text(drawing.document))
  const added = ChartReading.locate(state, sheet).at(-1)
  return added === undefined
    ? refuse("generalException", "The chart could not be made.")
    : ChartReading.chartModel(state, added, grid)
}

/** Deletes a chart with its parts, and a drawing without shapes. */
export const remove = (state: State, chart: Model.Chart): void => {
  const located = ChartReading.chartOf(state, chart)
  const { anchor, drawing, drawingName, partName, sheet } = located
  Protection.checkSheetStructure(sheet)
  XmlTree.remove(drawing.root, anchor.anchor)
  Package.removeRelationship(state.package, drawingName, anchor.relationship)
  Sheets.removeWithCharts(state, partName)
  state.chartsAndPivotCaches?.delete(partName)
  if (!Drawing.isEmpty(drawing)) {
    Package.setText(state.package, drawingName, XmlTree.text(drawing))
    return
  }
  const relationship = ChartReading.drawingOf(state, sheet)?.relationship
  if (relationship !== undefined) Package.removeRelationship(state.package, sheet.partName, relationship)
  SheetRanges.removeDrawing(sheet.part)
  Package.remove(state.package, drawingName)
}

/** Replaces the data of a chart. */
export const setData = (
  state: State,
  chart: Model.Chart,
  source: Model.ChartSource,
  seriesBy: SeriesBy | undefined
): void => {
  const located = ChartReading.chartOf(state, chart)
  Protection.checkSheetStructure(located.sheet)
  const part = ChartReading.partOf(state, located)
  const groups = ChartPart.groups(part)
  const [first] = groups
  const isXY = first !== undefined && SeriesXml.isXY(first.name)
  const series = seriesOf(state, source, seriesBy, isXY, first?.name === "bubbleChart")
  const count = ChartPart.series(part).length
  if (groups.some(({ name }) => name === "stockChart") && series.length !== count) {
    return refuse(
      "invalidArgument",
      `A stock chart keeps its ${count} series, and the source data has ${series.length}.`
    )
  }
  NewChart.setSeries(part, series, ChartReading.hasTheme(state))
  setChartText(state, located.partName, XmlTree.text(part.document))
}

/** Moves a chart to a cell. With an end it covers the cells from the start to the end. */
export const setPosition = (
  state: State,
  chart: Model.Chart,
  start: Area.Area,
  end: Area.Area | undefined
): Model.Chart => {
  const located = ChartReading.chartOf(state, chart)
  const { anchor, drawing, drawingName, sheet } = located
  Protection.checkSheetStructure(sheet)
  const grid = ChartReading.gridOf(sheet)
  const frame = Drawing.frameOf(anchor.anchor, grid)
  const corner = end === undefined
    ? start
    : { ...start, top: Math.min(start.top, end.top), left: Math.min(start.left, end.left) }
  const left = SheetGeometry.offsetOf(grid.columns, corner.left)
  const top = SheetGeometry.offsetOf(grid.rows, corner.top)
  const size = end === undefined ? { width: frame.width, height: frame.height } : {
    width: SheetGeometry.offsetOf(grid.columns, Math.max(start.right, end.right) + 1) - left,
    height: SheetGeometry.offsetOf(grid.rows, Math.max(start.bottom, end.bottom) + 1) - top
  }
  Drawing.setFrame(anchor.anchor, { left, top, ...size }, grid)
  Package.setText(state.package, drawingName, XmlTree.text(drawing))
  return ChartReading.chartModel(state, located, grid)
}

/** Adds a series without cells at the end, as Excel does: it has one point with the value 1. Returns its index. */
export const addSeries = (state: State, chart: Model.Chart, name: string | undefined): number => {
  const located = ChartReading.chartOf(state, chart)
  Protection.checkSheetStructure(located.sheet)
  const part = ChartReading.partOf(state, located)
  const index = ChartPart.series(part).length
  if (index >= maxSeries) return refuse("invalidArgument", `A chart has at most ${maxSeries} series.`)
  if (ChartPart.groups(part).some((group) => group.name === "stockChart")) {
    return refuse("invalidArgument", "A stock chart cannot get another series.")
  }
  NewChart.addSeries(part, { name, categories: undefined, values: undefined }, ChartReading.hasTheme(state))
  setChartText(state, located.partName, XmlTree.text(part.document))
  return index
}

const grown = (area: Area.Area): Area.Area =>
  area.top === area.bottom && area.left !== area.right
    ? { ...area, right: area.right + 1 }
    : { ...area, bottom: area.bottom + 1 }

const nextCell = ({ bottom, left, right, top }: Area.Area): Area.Area =>
  top === bottom && left !== right
    ? { top, bottom, left: right + 1, right: right + 1 }
    : { top: bottom + 1, bottom: bottom + 1, left, right }

/**
 * Adds a point at the end of a series: the value is written to the next cell, which must be blank, and the series and
 * its categories include that row or column from then on. Returns the index of the point.
 */
export const addPoint = (state: State, chart: Model.Chart, series: number, value: CellValue): number => {
  const located = ChartReading.chartOf(state, chart)
  Protection.checkSheetStructure(located.sheet)
  const part = ChartReading.partOf(state, located)
  const found = ChartPart.series(part)[series] ?? refuse("itemNotFound", "The series no longer exists.")
  const formula = SeriesXml.formulaOf(SeriesXml.valuesNode(found.node))
  const cells = formula === undefined ? undefined : ChartReading.cellsOf(state, formula)
  if (cells === undefined || (cells.area.top !== cells.area.bottom && cells.area.left !== cells.area.right)) {
    return refuse("invalidArgument", "A point can only be added to a series that shows the cells of a row or a column.")
  }
  const next = nextCell(cells.area)
  if (next.bottom > Area.maxRow || next.right > Area.maxColumn) {
    return refuse("invalidArgument", "A point cannot be added, because the series ends at the edge of the worksheet.")
  }
  const [present] = ChartReading.valuesIn(cells.sheet, next)
  if (present !== null && present !== undefined) {
    return refuse("invalidArgument", "A point cannot be added, because the cell after the series is not blank.")
  }
  for (const node of [SeriesXml.valuesNode(found.node), SeriesXml.categoriesNode(found.node)]) {
    const reference = SeriesXml.formulaOf(node)
    const area = reference === undefined ? undefined : ChartReading.cellsOf(state, reference)
    const [source] = node === undefined ? [] : XmlTree.elements(node)
    const text = XmlTree.find(source, "f")
    if (area === undefined || text === undefined) continue
    XmlTree.setChildren(text, [Xml.encodeText(referenceTo(area.sheet, grown(area.area)))])
    // programs show the copy of the cells until they calculate, so that it must not have the old number of points
    for (const copy of XmlTree.elements(source ?? part.chart)) {
      if (copy.name.endsWith("Cache")) XmlTree.remove(source ?? part.chart, copy)
    }
  }
  if (value !== null && value !== "") Writing.write(state, cells.sheet, next, { values: [[value]] })
  setChartText(state, located.partName, XmlTree.text(part.document))
  return Area.cellCount(cells.area)
}

const legendCodes = { Bottom: "b", Top: "t", Left: "l", Right: "r", Corner: "tr" } as const

const noSuch = (what: string): never => refuse("itemNotFound", `The chart has no ${what}.`)

const axisOf = (part: ChartPart.ChartPart, kind: Model.ChartAxisKind): XmlTree.Node =>
  ChartPart.axis(part, kind) ?? noSuch(`${kind} axis`)

const updateTitle = (
  part: ChartPart.ChartPart,
  parent: XmlTree.Node,
  sequence: ReadonlyArray<string>,
  { text, visible }: { readonly text?: string | undefined; readonly visible?: boolean | undefined }
): void => {
  const isShown = visible ?? (text !== undefined || undefined)
  if (isShown === false) {
    XmlTree.remove(parent, XmlTree.find(parent, "title"))
    return
  }
  if (isShown === undefined) return
  if (XmlTree.find(parent, "title") === undefined) {
    const added = ChartPart.element(part, "<c:title><c:overlay val=\"0\"/></c:title>")
    XmlTree.insert(parent, added, sequence)
  }
  const title = XmlTree.find(parent, "title")
  if (text !== undefined && title !== undefined) Text.setRichText(part, title, text)
}

/** Returns the elements that a change of a format applies to, and the order of their child elements. */
const formatted = (
  part: ChartPart.ChartPart,
  element: Model.ChartElement
): { readonly nodes: ReadonlyArray<XmlTree.Node>; readonly sequence: ReadonlyArray<string> } => {
  const one = (sequence: ReadonlyArray<string>, what: string) => ({
    nodes: [
      ChartReading.elementOf(part, element) ?? refuse("invalidArgument", `${what} is not visible, so it has no format.`)
    ],
    sequence
  })
  switch (element.kind) {
    case "area":
      return one(sequences.chartSpace, "The chart")
    case "title":
      return one(sequences.title, "The title of the chart")
    case "legend":
      return one(sequences.legend, "The legend of the chart")
    case "dataLabels":
      return { nodes: Labels.ensureAll(part), sequence: sequences.labels }
    case "axis":
      return { nodes: [axisOf(part, element.axis)], sequence: sequences.axis }
    case "axisTitle":
      return one(sequences.title, `The title of the ${element.axis} axis`)
    case "majorGridlines":
    case "minorGridlines":
      return one(sequences.gridlines, `The gridlines of the ${element.axis} axis`)
    case "series":
      return {
        nodes: [ChartReading.elementOf(part, element) ?? noSuch(`series ${element.series}`)],
        sequence: sequences.series
      }
    case "point": {
      const series = ChartPart.series(part)[element.series] ?? noSuch(`series ${element.series}`)
      return { nodes: [pointOf(part, series, element)], sequence: sequences.point }
    }
  }
}

const pointOf = (
  part: ChartPart.ChartPart,
  { group, node }: ChartPart.Series,
  element: Model.ChartElement & { readonly kind: "point" }
): XmlTree.Node => {
  if (group.name.startsWith("surface")) {
    return refuse("invalidArgument", "The points of a surface chart have no format.")
  }
  const found = ChartReading.elementOf(part, element)
  if (found !== undefined) return found
  const added = ChartPart.element(part, `<c:dPt><c:idx val="${element.point}"/></c:dPt>`)
  XmlTree.insert(node, added, sequences.series)
  return added
}

/** Clearing what is not there changes nothing. */
const clearsNothing = (
  part: ChartPart.ChartPart,
  { color, of }: Extract<Model.ChartChange, { kind: "fill" | "line" }>
) =>
  color === null && of.kind !== "point" && of.kind !== "dataLabels" && ChartReading.elementOf(part, of) === undefined &&
  of.kind !== "axis" && of.kind !== "series"

const applyToPart = (
  part: ChartPart.ChartPart,
  change: Exclude<Model.ChartChange, { readonly kind: "chart" }>
): void => {
  switch (change.kind) {
    case "title": {
      const wasVisible = XmlTree.find(part.chart, "title") !== undefined
      updateTitle(part, part.chart, sequences.chart, change)
      const title = XmlTree.find(part.chart, "title")
      if (title !== undefined && change.overlay !== undefined) {
        ChartPart.setValue(part, title, "c:overlay", change.overlay, sequences.title)
      }
      if (wasVisible !== (title !== undefined)) {
        ChartPart.setValue(part, part.chart, "c:autoTitleDeleted", title === undefined, sequences.chart)
      }
      return
    }
    case "legend": {
      const { overlay, position, visible } = change
      const present = XmlTree.find(part.chart, "legend")
      if (visible === false) return XmlTree.remove(part.chart, present)
      if (present === undefined && visible === undefined && position === undefined) return
      const legend = ChartPart.ensure(part, part.chart, "c:legend", sequences.chart)
      if (present === undefined) {
        ChartPart.setValue(part, legend, "c:legendPos", legendCodes.Bottom, sequences.legend)
        ChartPart.setValue(part, legend, "c:overlay", false, sequences.legend)
      }
      if (position !== undefined) {
        ChartPart.setValue(part, legend, "c:legendPos", legendCodes[position], sequences.legend)
        XmlTree.remove(legend, XmlTree.find(legend, "layout"))
      }
      if (overlay !== undefined) ChartPart.setValue(part, legend, "c:overlay", overlay, sequences.legend)
      return
    }
    case "dataLabels":
      return Labels.update(part, change)
    case "axis": {
      const { majorUnit, maximum, minimum, minorUnit } = change
      return Axis.update(part, axisOf(part, change.axis), { majorUnit, maximum, minimum, minorUnit })
    }
    case "axisTitle":
      return updateTitle(part, axisOf(part, change.axis), sequences.axis, change)
    case "gridlines": {
      const axis = axisOf(part, change.axis)
      const name = change.lines === "major" ? "majorGridlines" : "minorGridlines"
      if (change.visible === true) ChartPart.ensure(part, axis, `c:${name}`, sequences.axis)
      else if (change.visible === false) XmlTree.remove(axis, XmlTree.find(axis, name))
      return
    }
    case "series": {
      const series = ChartPart.series(part)[change.series] ?? noSuch(`series ${change.series}`)
      if (change.name !== undefined) SeriesXml.setName(part, series.node, change.name)
      return
    }
    case "font": {
      const { kind: _, of, ...font } = change
      const given = Object.fromEntries(Object.entries(font).filter(([, value]) => value !== undefined))
      if (Object.keys(given).length === 0) return
      checkFont(font)
      const { nodes, sequence } = formatted(part, of)
      for (const node of nodes) Text.setFont(part, node, given, sequence)
      return
    }
    case "fill":
    case "line": {
      if (clearsNothing(part, change)) return
      const { nodes, sequence } = formatted(part, change.of)
      const set = change.kind === "fill" ? Shape.setFill : Shape.setLine
      for (const node of nodes) set(part, node, change.color, sequence)
    }
  }
}

const checkFont = (
  { name, size }: { readonly name?: string | undefined; readonly size?: number | undefined }
): void => {
  if (size !== undefined && !(size >= 1 && size <= 409)) {
    refuse("invalidArgument", `The font size ${size} is not valid: expected 1 to 409 points.`)
  }
  if (name !== undefined && (name === "" || name.length > 31)) {
    refuse("invalidArgument", `The font name ${inQuotes(name)} is not valid: expected 1 to 31 characters.`)
  }
}

/** Changes a chart. */
export const update = (
  state: State,
  chart: Model.Chart,
  changes: ReadonlyArray<Model.ChartChange>
): Model.Chart => {
  const located = ChartReading.chartOf(state, chart)
  const { anchor, drawing, drawingName, partName, sheet } = located
  Protection.checkSheetStructure(sheet)
  const grid = ChartReading.gridOf(sheet)
  let part: ChartPart.ChartPart | undefined
  let frame: Drawing.Frame | undefined
  let name: string | undefined
  for (const change of changes) {
    if (change.kind === "chart") {
      if (change.name !== undefined) {
        checkName(state, sheet, change.name, chart.id)
        name = change.name
      }
      const { height, left, top, width } = change
      if ([height, left, top, width].every((value) => value === undefined)) continue
      frame = changedFrame(frame ?? Drawing.frameOf(anchor.anchor, grid), { height, left, top, width })
    } else {
      part ??= ChartReading.partOf(state, located)
      applyToPart(part, change)
    }
  }
  // nothing is refused from here on
  if (name !== undefined) XmlTree.setAttribute(anchor.properties, "name", Xml.encodeXstring(name))
  if (frame !== undefined) Drawing.setFrame(anchor.anchor, frame, grid)
  if (name !== undefined || frame !== undefined) Package.setText(state.package, drawingName, XmlTree.text(drawing))
  if (part !== undefined) setChartText(state, partName, XmlTree.text(part.document))
  return ChartReading.chartModel(state, located, grid)
}
