/**
 * The visible cells of a range: those whose row and column are not hidden, by a filter or by hand.
 *
 * See https://learn.microsoft.com/graph/api/resources/workbookrangeview.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as RangeView from "@effect-workbook/schema/RangeView"
import * as Resource from "@effect-workbook/schema/Resource"
import type * as Safety from "@effect-workbook/schema/Safety"
import { dual } from "effect/Function"
import { calledAs } from "./call/functionName.js"
import * as Query from "./Query.js"
import type * as Range from "./Range.js"

/**
 * Exports of the schema: the description and the model of the resource, `RangeView.RangeView`.
 *
 * @example
 * ```ts
 * import { RangeView, Resource } from "@effect-workbook/client"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const { query } = Resource.pick(RangeView.RangeView, { select: ["rowCount", "values"] })
 * deepStrictEqual(query, { $select: "rowCount,values" })
 * ```
 *
 * @category resources
 * @since 0.1.0
 */
export * from "@effect-workbook/schema/RangeView"

/**
 * A reference to the visible cells of a range, or of one of its visible rows.
 *
 * @category models
 * @since 0.1.0
 */
export interface RangeViewRef<out Way extends Safety.Way = Safety.Way>
  extends Navigation.Reference<"workbookRangeView", Way>
{}

/**
 * Makes a reference to the visible cells of a range.
 *
 * See https://learn.microsoft.com/graph/api/workbookrange-visibleview.
 *
 * @example
 * ```ts
 * import { Range, RangeView } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const range = Range.at("Summary!A4:B8")
 *   yield* Range.update(Range.at("Summary!A5:A6"), { rowHidden: true })
 *   const { rowCount } = yield* RangeView.get(RangeView.of(range), { select: ["rowCount"] })
 *   strictEqual(rowCount, 3)
 * })
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const of = (range: Range.RangeRef): RangeViewRef<"moving"> => Navigation.call(range, "visibleView", {})

/**
 * Makes a reference to a visible row of a view. `index` is the zero-based index among the visible rows.
 *
 * See https://learn.microsoft.com/graph/api/workbookrangeview-itemat.
 *
 * @example
 * ```ts
 * import { Range, RangeView } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   yield* Range.update(Range.at("Summary!A4"), { rowHidden: true })
 *   const first = RangeView.row(RangeView.of(Range.at("Summary!A4:A8")), 0)
 *   deepStrictEqual((yield* RangeView.get(first, { select: ["values"] })).values, [["South"]])
 * })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const row: {
  (index: number): (self: RangeViewRef) => RangeViewRef<"moving">
  (self: RangeViewRef, index: number): RangeViewRef<"moving">
} = dual(
  2,
  (self: RangeViewRef<"moving">, index: number): RangeViewRef<"moving"> =>
    Navigation.call(Navigation.property(self, "rows"), "itemAt", { index })
)

/**
 * Makes a reference to the range of a view, which includes the hidden cells.
 *
 * See https://learn.microsoft.com/graph/api/workbookrangeview-range.
 *
 * @example
 * ```ts
 * import { Range, RangeView } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const view = RangeView.of(Range.at("Summary!A4:B8"))
 *   strictEqual((yield* Range.get(RangeView.range(view), { select: ["address"] })).address, "Summary!A4:B8")
 * })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const range = <Way extends Safety.Way>(self: RangeViewRef<Way>): Range.RangeRef<Way> =>
  Navigation.call(self, "range", {})

/**
 * Reads a view with all properties, or with the selected ones. The matrices have only the visible rows and columns.
 *
 * See https://learn.microsoft.com/graph/api/workbookrange-visibleview.
 *
 * @example
 * ```ts
 * import { Range, RangeView } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   yield* Range.update(Range.at("Summary!B1"), { columnHidden: true })
 *   const view = yield* RangeView.get(RangeView.of(Range.at("Summary!A4:C4")), { select: ["cellAddresses", "values"] })
 *   deepStrictEqual(view, { cellAddresses: [["Summary!A4", "Summary!C4"]], values: [["North", 71]] })
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const get: Query.Get<"workbookRangeView", RangeView.RangeView, Resource.LinksOf<typeof RangeView.RangeView>> =
  Query.get(Catalogue.rangeView.get, RangeView.RangeView, "RangeView.get")

/**
 * Lists the visible rows of a view. Each of them is a view with one row. `page` limits the list, which is complete by
 * default.
 *
 * See https://learn.microsoft.com/graph/api/workbookrangeview-list-rows.
 *
 * @example
 * ```ts
 * import { Range, RangeView } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   yield* Range.update(Range.at("Summary!A5:A7"), { rowHidden: true })
 *   const rows = yield* RangeView.rows(RangeView.of(Range.at("Summary!A4:A8")))
 *   deepStrictEqual(rows.map(({ values }) => values), [[["North"]], [["Total"]]])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const rows: {
  (page?: Query.Page): (self: RangeViewRef) => Query.Read<ReadonlyArray<RangeView.RangeView>>
  (self: RangeViewRef, page?: Query.Page): Query.Read<ReadonlyArray<RangeView.RangeView>>
} = dual(
  (args) => Navigation.isReference(args[0]),
  (self: RangeViewRef, page: Query.Page = {}): Query.Read<ReadonlyArray<RangeView.RangeView>> =>
    Query.list(
      Catalogue.rangeViews.list,
      Navigation.property(self, "rows"),
      Resource.pick(RangeView.RangeView, {}),
      page
    ).pipe(calledAs("RangeView.rows"))
)
