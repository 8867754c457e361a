/**
 * Rows of a table.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as CellValue from "./CellValue.js"
import * as Resource from "./Resource.js"

// Graph may return `values` as a string that contains JSON, such as "[[1, 2, 3]]" in the documentation of
// `tableRowOperationResult`.
const Values = Schema.Union(CellValue.Matrix, Schema.parseJson(CellValue.Matrix))

const properties = {
  /** The zero-based index among the data rows. It may be `null` for a row that was just added. */
  index: Resource.readOnly(Schema.NullOr(Schema.Int)),
  /** The values of the cells: one row, or several rows if they were added in one request. */
  values: Resource.writable(Schema.NullOr(Values), CellValue.Matrix)
}

const navigation = {}

/**
 * A row of a table. It has no id, and its index changes when rows above it are added or deleted.
 * See {@link https://learn.microsoft.com/graph/api/resources/tablerow | tableRow}.
 *
 * @example
 * ```ts
 * import { TableRow } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof TableRow.TableRow> = ["index", "values"]
 * deepStrictEqual(names, Object.keys(TableRow.TableRow.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface TableRow extends Resource.ModelOf<typeof properties> {}

/**
 * {@link TableRow} as JSON.
 *
 * @example
 * ```ts
 * import { TableRow } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: TableRow.TableRowEncoded = { index: 0, values: "[[\"Oslo\", 42]]" }
 * deepStrictEqual(Schema.decodeSync(TableRow.TableRow)(json), { index: 0, values: [["Oslo", 42]] })
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface TableRowEncoded extends Resource.EncodedOf<typeof properties> {}

/**
 * The schema of {@link TableRow}. It accepts `values` as a matrix or as a string that contains the matrix as JSON.
 *
 * @example
 * ```ts
 * import { TableRow } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const row = Schema.decodeUnknownSync(TableRow.TableRow)({ index: 99, values: "[[1, 2, 3]]" })
 * deepStrictEqual(row.values, [[1, 2, 3]])
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const TableRow: Resource.Resource<"workbookTableRow", TableRow, TableRowEncoded, Update, typeof navigation> =
  Resource.make("workbookTableRow", {
    properties,
    navigation
  })

/**
 * The request body for adding rows at the zero-based `index`, or at the end if `index` is `null` or omitted. One
 * request with many rows is much faster than many requests.
 * See {@link https://learn.microsoft.com/graph/api/table-post-rows | create tableRow}.
 *
 * @example
 * ```ts
 * import { TableRow } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: TableRow.Add = { index: null, values: [["Oslo", 42], ["Bergen", 7]] }
 * strictEqual(Schema.is(TableRow.Add)(body), true)
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
 * import { TableRow } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(TableRow.Add)({ values: ["Oslo", 42] }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Add = Schema.Struct({
  index: Schema.optional(Schema.NullOr(Schema.Int)),
  values: CellValue.Matrix
}).annotations({ identifier: "TableRowAdd" })

/**
 * The request body for updating a row. `values` contains one row. A `null` in it leaves the cell unchanged.
 * See {@link https://learn.microsoft.com/graph/api/tablerow-update | update tableRow}.
 *
 * @example
 * ```ts
 * import { TableRow } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const body: TableRow.Update = { values: [["Oslo", null]] }
 * deepStrictEqual(Schema.encodeSync(TableRow.Update)(body), { values: [["Oslo", null]] })
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
 * import { TableRow } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(TableRow.Update)({ values: [["Oslo", null]] }), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Update: Schema.Schema<Update> = TableRow.update
