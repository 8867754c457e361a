import { AccessToken, GraphClient, Range, Workbook, WorkbookSession } from "@effect-workbook/client"
import { assert, describe, it } from "@effect/vitest"
import {
  Cause,
  Clock,
  Config,
  ConfigProvider,
  Effect,
  Exit,
  Fiber,
  Layer,
  Option,
  Redacted,
  Scope,
  TestClock
} from "effect"
import { type Answer, created, failure, httpClient, range, type Reply, sessionId } from "./support/Script.js"
import { after, append, cell, inSession, nameOf, service, workbook, write } from "./support/Session.js"

describe("WorkbookSession", () => {
  it.effect("opens a session, sends its id with every request, and closes it", () => {
    const { layer, log, received } = service()
    return Effect.gen(function*() {
      assert.deepStrictEqual(yield* inSession(cell), [[1]])
      assert.deepStrictEqual(log, ["0 createSession", "0 read", "0 closeSession"])
      const [create, read, close] = received
      assert.strictEqual(create!.url, "https://graph.microsoft.com/v1.0/drives/b!d/items/01ABC/workbook/createSession")
      assert.deepStrictEqual(create!.body, { persistChanges: true })
      assert.strictEqual(create!.headers["prefer"], "respond-async")
      assert.isUndefined(create!.headers["workbook-session-id"])
      assert.strictEqual(read!.headers["workbook-session-id"], sessionId)
      assert.isUndefined(read!.headers["prefer"])
      assert.strictEqual(close!.headers["workbook-session-id"], sessionId)
      assert.deepStrictEqual(close!.body, {})
    }).pipe(Effect.provide(layer))
  })

  it.effect("requests a non-persistent session, and compares the response", () => {
    const { layer, received } = service({ createSession: () => created(false) })
    return Effect.gen(function*() {
      yield* Effect.provide(cell, WorkbookSession.layerNonPersistent({ workbook }))
      assert.deepStrictEqual(received[0]!.body, { persistChanges: false })
    }).pipe(Effect.provide(layer))
  })

  it.effect("fails if the service opened a session of the wrong kind, and closes it", () => {
    const { layer, log } = service()
    return Effect.gen(function*() {
      const error = yield* Effect.flip(inSession(cell, { mode: "nonPersistent" }))
      assert.strictEqual(error._tag, "SessionMismatch")
      assert.deepStrictEqual(log, ["0 createSession", "0 closeSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("sends no createSession, no session id and no respond-async in the mode sessionless", () => {
    const { layer, log, received } = service()
    return Effect.gen(function*() {
      yield* Effect.provide(Effect.zipRight(write, cell), WorkbookSession.layerSessionless({ workbook }))
      yield* TestClock.adjust("1 hour")
      assert.deepStrictEqual(log, ["0 write", "0 read"])
      assert.isTrue(received.every(({ headers }) => headers["workbook-session-id"] === undefined))
    }).pipe(Effect.provide(layer))
  })

  it.effect("resolves any address once, and then uses the ids of the drive and the item", () => {
    const { layer, received } = service({
      "GET https://graph.microsoft.com/v1.0/me/drive/root:/Reports/A%20b.xlsx:?$select=id,name,parentReference":
        () => ({
          status: 200,
          body: { id: "01ABC", parentReference: { driveId: "b!d" } }
        })
    })
    return Effect.gen(function*() {
      yield* inSession(Effect.zipRight(cell, cell), { workbook: Workbook.path("/Reports/A b.xlsx") })
      assert.strictEqual(received.length, 5)
      assert.isTrue(received.slice(1).every(({ url }) => url.includes("/drives/b!d/items/01ABC/workbook/")))
    }).pipe(Effect.provide(layer))
  })

  it.effect("polls the operation of createSession", () => {
    const location = "https://graph.microsoft.com/beta/drives/b!d/items/01ABC/workbook/operations/op?sessionId=x"
    const resourceLocation =
      "https://graph.microsoft.com/beta/drives/b!d/items/01ABC/workbook/sessionInfoResource(key='op')"
    let polls = 0
    const { layer, log, received } = service({
      createSession: () => ({ status: 202, text: "", headers: { location } }),
      poll: () => ({
        status: 200,
        body: ++polls < 3 ? { status: "running" } : { status: "succeeded", resourceLocation }
      }),
      sessionInfoResource: () => ({ ...created(), status: 200 })
    })
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(inSession(cell))
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(fiber)
      assert.deepStrictEqual(log, [
        "0 createSession",
        "1 poll",
        "2.5 poll",
        "4.75 poll",
        "4.75 sessionInfoResource",
        "4.75 read",
        "4.75 closeSession"
      ])
      assert.deepStrictEqual(received.filter((request) => nameOf(request) === "poll").map(({ url }) => url), [
        location,
        location,
        location
      ])
    }).pipe(Effect.provide(layer))
  })

  it.effect("fails if createSession fails, and closes nothing", () => {
    const { layer, log } = service({
      createSession: () => failure(403, "EditModeAccessDenied", "forbiddenUncategorized")
    })
    return Effect.gen(function*() {
      assert.strictEqual((yield* Effect.flip(inSession(cell)))._tag, "NotOpenable")
      assert.deepStrictEqual(log, ["0 createSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("closes the session once after success, failure, defect and interrupt", () => {
    const { layer, log } = service()
    return Effect.gen(function*() {
      yield* inSession(Effect.succeed(1))
      yield* Effect.exit(inSession(Effect.fail("no")))
      yield* Effect.exit(inSession(Effect.die("bug")))
      const fiber = yield* Effect.fork(inSession(Effect.never))
      yield* TestClock.adjust("1 second")
      yield* Fiber.interrupt(fiber)
      assert.deepStrictEqual(
        log.map((line) => line.split(" ")[1]),
        Array.from({ length: 4 }, () => ["createSession", "closeSession"]).flat()
      )
    }).pipe(Effect.provide(layer))
  })

  it.effect("succeeds if closeSession fails, and does not wait for an endless closeSession", () => {
    const { layer } = service({
      closeSession: (_, count) => count === 1 ? failure(500, "generalException") : Effect.never
    })
    return Effect.gen(function*() {
      assert.strictEqual(yield* inSession(Effect.succeed(1)), 1)
      const hanging = yield* Effect.fork(inSession(Effect.succeed(2)))
      yield* TestClock.adjust("29 seconds")
      assert.isTrue(Option.isNone(yield* Fiber.poll(hanging)))
      yield* TestClock.adjust("1 second")
      assert.strictEqual(yield* Fiber.join(hanging), 2)
    }).pipe(Effect.provide(layer))
  })

  it.effect("refreshes an idle session 1 minute before its limit, and does not refresh a used one", () => {
    const { layer, log } = service()
    return Effect.gen(function*() {
      const work = Effect.zipRight(Effect.sleep("9 minutes"), Effect.zipRight(cell, Effect.sleep("3 minutes")))
      const fiber = yield* Effect.fork(inSession(work))
      yield* TestClock.adjust("1 hour")
      yield* Fiber.join(fiber)
      assert.deepStrictEqual(log.slice(0, 4), [
        "0 createSession",
        "240 refreshSession",
        "480 refreshSession",
        "540 read"
      ])
      assert.deepStrictEqual(log.slice(4), ["720 closeSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("keeps a mostly idle session alive for three hours, in both modes", () => {
    const { layer, log } = service({
      createSession: ({ body }) => created((body as { persistChanges: boolean }).persistChanges)
    })
    return Effect.gen(function*() {
      for (const [mode, refreshes] of [["persistent", 44], ["nonPersistent", 29]] as const) {
        log.length = 0
        const fiber = yield* Effect.fork(inSession(Effect.delay(cell, "10799 seconds"), { mode }))
        yield* TestClock.adjust("3 hours")
        yield* Fiber.join(fiber)
        assert.strictEqual(log.filter((line) => line.endsWith("refreshSession")).length, refreshes)
        const times = log.map((line) => Number(line.split(" ")[0]))
        const gaps = times.slice(1).map((time, index) => time - times[index]!)
        assert.isTrue(Math.max(...gaps) <= (mode === "persistent" ? 240 : 360))
      }
    }).pipe(Effect.provide(layer))
  })

  it.effect("repeats a refresh after a temporary failure before the idle limit", () => {
    const { layer, log } = service({
      refreshSession: (_, count) =>
        count === 1
          ? failure(503, "x", "transientFailure")
          : count === 2
          ? { ...failure(429, "x", "tooManyRequestsUncategorized"), headers: { "retry-after": "20" } }
          : { status: 204 }
    })
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(inSession(Effect.delay(cell, "5 minutes")))
      yield* TestClock.adjust("5 minutes")
      assert.deepStrictEqual(yield* Fiber.join(fiber), [[1]])
      assert.deepStrictEqual(log.slice(1, 4), ["240 refreshSession", "241 refreshSession", "261 refreshSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("loses a non-persistent session that cannot be refreshed before its limit, and fails the calls", () => {
    const { layer, log } = service({
      createSession: () => created(false),
      refreshSession: () => Effect.fail("connection lost")
    })
    return Effect.gen(function*() {
      const work = inSession(Effect.delay(cell, "10 minutes"), { mode: "nonPersistent" })
      const fiber = yield* Effect.fork(Effect.flip(work))
      yield* TestClock.adjust("10 minutes")
      const error = yield* Fiber.join(fiber)
      assert.strictEqual(error._tag, "SessionLost")
      if (error._tag === "SessionLost") assert.strictEqual(error.reason, "keepAlive")
      assert.isFalse(log.some((line) => line.endsWith("read")))
      const [refresh, close] = log.slice(-2)
      assert.match(refresh!, /^(42|43)\d refreshSession$/)
      assert.strictEqual(close, refresh!.replace("refreshSession", "closeSession"))
    }).pipe(Effect.provide(layer))
  })

  it.effect("sends the next call in a persistent session that cannot be refreshed", () => {
    const { layer, log } = service({ refreshSession: () => Effect.fail("connection lost") })
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(inSession(Effect.delay(cell, "6 minutes")))
      yield* TestClock.adjust("10 minutes")
      assert.deepStrictEqual(yield* Fiber.join(fiber), [[1]])
      assert.deepStrictEqual(log.slice(-2), ["360 read", "360 closeSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("queues the requests of the next session with a session that is being closed in the background", () => {
    // the first three refreshes get no response; each fails after 100 seconds, and the third one at 301 seconds
    const { layer, log } = service({ closeSession: (_, count) => count <= 3 ? Effect.never : { status: 204 } })
    return Effect.gen(function*() {
      const graph = yield* GraphClient.GraphClient
      const fiber = yield* Effect.fork(
        Effect.zipRight(inSession(cell), inSession(Effect.delay(cell, "1 second")).pipe(Effect.delay("220 seconds")))
          .pipe(Effect.provideService(GraphClient.GraphClient, graph))
      )
      yield* TestClock.adjust("10 minutes")
      yield* Fiber.join(fiber)
      const names = log.map((line) => line.split(" ")[1])
      assert.deepStrictEqual(names.slice(0, 5), [
        "createSession",
        "read",
        "closeSession",
        "closeSession",
        "closeSession"
      ])
      const [third, create] = log.slice(4, 6).map((line) => Number(line.split(" ")[0]))
      assert.strictEqual(names[5], "createSession")
      assert.isAbove(create! - third!, 99)
    }).pipe(Effect.provide(layer))
  })

  it.effect("keeps the cooldown of a workbook after the session was closed", () => {
    const { layer, log } = service({
      read: (_, count) =>
        count === 1
          ? { ...failure(429, "x", "tooManyRequestsUncategorized"), headers: { "retry-after": "600" } }
          : undefined
    })
    return Effect.gen(function*() {
      const graph = yield* GraphClient.GraphClient
      const read = inSession(cell, { mode: "sessionless" })
      const fiber = yield* Effect.fork(
        Effect.zipRight(Effect.flip(read), Effect.delay(read, "5 minutes")).pipe(
          Effect.provideService(GraphClient.GraphClient, graph)
        )
      )
      yield* TestClock.adjust("1 hour")
      yield* Fiber.join(fiber)
      assert.deepStrictEqual(log, ["0 read", "600 read"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("loses and closes a session at once if the refresh is refused, in each mode", () => {
    const { layer, log } = service({ refreshSession: () => failure(403, "x", "forbiddenUncategorized") })
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(Effect.flip(inSession(Effect.delay(cell, "241 seconds"))))
      yield* TestClock.adjust("5 minutes")
      const error = yield* Fiber.join(fiber)
      assert.strictEqual(error._tag, "SessionLost")
      if (error._tag === "SessionLost") {
        assert.strictEqual(error.reason, "keepAlive")
        assert.strictEqual(error.code, "forbiddenUncategorized")
      }
      assert.deepStrictEqual(log, ["0 createSession", "240 refreshSession", "240 closeSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("sends one request at a time in order, including refreshSession and closeSession", () => {
    let running = 0
    let most = 0
    const slowly = (reply: Reply): Answer => () =>
      Effect.acquireUseRelease(
        Effect.sync(() => most = Math.max(most, ++running)),
        () => after(reply, "2 minutes"),
        () => Effect.sync(() => running--)
      )
    const { layer, log } = service({
      read: slowly({ status: 200, body: range }),
      write: slowly({ status: 200, body: range }),
      refreshSession: slowly({ status: 204 }),
      closeSession: slowly({ status: 204 })
    }, { requestTimeout: "10 minutes" })
    return Effect.gen(function*() {
      const work = Effect.all([cell, write, cell, Effect.delay(cell, "11 minutes")], { concurrency: "unbounded" })
      const fiber = yield* Effect.fork(inSession(work))
      yield* TestClock.adjust("1 hour")
      yield* Fiber.join(fiber)
      assert.strictEqual(most, 1)
      assert.deepStrictEqual(log, [
        "0 createSession",
        "0 read",
        "120 write",
        "240 read",
        "600 refreshSession",
        "720 read",
        "840 closeSession"
      ])
    }).pipe(Effect.provide(layer))
  })

  it.effect("waits for the response of an interrupted request before it sends the next one", () => {
    const { layer, log } = service({ read: () => after({ status: 200, body: range }, "10 seconds") })
    return Effect.gen(function*() {
      const impatient = Effect.timeoutOption(cell, "1 second")
      const fiber = yield* Effect.fork(inSession(Effect.zipRight(impatient, write)))
      yield* TestClock.adjust("10 seconds")
      yield* Fiber.join(fiber)
      assert.deepStrictEqual(log, ["0 createSession", "0 read", "10 write", "10 closeSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("closes the session after `closeTimeout` if a request does not end", () => {
    const { layer, log } = service({ read: () => Effect.never })
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(inSession(Effect.timeoutOption(cell, "1 second")))
      yield* TestClock.adjust("31 seconds")
      yield* Fiber.join(fiber)
      assert.deepStrictEqual(log, ["0 createSession", "0 read", "31 closeSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("uses one queue for two sessions of one client on one workbook", () => {
    const { layer, log } = service({ read: () => after({ status: 200, body: range }, "10 seconds") })
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(Effect.all([inSession(cell), inSession(cell)], { concurrency: "unbounded" }))
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(fiber)
      assert.deepStrictEqual(log.map((line) => line.split(" ")[0]), ["0", "0", "0", "10", "20", "20"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("waits for createSession after an interrupt, and closes the session", () => {
    const { layer, log } = service({ createSession: () => after(created(), "10 seconds") })
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(inSession(cell))
      yield* TestClock.adjust("1 second")
      const interrupting = yield* Effect.fork(Fiber.interrupt(fiber))
      yield* TestClock.adjust("9 seconds")
      const exit = yield* Fiber.join(interrupting)
      assert.isTrue(Exit.isFailure(exit) && Cause.isInterruptedOnly(exit.cause))
      assert.deepStrictEqual(log, ["0 createSession", "10 closeSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("closes the session completely if an interrupt comes during closeSession", () => {
    const { layer, log } = service({ closeSession: () => after({ status: 204 }, "10 seconds") })
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(Effect.ensuring(inSession(cell), Effect.sync(() => log.push("over"))))
      yield* TestClock.adjust("1 second")
      const interrupting = yield* Effect.fork(Fiber.interrupt(fiber))
      yield* TestClock.adjust("5 seconds")
      assert.deepStrictEqual(log, ["0 createSession", "0 read", "0 closeSession"])
      yield* TestClock.adjust("5 seconds")
      yield* Fiber.join(interrupting)
      assert.strictEqual(log.at(-1), "over")
    }).pipe(Effect.provide(layer))
  })

  it.effect("waits at most `closeTimeout` after an interrupt, also for the token", () => {
    const { layer } = httpClient(() => created())
    const never = GraphClient.layer().pipe(Layer.provide([layer, AccessToken.layerEffect(Effect.never)]))
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(inSession(cell, { closeTimeout: "5 seconds" }))
      yield* TestClock.adjust("1 second")
      const interrupting = yield* Effect.fork(Fiber.interrupt(fiber))
      yield* TestClock.adjust("5 seconds")
      assert.isTrue(Exit.isInterrupted(yield* Fiber.join(interrupting)))
    }).pipe(Effect.provide(never))
  })

  it.effect("closes a session that was created after the caller has stopped waiting", () => {
    const { layer, log } = service({ createSession: () => after(created(), "2 minutes") }, {
      requestTimeout: "10 minutes"
    })
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(inSession(cell))
      yield* TestClock.adjust("1 second")
      const interrupting = yield* Effect.fork(Fiber.interrupt(fiber))
      yield* TestClock.adjust("30 seconds")
      yield* Fiber.join(interrupting)
      yield* TestClock.adjust("2 minutes")
      assert.deepStrictEqual(log, ["0 createSession", "120 closeSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("sends a refresh between the polls of an operation, and other calls after its end", () => {
    const location = "https://graph.microsoft.com/v1.0/drives/b!d/items/01ABC/workbook/operations/op"
    const { layer, log } = service({
      append: () => ({ status: 202, headers: { location } }),
      poll: () =>
        Effect.map(Clock.currentTimeMillis, (now) => ({
          status: 200,
          body: { status: now < 600_000 ? "running" : "succeeded" }
        }))
    })
    return Effect.gen(function*() {
      const work = Effect.all([Effect.exit(append), Effect.delay(cell, "1 second")], { concurrency: "unbounded" })
      const fiber = yield* Effect.fork(inSession(work, { polling: { deadline: "1 hour" } }))
      yield* TestClock.adjust("1 hour")
      yield* Fiber.join(fiber)
      const important = log.filter((line) => !line.endsWith("poll"))
      assert.strictEqual(important.indexOf("240 refreshSession"), 2, important.join())
      assert.strictEqual(important.indexOf("480 refreshSession"), 3)
      assert.isTrue(important.findIndex((line) => line.endsWith("read")) === 4)
    }).pipe(Effect.provide(layer))
  })

  it.effect("closes a session that must not be used any more after its operation has ended", () => {
    const location = "https://graph.microsoft.com/v1.0/drives/b!d/items/01ABC/workbook/operations/op"
    const { layer, log } = service({
      append: () => ({ status: 202, headers: { location } }),
      refreshSession: () => failure(503, "UnknownError"),
      poll: () =>
        Effect.map(Clock.currentTimeMillis, (now) => ({
          status: 200,
          body: { status: now < 300_000 ? "running" : "succeeded" }
        }))
    })
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(inSession(Effect.exit(append), { polling: { deadline: "1 hour" } }))
      yield* TestClock.adjust("1 hour")
      yield* Fiber.join(fiber)
      const names = log.map((line) => line.split(" ")[1])
      assert.deepStrictEqual(names.slice(names.indexOf("refreshSession") + 1), ["poll", "poll", "poll", "closeSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("waits for a call that was sent before the scope closed", () => {
    const { layer, log } = service({ read: () => after({ status: 200, body: range }, "10 seconds") })
    return Effect.gen(function*() {
      const once = Effect.provide(
        Effect.timeoutOption(cell, "2 seconds"),
        WorkbookSession.layerSessionless({ workbook })
      )
      const fiber = yield* Effect.fork(Effect.zipRight(once, once))
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(fiber)
      assert.deepStrictEqual(log, ["0 read"])
      yield* Effect.provide(write, WorkbookSession.layerSessionless({ workbook }))
      assert.strictEqual(log.at(-1), "60 write")
    }).pipe(Effect.provide(layer))
  })

  it.effect("fails calls after the scope has closed", () => {
    const { layer } = service()
    return Effect.gen(function*() {
      const scope = yield* Scope.make()
      const session = yield* Scope.extend(WorkbookSession.make({ workbook }), scope)
      yield* Scope.close(scope, Exit.void)
      const error = yield* Effect.flip(WorkbookSession.provide(cell, session))
      assert.strictEqual(error.message, "the persistent session is closed")
    }).pipe(Effect.provide(layer))
  })

  it.effect("does not send calls that still wait in the queue when the scope closes", () => {
    const { layer, log } = service({ read: () => after({ status: 200, body: range }, "10 seconds") })
    return Effect.gen(function*() {
      const scope = yield* Scope.make()
      const session = yield* Scope.extend(WorkbookSession.make({ workbook }), scope)
      const inIt = WorkbookSession.provide(session)
      const sent = yield* Effect.fork(inIt(cell))
      yield* TestClock.adjust("1 second")
      const waiting = yield* Effect.fork(Effect.flip(inIt(write)))
      yield* Effect.yieldNow()
      const closing = yield* Effect.fork(Scope.close(scope, Exit.void))
      yield* TestClock.adjust("9 seconds")
      assert.deepStrictEqual(yield* Fiber.join(sent), [[1]])
      assert.strictEqual((yield* Fiber.join(waiting))._tag, "SessionLost")
      yield* Fiber.join(closing)
      assert.deepStrictEqual(log, ["0 createSession", "0 read", "10 closeSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("refuses invalid arguments before it sends a request", () => {
    const { layer, log } = service()
    return Effect.gen(function*() {
      const errors = yield* inSession(Effect.all([
        Effect.flip(Range.values(Range.at("not an address"))),
        Effect.flip(Range.values(Range.used(Range.at("A1")))),
        Effect.flip(Range.write(Range.at("Data!A1"), [[{} as unknown as string]])),
        Effect.flip(Range.write(Range.at("Data!A1"), [[0 / 0]]))
      ]))
      assert.deepStrictEqual(errors.map(({ _tag }) => _tag), [
        "InvalidArguments",
        "InvalidArguments",
        "InvalidArguments",
        "InvalidArguments"
      ])
      assert.include(errors[0].message, "not an address")
      assert.include(errors[1].message, "the address \"A1\" names no sheet")
      assert.include(errors[2].message, "values[0][0] is {}; expected a string, a number, a boolean or null")
      assert.deepStrictEqual(log, ["0 createSession", "0 closeSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("names the place in a response that does not have the documented form", () => {
    const { layer } = service({
      read: (_, count) => ({ status: 200, body: { values: count === 1 ? [[1], [{}]] : null } })
    })
    return Effect.gen(function*() {
      const [wrong, none] = yield* inSession(Effect.all([Effect.flip(cell), Effect.flip(cell)]))
      assert.include(wrong.message, "[\"values\"]")
      assert.include(none.message, "the service returns no values for whole rows or columns")
    }).pipe(Effect.provide(layer))
  })

  it.effect("reads its options from configuration", () => {
    const { layer, received } = service({ createSession: () => created(false) })
    return Effect.provide(
      cell,
      WorkbookSession.layerConfig({
        workbook: Config.map(Config.string("BOOK"), (id) => Workbook.item(id, Workbook.drive("b!d"))),
        mode: Config.literal("persistent", "nonPersistent", "sessionless")("MODE"),
        refreshAfter: Config.duration("REFRESH"),
        closeTimeout: Config.duration("CLOSE")
      })
    ).pipe(
      Effect.tap(() => assert.include(received[0]!.url, "/items/77/")),
      Effect.withConfigProvider(ConfigProvider.fromMap(
        new Map([["BOOK", "77"], ["MODE", "nonPersistent"], ["REFRESH", "1 minute"], ["CLOSE", "5 seconds"]])
      )),
      Effect.provide(layer)
    )
  })

  it.effect("has functions that open, refresh and close a session", () => {
    const { layer, log } = service({ closeSession: () => failure(404, "x", "invalidSessionNotFound") })
    return Effect.gen(function*() {
      const info = yield* WorkbookSession.createSession(workbook, { persistChanges: true })
      assert.strictEqual(Redacted.value(info.id), sessionId)
      yield* WorkbookSession.refreshSession(workbook, info.id)
      yield* WorkbookSession.closeSession(workbook, info.id)
      assert.deepStrictEqual(log, ["0 createSession", "0 refreshSession", "0 closeSession"])
    }).pipe(Effect.provide(layer))
  })
})
