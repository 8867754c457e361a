/**
 * The value of a cell as JSON, and the rows of values that ranges, table rows and table columns have.
 *
 * @since 0.1.0
 */
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import type * as SchemaAST from "effect/SchemaAST"

/**
 * The value of one cell: text, a finite number, a boolean or `null`.
 *
 * A write leaves a cell unchanged where the value is `null`, and clears it where the value is `""`. A read returns `""`
 * for a blank cell, the text of an error (`"#DIV/0!"`), and the serial number of a date.
 * See {@link https://learn.microsoft.com/graph/api/resources/range | range}.
 *
 * @category models
 * @since 0.1.0
 */
export type CellValue = string | number | boolean | null

/**
 * The schema of {@link CellValue}. The encoded value is the same.
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
 * Rows of cell values, from top to bottom. The rows that the service sends have equal lengths; the type does not
 * require that.
 *
 * @category models
 * @since 0.1.0
 */
export type Matrix = ReadonlyArray<ReadonlyArray<CellValue>>

/**
 * Whether a value is a {@link Matrix}. The check allocates nothing, so it is fast for large ranges.
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

// Unlike the union, a declaration reports one issue for an invalid cell and not one for each member.
const Cell = Schema.declare(Schema.is(CellValue), {
  identifier: "CellValue",
  description: "a string, a number, a boolean or null"
})
const Row = Schema.Array(Cell).annotations({ description: "an array of cells" })
const validateStructure = ParseResult.validate(Schema.Array(Row))

// The guard is fast. The structural schema is slow, and runs only after the guard has failed, to find the invalid cell.
const check = (u: unknown, options: SchemaAST.ParseOptions, ast: SchemaAST.Declaration) =>
  isMatrix(u)
    ? ParseResult.succeed(u)
    : ParseResult.mapError(validateStructure(u, options), (issue) => new ParseResult.Composite(ast, u, issue))

/**
 * The schema of {@link Matrix}. It accepts the same values as `Schema.Array(Schema.Array(CellValue))`, and is many
 * times faster. The path of an issue is the zero-based row and column of the invalid cell.
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
    description: "an array of rows of cells",
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
 * The type of a cell's value, as `valueTypes` of a range contains it.
 * See {@link https://learn.microsoft.com/graph/api/resources/range | range}.
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
