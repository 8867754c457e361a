/**
 * Worksheets: list, get, add, rename, move, hide, delete; and what is on them.
 *
 * See https://learn.microsoft.com/graph/api/resources/worksheet.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as Resource from "@effect-workbook/schema/Resource"
import type * as Safety from "@effect-workbook/schema/Safety"
import * as Worksheet from "@effect-workbook/schema/Worksheet"
import type * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import { calledAs } from "./internal/functionName.js"
import * as Query from "./Query.js"
import type * as WorkbookError from "./WorkbookError.js"
import * as WorkbookSession from "./WorkbookSession.js"

/**
 * The resource, from the schema: its description and model `Worksheet.Worksheet`, and the bodies `Worksheet.Add` and
 * `Worksheet.Update`.
 *
 * @example
 * ```ts
 * import { Resource, Table, Worksheet } from "@effect-workbook/client"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const { query } = Resource.pick(Worksheet.Worksheet, { select: ["name"], expand: { tables: Table.Table } })
 * deepStrictEqual(query, { $select: "name", $expand: "tables" })
 * ```
 *
 * @category resources
 * @since 0.1.0
 */
export * from "@effect-workbook/schema/Worksheet"

/**
 * Where a worksheet is.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/client"
 *
 * export const orders: Worksheet.WorksheetRef = Worksheet.named("Orders")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface WorksheetRef<out Way extends Safety.Way = Safety.Way>
  extends Navigation.Reference<"workbookWorksheet", Way>
{}

const worksheets = Navigation.property(Navigation.workbook, "worksheets")

/**
 * The worksheet with a name (in any case) or an id.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Worksheet.named("It's 100% #1 (ü)").path, "worksheets('It''s%20100%25%20%231%20(%C3%BC)')")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const named = (nameOrId: string): WorksheetRef<"stable"> => Navigation.member(worksheets, nameOrId)

/**
 * All worksheets, in the order of their tabs. A query asks for some of their properties, or for what is on them.
 *
 * See https://learn.microsoft.com/graph/api/workbook-list-worksheets.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const names = Effect.map(Worksheet.list({ select: ["name"] }), (sheets) => sheets.map(({ name }) => name))
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const list = <
  const Select extends keyof Worksheet.Worksheet & string = keyof Worksheet.Worksheet & string,
  Expand extends Resource.Expandable<Links> = {}
>(
  query: Resource.Query<Select, Resource.Strict<Expand, Links>> & Query.Page = {}
): Query.Read<ReadonlyArray<Resource.Answer<Worksheet.Worksheet, Select, Links, Expand>>> =>
  Query.list(Catalogue.worksheets.list, worksheets, Resource.pick(Worksheet.Worksheet, query), query).pipe(
    calledAs("Worksheet.list")
  )

type Links = Resource.LinksOf<typeof Worksheet.Worksheet>

/**
 * One worksheet; `NotFound` where there is none of that name.
 *
 * See https://learn.microsoft.com/graph/api/worksheet-get.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/client"
 *
 * export const orders = Worksheet.get(Worksheet.named("Orders"))
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const get: Query.Get<"workbookWorksheet", Worksheet.Worksheet, Links> = Query.get(
  Catalogue.worksheet.get,
  Worksheet.Worksheet,
  "Worksheet.get"
)

/**
 * Adds a worksheet at the end; without a name Excel chooses one.
 *
 * Not to be sent twice when its outcome is unknown, unless named: then `AlreadyExists` says that it happened.
 *
 * See https://learn.microsoft.com/graph/api/worksheetcollection-add.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/client"
 *
 * export const added = Worksheet.add("Forecast")
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const add = (name?: string): Effect.Effect<
  Worksheet.Worksheet,
  WorkbookError.WorkbookError,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.worksheets.add, worksheets, name === undefined ? {} : { name }).pipe(
    calledAs("Worksheet.add")
  )

/**
 * Renames, moves (`position` counts from 0) or hides a worksheet.
 *
 * See https://learn.microsoft.com/graph/api/worksheet-update.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/client"
 *
 * export const hidden = Worksheet.update(Worksheet.named("Orders"), { visibility: "Hidden" })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const update: {
  (changes: Worksheet.Update): <Way extends Safety.Way>(self: WorksheetRef<Way>) => Updating<Way>
  <Way extends Safety.Way>(self: WorksheetRef<Way>, changes: Worksheet.Update): Updating<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: WorksheetRef<Way>, changes: Worksheet.Update): Updating<Way> =>
    WorkbookSession.call(Catalogue.worksheet.update, self, changes).pipe(
      calledAs("Worksheet.update")
    )
)

type Updating<Way extends Safety.Way> = Effect.Effect<
  Worksheet.Worksheet,
  WorkbookSession.ErrorOf<typeof Catalogue.worksheet.update, Way>,
  WorkbookSession.WorkbookSession
>

/**
 * Gives a worksheet another name. References by the old name lead nowhere afterwards.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/client"
 *
 * export const renamed = Worksheet.rename(Worksheet.named("Sheet1"), "Orders")
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const rename: {
  (name: string): <Way extends Safety.Way>(self: WorksheetRef<Way>) => Updating<Way>
  <Way extends Safety.Way>(self: WorksheetRef<Way>, name: string): Updating<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: WorksheetRef<Way>, name: string): Updating<Way> => update(self, { name })
)

const delete_ = <Way extends Safety.Way>(self: WorksheetRef<Way>): Effect.Effect<
  void,
  WorkbookSession.ErrorOf<typeof Catalogue.worksheet.delete, Way>,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.worksheet.delete, self, undefined).pipe(
    calledAs("Worksheet.delete")
  )

export {
  /**
   * Deletes a worksheet with all that is on it. The last visible one cannot be deleted.
   *
   * See https://learn.microsoft.com/graph/api/worksheet-delete.
   *
   * @example
   * ```ts
   * import { Worksheet } from "@effect-workbook/client"
   *
   * export const deleted = Worksheet.delete(Worksheet.named("Scratch"))
   * ```
   *
   * @category requests
   * @since 0.1.0
   */
  delete_ as delete
}
