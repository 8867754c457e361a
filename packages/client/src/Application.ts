/**
 * How the workbook calculates.
 *
 * See https://learn.microsoft.com/graph/api/resources/workbookapplication.
 *
 * @since 0.1.0
 */
import type * as Application from "@effect-workbook/schema/Application"
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Navigation from "@effect-workbook/schema/Navigation"
import type * as Effect from "effect/Effect"
import { calledAs } from "./internal/functionName.js"
import type * as WorkbookError from "./WorkbookError.js"
import * as WorkbookSession from "./WorkbookSession.js"

/**
 * The resource, from the schema: its description and model `Application.Application`, and `Application.CalculationType`.
 *
 * @example
 * ```ts
 * import { Application } from "@effect-workbook/client"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Application.CalculationType.literals, ["Recalculate", "Full", "FullRebuild"])
 * ```
 *
 * @category resources
 * @since 0.1.0
 */
export * from "@effect-workbook/schema/Application"

const application = Navigation.property(Navigation.workbook, "application")

/**
 * The mode of calculation.
 *
 * See https://learn.microsoft.com/graph/api/workbookapplication-get.
 *
 * @example
 * ```ts
 * import { Application } from "@effect-workbook/client"
 *
 * export const mode = Application.get
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const get: Effect.Effect<
  Application.Application,
  WorkbookError.CallError,
  WorkbookSession.WorkbookSession
> = WorkbookSession.call(Catalogue.application.get, application, undefined).pipe(
  calledAs("Application.get")
)

/**
 * Recalculates all open formulas: `"Recalculate"` those that need it, `"Full"` all of them, `"FullRebuild"` all of them
 * after working out anew what depends on what.
 *
 * See https://learn.microsoft.com/graph/api/workbookapplication-calculate.
 *
 * @example
 * ```ts
 * import { Application } from "@effect-workbook/client"
 *
 * export const fresh = Application.calculate("Full")
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const calculate = (calculationType: Application.Calculate["calculationType"]): Effect.Effect<
  void,
  WorkbookError.CallError,
  WorkbookSession.WorkbookSession
> =>
  WorkbookSession.call(Catalogue.application.calculate, application, { calculationType }).pipe(
    calledAs("Application.calculate")
  )
