/**
 * Worksheets.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as OpenLiteral from "./OpenLiteral.js"

/**
 * Whether a worksheet is shown; `VeryHidden` ones cannot be shown from Excel's own menu.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/schema"
 *
 * const visibility: Worksheet.Visibility = "Hidden"
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Visibility = typeof Visibility.Type

/**
 * The schema of {@link Visibility}.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Worksheet.Visibility)("VeryHidden"), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Visibility = Schema.Literal("Visible", "Hidden", "VeryHidden")

/**
 * A worksheet. `id` looks like `{00000000-0001-0000-0000-000000000000}` and survives renaming and moving; `position` is
 * zero-based. A field is absent where `$select` left it out.
 * See {@link https://learn.microsoft.com/graph/api/resources/worksheet | worksheet}.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/schema"
 *
 * const sheet: Worksheet.Worksheet = { name: "Data", position: 0, visibility: "Visible" }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Worksheet extends Schema.Schema.Type<typeof Worksheet> {}

/**
 * The schema of {@link Worksheet}.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const sheet = Schema.decodeUnknownSync(Worksheet.Worksheet)({ "@odata.id": "…", name: "Data" })
 * deepStrictEqual(sheet, { name: "Data" })
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Worksheet = Schema.Struct({
  id: Schema.optional(Schema.String),
  name: Schema.optional(Schema.NullOr(Schema.String)),
  position: Schema.optional(Schema.Int),
  visibility: Schema.optional(OpenLiteral.make(...Visibility.literals))
}).annotations({ identifier: "Worksheet" })

/**
 * The body that adds a worksheet. Without a name the service picks one.
 * See {@link https://learn.microsoft.com/graph/api/worksheetcollection-add | add worksheet}.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/schema"
 *
 * const body: Worksheet.Add = { name: "Summary" }
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
 * import { Worksheet } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Worksheet.Add)({}), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Add = Schema.Struct({
  name: Schema.optional(Schema.NullOr(Schema.String))
}).annotations({ identifier: "WorksheetAdd" })

/**
 * The body that changes a worksheet; fields that are left out stay as they are.
 * See {@link https://learn.microsoft.com/graph/api/worksheet-update | update worksheet}.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/schema"
 *
 * const body: Worksheet.Update = { position: 0 }
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
 * import { Worksheet } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Worksheet.Update)({ visibility: "Invisible" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Update = Schema.Struct({
  name: Schema.optional(Schema.String),
  position: Schema.optional(Schema.Int),
  visibility: Schema.optional(Visibility)
}).annotations({ identifier: "WorksheetUpdate" })
