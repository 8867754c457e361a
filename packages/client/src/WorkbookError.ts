/**
 * The errors of this library. There is one class for each way in which a caller can handle an error.
 *
 * The class of an error response follows from its second-level error code, or from its HTTP status if it has no known
 * code (https://learn.microsoft.com/graph/workbook-error-handling). Some undocumented diagnostic codes select a more
 * specific class. Each error keeps all levels of the error in the response body, and has `advice`.
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
import * as TokenFailure from "./secrets/tokenFailure.js"

const callFields = {
  endpoint: Schema.String,
  functionName: Schema.optional(Schema.String)
}

/**
 * The fields of each error that describes an error response: the endpoint, the function of this library that the
 * program called, the HTTP status (200 for a long-running operation that failed), all levels of the error in the body,
 * the request ids to quote to Microsoft, and the time in `Retry-After`, if the response has this header.
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
  ...callFields,
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
 * @category models
 * @since 0.1.0
 */
export type Answer = typeof answer.Type

/**
 * The error of a response whose body describes no error.
 *
 * @internal
 */
export const noError = new GraphError.GraphError({ levels: [{ code: undefined, message: undefined }] })

const documentedCode = (error: GraphError.GraphError): ErrorCode.ErrorCode | undefined =>
  Option.getOrUndefined(GraphError.secondLevel(error))

/** The function that the program called, or the endpoint if the program called no such function. */
const calledName = (self: { readonly endpoint: string; readonly functionName?: string | undefined }): string =>
  self.functionName ?? self.endpoint

const prefix = (functionName: string | undefined): string => functionName === undefined ? "" : `${functionName}: `

const summary = (self: Answer): string => {
  const code = documentedCode(self.error) ?? self.error.levels.find((level) => level.code)?.code
  const message = self.error.levels.find((level) => level.message)?.message
  return [
    String(self.status),
    ...(code === undefined ? [] : [code]),
    ...(message === undefined ? [] : [`"${message}"`]),
    ...(self.requestId === undefined ? [] : [`(request ${self.requestId})`])
  ].join(" ")
}

const namedSummary = (self: Answer): string => `${calledName(self)}: ${summary(self)}`

/** Describes the answer or the cause of an error, for a message that begins with `name` and must not repeat it. */
const reasonAfter = (
  name: string,
  { answer, cause }: { readonly answer?: Answer | undefined; readonly cause?: unknown }
): string => {
  if (answer !== undefined) return calledName(answer) === name ? summary(answer) : namedSummary(answer)
  if (!(cause instanceof Error)) return "no answer"
  return cause.message.startsWith(`${name}: `) ? cause.message.slice(name.length + 2) : cause.message
}

const adviceOn = (answer: Answer): string => {
  const code = documentedCode(answer.error)
  return code === undefined
    ? ErrorPolicy.advice(ErrorPolicy.meaning(answer.status, answer.error), answer.error)
    : ErrorCode.policies[code].advice
}

/** Adds `message`, `code` and `advice` to an error class whose fields are those of `Answer`. */
const withAnswer = <
  // TypeScript accepts a type parameter as a base class only with this constructor type.
  // oxlint-disable-next-line typescript/no-explicit-any
  Base extends abstract new(...args: Array<any>) => Answer & Error & { readonly _tag: ErrorCode.Meaning }
>(base: Base) => {
  abstract class AnswerError extends base {
    override get message(): string {
      return namedSummary(this)
    }
    /** The documented second-level error code, if the response has one. */
    get code(): ErrorCode.ErrorCode | undefined {
      return documentedCode(this.error)
    }
    /** What the caller can do, in one or two sentences. */
    get advice(): string {
      return ErrorPolicy.advice(this._tag, this.error)
    }
  }
  return AnswerError
}

/**
 * The request is invalid. Correct it: the same request fails again.
 *
 * Codes `badRequestUncategorized`, `invalidArgument`, `invalidReference`, `unsupportedOperation`,
 * `methodNotAllowedUncategorized`; statuses 400 and 405.
 *
 * @category errors
 * @since 0.1.0
 */
export class InvalidRequest extends withAnswer(
  Schema.TaggedError<InvalidRequest>("@effect-workbook/client/InvalidRequest")("InvalidRequest", Answer)
) {}

/**
 * The service refused the token. If the response had no error code of Excel, the client has tried a new token too. Sign
 * in again.
 *
 * Code `unauthorizedUncategorized`; status 401.
 *
 * @category errors
 * @since 0.1.0
 */
export class Unauthorized extends withAnswer(
  Schema.TaggedError<Unauthorized>("@effect-workbook/client/Unauthorized")("Unauthorized", Answer)
) {}

/**
 * The signed-in user has no permission for the request. Ask the owner of the file, or remove the protection of the
 * cells.
 *
 * Codes `forbiddenUncategorized`, `accessDenied`; status 403.
 *
 * @category errors
 * @since 0.1.0
 */
export class AccessDenied extends withAnswer(
  Schema.TaggedError<AccessDenied>("@effect-workbook/client/AccessDenied")("AccessDenied", Answer)
) {}

/**
 * Excel cannot open this workbook with this credential, and a new token does not help. Check that the file is an .xlsx
 * file, that it is addressed by id, that the user may edit it, and that the token is delegated and not app-only.
 *
 * Diagnostic codes `OpenWorkbookAccessDenied` (usually for a file that a sensitivity label encrypts),
 * `FileOpenUserUnauthorized` and `EditModeAccessDenied`, and `AccessDenied` with the message "Could not obtain a WAC
 * access token". `advice` is different for each of them.
 *
 * @category errors
 * @since 0.1.0
 */
export class NotOpenable extends withAnswer(
  Schema.TaggedError<NotOpenable>("@effect-workbook/client/NotOpenable")("NotOpenable", Answer)
) {}

/**
 * The workbook, worksheet, table, name or row does not exist. Check the reference.
 *
 * Codes `notFoundUncategorized`, `itemNotFound`, and `invalidSessionNotFound` in the response to `createSession`;
 * status 404.
 *
 * @category errors
 * @since 0.1.0
 */
export class NotFound extends withAnswer(
  Schema.TaggedError<NotFound>("@effect-workbook/client/NotFound")("NotFound", Answer)
) {}

/**
 * The name is already in use. Use the existing item, or choose another name. If a request that creates a named item was
 * sent twice, this error shows that the first one was executed.
 *
 * Code `itemAlreadyExists`.
 *
 * @category errors
 * @since 0.1.0
 */
export class AlreadyExists extends withAnswer(
  Schema.TaggedError<AlreadyExists>("@effect-workbook/client/AlreadyExists")("AlreadyExists", Answer)
) {}

/**
 * Another user or program has locked the workbook or is changing it. Wait, or ask the other user to close it.
 *
 * Codes `accessConflict`, `conflictUncategorized`, and `invalidSessionAccessConflict` in the response to
 * `createSession`; statuses 409 and 423.
 *
 * @category errors
 * @since 0.1.0
 */
export class Conflict extends withAnswer(
  Schema.TaggedError<Conflict>("@effect-workbook/client/Conflict")("Conflict", Answer)
) {}

/**
 * The content of the worksheet prevents the change: a table, merged cells, a filter, or cells that the change would
 * move off the sheet. Make room and send the request again. Waiting does not help.
 *
 * Codes `insertDeleteConflict`, `filteredRangeConflict`, `nonBlankCellOffSheet`.
 *
 * @category errors
 * @since 0.1.0
 */
export class ContentConflict extends withAnswer(
  Schema.TaggedError<ContentConflict>("@effect-workbook/client/ContentConflict")("ContentConflict", Answer)
) {}

/**
 * The range, the request body or the response is larger than the service allows. Read or write less in one request.
 *
 * Codes `payloadTooLargeUncategorized` and `rangeExceedsLimit`, and the undocumented codes
 * `RequestPayloadSizeLimitExceeded` and `ResponsePayloadSizeLimitExceeded`; status 413.
 *
 * @category errors
 * @since 0.1.0
 */
export class TooLarge extends withAnswer(
  Schema.TaggedError<TooLarge>("@effect-workbook/client/TooLarge")("TooLarge", Answer)
) {}

/**
 * Excel on the web does not support the request, or a feature of the workbook. Use Excel on the desktop, or remove the
 * unsupported feature.
 *
 * Codes `unsupportedWorkbook`, `notImplementedUncategorized`, and `invalidSessionUnsupportedWorkbook` in the response
 * to `createSession`; status 501.
 *
 * @category errors
 * @since 0.1.0
 */
export class Unsupported extends withAnswer(
  Schema.TaggedError<Unsupported>("@effect-workbook/client/Unsupported")("Unsupported", Answer)
) {}

/**
 * The service throttles the requests. Send fewer, and send none before `retryAfter` has passed, if it is present.
 *
 * A request also fails with this error before it is sent, if the response to an earlier request started a cooldown that
 * is too long to wait for.
 *
 * Code `tooManyRequestsUncategorized`; status 429.
 *
 * @category errors
 * @since 0.1.0
 */
export class Throttled extends withAnswer(
  Schema.TaggedError<Throttled>("@effect-workbook/client/Throttled")("Throttled", Answer)
) {}

/**
 * The service failed. Repeat a read later. A write may or may not have been executed.
 *
 * Codes `internalServerErrorUncategorized`, `serviceUnavailableUncategorized`, `transientFailure`,
 * `gatewayTimeoutUncategorized`, `generalException`, `requestAborted`; status 408 and every status of 500 or more.
 *
 * @category errors
 * @since 0.1.0
 */
export class ServiceFailure extends withAnswer(
  Schema.TaggedError<ServiceFailure>("@effect-workbook/client/ServiceFailure")("ServiceFailure", Answer)
) {}

/**
 * The session was lost and not replaced by a new one. The acknowledged changes of a persistent session are saved; the
 * changes of a non-persistent session are lost.
 *
 * - `reason` `"service"`: the service ended the session, or a new session could not be opened
 * - `reason` `"keepAlive"`: the session could not be refreshed
 * - `reason` `"closed"`: the scope of the session is closed
 *
 * `answer` is the error response that caused the loss, and `cause` is the error if there was no response.
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
    const why = this.answer !== undefined
      ? `: ${namedSummary(this.answer)}`
      : this.cause instanceof Error
      ? `: ${this.cause.message}`
      : ""
    switch (this.reason) {
      case "service":
        return `the ${this.mode} session was lost${why}`
      case "keepAlive":
        return `the ${this.mode} session could not be kept alive${why}`
      case "closed":
        return `the ${this.mode} session is closed`
    }
  }
  /** The documented second-level error code, if the response has one. */
  get code(): ErrorCode.ErrorCode | undefined {
    return this.answer === undefined ? undefined : documentedCode(this.answer.error)
  }
  /** What the caller can do, in one or two sentences. */
  get advice(): string {
    if (this.reason === "closed") return "Use the session inside the scope in which it was opened."
    if (this.answer !== undefined && this.code !== "invalidSessionReCreatable") return adviceOn(this.answer)
    return this.mode === "persistent"
      ? "Open a new session and continue: every acknowledged change is saved."
      : "Open a new session and repeat the changes, which are lost. The option `restore` does this automatically."
  }
}

const appended = Schema.Struct({ rows: Schema.Int, index: Schema.Int })

/**
 * How far rows that are appended in several requests have come. `rows` of them are certain to be in the table, and `index` is
 * where the next one belongs, counted from 0. `TableRows.resume` continues from there.
 *
 * @category models
 * @since 0.1.0
 */
export type Appended = typeof appended.Type

/**
 * A write failed, and it may or may not have been executed. It is not idempotent, so the client does not send it again.
 * Read the workbook to find out, and send the write again only if it was not executed. `WorkbookSession.verified` does
 * this for the writes that a read can verify.
 *
 * `path` and `body` are those of the request. `answer` is the error response, and `cause` is the error if there was no
 * response. `appended` is there if the request was one of several that append rows.
 *
 * @category errors
 * @since 0.1.0
 */
export class OutcomeUnknown extends Schema.TaggedError<OutcomeUnknown>("@effect-workbook/client/OutcomeUnknown")(
  "OutcomeUnknown",
  {
    ...callFields,
    path: Schema.String,
    body: Schema.optional(Schema.Unknown),
    answer: Schema.optional(answer),
    cause: Schema.optional(Schema.Defect),
    appended: Schema.optional(appended)
  }
) {
  override get message(): string {
    const name = calledName(this)
    const before = this.appended === undefined || this.appended.rows === 0
      ? ""
      : `, after ${this.appended.rows} rows that were added`
    return `${name}: it is not known whether the request was executed${before}: ${reasonAfter(name, this)}`
  }
  /** The documented second-level error code, if the response has one. */
  get code(): ErrorCode.ErrorCode | undefined {
    return this.answer === undefined ? undefined : documentedCode(this.answer.error)
  }
  /** What the caller can do, in one or two sentences. */
  get advice(): string {
    return "Check whether the write was executed, and send it again only if it was not. `WorkbookSession.verified` does this."
  }
}

/**
 * The service opened a persistent session when a non-persistent one was requested, or the reverse. The client has
 * closed it. `asked` and `answered` are the values of `persistChanges` in the request and in the response.
 *
 * @example
 * ```ts
 * import { WorkbookError } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = new WorkbookError.SessionMismatch({ asked: false, answered: true })
 *
 * strictEqual(
 *   error.message,
 *   "workbook.createSession: expected a session with persistChanges false, actual persistChanges true"
 * )
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
    const [expected, actual] = [this.asked, this.answered]
    return `workbook.createSession: expected a session with persistChanges ${expected}, actual persistChanges ${actual}`
  }
  /** What the caller can do, in one or two sentences. */
  get advice(): string {
    return "Open the session again. If that does not help, report it to Microsoft."
  }
}

/**
 * A long-running operation failed without a documented error code. Read `error`, which holds the error of the
 * operation.
 *
 * In a session, only `createSession` fails with it.
 *
 * @category errors
 * @since 0.1.0
 */
export class OperationFailed extends Schema.TaggedError<OperationFailed>("@effect-workbook/client/OperationFailed")(
  "OperationFailed",
  Answer
) {
  override get message(): string {
    return `${calledName(this)}: the operation failed: ${summary(this)}`
  }
  /** The documented second-level error code, if the response has one. */
  get code(): ErrorCode.ErrorCode | undefined {
    return documentedCode(this.error)
  }
  /** What the caller can do, in one or two sentences. */
  get advice(): string {
    return this.code === undefined
      ? "Read the error of the service. If that does not help, ask Microsoft and quote the request id."
      : adviceOn(this)
  }
}

/**
 * A long-running operation did not finish before its deadline, `after`. It may still succeed later. Allow more time, or
 * try again later.
 *
 * In a session, only `createSession` fails with it.
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
 * strictEqual(error.message, "workbook.createSession: the operation did not finish within 5m")
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class OperationTimedOut
  extends Schema.TaggedError<OperationTimedOut>("@effect-workbook/client/OperationTimedOut")("OperationTimedOut", {
    ...callFields,
    after: Schema.DurationFromMillis,
    requestId: Schema.optional(Schema.String),
    clientRequestId: Schema.optional(Schema.String)
  })
{
  override get message(): string {
    return `${calledName(this)}: the operation did not finish within ${Duration.format(this.after)}`
  }
  /** What the caller can do, in one or two sentences. */
  get advice(): string {
    return "Allow the operation more time with `polling.deadline`, or try again later."
  }
}

/**
 * The request got no response. Check the network, and try again later. A write may or may not have been executed.
 *
 * - `reason` `"connection"`: the connection failed; `description` is the message of the HTTP client
 * - `reason` `"timeout"`: no complete response arrived within `GraphClient.Options.requestTimeout`
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
    ...callFields,
    reason: Schema.Literal("connection", "timeout"),
    clientRequestId: Schema.String,
    description: Schema.optional(Schema.String)
  }
) {
  override get message(): string {
    return `${calledName(this)}: no answer (${this.description ?? this.reason})`
  }
  /** What the caller can do, in one or two sentences. */
  get advice(): string {
    return "Check the network connection, and try again later."
  }
}

/**
 * The response does not have the documented form. `issue` names the place in the response. A redirect, which the client
 * does not follow, and a response larger than `GraphClient.Options.maxAnswerSize` also cause this error.
 *
 * If the response is too large, request less. Otherwise report it to the maintainers of this library.
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
    ...callFields,
    issue: Schema.String,
    requestId: Schema.optional(Schema.String),
    clientRequestId: Schema.optional(Schema.String)
  }
) {
  override get message(): string {
    return `${calledName(this)}: the answer is not as documented: ${this.issue}`
  }
  /** What the caller can do, in one or two sentences. */
  get advice(): string {
    return "If the answer is too large, request less. Otherwise report it to the maintainers, and quote the request id."
  }
}

/**
 * An argument is invalid, and nothing was written. Correct it: `issue` names the value and what was expected.
 *
 * @example
 * ```ts
 * import { WorkbookError } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = new WorkbookError.InvalidArguments({
 *   endpoint: "workbookRange.update",
 *   functionName: "Range.write",
 *   issue: "values[0][1] is {}; expected a string, a number, a boolean or null"
 * })
 *
 * strictEqual(
 *   error.message,
 *   "Range.write: invalid arguments: values[0][1] is {}; expected a string, a number, a boolean or null"
 * )
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class InvalidArguments extends Schema.TaggedError<InvalidArguments>("@effect-workbook/client/InvalidArguments")(
  "InvalidArguments",
  { ...callFields, issue: Schema.String }
) {
  override get message(): string {
    return `${calledName(this)}: invalid arguments: ${this.issue}`
  }
  /** What the caller can do, in one or two sentences. */
  get advice(): string {
    return "Correct the argument that the message names."
  }
}

/**
 * A row of a table does not match its schema. Correct the cell, or change the schema. `TableRows.partition` returns the
 * rows that match.
 *
 * - `table`: the path of the table
 * - `row`: the index of the row in the table body, counted from 0
 * - `column` and `cell`: the header and the value of the cell, `""` for a blank cell; both are absent if the schema
 *   rejects the row as a whole
 * - `issue`: what was expected
 *
 * @example
 * ```ts
 * import { WorkbookError } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = new WorkbookError.RowMismatch({
 *   functionName: "TableRows.read",
 *   table: "tables('Orders')",
 *   row: 3,
 *   column: "Units",
 *   cell: 1.5,
 *   issue: "is 1.5; expected an integer"
 * })
 *
 * strictEqual(error.message, "TableRows.read: tables('Orders'), row 3, column \"Units\": is 1.5; expected an integer")
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class RowMismatch extends Schema.TaggedError<RowMismatch>("@effect-workbook/client/RowMismatch")("RowMismatch", {
  functionName: callFields.functionName,
  table: Schema.String,
  row: Schema.Int,
  column: Schema.optional(Schema.String),
  cell: Schema.optional(CellValue.CellValue),
  issue: Schema.String
}) {
  override get message(): string {
    const column = this.column === undefined ? "" : `, column ${JSON.stringify(this.column)}`
    return `${prefix(this.functionName)}${this.table}, row ${this.row}${column}: ${this.issue}`
  }
  /** What the caller can do, in one or two sentences. */
  get advice(): string {
    return "Correct the cell, or change the schema to accept it. `TableRows.partition` returns the rows that match."
  }
}

/**
 * `Range.value` read a range that is not a single cell, or a cell that does not match the schema. Correct the cell or
 * the address, or change the schema.
 *
 * `cell` is the value of the cell, `""` for a blank cell, and absent if the range is not a single cell. `issue` says
 * what was expected.
 *
 * @example
 * ```ts
 * import { WorkbookError } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = new WorkbookError.CellMismatch({
 *   functionName: "Range.value",
 *   address: "Summary!B11",
 *   cell: "many",
 *   issue: "is \"many\"; expected a number"
 * })
 *
 * strictEqual(error.message, "Range.value: Summary!B11: is \"many\"; expected a number")
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class CellMismatch
  extends Schema.TaggedError<CellMismatch>("@effect-workbook/client/CellMismatch")("CellMismatch", {
    functionName: callFields.functionName,
    address: Schema.String,
    cell: Schema.optional(CellValue.CellValue),
    issue: Schema.String
  })
{
  override get message(): string {
    return `${prefix(this.functionName)}${this.address}: ${this.issue}`
  }
  /** What the caller can do, in one or two sentences. */
  get advice(): string {
    return "Correct the cell or the address, or change the schema to accept the cell."
  }
}

/**
 * The token source failed, or its token cannot be sent in an HTTP header. The message contains the message of the error
 * of the source, and the messages of its causes. Sign in again, or correct the problem that the message names.
 *
 * The `cause` contains only the name and the message of that error, because such errors often contain the token request
 * with the client secret.
 *
 * @example
 * ```ts
 * import { WorkbookError } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = new WorkbookError.AccessTokenError({ cause: new Error("the device code expired") })
 *
 * strictEqual(error.message, "no access token: the device code expired")
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class AccessTokenError extends Schema.TaggedError<AccessTokenError>(
  "@effect-workbook/client/AccessTokenError"
)("AccessTokenError", { cause: Schema.Defect }) {
  override get message(): string {
    return `no access token: ${TokenFailure.message(this.cause)}`
  }
  /** What the caller can do, in one or two sentences. */
  get advice(): string {
    return "Sign in again, or correct the problem that the message names."
  }
}

/**
 * The request was not sent, because its URL is not trusted with the token. The client sends the token only to a host of
 * Microsoft Graph or to the host of `baseUrl`, and only over TLS or to a loopback address. Check `baseUrl`.
 *
 * @example
 * ```ts
 * import { WorkbookError } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = new WorkbookError.UntrustedHost({ endpoint: "workbookOperation.get", host: "http://graph.example" })
 *
 * strictEqual(error.message, "workbookOperation.get: the token is not sent to http://graph.example")
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class UntrustedHost extends Schema.TaggedError<UntrustedHost>("@effect-workbook/client/UntrustedHost")(
  "UntrustedHost",
  { ...callFields, host: Schema.String }
) {
  override get message(): string {
    return `${calledName(this)}: the token is not sent to ${this.host}`
  }
  /** What the caller can do, in one or two sentences. */
  get advice(): string {
    return "Check `baseUrl`: the token is sent only to its host and to Microsoft Graph, over TLS or to a loopback address."
  }
}

/**
 * A write of several requests failed after some of its rows were written, or may have been. Correct the cause, and write the
 * other rows. It is safe to write all of them again, because their addresses are fixed.
 *
 * - `address`: the first cell of the write, with the name of the worksheet
 * - `rows`: the number of rows that are certainly written. Some cells of the rows below may be written too.
 * - `cause`: the error of the request that failed. `InvalidArguments` is a row of a stream that cannot be written.
 *
 * If a non-persistent session was lost, `rows` is 0, because the changes are lost with it.
 *
 * @example
 * ```ts
 * import { WorkbookError } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = new WorkbookError.IncompleteWrite({
 *   functionName: "LargeRange.write",
 *   address: "Data!A1",
 *   rows: 2000,
 *   cause: new WorkbookError.SessionLost({ mode: "persistent", reason: "service" })
 * })
 *
 * strictEqual(
 *   error.message,
 *   "LargeRange.write: of the rows from Data!A1, only 2000 are certainly written: the persistent session was lost"
 * )
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class IncompleteWrite extends Schema.TaggedError<IncompleteWrite>("@effect-workbook/client/IncompleteWrite")(
  "IncompleteWrite",
  {
    functionName: callFields.functionName,
    address: Schema.String,
    rows: Schema.Int,
    cause: Schema.Union(
      InvalidRequest,
      Unauthorized,
      AccessDenied,
      NotOpenable,
      NotFound,
      AlreadyExists,
      Conflict,
      ContentConflict,
      TooLarge,
      Unsupported,
      Throttled,
      ServiceFailure,
      TransportFailure,
      UnexpectedAnswer,
      UntrustedHost,
      AccessTokenError,
      SessionLost,
      InvalidArguments
    )
  }
) {
  override get message(): string {
    const reason = reasonAfter(this.functionName ?? "", this)
    return `${
      prefix(this.functionName)
    }of the rows from ${this.address}, only ${this.rows} are certainly written: ${reason}`
  }
  /** What the caller can do, in one or two sentences. */
  get advice(): string {
    return `${this.cause.advice} Then write the rows from row ${this.rows} on, counted from 0.`
  }
}

/**
 * The pool of sessions (`what` is `"pool"`) or the `GraphClient` (`"client"`) was closed before the session was open.
 * If the program is ending, ignore this error. Otherwise use a scope that is closed later.
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
  /** What the caller can do, in one or two sentences. */
  get advice(): string {
    return `If the program is ending, ignore this. Otherwise open the ${this.what} in a scope that is closed later.`
  }
}

/**
 * The errors that an error response of the service can mean.
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
 * An error response as the service sent it: a response with a status of 400 or more that is not yet mapped to one of
 * the other classes. `GraphClient.Service.execute` fails with it, and `fromAnswer` maps it.
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
    return namedSummary(this)
  }
  /** The documented second-level error code, if the response has one. */
  get code(): ErrorCode.ErrorCode | undefined {
    return documentedCode(this.error)
  }
  /** What the caller can do, in one or two sentences. */
  get advice(): string {
    return adviceOn(this)
  }
}

/**
 * The errors of `GraphClient.Service.execute`, which does not map an `ErrorResponse` to the other classes.
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
 * The errors of `Operation.follow`, which does not map an `ErrorResponse` to the other classes.
 *
 * @internal
 */
export type OperationFailure = Failure | OperationFailed | OperationTimedOut

/**
 * The errors of one request to Graph.
 *
 * @category errors
 * @since 0.1.0
 */
export type RequestError = ServiceError | TransportFailure | UnexpectedAnswer | UntrustedHost | AccessTokenError

/**
 * The errors of polling a long-running operation.
 *
 * @category errors
 * @since 0.1.0
 */
export type OperationError = RequestError | OperationFailed | OperationTimedOut

/**
 * The errors of a read or of an idempotent write. The client fails with an error of the service or with `SessionLost`
 * only after the retries that `WorkbookSession.Options` allows.
 *
 * @category errors
 * @since 0.1.0
 */
export type CallError = RequestError | SessionLost | InvalidArguments

/**
 * The errors of a write that is not idempotent.
 *
 * @category errors
 * @since 0.1.0
 */
export type WorkbookError = CallError | OutcomeUnknown

const constructors: { readonly [Name in ErrorCode.Meaning]: (answer: Answer) => ServiceError } = {
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

const isMeaning = (name: string): name is ErrorCode.Meaning => Object.hasOwn(constructors, name)

/**
 * Makes the error that the error policy has chosen for an answer, or `ServiceFailure` if the policy
 * chose none of these classes.
 *
 * @internal
 */
export const fromDecision = (name: ErrorPolicy.Decision["error"], answer: Answer): ServiceError =>
  constructors[isMeaning(name) ? name : "ServiceFailure"](answerOf(answer))

/**
 * Maps an error response outside of a session to its class, by the second-level error code first and then by the
 * status.
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
  constructors[ErrorPolicy.meaning(answer.status, answer.error)](answerOf(answer))

/**
 * Maps an `ErrorResponse` to its class, and returns any other error unchanged.
 *
 * @internal
 */
export const fromFailure = (failure: Failure): RequestError =>
  failure._tag === "ErrorResponse" ? fromAnswer(failure) : failure

/**
 * Maps an `ErrorResponse`, and an `OperationFailed` with a documented code, to its class. Any other error is returned
 * unchanged.
 *
 * @internal
 */
export const fromOperationFailure = (failure: OperationFailure): OperationError => {
  if (failure._tag === "OperationTimedOut") return failure
  if (failure._tag !== "OperationFailed") return fromFailure(failure)
  const meaning = ErrorPolicy.meaningOfOperation(failure.error)
  return meaning === undefined ? failure : constructors[meaning](answerOf(failure))
}

/**
 * The time in the `Retry-After` header of the response that an error describes.
 *
 * @internal
 */
export const retryAfterOf = (failure: Any): Duration.Duration | undefined =>
  "retryAfter" in failure ? failure.retryAfter : undefined

/**
 * All errors of a workbook call, of polling an operation and of opening a session.
 *
 * @internal
 */
export type Any = OperationFailure | OperationError | WorkbookError | SessionMismatch

/**
 * Copies the fields of `Answer` from an error, without its other fields.
 *
 * @internal
 */
export const answerOf = (
  { clientRequestId, endpoint, error, functionName, requestId, retryAfter, status }: Answer
): Answer => ({ endpoint, functionName, status, error, requestId, clientRequestId, retryAfter })

/**
 * Makes the `answer` or `cause` field of an error that was caused by another error.
 *
 * @internal
 */
export const reasonOf = (error: Any): { readonly answer: Answer } | { readonly cause: unknown } =>
  "error" in error ? { answer: answerOf(error) } : { cause: error }
