import * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import * as Data from "effect/Data"
import type * as WorkbookError from "../WorkbookError.js"

/**
 * A failed request with the decision of the policy about it. A failure is decided once, when it becomes known.
 *
 * The decision is `undefined` if the request was not sent, or if it succeeded with an answer that cannot be decoded.
 *
 * @internal
 */
export class Failed<out F extends WorkbookError.Any = WorkbookError.OperationFailure>
  extends Data.TaggedError("Failed")<{
    readonly failure: F
    readonly decision: ErrorPolicy.Decision | undefined
  }>
{}

/**
 * Applies the policy to a failure.
 *
 * @internal
 */
export const decide = <F extends WorkbookError.Any>(
  failure: F,
  situation: Omit<ErrorPolicy.Situation, "failure">
): Failed<F> => {
  const decided: WorkbookError.Any = failure
  switch (decided._tag) {
    case "ErrorResponse":
    case "OperationFailed":
    case "TransportFailure":
      return new Failed({ failure, decision: ErrorPolicy.decide({ ...situation, failure: decided }) })
    default:
      return new Failed({ failure, decision: undefined })
  }
}
