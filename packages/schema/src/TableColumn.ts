/**
 * Columns of a table.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as CellValue from "./CellValue.js"

/**
 * A column of a table: its zero-based `index`, and its cells as rows of one, the header first. `id` is text, even where
 * it looks like a number; a field is absent where `$select` left it out.
 * See {@link https://learn.microsoft.com/graph/api/resources/tablecolumn | tableColumn}.
 *
 * @example
 * ```ts
 * import { TableColumn } from "@effect-workbook/schema"
 *
 * const column: TableColumn.TableColumn = { id: "3", name: "City", index: 0, values: [["City"], ["Oslo"]] }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface TableColumn extends Schema.Schema.Type<typeof TableColumn> {}

/**
 * The schema of {@link TableColumn}.
 *
 * @example
 * ```ts
 * import { TableColumn } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const column = Schema.decodeUnknownSync(TableColumn.TableColumn)({ id: "3", name: "City" })
 * strictEqual(column.name, "City")
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const TableColumn = Schema.Struct({
  id: Schema.optional(Schema.String),
  name: Schema.optional(Schema.NullOr(Schema.String)),
  index: Schema.optional(Schema.Int),
  values: Schema.optional(Schema.NullOr(CellValue.Matrix))
}).annotations({ identifier: "TableColumn" })

/**
 * The body that adds a column: at the zero-based `index`, or at the end where it is `null` or left out. `values` are
 * rows of one cell, the header first.
 * See {@link https://learn.microsoft.com/graph/api/tablecolumncollection-add | add tableColumn}.
 *
 * @example
 * ```ts
 * import { TableColumn } from "@effect-workbook/schema"
 *
 * const body: TableColumn.Add = { values: [["City"], ["Oslo"]] }
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
 * import { TableColumn } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(TableColumn.Add)({ name: "City" }), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Add = Schema.Struct({
  index: Schema.optional(Schema.NullOr(Schema.Int)),
  name: Schema.optional(Schema.NullOr(Schema.String)),
  values: Schema.optional(Schema.NullOr(CellValue.Matrix))
}).annotations({ identifier: "TableColumnAdd" })

/**
 * The body that changes a column; fields that are left out stay as they are.
 * See {@link https://learn.microsoft.com/graph/api/tablecolumn-update | update tableColumn}.
 *
 * @example
 * ```ts
 * import { TableColumn } from "@effect-workbook/schema"
 *
 * const body: TableColumn.Update = { name: "Town" }
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
 * import { TableColumn } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(TableColumn.Update)({ name: 1 }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Update = Schema.Struct({
  name: Schema.optional(Schema.String),
  values: Schema.optional(CellValue.Matrix)
}).annotations({ identifier: "TableColumnUpdate" })
