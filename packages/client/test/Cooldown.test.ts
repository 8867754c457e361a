import {
  Catalogue,
  DriveItem,
  GraphClient,
  Operation,
  type SessionEvent,
  Workbook,
  WorkbookError,
  WorkbookSession
} from "@effect-workbook/client"
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Duration, Effect, Exit, Fiber, Logger, Scope, TestClock } from "effect"
import { failure, type Reply } from "./support/Script.js"
import { after, append, cell, first, inSession, service, workbook, write } from "./support/Session.js"

const asking = (reply: Reply, retryAfter: number | string): Reply => ({
  ...reply,
  headers: { "retry-after": String(retryAfter), "request-id": "r-1" }
})
const throttle = failure(429, "x", "tooManyRequestsUncategorized")
const appThrottle = failure(429, "TooManyRequests", "429")
const bare = failure(503, "UnknownError")

const other = Workbook.item("02", Workbook.drive("b!d"))

/** Records the events of a session as log lines. */
const notes = () => {
  const events: Array<string> = []
  const onEvent: WorkbookSession.Options["onEvent"] = (event: SessionEvent.SessionEvent) =>
    Effect.sync(() => {
      const at = DateTime.toEpochMillis(event.at) / 1000
      events.push(
        event._tag === "Throttled"
          ? `${at} ${event.scope} rests until ${DateTime.toEpochMillis(event.until) / 1000}`
          : `${at} ${event._tag}`
      )
    })
  return { events, onEvent, rests: () => events.filter((event) => event.includes("rests")) }
}

const open = (options: Partial<WorkbookSession.Options> = {}) => WorkbookSession.make({ workbook, ...options })

const inIt = (session: WorkbookSession.Service) => WorkbookSession.provide(session)

/** The time that a call takes, and its error. */
const timed = <A, E, R>(call: Effect.Effect<A, E, R>) =>
  Effect.map(Effect.timed(Effect.either(call)), ([time, result]) => ({
    seconds: Duration.toSeconds(time),
    result: result._tag === "Right" ? "done" : result.left
  }))

/** The remaining time of a cooldown that was too long to wait for. */
const left = ({ result, seconds }: { readonly seconds: number; readonly result: unknown }) => {
  assert.instanceOf(result, WorkbookError.Throttled)
  assert.strictEqual(seconds, 0)
  return result.retryAfter && Duration.toSeconds(result.retryAfter)
}

const run = <A, E, R>(work: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.fork(Effect.scoped(work))
    yield* TestClock.adjust("3 hours")
    return yield* Fiber.join(fiber)
  })

const quiet = Logger.remove(Logger.defaultLogger)

describe("A cooldown that is too long to wait for", () => {
  it.effect("fails the call that starts it and each later call at once, until it is over", () => {
    const { layer, log } = service({ read: first(asking(throttle, 400)) })
    const { onEvent, rests } = notes()
    return Effect.gen(function*() {
      const work = Effect.gen(function*() {
        const it = inIt(yield* open({ onEvent }))
        const answered = yield* timed(it(cell))
        yield* Effect.sleep("10 seconds")
        const unsent = yield* timed(it(cell))
        const unsentWrite = yield* timed(it(append))
        yield* Effect.sleep("1 minute")
        const later = yield* timed(it(cell))
        yield* Effect.sleep("30 seconds")
        return { answered, unsent, unsentWrite, later, last: yield* timed(it(cell)) }
      })
      const { answered, last, later, unsent, unsentWrite } = yield* run(work)
      assert.deepStrictEqual([answered, unsent, unsentWrite, later].map(left), [400, 390, 390, 330])
      assert.deepStrictEqual(last, { seconds: 300, result: "done" })
      assert.deepStrictEqual(log, ["0 createSession", "0 read", "400 read", "400 closeSession"])
      assert.deepStrictEqual(rests(), ["0 workbook rests until 400"])
      // the error of a call that was not sent also has the response of the service
      assert.instanceOf(unsent.result, WorkbookError.Throttled)
      assert.strictEqual(unsent.result.code, "tooManyRequestsUncategorized")
      assert.strictEqual(unsent.result.requestId, "r-1")
      assert.instanceOf(unsentWrite.result, WorkbookError.Throttled)
      assert.strictEqual(unsentWrite.result.endpoint, "Collection(workbookTableRow).create")
    }).pipe(Effect.provide([layer, quiet]))
  })

  it.effect("fails the calls of every session of the workbook, and the opening of new sessions", () => {
    const { layer, log } = service({ read: first(asking(throttle, 400)) })
    const [one, two, three] = [notes(), notes(), notes()]
    return Effect.gen(function*() {
      const work = Effect.gen(function*() {
        const first = inIt(yield* open(one))
        const second = inIt(yield* open({ ...two, mode: "sessionless" }))
        const results = [yield* timed(first(cell)), yield* timed(second(cell)), yield* timed(open(three))]
        return results
      })
      assert.deepStrictEqual((yield* run(work)).map(left), [400, 400, 400])
      assert.deepStrictEqual(log.slice(0, 3), ["0 createSession", "0 read", "400 closeSession"])
      for (const { rests } of [one, two, three]) assert.deepStrictEqual(rests(), ["0 workbook rests until 400"])
    }).pipe(Effect.provide([layer, quiet]))
  })

  it.effect("of the application applies to every workbook, to resolving an address and to GraphClient.execute", () => {
    const { layer, log } = service({ read: first(asking(appThrottle, 400)) })
    const [one, two] = [notes(), notes()]
    return Effect.gen(function*() {
      const work = Effect.gen(function*() {
        const first = inIt(yield* open(one))
        const second = inIt(yield* open({ ...two, workbook: other }))
        const results = [
          yield* timed(first(cell)),
          yield* timed(second(cell)),
          yield* timed(DriveItem.resolve(Workbook.path("/Orders.xlsx"))),
          yield* timed(GraphClient.execute({ endpoint: Catalogue.driveItem.get, url: "/me/drive/items/01" }))
        ]
        yield* Effect.sleep("150 seconds")
        return { results, waited: yield* timed(second(cell)) }
      })
      const { results, waited } = yield* run(work)
      assert.deepStrictEqual(results.map(left), [400, 400, 400, 400])
      assert.deepStrictEqual(waited, { seconds: 250, result: "done" })
      assert.isTrue(log.slice(3).every((line) => Number(line.split(" ")[0]) >= 400), log.join())
      for (const { rests } of [one, two]) assert.deepStrictEqual(rests(), ["0 client rests until 400"])
    }).pipe(Effect.provide([layer, quiet]))
  })

  it.effect("also fails calls that already wait in the queue, also behind another request", () => {
    const { layer, log } = service({
      read: (_, count) => count === 1 ? after(asking(throttle, 400), "10 seconds") : undefined
    })
    const two = notes()
    return Effect.gen(function*() {
      const work = Effect.gen(function*() {
        const [first, second, third] = [yield* open(), yield* open({ mode: "sessionless" }), yield* open(two)]
        const closing = yield* Scope.make()
        yield* Scope.extend(open(), closing)
        const reading = yield* Effect.fork(timed(inIt(first)(cell)))
        yield* Effect.sleep("1 second")
        // closeSession waits for the end of the cooldown, before the calls in the queue.
        yield* Effect.forkDaemon(Scope.close(closing, Exit.void))
        yield* Effect.sleep("1 second")
        const waiting = yield* Effect.forEach([second, third], (session) => Effect.fork(timed(inIt(session)(cell))))
        return { first: yield* Fiber.join(reading), waiting: yield* Effect.forEach(waiting, Fiber.join) }
      })
      const { first, waiting } = yield* run(work)
      assert.strictEqual(first.seconds, 10)
      assert.deepStrictEqual(waiting.map(({ seconds }) => seconds), [8, 8])
      for (const { result } of waiting) assert.instanceOf(result, WorkbookError.Throttled)
      assert.deepStrictEqual(two.rests(), ["10 workbook rests until 410"])
      assert.deepStrictEqual(log.slice(0, 5), [
        "0 createSession",
        "0 createSession",
        "0 createSession",
        "0 read",
        "410 closeSession"
      ])
    }).pipe(Effect.provide([layer, quiet]))
  })

  it.effect("may be the sum of all waits of a call", () => {
    const { layer, log } = service({ read: first(asking(throttle, 200)), write: first(asking(throttle, 200)) })
    return Effect.gen(function*() {
      const work = Effect.gen(function*() {
        const [first, second, third] = [inIt(yield* open()), inIt(yield* open()), inIt(yield* open())]
        return yield* Effect.all([
          timed(first(cell)),
          Effect.delay(timed(second(write)), "1 second"),
          Effect.delay(timed(third(write)), "2 seconds")
        ], { concurrency: 3 })
      })
      const [read, written, unsent] = yield* run(work)
      assert.deepStrictEqual(read, { seconds: 200, result: "done" })
      // The next call has already waited for 198 seconds when another cooldown starts.
      assert.deepStrictEqual([written.seconds, unsent.seconds], [199, 198])
      for (const { result } of [written, unsent]) assert.instanceOf(result, WorkbookError.Throttled)
      assert.deepStrictEqual(log.filter((line) => /read|write/.test(line)), ["0 read", "200 read", "200 write"])
    }).pipe(Effect.provide([layer, quiet]))
  })

  it.effect("does not end the session of a call that was not sent, and its outcome is not unknown", () => {
    const { layer, log } = service({ read: first(asking(bare, 400)) })
    const { events, onEvent } = notes()
    return Effect.gen(function*() {
      const work = Effect.gen(function*() {
        const session = inIt(yield* open({ onEvent }))
        const sessionless = inIt(yield* open({ mode: "sessionless" }))
        yield* Effect.flip(sessionless(cell))
        const results = [yield* timed(session(append)), yield* timed(session(cell)), yield* timed(sessionless(append))]
        yield* Effect.sleep("500 seconds")
        yield* session(cell)
        return results
      })
      assert.deepStrictEqual((yield* run(work)).map(left), [400, 400, 400])
      assert.deepStrictEqual(events.map((event) => event.split(" ")[1]), [
        "Opening",
        "Open",
        "workbook",
        "Refreshed",
        "Closed"
      ])
      assert.strictEqual(log.filter((line) => line.endsWith("createSession")).length, 1)
    }).pipe(Effect.provide([layer, quiet]))
  })

  it.effect("does not count as an attempt to replace a lost session", () => {
    const { layer, log } = service({ read: first(asking(bare, 400)) })
    return Effect.gen(function*() {
      const work = Effect.gen(function*() {
        const it = inIt(yield* open())
        const results = yield* Effect.replicateEffect(timed(it(cell)), 9)
        yield* Effect.sleep("400 seconds")
        return [...results, yield* timed(it(cell))]
      })
      const results = yield* run(work)
      assert.deepStrictEqual(results.slice(1, 9).map(left), Array.from({ length: 8 }, () => 400))
      assert.strictEqual(results[9]!.result, "done")
      assert.deepStrictEqual(log, [
        "0 createSession",
        "0 read",
        "400 closeSession",
        "400 createSession",
        "400 read",
        "400 closeSession"
      ])
    }).pipe(Effect.provide([layer, quiet]))
  })

  for (const time of ["2592000", "99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"]) {
    it.effect(`may have any length: ${time}`, () => {
      const { layer, log } = service({ read: () => asking(throttle, time) })
      const untils: Array<string> = []
      const onEvent: WorkbookSession.Options["onEvent"] = (event) =>
        Effect.sync(() => event._tag === "Throttled" && untils.push(DateTime.formatIso(event.until)))
      return Effect.gen(function*() {
        const results = yield* run(
          inSession(Effect.all([timed(cell), timed(cell)]), { onEvent })
        )
        for (const { result, seconds } of results) {
          assert.strictEqual(seconds, 0)
          assert.instanceOf(result, WorkbookError.Throttled)
        }
        assert.lengthOf(untils, 1)
        assert.deepStrictEqual(log, ["0 createSession", "0 read"])
      }).pipe(Effect.provide([layer, quiet]))
    })
  }
})

describe("A cooldown that is waited for", () => {
  it.effect("publishes an event in each session that waits for it", () => {
    const { layer, log } = service({ read: first(asking(throttle, 120)) })
    const two = notes()
    return Effect.gen(function*() {
      const work = Effect.gen(function*() {
        const [first, second] = [inIt(yield* open()), inIt(yield* open({ ...two, mode: "sessionless" }))]
        yield* Effect.fork(first(cell))
        yield* Effect.sleep("20 seconds")
        return yield* timed(second(write))
      })
      assert.deepStrictEqual(yield* run(work), { seconds: 100, result: "done" })
      assert.deepStrictEqual(two.events.slice(1), ["20 workbook rests until 120", "120 Closed"])
      assert.isTrue(log.slice(2).every((line) => line.startsWith("120 ")))
    }).pipe(Effect.provide(layer))
  })

  it.effect("delays the first opening, and publishes an event", () => {
    const { layer, log } = service({ createSession: first(asking(appThrottle, 30)) })
    const { events, onEvent } = notes()
    return Effect.gen(function*() {
      yield* run(inSession(cell, { onEvent }))
      assert.deepStrictEqual(events, ["0 Opening", "0 client rests until 30", "30 Open", "30 Closed"])
      assert.deepStrictEqual(log.slice(0, 2), ["0 createSession", "30 createSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("can be interrupted by the caller, also if it is a cooldown of the application", () => {
    const { layer, log } = service({ read: first(asking(appThrottle, 60)) })
    return Effect.gen(function*() {
      const work = Effect.gen(function*() {
        const [first, second] = [inIt(yield* open()), inIt(yield* open({ workbook: other }))]
        yield* Effect.fork(first(cell))
        yield* Effect.sleep("1 second")
        yield* Effect.timeoutOption(second(write), "10 seconds")
        yield* Effect.sleep("2 minutes")
      })
      yield* run(work)
      assert.notInclude(log.map((line) => line.split(" ")[1]), "write")
    }).pipe(Effect.provide(layer))
  })

  it.effect("delays polling, up to the deadline of the operation", () => {
    const location = "https://graph.microsoft.com/v1.0/drives/b!d/items/01ABC/workbook/operations/op"
    const { layer, log } = service({
      append: () => ({ status: 202, headers: { location } }),
      poll: first(asking(throttle, 400), { status: 200, body: { status: "succeeded" } })
    })
    return Effect.gen(function*() {
      yield* run(inSession(Effect.exit(append), { polling: { deadline: "10 minutes" } }))
      assert.deepStrictEqual(log.filter((line) => line.endsWith("poll")), ["1 poll", "401 poll"])
    }).pipe(Effect.provide([layer, quiet]))
  })
})

describe("Closing a session during a cooldown", () => {
  const lines: Array<string> = []
  const logger = Logger.replace(Logger.defaultLogger, Logger.make(({ message }) => void lines.push(String(message))))
  const end = (options: Partial<WorkbookSession.Options> = {}) =>
    Effect.gen(function*() {
      lines.length = 0
      const fiber = yield* Effect.fork(timed(inSession(Effect.flip(cell), options)))
      yield* TestClock.adjust("1 hour")
      return yield* Fiber.join(fiber)
    })

  it.effect("closes it in the background after the cooldown, with a warning", () => {
    const { layer, log } = service({ read: () => asking(throttle, 400) })
    return Effect.gen(function*() {
      assert.deepStrictEqual(yield* end(), { seconds: 30, result: "done" })
      assert.deepStrictEqual(log, ["0 createSession", "0 read", "400 closeSession"])
      assert.deepStrictEqual(lines, ["closeSession: not done yet, waiting on in the background"])
    }).pipe(Effect.provide([layer, logger]))
  })

  it.effect("does so too if the response to closeSession starts the cooldown", () => {
    const { layer, log } = service({ closeSession: first(asking(throttle, 400)) })
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(timed(inSession(cell)))
      yield* TestClock.adjust("1 hour")
      assert.deepStrictEqual(yield* Fiber.join(fiber), { seconds: 30, result: "done" })
      assert.deepStrictEqual(log, ["0 createSession", "0 read", "0 closeSession", "400 closeSession"])
    }).pipe(Effect.provide([layer, logger]))
  })

  it.effect("leaves it to its idle limit if the cooldown is much longer, with a warning", () => {
    const { layer, log } = service({ read: () => asking(bare, 3600) })
    return Effect.gen(function*() {
      assert.deepStrictEqual(yield* end({ retry: WorkbookSession.retry }), { seconds: 0, result: "done" })
      assert.deepStrictEqual(log, ["0 createSession", "0 read"])
      assert.isTrue(lines.some((line) => line.startsWith("closeSession: ")), lines.join())
    }).pipe(Effect.provide([layer, logger]))
  })
})

describe("An operation whose polls are throttled", () => {
  it.effect("is polled again after a cooldown of the application of any length", () => {
    const location = "https://graph.microsoft.com/v1.0/operations/op"
    const { layer } = service({ poll: first(asking(appThrottle, 400), { status: 200, body: { status: "succeeded" } }) })
    return Effect.gen(function*() {
      const accepted = { status: 202, body: undefined, location, retryAfter: undefined, requestId: undefined }
      const followed = Operation.result(
        Catalogue.workbook.createSession,
        { ...accepted, clientRequestId: "c" },
        { deadline: "10 minutes" }
      )
      const { result } = yield* run(timed(followed))
      assert.strictEqual(result, "done")
    }).pipe(Effect.provide(layer))
  })
})
