/** Proves that the users draw all operations, and that each operation does its work in a world without faults. */
import { Catalogue, Endpoint } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { makePlan } from "../src/makePlan.js"
import * as Operations from "../src/Operations.js"
import type { Plan, Step } from "../src/Plan.js"
import { simulate } from "../src/Simulation.js"
import { bytes } from "./support/template.js"

/** The endpoints that no operation names, each for a reason. */
const others = new Set([
  // the client requests these for every session and every long-running operation
  "driveItem.get",
  "workbook.createSession",
  "workbook.refreshSession",
  "workbook.closeSession",
  "workbook.sessionInfoResource",
  "workbook.tableRowOperationResult",
  "workbookOperation.get"
])

/** The worksheet functions differ in their arguments only, so one of them stands for all. */
const isOtherFunction = ({ name, resource }: Endpoint.Any) =>
  resource === "workbookFunctions" && name !== "get" && name !== "sum"

/** The operations that need what the API cannot create, or more than virtual time. */
const notFound = new Set([
  "Comment.get",
  "Comment.replies",
  "Comment.reply",
  "Comment.getReply",
  "Chart.image",
  "PivotTable.get",
  "PivotTable.refresh"
])

const worldOf = (steps: ReadonlyArray<Step>): Plan => ({
  seed: 1,
  books: 1,
  sheets: "lab",
  openDelay: 0,
  errors: "real",
  sessionLostStatus: 404,
  poolKeeps: 0,
  batching: true,
  faults: [],
  clockSets: [],
  tokenHangs: [],
  users: [
    {
      id: 0,
      book: 0,
      session: "persistent",
      addressedBy: "ids",
      arrives: 0,
      visits: [{ together: false, steps }]
    }
  ]
})

describe("Operations", () => {
  it("name all endpoints of the catalogue", () => {
    const named = new Set(Operations.all.map(({ endpoint }) => Endpoint.id(endpoint)))
    const missing = Catalogue.all.filter((endpoint) =>
      !named.has(Endpoint.id(endpoint)) && !others.has(Endpoint.id(endpoint)) && !isOtherFunction(endpoint)
    )
    assert.deepStrictEqual(missing.map(Endpoint.id), [])
    assert.deepStrictEqual(Array.from(others).filter((id) => named.has(id)), [])
  })

  it("are all drawn within 2000 seeds", () => {
    const drawn = new Set<number>()
    let steps = 0
    for (let seed = 1; seed <= 2000; seed++) {
      for (const { visits } of makePlan(seed).users) {
        for (const step of visits.flatMap(({ steps }) => steps)) {
          steps = Math.max(steps, step.id + 1)
          if (step.do === "operate") drawn.add(step.operation)
        }
      }
    }
    assert.deepStrictEqual(
      Operations.all.flatMap(({ name }, operation) => drawn.has(operation) ? [] : [name]),
      []
    )
    assert.isAtMost(steps, Operations.mostSteps)
  }, 60_000)

  it("succeed and leave their traces in a world without faults", async () => {
    const template = await bytes
    const perWorld = Operations.mostSteps
    for (let from = 0; from < Operations.all.length; from += perWorld) {
      const steps = Operations.all.slice(from, from + perWorld).map((_, id): Step => ({
        id,
        do: "operate",
        operation: from + id,
        verified: false
      }))
      const { history, violations } = simulate(worldOf(steps), template)
      assert.isEmpty(violations)
      for (const { result, step } of history.steps) {
        const { name } = Operations.at(step.do === "operate" ? step.operation : -1)
        const answer = result?._tag === "Failure" ? result.error : result?._tag
        assert.strictEqual(answer, notFound.has(name) ? "NotFound" : "Success", name)
      }
    }
  }, 60_000)
})
