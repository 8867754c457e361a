/**
 * The exception for a formula that cannot be computed: it calls an unsupported function, refers to unknown cells of a
 * linked workbook, or exceeds a limit. The cell then keeps its stored value.
 *
 * It is thrown and not returned, because a function of the formula would treat it as a value: `IFERROR` would replace
 * it by the second argument, and `COUNT` would skip it.
 *
 * @since 0.1.0
 */
import * as Data from "effect/Data"
import { CALC, NAME, NUM, type Scalar } from "../value/Value.js"
import * as Work from "../Work.js"

/** The reason why a formula could not be computed. */
export class NotComputed extends Data.TaggedError("NotComputed")<{
  /** A description such as `unknown function GROUPBY`. */
  readonly reason: string
  /** The value of a new formula, which has no stored value to keep. */
  readonly initialValue: Scalar
}> {
  override get message() {
    return this.reason
  }
}

/** Aborts the evaluation of the formula. */
export const notComputed = (reason: string, initialValue: Scalar = NAME): never => {
  throw new NotComputed({ reason, initialValue })
}

/** Runs an evaluation within the limits of `Work`. Returns its result, or the reason why there is none. */
export const attempt = <A>(evaluate: () => A, budget?: Work.Budget): A | NotComputed => {
  try {
    return Work.withBudget(budget, evaluate)
  } catch (error) {
    if (error instanceof NotComputed) return error
    if (error instanceof Work.LimitExceeded) {
      return new NotComputed({ reason: error.reason, initialValue: error.arrayTooLarge ? NUM : CALC })
    }
    throw error
  }
}
