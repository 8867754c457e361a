import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as WorkbookError from "../WorkbookError.js"
import { inBatch } from "./batching.js"
import { FunctionName } from "./functionName.js"

/**
 * Fails because the arguments of the called function are invalid. `name` is that of the function if the context has none.
 *
 * @internal
 */
export const invalidArguments = (
  endpoint: Endpoint.Any,
  issue: string,
  name?: string
): Effect.Effect<never, WorkbookError.InvalidArguments> =>
  Effect.withFiberRuntime((fiber) => {
    const functionName = Context.get(fiber.currentContext, FunctionName) ?? name
    return inBatch(fiber, new WorkbookError.InvalidArguments({ endpoint: Endpoint.id(endpoint), functionName, issue }))
  })

/**
 * Fails because an answer differs from the documentation. `name` is that of the function if the context has none.
 *
 * @internal
 */
export const unexpectedAnswer = (
  endpoint: Endpoint.Any,
  issue: string,
  name?: string
): Effect.Effect<never, WorkbookError.UnexpectedAnswer> =>
  Effect.flatMap(
    FunctionName,
    (functionName = name) =>
      new WorkbookError.UnexpectedAnswer({ endpoint: Endpoint.id(endpoint), functionName, issue })
  )
