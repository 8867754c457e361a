/**
 * Worksheets.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as OpenLiteral from "./OpenLiteral.js"
import * as Resource from "./Resource.js"

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

const properties = {
  /** `{00000000-0001-0000-0000-000000000000}`, for example. It survives renaming and moving. */
  id: Resource.readOnly(Schema.String),
  /** The name on the tab. */
  name: Resource.writable(Schema.NullOr(Schema.String), Schema.String),
  /** The place among the sheets, zero-based. */
  position: Resource.writable(Schema.Int),
  /** Whether the sheet is shown. */
  visibility: Resource.writable(OpenLiteral.make(...Visibility.literals), Visibility)
}

const navigation = {
  /** The names that are defined for the sheet alone. */
  names: Resource.many("workbookNamedItem"),
  /** The tables on the sheet. */
  tables: Resource.many("workbookTable")
}

/**
 * A worksheet.
 * See {@link https://learn.microsoft.com/graph/api/resources/worksheet | worksheet}.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof Worksheet.Worksheet> = ["id", "name", "position", "visibility"]
 * deepStrictEqual(names, Object.keys(Worksheet.Worksheet.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Worksheet extends Resource.ModelOf<typeof properties> {}

/**
 * {@link Worksheet} on the wire.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const json: Partial<Worksheet.WorksheetEncoded> = {}
 * strictEqual(Schema.is(Worksheet.Worksheet)(json), false)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface WorksheetEncoded extends Resource.EncodedOf<typeof properties> {}

/**
 * The schema of {@link Worksheet}.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const sheet = { id: "{1}", name: "Data", position: 0, visibility: "Visible" }
 * deepStrictEqual(Schema.decodeUnknownSync(Worksheet.Worksheet)({ "@odata.id": "…", ...sheet }), sheet)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Worksheet: Resource.Resource<"workbookWorksheet", Worksheet, WorksheetEncoded, Update, typeof navigation> =
  Resource.make("workbookWorksheet", {
    keys: ["id", "name"],
    properties,
    navigation
  })

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
export interface Update extends Resource.UpdateOf<typeof properties> {}

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
export const Update: Schema.Schema<Update> = Worksheet.update
