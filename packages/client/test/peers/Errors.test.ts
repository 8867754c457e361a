/** Bugs of peers about errors: they hide the error code that Graph documents, or the failure itself. */
import { type WorkbookError, WorkbookSession } from "@effect-workbook/client"
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect } from "effect"
import { failure, type Reply } from "../support/Script.js"
import { append, cell, first, inSession, service, workbook } from "../support/Session.js"
import { names, numberedSession, run, withRetryAfter } from "./support.js"

/** The error of a read that gets this reply. */
const errorOfRead = (reply: Reply) => {
  const { layer } = service({ read: () => reply })
  return Effect.provide(
    run(Effect.flip(Effect.provide(cell, WorkbookSession.layerSessionless({ workbook })))),
    layer
  )
}

type Tag = WorkbookError.WorkbookError["_tag"]

describe("Second-level codes", () => {
  const codes: ReadonlyArray<readonly [status: number, top: string, code: string, tag: Tag]> = [
    [409, "EditModeCannotAcquireLock", "accessConflict", "Conflict"],
    [400, "RangeExceedsLimit", "rangeExceedsLimit", "TooLarge"],
    [429, "x", "tooManyRequestsUncategorized", "Throttled"],
    [403, "x", "accessDenied", "AccessDenied"],
    [404, "ItemNotFound", "itemNotFound", "NotFound"],
    [409, "ItemAlreadyExists", "itemAlreadyExists", "AlreadyExists"],
    [501, "x", "unsupportedWorkbook", "Unsupported"],
    [504, "MaxRequestDurationExceeded", "gatewayTimeoutUncategorized", "ServiceFailure"]
  ]
  for (const [status, top, code, tag] of codes) {
    it.effect(`MSGC, Kiota, PnPjs, python-o365, FSAI: ${code} is a field of its own error class`, () =>
      Effect.gen(function*() {
        const error = yield* errorOfRead(failure(status, top, code))
        assert.strictEqual(error._tag, tag)
        assert.isTrue("code" in error && error.code === code, error.message)
        assert.isTrue("advice" in error && typeof error.advice === "string", error.message)
      }))
  }

  it.effect("FSAI: the code distinguishes two errors with one status", () =>
    Effect.gen(function*() {
      const tooLarge = yield* errorOfRead(failure(400, "x", "rangeExceedsLimit"))
      const invalid = yield* errorOfRead(failure(400, "x", "invalidArgument"))
      assert.deepStrictEqual([tooLarge._tag, invalid._tag], ["TooLarge", "InvalidRequest"])
    }))

  it.effect("plumber: the case of a code does not matter", () =>
    Effect.gen(function*() {
      const body = { error: { code: "x", message: "m", innererror: { code: "ACCESSCONFLICT" } } }
      const error = yield* errorOfRead({ status: 409, body })
      assert.isTrue("code" in error && error.code === "accessConflict", error.message)
    }))

  it.effect("MSGC, PnPjs: the details of the service are fields of the error, not parts of a text", () =>
    Effect.gen(function*() {
      const reply = withRetryAfter(failure(409, "EditModeCannotAcquireLock", "accessConflict"), "7")
      const error = yield* errorOfRead({ ...reply, headers: { ...reply.headers, "request-id": "r-1" } })
      assert.strictEqual(error._tag, "Conflict")
      if (error._tag !== "Conflict") return
      assert.strictEqual(error.status, 409)
      assert.strictEqual(error.requestId, "r-1")
      assert.strictEqual(error.endpoint, "workbookRange.get")
      assert.deepStrictEqual(error.retryAfter, Duration.seconds(7))
      assert.deepStrictEqual(error.error.levels, [
        { code: "EditModeCannotAcquireLock", message: "message of EditModeCannotAcquireLock" },
        { code: "accessConflict", message: "message of accessConflict" }
      ])
    }))
})

describe("Hidden failures", () => {
  it.effect("dust, python-o365: a failure of the session is an error of the call, with the reason", () => {
    const { layer, log } = service({ createSession: first(failure(501, "x", "unsupportedWorkbook")) })
    return Effect.gen(function*() {
      const error = yield* Effect.flip(inSession(cell))
      assert.isTrue("code" in error && error.code === "unsupportedWorkbook")
      assert.deepStrictEqual(names(log), ["createSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("MSGC, Kiota: an unexpected successful answer is an error with an explanation", () =>
    Effect.gen(function*() {
      const replies: ReadonlyArray<Reply> = [
        { status: 200, text: "<html>", headers: { "content-type": "text/html" } },
        { status: 200, body: { values: "none" } },
        { status: 200, body: { values: [[{}]] } },
        { status: 200 }
      ]
      for (const reply of replies) {
        const error = yield* errorOfRead(reply)
        assert.strictEqual(error._tag, "UnexpectedAnswer", JSON.stringify(reply))
      }
    }))

  it.effect("all peers: the error of a write that may have been executed has the request, so that the caller can check", () => {
    const { layer } = service({
      createSession: numberedSession,
      append: first(failure(504, "MaxRequestDurationExceeded", "gatewayTimeoutUncategorized"))
    })
    return Effect.gen(function*() {
      const error = yield* run(inSession(Effect.flip(append)))
      assert.strictEqual(error._tag, "OutcomeUnknown")
      if (error._tag !== "OutcomeUnknown") return
      assert.strictEqual(error.path, "tables('T')/rows")
      assert.deepStrictEqual(error.body, { index: null, values: [["a", 1]] })
      assert.strictEqual(error.code, "gatewayTimeoutUncategorized")
    }).pipe(Effect.provide(layer))
  })
})
