/** Runs plans and checks their histories. */
import * as Cause from "effect/Cause"
import * as Exit from "effect/Exit"
import type { Template } from "./Books.js"
import { check } from "./Checker.js"
import type { History } from "./History.js"
import type { Plan } from "./Plan.js"
import { shrink } from "./Shrink.js"
import type { Violation } from "./Violation.js"
import type * as VirtualTime from "./VirtualTime.js"
import * as World from "./World.js"

export interface Verdict {
  readonly plan: Plan
  readonly history: History
  readonly violations: ReadonlyArray<Violation>
}

export const simulate = (plan: Plan, template: Template, mutation?: World.Mutation): Verdict => {
  const { history, outcome } = World.run(plan, template, mutation)
  return { plan, history, violations: [...wrongEnd(outcome), ...check(history, plan)] }
}

/** A world that does not end is a violation: a fiber waits forever or has died. */
const wrongEnd = (outcome: VirtualTime.Outcome<void, never>): ReadonlyArray<Violation> => {
  if (outcome._tag === "Stuck") {
    return [{ invariant: "S10", what: `the world is stuck: ${outcome.why}`, at: outcome.at }]
  }
  return Exit.isSuccess(outcome.exit)
    ? []
    : [{ invariant: "S10", what: `the world died: ${Cause.pretty(outcome.exit.cause)}`, at: outcome.at }]
}

/** The smallest known plan that violates the first of these invariants, and its history. */
export const smallest = (
  { plan, violations }: Verdict,
  template: Template,
  mutation?: World.Mutation
): Verdict => {
  const invariant = violations[0]?.invariant
  const plain = shrink(plan, (smaller) => {
    const verdict = simulate(smaller, template, mutation)
    return verdict.violations.some((violation) => violation.invariant === invariant)
  })
  return simulate(plain, template, mutation)
}
