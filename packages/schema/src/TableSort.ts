/**
 * The sort of a table.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as OpenLiteral from "./OpenLiteral.js"
import * as Resource from "./Resource.js"
import * as SortField from "./SortField.js"

const properties = {
  /** The conditions, of which the next one decides where rows are equal by the one before. Empty if there are none. */
  fields: Resource.readOnly(Schema.Array(SortField.SortField)),
  /** Whether the case of letters matters. */
  matchCase: Resource.readOnly(Schema.Boolean),
  /** The order of Chinese characters. */
  method: Resource.readOnly(OpenLiteral.make(...SortField.Method.literals))
}

/**
 * The conditions that a table was last sorted by.
 * See {@link https://learn.microsoft.com/graph/api/resources/tablesort | tableSort}.
 *
 * @example
 * ```ts
 * import { TableSort } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof TableSort.TableSort> = ["fields", "matchCase", "method"]
 * deepStrictEqual(names, Object.keys(TableSort.TableSort.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface TableSort extends Resource.ModelOf<typeof properties> {}

/**
 * {@link TableSort} as JSON.
 *
 * @example
 * ```ts
 * import { TableSort } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: TableSort.TableSortEncoded = { fields: [], matchCase: false, method: "PinYin" }
 * deepStrictEqual(Schema.decodeSync(TableSort.TableSort)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface TableSortEncoded extends Resource.EncodedOf<typeof properties> {}

/**
 * The schema of {@link TableSort}.
 *
 * @example
 * ```ts
 * import { TableSort } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(TableSort.TableSort.type, "workbookTableSort")
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const TableSort: Resource.Resource<"workbookTableSort", TableSort, TableSortEncoded, {}, {}> = Resource.make(
  "workbookTableSort",
  { properties, navigation: {} }
)

/**
 * The body that sorts the rows of a table. Rows that are equal by all conditions keep their order.
 * See {@link https://learn.microsoft.com/graph/api/tablesort-apply | tableSort: apply}.
 *
 * @example
 * ```ts
 * import { TableSort } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const json: TableSort.Apply = { fields: [{ key: 1, ascending: false }, { key: 0 }] }
 * strictEqual(Schema.is(TableSort.Apply)(json), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Apply extends Schema.Schema.Type<typeof Apply> {}

/**
 * The schema of {@link Apply}.
 *
 * @example
 * ```ts
 * import { TableSort } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(TableSort.Apply)({ matchCase: true }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Apply = Schema.Struct({
  /** The conditions, from 1 to 64. A `key` is the zero-based index of a column in the table. */
  fields: Schema.Array(SortField.Input),
  /** Whether the case of letters matters. The default is `false`. */
  matchCase: Schema.optional(Schema.Boolean),
  /** The order of Chinese characters. The default is `PinYin`. */
  method: Schema.optional(SortField.Method)
}).annotations({ identifier: "TableSortApply" })
