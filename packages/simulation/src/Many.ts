/** Runs many seeds one after the other. */
import type { Template } from "./Books.js"
import { makePlan } from "./makePlan.js"
import { simulate } from "./Simulation.js"

/** The totals of many runs. */
export interface Tally {
  readonly seeds: number
  readonly requests: number
  readonly faults: number
  /** The seeds with violations. */
  readonly failing: ReadonlyArray<number>
}

export const none: Tally = { seeds: 0, requests: 0, faults: 0, failing: [] }

export const add = (a: Tally, b: Tally): Tally => ({
  seeds: a.seeds + b.seeds,
  requests: a.requests + b.requests,
  faults: a.faults + b.faults,
  failing: [...a.failing, ...b.failing]
})

const runSeed = (seed: number, template: Template): Tally => {
  const { history, violations } = simulate(makePlan(seed), template)
  return {
    seeds: 1,
    requests: history.exchanges.length,
    faults: history.strikes.length,
    failing: violations.length === 0 ? [] : [seed]
  }
}

export const runSeeds = (seeds: Iterable<number>, template: Template): Tally => {
  let tally = none
  for (const seed of seeds) tally = add(tally, runSeed(seed, template))
  return tally
}
