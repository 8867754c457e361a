import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Encoding, Fiber, HashSet, TestClock } from "effect"
import { Emulator } from "../../src/index.js"
import { codeOf, createSession, emulator, read, send, workbook, write } from "./support.js"

const token = (oid: string) => ({
  authorization: `Bearer e30.${Encoding.encodeBase64Url(JSON.stringify({ oid }))}.s`
})

describe("modes", () => {
  it.effect("a persistent session changes the workbook for all users", () =>
    Effect.gen(function*() {
      const session = yield* createSession(true)
      assert.strictEqual((yield* write("B2", 30, session)).status, 200)
      assert.strictEqual(yield* read("D2", session), 39)
      assert.strictEqual(yield* read("D2"), 39)
      const other = yield* createSession(true)
      assert.strictEqual(yield* read("B2", other), 30)
      yield* write("B3", 40, other)
      assert.strictEqual(yield* read("D2", session), 75)
    }).pipe(Effect.provide(emulator())))

  it.effect("a non-persistent session works on a private copy, made when it is created", () =>
    Effect.gen(function*() {
      yield* write("B2", 30)
      const one = yield* createSession(false)
      const two = yield* createSession(false)
      const persistent = yield* createSession(true)
      yield* write("B3", 40, one)
      yield* write("B4", 50)
      assert.strictEqual(yield* read("D2", one), 30 + 40 + 5)
      assert.strictEqual(yield* read("D2", two), 30 + 4 + 5)
      assert.strictEqual(yield* read("D2", persistent), 30 + 4 + 50)
      assert.strictEqual(yield* read("D2"), 30 + 4 + 50)
      yield* send("POST", `${workbook()}/closeSession`, { session: one })
      assert.strictEqual(yield* read("B3"), 4)
    }).pipe(Effect.provide(emulator())))

  it.effect("without a session changes are kept", () =>
    Effect.gen(function*() {
      yield* write("B2", 30)
      yield* TestClock.adjust("1 hour")
      assert.strictEqual(yield* read("D2"), 39)
    }).pipe(Effect.provide(emulator())))

  it.effect("persistChanges is echoed, and defaults to true", () =>
    Effect.gen(function*() {
      for (const persistChanges of [true, false]) {
        const { body } = yield* send("POST", `${workbook()}/createSession`, { body: { persistChanges } })
        assert.strictEqual(body.persistChanges, persistChanges)
      }
      const { body } = yield* send("POST", `${workbook()}/createSession`)
      assert.strictEqual(body.persistChanges, true)
      const wrong = yield* send("POST", `${workbook()}/createSession`, { body: { persistChanges: "yes" } })
      assert.strictEqual(codeOf(wrong), "invalidArgument")
    }).pipe(Effect.provide(emulator())))
})

describe("life", () => {
  for (const [persistChanges, minutes] of [[true, 5], [false, 7]] as const) {
    it.effect(`a session with persistChanges ${persistChanges} ends after ${minutes} idle minutes`, () =>
      Effect.gen(function*() {
        const { openSessions } = yield* Emulator.Emulator
        const session = yield* createSession(persistChanges)
        yield* TestClock.adjust(Duration.subtract(Duration.minutes(minutes), "1 millis"))
        assert.strictEqual(yield* read("B2", session), 3)
        yield* TestClock.adjust(Duration.subtract(Duration.minutes(minutes), "1 millis"))
        assert.strictEqual((yield* send("POST", `${workbook()}/refreshSession`, { session })).status, 204)
        yield* TestClock.adjust(Duration.subtract(Duration.minutes(minutes), "1 millis"))
        assert.strictEqual((yield* openSessions).length, 1)
        yield* TestClock.adjust("1 millis")
        assert.strictEqual((yield* openSessions).length, 0)
        assert.strictEqual(yield* read("B2", session), "404 invalidSessionReCreatable")
      }).pipe(Effect.provide(emulator())))
  }

  it.effect("a refused request keeps the session alive, too", () =>
    Effect.gen(function*() {
      const session = yield* createSession(true)
      for (let i = 0; i < 3; i++) {
        yield* TestClock.adjust("4 minutes")
        assert.strictEqual((yield* send("GET", `${workbook()}/worksheets('None')`, { session })).status, 404)
      }
      assert.strictEqual(yield* read("B2", session), 3)
    }).pipe(Effect.provide(emulator())))

  it.effect("closing a closed session gets the response of an expired session", () =>
    Effect.gen(function*() {
      const closed = yield* createSession(true)
      const expired = yield* createSession(true)
      assert.strictEqual((yield* send("POST", `${workbook()}/closeSession`, { session: closed })).status, 204)
      yield* TestClock.adjust("5 minutes")
      const again = yield* send("POST", `${workbook()}/closeSession`, { session: closed })
      const late = yield* send("POST", `${workbook()}/refreshSession`, { session: expired })
      const never = yield* send("GET", `${workbook()}/worksheets`, { session: "bm9uZQ==" })
      for (const reply of [again, late, never]) {
        assert.strictEqual(reply.status, 404)
        assert.strictEqual(reply.body.error.code, "InvalidOrTimedOutSession")
        assert.strictEqual(codeOf(reply), "invalidSessionReCreatable")
      }
    }).pipe(Effect.provide(emulator())))

  it.effect("a lost session can be answered with 400", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* send("GET", `${workbook()}/worksheets`, { session: "bm9uZQ==" })).status, 400)
    }).pipe(Effect.provide(emulator({ sessionLostStatus: 400 }))))

  it.effect("refresh and close accept an empty body, and the header name in any case", () =>
    Effect.gen(function*() {
      const session = yield* createSession(true)
      const path = `${workbook()}/refreshSession`
      const replies = yield* Effect.all([
        send("POST", path, { session }),
        send("POST", path, { session, body: {} }),
        send("POST", path, { session, text: "null" }),
        send("POST", path, { session, text: "", contentType: "application/x-www-form-urlencoded" }),
        send("POST", path, { headers: { "Workbook-Session-Id": session } }),
        send("POST", `${workbook()}/CloseSession`, { session, contentType: "text/plain", text: " " })
      ])
      for (const reply of replies) {
        assert.strictEqual(reply.status, 204)
        assert.isUndefined(reply.body)
      }
    }).pipe(Effect.provide(emulator())))

  it.effect("refresh and close without the header are refused", () =>
    Effect.gen(function*() {
      for (const action of ["refreshSession", "closeSession"]) {
        const reply = yield* send("POST", `${workbook()}/${action}`, { body: {} })
        assert.strictEqual(reply.status, 400)
        assert.strictEqual(codeOf(reply), "badRequestUncategorized")
      }
    }).pipe(Effect.provide(emulator())))

  it.effect("ids are long, opaque and unique", () =>
    Effect.gen(function*() {
      const ids = yield* Effect.replicateEffect(createSession(true), 10)
      assert.strictEqual(HashSet.size(HashSet.fromIterable(ids)), 10)
      for (const id of ids) {
        assert.isAbove(id.length, 250)
        assert.match(id, /^[A-Za-z0-9+/]+=*$/)
      }
    }).pipe(Effect.provide(emulator())))
})

describe("endSessions", () => {
  const other = workbook("Reports/Q1%202026.xlsx")

  it.effect("ends all sessions as if they had expired", () =>
    Effect.gen(function*() {
      const { endSessions, openSessions } = yield* Emulator.Emulator
      const persistent = yield* createSession(true)
      const nonPersistent = yield* createSession(false)
      const elsewhere = yield* createSession(true, other)
      yield* write("B2", 30, persistent)
      yield* write("B3", 40, nonPersistent)
      assert.strictEqual(yield* endSessions(), 3)
      assert.deepStrictEqual(yield* openSessions, [])
      for (
        const [session, path] of [[persistent, workbook()], [nonPersistent, workbook()], [elsewhere, other]] as const
      ) {
        for (const action of ["refreshSession", "closeSession"]) {
          const reply = yield* send("POST", `${path}/${action}`, { session })
          assert.strictEqual(reply.status, 404)
          assert.strictEqual(reply.body.error.code, "InvalidOrTimedOutSession")
          assert.strictEqual(codeOf(reply), "invalidSessionReCreatable")
        }
        assert.strictEqual((yield* write("B4", 50, session, path)).status, 404)
        assert.strictEqual(yield* read("B2", session, path), "404 invalidSessionReCreatable")
      }
      assert.strictEqual(yield* read("D2"), 30 + 4 + 5)
      assert.strictEqual(yield* read("D2", yield* createSession(true)), 30 + 4 + 5)
      assert.strictEqual(yield* read("D2", yield* createSession(false)), 30 + 4 + 5)
    }).pipe(Effect.provide(emulator())))

  it.effect("ends the sessions of one workbook, or one session", () =>
    Effect.gen(function*() {
      const { endSessions, openSessions } = yield* Emulator.Emulator
      const first = yield* createSession(false)
      const second = yield* createSession(true)
      const elsewhere = yield* createSession(false, other)
      const [one, , three] = yield* openSessions
      assert.ok(one !== undefined && three !== undefined)
      assert.strictEqual(yield* endSessions({ id: one.id, itemId: three.itemId }), 0)
      assert.strictEqual(yield* endSessions({ itemId: "none" }), 0)
      assert.strictEqual(yield* endSessions(one), 1)
      assert.strictEqual(yield* endSessions(one), 0)
      assert.strictEqual(yield* read("B2", first), "404 invalidSessionReCreatable")
      assert.strictEqual(yield* read("B2", second), 3)
      assert.strictEqual(yield* endSessions({ itemId: one.itemId }), 1)
      assert.strictEqual(yield* read("B2", second), "404 invalidSessionReCreatable")
      assert.strictEqual(yield* read("B2", elsewhere, other), 3)
    }).pipe(Effect.provide(emulator())))

  it.effect("does not count expired sessions", () =>
    Effect.gen(function*() {
      const { endSessions } = yield* Emulator.Emulator
      yield* createSession(true)
      yield* createSession(false)
      yield* TestClock.adjust("5 minutes")
      assert.strictEqual(yield* endSessions(), 1)
    }).pipe(Effect.provide(emulator())))

  it.effect("makes room for other sessions", () =>
    Effect.gen(function*() {
      const { endSessions } = yield* Emulator.Emulator
      yield* createSession(true)
      yield* endSessions()
      yield* createSession(true)
    }).pipe(Effect.provide(emulator({ sessionsPerWorkbook: 1 }))))

  for (const [when, status, value] of [["before", 404, 3], ["after", 200, 30]] as const) {
    it.effect(`during a request, ${when} its execution`, () =>
      Effect.gen(function*() {
        const { endSessions, faults } = yield* Emulator.Emulator
        const session = yield* createSession(true)
        yield* faults.add({ when, do: { _tag: "Stall", for: "4 seconds" } })
        const writing = yield* Effect.fork(write("B2", 30, session))
        yield* TestClock.adjust("1 seconds")
        assert.strictEqual(yield* endSessions(), 1)
        yield* TestClock.adjust("3 seconds")
        assert.strictEqual((yield* Fiber.join(writing)).status, status)
        assert.strictEqual(yield* read("B2"), value)
        assert.strictEqual(yield* read("B2", session), "404 invalidSessionReCreatable")
      }).pipe(Effect.provide(emulator())))
  }

  it.effect("fails a running operation", () =>
    Effect.gen(function*() {
      const { endSessions } = yield* Emulator.Emulator
      const creating = yield* Effect.fork(createSession(true))
      yield* TestClock.adjust("4 seconds")
      const session = yield* Fiber.join(creating)
      const { headers, status } = yield* send("POST", `${workbook()}/tables('Orders')/rows`, {
        session,
        headers: { prefer: "respond-async" },
        body: { values: [["Figs", 6]] }
      })
      assert.strictEqual(status, 202)
      assert.strictEqual(yield* endSessions(), 1)
      yield* TestClock.adjust("4 seconds")
      const { body } = yield* send("GET", String(headers["location"]))
      assert.strictEqual(body.status, "failed")
      assert.strictEqual(body.error.code, "InvalidOrTimedOutSession")
      assert.strictEqual((yield* send("GET", `${workbook()}/tables('Orders')/rows/count`)).body.value, 3)
    }).pipe(Effect.provide(emulator({ openDelay: "4 seconds" }))))
})

describe("bounds", () => {
  it.effect("a workbook has 25 sessions at most", () =>
    Effect.gen(function*() {
      const ids = yield* Effect.replicateEffect(createSession(true), 25)
      const refused = yield* send("POST", `${workbook()}/createSession`, { body: { persistChanges: false } })
      assert.strictEqual(refused.status, 429)
      assert.strictEqual(codeOf(refused), "tooManyRequestsUncategorized")
      yield* createSession(true, workbook("Reports/Q1%202026.xlsx"))
      yield* send("POST", `${workbook()}/closeSession`, { session: String(ids[7]) })
      yield* createSession(true)
      yield* TestClock.adjust("5 minutes")
      yield* createSession(true)
    }).pipe(Effect.provide(emulator())))

  it.effect("a session belongs to one workbook and one user", () =>
    Effect.gen(function*() {
      const session = yield* createSession(true, workbook(), { headers: token("ada") })
      const elsewhere = yield* send("GET", `${workbook("Reports/Q1%202026.xlsx")}/worksheets`, {
        session,
        headers: token("ada")
      })
      const somebody = yield* send("GET", `${workbook()}/worksheets`, { session, headers: token("eve") })
      const nobody = yield* send("POST", `${workbook()}/closeSession`, { session })
      for (const reply of [elsewhere, somebody, nobody]) {
        assert.strictEqual(reply.status, 400)
        assert.strictEqual(codeOf(reply), "invalidSessionUnexpected")
      }
      const renewed = yield* send("GET", `${workbook()}/worksheets`, { session, headers: token("ada") })
      assert.strictEqual(renewed.status, 200)
    }).pipe(Effect.provide(emulator())))

  it.effect("open sessions are listed with hidden ids", () =>
    Effect.gen(function*() {
      const { openSessions, workbooks } = yield* Emulator.Emulator
      const id = yield* createSession(false)
      const [file] = yield* workbooks
      const [session] = yield* openSessions
      assert.strictEqual(session?.persistChanges, false)
      const [, book] = yield* workbooks
      assert.strictEqual(session?.itemId, book?.id)
      assert.strictEqual(file?.path, "/Reports/Q1 2026.xlsx")
      assert.notInclude(JSON.stringify(session), id)
    }).pipe(Effect.provide(emulator())))
})

describe("order", () => {
  it.effect("requests to one workbook are executed one at a time, in order", () =>
    Effect.gen(function*() {
      const session = yield* createSession(true)
      const values = Array.from({ length: 20 }, (_, index) => index)
      yield* Effect.forEach(
        values,
        (value) =>
          send("POST", `${workbook()}/tables('Orders')/rows`, {
            session,
            body: { values: [[`Item ${value}`, value]] }
          }),
        { concurrency: "unbounded" }
      )
      const { body } = yield* send("GET", `${workbook()}/tables('Orders')/rows?$skip=3`, { session })
      assert.deepStrictEqual(body.value.map((row: any) => row.values[0][1]), values)
    }).pipe(Effect.provide(emulator())))

  it.effect("an interrupted request that has not started is never executed", () =>
    Effect.gen(function*() {
      const { openSessions } = yield* Emulator.Emulator
      const creating = yield* Effect.fork(createSession(true))
      yield* TestClock.adjust("1 seconds")
      yield* Fiber.interrupt(creating)
      yield* TestClock.adjust("1 minutes")
      assert.deepStrictEqual(yield* openSessions, [])
    }).pipe(Effect.provide(emulator({ openDelay: "3 seconds" }))))
})
