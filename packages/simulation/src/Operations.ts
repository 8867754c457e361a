/**
 * The operations that users draw besides the steps of the plan: all of the catalogue. They work on sheets and items of
 * their own, with a key of the step, so that their executions can be counted in the saved file.
 */
import * as Application from "@effect-workbook/client/Application"
import * as Chart from "@effect-workbook/client/Chart"
import * as ChartAxis from "@effect-workbook/client/ChartAxis"
import * as ChartFormat from "@effect-workbook/client/ChartFormat"
import * as ChartSeries from "@effect-workbook/client/ChartSeries"
import * as Comment from "@effect-workbook/client/Comment"
import * as Filter from "@effect-workbook/client/Filter"
import * as FormatProtection from "@effect-workbook/client/FormatProtection"
import * as Functions from "@effect-workbook/client/Functions"
import * as KeyedRows from "@effect-workbook/client/KeyedRows"
import * as NamedItem from "@effect-workbook/client/NamedItem"
import * as PivotTable from "@effect-workbook/client/PivotTable"
import * as Range from "@effect-workbook/client/Range"
import * as RangeBorder from "@effect-workbook/client/RangeBorder"
import * as RangeFill from "@effect-workbook/client/RangeFill"
import * as RangeFont from "@effect-workbook/client/RangeFont"
import * as RangeFormat from "@effect-workbook/client/RangeFormat"
import * as RangeView from "@effect-workbook/client/RangeView"
import * as Table from "@effect-workbook/client/Table"
import * as TableSort from "@effect-workbook/client/TableSort"
import type * as WorkbookError from "@effect-workbook/client/WorkbookError"
import * as WorkbookSession from "@effect-workbook/client/WorkbookSession"
import * as Worksheet from "@effect-workbook/client/Worksheet"
import * as WorksheetProtection from "@effect-workbook/client/WorksheetProtection"
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"

/** The values of one step. No other step has them. */
export interface Values {
  /** A valid name of a worksheet, a defined name, a column and a series. */
  readonly key: string
  /** The letter of a column of the sheets `Field` and `Shift`. */
  readonly column: string
  readonly number: number
  /** A color like `"#00002A"`. */
  readonly color: string
}

/** Where a saved file shows how often an operation was executed. */
export type Place = "sheet" | "name" | "column" | "cell" | "series" | "insertion" | "deletion"

export interface Operation {
  readonly name: string
  readonly endpoint: Endpoint.Any
  readonly run: (
    values: Values
  ) => Effect.Effect<
    unknown,
    WorkbookError.WorkbookError | WorkbookError.RowMismatch | WorkbookError.CellMismatch,
    WorkbookSession.WorkbookSession
  >
  /** The result that the operation must have if it succeeds. */
  readonly expected?: (values: Values) => unknown
  readonly place?: Place
}

type Rest = Pick<Operation, "expected" | "place">

const operation = (name: string, endpoint: Endpoint.Any, run: Operation["run"], rest: Rest = {}): Operation => ({
  name,
  endpoint,
  run,
  ...rest
})

/** An endpoint that has no function of its own in the client. */
const call = <E extends Endpoint.Any>(
  endpoint: E,
  resource: Navigation.Reference<string>,
  parameters: Endpoint.Parameters<E>,
  rest: Rest = {}
): Operation =>
  operation("WorkbookSession.call", endpoint, () => WorkbookSession.call(endpoint, resource, parameters), rest)

const { property } = Navigation

const lab = Worksheet.named("Lab")
const table = Table.named("LabTable")
const columns = property(table, "columns")
const column = Navigation.member(columns, "Amount")
const filter = Filter.ofColumn(table, "Amount")
const chart = Chart.named(lab, "LabChart")
const series = ChartSeries.itemAt(chart, 0)
const point = ChartSeries.pointAt(series, 0)
const pointsOf = property(series, "points")
const title = Chart.title(chart)
const axis = ChartAxis.value(chart)
const axisTitle = ChartAxis.title(axis)
const gridlines = ChartAxis.majorGridlines(axis)
const name = NamedItem.named("LabName")
const pivotTable = PivotTable.named(Worksheet.named("Pile"), "None")
const comment = Comment.byId("{00000000-0000-0000-0000-000000000001}")
const operations = property(Navigation.workbook, "operations")
const bordersOf = (range: Range.RangeRef) => property(RangeFormat.of(range), "borders")

/** Cells that only one step uses. */
const own = ({ column }: Values): Range.RangeRef<"stable"> => Range.at(`Field!${column}1:${column}3`)
/** A cell above the mark of a step, which an insertion moves down and a deletion moves up. */
const aboveMark = ({ column }: Values): Range.RangeRef<"stable"> => Range.at(`Shift!${column}1`)

const rows = KeyedRows.make(
  Table.named("KeysTable"),
  Schema.Struct({ Key: Schema.String, Amount: Schema.Union(Schema.String, Schema.Number, Schema.Boolean) }),
  { key: "Key" }
)

const colorOf = ({ color }: { readonly color?: string | null | undefined }) => color
const color = { expected: ({ color }: Values) => color }

const workbookOperations: ReadonlyArray<Operation> = [
  call(Catalogue.workbook.get, Navigation.workbook, undefined),
  operation("Application.get", Catalogue.application.get, () => Application.get),
  call(Catalogue.application.update, property(Navigation.workbook, "application"), { calculationMode: "Automatic" }),
  operation("Application.calculate", Catalogue.application.calculate, () => Application.calculate("Full")),
  call(Catalogue.operations.list, operations, undefined),
  call(Catalogue.functions.get, property(Navigation.workbook, "functions"), undefined),
  operation(
    "Functions.call",
    Catalogue.functions.call("sum"),
    ({ number }) => Effect.map(Functions.call("sum", { values: [number, 1] }), ({ value }) => value),
    { expected: ({ number }) => number + 1 }
  ),
  operation("Comment.list", Catalogue.comments.list, () => Comment.list()),
  operation("Comment.get", Catalogue.comment.get, () => Comment.get(comment)),
  operation("Comment.replies", Catalogue.commentReplies.list, () => Comment.replies(comment)),
  operation("Comment.reply", Catalogue.commentReplies.create, ({ key }) => Comment.reply(comment, key)),
  operation(
    "Comment.getReply",
    Catalogue.commentReply.get,
    () => Comment.getReply(Comment.replyById(comment, "{00000000-0000-0000-0000-000000000002}"))
  )
]

const pivotTableOperations: ReadonlyArray<Operation> = [
  operation("PivotTable.list", Catalogue.pivotTables.list, () => PivotTable.list(Worksheet.named("Pile"))),
  operation(
    "PivotTable.refreshAll",
    Catalogue.pivotTables.refreshAll,
    () => PivotTable.refreshAll(Worksheet.named("Pile"))
  ),
  operation("PivotTable.get", Catalogue.pivotTable.get, () => PivotTable.get(pivotTable)),
  operation("PivotTable.refresh", Catalogue.pivotTable.refresh, () => PivotTable.refresh(pivotTable))
]

const worksheetOperations: ReadonlyArray<Operation> = [
  operation("Worksheet.list", Catalogue.worksheets.list, () => Worksheet.list()),
  operation(
    "Worksheet.add",
    Catalogue.worksheets.add,
    ({ key }) => Effect.map(Worksheet.add(key), ({ name }) => name),
    { place: "sheet", expected: ({ key }) => key }
  ),
  operation(
    "WorkbookSession.call",
    Catalogue.worksheets.create,
    ({ key }) =>
      WorkbookSession.call(Catalogue.worksheets.create, property(Navigation.workbook, "worksheets"), { name: key }),
    { place: "sheet" }
  ),
  operation("Worksheet.get", Catalogue.worksheet.get, () => Effect.map(Worksheet.get(lab), ({ name }) => name), {
    expected: () => "Lab"
  }),
  operation("Worksheet.update", Catalogue.worksheet.update, () => Worksheet.update(lab, { visibility: "Visible" })),
  operation("Worksheet.delete", Catalogue.worksheet.delete, () => Worksheet.delete(Worksheet.named("Spare"))),
  operation("WorksheetProtection.get", Catalogue.worksheetProtection.get, () => WorksheetProtection.get(lab)),
  operation(
    "WorksheetProtection.protect",
    Catalogue.worksheetProtection.protect,
    () => WorksheetProtection.protect(Worksheet.named("Guard"))
  ),
  operation(
    "WorksheetProtection.unprotect",
    Catalogue.worksheetProtection.unprotect,
    () => WorksheetProtection.unprotect(Worksheet.named("Guard"))
  )
]

const rangeOperations: ReadonlyArray<Operation> = [
  operation("Range.get", Catalogue.range.get, (values) => Range.get(own(values))),
  operation(
    "Range.find",
    Catalogue.range.get,
    () => Effect.map(Range.find(Range.at("Guard!A1:A3"), "second"), (found) => found.map(({ row }) => row)),
    { expected: () => [1] }
  ),
  operation(
    "Range.update",
    Catalogue.range.update,
    (values) =>
      Effect.map(Range.update(own(values), { values: [[values.number], [1], [2]] }), ({ values }) => values?.[0]?.[0]),
    { expected: ({ number }) => number }
  ),
  operation(
    "Range.append",
    Catalogue.range.update,
    ({ key }) => Range.append(Worksheet.named("Pile"), [[key]]),
    { place: "cell" }
  ),
  operation("Range.insert", Catalogue.range.insert, (values) => Range.insert(aboveMark(values), "Down"), {
    place: "insertion"
  }),
  operation("Range.delete", Catalogue.range.delete, (values) => Range.delete(aboveMark(values), "Up"), {
    place: "deletion"
  }),
  operation("Range.clear", Catalogue.range.clear, (values) => Range.clear(own(values))),
  operation("Range.merge", Catalogue.range.merge, (values) => Range.merge(own(values))),
  operation("Range.unmerge", Catalogue.range.unmerge, (values) => Range.unmerge(own(values))),
  operation("Range.sort", Catalogue.rangeSort.apply, (values) => Range.sort(own(values), [{ key: 0 }])),
  call(Catalogue.rangeSort.get, property(Range.at("Field!A1:B3"), "sort"), undefined),
  operation("RangeView.get", Catalogue.rangeView.get, (values) => RangeView.get(RangeView.of(own(values)))),
  operation("RangeView.rows", Catalogue.rangeViews.list, (values) => RangeView.rows(RangeView.of(own(values)))),
  operation("RangeFormat.get", Catalogue.rangeFormat.get, (values) => RangeFormat.get(RangeFormat.of(own(values)))),
  operation(
    "RangeFormat.update",
    Catalogue.rangeFormat.update,
    (values) =>
      Effect.map(RangeFormat.update(RangeFormat.of(own(values)), { wrapText: true }), ({ wrapText }) => wrapText),
    { expected: () => true }
  ),
  operation(
    "RangeFormat.autofitColumns",
    Catalogue.rangeFormat.autofitColumns,
    (values) => RangeFormat.autofitColumns(RangeFormat.of(own(values)))
  ),
  operation(
    "RangeFormat.autofitRows",
    Catalogue.rangeFormat.autofitRows,
    (values) => RangeFormat.autofitRows(RangeFormat.of(own(values)))
  ),
  operation("RangeFill.get", Catalogue.rangeFill.get, (values) => RangeFill.get(RangeFill.of(own(values)))),
  operation(
    "RangeFill.update",
    Catalogue.rangeFill.update,
    (values) => Effect.map(RangeFill.update(RangeFill.of(own(values)), { color: values.color }), colorOf),
    color
  ),
  operation("RangeFill.clear", Catalogue.rangeFill.clear, (values) => RangeFill.clear(RangeFill.of(own(values)))),
  operation("RangeFont.get", Catalogue.rangeFont.get, (values) => RangeFont.get(RangeFont.of(own(values)))),
  operation(
    "RangeFont.update",
    Catalogue.rangeFont.update,
    (values) => Effect.map(RangeFont.update(RangeFont.of(own(values)), { color: values.color }), colorOf),
    color
  ),
  operation(
    "FormatProtection.get",
    Catalogue.formatProtection.get,
    (values) => FormatProtection.get(FormatProtection.of(own(values)))
  ),
  operation(
    "FormatProtection.update",
    Catalogue.formatProtection.update,
    (values) => FormatProtection.update(FormatProtection.of(own(values)), { locked: false })
  ),
  operation("RangeBorder.list", Catalogue.rangeBorders.list, (values) => RangeBorder.list(own(values))),
  operation("RangeBorder.count", Catalogue.rangeBorders.count, (values) => RangeBorder.count(own(values)), {
    expected: () => 8
  }),
  operation(
    "WorkbookSession.call",
    Catalogue.rangeBorders.create,
    (values) =>
      WorkbookSession.call(Catalogue.rangeBorders.create, bordersOf(own(values)), {
        sideIndex: "EdgeTop",
        style: "Continuous",
        color: values.color
      })
  ),
  operation(
    "RangeBorder.get",
    Catalogue.rangeBorder.get,
    (values) => RangeBorder.get(RangeBorder.of(own(values), "EdgeTop"))
  ),
  operation(
    "RangeBorder.update",
    Catalogue.rangeBorder.update,
    (values) => RangeBorder.update(RangeBorder.of(own(values), "EdgeBottom"), { style: "Continuous" })
  )
]

const nameOperations: ReadonlyArray<Operation> = [
  operation("NamedItem.list", Catalogue.names.list, () => NamedItem.list()),
  operation("NamedItem.get", Catalogue.name.get, () => NamedItem.get(name)),
  operation(
    "NamedItem.add",
    Catalogue.names.add,
    ({ key, number }) => NamedItem.add({ name: key, reference: `=${number}` }),
    { place: "name" }
  ),
  operation(
    "NamedItem.addFormulaLocal",
    Catalogue.names.addFormulaLocal,
    ({ key, number }) => NamedItem.addFormulaLocal({ name: key, formula: `=${number}` }),
    { place: "name" }
  ),
  operation("NamedItem.update", Catalogue.name.update, () => NamedItem.update(name, { comment: "updated" }))
]

const tableOperations: ReadonlyArray<Operation> = [
  operation("Table.list", Catalogue.tables.list, () => Table.list()),
  operation("Table.count", Catalogue.tables.count, () => Table.count()),
  operation(
    "Table.add",
    Catalogue.tables.add,
    (values) => Table.add({ address: `Field!${values.column}11:${values.column}12`, hasHeaders: false })
  ),
  operation("Table.get", Catalogue.table.get, () => Effect.map(Table.get(table), ({ name }) => name), {
    expected: () => "LabTable"
  }),
  operation("Table.update", Catalogue.table.update, () => Table.update(table, { showBandedRows: false })),
  operation("Table.delete", Catalogue.table.delete, () => Table.delete(Table.named("SpareTable"))),
  operation("Table.clearFilters", Catalogue.table.clearFilters, () => Table.clearFilters(table)),
  operation("Table.reapplyFilters", Catalogue.table.reapplyFilters, () => Table.reapplyFilters(table)),
  operation(
    "Table.convertToRange",
    Catalogue.table.convertToRange,
    () => Table.convertToRange(Table.named("TurnTable"))
  ),
  operation("Table.rows", Catalogue.rows.list, () => Table.rows(table)),
  operation("Table.countRows", Catalogue.rows.count, () => Table.countRows(table)),
  operation("Table.addRows", Catalogue.rows.create, ({ key }) => Table.addRows(Table.named("HeapTable"), [[key]]), {
    place: "cell"
  }),
  operation(
    "WorkbookSession.call",
    Catalogue.rows.add,
    ({ key }) =>
      WorkbookSession.call(Catalogue.rows.add, property(Table.named("HeapTable"), "rows"), { values: [[key]] }),
    {
      place: "cell"
    }
  ),
  operation(
    "KeyedRows.find",
    Catalogue.row.get,
    () => Effect.map(KeyedRows.find(rows, "b"), Option.map(({ Key }) => Key)),
    { expected: () => Option.some("b") }
  ),
  operation(
    "KeyedRows.upsert",
    Catalogue.row.update,
    ({ key, number }) => KeyedRows.upsert(rows, [{ Key: "a", Amount: number }, { Key: key, Amount: number }]),
    { place: "cell" }
  ),
  operation("Table.row", Catalogue.row.get, () => Table.row(table, 0)),
  operation("Table.updateRow", Catalogue.row.update, ({ number }) => Table.updateRow(table, 0, ["a", number])),
  operation("Table.deleteRow", Catalogue.row.delete, () => Table.deleteRow(Table.named("PlainTable"), 0)),
  operation("Table.columns", Catalogue.columns.list, () => Table.columns(table)),
  operation("Table.countColumns", Catalogue.columns.count, () => Table.countColumns(table)),
  operation(
    "Table.addColumn",
    Catalogue.columns.add,
    ({ key }) => Table.addColumn(Table.named("WideTable"), { name: key }),
    { place: "column" }
  ),
  operation(
    "WorkbookSession.call",
    Catalogue.columns.create,
    ({ key }) =>
      WorkbookSession.call(Catalogue.columns.create, property(Table.named("WideTable"), "columns"), { name: key }),
    {
      place: "column"
    }
  ),
  call(Catalogue.column.get, column, undefined),
  call(Catalogue.column.update, column, { name: "Amount" }),
  operation("Table.deleteColumn", Catalogue.column.delete, () => Table.deleteColumn(Table.named("WideTable"), "Old")),
  operation("Filter.get", Catalogue.filter.get, () => Filter.get(filter)),
  operation(
    "Filter.apply",
    Catalogue.filter.apply,
    () => Filter.apply(filter, { filterOn: "Custom", criterion1: ">0" })
  ),
  operation("Filter.bottomItems", Catalogue.filter.applyBottomItemsFilter, () => Filter.bottomItems(filter, 2)),
  operation("Filter.bottomPercent", Catalogue.filter.applyBottomPercentFilter, () => Filter.bottomPercent(filter, 50)),
  operation("Filter.cellColor", Catalogue.filter.applyCellColorFilter, ({ color }) => Filter.cellColor(filter, color)),
  operation("Filter.custom", Catalogue.filter.applyCustomFilter, () => Filter.custom(filter, { criterion1: ">1" })),
  operation("Filter.dynamic", Catalogue.filter.applyDynamicFilter, () => Filter.dynamic(filter, "AboveAverage")),
  operation("Filter.fontColor", Catalogue.filter.applyFontColorFilter, ({ color }) => Filter.fontColor(filter, color)),
  operation(
    "Filter.icon",
    Catalogue.filter.applyIconFilter,
    () => Filter.icon(filter, { set: "ThreeArrows", index: 0 })
  ),
  operation("Filter.topItems", Catalogue.filter.applyTopItemsFilter, () => Filter.topItems(filter, 2)),
  operation("Filter.topPercent", Catalogue.filter.applyTopPercentFilter, () => Filter.topPercent(filter, 50)),
  operation("Filter.values", Catalogue.filter.applyValuesFilter, () => Filter.values(filter, ["1", "2"])),
  operation("Filter.clear", Catalogue.filter.clear, () => Filter.clear(filter)),
  operation("TableSort.get", Catalogue.tableSort.get, () => TableSort.get(table)),
  operation("TableSort.apply", Catalogue.tableSort.apply, () => TableSort.apply(table, [{ key: 1 }])),
  operation("TableSort.clear", Catalogue.tableSort.clear, () => TableSort.clear(table)),
  operation("TableSort.reapply", Catalogue.tableSort.reapply, () => TableSort.reapply(table))
]

const chartOperations: ReadonlyArray<Operation> = [
  operation("Chart.list", Catalogue.charts.list, () => Chart.list(lab)),
  call(Catalogue.charts.count, property(lab, "charts"), {}),
  operation(
    "Chart.add",
    Catalogue.charts.add,
    () => Chart.add(Worksheet.named("Pile"), { type: "ColumnClustered", sourceData: "Lab!B1:B4" })
  ),
  operation("Chart.create", Catalogue.charts.create, ({ key }) => Chart.create(Worksheet.named("Pile"), { name: key })),
  operation("Chart.get", Catalogue.chart.get, () => Effect.map(Chart.get(chart), ({ name }) => name), {
    expected: () => "LabChart"
  }),
  operation(
    "Chart.update",
    Catalogue.chart.update,
    ({ number }) => Effect.map(Chart.update(chart, { width: 200 + number }), ({ width }) => width),
    { expected: ({ number }) => 200 + number }
  ),
  operation("Chart.delete", Catalogue.chart.delete, () => Chart.delete(Chart.named(lab, "OldChart"))),
  operation(
    "Chart.setData",
    Catalogue.chart.setData,
    () => Chart.setData(Chart.named(lab, "SpareChart"), { sourceData: "Lab!B1:B4" })
  ),
  operation("Chart.setPosition", Catalogue.chart.setPosition, () => Chart.setPosition(chart, { startCell: "H1" })),
  // Drawing a picture takes real time, which virtual time does not wait for, so the chart does not exist.
  operation("Chart.image", Catalogue.chart.image, () => Chart.image(Chart.named(lab, "NoChart"))),
  operation("ChartSeries.list", Catalogue.chartSeriesList.list, () => ChartSeries.list(chart)),
  call(Catalogue.chartSeriesList.count, property(chart, "series"), {}),
  operation("ChartSeries.add", Catalogue.chartSeriesList.create, ({ key }) => ChartSeries.add(chart, { name: key }), {
    place: "series"
  }),
  operation("ChartSeries.get", Catalogue.chartSeries.get, () => ChartSeries.get(series)),
  operation("ChartSeries.update", Catalogue.chartSeries.update, () => ChartSeries.update(series, { name: "Amounts" })),
  operation("ChartSeries.points", Catalogue.chartPoints.list, () => ChartSeries.points(series)),
  call(Catalogue.chartPoints.count, pointsOf, {}),
  operation("ChartSeries.addPoint", Catalogue.chartPoints.create, ({ number }) => ChartSeries.addPoint(series, number)),
  operation("ChartSeries.getPoint", Catalogue.chartPoint.get, () => ChartSeries.getPoint(point)),
  operation("Chart.getTitle", Catalogue.chartTitle.get, () => Chart.getTitle(title)),
  operation(
    "Chart.updateTitle",
    Catalogue.chartTitle.update,
    ({ key }) => Effect.map(Chart.updateTitle(title, { text: key }), ({ text }) => text),
    { expected: ({ key }) => key }
  ),
  operation("Chart.getLegend", Catalogue.chartLegend.get, () => Chart.getLegend(Chart.legend(chart))),
  operation(
    "Chart.updateLegend",
    Catalogue.chartLegend.update,
    () => Chart.updateLegend(Chart.legend(chart), { visible: true })
  ),
  operation("Chart.getDataLabels", Catalogue.chartDataLabels.get, () => Chart.getDataLabels(Chart.dataLabels(chart))),
  operation(
    "Chart.updateDataLabels",
    Catalogue.chartDataLabels.update,
    () => Chart.updateDataLabels(Chart.dataLabels(chart), { showValue: true })
  ),
  call(Catalogue.chartAxes.get, property(chart, "axes"), undefined),
  operation("ChartAxis.get", Catalogue.chartAxis.get, () => ChartAxis.get(axis)),
  operation(
    "ChartAxis.update",
    Catalogue.chartAxis.update,
    ({ number }) => ChartAxis.update(axis, { maximum: 100 + number })
  ),
  operation("ChartAxis.getTitle", Catalogue.chartAxisTitle.get, () => ChartAxis.getTitle(axisTitle)),
  operation(
    "ChartAxis.updateTitle",
    Catalogue.chartAxisTitle.update,
    ({ key }) => ChartAxis.updateTitle(axisTitle, { text: key })
  ),
  operation("ChartAxis.getGridlines", Catalogue.chartGridlines.get, () => ChartAxis.getGridlines(gridlines)),
  operation(
    "ChartAxis.updateGridlines",
    Catalogue.chartGridlines.update,
    () => ChartAxis.updateGridlines(gridlines, { visible: true })
  ),
  call(Catalogue.chartAreaFormat.get, property(chart, "format"), undefined),
  call(Catalogue.chartTitleFormat.get, property(title, "format"), undefined),
  call(Catalogue.chartLegendFormat.get, property(Chart.legend(chart), "format"), undefined),
  call(Catalogue.chartDataLabelFormat.get, property(Chart.dataLabels(chart), "format"), undefined),
  call(Catalogue.chartAxisFormat.get, property(axis, "format"), undefined),
  call(Catalogue.chartAxisTitleFormat.get, property(axisTitle, "format"), undefined),
  call(Catalogue.chartGridlinesFormat.get, property(gridlines, "format"), undefined),
  call(Catalogue.chartSeriesFormat.get, property(series, "format"), undefined),
  call(Catalogue.chartPointFormat.get, property(point, "format"), undefined),
  operation("ChartFormat.getFont", Catalogue.chartFont.get, () => ChartFormat.getFont(ChartFormat.font(title))),
  operation(
    "ChartFormat.updateFont",
    Catalogue.chartFont.update,
    ({ color }) => Effect.map(ChartFormat.updateFont(ChartFormat.font(title), { color }), colorOf),
    color
  ),
  call(Catalogue.chartFill.get, ChartFormat.fill(chart), undefined),
  operation(
    "ChartFormat.setSolidColor",
    Catalogue.chartFill.setSolidColor,
    ({ color }) => ChartFormat.setSolidColor(ChartFormat.fill(chart), color)
  ),
  operation("ChartFormat.clearFill", Catalogue.chartFill.clear, () => ChartFormat.clearFill(ChartFormat.fill(chart))),
  operation("ChartFormat.getLine", Catalogue.chartLine.get, () => ChartFormat.getLine(ChartFormat.line(axis))),
  operation(
    "ChartFormat.updateLine",
    Catalogue.chartLine.update,
    ({ color }) => Effect.map(ChartFormat.updateLine(ChartFormat.line(axis), { color }), colorOf),
    color
  ),
  operation("ChartFormat.clearLine", Catalogue.chartLine.clear, () => ChartFormat.clearLine(ChartFormat.line(axis)))
]

export const all: ReadonlyArray<Operation> = [
  ...workbookOperations,
  ...worksheetOperations,
  ...rangeOperations,
  ...nameOperations,
  ...tableOperations,
  ...chartOperations,
  ...pivotTableOperations
]

/** The indices of the operations that must not be executed twice. */
export const doneOnce: ReadonlyArray<number> = all.flatMap(({ endpoint }, index) =>
  endpoint.safety === "nonIdempotent" ? [index] : []
)

export const at = (index: number): Operation => {
  const found = all[index]
  if (found === undefined) throw new Error(`there is no operation ${index}`)
  return found
}

/** The letters of a column, counted from 0. */
const letters = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : letters(Math.floor(index / 26) - 1) + letters(index % 26)

/** More than the steps of any plan. */
export const mostSteps = 80

export const valuesOf = (step: number): Values => ({
  key: `_k${step}`,
  column: letters(step),
  number: step,
  color: `#${step.toString(16).toUpperCase().padStart(6, "0")}`
})
