/**
 * The visible cells of ranges.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as CellValue from "./CellValue.js"
import * as Resource from "./Resource.js"

const NullableMatrix = Schema.NullOr(CellValue.Matrix)

const properties = {
  /** The addresses of the cells, such as `Data!A1`. */
  cellAddresses: Resource.readOnly(NullableMatrix),
  /** The number of visible columns. */
  columnCount: Resource.readOnly(Schema.Int),
  /** The formulas in A1 notation. For a cell without a formula, its value. */
  formulas: Resource.readOnly(NullableMatrix),
  /** The formulas in A1 notation and in the language of the user. */
  formulasLocal: Resource.readOnly(NullableMatrix),
  /** The formulas in R1C1 notation. */
  formulasR1C1: Resource.readOnly(NullableMatrix),
  /** The zero-based index among the rows of the view that it belongs to, or 0 for the view of a range. */
  index: Resource.readOnly(Schema.Int),
  /** The number format codes. */
  numberFormat: Resource.readOnly(NullableMatrix),
  /** The number of visible rows. */
  rowCount: Resource.readOnly(Schema.Int),
  /** The text of the cells as Excel displays it. */
  text: Resource.readOnly(NullableMatrix),
  /** The values of the cells. */
  values: Resource.readOnly(NullableMatrix),
  /** The types of the values: `Empty`, `String`, `Double`, `Boolean`, `Error`. */
  valueTypes: Resource.readOnly(NullableMatrix)
}

const navigation = {
  /** The visible rows, each of which is a view with one row. */
  rows: Resource.many("workbookRangeView")
}

/**
 * The visible cells of a range: those whose row and column are not hidden. Matrices such as `values` have only the
 * visible rows and columns. They are `null` for whole rows or columns, and for ranges that are too large.
 * See {@link https://learn.microsoft.com/graph/api/resources/workbookrangeview | workbookRangeView}.
 *
 * @example
 * ```ts
 * import { RangeView, Resource } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof RangeView.RangeView> = ["cellAddresses", "values"]
 * deepStrictEqual(Resource.pick(RangeView.RangeView, { select: names }).query, { $select: names.join(",") })
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface RangeView extends Resource.ModelOf<typeof properties> {}

/**
 * {@link RangeView} as JSON.
 *
 * @example
 * ```ts
 * import { RangeView, Resource } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: Pick<RangeView.RangeViewEncoded, "rowCount" | "values"> = { rowCount: 1, values: [["Oslo", 42]] }
 * const decode = Resource.decodeUnknown(Resource.pick(RangeView.RangeView, { select: ["rowCount", "values"] }))
 * deepStrictEqual(decode(json), Either.right(json))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface RangeViewEncoded extends Resource.EncodedOf<typeof properties> {}

/**
 * The schema of {@link RangeView}.
 *
 * @example
 * ```ts
 * import { RangeView } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Object.keys(RangeView.RangeView.navigation), ["rows"])
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const RangeView: Resource.Resource<
  "workbookRangeView",
  RangeView,
  RangeViewEncoded,
  {},
  typeof navigation
> = Resource.make("workbookRangeView", { properties, navigation })
