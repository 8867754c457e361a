/**
 * The borders of a range.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as OpenLiteral from "./OpenLiteral.js"
import * as Resource from "./Resource.js"

/**
 * The schema of {@link Side}. The position of a side is its index in `itemAt`.
 *
 * @example
 * ```ts
 * import { RangeBorder } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(RangeBorder.Side)("EdgeTop"), true)
 * strictEqual(RangeBorder.Side.literals.indexOf("InsideVertical"), 4)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Side = Schema.Literal(
  "EdgeTop",
  "EdgeBottom",
  "EdgeLeft",
  "EdgeRight",
  "InsideVertical",
  "InsideHorizontal",
  "DiagonalDown",
  "DiagonalUp"
)

/**
 * A side of a range. The edges are around the whole range, the inside borders between its columns and rows, and the
 * diagonals go through each cell.
 *
 * @category models
 * @since 0.1.0
 */
export type Side = typeof Side.Type

const styles = ["None", "Continuous", "Dash", "DashDot", "DashDotDot", "Dot", "Double", "SlantDashDot"] as const
const weights = ["Hairline", "Thin", "Medium", "Thick"] as const
const Style = Schema.Literal(...styles)
const Weight = Schema.Literal(...weights)

const properties = {
  /** The side, which is also the key of the border. */
  id: Resource.readOnly(OpenLiteral.make(...Side.literals)),
  /**
   * The colour as `#RRGGBB`, `#000000` for the automatic colour. Colours of the theme are resolved. A write also takes
   * `RRGGBB` and the name of an HTML colour such as `orange`.
   */
  color: Resource.writable(Schema.NullOr(Schema.String), Schema.String),
  /** The side. */
  sideIndex: Resource.readOnly(Schema.NullOr(OpenLiteral.make(...Side.literals))),
  /**
   * The style of the line. A write of the colour or the weight of a border with the style `None` makes it
   * `Continuous`.
   */
  style: Resource.writable(Schema.NullOr(OpenLiteral.make(...styles)), Style),
  /** The weight of the line. `Hairline` and `Thick` are weights of the style `Continuous`. */
  weight: Resource.writable(Schema.NullOr(OpenLiteral.make(...weights)), Weight)
}

const navigation = {}

/**
 * One of the eight borders of a range. A property is `null` if it is not the same along the border.
 * See {@link https://learn.microsoft.com/graph/api/resources/rangeborder | rangeborder}.
 *
 * @example
 * ```ts
 * import { Resource, RangeBorder } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof RangeBorder.RangeBorder> = ["style"]
 * deepStrictEqual(Resource.pick(RangeBorder.RangeBorder, { select: names }).query, { $select: "style" })
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface RangeBorder extends Resource.ModelOf<typeof properties> {}

/**
 * {@link RangeBorder} as JSON.
 *
 * @example
 * ```ts
 * import { RangeBorder } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: RangeBorder.RangeBorderEncoded = {
 *   id: "EdgeTop",
 *   color: "#000000",
 *   sideIndex: "EdgeTop",
 *   style: "Continuous",
 *   weight: "Thin"
 * }
 * deepStrictEqual(Schema.decodeSync(RangeBorder.RangeBorder)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface RangeBorderEncoded extends Resource.EncodedOf<typeof properties> {}

/**
 * The schema of {@link RangeBorder}.
 *
 * @example
 * ```ts
 * import { RangeBorder } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(RangeBorder.RangeBorder.type, "workbookRangeBorder")
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const RangeBorder: Resource.Resource<
  "workbookRangeBorder",
  RangeBorder,
  RangeBorderEncoded,
  Update,
  typeof navigation
> = Resource.make("workbookRangeBorder", { properties, navigation })

/**
 * The body that updates a border of a range. Properties that are left out stay unchanged.
 * See {@link https://learn.microsoft.com/graph/api/rangeborder-update | update rangeborder}.
 *
 * @example
 * ```ts
 * import { RangeBorder } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: RangeBorder.Update = { style: "Double", color: "red" }
 * strictEqual(Schema.is(RangeBorder.Update)(body), true)
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
 * import { RangeBorder } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(RangeBorder.Update)({ style: "Wavy" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Update: Schema.Schema<Update> = RangeBorder.update

/**
 * The schema of the body of a POST to the borders of a range. Excel has no border beside the eight: the request changes
 * the border of the side `sideIndex`, as an update does.
 * See {@link https://learn.microsoft.com/graph/api/rangeformat-post-borders | create rangeBorder}.
 *
 * @example
 * ```ts
 * import { RangeBorder } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(RangeBorder.Add)({ sideIndex: "EdgeTop", style: "Double" }), true)
 * strictEqual(Schema.is(RangeBorder.Add)({ style: "Double" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Add = Schema.Struct({
  sideIndex: Side,
  id: Schema.optional(Side),
  color: Schema.optional(Schema.String),
  style: Schema.optional(Style),
  weight: Schema.optional(Weight)
}).annotations({ identifier: "RangeBorderAdd" })
