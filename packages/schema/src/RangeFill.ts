/**
 * The fill of a range: its background colour.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Resource from "./Resource.js"

const properties = {
  /**
   * The background colour as `#RRGGBB`. It is `#FFFFFF` for cells without a fill, and `null` if the cells do not have
   * the same colour. Colours of the theme are resolved. A write also takes `RRGGBB` and the name of an HTML colour such
   * as `orange`, and makes the fill solid.
   */
  color: Resource.writable(Schema.NullOr(Schema.String), Schema.String)
}

const navigation = {}

/**
 * The fill of a range.
 * See {@link https://learn.microsoft.com/graph/api/resources/rangefill | rangefill}.
 *
 * @example
 * ```ts
 * import { Resource, RangeFill } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof RangeFill.RangeFill> = ["color"]
 * deepStrictEqual(Resource.pick(RangeFill.RangeFill, { select: names }).query, { $select: "color" })
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface RangeFill extends Resource.ModelOf<typeof properties> {}

/**
 * {@link RangeFill} as JSON.
 *
 * @example
 * ```ts
 * import { RangeFill } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: RangeFill.RangeFillEncoded = { color: "#FFA500" }
 * deepStrictEqual(Schema.decodeSync(RangeFill.RangeFill)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface RangeFillEncoded extends Resource.EncodedOf<typeof properties> {}

/**
 * The schema of {@link RangeFill}.
 *
 * @example
 * ```ts
 * import { RangeFill } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(RangeFill.RangeFill.type, "workbookRangeFill")
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const RangeFill: Resource.Resource<
  "workbookRangeFill",
  RangeFill,
  RangeFillEncoded,
  Update,
  typeof navigation
> = Resource.make("workbookRangeFill", { properties, navigation })

/**
 * The body that updates the fill of a range. Properties that are left out stay unchanged.
 * See {@link https://learn.microsoft.com/graph/api/rangefill-update | update rangefill}.
 *
 * @example
 * ```ts
 * import { RangeFill } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: RangeFill.Update = { color: "orange" }
 * strictEqual(Schema.is(RangeFill.Update)(body), true)
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
 * import { RangeFill } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(RangeFill.Update)({ color: 1 }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Update: Schema.Schema<Update> = RangeFill.update
