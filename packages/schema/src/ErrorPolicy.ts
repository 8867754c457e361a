/**
 * Decides what to do about a failed request, by the documentation of the service.
 *
 * The decision follows the documented order: whether the request was a long-running operation, the second-level code,
 * the special rule for a 502 or 503 without a code in a session, the top-level code, the HTTP status. Where the
 * documentation does not say what to do, the decision is the safe one: a write that may have been executed is only sent
 * again if that does no harm.
 * See {@link https://learn.microsoft.com/graph/workbook-error-handling | error handling}.
 *
 * @since 0.1.0
 */
import * as Option from "effect/Option"
import * as ErrorCode from "./ErrorCode.js"
import * as GraphError from "./GraphError.js"
import type * as Safety from "./Safety.js"
import type * as SessionMode from "./SessionMode.js"

/**
 * The kind of a request:
 *
 * - `createSession`, `refreshSession`, `closeSession`: the three requests that manage a session
 * - `sessionful`, `sessionless`: any other request, with the header `workbook-session-id` or without it
 * - `poll`: a request for the status or the result of a long-running operation
 *
 * @category models
 * @since 0.1.0
 */
export type Request = "createSession" | "refreshSession" | "closeSession" | "sessionful" | "sessionless" | "poll"

/**
 * How a request failed: with an error response (`ErrorResponse`), with a long-running operation whose status is `failed`
 * (`OperationFailed`), or without a response (`TransportFailure`). An error that has these properties is such a failure.
 *
 * @category models
 * @since 0.1.0
 */
export type Failure =
  | { readonly _tag: "ErrorResponse"; readonly status: number; readonly error: GraphError.GraphError }
  | { readonly _tag: "OperationFailed"; readonly error: GraphError.GraphError }
  | { readonly _tag: "TransportFailure" }

/**
 * Everything that a decision depends on.
 *
 * - `effect`: the effect of the request if it is executed twice, see `Safety.effect`
 * - `restorable`: whether the changes of a lost non-persistent session can be restored in a new one
 * - `idledOut`: whether no request was sent in the session for longer than its idle limit; then a lost session was lost
 *   before the request
 *
 * @category models
 * @since 0.1.0
 */
export interface Situation {
  readonly request: Request
  readonly mode: SessionMode.SessionMode
  readonly effect: Safety.WorkbookEffect
  readonly failure: Failure
  readonly restorable?: boolean | undefined
  readonly idledOut?: boolean | undefined
}

/**
 * What to do about a failed request.
 *
 * - `error`: the error of the call, if the request is not sent again
 * - `resend`: whether to send the same request again
 * - `pause`: whether to wait before that, for the time that the service specifies, or with increasing delays if it
 *   specifies none
 * - `cooldown`: which requests have to wait for the time that the service specifies, whether or not this request is
 *   sent again: those to the workbook, or all requests of the client
 * - `session`: whether the session can still be used (`kept`), has been lost according to the service (`lost`), or must
 *   not be used any more although it may still exist (`abandoned`)
 * - `recreate`: whether to create a new session with the same request
 * - `mayBeExecuted`: whether the service may have executed the request
 *
 * @example
 * ```ts
 * import { ErrorPolicy } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const decision: ErrorPolicy.Decision = ErrorPolicy.decide({
 *   request: "sessionless",
 *   mode: "sessionless",
 *   effect: "nonIdempotent",
 *   failure: { _tag: "TransportFailure" }
 * })
 * deepStrictEqual([decision.error, decision.resend], ["OutcomeUnknown", false])
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Decision {
  readonly error: ErrorCode.Meaning | "OperationFailed" | "TransportFailure" | "SessionLost" | "OutcomeUnknown"
  readonly resend: boolean
  readonly pause: boolean
  readonly cooldown: "workbook" | "client"
  readonly session: "kept" | "lost" | "abandoned"
  readonly recreate: boolean
  readonly mayBeExecuted: boolean
}

/**
 * The classification of a failure, for all kinds of requests. `refused`: the request was certainly not executed;
 * `passing`: the cause of the failure is temporary.
 */
interface Reading<out Means = ErrorCode.Meaning> {
  readonly means: Means
  readonly refused: boolean
  readonly passing: boolean
  readonly session: "kept" | "lost" | "abandoned"
  readonly recreate: boolean
}

const living = <const Means>(means: Means, refused: boolean, passing: boolean): Reading<Means> => ({
  means,
  refused,
  passing,
  session: "kept",
  recreate: false
})

const recreatable: Reading = {
  means: "ServiceFailure",
  refused: false,
  passing: false,
  session: "lost",
  recreate: true
}

const byCode = (code: ErrorCode.ErrorCode): Reading => {
  const { means, recreateSame, refused, resend, session } = ErrorCode.policies[code]
  if (session === "unaffected") return living(means, refused, resend === "afterCooldown" || resend === "unstated")
  return {
    means,
    refused,
    passing: false,
    // This code does not mean that the session is gone, only that it must not be used.
    session: code === "internalServerErrorUncategorized" ? "abandoned" : "lost",
    recreate: recreateSame === "yes" || recreateSame === "afterAuthentication" || recreateSame === "unstated"
  }
}

const byStatus = (status: number): Reading => {
  switch (status) {
    case 401:
      return living("Unauthorized", true, false)
    case 403:
      return living("AccessDenied", true, false)
    case 404:
      return living("NotFound", true, false)
    case 409:
    case 423:
      return living("Conflict", true, false)
    case 413:
      return living("TooLarge", true, false)
    case 429:
      return living("Throttled", true, true)
    case 501:
      return living("Unsupported", true, false)
    case 408:
    case 502:
    case 503:
    case 504:
      return living("ServiceFailure", false, true)
    default:
      return status >= 500 ? living("ServiceFailure", false, false) : living("InvalidRequest", true, false)
  }
}

const notOpenable = living("NotOpenable", true, false)
const readOnly = living("AccessDenied", true, false)
// The service could not acquire the lock. The request was probably not executed, but this is not documented.
const contended = living("Throttled", false, true)
// A request that is too large is not executed. A request whose response is too large may have been executed.
const requestTooLarge = living("TooLarge", true, false)
const answerTooLarge = living("TooLarge", false, false)

const sessionCodes = ["InvalidOrTimedOutSession", "InvalidEditSession", "DeploymentInvalidEditSession"]

const says = (error: GraphError.GraphError, ...texts: ReadonlyArray<string>): boolean =>
  error.levels.some(({ message = "" }) => texts.some((text) => message.toLowerCase().includes(text)))

const hasCode = (error: GraphError.GraphError, ...codes: ReadonlyArray<string>): boolean =>
  codes.some((code) => GraphError.hasCode(error, code))

const saysLocked = (error: GraphError.GraphError): boolean =>
  error.levels.some(({ code = "" }) => code.toLowerCase().startsWith("editmodecannotacquirelock"))

const saysReadOnly = (error: GraphError.GraphError): boolean =>
  saysLocked(error) && says(error, "sitereadonly", "database is read only")

/** A cause that real responses name more precisely than by a documented code, and the advice for it. */
interface Naming {
  readonly is: (error: GraphError.GraphError) => boolean
  readonly means?: ErrorCode.Meaning
  readonly advice: string
}

const saysNotOpenable = (error: GraphError.GraphError): boolean =>
  namings.some(({ is, means }) => means === "NotOpenable" && is(error))

const isSaying = (text: string) => (error: GraphError.GraphError): boolean => says(error, text)

const isCalled = (...codes: ReadonlyArray<string>) => (error: GraphError.GraphError): boolean =>
  hasCode(error, ...codes)

const namings: ReadonlyArray<Naming> = [
  {
    is: isCalled("OpenWorkbookAccessDenied"),
    means: "NotOpenable",
    advice:
      "The service may not open this file. Mostly a sensitivity label encrypts it, and then nobody can open it this " +
      "way, its owner included: give it a label that does not encrypt."
  },
  {
    is: isSaying("could not obtain a wac access token"),
    means: "NotOpenable",
    advice:
      "Excel for the web does not open this file for this credential. Check that it is an .xlsx in OneDrive for " +
      "Business or SharePoint, that it is addressed by the ids of drive and item, and that the token is delegated."
  },
  {
    is: isCalled("FileOpenUserUnauthorized"),
    means: "NotOpenable",
    advice:
      "This user may not open the file in the browser. Check the user's rights, whether the account may use Excel for " +
      "the web, and that the token is delegated. A fresh token does not help."
  },
  {
    is: isCalled("EditModeAccessDenied"),
    means: "NotOpenable",
    advice: "This credential may not edit the file. Ask the owner for the right to, and use a delegated token."
  },
  {
    is: saysReadOnly,
    means: "AccessDenied",
    advice: "The site is read only: nothing in it can be changed until that ends."
  },
  {
    is: isCalled("ApiNotFound"),
    advice:
      "The service does not have this operation at this address, even where it is documented. Use another way to it."
  }
]

/** Classifies real responses without a documented second-level code by their diagnostic codes. */
const hinted = (error: GraphError.GraphError, status: number, inSession: boolean): Reading | undefined => {
  if (inSession && hasCode(error, ...sessionCodes)) return recreatable
  if (status >= 500) return undefined
  if (status !== 429 && hasCode(error, "EditModeCannotAcquireLockTooManyRequests")) return contended
  if (hasCode(error, "RequestPayloadSizeLimitExceeded")) return requestTooLarge
  if (hasCode(error, "ResponsePayloadSizeLimitExceeded")) return answerTooLarge
  const code = namesakes.find((code) => hasCode(error, code))
  return code && byCode(code)
}

/** Documented second-level codes that determine the meaning of an error on any other level too. */
const namesakes = [
  "itemAlreadyExists",
  "insertDeleteConflict",
  "filteredRangeConflict",
  "nonBlankCellOffSheet",
  "rangeExceedsLimit"
] as const

const byTopLevel = (error: GraphError.GraphError): Reading | undefined =>
  Option.getOrUndefined(
    Option.map(Option.flatMap(Option.fromNullable(error.levels[0].code), ErrorCode.statusOf), byStatus)
  )

/** Classifies a failure in the documented order, except for the last step, the HTTP status. */
const byOrder = (error: GraphError.GraphError, status: number, inSession: boolean): Reading | undefined =>
  Option.getOrUndefined(Option.map(GraphError.secondLevel(error), byCode)) ??
    (inSession && (status === 502 || status === 503) ? { ...recreatable, session: "abandoned" } : undefined) ??
    hinted(error, status, inSession) ??
    byTopLevel(error)

const endsSession = (error: GraphError.GraphError): boolean =>
  Option.exists(GraphError.secondLevel(error), (code) => ErrorCode.policies[code].session === "dead")

/**
 * Replaces the classification where diagnostic codes or messages name the cause more precisely than documented codes.
 */
const named = (error: GraphError.GraphError, reading: Reading): Reading => {
  if (saysReadOnly(error) && !endsSession(error)) return readOnly
  if (reading.means === "TooLarge" && hasCode(error, "ResponsePayloadSizeLimitExceeded")) return answerTooLarge
  return reading.refused && !reading.passing && saysNotOpenable(error) ? notOpenable : reading
}

const readAnswer = (error: GraphError.GraphError, status: number, inSession: boolean): Reading =>
  named(error, byOrder(error, status, inSession) ?? byStatus(status))

const readOperation = (error: GraphError.GraphError, inSession: boolean): Reading | undefined => {
  const reading = byOrder(error, 200, inSession)
  if (reading !== undefined) return named(error, reading)
  return saysNotOpenable(error) ? notOpenable : undefined
}

const read = (
  failure: Failure,
  inSession: boolean
): Reading<ErrorCode.Meaning | "OperationFailed" | "TransportFailure"> => {
  switch (failure._tag) {
    case "ErrorResponse":
      return readAnswer(failure.error, failure.status, inSession)
    case "OperationFailed":
      return readOperation(failure.error, inSession) ?? living("OperationFailed", false, false)
    case "TransportFailure":
      return living("TransportFailure", false, true)
  }
}

/**
 * The meaning of an error response. It is the same for all kinds of requests.
 *
 * @example
 * ```ts
 * import { ErrorPolicy, GraphError } from "@effect-workbook/schema"
 * import { Option } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = Option.getOrThrow(GraphError.parse({ error: { code: "ItemAlreadyExists", message: "" } }))
 * strictEqual(ErrorPolicy.meaning(400, error), "AlreadyExists")
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const meaning = (status: number, error: GraphError.GraphError): ErrorCode.Meaning =>
  readAnswer(error, status, false).means

/**
 * The meaning of the error of a failed operation. `undefined` if the error has no documented code.
 *
 * @example
 * ```ts
 * import { ErrorPolicy, GraphError } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = new GraphError.GraphError({ levels: [{ code: "SomethingElse", message: "It failed." }] })
 * strictEqual(ErrorPolicy.meaningOfOperation(error), undefined)
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const meaningOfOperation = (error: GraphError.GraphError): ErrorCode.Meaning | undefined =>
  readOperation(error, false)?.means

/**
 * The advice for an error with this meaning. It is the advice for the cause that the response names, otherwise that for
 * the documented code, otherwise that for the meaning.
 *
 * @example
 * ```ts
 * import { ErrorPolicy, GraphError } from "@effect-workbook/schema"
 * import { Option } from "effect"
 * import { match, strictEqual } from "node:assert/strict"
 *
 * const body = { error: { code: "OpenWorkbookAccessDenied", innerError: { code: "forbiddenUncategorized" } } }
 * const error = Option.getOrThrow(GraphError.parse(body))
 * strictEqual(ErrorPolicy.meaning(403, error), "NotOpenable")
 * match(ErrorPolicy.advice("NotOpenable", error), /label/)
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const advice = (means: ErrorCode.Meaning, error: GraphError.GraphError): string => {
  const naming = namings.find((naming) => (naming.means ?? means) === means && naming.is(error))
  const policy = Option.map(GraphError.secondLevel(error), (code) => ErrorCode.policies[code])
  return naming?.advice ??
    Option.getOrUndefined(Option.filter(policy, (policy) => policy.means === means))?.advice ??
    ErrorCode.meanings[means]
}

/**
 * Whether a response throttles the whole application and not only one workbook. It is a 429 without the code of a
 * workbook.
 *
 * @example
 * ```ts
 * import { ErrorPolicy, GraphError } from "@effect-workbook/schema"
 * import { Option } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body = { error: { code: "TooManyRequests", innerError: { code: "429" } } }
 * strictEqual(ErrorPolicy.isOfApplication(429, Option.getOrThrow(GraphError.parse(body))), true)
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const isOfApplication = (status: number, error: GraphError.GraphError): boolean =>
  status === 429 &&
  (says(error, "throttle.aad.ags.excel") ||
    Option.isNone(GraphError.secondLevel(error)) && !saysLocked(error))

/** A conflict with another client is temporary for `refreshSession` and `closeSession`, because they change nothing. */
const readOrder = (failure: Failure): ReturnType<typeof read> => {
  const reading = read(failure, true)
  return reading.means === "Conflict" && reading.session === "kept" ? { ...reading, passing: true } : reading
}

/**
 * A 404 without a documented code means that the session is gone, because `refreshSession` names nothing but the
 * session.
 */
const readRefresh = (failure: Failure): ReturnType<typeof read> => {
  const reading = readOrder(failure)
  const isBare = failure._tag === "ErrorResponse" && Option.isNone(GraphError.secondLevel(failure.error))
  return isBare && reading.means === "NotFound" ? recreatable : reading
}

const readOf = (request: Request, failure: Failure, inSession: boolean): ReturnType<typeof read> => {
  switch (request) {
    case "refreshSession":
      return readRefresh(failure)
    case "closeSession":
      return readOrder(failure)
    default:
      return read(failure, inSession)
  }
}

/**
 * Decides what to do about a failed request. A pure function of the situation.
 *
 * - After a temporary failure, a request that was certainly not executed is sent again. A request that may have been
 *   executed is sent again if it is a read or an idempotent write; a `nonIdempotent` write fails with `OutcomeUnknown`.
 * - A lost session is created again, if the service allows that, and if it is persistent or can be restored. The
 *   changes of a non-persistent session are lost with it, so all requests are sent again in a restored session.
 * - `createSession` is sent again as documented, although the earlier attempt may leave a session behind.
 * - A 404 without a documented code may be about the session or about the resource. For `refreshSession` the session is
 *   gone.
 * - `closeSession` has ended the session if the session is gone, and after a 502 or 503 without a code: `session` is
 *   not `kept`.
 * - `refreshSession` and `closeSession` are sent again after a conflict (409, 423), because they change nothing in the
 *   workbook.
 *
 * @example
 * ```ts
 * import { ErrorPolicy, GraphError } from "@effect-workbook/schema"
 * import { Option } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const body = { error: { code: "InvalidOrTimedOutSession", innerError: { code: "invalidSessionReCreatable" } } }
 * const decision = ErrorPolicy.decide({
 *   request: "sessionful",
 *   mode: "persistent",
 *   effect: "read",
 *   failure: { _tag: "ErrorResponse", status: 404, error: Option.getOrThrow(GraphError.parse(body)) }
 * })
 * deepStrictEqual(decision, {
 *   error: "SessionLost",
 *   resend: true,
 *   pause: false,
 *   cooldown: "workbook",
 *   session: "lost",
 *   recreate: true,
 *   mayBeExecuted: true
 * })
 * ```
 *
 * @category policies
 * @since 0.1.0
 */
export const decide = (situation: Situation): Decision => {
  const { effect, failure, request } = situation
  const inSession = request === "sessionful" || request === "refreshSession" || request === "closeSession"
  const reading = readOf(request, failure, inSession)
  const decided = {
    error: reading.means,
    resend: false,
    pause: reading.passing,
    cooldown: failure._tag === "ErrorResponse" && isOfApplication(failure.status, failure.error)
      ? "client"
      : "workbook",
    session: inSession ? reading.session : "kept",
    recreate: false,
    mayBeExecuted: !reading.refused
  } as const
  switch (request) {
    case "createSession": {
      const resend = reading.passing || reading.session === "lost" && reading.recreate
      return { ...decided, resend, pause: resend }
    }
    case "poll":
      // A response that is too large stays too large.
      return {
        ...decided,
        resend: !reading.refused && reading.session !== "lost" && reading.means !== "TooLarge" || reading.passing,
        pause: true
      }
    case "closeSession": {
      const ended = decided.session !== "kept" || reading.means === "NotFound"
      return { ...decided, resend: !ended && reading.passing, session: ended ? "lost" : "kept" }
    }
    case "refreshSession":
    case "sessionful":
    case "sessionless":
      return decided.session === "kept"
        ? inLivingSession(decided, reading, effect)
        : inDeadSession(decided, reading, situation)
  }
}

const inLivingSession = (decided: Decision, reading: Reading<unknown>, effect: Safety.WorkbookEffect): Decision => ({
  ...decided,
  error: effect === "nonIdempotent" && !reading.refused ? "OutcomeUnknown" : decided.error,
  resend: reading.passing && (reading.refused || effect !== "nonIdempotent")
})

const inDeadSession = (decided: Decision, reading: Reading<unknown>, situation: Situation): Decision => {
  const { effect, failure, idledOut = false, mode, restorable = false } = situation
  const undone = mode === "nonPersistent"
  const recreate = reading.recreate && (!undone || restorable)
  const mayBeExecuted = !undone && !(idledOut && reading.session === "lost")
  const harmless = effect !== "nonIdempotent" || !mayBeExecuted
  // Among the failures after which a session is abandoned, only internalServerErrorUncategorized is documented as
  // "never resend".
  const never = reading.session === "abandoned" &&
    failure._tag !== "TransportFailure" && Option.isSome(GraphError.secondLevel(failure.error))
  const inDoubt = recreate && reading.session === "abandoned"
  return {
    ...decided,
    error: !harmless ? "OutcomeUnknown" : inDoubt ? decided.error : "SessionLost",
    resend: recreate && harmless && !never,
    recreate,
    mayBeExecuted
  }
}
