/**
 * Enumerations that the service may extend: the known values are typed, and any other text is accepted too.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * A known value of an enumeration, or any other text.
 *
 * @category models
 * @since 0.1.0
 */
export type OpenLiteral<Known extends string> = Known | (string & {})

/**
 * The schema of an enumeration that the service may extend. It is for values that are read; for values that are
 * written, use `Schema.Literal`.
 *
 * @example
 * ```ts
 * import { OpenLiteral } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const visibility = OpenLiteral.make("Visible", "Hidden")
 * strictEqual(Schema.decodeUnknownSync(visibility)("Dimmed"), "Dimmed")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = <const Known extends readonly [string, ...ReadonlyArray<string>]>(
  ...known: Known
): Schema.Schema<OpenLiteral<Known[number]>, string> =>
  Schema.String.annotations({
    description: `${known.map((name) => JSON.stringify(name)).join(", ")}, or what is added later`,
    arbitrary: () => (fc) => fc.constantFrom(...known)
  })
