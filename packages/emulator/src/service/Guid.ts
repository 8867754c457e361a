/**
 * Random identifiers in the formats of the service.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"

export const hex = (digits: number): Effect.Effect<string> =>
  Effect.map(
    Effect.replicateEffect(Random.nextIntBetween(0, 0x1_0000_0000), Math.ceil(digits / 8)),
    (words) => words.map((word) => word.toString(16).padStart(8, "0")).join("").slice(0, digits)
  )

/** A random GUID, version 4. */
export const make: Effect.Effect<string> = Effect.map(hex(32), (digits) => {
  const variant = (Number.parseInt(digits.charAt(16), 16) & 0x3 | 0x8).toString(16)
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20)
  ].join("-")
})
