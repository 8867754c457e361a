/**
 * The content of a workbook as one resource: its worksheets, tables and names in one response.
 *
 * See https://learn.microsoft.com/graph/api/resources/workbook.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as Resource from "@effect-workbook/schema/Resource"
import * as WorkbookContent from "@effect-workbook/schema/WorkbookContent"
import { calledAs } from "./call/functionName.js"
import * as Query from "./Query.js"

/**
 * Exports of the schema: the description of the resource, `WorkbookContent.WorkbookContent`.
 *
 * @example
 * ```ts
 * import { WorkbookContent } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(WorkbookContent.WorkbookContent.navigation.worksheets.to, "workbookWorksheet")
 * ```
 *
 * @category resources
 * @since 0.1.0
 */
export * from "@effect-workbook/schema/WorkbookContent"

/**
 * Reads related resources of the workbook in one request, with `expand`. The workbook itself has no properties.
 *
 * @example
 * ```ts
 * import { Resource, Table, WorkbookContent, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const { tables, worksheets } = yield* WorkbookContent.get({
 *     expand: {
 *       worksheets: Resource.pick(Worksheet.Worksheet, { select: ["name"] }),
 *       tables: Resource.pick(Table.Table, { select: ["name"] })
 *     }
 *   })
 *   deepStrictEqual(worksheets, [{ name: "Orders" }, { name: "Summary" }])
 *   deepStrictEqual(tables, [{ name: "Orders" }])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const get = <
  Expand extends Resource.Expandable<Resource.LinksOf<typeof WorkbookContent.WorkbookContent>> = {}
>(
  query: Resource.Query<"id", Resource.Strict<Expand, Resource.LinksOf<typeof WorkbookContent.WorkbookContent>>>
): Query.Read<
  Resource.Answer<
    WorkbookContent.WorkbookContent,
    "id",
    Resource.LinksOf<typeof WorkbookContent.WorkbookContent>,
    Expand
  >
> =>
  Query.read(
    Catalogue.workbook.get,
    Navigation.workbook,
    Resource.pick(WorkbookContent.WorkbookContent, query)
  ).pipe(calledAs("WorkbookContent.get"))
