import { Catalogue, type GraphClient, Operation } from "@effect-workbook/client"
import { assert, describe, it } from "@effect/vitest"
import { Clock, Duration, Effect, Exit, Fiber, Redacted, Schedule, TestClock } from "effect"
import { failure, graph, type Reply, settle } from "./support/Script.js"

const location = "https://graph.microsoft.com/beta/me/drive/items/1/workbook/operations/op1?sessionId=a/b=="
const resource =
  "https://graph.microsoft.com/beta/me/drive/items/1/workbook/sessionInfoResource(key='op1')?sessionId=a/b=="

const accepted: GraphClient.GraphAnswer = {
  status: 202,
  body: {},
  location,
  retryAfter: undefined,
  requestId: undefined,
  clientRequestId: "c1"
}

const status = (status: string, more: object = {}): Reply => ({ status: 200, body: { id: "op1", status, ...more } })

/** Answers polls in order, the last one again and again, and notes when each was asked. */
const polled = (...replies: ReadonlyArray<Reply | Effect.Effect<Reply, "connection lost">>) => {
  const at: Array<number> = []
  let reads = 0
  const script = graph((request) => {
    if (request.url === resource) {
      return Effect.succeed(
        ++reads === 1 ? failure(503, "UnknownError") : { status: 200, body: { id: "s1", persistChanges: true } }
      )
    }
    return Effect.flatMap(Clock.currentTimeMillis, (now) => {
      at.push(now / 1000)
      const reply = replies[Math.min(at.length, replies.length) - 1]!
      return settle(reply)
    })
  })
  return { ...script, at }
}

const follow = (options?: Operation.Options, answer = accepted) =>
  Operation.result(Catalogue.workbook.createSession, answer, options)

const failureOf = (options?: Operation.Options, answer = accepted) =>
  Effect.flip(Effect.asVoid(follow(options, answer)))

describe("Operation", () => {
  it.effect("does not repeat the id of a session that the service quotes", () => {
    const message = "the session cluster=PSG4&session=secret of cluster%3DPSG4%26session%3Dsecret has failed"
    const { layer } = polled(status("failed", { error: { code: "x", message } }))
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(failureOf({ sessionId: Redacted.make("cluster=PSG4&session=secret") }))
      yield* TestClock.adjust("1 minute")
      const error = yield* Fiber.join(fiber)
      assert.include(error.message, "the session <redacted> of <redacted> has failed")
    }).pipe(Effect.provide(layer))
  })

  it.effect("asks after 1 second, then ever more rarely, and reads the result", () => {
    const { at, layer, received } = polled(
      status("notStarted"),
      status("running"),
      status("Running"),
      status("succeeded", { resourceLocation: resource })
    )
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(follow({ sessionId: Redacted.make("s0") }))
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(yield* Fiber.join(fiber), { id: "s1", persistChanges: true })
      assert.deepStrictEqual(at, [1, 2.5, 4.75, 8.125])
      // the first reading of the result had no answer
      assert.deepStrictEqual(received.map(({ url }) => url), [
        ...Array.from({ length: 4 }, () => location),
        resource,
        resource
      ])
      assert.isTrue(received.slice(0, 4).every(({ headers }) => headers["workbook-session-id"] === undefined))
      assert.strictEqual(received.at(-1)!.headers["workbook-session-id"], "s0")
    }).pipe(Effect.provide(layer))
  })

  it.effect("never waits longer than 30 seconds by itself, and never 4 minutes", () => {
    const { at, layer } = polled(status("running"))
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(failureOf({ deadline: "20 minutes" }))
      yield* TestClock.adjust("20 minutes")
      const error = yield* Fiber.join(fiber)
      assert.strictEqual(error.message, "workbook.createSession: not finished after 20m")
      const pauses = at.slice(1).map((time, index) => time - at[index]!)
      assert.strictEqual(Math.max(...pauses), 30)
    }).pipe(Effect.provide(layer))
  })

  it.effect("Retry-After overrules a shorter pause, up to the longest the service allows", () => {
    const { at, layer } = polled(
      { ...status("running"), headers: { "retry-after": "20" } },
      { ...status("running"), headers: { "retry-after": "1000" } },
      status("completed")
    )
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(follow({ deadline: "1 hour" }, { ...accepted, retryAfter: Duration.seconds(5) }))
      yield* TestClock.adjust("1 hour")
      assert.isUndefined(yield* Fiber.join(fiber))
      assert.deepStrictEqual(at, [5, 25, 264])
    }).pipe(Effect.provide(layer))
  })

  it.effect("a failed operation says why", () => {
    const { layer } = polled(status("failed", {
      error: { code: "GenericFileOpenError", message: "x", innerError: { code: "internalServerErrorUncategorized" } }
    }))
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(failureOf())
      yield* TestClock.adjust("1 second")
      const error = yield* Fiber.join(fiber)
      assert.strictEqual(error._tag, "ServiceFailure")
      if (error._tag === "ServiceFailure") assert.strictEqual(error.code, "internalServerErrorUncategorized")
    }).pipe(Effect.provide(layer))
  })

  it.effect("a failed operation that does not say why", () => {
    const { layer } = polled(status("failed"))
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(failureOf())
      yield* TestClock.adjust("1 second")
      assert.strictEqual((yield* Fiber.join(fiber)).message, "the operation failed: workbook.createSession: 200")
    }).pipe(Effect.provide(layer))
  })

  it.effect("a poll that fails for the moment says nothing of the operation", () => {
    const { at, layer } = polled(
      failure(503, "UnknownError"),
      { ...failure(429, "TooManyRequests"), headers: { "retry-after": "10" } },
      Effect.fail("connection lost"),
      status("succeeded", { resourceLocation: null })
    )
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(follow())
      yield* TestClock.adjust("1 minute")
      assert.isUndefined(yield* Fiber.join(fiber))
      assert.deepStrictEqual(at, [1, 2.5, 12.5, 15.875])
    }).pipe(Effect.provide(layer))
  })

  it.effect("a poll that is refused ends it", () => {
    const { layer } = polled(failure(404, "ItemNotFound"))
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(failureOf())
      yield* TestClock.adjust("1 second")
      assert.strictEqual((yield* Fiber.join(fiber))._tag, "NotFound")
    }).pipe(Effect.provide(layer))
  })

  it.effect("a status that is not known is not the end of it", () => {
    const { layer, received } = polled(status("paused"))
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(failureOf())
      yield* TestClock.adjust("5 minutes")
      assert.strictEqual((yield* Fiber.join(fiber))._tag, "OperationTimedOut")
      assert.isAbove(received.length, 1)
    }).pipe(Effect.provide(layer))
  })

  it.effect("a status that is none, three times", () => {
    const { layer, received } = polled({ status: 200, body: { status: 7 } })
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(failureOf())
      yield* TestClock.adjust("10 seconds")
      assert.strictEqual((yield* Fiber.join(fiber))._tag, "UnexpectedAnswer")
      assert.strictEqual(received.length, 3)
    }).pipe(Effect.provide(layer))
  })

  it.effect("a poll that cannot be understood says nothing of the operation", () => {
    const { layer, received } = polled({ status: 200, text: "<html>" }, { status: 200, text: "{" }, status("succeeded"))
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(follow())
      yield* TestClock.adjust("10 seconds")
      assert.strictEqual(yield* Fiber.join(fiber), undefined)
      assert.strictEqual(received.length, 3)
    }).pipe(Effect.provide(layer))
  })

  it.effect("a 202 that does not say where to ask, or says to ask elsewhere", () => {
    const { layer, received } = polled(status("succeeded"))
    return Effect.gen(function*() {
      const without = yield* failureOf({}, { ...accepted, location: undefined })
      assert.strictEqual(
        without.message,
        "workbook.createSession: the answer is not as documented: 202 without a Location header"
      )
      const elsewhere = yield* Effect.fork(
        Effect.exit(follow({}, { ...accepted, location: "https://evil.example/op" }))
      )
      yield* TestClock.adjust("1 second")
      const exit = yield* Fiber.join(elsewhere)
      assert.isTrue(Exit.isFailure(exit))
      assert.strictEqual(received.length, 0)
    }).pipe(Effect.provide(layer))
  })

  it.effect("the caller's schedule decides", () => {
    const { at, layer } = polled(status("running"))
    return Effect.gen(function*() {
      const schedule = Schedule.intersect(Schedule.spaced("10 seconds"), Schedule.recurs(2))
      const fiber = yield* Effect.fork(failureOf({ schedule }))
      yield* TestClock.adjust("1 minute")
      assert.strictEqual((yield* Fiber.join(fiber))._tag, "OperationTimedOut")
      assert.deepStrictEqual(at, [10, 20])
    }).pipe(Effect.provide(layer))
  })
})
