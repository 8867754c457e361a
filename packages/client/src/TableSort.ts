/**
 * The sort of a table, which Excel keeps with the table.
 *
 * See https://learn.microsoft.com/graph/api/resources/tablesort.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Navigation from "@effect-workbook/schema/Navigation"
import type * as Safety from "@effect-workbook/schema/Safety"
import type * as SortField from "@effect-workbook/schema/SortField"
import type * as TableSort from "@effect-workbook/schema/TableSort"
import type * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import { calledAs } from "./call/functionName.js"
import type * as Query from "./Query.js"
import type { TableRef } from "./Table.js"
import * as WorkbookSession from "./WorkbookSession.js"

/**
 * Exports of the schema: the description and the model of the resource, `TableSort.TableSort`, and the request body
 * `TableSort.Apply`.
 *
 * @example
 * ```ts
 * import { TableSort } from "@effect-workbook/client"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Object.keys(TableSort.TableSort.properties), ["fields", "matchCase", "method"])
 * ```
 *
 * @category resources
 * @since 0.1.0
 */
export * from "@effect-workbook/schema/TableSort"

/**
 * The options of `apply`.
 *
 * - `matchCase`: whether the case of letters matters; `false` by default
 * - `method`: the order of Chinese characters; `PinYin` by default
 *
 * @category models
 * @since 0.1.0
 */
export interface Options {
  readonly matchCase?: boolean | undefined
  readonly method?: SortField.Method | undefined
}

const sortOf = <Way extends Safety.Way>(table: TableRef<Way>) => Navigation.property(table, "sort")

/**
 * Reads the conditions that a table was last sorted by. There are no `fields` if there are no conditions.
 *
 * See https://learn.microsoft.com/graph/api/tablesort-get.
 *
 * @example
 * ```ts
 * import { Table, TableSort } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const sort = yield* TableSort.get(Table.named("Orders"))
 *   deepStrictEqual(sort, { fields: [], matchCase: false, method: "PinYin" })
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const get = (table: TableRef): Query.Read<TableSort.TableSort> =>
  WorkbookSession.call(Catalogue.tableSort.get, sortOf(table), undefined).pipe(calledAs("TableSort.get"))

/**
 * Sorts the rows of a table. A `key` is the zero-based index of a column. Rows that are equal by the first condition are
 * sorted by the next one, and keep their order if they are equal by all.
 *
 * See https://learn.microsoft.com/graph/api/tablesort-apply.
 *
 * @example
 * ```ts
 * import { Table, TableSort } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const orders = Table.named("Orders")
 *   yield* TableSort.apply(orders, [{ key: 4, ascending: false }, { key: 0 }])
 *   const rows = yield* Table.rows(orders, { top: 2 })
 *   deepStrictEqual(rows.map(({ values }) => [values?.[0]?.[0], values?.[0]?.[4]]), [["SO-1015", 40], ["SO-1003", 30]])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const apply: {
  (
    fields: ReadonlyArray<SortField.Input>,
    options?: Options
  ): <Way extends Safety.Way>(table: TableRef<Way>) => ApplyEffect<Way>
  <Way extends Safety.Way>(
    table: TableRef<Way>,
    fields: ReadonlyArray<SortField.Input>,
    options?: Options
  ): ApplyEffect<Way>
} = dual(
  (args) => Navigation.isReference(args[0]),
  <Way extends Safety.Way>(
    table: TableRef<Way>,
    fields: ReadonlyArray<SortField.Input>,
    options: Options = {}
  ): ApplyEffect<Way> =>
    WorkbookSession.call(Catalogue.tableSort.apply, sortOf(table), { fields, ...options }).pipe(
      calledAs("TableSort.apply")
    )
)

type ApplyEffect<Way extends Safety.Way> = Effect.Effect<
  void,
  WorkbookSession.ErrorOf<typeof Catalogue.tableSort.apply, Way>,
  WorkbookSession.WorkbookSession
>

/**
 * Forgets the conditions of the sort of a table. The rows stay where they are.
 *
 * See https://learn.microsoft.com/graph/api/tablesort-clear.
 *
 * @example
 * ```ts
 * import { Table, TableSort } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const orders = Table.named("Orders")
 *   yield* TableSort.apply(orders, [{ key: 0 }])
 *   yield* TableSort.clear(orders)
 *   deepStrictEqual((yield* TableSort.get(orders)).fields, [])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const clear = <Way extends Safety.Way>(table: TableRef<Way>): Effect.Effect<
  void,
  WorkbookSession.ErrorOf<typeof Catalogue.tableSort.clear, Way>,
  WorkbookSession.WorkbookSession
> => WorkbookSession.call(Catalogue.tableSort.clear, sortOf(table), undefined).pipe(calledAs("TableSort.clear"))

/**
 * Sorts the present rows of a table by the conditions of its last sort. It has no effect if there are none.
 *
 * See https://learn.microsoft.com/graph/api/tablesort-reapply.
 *
 * @example
 * ```ts
 * import { Table, TableSort } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const orders = Table.named("Orders")
 *   yield* TableSort.apply(orders, [{ key: 0 }])
 *   yield* Table.addRows(orders, [["SO-1000", 46020, "North", "Desk", 1, 349, null]])
 *   yield* TableSort.reapply(orders)
 *   strictEqual((yield* Table.row(orders, 0)).values?.[0]?.[0], "SO-1000")
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const reapply = <Way extends Safety.Way>(table: TableRef<Way>): Effect.Effect<
  void,
  WorkbookSession.ErrorOf<typeof Catalogue.tableSort.reapply, Way>,
  WorkbookSession.WorkbookSession
> => WorkbookSession.call(Catalogue.tableSort.reapply, sortOf(table), undefined).pipe(calledAs("TableSort.reapply"))
