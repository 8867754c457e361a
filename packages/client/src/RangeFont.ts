/**
 * The font of a range.
 *
 * See https://learn.microsoft.com/graph/api/resources/rangefont.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as RangeFont from "@effect-workbook/schema/RangeFont"
import type * as Resource from "@effect-workbook/schema/Resource"
import type * as Safety from "@effect-workbook/schema/Safety"
import type * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import { calledAs } from "./call/functionName.js"
import * as Query from "./Query.js"
import type * as Range from "./Range.js"
import * as WorkbookSession from "./WorkbookSession.js"

/**
 * Exports of the schema: the description and the model of the resource, `RangeFont.RangeFont`, and the body of an
 * update, `RangeFont.Update`.
 *
 * @example
 * ```ts
 * import { RangeFont, Resource } from "@effect-workbook/client"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const { query } = Resource.pick(RangeFont.RangeFont, { select: ["italic"] })
 * deepStrictEqual(query, { $select: "italic" })
 * ```
 *
 * @category resources
 * @since 0.1.0
 */
export * from "@effect-workbook/schema/RangeFont"

/**
 * A reference to the font of a range. `Way` is how the address finds the range; see `Range.pin` for a range that is
 * `"moving"`.
 *
 * @category models
 * @since 0.1.0
 */
export interface RangeFontRef<out Way extends Safety.Way = Safety.Way>
  extends Navigation.Reference<"workbookRangeFont", Way>
{}

/**
 * Makes a reference to the font of a range.
 *
 * @example
 * ```ts
 * import { Range, RangeFont } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(RangeFont.of(Range.at("Summary!B2")).path, "worksheets('Summary')/range(address='B2')/format/font")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const of = <Way extends Safety.Way>(range: Range.RangeRef<Way>): RangeFontRef<Way> =>
  Navigation.property(Navigation.property(range, "format"), "font")

/**
 * Reads the font of a range.
 *
 * See https://learn.microsoft.com/graph/api/rangefont-get.
 *
 * @example
 * ```ts
 * import { Range, RangeFont } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const { italic } = yield* RangeFont.get(RangeFont.of(Range.at("Summary!A4")))
 *   strictEqual(italic, false)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const get: Query.Get<"workbookRangeFont", RangeFont.RangeFont, Resource.LinksOf<typeof RangeFont.RangeFont>> =
  Query.get(
    Catalogue.rangeFont.get,
    RangeFont.RangeFont,
    "RangeFont.get"
  )

/**
 * Changes the font of a range, and succeeds with it. Properties that are left out stay unchanged.
 *
 * Fails with `InvalidRequest`, and changes nothing, if a change is invalid. Fails with `OutcomeUnknown` only if the
 * reference is `"moving"`.
 *
 * See https://learn.microsoft.com/graph/api/rangefont-update.
 *
 * @example
 * ```ts
 * import { Range, RangeFont } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const font = yield* RangeFont.update(RangeFont.of(Range.at("Summary!J1")), { bold: true, size: 26 })
 *   deepStrictEqual([font.bold, font.size], [true, 26])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const update: {
  (changes: RangeFont.Update): <Way extends Safety.Way>(self: RangeFontRef<Way>) => UpdateEffect<Way>
  <Way extends Safety.Way>(self: RangeFontRef<Way>, changes: RangeFont.Update): UpdateEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: RangeFontRef<Way>, changes: RangeFont.Update): UpdateEffect<Way> =>
    WorkbookSession.call(Catalogue.rangeFont.update, self, changes).pipe(calledAs("RangeFont.update"))
)

type UpdateEffect<Way extends Safety.Way> = Effect.Effect<
  RangeFont.RangeFont,
  WorkbookSession.ErrorOf<typeof Catalogue.rangeFont.update, Way>,
  WorkbookSession.WorkbookSession
>
