/** Compares two implementations in alternation, so that drifting machine speed affects both, and times single steps. */
import { Clock, Effect } from "effect"

export interface Cost {
  readonly wall: number
  readonly cpu: number
}

const once = async (work: () => Promise<unknown>, times: number): Promise<Cost> => {
  globalThis.gc?.()
  const cpu = process.cpuUsage()
  const wall = performance.now()
  for (let i = 0; i < times; i++) await work()
  const used = process.cpuUsage(cpu)
  return { wall: (performance.now() - wall) / times, cpu: (used.user + used.system) / 1000 / times }
}

const median = (numbers: ReadonlyArray<number>): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export interface Comparison {
  readonly ours: Cost
  readonly theirs: Cost
  readonly ratio: Cost
}

/** The median cost of one call for both implementations in milliseconds, and the median of their pairwise ratios. */
export const compare = async (options: {
  readonly ours: () => Promise<unknown>
  readonly theirs: () => Promise<unknown>
  readonly times: number
  readonly rounds: number
}): Promise<Comparison> => {
  const pairs: Array<readonly [Cost, Cost]> = []
  for (let round = -1; round < options.rounds; round++) {
    const pair = [await once(options.ours, options.times), await once(options.theirs, options.times)] as const
    if (round >= 0) pairs.push(pair)
  }
  const of = (pick: (pair: readonly [Cost, Cost]) => number) => median(pairs.map(pick))
  return {
    ours: { wall: of(([ours]) => ours.wall), cpu: of(([ours]) => ours.cpu) },
    theirs: { wall: of(([, theirs]) => theirs.wall), cpu: of(([, theirs]) => theirs.cpu) },
    ratio: { wall: of(([a, b]) => a.wall / b.wall), cpu: of(([a, b]) => a.cpu / b.cpu) }
  }
}

export interface Step {
  readonly name: string
  readonly millis: number
  readonly megabytes: number
}

/** Runs an effect and measures its duration. */
export const timed = <A, E, R>(name: string, self: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const start = yield* Clock.currentTimeMillis
    const value = yield* self
    const millis = (yield* Clock.currentTimeMillis) - start
    return [value, { name, millis, megabytes: Math.round(process.memoryUsage().rss / 1e6) } satisfies Step] as const
  })
