/** The endpoints of charts and all of their elements. */
import type * as Schema from "effect/Schema"
import * as Chart from "../../Chart.js"
import * as ChartAxis from "../../ChartAxis.js"
import * as ChartFormat from "../../ChartFormat.js"
import * as ChartSeries from "../../ChartSeries.js"
import * as Collection from "../../Collection.js"
import * as Endpoint from "../../Endpoint.js"
import type { ResourceType } from "../../Navigation.js"
import { action, add, create, functionEndpoint, get, NoArguments, remove, update } from "./endpoints.js"

/** An action whose documented response is 200 without a body. */
const formatting = <const Name extends string, P, PE>(
  resource: ResourceType,
  name: Name,
  parameters: Schema.Schema<P, PE>
) =>
  Endpoint.make({
    ...action(resource, name),
    parametersIn: "body",
    parameters,
    success: 200
  })

const listCharts = get("Collection(workbookChart)", "list", Collection.Collection(Chart.Chart))

// Excel gives the chart a name that is not in use, so there is no conflict.
const addChart = Endpoint.make({
  ...add(listCharts, "workbookChart", Chart.Add, Chart.Chart),
  success: 200,
  afterUnknownOutcome: {}
})

export const charts = {
  list: listCharts,
  count: functionEndpoint("Collection(workbookChart)", "count", NoArguments, Collection.Count, "Edm.Int32"),
  add: addChart,
  create: Endpoint.make({
    ...create(add(listCharts, "workbookChart", Chart.Create, Chart.Chart)),
    afterUnknownOutcome: {}
  })
}

export const chart = {
  get: get("workbookChart", "get", Chart.Chart),
  update: update("workbookChart", Chart.Update, Chart.Chart, "idempotent"),
  delete: remove("workbookChart"),
  setData: formatting("workbookChart", "setData", Chart.SetData),
  setPosition: formatting("workbookChart", "setPosition", Chart.SetPosition),
  image: functionEndpoint("workbookChart", "image", Chart.GetImage, Chart.Image, "Edm.String")
}

const listSeries = get("Collection(workbookChartSeries)", "list", Collection.Collection(ChartSeries.ChartSeries))

const addSeries = <const Name extends "create", P, PE, A, I>(
  endpoint: Endpoint.Endpoint<Name, P, PE, A, I, "nonIdempotent">
) => Endpoint.make({ ...endpoint, afterUnknownOutcome: {} })

export const chartSeriesList = {
  list: listSeries,
  count: functionEndpoint("Collection(workbookChartSeries)", "count", NoArguments, Collection.Count, "Edm.Int32"),
  create: addSeries(create(add(listSeries, "workbookChartSeries", ChartSeries.Create, ChartSeries.ChartSeries)))
}

export const chartSeries = {
  get: get("workbookChartSeries", "get", ChartSeries.ChartSeries),
  update: update("workbookChartSeries", ChartSeries.Update, ChartSeries.ChartSeries, "idempotent")
}

const listPoints = get("Collection(workbookChartPoint)", "list", Collection.Collection(ChartSeries.Point))

export const chartPoints = {
  list: listPoints,
  count: functionEndpoint("Collection(workbookChartPoint)", "count", NoArguments, Collection.Count, "Edm.Int32"),
  create: addSeries(create(add(listPoints, "workbookChartPoint", ChartSeries.CreatePoint, ChartSeries.Point)))
}

export const chartPoint = {
  get: get("workbookChartPoint", "get", ChartSeries.Point)
}

export const chartTitle = {
  get: get("workbookChartTitle", "get", Chart.Title),
  update: update("workbookChartTitle", Chart.TitleUpdate, Chart.Title, "idempotent")
}

export const chartLegend = {
  get: get("workbookChartLegend", "get", Chart.Legend),
  update: update("workbookChartLegend", Chart.LegendUpdate, Chart.Legend, "idempotent")
}

export const chartDataLabels = {
  get: get("workbookChartDataLabels", "get", Chart.DataLabels),
  update: update("workbookChartDataLabels", Chart.DataLabelsUpdate, Chart.DataLabels, "idempotent")
}

export const chartAxes = {
  get: get("workbookChartAxes", "get", ChartAxis.Axes)
}

export const chartAxis = {
  get: get("workbookChartAxis", "get", ChartAxis.ChartAxis),
  update: update("workbookChartAxis", ChartAxis.Update, ChartAxis.ChartAxis, "idempotent")
}

export const chartAxisTitle = {
  get: get("workbookChartAxisTitle", "get", ChartAxis.Title),
  update: update("workbookChartAxisTitle", ChartAxis.TitleUpdate, ChartAxis.Title, "idempotent")
}

export const chartGridlines = {
  get: get("workbookChartGridlines", "get", ChartAxis.Gridlines),
  update: update("workbookChartGridlines", ChartAxis.GridlinesUpdate, ChartAxis.Gridlines, "idempotent")
}

export const chartAreaFormat = {
  get: get("workbookChartAreaFormat", "get", ChartFormat.AreaFormat)
}

export const chartTitleFormat = {
  get: get("workbookChartTitleFormat", "get", ChartFormat.TitleFormat)
}

export const chartLegendFormat = {
  get: get("workbookChartLegendFormat", "get", ChartFormat.LegendFormat)
}

export const chartDataLabelFormat = {
  get: get("workbookChartDataLabelFormat", "get", ChartFormat.DataLabelFormat)
}

export const chartAxisFormat = {
  get: get("workbookChartAxisFormat", "get", ChartFormat.AxisFormat)
}

export const chartAxisTitleFormat = {
  get: get("workbookChartAxisTitleFormat", "get", ChartFormat.AxisTitleFormat)
}

export const chartGridlinesFormat = {
  get: get("workbookChartGridlinesFormat", "get", ChartFormat.GridlinesFormat)
}

export const chartSeriesFormat = {
  get: get("workbookChartSeriesFormat", "get", ChartFormat.SeriesFormat)
}

export const chartPointFormat = {
  get: get("workbookChartPointFormat", "get", ChartFormat.PointFormat)
}

export const chartFont = {
  get: get("workbookChartFont", "get", ChartFormat.Font),
  update: update("workbookChartFont", ChartFormat.FontUpdate, ChartFormat.Font, "idempotent")
}

export const chartFill = {
  get: get("workbookChartFill", "get", ChartFormat.Fill),
  clear: { ...action("workbookChartFill", "clear"), success: 200 } as const,
  setSolidColor: formatting("workbookChartFill", "setSolidColor", ChartFormat.SetSolidColor)
}

export const chartLine = {
  get: get("workbookChartLineFormat", "get", ChartFormat.LineFormat),
  update: update("workbookChartLineFormat", ChartFormat.LineFormatUpdate, ChartFormat.LineFormat, "idempotent"),
  clear: { ...action("workbookChartLineFormat", "clear"), success: 200 } as const
}
