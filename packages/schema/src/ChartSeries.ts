/**
 * The series of a chart, and their points.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as CellValue from "./CellValue.js"
import * as ChartFormat from "./ChartFormat.js"
import * as Resource from "./Resource.js"

const pointProperties = {
  /** The value of the point. It is that of the cell. */
  value: Resource.readOnly(CellValue.CellValue)
}

const pointNavigation = {
  format: Resource.one("workbookChartPointFormat")
}

/**
 * A point of a series.
 * See {@link https://learn.microsoft.com/graph/api/resources/chartpoint | chartpoint}.
 *
 * @example
 * ```ts
 * import { ChartSeries } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof ChartSeries.Point> = ["value"]
 * deepStrictEqual(names, Object.keys(ChartSeries.Point.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Point extends Resource.ModelOf<typeof pointProperties> {}

/**
 * {@link Point} as JSON.
 *
 * @example
 * ```ts
 * import { ChartSeries } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: ChartSeries.PointEncoded = { value: 42 }
 * deepStrictEqual(Schema.decodeSync(ChartSeries.Point)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface PointEncoded extends Resource.EncodedOf<typeof pointProperties> {}

/**
 * The schema of {@link Point}.
 *
 * @example
 * ```ts
 * import { ChartSeries } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json = { value: 42 }
 * deepStrictEqual(Schema.decodeUnknownSync(ChartSeries.Point)({ "@odata.id": "…", ...json }), json)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Point: Resource.Resource<
  "workbookChartPoint",
  Point,
  PointEncoded,
  PointUpdate,
  typeof pointNavigation
> = Resource.make("workbookChartPoint", { properties: pointProperties, navigation: pointNavigation })

/**
 * The body that updates a point of a series, inside the update of the resource that it belongs to.
 *
 * @example
 * ```ts
 * import { ChartSeries } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const body: ChartSeries.PointUpdate = {}
 * deepStrictEqual(Object.keys(body), [])
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface PointUpdate extends Resource.UpdateOf<typeof pointProperties> {}

/**
 * The body that adds a point at the end of a series.
 * See {@link https://learn.microsoft.com/graph/api/chartseries-post-points | create chartPoint}.
 *
 * @example
 * ```ts
 * import { ChartSeries } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: ChartSeries.CreatePoint = { value: 42 }
 * strictEqual(Schema.is(ChartSeries.CreatePoint)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface CreatePoint extends Schema.Schema.Type<typeof CreatePoint> {}

/**
 * The schema of {@link CreatePoint}.
 *
 * @example
 * ```ts
 * import { ChartSeries } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(ChartSeries.CreatePoint)({ value: [42] }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const CreatePoint = Schema.Struct({
  /** The value of the point, which is none by default. */
  value: Schema.optional(CellValue.CellValue)
}).annotations({ identifier: "ChartPointCreate" })

const properties = {
  /** The name, which the legend shows. */
  name: Resource.writable(Schema.NullOr(Schema.String), Schema.String)
}

const navigation = {
  format: Resource.part(ChartFormat.SeriesFormat),
  points: Resource.many("workbookChartPoint")
}

/**
 * A series of a chart.
 * See {@link https://learn.microsoft.com/graph/api/resources/chartseries | chartseries}.
 *
 * @example
 * ```ts
 * import { ChartSeries } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof ChartSeries.ChartSeries> = ["name"]
 * deepStrictEqual(names, Object.keys(ChartSeries.ChartSeries.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface ChartSeries extends Resource.ModelOf<typeof properties> {}

/**
 * {@link ChartSeries} as JSON.
 *
 * @example
 * ```ts
 * import { ChartSeries } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: ChartSeries.ChartSeriesEncoded = { name: "Sales" }
 * deepStrictEqual(Schema.decodeSync(ChartSeries.ChartSeries)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface ChartSeriesEncoded extends Resource.EncodedOf<typeof properties> {}

/**
 * The schema of {@link ChartSeries}.
 *
 * @example
 * ```ts
 * import { ChartSeries } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json = { name: "Sales" }
 * deepStrictEqual(Schema.decodeUnknownSync(ChartSeries.ChartSeries)({ "@odata.id": "…", ...json }), json)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const ChartSeries: Resource.Resource<
  "workbookChartSeries",
  ChartSeries,
  ChartSeriesEncoded,
  Update,
  typeof navigation
> = Resource.make("workbookChartSeries", { properties, navigation })

/**
 * The body that updates a series.
 * See {@link https://learn.microsoft.com/graph/api/chartseries-update | update chartSeries}.
 *
 * @example
 * ```ts
 * import { ChartSeries } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: ChartSeries.Update = { name: "Sales" }
 * strictEqual(Schema.is(ChartSeries.Update)(body), true)
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
 * import { ChartSeries } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(ChartSeries.Update)({ name: 1 }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Update: Schema.Schema<Update> = ChartSeries.update

/**
 * The body that adds a series.
 * See {@link https://learn.microsoft.com/graph/api/chart-post-series | create chartSeries}.
 *
 * @example
 * ```ts
 * import { ChartSeries } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: ChartSeries.Create = { name: "Forecast" }
 * strictEqual(Schema.is(ChartSeries.Create)(body), true)
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
 * import { ChartSeries } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(ChartSeries.Create)({ name: 1 }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Create = Schema.Struct({
  /** The name, which Excel chooses by default. */
  name: Schema.optional(Schema.NullOr(Schema.String))
}).annotations({ identifier: "ChartSeriesCreate" })
