/**
 * The result of a worksheet function that the service calculates.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as CellValue from "./CellValue.js"

/**
 * The result of a worksheet function: a `value`, or an `error` such as `#DIV/0!`.
 * See {@link https://learn.microsoft.com/graph/api/resources/workbookfunctionresult | workbookFunctionResult}.
 *
 * @example
 * ```ts
 * import { FunctionResult } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const result: FunctionResult.FunctionResult = { error: null, value: 120 }
 * strictEqual(Schema.is(FunctionResult.FunctionResult)(result), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface FunctionResult extends Schema.Schema.Type<typeof FunctionResult> {}

/**
 * The schema of {@link FunctionResult}.
 *
 * @example
 * ```ts
 * import { FunctionResult } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const result = Schema.decodeUnknownSync(FunctionResult.FunctionResult)({ error: null, value: 120 })
 * strictEqual(result.value, 120)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const FunctionResult = Schema.Struct({
  id: Schema.optional(Schema.String),
  error: Schema.optional(Schema.NullOr(Schema.String)),
  value: Schema.optional(Schema.Union(CellValue.CellValue, CellValue.Matrix))
}).annotations({ identifier: "FunctionResult" })
