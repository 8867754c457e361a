/**
 * S10: everything ends in success, a typed error or an interruption; and errors carry all that the service sent.
 */
import type * as WorkbookError from "@effect-workbook/client/WorkbookError"
import type * as WorkbookSession from "@effect-workbook/client/WorkbookSession"
import type { History, Result } from "../History.js"
import { isBulk, type Plan, type Step } from "../Plan.js"
import type { Violation } from "../Violation.js"
import { answerOf } from "./sessions.js"

const tags: Readonly<
  Record<(WorkbookError.WorkbookError | WorkbookError.IncompleteWrite | WorkbookSession.OpenError)["_tag"], true>
> = {
  AccessDenied: true,
  AccessTokenError: true,
  AlreadyExists: true,
  Conflict: true,
  ContentConflict: true,
  IncompleteWrite: true,
  InvalidArguments: true,
  InvalidRequest: true,
  NotFound: true,
  NotOpenable: true,
  OperationFailed: true,
  OperationTimedOut: true,
  OutcomeUnknown: true,
  ServiceFailure: true,
  SessionLost: true,
  SessionMismatch: true,
  Throttled: true,
  TooLarge: true,
  TransportFailure: true,
  Unauthorized: true,
  UnexpectedAnswer: true,
  Unsupported: true,
  UntrustedHost: true
}

export const noSwallowedFact = (history: History, plan: Plan): ReadonlyArray<Violation> => [
  ...history.steps.flatMap(({ calls = [], ended, failures, result, started, step, user }) =>
    [...failures, ...calls, result].filter((each) => !isMismatch(step, each)).flatMap((each) =>
      wrongEnd(history, each, mayBeInterrupted(plan, user), step.do === "fail")
    )
      .map((what) => ({ invariant: "S10", what: `${step.do} of user ${user} ${what}`, at: (ended ?? started).at }))
  ),
  ...history.scopes.flatMap(({ closed, failed, opening, user }) =>
    (failed === undefined && closed !== undefined
      ? []
      : wrongEnd(history, failed, mayBeInterrupted(plan, user), false))
      .map((what) => ({ invariant: "S10", what: `opening a session by user ${user} ${what}`, at: opening.at }))
  )
]

/** The check of keyed rows knows when a step may find two rows with one key. */
const isMismatch = (step: Step, result: Result | undefined): boolean =>
  isBulk(step) && result?._tag === "Failure" && result.error === "RowMismatch"

const wrongEnd = (
  history: History,
  result: Result | undefined,
  mayBeInterrupted: boolean,
  failsOnPurpose: boolean
): ReadonlyArray<string> => {
  switch (result?._tag) {
    case undefined:
      return ["never ended"]
    case "Success":
      return []
    case "Interrupted":
      return mayBeInterrupted ? [] : ["was interrupted by nobody"]
    case "Defect":
      return [`died: ${result.what}`]
    case "Failure":
      if (failsOnPurpose) return []
      if (!(result.error in tags)) return [`failed with ${result.error}, which is no error of the client`]
      if (result.message === "") return [`failed with ${result.error}, which says nothing`]
      return result.answer === undefined || wasSaid(history, result.answer)
        ? []
        : [`failed with ${result.error}, which says what the service did not say: ${result.message}`]
  }
}

type Said = NonNullable<Extract<Result, { readonly _tag: "Failure" }>["answer"]>

const wasSaid = ({ exchanges }: History, said: Said): boolean => {
  /** The failure of an operation belongs to the request that started it. */
  const startedBy = ({ operation }: { readonly operation: number | undefined }) => {
    const start = operation === undefined ? undefined : exchanges[operation]
    return start === undefined ? undefined : answerOf(start)?.requestId
  }
  return exchanges.some((exchange) => {
    const answer = answerOf(exchange)
    return answer !== undefined && answer.status === said.status &&
      answer.codes.join() === said.codes.join() &&
      (answer.requestId === undefined || said.requestId === answer.requestId || said.requestId === startedBy(answer))
  })
}

const mayBeInterrupted = ({ users }: Plan, user: number): boolean =>
  users.some(({ id, visits }) =>
    visits.some(({ steps, together }) =>
      steps.some((step) =>
        step.do === "interrupt" && step.user === user || step.do === "fail" && together && id === user
      )
    )
  )
