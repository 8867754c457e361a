/**
 * The protection of a range: what its cells allow while the worksheet is protected.
 *
 * See https://learn.microsoft.com/graph/api/resources/formatprotection.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as FormatProtection from "@effect-workbook/schema/FormatProtection"
import * as Navigation from "@effect-workbook/schema/Navigation"
import type * as Resource from "@effect-workbook/schema/Resource"
import type * as Safety from "@effect-workbook/schema/Safety"
import type * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import { calledAs } from "./call/functionName.js"
import * as Query from "./Query.js"
import type * as Range from "./Range.js"
import * as WorkbookSession from "./WorkbookSession.js"

/**
 * Exports of the schema: the description and the model of the resource, `FormatProtection.FormatProtection`, and the body of an
 * update, `FormatProtection.Update`.
 *
 * @example
 * ```ts
 * import { FormatProtection, Resource } from "@effect-workbook/client"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const { query } = Resource.pick(FormatProtection.FormatProtection, { select: ["locked"] })
 * deepStrictEqual(query, { $select: "locked" })
 * ```
 *
 * @category resources
 * @since 0.1.0
 */
export * from "@effect-workbook/schema/FormatProtection"

/**
 * A reference to the protection of a range. `Way` is how the address finds the range; see `Range.pin` for a range that is
 * `"moving"`.
 *
 * @category models
 * @since 0.1.0
 */
export interface FormatProtectionRef<out Way extends Safety.Way = Safety.Way>
  extends Navigation.Reference<"workbookFormatProtection", Way>
{}

/**
 * Makes a reference to the protection of a range.
 *
 * @example
 * ```ts
 * import { Range, FormatProtection } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(FormatProtection.of(Range.at("Summary!B2")).path, "worksheets('Summary')/range(address='B2')/format/protection")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const of = <Way extends Safety.Way>(range: Range.RangeRef<Way>): FormatProtectionRef<Way> =>
  Navigation.property(Navigation.property(range, "format"), "protection")

/**
 * Reads the protection of a range.
 *
 * See https://learn.microsoft.com/graph/api/formatprotection-get.
 *
 * @example
 * ```ts
 * import { Range, FormatProtection } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const { locked } = yield* FormatProtection.get(FormatProtection.of(Range.at("Summary!A4")))
 *   strictEqual(locked, true)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const get: Query.Get<
  "workbookFormatProtection",
  FormatProtection.FormatProtection,
  Resource.LinksOf<typeof FormatProtection.FormatProtection>
> = Query.get(
  Catalogue.formatProtection.get,
  FormatProtection.FormatProtection,
  "FormatProtection.get"
)

/**
 * Changes the protection of a range, and succeeds with it. Properties that are left out stay unchanged.
 *
 * Fails with `InvalidRequest`, and changes nothing, if a change is invalid. Fails with `OutcomeUnknown` only if the
 * reference is `"moving"`.
 *
 * See https://learn.microsoft.com/graph/api/formatprotection-update.
 *
 * @example
 * ```ts
 * import { Range, FormatProtection } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const protection = yield* FormatProtection.update(FormatProtection.of(Range.at("Summary!J1")), { locked: false })
 *   strictEqual(protection.locked, false)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const update: {
  (changes: FormatProtection.Update): <Way extends Safety.Way>(self: FormatProtectionRef<Way>) => UpdateEffect<Way>
  <Way extends Safety.Way>(self: FormatProtectionRef<Way>, changes: FormatProtection.Update): UpdateEffect<Way>
} = dual(
  2,
  <Way extends Safety.Way>(self: FormatProtectionRef<Way>, changes: FormatProtection.Update): UpdateEffect<Way> =>
    WorkbookSession.call(Catalogue.formatProtection.update, self, changes).pipe(calledAs("FormatProtection.update"))
)

type UpdateEffect<Way extends Safety.Way> = Effect.Effect<
  FormatProtection.FormatProtection,
  WorkbookSession.ErrorOf<typeof Catalogue.formatProtection.update, Way>,
  WorkbookSession.WorkbookSession
>
