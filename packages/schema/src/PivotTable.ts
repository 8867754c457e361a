/**
 * Pivot tables of a worksheet.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Resource from "./Resource.js"

const properties = {
  /** The id, which does not change with the name. */
  id: Resource.readOnly(Schema.String),
  /** The name, which is unique on the worksheet. */
  name: Resource.readOnly(Schema.NullOr(Schema.String))
}

const navigation = {
  /** The worksheet of the pivot table. */
  worksheet: Resource.one("workbookWorksheet")
}

/**
 * A pivot table.
 * See {@link https://learn.microsoft.com/graph/api/resources/workbookpivottable | workbookPivotTable}.
 *
 * @example
 * ```ts
 * import { PivotTable } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof PivotTable.PivotTable> = ["id", "name"]
 * deepStrictEqual(names, Object.keys(PivotTable.PivotTable.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface PivotTable extends Resource.ModelOf<typeof properties> {}

/**
 * {@link PivotTable} as JSON.
 *
 * @example
 * ```ts
 * import { PivotTable } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: PivotTable.PivotTableEncoded = { id: "{1}", name: "Sales by region" }
 * deepStrictEqual(Schema.decodeSync(PivotTable.PivotTable)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface PivotTableEncoded extends Resource.EncodedOf<typeof properties> {}

/**
 * The schema of {@link PivotTable}.
 *
 * @example
 * ```ts
 * import { PivotTable } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(PivotTable.PivotTable.navigation.worksheet.to, "workbookWorksheet")
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const PivotTable: Resource.Resource<
  "workbookPivotTable",
  PivotTable,
  PivotTableEncoded,
  {},
  typeof navigation
> = Resource.make("workbookPivotTable", { properties, navigation })
