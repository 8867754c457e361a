/**
 * What can go wrong when a workbook is opened, read or changed.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

/** The second-level codes of Graph that the engine itself can answer with. */
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

/** @see {@link Code} */
export type Code = typeof Code.Type

/** A request that the workbook refuses. Nothing has changed when it is raised. */
export class BookError extends Schema.TaggedError<BookError>("@effect-workbook/emulator/BookError")("BookError", {
  code: Code,
  reason: Schema.String
}) {
  override get message(): string {
    return this.reason
  }
}

/** Raises a refusal inside the synchronous engine; `attempt` turns it into a failure of the effect. */
export const refuse = (code: Code, reason: string): never => {
  throw new BookError({ code, reason })
}

/** Runs a part of the synchronous engine; its refusals become failures, anything else stays a defect. */
export const attempt = <A>(evaluate: () => A): Effect.Effect<A, BookError> =>
  Effect.suspend(() => {
    try {
      return Effect.succeed(evaluate())
    } catch (error) {
      return error instanceof BookError ? Effect.fail(error) : Effect.die(error)
    }
  })
