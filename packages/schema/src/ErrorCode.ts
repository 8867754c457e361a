/**
 * The error codes that the service documents, with the documented handling of each as data.
 *
 * A client handles an error by its second-level code (`error.innerError.code`) if that is one of these 35, otherwise by
 * its top-level code, otherwise by the HTTP status.
 * See {@link https://learn.microsoft.com/graph/workbook-error-handling | error handling}
 * and {@link https://learn.microsoft.com/graph/workbook-error-codes | error codes}.
 *
 * @since 0.1.0
 */
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"

/**
 * Whether the failed request may be sent again unchanged:
 *
 * - `never`
 * - `unstated`: the documentation does not say
 * - `afterCooldown`: after the time that the header `Retry-After` specifies
 * - `afterConflict`: after the conflict with another client has been resolved
 * - `afterChange`: after the content or the protection of the workbook has changed
 * - `smallerRange`: not unchanged, but as several requests for smaller ranges
 * - `notApplicable`: the session is gone, and {@link Recreate} says whether there can be another one
 *
 * @category models
 * @since 0.1.0
 */
export type Resend =
  | "never"
  | "unstated"
  | "afterCooldown"
  | "afterConflict"
  | "afterChange"
  | "smallerRange"
  | "notApplicable"

/**
 * Whether a session may be created again after this error:
 *
 * - `yes`, `no`
 * - `unstated`: the documentation does not say
 * - `maybe`: the attempt may succeed or fail
 * - `afterConflict`: after the conflict with another client has been resolved
 * - `afterAuthentication`: with valid authentication
 * - `afterChange`: after the configuration or the workbook has changed
 * - `notApplicable`: the session is not affected
 *
 * @category models
 * @since 0.1.0
 */
export type Recreate =
  | "yes"
  | "no"
  | "maybe"
  | "unstated"
  | "afterConflict"
  | "afterAuthentication"
  | "afterChange"
  | "notApplicable"

/**
 * The meanings of errors, each with advice to the caller. Errors with the same meaning are handled in the same way.
 *
 * @example
 * ```ts
 * import { ErrorCode } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const means = ErrorCode.policies.rangeExceedsLimit.means
 * strictEqual(means, "TooLarge")
 * strictEqual(ErrorCode.meanings[means], "Ask for less, or send it in parts.")
 * ```
 *
 * @category policies
 * @since 0.1.0
 */
export const meanings = {
  InvalidRequest: "Correct the request: as it stands it fails again.",
  Unauthorized: "Sign in again.",
  AccessDenied: "Ask the owner of the workbook for the right to do this, or unprotect the cells.",
  NotOpenable: "Use another credential, or another file. A fresh token does not help.",
  NotFound: "Check the name or the id.",
  AlreadyExists: "It is there: use it, or choose another name.",
  Conflict: "Somebody else holds the workbook: wait, or ask them to close it.",
  ContentConflict: "What the sheet holds is in the way: move or clear it, or take the filter off, and send it again.",
  TooLarge: "Ask for less, or send it in parts.",
  Unsupported: "Use Excel on the desktop, or remove from the workbook what the service does not support.",
  Throttled: "Send nothing for a while, and fewer requests after that.",
  ServiceFailure: "Try again later."
} as const

/**
 * The meaning of an error: a key of {@link meanings}.
 *
 * @category models
 * @since 0.1.0
 */
export type Meaning = keyof typeof meanings

/**
 * The documented handling of one second-level code.
 *
 * - `status`: the HTTP statuses of responses with this code, the most likely first. They are inferred, because the
 *   documentation does not assign statuses to codes
 * - `required`: whether a client must handle this code; otherwise it may handle the top-level code instead
 * - `means`: the meaning of the error, which determines how the caller can handle it
 * - `refused`: whether the request was certainly not executed; otherwise it may have been executed
 * - `resend`: whether the failed request may be sent again
 * - `session`: the state of the session that the request named, if it named one
 * - `recreateSame`: whether a session may be created by the same request (file, `persistChanges`, credential)
 * - `recreateDifferent`: whether a session may be created by a different request
 * - `advice`: a sentence for the reader of the error
 *
 * @example
 * ```ts
 * import { ErrorCode } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const policy: ErrorCode.Policy = ErrorCode.policies.transientFailure
 * strictEqual(policy.resend, "afterCooldown")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Policy {
  readonly status: ReadonlyArray<number>
  readonly required: boolean
  readonly means: Meaning
  readonly refused: boolean
  readonly resend: Resend
  readonly session: "unaffected" | "dead"
  readonly recreateSame: Recreate
  readonly recreateDifferent: Recreate
  readonly advice: string
}

const codes = [
  "accessConflict",
  "badRequestUncategorized",
  "conflictUncategorized",
  "forbiddenUncategorized",
  "gatewayTimeoutUncategorized",
  "internalServerErrorUncategorized",
  "invalidSessionAccessConflict",
  "invalidSessionAuthentication",
  "invalidSessionNotFound",
  "invalidSessionReCreatable",
  "invalidSessionRestricted",
  "invalidSessionUnexpected",
  "invalidSessionUnsupportedWorkbook",
  "methodNotAllowedUncategorized",
  "notFoundUncategorized",
  "notImplementedUncategorized",
  "payloadTooLargeUncategorized",
  "serviceUnavailableUncategorized",
  "tooManyRequestsUncategorized",
  "transientFailure",
  "unauthorizedUncategorized",
  "unsupportedWorkbook",
  "accessDenied",
  "filteredRangeConflict",
  "generalException",
  "insertDeleteConflict",
  "invalidArgument",
  "invalidReference",
  "itemAlreadyExists",
  "itemNotFound",
  "methodNotAllowed",
  "nonBlankCellOffSheet",
  "rangeExceedsLimit",
  "requestAborted",
  "unsupportedOperation"
] as const

/**
 * The 35 documented second-level codes, in their documented spelling.
 *
 * @example
 * ```ts
 * import { ErrorCode } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(ErrorCode.ErrorCode)("accessConflict"), true)
 * strictEqual(ErrorCode.ErrorCode.literals.length, 35)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const ErrorCode = Schema.Literal(...codes)

/**
 * A documented second-level code.
 *
 * @category models
 * @since 0.1.0
 */
export type ErrorCode = typeof ErrorCode.Type

const permanent = (
  status: ReadonlyArray<number>,
  required: boolean,
  means: Meaning,
  advice: string
): Policy => ({
  status,
  required,
  means,
  refused: true,
  resend: "never",
  session: "unaffected",
  recreateSame: "notApplicable",
  recreateDifferent: "notApplicable",
  advice
})

const resendable = (
  status: ReadonlyArray<number>,
  resend: Resend,
  means: Meaning,
  advice: string
): Policy => ({
  ...permanent(status, true, means, advice),
  resend
})

/** The policy for a request that the service may have executed before it failed. */
const maybeExecuted = (policy: Policy): Policy => ({ ...policy, refused: false })

const sessionLost = (
  status: ReadonlyArray<number>,
  recreateSame: Recreate,
  recreateDifferent: Recreate,
  means: Meaning,
  advice: string
): Policy => ({
  status,
  required: true,
  means,
  // The documentation does not say whether the session was lost before the request was executed or after it.
  refused: false,
  resend: "notApplicable",
  session: "dead",
  recreateSame,
  recreateDifferent,
  advice
})

/**
 * The documented handling of each second-level code.
 *
 * @example
 * ```ts
 * import { ErrorCode } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * const policy = ErrorCode.policies.invalidSessionReCreatable
 * strictEqual(policy.session, "dead")
 * strictEqual(policy.recreateSame, "yes")
 * ```
 *
 * @category policies
 * @since 0.1.0
 */
export const policies: Readonly<Record<ErrorCode, Policy>> = {
  accessConflict: resendable(
    [409],
    "afterConflict",
    "Conflict",
    "Another client holds the file. Opening it in Excel for the web may show who."
  ),
  badRequestUncategorized: permanent([400], true, "InvalidRequest", "The request is wrong as it stands."),
  conflictUncategorized: resendable(
    [409],
    "afterConflict",
    "Conflict",
    "The request conflicts with the state of the workbook. Opening it in Excel for the web may show why."
  ),
  forbiddenUncategorized: permanent(
    [403],
    true,
    "AccessDenied",
    "The credential may not do this. Opening the file in Excel for the web may show why."
  ),
  gatewayTimeoutUncategorized: maybeExecuted(resendable(
    [504],
    "unstated",
    "ServiceFailure",
    "The service ran out of time. Whether a write was done is unknown; look before sending it again."
  )),
  internalServerErrorUncategorized: {
    ...sessionLost(
      [500],
      "unstated",
      "unstated",
      "ServiceFailure",
      "The service failed. Do not use the session any further."
    ),
    resend: "never"
  },
  invalidSessionAccessConflict: sessionLost(
    [400, 404],
    "afterConflict",
    "maybe",
    "Conflict",
    "The session ended in a conflict with another client."
  ),
  invalidSessionAuthentication: sessionLost(
    [400, 404],
    "afterAuthentication",
    "unstated",
    "Unauthorized",
    "The session does not fit the credential. Authenticate again before creating another."
  ),
  invalidSessionNotFound: sessionLost(
    [404, 400],
    "no",
    "unstated",
    "NotFound",
    "The session is invalid: its workbook cannot be found."
  ),
  invalidSessionReCreatable: sessionLost(
    [404, 400],
    "yes",
    "unstated",
    "ServiceFailure",
    "The session expired or was lost. Create it again and resume the work."
  ),
  invalidSessionRestricted: sessionLost(
    [400, 404],
    "afterChange",
    "maybe",
    "AccessDenied",
    "The session is invalid by a restriction that somebody has to lift first."
  ),
  invalidSessionUnexpected: sessionLost(
    [400, 404],
    "no",
    "maybe",
    "InvalidRequest",
    "The session is invalid for an unexpected reason."
  ),
  invalidSessionUnsupportedWorkbook: sessionLost(
    [400, 404],
    "afterChange",
    "maybe",
    "Unsupported",
    "The workbook holds something that the service does not support. Excel on the desktop may."
  ),
  methodNotAllowedUncategorized: permanent(
    [405],
    true,
    "InvalidRequest",
    "The resource does not know this HTTP method."
  ),
  notFoundUncategorized: permanent([404], true, "NotFound", "The resource does not exist."),
  notImplementedUncategorized: permanent([501], true, "Unsupported", "The service does not implement this."),
  payloadTooLargeUncategorized: permanent(
    [413],
    true,
    "TooLarge",
    "The request or its answer is too large. Send it in parts."
  ),
  serviceUnavailableUncategorized: maybeExecuted(
    resendable([503], "afterCooldown", "ServiceFailure", "The service is unavailable for a while.")
  ),
  tooManyRequestsUncategorized: resendable(
    [429],
    "afterCooldown",
    "Throttled",
    "Too many requests. Send fewer, and one at a time for a workbook."
  ),
  transientFailure: maybeExecuted(resendable([503], "afterCooldown", "ServiceFailure", "A failure that passes.")),
  unauthorizedUncategorized: permanent(
    [401],
    true,
    "Unauthorized",
    "The credential is missing or not valid for this file. A fresh token alone seldom helps."
  ),
  unsupportedWorkbook: resendable(
    [501],
    "afterChange",
    "Unsupported",
    "The workbook holds something that the service does not support. Remove it first."
  ),
  accessDenied: permanent([403], false, "AccessDenied", "Not allowed, for example a locked cell."),
  filteredRangeConflict: permanent(
    [409],
    false,
    "ContentConflict",
    "The change conflicts with a filtered range. Take the filter off first."
  ),
  generalException: maybeExecuted(
    permanent([500], false, "ServiceFailure", "The service failed while it processed the request.")
  ),
  insertDeleteConflict: permanent(
    [409],
    false,
    "ContentConflict",
    "What the sheet holds is in the way of the insertion or deletion, such as a table or merged cells. Make room first."
  ),
  invalidArgument: permanent([400], false, "InvalidRequest", "An argument is invalid, missing or malformed."),
  invalidReference: permanent([400], false, "InvalidRequest", "The reference is not valid for this operation."),
  itemAlreadyExists: permanent([400, 409], false, "AlreadyExists", "What is to be created exists already."),
  itemNotFound: permanent([404], false, "NotFound", "The resource does not exist."),
  methodNotAllowed: permanent([405], false, "InvalidRequest", "The resource does not know this HTTP method."),
  nonBlankCellOffSheet: permanent(
    [400],
    false,
    "ContentConflict",
    "Cells that are not blank would be pushed off the sheet. Delete rows or columns first."
  ),
  rangeExceedsLimit: {
    ...permanent(
      [400],
      false,
      "TooLarge",
      "The range has too many cells, or its content is too large. Use smaller ranges."
    ),
    resend: "smallerRange"
  },
  requestAborted: maybeExecuted(
    permanent([500, 503], false, "ServiceFailure", "The request was aborted, often by a long calculation.")
  ),
  unsupportedOperation: permanent([400, 501], false, "InvalidRequest", "The operation is not supported.")
}

const byLowerCase: ReadonlyMap<string, ErrorCode> = new Map(codes.map((code) => [code.toLowerCase(), code]))

/**
 * Finds a documented second-level code. Case is ignored. `None` for any other text.
 *
 * @example
 * ```ts
 * import { ErrorCode } from "@effect-workbook/schema"
 * import { Option } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(ErrorCode.find("INVALIDSESSIONRECREATABLE"), Option.some("invalidSessionReCreatable"))
 * deepStrictEqual(ErrorCode.find("429"), Option.none())
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const find = (code: string): Option.Option<ErrorCode> => Option.fromNullable(byLowerCase.get(code.toLowerCase()))

/**
 * The documented top-level code of each HTTP status.
 *
 * @example
 * ```ts
 * import { ErrorCode } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(ErrorCode.topLevel[429], "tooManyRequests")
 * ```
 *
 * @category policies
 * @since 0.1.0
 */
export const topLevel = {
  400: "badRequest",
  401: "unauthorized",
  403: "forbidden",
  404: "notFound",
  405: "methodNotAllowed",
  409: "conflict",
  413: "payloadTooLarge",
  429: "tooManyRequests",
  500: "internalServerError",
  501: "notImplemented",
  502: "badGateway",
  503: "serviceUnavailable",
  504: "gatewayTimeout"
} as const

/**
 * The top-level codes that the service documented in 2020, by HTTP status, where they differ from {@link topLevel}.
 *
 * @example
 * ```ts
 * import { ErrorCode } from "@effect-workbook/schema"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(ErrorCode.topLevel2020[413], "requestSizeExceeded")
 * ```
 *
 * @category policies
 * @since 0.1.0
 */
export const topLevel2020 = {
  400: "invalidRequest",
  401: "unauthenticated",
  403: "accessDenied",
  404: "resourceNotFound",
  413: "requestSizeExceeded"
} as const

const statusByCode: ReadonlyMap<string, number> = new Map(
  [...Object.entries(topLevel2020), ...Object.entries(topLevel)].map(([status, code]) => [
    code.toLowerCase(),
    Number(status)
  ])
)

/**
 * The HTTP status of a top-level code, including those of 2020. Case is ignored. `None` for any other text.
 *
 * @example
 * ```ts
 * import { ErrorCode } from "@effect-workbook/schema"
 * import { Option } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * deepStrictEqual(ErrorCode.statusOf("Unauthenticated"), Option.some(401))
 * deepStrictEqual(ErrorCode.statusOf("GenericFileOpenError"), Option.none())
 * ```
 *
 * @category getters
 * @since 0.1.0
 */
export const statusOf = (code: string): Option.Option<number> =>
  Option.fromNullable(statusByCode.get(code.toLowerCase()))
