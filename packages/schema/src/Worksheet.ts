/**
 * Worksheets of a workbook.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as OpenLiteral from "./OpenLiteral.js"
import * as Resource from "./Resource.js"

/**
 * Whether a worksheet is visible. A `VeryHidden` worksheet cannot be made visible from the menu of Excel.
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
  /** The id, such as `{00000000-0001-0000-0000-000000000000}`. It does not change with the name or the position. */
  id: Resource.readOnly(Schema.String),
  /** The name, which is the text on the tab. */
  name: Resource.writable(Schema.NullOr(Schema.String), Schema.String),
  /** The zero-based position among the worksheets. */
  position: Resource.writable(Schema.Int),
  /** Whether the worksheet is visible. */
  visibility: Resource.writable(OpenLiteral.make(...Visibility.literals), Visibility)
}

const navigation = {
  /** The charts of the worksheet. */
  charts: Resource.many("workbookChart"),
  /** The names whose scope is this worksheet. */
  names: Resource.many("workbookNamedItem"),
  /** The pivot tables of the worksheet. */
  pivotTables: Resource.many("workbookPivotTable"),
  /** The protection of the worksheet. */
  protection: Resource.one("workbookWorksheetProtection"),
  /** The tables of the worksheet. */
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
 * {@link Worksheet} as JSON.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: Worksheet.WorksheetEncoded = { id: "{1}", name: "Data", position: 0, visibility: "Visible" }
 * deepStrictEqual(Schema.decodeSync(Worksheet.Worksheet)(json), json)
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
    properties,
    navigation
  })

/**
 * The body that adds a worksheet. The service chooses a name if there is none.
 * See {@link https://learn.microsoft.com/graph/api/worksheetcollection-add | add worksheet}.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: Worksheet.Add = { name: "Summary" }
 * strictEqual(Schema.is(Worksheet.Add)(body), true)
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
 * The body that updates a worksheet. Properties that are left out stay unchanged.
 * See {@link https://learn.microsoft.com/graph/api/worksheet-update | update worksheet}.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: Worksheet.Update = { position: 0 }
 * strictEqual(Schema.is(Worksheet.Update)(body), true)
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
