import * as InvalidValue from "@effect-workbook/schema/InvalidValue"
import * as Arr from "effect/Array"
import type * as ParseResult from "effect/ParseResult"

/**
 * The first field that does not match, and the reason. `field` is `undefined` if the whole value does not match.
 *
 * @internal
 */
export interface Mismatch {
  readonly field: string | undefined
  readonly issue: string
}

const fieldOf = (issue: ParseResult.ParseIssue): string | undefined => {
  switch (issue._tag) {
    case "Pointer":
      return String(Arr.ensure(issue.path)[0])
    case "Composite": {
      const [first] = Arr.ensure(issue.issues)
      return first && fieldOf(first)
    }
    case "Refinement":
    case "Transformation":
      return fieldOf(issue.issue)
    default:
      return undefined
  }
}

/**
 * Describes why a row or a cell does not match its schema.
 *
 * @internal
 */
export const fromParseError = (error: ParseResult.ParseError): Mismatch => ({
  field: fieldOf(error.issue),
  issue: InvalidValue.fromParseError(error).issue
})
