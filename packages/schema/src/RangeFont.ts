/**
 * The font of a range.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as OpenLiteral from "./OpenLiteral.js"
import * as Resource from "./Resource.js"

const NullableBoolean = Schema.NullOr(Schema.Boolean)

const underlines = ["None", "Single", "Double", "SingleAccountant", "DoubleAccountant"] as const

const properties = {
  /** Whether the text is bold. */
  bold: Resource.writable(NullableBoolean, Schema.Boolean),
  /**
   * The colour of the text as `#RRGGBB`, `#000000` for the automatic colour. Colours of the theme are resolved. A write
   * also takes `RRGGBB` and the name of an HTML colour such as `orange`.
   */
  color: Resource.writable(Schema.NullOr(Schema.String), Schema.String),
  /** Whether the text is italic. */
  italic: Resource.writable(NullableBoolean, Schema.Boolean),
  /** The name of the font, such as `Calibri`. */
  name: Resource.writable(Schema.NullOr(Schema.String), Schema.String),
  /** The size in points, from 1 to 409. */
  size: Resource.writable(Schema.NullOr(Schema.JsonNumber), Schema.JsonNumber),
  /** The kind of underline. */
  underline: Resource.writable(Schema.NullOr(OpenLiteral.make(...underlines)), Schema.Literal(...underlines))
}

const navigation = {}

/**
 * The font of a range. A property is `null` if the cells do not have the same value.
 * See {@link https://learn.microsoft.com/graph/api/resources/rangefont | rangefont}.
 *
 * @example
 * ```ts
 * import { Resource, RangeFont } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof RangeFont.RangeFont> = ["bold"]
 * deepStrictEqual(Resource.pick(RangeFont.RangeFont, { select: names }).query, { $select: "bold" })
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface RangeFont extends Resource.ModelOf<typeof properties> {}

/**
 * {@link RangeFont} as JSON.
 *
 * @example
 * ```ts
 * import { RangeFont } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: RangeFont.RangeFontEncoded = { bold: true, color: "#4B180E", italic: false, name: "Calibri", size: 26, underline: "None" }
 * deepStrictEqual(Schema.decodeSync(RangeFont.RangeFont)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface RangeFontEncoded extends Resource.EncodedOf<typeof properties> {}

/**
 * The schema of {@link RangeFont}.
 *
 * @example
 * ```ts
 * import { RangeFont } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(RangeFont.RangeFont.type, "workbookRangeFont")
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const RangeFont: Resource.Resource<
  "workbookRangeFont",
  RangeFont,
  RangeFontEncoded,
  Update,
  typeof navigation
> = Resource.make("workbookRangeFont", { properties, navigation })

/**
 * The body that updates the font of a range. Properties that are left out stay unchanged.
 * See {@link https://learn.microsoft.com/graph/api/rangefont-update | update rangefont}.
 *
 * @example
 * ```ts
 * import { RangeFont } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: RangeFont.Update = { bold: true, size: 26 }
 * strictEqual(Schema.is(RangeFont.Update)(body), true)
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
 * import { RangeFont } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(RangeFont.Update)({ underline: "Wavy" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Update: Schema.Schema<Update> = RangeFont.update
