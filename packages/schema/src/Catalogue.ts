/**
 * The endpoints of the workbook API that this project supports, grouped by resource. A bundle has only the groups that
 * it uses.
 *
 * @since 0.1.0
 */

export {
  /**
   * The Excel application that manages the workbook.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.application.calculate.segment, "calculate")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  application,
  /**
   * The file of the workbook. `get` returns the ids of the file and its drive, for any form of address.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.driveItem.get.method, "GET")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  driveItem,
  /**
   * Long-running operations.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.operations.get.resource, "workbookOperation")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  operations,
  /**
   * The content of a workbook, its sessions, and the results of long-running operations. `createSession` is not
   * idempotent, because a repetition opens a second session.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.workbook.createSession.safety, "nonIdempotent")
   * strictEqual(Catalogue.workbook.refreshSession.success, 204)
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  workbook
} from "./internal/catalogue/workbook.js"

export {
  /**
   * One worksheet.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.worksheet.delete.safety, "reordering")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  worksheet,
  /**
   * The protection of a worksheet. `protect` fails with 403 if the worksheet is protected, so a repetition can fail
   * because the first attempt was executed.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.worksheetProtection.protect.afterUnknownOutcome[403], "unknown")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  worksheetProtection,
  /**
   * The worksheets of a workbook. `add` and `create` have the same parameters and the same effect.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.worksheets.add.success, 201)
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  worksheets
} from "./internal/catalogue/worksheets.js"

export {
  /**
   * A range of cells. `insert` and `delete` are not idempotent, because a repetition moves other cells.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.range.update.method, "PATCH")
   * strictEqual(Catalogue.range.clear.safety, "idempotent")
   * strictEqual(Catalogue.range.delete.safety, "nonIdempotent")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  range,
  /**
   * The sort of a range. A repetition of `apply` finds the rows in order, and does not move them.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.rangeSort.apply.safety, "idempotent")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  rangeSort,
  /**
   * The visible cells of a range, or of one of its visible rows.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.rangeView.get.safety, "read")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  rangeView,
  /**
   * The visible rows of a range.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.rangeViews.list.resource, "Collection(workbookRangeView)")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  rangeViews
} from "./internal/catalogue/ranges.js"

export {
  /**
   * The endpoints of the protection of a range.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.formatProtection.update.method, "PATCH")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  formatProtection,
  /**
   * The endpoints of a border of a range.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.rangeBorder.update.safety, "idempotent")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  rangeBorder,
  /**
   * The endpoints of the borders of a range.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.rangeBorders.create.safety, "idempotent")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  rangeBorders,
  /**
   * The endpoints of the fill of a range.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.rangeFill.clear.method, "POST")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  rangeFill,
  /**
   * The endpoints of the font of a range.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.rangeFont.update.safety, "idempotent")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  rangeFont,
  /**
   * The endpoints of the format of a range.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.rangeFormat.autofitColumns.safety, "idempotent")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  rangeFormat
} from "./internal/catalogue/formats.js"

export {
  /**
   * One column of a table.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.column.update.safety, "idempotent")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  column,
  /**
   * The columns of a table. `add` and `create` have the same parameters and the same effect.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.columns.add.safety, "nonIdempotent")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  columns,
  /**
   * The filter of a table column. Each action replaces the criteria of the column.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.filter.applyTopItemsFilter.safety, "idempotent")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  filter,
  /**
   * One row of a table. Rows are addressed by index. After a deletion, the same index addresses the next row.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.row.delete.longRunning, true)
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  row,
  /**
   * The rows of a table. `create` and `add` have the same parameters and the same effect. Only `create` may be
   * long-running.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.rows.create.longRunning, true)
   * strictEqual(Catalogue.rows.add.longRunning, false)
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  rows,
  /**
   * One table. `delete` is `reordering`: after it, the same index in `itemAt` addresses another table.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.table.delete.safety, "reordering")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  table,
  /**
   * The tables of a workbook or a worksheet.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.tables.list.resource, "Collection(workbookTable)")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  tables,
  /**
   * The sort of a table. A repeated `apply` finds the rows in order, and `clear` only forgets the conditions.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.tableSort.reapply.safety, "idempotent")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  tableSort
} from "./internal/catalogue/tables.js"

export {
  /**
   * One defined name.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.name.get.resource, "workbookNamedItem")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  name,
  /**
   * The defined names of a workbook or a worksheet.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.names.add.segment, "add")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  names
} from "./internal/catalogue/names.js"

export {
  /**
   * One chart.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.chart.setData.safety, "idempotent")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  chart,
  /**
   * The format of a chart area.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.chartAreaFormat.get.returns, "workbookChartAreaFormat")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  chartAreaFormat,
  /**
   * The axes of a chart.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.chartAxes.get.resource, "workbookChartAxes")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  chartAxes,
  /**
   * One axis of a chart.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.chartAxis.get.resource, "workbookChartAxis")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  chartAxis,
  /**
   * The format of an axis.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.chartAxisFormat.get.returns, "workbookChartAxisFormat")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  chartAxisFormat,
  /**
   * The title of an axis.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.chartAxisTitle.get.resource, "workbookChartAxisTitle")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  chartAxisTitle,
  /**
   * The format of the title of an axis.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.chartAxisTitleFormat.get.returns, "workbookChartAxisTitleFormat")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  chartAxisTitleFormat,
  /**
   * The format of data labels.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.chartDataLabelFormat.get.returns, "workbookChartDataLabelFormat")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  chartDataLabelFormat,
  /**
   * The data labels of a chart.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.chartDataLabels.get.resource, "workbookChartDataLabels")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  chartDataLabels,
  /**
   * The fill of a part of a chart.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.chartFill.setSolidColor.success, 200)
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  chartFill,
  /**
   * The font of a part of a chart.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.chartFont.update.safety, "idempotent")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  chartFont,
  /**
   * The gridlines of an axis.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.chartGridlines.get.resource, "workbookChartGridlines")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  chartGridlines,
  /**
   * The format of gridlines.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.chartGridlinesFormat.get.returns, "workbookChartGridlinesFormat")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  chartGridlinesFormat,
  /**
   * The legend of a chart.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.chartLegend.get.resource, "workbookChartLegend")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  chartLegend,
  /**
   * The format of a legend.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.chartLegendFormat.get.returns, "workbookChartLegendFormat")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  chartLegendFormat,
  /**
   * The line of a part of a chart.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.chartLine.clear.success, 200)
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  chartLine,
  /**
   * One point of a series.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.chartPoint.get.safety, "read")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  chartPoint,
  /**
   * The format of a point.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.chartPointFormat.get.returns, "workbookChartPointFormat")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  chartPointFormat,
  /**
   * The points of a series.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.chartPoints.count.segment, "count")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  chartPoints,
  /**
   * The charts of a worksheet. `create` adds a chart without data.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.charts.add.safety, "nonIdempotent")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  charts,
  /**
   * One series of a chart.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.chartSeries.update.method, "PATCH")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  chartSeries,
  /**
   * The format of a series.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.chartSeriesFormat.get.returns, "workbookChartSeriesFormat")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  chartSeriesFormat,
  /**
   * The series of a chart.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.chartSeriesList.create.success, 201)
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  chartSeriesList,
  /**
   * The title of a chart.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.chartTitle.get.resource, "workbookChartTitle")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  chartTitle,
  /**
   * The format of the title of a chart.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.chartTitleFormat.get.returns, "workbookChartTitleFormat")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  chartTitleFormat
} from "./internal/catalogue/charts.js"

export {
  /**
   * The worksheet functions. `call` returns the endpoint of a function by its name. `get` reads the resource that they
   * belong to, which has no properties.
   *
   * @example
   * ```ts
   * import { Catalogue, Endpoint } from "@effect-workbook/schema"
   * import { Either } from "effect"
   * import { deepStrictEqual } from "node:assert/strict"
   *
   * const days = Catalogue.functions.call("days")
   * deepStrictEqual(Endpoint.path(days, "functions", {}), Either.right("functions/days"))
   * deepStrictEqual(Endpoint.body(days, { endDate: 42019, startDate: 42009 }), Either.right({ endDate: 42019, startDate: 42009 }))
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  functions
} from "./internal/catalogue/functions.js"

export {
  /**
   * All endpoints.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * const writes = Catalogue.all.filter((endpoint) => endpoint.safety !== "read")
   * strictEqual(writes.includes(Catalogue.range.update), true)
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  all,
  /**
   * Finds the endpoint for the method and the path of a request, among {@link all}. The segments of the path begin below
   * the workbook, or below another resource. `Route.make` describes the spellings that are supported.
   *
   * @example
   * ```ts
   * import { Catalogue, OData } from "@effect-workbook/schema"
   * import { Either } from "effect"
   * import { deepStrictEqual } from "node:assert/strict"
   *
   * const route = Either.gen(function*() {
   *   const segments = yield* OData.parsePath("worksheets('Data')/range(address='A1%3AB2')")
   *   return yield* Catalogue.resolve("PATCH", segments)
   * })
   * deepStrictEqual(Either.map(route, (route) => route.endpoint), Either.right(Catalogue.range.update))
   * ```
   *
   * @category getters
   * @since 0.1.0
   */
  resolve
} from "./internal/catalogue/all.js"

export {
  /**
   * One comment.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.comment.get.safety, "read")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  comment,
  /**
   * The replies to a comment. `create` is not idempotent, because a repetition adds the same reply again.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.commentReplies.create.safety, "nonIdempotent")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  commentReplies,
  /**
   * One reply to a comment.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.commentReply.get.resource, "workbookCommentReply")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  commentReply,
  /**
   * The comments of a workbook. The API cannot add them.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.comments.list.resource, "Collection(workbookComment)")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  comments
} from "./internal/catalogue/comments.js"

export {
  /**
   * One pivot table.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.pivotTable.refresh.success, 200)
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  pivotTable,
  /**
   * The pivot tables of a worksheet. `refreshAll` can be repeated, because it only depends on the sources.
   *
   * @example
   * ```ts
   * import { Catalogue } from "@effect-workbook/schema"
   * import { strictEqual } from "node:assert/strict"
   *
   * strictEqual(Catalogue.pivotTables.refreshAll.safety, "idempotent")
   * ```
   *
   * @category endpoints
   * @since 0.1.0
   */
  pivotTables
} from "./internal/catalogue/pivotTables.js"
