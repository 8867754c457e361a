/**
 * What can go wrong, one error for each thing that a caller can do about it.
 *
 * An answer of the service is named by the documented order: its second-level code first, then the status; diagnostic
 * codes only help to name what the documented ones leave open
 * (https://learn.microsoft.com/graph/workbook-error-handling). Whatever the service said stays on the error, and each has
 * `advice`.
 *
 * @since 0.1.0
 */
import * as CellValue from "@effect-workbook/schema/CellValue"
import * as ErrorCode from "@effect-workbook/schema/ErrorCode"
import * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import * as GraphError from "@effect-workbook/schema/GraphError"
import * as SessionMode from "@effect-workbook/schema/SessionMode"
import * as Duration from "effect/Duration"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type { AccessTokenError } from "./AccessToken.js"

const called = {
  endpoint: Schema.String,
  functionName: Schema.optional(Schema.String)
}

/**
 * The fields of every error that holds an answer of the service: the endpoint that was called, the function of this
 * library that called it, the HTTP status (200 for an operation that failed), all levels of the error body, the ids to
 * quote to Microsoft, and the time to wait where the service named one.
 *
 * @example
 * ```ts
 * import { WorkbookError } from "@effect-workbook/client"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(Object.keys(WorkbookError.Answer), [
 *   "endpoint",
 *   "functionName",
 *   "status",
 *   "error",
 *   "requestId",
 *   "clientRequestId",
 *   "retryAfter"
 * ])
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Answer = {
  ...called,
  status: Schema.Int,
  error: GraphError.GraphError,
  requestId: Schema.optional(Schema.String),
  clientRequestId: Schema.optional(Schema.String),
  retryAfter: Schema.optional(Schema.DurationFromMillis)
}

const answer = Schema.Struct(Answer)

/**
 * The type of `Answer`.
 *
 * @example
 * ```ts
 * import type { WorkbookError } from "@effect-workbook/client"
 *
 * export const quote = (answer: WorkbookError.Answer): string => `request ${answer.requestId ?? "without an id"}`
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Answer = typeof answer.Type

/**
 * The error of a response whose body holds none.
 *
 * @internal
 */
export const noError = new GraphError.GraphError({ levels: [{ code: undefined, message: undefined }] })

const documentedCode = (error: GraphError.GraphError): ErrorCode.ErrorCode | undefined =>
  Option.getOrUndefined(GraphError.secondLevel(error))

/** The function that the program called, or the endpoint where the program called it without such a function. */
const calledIn = (self: { readonly endpoint: string; readonly functionName?: string | undefined }): string =>
  self.functionName ?? self.endpoint

const statement = (self: Answer): string => {
  const code = documentedCode(self.error) ?? self.error.levels.find((level) => level.code)?.code
  const said = self.error.levels.find((level) => level.message)?.message
  return [
    String(self.status),
    ...(code === undefined ? [] : [code]),
    ...(said === undefined ? [] : [`"${said}"`]),
    ...(self.requestId === undefined ? [] : [`(request ${self.requestId})`])
  ].join(" ")
}

const describe = (self: Answer): string => `${calledIn(self)}: ${statement(self)}`

/** The answer or the cause of an error, for the end of a message that begins with the name of a function. */
const reason = (
  { answer, cause }: { readonly answer?: Answer | undefined; readonly cause?: unknown },
  name: string
): string => {
  if (answer !== undefined) return calledIn(answer) === name ? statement(answer) : describe(answer)
  if (!(cause instanceof Error)) return "no answer"
  return cause.message.startsWith(`${name}: `) ? cause.message.slice(name.length + 2) : cause.message
}

/** The advice on an answer that another error holds. */
const adviceOnAnswer = (answer: Answer): string => {
  const code = documentedCode(answer.error)
  return code === undefined
    ? ErrorPolicy.advice(ErrorPolicy.meaning(answer.status, answer.error), answer.error)
    : ErrorCode.policies[code].advice
}

/** The message, code and advice of an error whose fields are those of an answer. */
const answered = <
  // TypeScript takes a base class of unknown type only with this constructor.
  // oxlint-disable-next-line typescript/no-explicit-any
  Base extends abstract new(...args: Array<any>) => Answer & Error & { readonly _tag: ErrorCode.Meaning }
>(base: Base) => {
  abstract class Answered extends base {
    override get message(): string {
      return describe(this)
    }
    /** The documented second-level code, where the service gave a known one. */
    get code(): ErrorCode.ErrorCode | undefined {
      return documentedCode(this.error)
    }
    /** What to do about it. */
    get advice(): string {
      return ErrorPolicy.advice(this._tag, this.error)
    }
  }
  return Answered
}

/**
 * The request itself is wrong: correct it. Sending it again as it is fails again.
 *
 * Codes `badRequestUncategorized`, `invalidArgument`, `invalidReference`, `unsupportedOperation`, `methodNotAllowed…`; statuses 400 and 405.
 *
 * @example
 * ```ts
 * import type { WorkbookError } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const handled = <A>(self: Effect.Effect<A, WorkbookError.WorkbookError>) =>
 *   Effect.catchTag(self, "InvalidRequest", (error) => Effect.logError(error.message))
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class InvalidRequest extends answered(
  Schema.TaggedError<InvalidRequest>("@effect-workbook/client/InvalidRequest")("InvalidRequest", Answer)
) {}

/**
 * The token was refused, and so was its successor where one was tried: sign in again.
 *
 * Code `unauthorizedUncategorized`; status 401.
 *
 * @example
 * ```ts
 * import type { WorkbookError } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const handled = <A>(self: Effect.Effect<A, WorkbookError.WorkbookError>) =>
 *   Effect.catchTag(self, "Unauthorized", (error) => Effect.logError(error.message))
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class Unauthorized extends answered(
  Schema.TaggedError<Unauthorized>("@effect-workbook/client/Unauthorized")("Unauthorized", Answer)
) {}

/**
 * The signed-in user may not do this: ask the owner, or unprotect the cells.
 *
 * Codes `forbiddenUncategorized`, `accessDenied`; status 403.
 *
 * @example
 * ```ts
 * import type { WorkbookError } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const handled = <A>(self: Effect.Effect<A, WorkbookError.WorkbookError>) =>
 *   Effect.catchTag(self, "AccessDenied", (error) => Effect.logError(error.message))
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class AccessDenied extends answered(
  Schema.TaggedError<AccessDenied>("@effect-workbook/client/AccessDenied")("AccessDenied", Answer)
) {}

/**
 * Excel will not open this workbook with this credential, and a fresh token does not help: check that the file is an .xlsx,
 * that it is addressed by id, that the user may edit it, and that the token is delegated and not app-only.
 *
 * The service says it as `OpenWorkbookAccessDenied`, mostly of a file that a sensitivity label encrypts, as `AccessDenied`
 * "Could not obtain a WAC access token", `FileOpenUserUnauthorized` or `EditModeAccessDenied`. `advice` tells them apart.
 *
 * @example
 * ```ts
 * import type { WorkbookError } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const handled = <A>(self: Effect.Effect<A, WorkbookError.WorkbookError>) =>
 *   Effect.catchTag(self, "NotOpenable", (error) => Effect.logError(error.message))
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class NotOpenable extends answered(
  Schema.TaggedError<NotOpenable>("@effect-workbook/client/NotOpenable")("NotOpenable", Answer)
) {}

/**
 * There is no such workbook, sheet, table, name or row.
 *
 * Codes `notFoundUncategorized`, `itemNotFound`, `invalidSessionNotFound` while opening; status 404.
 *
 * @example
 * ```ts
 * import type { WorkbookError } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const handled = <A>(self: Effect.Effect<A, WorkbookError.WorkbookError>) =>
 *   Effect.catchTag(self, "NotFound", (error) => Effect.logError(error.message))
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class NotFound extends answered(
  Schema.TaggedError<NotFound>("@effect-workbook/client/NotFound")("NotFound", Answer)
) {}

/**
 * A thing of that name is there already. For a named creation that was sent again, this is the proof that it happened.
 *
 * Code `itemAlreadyExists`.
 *
 * @example
 * ```ts
 * import type { WorkbookError } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const handled = <A>(self: Effect.Effect<A, WorkbookError.WorkbookError>) =>
 *   Effect.catchTag(self, "AlreadyExists", (error) => Effect.logError(error.message))
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class AlreadyExists extends answered(
  Schema.TaggedError<AlreadyExists>("@effect-workbook/client/AlreadyExists")("AlreadyExists", Answer)
) {}

/**
 * Someone else holds or changes the workbook: wait, or ask them to close it.
 *
 * Codes `accessConflict`, `conflictUncategorized`, `invalidSessionAccessConflict` while opening; statuses 409 and 423.
 *
 * @example
 * ```ts
 * import type { WorkbookError } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const handled = <A>(self: Effect.Effect<A, WorkbookError.WorkbookError>) =>
 *   Effect.catchTag(self, "Conflict", (error) => Effect.logError(error.message))
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class Conflict extends answered(
  Schema.TaggedError<Conflict>("@effect-workbook/client/Conflict")("Conflict", Answer)
) {}

/**
 * What the sheet holds is in the way: a table, merged cells, a filter, cells that would be pushed off the sheet. Make room and
 * send it again; nobody else is in the way, and to wait does not help.
 *
 * Codes `insertDeleteConflict`, `filteredRangeConflict`, `nonBlankCellOffSheet`.
 *
 * @example
 * ```ts
 * import type { WorkbookError } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const handled = <A>(self: Effect.Effect<A, WorkbookError.WorkbookError>) =>
 *   Effect.catchTag(self, "ContentConflict", (error) => Effect.logError(error.advice))
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class ContentConflict extends answered(
  Schema.TaggedError<ContentConflict>("@effect-workbook/client/ContentConflict")("ContentConflict", Answer)
) {}

/**
 * The range or the body is larger than the service takes: ask for less.
 *
 * Codes `payloadTooLargeUncategorized`, `rangeExceedsLimit`, and in real answers `RequestPayloadSizeLimitExceeded` and
 * `ResponsePayloadSizeLimitExceeded`; status 413.
 *
 * @example
 * ```ts
 * import type { WorkbookError } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const handled = <A>(self: Effect.Effect<A, WorkbookError.WorkbookError>) =>
 *   Effect.catchTag(self, "TooLarge", (error) => Effect.logError(error.message))
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class TooLarge extends answered(
  Schema.TaggedError<TooLarge>("@effect-workbook/client/TooLarge")("TooLarge", Answer)
) {}

/**
 * Excel on the web cannot do this, or not with this workbook: use Excel on the desktop, or remove what it does not support.
 *
 * Codes `unsupportedWorkbook`, `notImplementedUncategorized`, `invalidSessionUnsupportedWorkbook` while opening; status 501.
 *
 * @example
 * ```ts
 * import type { WorkbookError } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const handled = <A>(self: Effect.Effect<A, WorkbookError.WorkbookError>) =>
 *   Effect.catchTag(self, "Unsupported", (error) => Effect.logError(error.message))
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class Unsupported extends answered(
  Schema.TaggedError<Unsupported>("@effect-workbook/client/Unsupported")("Unsupported", Answer)
) {}

/**
 * The service asks for fewer requests. `retryAfter`, where given, is how long to send nothing. Also of a request that was not
 * sent, because the service had asked before, in answer to another request, for a rest that is too long to be waited for.
 *
 * Codes `tooManyRequestsUncategorized`, status 429.
 *
 * @example
 * ```ts
 * import type { WorkbookError } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const handled = <A>(self: Effect.Effect<A, WorkbookError.WorkbookError>) =>
 *   Effect.catchTag(self, "Throttled", (error) => Effect.logError(error.message))
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class Throttled extends answered(
  Schema.TaggedError<Throttled>("@effect-workbook/client/Throttled")("Throttled", Answer)
) {}

/**
 * The service failed. A read may be asked again after a while; whether a write was executed is not known.
 *
 * Codes `internalServerErrorUncategorized`, `serviceUnavailableUncategorized`, `transientFailure`, `gatewayTimeoutUncategorized`, `generalException`,
 * `requestAborted`; status 408 and all from 500.
 *
 * @example
 * ```ts
 * import type { WorkbookError } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const handled = <A>(self: Effect.Effect<A, WorkbookError.WorkbookError>) =>
 *   Effect.catchTag(self, "ServiceFailure", (error) => Effect.logError(error.message))
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class ServiceFailure extends answered(
  Schema.TaggedError<ServiceFailure>("@effect-workbook/client/ServiceFailure")("ServiceFailure", Answer)
) {}
/**
 * The session is gone and was not opened again. What a persistent session had acknowledged is saved; what a
 * non-persistent one held is lost.
 *
 * `reason` says how it went: `service` dropped it, with what is in `answer` or, where opening another one failed, in
 * `cause`; `keepAlive` could not refresh it; `closed` means that its scope has ended.
 *
 * @example
 * ```ts
 * import type { WorkbookError } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const handled = <A>(self: Effect.Effect<A, WorkbookError.WorkbookError>) =>
 *   Effect.catchTag(self, "SessionLost", (error) => Effect.logError(`${error.mode} session: ${error.reason}`))
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class SessionLost extends Schema.TaggedError<SessionLost>("@effect-workbook/client/SessionLost")("SessionLost", {
  mode: SessionMode.SessionMode,
  reason: Schema.Literal("service", "keepAlive", "closed"),
  answer: Schema.optional(answer),
  cause: Schema.optional(Schema.Defect)
}) {
  override get message(): string {
    const said = this.answer !== undefined
      ? `: ${describe(this.answer)}`
      : this.cause instanceof Error
      ? `: ${this.cause.message}`
      : ""
    switch (this.reason) {
      case "service":
        return `the ${this.mode} session is gone${said}`
      case "keepAlive":
        return `the ${this.mode} session could not be kept alive${said}`
      case "closed":
        return `the ${this.mode} session is closed`
    }
  }
  /** The documented second-level code, where the service gave one that is known. */
  get code(): ErrorCode.ErrorCode | undefined {
    return this.answer === undefined ? undefined : documentedCode(this.answer.error)
  }
  /** What to do about it. */
  get advice(): string {
    if (this.reason === "closed") return "Use the session inside the scope in which it was opened."
    if (this.answer !== undefined && this.code !== "invalidSessionReCreatable") return adviceOnAnswer(this.answer)
    return this.mode === "persistent"
      ? "Open another session and go on: what was acknowledged is saved."
      : "Open another session and do again what the lost one held, or give the option `restore`."
  }
}

/**
 * A write that would do harm if it were sent twice has failed in a way that leaves open whether it was executed: look, and
 * send it again only if it is not there. `path` and `body` are the request; `answer` is what the service said, `cause` what
 * went wrong where it said nothing.
 *
 * `WorkbookSession.verified` does the looking, where a look can tell.
 *
 * @example
 * ```ts
 * import type { WorkbookError } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const handled = <A>(self: Effect.Effect<A, WorkbookError.WorkbookError>) =>
 *   Effect.catchTag(self, "OutcomeUnknown", (error) => Effect.logError(`look whether it is there: ${error.path}`))
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class OutcomeUnknown extends Schema.TaggedError<OutcomeUnknown>("@effect-workbook/client/OutcomeUnknown")(
  "OutcomeUnknown",
  {
    ...called,
    path: Schema.String,
    body: Schema.optional(Schema.Unknown),
    answer: Schema.optional(answer),
    cause: Schema.optional(Schema.Defect)
  }
) {
  override get message(): string {
    const name = calledIn(this)
    return `${name}: it is not known whether it was executed: ${reason(this, name)}`
  }
  /** The documented second-level code, where the service gave one that is known. */
  get code(): ErrorCode.ErrorCode | undefined {
    return this.answer === undefined ? undefined : documentedCode(this.answer.error)
  }
  /** What to do about it. */
  get advice(): string {
    return "Look whether it was executed, and send it again only if it was not; `WorkbookSession.verified` does that."
  }
}

/**
 * The service opened another kind of session than it was asked for. It has been closed again.
 *
 * @example
 * ```ts
 * import { WorkbookError } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = new WorkbookError.SessionMismatch({ asked: false, answered: true })
 *
 * strictEqual(error.message, "asked for a session with persistChanges false, got one with persistChanges true")
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class SessionMismatch extends Schema.TaggedError<SessionMismatch>("@effect-workbook/client/SessionMismatch")(
  "SessionMismatch",
  { asked: Schema.Boolean, answered: Schema.Boolean }
) {
  override get message(): string {
    return `asked for a session with persistChanges ${this.asked}, got one with persistChanges ${this.answered}`
  }
  /** What to do about it. */
  get advice(): string {
    return "Open the session again. Where that does not help, ask Microsoft."
  }
}

/**
 * Opening a session ended in an operation that failed for a reason that is not documented; `error` is its own account.
 *
 * @example
 * ```ts
 * import type { WorkbookSession } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const handled = <A>(self: Effect.Effect<A, WorkbookSession.OpenError>) =>
 *   Effect.catchTag(self, "OperationFailed", (error) => Effect.logError(error.message))
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class OperationFailed extends Schema.TaggedError<OperationFailed>("@effect-workbook/client/OperationFailed")(
  "OperationFailed",
  Answer
) {
  override get message(): string {
    return `the operation failed: ${describe(this)}`
  }
  /** The documented second-level code, where the service gave one that is known. */
  get code(): ErrorCode.ErrorCode | undefined {
    return documentedCode(this.error)
  }
  /** What to do about it. */
  get advice(): string {
    return this.code === undefined
      ? "Read what the service says. Where that does not help, ask Microsoft and quote the request's id."
      : adviceOnAnswer(this)
  }
}

/**
 * Opening a session was still not finished at the deadline. It may yet succeed.
 *
 * @example
 * ```ts
 * import { WorkbookError } from "@effect-workbook/client"
 * import { Duration } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = new WorkbookError.OperationTimedOut({
 *   endpoint: "workbook.createSession",
 *   after: Duration.minutes(5)
 * })
 *
 * strictEqual(error.message, "workbook.createSession: not finished after 5m")
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class OperationTimedOut
  extends Schema.TaggedError<OperationTimedOut>("@effect-workbook/client/OperationTimedOut")("OperationTimedOut", {
    ...called,
    after: Schema.DurationFromMillis,
    requestId: Schema.optional(Schema.String),
    clientRequestId: Schema.optional(Schema.String)
  })
{
  override get message(): string {
    return `${calledIn(this)}: not finished after ${Duration.format(this.after)}`
  }
  /** What to do about it. */
  get advice(): string {
    return "Give it more time (`polling.deadline`), or try again later."
  }
}

/**
 * No answer came: the connection failed (`reason` `"connection"`, and `description` tells how), or nothing was heard in
 * time (`"timeout"`). Whether a write was executed is not known.
 *
 * @example
 * ```ts
 * import { WorkbookError } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = new WorkbookError.TransportFailure({
 *   endpoint: "workbookRange.get",
 *   reason: "timeout",
 *   clientRequestId: "0b5c…"
 * })
 *
 * strictEqual(error.message, "workbookRange.get: no answer (timeout)")
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class TransportFailure extends Schema.TaggedError<TransportFailure>("@effect-workbook/client/TransportFailure")(
  "TransportFailure",
  {
    ...called,
    reason: Schema.Literal("connection", "timeout"),
    clientRequestId: Schema.String,
    description: Schema.optional(Schema.String)
  }
) {
  override get message(): string {
    return `${calledIn(this)}: no answer (${this.description ?? this.reason})`
  }
  /** What to do about it. */
  get advice(): string {
    return "Check the network, and try again later."
  }
}

/**
 * What the service answered is not what is documented: `issue` names the place. A redirect, which is not followed, and an
 * answer that is too large to be read are such answers.
 *
 * @example
 * ```ts
 * import { WorkbookError } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = new WorkbookError.UnexpectedAnswer({ endpoint: "workbook.createSession", issue: "[\"id\"] is missing" })
 *
 * strictEqual(error.message, "workbook.createSession: the answer is not as documented: [\"id\"] is missing")
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class UnexpectedAnswer extends Schema.TaggedError<UnexpectedAnswer>("@effect-workbook/client/UnexpectedAnswer")(
  "UnexpectedAnswer",
  {
    ...called,
    issue: Schema.String,
    requestId: Schema.optional(Schema.String),
    clientRequestId: Schema.optional(Schema.String)
  }
) {
  override get message(): string {
    return `${calledIn(this)}: the answer is not as documented: ${this.issue}`
  }
  /** What to do about it. */
  get advice(): string {
    return "Ask for less where it is too large. Otherwise report it to the makers of this library, with the request's id."
  }
}

/**
 * The arguments do not fit; nothing was written. `issue` names the value and what was expected.
 *
 * @example
 * ```ts
 * import { WorkbookError } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = new WorkbookError.InvalidArguments({
 *   endpoint: "workbookRange.update",
 *   issue: "[\"values\"][0][1] is a Date"
 * })
 *
 * strictEqual(error.message, "workbookRange.update: invalid arguments: [\"values\"][0][1] is a Date")
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class InvalidArguments extends Schema.TaggedError<InvalidArguments>("@effect-workbook/client/InvalidArguments")(
  "InvalidArguments",
  { ...called, issue: Schema.String }
) {
  override get message(): string {
    return `${calledIn(this)}: invalid arguments: ${this.issue}`
  }
  /** What to do about it. */
  get advice(): string {
    return "Correct the arguments: `issue` names the value."
  }
}

/**
 * A row of a table does not fit the schema that it was read with. `row` is counted from 0 in the table at `table`, `column` is
 * the header, `cell` what the cell holds (`""` where it is blank), and `issue` says what was expected. There is no column
 * where it is the row as a whole that does not fit.
 *
 * @example
 * ```ts
 * import { WorkbookError } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = new WorkbookError.RowMismatch({
 *   table: "tables('Orders')",
 *   row: 3,
 *   column: "Units",
 *   cell: 1.5,
 *   issue: "Expected an integer, actual 1.5"
 * })
 *
 * strictEqual(error.message, "tables('Orders'): row 3, column \"Units\": Expected an integer, actual 1.5")
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class RowMismatch extends Schema.TaggedError<RowMismatch>("@effect-workbook/client/RowMismatch")("RowMismatch", {
  table: Schema.String,
  row: Schema.Int,
  column: Schema.optional(Schema.String),
  cell: Schema.optional(CellValue.CellValue),
  issue: Schema.String
}) {
  override get message(): string {
    const column = this.column === undefined ? "" : `, column ${JSON.stringify(this.column)}`
    return `${this.table}: row ${this.row}${column}: ${this.issue}`
  }
  /** What to do about it. */
  get advice(): string {
    return "Correct the cell, or let the schema take what it holds. `TableRows.partition` reads the rows that fit."
  }
}

/**
 * A range that was to be one value is not one cell, or the cell does not fit the schema that it was read with. `cell` is what
 * it holds (`""` where it is blank), absent where there is more than one, and `issue` says what was expected.
 *
 * @example
 * ```ts
 * import { WorkbookError } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = new WorkbookError.CellMismatch({
 *   address: "Summary!B11",
 *   cell: "many",
 *   issue: "Expected number, actual \"many\""
 * })
 *
 * strictEqual(error.message, "Summary!B11: Expected number, actual \"many\"")
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class CellMismatch
  extends Schema.TaggedError<CellMismatch>("@effect-workbook/client/CellMismatch")("CellMismatch", {
    address: Schema.String,
    cell: Schema.optional(CellValue.CellValue),
    issue: Schema.String
  })
{
  override get message(): string {
    return `${this.address}: ${this.issue}`
  }
  /** What to do about it. */
  get advice(): string {
    return "Correct the cell or the address, or let the schema take what the cell holds."
  }
}

/**
 * An address to which the token is not sent: another host than Graph's, or not over TLS.
 *
 * @example
 * ```ts
 * import { WorkbookError } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = new WorkbookError.UntrustedHost({ endpoint: "workbookOperation.get", host: "http://graph.example" })
 *
 * strictEqual(error.message, "workbookOperation.get: no token is sent to http://graph.example")
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class UntrustedHost extends Schema.TaggedError<UntrustedHost>("@effect-workbook/client/UntrustedHost")(
  "UntrustedHost",
  { ...called, host: Schema.String }
) {
  override get message(): string {
    return `${calledIn(this)}: no token is sent to ${this.host}`
  }
  /** What to do about it. */
  get advice(): string {
    return "Check `baseUrl`: the token goes to Microsoft Graph and to loopback only, and over TLS."
  }
}

/**
 * The pool of sessions (`what` is `"pool"`) or the client (`"client"`) was closed before there was a session.
 *
 * @example
 * ```ts
 * import { WorkbookError } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = new WorkbookError.Closed({ what: "pool" })
 *
 * strictEqual(error.message, "the pool is closed")
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class Closed extends Schema.TaggedError<Closed>("@effect-workbook/client/Closed")(
  "Closed",
  { what: Schema.Literal("pool", "client") }
) {
  override get message(): string {
    return `the ${this.what} is closed`
  }
  /** What to do about it. */
  get advice(): string {
    return `Nothing, where the program ends. Otherwise give the ${this.what} a scope that lives longer.`
  }
}

/**
 * What the service can answer instead of a result.
 *
 * @example
 * ```ts
 * import type { WorkbookError } from "@effect-workbook/client"
 *
 * export const status = (error: WorkbookError.ServiceError): number => error.status
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export type ServiceError =
  | InvalidRequest
  | Unauthorized
  | AccessDenied
  | NotOpenable
  | NotFound
  | AlreadyExists
  | Conflict
  | ContentConflict
  | TooLarge
  | Unsupported
  | Throttled
  | ServiceFailure

/**
 * An error response as the service gave it: an answer with a status from 400, before its meaning for a caller is known.
 * `GraphClient.Service.execute` fails with it; `fromAnswer` gives the error that it means.
 *
 * @example
 * ```ts
 * import { GraphError, WorkbookError } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = new GraphError.GraphError({ levels: [{ code: "itemNotFound", message: "No such table." }] })
 * const response = new WorkbookError.ErrorResponse({ endpoint: "workbookTable.get", status: 404, error })
 *
 * strictEqual(response.message, "workbookTable.get: 404 itemNotFound \"No such table.\"")
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class ErrorResponse
  extends Schema.TaggedError<ErrorResponse>("@effect-workbook/client/ErrorResponse")("ErrorResponse", Answer)
{
  override get message(): string {
    return describe(this)
  }
  /** The documented second-level code, where the service gave a known one. */
  get code(): ErrorCode.ErrorCode | undefined {
    return documentedCode(this.error)
  }
  /** What to do about it. */
  get advice(): string {
    return adviceOnAnswer(this)
  }
}

/**
 * How one request to Graph can fail, where the service's own words are not named yet.
 *
 * @example
 * ```ts
 * import type { WorkbookError } from "@effect-workbook/client"
 *
 * export const status = (failure: WorkbookError.Failure): number | undefined =>
 *   failure._tag === "ErrorResponse" ? failure.status : undefined
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export type Failure =
  | ErrorResponse
  | Throttled
  | TransportFailure
  | UnexpectedAnswer
  | UntrustedHost
  | AccessTokenError

/**
 * How an operation can fail, where the service's own words are not named yet.
 *
 * @internal
 */
export type OperationFailure = Failure | OperationFailed | OperationTimedOut

/**
 * What one request to Graph can fail with.
 *
 * @example
 * ```ts
 * import type { WorkbookError } from "@effect-workbook/client"
 *
 * export const hint = (error: WorkbookError.RequestError): string =>
 *   error._tag === "TransportFailure" ? "check the network" : error.message
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export type RequestError = ServiceError | TransportFailure | UnexpectedAnswer | UntrustedHost | AccessTokenError

/**
 * What waiting for a long-running operation can fail with.
 *
 * @example
 * ```ts
 * import type { WorkbookError } from "@effect-workbook/client"
 *
 * export const isOver = (error: WorkbookError.OperationError): boolean => error._tag === "OperationFailed"
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export type OperationError = RequestError | OperationFailed | OperationTimedOut

/**
 * What every call in a session can fail with. `SessionLost` and the errors of the service stay after all has been tried
 * that may be tried.
 *
 * @example
 * ```ts
 * import type { WorkbookError } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const orZero = (self: Effect.Effect<number, WorkbookError.CallError>) =>
 *   Effect.catchTag(self, "NotFound", () => Effect.succeed(0))
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export type CallError = RequestError | SessionLost | InvalidArguments

/**
 * What a call in a session can fail with that would do harm if it were executed twice.
 *
 * @example
 * ```ts
 * import type { WorkbookError } from "@effect-workbook/client"
 *
 * export const mustLook = (error: WorkbookError.WorkbookError): boolean => error._tag === "OutcomeUnknown"
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export type WorkbookError = CallError | OutcomeUnknown

const classes: { readonly [Name in ErrorCode.Meaning]: (answer: Answer) => ServiceError } = {
  InvalidRequest: (answer) => new InvalidRequest(answer),
  Unauthorized: (answer) => new Unauthorized(answer),
  AccessDenied: (answer) => new AccessDenied(answer),
  NotOpenable: (answer) => new NotOpenable(answer),
  NotFound: (answer) => new NotFound(answer),
  AlreadyExists: (answer) => new AlreadyExists(answer),
  Conflict: (answer) => new Conflict(answer),
  ContentConflict: (answer) => new ContentConflict(answer),
  TooLarge: (answer) => new TooLarge(answer),
  Unsupported: (answer) => new Unsupported(answer),
  Throttled: (answer) => new Throttled(answer),
  ServiceFailure: (answer) => new ServiceFailure(answer)
}

const isMeaning = (name: string): name is ErrorCode.Meaning => Object.hasOwn(classes, name)

/**
 * The error that a decision names for an answer. An answer without a documented meaning is `ServiceFailure`.
 *
 * @internal
 */
export const fromDecision = (name: ErrorPolicy.Decision["error"], answer: Answer): ServiceError =>
  classes[isMeaning(name) ? name : "ServiceFailure"](answerOf(answer))

/**
 * The error that an error response means outside of a session.
 *
 * @example
 * ```ts
 * import { GraphError, WorkbookError } from "@effect-workbook/client"
 * import { Option } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body = { error: { code: "ItemAlreadyExists", innerError: { code: "itemAlreadyExists" } } }
 * const error = WorkbookError.fromAnswer({
 *   endpoint: "Collection(workbookWorksheet).add",
 *   status: 400,
 *   error: Option.getOrThrow(GraphError.parse(body))
 * })
 *
 * strictEqual(error._tag, "AlreadyExists")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const fromAnswer = (answer: Answer): ServiceError =>
  classes[ErrorPolicy.meaning(answer.status, answer.error)](answerOf(answer))

/**
 * The error that tells a caller how a request failed.
 *
 * @internal
 */
export const fromFailure = (failure: Failure): RequestError =>
  failure._tag === "ErrorResponse" ? fromAnswer(failure) : failure

/**
 * The error that tells a caller how an operation failed: the meaning of its code, or `OperationFailed` where its code is
 * not documented.
 *
 * @internal
 */
export const fromOperationFailure = (failure: OperationFailure): OperationError => {
  if (failure._tag === "OperationTimedOut") return failure
  if (failure._tag !== "OperationFailed") return fromFailure(failure)
  const meaning = ErrorPolicy.meaningOfOperation(failure.error)
  return meaning === undefined ? failure : classes[meaning](answerOf(failure))
}

/**
 * The time that the service asked to wait.
 *
 * @internal
 */
export const retryAfterOf = (failure: Any): Duration.Duration | undefined =>
  "retryAfter" in failure ? failure.retryAfter : undefined

/**
 * Any of the errors of this module.
 *
 * @internal
 */
export type Any = OperationFailure | OperationError | WorkbookError | SessionMismatch

/**
 * The fields of an answer without those of the error that holds them.
 *
 * @internal
 */
export const answerOf = (
  { clientRequestId, endpoint, error, functionName, requestId, retryAfter, status }: Answer
): Answer => ({ endpoint, functionName, status, error, requestId, clientRequestId, retryAfter })

/**
 * An error as the fields in which another error keeps it.
 *
 * @internal
 */
export const reasonOf = (error: Any): { readonly answer: Answer } | { readonly cause: unknown } =>
  "error" in error ? { answer: answerOf(error) } : { cause: error }
