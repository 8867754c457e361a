/**
 * Charts and their parts as JSON.
 *
 * @since 0.1.0
 */
import type * as Book from "@effect-workbook/engine/Book"
import type * as Model from "@effect-workbook/engine/Model"
import type * as Chart from "@effect-workbook/schema/Chart"
import type * as ChartAxis from "@effect-workbook/schema/ChartAxis"
import type * as ChartFormat from "@effect-workbook/schema/ChartFormat"
import type * as ChartSeries from "@effect-workbook/schema/ChartSeries"
import type * as Resource from "@effect-workbook/schema/Resource"
import * as Either from "effect/Either"
import * as Query from "./Query.js"
import type { Instances, Served } from "./Resource.js"
import { annotated, quoted, worksheetPath } from "./ResourceId.js"

type On<Type extends Served> = Omit<Instances[Type], "type">

/** A part of a chart, with the content of that chart. */
interface ChartContext {
  readonly query: Query.Query
  readonly content: Model.ChartContent
}

const chartPath = ({ id, sheet }: Model.Chart): string => `${worksheetPath(sheet)}/charts(${quoted(id)})`

const axisPaths = { category: "axes/categoryAxis", value: "axes/valueAxis", series: "axes/seriesAxis" } as const

/** The path of an element of a chart. */
const elementPath = (chart: Model.Chart, of: Model.ChartElement): string => {
  const path = chartPath(chart)
  switch (of.kind) {
    case "area":
      return path
    case "axis":
      return `${path}/${axisPaths[of.axis]}`
    case "axisTitle":
      return `${path}/${axisPaths[of.axis]}/title`
    case "majorGridlines":
    case "minorGridlines":
      return `${path}/${axisPaths[of.axis]}/${of.kind}`
    case "series":
      return `${path}/series/itemAt(index=${of.series})`
    case "point":
      return `${path}/series/itemAt(index=${of.series})/points/itemAt(index=${of.point})`
    default:
      return `${path}/${of.kind}`
  }
}

export const font = ({ content, query }: ChartContext, { chart, of }: On<"workbookChartFont">) => ({
  ...annotated("workbookChartFont", `${elementPath(chart, of)}/format/font`),
  ...Query.pick<ChartFormat.FontEncoded>(query, {
    bold: () => content.font(of).bold,
    color: () => content.font(of).color,
    italic: () => content.font(of).italic,
    name: () => content.font(of).name,
    size: () => content.font(of).size,
    underline: () => content.font(of).underline
  })
})

export const fill = (_: ChartContext, { chart, of }: On<"workbookChartFill">) =>
  annotated("workbookChartFill", `${elementPath(chart, of)}/format/fill`)

export const line = ({ content, query }: ChartContext, { chart, of }: On<"workbookChartLineFormat">) => ({
  ...annotated("workbookChartLineFormat", `${elementPath(chart, of)}/format/line`),
  ...Query.pick<ChartFormat.LineFormatEncoded>(query, { color: () => content.line(of) })
})

/** The types of formats. */
export type FormatType = Extract<Served, `workbookChart${string}Format`>

/** A format has no properties of its own. Only the parts that its type has can be expanded. */
export const format = (
  type: FormatType,
  { content, query }: ChartContext,
  on: { readonly chart: Model.Chart; readonly of: Model.ChartElement }
) => ({
  ...annotated(type, `${elementPath(on.chart, on.of)}/format`),
  ...Query.neighbours<{ readonly fill: unknown; readonly font: unknown; readonly line: unknown }>(query, {
    fill: (query) => fill({ content, query }, on),
    font: (query) => font({ content, query }, on),
    line: (query) => line({ content, query }, on)
  })
})

export const title = ({ content, query }: ChartContext, { chart }: On<"workbookChartTitle">) => ({
  ...annotated("workbookChartTitle", `${chartPath(chart)}/title`),
  ...Query.pick<Chart.TitleEncoded>(query, {
    overlay: () => content.title.overlay,
    text: () => content.title.text,
    visible: () => content.title.visible
  }),
  ...Query.neighbours<Resource.LinksOf<typeof Chart.Title>>(query, {
    format: (query) => format("workbookChartTitleFormat", { content, query }, { chart, of: { kind: "title" } })
  })
})

export const legend = ({ content, query }: ChartContext, { chart }: On<"workbookChartLegend">) => ({
  ...annotated("workbookChartLegend", `${chartPath(chart)}/legend`),
  ...Query.pick<Chart.LegendEncoded>(query, {
    overlay: () => content.legend.overlay,
    position: () => content.legend.position,
    visible: () => content.legend.visible
  }),
  ...Query.neighbours<Resource.LinksOf<typeof Chart.Legend>>(query, {
    format: (query) => format("workbookChartLegendFormat", { content, query }, { chart, of: { kind: "legend" } })
  })
})

export const dataLabels = ({ content, query }: ChartContext, { chart }: On<"workbookChartDataLabels">) => ({
  ...annotated("workbookChartDataLabels", `${chartPath(chart)}/dataLabels`),
  ...Query.pick<Chart.DataLabelsEncoded>(query, {
    position: () => content.dataLabels.position,
    separator: () => content.dataLabels.separator,
    showBubbleSize: () => content.dataLabels.showBubbleSize,
    showCategoryName: () => content.dataLabels.showCategoryName,
    showLegendKey: () => content.dataLabels.showLegendKey,
    showPercentage: () => content.dataLabels.showPercentage,
    showSeriesName: () => content.dataLabels.showSeriesName,
    showValue: () => content.dataLabels.showValue
  }),
  ...Query.neighbours<Resource.LinksOf<typeof Chart.DataLabels>>(query, {
    format: (query) => format("workbookChartDataLabelFormat", { content, query }, { chart, of: { kind: "dataLabels" } })
  })
})

export const gridlines = (
  { content, query }: ChartContext,
  { axis, chart, lines }: On<"workbookChartGridlines">
) => {
  const kind = lines === "major" ? "majorGridlines" : "minorGridlines"
  return {
    ...annotated("workbookChartGridlines", elementPath(chart, { kind, axis })),
    ...Query.pick<ChartAxis.GridlinesEncoded>(query, { visible: () => content.gridlines(axis, lines) }),
    ...Query.neighbours<Resource.LinksOf<typeof ChartAxis.Gridlines>>(query, {
      format: (query) => format("workbookChartGridlinesFormat", { content, query }, { chart, of: { kind, axis } })
    })
  }
}

export const axisTitle = ({ content, query }: ChartContext, { axis, chart }: On<"workbookChartAxisTitle">) => ({
  ...annotated("workbookChartAxisTitle", elementPath(chart, { kind: "axisTitle", axis })),
  ...Query.pick<ChartAxis.TitleEncoded>(query, {
    text: () => content.axisTitle(axis).text,
    visible: () => content.axisTitle(axis).visible
  }),
  ...Query.neighbours<Resource.LinksOf<typeof ChartAxis.Title>>(query, {
    format: (query) =>
      format("workbookChartAxisTitleFormat", { content, query }, { chart, of: { kind: "axisTitle", axis } })
  })
})

export const axis = ({ content, query }: ChartContext, { axis, chart }: On<"workbookChartAxis">) => ({
  ...annotated("workbookChartAxis", elementPath(chart, { kind: "axis", axis })),
  ...Query.pick<ChartAxis.ChartAxisEncoded>(query, {
    majorUnit: () => content.axis(axis)?.majorUnit ?? null,
    maximum: () => content.axis(axis)?.maximum ?? null,
    minimum: () => content.axis(axis)?.minimum ?? null,
    minorUnit: () => content.axis(axis)?.minorUnit ?? null
  }),
  ...Query.neighbours<Resource.LinksOf<typeof ChartAxis.ChartAxis>>(query, {
    format: (query) => format("workbookChartAxisFormat", { content, query }, { chart, of: { kind: "axis", axis } }),
    majorGridlines: (query) => gridlines({ content, query }, { chart, axis, lines: "major" }),
    minorGridlines: (query) => gridlines({ content, query }, { chart, axis, lines: "minor" }),
    title: (query) => axisTitle({ content, query }, { chart, axis })
  })
})

export const axes = ({ content, query }: ChartContext, { chart }: On<"workbookChartAxes">) => {
  const one = (kind: Model.ChartAxisKind) => (query: Query.Query) =>
    content.axis(kind) === undefined ? null : axis({ content, query }, { chart, axis: kind })
  return {
    ...annotated("workbookChartAxes", `${chartPath(chart)}/axes`),
    ...Query.neighbours<Resource.LinksOf<typeof ChartAxis.Axes>>(query, {
      categoryAxis: one("category"),
      seriesAxis: one("series"),
      valueAxis: one("value")
    })
  }
}

export const point = (
  { content, query }: ChartContext,
  { chart, point, series }: On<"workbookChartPoint">
) => ({
  ...annotated("workbookChartPoint", elementPath(chart, { kind: "point", series, point })),
  ...Query.pick<ChartSeries.PointEncoded>(query, { value: () => content.points(series)[point] ?? "" }),
  ...Query.neighbours<Resource.LinksOf<typeof ChartSeries.Point>>(query, {
    format: (query) =>
      format("workbookChartPointFormat", { content, query }, { chart, of: { kind: "point", series, point } })
  })
})

/** The points of a series on the requested page. The values are read once. */
export const points = (
  { content, query }: ChartContext,
  { chart, series }: On<"Collection(workbookChartPoint)">
) => {
  const values = content.points(series)
  return Query.page(query, values.map((_, index) => index)).map((index) =>
    point({ content: { ...content, points: () => values }, query }, { chart, series, point: index })
  )
}

export const series = ({ content, query }: ChartContext, { chart, series }: On<"workbookChartSeries">) => ({
  ...annotated("workbookChartSeries", elementPath(chart, { kind: "series", series })),
  ...Query.pick<ChartSeries.ChartSeriesEncoded>(query, { name: () => content.series[series]?.name ?? null }),
  ...Query.neighbours<Resource.LinksOf<typeof ChartSeries.ChartSeries>>(query, {
    format: (query) =>
      format("workbookChartSeriesFormat", { content, query }, { chart, of: { kind: "series", series } }),
    points: (query) => points({ content, query }, { chart, series })
  })
})

/** The current workbook and the query options. */
interface Context {
  readonly book: Book.Book
  readonly query: Query.Query
}

/** A chart. `worksheet` shows its worksheet, if the query expands that. */
export const chart = (
  { book, query }: Context,
  chart: Model.Chart,
  worksheet: (context: Context, sheet: Model.Sheet) => unknown
): Partial<Chart.ChartEncoded> => {
  /** A chart that cannot be read has no parts. */
  const part = <A>(show: (context: ChartContext) => A) => (query: Query.Query): A | null =>
    Either.match(book.readChart(chart), { onLeft: () => null, onRight: (content) => show({ content, query }) })
  return {
    ...annotated("workbookChart", chartPath(chart)),
    ...Query.pick<Chart.ChartEncoded>(query, {
      id: () => chart.id,
      height: () => chart.height,
      left: () => chart.left,
      name: () => chart.name,
      top: () => chart.top,
      width: () => chart.width
    }),
    ...Query.neighbours<Resource.LinksOf<typeof Chart.Chart>>(query, {
      axes: part((context) => axes(context, { chart })),
      dataLabels: part((context) => dataLabels(context, { chart })),
      format: part((context) => format("workbookChartAreaFormat", context, { chart, of: { kind: "area" } })),
      legend: part((context) => legend(context, { chart })),
      series: (query) =>
        part(({ content }) =>
          Query.page(query, content.series.map((_, index) => index)).map((index) =>
            series({ content, query }, { chart, series: index })
          )
        )(query) ?? [],
      title: part((context) => title(context, { chart })),
      worksheet: (query) => worksheet({ book, query }, chart.sheet)
    })
  }
}
