/** Something that must never happen, and when it did. */
import type { History } from "./History.js"
import type { Plan } from "./Plan.js"

export interface Violation {
  /** The invariant of the design, such as `"S1"`. */
  readonly invariant: string
  readonly what: string
  readonly at: number
}

/** Finds what one invariant forbids. Pure: it sees what happened and nothing else. */
export type Check = (history: History, plan: Plan) => ReadonlyArray<Violation>
