import { Effect } from "effect"

/** A normal run tests a small fixed sample. The environment variable `HOSTILE=<seed>` tests everything, with that seed. */
const requestedSeed = process.env["HOSTILE"]

export const seed = Number(requestedSeed ?? 1)

/** Whether the run tests everything. */
export const isComplete = requestedSeed !== undefined

/** The timeout of a test in milliseconds. A complete run takes minutes on a slow machine. */
export const timeout = isComplete ? 1_200_000 : 60_000

/** Lets the event loop continue, because the test runner aborts a test that blocks it for a minute. */
export const yieldToEventLoop = Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
