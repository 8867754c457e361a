import { type ErrorCode, GraphError, WorkbookError } from "@effect-workbook/client"
import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import { Duration, Effect, Option, Schema } from "effect"

const answer = (status: number, ...codes: ReadonlyArray<string | undefined>): WorkbookError.Answer => ({
  endpoint: "workbookRange.get",
  status,
  error: new GraphError.GraphError({
    levels: [
      { code: codes[0], message: undefined },
      ...codes.slice(1).map((code) => ({ code, message: undefined }))
    ]
  })
})

const named = (status: number, ...codes: ReadonlyArray<string | undefined>) =>
  WorkbookError.fromAnswer(answer(status, ...codes))._tag

describe("WorkbookError", () => {
  it("has a class for each documented second-level code, for any status and any case", () => {
    const expected: Record<ErrorCode.ErrorCode, WorkbookError.ServiceError["_tag"]> = {
      accessConflict: "Conflict",
      badRequestUncategorized: "InvalidRequest",
      conflictUncategorized: "Conflict",
      forbiddenUncategorized: "AccessDenied",
      gatewayTimeoutUncategorized: "ServiceFailure",
      internalServerErrorUncategorized: "ServiceFailure",
      invalidSessionAccessConflict: "Conflict",
      invalidSessionAuthentication: "Unauthorized",
      invalidSessionNotFound: "NotFound",
      invalidSessionReCreatable: "ServiceFailure",
      invalidSessionRestricted: "AccessDenied",
      invalidSessionUnexpected: "InvalidRequest",
      invalidSessionUnsupportedWorkbook: "Unsupported",
      methodNotAllowedUncategorized: "InvalidRequest",
      notFoundUncategorized: "NotFound",
      notImplementedUncategorized: "Unsupported",
      payloadTooLargeUncategorized: "TooLarge",
      serviceUnavailableUncategorized: "ServiceFailure",
      tooManyRequestsUncategorized: "Throttled",
      transientFailure: "ServiceFailure",
      unauthorizedUncategorized: "Unauthorized",
      unsupportedWorkbook: "Unsupported",
      accessDenied: "AccessDenied",
      filteredRangeConflict: "ContentConflict",
      generalException: "ServiceFailure",
      insertDeleteConflict: "ContentConflict",
      invalidArgument: "InvalidRequest",
      invalidReference: "InvalidRequest",
      itemAlreadyExists: "AlreadyExists",
      itemNotFound: "NotFound",
      methodNotAllowed: "InvalidRequest",
      nonBlankCellOffSheet: "ContentConflict",
      rangeExceedsLimit: "TooLarge",
      requestAborted: "ServiceFailure",
      unsupportedOperation: "InvalidRequest"
    }
    assert.strictEqual(Object.keys(expected).length, 35)
    for (const [code, tag] of Object.entries(expected)) {
      assert.strictEqual(named(418, "Whatever", code.toUpperCase()), tag, code)
      const error = WorkbookError.fromAnswer(answer(418, "Whatever", code))
      assert.strictEqual(error.code, code)
    }
  })

  it("has the class of the status if there is no documented code", () => {
    const expected: ReadonlyArray<readonly [number, WorkbookError.ServiceError["_tag"]]> = [
      [400, "InvalidRequest"],
      [401, "Unauthorized"],
      [403, "AccessDenied"],
      [404, "NotFound"],
      [405, "InvalidRequest"],
      [408, "ServiceFailure"],
      [409, "Conflict"],
      [413, "TooLarge"],
      [418, "InvalidRequest"],
      [423, "Conflict"],
      [429, "Throttled"],
      [500, "ServiceFailure"],
      [501, "Unsupported"],
      [502, "ServiceFailure"],
      [503, "ServiceFailure"],
      [504, "ServiceFailure"],
      [509, "ServiceFailure"]
    ]
    for (const [status, tag] of expected) {
      assert.strictEqual(named(status, "UnknownError"), tag, String(status))
      assert.strictEqual(named(status, undefined), tag)
      assert.strictEqual(named(status, "UnknownError", "429"), tag)
    }
  })

  it("has a more specific class for some diagnostic codes", () => {
    assert.strictEqual(named(403, "EditModeAccessDenied", "forbiddenUncategorized"), "NotOpenable")
    assert.strictEqual(named(401, "FileOpenUserUnauthorized", "unauthorizedUncategorized"), "NotOpenable")
    assert.strictEqual(named(403, "OpenWorkbookAccessDenied", "forbiddenUncategorized"), "NotOpenable")
    assert.strictEqual(named(400, "ItemAlreadyExists"), "AlreadyExists")
    assert.strictEqual(named(409, "InsertDeleteConflict"), "ContentConflict")
    assert.strictEqual(named(400, "X", "requestPayloadSizeLimitExceeded"), "TooLarge")
    assert.strictEqual(named(400, "X", "responsePayloadSizeLimitExceeded"), "TooLarge")
    const wac = WorkbookError.fromAnswer({
      ...answer(403),
      error: Option.getOrThrow(
        GraphError.parse({ error: { code: "AccessDenied", message: "Could not obtain a WAC access token." } })
      )
    })
    assert.strictEqual(wac._tag, "NotOpenable")
  })

  it("has advice in each class", () => {
    const said = answer(404, "x", "invalidSessionReCreatable")
    const ids = { endpoint: "workbook.createSession", requestId: "r", clientRequestId: "c" }
    const known: { readonly [Tag in WorkbookError.WorkbookError["_tag"]]: string | undefined } = {
      InvalidRequest: new WorkbookError.InvalidRequest(answer(400)).advice,
      Unauthorized: new WorkbookError.Unauthorized(answer(401)).advice,
      AccessDenied: new WorkbookError.AccessDenied(answer(403)).advice,
      NotOpenable:
        new WorkbookError.NotOpenable(answer(403, "OpenWorkbookAccessDenied", "forbiddenUncategorized")).advice,
      NotFound: new WorkbookError.NotFound(answer(404)).advice,
      AlreadyExists: new WorkbookError.AlreadyExists(answer(400)).advice,
      Conflict: new WorkbookError.Conflict(answer(409)).advice,
      ContentConflict: new WorkbookError.ContentConflict(answer(409)).advice,
      TooLarge: new WorkbookError.TooLarge(answer(413)).advice,
      Unsupported: new WorkbookError.Unsupported(answer(501)).advice,
      Throttled: new WorkbookError.Throttled(answer(429)).advice,
      ServiceFailure: new WorkbookError.ServiceFailure(answer(500)).advice,
      TransportFailure: new WorkbookError.TransportFailure({ ...ids, reason: "timeout" }).advice,
      UnexpectedAnswer: new WorkbookError.UnexpectedAnswer({ ...ids, issue: "x" }).advice,
      UntrustedHost: new WorkbookError.UntrustedHost({ ...ids, host: "x" }).advice,
      InvalidArguments: new WorkbookError.InvalidArguments({ ...ids, issue: "x" }).advice,
      AccessTokenError: new WorkbookError.AccessTokenError({ cause: "x" }).advice,
      OutcomeUnknown: new WorkbookError.OutcomeUnknown({ endpoint: "x", path: "x", answer: said }).advice,
      SessionLost: new WorkbookError.SessionLost({ mode: "persistent", reason: "service", answer: said }).advice
    }
    const opening = [
      new WorkbookError.SessionMismatch({ asked: true, answered: false }).advice,
      new WorkbookError.OperationFailed(answer(200, "x")).advice,
      new WorkbookError.OperationTimedOut({ ...ids, after: Duration.minutes(5) }).advice,
      new WorkbookError.Closed({ what: "pool" }).advice
    ]
    const mismatches = [
      new WorkbookError.RowMismatch({ table: "x", row: 0, issue: "x" }).advice,
      new WorkbookError.CellMismatch({ address: "x", issue: "x" }).advice
    ]
    const all = [...Object.values(known), ...opening, ...mismatches]
    assert.strictEqual(new Set(all).size, all.length)
    for (const advice of all) assert.match(advice ?? "", /^[A-Z].*\.$/)
    assert.match(known.NotOpenable ?? "", /sensitivity label/)
  })

  it("has advice on a lost session that depends on its mode and on the reason", () => {
    const lost = (options: ConstructorParameters<typeof WorkbookError.SessionLost>[0]) =>
      new WorkbookError.SessionLost(options).advice
    const recreatable = answer(404, "x", "invalidSessionReCreatable")
    assert.match(lost({ mode: "persistent", reason: "service", answer: recreatable }), /is saved/)
    assert.match(lost({ mode: "nonPersistent", reason: "service", answer: recreatable }), /restore/)
    assert.match(lost({ mode: "nonPersistent", reason: "closed" }), /scope/)
    assert.match(
      lost({ mode: "persistent", reason: "service", answer: answer(404, "x", "invalidSessionRestricted") }),
      /restriction/
    )
  })

  it.effect("is encoded to JSON and decoded without loss", () =>
    Effect.gen(function*() {
      const error = new WorkbookError.Throttled({
        ...answer(429, "TooManyRequests", "tooManyRequestsUncategorized"),
        requestId: "r",
        clientRequestId: "c",
        retryAfter: Duration.seconds(30)
      })
      const json = JSON.parse(JSON.stringify(yield* Schema.encode(WorkbookError.Throttled)(error)))
      const back = yield* Schema.decodeUnknown(WorkbookError.Throttled)(json)
      assert.strictEqual(back.message, error.message)
      assert.strictEqual(back.code, "tooManyRequestsUncategorized")
      assert.deepStrictEqual(back.retryAfter, Duration.seconds(30))
      const lost = new WorkbookError.SessionLost({ mode: "persistent", reason: "keepAlive", answer: { ...error } })
      const lostBack = yield* Schema.decodeUnknown(WorkbookError.SessionLost)(
        JSON.parse(JSON.stringify(yield* Schema.encode(WorkbookError.SessionLost)(lost)))
      )
      assert.strictEqual(lostBack.message, lost.message)
    }))

  it("is narrowed by catchTag", () => {
    const program = (self: Effect.Effect<number, WorkbookError.WorkbookError>) =>
      Effect.catchTag(self, "Throttled", (error) => {
        expectTypeOf(error.retryAfter).toEqualTypeOf<Duration.Duration | undefined>()
        return Effect.succeed(0)
      })
    expectTypeOf(program).returns.toEqualTypeOf<
      Effect.Effect<number, Exclude<WorkbookError.WorkbookError, WorkbookError.Throttled>>
    >()
  })
})
