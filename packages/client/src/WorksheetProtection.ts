/**
 * The protection of worksheets. On a protected worksheet users can only change unlocked cells, and do what the options
 * of the protection allow. All cells are locked by default.
 *
 * See https://learn.microsoft.com/graph/api/resources/worksheetprotection.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Navigation from "@effect-workbook/schema/Navigation"
import type * as Safety from "@effect-workbook/schema/Safety"
import type * as WorksheetProtection from "@effect-workbook/schema/WorksheetProtection"
import type * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import { calledAs } from "./call/functionName.js"
import type * as Query from "./Query.js"
import * as WorkbookSession from "./WorkbookSession.js"
import type { WorksheetRef } from "./Worksheet.js"

/**
 * Exports of the schema: the description and the model of the resource, `WorksheetProtection.WorksheetProtection`, and
 * its options.
 *
 * @example
 * ```ts
 * import { WorksheetProtection } from "@effect-workbook/client"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const { properties } = WorksheetProtection.WorksheetProtection
 * deepStrictEqual(Object.keys(properties), ["options", "protected"])
 * ```
 *
 * @category resources
 * @since 0.1.0
 */
export * from "@effect-workbook/schema/WorksheetProtection"

const protectionOf = <Way extends Safety.Way>(worksheet: WorksheetRef<Way>) =>
  Navigation.property(worksheet, "protection")

/**
 * Reads the protection of a worksheet. Its `options` are `null` if the worksheet is not protected.
 *
 * See https://learn.microsoft.com/graph/api/worksheetprotection-get.
 *
 * @example
 * ```ts
 * import { Worksheet, WorksheetProtection } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const protection = yield* WorksheetProtection.get(Worksheet.named("Summary"))
 *   deepStrictEqual(protection, { options: null, protected: false })
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const get = (worksheet: WorksheetRef): Query.Read<WorksheetProtection.WorksheetProtection> =>
  WorkbookSession.call(Catalogue.worksheetProtection.get, protectionOf(worksheet), undefined).pipe(
    calledAs("WorksheetProtection.get")
  )

/**
 * Protects a worksheet without a password. Options that are left out are `false`.
 *
 * Fails with `AccessDenied` if the worksheet is protected, and with `OutcomeUnknown` if that may be so because the call
 * was executed.
 *
 * See https://learn.microsoft.com/graph/api/worksheetprotection-protect.
 *
 * @example
 * ```ts
 * import { Range, Worksheet, WorksheetProtection } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   yield* WorksheetProtection.protect(Worksheet.named("Summary"), { allowSort: true })
 *   const error = yield* Effect.flip(Range.write(Range.at("Summary!A1"), [["changed"]]))
 *   strictEqual(error._tag, "AccessDenied")
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const protect: {
  (
    options?: WorksheetProtection.OptionsInput
  ): <Way extends Safety.Way>(worksheet: WorksheetRef<Way>) => ProtectEffect<Way>
  <Way extends Safety.Way>(
    worksheet: WorksheetRef<Way>,
    options?: WorksheetProtection.OptionsInput
  ): ProtectEffect<Way>
} = dual(
  (args) => Navigation.isReference(args[0]),
  <Way extends Safety.Way>(
    worksheet: WorksheetRef<Way>,
    options?: WorksheetProtection.OptionsInput
  ): ProtectEffect<Way> =>
    WorkbookSession.call(
      Catalogue.worksheetProtection.protect,
      protectionOf(worksheet),
      options === undefined ? {} : { options }
    ).pipe(calledAs("WorksheetProtection.protect"))
)

type ProtectEffect<Way extends Safety.Way> = Effect.Effect<
  void,
  WorkbookSession.ErrorOf<typeof Catalogue.worksheetProtection.protect, Way>,
  WorkbookSession.WorkbookSession
>

/**
 * Removes the protection of a worksheet. It has no effect if the worksheet is not protected. Fails with `AccessDenied`
 * if the protection has a password, which cannot be passed to the service.
 *
 * See https://learn.microsoft.com/graph/api/worksheetprotection-unprotect.
 *
 * @example
 * ```ts
 * import { Worksheet, WorksheetProtection } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const summary = Worksheet.named("Summary")
 *   yield* WorksheetProtection.protect(summary)
 *   yield* WorksheetProtection.unprotect(summary)
 *   strictEqual((yield* WorksheetProtection.get(summary)).protected, false)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const unprotect = <Way extends Safety.Way>(worksheet: WorksheetRef<Way>): Effect.Effect<
  void,
  WorkbookSession.ErrorOf<typeof Catalogue.worksheetProtection.unprotect, Way>,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.worksheetProtection.unprotect, protectionOf(worksheet), undefined).pipe(
    calledAs("WorksheetProtection.unprotect")
  )
