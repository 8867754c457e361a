/**
 * The pivot tables of a worksheet, which show summaries of other cells as they were at the last refresh.
 *
 * See https://learn.microsoft.com/graph/api/resources/workbookpivottable.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as PivotTable from "@effect-workbook/schema/PivotTable"
import * as Resource from "@effect-workbook/schema/Resource"
import type * as Safety from "@effect-workbook/schema/Safety"
import type * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import { calledAs } from "./call/functionName.js"
import * as Query from "./Query.js"
import * as WorkbookSession from "./WorkbookSession.js"
import type { WorksheetRef } from "./Worksheet.js"

/**
 * Exports of the schema: the description and the model of the resource, `PivotTable.PivotTable`.
 *
 * @example
 * ```ts
 * import { PivotTable } from "@effect-workbook/client"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Object.keys(PivotTable.PivotTable.properties), ["id", "name"])
 * ```
 *
 * @category resources
 * @since 0.1.0
 */
export * from "@effect-workbook/schema/PivotTable"

/**
 * A reference to a pivot table. `Way` is how the address finds the pivot table.
 *
 * @category models
 * @since 0.1.0
 */
export interface PivotTableRef<out Way extends Safety.Way = Safety.Way>
  extends Navigation.Reference<"workbookPivotTable", Way>
{}

const pivotTablesOf = <Way extends Safety.Way>(worksheet: WorksheetRef<Way>) =>
  Navigation.property(worksheet, "pivotTables")

/**
 * Makes a reference to the pivot table with a name or an id on a worksheet. The name is not case-sensitive.
 *
 * @example
 * ```ts
 * import { PivotTable, Worksheet } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const totals = PivotTable.named(Worksheet.named("Summary"), "Totals")
 * strictEqual(totals.path, "worksheets('Summary')/pivotTables('Totals')")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const named: {
  (nameOrId: string): <Way extends Safety.Way>(worksheet: WorksheetRef<Way>) => PivotTableRef<Way>
  <Way extends Safety.Way>(worksheet: WorksheetRef<Way>, nameOrId: string): PivotTableRef<Way>
} = dual(
  2,
  <Way extends Safety.Way>(worksheet: WorksheetRef<Way>, nameOrId: string) =>
    Navigation.member(pivotTablesOf(worksheet), nameOrId)
)

type Property = keyof PivotTable.PivotTable & string
type Links = Resource.LinksOf<typeof PivotTable.PivotTable>
type ListQuery<Select extends Property, Expand> =
  & Resource.Query<Select, Resource.Strict<Expand, Links>>
  & Query.Options<Property>

/**
 * Lists the pivot tables of a worksheet.
 *
 * See https://learn.microsoft.com/graph/api/workbookworksheet-list-pivottables.
 *
 * @example
 * ```ts
 * import { PivotTable, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   deepStrictEqual(yield* PivotTable.list(Worksheet.named("Summary")), [])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const list: {
  <const Select extends Property = Property, Expand extends Resource.Expandable<Links> = {}>(
    query?: ListQuery<Select, Expand>
  ): (
    worksheet: WorksheetRef
  ) => Query.Read<ReadonlyArray<Resource.Answer<PivotTable.PivotTable, Select, Links, Expand>>>
  <const Select extends Property = Property, Expand extends Resource.Expandable<Links> = {}>(
    worksheet: WorksheetRef,
    query?: ListQuery<Select, Expand>
  ): Query.Read<ReadonlyArray<Resource.Answer<PivotTable.PivotTable, Select, Links, Expand>>>
} = dual(
  (args) => Navigation.isReference(args[0]),
  <const Select extends Property, Expand extends Resource.Expandable<Links>>(
    worksheet: WorksheetRef,
    query: ListQuery<Select, Expand> = {}
  ) =>
    Query.list(
      Catalogue.pivotTables.list,
      pivotTablesOf(worksheet),
      Resource.pick(PivotTable.PivotTable, query),
      query
    ).pipe(calledAs("PivotTable.list"))
)

/**
 * Reads a pivot table. Fails with `NotFound` if it does not exist.
 *
 * See https://learn.microsoft.com/graph/api/workbookpivottable-get.
 *
 * @example
 * ```ts
 * import { PivotTable, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const error = yield* Effect.flip(PivotTable.get(PivotTable.named(Worksheet.named("Summary"), "Totals")))
 *   strictEqual(error._tag, "NotFound")
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const get: Query.Get<"workbookPivotTable", PivotTable.PivotTable, Links> = Query.get(
  Catalogue.pivotTable.get,
  PivotTable.PivotTable,
  "PivotTable.get"
)

/**
 * Refreshes a pivot table from its source. Pivot tables that share its cache are refreshed too. Fails with
 * `AccessDenied` if one of their worksheets is protected.
 *
 * See https://learn.microsoft.com/graph/api/workbookpivottable-refresh.
 *
 * @example
 * ```ts
 * import { PivotTable, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const totals = PivotTable.named(Worksheet.named("Summary"), "Totals")
 *   const error = yield* Effect.flip(PivotTable.refresh(totals))
 *   strictEqual(error._tag, "NotFound")
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const refresh = <Way extends Safety.Way>(self: PivotTableRef<Way>): Effect.Effect<
  void,
  WorkbookSession.ErrorOf<typeof Catalogue.pivotTable.refresh, Way>,
  WorkbookSession.WorkbookSession
> => WorkbookSession.call(Catalogue.pivotTable.refresh, self, undefined).pipe(calledAs("PivotTable.refresh"))

/**
 * Refreshes all pivot tables of a worksheet. It has no effect if there are none.
 *
 * See https://learn.microsoft.com/graph/api/workbookpivottable-refreshall.
 *
 * @example
 * ```ts
 * import { PivotTable, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   yield* PivotTable.refreshAll(summary)
 *   deepStrictEqual(yield* PivotTable.list(summary, { select: ["name"] }), [])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const refreshAll = <Way extends Safety.Way>(worksheet: WorksheetRef<Way>): Effect.Effect<
  void,
  WorkbookSession.ErrorOf<typeof Catalogue.pivotTables.refreshAll, Way>,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.pivotTables.refreshAll, pivotTablesOf(worksheet), undefined).pipe(
    calledAs("PivotTable.refreshAll")
  )
