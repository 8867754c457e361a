import * as Effect from "effect/Effect"
import * as Random from "effect/Random"

const hex = (length: number, bits: number): string => bits.toString(16).padStart(length, "0")

/**
 * A source of UUIDs (version 4 in form): all digits but the last eight are drawn from `Random` once, the last eight
 * count on from a drawn number. They are unique as drawn ones are, and cost nothing.
 *
 * @internal
 */
export const make: Effect.Effect<() => string> = Effect.map(
  Effect.all([
    Random.nextIntBetween(0, 0x1_0000_0000),
    Random.nextIntBetween(0, 0x1_0000),
    Random.nextIntBetween(0, 0x1000),
    Random.nextIntBetween(0, 0x4000),
    Random.nextIntBetween(0, 0x1_0000),
    Random.nextIntBetween(0, 0x1_0000_0000)
  ]),
  ([a, b, c, d, e, first]) => {
    const drawn = `${hex(8, a)}-${hex(4, b)}-4${hex(3, c)}-${hex(4, 0x8000 + d)}-${hex(4, e)}`
    let count = first
    return () => {
      count = (count + 1) % 0x1_0000_0000
      return drawn + hex(8, count)
    }
  }
)
