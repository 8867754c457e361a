/**
 * The worksheets of a workbook.
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
import { calledAs } from "./call/functionName.js"
import { readThenWrite } from "./call/readThenWrite.js"
import * as Copy from "./copy/worksheet.js"
import * as Query from "./Query.js"
import type * as WorkbookError from "./WorkbookError.js"
import * as WorkbookSession from "./WorkbookSession.js"

/**
 * Exports of the schema: the description and the model of the resource, `Worksheet.Worksheet`, and the request bodies
 * `Worksheet.Add` and `Worksheet.Update`.
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
 * A reference to a worksheet. `Way` is how the address finds the worksheet.
 *
 * @category models
 * @since 0.1.0
 */
export interface WorksheetRef<out Way extends Safety.Way = Safety.Way>
  extends Navigation.Reference<"workbookWorksheet", Way>
{}

const worksheets = Navigation.property(Navigation.workbook, "worksheets")

/**
 * Makes a reference to the worksheet with a name or an id. The name is not case-sensitive.
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
 * Lists the worksheets in the order of their tabs. A query can select properties, and expand related
 * resources such as the tables of each worksheet.
 *
 * See https://learn.microsoft.com/graph/api/workbook-list-worksheets.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const worksheets = yield* Worksheet.list({ select: ["name"] })
 *   deepStrictEqual(worksheets.map(({ name }) => name), ["Orders", "Summary"])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const list = <
  const Select extends keyof Worksheet.Worksheet & string = keyof Worksheet.Worksheet & string,
  Expand extends Resource.Expandable<Links> = {}
>(
  query: Resource.Query<Select, Resource.Strict<Expand, Links>> & Query.Options<Property> = {}
): Query.Read<ReadonlyArray<Resource.Answer<Worksheet.Worksheet, Select, Links, Expand>>> =>
  Query.list(Catalogue.worksheets.list, worksheets, Resource.pick(Worksheet.Worksheet, query), query).pipe(
    calledAs("Worksheet.list")
  )

type Property = keyof Worksheet.Worksheet & string
type Links = Resource.LinksOf<typeof Worksheet.Worksheet>

/**
 * Like `list`, but reads the worksheets in pages, each when the stream needs it.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/client"
 * import { Effect, Stream } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   strictEqual(yield* Stream.runCount(Worksheet.stream({ select: ["name"], pageSize: 1 })), 2)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const stream = <const Select extends Property = Property, Expand extends Resource.Expandable<Links> = {}>(
  query: Resource.Query<Select, Resource.Strict<Expand, Links>> & Query.StreamOptions<Property> = {}
): Query.Streamed<Resource.Answer<Worksheet.Worksheet, Select, Links, Expand>> =>
  Query.stream(Catalogue.worksheets.list, worksheets, Resource.pick(Worksheet.Worksheet, query), query)

/**
 * Counts the worksheets, or those that meet a condition.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   strictEqual(yield* Worksheet.count({ filter: ["visibility", "eq", "Visible"] }), 2)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const count = (options: Pick<Query.Options<Property>, "filter"> = {}): Query.Read<number> =>
  Query.count(Catalogue.worksheets.list, worksheets, options).pipe(calledAs("Worksheet.count"))

/**
 * Reads a worksheet. Fails with `NotFound` if it does not exist.
 *
 * See https://learn.microsoft.com/graph/api/worksheet-get.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = yield* Worksheet.get(Worksheet.named("Summary"))
 *   deepStrictEqual([summary.position, summary.visibility], [1, "Visible"])
 * })
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
 * Adds a worksheet at the end, and succeeds with it. Without a `name`, Excel chooses one.
 *
 * The call is not idempotent, and fails with `OutcomeUnknown` if it may have been executed. With a `name` it is safe to
 * call it again: it fails with `AlreadyExists` if the worksheet exists.
 *
 * See https://learn.microsoft.com/graph/api/worksheetcollection-add.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const forecast = yield* Worksheet.add("Forecast")
 *   deepStrictEqual([forecast.name, forecast.position], ["Forecast", 2])
 * })
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
 * Renames, moves or hides a worksheet, and succeeds with it. `position` is counted from 0.
 *
 * See https://learn.microsoft.com/graph/api/worksheet-update.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const orders = yield* Worksheet.update(Worksheet.named("Orders"), { visibility: "Hidden" })
 *   strictEqual(orders.visibility, "Hidden")
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const update: {
  (changes: Worksheet.Update): <Way extends Safety.Way>(self: WorksheetRef<Way>) => UpdateEffect<Way>
  <Way extends Safety.Way>(self: WorksheetRef<Way>, changes: Worksheet.Update): UpdateEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: WorksheetRef<Way>, changes: Worksheet.Update): UpdateEffect<Way> =>
    WorkbookSession.call(Catalogue.worksheet.update, self, changes).pipe(
      calledAs("Worksheet.update")
    )
)

type UpdateEffect<Way extends Safety.Way> = Effect.Effect<
  Worksheet.Worksheet,
  WorkbookSession.ErrorOf<typeof Catalogue.worksheet.update, Way>,
  WorkbookSession.WorkbookSession
>

/**
 * Renames a worksheet, and succeeds with it. A call with a reference by the old name then fails with `NotFound`.
 *
 * See https://learn.microsoft.com/graph/api/worksheet-update.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const renamed = yield* Worksheet.rename(Worksheet.named("Summary"), "Revenue")
 *   strictEqual(renamed.name, "Revenue")
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const rename: {
  (name: string): <Way extends Safety.Way>(self: WorksheetRef<Way>) => UpdateEffect<Way>
  <Way extends Safety.Way>(self: WorksheetRef<Way>, name: string): UpdateEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: WorksheetRef<Way>, name: string): UpdateEffect<Way> => update(self, { name })
)

/**
 * The options of {@link copy}.
 *
 * - `position`: the zero-based position of the copy; after the last worksheet by default
 * - `maxReads`: the largest number of reads; 1,000 by default. If the worksheet needs more, `copy` fails with
 *   `InvalidArguments` and writes nothing.
 *
 * @example
 * ```ts
 * import { Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const first: Worksheet.CopyOptions = { position: 0 }
 *
 * export const program = Effect.gen(function*() {
 *   strictEqual((yield* Worksheet.copy(Worksheet.named("Summary"), "Summary 2025", first)).position, 0)
 * })
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface CopyOptions {
  readonly position?: number | undefined
  readonly maxReads?: number | undefined
}

/**
 * Copies a worksheet to a new one with a name, and succeeds with the new worksheet. The API cannot copy worksheets, so the
 * content is read and written again, in several requests.
 *
 * Copied are, in the used range:
 *
 * - the contents of the cells. References to the worksheet itself, and to its tables, refer to the copy, as in Excel. Other
 *   references stay as they are.
 * - number formats, fonts, fills, borders, alignments, and whether cells are locked and formulas hidden
 * - the widths of the columns and the heights of the rows, also if they are hidden
 * - tables with a header row: their styles and their header and totals rows. Excel chooses the names of the new tables.
 * - visible names of ranges whose scope is the worksheet
 *
 * Everything else is not copied, because the API does not return it: merged cells, charts, pictures, pivot tables,
 * conditional formats, data validations, comments, hyperlinks, formats of a part of a text, indents and rotations, patterns of
 * fills, panes, page setups. Filters, sorts, other names and the protection of the worksheet are not copied either. Colours of the theme
 * become fixed colours, a white fill becomes no fill, and an array formula of older versions of Excel becomes a dynamic one.
 *
 * Up to 20,000 cells are read in one request, and the address of each table in one. Formats are read for areas, and an area is
 * cut in two until its cells have the same format. That takes about two reads for each area and each halving: a handful for
 * a plain worksheet, and some tens for a list with a header. It takes as many writes as there are different formats side by
 * side.
 *
 * If a write fails, or if the call is interrupted, the new worksheet is deleted; it is left only if that deletion fails too.
 * The worksheet, the tables and the names are added as with `WorkbookSession.verified`. Fails with `AlreadyExists`, and
 * writes nothing, if there is a worksheet with this name. Changes of other users while it is read can be in the copy in part.
 *
 * @example
 * ```ts
 * import { Range, Worksheet } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const { name, position } = yield* Worksheet.copy(Worksheet.named("Summary"), "Summary 2025", { position: 1 })
 *   deepStrictEqual([name, position], ["Summary 2025", 1])
 *   deepStrictEqual(yield* Range.formulas(Range.at("'Summary 2025'!A8:B8")), [["Total", "=SUM(B4:B7)"]])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const copy: {
  (name: string, options?: CopyOptions): (self: WorksheetRef) => CopyEffect
  (self: WorksheetRef, name: string, options?: CopyOptions): CopyEffect
} = dual(
  (args) => Navigation.isReference(args[0]),
  (self: WorksheetRef, name: string, { maxReads = 1000, position }: CopyOptions = {}): CopyEffect =>
    Copy.copy(self, name, { maxReads, position }).pipe(readThenWrite, calledAs("Worksheet.copy"))
)

type CopyEffect = Effect.Effect<
  Worksheet.Worksheet,
  WorkbookError.WorkbookError,
  WorkbookSession.WorkbookSession
>

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
   * Deletes a worksheet with its content. The last visible worksheet cannot be deleted.
   *
   * See https://learn.microsoft.com/graph/api/worksheet-delete.
   *
   * @example
   * ```ts
   * import { Worksheet } from "@effect-workbook/client"
   * import { Effect } from "effect"
   * import { strictEqual } from "node:assert/strict"
   *
   * export const program = Effect.gen(function*() {
   *   yield* Worksheet.delete(Worksheet.named("Summary"))
   *   strictEqual((yield* Worksheet.list()).length, 1)
   * })
   * ```
   *
   * @category requests
   * @since 0.1.0
   */
  delete_ as delete
}
