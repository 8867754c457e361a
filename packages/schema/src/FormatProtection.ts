/**
 * The protection of a range: what its cells allow while the worksheet is protected.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Resource from "./Resource.js"

const NullableBoolean = Schema.NullOr(Schema.Boolean)

const properties = {
  /** Whether the formulas are hidden. */
  formulaHidden: Resource.writable(NullableBoolean, Schema.Boolean),
  /** Whether the cells are locked. */
  locked: Resource.writable(NullableBoolean, Schema.Boolean)
}

const navigation = {}

/**
 * The protection of a range. It has an effect while the worksheet is protected. A property is `null` if the cells do not have the
 * same value.
 * See {@link https://learn.microsoft.com/graph/api/resources/formatprotection | formatprotection}.
 *
 * @example
 * ```ts
 * import { Resource, FormatProtection } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof FormatProtection.FormatProtection> = ["locked"]
 * deepStrictEqual(Resource.pick(FormatProtection.FormatProtection, { select: names }).query, { $select: "locked" })
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface FormatProtection extends Resource.ModelOf<typeof properties> {}

/**
 * {@link FormatProtection} as JSON.
 *
 * @example
 * ```ts
 * import { FormatProtection } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: FormatProtection.FormatProtectionEncoded = { formulaHidden: false, locked: true }
 * deepStrictEqual(Schema.decodeSync(FormatProtection.FormatProtection)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface FormatProtectionEncoded extends Resource.EncodedOf<typeof properties> {}

/**
 * The schema of {@link FormatProtection}.
 *
 * @example
 * ```ts
 * import { FormatProtection } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(FormatProtection.FormatProtection.type, "workbookFormatProtection")
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const FormatProtection: Resource.Resource<
  "workbookFormatProtection",
  FormatProtection,
  FormatProtectionEncoded,
  Update,
  typeof navigation
> = Resource.make("workbookFormatProtection", { properties, navigation })

/**
 * The body that updates the protection of a range. Properties that are left out stay unchanged.
 * See {@link https://learn.microsoft.com/graph/api/formatprotection-update | update formatprotection}.
 *
 * @example
 * ```ts
 * import { FormatProtection } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: FormatProtection.Update = { locked: false }
 * strictEqual(Schema.is(FormatProtection.Update)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Update extends Resource.UpdateOf<typeof properties> {}

/**
 * The schema of {@link Update}.
 *
 * @example
 * ```ts
 * import { FormatProtection } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(FormatProtection.Update)({ locked: "no" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Update: Schema.Schema<Update> = FormatProtection.update
