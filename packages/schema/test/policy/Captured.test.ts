import { ErrorCode, ErrorPolicy, GraphError } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { Option } from "effect"
import { assertDecided, columnNames, columns, decision } from "./expectation.js"

const ids = {
  date: "2026-04-03T09:12:44",
  "request-id": "214ca7ea-aeef-4722-b7bb-a8fb43e13951",
  "client-request-id": "98a1c6bc-7a5e-4d9e-8f7a-1a1a2b3c4d5e"
}

/** A body with the levels nested as in those of the service: the ids and the date are in the first `innerError`. */
const body = (top: object, ...below: ReadonlyArray<object>): string => {
  const inner = below.reduceRight<object | undefined>(
    (innerError, level, index) => ({
      ...level,
      ...(innerError === undefined ? {} : { innerError }),
      ...(index === 0 ? ids : {})
    }),
    undefined
  )
  return JSON.stringify({ error: { ...top, innerError: inner ?? ids } })
}

interface Captured {
  readonly what: string
  /** The advice, if it is not that of the documented code or of the meaning. */
  readonly advice?: RegExp
  readonly statuses: ReadonlyArray<number>
  readonly text: string
  readonly told: ReturnType<typeof ErrorPolicy.meaning>
  /** The decisions for the columns of the tables, see `expectation.ts`. */
  readonly decided: string
  /** The error of a request in a session, if it differs because a diagnostic code only counts there. */
  readonly toldOnClosing?: Captured["told"]
  readonly cooldown?: "client"
}

// The failure is reported, and nothing is sent again.
const refused = "fail  stop   fail     fail   fail     fail        fail   fail"
const conflicting = "fail  stop   again    again  fail     fail        fail   fail"
const missing = "fail  stop   reopened ended  fail     fail        fail   fail"
const passing = "again again  again    again  again    unsureBusy  again  unsureBusy"
const holdOff = "again again  again    again  again    again       again  again"
const failing = "fail  again  fail     fail   fail     unsure      fail   unsure"
const bare = "again again  bareReopened ended bareReopened bareUnsure again unsureBusy"
const goneByHint = "fail  stop   reopened ended  reopened unsureReopen fail fail"

// Error responses that were seen in practice. Where the status is not known, all plausible ones are listed.
const captured: ReadonlyArray<Captured> = [
  {
    what: "500 GenericFileOpenError / internalServerErrorUncategorized",
    statuses: [500],
    text: body(
      { code: "GenericFileOpenError", message: "The workbook cannot be opened." },
      { code: "internalServerErrorUncategorized", message: "An unspecified error has occurred." },
      { code: "GenericFileOpenError", message: "The workbook cannot be opened." }
    ),
    told: "ServiceFailure",
    decided: "fail again replace ended replace unsureReplace fail unsure"
  },
  {
    what: "504 MaxRequestDurationExceeded / gatewayTimeoutUncategorized",
    statuses: [504],
    text: body(
      {
        code: "MaxRequestDurationExceeded",
        message: "We're sorry. We couldn't finish what you asked us to do because it was taking too long."
      },
      {
        code: "gatewayTimeoutUncategorized",
        message: "The service wasn't able to complete the request within the time limit."
      }
    ),
    told: "ServiceFailure",
    decided: passing
  },
  {
    what: "504 UnknownError with an empty message",
    statuses: [504],
    text: body({ code: "UnknownError", message: "" }),
    told: "ServiceFailure",
    decided: passing
  },
  {
    what: "503 UnknownError \"The service is unavailable.\"",
    statuses: [503],
    text: body({ code: "UnknownError", message: "The service is unavailable." }),
    told: "ServiceFailure",
    decided: bare
  },
  {
    what: "503 InternalError \"Sorry, something went wrong.\"",
    statuses: [503],
    text: body({ code: "InternalError", message: "Sorry, something went wrong." }),
    told: "ServiceFailure",
    decided: bare
  },
  {
    what: "429, 409 or 405 EditModeCannotAcquireLockTooManyRequests / tooManyRequestsUncategorized",
    statuses: [429, 409, 405],
    text: body({ code: "EditModeCannotAcquireLockTooManyRequests" }, { code: "tooManyRequestsUncategorized" }),
    told: "Throttled",
    decided: holdOff
  },
  {
    what: "429 EditModeCannotAcquireLockTooManyRequests alone",
    statuses: [429],
    text: body({ code: "EditModeCannotAcquireLockTooManyRequests" }),
    told: "Throttled",
    decided: holdOff
  },
  {
    // Only reads and idempotent requests are sent again. By the status alone nothing would be.
    what: "409 or 405 EditModeCannotAcquireLockTooManyRequests alone",
    statuses: [409, 405],
    text: body({ code: "EditModeCannotAcquireLockTooManyRequests" }),
    told: "Throttled",
    decided: "again again again again again unsureBusy again unsureBusy"
  },
  {
    what: "429 EditModeCannotAcquireLockUnknownReason: about a workbook, not about the application",
    statuses: [429],
    text: body({ code: "EditModeCannotAcquireLockUnknownReason" }),
    told: "Throttled",
    decided: holdOff
  },
  {
    what: "a session that is gone, with a diagnostic code",
    statuses: [400, 404],
    text: body({ code: "FileOpenUserUnauthorized" }, { code: "invalidSessionReCreatable" }),
    told: "ServiceFailure",
    decided: "again stop reopened ended reopened unsureReopen fail unsure"
  },
  {
    what: "409 EditModeCannotAcquireLock \"… is editing this workbook.\" / accessConflict",
    statuses: [409],
    text: body(
      { code: "EditModeCannotAcquireLock", message: "Ada Lovelace is editing this workbook." },
      { code: "accessConflict", message: "The request failed due to conflicts with other clients..." }
    ),
    told: "Conflict",
    decided: conflicting
  },
  {
    what: "409 accessConflict on top",
    statuses: [409],
    text: body({ code: "accessConflict", message: "The request failed due to conflicts with other clients..." }),
    told: "Conflict",
    decided: conflicting
  },
  ...["SiteReadOnly", "Database Is Read Only"].flatMap((reason) =>
    ([
      ["EditModeCannotAcquireLock", [403, 409, 500]],
      ["EditModeCannotAcquireLockUnknownReason", [403, 409, 500]],
      ["EditModeCannotAcquireLockTooManyRequests", [405, 409, 429]]
    ] as const).map(([code, statuses]): Captured => ({
      what: `${code} with "${reason}" in the text`,
      statuses,
      text: body({ code, message: `The lock could not be acquired: ${reason}.` }),
      advice: /read only/,
      told: "AccessDenied",
      decided: refused
    }))
  ),
  {
    what: "403 EditModeAccessDenied / forbiddenUncategorized",
    statuses: [403],
    text: body(
      { code: "EditModeAccessDenied", message: "Contact the workbook owner to request edit access." },
      { code: "forbiddenUncategorized" }
    ),
    advice: /may not edit the file/,
    told: "NotOpenable",
    decided: refused
  },
  {
    what: "403 AccessDenied \"Could not obtain a WAC access token.\"",
    statuses: [403],
    text: body({ code: "AccessDenied", message: "Could not obtain a WAC access token." }),
    advice: /\.xlsx.*ids of drive and item.*delegated/,
    told: "NotOpenable",
    decided: refused
  },
  {
    what: "403 OpenWorkbookAccessDenied / forbiddenUncategorized: encrypted by a sensitivity label",
    statuses: [403],
    text: body(
      { code: "OpenWorkbookAccessDenied", message: "You do not have permissions to open this file." },
      { code: "forbiddenUncategorized", message: "The request is not allowed." },
      { code: "OpenWorkbookAccessDenied", message: "You do not have permissions to open this file." }
    ),
    advice: /sensitivity label/,
    told: "NotOpenable",
    decided: refused
  },
  {
    what: "409 InsertDeleteConflict without a second level, its message in Dutch",
    statuses: [409],
    text: body({ code: "InsertDeleteConflict", message: "De bewerking is niet toegestaan." }),
    told: "ContentConflict",
    decided: refused
  },
  {
    what: "409 InsertDeleteConflict / insertDeleteConflict",
    statuses: [409],
    text: body({ code: "InsertDeleteConflict" }, { code: "insertDeleteConflict" }),
    told: "ContentConflict",
    decided: refused
  },
  {
    what: "a request that is too large, in the second level",
    statuses: [400, 413],
    text: body({ code: "RequestPayloadSizeLimitExceeded" }, { code: "requestPayloadSizeLimitExceeded" }),
    told: "TooLarge",
    decided: refused
  },
  {
    // A write whose response is too large may have been executed.
    what: "an answer that is too large, in the second level",
    statuses: [400, 413],
    text: body({ code: "ResponsePayloadSizeLimitExceeded" }, { code: "responsePayloadSizeLimitExceeded" }),
    told: "TooLarge",
    decided: "fail stop fail fail fail unsure fail unsure"
  },
  {
    what: "an answer that is too large, below a documented code",
    statuses: [400],
    text: body({ code: "ResponsePayloadSizeLimitExceeded" }, { code: "rangeExceedsLimit" }),
    told: "TooLarge",
    decided: "fail stop fail fail fail unsure fail unsure"
  },
  {
    what: "401 or 403 FileOpenUserUnauthorized / unauthorizedUncategorized",
    statuses: [401, 403],
    text: body(
      {
        code: "FileOpenUserUnauthorized",
        message: "You do not have permissions to open this file in the browser."
      },
      {
        code: "unauthorizedUncategorized",
        message: "Required authentication information for the resource is either missing or invalid."
      }
    ),
    advice: /A fresh token does not help/,
    told: "NotOpenable",
    decided: refused
  },
  {
    what: "404 DeploymentInvalidEditSession \"Workbook Not Found\"",
    statuses: [404],
    text: body({ code: "DeploymentInvalidEditSession", message: "Workbook Not Found" }),
    told: "NotFound",
    toldOnClosing: "ServiceFailure",
    decided: goneByHint
  },
  {
    what: "404 InvalidOrTimedOutSession",
    statuses: [404],
    text: body({ code: "InvalidOrTimedOutSession" }),
    told: "NotFound",
    toldOnClosing: "ServiceFailure",
    decided: goneByHint
  },
  {
    what: "400 InvalidOrTimedOutSession",
    statuses: [400],
    text: body({ code: "InvalidOrTimedOutSession" }),
    told: "InvalidRequest",
    toldOnClosing: "ServiceFailure",
    decided: goneByHint
  },
  {
    what: "404 InvalidEditSession below an unknown code",
    statuses: [404],
    text: body({ code: "SomeDiagnostic" }, { code: "aCodeOfTomorrow" }, { code: "InvalidEditSession" }),
    told: "NotFound",
    toldOnClosing: "ServiceFailure",
    decided: goneByHint
  },
  {
    what: "404 FileOpenNotFound",
    statuses: [404],
    text: body({ code: "FileOpenNotFound", message: "Workbook Not Found" }),
    told: "NotFound",
    decided: missing
  },
  {
    what: "404 or 400 ItemNotFound / invalidSessionReCreatable",
    statuses: [404, 400],
    text: body({ code: "ItemNotFound" }, { code: "invalidSessionReCreatable" }),
    told: "ServiceFailure",
    decided: "again stop reopened ended reopened unsureReopen fail unsure"
  },
  ...["app", "flow"].map((category): Captured => ({
    what: `429 TooManyRequests under category:throttle.aad.ags.excel.${category}`,
    statuses: [429],
    text: body({
      code: "TooManyRequests",
      message: `Too many requests from Identifier:x under category:throttle.aad.ags.excel.${category}.`
    }),
    told: "Throttled",
    decided: holdOff,
    cooldown: "client"
  })),
  {
    what: "429 of the application's quota, with a code of the workbook",
    statuses: [429],
    text: body(
      {
        code: "TooManyRequests",
        message: "Too many requests from Identifier:x under category:throttle.aad.ags.excel.app."
      },
      { code: "tooManyRequestsUncategorized" }
    ),
    told: "Throttled",
    decided: holdOff,
    cooldown: "client"
  },
  {
    what: "Graph's own 429 with innerError.code \"429\"",
    statuses: [429],
    text: body({ code: "TooManyRequests", message: "Please retry again later." }, { code: "429", status: "429" }),
    told: "Throttled",
    decided: holdOff,
    cooldown: "client"
  },
  {
    what: "500 generalException \"General exception while processing\" on top",
    statuses: [500],
    text: body({ code: "generalException", message: "General exception while processing" }),
    told: "ServiceFailure",
    decided: failing
  },
  {
    what: "500 \"Property 'openWith' on type 'oneDrive.item'...\"",
    statuses: [500],
    text: body({ code: "generalException", message: "Property 'openWith' on type 'oneDrive.item'..." }),
    told: "ServiceFailure",
    decided: failing
  },
  {
    what: "500 GeneralException of 2018",
    statuses: [500],
    text: body({ code: "GeneralException", message: "There was an internal error while processing the request." }),
    told: "ServiceFailure",
    decided: failing
  },
  {
    what: "400 \"ObjectHandle is Invalid\" / invalidResourceId",
    statuses: [400],
    text: body({ code: "invalidRequest", message: "ObjectHandle is Invalid" }, { code: "invalidResourceId" }),
    told: "InvalidRequest",
    decided: refused
  },
  {
    what: "404 \"The API you are trying to use could not be found.\"",
    statuses: [404],
    text: body({
      code: "ApiNotFound",
      message: "The API you are trying to use could not be found. It may be available in a newer version of Excel."
    }),
    advice: /another way/,
    told: "NotFound",
    decided: missing
  },
  {
    what: "423 notAllowed / resourceLocked",
    statuses: [423],
    text: body(
      { code: "notAllowed", message: "The resource you are attempting to access is locked" },
      { code: "resourceLocked" }
    ),
    told: "Conflict",
    decided: conflicting
  },
  {
    what: "400 ItemAlreadyExists",
    statuses: [400],
    text: body({
      code: "ItemAlreadyExists",
      message: "A resource with the same name or identifier already exists."
    }),
    told: "AlreadyExists",
    decided: refused
  },
  {
    what: "500 with diagnostic codes that mean something below 500 only",
    statuses: [500],
    text: body({ code: "ItemAlreadyExists" }, { code: "EditModeCannotAcquireLockTooManyRequests" }),
    told: "ServiceFailure",
    decided: failing
  },
  {
    what: "an invented body: 400 invalidSession",
    statuses: [400],
    text: "{\"code\":\"invalidSession\",\"message\":\"The workbook already has an active session.\"}",
    told: "InvalidRequest",
    decided: refused
  },
  {
    what: "401 InvalidAuthenticationToken, of Graph itself",
    statuses: [401],
    text: body({ code: "InvalidAuthenticationToken", message: "Access token has expired or is not yet valid." }),
    told: "Unauthorized",
    decided: refused
  },
  {
    what: "502 of a proxy, in HTML",
    statuses: [502],
    text: "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>",
    told: "ServiceFailure",
    decided: bare
  },
  {
    what: "504 of a proxy, in plain text",
    statuses: [504],
    text: "upstream request timeout",
    told: "ServiceFailure",
    decided: passing
  }
]

describe("ErrorPolicy, captured bodies", () => {
  it.each(captured)("$what", ({ advice, cooldown, decided, statuses, text, told, toldOnClosing = told }) => {
    const error = Option.getOrThrow(GraphError.fromText(text))
    const words = decided.split(/\s+/)
    assert.lengthOf(words, columnNames.length)
    for (const status of statuses) assert.strictEqual(ErrorPolicy.meaning(status, error), told)
    const code = GraphError.secondLevel(error)
    const policy = Option.isSome(code) ? ErrorCode.policies[code.value] : undefined
    const usual = policy?.means === told ? policy.advice : ErrorCode.meanings[told]
    if (advice === undefined) assert.strictEqual(ErrorPolicy.advice(told, error), usual)
    else assert.match(ErrorPolicy.advice(told, error), advice)
    assertDecided(columnNames.flatMap((column, index) =>
      columns[column].flatMap((asking) =>
        statuses.map((status) => ({
          situation: { ...asking, failure: { _tag: "ErrorResponse", status, error } },
          expected: decision(words[index]!, asking, column === "closeSession" ? toldOnClosing : told, cooldown)
        }))
      )
    ))
  })
})
