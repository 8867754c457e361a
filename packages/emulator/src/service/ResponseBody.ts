/**
 * Encodes response bodies within the size limit.
 *
 * @since 0.1.0
 */
import * as Limits from "./Limits.js"

/** Returns a lower bound for the JSON length of a value. The count stops when it exceeds the limit. */
const minimumLength = (value: unknown, limit: number): number => {
  if (typeof value === "string") return value.length + 2
  if (typeof value !== "object" || value === null) return 1
  let size = 2
  for (const inner of Array.isArray(value) ? value : Object.values(value)) {
    size += minimumLength(inner, limit - size) + 1
    if (size > limit) return size
  }
  return size
}

/**
 * Encodes a response as JSON, or returns `undefined` if it exceeds the limit. A body with a lower bound above the limit
 * is not encoded at all, because its text could be too long for a JavaScript string.
 */
export const encode = (body: unknown): string | undefined => {
  if (minimumLength(body, Limits.payload) > Limits.payload) return undefined
  const text = JSON.stringify(body)
  return text.length > Limits.payload ? undefined : text
}

/**
 * Replaces matrices of cells by `null`, as Excel does in the response for a range that is too large.
 */
export const withoutCells = (body: unknown): unknown =>
  typeof body === "object" && body !== null
    ? Object.fromEntries(
      Object.entries(body).map((
        [name, value]
      ) => [name, Array.isArray(value) && Array.isArray(value[0]) ? null : value])
    )
    : body
