/**
 * `npm run simulate -- --seeds 2000 --from 1` runs many worlds on all cores. `--seed 42` runs one and prints its story.
 */
import * as Effect from "effect/Effect"
import { build } from "esbuild"
import { fork } from "node:child_process"
import { availableParallelism } from "node:os"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { template } from "./Books.js"
import { makePlan } from "./makePlan.js"
import * as Many from "./Many.js"
import { simulate, smallest } from "./Simulation.js"
import { tell } from "./Story.js"

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1000" },
    from: { type: "string", default: "1" },
    seed: { type: "string" },
    workers: { type: "string", default: String(availableParallelism()) }
  }
})

const batch = 10

/** The worker, bundled into one file: transforming it at run time would be 50% slower. */
const bundled = async (): Promise<string> => {
  const outfile = fileURLToPath(new URL("../build/worker.mjs", import.meta.url))
  await build({
    entryPoints: [fileURLToPath(new URL("./worker.ts", import.meta.url))],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    banner: {
      js:
        "import { createRequire as __createRequire } from \"node:module\"; const require = __createRequire(import.meta.url)"
    },
    logLevel: "error"
  })
  return outfile
}

/**
 * Most objects of a world are garbage when it ends; a large young generation avoids copying them. As there is one
 * worker for each core, the collector gets no threads of its own.
 */
const execArgv = ["--max-semi-space-size=64", "--single-threaded-gc"]

/** Distributes the seeds in small batches to one process for each core. */
const runAll = async (seeds: number, from: number, workers: number): Promise<Many.Tally> => {
  const code = await bundled()
  return new Promise((resolve, reject) => {
    let next = from
    let working = 0
    let tally = Many.none
    const end = from + seeds
    const begin = () => {
      const worker = fork(code, { serialization: "advanced", execArgv })
      working++
      worker.on("message", (message: "ready" | Many.Tally) => {
        if (message !== "ready") {
          tally = Many.add(tally, message)
          progress(tally, message, seeds)
        }
        const given = Array.from({ length: Math.min(batch, end - next) }, (_, index) => next + index)
        next += given.length
        if (given.length > 0) worker.send(given)
        else worker.disconnect()
      })
      worker.on("error", reject)
      worker.on("exit", (code) => {
        if (code !== 0) reject(new Error(`a worker ended with ${code}`))
        else if (--working === 0) resolve(tally)
      })
    }
    for (let worker = 0; worker < Math.min(workers, Math.ceil(seeds / batch)); worker++) begin()
  })
}

const started = performance.now()

const perSecond = (count: number): string => (count / (performance.now() - started) * 1000).toFixed(1)

const clearLine = "\r\u001b[K"

/** Prints failures immediately, because a run can be long. */
const progress = (tally: Many.Tally, { failing }: Many.Tally, seeds: number): void => {
  const person = process.stderr.isTTY
  for (const seed of failing) process.stderr.write(`${person ? clearLine : ""}seed ${seed} fails\n`)
  if (!person) return
  process.stderr.write(
    tally.seeds === seeds
      ? clearLine
      : `\r${tally.seeds}/${seeds} seeds, ${tally.failing.length} failing, ${perSecond(tally.seeds)}/s `
  )
}

const story = async (seed: number): Promise<boolean> => {
  const bytes = await Effect.runPromise(template)
  const verdict = simulate(makePlan(seed), bytes)
  const told = verdict.violations.length === 0 ? verdict : smallest(verdict, bytes)
  console.log(`seed ${seed}${told === verdict ? "" : ", made smaller"}: ${told.violations.length} violation(s)`)
  console.log(tell(told.plan, told.history, told.violations))
  console.log(`again: npm run simulate -- --seed ${seed}`)
  return verdict.violations.length === 0
}

if (values.seed !== undefined) {
  process.exitCode = await story(Number(values.seed)) ? 0 : 1
} else {
  const { failing, faults, requests, seeds } = await runAll(
    Number(values.seeds),
    Number(values.from),
    Number(values.workers)
  )
  const rate = perSecond(seeds)
  const [first] = failing.toSorted((a, b) => a - b)
  if (first !== undefined) {
    await story(first)
    console.log(`failing seeds: ${failing.toSorted((a, b) => a - b).slice(0, 20).join(", ")}`)
    process.exitCode = 1
  }
  console.log(
    `${seeds} seeds, ${failing.length} with violations, ${requests} requests, ${faults} faults struck, ` +
      `${rate} seeds per second`
  )
}
