/**
 * Formats of the parts of a chart: fonts, fills and lines.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as OpenLiteral from "./OpenLiteral.js"
import * as Resource from "./Resource.js"

/**
 * The underline of a font in a chart.
 *
 * @category models
 * @since 0.1.0
 */
export type Underline = typeof Underline.Type

/**
 * The schema of {@link Underline}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(ChartFormat.Underline)("Single"), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Underline = Schema.Literal(
  "None",
  "Single"
)

const fontProperties = {
  bold: Resource.writable(Schema.NullOr(Schema.Boolean), Schema.Boolean),
  /** The color as `#RRGGBB`. A write accepts `#RRGGBB` and the name of an HTML color, such as `orange`. */
  color: Resource.writable(Schema.NullOr(Schema.String), Schema.String),
  italic: Resource.writable(Schema.NullOr(Schema.Boolean), Schema.Boolean),
  /** The name of the font, such as `Calibri`. */
  name: Resource.writable(Schema.NullOr(Schema.String), Schema.String),
  /** The size in points. */
  size: Resource.writable(Schema.NullOr(Schema.Number), Schema.JsonNumber),
  underline: Resource.writable(Schema.NullOr(OpenLiteral.make(...Underline.literals)), Underline)
}

const fontNavigation = {}

/**
 * The font of the text of a chart, a title, an axis, a legend or data labels.
 * See {@link https://learn.microsoft.com/graph/api/resources/chartfont | chartfont}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof ChartFormat.Font> = ["bold", "color", "italic", "name", "size", "underline"]
 * deepStrictEqual(names, Object.keys(ChartFormat.Font.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Font extends Resource.ModelOf<typeof fontProperties> {}

/**
 * {@link Font} as JSON.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: ChartFormat.FontEncoded = { bold: true, color: "#FF0000", italic: false, name: "Calibri", size: 11, underline: "None" }
 * deepStrictEqual(Schema.decodeSync(ChartFormat.Font)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface FontEncoded extends Resource.EncodedOf<typeof fontProperties> {}

/**
 * The schema of {@link Font}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json = { bold: true, color: "#FF0000", italic: false, name: "Calibri", size: 11, underline: "None" }
 * deepStrictEqual(Schema.decodeUnknownSync(ChartFormat.Font)({ "@odata.id": "…", ...json }), json)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Font: Resource.Resource<
  "workbookChartFont",
  Font,
  FontEncoded,
  FontUpdate,
  typeof fontNavigation
> = Resource.make("workbookChartFont", { properties: fontProperties, navigation: fontNavigation })

/**
 * The body that updates a font. Properties that are left out stay unchanged.
 * See {@link https://learn.microsoft.com/graph/api/chartfont-update | update chartFont}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: ChartFormat.FontUpdate = { bold: true, size: 12 }
 * strictEqual(Schema.is(ChartFormat.FontUpdate)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface FontUpdate extends Resource.UpdateOf<typeof fontProperties> {}

/**
 * The schema of {@link FontUpdate}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(ChartFormat.FontUpdate)({ size: "large" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const FontUpdate: Schema.Schema<FontUpdate> = Font.update

const lineFormatProperties = {
  /**
   * The color as `#RRGGBB`, and `null` for a line that Excel colors automatically or that is not drawn. A write
   * accepts `#RRGGBB` and the name of an HTML color, such as `orange`.
   */
  color: Resource.writable(Schema.NullOr(Schema.String), Schema.String)
}

const lineFormatNavigation = {}

/**
 * The line of a series, an axis or gridlines.
 * See {@link https://learn.microsoft.com/graph/api/resources/chartlineformat | chartlineformat}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof ChartFormat.LineFormat> = ["color"]
 * deepStrictEqual(names, Object.keys(ChartFormat.LineFormat.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface LineFormat extends Resource.ModelOf<typeof lineFormatProperties> {}

/**
 * {@link LineFormat} as JSON.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: ChartFormat.LineFormatEncoded = { color: "#FF0000" }
 * deepStrictEqual(Schema.decodeSync(ChartFormat.LineFormat)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface LineFormatEncoded extends Resource.EncodedOf<typeof lineFormatProperties> {}

/**
 * The schema of {@link LineFormat}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json = { color: "#FF0000" }
 * deepStrictEqual(Schema.decodeUnknownSync(ChartFormat.LineFormat)({ "@odata.id": "…", ...json }), json)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const LineFormat: Resource.Resource<
  "workbookChartLineFormat",
  LineFormat,
  LineFormatEncoded,
  LineFormatUpdate,
  typeof lineFormatNavigation
> = Resource.make("workbookChartLineFormat", {
  properties: lineFormatProperties,
  navigation: lineFormatNavigation
})

/**
 * The body that updates a line.
 * See {@link https://learn.microsoft.com/graph/api/chartlineformat-update | update chartLineFormat}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: ChartFormat.LineFormatUpdate = { color: "#FF0000" }
 * strictEqual(Schema.is(ChartFormat.LineFormatUpdate)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface LineFormatUpdate extends Resource.UpdateOf<typeof lineFormatProperties> {}

/**
 * The schema of {@link LineFormatUpdate}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(ChartFormat.LineFormatUpdate)({ color: 255 }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const LineFormatUpdate: Schema.Schema<LineFormatUpdate> = LineFormat.update

const fillProperties = {}

const fillNavigation = {}

/**
 * The fill of a part of a chart. The service does not return its color.
 * See {@link https://learn.microsoft.com/graph/api/resources/chartfill | chartfill}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const model: ChartFormat.Fill = {}
 * deepStrictEqual(Object.keys(model), Object.keys(ChartFormat.Fill.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Fill extends Resource.ModelOf<typeof fillProperties> {}

/**
 * {@link Fill} as JSON.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: ChartFormat.FillEncoded = {}
 * deepStrictEqual(Schema.decodeSync(ChartFormat.Fill)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface FillEncoded extends Resource.EncodedOf<typeof fillProperties> {}

/**
 * The schema of {@link Fill}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Schema.decodeUnknownSync(ChartFormat.Fill)({}), {})
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Fill: Resource.Resource<
  "workbookChartFill",
  Fill,
  FillEncoded,
  FillUpdate,
  typeof fillNavigation
> = Resource.make("workbookChartFill", { properties: fillProperties, navigation: fillNavigation })

/**
 * The body that updates the fill of a part of a chart. The service does not return its color, inside the update of the resource that it belongs to.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const body: ChartFormat.FillUpdate = {}
 * deepStrictEqual(Object.keys(body), [])
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface FillUpdate extends Resource.UpdateOf<typeof fillProperties> {}

/**
 * The body that fills a part of a chart with one color.
 * See {@link https://learn.microsoft.com/graph/api/chartfill-setsolidcolor | setSolidColor}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: ChartFormat.SetSolidColor = { color: "#FF0000" }
 * strictEqual(Schema.is(ChartFormat.SetSolidColor)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface SetSolidColor extends Schema.Schema.Type<typeof SetSolidColor> {}

/**
 * The schema of {@link SetSolidColor}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(ChartFormat.SetSolidColor)({ color: null }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const SetSolidColor = Schema.Struct({
  /** The color as `#RRGGBB`, or the name of an HTML color, such as `orange`. */
  color: Schema.String
}).annotations({ identifier: "ChartFillSetSolidColor" })

const areaFormatProperties = {}

const areaFormatNavigation = {
  fill: Resource.one("workbookChartFill"),
  font: Resource.part(Font)
}

/**
 * The format of the area of a chart.
 * See {@link https://learn.microsoft.com/graph/api/resources/chartareaformat | chartareaformat}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const model: ChartFormat.AreaFormat = {}
 * deepStrictEqual(Object.keys(model), Object.keys(ChartFormat.AreaFormat.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface AreaFormat extends Resource.ModelOf<typeof areaFormatProperties> {}

/**
 * {@link AreaFormat} as JSON.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: ChartFormat.AreaFormatEncoded = {}
 * deepStrictEqual(Schema.decodeSync(ChartFormat.AreaFormat)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface AreaFormatEncoded extends Resource.EncodedOf<typeof areaFormatProperties> {}

/**
 * The schema of {@link AreaFormat}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Schema.decodeUnknownSync(ChartFormat.AreaFormat)({}), {})
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const AreaFormat: Resource.Resource<
  "workbookChartAreaFormat",
  AreaFormat,
  AreaFormatEncoded,
  AreaFormatUpdate,
  typeof areaFormatNavigation
> = Resource.make("workbookChartAreaFormat", {
  properties: areaFormatProperties,
  navigation: areaFormatNavigation
})

/**
 * The body that updates the format of the area of a chart, inside the update of the resource that it belongs to.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const body: ChartFormat.AreaFormatUpdate = {}
 * deepStrictEqual(Object.keys(body), [])
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface AreaFormatUpdate
  extends Resource.UpdateOf<typeof areaFormatProperties>, Resource.PartsOf<typeof areaFormatNavigation>
{}

const titleFormatProperties = {}

const titleFormatNavigation = {
  fill: Resource.one("workbookChartFill"),
  font: Resource.part(Font)
}

/**
 * The format of the title of a chart.
 * See {@link https://learn.microsoft.com/graph/api/resources/charttitleformat | charttitleformat}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const model: ChartFormat.TitleFormat = {}
 * deepStrictEqual(Object.keys(model), Object.keys(ChartFormat.TitleFormat.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface TitleFormat extends Resource.ModelOf<typeof titleFormatProperties> {}

/**
 * {@link TitleFormat} as JSON.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: ChartFormat.TitleFormatEncoded = {}
 * deepStrictEqual(Schema.decodeSync(ChartFormat.TitleFormat)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface TitleFormatEncoded extends Resource.EncodedOf<typeof titleFormatProperties> {}

/**
 * The schema of {@link TitleFormat}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Schema.decodeUnknownSync(ChartFormat.TitleFormat)({}), {})
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const TitleFormat: Resource.Resource<
  "workbookChartTitleFormat",
  TitleFormat,
  TitleFormatEncoded,
  TitleFormatUpdate,
  typeof titleFormatNavigation
> = Resource.make("workbookChartTitleFormat", {
  properties: titleFormatProperties,
  navigation: titleFormatNavigation
})

/**
 * The body that updates the format of the title of a chart, inside the update of the resource that it belongs to.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const body: ChartFormat.TitleFormatUpdate = {}
 * deepStrictEqual(Object.keys(body), [])
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface TitleFormatUpdate
  extends Resource.UpdateOf<typeof titleFormatProperties>, Resource.PartsOf<typeof titleFormatNavigation>
{}

const legendFormatProperties = {}

const legendFormatNavigation = {
  fill: Resource.one("workbookChartFill"),
  font: Resource.part(Font)
}

/**
 * The format of a legend.
 * See {@link https://learn.microsoft.com/graph/api/resources/chartlegendformat | chartlegendformat}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const model: ChartFormat.LegendFormat = {}
 * deepStrictEqual(Object.keys(model), Object.keys(ChartFormat.LegendFormat.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface LegendFormat extends Resource.ModelOf<typeof legendFormatProperties> {}

/**
 * {@link LegendFormat} as JSON.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: ChartFormat.LegendFormatEncoded = {}
 * deepStrictEqual(Schema.decodeSync(ChartFormat.LegendFormat)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface LegendFormatEncoded extends Resource.EncodedOf<typeof legendFormatProperties> {}

/**
 * The schema of {@link LegendFormat}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Schema.decodeUnknownSync(ChartFormat.LegendFormat)({}), {})
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const LegendFormat: Resource.Resource<
  "workbookChartLegendFormat",
  LegendFormat,
  LegendFormatEncoded,
  LegendFormatUpdate,
  typeof legendFormatNavigation
> = Resource.make("workbookChartLegendFormat", {
  properties: legendFormatProperties,
  navigation: legendFormatNavigation
})

/**
 * The body that updates the format of a legend, inside the update of the resource that it belongs to.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const body: ChartFormat.LegendFormatUpdate = {}
 * deepStrictEqual(Object.keys(body), [])
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface LegendFormatUpdate
  extends Resource.UpdateOf<typeof legendFormatProperties>, Resource.PartsOf<typeof legendFormatNavigation>
{}

const dataLabelFormatProperties = {}

const dataLabelFormatNavigation = {
  fill: Resource.one("workbookChartFill"),
  font: Resource.part(Font)
}

/**
 * The format of data labels.
 * See {@link https://learn.microsoft.com/graph/api/resources/chartdatalabelformat | chartdatalabelformat}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const model: ChartFormat.DataLabelFormat = {}
 * deepStrictEqual(Object.keys(model), Object.keys(ChartFormat.DataLabelFormat.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface DataLabelFormat extends Resource.ModelOf<typeof dataLabelFormatProperties> {}

/**
 * {@link DataLabelFormat} as JSON.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: ChartFormat.DataLabelFormatEncoded = {}
 * deepStrictEqual(Schema.decodeSync(ChartFormat.DataLabelFormat)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface DataLabelFormatEncoded extends Resource.EncodedOf<typeof dataLabelFormatProperties> {}

/**
 * The schema of {@link DataLabelFormat}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Schema.decodeUnknownSync(ChartFormat.DataLabelFormat)({}), {})
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const DataLabelFormat: Resource.Resource<
  "workbookChartDataLabelFormat",
  DataLabelFormat,
  DataLabelFormatEncoded,
  DataLabelFormatUpdate,
  typeof dataLabelFormatNavigation
> = Resource.make("workbookChartDataLabelFormat", {
  properties: dataLabelFormatProperties,
  navigation: dataLabelFormatNavigation
})

/**
 * The body that updates the format of data labels, inside the update of the resource that it belongs to.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const body: ChartFormat.DataLabelFormatUpdate = {}
 * deepStrictEqual(Object.keys(body), [])
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface DataLabelFormatUpdate
  extends Resource.UpdateOf<typeof dataLabelFormatProperties>, Resource.PartsOf<typeof dataLabelFormatNavigation>
{}

const axisFormatProperties = {}

const axisFormatNavigation = {
  font: Resource.part(Font),
  line: Resource.part(LineFormat)
}

/**
 * The format of an axis.
 * See {@link https://learn.microsoft.com/graph/api/resources/chartaxisformat | chartaxisformat}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const model: ChartFormat.AxisFormat = {}
 * deepStrictEqual(Object.keys(model), Object.keys(ChartFormat.AxisFormat.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface AxisFormat extends Resource.ModelOf<typeof axisFormatProperties> {}

/**
 * {@link AxisFormat} as JSON.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: ChartFormat.AxisFormatEncoded = {}
 * deepStrictEqual(Schema.decodeSync(ChartFormat.AxisFormat)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface AxisFormatEncoded extends Resource.EncodedOf<typeof axisFormatProperties> {}

/**
 * The schema of {@link AxisFormat}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Schema.decodeUnknownSync(ChartFormat.AxisFormat)({}), {})
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const AxisFormat: Resource.Resource<
  "workbookChartAxisFormat",
  AxisFormat,
  AxisFormatEncoded,
  AxisFormatUpdate,
  typeof axisFormatNavigation
> = Resource.make("workbookChartAxisFormat", {
  properties: axisFormatProperties,
  navigation: axisFormatNavigation
})

/**
 * The body that updates the format of an axis, inside the update of the resource that it belongs to.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const body: ChartFormat.AxisFormatUpdate = {}
 * deepStrictEqual(Object.keys(body), [])
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface AxisFormatUpdate
  extends Resource.UpdateOf<typeof axisFormatProperties>, Resource.PartsOf<typeof axisFormatNavigation>
{}

const axisTitleFormatProperties = {}

const axisTitleFormatNavigation = {
  font: Resource.part(Font)
}

/**
 * The format of the title of an axis.
 * See {@link https://learn.microsoft.com/graph/api/resources/chartaxistitleformat | chartaxistitleformat}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const model: ChartFormat.AxisTitleFormat = {}
 * deepStrictEqual(Object.keys(model), Object.keys(ChartFormat.AxisTitleFormat.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface AxisTitleFormat extends Resource.ModelOf<typeof axisTitleFormatProperties> {}

/**
 * {@link AxisTitleFormat} as JSON.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: ChartFormat.AxisTitleFormatEncoded = {}
 * deepStrictEqual(Schema.decodeSync(ChartFormat.AxisTitleFormat)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface AxisTitleFormatEncoded extends Resource.EncodedOf<typeof axisTitleFormatProperties> {}

/**
 * The schema of {@link AxisTitleFormat}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Schema.decodeUnknownSync(ChartFormat.AxisTitleFormat)({}), {})
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const AxisTitleFormat: Resource.Resource<
  "workbookChartAxisTitleFormat",
  AxisTitleFormat,
  AxisTitleFormatEncoded,
  AxisTitleFormatUpdate,
  typeof axisTitleFormatNavigation
> = Resource.make("workbookChartAxisTitleFormat", {
  properties: axisTitleFormatProperties,
  navigation: axisTitleFormatNavigation
})

/**
 * The body that updates the format of the title of an axis, inside the update of the resource that it belongs to.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const body: ChartFormat.AxisTitleFormatUpdate = {}
 * deepStrictEqual(Object.keys(body), [])
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface AxisTitleFormatUpdate
  extends Resource.UpdateOf<typeof axisTitleFormatProperties>, Resource.PartsOf<typeof axisTitleFormatNavigation>
{}

const gridlinesFormatProperties = {}

const gridlinesFormatNavigation = {
  line: Resource.part(LineFormat)
}

/**
 * The format of gridlines.
 * See {@link https://learn.microsoft.com/graph/api/resources/chartgridlinesformat | chartgridlinesformat}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const model: ChartFormat.GridlinesFormat = {}
 * deepStrictEqual(Object.keys(model), Object.keys(ChartFormat.GridlinesFormat.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface GridlinesFormat extends Resource.ModelOf<typeof gridlinesFormatProperties> {}

/**
 * {@link GridlinesFormat} as JSON.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: ChartFormat.GridlinesFormatEncoded = {}
 * deepStrictEqual(Schema.decodeSync(ChartFormat.GridlinesFormat)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface GridlinesFormatEncoded extends Resource.EncodedOf<typeof gridlinesFormatProperties> {}

/**
 * The schema of {@link GridlinesFormat}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Schema.decodeUnknownSync(ChartFormat.GridlinesFormat)({}), {})
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const GridlinesFormat: Resource.Resource<
  "workbookChartGridlinesFormat",
  GridlinesFormat,
  GridlinesFormatEncoded,
  GridlinesFormatUpdate,
  typeof gridlinesFormatNavigation
> = Resource.make("workbookChartGridlinesFormat", {
  properties: gridlinesFormatProperties,
  navigation: gridlinesFormatNavigation
})

/**
 * The body that updates the format of gridlines, inside the update of the resource that it belongs to.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const body: ChartFormat.GridlinesFormatUpdate = {}
 * deepStrictEqual(Object.keys(body), [])
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface GridlinesFormatUpdate
  extends Resource.UpdateOf<typeof gridlinesFormatProperties>, Resource.PartsOf<typeof gridlinesFormatNavigation>
{}

const seriesFormatProperties = {}

const seriesFormatNavigation = {
  fill: Resource.one("workbookChartFill"),
  line: Resource.part(LineFormat)
}

/**
 * The format of a series.
 * See {@link https://learn.microsoft.com/graph/api/resources/chartseriesformat | chartseriesformat}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const model: ChartFormat.SeriesFormat = {}
 * deepStrictEqual(Object.keys(model), Object.keys(ChartFormat.SeriesFormat.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface SeriesFormat extends Resource.ModelOf<typeof seriesFormatProperties> {}

/**
 * {@link SeriesFormat} as JSON.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: ChartFormat.SeriesFormatEncoded = {}
 * deepStrictEqual(Schema.decodeSync(ChartFormat.SeriesFormat)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface SeriesFormatEncoded extends Resource.EncodedOf<typeof seriesFormatProperties> {}

/**
 * The schema of {@link SeriesFormat}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Schema.decodeUnknownSync(ChartFormat.SeriesFormat)({}), {})
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const SeriesFormat: Resource.Resource<
  "workbookChartSeriesFormat",
  SeriesFormat,
  SeriesFormatEncoded,
  SeriesFormatUpdate,
  typeof seriesFormatNavigation
> = Resource.make("workbookChartSeriesFormat", {
  properties: seriesFormatProperties,
  navigation: seriesFormatNavigation
})

/**
 * The body that updates the format of a series, inside the update of the resource that it belongs to.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const body: ChartFormat.SeriesFormatUpdate = {}
 * deepStrictEqual(Object.keys(body), [])
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface SeriesFormatUpdate
  extends Resource.UpdateOf<typeof seriesFormatProperties>, Resource.PartsOf<typeof seriesFormatNavigation>
{}

const pointFormatProperties = {}

const pointFormatNavigation = {
  fill: Resource.one("workbookChartFill")
}

/**
 * The format of a point.
 * See {@link https://learn.microsoft.com/graph/api/resources/chartpointformat | chartpointformat}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const model: ChartFormat.PointFormat = {}
 * deepStrictEqual(Object.keys(model), Object.keys(ChartFormat.PointFormat.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface PointFormat extends Resource.ModelOf<typeof pointFormatProperties> {}

/**
 * {@link PointFormat} as JSON.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: ChartFormat.PointFormatEncoded = {}
 * deepStrictEqual(Schema.decodeSync(ChartFormat.PointFormat)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface PointFormatEncoded extends Resource.EncodedOf<typeof pointFormatProperties> {}

/**
 * The schema of {@link PointFormat}.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Schema.decodeUnknownSync(ChartFormat.PointFormat)({}), {})
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const PointFormat: Resource.Resource<
  "workbookChartPointFormat",
  PointFormat,
  PointFormatEncoded,
  PointFormatUpdate,
  typeof pointFormatNavigation
> = Resource.make("workbookChartPointFormat", {
  properties: pointFormatProperties,
  navigation: pointFormatNavigation
})

/**
 * The body that updates the format of a point, inside the update of the resource that it belongs to.
 *
 * @example
 * ```ts
 * import { ChartFormat } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const body: ChartFormat.PointFormatUpdate = {}
 * deepStrictEqual(Object.keys(body), [])
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface PointFormatUpdate extends Resource.UpdateOf<typeof pointFormatProperties> {}
