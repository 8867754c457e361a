/**
 * The axes of a chart, with their titles and gridlines.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as ChartFormat from "./ChartFormat.js"
import * as Resource from "./Resource.js"

/** A number. A write also accepts `""`, which makes Excel choose the number. */
const scale = Resource.writable(
  Schema.NullOr(Schema.Union(Schema.JsonNumber, Schema.String)),
  Schema.Union(Schema.JsonNumber, Schema.Literal(""))
)

const titleProperties = {
  /** The text. A write makes the title visible. */
  text: Resource.writable(Schema.NullOr(Schema.String), Schema.String),
  visible: Resource.writable(Schema.Boolean)
}

const titleNavigation = {
  format: Resource.part(ChartFormat.AxisTitleFormat)
}

/**
 * The title of an axis.
 * See {@link https://learn.microsoft.com/graph/api/resources/chartaxistitle | chartaxistitle}.
 *
 * @example
 * ```ts
 * import { ChartAxis } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof ChartAxis.Title> = ["text", "visible"]
 * deepStrictEqual(names, Object.keys(ChartAxis.Title.properties))
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
 * import { ChartAxis } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: ChartAxis.TitleEncoded = { text: "Sales", visible: true }
 * deepStrictEqual(Schema.decodeSync(ChartAxis.Title)(json), json)
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
 * import { ChartAxis } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json = { text: "Sales", visible: true }
 * deepStrictEqual(Schema.decodeUnknownSync(ChartAxis.Title)({ "@odata.id": "…", ...json }), json)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Title: Resource.Resource<
  "workbookChartAxisTitle",
  Title,
  TitleEncoded,
  TitleUpdate,
  typeof titleNavigation
> = Resource.make("workbookChartAxisTitle", { properties: titleProperties, navigation: titleNavigation })

/**
 * The body that updates the title of an axis.
 * See {@link https://learn.microsoft.com/graph/api/chartaxistitle-update | update chartAxisTitle}.
 *
 * @example
 * ```ts
 * import { ChartAxis } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: ChartAxis.TitleUpdate = { text: "Sales in euros" }
 * strictEqual(Schema.is(ChartAxis.TitleUpdate)(body), true)
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
 * import { ChartAxis } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(ChartAxis.TitleUpdate)({ visible: "yes" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const TitleUpdate: Schema.Schema<TitleUpdate> = Title.update

const gridlinesProperties = {
  visible: Resource.writable(Schema.Boolean)
}

const gridlinesNavigation = {
  format: Resource.part(ChartFormat.GridlinesFormat)
}

/**
 * The major or minor gridlines of an axis.
 * See {@link https://learn.microsoft.com/graph/api/resources/chartgridlines | chartgridlines}.
 *
 * @example
 * ```ts
 * import { ChartAxis } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof ChartAxis.Gridlines> = ["visible"]
 * deepStrictEqual(names, Object.keys(ChartAxis.Gridlines.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Gridlines extends Resource.ModelOf<typeof gridlinesProperties> {}

/**
 * {@link Gridlines} as JSON.
 *
 * @example
 * ```ts
 * import { ChartAxis } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: ChartAxis.GridlinesEncoded = { visible: true }
 * deepStrictEqual(Schema.decodeSync(ChartAxis.Gridlines)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface GridlinesEncoded extends Resource.EncodedOf<typeof gridlinesProperties> {}

/**
 * The schema of {@link Gridlines}.
 *
 * @example
 * ```ts
 * import { ChartAxis } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json = { visible: true }
 * deepStrictEqual(Schema.decodeUnknownSync(ChartAxis.Gridlines)({ "@odata.id": "…", ...json }), json)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Gridlines: Resource.Resource<
  "workbookChartGridlines",
  Gridlines,
  GridlinesEncoded,
  GridlinesUpdate,
  typeof gridlinesNavigation
> = Resource.make("workbookChartGridlines", {
  properties: gridlinesProperties,
  navigation: gridlinesNavigation
})

/**
 * The body that shows or hides gridlines.
 * See {@link https://learn.microsoft.com/graph/api/chartgridlines-update | update chartGridlines}.
 *
 * @example
 * ```ts
 * import { ChartAxis } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: ChartAxis.GridlinesUpdate = { visible: true }
 * strictEqual(Schema.is(ChartAxis.GridlinesUpdate)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface GridlinesUpdate
  extends Resource.UpdateOf<typeof gridlinesProperties>, Resource.PartsOf<typeof gridlinesNavigation>
{}

/**
 * The schema of {@link GridlinesUpdate}.
 *
 * @example
 * ```ts
 * import { ChartAxis } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(ChartAxis.GridlinesUpdate)({ visible: 1 }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const GridlinesUpdate: Schema.Schema<GridlinesUpdate> = Gridlines.update

const properties = {
  /**
   * The distance between two major tick marks. `""` makes Excel choose it. A read returns the number that is used,
   * and `null` for an axis with categories.
   */
  majorUnit: scale,
  /**
   * The greatest number of the axis. `""` makes Excel choose it. A read returns the number that is used, and `null`
   * for an axis with categories.
   */
  maximum: scale,
  /**
   * The least number of the axis. `""` makes Excel choose it. A read returns the number that is used, and `null` for
   * an axis with categories.
   */
  minimum: scale,
  /**
   * The distance between two minor tick marks. `""` makes Excel choose it. A read returns the number that is used,
   * and `null` for an axis with categories.
   */
  minorUnit: scale
}

const navigation = {
  format: Resource.part(ChartFormat.AxisFormat),
  majorGridlines: Resource.part(Gridlines),
  minorGridlines: Resource.part(Gridlines),
  title: Resource.part(Title)
}

/**
 * An axis of a chart.
 * See {@link https://learn.microsoft.com/graph/api/resources/chartaxis | chartaxis}.
 *
 * @example
 * ```ts
 * import { ChartAxis } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof ChartAxis.ChartAxis> = ["majorUnit", "maximum", "minimum", "minorUnit"]
 * deepStrictEqual(names, Object.keys(ChartAxis.ChartAxis.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface ChartAxis extends Resource.ModelOf<typeof properties> {}

/**
 * {@link ChartAxis} as JSON.
 *
 * @example
 * ```ts
 * import { ChartAxis } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: ChartAxis.ChartAxisEncoded = { majorUnit: 10, maximum: 100, minimum: 0, minorUnit: 2 }
 * deepStrictEqual(Schema.decodeSync(ChartAxis.ChartAxis)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface ChartAxisEncoded extends Resource.EncodedOf<typeof properties> {}

/**
 * The schema of {@link ChartAxis}.
 *
 * @example
 * ```ts
 * import { ChartAxis } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json = { majorUnit: 10, maximum: 100, minimum: 0, minorUnit: 2 }
 * deepStrictEqual(Schema.decodeUnknownSync(ChartAxis.ChartAxis)({ "@odata.id": "…", ...json }), json)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const ChartAxis: Resource.Resource<
  "workbookChartAxis",
  ChartAxis,
  ChartAxisEncoded,
  Update,
  typeof navigation
> = Resource.make("workbookChartAxis", { properties, navigation })

/**
 * The body that updates an axis. Properties that are left out stay unchanged.
 * See {@link https://learn.microsoft.com/graph/api/chartaxis-update | update chartAxis}.
 *
 * @example
 * ```ts
 * import { ChartAxis } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: ChartAxis.Update = { minimum: 0, maximum: "" }
 * strictEqual(Schema.is(ChartAxis.Update)(body), true)
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
 * import { ChartAxis } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(ChartAxis.Update)({ minimum: "zero" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Update: Schema.Schema<Update> = ChartAxis.update

const axesProperties = {}

const axesNavigation = {
  /** The axis with the categories, or with the x values of a scatter chart. */
  categoryAxis: Resource.part(ChartAxis),
  /** The axis with the series of some 3-D charts. Other charts have none. */
  seriesAxis: Resource.part(ChartAxis),
  valueAxis: Resource.part(ChartAxis)
}

/**
 * The axes of a chart.
 * See {@link https://learn.microsoft.com/graph/api/resources/chartaxes | chartaxes}.
 *
 * @example
 * ```ts
 * import { ChartAxis } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const model: ChartAxis.Axes = {}
 * deepStrictEqual(Object.keys(model), Object.keys(ChartAxis.Axes.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Axes extends Resource.ModelOf<typeof axesProperties> {}

/**
 * {@link Axes} as JSON.
 *
 * @example
 * ```ts
 * import { ChartAxis } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: ChartAxis.AxesEncoded = {}
 * deepStrictEqual(Schema.decodeSync(ChartAxis.Axes)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface AxesEncoded extends Resource.EncodedOf<typeof axesProperties> {}

/**
 * The schema of {@link Axes}.
 *
 * @example
 * ```ts
 * import { ChartAxis } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Schema.decodeUnknownSync(ChartAxis.Axes)({}), {})
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Axes: Resource.Resource<
  "workbookChartAxes",
  Axes,
  AxesEncoded,
  AxesUpdate,
  typeof axesNavigation
> = Resource.make("workbookChartAxes", { properties: axesProperties, navigation: axesNavigation })

/**
 * The body that updates the axes of a chart, inside the update of the resource that it belongs to.
 *
 * @example
 * ```ts
 * import { ChartAxis } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const body: ChartAxis.AxesUpdate = {}
 * deepStrictEqual(Object.keys(body), [])
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface AxesUpdate extends Resource.UpdateOf<typeof axesProperties>, Resource.PartsOf<typeof axesNavigation> {}
