/**
 * The charts of a worksheet, with their titles, legends and data labels. `ChartSeries`, `ChartAxis` and `ChartFormat` have
 * the other parts.
 *
 * See https://learn.microsoft.com/graph/api/resources/workbookchart.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Chart from "@effect-workbook/schema/Chart"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as Resource from "@effect-workbook/schema/Resource"
import type * as Safety from "@effect-workbook/schema/Safety"
import * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import { calledAs } from "./call/functionName.js"
import * as Query from "./Query.js"
import type * as WorkbookError from "./WorkbookError.js"
import * as WorkbookSession from "./WorkbookSession.js"
import type { WorksheetRef } from "./Worksheet.js"

/**
 * Exports of the schema: the descriptions and the models of the resources, such as `Chart.Chart` and `Chart.Title`, and
 * the bodies of requests, such as `Chart.Add` and `Chart.Update`.
 *
 * @example
 * ```ts
 * import { Chart, Resource } from "@effect-workbook/client"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const body: Chart.Add = { type: "Line", sourceData: "Orders!A1:D5" }
 * const { query } = Resource.pick(Chart.Chart, { select: ["name"], expand: { title: Chart.Title } })
 * deepStrictEqual([body.type, query], ["Line", { $select: "name", $expand: "title" }])
 * ```
 *
 * @category resources
 * @since 0.1.0
 */
export * from "@effect-workbook/schema/Chart"

/**
 * A reference to a chart. `Way` is how the address finds it.
 *
 * @category models
 * @since 0.1.0
 */
export interface ChartRef<out Way extends Safety.Way = Safety.Way> extends Navigation.Reference<"workbookChart", Way> {}

const charts = <Way extends Safety.Way>(worksheet: WorksheetRef<Way>) => Navigation.property(worksheet, "charts")

/**
 * Makes a reference to the chart of a worksheet with a name or an id. The name is not case-sensitive.
 *
 * @example
 * ```ts
 * import { Chart, Worksheet } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const chart = Chart.named(Worksheet.named("Summary"), "Sales")
 * strictEqual(chart.path, "worksheets('Summary')/charts('Sales')")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const named: {
  (nameOrId: string): <Way extends Safety.Way>(worksheet: WorksheetRef<Way>) => ChartRef<Way>
  <Way extends Safety.Way>(worksheet: WorksheetRef<Way>, nameOrId: string): ChartRef<Way>
} = dual(
  2,
  <Way extends Safety.Way>(worksheet: WorksheetRef<Way>, nameOrId: string): ChartRef<Way> =>
    Navigation.member(charts(worksheet), nameOrId)
)

/**
 * Makes a reference to the chart at a position, counted from 0. The position of a chart can change when another chart
 * is deleted. Delete a chart by its name, because deleting it by its position is not idempotent.
 *
 * See https://learn.microsoft.com/graph/api/chartcollection-itemat.
 *
 * @example
 * ```ts
 * import { Chart, Worksheet } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const chart = Chart.itemAt(Worksheet.named("Summary"), 0)
 * strictEqual(chart.path, "worksheets('Summary')/charts/itemAt(index=0)")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const itemAt: {
  (index: number): (worksheet: WorksheetRef<"stable">) => ChartRef<"byPosition">
  (worksheet: WorksheetRef<"stable">, index: number): ChartRef<"byPosition">
} = dual(
  2,
  (worksheet: WorksheetRef<"stable">, index: number): ChartRef<"byPosition"> =>
    Navigation.call(charts(worksheet), "itemAt", { index })
)

/**
 * Lists the charts of a worksheet.
 *
 * See https://learn.microsoft.com/graph/api/worksheet-list-charts.
 *
 * @example
 * ```ts
 * import { Chart, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const charts = yield* Chart.list(Worksheet.named("Summary"), { select: ["name"] })
 *   deepStrictEqual(charts, [{ name: "Revenue by region" }])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const list = <
  const Select extends keyof Chart.Chart & string = keyof Chart.Chart & string,
  Expand extends Resource.Expandable<Links> = {}
>(
  worksheet: WorksheetRef,
  query: Resource.Query<Select, Resource.Strict<Expand, Links>> & Query.Page = {}
): Query.Read<ReadonlyArray<Resource.Answer<Chart.Chart, Select, Links, Expand>>> =>
  Query.list(Catalogue.charts.list, charts(worksheet), Resource.pick(Chart.Chart, query), query).pipe(
    calledAs("Chart.list")
  )

type Links = Resource.LinksOf<typeof Chart.Chart>

/**
 * Reads a chart. Fails with `NotFound` if it does not exist. Positions and sizes are in points.
 *
 * See https://learn.microsoft.com/graph/api/chart-get.
 *
 * @example
 * ```ts
 * import { Chart, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   const { height, width } = yield* Chart.get(chart)
 *   deepStrictEqual([width, height], [360, 216])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const get: Query.Get<"workbookChart", Chart.Chart, Resource.LinksOf<typeof Chart.Chart>> = Query.get(
  Catalogue.chart.get,
  Chart.Chart,
  "Chart.get"
)

/**
 * Adds a chart of cells, and succeeds with it. Excel chooses its name and its place.
 *
 * The first row and the first column of `sourceData` become the names of the series and the categories, if they have
 * labels. `seriesBy` says whether columns or rows are the series; the default is `"Auto"`.
 *
 * The call is not idempotent, and fails with `OutcomeUnknown` if it may have been executed.
 *
 * See https://learn.microsoft.com/graph/api/chartcollection-add.
 *
 * @example
 * ```ts
 * import { Chart, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const chart = yield* Chart.add(Worksheet.named("Summary"), {
 *     type: "BarClustered",
 *     sourceData: "Summary!A3:B7"
 *   })
 *   strictEqual(chart.name, "Chart 1")
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const add: {
  (parameters: Chart.Add): (worksheet: WorksheetRef) => AddEffect
  (worksheet: WorksheetRef, parameters: Chart.Add): AddEffect
} = dual(
  2,
  (worksheet: WorksheetRef, parameters: Chart.Add): AddEffect =>
    WorkbookSession.call(Catalogue.charts.add, charts(worksheet), { seriesBy: "Auto", ...parameters }).pipe(
      calledAs("Chart.add")
    )
)

type AddEffect = Effect.Effect<Chart.Chart, WorkbookError.WorkbookError, WorkbookSession.WorkbookSession>

/**
 * Adds a chart without data, and succeeds with it. Use `setData` or `ChartSeries.add` to fill it.
 *
 * The call is not idempotent, and fails with `OutcomeUnknown` if it may have been executed.
 *
 * See https://learn.microsoft.com/graph/api/worksheet-post-charts.
 *
 * @example
 * ```ts
 * import { Chart, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const chart = yield* Chart.create(Worksheet.named("Summary"), { name: "Forecast", left: 300, top: 15 })
 *   deepStrictEqual([chart.name, chart.left, chart.top], ["Forecast", 300, 15])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const create: {
  (parameters: Chart.Create): (worksheet: WorksheetRef) => AddEffect
  (worksheet: WorksheetRef, parameters: Chart.Create): AddEffect
} = dual(
  2,
  (worksheet: WorksheetRef, parameters: Chart.Create): AddEffect =>
    WorkbookSession.call(Catalogue.charts.create, charts(worksheet), parameters).pipe(
      calledAs("Chart.create")
    )
)

/**
 * Renames, moves or resizes a chart, or changes its parts, and succeeds with the chart.
 *
 * See https://learn.microsoft.com/graph/api/chart-update.
 *
 * @example
 * ```ts
 * import { Chart, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   yield* Chart.update(chart, { name: "Sales", title: { text: "Sales by region" } })
 *   const { text } = yield* Chart.getTitle(Chart.title(Chart.named(summary, "Sales")))
 *   strictEqual(text, "Sales by region")
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const update: {
  (changes: Chart.Update): <Way extends Safety.Way>(self: ChartRef<Way>) => UpdateEffect<Way>
  <Way extends Safety.Way>(self: ChartRef<Way>, changes: Chart.Update): UpdateEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: ChartRef<Way>, changes: Chart.Update): UpdateEffect<Way> =>
    WorkbookSession.call(Catalogue.chart.update, self, changes).pipe(
      calledAs("Chart.update")
    )
)

type UpdateEffect<Way extends Safety.Way> = Effect.Effect<
  Chart.Chart,
  WorkbookSession.ErrorOf<typeof Catalogue.chart.update, Way>,
  WorkbookSession.WorkbookSession
>

/**
 * Replaces the data of a chart. Its series keep their formats.
 *
 * See https://learn.microsoft.com/graph/api/chart-setdata.
 *
 * @example
 * ```ts
 * import { Chart, ChartSeries, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   yield* Chart.setData(chart, { sourceData: "A3:B7", seriesBy: "Rows" })
 *   strictEqual((yield* ChartSeries.list(chart)).length, 4)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const setData: {
  (parameters: Chart.SetData): <Way extends Safety.Way>(self: ChartRef<Way>) => SetDataEffect<Way>
  <Way extends Safety.Way>(self: ChartRef<Way>, parameters: Chart.SetData): SetDataEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: ChartRef<Way>, parameters: Chart.SetData): SetDataEffect<Way> =>
    WorkbookSession.call(Catalogue.chart.setData, self, { seriesBy: "Auto", ...parameters }).pipe(
      calledAs("Chart.setData")
    )
)

type SetDataEffect<Way extends Safety.Way> = Effect.Effect<
  void,
  WorkbookSession.ErrorOf<typeof Catalogue.chart.setData, Way>,
  WorkbookSession.WorkbookSession
>

/**
 * Moves a chart to a cell. With `endCell` the chart covers all cells from `startCell` to `endCell`.
 *
 * See https://learn.microsoft.com/graph/api/chart-setposition.
 *
 * @example
 * ```ts
 * import { Chart, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   yield* Chart.setPosition(chart, { startCell: "A20", endCell: "D30" })
 *   const before = yield* Chart.get(chart)
 *   yield* Chart.setPosition(chart, { startCell: "A21" })
 *   const after = yield* Chart.get(chart)
 *   deepStrictEqual([after.left, after.top > before.top, after.width], [0, true, before.width])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const setPosition: {
  (parameters: Chart.SetPosition): <Way extends Safety.Way>(self: ChartRef<Way>) => SetPositionEffect<Way>
  <Way extends Safety.Way>(self: ChartRef<Way>, parameters: Chart.SetPosition): SetPositionEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: ChartRef<Way>, parameters: Chart.SetPosition): SetPositionEffect<Way> =>
    WorkbookSession.call(Catalogue.chart.setPosition, self, parameters).pipe(
      calledAs("Chart.setPosition")
    )
)

type SetPositionEffect<Way extends Safety.Way> = Effect.Effect<
  void,
  WorkbookSession.ErrorOf<typeof Catalogue.chart.setPosition, Way>,
  WorkbookSession.WorkbookSession
>

const delete_ = <Way extends Safety.Way>(self: ChartRef<Way>): Effect.Effect<
  void,
  WorkbookSession.ErrorOf<typeof Catalogue.chart.delete, Way>,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.chart.delete, self, undefined).pipe(
    calledAs("Chart.delete")
  )

export {
  /**
   * Deletes a chart. Fails with `OutcomeUnknown` only if the reference is by position.
   *
   * See https://learn.microsoft.com/graph/api/chart-delete.
   *
   * @example
   * ```ts
   * import { Chart, Worksheet } from "@effect-workbook/client"
   * import { Effect } from "effect"
   * import { deepStrictEqual } from "node:assert/strict"
   *
   * export const program = Effect.gen(function*() {
   *   const summary = Worksheet.named("Summary")
   *   yield* Chart.delete(Chart.named(summary, "Revenue by region"))
   *   deepStrictEqual(yield* Chart.list(summary), [])
   * })
   * ```
   *
   * @category requests
   * @since 0.1.0
   */
  delete_ as delete
}

/**
 * The size of an image of a chart. `width` and `height` are in pixels; `0`, the default, is that of the chart.
 * `fittingMode` says how the chart is scaled to the size; the default is `"Fit"`.
 *
 * @category models
 * @since 0.1.0
 */
export interface ImageOptions {
  readonly width?: number | undefined
  readonly height?: number | undefined
  readonly fittingMode?: Chart.FittingMode | undefined
}

/**
 * Reads an image of a chart, and succeeds with a PNG in base64.
 *
 * See https://learn.microsoft.com/graph/api/chart-image.
 *
 * @example
 * ```ts
 * import { Chart, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   const png = yield* Chart.image(chart, { width: 640, height: 480 })
 *   strictEqual(atob(png).slice(1, 4), "PNG")
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const image = (
  self: ChartRef,
  { fittingMode, height, width }: ImageOptions = {}
): Query.Read<string> =>
  // each argument is only allowed after the ones before it
  WorkbookSession.call(Catalogue.chart.image, self, {
    width: width ?? (height === undefined && fittingMode === undefined ? undefined : 0),
    height: height ?? (fittingMode === undefined ? undefined : 0),
    fittingMode
  }).pipe(
    Effect.map(({ value }) => value),
    calledAs("Chart.image")
  )

/**
 * A reference to the title of a chart. `Way` is how the address finds it.
 *
 * @category models
 * @since 0.1.0
 */
export interface TitleRef<out Way extends Safety.Way = Safety.Way>
  extends Navigation.Reference<"workbookChartTitle", Way>
{}

/**
 * Makes a reference to the title of a chart.
 *
 * @example
 * ```ts
 * import { Chart, Worksheet } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const chart = Chart.named(Worksheet.named("Summary"), "Sales")
 * strictEqual(Chart.title(chart).path, "worksheets('Summary')/charts('Sales')/title")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const title = <Way extends Safety.Way>(chart: ChartRef<Way>): TitleRef<Way> =>
  Navigation.property(chart, "title")

/**
 * Reads the title of a chart.
 *
 * See https://learn.microsoft.com/graph/api/charttitle-get.
 *
 * @example
 * ```ts
 * import { Chart, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   const { text, visible } = yield* Chart.getTitle(Chart.title(chart))
 *   deepStrictEqual([typeof text, visible], ["string", true])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const getTitle: Query.Get<"workbookChartTitle", Chart.Title, Resource.LinksOf<typeof Chart.Title>> = Query.get(
  Catalogue.chartTitle.get,
  Chart.Title,
  "Chart.getTitle"
)

/**
 * Changes the text of the title of a chart, or shows or hides it, and succeeds with the title.
 *
 * See https://learn.microsoft.com/graph/api/charttitle-update.
 *
 * @example
 * ```ts
 * import { Chart, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   const title = yield* Chart.updateTitle(Chart.title(chart), { text: "Sales by region" })
 *   deepStrictEqual(title, { overlay: false, text: "Sales by region", visible: true })
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const updateTitle: {
  (changes: Chart.TitleUpdate): <Way extends Safety.Way>(self: TitleRef<Way>) => UpdateTitleEffect<Way>
  <Way extends Safety.Way>(self: TitleRef<Way>, changes: Chart.TitleUpdate): UpdateTitleEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: TitleRef<Way>, changes: Chart.TitleUpdate): UpdateTitleEffect<Way> =>
    WorkbookSession.call(Catalogue.chartTitle.update, self, changes).pipe(
      calledAs("Chart.updateTitle")
    )
)

type UpdateTitleEffect<Way extends Safety.Way> = Effect.Effect<
  Chart.Title,
  WorkbookSession.ErrorOf<typeof Catalogue.chartTitle.update, Way>,
  WorkbookSession.WorkbookSession
>

/**
 * A reference to the legend of a chart. `Way` is how the address finds it.
 *
 * @category models
 * @since 0.1.0
 */
export interface LegendRef<out Way extends Safety.Way = Safety.Way>
  extends Navigation.Reference<"workbookChartLegend", Way>
{}

/**
 * Makes a reference to the legend of a chart.
 *
 * @example
 * ```ts
 * import { Chart, Worksheet } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const chart = Chart.named(Worksheet.named("Summary"), "Sales")
 * strictEqual(Chart.legend(chart).path, "worksheets('Summary')/charts('Sales')/legend")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const legend = <Way extends Safety.Way>(chart: ChartRef<Way>): LegendRef<Way> =>
  Navigation.property(chart, "legend")

/**
 * Reads the legend of a chart.
 *
 * See https://learn.microsoft.com/graph/api/chartlegend-get.
 *
 * @example
 * ```ts
 * import { Chart, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   const { visible } = yield* Chart.getLegend(Chart.legend(chart))
 *   strictEqual(visible, false)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const getLegend: Query.Get<"workbookChartLegend", Chart.Legend, Resource.LinksOf<typeof Chart.Legend>> = Query
  .get(
    Catalogue.chartLegend.get,
    Chart.Legend,
    "Chart.getLegend"
  )

/**
 * Moves, shows or hides the legend of a chart, and succeeds with it.
 *
 * See https://learn.microsoft.com/graph/api/chartlegend-update.
 *
 * @example
 * ```ts
 * import { Chart, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   const legend = yield* Chart.updateLegend(Chart.legend(chart), { position: "Top" })
 *   deepStrictEqual(legend, { overlay: false, position: "Top", visible: true })
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const updateLegend: {
  (changes: Chart.LegendUpdate): <Way extends Safety.Way>(self: LegendRef<Way>) => UpdateLegendEffect<Way>
  <Way extends Safety.Way>(self: LegendRef<Way>, changes: Chart.LegendUpdate): UpdateLegendEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: LegendRef<Way>, changes: Chart.LegendUpdate): UpdateLegendEffect<Way> =>
    WorkbookSession.call(Catalogue.chartLegend.update, self, changes).pipe(
      calledAs("Chart.updateLegend")
    )
)

type UpdateLegendEffect<Way extends Safety.Way> = Effect.Effect<
  Chart.Legend,
  WorkbookSession.ErrorOf<typeof Catalogue.chartLegend.update, Way>,
  WorkbookSession.WorkbookSession
>

/**
 * A reference to the data labels of a chart. `Way` is how the address finds it.
 *
 * @category models
 * @since 0.1.0
 */
export interface DataLabelsRef<out Way extends Safety.Way = Safety.Way>
  extends Navigation.Reference<"workbookChartDataLabels", Way>
{}

/**
 * Makes a reference to the data labels of a chart.
 *
 * @example
 * ```ts
 * import { Chart, Worksheet } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const chart = Chart.named(Worksheet.named("Summary"), "Sales")
 * strictEqual(Chart.dataLabels(chart).path, "worksheets('Summary')/charts('Sales')/dataLabels")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const dataLabels = <Way extends Safety.Way>(chart: ChartRef<Way>): DataLabelsRef<Way> =>
  Navigation.property(chart, "dataLabels")

/**
 * Reads the data labels of a chart.
 *
 * See https://learn.microsoft.com/graph/api/chartdatalabels-get.
 *
 * @example
 * ```ts
 * import { Chart, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   const { showValue } = yield* Chart.getDataLabels(Chart.dataLabels(chart))
 *   strictEqual(showValue, false)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const getDataLabels: Query.Get<
  "workbookChartDataLabels",
  Chart.DataLabels,
  Resource.LinksOf<typeof Chart.DataLabels>
> = Query.get(
  Catalogue.chartDataLabels.get,
  Chart.DataLabels,
  "Chart.getDataLabels"
)

/**
 * Changes what the data labels of all series show, and succeeds with the labels.
 *
 * See https://learn.microsoft.com/graph/api/chartdatalabels-update.
 *
 * @example
 * ```ts
 * import { Chart, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   const labels = yield* Chart.updateDataLabels(Chart.dataLabels(chart), { showValue: true })
 *   deepStrictEqual([labels.showValue, labels.position], [true, "OutsideEnd"])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const updateDataLabels: {
  (changes: Chart.DataLabelsUpdate): <Way extends Safety.Way>(self: DataLabelsRef<Way>) => UpdateDataLabelsEffect<Way>
  <Way extends Safety.Way>(self: DataLabelsRef<Way>, changes: Chart.DataLabelsUpdate): UpdateDataLabelsEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: DataLabelsRef<Way>, changes: Chart.DataLabelsUpdate): UpdateDataLabelsEffect<Way> =>
    WorkbookSession.call(Catalogue.chartDataLabels.update, self, changes).pipe(
      calledAs("Chart.updateDataLabels")
    )
)

type UpdateDataLabelsEffect<Way extends Safety.Way> = Effect.Effect<
  Chart.DataLabels,
  WorkbookSession.ErrorOf<typeof Catalogue.chartDataLabels.update, Way>,
  WorkbookSession.WorkbookSession
>
