/**
 * Ranges: the cells of a rectangle.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as CellValue from "./CellValue.js"

const Grid = Schema.optional(Schema.NullOr(CellValue.Matrix))
const Text = Schema.optional(Schema.NullOr(Schema.String))
const Count = Schema.optional(Schema.Int)
const Flag = Schema.optional(Schema.NullOr(Schema.Boolean))

/**
 * A range. Grids hold rows of cells; a grid is `null` for whole rows or columns and for ranges that are too large, a
 * flag is `null` where the cells differ, and a field is absent where `$select` left it out. `rowIndex` and
 * `columnIndex` are zero-based, `cellCount` is `-1` where it exceeds 2,147,483,647.
 * See {@link https://learn.microsoft.com/graph/api/resources/range | range}.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/schema"
 *
 * const range: Range.Range = { address: "Data!A1:B1", values: [["Oslo", 42]] }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Range extends Schema.Schema.Type<typeof Range> {}

/**
 * The schema of {@link Range}.
 *
 * @example
 * ```ts
 * import { Range } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const column = Schema.decodeUnknownSync(Range.Range)({ address: "Data!C:C", cellCount: 1048576, values: null })
 * strictEqual(column.values, null)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Range = Schema.Struct({
  address: Text,
  addressLocal: Text,
  cellCount: Count,
  columnCount: Count,
  columnHidden: Flag,
  columnIndex: Count,
  formulas: Grid,
  formulasLocal: Grid,
  formulasR1C1: Grid,
  hidden: Flag,
  numberFormat: Grid,
  rowCount: Count,
  rowHidden: Flag,
  rowIndex: Count,
  text: Grid,
  values: Grid,
  valueTypes: Grid
}).annotations({ identifier: "Range" })

const Cells = Schema.optional(Schema.Union(CellValue.Matrix, Schema.String, Schema.JsonNumber, Schema.Boolean))

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
export interface Update extends Schema.Schema.Type<typeof Update> {}

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
export const Update = Schema.Struct({
  values: Cells,
  formulas: Cells,
  formulasLocal: Cells,
  formulasR1C1: Cells,
  numberFormat: Cells,
  columnHidden: Schema.optional(Schema.Boolean),
  rowHidden: Schema.optional(Schema.Boolean)
}).annotations({ identifier: "RangeUpdate" })
