/**
 * Defined names of a workbook or a worksheet.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as CellValue from "./CellValue.js"
import * as Resource from "./Resource.js"

const properties = {
  name: Resource.readOnly(Schema.NullOr(Schema.String)),
  comment: Resource.writable(Schema.NullOr(Schema.String)),
  /** `Workbook`, or `Worksheet` for a name that is defined for one worksheet. */
  scope: Resource.readOnly(Schema.String),
  /** The type of the value: `Range`, `String`, `Double`, … */
  type: Resource.readOnly(Schema.NullOr(Schema.String)),
  /** The formula of the name, such as `Data!$B$2:$H$12` for a range. */
  value: Resource.readOnly(Schema.Union(CellValue.CellValue, CellValue.Matrix)),
  /** Whether Excel shows the name in its lists of names. */
  visible: Resource.writable(Schema.Boolean)
}

const navigation = {
  /** The worksheet of a name whose scope is a worksheet. */
  worksheet: Resource.one("workbookWorksheet")
}

/**
 * A defined name of a range, a formula or a constant.
 * See {@link https://learn.microsoft.com/graph/api/resources/nameditem | namedItem}.
 *
 * @example
 * ```ts
 * import { NamedItem } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof NamedItem.NamedItem> = ["name", "comment", "scope", "type", "value", "visible"]
 * deepStrictEqual(names, Object.keys(NamedItem.NamedItem.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface NamedItem extends Resource.ModelOf<typeof properties> {}

/**
 * {@link NamedItem} as JSON.
 *
 * @example
 * ```ts
 * import { NamedItem } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: NamedItem.NamedItemEncoded = {
 *   name: "Rates",
 *   comment: null,
 *   scope: "Workbook",
 *   type: "Range",
 *   value: "=Data!$A$1:$B$9",
 *   visible: true
 * }
 * deepStrictEqual(Schema.decodeSync(NamedItem.NamedItem)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface NamedItemEncoded extends Resource.EncodedOf<typeof properties> {}

/**
 * The schema of {@link NamedItem}.
 *
 * @example
 * ```ts
 * import { NamedItem } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(NamedItem.NamedItem)({ name: "Rates", comment: null, visible: true }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const NamedItem: Resource.Resource<"workbookNamedItem", NamedItem, NamedItemEncoded, Update, typeof navigation> =
  Resource.make("workbookNamedItem", {
    properties,
    navigation
  })

/**
 * The body that adds a defined name. `reference` is a formula, such as `=Data!$A$1:$B$9`.
 * See {@link https://learn.microsoft.com/graph/api/nameditem-add | add namedItem}.
 *
 * @example
 * ```ts
 * import { NamedItem } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: NamedItem.Add = { name: "Rates", reference: "=Data!$A$1:$B$9" }
 * strictEqual(Schema.is(NamedItem.Add)(body), true)
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
 * import { NamedItem } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(NamedItem.Add)({ name: "Rates" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Add = Schema.Struct({
  name: Schema.String,
  reference: Schema.String,
  comment: Schema.optional(Schema.NullOr(Schema.String))
}).annotations({ identifier: "NamedItemAdd" })

/**
 * The body that adds a defined name with a formula in the language of the user.
 * See {@link https://learn.microsoft.com/graph/api/nameditem-addformulalocal | add namedItem by its local formula}.
 *
 * @example
 * ```ts
 * import { NamedItem } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: NamedItem.AddFormulaLocal = { name: "Total", formula: "=SUM(Data!$A$1:$A$9)" }
 * strictEqual(Schema.is(NamedItem.AddFormulaLocal)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface AddFormulaLocal extends Schema.Schema.Type<typeof AddFormulaLocal> {}

/**
 * The schema of {@link AddFormulaLocal}.
 *
 * @example
 * ```ts
 * import { NamedItem } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(NamedItem.AddFormulaLocal)({ name: "Total" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const AddFormulaLocal = Schema.Struct({
  name: Schema.String,
  /** The formula or the address, in the language of the user. */
  formula: Schema.String,
  comment: Schema.optional(Schema.NullOr(Schema.String))
}).annotations({ identifier: "NamedItemAddFormulaLocal" })

/**
 * The body that updates a defined name. Properties that are left out stay unchanged.
 * See {@link https://learn.microsoft.com/graph/api/nameditem-update | update namedItem}.
 *
 * @example
 * ```ts
 * import { NamedItem } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: NamedItem.Update = { visible: false }
 * strictEqual(Schema.is(NamedItem.Update)(body), true)
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
 * import { NamedItem } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(NamedItem.Update)({ comment: "per month" }), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Update: Schema.Schema<Update> = NamedItem.update
