/**
 * The series of a chart, and their points.
 *
 * See https://learn.microsoft.com/graph/api/resources/workbookchartseries.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type { CellValue } from "@effect-workbook/schema/CellValue"
import * as ChartSeries from "@effect-workbook/schema/ChartSeries"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as Resource from "@effect-workbook/schema/Resource"
import type * as Safety from "@effect-workbook/schema/Safety"
import type * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import { calledAs } from "./call/functionName.js"
import type { ChartRef } from "./Chart.js"
import * as Query from "./Query.js"
import type * as WorkbookError from "./WorkbookError.js"
import * as WorkbookSession from "./WorkbookSession.js"

/**
 * Exports of the schema: the descriptions and the models of the resources, `ChartSeries.ChartSeries` and
 * `ChartSeries.Point`, and the bodies of requests.
 *
 * @example
 * ```ts
 * import { ChartSeries } from "@effect-workbook/client"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Object.keys(ChartSeries.ChartSeries.navigation), ["format", "points"])
 * ```
 *
 * @category resources
 * @since 0.1.0
 */
export * from "@effect-workbook/schema/ChartSeries"

/**
 * A reference to a series. `Way` is how the address finds it.
 *
 * @category models
 * @since 0.1.0
 */
export interface ChartSeriesRef<out Way extends Safety.Way = Safety.Way>
  extends Navigation.Reference<"workbookChartSeries", Way>
{}

const seriesOf = <Way extends Safety.Way>(chart: ChartRef<Way>) => Navigation.property(chart, "series")

/**
 * Makes a reference to the series at a position, counted from 0.
 *
 * See https://learn.microsoft.com/graph/api/chartseriescollection-itemat.
 *
 * @example
 * ```ts
 * import { Chart, ChartSeries, Worksheet } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const chart = Chart.named(Worksheet.named("Summary"), "Sales")
 * strictEqual(ChartSeries.itemAt(chart, 0).path, "worksheets('Summary')/charts('Sales')/series/itemAt(index=0)")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const itemAt: {
  (index: number): <Way extends Safety.Way>(
    chart: ChartRef<Way>
  ) => ChartSeriesRef<Safety.Worse<Way, "byPosition">>
  <Way extends Safety.Way>(chart: ChartRef<Way>, index: number): ChartSeriesRef<Safety.Worse<Way, "byPosition">>
} = dual(
  2,
  <Way extends Safety.Way>(
    chart: ChartRef<Way>,
    index: number
  ): ChartSeriesRef<Safety.Worse<Way, "byPosition">> => Navigation.call(seriesOf(chart), "itemAt", { index })
)

/**
 * Lists the series of a chart.
 *
 * See https://learn.microsoft.com/graph/api/chart-list-series.
 *
 * @example
 * ```ts
 * import { Chart, ChartSeries, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   const series = yield* ChartSeries.list(chart)
 *   deepStrictEqual(series.length, 1)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const list = <
  const Select extends keyof ChartSeries.ChartSeries & string = keyof ChartSeries.ChartSeries & string,
  Expand extends Resource.Expandable<Links> = {}
>(
  chart: ChartRef,
  query: Resource.Query<Select, Resource.Strict<Expand, Links>> & Query.Page = {}
): Query.Read<ReadonlyArray<Resource.Answer<ChartSeries.ChartSeries, Select, Links, Expand>>> =>
  Query.list(
    Catalogue.chartSeriesList.list,
    seriesOf(chart),
    Resource.pick(ChartSeries.ChartSeries, query),
    query
  ).pipe(
    calledAs("ChartSeries.list")
  )

type Links = Resource.LinksOf<typeof ChartSeries.ChartSeries>

/**
 * Reads a series. Fails with `NotFound` if it does not exist.
 *
 * See https://learn.microsoft.com/graph/api/chartseries-get.
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
 *   const { name: text } = yield* ChartSeries.get(ChartSeries.itemAt(chart, 0))
 *   strictEqual(typeof text, "string")
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const get: Query.Get<
  "workbookChartSeries",
  ChartSeries.ChartSeries,
  Resource.LinksOf<typeof ChartSeries.ChartSeries>
> = Query.get(
  Catalogue.chartSeries.get,
  ChartSeries.ChartSeries,
  "ChartSeries.get"
)

/**
 * Adds a series without cells at the end of a chart, and succeeds with it. Without a `name`, Excel chooses one.
 *
 * The call is not idempotent, and fails with `OutcomeUnknown` if it may have been executed.
 *
 * See https://learn.microsoft.com/graph/api/chart-post-series.
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
 *   const series = yield* ChartSeries.add(chart, { name: "Forecast" })
 *   strictEqual(series.name, "Forecast")
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const add: {
  (parameters: ChartSeries.Create): (chart: ChartRef) => AddEffect
  (chart: ChartRef, parameters: ChartSeries.Create): AddEffect
} = dual(
  2,
  (chart: ChartRef, parameters: ChartSeries.Create): AddEffect =>
    WorkbookSession.call(Catalogue.chartSeriesList.create, seriesOf(chart), parameters).pipe(
      calledAs("ChartSeries.add")
    )
)

type AddEffect = Effect.Effect<
  ChartSeries.ChartSeries,
  WorkbookError.WorkbookError,
  WorkbookSession.WorkbookSession
>

/**
 * Renames a series, and succeeds with it. Its name is no longer that of a cell.
 *
 * See https://learn.microsoft.com/graph/api/chartseries-update.
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
 *   const series = yield* ChartSeries.update(ChartSeries.itemAt(chart, 0), { name: "Revenue" })
 *   strictEqual(series.name, "Revenue")
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const update: {
  (changes: ChartSeries.Update): <Way extends Safety.Way>(self: ChartSeriesRef<Way>) => UpdateEffect<Way>
  <Way extends Safety.Way>(self: ChartSeriesRef<Way>, changes: ChartSeries.Update): UpdateEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: ChartSeriesRef<Way>, changes: ChartSeries.Update): UpdateEffect<Way> =>
    WorkbookSession.call(Catalogue.chartSeries.update, self, changes).pipe(
      calledAs("ChartSeries.update")
    )
)

type UpdateEffect<Way extends Safety.Way> = Effect.Effect<
  ChartSeries.ChartSeries,
  WorkbookSession.ErrorOf<typeof Catalogue.chartSeries.update, Way>,
  WorkbookSession.WorkbookSession
>

/**
 * A reference to a point. `Way` is how the address finds it.
 *
 * @category models
 * @since 0.1.0
 */
export interface ChartPointRef<out Way extends Safety.Way = Safety.Way>
  extends Navigation.Reference<"workbookChartPoint", Way>
{}

const pointsOf = <Way extends Safety.Way>(series: ChartSeriesRef<Way>) => Navigation.property(series, "points")

/**
 * Makes a reference to the point of a series at a position, counted from 0.
 *
 * See https://learn.microsoft.com/graph/api/chartpointscollection-itemat.
 *
 * @example
 * ```ts
 * import { Chart, ChartSeries, Worksheet } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const chart = Chart.named(Worksheet.named("Summary"), "Sales")
 * strictEqual(ChartSeries.pointAt(ChartSeries.itemAt(chart, 0), 2).path, "worksheets('Summary')/charts('Sales')/series/itemAt(index=0)/points/itemAt(index=2)")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const pointAt: {
  (index: number): <Way extends Safety.Way>(
    series: ChartSeriesRef<Way>
  ) => ChartPointRef<Safety.Worse<Way, "byPosition">>
  <Way extends Safety.Way>(series: ChartSeriesRef<Way>, index: number): ChartPointRef<Safety.Worse<Way, "byPosition">>
} = dual(
  2,
  <Way extends Safety.Way>(
    series: ChartSeriesRef<Way>,
    index: number
  ): ChartPointRef<Safety.Worse<Way, "byPosition">> => Navigation.call(pointsOf(series), "itemAt", { index })
)

/**
 * Lists the points of a series with their values.
 *
 * See https://learn.microsoft.com/graph/api/chartseries-list-points.
 *
 * @example
 * ```ts
 * import { Chart, ChartSeries, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   const points = yield* ChartSeries.points(ChartSeries.itemAt(chart, 0), { top: 1 })
 *   deepStrictEqual(points, [{ value: 8762.75 }])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const points = (
  series: ChartSeriesRef,
  page: Query.Page = {}
): Query.Read<ReadonlyArray<ChartSeries.Point>> =>
  Query.list(Catalogue.chartPoints.list, pointsOf(series), ChartSeries.Point, page).pipe(
    calledAs("ChartSeries.points")
  )

/**
 * Reads a point. Fails with `NotFound` if it does not exist.
 *
 * See https://learn.microsoft.com/graph/api/chartpoint-get.
 *
 * @example
 * ```ts
 * import { Chart, ChartSeries, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   const point = ChartSeries.pointAt(ChartSeries.itemAt(chart, 0), 0)
 *   deepStrictEqual(yield* ChartSeries.getPoint(point), { value: 8762.75 })
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const getPoint: Query.Get<"workbookChartPoint", ChartSeries.Point, Resource.LinksOf<typeof ChartSeries.Point>> =
  Query.get(
    Catalogue.chartPoint.get,
    ChartSeries.Point,
    "ChartSeries.getPoint"
  )

/**
 * Adds a point with a value at the end of a series, and succeeds with it. The emulator writes the value to the next
 * cell, which must be blank.
 *
 * The call is not idempotent, and fails with `OutcomeUnknown` if it may have been executed.
 *
 * See https://learn.microsoft.com/graph/api/chartseries-post-points.
 *
 * @example
 * ```ts
 * import { Chart, ChartSeries, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "Line", sourceData: "A3:B7" })
 *   const series = ChartSeries.itemAt(Chart.named(summary, name ?? ""), 0)
 *   const error = yield* Effect.flip(ChartSeries.addPoint(series, 42))
 *   strictEqual(error._tag, "InvalidRequest")
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const addPoint: {
  (value: CellValue): (series: ChartSeriesRef) => AddPointEffect
  (series: ChartSeriesRef, value: CellValue): AddPointEffect
} = dual(
  2,
  (series: ChartSeriesRef, value: CellValue): AddPointEffect =>
    WorkbookSession.call(Catalogue.chartPoints.create, pointsOf(series), { value }).pipe(
      calledAs("ChartSeries.addPoint")
    )
)

type AddPointEffect = Effect.Effect<ChartSeries.Point, WorkbookError.WorkbookError, WorkbookSession.WorkbookSession>
