/** Runs a fixed set of worlds with the command that runs any others. CI runs more of them. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Metric } from "effect"
import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { makePlan } from "../src/makePlan.js"
import { simulate } from "../src/Simulation.js"
import { bytes } from "./support/template.js"

const command = fileURLToPath(new URL("../src/main.ts", import.meta.url))

const run = (...options: ReadonlyArray<string>) =>
  promisify(execFile)(process.execPath, ["--import", "tsx", command, ...options], { maxBuffer: 1e8 }).then(
    ({ stdout }) => stdout,
    // the output contains the story of the first failing seed
    ({ stdout }: { readonly stdout: string }) => assert.fail(stdout)
  )

describe("Seeds", () => {
  it("fifty worlds violate no invariant", async () => {
    const told = await run("--seeds", "50", "--from", "1")
    assert.match(told, /^50 seeds, 0 with violations, \d+ requests, \d+ faults struck, [\d.]+ seeds per second\n$/)
  }, 600_000)

  it("metric labels contain no secrets", async () => {
    const { history } = simulate(makePlan(1), await bytes)
    const metrics = JSON.stringify(await Effect.runPromise(Metric.snapshot))
    assert.include(metrics, "http.client.request.duration")
    for (const secret of history.secrets) assert.notInclude(metrics, secret)
  })
})
