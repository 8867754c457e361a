/**
 * The axes of a chart, with their titles and gridlines.
 *
 * See https://learn.microsoft.com/graph/api/resources/chartaxis.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as ChartAxis from "@effect-workbook/schema/ChartAxis"
import * as Navigation from "@effect-workbook/schema/Navigation"
import type * as Resource from "@effect-workbook/schema/Resource"
import type * as Safety from "@effect-workbook/schema/Safety"
import type * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import { calledAs } from "./call/functionName.js"
import type { ChartRef } from "./Chart.js"
import * as Query from "./Query.js"
import * as WorkbookSession from "./WorkbookSession.js"

/**
 * Exports of the schema: the descriptions and the models of the resources, such as `ChartAxis.ChartAxis` and
 * `ChartAxis.Title`, and the bodies of updates, such as `ChartAxis.Update`.
 *
 * @example
 * ```ts
 * import { ChartAxis } from "@effect-workbook/client"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Object.keys(ChartAxis.Title.properties), ["text", "visible"])
 * ```
 *
 * @category resources
 * @since 0.1.0
 */
export * from "@effect-workbook/schema/ChartAxis"

/**
 * A reference to an axis. `Way` is how the address finds it.
 *
 * @category models
 * @since 0.1.0
 */
export interface ChartAxisRef<out Way extends Safety.Way = Safety.Way>
  extends Navigation.Reference<"workbookChartAxis", Way>
{}

/**
 * Makes a reference to the axis with the categories, or with the x values of a scatter chart.
 *
 * @example
 * ```ts
 * import { Chart, ChartAxis, Worksheet } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const chart = Chart.named(Worksheet.named("Summary"), "Sales")
 * strictEqual(ChartAxis.category(chart).path, "worksheets('Summary')/charts('Sales')/axes/categoryAxis")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const category = <Way extends Safety.Way>(chart: ChartRef<Way>): ChartAxisRef<Way> =>
  Navigation.property(Navigation.property(chart, "axes"), "categoryAxis")

/**
 * Makes a reference to the axis with the values.
 *
 * @example
 * ```ts
 * import { Chart, ChartAxis, Worksheet } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const chart = Chart.named(Worksheet.named("Summary"), "Sales")
 * strictEqual(ChartAxis.value(chart).path, "worksheets('Summary')/charts('Sales')/axes/valueAxis")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const value = <Way extends Safety.Way>(chart: ChartRef<Way>): ChartAxisRef<Way> =>
  Navigation.property(Navigation.property(chart, "axes"), "valueAxis")

/**
 * Makes a reference to the axis with the series, which only some 3-D charts have.
 *
 * @example
 * ```ts
 * import { Chart, ChartAxis, Worksheet } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const chart = Chart.named(Worksheet.named("Summary"), "Sales")
 * strictEqual(ChartAxis.series(chart).path, "worksheets('Summary')/charts('Sales')/axes/seriesAxis")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const series = <Way extends Safety.Way>(chart: ChartRef<Way>): ChartAxisRef<Way> =>
  Navigation.property(Navigation.property(chart, "axes"), "seriesAxis")

/**
 * Reads the scale of an axis. Fails with `NotFound` if the chart has no such axis. Numbers that are not set are those
 * that Excel has chosen.
 *
 * See https://learn.microsoft.com/graph/api/chartaxis-get.
 *
 * @example
 * ```ts
 * import { Chart, ChartAxis, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   const { minimum } = yield* ChartAxis.get(ChartAxis.value(chart))
 *   strictEqual(minimum, 0)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const get: Query.Get<"workbookChartAxis", ChartAxis.ChartAxis, Resource.LinksOf<typeof ChartAxis.ChartAxis>> =
  Query.get(
    Catalogue.chartAxis.get,
    ChartAxis.ChartAxis,
    "ChartAxis.get"
  )

/**
 * Changes the scale of an axis, and succeeds with the axis. Excel chooses a number that is set to `""`.
 *
 * See https://learn.microsoft.com/graph/api/chartaxis-update.
 *
 * @example
 * ```ts
 * import { Chart, ChartAxis, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   const axis = yield* ChartAxis.update(ChartAxis.value(chart), { maximum: 20000, majorUnit: 5000 })
 *   deepStrictEqual([axis.minimum, axis.maximum, axis.majorUnit], [0, 20000, 5000])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const update: {
  (changes: ChartAxis.Update): <Way extends Safety.Way>(self: ChartAxisRef<Way>) => UpdateEffect<Way>
  <Way extends Safety.Way>(self: ChartAxisRef<Way>, changes: ChartAxis.Update): UpdateEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: ChartAxisRef<Way>, changes: ChartAxis.Update): UpdateEffect<Way> =>
    WorkbookSession.call(Catalogue.chartAxis.update, self, changes).pipe(
      calledAs("ChartAxis.update")
    )
)

type UpdateEffect<Way extends Safety.Way> = Effect.Effect<
  ChartAxis.ChartAxis,
  WorkbookSession.ErrorOf<typeof Catalogue.chartAxis.update, Way>,
  WorkbookSession.WorkbookSession
>

/**
 * A reference to the title of an axis. `Way` is how the address finds it.
 *
 * @category models
 * @since 0.1.0
 */
export interface TitleRef<out Way extends Safety.Way = Safety.Way>
  extends Navigation.Reference<"workbookChartAxisTitle", Way>
{}

/**
 * Makes a reference to the title of an axis.
 *
 * @example
 * ```ts
 * import { Chart, ChartAxis, Worksheet } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const chart = Chart.named(Worksheet.named("Summary"), "Sales")
 * strictEqual(ChartAxis.title(ChartAxis.value(chart)).path, "worksheets('Summary')/charts('Sales')/axes/valueAxis/title")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const title = <Way extends Safety.Way>(axis: ChartAxisRef<Way>): TitleRef<Way> =>
  Navigation.property(axis, "title")

/**
 * Reads the title of an axis.
 *
 * See https://learn.microsoft.com/graph/api/chartaxistitle-get.
 *
 * @example
 * ```ts
 * import { Chart, ChartAxis, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   const title = yield* ChartAxis.getTitle(ChartAxis.title(ChartAxis.value(chart)))
 *   deepStrictEqual(title, { text: null, visible: false })
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const getTitle: Query.Get<"workbookChartAxisTitle", ChartAxis.Title, Resource.LinksOf<typeof ChartAxis.Title>> =
  Query.get(
    Catalogue.chartAxisTitle.get,
    ChartAxis.Title,
    "ChartAxis.getTitle"
  )

/**
 * Changes the text of the title of an axis, or shows or hides it, and succeeds with the title.
 *
 * See https://learn.microsoft.com/graph/api/chartaxistitle-update.
 *
 * @example
 * ```ts
 * import { Chart, ChartAxis, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   const title = yield* ChartAxis.updateTitle(ChartAxis.title(ChartAxis.value(chart)), { text: "Euros" })
 *   deepStrictEqual(title, { text: "Euros", visible: true })
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const updateTitle: {
  (changes: ChartAxis.TitleUpdate): <Way extends Safety.Way>(self: TitleRef<Way>) => UpdateTitleEffect<Way>
  <Way extends Safety.Way>(self: TitleRef<Way>, changes: ChartAxis.TitleUpdate): UpdateTitleEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: TitleRef<Way>, changes: ChartAxis.TitleUpdate): UpdateTitleEffect<Way> =>
    WorkbookSession.call(Catalogue.chartAxisTitle.update, self, changes).pipe(
      calledAs("ChartAxis.updateTitle")
    )
)

type UpdateTitleEffect<Way extends Safety.Way> = Effect.Effect<
  ChartAxis.Title,
  WorkbookSession.ErrorOf<typeof Catalogue.chartAxisTitle.update, Way>,
  WorkbookSession.WorkbookSession
>

/**
 * A reference to the gridlines of an axis. `Way` is how the address finds it.
 *
 * @category models
 * @since 0.1.0
 */
export interface GridlinesRef<out Way extends Safety.Way = Safety.Way>
  extends Navigation.Reference<"workbookChartGridlines", Way>
{}

/**
 * Makes a reference to the major gridlines of an axis.
 *
 * @example
 * ```ts
 * import { Chart, ChartAxis, Worksheet } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const chart = Chart.named(Worksheet.named("Summary"), "Sales")
 * strictEqual(ChartAxis.majorGridlines(ChartAxis.value(chart)).path, "worksheets('Summary')/charts('Sales')/axes/valueAxis/majorGridlines")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const majorGridlines = <Way extends Safety.Way>(axis: ChartAxisRef<Way>): GridlinesRef<Way> =>
  Navigation.property(axis, "majorGridlines")

/**
 * Makes a reference to the minor gridlines of an axis.
 *
 * @example
 * ```ts
 * import { Chart, ChartAxis, Worksheet } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const chart = Chart.named(Worksheet.named("Summary"), "Sales")
 * strictEqual(ChartAxis.minorGridlines(ChartAxis.value(chart)).path, "worksheets('Summary')/charts('Sales')/axes/valueAxis/minorGridlines")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const minorGridlines = <Way extends Safety.Way>(axis: ChartAxisRef<Way>): GridlinesRef<Way> =>
  Navigation.property(axis, "minorGridlines")

/**
 * Reads whether gridlines are visible.
 *
 * See https://learn.microsoft.com/graph/api/chartgridlines-get.
 *
 * @example
 * ```ts
 * import { Chart, ChartAxis, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   const lines = yield* ChartAxis.getGridlines(ChartAxis.majorGridlines(ChartAxis.value(chart)))
 *   strictEqual(lines.visible, true)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const getGridlines: Query.Get<
  "workbookChartGridlines",
  ChartAxis.Gridlines,
  Resource.LinksOf<typeof ChartAxis.Gridlines>
> = Query.get(
  Catalogue.chartGridlines.get,
  ChartAxis.Gridlines,
  "ChartAxis.getGridlines"
)

/**
 * Shows or hides gridlines, and succeeds with them.
 *
 * See https://learn.microsoft.com/graph/api/chartgridlines-update.
 *
 * @example
 * ```ts
 * import { Chart, ChartAxis, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   const minor = ChartAxis.minorGridlines(ChartAxis.value(chart))
 *   strictEqual((yield* ChartAxis.updateGridlines(minor, { visible: true })).visible, true)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const updateGridlines: {
  (changes: ChartAxis.GridlinesUpdate): <Way extends Safety.Way>(self: GridlinesRef<Way>) => UpdateGridlinesEffect<Way>
  <Way extends Safety.Way>(self: GridlinesRef<Way>, changes: ChartAxis.GridlinesUpdate): UpdateGridlinesEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: GridlinesRef<Way>, changes: ChartAxis.GridlinesUpdate): UpdateGridlinesEffect<Way> =>
    WorkbookSession.call(Catalogue.chartGridlines.update, self, changes).pipe(
      calledAs("ChartAxis.updateGridlines")
    )
)

type UpdateGridlinesEffect<Way extends Safety.Way> = Effect.Effect<
  ChartAxis.Gridlines,
  WorkbookSession.ErrorOf<typeof Catalogue.chartGridlines.update, Way>,
  WorkbookSession.WorkbookSession
>
