/** What a case of the benchmark is, and what it measures. */

/** The median of the rounds and its quartiles. */
export interface Sample {
  readonly median: number
  readonly low: number
  readonly high: number
}

/**
 * A figure of a case.
 *
 * - `key`: its place in the JSON of the case, such as `cpu` or `peers.fetch`
 * - `label`: its name in the tables
 * - `unit`: `×` for a ratio
 * - `better`: the direction in which it improves
 */
export interface Figure extends Sample {
  readonly key: string
  readonly label: string
  readonly unit: "×" | "ms" | "s" | "KB" | "MB" | "%" | ""
  readonly better: "lower" | "higher"
}

/** A chart of some figures of a case, which have the same unit. */
export interface Chart {
  readonly title: string
  readonly keys: ReadonlyArray<string>
}

/** `quick` asks for tiny numbers, so that every line runs within seconds. */
export interface Options {
  readonly quick: boolean
  readonly progress: (text: string) => void
}

/** `about` says what is compared, in sentences for the page. */
export interface Case {
  readonly name: string
  readonly title: string
  readonly about: string
  readonly chart?: Chart
  readonly run: (options: Options) => Promise<ReadonlyArray<Figure>>
}

/** A figure that was measured once. */
export const once = (value: number): Sample => ({ median: value, low: value, high: value })

export const lower = (key: string, label: string, unit: Figure["unit"], sample: Sample): Figure => ({
  key,
  label,
  unit,
  better: "lower",
  ...sample
})

export const higher = (key: string, label: string, unit: Figure["unit"], sample: Sample): Figure => ({
  ...lower(key, label, unit, sample),
  better: "higher"
})
