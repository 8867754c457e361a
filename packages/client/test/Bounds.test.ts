import { AccessToken, GraphClient, Workbook, WorkbookSession, WorkbookSessions } from "@effect-workbook/client"
import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, Fiber, Layer, Logger, LogLevel, Option, Redacted, Scope, TestClock } from "effect"
import { created, failure, httpClient, sessionId } from "./support/Script.js"
import { after, cell, first, inSession, service, workbook, write } from "./support/Session.js"

const lost = failure(404, "InvalidOrTimedOutSession", "invalidSessionReCreatable")
const quiet = Logger.remove(Logger.defaultLogger)

/** The exit of an effect, and the time at which it ended in seconds; undefined if it did not end within an hour. */
const endOf = <A, E, R>(self: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    let seconds: number | undefined
    const fiber = yield* Effect.fork(
      Effect.onExit(self, () => Effect.map(TestClock.currentTimeMillis, (now) => void (seconds = now / 1000)))
    )
    yield* TestClock.adjust("1 hour")
    const exit = yield* Fiber.poll(fiber)
    return { seconds, exit: Option.getOrUndefined(exit) }
  })

describe("An endless restore", () => {
  for (
    const [how, restore] of Object.entries({
      "for ever": Effect.never,
      "and cannot be interrupted": Effect.uninterruptible(Effect.never),
      "after a call": Effect.zipRight(Effect.delay(write, "1 minute"), Effect.never)
    })
  ) {
    it.effect(`${how} ends when the session has idled out, and its session is closed`, () => {
      const { layer, log } = service({ createSession: () => created(false), read: first(lost) })
      return Effect.gen(function*() {
        const work = Effect.all([Effect.exit(cell), Effect.exit(cell)], { concurrency: 2 })
        const { seconds } = yield* endOf(
          inSession(Effect.timeout(work, "50 minutes"), { mode: "nonPersistent", restore })
        )
        const first = how === "after a call" ? 480 : 420
        // The second call waits for the first one, and then runs `restore` again.
        assert.isAtLeast(seconds ?? Infinity, first)
        assert.isAtMost(seconds ?? Infinity, 2 * first)
        const [opened, closed] = ["createSession", "closeSession"].map((name) =>
          log.filter((line) => line.endsWith(name)).length
        )
        // The first session has idled out, so it is not closed.
        assert.strictEqual(closed, opened! - 1)
        assert.isTrue(log.some((line) => line === `${first} closeSession`), log.join())
      }).pipe(Effect.provide([layer, quiet]))
    })
  }

  it.effect("is not limited while it sends requests in the session", () => {
    const { layer, log } = service({ createSession: () => created(false), read: first(lost) })
    const restore = Effect.repeatN(Effect.delay(write, "5 minutes"), 3)
    return Effect.gen(function*() {
      const { exit } = yield* endOf(inSession(cell, { mode: "nonPersistent", restore }))
      assert.deepStrictEqual(exit, Exit.succeed([[1]]))
      assert.strictEqual(log.at(-1), "1200 closeSession")
    }).pipe(Effect.provide(layer))
  })
})

describe("Closing a scope", () => {
  it.effect("waits at most `closeTimeout` for a request that cannot be interrupted", () => {
    const { layer: http } = httpClient((request) =>
      request.method === "GET" ? Effect.uninterruptible(Effect.never) : created()
    )
    const client = GraphClient.layer().pipe(Layer.provide([http, AccessToken.layer(Redacted.make("secret-token"))]))
    return Effect.gen(function*() {
      const graph = yield* Layer.build(client)
      const work = inSession(Effect.race(Effect.disconnect(cell), Effect.sleep("1 second")))
      const { seconds } = yield* endOf(Effect.provide(work, graph))
      // 30 seconds for the request, and 30 seconds for `closeSession`, which waits for it.
      assert.strictEqual(seconds, 61)
    }).pipe(Effect.scoped, Effect.provide(quiet))
  })

  it.effect("waits at most `closeTimeout` for `onEvent`", () => {
    const { layer } = service()
    return Effect.gen(function*() {
      const onEvent = () => Effect.uninterruptible(Effect.never)
      assert.strictEqual((yield* endOf(inSession(cell, { onEvent }))).seconds, 30)
    }).pipe(Effect.provide([layer, quiet]))
  })

  it.effect("ends calls that wait for a new session in place of a lost one", () => {
    const { layer } = service({
      createSession: (_, count) => count === 1 ? created() : Effect.never,
      read: () => lost
    }, { requestTimeout: "1 hour" })
    return Effect.gen(function*() {
      const scope = yield* Scope.make()
      const session = yield* Scope.extend(WorkbookSession.make({ workbook }), scope)
      const call = yield* Effect.fork(endOf(WorkbookSession.provide(cell, session)))
      yield* Effect.fork(Effect.delay(Scope.close(scope, Exit.void), "10 seconds"))
      yield* TestClock.adjust("1 hour")
      assert.strictEqual((yield* Fiber.join(call)).seconds, 10)
    }).pipe(Effect.provide([layer, quiet]))
  })
})

const messageOf = (exit: Exit.Exit<unknown, WorkbookSessions.GetError> | undefined): string | undefined =>
  exit && Exit.isFailure(exit) ? Option.getOrUndefined(Cause.failureOption(exit.cause))?.message : undefined

describe("Closing a pool", () => {
  for (const [what, book] of Object.entries({ "the session": workbook, "the look-up": Workbook.path("/A.xlsx") })) {
    it.effect(`ends a get that waits for ${what} at once`, () => {
      const { layer } = service({
        createSession: () => after(created(), "1 minute"),
        "GET https://graph.microsoft.com/v1.0/me/drive/root:/A.xlsx:?$select=id,name,parentReference": () =>
          Effect.never
      })
      return Effect.gen(function*() {
        const scope = yield* Scope.make()
        const pool = yield* Scope.extend(WorkbookSessions.make(), scope)
        const getting = yield* Effect.fork(endOf(Effect.scoped(pool.get({ workbook: book }))))
        yield* Effect.fork(Effect.delay(Scope.close(scope, Exit.void), "10 seconds"))
        yield* TestClock.adjust("1 hour")
        const { exit, seconds } = yield* Fiber.join(getting)
        assert.strictEqual(seconds, 10)
        assert.strictEqual(messageOf(exit), "the pool is closed")
        assert.strictEqual((yield* Effect.flip(Effect.scoped(pool.get({ workbook })))).message, "the pool is closed")
      }).pipe(Effect.provide([layer, quiet]))
    })

    it.effect(`or its client ends a get that waits for ${what} at once`, () => {
      const { layer } = service({
        createSession: () => after(created(), "1 minute"),
        "GET https://graph.microsoft.com/v1.0/me/drive/root:/A.xlsx:?$select=id,name,parentReference": () =>
          Effect.never
      })
      return Effect.gen(function*() {
        const scope = yield* Scope.make()
        const client = yield* Scope.extend(Layer.build(layer), scope)
        const pool = yield* Effect.provide(WorkbookSessions.make(), client)
        const getting = yield* Effect.fork(endOf(Effect.scoped(pool.get({ workbook: book }))))
        yield* Effect.fork(Effect.delay(Scope.close(scope, Exit.void), "10 seconds"))
        yield* TestClock.adjust("1 hour")
        const { exit, seconds } = yield* Fiber.join(getting)
        assert.strictEqual(seconds, 10)
        assert.strictEqual(messageOf(exit), "the client is closed")
      }).pipe(Effect.scoped, Effect.provide(quiet))
    })
  }
})

describe("A log line", () => {
  it.effect("of any level contains neither the session id nor a URL when a request in the background fails", () => {
    const lines: Array<string> = []
    const logger = Logger.make(({ annotations, cause, message }) => {
      lines.push(
        [String(message), JSON.stringify(message), Cause.pretty(cause), JSON.stringify([...annotations])].join()
      )
    })
    const broken = Effect.fail("connection lost" as const)
    const { layer } = service({
      createSession: (_, count) =>
        count === 2 ? { status: 201, body: { id: sessionId, persistChanges: "no" } } : created(),
      read: first(lost),
      refreshSession: () => broken,
      closeSession: () => broken
    })
    return Effect.gen(function*() {
      yield* endOf(inSession(Effect.zipRight(Effect.exit(cell), Effect.delay(Effect.exit(cell), "20 minutes"))))
      assert.isAbove(lines.length, 1)
      for (const line of lines) assert.notMatch(line, /secret-session|secret-token|https:/)
    }).pipe(
      Effect.provide([layer, Logger.replace(Logger.defaultLogger, logger), Logger.minimumLogLevel(LogLevel.All)])
    )
  })
})

describe("A request that waits for the budget", () => {
  it.effect("ends with its session, and is not sent", () => {
    const { layer, log } = service({}, { budget: { requests: 20, per: "1 hour" } })
    return Effect.gen(function*() {
      const scope = yield* Scope.make()
      const session = yield* Scope.extend(WorkbookSession.make({ workbook, closeTimeout: "5 seconds" }), scope)
      const read = WorkbookSession.provide(cell, session)
      yield* read
      let endedAt: number | undefined
      const waiting = yield* Effect.fork(
        Effect.zipLeft(
          Effect.either(read),
          Effect.map(TestClock.currentTimeMillis, (now) => void (endedAt = now / 1000))
        )
      )
      yield* TestClock.adjust("10 seconds")
      yield* Effect.fork(Scope.close(scope, Exit.void))
      yield* TestClock.adjust("1 hour")
      const ended = Option.getOrThrow(yield* Fiber.poll(waiting))
      assert.include(JSON.stringify(ended), "SessionLost")
      assert.deepStrictEqual(log, ["0 createSession", "0 read", "400 closeSession"])
      assert.strictEqual(endedAt, 15)
    }).pipe(Effect.provide([layer, quiet]))
  })
})
