/** The results of a run, as they are kept for the next one. */
import { cpus } from "node:os"
import type { Case, Figure, Sample } from "../Case.js"

/** A case that has run. */
export interface Result {
  readonly case: Case
  readonly figures: ReadonlyArray<Figure>
}

/** Where and when a run took place. */
export interface Run {
  readonly date: string
  readonly node: string
  readonly machine: string
}

/** A run with the figures of each case. */
export interface Kept extends Run {
  readonly cases: Readonly<Record<string, Readonly<Record<string, Sample>>>>
}

export const thisRun = (): Run => {
  const [cpu] = cpus()
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    machine: `${cpus().length} × ${cpu?.model.trim() ?? "unknown CPU"}, ${process.platform} ${process.arch}`
  }
}

/** A number with four significant digits. */
export const rounded = (value: number): number => Number(value.toPrecision(4))

export const keep = (run: Run, results: ReadonlyArray<Result>): Kept => ({
  ...run,
  cases: Object.fromEntries(results.map(({ case: { name }, figures }) => [
    name,
    Object.fromEntries(figures.map(({ high, key, low, median }) => [
      key,
      { median: rounded(median), low: rounded(low), high: rounded(high) }
    ]))
  ]))
})

interface Tree {
  [key: string]: number | Tree
}

/** The medians of all cases as nested JSON: the figure `peers.fetch` is `fetch` in the object `peers`. */
export const toJson = (results: ReadonlyArray<Result>): Tree => {
  const json: Tree = {}
  for (const { case: { name }, figures } of results) {
    for (const { key, median } of figures) {
      const path = [name, ...key.split(".")]
      const last = path.pop() ?? ""
      let tree = json
      for (const step of path) {
        const next = tree[step]
        tree = typeof next === "object" ? next : tree[step] = {}
      }
      tree[last] = rounded(median)
    }
  }
  return json
}

/** The change of a figure since the last run. */
export interface Change {
  /** The factor, which is above 1 if the figure grew. */
  readonly factor: number
  readonly means: "better" | "worse" | "same"
}

/** A change below this is noise. */
const least = 1.1

/** Compares a figure with the last run. It is the same if the change is small, or if the quartiles overlap. */
export const change = (figure: Figure, last: Sample | undefined): Change | undefined => {
  if (last === undefined) return undefined
  const factor = figure.median / last.median
  const isClear = (factor > least || factor < 1 / least) && (figure.low > last.high || figure.high < last.low)
  const hasGrown = figure.median > last.median
  return { factor, means: !isClear ? "same" : hasGrown === (figure.better === "higher") ? "better" : "worse" }
}
