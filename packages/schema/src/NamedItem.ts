/**
 * Defined names.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as CellValue from "./CellValue.js"

/**
 * A defined name: of a range, a formula or a constant. `scope` is `Workbook` or `Worksheet`, `type` what it stands for
 * (`Range`, `String`, `Double`, …), `value` the formula it refers to (`=Data!$B$2:$H$12`). A field is absent where
 * `$select` left it out.
 * See {@link https://learn.microsoft.com/graph/api/resources/nameditem | namedItem}.
 *
 * @example
 * ```ts
 * import { NamedItem } from "@effect-workbook/schema"
 *
 * const name: NamedItem.NamedItem = { name: "Rates", scope: "Workbook", type: "Range", value: "=Data!$A$1:$B$9" }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface NamedItem extends Schema.Schema.Type<typeof NamedItem> {}

/**
 * The schema of {@link NamedItem}.
 *
 * @example
 * ```ts
 * import { NamedItem } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const name = Schema.decodeUnknownSync(NamedItem.NamedItem)({ name: "Rates", comment: null, visible: true })
 * strictEqual(name.visible, true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const NamedItem = Schema.Struct({
  name: Schema.optional(Schema.NullOr(Schema.String)),
  comment: Schema.optional(Schema.NullOr(Schema.String)),
  scope: Schema.optional(Schema.String),
  type: Schema.optional(Schema.NullOr(Schema.String)),
  value: Schema.optional(Schema.Union(CellValue.CellValue, CellValue.Matrix)),
  visible: Schema.optional(Schema.Boolean)
}).annotations({ identifier: "NamedItem" })

/**
 * The body that defines a name: `reference` is a formula, such as `=Data!$A$1:$B$9`.
 * See {@link https://learn.microsoft.com/graph/api/nameditem-add | add namedItem}.
 *
 * @example
 * ```ts
 * import { NamedItem } from "@effect-workbook/schema"
 *
 * const body: NamedItem.Add = { name: "Rates", reference: "=Data!$A$1:$B$9" }
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
 * The body that changes a name; fields that are left out stay as they are.
 * See {@link https://learn.microsoft.com/graph/api/nameditem-update | update namedItem}.
 *
 * @example
 * ```ts
 * import { NamedItem } from "@effect-workbook/schema"
 *
 * const body: NamedItem.Update = { visible: false }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Update extends Schema.Schema.Type<typeof Update> {}

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
export const Update = Schema.Struct({
  comment: Schema.optional(Schema.NullOr(Schema.String)),
  visible: Schema.optional(Schema.Boolean)
}).annotations({ identifier: "NamedItemUpdate" })
