import { WorkbookSession } from "@effect-workbook/client"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Logger, TestClock } from "effect"
import { type Answer, failure, type Reply, sessionId } from "./support/Script.js"
import { after, cell, first, inSession, nameOf, service, workbook } from "./support/Session.js"

const names = (log: ReadonlyArray<string>) => log.map((line) => line.split(" ")[1])

const workbookUrl = "https://graph.microsoft.com/v1.0/drives/b!d/items/01ABC/workbook"
const resourceLocation = `${workbookUrl}/sessionInfoResource(key='op')`

/** The ways in which the service returns a session: in the first response, or as the result of an operation. */
const ways: Record<string, (body: unknown) => Partial<Record<string, Answer>>> = {
  "at once": (body) => ({ createSession: () => ({ status: 201, body }) }),
  "after an operation": (body) => ({
    createSession: () => ({ status: 202, headers: { location: `${workbookUrl}/operations/op` } }),
    poll: () => ({ status: 200, body: { status: "succeeded", resourceLocation } }),
    sessionInfoResource: () => ({ status: 200, body })
  })
}

const run = <A, E, R>(work: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.fork(work)
    yield* TestClock.adjust("1 hour")
    return yield* Fiber.join(fiber)
  })

const create = WorkbookSession.createSession(workbook, { persistChanges: true })

/** The two functions that open a session. */
const openings = { make: Effect.asVoid(inSession(cell)), createSession: Effect.asVoid(create) }

describe("A response to createSession without the documented form", () => {
  const strange: Record<string, object> = {
    "persistChanges as text": { persistChanges: "true" },
    "persistChanges as a number": { persistChanges: 1 },
    "persistChanges as an object that repeats the id": { persistChanges: { id: sessionId, deep: [sessionId] } }
  }
  for (const [what, rest] of Object.entries(strange)) {
    for (const [way, answers] of Object.entries(ways)) {
      for (const [who, open] of Object.entries(openings)) {
        it.effect(`${what}, ${way}, to ${who}: closes the session once, and the error names the problem`, () => {
          const { layer, log, received } = service(answers({ id: sessionId, ...rest }))
          return Effect.gen(function*() {
            const error = yield* run(Effect.flip(open))
            assert.strictEqual(error._tag, "UnexpectedAnswer")
            assert.include(error.message, "persistChanges")
            assert.notInclude(JSON.stringify(error) + error.message, "secret-session")
            assert.deepStrictEqual(names(log).slice(-1), ["closeSession"])
            const closings = received.filter((request) => nameOf(request) === "closeSession")
            assert.deepStrictEqual(closings.map(({ headers }) => headers["workbook-session-id"]), [sessionId])
          }).pipe(Effect.provide(layer))
        })
      }
    }
  }

  for (const text of ["<html>", "{\"id\":", "[".repeat(5000)]) {
    it.effect(`is ignored in a 202, because the operation is polled: ${text.slice(0, 6)}`, () => {
      const { layer, log } = service({
        createSession: () => ({ status: 202, text, headers: { location: `${workbookUrl}/operations/op` } }),
        poll: () => ({ status: 200, body: { status: "succeeded", resourceLocation } }),
        sessionInfoResource: () => ({ status: 200, body: { id: sessionId, persistChanges: true } })
      })
      return Effect.gen(function*() {
        yield* run(inSession(cell))
        assert.deepStrictEqual(names(log), ["createSession", "poll", "sessionInfoResource", "read", "closeSession"])
      }).pipe(Effect.provide(layer))
    })
  }

  for (const headers of [{}, { location: "" }]) {
    it.effect(`in a 202 without a usable Location ${JSON.stringify(headers)} opens the session in its body`, () => {
      const { layer, log } = service({
        createSession: () => ({ status: 202, body: { id: sessionId, persistChanges: true }, headers })
      })
      return Effect.gen(function*() {
        yield* run(inSession(cell))
        assert.deepStrictEqual(names(log), ["createSession", "read", "closeSession"])
      }).pipe(Effect.provide(layer))
    })
  }

  it.effect("is accepted if the id and the mode are right", () => {
    const body = { id: sessionId, persistChanges: true, value: [[{}]], "@odata.context": 1, nested: { id: 7 } }
    const { layer, log } = service(ways["at once"]!(body))
    return Effect.gen(function*() {
      assert.deepStrictEqual(yield* inSession(cell), [[1]])
      assert.deepStrictEqual(names(log), ["createSession", "read", "closeSession"])
    }).pipe(Effect.provide(layer))
  })

  const nameless: Record<string, unknown> = {
    "an array for the id": { id: ["not an id"], persistChanges: true },
    "an empty id": { id: "", persistChanges: true },
    "no id": { persistChanges: true },
    "a text": "not an id",
    "nothing": undefined
  }
  for (const [what, body] of Object.entries(nameless)) {
    for (const [way, answers] of Object.entries(ways)) {
      it.effect(`${what}, ${way}: closes no session`, () => {
        const { layer, log } = service(answers(body))
        return Effect.gen(function*() {
          const error = yield* run(Effect.flip(inSession(cell)))
          assert.strictEqual(error._tag, "UnexpectedAnswer")
          assert.notInclude(names(log), "closeSession")
        }).pipe(Effect.provide(layer))
      })
    }
  }

  it.effect("fails the opening also if the session cannot be closed", () => {
    const lines: Array<string> = []
    const logger = Logger.make(({ message }) => void lines.push(String(message)))
    const { layer } = service({
      ...ways["at once"]!({ id: sessionId, persistChanges: "true" }),
      closeSession: () => failure(403, "x", "forbiddenUncategorized")
    })
    return Effect.gen(function*() {
      assert.strictEqual((yield* Effect.flip(create))._tag, "UnexpectedAnswer")
      assert.strictEqual(lines.length, 1)
      assert.include(lines[0], "closeSession")
      assert.notInclude(lines[0], "secret-session")
    }).pipe(Effect.provide([layer, Logger.replace(Logger.defaultLogger, logger)]))
  })
})

describe("A session that is not used", () => {
  const unwanted: Record<string, Reply> = {
    "of the wrong kind": { status: 201, body: { id: sessionId, persistChanges: false } },
    "that cannot be read": { status: 201, body: { id: sessionId, persistChanges: "no" } }
  }
  for (const [what, reply] of Object.entries(unwanted)) {
    it.effect(`${what} is closed with retries, also after the caller was interrupted`, () => {
      const { layer, log } = service({
        createSession: () => reply,
        closeSession: first(failure(503, "x", "transientFailure"), failure(409), failure(504, "x"))
      })
      return Effect.gen(function*() {
        const fiber = yield* Effect.fork(create)
        yield* TestClock.adjust("10 millis")
        yield* Fiber.interrupt(fiber)
        yield* TestClock.adjust("1 minute")
        assert.deepStrictEqual(names(log), ["createSession", ...Array.from({ length: 4 }, () => "closeSession")])
      }).pipe(Effect.provide(layer))
    })

    it.effect(`${what} is closed once if the response arrives after an interrupt`, () => {
      const { layer, log } = service({ createSession: () => after(reply, "10 seconds") })
      return Effect.gen(function*() {
        const fiber = yield* Effect.fork(inSession(cell))
        yield* TestClock.adjust("1 second")
        const interrupting = yield* Effect.fork(Fiber.interrupt(fiber))
        yield* TestClock.adjust("1 minute")
        yield* Fiber.join(interrupting)
        assert.deepStrictEqual(log, ["0 createSession", "10 closeSession"])
      }).pipe(Effect.provide(layer))
    })
  }
})
