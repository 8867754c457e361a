import { ErrorCode } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { Option, Schema } from "effect"

// The published tables of the documentation: code, whether clients must handle it (R) or may (O), HTTP status (inferred
// from its name or its place), resend, session, recreate a session by the same request / by a different request.
const documented = `
  | accessConflict | R | 409 | no, until conflict resolved | unaffected | - |
  | badRequestUncategorized | R | 400 | never | unaffected | - |
  | conflictUncategorized | R | 409 | no, until conflict resolved | unaffected | - |
  | forbiddenUncategorized | R | 403 | never | unaffected | - |
  | gatewayTimeoutUncategorized | R | 504 | unspecified | unaffected | - |
  | internalServerErrorUncategorized | R | 500 | never | dead if a session was specified | not stated |
  | invalidSessionAccessConflict | R | 400 | - | dead | no until conflict resolved / maybe |
  | invalidSessionAuthentication | R | 400 | - | dead | no until proper auth / - |
  | invalidSessionNotFound | R | 400/404 | - | dead | no / - |
  | invalidSessionReCreatable | R | 400/404 | - | dead | yes |
  | invalidSessionRestricted | R | 400 | - | dead | no until config changes / maybe |
  | invalidSessionUnexpected | R | 400 | - | dead | no / maybe |
  | invalidSessionUnsupportedWorkbook | R | 400 | - | dead | no until factors removed / maybe |
  | methodNotAllowedUncategorized | R | 405 | never | unaffected | - |
  | notFoundUncategorized | R | 404 | never | unaffected | - |
  | notImplementedUncategorized | R | 501 | never | unaffected | - |
  | payloadTooLargeUncategorized | R | 413 | never | unaffected | - |
  | serviceUnavailableUncategorized | R | 503 | after cooldown | unaffected | - |
  | tooManyRequestsUncategorized | R | 429 | after cooldown | unaffected | - |
  | transientFailure | R | 503 | after cooldown | unaffected | - |
  | unauthorizedUncategorized | R | 401 | never | unaffected | - |
  | unsupportedWorkbook | R | 501 | no, until factors removed | unaffected | - |
  | accessDenied | O | 403 | never | unaffected | - |
  | filteredRangeConflict | O | 409 | never | unaffected | - |
  | generalException | O | 500 | never | unaffected | - |
  | insertDeleteConflict | O | 409 | never | unaffected | - |
  | invalidArgument | O | 400 | never | unaffected | - |
  | invalidReference | O | 400 | never | unaffected | - |
  | itemAlreadyExists | O | 400/409 | never | unaffected | - |
  | itemNotFound | O | 404 | never | unaffected | - |
  | methodNotAllowed | O | 405 | never | unaffected | - |
  | nonBlankCellOffSheet | O | 400 | never | unaffected | - |
  | rangeExceedsLimit | O | 400 | smaller range | unaffected | - |
  | requestAborted | O | 5xx? | never | unaffected | - |
  | unsupportedOperation | O | 400/501 | never | unaffected | - |
`

const resend: Record<string, ErrorCode.Resend> = {
  never: "never",
  unspecified: "unstated",
  "after cooldown": "afterCooldown",
  "no, until conflict resolved": "afterConflict",
  "no, until factors removed": "afterChange",
  "smaller range": "smallerRange",
  "-": "notApplicable"
}

const recreate: Record<string, ErrorCode.Recreate> = {
  yes: "yes",
  no: "no",
  maybe: "maybe",
  "not stated": "unstated",
  "no until conflict resolved": "afterConflict",
  "no until proper auth": "afterAuthentication",
  "no until config changes": "afterChange",
  "no until factors removed": "afterChange",
  "-": "unstated"
}

const rows = documented.trim().split("\n").map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()))

describe("ErrorCode", () => {
  it.each(rows)("%s (%s, %s)", (code, requirement, status, resending, session, recreating) => {
    const known = Schema.decodeUnknownSync(ErrorCode.ErrorCode)(code)
    const policy = ErrorCode.policies[known]
    const [same, different] = recreating!.split(" / ")
    const unaffected = recreating === "-"
    assert.strictEqual(policy.required, requirement === "R")
    assert.strictEqual(policy.resend, resend[resending!])
    assert.strictEqual(policy.session, session!.startsWith("dead") ? "dead" : "unaffected")
    assert.strictEqual(policy.recreateSame, unaffected ? "notApplicable" : recreate[same!])
    assert.strictEqual(policy.recreateDifferent, unaffected ? "notApplicable" : recreate[different ?? "-"])
    assert.includeMembers([...policy.status], (status!.match(/\d{3}/g) ?? []).map(Number))
    assert.match(policy.advice, /^[A-Z].*\.$/)
  })

  it("has all documented codes and no others", () => {
    assert.sameMembers(rows.map(([code]) => code), [...ErrorCode.ErrorCode.literals])
    assert.sameMembers(Object.keys(ErrorCode.policies), [...ErrorCode.ErrorCode.literals])
    assert.lengthOf(rows, 35)
    assert.lengthOf(rows.filter(([, requirement]) => requirement === "R"), 22)
  })

  it("find ignores case, and returns none for other texts", () => {
    for (const code of ErrorCode.ErrorCode.literals) {
      assert.deepStrictEqual(ErrorCode.find(code), Option.some(code))
      assert.deepStrictEqual(ErrorCode.find(code.toUpperCase()), Option.some(code))
    }
    for (const text of ["", "429", "GenericFileOpenError", "toString", "__proto__", "accessConflict "]) {
      assert.deepStrictEqual(ErrorCode.find(text), Option.none())
    }
  })

  it("has the statuses of all top-level codes, including those of 2020", () => {
    for (const [status, code] of [...Object.entries(ErrorCode.topLevel), ...Object.entries(ErrorCode.topLevel2020)]) {
      assert.deepStrictEqual(ErrorCode.statusOf(code), Option.some(Number(status)))
      assert.deepStrictEqual(ErrorCode.statusOf(code.toUpperCase()), Option.some(Number(status)))
    }
    assert.lengthOf(Object.keys(ErrorCode.topLevel), 13)
    assert.deepStrictEqual(ErrorCode.statusOf("UnknownError"), Option.none())
    assert.deepStrictEqual(ErrorCode.statusOf("constructor"), Option.none())
  })
})
