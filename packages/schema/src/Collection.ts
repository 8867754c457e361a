/**
 * The JSON shape in which the service answers a list.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * A list of resources. The Excel collections have no `@odata.nextLink`: they are paged by `$top` and `$skip`.
 *
 * @example
 * ```ts
 * import { Collection, Worksheet } from "@effect-workbook/schema"
 *
 * const sheets: Collection.Collection<Worksheet.Worksheet> = { value: [{ name: "Data" }] }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Collection<A> {
  readonly value: ReadonlyArray<A>
}

/**
 * The schema of a list, from that of a resource.
 *
 * @example
 * ```ts
 * import { Collection, Worksheet } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const sheets = Schema.decodeUnknownSync(Collection.Collection(Worksheet.Worksheet))({ value: [{ name: "Data" }] })
 * strictEqual(sheets.value[0]?.name, "Data")
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Collection = <A, I, R>(resource: Schema.Schema<A, I, R>): Schema.Schema<Collection<A>, Collection<I>, R> =>
  Schema.Struct({ value: Schema.Array(resource) })

/**
 * The answer of `count()` on a collection.
 *
 * @example
 * ```ts
 * import { Collection } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.decodeUnknownSync(Collection.Count)({ value: 3 }).value, 3)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Count = Schema.Struct({ value: Schema.Int }).annotations({ identifier: "Count" })
