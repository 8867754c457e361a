/**
 * A seeded random source. The same seed gives the same plan of a run, but not the same run, because the timing of
 * sockets varies.
 */

export interface SeededRandom {
  /** A random number from 0 (included) to 1 (excluded). */
  readonly next: () => number
  /** Returns `true` with the given probability, from 0 to 1. */
  readonly boolean: (probability: number) => boolean
  /** A random integer from `min` to `max`, both included. */
  readonly integer: (min: number, max: number) => number
  /** A random item. */
  readonly pick: <A>(items: readonly [A, ...ReadonlyArray<A>]) => A
  /** A random choice. A choice with a greater weight is picked more often. */
  readonly pickWeighted: <A>(choices: readonly [readonly [number, A], ...ReadonlyArray<readonly [number, A]>]) => A
}

const hash = (text: string): number => {
  // the algorithm is FNV-1a
  let result = 2_166_136_261
  for (let index = 0; index < text.length; index++) result = Math.imul(result ^ text.charCodeAt(index), 16_777_619)
  return result >>> 0
}

export const make = (seed: string): SeededRandom => {
  let state = hash(seed)
  // the algorithm is mulberry32
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const integer = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1))
  return {
    next,
    boolean: (probability) => next() < probability,
    integer,
    pick: (items) => items[integer(0, items.length - 1)] ?? items[0],
    pickWeighted: (choices) => {
      let remaining = next() * choices.reduce((sum, [weight]) => sum + weight, 0)
      const [, choice] = choices.find(([weight]) => (remaining -= weight) < 0) ?? choices[0]
      return choice
    }
  }
}
