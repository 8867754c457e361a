/**
 * Charts of a worksheet, with their titles, legends and data labels.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as ChartAxis from "./ChartAxis.js"
import * as ChartFormat from "./ChartFormat.js"
import * as OpenLiteral from "./OpenLiteral.js"
import * as Resource from "./Resource.js"

/**
 * The type of a new chart.
 *
 * @category models
 * @since 0.1.0
 */
export type ChartType = typeof ChartType.Type

/**
 * The schema of {@link ChartType}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Chart.ChartType)("LineMarkers"), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const ChartType = Schema.Literal(
  "ColumnClustered",
  "ColumnStacked",
  "ColumnStacked100",
  "3DColumnClustered",
  "3DColumnStacked",
  "3DColumnStacked100",
  "3DColumn",
  "BarClustered",
  "BarStacked",
  "BarStacked100",
  "3DBarClustered",
  "3DBarStacked",
  "3DBarStacked100",
  "Line",
  "LineStacked",
  "LineStacked100",
  "LineMarkers",
  "LineMarkersStacked",
  "LineMarkersStacked100",
  "3DLine",
  "Pie",
  "PieExploded",
  "PieOfPie",
  "BarOfPie",
  "3DPie",
  "3DPieExploded",
  "XYScatter",
  "XYScatterSmooth",
  "XYScatterSmoothNoMarkers",
  "XYScatterLines",
  "XYScatterLinesNoMarkers",
  "Area",
  "AreaStacked",
  "AreaStacked100",
  "3DArea",
  "3DAreaStacked",
  "3DAreaStacked100",
  "Doughnut",
  "DoughnutExploded",
  "Radar",
  "RadarMarkers",
  "RadarFilled",
  "Surface",
  "SurfaceWireframe",
  "SurfaceTopView",
  "SurfaceTopViewWireframe",
  "Bubble",
  "Bubble3DEffect",
  "StockHLC",
  "StockOHLC",
  "StockVHLC",
  "StockVOHLC",
  "CylinderColClustered",
  "CylinderColStacked",
  "CylinderColStacked100",
  "CylinderCol",
  "CylinderBarClustered",
  "CylinderBarStacked",
  "CylinderBarStacked100",
  "ConeColClustered",
  "ConeColStacked",
  "ConeColStacked100",
  "ConeCol",
  "ConeBarClustered",
  "ConeBarStacked",
  "ConeBarStacked100",
  "PyramidColClustered",
  "PyramidColStacked",
  "PyramidColStacked100",
  "PyramidCol",
  "PyramidBarClustered",
  "PyramidBarStacked",
  "PyramidBarStacked100"
)

/**
 * Whether the columns or the rows of the source data are the series. With `Auto`, Excel on the web takes the columns.
 *
 * @category models
 * @since 0.1.0
 */
export type SeriesBy = typeof SeriesBy.Type

/**
 * The schema of {@link SeriesBy}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Chart.SeriesBy)("Rows"), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const SeriesBy = Schema.Literal(
  "Auto",
  "Columns",
  "Rows"
)

/**
 * The position of a legend. A legend that was moved by hand has the position `Custom`, which cannot be set.
 *
 * @category models
 * @since 0.1.0
 */
export type LegendPosition = typeof LegendPosition.Type

/**
 * The schema of {@link LegendPosition}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Chart.LegendPosition)("Bottom"), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const LegendPosition = Schema.Literal(
  "Top",
  "Bottom",
  "Left",
  "Right",
  "Corner"
)

/**
 * The position of data labels. The possible positions depend on the type of the chart.
 *
 * @category models
 * @since 0.1.0
 */
export type DataLabelPosition = typeof DataLabelPosition.Type

/**
 * The schema of {@link DataLabelPosition}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Chart.DataLabelPosition)("OutsideEnd"), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const DataLabelPosition = Schema.Literal(
  "Center",
  "InsideEnd",
  "InsideBase",
  "OutsideEnd",
  "Left",
  "Right",
  "Top",
  "Bottom",
  "BestFit"
)

/**
 * How an image of a chart is fitted into a width and a height.
 *
 * @category models
 * @since 0.1.0
 */
export type FittingMode = typeof FittingMode.Type

/**
 * The schema of {@link FittingMode}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Chart.FittingMode)("Fit"), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const FittingMode = Schema.Literal(
  "Fit",
  "FitAndCenter",
  "Fill"
)

const titleProperties = {
  /** Whether the title may lie over the plot. */
  overlay: Resource.writable(Schema.NullOr(Schema.Boolean), Schema.Boolean),
  /** The text. A write makes the title visible. */
  text: Resource.writable(Schema.NullOr(Schema.String), Schema.String),
  visible: Resource.writable(Schema.Boolean)
}

const titleNavigation = {
  format: Resource.part(ChartFormat.TitleFormat)
}

/**
 * The title of a chart.
 * See {@link https://learn.microsoft.com/graph/api/resources/charttitle | charttitle}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof Chart.Title> = ["overlay", "text", "visible"]
 * deepStrictEqual(names, Object.keys(Chart.Title.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Title extends Resource.ModelOf<typeof titleProperties> {}

/**
 * {@link Title} as JSON.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: Chart.TitleEncoded = { overlay: false, text: "Sales", visible: true }
 * deepStrictEqual(Schema.decodeSync(Chart.Title)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface TitleEncoded extends Resource.EncodedOf<typeof titleProperties> {}

/**
 * The schema of {@link Title}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json = { overlay: false, text: "Sales", visible: true }
 * deepStrictEqual(Schema.decodeUnknownSync(Chart.Title)({ "@odata.id": "…", ...json }), json)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Title: Resource.Resource<
  "workbookChartTitle",
  Title,
  TitleEncoded,
  TitleUpdate,
  typeof titleNavigation
> = Resource.make("workbookChartTitle", { properties: titleProperties, navigation: titleNavigation })

/**
 * The body that updates the title of a chart.
 * See {@link https://learn.microsoft.com/graph/api/charttitle-update | update chartTitle}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: Chart.TitleUpdate = { text: "Sales by region" }
 * strictEqual(Schema.is(Chart.TitleUpdate)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface TitleUpdate
  extends Resource.UpdateOf<typeof titleProperties>, Resource.PartsOf<typeof titleNavigation>
{}

/**
 * The schema of {@link TitleUpdate}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Chart.TitleUpdate)({ text: 1 }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const TitleUpdate: Schema.Schema<TitleUpdate> = Title.update

const legendProperties = {
  /** Whether the legend may lie over the plot. */
  overlay: Resource.writable(Schema.NullOr(Schema.Boolean), Schema.Boolean),
  /** `Custom` if the legend was moved by hand. */
  position: Resource.writable(
    Schema.NullOr(OpenLiteral.make(...LegendPosition.literals, "Custom")),
    LegendPosition
  ),
  visible: Resource.writable(Schema.Boolean)
}

const legendNavigation = {
  format: Resource.part(ChartFormat.LegendFormat)
}

/**
 * The legend of a chart.
 * See {@link https://learn.microsoft.com/graph/api/resources/chartlegend | chartlegend}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof Chart.Legend> = ["overlay", "position", "visible"]
 * deepStrictEqual(names, Object.keys(Chart.Legend.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Legend extends Resource.ModelOf<typeof legendProperties> {}

/**
 * {@link Legend} as JSON.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: Chart.LegendEncoded = { overlay: false, position: "Bottom", visible: true }
 * deepStrictEqual(Schema.decodeSync(Chart.Legend)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface LegendEncoded extends Resource.EncodedOf<typeof legendProperties> {}

/**
 * The schema of {@link Legend}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json = { overlay: false, position: "Bottom", visible: true }
 * deepStrictEqual(Schema.decodeUnknownSync(Chart.Legend)({ "@odata.id": "…", ...json }), json)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Legend: Resource.Resource<
  "workbookChartLegend",
  Legend,
  LegendEncoded,
  LegendUpdate,
  typeof legendNavigation
> = Resource.make("workbookChartLegend", { properties: legendProperties, navigation: legendNavigation })

/**
 * The body that updates a legend.
 * See {@link https://learn.microsoft.com/graph/api/chartlegend-update | update chartLegend}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: Chart.LegendUpdate = { position: "Top" }
 * strictEqual(Schema.is(Chart.LegendUpdate)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface LegendUpdate
  extends Resource.UpdateOf<typeof legendProperties>, Resource.PartsOf<typeof legendNavigation>
{}

/**
 * The schema of {@link LegendUpdate}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Chart.LegendUpdate)({ position: "Above" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const LegendUpdate: Schema.Schema<LegendUpdate> = Legend.update

const dataLabelsProperties = {
  /** `None` if the labels of this type of chart have no position. */
  position: Resource.writable(
    Schema.NullOr(OpenLiteral.make(...DataLabelPosition.literals, "None", "Callout")),
    DataLabelPosition
  ),
  /** The text between the parts of a label, such as `, `. */
  separator: Resource.writable(Schema.NullOr(Schema.String), Schema.String),
  showBubbleSize: Resource.writable(Schema.NullOr(Schema.Boolean), Schema.Boolean),
  showCategoryName: Resource.writable(Schema.NullOr(Schema.Boolean), Schema.Boolean),
  showLegendKey: Resource.writable(Schema.NullOr(Schema.Boolean), Schema.Boolean),
  /** Whether the labels of a pie show percentages. */
  showPercentage: Resource.writable(Schema.NullOr(Schema.Boolean), Schema.Boolean),
  showSeriesName: Resource.writable(Schema.NullOr(Schema.Boolean), Schema.Boolean),
  showValue: Resource.writable(Schema.NullOr(Schema.Boolean), Schema.Boolean)
}

const dataLabelsNavigation = {
  format: Resource.part(ChartFormat.DataLabelFormat)
}

/**
 * The data labels of a chart. A property is `null` if it differs between the series.
 * See {@link https://learn.microsoft.com/graph/api/resources/chartdatalabels | chartdatalabels}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof Chart.DataLabels> = ["position", "separator", "showBubbleSize", "showCategoryName", "showLegendKey", "showPercentage", "showSeriesName", "showValue"]
 * deepStrictEqual(names, Object.keys(Chart.DataLabels.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface DataLabels extends Resource.ModelOf<typeof dataLabelsProperties> {}

/**
 * {@link DataLabels} as JSON.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: Chart.DataLabelsEncoded = { position: "OutsideEnd", separator: ", ", showBubbleSize: false, showCategoryName: false, showLegendKey: false, showPercentage: false, showSeriesName: false, showValue: true }
 * deepStrictEqual(Schema.decodeSync(Chart.DataLabels)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface DataLabelsEncoded extends Resource.EncodedOf<typeof dataLabelsProperties> {}

/**
 * The schema of {@link DataLabels}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json = { position: "OutsideEnd", separator: ", ", showBubbleSize: false, showCategoryName: false, showLegendKey: false, showPercentage: false, showSeriesName: false, showValue: true }
 * deepStrictEqual(Schema.decodeUnknownSync(Chart.DataLabels)({ "@odata.id": "…", ...json }), json)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const DataLabels: Resource.Resource<
  "workbookChartDataLabels",
  DataLabels,
  DataLabelsEncoded,
  DataLabelsUpdate,
  typeof dataLabelsNavigation
> = Resource.make("workbookChartDataLabels", {
  properties: dataLabelsProperties,
  navigation: dataLabelsNavigation
})

/**
 * The body that updates the data labels of all series.
 * See {@link https://learn.microsoft.com/graph/api/chartdatalabels-update | update chartDataLabels}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: Chart.DataLabelsUpdate = { showValue: true, position: "OutsideEnd" }
 * strictEqual(Schema.is(Chart.DataLabelsUpdate)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface DataLabelsUpdate
  extends Resource.UpdateOf<typeof dataLabelsProperties>, Resource.PartsOf<typeof dataLabelsNavigation>
{}

/**
 * The schema of {@link DataLabelsUpdate}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Chart.DataLabelsUpdate)({ position: "Above" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const DataLabelsUpdate: Schema.Schema<DataLabelsUpdate> = DataLabels.update

const properties = {
  /** The id, which does not change with the name. */
  id: Resource.readOnly(Schema.String),
  /** The height in points. */
  height: Resource.writable(Schema.Number, Schema.JsonNumber),
  /** The distance from the left edge of the worksheet in points. */
  left: Resource.writable(Schema.Number, Schema.JsonNumber),
  /** The name, such as `Chart 1`. */
  name: Resource.writable(Schema.NullOr(Schema.String), Schema.String),
  /** The distance from the top edge of the worksheet in points. */
  top: Resource.writable(Schema.Number, Schema.JsonNumber),
  /** The width in points. */
  width: Resource.writable(Schema.Number, Schema.JsonNumber)
}

const navigation = {
  axes: Resource.part(ChartAxis.Axes),
  dataLabels: Resource.part(DataLabels),
  /** The format of the chart area. */
  format: Resource.part(ChartFormat.AreaFormat),
  legend: Resource.part(Legend),
  series: Resource.many("workbookChartSeries"),
  title: Resource.part(Title),
  /** The worksheet of the chart. */
  worksheet: Resource.one("workbookWorksheet")
}

/**
 * A chart of a worksheet.
 * See {@link https://learn.microsoft.com/graph/api/resources/chart | chart}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof Chart.Chart> = ["id", "height", "left", "name", "top", "width"]
 * deepStrictEqual(names, Object.keys(Chart.Chart.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Chart extends Resource.ModelOf<typeof properties> {}

/**
 * {@link Chart} as JSON.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: Chart.ChartEncoded = { id: "{1}", height: 216, left: 100, name: "Chart 1", top: 15, width: 360 }
 * deepStrictEqual(Schema.decodeSync(Chart.Chart)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface ChartEncoded extends Resource.EncodedOf<typeof properties> {}

/**
 * The schema of {@link Chart}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json = { id: "{1}", height: 216, left: 100, name: "Chart 1", top: 15, width: 360 }
 * deepStrictEqual(Schema.decodeUnknownSync(Chart.Chart)({ "@odata.id": "…", ...json }), json)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Chart: Resource.Resource<
  "workbookChart",
  Chart,
  ChartEncoded,
  Update,
  typeof navigation
> = Resource.make("workbookChart", { properties, navigation })

/**
 * The body that updates a chart. Properties that are left out stay unchanged.
 * See {@link https://learn.microsoft.com/graph/api/chart-update | update chart}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: Chart.Update = { name: "Sales", title: { text: "Sales by region" } }
 * strictEqual(Schema.is(Chart.Update)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Update extends Resource.UpdateOf<typeof properties>, Resource.PartsOf<typeof navigation> {}

/**
 * The schema of {@link Update}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Chart.Update)({ width: "wide" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Update: Schema.Schema<Update> = Chart.update

/**
 * The body that adds a chart.
 * See {@link https://learn.microsoft.com/graph/api/chartcollection-add | add chart}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: Chart.Add = { type: "ColumnClustered", sourceData: "A1:B5" }
 * strictEqual(Schema.is(Chart.Add)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Add extends Schema.Schema.Type<typeof Add> {}

/**
 * The schema of {@link Add}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Chart.Add)({ type: "Column", sourceData: "A1:B5" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Add = Schema.Struct({
  type: ChartType,
  /**
   * The address of the data, such as `A1:D5`, `Data!A1:D5` or the name of a range. An address without a worksheet is
   * one on the worksheet of the chart. Labels in its first row and its first column become the names of the series
   * and the categories.
   */
  sourceData: Schema.String,
  /** The default is `Auto`. */
  seriesBy: Schema.optional(SeriesBy)
}).annotations({ identifier: "ChartAdd" })

/**
 * The body that adds a chart without data.
 * See {@link https://learn.microsoft.com/graph/api/worksheet-post-charts | create chart}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: Chart.Create = { name: "Sales", height: 216 }
 * strictEqual(Schema.is(Chart.Create)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Create extends Schema.Schema.Type<typeof Create> {}

/**
 * The schema of {@link Create}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Chart.Create)({ height: "tall" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Create = Schema.Struct({
  /** The name, which Excel chooses by default. */
  name: Schema.optional(Schema.NullOr(Schema.String)),
  /** The distance from the left edge of the worksheet in points. */
  left: Schema.optional(Schema.JsonNumber),
  /** The distance from the top edge of the worksheet in points. */
  top: Schema.optional(Schema.JsonNumber),
  /** The width in points. */
  width: Schema.optional(Schema.JsonNumber),
  /** The height in points. */
  height: Schema.optional(Schema.JsonNumber)
}).annotations({ identifier: "ChartCreate" })

/**
 * The body that replaces the data of a chart.
 * See {@link https://learn.microsoft.com/graph/api/chart-setdata | setData}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: Chart.SetData = { sourceData: "A1:B5", seriesBy: "Rows" }
 * strictEqual(Schema.is(Chart.SetData)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface SetData extends Schema.Schema.Type<typeof SetData> {}

/**
 * The schema of {@link SetData}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Chart.SetData)({ seriesBy: "Rows" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const SetData = Schema.Struct({
  /** The address of the data, as in {@link Add}. */
  sourceData: Schema.String,
  /** The default is `Auto`. */
  seriesBy: Schema.optional(SeriesBy)
}).annotations({ identifier: "ChartSetData" })

/**
 * The body that moves a chart to cells.
 * See {@link https://learn.microsoft.com/graph/api/chart-setposition | setPosition}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: Chart.SetPosition = { startCell: "D2", endCell: "H20" }
 * strictEqual(Schema.is(Chart.SetPosition)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface SetPosition extends Schema.Schema.Type<typeof SetPosition> {}

/**
 * The schema of {@link SetPosition}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Chart.SetPosition)({ endCell: "H20" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const SetPosition = Schema.Struct({
  /** The address of the cell at the top left of the chart. Of a larger range it is the first cell. */
  startCell: Schema.String,
  /** The address of the cell at the bottom right, which the chart covers. Without it the chart keeps its size. */
  endCell: Schema.optional(Schema.NullOr(Schema.String))
}).annotations({ identifier: "ChartSetPosition" })

/**
 * The arguments of an image of a chart.
 * See {@link https://learn.microsoft.com/graph/api/chart-image | image}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: Chart.GetImage = { width: 640, height: 480, fittingMode: "Fit" }
 * strictEqual(Schema.is(Chart.GetImage)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface GetImage extends Schema.Schema.Type<typeof GetImage> {}

/**
 * The schema of {@link GetImage}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Chart.GetImage)({ width: 1.5 }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const GetImage = Schema.Struct({
  /** The width in pixels. `0` is the width of the chart. */
  width: Schema.optional(Schema.Int),
  /** The height in pixels. `0` is the height of the chart. It is only allowed together with a width. */
  height: Schema.optional(Schema.Int),
  /** It is only allowed together with a width and a height. The default is `Fit`. Letters may have any case. */
  fittingMode: Schema.optional(Schema.String)
}).annotations({ identifier: "ChartGetImage" })

/**
 * An image of a chart.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: Chart.Image = { value: "iVBORw0KGgo=" }
 * strictEqual(Schema.is(Chart.Image)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Image extends Schema.Schema.Type<typeof Image> {}

/**
 * The schema of {@link Image}.
 *
 * @example
 * ```ts
 * import { Chart } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Chart.Image)({}), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Image = Schema.Struct({
  /** The PNG image in base64. */
  value: Schema.String
}).annotations({ identifier: "ChartImage" })
