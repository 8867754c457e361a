import { AccessToken, Range, RangeFill, type WorkbookError, WorkbookSession, Worksheet } from "@effect-workbook/client"
import { Emulator, type Fault } from "@effect-workbook/emulator"
import { assert, describe, it } from "@effect/vitest"
import { Deferred, Duration, Effect, Exit, Fiber, Random, Redacted, Scope, TestClock } from "effect"
import * as Emulated from "./support/Emulated.js"
import { failure, range, type Reply, sessionId } from "./support/Script.js"
import { after, append, inSession, service, workbook } from "./support/Session.js"

const unbounded = { concurrency: "unbounded" } as const

const numbers = (length: number) => Array.from({ length }, (_, index) => index + 1)

const at = (row: number) => Range.at(`Data!A${row}`)
const read = (row: number) => Range.values(at(row))
const write = (row: number) => Range.write(at(row), [[row]])

const inEmulator = <A, E>(self: Effect.Effect<A, E, WorkbookSession.WorkbookSession | Emulator.Emulator>) =>
  inSession(self, { workbook: Emulated.workbook }).pipe(Effect.provide(Emulated.layer()))

/** The rows that were read and written, in the order in which the service received the requests. */
const rows = (received: ReadonlyArray<{ readonly method: string; readonly url: string }>) =>
  received.flatMap(({ method, url }) => {
    const row = /A(\d+)'\)/.exec(url)?.[1]
    return row === undefined ? [] : [method === "GET" ? Number(row) : -Number(row)]
  })

/** Runs an effect, and passes an hour meanwhile. */
const run = <A, E, R>(self: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.fork(self)
    yield* TestClock.adjust("1 hour")
    return yield* Fiber.join(fiber)
  })

describe("Concurrent calls", () => {
  it.effect("are sent in batches of up to 20, in their order", () => {
    const { batches, layer, received } = service()
    return Effect.gen(function*() {
      yield* inSession(Effect.forEach(numbers(50), (row) => row % 2 === 0 ? read(row) : write(row), unbounded))
      assert.deepStrictEqual(batches, [20, 20, 10])
      assert.deepStrictEqual(rows(received), numbers(50).map((row) => row % 2 === 0 ? row : -row))
    }).pipe(Effect.provide(layer))
  })

  it.effect("of a `forEach` with `batching` are sent together too, with the rest of each in its order", () => {
    const { batches, layer, received } = service()
    return Effect.gen(function*() {
      const order: Array<number> = []
      const readAndWrite = (row: number) =>
        Effect.tap(read(row), () => Effect.zipRight(Effect.sync(() => order.push(row)), write(row)))
      yield* inSession(Effect.forEach(numbers(5), readAndWrite, { batching: true }))
      assert.deepStrictEqual(batches, [5, 5])
      assert.deepStrictEqual(rows(received), [1, 2, 3, 4, 5, -1, -2, -3, -4, -5])
      assert.deepStrictEqual(order, numbers(5))
    }).pipe(Effect.provide(layer))
  })

  it.effect("of a `forEach` with `batching` have their own errors", () => {
    const { layer } = service({ read: ({ url }) => url.includes("A2'") ? failure(404, "itemNotFound") : undefined })
    return Effect.gen(function*() {
      const error = yield* inSession(Effect.flip(Effect.forEach(numbers(3), read, { batching: true })))
      assert.strictEqual(error.message, "Range.values: 404 itemNotFound \"message of itemNotFound\"")
    }).pipe(Effect.provide(layer))
  })

  it.effect("get their own values from the workbook", () =>
    inEmulator(Effect.gen(function*() {
      yield* Worksheet.add("Data")
      yield* Effect.forEach(numbers(30), write, unbounded)
      assert.deepStrictEqual(yield* Effect.forEach(numbers(30), read, unbounded), numbers(30).map((row) => [[row]]))
    })))

  it.effect("of formats and cells change what each of them names", () =>
    inEmulator(Effect.gen(function*() {
      yield* Worksheet.add("Data")
      const fill = (row: number) => RangeFill.of(at(row))
      yield* Effect.forEach(numbers(5), (row) =>
        Effect.all([write(row), RangeFill.update(fill(row), { color: `#00000${row}` })], unbounded), unbounded)
      const colors = yield* Effect.forEach(numbers(5), (row) =>
        RangeFill.get(fill(row)), unbounded)
      assert.deepStrictEqual(
        colors.map(({ color }) =>
          color
        ),
        numbers(5).map((row) => `#00000${row}`)
      )
    })))

  it.effect("are sent one by one without `batching`, and without a session", () => {
    const { batches, layer, received } = service()
    return Effect.gen(function*() {
      const reads = Effect.forEach(numbers(3), read, unbounded)
      yield* inSession(reads, { batching: false })
      yield* inSession(reads, { mode: "sessionless" })
      assert.deepStrictEqual(batches, [])
      assert.deepStrictEqual(rows(received), [1, 2, 3, 1, 2, 3])
    }).pipe(Effect.provide(layer))
  })

  it.effect("that read the same are sent as one, unless there is a write between them", () => {
    const { layer, received } = service()
    return Effect.gen(function*() {
      const values = yield* inSession(Effect.all([read(1), read(2), read(1), write(1), read(1), read(1)], unbounded))
      assert.deepStrictEqual(rows(received), [1, 2, -1, 1])
      assert.deepStrictEqual(values.filter((value) => value !== undefined), numbers(5).map(() => [[1]]))
    }).pipe(Effect.provide(layer))
  })

  it.effect("that add, delete or move are sent alone, between the batches before and after them", () => {
    const { batches, layer, log } = service()
    return Effect.gen(function*() {
      yield* inSession(Effect.all([write(1), write(2), append, read(3), read(4)], unbounded))
      assert.deepStrictEqual(log.map((line) => line.split(" ")[1]), [
        "createSession",
        "write",
        "write",
        "append",
        "read",
        "read",
        "closeSession"
      ])
      assert.deepStrictEqual(batches, [2, 2])
    }).pipe(Effect.provide(layer))
  })

  it.effect("with large bodies are sent in several batches", () => {
    const { batches, layer } = service()
    const text = "x".repeat(32_000)
    const large = (row: number) => Range.update(at(row), { values: [numbers(40).map(() => text)] })
    return Effect.gen(function*() {
      yield* inSession(Effect.forEach(numbers(6), (row) => Effect.ignore(large(row)), unbounded))
      assert.deepStrictEqual(batches, [2, 2, 2])
    }).pipe(Effect.provide(layer))
  })
})

describe("A request that fails in a batch", () => {
  const failing = (row: number, times: number, reply: Reply) => {
    let count = 0
    return service({ read: ({ url }) => url.includes(`A${row}'`) && ++count <= times ? reply : undefined })
  }

  it.effect("fails its own call, and the calls after it are sent again", () => {
    const { batches, layer, received } = failing(2, 1, failure(404, "itemNotFound", "itemNotFound"))
    return Effect.gen(function*() {
      const exits = yield* inSession(Effect.forEach(numbers(4), (row) => Effect.exit(read(row)), unbounded))
      assert.deepStrictEqual(exits.map(Exit.isSuccess), [true, false, true, true])
      assert.deepStrictEqual(rows(received), [1, 2, 3, 4])
      assert.deepStrictEqual(batches, [4, 2])
    }).pipe(Effect.provide(layer))
  })

  it.effect("is named by the error of its call", () => {
    const { layer } = failing(2, 1, failure(404, "itemNotFound", "itemNotFound"))
    return Effect.gen(function*() {
      const error = yield* inSession(Effect.flip(Effect.forEach(numbers(4), read, unbounded)))
      assert.strictEqual(error._tag, "NotFound")
      assert.strictEqual(error.message, "Range.values: 404 itemNotFound \"message of itemNotFound\"")
    }).pipe(Effect.provide(layer))
  })

  it.effect("does not quote the token or the session id in its error", () => {
    const error = { code: "itemNotFound", message: `no ${sessionId} for secret-token` }
    const { layer } = failing(2, 1, { status: 404, body: { error } })
    return Effect.gen(function*() {
      const { message } = yield* inSession(Effect.flip(Effect.forEach(numbers(4), read, unbounded)))
      assert.strictEqual(message, "Range.values: 404 itemNotFound \"no <redacted> for <redacted>\"")
    }).pipe(Effect.provide(layer))
  })

  it.effect("is sent again alone after its pause, before the calls after it", () => {
    const { batches, layer, log, received } = failing(2, 1, {
      ...failure(429, "tooManyRequests", "tooManyRequestsUncategorized"),
      headers: { "Retry-After": "30" }
    })
    return Effect.gen(function*() {
      yield* run(inSession(Effect.forEach(numbers(4), read, unbounded)))
      assert.deepStrictEqual(rows(received), [1, 2, 2, 3, 4])
      assert.deepStrictEqual(batches, [4, 3])
      assert.deepStrictEqual(log.filter((line) => line.endsWith("read")), [
        "0 read",
        "0 read",
        "30 read",
        "30 read",
        "30 read"
      ])
    }).pipe(Effect.provide(layer))
  })

  it.effect("because the session is lost is sent again in the next session", () => {
    const { layer, received } = failing(2, 1, failure(404, "itemNotFound", "invalidSessionReCreatable"))
    return Effect.gen(function*() {
      const values = yield* inSession(Effect.forEach(numbers(4), read, unbounded))
      assert.strictEqual(values.length, 4)
      assert.deepStrictEqual(rows(received), [1, 2, 2, 3, 4])
      assert.strictEqual(received.filter(({ url }) => url.endsWith("createSession")).length, 2)
    }).pipe(Effect.provide(layer))
  })

  it.effect("because its token is refused is sent alone with another token", () => {
    let count = 0
    let acquired = 0
    const { layer, received } = service(
      {
        read: ({ url }) => url.includes("A2'") && ++count <= 2 ? failure(401, "InvalidAuthenticationToken") : undefined
      },
      {},
      AccessToken.layerEffect(Effect.sync(() => Redacted.make(`secret-token-${++acquired}`)))
    )
    return Effect.gen(function*() {
      yield* inSession(Effect.forEach(numbers(3), read, unbounded))
      assert.deepStrictEqual(rows(received), [1, 2, 2, 2, 3])
      assert.deepStrictEqual(
        received.filter(({ url }) => url.includes("A2'")).map(({ headers }) => headers["authorization"]),
        ["Bearer secret-token-1", "Bearer secret-token-1", "Bearer secret-token-2"]
      )
    }).pipe(Effect.provide(layer))
  })

  it.effect("because its answer is too large for the batch is sent alone", () => {
    const { batches, layer, received } = failing(
      2,
      1,
      failure(413, "RequestEntityTooLarge", "ResponsePayloadSizeLimitExceeded")
    )
    return Effect.gen(function*() {
      yield* inSession(Effect.forEach(numbers(3), read, unbounded))
      assert.deepStrictEqual(rows(received), [1, 2, 2, 3])
      assert.deepStrictEqual(batches, [3])
    }).pipe(Effect.provide(layer))
  })
})

describe("A batch that fails", () => {
  it.effect("is sent again in the same order after a lost connection", () => {
    let count = 0
    const { batches, layer, received } = service({
      read: () => ++count === 2 ? Effect.fail("connection lost" as const) : undefined
    })
    return Effect.gen(function*() {
      yield* run(inSession(Effect.all([write(1), read(2), write(1), read(3), read(4)], unbounded)))
      assert.deepStrictEqual(rows(received), [-1, 2, -1, 3, -1, 2, -1, 3, 4])
      assert.deepStrictEqual(batches, [5, 5])
    }).pipe(Effect.provide(layer))
  })
})

describe("The end of a caller", () => {
  it.effect("before its request is sent removes the request", () => {
    const { layer, received } = service({ read: () => after({ status: 200, body: range }, "10 seconds") })
    return Effect.gen(function*() {
      const scope = yield* Scope.make()
      const session = yield* Scope.extend(WorkbookSession.make({ workbook }), scope)
      const running = yield* Effect.fork(WorkbookSession.provide(read(1), session))
      yield* TestClock.adjust("1 second")
      const waiting = yield* Effect.forEach(
        numbers(4),
        (row) => Effect.fork(WorkbookSession.provide(write(row + 1), session))
      )
      yield* TestClock.adjust("1 second")
      yield* Fiber.interrupt(waiting[1]!)
      yield* TestClock.adjust("1 minute")
      yield* Fiber.await(running)
      for (const index of [0, 2, 3]) yield* Fiber.await(waiting[index]!)
      assert.deepStrictEqual(rows(received), [1, -2, -4, -5])
      yield* Scope.close(scope, Exit.void)
    }).pipe(Effect.provide(layer))
  })

  it.effect("while the batch is in flight neither stops the batch nor lets another request pass it", () => {
    const { layer, log } = service({ read: () => after({ status: 200, body: range }, Duration.seconds(2)) })
    return Effect.gen(function*() {
      const isDone = yield* Deferred.make<void>()
      yield* run(inSession(Effect.gen(function*() {
        const reads = yield* Effect.forEach(numbers(3), (row) => Effect.fork(read(row)))
        yield* Effect.sleep("1 second")
        yield* Fiber.interrupt(reads[0]!)
        yield* write(9)
        yield* Deferred.succeed(isDone, undefined)
        assert.deepStrictEqual(yield* Fiber.join(reads[2]!), [[1]])
      })))
      assert.deepStrictEqual(log, ["0 createSession", "0 read", "2 read", "4 read", "6 write", "6 closeSession"])
      assert.isTrue(yield* Deferred.isDone(isDone))
    }).pipe(Effect.provide(layer))
  })

  it.effect("by the end of the scope interrupts the batch after `closeTimeout`", () => {
    const { layer, log } = service({ read: () => after({ status: 200, body: range }, "1 hour") })
    return Effect.gen(function*() {
      const scope = yield* Scope.make()
      const session = yield* Scope.extend(
        WorkbookSession.make({ workbook, closeTimeout: "5 seconds" }),
        scope
      )
      const reads = yield* Effect.fork(
        WorkbookSession.provide(Effect.forEach(numbers(3), (row) => Effect.exit(read(row)), unbounded), session)
      )
      yield* TestClock.adjust("1 second")
      const closing = yield* Effect.fork(Scope.close(scope, Exit.void))
      yield* TestClock.adjust("10 seconds")
      yield* Fiber.join(closing)
      assert.isTrue((yield* Fiber.join(reads)).every(Exit.isFailure))
      assert.deepStrictEqual(log, ["0 createSession", "0 read", "6 closeSession"])
    }).pipe(Effect.provide(layer))
  })
})

describe("Batches under faults", () => {
  const after = { when: "after" } as const
  const faults: ReadonlyArray<Fault.Fault> = [
    { do: { _tag: "Drop", at: "beforeAnswer" }, ...after },
    { do: { _tag: "Drop", at: "beforeAnswer" } },
    { do: { _tag: "Answer", status: 429, code: "tooManyRequestsUncategorized", retryAfter: "7 seconds" } },
    { do: { _tag: "Answer", status: 503, code: "serviceUnavailableUncategorized" } },
    { do: { _tag: "Answer", status: 504, code: "gatewayTimeoutUncategorized" }, ...after },
    { do: { _tag: "EndSession" } }
  ]
  const target = Range.at("Summary!M1")

  /** Writes 1, 2, 3 and so on into one cell, with reads between, while faults strike. */
  const writeInOrder = (seed: number) =>
    Effect.gen(function*() {
      const emulator = yield* Emulator.Emulator
      for (let fault = 0; fault < 4; fault++) {
        const kind = faults[yield* Random.nextIntBetween(0, faults.length)]!
        yield* emulator.faults.add({ ...kind, nth: yield* Random.nextIntBetween(1, 26) })
      }
      return yield* Effect.forEach(numbers(40), (number) =>
        Effect.gen(function*() {
          const isRead = yield* Random.nextBoolean
          yield* Effect.yieldNow()
          const exit = yield* Effect.exit<unknown, WorkbookError.WorkbookError, WorkbookSession.WorkbookSession>(
            isRead ? Range.values(target) : Range.write(target, [[number]])
          )
          return isRead || Exit.isFailure(exit) ? 0 : number
        }), unbounded).pipe(Effect.zip(Range.values(target)))
    }).pipe(Effect.withRandom(Random.make(seed)))

  it.effect.each(numbers(6))(
    "the last acknowledged write is the value of the cell, seed %d",
    (seed) =>
      Effect.gen(function*() {
        const fiber = yield* Effect.fork(inEmulator(writeInOrder(seed)))
        yield* TestClock.adjust("1 hour")
        const [acknowledged, values] = yield* Fiber.join(fiber)
        assert.deepStrictEqual(values, [[Math.max(...acknowledged)]])
      })
  )
})

describe("A `forEach` with `batching`", () => {
  const calls = {
    "that the service refuses": read,
    "with invalid arguments": (row: number) => Range.values(row === 1 ? Range.at("nowhere") : at(row)),
    "with an invalid response": (row: number) => Effect.asVoid(Range.text(at(row)))
  }
  for (const batching of [true, false]) {
    it.effect.each(Object.keys(calls) as ReadonlyArray<keyof typeof calls>)(
      `and the option ${batching} fails with a call %s`,
      (what) => {
        const { layer } = service({ read: (_, count) => count === 1 ? failure(400, "invalidArgument") : undefined })
        return Effect.gen(function*() {
          const loop = Effect.forEach(
            numbers(3),
            (row) => Effect.asVoid<unknown, WorkbookError.CallError, WorkbookSession.WorkbookSession>(calls[what](row)),
            { batching: true }
          )
          assert.isTrue(Exit.isFailure(yield* run(Effect.exit(inSession(loop, { batching })))))
        }).pipe(Effect.provide(layer))
      }
    )
  }
})

describe("A service that refuses batches", () => {
  it.effect("gets the requests one by one", () => {
    const { layer, received } = service({ batch: () => failure(405, "methodNotAllowed") })
    return Effect.gen(function*() {
      yield* inSession(Effect.forEach(numbers(3), read, unbounded))
      assert.deepStrictEqual(rows(received), [1, 2, 3])
    }).pipe(Effect.provide(layer))
  })
})
