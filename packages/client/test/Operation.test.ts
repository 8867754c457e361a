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

/** Responds to polls in order, repeats the last response, and records the time of each poll. */
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
  it.effect("removes a session id that the service quotes", () => {
    const message = "the session cluster=PSG4&session=secret of cluster%3DPSG4%26session%3Dsecret has failed"
    const { layer } = polled(status("failed", { error: { code: "x", message } }))
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(failureOf({ sessionId: Redacted.make("cluster=PSG4&session=secret") }))
      yield* TestClock.adjust("1 minute")
      const error = yield* Fiber.join(fiber)
      assert.include(error.message, "the session <redacted> of <redacted> has failed")
    }).pipe(Effect.provide(layer))
  })

  it.effect("polls after 1 second and then with longer pauses, and reads the result", () => {
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
      // the first request for the result got no response
      assert.deepStrictEqual(received.map(({ url }) => url), [
        ...Array.from({ length: 4 }, () => location),
        resource,
        resource
      ])
      assert.isTrue(received.slice(0, 4).every(({ headers }) => headers["workbook-session-id"] === undefined))
      assert.strictEqual(received.at(-1)!.headers["workbook-session-id"], "s0")
    }).pipe(Effect.provide(layer))
  })

  it.effect("waits at most 30 seconds by default, and always less than 4 minutes", () => {
    const { at, layer } = polled(status("running"))
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(failureOf({ deadline: "20 minutes" }))
      yield* TestClock.adjust("20 minutes")
      const error = yield* Fiber.join(fiber)
      assert.strictEqual(error.message, "workbook.createSession: the operation did not finish within 20m")
      const pauses = at.slice(1).map((time, index) => time - at[index]!)
      assert.strictEqual(Math.max(...pauses), 30)
    }).pipe(Effect.provide(layer))
  })

  it.effect("replaces a shorter pause by Retry-After, up to the longest pause that the service allows", () => {
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

  it.effect("fails with the error of a failed operation", () => {
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

  it.effect("fails if a failed operation has no error", () => {
    const { layer } = polled(status("failed"))
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(failureOf())
      yield* TestClock.adjust("1 second")
      assert.strictEqual((yield* Fiber.join(fiber)).message, "workbook.createSession: the operation failed: 200")
    }).pipe(Effect.provide(layer))
  })

  it.effect("repeats a poll after a temporary failure", () => {
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

  it.effect("fails if the service refuses a poll", () => {
    const { layer } = polled(failure(404, "ItemNotFound"))
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(failureOf())
      yield* TestClock.adjust("1 second")
      assert.strictEqual((yield* Fiber.join(fiber))._tag, "NotFound")
    }).pipe(Effect.provide(layer))
  })

  it.effect("continues after an unknown status", () => {
    const { layer, received } = polled(status("paused"))
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(failureOf())
      yield* TestClock.adjust("5 minutes")
      assert.strictEqual((yield* Fiber.join(fiber))._tag, "OperationTimedOut")
      assert.isAbove(received.length, 1)
    }).pipe(Effect.provide(layer))
  })

  it.effect("fails after three polls without a valid status", () => {
    const { layer, received } = polled({ status: 200, body: { status: 7 } })
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(failureOf())
      yield* TestClock.adjust("10 seconds")
      assert.strictEqual((yield* Fiber.join(fiber))._tag, "UnexpectedAnswer")
      assert.strictEqual(received.length, 3)
    }).pipe(Effect.provide(layer))
  })

  it.effect("repeats a poll whose response cannot be decoded", () => {
    const { layer, received } = polled({ status: 200, text: "<html>" }, { status: 200, text: "{" }, status("succeeded"))
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(follow())
      yield* TestClock.adjust("10 seconds")
      assert.strictEqual(yield* Fiber.join(fiber), undefined)
      assert.strictEqual(received.length, 3)
    }).pipe(Effect.provide(layer))
  })

  it.effect("fails if a 202 has no Location or an untrusted one", () => {
    const { layer, received } = polled(status("succeeded"))
    return Effect.gen(function*() {
      const without = yield* failureOf({}, { ...accepted, location: undefined })
      assert.strictEqual(
        without.message,
        "workbook.createSession: the answer is not as documented: the status is 202, but there is no Location header"
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

  it.effect("uses the schedule of the caller", () => {
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
