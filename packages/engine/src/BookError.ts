/**
 * What a workbook refuses when it is opened or changed.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * Why a workbook refuses, in the names that Excel on the web has for it.
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
 * One of the reasons of {@link Code}.
 *
 * @example
 * ```ts
 * import type { BookError } from "@effect-workbook/engine"
 *
 * const code: BookError.Code = "itemNotFound"
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Code = typeof Code.Type

/**
 * A change that the workbook refuses, or a file that cannot be opened. Nothing has changed when it is raised.
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
