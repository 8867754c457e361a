/** Shrinks a failing plan to a small one that still violates the same invariant. */
import type { Fault } from "@effect-workbook/emulator"
import type { Plan, Step, User, Visit } from "./Plan.js"

/** Whether a plan still fails in the same way. */
export type StillFails = (plan: Plan) => boolean

/** The maximum number of smaller plans to try. */
const maxAttempts = 400

/** Replaces the plan by a smaller one for as long as one still fails. */
export const shrink = (plan: Plan, stillFails: StillFails): Plan => {
  let smallest = plan
  let tried = 0
  let found = true
  while (found) {
    found = false
    for (const candidate of smaller(smallest)) {
      if (++tried > maxAttempts) return smallest
      if (stillFails(candidate)) {
        smallest = candidate
        found = true
        break
      }
    }
  }
  return smallest
}

/** Smaller plans, the largest reductions first. */
function* smaller(plan: Plan): Generator<Plan> {
  for (const faults of withoutSome(plan.faults)) yield { ...plan, faults }
  for (const tokenHangs of withoutOne(plan.tokenHangs)) yield { ...plan, tokenHangs }
  for (const clockSets of withoutOne(plan.clockSets)) yield { ...plan, clockSets }
  for (const users of withoutOne(plan.users)) yield { ...plan, users }
  for (const users of each(plan.users, smallerUser)) yield { ...plan, users }
  if (plan.batching) yield { ...plan, batching: false }
  if (plan.openDelay > 0) yield { ...plan, openDelay: 0 }
  for (const faults of each(plan.faults, smallerFault)) yield { ...plan, faults }
}

/** Removing other parts can change the count of matching requests, so smaller counts are tried. */
function* smallerFault(fault: Fault.Fault): Generator<Fault.Fault> {
  if (fault.times !== 1) yield { ...fault, times: 1 }
  if (fault.nth !== undefined && fault.nth > 1) {
    yield { ...fault, nth: Math.ceil(fault.nth / 2) }
    yield { ...fault, nth: fault.nth - 1 }
  }
}

function* smallerUser(user: User): Generator<User> {
  if (user.visits.length > 1) { for (const visits of withoutOne(user.visits)) yield { ...user, visits } }
  for (const visits of each(user.visits, smallerVisit)) yield { ...user, visits }
  if (user.arrives > 0) yield { ...user, arrives: 0 }
}

function* smallerVisit(visit: Visit): Generator<Visit> {
  for (const steps of withoutOne(visit.steps)) yield { ...visit, steps }
  if (visit.together) yield { ...visit, together: false }
  for (const steps of each(visit.steps, smallerStep)) yield { ...visit, steps }
}

function* smallerStep(step: Step): Generator<Step> {
  if (step.do === "sleep" && step.millis > 1000) yield { ...step, millis: Math.floor(step.millis / 4) }
}

/** Removes all elements, one half, the other half, or a single element. */
function* withoutSome<A>(all: ReadonlyArray<A>): Generator<ReadonlyArray<A>> {
  if (all.length > 1) yield []
  if (all.length > 3) {
    yield all.slice(0, all.length / 2)
    yield all.slice(all.length / 2)
  }
  yield* withoutOne(all)
}

function* withoutOne<A>(all: ReadonlyArray<A>): Generator<ReadonlyArray<A>> {
  for (const index of all.keys()) yield all.filter((_, other) => other !== index)
}

function* each<A>(all: ReadonlyArray<A>, change: (a: A) => Iterable<A>): Generator<ReadonlyArray<A>> {
  for (const [index, a] of all.entries()) for (const changed of change(a)) yield all.with(index, changed)
}
