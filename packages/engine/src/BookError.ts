/**
 * The error of opening and changing a workbook.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * The schema of the error codes. They are the codes of the Excel API.
 *
 * @example
 * ```ts
 * import { BookError } from "@effect-workbook/engine"
 * import { Schema } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * assert.equal(Schema.is(BookError.Code)("itemNotFound"), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Code = Schema.Literal(
  "accessDenied",
  "generalException",
  "insertDeleteConflict",
  "invalidArgument",
  "invalidReference",
  "itemAlreadyExists",
  "itemNotFound",
  "nonBlankCellOffSheet",
  "rangeExceedsLimit",
  "unsupportedOperation",
  "unsupportedWorkbook"
)

/**
 * An error code.
 *
 * @category models
 * @since 0.1.0
 */
export type Code = typeof Code.Type

/**
 * A change was refused and had no effect, or a file cannot be opened. `reason` is a description for people.
 *
 * @example
 * ```ts
 * import { Book } from "@effect-workbook/engine"
 * import { Effect } from "effect"
 * import * as assert from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const book = yield* Book.make({ Data: [[1]] })
 *   const error = yield* Effect.flip(book.addSheet("data"))
 *   assert.equal(error._tag, "BookError")
 *   assert.equal(error.code, "itemAlreadyExists")
 *   assert.equal(book.sheets.length, 1)
 * })
 *
 * Effect.runPromise(program)
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class BookError extends Schema.TaggedError<BookError>("@effect-workbook/engine/BookError")("BookError", {
  code: Code,
  reason: Schema.String
}) {
  /** @since 0.1.0 */
  override get message(): string {
    return this.reason
  }
}
