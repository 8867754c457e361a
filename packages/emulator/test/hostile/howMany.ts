import { Effect } from "effect"

/**
 * The number of attempts of a hostile suite. By default it is small and always the same; `HOSTILE=<seed>` runs all of
 * them from that seed.
 */
const asked = process.env["HOSTILE"]

export const seed = Number(asked ?? 1)

export const howMany = (everyday: number, all: number): number => asked === undefined ? everyday : all

/** The timeout of a test. All attempts take minutes on a slow machine. */
export const patience = howMany(60_000, 1_200_000)

/** Vitest gives up on a test that blocks the event loop for a minute. */
export const letRunnerWork = Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
