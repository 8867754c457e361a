/**
 * Sorts of ranges.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Resource from "./Resource.js"
import * as SortField from "./SortField.js"

/**
 * The sort of a range. It has no properties, because a range does not keep the conditions that it was sorted by.
 * See {@link https://learn.microsoft.com/graph/api/resources/rangesort | rangeSort}.
 *
 * @example
 * ```ts
 * import { RangeSort } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const sort: RangeSort.RangeSort = {}
 * strictEqual(Schema.is(RangeSort.RangeSort)(sort), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface RangeSort extends Resource.ModelOf<{}> {}

/**
 * {@link RangeSort} as JSON.
 *
 * @example
 * ```ts
 * import { RangeSort } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: RangeSort.RangeSortEncoded = {}
 * deepStrictEqual(Schema.decodeSync(RangeSort.RangeSort)(json), {})
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface RangeSortEncoded extends Resource.EncodedOf<{}> {}

/**
 * The schema of {@link RangeSort}.
 *
 * @example
 * ```ts
 * import { RangeSort } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(RangeSort.RangeSort.type, "workbookRangeSort")
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const RangeSort: Resource.Resource<"workbookRangeSort", RangeSort, RangeSortEncoded, {}, {}> = Resource.make(
  "workbookRangeSort",
  { properties: {}, navigation: {} }
)

/**
 * Whether rows or columns are sorted.
 *
 * @category models
 * @since 0.1.0
 */
export type Orientation = typeof Orientation.Type

/**
 * The schema of {@link Orientation}.
 *
 * @example
 * ```ts
 * import { RangeSort } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(RangeSort.Orientation)("Columns"), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Orientation = Schema.Literal("Rows", "Columns")

/**
 * The body that sorts a range. Rows that are equal by all conditions keep their order.
 * See {@link https://learn.microsoft.com/graph/api/rangesort-apply | rangeSort: apply}.
 *
 * @example
 * ```ts
 * import { RangeSort } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: RangeSort.Apply = { fields: [{ key: 1, ascending: false }, { key: 0 }], hasHeaders: true }
 * strictEqual(Schema.is(RangeSort.Apply)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Apply extends Schema.Schema.Type<typeof Apply> {}

/**
 * The schema of {@link Apply}.
 *
 * @example
 * ```ts
 * import { RangeSort } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(RangeSort.Apply)({ hasHeaders: true }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Apply = Schema.Struct({
  /** The conditions, from 1 to 64. The next one decides where rows are equal by the one before. */
  fields: Schema.Array(SortField.Input),
  /** Whether the case of letters matters. The default is `false`. */
  matchCase: Schema.optional(Schema.Boolean),
  /** Whether the first row, or the first column if columns are sorted, stays where it is. The default is `false`. */
  hasHeaders: Schema.optional(Schema.Boolean),
  /** Whether rows or columns are sorted. The default is `Rows`. */
  orientation: Schema.optional(Orientation),
  /** The order of Chinese characters. The default is `PinYin`. */
  method: Schema.optional(SortField.Method)
}).annotations({ identifier: "RangeSortApply" })
