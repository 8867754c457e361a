import { assert, describe, it } from "@effect/vitest"
import { makePlan } from "../src/makePlan.js"
import { simulate, smallest } from "../src/Simulation.js"
import { tell } from "../src/Story.js"
import { forgetsToClose } from "./mutations/clients.js"
import { bytes } from "./support/template.js"

describe("Shrink", () => {
  it("shrinks a failing world to a readable size", async () => {
    const template = await bytes
    const verdict = simulate(makePlan(2), template, forgetsToClose)
    const { history, plan, violations } = smallest(verdict, template, forgetsToClose)
    const story = tell(plan, history, violations)
    assert.lengthOf(plan.users, 1)
    assert.isEmpty(plan.faults)
    assert.isEmpty(plan.users.flatMap(({ visits }) => visits.flatMap(({ steps }) => steps)))
    assert.include(story, "!!! S1: session 0 was never closed")
    assert.isBelow(story.split("\n").length, 20)
  }, 60_000)
})
