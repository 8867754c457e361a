/**
 * What one cell of a worksheet holds on the wire, and the rectangle of cells that ranges, table rows and columns carry.
 *
 * @since 0.1.0
 */
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"

/**
 * One cell: text, number, boolean or `null`.
 *
 * A number is finite. In a write `null` leaves that cell alone, and `""` clears it. In a read a blank cell is `""`, an error cell its text
 * (`"#DIV/0!"`), a date its serial number.
 * See {@link https://learn.microsoft.com/graph/api/resources/range | range}.
 *
 * @example
 * ```ts
 * import { CellValue } from "@effect-workbook/schema"
 *
 * const row: ReadonlyArray<CellValue.CellValue> = ["Oslo", 42, true, null]
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type CellValue = string | number | boolean | null

/**
 * The schema of one cell; the same on the wire and in memory.
 *
 * @example
 * ```ts
 * import { CellValue } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const isCell = Schema.is(CellValue.CellValue)
 * strictEqual(isCell("Oslo"), true)
 * strictEqual(isCell({}), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const CellValue: Schema.Schema<CellValue> = Schema.Union(
  Schema.String,
  Schema.JsonNumber,
  Schema.Boolean,
  Schema.Null
).annotations({ identifier: "CellValue" })

/**
 * Rows of cells, top row first. The service sends rectangles; this type does not demand equal row lengths.
 *
 * @example
 * ```ts
 * import { CellValue } from "@effect-workbook/schema"
 *
 * const values: CellValue.Matrix = [["City", "Sales"], ["Oslo", 42]]
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Matrix = ReadonlyArray<ReadonlyArray<CellValue>>

/**
 * Whether a value is rows of cells. One loop without allocation: large ranges are checked at the speed of reading them.
 *
 * @example
 * ```ts
 * import { CellValue } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(CellValue.isMatrix([["City"], [42]]), true)
 * strictEqual(CellValue.isMatrix(["City"]), false)
 * ```
 *
 * @category guards
 * @since 0.1.0
 */
export const isMatrix = (u: unknown): u is Matrix => {
  if (!Array.isArray(u)) return false
  const rows: ReadonlyArray<unknown> = u
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]
    if (!Array.isArray(row)) return false
    const cells: ReadonlyArray<unknown> = row
    for (let j = 0; j < cells.length; j++) {
      const cell = cells[j]
      if (cell !== null && typeof cell !== "string" && !Number.isFinite(cell) && typeof cell !== "boolean") return false
    }
  }
  return true
}

// One issue a cell: the union would report each of its members.
const Cell = Schema.declare(Schema.is(CellValue), { identifier: "CellValue" })
const explain = ParseResult.validate(Schema.Array(Schema.Array(Cell)))

// The guard answers the common case; only a rejected value pays for the structural schema, whose issue names the cell.
const check = (u: unknown, options: SchemaAST.ParseOptions, ast: SchemaAST.Declaration) =>
  isMatrix(u)
    ? ParseResult.succeed(u)
    : ParseResult.mapError(explain(u, options), (issue) => new ParseResult.Composite(ast, u, issue))

/**
 * The schema of {@link Matrix}. It accepts exactly what `Schema.Array(Schema.Array(CellValue))` accepts, at a small part
 * of the cost, and an issue's path names the cell: row, then column.
 *
 * @example
 * ```ts
 * import { CellValue } from "@effect-workbook/schema"
 * import { Either, ParseResult, Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const result = Schema.decodeUnknownEither(CellValue.Matrix)([["City", "Sales"], ["Oslo", {}]])
 * const issues = Either.flip(result).pipe(Either.getOrThrow, ParseResult.ArrayFormatter.formatErrorSync)
 * deepStrictEqual(issues[0]?.path, [1, 1])
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Matrix: Schema.Schema<Matrix> = Schema.declare(
  [],
  { decode: () => check, encode: () => check },
  {
    identifier: "Matrix",
    description: "rows of cells",
    jsonSchema: {
      type: "array",
      items: {
        type: "array",
        items: { anyOf: [{ type: "string" }, { type: "number" }, { type: "boolean" }, { type: "null" }] }
      }
    },
    arbitrary: () => (fc) =>
      fc.array(
        fc.array(
          fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null))
        )
      )
  }
)

/**
 * What the service says a cell is, in `valueTypes` of a range.
 * See {@link https://learn.microsoft.com/graph/api/resources/range | range}.
 *
 * @example
 * ```ts
 * import { CellValue } from "@effect-workbook/schema"
 *
 * const type: CellValue.ValueType = "Double"
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type ValueType = typeof ValueType.Type

/**
 * The schema of {@link ValueType}.
 *
 * @example
 * ```ts
 * import { CellValue } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(CellValue.ValueType)("Error"), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const ValueType = Schema.Literal(
  "Unknown",
  "Empty",
  "String",
  "Integer",
  "Double",
  "Boolean",
  "Error",
  "RichValue"
)
