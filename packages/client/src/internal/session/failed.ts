import * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import * as Data from "effect/Data"
import type * as WorkbookError from "../../WorkbookError.js"

/**
 * A failure with the decision of the policy. Every failure is decided once, when it becomes known.
 *
 * There is no decision where there is nothing to decide: nothing was sent, or the request succeeded with an answer that
 * cannot be read.
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
 * Decides about a failure.
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
