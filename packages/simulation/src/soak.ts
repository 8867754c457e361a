/**
 * `npm run soak`: 200 sessions for 10 minutes over real sockets, with faults and a `kill -9` of the service. `npm run
 * soak -- --minutes 0.5 --no-wait` is a quick check.
 */
import * as NodeContext from "@effect/platform-node/NodeContext"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { parseArgs } from "node:util"
import type { Settings } from "./soak/Settings.js"
import * as Soak from "./soak/Soak.js"

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    sessions: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    "no-kill": { type: "boolean", default: false },
    "no-wait": { type: "boolean", default: false }
  }
})

const positive = (name: string, text: string): number => {
  const value = Number(text)
  if (value > 0 && Number.isFinite(value)) return value
  process.stderr.write(`--${name} wants a number above 0, not "${text}"\n`)
  process.exit(2)
}

const settings: Settings = {
  minutes: positive("minutes", values.minutes),
  sessions: Math.ceil(positive("sessions", values.sessions)),
  seed: Math.ceil(positive("seed", values.seed)),
  kill: !values["no-kill"],
  wait: !values["no-wait"]
}

const environment: Soak.Environment = {
  heapUsed: Effect.sync(() => {
    globalThis.gc?.()
    return process.memoryUsage().heapUsed
  }),
  progress: (line) =>
    Effect.sync(() => {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`)
    })
}

const main = Effect.gen(function*() {
  const { isOk, text } = yield* Soak.run(settings, environment)
  yield* environment.progress("")
  yield* Console.log(text)
  return isOk
}).pipe(Effect.provide([NodeContext.layer, NodeHttpClient.layerUndici]))

NodeRuntime.runMain(main, {
  disablePrettyLogger: true,
  // open handles must not keep the process alive
  teardown: (exit) => process.exit(Exit.isSuccess(exit) && exit.value === true ? 0 : 1)
})
