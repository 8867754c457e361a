/** A worker process that runs batches of seeds. */
import * as Effect from "effect/Effect"
import { template } from "./Books.js"
import { runSeeds } from "./Many.js"

// stacks are never printed, and errors are many
Error.stackTraceLimit = 0

const bytes = Effect.runPromise(template)

process.on("message", (seeds: ReadonlyArray<number>) => {
  void bytes.then((bytes) => process.send?.(runSeeds(seeds, bytes)))
})

process.send?.("ready")
