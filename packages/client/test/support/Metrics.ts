/** The metrics of one effect, apart from those of all others in the process. */
import { Effect, Metric, MetricState } from "effect"

export interface Measured {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  /** How often, and of a histogram how much in all. */
  readonly value: { readonly count: number; readonly sum?: number }
  readonly boundaries: ReadonlyArray<number>
}

let effects = 0

/** Runs an effect, and gives a way to read at any time what it has measured until then. */
export const measuring = <A, E, R>(
  run: (measured: Effect.Effect<ReadonlyArray<Measured>>) => Effect.Effect<A, E, R>
): Effect.Effect<A, E, R> =>
  Effect.suspend(() => {
    const tag = `effect ${++effects}`
    const measured = Effect.map(Metric.snapshot, (pairs) =>
      pairs.flatMap(({ metricKey, metricState }): ReadonlyArray<Measured> => {
        const { "only for": of, ...labels } = Object.fromEntries(metricKey.tags.map(({ key, value }) => [key, value]))
        const { name } = metricKey
        // Effect counts fibers.
        if (of !== tag || name.startsWith("effect_")) {
          return []
        }
        return MetricState.isHistogramState(metricState)
          ? [{
            name,
            labels,
            value: { count: metricState.count, sum: metricState.sum },
            boundaries: metricState.buckets.map(([boundary]) =>
              boundary
            )
          }]
          : MetricState.isCounterState(metricState)
          ? [{ name, labels, value: { count: Number(metricState.count) }, boundaries: [] }]
          : []
      }))
    return Effect.tagMetrics(run(measured), "only for", tag)
  })

/** What an effect has measured when it has ended, however that is. */
export const measure = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<ReadonlyArray<Measured>, never, R> =>
  measuring((measured) => Effect.zipRight(Effect.exit(effect), measured))

/** Those of one name, each with its labels and its value. */
export const named = (name: string, measured: ReadonlyArray<Measured>) =>
  measured.filter((metric) => metric.name === name).map(({ labels, value }) => ({ labels, value }))
