import * as Effect from "effect/Effect"
import * as Random from "effect/Random"

const hex = (length: number, bits: number): string => bits.toString(16).padStart(length, "0")

/**
 * Makes a generator of UUIDs in the format of version 4. `Random` provides the digits only once, and each further UUID
 * increments the last eight. This is as unique as a random UUID and much cheaper.
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
    const prefix = `${hex(8, a)}-${hex(4, b)}-4${hex(3, c)}-${hex(4, 0x8000 + d)}-${hex(4, e)}`
    let count = first
    return () => {
      count = (count + 1) % 0x1_0000_0000
      return prefix + hex(8, count)
    }
  }
)
