/** A process of its own that runs the seeds that it is sent, batch by batch. */
import * as Effect from "effect/Effect"
import { template } from "./Books.js"
import { runSeeds } from "./Many.js"

// Nobody reads the stacks of a world's many errors.
Error.stackTraceLimit = 0

const bytes = Effect.runPromise(template)

process.on("message", (seeds: ReadonlyArray<number>) => {
  void bytes.then((bytes) => process.send?.(runSeeds(seeds, bytes)))
})

process.send?.("ready")
