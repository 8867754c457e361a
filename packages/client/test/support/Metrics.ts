/** Reads the metrics of one effect, separate from those of other effects in the process. */
import { Effect, Metric, MetricState } from "effect"

export interface Measured {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  /** The count of a counter, or the count and the sum of a histogram. */
  readonly value: { readonly count: number; readonly sum?: number }
  readonly boundaries: ReadonlyArray<number>
}

let effects = 0

/** Runs an effect that can read its own metrics at any time. */
export const measuring = <A, E, R>(
  run: (measured: Effect.Effect<ReadonlyArray<Measured>>) => Effect.Effect<A, E, R>
): Effect.Effect<A, E, R> =>
  Effect.suspend(() => {
    const tag = `effect ${++effects}`
    const measured = Effect.map(Metric.snapshot, (pairs) =>
      pairs.flatMap(({ metricKey, metricState }): ReadonlyArray<Measured> => {
        const { "only for": owner, ...labels } = Object.fromEntries(
          metricKey.tags.map(({ key, value }) => [key, value])
        )
        const { name } = metricKey
        // Effect has metrics of its own, such as the number of fibers.
        if (owner !== tag || name.startsWith("effect_")) {
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

/** The metrics of an effect after it has ended, by success or failure. */
export const measure = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<ReadonlyArray<Measured>, never, R> =>
  measuring((measured) => Effect.zipRight(Effect.exit(effect), measured))

/** The metrics with one name, each with its labels and its value. */
export const named = (name: string, measured: ReadonlyArray<Measured>) =>
  measured.filter((metric) => metric.name === name).map(({ labels, value }) => ({ labels, value }))
