/** A seeded random source for making plans. It is synchronous, unlike `Random`. */
import { PCGRandom } from "effect/Utils"

export interface Chance {
  /** A random integer from `least` to `most`, both included. */
  readonly between: (least: number, most: number) => number
  /** True with this probability. */
  readonly happens: (probability: number) => boolean
  readonly pick: <A>(choices: readonly [A, ...ReadonlyArray<A>]) => A
  /** A random choice, weighted. */
  readonly weighted: <A>(choices: readonly [Weighted<A>, ...ReadonlyArray<Weighted<A>>]) => A
  readonly times: <A>(count: number, make: (index: number) => A) => ReadonlyArray<A>
}

type Weighted<A> = readonly [weight: number, choice: A]

export const make = (seed: number): Chance => {
  // mixes the bits, so that consecutive seeds give different sequences
  const random = new PCGRandom(Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0, seed >>> 0)
  const between = (least: number, most: number) => least + Math.floor(random.number() * (most - least + 1))
  return {
    between,
    happens: (probability) => random.number() < probability,
    pick: (choices) => choices[between(0, choices.length - 1)] ?? choices[0],
    weighted: (choices) => {
      let left = random.number() * choices.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, choice] of choices) {
        left -= weight
        if (left < 0) return choice
      }
      return choices[0][1]
    },
    times: (length, make) => Array.from({ length }, (_, index) => make(index))
  }
}
