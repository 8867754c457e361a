/** A violated invariant, and the time of the violation. */
import type { History } from "./History.js"
import type { Plan } from "./Plan.js"

export interface Violation {
  /** The invariant of the design, such as `"S1"`. */
  readonly invariant: string
  readonly what: string
  readonly at: number
}

/** Checks one invariant. It is a pure function of the history and the plan. */
export type Check = (history: History, plan: Plan) => ReadonlyArray<Violation>
