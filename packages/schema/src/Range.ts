/**
 * Ranges: the cells of a rectangle.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as CellValue from "./CellValue.js"
import * as Resource from "./Resource.js"

const Grid = Schema.NullOr(CellValue.Matrix)
const Flag = Schema.NullOr(Schema.Boolean)
const Cells = Schema.Union(CellValue.Matrix, Schema.String, Schema.JsonNumber, Schema.Boolean)

const properties = {
  /** The address with the name of the sheet, `Data!A1:B2`. */
  address: Resource.readOnly(Schema.NullOr(Schema.String)),
  /** The address in the language of the user. */
  addressLocal: Resource.readOnly(Schema.NullOr(Schema.String)),
  /** The number of cells, `-1` where it exceeds 2,147,483,647. */
  cellCount: Resource.readOnly(Schema.Int),
  /** The number of columns. */
  columnCount: Resource.readOnly(Schema.Int),
  /** Whether all columns are hidden; `null` where they differ. */
  columnHidden: Resource.writable(Flag, Schema.Boolean),
  /** The first column, zero-based. */
  columnIndex: Resource.readOnly(Schema.Int),
  /** The formulas in A1 notation, or the values of cells without one. */
  formulas: Resource.writable(Grid, Cells),
  /** The formulas in A1 notation and in the language of the user. */
  formulasLocal: Resource.writable(Grid, Cells),
  /** The formulas in R1C1 notation. */
  formulasR1C1: Resource.writable(Grid, Cells),
  /** Whether all cells are hidden; `null` where they differ. */
  hidden: Resource.readOnly(Flag),
  /** The number format codes. */
  numberFormat: Resource.writable(Grid, Cells),
  /** The number of rows. */
  rowCount: Resource.readOnly(Schema.Int),
  /** Whether all rows are hidden; `null` where they differ. */
  rowHidden: Resource.writable(Flag, Schema.Boolean),
  /** The first row, zero-based. */
  rowIndex: Resource.readOnly(Schema.Int),
  /** The cells as Excel shows them. */
  text: Resource.readOnly(Grid),
  /** The values of the cells. One value instead of a grid is written into each cell. */
  values: Resource.writable(Grid, Cells),
  /** The types of the values: `Empty`, `String`, `Double`, `Boolean`, `Error`. */
  valueTypes: Resource.readOnly(Grid)
}

const navigation = {
  /** The sheet that holds the range. */
  worksheet: Resource.one("workbookWorksheet")
}

/**
 * A range. Grids hold rows of cells; a grid is `null` for whole rows or columns and for ranges that are too large.
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
 * {@link Range} on the wire.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const json: Partial<Range.RangeEncoded> = {}
 * strictEqual(Schema.is(Range.Range)(json), false)
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
    keys: [],
    properties,
    navigation
  }
)

/**
 * The body that writes a range. A grid has the size of the range, `null` in it leaves a cell alone and `""` clears it;
 * one value instead of a grid goes into every cell. Whole rows and columns cannot be written.
 * See {@link https://learn.microsoft.com/graph/api/range-update | update range}.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/schema"
 *
 * const body: Range.Update = { values: [["Oslo", null]], numberFormat: "@" }
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
