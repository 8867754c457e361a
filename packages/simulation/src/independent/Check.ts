/** Repeats runs for some minutes, several in parallel, against two emulators, and adds up the results. */
import * as FileSystem from "@effect/platform/FileSystem"
import * as Path from "@effect/platform/Path"
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Books from "./Books.js"
import * as Proxy from "./Proxy.js"
import * as Report from "./Report.js"
import * as Run from "./Run.js"
import * as Service from "./Service.js"

export interface Settings {
  readonly minutes: number
  readonly seed: number
  /** The number of parallel runs. */
  readonly parallel: number
}

export interface Total {
  runs: number
  requests: number
  faults: number
  writes: number
  violations: number
}

export interface Environment {
  readonly progress: (total: Total) => Effect.Effect<void>
  /** Prints a violation as soon as it is found. */
  readonly tell: (story: string) => Effect.Effect<void>
  /** Uncaught errors of this process since the last call. */
  readonly uncaught: Effect.Effect<ReadonlyArray<string>>
}

/** One service opens sessions at once, the other one slowly. */
const services: ReadonlyArray<ReadonlyArray<string>> = [
  ["--require-token"],
  ["--require-token", "--open-delay", "300ms", "--session-lost-400"]
]

const serve = (options: ReadonlyArray<string>) =>
  Effect.gen(function*() {
    const fs = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const folder = path.join(yield* Effect.orDie(fs.makeTempDirectoryScoped({ prefix: "check-" })), "books")
    yield* Effect.orDie(fs.makeDirectory(folder))
    return { url: yield* Service.make(folder, options), folder }
  })

/** Runs that exceed the idle limits of 5 and 7 minutes take this long, in minutes. */
const longestIdle = 7.5

/** Runs the check and returns the totals. */
export const check = ({ minutes, parallel, seed }: Settings, { progress, tell, uncaught }: Environment) =>
  Effect.gen(function*() {
    const running = yield* Effect.forEach(services, serve)
    const template = yield* Books.bytes
    const foreign = yield* Proxy.foreignHost
    const total: Total = { runs: 0, requests: 0, faults: 0, writes: 0, violations: 0 }
    const end = (yield* Clock.currentTimeMillis) + Duration.toMillis(Duration.minutes(minutes))
    let next = 0

    const conclude = (outcome: Run.Outcome) =>
      Effect.gen(function*() {
        const { faults, requests, writes } = Run.counts(outcome.history)
        total.runs += 1
        total.requests += requests
        total.faults += faults
        total.writes += writes
        total.violations += outcome.violations.length
        for (const violation of outcome.violations) yield* tell(Report.story(outcome, violation))
        yield* progress(total)
      })

    const one = (scenario: Run.Scenario) =>
      Effect.suspend(() => {
        const number = next++
        // the default is never used, as there is at least one service
        const service = running[number % running.length] ?? { url: "", folder: "" }
        return Run.run(`${seed} ${number}`, scenario, { service, template, foreign }).pipe(
          Effect.flatMap(conclude),
          // a defect is reported like a violation, and the other runs continue
          Effect.catchAllDefect((defect) => {
            total.violations += 1
            return tell(`run ${seed} ${number} broke: ${Cause.pretty(Cause.die(defect))}`)
          })
        )
      })

    const worker = Effect.gen(function*() {
      while ((yield* Clock.currentTimeMillis) < end) yield* one(next % 20 === 1 ? "quiet" : "faulty")
    })
    const patient = minutes > longestIdle + 2 ? [one({ idle: longestIdle * 60_000 })] : []
    yield* Effect.all([...patient, ...Array.from({ length: parallel }, () => worker)], {
      concurrency: "unbounded",
      discard: true
    })
    for (const accident of yield* uncaught) {
      total.violations += 1
      yield* tell(`S10: ${accident}`)
    }
    return total
  }).pipe(Effect.scoped)

/** The last line of the output. */
export const line = ({ faults, requests, runs, violations, writes }: Total): string =>
  `${runs} runs, ${requests} requests, ${faults} faults, ${writes} writes, ${violations} violations`
