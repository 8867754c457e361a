/**
 * Refusals of the engine as errors of the service.
 *
 * @since 0.1.0
 */
import type { BookError } from "@effect-workbook/engine/BookError"
import * as Effect from "effect/Effect"
import * as Failure from "./Failure.js"

/** Converts a refusal of the engine to the error of the service. */
export const refused = <A>(effect: Effect.Effect<A, BookError>): Effect.Effect<A, Failure.Failure> =>
  Effect.mapError(effect, ({ code, message }) =>
    code === "unsupportedWorkbook"
      ? Failure.excel(code, message, "WorkbookNotSupported")
      : Failure.excel(code, message))
