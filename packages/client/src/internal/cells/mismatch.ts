/**
 * Describes in one sentence why cells do not match a schema.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as ParseResult from "effect/ParseResult"

/** The first field that does not match, and the reason. `field` is `undefined` if the whole value does not match. */
export interface Mismatch {
  readonly field: string | undefined
  readonly issue: string
}

const fieldOf = (
  issue: ParseResult.ParseIssue
): { readonly field?: string; readonly issue: ParseResult.ParseIssue } => {
  switch (issue._tag) {
    case "Pointer": {
      const [field = issue.path] = Array.isArray(issue.path) ? issue.path : [issue.path]
      return { field: String(field), issue: issue.issue }
    }
    case "Composite": {
      const [first] = Array.isArray(issue.issues) ? issue.issues : [issue.issues]
      const found = first === undefined ? { issue } : fieldOf(first)
      return found.field === undefined ? { issue } : found
    }
    case "Refinement":
    case "Transformation": {
      const found = fieldOf(issue.issue)
      return found.field === undefined ? { issue } : found
    }
    default:
      return { issue }
  }
}

/** Each member of a union reports its own issue. The result describes the issue of the union instead. */
export const fromParseIssue = (root: ParseResult.ParseIssue): Effect.Effect<Mismatch> => {
  const { field, issue } = fieldOf(root)
  return Effect.map(ParseResult.ArrayFormatter.formatIssue(issue), ([first, ...others]) => ({
    field,
    issue: first !== undefined && others.length === 0 || !("ast" in issue)
      ? first?.message ?? ""
      : `Expected ${issue.ast}, actual ${JSON.stringify(issue.actual)}`
  }))
}
