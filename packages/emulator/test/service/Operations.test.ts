import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber, TestClock } from "effect"
import { Emulator } from "../../src/index.js"
import { codeOf, createSession, emulator, read, send, workbook } from "./support.js"

const respondAsync = { prefer: "respond-async" }
const slow = emulator({ openDelay: "4 seconds", sessionsPerWorkbook: 2 })

/** A session on an emulator where `createSession` takes four seconds. */
const createSlowly = Effect.gen(function*() {
  const creating = yield* Effect.fork(createSession(true))
  yield* TestClock.adjust("4 seconds")
  return yield* Fiber.join(creating)
})

describe("createSession", () => {
  it.effect("gets 202 and its operation goes from notStarted to succeeded", () =>
    Effect.gen(function*() {
      const { openSessions } = yield* Emulator.Emulator
      const accepted = yield* send("POST", `${workbook()}/createSession`, {
        body: { persistChanges: false },
        headers: respondAsync
      })
      assert.strictEqual(accepted.status, 202)
      assert.deepStrictEqual(accepted.body, {})
      const location = accepted.headers["location"] ?? ""
      assert.match(
        location,
        /^https:\/\/graph\.microsoft\.com\/v1\.0\/me\/drive\/root:\/book\.xlsx:\/workbook\/operations\/[\da-f-]{36}\?sessionId=/
      )
      const seen: Array<string> = []
      for (const wait of [0, 1, 2, 1]) {
        yield* TestClock.adjust(Duration.seconds(wait))
        const { body, status } = yield* send("GET", location)
        assert.strictEqual(status, 200)
        assert.isUndefined(body.error)
        seen.push(body.status)
        if (body.status !== "succeeded") assert.notProperty(body, "resourceLocation")
      }
      assert.deepStrictEqual(seen, ["notStarted", "running", "running", "succeeded"])
      const { body: operation } = yield* send("GET", location)
      assert.include(operation.resourceLocation, `/workbook/sessionInfoResource(key='${operation.id}')?sessionId=`)
      const info = yield* send("GET", operation.resourceLocation)
      const again = yield* send("GET", operation.resourceLocation)
      assert.deepStrictEqual(info.body, again.body)
      assert.strictEqual(info.body.persistChanges, false)
      assert.include(location, encodeURIComponent(info.body.id))
      assert.strictEqual(yield* read("B2", info.body.id), 3)
      assert.strictEqual((yield* openSessions).length, 1)
    }).pipe(Effect.provide(slow)))

  it.effect("completes without being polled", () =>
    Effect.gen(function*() {
      const { openSessions } = yield* Emulator.Emulator
      yield* send("POST", `${workbook()}/createSession`, { body: { persistChanges: true }, headers: respondAsync })
      yield* TestClock.adjust("4 seconds")
      assert.strictEqual((yield* openSessions).length, 1)
    }).pipe(Effect.provide(slow)))

  it.effect("takes the same time without respond-async", () =>
    Effect.gen(function*() {
      const creating = yield* Effect.fork(createSession(true))
      yield* TestClock.adjust("3999 millis")
      assert.isTrue((yield* Fiber.poll(creating))._tag === "None")
      yield* TestClock.adjust("1 millis")
      assert.isString(yield* Fiber.join(creating))
    }).pipe(Effect.provide(slow)))

  it.effect("reports a failed operation with status 200", () =>
    Effect.gen(function*() {
      yield* createSlowly
      yield* createSlowly
      const { headers } = yield* send("POST", `${workbook()}/createSession`, {
        body: { persistChanges: true },
        headers: { prefer: "redeemSharingLink, respond-async" }
      })
      yield* TestClock.adjust("4 seconds")
      const { body, status } = yield* send("GET", headers["location"] ?? "")
      assert.strictEqual(status, 200)
      assert.strictEqual(body.status, "failed")
      assert.strictEqual(body.error.innerError.code, "tooManyRequestsUncategorized")
      assert.notProperty(body, "resourceLocation")
      const result = yield* send("GET", `${workbook()}/sessionInfoResource(key='${body.id}')`)
      assert.strictEqual(result.status, 404)
    }).pipe(Effect.provide(slow)))

  it.effect("completes at once without a delay", () =>
    Effect.gen(function*() {
      const { status } = yield* send("POST", `${workbook()}/createSession`, {
        body: { persistChanges: true },
        headers: respondAsync
      })
      assert.strictEqual(status, 201)
    }).pipe(Effect.provide(emulator())))
})

describe("rows", () => {
  it.effect("that are added with respond-async are returned by tableRowOperationResult", () =>
    Effect.gen(function*() {
      const session = yield* createSlowly
      const accepted = yield* send("POST", `${workbook()}/tables/Orders/rows`, {
        session,
        body: { values: [["Figs", 6], ["Dates", 7]] },
        headers: respondAsync
      })
      assert.strictEqual(accepted.status, 202)
      yield* TestClock.adjust("4 seconds")
      const { body } = yield* send("GET", accepted.headers["location"] ?? "")
      assert.strictEqual(body.status, "succeeded")
      assert.include(body.resourceLocation, `/tableRowOperationResult(key='${body.id}')`)
      const { body: result } = yield* send("GET", body.resourceLocation)
      assert.strictEqual(result.index, 3)
      assert.strictEqual(result.values, `[["Figs",6],["Dates",7]]`)
      const wrong = yield* send("GET", `${workbook()}/sessionInfoResource(key='${body.id}')`)
      assert.strictEqual(wrong.status, 404)
    }).pipe(Effect.provide(slow)))

  it.effect("are listed as operations of their workbook, with the query options of lists", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual((yield* send("GET", `${workbook()}/operations`)).body.value, [])
      const session = yield* createSlowly
      const request = { session, body: { values: [["Figs", 6]] }, headers: respondAsync }
      const first = yield* send("POST", `${workbook()}/tables/Orders/rows`, request)
      yield* TestClock.adjust("4 seconds")
      yield* send("POST", `${workbook()}/tables/Orders/rows`, request)
      const { body } = yield* send("GET", `${workbook()}/operations`)
      assert.deepStrictEqual(body.value.map(({ status }: any) => status), ["succeeded", "notStarted"])
      assert.include(first.headers["location"], body.value[0].id)
      assert.include(body.value[0].resourceLocation, "/tableRowOperationResult(key=")
      const running = yield* send("GET", `${workbook()}/operations?$filter=status ne 'succeeded'&$select=status`)
      assert.deepStrictEqual(running.body.value, [{ status: "notStarted" }])
      const expanded = yield* send("GET", `${workbook()}?$expand=operations($select=status)`)
      assert.deepStrictEqual(expanded.body.operations, [{ status: "succeeded" }, { status: "notStarted" }])
    }).pipe(Effect.provide(slow)))

  it.effect("are the end of the path tableRowOperationResult(key='…'), which is not composable", () =>
    Effect.gen(function*() {
      const result = `${workbook()}/tableRowOperationResult(key='1')`
      for (const method of ["PATCH", "DELETE"] as const) {
        const reply = yield* send(method, result, { body: {} })
        assert.deepStrictEqual([reply.status, reply.headers["allow"]], [405, "GET"])
      }
      assert.strictEqual((yield* send("GET", `${result}/range()`)).status, 400)
    }).pipe(Effect.provide(emulator())))

  it.effect("that are deleted with respond-async have no result", () =>
    Effect.gen(function*() {
      const session = yield* createSlowly
      const accepted = yield* send("DELETE", `${workbook()}/tables/Orders/rows/itemAt(index=0)`, {
        session,
        headers: respondAsync
      })
      assert.strictEqual(accepted.status, 202)
      assert.strictEqual(yield* read("A2"), "Apples")
      yield* TestClock.adjust("4 seconds")
      const { body } = yield* send("GET", accepted.headers["location"] ?? "")
      assert.strictEqual(body.status, "succeeded")
      assert.isNull(body.resourceLocation)
      assert.strictEqual(yield* read("A2"), "Pears")
    }).pipe(Effect.provide(slow)))

  it.effect("need an open session for respond-async", () =>
    Effect.gen(function*() {
      const request = { body: { values: [["Figs", 6]] }, headers: respondAsync }
      const without = yield* send("POST", `${workbook()}/tables/Orders/rows`, request)
      assert.strictEqual(codeOf(without), "badRequestUncategorized")
      const unknown = yield* send("POST", `${workbook()}/tables/Orders/rows`, { ...request, session: "bm9uZQ==" })
      assert.strictEqual(codeOf(unknown), "invalidSessionReCreatable")
    }).pipe(Effect.provide(slow)))
})

describe("operations", () => {
  it.effect("belong to one workbook, and expire", () =>
    Effect.gen(function*() {
      const { headers } = yield* send("POST", `${workbook()}/createSession`, {
        body: { persistChanges: true },
        headers: respondAsync
      })
      const location = headers["location"] ?? ""
      const elsewhere = yield* send("GET", location.replace("book.xlsx", "Reports/Q1%202026.xlsx"))
      assert.strictEqual(elsewhere.status, 404)
      assert.deepStrictEqual((yield* send("GET", `${workbook("Reports/Q1%202026.xlsx")}/operations`)).body.value, [])
      yield* TestClock.adjust("59 minutes")
      assert.strictEqual((yield* send("GET", location)).status, 200)
      yield* TestClock.adjust("1 minutes")
      assert.strictEqual((yield* send("GET", location)).status, 404)
      assert.deepStrictEqual((yield* send("GET", `${workbook()}/operations`)).body.value, [])
    }).pipe(Effect.provide(slow)))
})
