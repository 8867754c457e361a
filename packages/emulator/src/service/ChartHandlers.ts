/**
 * The endpoints of charts. The parts of a chart are changed by the update of the chart, so that all changes of a request
 * are applied or none.
 *
 * @since 0.1.0
 */
import type * as Book from "@effect-workbook/engine/Book"
import type * as Model from "@effect-workbook/engine/Model"
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as ChartChanges from "./ChartChanges.js"
import * as ChartImage from "./chartImage/ChartImage.js"
import * as ChartRepresentation from "./ChartRepresentation.js"
import { collection, count } from "./Collection.js"
import * as Colors from "./Colors.js"
import type * as Failure from "./Failure.js"
import * as Geometry from "./Geometry.js"
import * as Handler from "./Handler.js"
import { rangeAt, rangeOf } from "./Navigators.js"
import { refused } from "./Refusal.js"
import * as Representation from "./Representation.js"
import type { Instances } from "./Resource.js"

type BookContext = Representation.Context

const group = Handler.group<BookContext>()

/** The cells of a source: an address without a sheet is on the sheet of the chart. */
const sourceOf = (book: Book.Book, sheet: Model.Sheet, text: string) => {
  const isElsewhere = Either.getOrUndefined(Geometry.parse(text))?.sheet !== undefined
  return Effect.map(
    isElsewhere ? rangeOf(book, text) : rangeAt(book, sheet, text),
    ({ address, sheet }): Model.ChartSource => ({ sheet, area: address })
  )
}

/** A chart with the content after a change. */
interface ChartOn {
  readonly chart: Model.Chart
}

const contentOf = ({ book, query }: BookContext, { chart }: ChartOn) =>
  Effect.map(refused(book.readChart(chart)), (content) => ({ content, query }))

type ContextOfChart = Effect.Effect.Success<ReturnType<typeof contentOf>>

/** The handler of a GET. */
const get =
  <On extends ChartOn, A>(show: (context: ContextOfChart, on: On) => A) =>
  (context: BookContext, on: On): Effect.Effect<A, Failure.Failure> =>
    Effect.map(contentOf(context, on), (content) => show(content, on))

/** The handler of a PATCH: it converts the body to changes, and shows the changed part. */
const update = <On extends ChartOn, Update, A>(
  changes: (update: Update, on: On) => ChartChanges.Result,
  show: (context: ContextOfChart, on: On) => A
) =>
(context: BookContext, on: On, body: Update): Effect.Effect<A, Failure.Failure> =>
  Effect.gen(function*() {
    yield* refused(context.book.updateChart(on.chart, yield* changes(body, on)))
    return show(yield* contentOf(context, on), on)
  })

const format = <Type extends ChartRepresentation.FormatType>(type: Type) =>
  get((context, on: Instances[Type]) => ChartRepresentation.format(type, context, on))

const setColor = (
  { book }: BookContext,
  { chart, of }: Pick<Instances["workbookChartFill"], "chart" | "of">,
  kind: "fill" | "line",
  color: string | null
) => Effect.asVoid(refused(book.updateChart(chart, [{ kind, of, color }])))

const seriesContext = (context: BookContext, chart: Model.Chart) => contentOf(context, { chart })

export const handlers: ReadonlyArray<Handler.Bound<BookContext>> = [
  ...group("Collection(workbookChart)", Catalogue.charts, {
    list: (context, { sheet }) =>
      Effect.sync(() =>
        collection(
          context,
          context.book.charts(sheet),
          (context, chart) => ChartRepresentation.chart(context, chart, Representation.worksheet)
        )
      ),
    count: ({ book }, { sheet }) => count(book.charts(sheet).length),
    add: ({ book, query }, { sheet }, { seriesBy, sourceData, type }) =>
      Effect.gen(function*() {
        const source = yield* sourceOf(book, sheet, sourceData)
        const chart = yield* refused(book.addChart(sheet, { type, source, seriesBy }))
        return ChartRepresentation.chart({ book, query }, chart, Representation.worksheet)
      }),
    // the type is not given, so it is the one that Excel has by default
    create: ({ book, query }, { sheet }, { name, ...frame }) =>
      Effect.map(
        refused(book.addChart(sheet, { ...frame, type: "ColumnClustered", name: name ?? undefined })),
        (chart) => ChartRepresentation.chart({ book, query }, chart, Representation.worksheet)
      )
  }),

  ...group("workbookChart", Catalogue.chart, {
    get: (context, { chart }) => Effect.sync(() => ChartRepresentation.chart(context, chart, Representation.worksheet)),
    update: ({ book, query }, { chart }, body) =>
      Effect.gen(function*() {
        const changed = yield* refused(book.updateChart(chart, yield* ChartChanges.ofChart(body)))
        return ChartRepresentation.chart({ book, query }, changed, Representation.worksheet)
      }),
    delete: ({ book }, { chart }) => refused(book.deleteChart(chart)),
    setData: ({ book }, { chart }, { seriesBy, sourceData }) =>
      Effect.flatMap(
        sourceOf(book, chart.sheet, sourceData),
        (source) => refused(book.setChartData(chart, source, seriesBy))
      ),
    setPosition: ({ book }, { chart }, { endCell, startCell }) =>
      Effect.gen(function*() {
        const start = yield* rangeAt(book, chart.sheet, startCell)
        const end = endCell === undefined || endCell === null ? undefined : yield* rangeAt(book, chart.sheet, endCell)
        yield* refused(book.setChartPosition(chart, start.address, end?.address))
      }),
    image: ({ book }, { chart }, size) => ChartImage.image(book, chart, size)
  }),

  ...group("workbookChartTitle", Catalogue.chartTitle, {
    get: get(ChartRepresentation.title),
    update: update(ChartChanges.ofTitle, ChartRepresentation.title)
  }),

  ...group("workbookChartLegend", Catalogue.chartLegend, {
    get: get(ChartRepresentation.legend),
    update: update(ChartChanges.ofLegend, ChartRepresentation.legend)
  }),

  ...group("workbookChartDataLabels", Catalogue.chartDataLabels, {
    get: get(ChartRepresentation.dataLabels),
    update: update(ChartChanges.ofDataLabels, ChartRepresentation.dataLabels)
  }),

  ...group("workbookChartAxes", Catalogue.chartAxes, { get: get(ChartRepresentation.axes) }),

  ...group("workbookChartAxis", Catalogue.chartAxis, {
    get: get(ChartRepresentation.axis),
    update: update(
      (body: Endpoint.Parameters<typeof Catalogue.chartAxis.update>, { axis }: Instances["workbookChartAxis"]) =>
        ChartChanges.ofAxis(body, axis),
      ChartRepresentation.axis
    )
  }),

  ...group("workbookChartAxisTitle", Catalogue.chartAxisTitle, {
    get: get(ChartRepresentation.axisTitle),
    update: update(
      (
        body: Endpoint.Parameters<typeof Catalogue.chartAxisTitle.update>,
        { axis }: Instances["workbookChartAxisTitle"]
      ) => ChartChanges.ofAxisTitle(body, axis),
      ChartRepresentation.axisTitle
    )
  }),

  ...group("workbookChartGridlines", Catalogue.chartGridlines, {
    get: get(ChartRepresentation.gridlines),
    update: update(
      (
        body: Endpoint.Parameters<typeof Catalogue.chartGridlines.update>,
        { axis, lines }: Instances["workbookChartGridlines"]
      ) => ChartChanges.ofGridlines(body, axis, lines),
      ChartRepresentation.gridlines
    )
  }),

  ...group("Collection(workbookChartSeries)", Catalogue.chartSeriesList, {
    list: (context, { chart }) =>
      Effect.map(seriesContext(context, chart), ({ content }) =>
        collection(
          context,
          content.series.map((_, index) => index),
          ({ query }, index) => ChartRepresentation.series({ content, query }, { chart, series: index })
        )),
    count: (context, { chart }) =>
      Effect.flatMap(seriesContext(context, chart), ({ content }) => count(content.series.length)),
    create: (context, { chart }, { name }) =>
      Effect.gen(function*() {
        const series = yield* refused(context.book.addChartSeries(chart, name ?? undefined))
        return ChartRepresentation.series(yield* seriesContext(context, chart), { chart, series })
      })
  }),

  ...group("workbookChartSeries", Catalogue.chartSeries, {
    get: get(ChartRepresentation.series),
    update: update(
      (body: Endpoint.Parameters<typeof Catalogue.chartSeries.update>, { series }: Instances["workbookChartSeries"]) =>
        ChartChanges.ofSeries(body, series),
      ChartRepresentation.series
    )
  }),

  ...group("Collection(workbookChartPoint)", Catalogue.chartPoints, {
    list: (context, on) =>
      Effect.map(contentOf(context, on), ({ content }) => {
        // The values are read once for all points.
        const values = content.points(on.series)
        return collection(
          context,
          values.map((_, index) => index),
          ({ query }, point) =>
            ChartRepresentation.point({ content: { ...content, points: () => values }, query }, {
              chart: on.chart,
              series: on.series,
              point
            })
        )
      }),
    count: (context, on) =>
      Effect.flatMap(contentOf(context, on), ({ content }) => count(content.points(on.series).length)),
    create: (context, { chart, series }, { value }) =>
      Effect.gen(function*() {
        const point = yield* refused(context.book.addChartPoint(chart, series, value ?? null))
        return ChartRepresentation.point(yield* contentOf(context, { chart }), { chart, series, point })
      })
  }),

  ...group("workbookChartPoint", Catalogue.chartPoint, { get: get(ChartRepresentation.point) }),

  ...group("workbookChartAreaFormat", Catalogue.chartAreaFormat, { get: format("workbookChartAreaFormat") }),
  ...group("workbookChartTitleFormat", Catalogue.chartTitleFormat, { get: format("workbookChartTitleFormat") }),
  ...group("workbookChartLegendFormat", Catalogue.chartLegendFormat, { get: format("workbookChartLegendFormat") }),
  ...group("workbookChartDataLabelFormat", Catalogue.chartDataLabelFormat, {
    get: format("workbookChartDataLabelFormat")
  }),
  ...group("workbookChartAxisFormat", Catalogue.chartAxisFormat, { get: format("workbookChartAxisFormat") }),
  ...group("workbookChartAxisTitleFormat", Catalogue.chartAxisTitleFormat, {
    get: format("workbookChartAxisTitleFormat")
  }),
  ...group("workbookChartGridlinesFormat", Catalogue.chartGridlinesFormat, {
    get: format("workbookChartGridlinesFormat")
  }),
  ...group("workbookChartSeriesFormat", Catalogue.chartSeriesFormat, { get: format("workbookChartSeriesFormat") }),
  ...group("workbookChartPointFormat", Catalogue.chartPointFormat, { get: format("workbookChartPointFormat") }),

  ...group("workbookChartFont", Catalogue.chartFont, {
    get: get(ChartRepresentation.font),
    update: update(
      (body: Endpoint.Parameters<typeof Catalogue.chartFont.update>, { of }: Instances["workbookChartFont"]) =>
        ChartChanges.ofFont(body, of),
      ChartRepresentation.font
    )
  }),

  ...group("workbookChartFill", Catalogue.chartFill, {
    get: get(ChartRepresentation.fill),
    clear: (context, on) => setColor(context, on, "fill", null),
    setSolidColor: (context, on, { color }) =>
      Effect.flatMap(Colors.parse("color", color), (parsed) => setColor(context, on, "fill", parsed))
  }),

  ...group("workbookChartLineFormat", Catalogue.chartLine, {
    get: get(ChartRepresentation.line),
    update: update(
      (body: Endpoint.Parameters<typeof Catalogue.chartLine.update>, { of }: Instances["workbookChartLineFormat"]) =>
        ChartChanges.ofLine(body, of),
      ChartRepresentation.line
    ),
    clear: (context, on) => setColor(context, on, "line", null)
  })
]
