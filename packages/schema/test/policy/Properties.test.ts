import { ErrorCode, ErrorPolicy, GraphError } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { FastCheck as fc, Option } from "effect"
import { type Asking, columns } from "./expectation.js"

interface Level {
  readonly code?: string
  readonly message?: string
}

const flip = (text: string, mask: number): string =>
  [...text].map((letter, index) => (mask >> (index % 30)) & 1 ? letter.toUpperCase() : letter.toLowerCase()).join("")

/** The body of a response. `inner` is the name of the nested error, `extra` are further fields on each level. */
const body = (
  levels: ReadonlyArray<Level>,
  { extra = {}, inner = "innerError" }: { readonly extra?: object; readonly inner?: string } = {}
): string =>
  JSON.stringify({
    error: levels.reduceRight<object | undefined>(
      (below, level) => ({ ...extra, ...level, ...(below === undefined ? {} : { [inner]: below }) }),
      undefined
    )
  })

const asking: fc.Arbitrary<Asking> = fc.constantFrom(...Object.values(columns).flat())
const status = fc.constantFrom(400, 401, 403, 404, 405, 408, 409, 413, 423, 429, 500, 501, 502, 503, 504, 507)

const documented = fc.constantFrom(...ErrorCode.ErrorCode.literals)
const topLevel = fc.constantFrom(...Object.values(ErrorCode.topLevel), ...Object.values(ErrorCode.topLevel2020))
const diagnostic = fc.constantFrom(
  "EditModeAccessDenied",
  "EditModeCannotAcquireLock",
  "EditModeCannotAcquireLockTooManyRequests",
  "FileOpenUserUnauthorized",
  "OpenWorkbookAccessDenied",
  "RequestPayloadSizeLimitExceeded",
  "ResponsePayloadSizeLimitExceeded",
  "GenericFileOpenError",
  "InvalidOrTimedOutSession",
  "InvalidEditSession",
  "DeploymentInvalidEditSession"
)
/** Documented second-level codes that count on any level, if the code of the second level is not documented. */
const onAnyLevel: ReadonlySet<string> = new Set([
  "itemAlreadyExists",
  "insertDeleteConflict",
  "filteredRangeConflict",
  "nonBlankCellOffSheet",
  "rangeExceedsLimit"
])

/** A code that has no effect. */
const meaningless = fc.string().map((text) => `${text} x`)

const code = fc.oneof(documented, topLevel, diagnostic, meaningless)
const message = fc.constantFrom(
  "",
  "It did not work.",
  "Could not obtain a WAC access token.",
  "Database is read only",
  "under category:throttle.aad.ags.excel.app"
)
const level: fc.Arbitrary<Level> = fc.record({ code, message }, { requiredKeys: [] })
const levels = fc.array(level, { minLength: 1, maxLength: 4 }).filter(([top]) =>
  top?.code !== undefined || top?.message !== undefined
)

const silent = new GraphError.GraphError({ levels: [{ code: undefined, message: undefined }] })

const errorOf = (text: string): GraphError.GraphError => Option.getOrElse(GraphError.fromText(text), () => silent)

const decide = (asking: Asking, status: number, text: string): ErrorPolicy.Decision =>
  ErrorPolicy.decide({ ...asking, failure: { _tag: "ErrorResponse", status, error: errorOf(text) } })

const failure: fc.Arbitrary<ErrorPolicy.Failure> = fc.oneof(
  fc.tuple(status, levels).map(([status, levels]) =>
    ({ _tag: "ErrorResponse", status, error: errorOf(body(levels)) }) as const
  ),
  levels.map((levels) => ({ _tag: "OperationFailed", error: errorOf(body(levels)) }) as const),
  fc.constant({ _tag: "TransportFailure" } as const)
)

describe("ErrorPolicy, for every response", () => {
  it.prop(
    "the case of codes and messages does not matter",
    [asking, status, levels, fc.nat(), fc.nat()],
    ([asking, status, levels, mask, other]) => {
      const written = levels.map(({ code, message }) => ({
        ...(code === undefined ? {} : { code: flip(code, mask) }),
        ...(message === undefined ? {} : { message: flip(message, other) })
      }))
      assert.deepStrictEqual(decide(asking, status, body(written)), decide(asking, status, body(levels)))
    }
  )

  it.prop("the spelling innererror does not matter", [asking, status, levels], ([asking, status, levels]) => {
    assert.deepStrictEqual(
      decide(asking, status, body(levels, { inner: "innererror" })),
      decide(asking, status, body(levels))
    )
  })

  it.prop(
    "undocumented fields do not matter",
    [asking, status, levels, fc.dictionary(fc.string().map((name) => `x-${name}`), fc.jsonValue())],
    ([asking, status, levels, extra]) => {
      assert.deepStrictEqual(decide(asking, status, body(levels, { extra })), decide(asking, status, body(levels)))
    }
  )

  it.prop(
    "deeper levels do not matter, except for known diagnostic codes",
    [asking, status, code, code, fc.array(fc.oneof(documented, topLevel, meaningless), { maxLength: 3 })],
    ([asking, status, top, second, deeper]) => {
      const codes = [top, second, ...deeper.filter((code) => !onAnyLevel.has(code))]
      assert.deepStrictEqual(
        decide(asking, status, body(codes.map((code) => ({ code })))),
        decide(asking, status, body([{ code: top }, { code: second }]))
      )
    }
  )

  it.prop(
    "an unknown second-level code is ignored",
    [asking, status, code, meaningless],
    ([asking, status, top, second]) => {
      assert.deepStrictEqual(
        decide(asking, status, body([{ code: top }, { code: second }])),
        decide(asking, status, body([{ code: top }]))
      )
    }
  )

  it.prop(
    "a known second-level code counts more than the top-level code and the status",
    [asking, status, status, fc.oneof(topLevel, meaningless), fc.oneof(topLevel, meaningless), documented],
    ([asking, status, otherStatus, top, otherTop, second]) => {
      assert.deepStrictEqual(
        decide(asking, status, body([{ code: top }, { code: second }])),
        decide(asking, otherStatus, body([{ code: otherTop }, { code: second }]))
      )
    }
  )

  it.prop(
    "without an error in the body the status decides",
    [asking, status, fc.constantFrom("", " ", "{}", "[]", "null", "<html>oops</html>", "{\"error\":{}}", "{\"error")],
    ([asking, status, text]) => {
      assert.deepStrictEqual(
        decide(asking, status, text),
        ErrorPolicy.decide({ ...asking, failure: { _tag: "ErrorResponse", status, error: silent } })
      )
    }
  )

  it.prop(
    "the error of a call is the meaning of the response, or OutcomeUnknown",
    [fc.constantFrom(...columns.createSession, ...columns.poll, ...columns.sessionless), status, levels],
    ([asking, status, levels]) => {
      const told = decide(asking, status, body(levels)).error
      assert.include([ErrorPolicy.meaning(status, errorOf(body(levels))), "OutcomeUnknown"], told)
    }
  )
})

describe("ErrorPolicy, for every failure", () => {
  it.prop(
    "the outcome of a write is unknown where it may be executed and must not be executed twice",
    [fc.constantFrom(...columns.sessionful, ...columns.sessionless), failure],
    ([asking, failure]) => {
      const { mayBeExecuted } = ErrorPolicy.decide({ ...asking, failure })
      const { error } = ErrorPolicy.decide({ ...asking, effect: "nonIdempotent", failure })
      assert.strictEqual(error === "OutcomeUnknown", mayBeExecuted)
    }
  )

  it.prop("a write is sent twice only if it was refused or is undone", [asking, failure], ([asking, failure]) => {
    const { error, resend } = ErrorPolicy.decide({ ...asking, failure })
    const isWrite = asking.effect === "nonIdempotent" &&
      (asking.request === "sessionful" || asking.request === "sessionless")
    if (!isWrite || !resend) return
    if (error === "Throttled") return
    // The session is gone: either its changes are gone too, or it was gone before the request.
    assert.isTrue(asking.request === "sessionful")
    assert.isTrue(asking.mode === "nonPersistent" ? asking.restorable : asking.idledOut)
  })

  it.prop("optional properties are false by default", [asking, failure], ([{ effect, mode, request }, failure]) => {
    const situation = { effect, mode, request, failure }
    assert.deepStrictEqual(
      ErrorPolicy.decide(situation),
      ErrorPolicy.decide({ ...situation, restorable: false, idledOut: false })
    )
  })

  it.prop("a non-persistent session is recreated only if restored", [asking, failure], ([asking, failure]) => {
    const { recreate } = ErrorPolicy.decide({ ...asking, failure })
    if (asking.mode === "nonPersistent" && asking.restorable === false) assert.isFalse(recreate)
  })

  it.prop("only a session that has ended is recreated", [asking, failure], ([asking, failure]) => {
    const { recreate, session } = ErrorPolicy.decide({ ...asking, failure })
    if (recreate) assert.notStrictEqual(session, "kept")
    if (!["sessionful", "refreshSession", "closeSession"].includes(asking.request)) assert.strictEqual(session, "kept")
  })

  it.prop("a request is not sent again in a session that has ended", [asking, failure], ([asking, failure]) => {
    const { recreate, resend, session } = ErrorPolicy.decide({ ...asking, failure })
    if (session !== "kept" && resend) assert.isTrue(recreate)
  })

  it.prop(
    "a request waits before it is sent again, except in a new session",
    [asking, failure],
    ([asking, failure]) => {
      const { pause, resend, session } = ErrorPolicy.decide({ ...asking, failure })
      if (resend && session === "kept" && asking.request !== "createSession") assert.isTrue(pause)
    }
  )

  it.prop("only a 429 makes the whole client wait", [asking, failure], ([asking, failure]) => {
    const { cooldown } = ErrorPolicy.decide({ ...asking, failure })
    const ofApplication = failure._tag === "ErrorResponse" && ErrorPolicy.isOfApplication(failure.status, failure.error)
    assert.strictEqual(cooldown, ofApplication ? "client" : "workbook")
    if (ofApplication) assert.strictEqual(failure.status, 429)
  })
})
