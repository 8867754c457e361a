/**
 * The signal that a formula cannot be computed here: it names a function that this engine lacks, cells of a workbook
 * that is not at hand, or costs more than one formula may.
 *
 * It is thrown, not returned, because no function of the formula may take it for a value: `IFERROR` would turn it into
 * its second argument, `COUNT` would skip it. Whoever finds that it cannot go on, however deep, calls
 * {@link notComputed}; calculation then keeps the value that the cell has.
 *
 * @since 0.1.0
 */
import * as Data from "effect/Data"
import { CALC, NAME, NUM, type Scalar } from "./Value.js"
import * as Work from "./Work.js"

/** A formula could not be computed. */
export class NotComputed extends Data.TaggedError("NotComputed")<{
  /** Why the formula is not computed: `unknown function GROUPBY`. */
  readonly reason: string
  /** The value to show if the cell has no former value, because its formula is new. */
  readonly shown: Scalar
}> {
  override get message() {
    return this.reason
  }
}

/** Ends the evaluation of the formula. */
export const notComputed = (reason: string, shown: Scalar = NAME): never => {
  throw new NotComputed({ reason, shown })
}

/** Runs an evaluation, and returns its result or the reason why there is none. */
export const attempt = <A>(evaluate: () => A, allowance?: Work.Allowance): A | NotComputed => {
  try {
    return Work.within(allowance, evaluate)
  } catch (error) {
    if (error instanceof NotComputed) return error
    if (error instanceof Work.Exceeded) {
      return new NotComputed({ reason: error.reason, shown: error.tooLarge ? NUM : CALC })
    }
    throw error
  }
}
