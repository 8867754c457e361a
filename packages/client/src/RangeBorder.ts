/**
 * The borders of a range.
 *
 * See https://learn.microsoft.com/graph/api/resources/rangeborder.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as RangeBorder from "@effect-workbook/schema/RangeBorder"
import * as Resource from "@effect-workbook/schema/Resource"
import type * as Safety from "@effect-workbook/schema/Safety"
import * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import { calledAs } from "./call/functionName.js"
import * as Query from "./Query.js"
import type * as Range from "./Range.js"
import * as WorkbookSession from "./WorkbookSession.js"

/**
 * Exports of the schema: the description and the model of the resource, `RangeBorder.RangeBorder`, the sides,
 * `RangeBorder.Side`, and the request bodies `RangeBorder.Add` and `RangeBorder.Update`.
 *
 * @example
 * ```ts
 * import { RangeBorder, Resource } from "@effect-workbook/client"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const { query } = Resource.pick(RangeBorder.RangeBorder, { select: ["style"] })
 * deepStrictEqual(query, { $select: "style" })
 * ```
 *
 * @category resources
 * @since 0.1.0
 */
export * from "@effect-workbook/schema/RangeBorder"

/**
 * A reference to a border of a range. `Way` is how the address finds the range; see `Range.pin` for a range that is
 * `"moving"`.
 *
 * @category models
 * @since 0.1.0
 */
export interface RangeBorderRef<out Way extends Safety.Way = Safety.Way>
  extends Navigation.Reference<"workbookRangeBorder", Way>
{}

const bordersOf = <Way extends Safety.Way>(
  range: Range.RangeRef<Way>
): Navigation.Reference<"Collection(workbookRangeBorder)", Way> =>
  Navigation.property(Navigation.property(range, "format"), "borders")

/**
 * Makes a reference to the border of a side of a range.
 *
 * @example
 * ```ts
 * import { Range, RangeBorder } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const { path } = RangeBorder.of(Range.at("Summary!B2:C3"), "EdgeTop")
 * strictEqual(path, "worksheets('Summary')/range(address='B2%3AC3')/format/borders('EdgeTop')")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const of: {
  (side: RangeBorder.Side): <Way extends Safety.Way>(range: Range.RangeRef<Way>) => RangeBorderRef<Way>
  <Way extends Safety.Way>(range: Range.RangeRef<Way>, side: RangeBorder.Side): RangeBorderRef<Way>
} = dual(
  2,
  <Way extends Safety.Way>(range: Range.RangeRef<Way>, side: RangeBorder.Side): RangeBorderRef<Way> =>
    Navigation.member(bordersOf(range), side)
)

/**
 * Makes a reference to the border of a range at a zero-based position. The positions are those of the literals of
 * `RangeBorder.Side`.
 *
 * See https://learn.microsoft.com/graph/api/rangebordercollection-itemat.
 *
 * @example
 * ```ts
 * import { Range, RangeBorder } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const border = yield* RangeBorder.get(RangeBorder.itemAt(Range.at("Summary!B2:C3"), 0))
 *   strictEqual(border.sideIndex, "EdgeTop")
 * })
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const itemAt: {
  (index: number): <Way extends Safety.Way>(range: Range.RangeRef<Way>) => RangeBorderRef<Way>
  <Way extends Safety.Way>(range: Range.RangeRef<Way>, index: number): RangeBorderRef<Way>
} = dual(
  2,
  <Way extends Safety.Way>(range: Range.RangeRef<Way>, index: number): RangeBorderRef<Way> =>
    Navigation.call(bordersOf(range), "itemAt", { index })
)

type Links = Resource.LinksOf<typeof RangeBorder.RangeBorder>

/**
 * Lists the eight borders of a range.
 *
 * See https://learn.microsoft.com/graph/api/rangeborder-list.
 *
 * @example
 * ```ts
 * import { Range, RangeBorder } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const borders = yield* RangeBorder.list(Range.at("Summary!J1:K2"), { select: ["id", "style"], top: 2 })
 *   deepStrictEqual(borders, [{ id: "EdgeTop", style: "None" }, { id: "EdgeBottom", style: "None" }])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const list = <
  const Select extends keyof RangeBorder.RangeBorder & string = keyof RangeBorder.RangeBorder & string
>(
  range: Range.RangeRef,
  query: Resource.Query<Select, {}> & Query.Page = {}
): Query.Read<ReadonlyArray<Resource.Answer<RangeBorder.RangeBorder, Select, Links, {}>>> =>
  Query.list(Catalogue.rangeBorders.list, bordersOf(range), Resource.pick(RangeBorder.RangeBorder, query), query).pipe(
    calledAs("RangeBorder.list")
  )

/**
 * Counts the borders of a range, which are eight.
 *
 * @example
 * ```ts
 * import { Range, RangeBorder } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   strictEqual(yield* RangeBorder.count(Range.at("Summary!J1")), 8)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const count = (range: Range.RangeRef): Query.Read<number> =>
  WorkbookSession.call(Catalogue.rangeBorders.count, bordersOf(range), {}).pipe(
    Effect.map(({ value }) => value),
    calledAs("RangeBorder.count")
  )

/**
 * Reads a border of a range.
 *
 * See https://learn.microsoft.com/graph/api/rangeborder-get.
 *
 * @example
 * ```ts
 * import { Range, RangeBorder } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const { style } = yield* RangeBorder.get(RangeBorder.of(Range.at("Summary!J1"), "EdgeLeft"))
 *   strictEqual(style, "None")
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const get: Query.Get<"workbookRangeBorder", RangeBorder.RangeBorder, Links> = Query.get(
  Catalogue.rangeBorder.get,
  RangeBorder.RangeBorder,
  "RangeBorder.get"
)

/**
 * Changes a border of a range, and succeeds with it. Properties that are left out stay unchanged. A border that is new
 * is `Continuous`, `Thin` and black by default.
 *
 * Fails with `InvalidRequest`, and changes nothing, if a change is invalid. Fails with `OutcomeUnknown` only if the
 * reference is `"moving"`.
 *
 * See https://learn.microsoft.com/graph/api/rangeborder-update.
 *
 * @example
 * ```ts
 * import { Range, RangeBorder } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const top = RangeBorder.of(Range.at("Summary!J1:K2"), "EdgeTop")
 *   const border = yield* RangeBorder.update(top, { style: "Double", color: "red" })
 *   deepStrictEqual([border.style, border.weight, border.color], ["Double", "Thick", "#FF0000"])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const update: {
  (changes: RangeBorder.Update): <Way extends Safety.Way>(self: RangeBorderRef<Way>) => UpdateEffect<Way>
  <Way extends Safety.Way>(self: RangeBorderRef<Way>, changes: RangeBorder.Update): UpdateEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: RangeBorderRef<Way>, changes: RangeBorder.Update): UpdateEffect<Way> =>
    WorkbookSession.call(Catalogue.rangeBorder.update, self, changes).pipe(calledAs("RangeBorder.update"))
)

type UpdateEffect<Way extends Safety.Way> = Effect.Effect<
  RangeBorder.RangeBorder,
  WorkbookSession.ErrorOf<typeof Catalogue.rangeBorder.update, Way>,
  WorkbookSession.WorkbookSession
>
