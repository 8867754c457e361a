/**
 * The format of a range: its alignment, the width of its columns and the height of its rows.
 *
 * See https://learn.microsoft.com/graph/api/resources/rangeformat.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Navigation from "@effect-workbook/schema/Navigation"
import * as RangeFormat from "@effect-workbook/schema/RangeFormat"
import type * as Resource from "@effect-workbook/schema/Resource"
import type * as Safety from "@effect-workbook/schema/Safety"
import type * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import { calledAs } from "./call/functionName.js"
import * as Query from "./Query.js"
import type * as Range from "./Range.js"
import * as WorkbookSession from "./WorkbookSession.js"

/**
 * Exports of the schema: the description and the model of the resource, `RangeFormat.RangeFormat`, and the body of an
 * update, `RangeFormat.Update`.
 *
 * @example
 * ```ts
 * import { RangeFormat, Resource } from "@effect-workbook/client"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const { query } = Resource.pick(RangeFormat.RangeFormat, { select: ["horizontalAlignment"] })
 * deepStrictEqual(query, { $select: "horizontalAlignment" })
 * ```
 *
 * @category resources
 * @since 0.1.0
 */
export * from "@effect-workbook/schema/RangeFormat"

/**
 * A reference to the format of a range. `Way` is how the address finds the range; see `Range.pin` for a range that is
 * `"moving"`.
 *
 * @category models
 * @since 0.1.0
 */
export interface RangeFormatRef<out Way extends Safety.Way = Safety.Way>
  extends Navigation.Reference<"workbookRangeFormat", Way>
{}

/**
 * Makes a reference to the format of a range.
 *
 * @example
 * ```ts
 * import { Range, RangeFormat } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(RangeFormat.of(Range.at("Summary!B2")).path, "worksheets('Summary')/range(address='B2')/format")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const of = <Way extends Safety.Way>(range: Range.RangeRef<Way>): RangeFormatRef<Way> =>
  Navigation.property(range, "format")

/**
 * Reads the format of a range.
 *
 * See https://learn.microsoft.com/graph/api/rangeformat-get.
 *
 * @example
 * ```ts
 * import { Range, RangeFormat } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const { horizontalAlignment } = yield* RangeFormat.get(RangeFormat.of(Range.at("Summary!A4")))
 *   strictEqual(horizontalAlignment, "General")
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const get: Query.Get<
  "workbookRangeFormat",
  RangeFormat.RangeFormat,
  Resource.LinksOf<typeof RangeFormat.RangeFormat>
> = Query.get(
  Catalogue.rangeFormat.get,
  RangeFormat.RangeFormat,
  "RangeFormat.get"
)

/**
 * Changes the alignment of a range, the width of its columns and the height of its rows, and succeeds with its format. Properties that are left out stay unchanged.
 *
 * Fails with `InvalidRequest`, and changes nothing, if a change is invalid. Fails with `OutcomeUnknown` only if the
 * reference is `"moving"`.
 *
 * See https://learn.microsoft.com/graph/api/rangeformat-update.
 *
 * @example
 * ```ts
 * import { Range, RangeFormat } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const format = yield* RangeFormat.update(RangeFormat.of(Range.at("Summary!J1:J2")), { columnWidth: 135, verticalAlignment: "Top" })
 *   deepStrictEqual([format.columnWidth, format.verticalAlignment], [135, "Top"])
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const update: {
  (changes: RangeFormat.Update): <Way extends Safety.Way>(self: RangeFormatRef<Way>) => UpdateEffect<Way>
  <Way extends Safety.Way>(self: RangeFormatRef<Way>, changes: RangeFormat.Update): UpdateEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: RangeFormatRef<Way>, changes: RangeFormat.Update): UpdateEffect<Way> =>
    WorkbookSession.call(Catalogue.rangeFormat.update, self, changes).pipe(calledAs("RangeFormat.update"))
)

type UpdateEffect<Way extends Safety.Way> = Effect.Effect<
  RangeFormat.RangeFormat,
  WorkbookSession.ErrorOf<typeof Catalogue.rangeFormat.update, Way>,
  WorkbookSession.WorkbookSession
>

/**
 * Makes the columns of a range as wide as the texts of its cells. Columns without texts keep their width.
 *
 * See https://learn.microsoft.com/graph/api/rangeformat-autofitcolumns.
 *
 * @example
 * ```ts
 * import { Range, RangeFormat } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const format = RangeFormat.of(Range.at("Summary!J:J"))
 *   yield* Range.write(Range.at("Summary!J1"), [["A text that is wider than the column"]])
 *   const before = yield* RangeFormat.get(format, { select: ["columnWidth"] })
 *   yield* RangeFormat.autofitColumns(format)
 *   const after = yield* RangeFormat.get(format, { select: ["columnWidth"] })
 *   strictEqual((after.columnWidth ?? 0) > (before.columnWidth ?? 0), true)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const autofitColumns = <Way extends Safety.Way>(self: RangeFormatRef<Way>): Effect.Effect<
  void,
  WorkbookSession.ErrorOf<typeof Catalogue.rangeFormat.autofitColumns, Way>,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.rangeFormat.autofitColumns, self, undefined).pipe(
    calledAs("RangeFormat.autofitColumns")
  )

/**
 * Makes the rows of a range as high as the fonts and the wrapped texts of its cells need.
 *
 * See https://learn.microsoft.com/graph/api/rangeformat-autofitrows.
 *
 * @example
 * ```ts
 * import { Range, RangeFormat } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const format = RangeFormat.of(Range.at("Summary!J20"))
 *   yield* RangeFormat.update(format, { rowHeight: 90 })
 *   yield* RangeFormat.autofitRows(format)
 *   const { rowHeight } = yield* RangeFormat.get(format, { select: ["rowHeight"] })
 *   strictEqual((rowHeight ?? 0) < 90, true)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const autofitRows = <Way extends Safety.Way>(self: RangeFormatRef<Way>): Effect.Effect<
  void,
  WorkbookSession.ErrorOf<typeof Catalogue.rangeFormat.autofitRows, Way>,
  WorkbookSession.WorkbookSession
> => WorkbookSession.call(Catalogue.rangeFormat.autofitRows, self, undefined).pipe(calledAs("RangeFormat.autofitRows"))
