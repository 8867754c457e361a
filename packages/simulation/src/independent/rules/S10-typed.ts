/** S10: every call ends, either in success or in a documented typed error. */
import type { Call, Rule } from "../History.js"
import { unprintable } from "../Listening.js"

/** The errors in docs/guides/errors.md. */
const documented = new Set([
  "InvalidArguments",
  "InvalidRequest",
  "NotFound",
  "AlreadyExists",
  "Unauthorized",
  "AccessDenied",
  "NotOpenable",
  "Conflict",
  "ContentConflict",
  "TooLarge",
  "Unsupported",
  "Throttled",
  "ServiceFailure",
  "TransportFailure",
  "OutcomeUnknown",
  "SessionLost",
  "SessionMismatch",
  "OperationFailed",
  "OperationTimedOut",
  "UnexpectedAnswer",
  "UntrustedHost",
  "AccessTokenError",
  "Closed"
])

export const typed: Rule = ({ unexpectedErrors, calls, emitted }) => [
  ...calls.flatMap((call) => {
    const problem = problemOf(call)
    return problem === undefined
      ? []
      : [{ rule: "S10", what: `${call.what} by ${call.user} in ${call.book} ${problem}`, exchanges: [] }]
  }),
  ...emitted.filter((text) => text.startsWith(unprintable)).map((what) => ({
    rule: "S10",
    what: `an error ${what}`,
    exchanges: []
  })),
  ...unexpectedErrors.map((what) => ({ rule: "S10", what, exchanges: [] }))
]

const problemOf = ({ outcome }: Call): string | undefined => {
  switch (outcome?._tag) {
    case undefined:
      return "has not ended"
    case "Defect":
      return `ended in a defect: ${outcome.message.split("\n").slice(0, 3).join("\n")}`
    case "Failure":
      return documented.has(outcome.error) ? undefined : `failed with ${outcome.error}, which is not documented`
    default:
      return undefined
  }
}
