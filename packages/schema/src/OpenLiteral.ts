/**
 * Sets of names that the service may add to: the known ones are typed, and any other text is accepted too.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * One of the literals, or a name that was added later.
 *
 * @example
 * ```ts
 * import type { OpenLiteral } from "@effect-workbook/schema"
 *
 * const known: OpenLiteral.OpenLiteral<"Visible" | "Hidden"> = "Visible"
 * const later: OpenLiteral.OpenLiteral<"Visible" | "Hidden"> = "Dimmed"
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type OpenLiteral<Known extends string> = Known | (string & {})

/**
 * The schema of a set that is open. It is for what is read; what is written takes the closed set.
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
