/**
 * What to do about a request that failed, decided by what the service documents and never by guessing.
 *
 * The documented order is followed: was it a long-running operation or a regular request, the second-level code, the
 * special rule for a bare 502 or 503 in a session, the top-level code, the HTTP status. Where the documentation is silent
 * the choice is the careful one: a write that may have been executed is not sent again unless that does no harm.
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
 * What a request is to its session:
 *
 * - `createSession`, `refreshSession`, `closeSession`: the three requests about a session
 * - `sessionful`, `sessionless`: any other request, with the header `workbook-session-id` or without
 * - `poll`: asking how a long-running operation stands, or for its result; what fails is the asking
 *
 * @example
 * ```ts
 * import type { ErrorPolicy } from "@effect-workbook/schema"
 *
 * const request: ErrorPolicy.Request = "sessionful"
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Request = "createSession" | "refreshSession" | "closeSession" | "sessionful" | "sessionless" | "poll"

/**
 * How a request failed: by an error response, by an operation that ended in `failed` (the answer to the poll was 200), or
 * because no answer came at all. An error that has these properties is such a failure.
 *
 * @example
 * ```ts
 * import type { ErrorPolicy } from "@effect-workbook/schema"
 *
 * const failure: ErrorPolicy.Failure = { _tag: "TransportFailure" }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type Failure =
  | { readonly _tag: "ErrorResponse"; readonly status: number; readonly error: GraphError.GraphError }
  | { readonly _tag: "OperationFailed"; readonly error: GraphError.GraphError }
  | { readonly _tag: "TransportFailure" }

/**
 * All that a decision depends on.
 *
 * - `effect`: what the request does when it is executed twice, see `Safety.effect`
 * - `restorable`: somebody can rebuild what a non-persistent session held
 * - `idledOut`: nothing was sent in the session for longer than its idle limit, so a session that is gone was gone before
 *
 * @example
 * ```ts
 * import type { ErrorPolicy } from "@effect-workbook/schema"
 *
 * const situation: ErrorPolicy.Situation = {
 *   request: "sessionful",
 *   mode: "persistent",
 *   effect: "nonIdempotent",
 *   failure: { _tag: "TransportFailure" }
 * }
 * ```
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
 * What to do.
 *
 * - `error`: what the caller is told where the request is not, or no longer, sent again
 * - `resend`: send the same request again
 * - `pause`: first wait; as long as the service says, or longer each time where it says nothing
 * - `cooldown`: who keeps still while there is something to wait for, whether this request is sent again or not: all
 *   requests to the workbook, or all of the client
 * - `session`: still of use (`kept`), gone by the word of the service (`lost`), or not to be used any further although it
 *   may live (`abandoned`)
 * - `recreate`: a session by the same request may take its place
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

/** What a failure says, whoever asked. `refused`: it was certainly not executed; `passing`: it may be over in a moment. */
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
    // Its code does not say that the session is gone, only that it must not be used.
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
// Refused for want of a lock; that nothing was executed before is likely, and documented nowhere.
const contended = living("Throttled", false, true)
// What is too large to be sent is not executed; what is too large to be answered may have been.
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

/** What real answers call more exactly than their documented codes do, and what there is to do about it. */
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

/** Diagnostic codes seen in real answers, for those that have no documented second-level code. */
const hinted = (error: GraphError.GraphError, status: number, inSession: boolean): Reading | undefined => {
  if (inSession && hasCode(error, ...sessionCodes)) return recreatable
  if (status >= 500) return undefined
  if (status !== 429 && hasCode(error, "EditModeCannotAcquireLockTooManyRequests")) return contended
  if (hasCode(error, "RequestPayloadSizeLimitExceeded")) return requestTooLarge
  if (hasCode(error, "ResponsePayloadSizeLimitExceeded")) return answerTooLarge
  const code = namesakes.find((code) => hasCode(error, code))
  return code && byCode(code)
}

/** Documented second-level codes that are told apart from others of their status also where they stand on another level. */
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

/** The documented order, down to the HTTP status. */
const byOrder = (error: GraphError.GraphError, status: number, inSession: boolean): Reading | undefined =>
  Option.getOrUndefined(Option.map(GraphError.secondLevel(error), byCode)) ??
    (inSession && (status === 502 || status === 503) ? { ...recreatable, session: "abandoned" } : undefined) ??
    hinted(error, status, inSession) ??
    byTopLevel(error)

const endsSession = (error: GraphError.GraphError): boolean =>
  Option.exists(GraphError.secondLevel(error), (code) => ErrorCode.policies[code].session === "dead")

/** Real refusals say by diagnostic codes and sentences, better than by documented codes, what stands behind them. */
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
 * What an answer of the service tells its caller, whoever asked.
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
 * The same for an operation that failed; `undefined` where it does not say why in documented terms.
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
 * What to do about an answer that has this meaning: by what is known of real answers, else by the documented code, else by
 * the meaning.
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
 * Whether an answer asks the whole application to keep still: a 429 that names no workbook.
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

/** To refresh or close a session conflicts with nobody's work, and another client lets go of the workbook again. */
const readOrder = (failure: Failure): ReturnType<typeof read> => {
  const reading = read(failure, true)
  return reading.means === "Conflict" && reading.session === "kept" ? { ...reading, passing: true } : reading
}

/** Of a request that names nothing but the session, a bare 404 says that the session is gone. */
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
 * The decision about a failure. Pure: the same situation is always decided in the same way.
 *
 * - A request that was certainly refused, and may pass later, is sent again; one that may have been executed only if it
 *   is a read or an idempotent write. Then a `nonIdempotent` write is `OutcomeUnknown`.
 * - A session that may be created again is, for persistent sessions and for those that somebody can restore. What a lost
 *   non-persistent session did is undone with it, so in a restored one every request is sent again.
 * - `createSession` is repeated although a session may be left over: the documentation says so.
 * - A bare 404 may be about the session or about what was asked for; to `refreshSession` it says that the session is gone.
 * - `closeSession` on a session that is gone, and its bare 502 and 503, end the session: `session` is not `kept`.
 * - `refreshSession` and `closeSession` are sent again also after a conflict (409, 423): it is not about them.
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
      // An answer that is too large stays so.
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
  // Of the failures that leave the session in doubt, internalServerErrorUncategorized alone is documented as "never resend".
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
