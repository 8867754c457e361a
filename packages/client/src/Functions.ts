/**
 * Calls worksheet functions of Excel by name, without a formula in a cell.
 *
 * @see https://learn.microsoft.com/graph/api/resources/workbookfunctions
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as FunctionResult from "@effect-workbook/schema/FunctionResult"
import * as Navigation from "@effect-workbook/schema/Navigation"
import type * as WorkbookFunction from "@effect-workbook/schema/WorkbookFunction"
import type * as Effect from "effect/Effect"
import { calledAs } from "./call/functionName.js"
import type * as WorkbookError from "./WorkbookError.js"
import * as WorkbookSession from "./WorkbookSession.js"

const functions = Navigation.property(Navigation.workbook, "functions")

/**
 * Calls a worksheet function. The result has the `value` that the function returned, or the code of an Excel error in
 * `error`.
 *
 * Arguments are passed by parameter name. A range is passed as `{ address: "Orders!A1:B9" }`. Fails with
 * `InvalidArguments` if an argument is invalid.
 *
 * See https://learn.microsoft.com/graph/api/resources/workbookfunctions.
 *
 * @example
 * ```ts
 * import { Functions } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const units = yield* Functions.call("vlookup", {
 *     lookupValue: "SO-1017",
 *     tableArray: { address: "Orders!A1:G25" },
 *     colIndexNum: 5,
 *     rangeLookup: false
 *   })
 *   strictEqual(units.value, 6)
 * })
 * ```
 *
 * @category requests
 * @since 0.1.0
 */
export const call = <Name extends WorkbookFunction.FunctionName>(
  name: Name,
  args: WorkbookFunction.Arguments<Name>
): Effect.Effect<FunctionResult.FunctionResult, WorkbookError.CallError, WorkbookSession.WorkbookSession> =>
  WorkbookSession.call(Catalogue.functions.call(name), functions, args).pipe(
    calledAs("Functions.call", { "workbook.function.name": name })
  )
