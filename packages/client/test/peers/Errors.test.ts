/** What peers keep from their users: the code that Graph's own guidance goes by, and that something failed at all. */
import { type WorkbookError, WorkbookSession } from "@effect-workbook/client"
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect } from "effect"
import { failure, type Reply } from "../support/Script.js"
import { append, cell, first, inSession, service, workbook } from "../support/Session.js"
import { names, numbered, run, withRetryAfter } from "./support.js"

/** What one read fails with. */
const failing = (reply: Reply) => {
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
    it.effect(`MSGC, Kiota, PnPjs, python-o365, FSAI: ${code} is a field of a class of its own`, () =>
      Effect.gen(function*() {
        const error = yield* failing(failure(status, top, code))
        assert.strictEqual(error._tag, tag)
        assert.isTrue("code" in error && error.code === code, error.message)
        assert.isTrue("advice" in error && typeof error.advice === "string", error.message)
      }))
  }

  it.effect("FSAI: two errors of one status are told apart by their codes", () =>
    Effect.gen(function*() {
      const tooLarge = yield* failing(failure(400, "x", "rangeExceedsLimit"))
      const invalid = yield* failing(failure(400, "x", "invalidArgument"))
      assert.deepStrictEqual([tooLarge._tag, invalid._tag], ["TooLarge", "InvalidRequest"])
    }))

  it.effect("plumber: a code is known however it is spelled", () =>
    Effect.gen(function*() {
      const body = { error: { code: "x", message: "m", innererror: { code: "ACCESSCONFLICT" } } }
      const error = yield* failing({ status: 409, body })
      assert.isTrue("code" in error && error.code === "accessConflict", error.message)
    }))

  it.effect("MSGC, PnPjs: all that the service said is there as data, not as text to be taken apart", () =>
    Effect.gen(function*() {
      const reply = withRetryAfter(failure(409, "EditModeCannotAcquireLock", "accessConflict"), "7")
      const error = yield* failing({ ...reply, headers: { ...reply.headers, "request-id": "r-1" } })
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

describe("Failures that are kept quiet", () => {
  it.effect("dust, python-o365: what befalls a session is the caller's error, with the reason", () => {
    const { layer, log } = service({ createSession: first(failure(501, "x", "unsupportedWorkbook")) })
    return Effect.gen(function*() {
      const error = yield* Effect.flip(inSession(cell))
      assert.isTrue("code" in error && error.code === "unsupportedWorkbook")
      assert.deepStrictEqual(names(log), ["createSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("MSGC, Kiota: a success that is not what was asked for is an error, and says why", () =>
    Effect.gen(function*() {
      const replies: ReadonlyArray<Reply> = [
        { status: 200, text: "<html>", headers: { "content-type": "text/html" } },
        { status: 200, body: { values: "none" } },
        { status: 200, body: { values: [[{}]] } },
        { status: 200 }
      ]
      for (const reply of replies) {
        const error = yield* failing(reply)
        assert.strictEqual(error._tag, "UnexpectedAnswer", JSON.stringify(reply))
      }
    }))

  it.effect("all peers: of a write that may have been executed the caller is told, with what it takes to look", () => {
    const { layer } = service({
      createSession: numbered,
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
