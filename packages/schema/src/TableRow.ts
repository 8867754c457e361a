/**
 * Rows of a table.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as CellValue from "./CellValue.js"
import * as Resource from "./Resource.js"

// The documentation shows `values` of a finished row operation as a string of JSON: "[[1, 2, 3]]".
const Values = Schema.Union(CellValue.Matrix, Schema.parseJson(CellValue.Matrix))

const properties = {
  /** The place among the data rows, zero-based; the service may not say it of a row that was just added. */
  index: Resource.readOnly(Schema.NullOr(Schema.Int)),
  /** The cells: one row, or as many as were added at once. */
  values: Resource.writable(Schema.NullOr(Values), CellValue.Matrix)
}

const navigation = {}

/**
 * A row of a table. It has no id: its index changes when rows above come and go.
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
 * {@link TableRow} on the wire.
 *
 * @example
 * ```ts
 * import { TableRow } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const json: Partial<TableRow.TableRowEncoded> = {}
 * strictEqual(Schema.is(TableRow.TableRow)(json), false)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface TableRowEncoded extends Resource.EncodedOf<typeof properties> {}

/**
 * The schema of {@link TableRow}. `values` may come as cells or as a string of their JSON.
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
    keys: ["index"],
    properties,
    navigation
  })

/**
 * The body that adds rows: at the zero-based `index`, or at the end where it is `null` or left out. Many rows in one
 * request are much cheaper than many requests.
 * See {@link https://learn.microsoft.com/graph/api/table-post-rows | create tableRow}.
 *
 * @example
 * ```ts
 * import { TableRow } from "@effect-workbook/schema"
 *
 * const body: TableRow.Add = { index: null, values: [["Oslo", 42], ["Bergen", 7]] }
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
 * The body that changes a row: one row of cells, in which `null` leaves a cell alone.
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
