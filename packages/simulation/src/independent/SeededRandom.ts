/** A seeded random source. A seed determines the plan but not the run, because the timing of sockets varies. */

export interface SeededRandom {
  /** A random number from 0 (included) to 1 (excluded). */
  readonly next: () => number
  readonly boolean: (probability: number) => boolean
  /** A random integer from `least` to `most`, both included. */
  readonly integer: (least: number, most: number) => number
  readonly pick: <A>(among: readonly [A, ...ReadonlyArray<A>]) => A
  readonly weighted: <A>(choices: readonly [readonly [number, A], ...ReadonlyArray<readonly [number, A]>]) => A
}

const hash = (text: string): number => {
  let sum = 2_166_136_261
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 16_777_619)
  return sum >>> 0
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
  const integer = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    boolean: (probability) => next() < probability,
    integer,
    pick: (among) => among[integer(0, among.length - 1)] ?? among[0],
    weighted: (choices) => {
      let left = next() * choices.reduce((sum, [weight]) => sum + weight, 0)
      const [, choice] = choices.find(([weight]) => (left -= weight) < 0) ?? choices[0]
      return choice
    }
  }
}
