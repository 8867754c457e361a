/** Observations during the soak test, in addition to the results of the workers. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import * as Metric from "effect/Metric"
import * as MetricState from "effect/MetricState"
import * as Option from "effect/Option"
import * as Faults from "./Faults.js"
import type * as Memory from "./Memory.js"
import type * as Service from "./Service.js"

export interface Observations {
  readonly heap: ReadonlyArray<Memory.Sample>
  /** Samples of all service processes, including the one that was killed. */
  readonly serviceHeap: ReadonlyArray<Memory.Sample & { readonly pid: number }>
  /** The numbers of open sessions of the service. */
  readonly open: ReadonlyArray<number>
  readonly struck: ReadonlyMap<string, number>
  /** Counts of the client's warnings. */
  readonly warnings: ReadonlyMap<string, number>
  /** Crashes of the service. */
  readonly crashes: ReadonlyArray<string>
  readonly sample: Effect.Effect<void>
  readonly countStrikes: Effect.Effect<void>
  /** Resets the counters that the service keeps. */
  readonly serviceDied: Effect.Effect<void>
  /** Runs an effect that needs the service. It is skipped while the service is down on purpose. */
  readonly whileUp: (effect: Effect.Effect<void>) => Effect.Effect<void>
  readonly whileDown: <E>(effect: Effect.Effect<void, E>) => Effect.Effect<void, E>
  readonly countWarnings: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
}

const increment = (counts: Map<string, number>, what: string) => counts.set(what, (counts.get(what) ?? 0) + 1)

export const make = Effect.fnUntraced(function*(service: Service.Service, heapUsed: Effect.Effect<number>) {
  const heap: Array<Memory.Sample> = []
  const serviceHeap: Array<Memory.Sample & { readonly pid: number }> = []
  const open: Array<number> = []
  const struck = new Map<string, number>()
  const warnings = new Map<string, number>()
  const crashes: Array<string> = []
  const started = yield* Clock.currentTimeMillis
  let lastStrike = 0
  let isDown = false

  const observations: Observations = {
    heap,
    serviceHeap,
    open,
    struck,
    warnings,
    crashes,
    sample: Effect.gen(function*() {
      const at = ((yield* Clock.currentTimeMillis) - started) / 1000
      heap.push({ at, bytes: yield* heapUsed })
      const bytes = yield* service.heapUsed
      if (Option.isSome(bytes)) serviceHeap.push({ at, bytes: bytes.value, pid: service.pid() })
      open.push((yield* service.openSessions).length)
    }),
    countStrikes: Effect.map(service.struck, (strikes) => {
      for (const { at, fault } of strikes) if (at > lastStrike) increment(struck, Faults.nameOf(fault))
      lastStrike = strikes.at(-1)?.at ?? lastStrike
    }),
    serviceDied: Effect.sync(() => {
      lastStrike = 0
    }),
    whileUp: (effect) =>
      Effect.suspend(() => isDown ? Effect.void : effect).pipe(
        Effect.catchAllDefect((defect) =>
          Effect.sync(() => {
            if (!isDown) crashes.push(`it could not be asked: ${String(defect)}`)
          })
        )
      ),
    whileDown: (effect) =>
      Effect.acquireUseRelease(
        Effect.sync(() => {
          isDown = true
        }),
        () => effect,
        () =>
          Effect.sync(() => {
            isDown = false
          })
      ),
    countWarnings: Effect.provide(Logger.replace(
      Logger.defaultLogger,
      Logger.make(({ message }) => {
        const [what = ""] = [message].flat().map(String)
        increment(warnings, what.split(":")[0] ?? what)
      })
    ))
  }
  return observations
})

/** The published metrics of the client, by name: the sums over their labels, of histograms how often they were observed. */
export const metrics: Effect.Effect<Readonly<Record<string, number>>> = Effect.map(Metric.snapshot, (pairs) => {
  const sums: Record<string, number> = {}
  for (const { metricKey: { name }, metricState } of pairs) {
    if (MetricState.isCounterState(metricState) || MetricState.isHistogramState(metricState)) {
      sums[name] = (sums[name] ?? 0) + Number(metricState.count)
    }
  }
  return sums
})
