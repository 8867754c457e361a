/** Proves that users draw all bulk steps, and that each does its work in a world without faults. */
import { assert, describe, it } from "@effect/vitest"
import { makePlan } from "../src/makePlan.js"
import { type Bulk, isBulk, type Plan, removable, updatable } from "../src/Plan.js"
import { simulate } from "../src/Simulation.js"
import { bytes } from "./support/template.js"

const keyed = { keys: updatable, repeats: true, verified: false } as const

const bulks: ReadonlyArray<Bulk> = [
  ...[true, false].map((isEither): Bulk => ({
    do: "batch",
    calls: [
      { do: "write", cell: 0 },
      { do: "read", cell: 0 },
      { do: "append" },
      { do: "write", cell: 0 },
      { do: "read", cell: 0 },
      { do: "read", cell: 1 }
    ],
    isEither,
    verified: false
  })),
  ...(["read", "rows", "columns"] as const).flatMap((back) =>
    (["write", "sink"] as const).map((through): Bulk => ({
      do: "largeRange",
      rows: 5,
      columns: 3,
      maxCells: 7,
      through,
      back,
      resumes: false
    }))
  ),
  ...[true, false].map((verified): Bulk => ({
    do: "appendMany",
    rows: 5,
    maxRows: 2,
    isStream: verified,
    resume: "never",
    verified
  })),
  { do: "stream", maxCells: 2 },
  { do: "updateWhere", keys: updatable },
  { do: "upsert", ...keyed, added: 2 },
  { do: "deleteMany", ...keyed, keys: removable.slice(1, 4) },
  { do: "findMany" }
]

const worldOf = (session: "persistent" | "nonPersistent"): Plan => ({
  seed: 1,
  books: 1,
  sheets: "bulk",
  openDelay: 0,
  errors: "real",
  sessionLostStatus: 404,
  poolKeeps: 0,
  batching: true,
  faults: [],
  clockSets: [],
  tokenHangs: [],
  users: [{
    id: 0,
    book: 0,
    session,
    addressedBy: "ids",
    arrives: 0,
    visits: [{ together: false, steps: bulks.map((bulk, id) => ({ id, ...bulk })) }]
  }]
})

describe("Bulk", () => {
  it("steps are all drawn within 100 seeds", () => {
    const drawn = new Set<string>()
    for (let seed = 1; seed <= 100; seed++) {
      for (const { visits } of makePlan(seed).users) {
        for (const step of visits.flatMap(({ steps }) => steps)) if (isBulk(step)) drawn.add(step.do)
      }
    }
    assert.deepStrictEqual(drawn, new Set(bulks.map((bulk) => bulk.do)))
  })

  it.each(["persistent", "nonPersistent"] as const)("steps succeed in a %s session without faults", async (session) => {
    const { history, violations } = simulate(worldOf(session), await bytes)
    assert.isEmpty(violations)
    for (const { calls = [], result, step } of history.steps) {
      for (const each of [...calls, result]) assert.strictEqual(each?._tag, "Success", step.do)
    }
  })
})
