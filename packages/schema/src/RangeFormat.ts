/**
 * The format of a range: its alignment, the width of its columns and the height of its rows.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as OpenLiteral from "./OpenLiteral.js"
import * as Resource from "./Resource.js"

const horizontal = [
  "General",
  "Left",
  "Center",
  "Right",
  "Fill",
  "Justify",
  "CenterAcrossSelection",
  "Distributed"
] as const
const vertical = ["Top", "Center", "Bottom", "Justify", "Distributed"] as const

const properties = {
  /**
   * The width of the columns in points, `0` for hidden columns. This is not the unit of the column width in Excel, which
   * is the width of a digit: with the font Calibri 11, a column of 8.43 digits has 48 points. Excel rounds the width to
   * whole pixels of 0.75 points. It is at most 255 digits wide. A write of `0` hides the columns.
   */
  columnWidth: Resource.writable(Schema.NullOr(Schema.JsonNumber), Schema.JsonNumber),
  /** The horizontal alignment. `General` aligns texts to the left, and numbers to the right. */
  horizontalAlignment: Resource.writable(
    Schema.NullOr(OpenLiteral.make(...horizontal)),
    Schema.Literal(...horizontal)
  ),
  /** The height of the rows in points, `0` for hidden rows. It is at most 409.5. A write of `0` hides the rows. */
  rowHeight: Resource.writable(Schema.NullOr(Schema.JsonNumber), Schema.JsonNumber),
  /** The vertical alignment. */
  verticalAlignment: Resource.writable(Schema.NullOr(OpenLiteral.make(...vertical)), Schema.Literal(...vertical)),
  /** Whether text that is wider than its cell is wrapped. */
  wrapText: Resource.writable(Schema.NullOr(Schema.Boolean), Schema.Boolean)
}

const navigation = {
  /** The borders of the range: one for each side. */
  borders: Resource.many("workbookRangeBorder"),
  /** The fill of the range. */
  fill: Resource.one("workbookRangeFill"),
  /** The font of the range. */
  font: Resource.one("workbookRangeFont"),
  /** The protection of the range. */
  protection: Resource.one("workbookFormatProtection")
}

/**
 * The format of a range. A property is `null` if the cells, columns or rows do not have the same value.
 * See {@link https://learn.microsoft.com/graph/api/resources/rangeformat | rangeformat}.
 *
 * @example
 * ```ts
 * import { Resource, RangeFormat } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof RangeFormat.RangeFormat> = ["columnWidth"]
 * deepStrictEqual(Resource.pick(RangeFormat.RangeFormat, { select: names }).query, { $select: "columnWidth" })
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface RangeFormat extends Resource.ModelOf<typeof properties> {}

/**
 * {@link RangeFormat} as JSON.
 *
 * @example
 * ```ts
 * import { RangeFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: RangeFormat.RangeFormatEncoded = {
 *   columnWidth: 135,
 *   horizontalAlignment: "General",
 *   rowHeight: 49,
 *   verticalAlignment: "Top",
 *   wrapText: null
 * }
 * deepStrictEqual(Schema.decodeSync(RangeFormat.RangeFormat)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface RangeFormatEncoded extends Resource.EncodedOf<typeof properties> {}

/**
 * The schema of {@link RangeFormat}.
 *
 * @example
 * ```ts
 * import { RangeFormat } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(RangeFormat.RangeFormat.type, "workbookRangeFormat")
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const RangeFormat: Resource.Resource<
  "workbookRangeFormat",
  RangeFormat,
  RangeFormatEncoded,
  Update,
  typeof navigation
> = Resource.make("workbookRangeFormat", { properties, navigation })

/**
 * The body that updates the format of a range. Properties that are left out stay unchanged. Fill, font, borders and protection are resources of their own, which have their
 * own updates.
 * See {@link https://learn.microsoft.com/graph/api/rangeformat-update | update rangeformat}.
 *
 * @example
 * ```ts
 * import { RangeFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: RangeFormat.Update = { columnWidth: 135, verticalAlignment: "Top" }
 * strictEqual(Schema.is(RangeFormat.Update)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Update extends Resource.UpdateOf<typeof properties> {}

/**
 * The schema of {@link Update}.
 *
 * @example
 * ```ts
 * import { RangeFormat } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(RangeFormat.Update)({ verticalAlignment: "Middle" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Update: Schema.Schema<Update> = RangeFormat.update
