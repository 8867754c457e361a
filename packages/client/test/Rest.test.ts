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

/** Notes what a session tells, in the words of a log. */
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

/** How long a call takes, and what it fails with. */
const timed = <A, E, R>(call: Effect.Effect<A, E, R>) =>
  Effect.map(Effect.timed(Effect.either(call)), ([time, result]) => ({
    seconds: Duration.toSeconds(time),
    result: result._tag === "Right" ? "done" : result.left
  }))

/** What is left of a rest, where it was too long to be waited for. */
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

describe("A rest that is longer than a call may be made to wait", () => {
  it.effect("fails the call that hears of it and each that comes during it, at once, and then calls go on", () => {
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
      // what the service said stays on the error, for the call that was not sent too
      assert.instanceOf(unsent.result, WorkbookError.Throttled)
      assert.strictEqual(unsent.result.code, "tooManyRequestsUncategorized")
      assert.strictEqual(unsent.result.requestId, "r-1")
      assert.instanceOf(unsentWrite.result, WorkbookError.Throttled)
      assert.strictEqual(unsentWrite.result.endpoint, "Collection(workbookTableRow).create")
    }).pipe(Effect.provide([layer, quiet]))
  })

  it.effect("is told to every session of the workbook, and to those that would be opened", () => {
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

  it.effect("of the whole application holds for every workbook, for looking one up and for the bare client", () => {
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

  it.effect("fails also those that wait for their turn already, whoever is in front of them", () => {
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
        // The closing waits for the end of the rest, in front of the calls.
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

  it.effect("is what all waits of a call together make, whoever had to be waited for", () => {
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
      // What is behind it meets another rest, when it has waited for 198 seconds already.
      assert.deepStrictEqual([written.seconds, unsent.seconds], [199, 198])
      for (const { result } of [written, unsent]) assert.instanceOf(result, WorkbookError.Throttled)
      assert.deepStrictEqual(log.filter((line) => /read|write/.test(line)), ["0 read", "200 read", "200 write"])
    }).pipe(Effect.provide([layer, quiet]))
  })

  it.effect("says nothing of the session of a call that was not sent, nor of what the call would have done", () => {
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

  it.effect("uses up none of the times that a lost session may be opened again", () => {
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
    it.effect(`may be of any length: ${time}`, () => {
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

describe("A rest that is waited for", () => {
  it.effect("is told, by whoever meets it", () => {
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

  it.effect("holds the first opening back, which is told too", () => {
    const { layer, log } = service({ createSession: first(asking(appThrottle, 30)) })
    const { events, onEvent } = notes()
    return Effect.gen(function*() {
      yield* run(inSession(cell, { onEvent }))
      assert.deepStrictEqual(events, ["0 Opening", "0 client rests until 30", "30 Open", "30 Closed"])
      assert.deepStrictEqual(log.slice(0, 2), ["0 createSession", "30 createSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("can be given up by the caller, also where the whole application rests", () => {
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

  it.effect("is waited for by what follows an operation, whose deadline bounds it", () => {
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

describe("A session that is to be closed during a rest", () => {
  const lines: Array<string> = []
  const logger = Logger.replace(Logger.defaultLogger, Logger.make(({ message }) => void lines.push(String(message))))
  const end = (options: Partial<WorkbookSession.Options> = {}) =>
    Effect.gen(function*() {
      lines.length = 0
      const fiber = yield* Effect.fork(timed(inSession(Effect.flip(cell), options)))
      yield* TestClock.adjust("1 hour")
      return yield* Fiber.join(fiber)
    })

  it.effect("is closed when the rest is over, in the background, and that is warned of", () => {
    const { layer, log } = service({ read: () => asking(throttle, 400) })
    return Effect.gen(function*() {
      assert.deepStrictEqual(yield* end(), { seconds: 30, result: "done" })
      assert.deepStrictEqual(log, ["0 createSession", "0 read", "400 closeSession"])
      assert.deepStrictEqual(lines, ["closeSession: not done yet, waiting on in the background"])
    }).pipe(Effect.provide([layer, logger]))
  })

  it.effect("is closed so too where it is closeSession itself that is answered so", () => {
    const { layer, log } = service({ closeSession: first(asking(throttle, 400)) })
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(timed(inSession(cell)))
      yield* TestClock.adjust("1 hour")
      assert.deepStrictEqual(yield* Fiber.join(fiber), { seconds: 30, result: "done" })
      assert.deepStrictEqual(log, ["0 createSession", "0 read", "0 closeSession", "400 closeSession"])
    }).pipe(Effect.provide([layer, logger]))
  })

  it.effect("is left to its idle limit where it would be gone long before, and that is warned of", () => {
    const { layer, log } = service({ read: () => asking(bare, 3600) })
    return Effect.gen(function*() {
      assert.deepStrictEqual(yield* end({ retry: WorkbookSession.retry }), { seconds: 0, result: "done" })
      assert.deepStrictEqual(log, ["0 createSession", "0 read"])
      assert.isTrue(lines.some((line) => line.startsWith("closeSession: ")), lines.join())
    }).pipe(Effect.provide([layer, logger]))
  })
})

describe("An operation that the service throttles", () => {
  it.effect("is asked for again after a rest of the application, whatever its length", () => {
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
