/**
 * Compares implementations in rounds. Each round runs all of them in a random order, so that the changing speed of the
 * machine affects all, and ratios are taken within a round.
 */
import type { Sample } from "./Case.js"

/** The CPU time of the process and the elapsed time of one call, in milliseconds. */
export interface Cost {
  readonly cpu: number
  readonly wall: number
}

type Work = () => Promise<unknown>

/** Runs some work, and returns its cost. */
export const costOf = async (work: Work): Promise<Cost> => {
  globalThis.gc?.()
  const cpu = process.cpuUsage()
  const start = performance.now()
  await work()
  const wall = performance.now() - start
  const used = process.cpuUsage(cpu)
  return { cpu: (used.user + used.system) / 1000, wall }
}

const repeated = async (work: Work, times: number): Promise<Cost> => {
  const cost = await costOf(async () => {
    for (let i = 0; i < times; i++) await work()
  })
  return { cpu: cost.cpu / times, wall: cost.wall / times }
}

const shuffled = <A>(values: ReadonlyArray<A>): ReadonlyArray<A> =>
  values.map((value) => ({ value, order: Math.random() })).sort((a, b) => a.order - b.order).map(({ value }) => value)

/**
 * - `times`: the calls of each contestant in a round
 * - `rounds`: the number of rounds that count
 * - `warmUp`: the number of rounds before them that do not count
 */
export interface Rounds {
  readonly times: number
  readonly rounds: number
  readonly warmUp: number
  readonly progress: (text: string) => void
}

/** The costs of one call of each contestant, one for each round. */
export const inRounds = async <Name extends string>(
  contestants: Readonly<Record<Name, Work>>,
  { progress, rounds, times, warmUp }: Rounds
): Promise<Readonly<Record<Name, ReadonlyArray<Cost>>>> => {
  const costs = {} as Record<Name, Array<Cost>>
  const names = Object.keys(contestants) as Array<Name>
  for (const name of names) costs[name] = []
  for (let round = -warmUp; round < rounds; round++) {
    for (const name of shuffled(names)) {
      progress(`${round < 0 ? "warm-up" : `round ${round + 1} of ${rounds}`}: ${name}`)
      const cost = await repeated(contestants[name], times)
      if (round >= 0) costs[name].push(cost)
    }
  }
  return costs
}

const quantile = (sorted: ReadonlyArray<number>, q: number): number => {
  const at = (sorted.length - 1) * q
  const below = sorted[Math.floor(at)] ?? Number.NaN
  const above = sorted[Math.ceil(at)] ?? Number.NaN
  return below + (above - below) * (at - Math.floor(at))
}

/** The median and the quartiles. */
export const sample = (values: ReadonlyArray<number>): Sample => {
  const sorted = [...values].sort((a, b) => a - b)
  return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) }
}

export const percentile = (values: ReadonlyArray<number>, q: number): number =>
  quantile([...values].sort((a, b) => a - b), q)

/** The ratios of the costs of the same rounds. */
export const ratio = (of: ReadonlyArray<Cost>, beside: ReadonlyArray<Cost>, what: keyof Cost): Sample =>
  sample(of.map((cost, round) => cost[what] / (beside[round]?.[what] ?? Number.NaN)))

export const scaled = ({ high, low, median }: Sample, factor: number): Sample => ({
  median: median * factor,
  low: low * factor,
  high: high * factor
})
