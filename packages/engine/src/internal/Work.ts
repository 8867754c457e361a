/**
 * Limits for the cost of formulas. A formula that exceeds them is not computed, and its cells keep their values.
 *
 * Work is counted and not timed, so that a workbook has the same values on every machine. One unit is about the cost of
 * reading a cell or creating an element of an array, 20 to 50 nanoseconds. Code with a loop calls `spend` before the
 * loop.
 *
 * @since 0.1.0
 */
import * as Data from "effect/Data"

/** The maximum cost of one formula. It takes at most a second. A sum over millions of cells costs far less. */
export const maxPerFormula = 20_000_000

/** The maximum cost of one recalculation, about half a minute. After that only cheap formulas are computed. */
export const maxPerRecalculation = 1_000_000_000

/** The cost up to which a formula is computed even if the budget is used up. */
export const cheapFormula = 1_000

/** The work after which a recalculation yields to the event loop. */
export const perStep = 2_000_000

/** The maximum number of elements of an array. It is also the maximum number of cells that a request can read. */
export const maxArrayElements = 5_000_000

/**
 * The maximum number of cells that a dynamic array fills. A cell takes a hundred times the memory of an array element.
 */
export const maxSpilledCells = 500_000

/** Excel's limit for the characters of a text. A longer text is `#VALUE!`. */
export const maxTextLength = 32_767

/** The maximum number of characters that one recalculation writes to cells. It limits the memory. */
export const maxTextPerRecalculation = 100_000_000

/** Thrown if a formula exceeds a limit. Only `NotComputed.attempt` catches it. */
export class LimitExceeded extends Data.TaggedError("WorkExceeded")<{
  readonly reason: string
  /** Whether an array is too large. Excel's error for that is `#NUM!`. */
  readonly arrayTooLarge: boolean
}> {}

/** The remaining work of the current formula. It is unlimited outside of formulas. */
let remaining = Infinity

/** The remaining work of several formulas. */
export interface Budget {
  work: number
}

/** Creates a budget for formulas that are evaluated in one step. Together they may cost as much as one formula. */
export const formulaBudget = (): Budget => ({ work: maxPerFormula })

/** Evaluates a formula with the limit of one formula, or with the remaining work of a budget if that is less. */
export const withBudget = <A>(budget: Budget | undefined, evaluate: () => A): A => {
  const limit = budget === undefined ? maxPerFormula : Math.min(maxPerFormula, Math.max(budget.work, cheapFormula))
  remaining = limit
  try {
    return evaluate()
  } finally {
    workOfLastEvaluation = limit - Math.max(remaining, 0)
    remaining = Infinity
    if (budget !== undefined) budget.work -= workOfLastEvaluation
  }
}

let workOfLastEvaluation = 0

/** Returns the cost of the last evaluation. */
export const lastSpent = (): number => workOfLastEvaluation

/** Counts work. Throws {@link LimitExceeded} if the formula exceeds its limit. */
export const spend = (units: number): void => {
  remaining -= units
  if (remaining < 0) throw new LimitExceeded({ reason: "more work than one formula may cost", arrayTooLarge: false })
}

/** Counts the work for a text, which is low because many characters are processed at once. */
export const spendOnText = (length: number): void => spend(1 + (length >> 4))

/** Counts the elements of an array before it is created. */
export const spendOnArray = (rows: number, columns: number): void => {
  if (rows * columns > maxArrayElements) {
    throw new LimitExceeded({ reason: `an array of more than ${maxArrayElements} elements`, arrayTooLarge: true })
  }
  spend(rows * columns)
}
