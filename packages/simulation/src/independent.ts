/**
 * `npm run check:history`: runs users of the public API against the published emulator through a proxy that injects
 * faults. Independent rules and an independent .xlsx reader check the results. Options: `-- --minutes 20 --seed 7`.
 */
import * as NodeContext from "@effect/platform-node/NodeContext"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Cause from "effect/Cause"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { parseArgs } from "node:util"
import * as Check from "./independent/Check.js"
import * as Listening from "./independent/Listening.js"

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "1" },
    seed: { type: "string", default: "1" },
    parallel: { type: "string", default: "24" }
  }
})

const positive = (name: string, text: string): number => {
  const value = Number(text)
  if (value > 0 && Number.isFinite(value)) return value
  process.stderr.write(`--${name} wants a number above 0, not "${text}"\n`)
  process.exit(2)
}

const settings = {
  minutes: positive("minutes", values.minutes),
  seed: Math.ceil(positive("seed", values.seed)),
  parallel: Math.ceil(positive("parallel", values.parallel))
}

const accidents: Array<string> = []
process.on(
  "unhandledRejection",
  (reason) => accidents.push(`a rejection that nobody handled: ${Listening.ofCause(Cause.die(reason))[0]}`)
)
process.on(
  "uncaughtException",
  (error) => accidents.push(`an exception that nobody caught: ${Listening.ofCause(Cause.die(error))[0]}`)
)

const progress = (line: string) =>
  Effect.sync(() => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`)
  })

const main = Effect.gen(function*() {
  const total = yield* Check.check(settings, {
    progress: (total) => progress(`seed ${settings.seed}: ${Check.line(total)} `),
    tell: (story) => Effect.zipRight(progress(""), Console.log(`${story}\n`)),
    uncaught: Effect.sync(() => accidents.splice(0))
  })
  yield* progress("")
  if (total.violations > 0) yield* Console.log(`again, if random wills: --seed ${settings.seed}`)
  yield* Console.log(Check.line(total))
  return total.violations === 0
}).pipe(Effect.provide([NodeContext.layer, NodeHttpClient.layerUndici]))

NodeRuntime.runMain(main, {
  disablePrettyLogger: true,
  // open handles must not keep the process alive
  teardown: (exit) => process.exit(Exit.isSuccess(exit) && exit.value === true ? 0 : 1)
})
