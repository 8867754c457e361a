import { ErrorPolicy, GraphError } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { assertDecided, columnNames, columns, decision, mayBeLong, rows } from "./expectation.js"

// The decisions without a known second-level code. The first column is an HTTP status, or `noAnswer` if there is no
// response.
const table = rows(`
# status  told              create  poll   refresh       close  in a session              without a session
#                                                               read,         write       read,    write
#                                                               idempotent                idempotent
400       InvalidRequest    fail    stop   fail          fail   fail          fail        fail     fail
401       Unauthorized      fail    stop   fail          fail   fail          fail        fail     fail
403       AccessDenied      fail    stop   fail          fail   fail          fail        fail     fail
404       NotFound          fail    stop   reopened      ended  fail          fail        fail     fail
405       InvalidRequest    fail    stop   fail          fail   fail          fail        fail     fail
406       InvalidRequest    fail    stop   fail          fail   fail          fail        fail     fail
408       ServiceFailure    again   again  again         again  again         unsureBusy  again    unsureBusy
409       Conflict          fail    stop   again         again  fail          fail        fail     fail
412       InvalidRequest    fail    stop   fail          fail   fail          fail        fail     fail
413       TooLarge          fail    stop   fail          fail   fail          fail        fail     fail
415       InvalidRequest    fail    stop   fail          fail   fail          fail        fail     fail
422       InvalidRequest    fail    stop   fail          fail   fail          fail        fail     fail
423       Conflict          fail    stop   again         again  fail          fail        fail     fail
424       InvalidRequest    fail    stop   fail          fail   fail          fail        fail     fail
429       Throttled         again   again  again         again  again         again       again    again
500       ServiceFailure    fail    again  fail          fail   fail          unsure      fail     unsure
501       Unsupported       fail    stop   fail          fail   fail          fail        fail     fail
502       ServiceFailure    again   again  bareReopened  ended  bareReopened  bareUnsure  again    unsureBusy
503       ServiceFailure    again   again  bareReopened  ended  bareReopened  bareUnsure  again    unsureBusy
504       ServiceFailure    again   again  again         again  again         unsureBusy  again    unsureBusy
505       ServiceFailure    fail    again  fail          fail   fail          unsure      fail     unsure
507       ServiceFailure    fail    again  fail          fail   fail          unsure      fail     unsure
noAnswer  TransportFailure  again   again  again         again  again         unsureBusy  again    unsureBusy
`)

// The documented top-level codes, including those of 2020, each with its row in the table above.
const topLevel = rows(`
badRequest           400
invalidRequest       400
unauthorized         401
unauthenticated      401
forbidden            403
accessDenied         403
notFound             404
resourceNotFound     404
methodNotAllowed     405
conflict             409
payloadTooLarge      413
requestSizeExceeded  413
tooManyRequests      429
internalServerError  500
notImplemented       501
badGateway           504   # 502 and 503 would have been special in a session by the status, not by the code
serviceUnavailable   504
gatewayTimeout       504
`)

const rowOf = (name: string) => {
  const [, told, ...words] = table.find(([first]) => first === name)!
  return columnNames.map((column, index) => ({ column, told: told!, word: words[index]! }))
}

const silent = new GraphError.GraphError({ levels: [{ code: undefined, message: undefined }] })

const error = (...codes: ReadonlyArray<string>) => {
  const [top, ...below] = codes.map((code) => ({ code, message: "It did not work." }))
  return new GraphError.GraphError({ levels: [top!, ...below] })
}

/** Errors that do not add anything to the status. */
const unhelpful: ReadonlyArray<GraphError.GraphError> = [
  silent,
  new GraphError.GraphError({ levels: [{ code: undefined, message: "<html>upstream connect error</html>" }] }),
  error("UnknownError"),
  error("SomeDiagnostic", "aCodeOfTomorrow"),
  error("SomeDiagnostic", "429"),
  // A documented code on a level where it does not count: on the top level, and below the second level.
  error("transientFailure"),
  error("SomeDiagnostic", "aCodeOfTomorrow", "invalidSessionReCreatable")
]

const failuresOf = (row: string): ReadonlyArray<ErrorPolicy.Failure> =>
  row === "noAnswer"
    ? [{ _tag: "TransportFailure" }]
    : unhelpful.map((error) => ({ _tag: "ErrorResponse", status: Number(row), error }))

const cells = table.flatMap(([name]) =>
  rowOf(name!).map(({ column, told, word }) => [name!, column, word, told] as const)
)

describe("ErrorPolicy, without a known second-level code", () => {
  it.each(cells)("%s, %s: %s", (name, column, word, told) => {
    assertDecided(columns[column].flatMap((asking) =>
      failuresOf(name).map((failure) => ({
        situation: { ...asking, failure },
        expected: decision(word, asking, told, name === "429" ? "client" : "workbook")
      }))
    ))
  })

  it.each(topLevel)("top-level code %s is handled as %s, for every status", (code, row) => {
    assertDecided(
      rowOf(row!).flatMap(({ column, told, word }) =>
        columns[column].flatMap((asking) =>
          [400, 404, 500, 504].flatMap((status) =>
            [error(code!), error(code!.toUpperCase(), "aCodeOfTomorrow")].map((error) => ({
              situation: { ...asking, failure: { _tag: "ErrorResponse", status, error } },
              expected: decision(word, asking, told)
            }))
          )
        )
      )
    )
  })

  it.each(topLevel)("a bare 502 or 503 in a session is special, also with the top-level code %s", (code) => {
    assertDecided([502, 503].flatMap((status) =>
      columns.sessionful.map((asking) => ({
        situation: { ...asking, failure: { _tag: "ErrorResponse", status, error: error(code!) } },
        expected: decision("bareReopened", asking, "ServiceFailure")
      }))
    ))
  })

  it.each(topLevel)("an operation that failed with the top-level code %s is handled as %s", (code, row) => {
    assertDecided(
      rowOf(row!).filter(({ column }) => mayBeLong(column)).flatMap(({ column, told, word }) =>
        columns[column].map((asking) => ({
          situation: { ...asking, failure: { _tag: "OperationFailed", error: error(code!) } },
          expected: decision(word, asking, told)
        }))
      )
    )
  })

  it.each([silent, error("UnknownError"), error("SomeDiagnostic", "aCodeOfTomorrow")])(
    "an operation that failed without a documented code may have been executed, and is over (%#)",
    (error) => {
      assertDecided(
        ([["createSession", "fail"], ["sessionful", "fail"], ["sessionful write", "unsure"]] as const).flatMap(
          ([column, word]) =>
            columns[column].map((asking) => ({
              situation: { ...asking, failure: { _tag: "OperationFailed", error } },
              expected: decision(word, asking, "OperationFailed")
            }))
        )
      )
      assert.strictEqual(ErrorPolicy.meaningOfOperation(error), undefined)
    }
  )
})
