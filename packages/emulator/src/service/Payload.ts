/**
 * What an answer weighs.
 *
 * @since 0.1.0
 */
import * as Limits from "./Limits.js"

/** The fewest characters that a value takes as JSON, counted no further than to beyond a limit. */
const atLeast = (value: unknown, limit: number): number => {
  if (typeof value === "string") return value.length + 2
  if (typeof value !== "object" || value === null) return 1
  let size = 2
  for (const inner of Array.isArray(value) ? value : Object.values(value)) {
    size += atLeast(inner, limit - size) + 1
    if (size > limit) return size
  }
  return size
}

/**
 * An answer as JSON; `undefined` if it is longer than an answer may be. What is much too long is not written out first:
 * the texts of a great range can make more than the longest string that there can be.
 */
export const write = (body: unknown): string | undefined => {
  if (atLeast(body, Limits.payload) > Limits.payload) return undefined
  const text = JSON.stringify(body)
  return text.length > Limits.payload ? undefined : text
}

/** An answer without its cells, which are `null` as those of a range that is too large. */
export const withoutCells = (body: unknown): unknown =>
  typeof body === "object" && body !== null
    ? Object.fromEntries(
      Object.entries(body).map((
        [name, value]
      ) => [name, Array.isArray(value) && Array.isArray(value[0]) ? null : value])
    )
    : body
