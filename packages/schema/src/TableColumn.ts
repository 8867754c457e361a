/**
 * Columns of a table.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as CellValue from "./CellValue.js"
import * as Resource from "./Resource.js"

const properties = {
  /** The id. It is a string, even if it looks like a number, and does not change with the name. */
  id: Resource.readOnly(Schema.String),
  /** The name, which is the text of the header cell. */
  name: Resource.writable(Schema.NullOr(Schema.String), Schema.String),
  /** The zero-based index in the table. */
  index: Resource.readOnly(Schema.Int),
  /** The values of the cells as rows of one cell each, the header first. */
  values: Resource.writable(Schema.NullOr(CellValue.Matrix), CellValue.Matrix)
}

const navigation = {
  /** The filter of the column. */
  filter: Resource.one("workbookFilter")
}

/**
 * A column of a table.
 * See {@link https://learn.microsoft.com/graph/api/resources/tablecolumn | tableColumn}.
 *
 * @example
 * ```ts
 * import { TableColumn } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof TableColumn.TableColumn> = ["id", "name", "index", "values"]
 * deepStrictEqual(names, Object.keys(TableColumn.TableColumn.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface TableColumn extends Resource.ModelOf<typeof properties> {}

/**
 * {@link TableColumn} as JSON.
 *
 * @example
 * ```ts
 * import { TableColumn } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: TableColumn.TableColumnEncoded = { id: "3", name: "City", index: 0, values: [["City"], ["Oslo"]] }
 * deepStrictEqual(Schema.decodeSync(TableColumn.TableColumn)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface TableColumnEncoded extends Resource.EncodedOf<typeof properties> {}

/**
 * The schema of {@link TableColumn}.
 *
 * @example
 * ```ts
 * import { TableColumn } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const column = { id: "3", name: "City", index: 0, values: [["City"], ["Oslo"]] }
 * strictEqual(Schema.is(TableColumn.TableColumn)(column), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const TableColumn: Resource.Resource<
  "workbookTableColumn",
  TableColumn,
  TableColumnEncoded,
  Update,
  typeof navigation
> = Resource.make("workbookTableColumn", {
  properties,
  navigation
})

/**
 * The body that adds a column at the zero-based `index`, or at the end if `index` is `null` or left out. `values` are
 * rows of one cell each, the header first.
 * See {@link https://learn.microsoft.com/graph/api/tablecolumncollection-add | add tableColumn}.
 *
 * @example
 * ```ts
 * import { TableColumn } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: TableColumn.Add = { values: [["City"], ["Oslo"]] }
 * strictEqual(Schema.is(TableColumn.Add)(body), true)
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
 * The body that updates a column. Properties that are left out stay unchanged.
 * See {@link https://learn.microsoft.com/graph/api/tablecolumn-update | update tableColumn}.
 *
 * @example
 * ```ts
 * import { TableColumn } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: TableColumn.Update = { name: "Town" }
 * strictEqual(Schema.is(TableColumn.Update)(body), true)
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
export const Update: Schema.Schema<Update> = TableColumn.update
