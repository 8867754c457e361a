/**
 * Ranges of cells.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as CellValue from "./CellValue.js"
import * as Resource from "./Resource.js"

const NullableMatrix = Schema.NullOr(CellValue.Matrix)
const NullableBoolean = Schema.NullOr(Schema.Boolean)
const MatrixOrValue = Schema.Union(CellValue.Matrix, Schema.String, Schema.JsonNumber, Schema.Boolean)

const properties = {
  /** The address with the name of the worksheet, such as `Data!A1:B2`. */
  address: Resource.readOnly(Schema.NullOr(Schema.String)),
  /** The address in the language of the user. */
  addressLocal: Resource.readOnly(Schema.NullOr(Schema.String)),
  /** The number of cells, or `-1` if it exceeds 2,147,483,647. */
  cellCount: Resource.readOnly(Schema.Int),
  /** The number of columns. */
  columnCount: Resource.readOnly(Schema.Int),
  /** Whether the columns are hidden, or `null` if only some of them are. */
  columnHidden: Resource.writable(NullableBoolean, Schema.Boolean),
  /** The zero-based index of the first column. */
  columnIndex: Resource.readOnly(Schema.Int),
  /** The formulas in A1 notation. For a cell without a formula, its value. */
  formulas: Resource.writable(NullableMatrix, MatrixOrValue),
  /** The formulas in A1 notation and in the language of the user. */
  formulasLocal: Resource.writable(NullableMatrix, MatrixOrValue),
  /** The formulas in R1C1 notation. */
  formulasR1C1: Resource.writable(NullableMatrix, MatrixOrValue),
  /** Whether the cells are hidden, or `null` if only some of them are. */
  hidden: Resource.readOnly(NullableBoolean),
  /** The number format codes. */
  numberFormat: Resource.writable(NullableMatrix, MatrixOrValue),
  /** The number of rows. */
  rowCount: Resource.readOnly(Schema.Int),
  /** Whether the rows are hidden, or `null` if only some of them are. */
  rowHidden: Resource.writable(NullableBoolean, Schema.Boolean),
  /** The zero-based index of the first row. */
  rowIndex: Resource.readOnly(Schema.Int),
  /** The text of the cells as Excel displays it. */
  text: Resource.readOnly(NullableMatrix),
  /** The values of the cells. In a write, a single value instead of a matrix is written into each cell. */
  values: Resource.writable(NullableMatrix, MatrixOrValue),
  /** The types of the values: `Empty`, `String`, `Double`, `Boolean`, `Error`. */
  valueTypes: Resource.readOnly(NullableMatrix)
}

const navigation = {
  /** The format of the range. */
  format: Resource.one("workbookRangeFormat"),
  /** The sort of the range. */
  sort: Resource.one("workbookRangeSort"),
  /** The worksheet of the range. */
  worksheet: Resource.one("workbookWorksheet")
}

/**
 * A range of cells. Matrices such as `values` are `null` for whole rows or columns, and for ranges that are too large.
 * See {@link https://learn.microsoft.com/graph/api/resources/range | range}.
 *
 * @example
 * ```ts
 * import { Resource, Range } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof Range.Range> = ["address", "rowCount"]
 * deepStrictEqual(Resource.pick(Range.Range, { select: names }).query, { $select: names.join(",") })
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Range extends Resource.ModelOf<typeof properties> {}

/**
 * {@link Range} as JSON.
 *
 * @example
 * ```ts
 * import { Range, Resource } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: Pick<Range.RangeEncoded, "address" | "values"> = { address: "Data!A1:B1", values: [["Oslo", 42]] }
 * const decode = Resource.decodeUnknown(Resource.pick(Range.Range, { select: ["address", "values"] }))
 * deepStrictEqual(decode(json), Either.right(json))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface RangeEncoded extends Resource.EncodedOf<typeof properties> {}

/**
 * The schema of {@link Range}.
 *
 * @example
 * ```ts
 * import { Range, Resource } from "@effect-workbook/schema"
 * import { Either } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const decode = Resource.decodeUnknown(Resource.pick(Range.Range, { select: ["address", "values"] }))
 * deepStrictEqual(
 *   decode({ address: "Data!C:C", values: null }),
 *   Either.right({ address: "Data!C:C", values: null })
 * )
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Range: Resource.Resource<"workbookRange", Range, RangeEncoded, Update, typeof navigation> = Resource.make(
  "workbookRange",
  {
    properties,
    navigation
  }
)

/**
 * The body that updates a range. A matrix has the size of the range; it leaves a cell unchanged where it has `null`,
 * and clears it where it has `""`. A single value instead of a matrix is written into each cell. Whole rows and columns
 * cannot be updated.
 * See {@link https://learn.microsoft.com/graph/api/range-update | update range}.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: Range.Update = { values: [["Oslo", null]], numberFormat: "@" }
 * strictEqual(Schema.is(Range.Update)(body), true)
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
 * import { Range } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Range.Update)({ values: 0 }), true)
 * strictEqual(Schema.is(Range.Update)({ values: null }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Update: Schema.Schema<Update> = Range.update

/**
 * The direction in which cells move to make room for inserted cells.
 *
 * @category models
 * @since 0.1.0
 */
export type InsertShift = typeof InsertShift.Type

/**
 * The schema of {@link InsertShift}.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Range.InsertShift)("Down"), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const InsertShift = Schema.Literal("Down", "Right")

/**
 * The body that inserts cells at a range.
 * See {@link https://learn.microsoft.com/graph/api/range-insert | range: insert}.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: Range.Insert = { shift: "Down" }
 * strictEqual(Schema.is(Range.Insert)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Insert extends Schema.Schema.Type<typeof Insert> {}

/**
 * The schema of {@link Insert}.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Range.Insert)({ shift: "Up" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Insert = Schema.Struct({
  /** The direction in which the cells of the range, and those behind them, move. */
  shift: InsertShift
}).annotations({ identifier: "RangeInsert" })

/**
 * The direction in which cells move to fill the room of deleted cells.
 *
 * @category models
 * @since 0.1.0
 */
export type DeleteShift = typeof DeleteShift.Type

/**
 * The schema of {@link DeleteShift}.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Range.DeleteShift)("Up"), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const DeleteShift = Schema.Literal("Up", "Left")

/**
 * The body that deletes the cells of a range.
 * See {@link https://learn.microsoft.com/graph/api/range-delete | range: delete}.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: Range.Delete = { shift: "Left" }
 * strictEqual(Schema.is(Range.Delete)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Delete extends Schema.Schema.Type<typeof Delete> {}

/**
 * The schema of {@link Delete}.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Range.Delete)({ shift: "Right" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Delete = Schema.Struct({
  /** The direction in which the cells behind the range move. */
  shift: DeleteShift
}).annotations({ identifier: "RangeDelete" })

/**
 * What is cleared: the formats, the values and formulas (`Contents`), or everything.
 *
 * @category models
 * @since 0.1.0
 */
export type ClearApplyTo = typeof ClearApplyTo.Type

/**
 * The schema of {@link ClearApplyTo}.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Range.ClearApplyTo)("Contents"), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const ClearApplyTo = Schema.Literal("All", "Formats", "Contents")

/**
 * The body that clears a range.
 * See {@link https://learn.microsoft.com/graph/api/range-clear | range: clear}.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: Range.Clear = { applyTo: "Contents" }
 * strictEqual(Schema.is(Range.Clear)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Clear extends Schema.Schema.Type<typeof Clear> {}

/**
 * The schema of {@link Clear}.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Range.Clear)({ applyTo: "Hyperlinks" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Clear = Schema.Struct({
  /** What is cleared. The default is `All`. */
  applyTo: Schema.optional(ClearApplyTo)
}).annotations({ identifier: "RangeClear" })

/**
 * The body that merges the cells of a range.
 * See {@link https://learn.microsoft.com/graph/api/range-merge | range: merge}.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: Range.Merge = { across: true }
 * strictEqual(Schema.is(Range.Merge)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Merge extends Schema.Schema.Type<typeof Merge> {}

/**
 * The schema of {@link Merge}.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Range.Merge)({ across: "rows" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Merge = Schema.Struct({
  /** Whether the cells of each row are merged separately. The default is `false`. */
  across: Schema.optional(Schema.Boolean)
}).annotations({ identifier: "RangeMerge" })
