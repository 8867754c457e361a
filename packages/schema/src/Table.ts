/**
 * Tables of a workbook.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Resource from "./Resource.js"

const properties = {
  /** The id. It is a string, even if it looks like a number, and does not change with the name. */
  id: Resource.readOnly(Schema.String),
  /** The name, which is unique in the workbook. */
  name: Resource.writable(Schema.NullOr(Schema.String), Schema.String),
  /** The id for older versions of Excel, a number as a string. */
  legacyId: Resource.readOnly(Schema.NullOr(Schema.String)),
  /** The name of the style, such as `TableStyleMedium2`. */
  style: Resource.writable(Schema.NullOr(Schema.String), Schema.String),
  highlightFirstColumn: Resource.writable(Schema.Boolean),
  highlightLastColumn: Resource.writable(Schema.Boolean),
  showBandedColumns: Resource.writable(Schema.Boolean),
  showBandedRows: Resource.writable(Schema.Boolean),
  /** Whether the header row has filter buttons. */
  showFilterButton: Resource.writable(Schema.Boolean),
  showHeaders: Resource.writable(Schema.Boolean),
  /** Whether the table has a totals row. */
  showTotals: Resource.writable(Schema.Boolean)
}

const navigation = {
  columns: Resource.many("workbookTableColumn"),
  rows: Resource.many("workbookTableRow"),
  /** The sort of the table. */
  sort: Resource.one("workbookTableSort"),
  /** The worksheet of the table. */
  worksheet: Resource.one("workbookWorksheet")
}

/**
 * A table.
 * See {@link https://learn.microsoft.com/graph/api/resources/table | table}.
 *
 * @example
 * ```ts
 * import { Resource, Table } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof Table.Table> = ["name", "showTotals"]
 * deepStrictEqual(Resource.pick(Table.Table, { select: names }).query, { $select: names.join(",") })
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Table extends Resource.ModelOf<typeof properties> {}

/**
 * {@link Table} as JSON.
 *
 * @example
 * ```ts
 * import { Resource, Table } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: Pick<Table.TableEncoded, "id" | "name"> = { id: "2", name: "Orders" }
 * const decode = Resource.decodeUnknown(Resource.pick(Table.Table, { select: ["id", "name"] }))
 * deepStrictEqual(decode(json), Either.right(json))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface TableEncoded extends Resource.EncodedOf<typeof properties> {}

/**
 * The schema of {@link Table}.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Table.Table)({ id: "2", name: "Orders" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Table: Resource.Resource<"workbookTable", Table, TableEncoded, Update, typeof navigation> = Resource.make(
  "workbookTable",
  {
    properties,
    navigation
  }
)

/**
 * The body that adds a table for a range. The address may name a worksheet.
 * See {@link https://learn.microsoft.com/graph/api/tablecollection-add | add table}.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: Table.Add = { address: "Data!A1:D5", hasHeaders: true }
 * strictEqual(Schema.is(Table.Add)(body), true)
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
 * The body that updates a table. Properties that are left out stay unchanged.
 * See {@link https://learn.microsoft.com/graph/api/table-update | update table}.
 *
 * @example
 * ```ts
 * import { Table } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: Table.Update = { name: "Orders2026", showTotals: true }
 * strictEqual(Schema.is(Table.Update)(body), true)
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
export const Update: Schema.Schema<Update> = Table.update
