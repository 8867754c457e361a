/** A seeded random source for making plans. It is synchronous, unlike `Random`. */
import { PCGRandom } from "effect/Utils"

export interface SeededRandom {
  /** A random integer from `least` to `most`, both included. */
  readonly integer: (least: number, most: number) => number
  /** True with this probability. */
  readonly boolean: (probability: number) => boolean
  readonly pick: <A>(choices: readonly [A, ...ReadonlyArray<A>]) => A
  /** A random choice, weighted. */
  readonly weighted: <A>(choices: readonly [Weighted<A>, ...ReadonlyArray<Weighted<A>>]) => A
  readonly times: <A>(count: number, make: (index: number) => A) => ReadonlyArray<A>
}

type Weighted<A> = readonly [weight: number, choice: A]

export const make = (seed: number): SeededRandom => {
  // mixes the bits, so that consecutive seeds give different sequences
  const generator = new PCGRandom(Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0, seed >>> 0)
  const integer = (least: number, most: number) => least + Math.floor(generator.number() * (most - least + 1))
  return {
    integer,
    boolean: (probability) => generator.number() < probability,
    pick: (choices) => choices[integer(0, choices.length - 1)] ?? choices[0],
    weighted: (choices) => {
      let left = generator.number() * choices.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, choice] of choices) {
        left -= weight
        if (left < 0) return choice
      }
      return choices[0][1]
    },
    times: (length, make) => Array.from({ length }, (_, index) => make(index))
  }
}
