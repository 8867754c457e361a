/** Proves that the checks can fail: each broken client is caught within a number of seeds. */
import { assert, describe, it } from "@effect/vitest"
import type { Template } from "../../src/Books.js"
import { makePlan } from "../../src/makePlan.js"
import { simulate } from "../../src/Simulation.js"
import type { Mutation } from "../../src/World.js"
import { bytes } from "../support/template.js"
import * as Clients from "./clients.js"

const mutations: ReadonlyArray<readonly [invariant: string, client: keyof typeof Clients, within: number]> = [
  ["S1", "forgetsToClose", 10],
  ["S1", "closesTwice", 10],
  ["S1", "triesToCloseOnce", 100],
  ["S1", "followsNoCreation", 10],
  ["S2", "doesNotQueue", 30],
  ["S2", "readsInParallel", 20],
  ["S3", "forgetsToRefresh", 30],
  ["S3", "pausesByWallClock", 60],
  ["waits", "pausesByWallClock", 100],
  ["waits", "waitsForItsToken", 20],
  ["S4", "doesNotCoolDown", 20],
  ["S5", "appendsAgain", 60],
  ["S5", "appendsAgainOn5xx", 200],
  ["S5", "takesMovingForStable", 60],
  ["S5", "insertsAgain", 150],
  ["S5", "addsSeriesAgain", 300],
  ["S6", "opensTwo", 10],
  ["S6", "recreatesInSilence", 200],
  ["S7", "pollsWithoutPause", 10],
  ["S8", "dropsPersistChanges", 10],
  ["S9", "logsHeaders", 10],
  ["S9", "logsAddresses", 10],
  ["S10", "diesOfErrors", 10],
  ["files", "forgetsToWrite", 10],
  ["reads", "readsFromMemory", 250],
  ["S2", "batchesWithoutOrder", 20],
  ["S4", "coolsDownForBatchesOnly", 100],
  ["S5", "resendsWholeBatches", 100],
  ["S10", "takesSkippedForRefused", 100],
  ["files", "takesSkippedForExecuted", 100],
  ["files", "reversesBatches", 100],
  ["reads", "confusesAnswers", 50],
  ["files", "goesOnAfterErrors", 100],
  ["reads", "confusesResults", 10],
  ["files", "tellsMoreRows", 100],
  ["S5", "tellsNoRows", 300],
  ["S5", "resumesFromTheStart", 400],
  ["S5", "addsKeysAgain", 400],
  ["files", "deletesFromTheFirst", 20],
  ["files", "readsWhileItWrites", 150]
]

/** Yields to the test runner, because Vitest gives up on a file that blocks the event loop for a minute. */
const runnersTurn = () => new Promise((resolve) => setImmediate(resolve))

/** The first seed that catches a broken client. */
const firstToCatch = async (invariant: string, mutation: Mutation, maxSeeds: number, template: Template) => {
  for (let seed = 1; seed <= maxSeeds; seed++) {
    const plan = makePlan(seed)
    // other worlds have no bulk steps
    if (mutation.bulk !== undefined && plan.sheets !== "bulk") continue
    await runnersTurn()
    const { violations } = simulate(plan, template, mutation)
    if (violations.some((violation) => violation.invariant === invariant)) return seed
  }
  return Infinity
}

describe("Mutations", () => {
  it.each(mutations)("%s: a client that %s is caught within %i seeds", async (invariant, client, within) => {
    const template = await bytes
    const seed = await firstToCatch(invariant, Clients[client], within, template)
    assert.isAtMost(seed, within)
    // without the mutation the seed passes
    assert.isEmpty(simulate(makePlan(seed), template).violations)
  }, 120_000)
})
