import { ErrorCode, ErrorPolicy, GraphError } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { assertDecided, type Column, columnNames, columns, decision, mayBeLong, rows } from "./expectation.js"

// The decisions for each second-level code, in the order of the documentation. "write" is a write that is not
// idempotent. The second column is the error of the call, unless the word in a cell has another one: see
// expectation.ts.
const table = rows(`
# code                              told            create   poll   refresh   close   in a session            without a session
#                                                                                     read,     write         read,   write
#                                                                                     idempotent              idempotent
accessConflict                      Conflict        fail     stop   again     again   fail      fail          fail    fail
badRequestUncategorized             InvalidRequest  fail     stop   fail      fail    fail      fail          fail    fail
conflictUncategorized               Conflict        fail     stop   again     again   fail      fail          fail    fail
forbiddenUncategorized              AccessDenied    fail     stop   fail      fail    fail      fail          fail    fail
gatewayTimeoutUncategorized         ServiceFailure  again    again  again     again   again     unsureBusy    again   unsureBusy
internalServerErrorUncategorized    ServiceFailure  fail     again  replace   ended   replace   unsureReplace fail    unsure
invalidSessionAccessConflict        Conflict        fail     stop   lost      ended   lost      unsureLost    fail    unsure
invalidSessionAuthentication        Unauthorized    again    stop   reopened  ended   reopened  unsureReopen  fail    unsure
invalidSessionNotFound              NotFound        fail     stop   lost      ended   lost      unsureLost    fail    unsure
invalidSessionReCreatable           ServiceFailure  again    stop   reopened  ended   reopened  unsureReopen  fail    unsure
invalidSessionRestricted            AccessDenied    fail     stop   lost      ended   lost      unsureLost    fail    unsure
invalidSessionUnexpected            InvalidRequest  fail     stop   lost      ended   lost      unsureLost    fail    unsure
invalidSessionUnsupportedWorkbook   Unsupported     fail     stop   lost      ended   lost      unsureLost    fail    unsure
methodNotAllowedUncategorized       InvalidRequest  fail     stop   fail      fail    fail      fail          fail    fail
notFoundUncategorized               NotFound        fail     stop   fail      ended   fail      fail          fail    fail
notImplementedUncategorized         Unsupported     fail     stop   fail      fail    fail      fail          fail    fail
payloadTooLargeUncategorized        TooLarge        fail     stop   fail      fail    fail      fail          fail    fail
serviceUnavailableUncategorized     ServiceFailure  again    again  again     again   again     unsureBusy    again   unsureBusy
tooManyRequestsUncategorized        Throttled       again    again  again     again   again     again         again   again
transientFailure                    ServiceFailure  again    again  again     again   again     unsureBusy    again   unsureBusy
unauthorizedUncategorized           Unauthorized    fail     stop   fail      fail    fail      fail          fail    fail
unsupportedWorkbook                 Unsupported     fail     stop   fail      fail    fail      fail          fail    fail
# the optional ones
accessDenied                        AccessDenied    fail     stop   fail      fail    fail      fail          fail    fail
filteredRangeConflict               ContentConflict fail     stop   fail      fail    fail      fail          fail    fail
generalException                    ServiceFailure  fail     again  fail      fail    fail      unsure        fail    unsure
insertDeleteConflict                ContentConflict fail     stop   fail      fail    fail      fail          fail    fail
invalidArgument                     InvalidRequest  fail     stop   fail      fail    fail      fail          fail    fail
invalidReference                    InvalidRequest  fail     stop   fail      fail    fail      fail          fail    fail
itemAlreadyExists                   AlreadyExists   fail     stop   fail      fail    fail      fail          fail    fail
itemNotFound                        NotFound        fail     stop   fail      ended   fail      fail          fail    fail
methodNotAllowed                    InvalidRequest  fail     stop   fail      fail    fail      fail          fail    fail
nonBlankCellOffSheet                ContentConflict fail     stop   fail      fail    fail      fail          fail    fail
rangeExceedsLimit                   TooLarge        fail     stop   fail      fail    fail      fail          fail    fail
requestAborted                      ServiceFailure  fail     again  fail      fail    fail      unsure        fail    unsure
unsupportedOperation                InvalidRequest  fail     stop   fail      fail    fail      fail          fail    fail
`)

const saying = (code: string) =>
  new GraphError.GraphError({
    levels: [{ code: "SomeDiagnostic", message: "It did not work." }, { code, message: undefined }]
  })

/** A known code decides for every status, and for a failed operation. */
const failures = (column: Column, error: GraphError.GraphError): ReadonlyArray<ErrorPolicy.Failure> => [
  ...[400, 404, 409, 429, 500, 502, 503, 504].map((status) => ({ _tag: "ErrorResponse", status, error }) as const),
  ...(mayBeLong(column) ? [{ _tag: "OperationFailed", error } as const] : [])
]

const cells = table.flatMap(([code, told, ...words]) =>
  columnNames.map((column, index) => [code!, column, words[index]!, told!] as const)
)

describe("ErrorPolicy, by second-level code", () => {
  it.each(cells)("%s, %s: %s", (code, column, word, told) => {
    assertDecided(columns[column].flatMap((asking) =>
      failures(column, saying(code)).map((failure) => ({
        situation: { ...asking, failure },
        expected: decision(word, asking, told)
      }))
    ))
  })

  it.each(table)("%s means %s for every request", (code, told) => {
    for (const status of [400, 404, 500, 503]) assert.strictEqual(ErrorPolicy.meaning(status, saying(code!)), told)
    assert.strictEqual(ErrorPolicy.meaningOfOperation(saying(code!)), told)
  })

  it("has all codes in the documented order", () => {
    assert.deepStrictEqual(table.map(([code]) => code), [...ErrorCode.ErrorCode.literals])
    for (const row of table) assert.lengthOf(row, 2 + columnNames.length)
  })
})
