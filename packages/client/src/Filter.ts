/**
 * The filters of table columns. A filter hides the rows whose cells do not meet its criteria. The filters of several
 * columns hide the rows that one of them hides.
 *
 * See https://learn.microsoft.com/graph/api/resources/filter.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as Filter from "@effect-workbook/schema/Filter"
import type * as Icon from "@effect-workbook/schema/Icon"
import * as Navigation from "@effect-workbook/schema/Navigation"
import type * as Safety from "@effect-workbook/schema/Safety"
import type * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import { calledAs } from "./call/functionName.js"
import type * as Query from "./Query.js"
import type { TableRef } from "./Table.js"
import * as WorkbookSession from "./WorkbookSession.js"

/**
 * Exports of the schema: the description and the model of the resource, `Filter.Filter`, and the criteria
 * `Filter.Criteria` and `Filter.CriteriaInput`.
 *
 * @example
 * ```ts
 * import { Filter } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const criteria: Filter.CriteriaInput = { filterOn: "Values", values: ["North"] }
 * strictEqual(criteria.filterOn, "Values")
 * ```
 *
 * @category resources
 * @since 0.1.0
 */
export * from "@effect-workbook/schema/Filter"

/**
 * A reference to the filter of a column. `Way` is how the address finds the column.
 *
 * @category models
 * @since 0.1.0
 */
export interface FilterRef<out Way extends Safety.Way = Safety.Way>
  extends Navigation.Reference<"workbookFilter", Way>
{}

/**
 * Makes a reference to the filter of the column with a name or an id.
 *
 * @example
 * ```ts
 * import { Filter, Table } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Filter.ofColumn(Table.named("Orders"), "Region").path, "tables('Orders')/columns('Region')/filter")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const ofColumn: {
  (nameOrId: string): <Way extends Safety.Way>(table: TableRef<Way>) => FilterRef<ColumnWay<Way>>
  <Way extends Safety.Way>(table: TableRef<Way>, nameOrId: string): FilterRef<ColumnWay<Way>>
} = dual(
  2,
  <Way extends Safety.Way>(table: TableRef<Way>, nameOrId: string): FilterRef<ColumnWay<Way>> =>
    Navigation.property(Navigation.member(Navigation.property(table, "columns"), nameOrId), "filter")
)

type ColumnWay<Way extends Safety.Way> = Safety.Worse<Way, Navigation.MemberWay<"Collection(workbookTableColumn)">>

/**
 * Reads the filter of a column. Its `criteria` are `null` if the column is not filtered.
 *
 * See https://learn.microsoft.com/graph/api/resources/filter.
 *
 * @example
 * ```ts
 * import { Filter, Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const region = Filter.ofColumn(Table.named("Orders"), "Region")
 *   deepStrictEqual(yield* Filter.get(region), { criteria: null })
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const get = (self: FilterRef): Query.Read<Filter.Filter> =>
  WorkbookSession.call(Catalogue.filter.get, self, undefined).pipe(calledAs("Filter.get"))

type FilterEffect<Way extends Safety.Way> = Effect.Effect<
  void,
  WorkbookSession.ErrorOf<typeof Catalogue.filter.apply, Way>,
  WorkbookSession.WorkbookSession
>

/**
 * Filters a column by criteria of any kind.
 *
 * See https://learn.microsoft.com/graph/api/filter-apply.
 *
 * @example
 * ```ts
 * import { Filter, Range, Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const orders = Table.named("Orders")
 *   yield* Filter.apply(Filter.ofColumn(orders, "Region"), { filterOn: "Values", values: ["South"] })
 *   const first = yield* Range.get(Range.at("Orders!A2"), { select: ["rowHidden"] })
 *   strictEqual(first.rowHidden, true)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const apply: {
  (criteria: Filter.CriteriaInput): <Way extends Safety.Way>(self: FilterRef<Way>) => FilterEffect<Way>
  <Way extends Safety.Way>(self: FilterRef<Way>, criteria: Filter.CriteriaInput): FilterEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: FilterRef<Way>, criteria: Filter.CriteriaInput): FilterEffect<Way> =>
    WorkbookSession.call(Catalogue.filter.apply, self, { criteria }).pipe(calledAs("Filter.apply"))
)

/**
 * Filters a column by the texts of its cells, as Excel displays them, and by dates.
 *
 * See https://learn.microsoft.com/graph/api/filter-apply.
 *
 * @example
 * ```ts
 * import { Filter, Range, Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const orders = Table.named("Orders")
 *   yield* Filter.values(Filter.ofColumn(orders, "Region"), ["South", "East"])
 *   const first = yield* Range.get(Range.at("Orders!A2"), { select: ["rowHidden"] })
 *   strictEqual(first.rowHidden, true)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const values: {
  (values: Filter.Values): <Way extends Safety.Way>(self: FilterRef<Way>) => FilterEffect<Way>
  <Way extends Safety.Way>(self: FilterRef<Way>, values: Filter.Values): FilterEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: FilterRef<Way>, values: Filter.Values): FilterEffect<Way> =>
    WorkbookSession.call(Catalogue.filter.applyValuesFilter, self, { values }).pipe(calledAs("Filter.values"))
)

/**
 * Filters a column by one or two comparisons, such as `>50`, `<>North` or `=*ing`. In a text `*` stands for any text, `?`
 * for any character, and `~` marks the next character as ordinary. `operator` combines two comparisons, with `And` by
 * default.
 *
 * See https://learn.microsoft.com/graph/api/filter-apply.
 *
 * @example
 * ```ts
 * import { Filter, Range, Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   yield* Filter.custom(Filter.ofColumn(Table.named("Orders"), "Units"), { criterion1: ">=10", criterion2: "<20" })
 *   const first = yield* Range.get(Range.at("Orders!A2"), { select: ["rowHidden"] })
 *   strictEqual(first.rowHidden, true)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const custom: {
  (criteria: CustomCriteria): <Way extends Safety.Way>(self: FilterRef<Way>) => FilterEffect<Way>
  <Way extends Safety.Way>(self: FilterRef<Way>, criteria: CustomCriteria): FilterEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(
    self: FilterRef<Way>,
    { criterion1, criterion2, operator }: CustomCriteria
  ): FilterEffect<Way> =>
    WorkbookSession.call(Catalogue.filter.applyCustomFilter, self, {
      criteria1: criterion1,
      criteria2: criterion2,
      oper: operator
    }).pipe(calledAs("Filter.custom"))
)

/**
 * The comparisons of a custom filter.
 *
 * @category models
 * @since 0.1.0
 */
export interface CustomCriteria {
  readonly criterion1: string
  readonly criterion2?: string | undefined
  readonly operator?: Filter.Operator | undefined
}

/**
 * Filters a column by a condition that depends on the other cells of the column, or on the date of today.
 *
 * See https://learn.microsoft.com/graph/api/filter-apply.
 *
 * @example
 * ```ts
 * import { Filter, Range, Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const orders = Table.named("Orders")
 *   yield* Filter.dynamic(Filter.ofColumn(orders, "Units"), "AboveAverage")
 *   const first = yield* Range.get(Range.at("Orders!A2"), { select: ["rowHidden"] })
 *   strictEqual(first.rowHidden, true)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const dynamic: {
  (criteria: Filter.DynamicCriteria): <Way extends Safety.Way>(self: FilterRef<Way>) => FilterEffect<Way>
  <Way extends Safety.Way>(self: FilterRef<Way>, criteria: Filter.DynamicCriteria): FilterEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: FilterRef<Way>, criteria: Filter.DynamicCriteria): FilterEffect<Way> =>
    WorkbookSession.call(Catalogue.filter.applyDynamicFilter, self, { criteria }).pipe(calledAs("Filter.dynamic"))
)

/**
 * Filters a column by its greatest numbers. More rows are shown if the last ones are equal.
 *
 * See https://learn.microsoft.com/graph/api/filter-apply.
 *
 * @example
 * ```ts
 * import { Filter, Range, Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const orders = Table.named("Orders")
 *   yield* Filter.topItems(Filter.ofColumn(orders, "Units"), 1)
 *   const first = yield* Range.get(Range.at("Orders!A2"), { select: ["rowHidden"] })
 *   strictEqual(first.rowHidden, true)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const topItems: {
  (count: number): <Way extends Safety.Way>(self: FilterRef<Way>) => FilterEffect<Way>
  <Way extends Safety.Way>(self: FilterRef<Way>, count: number): FilterEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: FilterRef<Way>, count: number): FilterEffect<Way> =>
    WorkbookSession.call(Catalogue.filter.applyTopItemsFilter, self, { count }).pipe(calledAs("Filter.topItems"))
)

/**
 * Filters a column by its smallest numbers. More rows are shown if the last ones are equal.
 *
 * See https://learn.microsoft.com/graph/api/filter-apply.
 *
 * @example
 * ```ts
 * import { Filter, Range, Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const orders = Table.named("Orders")
 *   yield* Filter.bottomItems(Filter.ofColumn(orders, "Units"), 1)
 *   const first = yield* Range.get(Range.at("Orders!A2"), { select: ["rowHidden"] })
 *   strictEqual(first.rowHidden, true)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const bottomItems: {
  (count: number): <Way extends Safety.Way>(self: FilterRef<Way>) => FilterEffect<Way>
  <Way extends Safety.Way>(self: FilterRef<Way>, count: number): FilterEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: FilterRef<Way>, count: number): FilterEffect<Way> =>
    WorkbookSession.call(Catalogue.filter.applyBottomItemsFilter, self, { count }).pipe(calledAs("Filter.bottomItems"))
)

/**
 * Filters a column by a percentage of its greatest numbers, from 1 to 100.
 *
 * See https://learn.microsoft.com/graph/api/filter-apply.
 *
 * @example
 * ```ts
 * import { Filter, Range, Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const orders = Table.named("Orders")
 *   yield* Filter.topPercent(Filter.ofColumn(orders, "Units"), 5)
 *   const first = yield* Range.get(Range.at("Orders!A2"), { select: ["rowHidden"] })
 *   strictEqual(first.rowHidden, true)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const topPercent: {
  (percent: number): <Way extends Safety.Way>(self: FilterRef<Way>) => FilterEffect<Way>
  <Way extends Safety.Way>(self: FilterRef<Way>, percent: number): FilterEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: FilterRef<Way>, percent: number): FilterEffect<Way> =>
    WorkbookSession.call(Catalogue.filter.applyTopPercentFilter, self, { percent }).pipe(calledAs("Filter.topPercent"))
)

/**
 * Filters a column by a percentage of its smallest numbers, from 1 to 100.
 *
 * See https://learn.microsoft.com/graph/api/filter-apply.
 *
 * @example
 * ```ts
 * import { Filter, Range, Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const orders = Table.named("Orders")
 *   yield* Filter.bottomPercent(Filter.ofColumn(orders, "Units"), 5)
 *   const first = yield* Range.get(Range.at("Orders!A2"), { select: ["rowHidden"] })
 *   strictEqual(first.rowHidden, true)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const bottomPercent: {
  (percent: number): <Way extends Safety.Way>(self: FilterRef<Way>) => FilterEffect<Way>
  <Way extends Safety.Way>(self: FilterRef<Way>, percent: number): FilterEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: FilterRef<Way>, percent: number): FilterEffect<Way> =>
    WorkbookSession.call(Catalogue.filter.applyBottomPercentFilter, self, { percent }).pipe(
      calledAs("Filter.bottomPercent")
    )
)

/**
 * Filters a column by the color of the cells, such as `#FFFF00`.
 *
 * See https://learn.microsoft.com/graph/api/filter-apply.
 *
 * @example
 * ```ts
 * import { Filter, Range, Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const orders = Table.named("Orders")
 *   yield* Filter.cellColor(Filter.ofColumn(orders, "Region"), "#FFFF00")
 *   const first = yield* Range.get(Range.at("Orders!A2"), { select: ["rowHidden"] })
 *   strictEqual(first.rowHidden, true)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const cellColor: {
  (color: string): <Way extends Safety.Way>(self: FilterRef<Way>) => FilterEffect<Way>
  <Way extends Safety.Way>(self: FilterRef<Way>, color: string): FilterEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: FilterRef<Way>, color: string): FilterEffect<Way> =>
    WorkbookSession.call(Catalogue.filter.applyCellColorFilter, self, { color }).pipe(calledAs("Filter.cellColor"))
)

/**
 * Filters a column by the color of the fonts, such as `#FF0000`.
 *
 * See https://learn.microsoft.com/graph/api/filter-apply.
 *
 * @example
 * ```ts
 * import { Filter, Range, Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const orders = Table.named("Orders")
 *   yield* Filter.fontColor(Filter.ofColumn(orders, "Region"), "#FF0000")
 *   const first = yield* Range.get(Range.at("Orders!A2"), { select: ["rowHidden"] })
 *   strictEqual(first.rowHidden, true)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const fontColor: {
  (color: string): <Way extends Safety.Way>(self: FilterRef<Way>) => FilterEffect<Way>
  <Way extends Safety.Way>(self: FilterRef<Way>, color: string): FilterEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: FilterRef<Way>, color: string): FilterEffect<Way> =>
    WorkbookSession.call(Catalogue.filter.applyFontColorFilter, self, { color }).pipe(calledAs("Filter.fontColor"))
)

/**
 * Filters a column by an icon of a conditional format.
 *
 * See https://learn.microsoft.com/graph/api/filter-apply.
 *
 * @example
 * ```ts
 * import { Filter, Range, Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const orders = Table.named("Orders")
 *   yield* Filter.icon(Filter.ofColumn(orders, "Region"), { set: "ThreeArrows", index: 0 })
 *   const first = yield* Range.get(Range.at("Orders!A2"), { select: ["rowHidden"] })
 *   strictEqual(first.rowHidden, true)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const icon: {
  (icon: Icon.Input): <Way extends Safety.Way>(self: FilterRef<Way>) => FilterEffect<Way>
  <Way extends Safety.Way>(self: FilterRef<Way>, icon: Icon.Input): FilterEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: FilterRef<Way>, icon: Icon.Input): FilterEffect<Way> =>
    WorkbookSession.call(Catalogue.filter.applyIconFilter, self, { icon }).pipe(calledAs("Filter.icon"))
)

/**
 * Removes the filter of a column. `Table.clearFilters` removes the filters of all columns.
 *
 * See https://learn.microsoft.com/graph/api/filter-clear.
 *
 * @example
 * ```ts
 * import { Filter, Table } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const region = Filter.ofColumn(Table.named("Orders"), "Region")
 *   yield* Filter.values(region, ["South"])
 *   yield* Filter.clear(region)
 *   strictEqual((yield* Filter.get(region)).criteria, null)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const clear = <Way extends Safety.Way>(self: FilterRef<Way>): FilterEffect<Way> =>
  WorkbookSession.call(Catalogue.filter.clear, self, undefined).pipe(calledAs("Filter.clear"))
