/**
 * The content of a workbook, from which all its other resources can be reached.
 *
 * @since 0.1.0
 */
import * as Resource from "./Resource.js"

const properties = {}

const navigation = {
  application: Resource.one("workbookApplication"),
  comments: Resource.many("workbookComment"),
  functions: Resource.one("workbookFunctions"),
  names: Resource.many("workbookNamedItem"),
  operations: Resource.many("workbookOperation"),
  tables: Resource.many("workbookTable"),
  worksheets: Resource.many("workbookWorksheet")
}

/**
 * The content of a workbook. It has no properties of its own: a read is useful with `$expand`, which can return the
 * worksheets, the tables and the names of the workbook in one response.
 * See {@link https://learn.microsoft.com/graph/api/resources/workbook | workbook}.
 *
 * @example
 * ```ts
 * import { WorkbookContent } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const content: WorkbookContent.WorkbookContent = {}
 * strictEqual(Schema.is(WorkbookContent.WorkbookContent)(content), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface WorkbookContent extends Resource.ModelOf<typeof properties> {}

/**
 * {@link WorkbookContent} as JSON.
 *
 * @example
 * ```ts
 * import { WorkbookContent } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: WorkbookContent.WorkbookContentEncoded = {}
 * deepStrictEqual(Schema.decodeSync(WorkbookContent.WorkbookContent)(json), {})
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface WorkbookContentEncoded extends Resource.EncodedOf<typeof properties> {}

/**
 * The schema of {@link WorkbookContent}.
 *
 * @example
 * ```ts
 * import { Resource, Table, WorkbookContent, Worksheet } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const { query } = Resource.pick(WorkbookContent.WorkbookContent, {
 *   expand: { worksheets: Worksheet.Worksheet, tables: Resource.pick(Table.Table, { select: ["name"] }) }
 * })
 * strictEqual(query.$expand, "worksheets,tables($select=name)")
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const WorkbookContent: Resource.Resource<
  "workbook",
  WorkbookContent,
  WorkbookContentEncoded,
  {},
  typeof navigation
> = Resource.make("workbook", { properties, navigation })
