/**
 * Tables.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

const settings = {
  highlightFirstColumn: Schema.optional(Schema.Boolean),
  highlightLastColumn: Schema.optional(Schema.Boolean),
  showBandedColumns: Schema.optional(Schema.Boolean),
  showBandedRows: Schema.optional(Schema.Boolean),
  showFilterButton: Schema.optional(Schema.Boolean),
  showHeaders: Schema.optional(Schema.Boolean),
  showTotals: Schema.optional(Schema.Boolean)
}

/**
 * A table. `id` is text, even where it looks like a number; a field is absent where `$select` left it out.
 * See {@link https://learn.microsoft.com/graph/api/resources/table | table}.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/schema"
 *
 * const table: Table.Table = { id: "2", name: "Orders", showHeaders: true }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Table extends Schema.Schema.Type<typeof Table> {}

/**
 * The schema of {@link Table}.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const table = Schema.decodeUnknownSync(Table.Table)({ id: "2", name: "Orders", style: "TableStyleLight1" })
 * strictEqual(table.name, "Orders")
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Table = Schema.Struct({
  id: Schema.optional(Schema.String),
  name: Schema.optional(Schema.NullOr(Schema.String)),
  legacyId: Schema.optional(Schema.NullOr(Schema.String)),
  style: Schema.optional(Schema.NullOr(Schema.String)),
  ...settings
}).annotations({ identifier: "Table" })

/**
 * The body that makes a table of a range. The address may name a sheet.
 * See {@link https://learn.microsoft.com/graph/api/tablecollection-add | add table}.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/schema"
 *
 * const body: Table.Add = { address: "Data!A1:D5", hasHeaders: true }
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
 * import { Table } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Table.Add)({ address: "A1:D5" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Add = Schema.Struct({
  address: Schema.String,
  hasHeaders: Schema.Boolean
}).annotations({ identifier: "TableAdd" })

/**
 * The body that changes a table; fields that are left out stay as they are.
 * See {@link https://learn.microsoft.com/graph/api/table-update | update table}.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/schema"
 *
 * const body: Table.Update = { name: "Orders2026", showTotals: true }
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
 * import { Table } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Table.Update)({ style: "TableStyleMedium2" }), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Update = Schema.Struct({
  name: Schema.optional(Schema.String),
  style: Schema.optional(Schema.String),
  ...settings
}).annotations({ identifier: "TableUpdate" })
