/**
 * The fill of a range: its background colour.
 *
 * See https://learn.microsoft.com/graph/api/resources/rangefill.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as RangeFill from "@effect-workbook/schema/RangeFill"
import type * as Resource from "@effect-workbook/schema/Resource"
import type * as Safety from "@effect-workbook/schema/Safety"
import type * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import { calledAs } from "./call/functionName.js"
import * as Query from "./Query.js"
import type * as Range from "./Range.js"
import * as WorkbookSession from "./WorkbookSession.js"

/**
 * Exports of the schema: the description and the model of the resource, `RangeFill.RangeFill`, and the body of an
 * update, `RangeFill.Update`.
 *
 * @example
 * ```ts
 * import { RangeFill, Resource } from "@effect-workbook/client"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const { query } = Resource.pick(RangeFill.RangeFill, { select: ["color"] })
 * deepStrictEqual(query, { $select: "color" })
 * ```
 *
 * @category resources
 * @since 0.1.0
 */
export * from "@effect-workbook/schema/RangeFill"

/**
 * A reference to the fill of a range. `Way` is how the address finds the range; see `Range.pin` for a range that is
 * `"moving"`.
 *
 * @category models
 * @since 0.1.0
 */
export interface RangeFillRef<out Way extends Safety.Way = Safety.Way>
  extends Navigation.Reference<"workbookRangeFill", Way>
{}

/**
 * Makes a reference to the fill of a range.
 *
 * @example
 * ```ts
 * import { Range, RangeFill } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(RangeFill.of(Range.at("Summary!B2")).path, "worksheets('Summary')/range(address='B2')/format/fill")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const of = <Way extends Safety.Way>(range: Range.RangeRef<Way>): RangeFillRef<Way> =>
  Navigation.property(Navigation.property(range, "format"), "fill")

/**
 * Reads the fill of a range.
 *
 * See https://learn.microsoft.com/graph/api/rangefill-get.
 *
 * @example
 * ```ts
 * import { Range, RangeFill } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const { color } = yield* RangeFill.get(RangeFill.of(Range.at("Summary!J1")))
 *   strictEqual(color, "#FFFFFF")
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const get: Query.Get<"workbookRangeFill", RangeFill.RangeFill, Resource.LinksOf<typeof RangeFill.RangeFill>> =
  Query.get(
    Catalogue.rangeFill.get,
    RangeFill.RangeFill,
    "RangeFill.get"
  )

/**
 * Changes the background colour of a range, and succeeds with its fill. Properties that are left out stay unchanged.
 *
 * Fails with `InvalidRequest`, and changes nothing, if a change is invalid. Fails with `OutcomeUnknown` only if the
 * reference is `"moving"`.
 *
 * See https://learn.microsoft.com/graph/api/rangefill-update.
 *
 * @example
 * ```ts
 * import { Range, RangeFill } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const fill = yield* RangeFill.update(RangeFill.of(Range.at("Summary!J1")), { color: "orange" })
 *   strictEqual(fill.color, "#FFA500")
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const update: {
  (changes: RangeFill.Update): <Way extends Safety.Way>(self: RangeFillRef<Way>) => UpdateEffect<Way>
  <Way extends Safety.Way>(self: RangeFillRef<Way>, changes: RangeFill.Update): UpdateEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: RangeFillRef<Way>, changes: RangeFill.Update): UpdateEffect<Way> =>
    WorkbookSession.call(Catalogue.rangeFill.update, self, changes).pipe(calledAs("RangeFill.update"))
)

type UpdateEffect<Way extends Safety.Way> = Effect.Effect<
  RangeFill.RangeFill,
  WorkbookSession.ErrorOf<typeof Catalogue.rangeFill.update, Way>,
  WorkbookSession.WorkbookSession
>

/**
 * Removes the fill of a range.
 *
 * See https://learn.microsoft.com/graph/api/rangefill-clear.
 *
 * @example
 * ```ts
 * import { Range, RangeFill } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const fill = RangeFill.of(Range.at("Summary!J1"))
 *   yield* RangeFill.update(fill, { color: "#FFA500" })
 *   yield* RangeFill.clear(fill)
 *   strictEqual((yield* RangeFill.get(fill)).color, "#FFFFFF")
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const clear = <Way extends Safety.Way>(self: RangeFillRef<Way>): Effect.Effect<
  void,
  WorkbookSession.ErrorOf<typeof Catalogue.rangeFill.clear, Way>,
  WorkbookSession.WorkbookSession
> => WorkbookSession.call(Catalogue.rangeFill.clear, self, undefined).pipe(calledAs("RangeFill.clear"))
