/**
 * The calculation of a workbook: its calculation mode, and recalculation.
 *
 * See https://learn.microsoft.com/graph/api/resources/workbookapplication.
 *
 * @since 0.1.0
 */
import type * as Application from "@effect-workbook/schema/Application"
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Navigation from "@effect-workbook/schema/Navigation"
import type * as Effect from "effect/Effect"
import { calledAs } from "./call/functionName.js"
import type * as WorkbookError from "./WorkbookError.js"
import * as WorkbookSession from "./WorkbookSession.js"

/**
 * Exports of the schema: the description and the model of the resource, `Application.Application`, and
 * `Application.CalculationType`.
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
 * Reads the application, which has the calculation mode.
 *
 * See https://learn.microsoft.com/graph/api/workbookapplication-get.
 *
 * @example
 * ```ts
 * import { Application } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const { calculationMode } = yield* Application.get
 *   strictEqual(calculationMode, "Automatic")
 * })
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
 * Recalculates the workbook. `"Recalculate"` calculates the formulas that Excel has marked as changed, `"Full"`
 * calculates all formulas, and `"FullRebuild"` also rebuilds the dependencies between them.
 *
 * See https://learn.microsoft.com/graph/api/workbookapplication-calculate.
 *
 * @example
 * ```ts
 * import { Application, Range } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   yield* Application.calculate("Full")
 *   deepStrictEqual(yield* Range.values(Range.at("Summary!B15")), [["East"]])
 * })
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
