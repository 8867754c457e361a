/**
 * The JSON of a list of resources, and of the count of a collection.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * A list of resources. The collections of a workbook have no `@odata.nextLink`; they are paged with `$top` and `$skip`.
 *
 * @example
 * ```ts
 * import type { Collection, TableRow } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const rows: Collection.Collection<TableRow.TableRow> = { value: [{ index: 0, values: [["Oslo", 42]] }] }
 * strictEqual(rows.value.length, 1)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Collection<A> {
  readonly value: ReadonlyArray<A>
}

/**
 * The schema of {@link Collection}, from the schema of a resource.
 *
 * @example
 * ```ts
 * import { Collection, Worksheet } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const sheet = { id: "{1}", name: "Data", position: 0, visibility: "Visible" }
 * const sheets = Schema.decodeUnknownSync(Collection.Collection(Worksheet.Worksheet))({ value: [sheet] })
 * strictEqual(sheets.value[0]?.name, "Data")
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Collection = <A, I, R>(resource: Schema.Schema<A, I, R>): Schema.Schema<Collection<A>, Collection<I>, R> =>
  Schema.Struct({ value: Schema.Array(resource) })

/**
 * The schema of the response to `count()` on a collection.
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
