/**
 * The reason why a request was refused, and its error body.
 *
 * Errors of Excel carry a documented code in the first `innerError`; errors of the layers above it (sign-in, drive,
 * routing) do not. Real error bodies put the deepest diagnostic code on top, documented ones a code that depends on the
 * status. Both styles are supported.
 *
 * @since 0.1.0
 */
import * as ErrorCode from "@effect-workbook/schema/ErrorCode"
import type * as GraphError from "@effect-workbook/schema/GraphError"
import * as Data from "effect/Data"
import * as DateTime from "effect/DateTime"
import * as Option from "effect/Option"

/** The messages of the service for its codes, as far as they are known. */
const messages: Readonly<Partial<Record<ErrorCode.ErrorCode, string>>> = {
  accessDenied: "You cannot perform the requested operation.",
  gatewayTimeoutUncategorized: "The service wasn't able to complete the request within the time limit.",
  generalException: "There was an internal error while processing the request.",
  insertDeleteConflict: "The insert or delete operation attempted resulted in a conflict.",
  internalServerErrorUncategorized: "An unspecified error has occurred.",
  invalidArgument: "The argument is invalid or missing or has an incorrect format.",
  invalidReference: "This reference is not valid for the current operation.",
  itemAlreadyExists: "A resource with the same name or identifier already exists.",
  itemNotFound: "The requested resource doesn't exist.",
  unauthorizedUncategorized: "Required authentication information for the resource is either missing or invalid."
}

/** The message for a code: the service's own one, or else the documented advice. */
const messageOf = (code: string): string =>
  Option.match(ErrorCode.find(code), {
    onNone: () => "",
    onSome: (known) => messages[known] ?? ErrorCode.policies[known].advice
  })

const topLevel: Readonly<Record<number, string>> = ErrorCode.topLevel

/** A refused request. `code` is undefined if a layer above Excel refused it. */
export class Failure extends Data.TaggedError("Failure")<{
  readonly status: number
  readonly code: string | undefined
  /** The deepest code, set by the layer that refused: it is "for diagnostics only". */
  readonly diagnostic: string
  readonly message: string
  readonly headers?: Readonly<Record<string, string>>
}> {}

const pascal = (code: string): string => code.charAt(0).toUpperCase() + code.slice(1)

/** Excel refused the request. `message` describes this particular request. */
export const excel = (code: ErrorCode.ErrorCode, message?: string, diagnostic: string = pascal(code)): Failure =>
  new Failure({
    status: ErrorCode.policies[code].status[0] ?? 500,
    code,
    diagnostic,
    message: message ?? messageOf(code)
  })

/** A layer above Excel refused the request. */
export const gateway = (status: number, diagnostic: string, message: string): Failure =>
  new Failure({ status, code: undefined, diagnostic, message })

/** The request has no bearer token although one is required. */
export const noToken: Failure = gateway(
  401,
  "InvalidAuthenticationToken",
  "Access token is empty. Expected a header 'Authorization: Bearer {token}'."
)

/** A part of the request in a message: in quotes, on one line, shortened because it may have any length. */
export const quoted = (text: string, maxLength = 60): string => {
  const line = text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, " ")
  return `'${line.length > maxLength ? `${line.slice(0, maxLength)}…` : line}'`
}

/** A list of what was expected, in a message. */
export const listed = (items: ReadonlyArray<string>): string =>
  items.length < 2 ? items.join() : `${items.slice(0, -1).join(", ")} or ${items.at(-1)}`

export const invalidArgument = (message: string): Failure => excel("invalidArgument", message)

export const notFound = (what: string): Failure => excel("itemNotFound", `${what} doesn't exist.`)

/** The session is closed, expired or unknown. A second close gets the same response. */
export const sessionLost: Failure = excel(
  "invalidSessionReCreatable",
  "Your session has timed out because of inactivity, was closed or doesn't exist. Create a new session and continue.",
  "InvalidOrTimedOutSession"
)

/** Graph does not define such a path. */
export const unknownSegment = (segment: string): Failure =>
  gateway(400, "BadRequest", `Resource not found for the segment ${quoted(segment)}.`)

/** The service does not have this, although the API reference does. `expected` is a request that it has. */
export const apiNotFound = (expected: string): Failure =>
  custom({
    status: 400,
    code: "apiNotFound",
    diagnostic: "ApiNotFound",
    message: "The API you are trying to use could not be found. It may be available in a newer version of Excel. " +
      `Expected ${expected}.`
  })

/** Graph defines this, but the emulator does not implement it. */
export const notServed = (what: string): Failure =>
  excel(
    "notImplementedUncategorized",
    `The emulator does not serve ${what}.`,
    "NotImplemented"
  )

/** The drive exists but cannot be read. */
export const driveUnreadable: Failure = gateway(500, "generalException", "The drive cannot be read.")

/** The drive has nothing at this place, which is described in a few words. */
export const itemNotFound = (place: string): Failure =>
  gateway(404, "itemNotFound", `The resource could not be found. There is no ${place}.`)

export const methodNotAllowed = (method: string, allowed: ReadonlyArray<string>): Failure =>
  new Failure({
    status: 405,
    code: "methodNotAllowed",
    diagnostic: "MethodNotAllowed",
    message: `The resource does not allow ${quoted(method)}: expected ${listed(allowed)}.`,
    headers: { allow: allowed.join(", ") }
  })

/** An error with arbitrary codes. Without a second-level code it looks like one from a layer above Excel. */
export const custom = (options: {
  readonly status: number
  readonly code?: string | undefined
  readonly diagnostic?: string | undefined
  readonly message?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
}): Failure => {
  const { code, diagnostic, message, ...rest } = options
  return new Failure({
    ...rest,
    code,
    diagnostic: diagnostic ?? (code === undefined ? "UnknownError" : pascal(code)),
    message: message ?? (code === undefined ? "" : messageOf(code))
  })
}

/** Whether the documentation says that this failure ends the session of the request. */
export const endsSession = ({ code }: { readonly code?: string | undefined }): boolean =>
  code !== undefined &&
  Option.exists(ErrorCode.find(code), (known) => ErrorCode.policies[known].session === "dead")

/** The parts of an error body besides its codes. */
export interface Stamp {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly requestId: string
  readonly clientRequestId: string
}

export type Style = "real" | "documented"

/** The JSON of an error, used in bodies and in the `error` of a failed operation. */
export const toError = (failure: Failure, status: number, style: Style, stamp: Stamp): GraphError.Json => {
  const deepest = { code: failure.diagnostic, message: failure.message }
  const trace = {
    // Graph omits the fraction and the time zone
    date: DateTime.formatIso(DateTime.unsafeMake(stamp.now)).slice(0, 19),
    "request-id": stamp.requestId,
    "client-request-id": stamp.clientRequestId
  }
  if (failure.code === undefined) return { ...deepest, innerError: trace }
  const second = {
    code: failure.code,
    message: messageOf(failure.code),
    innerError: deepest,
    ...trace
  }
  return style === "real"
    ? { ...deepest, innerError: second }
    : {
      code: topLevel[status] ?? "internalServerError",
      message: Array.from(new Set([second.message, failure.message])).filter((part) => part !== "").join(" "),
      innerError: second
    }
}
