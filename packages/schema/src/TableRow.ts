/**
 * Rows of a table.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as CellValue from "./CellValue.js"

// The documentation shows `values` of a finished row operation as a string of JSON: "[[1, 2, 3]]".
const Values = Schema.Union(CellValue.Matrix, Schema.parseJson(CellValue.Matrix))

/**
 * A row of a table: its zero-based `index` among the data rows, and its `values` as rows of cells (one, or as many as
 * were added at once). A row has no id: its index changes when rows above come and go.
 * See {@link https://learn.microsoft.com/graph/api/resources/tablerow | tableRow}.
 *
 * @example
 * ```ts
 * import { TableRow } from "@effect-workbook/schema"
 *
 * const row: TableRow.TableRow = { index: 0, values: [["Oslo", 42]] }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface TableRow extends Schema.Schema.Type<typeof TableRow> {}

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
export const TableRow = Schema.Struct({
  index: Schema.optional(Schema.NullOr(Schema.Int)),
  values: Schema.optional(Schema.NullOr(Values))
}).annotations({ identifier: "TableRow" })

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
