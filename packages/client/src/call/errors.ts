import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Effect from "effect/Effect"
import * as WorkbookError from "../WorkbookError.js"
import { inBatch } from "./batching.js"
import { FunctionName } from "./functionName.js"

/**
 * Fails because the arguments of the called function are invalid.
 *
 * @internal
 */
export const invalidArguments = (
  endpoint: Endpoint.Any,
  issue: string
): Effect.Effect<never, WorkbookError.InvalidArguments> =>
  inBatch(Effect.flatMap(
    FunctionName,
    (functionName) => new WorkbookError.InvalidArguments({ endpoint: Endpoint.id(endpoint), functionName, issue })
  ))

/**
 * Fails because an answer differs from the documentation.
 *
 * @internal
 */
export const unexpectedAnswer = (
  endpoint: Endpoint.Any,
  issue: string
): Effect.Effect<never, WorkbookError.UnexpectedAnswer> =>
  Effect.flatMap(
    FunctionName,
    (functionName) => new WorkbookError.UnexpectedAnswer({ endpoint: Endpoint.id(endpoint), functionName, issue })
  )
