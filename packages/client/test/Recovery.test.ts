import { AccessToken, GraphClient, Workbook, WorkbookSession } from "@effect-workbook/client"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Layer, Logger, Redacted, Ref, Schedule, Scope, TestClock } from "effect"
import { type Answer, created, failure, httpClient, range, type Reply } from "./support/Script.js"
import { after, append, cell, first, inSession, service, workbook, write } from "./support/Session.js"

const lost = failure(404, "InvalidOrTimedOutSession", "invalidSessionReCreatable")
const bare = failure(503, "UnknownError")
const abandon = failure(500, "GenericFileOpenError", "internalServerErrorUncategorized")
const passing = failure(503, "x", "transientFailure")
const timedOut = failure(504, "MaxRequestDurationExceeded", "gatewayTimeoutUncategorized")

const withRetryAfter = (reply: Reply, retryAfter: string): Reply => ({
  ...reply,
  headers: { "retry-after": retryAfter }
})

const names = (log: ReadonlyArray<string>) => log.map((line) => line.split(" ")[1])

/** Sessions with different ids. */
const numbered = (persistChanges = true): Answer => (_, count) => ({
  status: 201,
  body: { id: `secret-session-${count}`, persistChanges }
})

/** Advances the test clock until the effect has ended. */
const run = <A, E, R>(work: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.fork(work)
    yield* TestClock.adjust("1 hour")
    return yield* Fiber.join(fiber)
  })

describe("A lost persistent session", () => {
  it.effect("is not used any more if it was lost while the result of an operation was read", () => {
    const workbookUrl = "https://graph.microsoft.com/v1.0/drives/b!d/items/01ABC/workbook"
    const resourceLocation = `${workbookUrl}/tableRowOperationResult(key='op')`
    const { layer, received } = service({
      createSession: numbered(),
      append: first({ status: 202, headers: { location: `${workbookUrl}/operations/op` } }),
      poll: () => ({ status: 200, body: { status: "succeeded", resourceLocation } }),
      [`GET ${resourceLocation}`]: () => lost
    })
    return Effect.gen(function*() {
      yield* run(inSession(Effect.gen(function*() {
        assert.strictEqual((yield* Effect.flip(append))._tag, "OutcomeUnknown")
        yield* cell
      })))
      const used = received.map(({ headers }) => headers["workbook-session-id"]).filter((id) => id !== undefined)
      assert.deepStrictEqual(used.slice(-2), ["secret-session-2", "secret-session-2"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("is replaced once for all waiting calls, and reads and idempotent writes are sent again", () => {
    const { layer, log, received } = service({ createSession: numbered(), read: first(lost) })
    return Effect.gen(function*() {
      yield* inSession(Effect.all([cell, write, cell, cell], { concurrency: "unbounded" }))
      assert.deepStrictEqual(names(log), [
        "createSession",
        "read",
        "createSession",
        "read",
        "write",
        // two calls read the same
        "read",
        "closeSession"
      ])
      assert.deepStrictEqual(
        received.slice(3).map(({ headers }) => headers["workbook-session-id"]),
        Array.from({ length: 4 }, () => "secret-session-2")
      )
    }).pipe(Effect.provide(layer))
  })

  it.effect("leaves the outcome of a write unknown that is not idempotent, and the next call succeeds", () => {
    const { layer, log } = service({ append: first(lost) })
    return Effect.gen(function*() {
      const error = yield* inSession(Effect.zipLeft(Effect.flip(append), append))
      assert.strictEqual(error._tag, "OutcomeUnknown")
      if (error._tag === "OutcomeUnknown") {
        assert.strictEqual(error.path, "tables('T')/rows")
        assert.deepStrictEqual(error.body, { index: null, values: [["a", 1]] })
        assert.strictEqual(error.code, "invalidSessionReCreatable")
      }
      assert.deepStrictEqual(names(log), ["createSession", "append", "createSession", "append", "closeSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("that had idled out before such a write was sent: the write is sent again", () => {
    const { layer, log } = service({
      read: () => after({ status: 200, body: range }, "10 minutes"),
      append: first(lost)
    }, { requestTimeout: "1 hour" })
    return Effect.gen(function*() {
      // Another session keeps the queue of the workbook busy, so neither the write nor a refresh is sent before the limit.
      yield* run(Effect.all([inSession(cell), inSession(Effect.delay(append, "1 minute"))], { concurrency: 2 }))
      assert.deepStrictEqual(log.filter((line) => !line.endsWith("closeSession")), [
        "0 createSession",
        "0 createSession",
        "0 read",
        "600 append",
        "600 createSession",
        "600 append"
      ])
    }).pipe(Effect.provide(layer))
  })

  it.effect("after a bare 503 is closed after `Retry-After`, and replaced", () => {
    const { layer, log } = service({ read: first(withRetryAfter(bare, "2.128")) })
    return Effect.gen(function*() {
      assert.deepStrictEqual(yield* run(inSession(cell)), [[1]])
      assert.deepStrictEqual(log, [
        "0 createSession",
        "0 read",
        "2.128 closeSession",
        "2.128 createSession",
        "2.128 read",
        "2.128 closeSession"
      ])
    }).pipe(Effect.provide(layer))
  })

  it.effect("is replaced at most once for a call", () => {
    const { layer, log } = service({ read: first(lost, lost) })
    return Effect.gen(function*() {
      const error = yield* inSession(Effect.flip(cell))
      assert.strictEqual(error._tag, "SessionLost")
      if (error._tag === "SessionLost") assert.strictEqual(error.code, "invalidSessionReCreatable")
      assert.deepStrictEqual(names(log), ["createSession", "read", "createSession", "read"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("is not replaced after repeated losses, and replaced again after some time", () => {
    const { layer, log } = service({ read: (_, count) => count <= 6 ? lost : undefined })
    return Effect.gen(function*() {
      const work = Effect.gen(function*() {
        const errors = yield* Effect.replicateEffect(Effect.flip(cell), 8)
        yield* Effect.sleep("10 minutes")
        return { errors, later: yield* cell }
      })
      const { errors, later } = yield* run(inSession(work))
      assert.isTrue(errors.every(({ _tag }) => _tag === "SessionLost"))
      assert.strictEqual(names(log).slice(0, -2).filter((name) => name === "createSession").length, 7)
      assert.deepStrictEqual(later, [[1]])
    }).pipe(Effect.provide(layer))
  })

  it.effect("is not replaced if the service says that it cannot be recreated", () => {
    const { layer, log } = service({ read: () => failure(404, "x", "invalidSessionNotFound") })
    return Effect.gen(function*() {
      const errors = yield* inSession(Effect.all([Effect.flip(cell), Effect.flip(write)]))
      assert.deepStrictEqual(errors.map(({ _tag }) => _tag), ["SessionLost", "SessionLost"])
      assert.deepStrictEqual(names(log), ["createSession", "read"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("that must not be used any more fails the call, and the next call opens a new session", () => {
    const { layer, log } = service({ read: first(abandon) })
    return Effect.gen(function*() {
      const [error, value] = yield* inSession(Effect.all([Effect.flip(cell), cell]))
      assert.strictEqual(error._tag, "ServiceFailure")
      assert.deepStrictEqual(value, [[1]])
      assert.deepStrictEqual(names(log).toSorted(), [
        "closeSession",
        "closeSession",
        "createSession",
        "createSession",
        "read",
        "read"
      ])
    }).pipe(Effect.provide(layer))
  })

  it.effect("is replaced with a new token if it was lost because of the token", () => {
    const { layer: http, received } = httpClient((request) =>
      request.url.endsWith("createSession")
        ? created()
        : request.headers["authorization"] === "Bearer token-1" && request.method === "GET"
        ? failure(400, "x", "invalidSessionAuthentication")
        : { status: 200, body: range }
    )
    const token = Layer.effect(
      AccessToken.AccessToken,
      Effect.map(Ref.make(1), (ref) => ({
        get: Effect.map(Ref.get(ref), (n) => Redacted.make(`token-${n}`)),
        renew: () => Effect.map(Ref.updateAndGet(ref, (n) => n + 1), (n) => Redacted.make(`token-${n}`))
      }))
    )
    return Effect.gen(function*() {
      assert.deepStrictEqual(yield* inSession(cell), [[1]])
      assert.deepStrictEqual(
        received.map(({ headers }) => headers["authorization"]),
        ["Bearer token-1", "Bearer token-1", "Bearer token-2", "Bearer token-2", "Bearer token-2"]
      )
    }).pipe(Effect.provide(GraphClient.layer().pipe(Layer.provide([http, token]))))
  })

  it.effect("is not replaced before the next call", () => {
    const { layer, log } = service({ refreshSession: () => lost })
    return Effect.gen(function*() {
      yield* run(inSession(Effect.delay(cell, "10 minutes")))
      assert.deepStrictEqual(log, [
        "0 createSession",
        "240 refreshSession",
        "600 createSession",
        "600 read",
        "600 closeSession"
      ])
    }).pipe(Effect.provide(layer))
  })

  it.effect("whose scope closes: the new session that is being opened is closed", () => {
    const { layer, log } = service({
      createSession: (_, count) => count === 1 ? created() : after(created(), "10 seconds"),
      read: () => lost
    })
    return Effect.gen(function*() {
      const scope = yield* Scope.make()
      const session = yield* Scope.extend(WorkbookSession.make({ workbook }), scope)
      const call = yield* Effect.fork(
        Effect.flip(WorkbookSession.provide(cell, session))
      )
      yield* TestClock.adjust("1 second")
      const closing = yield* Effect.fork(Scope.close(scope, Exit.void))
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(closing)
      const error = yield* Fiber.join(call)
      assert.strictEqual(error._tag === "SessionLost" && error.reason, "closed")
      assert.deepStrictEqual(log, ["0 createSession", "0 read", "0 createSession", "10 closeSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("is not replaced for a caller that was interrupted, but is for the other callers", () => {
    const { layer, log } = service({
      createSession: (_, count) => count === 1 ? created() : after(created(), "10 seconds"),
      read: first(lost)
    })
    return Effect.gen(function*() {
      const work = Effect.all([Effect.timeoutOption(cell, "1 second"), cell], { concurrency: "unbounded" })
      const [, value] = yield* run(inSession(work))
      assert.deepStrictEqual(value, [[1]])
      assert.deepStrictEqual(log, ["0 createSession", "0 read", "0 createSession", "10 read", "10 closeSession"])
    }).pipe(Effect.provide(layer))
  })
})

describe("A lost non-persistent session", () => {
  const nonPersistent = { mode: "nonPersistent" } as const

  for (const [how, reply, closed] of [["gone", lost, false], ["of no more use", bare, true]] as const) {
    it.effect(`because it is ${how} loses its changes, and every call fails with SessionLost`, () => {
      const { layer, log } = service({ createSession: numbered(false), append: first(reply) })
      return Effect.gen(function*() {
        const errors = yield* inSession(Effect.all([Effect.flip(append), Effect.flip(cell)]), nonPersistent)
        assert.deepStrictEqual(errors.map(({ _tag }) => _tag), ["SessionLost", "SessionLost"])
        assert.deepStrictEqual(names(log), ["createSession", "append", ...(closed ? ["closeSession"] : [])])
      }).pipe(Effect.provide(layer))
    })
  }

  it.effect("is rebuilt with `restore`, and then every call is sent again", () => {
    const { layer, log, received } = service({ createSession: numbered(false), append: first(lost) })
    return Effect.gen(function*() {
      yield* inSession(Effect.all([append, cell], { concurrency: "unbounded" }), { ...nonPersistent, restore: write })
      assert.deepStrictEqual(names(log), [
        "createSession",
        "append",
        "createSession",
        "write",
        "append",
        "read",
        "closeSession"
      ])
      assert.isTrue(received.slice(3).every(({ headers }) => headers["workbook-session-id"] === "secret-session-2"))
    }).pipe(Effect.provide(layer))
  })

  it.effect("fails with SessionLost if `restore` fails, and the new session is closed", () => {
    const { layer, log } = service({
      createSession: numbered(false),
      read: first(lost),
      write: () => failure(403, "x", "accessDenied")
    })
    return Effect.gen(function*() {
      const error = yield* inSession(Effect.flip(cell), { ...nonPersistent, restore: write })
      assert.strictEqual(error._tag, "SessionLost")
      if (error._tag === "SessionLost") assert.strictEqual(error.code, "accessDenied")
      assert.deepStrictEqual(names(log), ["createSession", "read", "createSession", "write", "closeSession"])
    }).pipe(Effect.provide(layer))
  })
})

describe("A non-persistent session that is lost again during restore", () => {
  const nonPersistent = { mode: "nonPersistent", restore: write } as const

  for (const code of ["invalidSessionReCreatable", "invalidSessionRestricted"] as const) {
    const again = code === "invalidSessionReCreatable"
    it.effect(`with ${code} is ${again ? "replaced by the next call" : "not replaced any more"}`, () => {
      const { layer, log } = service({
        createSession: numbered(false),
        read: first(lost),
        write: first(failure(404, "x", code))
      })
      return Effect.gen(function*() {
        const [error, exit] = yield* inSession(Effect.all([Effect.flip(cell), Effect.exit(cell)]), nonPersistent)
        assert.strictEqual(error._tag === "SessionLost" && error.code, code)
        assert.strictEqual(Exit.isSuccess(exit), again)
        assert.strictEqual(names(log).filter((name) => name === "createSession").length, again ? 3 : 2)
      }).pipe(Effect.provide(layer))
    })
  }
})

describe("A request that fails", () => {
  it.effect("is sent again after `Retry-After` if it was refused, and the other requests wait", () => {
    const throttle = failure(429, "x", "tooManyRequestsUncategorized")
    const { layer, log } = service({
      append: first(withRetryAfter(throttle, "20"), withRetryAfter(throttle, "Thu, 01 Jan 1970 00:01:00 GMT"))
    })
    return Effect.gen(function*() {
      const sessionless = Effect.provide(Effect.delay(cell, "1 second"), WorkbookSession.layerSessionless({ workbook }))
      yield* run(Effect.all([inSession(append), sessionless], { concurrency: 2 }))
      assert.deepStrictEqual(log.slice(0, 2), ["0 createSession", "0 append"])
      assert.deepStrictEqual(log.slice(2, 4).toSorted(), ["20 append", "60 read"])
      assert.strictEqual(log[4], "60 append")
    }).pipe(Effect.provide(layer))
  })

  for (const [name, reply] of Object.entries({ passing, timedOut, 502: failure(502), 500: failure(500) })) {
    it.effect(`and may have been executed (${name}) is sent again only if it is idempotent`, () => {
      const { layer, log } = service({ append: () => reply, write: first(passing) })
      return Effect.gen(function*() {
        const work = Effect.zipRight(write, Effect.flip(append))
        const error = yield* run(Effect.provide(work, WorkbookSession.layerSessionless({ workbook })))
        assert.strictEqual(error._tag, "OutcomeUnknown")
        assert.deepStrictEqual(names(log), ["write", "write", "append"])
      }).pipe(Effect.provide(layer))
    })
  }

  it.effect("repeatedly fails the call with the last error", () => {
    const { layer, log } = service({ read: () => timedOut })
    return Effect.gen(function*() {
      const error = yield* run(inSession(Effect.flip(cell)))
      assert.strictEqual(error._tag, "ServiceFailure")
      if (error._tag === "ServiceFailure") assert.include(error.advice, "ran out of time")
      assert.strictEqual(names(log).filter((name) => name === "read").length, 6)
    }).pipe(Effect.provide(layer))
  })

  it.effect("is not sent again with `Schedule.stop`", () => {
    const { layer, log } = service({ read: () => timedOut })
    return Effect.gen(function*() {
      yield* inSession(Effect.flip(cell), { retry: Schedule.stop })
      assert.deepStrictEqual(names(log), ["createSession", "read", "closeSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("because the application is throttled delays the requests of other workbooks too", () => {
    const { layer, log } = service({ read: first(withRetryAfter(failure(429, "TooManyRequests", "429"), "30")) })
    return Effect.gen(function*() {
      const other = WorkbookSession.layerSessionless({ workbook: Workbook.item("02", Workbook.drive("b!d")) })
      const work = Effect.all([
        Effect.provide(cell, WorkbookSession.layerSessionless({ workbook })),
        Effect.provide(Effect.delay(cell, "10 seconds"), other)
      ], { concurrency: 2 })
      yield* run(work)
      assert.deepStrictEqual(log, ["0 read", "30 read", "30 read"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("is not sent again after the caller was interrupted", () => {
    const { layer, log } = service({
      read: first(withRetryAfter(failure(429, "x", "tooManyRequestsUncategorized"), "30"))
    })
    return Effect.gen(function*() {
      yield* run(inSession(Effect.zipRight(Effect.timeoutOption(cell, "10 seconds"), write)))
      assert.deepStrictEqual(log, ["0 createSession", "0 read", "30 write", "30 closeSession"])
    }).pipe(Effect.provide(layer))
  })
})

describe("createSession and closeSession", () => {
  it.effect("createSession is repeated, also if the service has lost its operation", () => {
    const workbookUrl = "https://graph.microsoft.com/v1.0/drives/b!d/items/01ABC/workbook"
    const accepted = { status: 202, headers: { location: `${workbookUrl}/operations/op` } }
    const resourceLocation = `${workbookUrl}/sessionInfoResource(key='op')`
    const { layer, log } = service({
      createSession: first(timedOut, bare, accepted, accepted, created()),
      poll: first(failure(404, "ItemNotFound"), { status: 200, body: { status: "succeeded", resourceLocation } }),
      sessionInfoResource: () => failure(404, "ItemNotFound")
    })
    return Effect.gen(function*() {
      yield* run(inSession(cell))
      assert.deepStrictEqual(names(log), [
        "createSession",
        "createSession",
        "createSession",
        "poll",
        "createSession",
        "poll",
        "sessionInfoResource",
        "createSession",
        "read",
        "closeSession"
      ])
    }).pipe(Effect.provide(layer))
  })

  it.effect("closeSession is repeated after a temporary failure, and succeeds after a bare 503", () => {
    const { layer, log } = service({
      closeSession: first(
        withRetryAfter(failure(429, "x", "tooManyRequestsUncategorized"), "10"),
        passing,
        bare
      )
    })
    return Effect.gen(function*() {
      yield* run(inSession(cell))
      assert.deepStrictEqual(names(log).slice(2), ["closeSession", "closeSession", "closeSession"])
    }).pipe(Effect.provide(layer))
  })

  for (const reply of [failure(409), failure(423, "resourceLocked"), failure(409, "x", "accessConflict")]) {
    const what = JSON.stringify(reply)
    it.effect(`closeSession and refreshSession are repeated while another client holds the workbook: ${what}`, () => {
      const { layer, log } = service({ refreshSession: first(reply, reply), closeSession: first(reply, reply) })
      return Effect.gen(function*() {
        yield* run(inSession(Effect.delay(cell, "270 seconds")))
        assert.deepStrictEqual(names(log), [
          "createSession",
          ...Array.from({ length: 3 }, () => "refreshSession"),
          "read",
          ...Array.from({ length: 3 }, () => "closeSession")
        ])
      }).pipe(Effect.provide(layer))
    })
  }

  it.effect("closeSession is not repeated after another refusal", () => {
    const { layer, log } = service({ closeSession: () => failure(403, "x", "forbiddenUncategorized") })
    return Effect.gen(function*() {
      yield* run(inSession(cell))
      assert.deepStrictEqual(names(log), ["createSession", "read", "closeSession"])
    }).pipe(Effect.provide([layer, Logger.remove(Logger.defaultLogger)]))
  })
})
