/**
 * Implements the navigation steps below the charts of a worksheet.
 *
 * @since 0.1.0
 */
import type * as Book from "@effect-workbook/engine/Book"
import type * as Model from "@effect-workbook/engine/Model"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Failure from "./Failure.js"
import { at, type Found, type Navigator, worksheet } from "./Navigator.js"
import { refused } from "./Refusal.js"
import type { Instances, Served } from "./Resource.js"

type ChartType = Extract<Served, `${string}workbookChart${string}`>

const none = { properties: {}, functions: {} }

const chartNamed = (book: Book.Book, sheet: Model.Sheet, key: string): Found<"workbookChart"> =>
  Effect.mapBoth(book.chartByKey(sheet, key), {
    onFailure: () => Failure.notFound(`The chart ${Failure.quoted(key)}`),
    onSuccess: (chart) => ({ type: "workbookChart" as const, chart })
  })

const axisNames = { category: "category axis", value: "value axis", series: "series axis" } as const

const axisOf =
  (axis: Model.ChartAxisKind) =>
  (book: Book.Book, { chart }: Instances["workbookChartAxes"]): Found<"workbookChartAxis"> =>
    Effect.flatMap(refused(book.readChart(chart)), (content) =>
      content.axis(axis) === undefined
        ? Failure.notFound(`The ${axisNames[axis]} of the chart ${Failure.quoted(chart.name)}`)
        : Effect.succeed({ type: "workbookChartAxis" as const, chart, axis }))

/** Series are addressed by their position, or by their name. */
const seriesAt = (book: Book.Book, chart: Model.Chart, key: string | number): Found<"workbookChartSeries"> =>
  Effect.flatMap(refused(book.readChart(chart)), ({ series }) => {
    const named = series.findIndex(({ name }) => name.toLowerCase() === String(key).toLowerCase())
    const index = /^\d+$/.test(String(key)) ? Number(key) : named
    return Either.map(
      index < 0 && typeof key === "string"
        ? Either.left(Failure.notFound(`The series ${Failure.quoted(key)}`))
        : at(series, index, "The series"),
      () => ({ type: "workbookChartSeries" as const, chart, series: index })
    )
  })

const pointAt = (
  book: Book.Book,
  { chart, series }: Instances["Collection(workbookChartPoint)"],
  key: string | number
): Found<"workbookChartPoint"> =>
  Effect.flatMap(refused(book.readChart(chart)), (content) =>
    Either.map(
      at(content.points(series), String(key).trim() === "" ? -1 : Number(key), "The point"),
      () => ({ type: "workbookChartPoint" as const, chart, series, point: Number(key) })
    ))

const font = {
  font: (_: Book.Book, { chart, of }: { readonly chart: Model.Chart; readonly of: Model.ChartElement }) =>
    Either.right({ type: "workbookChartFont" as const, chart, of })
}

const fill = {
  fill: (_: Book.Book, { chart, of }: { readonly chart: Model.Chart; readonly of: Model.ChartElement }) =>
    Either.right({ type: "workbookChartFill" as const, chart, of })
}

const line = {
  line: (_: Book.Book, { chart, of }: { readonly chart: Model.Chart; readonly of: Model.ChartElement }) =>
    Either.right({ type: "workbookChartLineFormat" as const, chart, of })
}

export const chartNavigators: { readonly [Type in ChartType]: Navigator<Type> } = {
  "Collection(workbookChart)": {
    ...none,
    functions: {
      item: (book, { sheet }, { name }) => chartNamed(book, sheet, name),
      itemAt: (book, { sheet }, { index }) =>
        Either.map(at(book.charts(sheet), index, "The chart"), (chart) => ({ type: "workbookChart", chart }))
    },
    member: (book, { sheet }, key) => chartNamed(book, sheet, key)
  },
  workbookChart: {
    ...none,
    properties: {
      axes: (_, { chart }) => Either.right({ type: "workbookChartAxes", chart }),
      dataLabels: (_, { chart }) => Either.right({ type: "workbookChartDataLabels", chart }),
      format: (_, { chart }) => Either.right({ type: "workbookChartAreaFormat", chart, of: { kind: "area" } }),
      legend: (_, { chart }) => Either.right({ type: "workbookChartLegend", chart }),
      series: (_, { chart }) => Either.right({ type: "Collection(workbookChartSeries)", chart }),
      title: (_, { chart }) => Either.right({ type: "workbookChartTitle", chart }),
      worksheet: (_, { chart }) => Either.right(worksheet(chart.sheet))
    }
  },
  workbookChartTitle: {
    ...none,
    properties: {
      format: (_, { chart }) => Either.right({ type: "workbookChartTitleFormat", chart, of: { kind: "title" } })
    }
  },
  workbookChartLegend: {
    ...none,
    properties: {
      format: (_, { chart }) => Either.right({ type: "workbookChartLegendFormat", chart, of: { kind: "legend" } })
    }
  },
  workbookChartDataLabels: {
    ...none,
    properties: {
      format: (_, { chart }) =>
        Either.right({ type: "workbookChartDataLabelFormat", chart, of: { kind: "dataLabels" } })
    }
  },
  "Collection(workbookChartSeries)": {
    ...none,
    functions: { itemAt: (book, { chart }, { index }) => seriesAt(book, chart, index) },
    member: (book, { chart }, key) => seriesAt(book, chart, key)
  },
  workbookChartSeries: {
    ...none,
    properties: {
      format: (_, { chart, series }) =>
        Either.right({ type: "workbookChartSeriesFormat", chart, of: { kind: "series", series } }),
      points: (_, { chart, series }) => Either.right({ type: "Collection(workbookChartPoint)", chart, series })
    }
  },
  "Collection(workbookChartPoint)": {
    ...none,
    functions: { itemAt: (book, on, { index }) => pointAt(book, on, index) },
    member: pointAt
  },
  workbookChartPoint: {
    ...none,
    properties: {
      format: (_, { chart, point, series }) =>
        Either.right({ type: "workbookChartPointFormat", chart, of: { kind: "point", series, point } })
    }
  },
  workbookChartAxes: {
    ...none,
    properties: { categoryAxis: axisOf("category"), seriesAxis: axisOf("series"), valueAxis: axisOf("value") }
  },
  workbookChartAxis: {
    ...none,
    properties: {
      format: (_, { axis, chart }) =>
        Either.right({ type: "workbookChartAxisFormat", chart, of: { kind: "axis", axis } }),
      majorGridlines: (_, { axis, chart }) =>
        Either.right({ type: "workbookChartGridlines", chart, axis, lines: "major" }),
      minorGridlines: (_, { axis, chart }) =>
        Either.right({ type: "workbookChartGridlines", chart, axis, lines: "minor" }),
      title: (_, { axis, chart }) => Either.right({ type: "workbookChartAxisTitle", chart, axis })
    }
  },
  workbookChartAxisTitle: {
    ...none,
    properties: {
      format: (_, { axis, chart }) =>
        Either.right({ type: "workbookChartAxisTitleFormat", chart, of: { kind: "axisTitle", axis } })
    }
  },
  workbookChartGridlines: {
    ...none,
    properties: {
      format: (_, { axis, chart, lines }) =>
        Either.right({
          type: "workbookChartGridlinesFormat",
          chart,
          of: { kind: lines === "major" ? "majorGridlines" : "minorGridlines", axis }
        })
    }
  },
  workbookChartAreaFormat: { ...none, properties: { ...fill, ...font } },
  workbookChartTitleFormat: { ...none, properties: { ...fill, ...font } },
  workbookChartLegendFormat: { ...none, properties: { ...fill, ...font } },
  workbookChartDataLabelFormat: { ...none, properties: { ...fill, ...font } },
  workbookChartAxisFormat: { ...none, properties: { ...font, ...line } },
  workbookChartAxisTitleFormat: { ...none, properties: font },
  workbookChartGridlinesFormat: { ...none, properties: line },
  workbookChartSeriesFormat: { ...none, properties: { ...fill, ...line } },
  workbookChartPointFormat: { ...none, properties: fill },
  workbookChartFont: none,
  workbookChartFill: none,
  workbookChartLineFormat: none
}
