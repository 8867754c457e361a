/** A complete history as text. Equal texts mean equal runs. */
import { createHash } from "node:crypto"
import { makePlan } from "../../src/makePlan.js"
import { simulate } from "../../src/Simulation.js"
import { bytes } from "./template.js"

export const transcript = async (seed: number): Promise<string> => {
  const { history, violations } = simulate(makePlan(seed), await bytes)
  return JSON.stringify(
    { history, violations },
    (_, value: unknown) => value instanceof Map || value instanceof Set ? Array.from(value) : value
  )
}

export const digest = (text: string): string => createHash("sha256").update(text).digest("hex")
