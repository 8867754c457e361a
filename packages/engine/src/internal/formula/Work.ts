/**
 * Limits on the cost of formulas. A formula beyond them is not computed, and its cells keep their values.
 *
 * Work is counted, never timed, so the same workbook gives the same values on every machine. A unit is about what it
 * takes to read a cell or to make an element of an array, some 20 to 50 nanoseconds; whoever loops tells beforehand how
 * often.
 *
 * @since 0.1.0
 */
import * as Data from "effect/Data"

/**
 * The maximum cost of one formula. Sums over millions of cells cost far less, and other requests wait at most a second.
 */
export const perFormula = 20_000_000

/**
 * The maximum cost of one recalculation, about half a minute. When it is used up, only cheap formulas are computed.
 */
export const perRecalculation = 1_000_000_000

/** The cost below which a formula counts as cheap. */
export const cheap = 1_000

/** The work after which a recalculation yields to other requests. */
export const perStep = 2_000_000

/** The elements of an array: as many cells as a request can read. */
export const mostElements = 5_000_000

/** The cells that an array formula fills. Cells take a hundred times the memory of elements. */
export const mostSpilled = 500_000

/** The characters of a text: Excel's own limit, beyond which is `#VALUE!`. */
export const longestText = 32_767

/** The maximum number of text characters that one recalculation writes to cells. More would not fit into memory. */
export const mostText = 100_000_000

/** A formula costs more than it may. Nobody but calculation catches it. */
export class Exceeded extends Data.TaggedError("WorkExceeded")<{
  readonly reason: string
  /** An array is too large, for which Excel has an error: `#NUM!`. */
  readonly tooLarge: boolean
}> {}

/** Outside of formulas nothing is counted. */
let left = Infinity

/** A budget that several formulas share. */
export interface Allowance {
  work: number
}

/** The allowance for formulas that are evaluated without yielding: the cost of one formula. */
export const allowance = (): Allowance => ({ work: perFormula })

/** Evaluates a formula with as much to spend as it may, and as is left of an allowance. */
export const within = <A>(allowance: Allowance | undefined, evaluate: () => A): A => {
  const budget = allowance === undefined ? perFormula : Math.min(perFormula, Math.max(allowance.work, cheap))
  left = budget
  try {
    return evaluate()
  } finally {
    lastSpent = budget - Math.max(left, 0)
    left = Infinity
    if (allowance !== undefined) allowance.work -= lastSpent
  }
}

let lastSpent = 0

/** The cost of the last evaluation. */
export const spent = (): number => lastSpent

/** Counts work that is about to be done. */
export const spend = (units: number): void => {
  left -= units
  if (left < 0) throw new Exceeded({ reason: "more work than one formula may cost", tooLarge: false })
}

/** Counts the work for a text. Most operations process many characters at once. */
export const spendOnText = (length: number): void => spend(1 + (length >> 4))

/** Counts the elements of an array that is about to be made. */
export const spendOnArray = (rows: number, columns: number): void => {
  if (rows * columns > mostElements) {
    throw new Exceeded({ reason: `an array of more than ${mostElements} elements`, tooLarge: true })
  }
  spend(rows * columns)
}
