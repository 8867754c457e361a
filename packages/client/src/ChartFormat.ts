/**
 * The fonts, fills and lines of charts and of their parts.
 *
 * See https://learn.microsoft.com/graph/api/resources/chartfont.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as ChartFormat from "@effect-workbook/schema/ChartFormat"
import * as Navigation from "@effect-workbook/schema/Navigation"
import type * as Resource from "@effect-workbook/schema/Resource"
import type * as Safety from "@effect-workbook/schema/Safety"
import type * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import { calledAs } from "./call/functionName.js"
import * as Query from "./Query.js"
import * as WorkbookSession from "./WorkbookSession.js"

/**
 * Exports of the schema: the descriptions and the models of the resources, such as `ChartFormat.Font`, and the bodies
 * of requests, such as `ChartFormat.FontUpdate`.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const changes: ChartFormat.FontUpdate = { bold: true }
 * strictEqual(changes.bold, true)
 * ```
 *
 * @category resources
 * @since 0.1.0
 */
export * from "@effect-workbook/schema/ChartFormat"

/**
 * The types of the parts of a chart that have a font.
 *
 * @category models
 * @since 0.1.0
 */
export type WithFont =
  | "workbookChart"
  | "workbookChartTitle"
  | "workbookChartLegend"
  | "workbookChartDataLabels"
  | "workbookChartAxis"
  | "workbookChartAxisTitle"

/**
 * The types of the parts of a chart that have a fill.
 *
 * @category models
 * @since 0.1.0
 */
export type WithFill =
  | "workbookChart"
  | "workbookChartTitle"
  | "workbookChartLegend"
  | "workbookChartDataLabels"
  | "workbookChartSeries"
  | "workbookChartPoint"

/**
 * The types of the parts of a chart that have a line.
 *
 * @category models
 * @since 0.1.0
 */
export type WithLine =
  | "workbookChartAxis"
  | "workbookChartGridlines"
  | "workbookChartSeries"

/**
 * A reference to a font. `Way` is how the address finds it.
 *
 * @category models
 * @since 0.1.0
 */
export interface FontRef<out Way extends Safety.Way = Safety.Way>
  extends Navigation.Reference<"workbookChartFont", Way>
{}

/**
 * A reference to a fill. `Way` is how the address finds it.
 *
 * @category models
 * @since 0.1.0
 */
export interface FillRef<out Way extends Safety.Way = Safety.Way>
  extends Navigation.Reference<"workbookChartFill", Way>
{}

/**
 * A reference to a line. `Way` is how the address finds it.
 *
 * @category models
 * @since 0.1.0
 */
export interface LineRef<out Way extends Safety.Way = Safety.Way>
  extends Navigation.Reference<"workbookChartLineFormat", Way>
{}

/**
 * Makes a reference to the font of a part of a chart.
 *
 * @example
 * ```ts
 * import { Chart, ChartFormat, Worksheet } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const chart = Chart.named(Worksheet.named("Summary"), "Sales")
 * strictEqual(ChartFormat.font(Chart.title(chart)).path, "worksheets('Summary')/charts('Sales')/title/format/font")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const font = <Way extends Safety.Way>(
  part: Navigation.Reference<WithFont, Way>
): FontRef<Way> =>
  part.pipe(
    Navigation.step({ to: "format", name: "format", way: "stable" }),
    Navigation.step({ to: "workbookChartFont", name: "font", way: "stable" })
  )

/**
 * Makes a reference to the fill of a part of a chart.
 *
 * @example
 * ```ts
 * import { Chart, ChartFormat, Worksheet } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const chart = Chart.named(Worksheet.named("Summary"), "Sales")
 * strictEqual(ChartFormat.fill(chart).path, "worksheets('Summary')/charts('Sales')/format/fill")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const fill = <Way extends Safety.Way>(
  part: Navigation.Reference<WithFill, Way>
): FillRef<Way> =>
  part.pipe(
    Navigation.step({ to: "format", name: "format", way: "stable" }),
    Navigation.step({ to: "workbookChartFill", name: "fill", way: "stable" })
  )

/**
 * Makes a reference to the line of a part of a chart.
 *
 * @example
 * ```ts
 * import { Chart, ChartFormat, ChartSeries, Worksheet } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const chart = Chart.named(Worksheet.named("Summary"), "Sales")
 * strictEqual(ChartFormat.line(ChartSeries.itemAt(chart, 0)).path, "worksheets('Summary')/charts('Sales')/series/itemAt(index=0)/format/line")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const line = <Way extends Safety.Way>(
  part: Navigation.Reference<WithLine, Way>
): LineRef<Way> =>
  part.pipe(
    Navigation.step({ to: "format", name: "format", way: "stable" }),
    Navigation.step({ to: "workbookChartLineFormat", name: "line", way: "stable" })
  )

/**
 * Reads a font.
 *
 * See https://learn.microsoft.com/graph/api/chartfont-get.
 *
 * @example
 * ```ts
 * import { Chart, ChartFormat, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   const { size } = yield* ChartFormat.getFont(ChartFormat.font(chart))
 *   strictEqual(size, 10)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const getFont: Query.Get<"workbookChartFont", ChartFormat.Font, Resource.LinksOf<typeof ChartFormat.Font>> =
  Query.get(
    Catalogue.chartFont.get,
    ChartFormat.Font,
    "ChartFormat.getFont"
  )

/**
 * Changes a font, and succeeds with it. Fails with `InvalidRequest` if the part, such as a title, is not visible.
 *
 * See https://learn.microsoft.com/graph/api/chartfont-update.
 *
 * @example
 * ```ts
 * import { Chart, ChartFormat, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   const font = yield* ChartFormat.updateFont(ChartFormat.font(Chart.title(chart)), { bold: true, color: "navy" })
 *   deepStrictEqual([font.bold, font.color], [true, "#000080"])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const updateFont: {
  (changes: ChartFormat.FontUpdate): <Way extends Safety.Way>(self: FontRef<Way>) => UpdateFontEffect<Way>
  <Way extends Safety.Way>(self: FontRef<Way>, changes: ChartFormat.FontUpdate): UpdateFontEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: FontRef<Way>, changes: ChartFormat.FontUpdate): UpdateFontEffect<Way> =>
    WorkbookSession.call(Catalogue.chartFont.update, self, changes).pipe(
      calledAs("ChartFormat.updateFont")
    )
)

type UpdateFontEffect<Way extends Safety.Way> = Effect.Effect<
  ChartFormat.Font,
  WorkbookSession.ErrorOf<typeof Catalogue.chartFont.update, Way>,
  WorkbookSession.WorkbookSession
>

/**
 * Fills a part of a chart with one color: `#RRGGBB`, or the name of an HTML color, such as `orange`.
 *
 * See https://learn.microsoft.com/graph/api/chartfill-setsolidcolor.
 *
 * @example
 * ```ts
 * import { Chart, ChartFormat, ChartSeries, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   const { fill } = ChartFormat
 *   yield* ChartFormat.setSolidColor(fill(ChartSeries.itemAt(chart, 0)), "#FF0000")
 *   strictEqual(fill(chart).resource, "workbookChartFill")
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const setSolidColor: {
  (color: string): <Way extends Safety.Way>(self: FillRef<Way>) => SetSolidColorEffect<Way>
  <Way extends Safety.Way>(self: FillRef<Way>, color: string): SetSolidColorEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: FillRef<Way>, color: string): SetSolidColorEffect<Way> =>
    WorkbookSession.call(Catalogue.chartFill.setSolidColor, self, { color }).pipe(
      calledAs("ChartFormat.setSolidColor")
    )
)

type SetSolidColorEffect<Way extends Safety.Way> = Effect.Effect<
  void,
  WorkbookSession.ErrorOf<typeof Catalogue.chartFill.setSolidColor, Way>,
  WorkbookSession.WorkbookSession
>

/**
 * Removes the fill of a part of a chart.
 *
 * See https://learn.microsoft.com/graph/api/chartfill-clear.
 *
 * @example
 * ```ts
 * import { Chart, ChartFormat, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   strictEqual(yield* ChartFormat.clearFill(ChartFormat.fill(chart)), undefined)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const clearFill = <Way extends Safety.Way>(self: FillRef<Way>): Effect.Effect<
  void,
  WorkbookSession.ErrorOf<typeof Catalogue.chartFill.clear, Way>,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.chartFill.clear, self, undefined).pipe(
    calledAs("ChartFormat.clearFill")
  )

/**
 * Reads the color of a line.
 *
 * See https://learn.microsoft.com/graph/api/chartlineformat-get.
 *
 * @example
 * ```ts
 * import { Chart, ChartAxis, ChartFormat, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   const { color } = yield* ChartFormat.getLine(ChartFormat.line(ChartAxis.value(chart)))
 *   strictEqual(color, null)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const getLine: Query.Get<
  "workbookChartLineFormat",
  ChartFormat.LineFormat,
  Resource.LinksOf<typeof ChartFormat.LineFormat>
> = Query.get(
  Catalogue.chartLine.get,
  ChartFormat.LineFormat,
  "ChartFormat.getLine"
)

/**
 * Changes the color of a line, and succeeds with the line.
 *
 * See https://learn.microsoft.com/graph/api/chartlineformat-update.
 *
 * @example
 * ```ts
 * import { Chart, ChartFormat, ChartSeries, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   const line = ChartFormat.line(ChartSeries.itemAt(chart, 0))
 *   deepStrictEqual(yield* ChartFormat.updateLine(line, { color: "#FF0000" }), { color: "#FF0000" })
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const updateLine: {
  (changes: ChartFormat.LineFormatUpdate): <Way extends Safety.Way>(self: LineRef<Way>) => UpdateLineEffect<Way>
  <Way extends Safety.Way>(self: LineRef<Way>, changes: ChartFormat.LineFormatUpdate): UpdateLineEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: LineRef<Way>, changes: ChartFormat.LineFormatUpdate): UpdateLineEffect<Way> =>
    WorkbookSession.call(Catalogue.chartLine.update, self, changes).pipe(
      calledAs("ChartFormat.updateLine")
    )
)

type UpdateLineEffect<Way extends Safety.Way> = Effect.Effect<
  ChartFormat.LineFormat,
  WorkbookSession.ErrorOf<typeof Catalogue.chartLine.update, Way>,
  WorkbookSession.WorkbookSession
>

/**
 * Removes a line.
 *
 * See https://learn.microsoft.com/graph/api/chartlineformat-clear.
 *
 * @example
 * ```ts
 * import { Chart, ChartFormat, ChartSeries, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   const { name } = yield* Chart.add(summary, { type: "ColumnClustered", sourceData: "A3:B7" })
 *   const chart = Chart.named(summary, name ?? "")
 *   const line = ChartFormat.line(ChartSeries.itemAt(chart, 0))
 *   yield* ChartFormat.clearLine(line)
 *   deepStrictEqual(yield* ChartFormat.getLine(line), { color: null })
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const clearLine = <Way extends Safety.Way>(self: LineRef<Way>): Effect.Effect<
  void,
  WorkbookSession.ErrorOf<typeof Catalogue.chartLine.clear, Way>,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.chartLine.clear, self, undefined).pipe(
    calledAs("ChartFormat.clearLine")
  )
