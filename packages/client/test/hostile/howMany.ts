import { Effect } from "effect"

/**
 * How much a hostile suite tries. Everyday runs try little of it, always the same; `HOSTILE=<seed>` tries all, from that
 * seed.
 */
const asked = process.env["HOSTILE"]

export const seed = Number(asked ?? 1)

export const howMany = (everyday: number, all: number): number => asked === undefined ? everyday : all

/** How long a test may take; all of it needs minutes on a slow machine. */
export const patience = howMany(60_000, 1_200_000)

/** The test runner gives up a test that lets it do nothing for a minute. */
export const letRunnerWork = Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
