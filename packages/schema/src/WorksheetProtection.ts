/**
 * The protection of worksheets against changes of locked cells. All cells are locked by default.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Resource from "./Resource.js"

/**
 * What users can do on a protected worksheet, as it is read.
 * See {@link https://learn.microsoft.com/graph/api/resources/worksheetprotectionoptions | worksheetProtectionOptions}.
 *
 * @example
 * ```ts
 * import { WorksheetProtection } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const json: WorksheetProtection.Options = {
 *   allowAutoFilter: true,
 *   allowDeleteColumns: false,
 *   allowDeleteRows: false,
 *   allowFormatCells: false,
 *   allowFormatColumns: false,
 *   allowFormatRows: false,
 *   allowInsertColumns: false,
 *   allowInsertHyperlinks: false,
 *   allowInsertRows: false,
 *   allowPivotTables: false,
 *   allowSort: true
 * }
 * strictEqual(Schema.is(WorksheetProtection.Options)(json), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Options extends Schema.Schema.Type<typeof Options> {}

/**
 * The schema of {@link Options}.
 *
 * @example
 * ```ts
 * import { WorksheetProtection } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(WorksheetProtection.Options)({ allowSort: true }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Options = Schema.Struct({
  /** Whether users can filter with the filters that the worksheet has. */
  allowAutoFilter: Schema.Boolean,
  /** Whether users can delete columns whose cells are all unlocked. */
  allowDeleteColumns: Schema.Boolean,
  /** Whether users can delete rows whose cells are all unlocked. */
  allowDeleteRows: Schema.Boolean,
  /** Whether users can format cells. */
  allowFormatCells: Schema.Boolean,
  /** Whether users can format and hide columns. */
  allowFormatColumns: Schema.Boolean,
  /** Whether users can format and hide rows. */
  allowFormatRows: Schema.Boolean,
  /** Whether users can insert columns. */
  allowInsertColumns: Schema.Boolean,
  /** Whether users can insert hyperlinks into unlocked cells. */
  allowInsertHyperlinks: Schema.Boolean,
  /** Whether users can insert rows. */
  allowInsertRows: Schema.Boolean,
  /** Whether users can use PivotTables. */
  allowPivotTables: Schema.Boolean,
  /** Whether users can sort ranges whose cells are all unlocked. */
  allowSort: Schema.Boolean
}).annotations({ identifier: "WorksheetProtectionOptions" })

/**
 * What users can do on a protected worksheet, as it is written. Options that are left out are `false`.
 * See {@link https://learn.microsoft.com/graph/api/resources/worksheetprotectionoptions | worksheetProtectionOptions}.
 *
 * @example
 * ```ts
 * import { WorksheetProtection } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const json: WorksheetProtection.OptionsInput = { allowSort: true, allowAutoFilter: true }
 * strictEqual(Schema.is(WorksheetProtection.OptionsInput)(json), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface OptionsInput extends Schema.Schema.Type<typeof OptionsInput> {}

/**
 * The schema of {@link OptionsInput}.
 *
 * @example
 * ```ts
 * import { WorksheetProtection } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(WorksheetProtection.OptionsInput)({ allowSort: "yes" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const OptionsInput = Schema.Struct({
  /** Whether users can filter with the filters that the worksheet has. */
  allowAutoFilter: Schema.optional(Schema.Boolean),
  /** Whether users can delete columns whose cells are all unlocked. */
  allowDeleteColumns: Schema.optional(Schema.Boolean),
  /** Whether users can delete rows whose cells are all unlocked. */
  allowDeleteRows: Schema.optional(Schema.Boolean),
  /** Whether users can format cells. */
  allowFormatCells: Schema.optional(Schema.Boolean),
  /** Whether users can format and hide columns. */
  allowFormatColumns: Schema.optional(Schema.Boolean),
  /** Whether users can format and hide rows. */
  allowFormatRows: Schema.optional(Schema.Boolean),
  /** Whether users can insert columns. */
  allowInsertColumns: Schema.optional(Schema.Boolean),
  /** Whether users can insert hyperlinks into unlocked cells. */
  allowInsertHyperlinks: Schema.optional(Schema.Boolean),
  /** Whether users can insert rows. */
  allowInsertRows: Schema.optional(Schema.Boolean),
  /** Whether users can use PivotTables. */
  allowPivotTables: Schema.optional(Schema.Boolean),
  /** Whether users can sort ranges whose cells are all unlocked. */
  allowSort: Schema.optional(Schema.Boolean)
}).annotations({ identifier: "WorksheetProtectionOptionsInput" })

const properties = {
  /** What users can do on the worksheet, or `null` if it is not protected. */
  options: Resource.readOnly(Schema.NullOr(Options)),
  /** Whether the worksheet is protected. */
  protected: Resource.readOnly(Schema.Boolean)
}

/**
 * The protection of a worksheet.
 * See {@link https://learn.microsoft.com/graph/api/resources/worksheetprotection | worksheetProtection}.
 *
 * @example
 * ```ts
 * import { WorksheetProtection } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof WorksheetProtection.WorksheetProtection> = ["options", "protected"]
 * deepStrictEqual(names, Object.keys(WorksheetProtection.WorksheetProtection.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface WorksheetProtection extends Resource.ModelOf<typeof properties> {}

/**
 * {@link WorksheetProtection} as JSON.
 *
 * @example
 * ```ts
 * import { WorksheetProtection } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: WorksheetProtection.WorksheetProtectionEncoded = { options: null, protected: false }
 * deepStrictEqual(Schema.decodeSync(WorksheetProtection.WorksheetProtection)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface WorksheetProtectionEncoded extends Resource.EncodedOf<typeof properties> {}

/**
 * The schema of {@link WorksheetProtection}.
 *
 * @example
 * ```ts
 * import { WorksheetProtection } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(WorksheetProtection.WorksheetProtection.type, "workbookWorksheetProtection")
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const WorksheetProtection: Resource.Resource<
  "workbookWorksheetProtection",
  WorksheetProtection,
  WorksheetProtectionEncoded,
  {},
  {}
> = Resource.make(
  "workbookWorksheetProtection",
  { properties, navigation: {} }
)

/**
 * The body that protects a worksheet. Without options, users can only select cells and change unlocked ones.
 * See {@link https://learn.microsoft.com/graph/api/worksheetprotection-protect | worksheetProtection: protect}.
 *
 * @example
 * ```ts
 * import { WorksheetProtection } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const json: WorksheetProtection.Protect = { options: { allowSort: true } }
 * strictEqual(Schema.is(WorksheetProtection.Protect)(json), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Protect extends Schema.Schema.Type<typeof Protect> {}

/**
 * The schema of {@link Protect}.
 *
 * @example
 * ```ts
 * import { WorksheetProtection } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(WorksheetProtection.Protect)({ options: [] }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Protect = Schema.Struct({
  /** What users can still do. The default is nothing but to change unlocked cells. */
  options: Schema.optional(Schema.NullOr(OptionsInput))
}).annotations({ identifier: "WorksheetProtectionProtect" })
