/**
 * How much formulas may cost. What costs more cannot be computed here: its cells keep the values that they have.
 *
 * Work is counted, never timed, so the same workbook gives the same values on every machine. A unit is about what it
 * takes to read a cell or to make an element of an array, some 20 to 50 nanoseconds; whoever loops tells beforehand how
 * often.
 *
 * @since 0.1.0
 */
import * as Data from "effect/Data"

/** What one formula may cost: sums over millions of cells are far below, and other requests wait a second at most. */
export const perFormula = 20_000_000

/**
 * What the formulas of one recalculation may cost together: about half a minute. When it is used up, only formulas that
 * cost next to nothing are computed.
 */
export const perRecalculation = 1_000_000_000

/** What a formula costs next to nothing. */
export const trifle = 1_000

/** After so much work of a recalculation other requests have their turn. */
export const perTurn = 2_000_000

/** The elements of an array: as many cells as a request can read. */
export const mostElements = 5_000_000

/** The cells that an array formula fills. Cells take a hundred times the memory of elements. */
export const mostSpilled = 500_000

/** The characters of a text: Excel's own limit, beyond which is `#VALUE!`. */
export const longestText = 32_767

/** The characters of all texts that one recalculation puts into cells: what is beyond would not fit into memory. */
export const mostText = 100_000_000

/** A formula costs more than it may. Nobody but calculation catches it. */
export class Exceeded extends Data.TaggedError("WorkExceeded")<{
  readonly reason: string
  /** An array is too large, for which Excel has an error: `#NUM!`. */
  readonly tooLarge: boolean
}> {}

/** Outside of formulas nothing is counted. */
let left = Infinity

/** What several formulas may cost together. */
export interface Allowance {
  work: number
}

/** An allowance for formulas that are evaluated without a turn for others in between: what one may cost. */
export const allowance = (): Allowance => ({ work: perFormula })

/** Evaluates a formula with as much to spend as it may, and as is left of an allowance. */
export const within = <A>(allowance: Allowance | undefined, evaluate: () => A): A => {
  const budget = allowance === undefined ? perFormula : Math.min(perFormula, Math.max(allowance.work, trifle))
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

/** What the last evaluation has spent. */
export const spent = (): number => lastSpent

/** Counts work that is about to be done. */
export const spend = (units: number): void => {
  left -= units
  if (left < 0) throw new Exceeded({ reason: "more work than one formula may cost", tooLarge: false })
}

/** Counts work with a text; most of it goes over many characters at once. */
export const spendOnText = (length: number): void => spend(1 + (length >> 4))

/** Counts the elements of an array that is about to be made. */
export const spendOnArray = (rows: number, columns: number): void => {
  if (rows * columns > mostElements) {
    throw new Exceeded({ reason: `an array of more than ${mostElements} elements`, tooLarge: true })
  }
  spend(rows * columns)
}
