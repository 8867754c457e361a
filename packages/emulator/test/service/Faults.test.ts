import { HttpClient, type HttpClientError, HttpClientRequest } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Option, Stream, TestClock } from "effect"
import { Emulator, type Fault } from "../../src/index.js"
import { cell, codeOf, createSession, emulator, read, type Request, send, workbook, write } from "./support.js"

const add = (...faults: ReadonlyArray<Fault.Fault>) =>
  Effect.flatMap(Emulator.Emulator, (emulator) => Effect.forEach(faults, emulator.faults.add, { discard: true }))

const struck = Effect.flatMap(Emulator.Emulator, ({ faults }) => faults.struck)
const clear = Effect.flatMap(Emulator.Emulator, ({ faults }) => faults.clear)
const openSessions = Effect.flatMap(
  Emulator.Emulator,
  (emulator) => Effect.map(emulator.openSessions, ({ length }) => length)
)

const updates = { endpoint: "workbookRange.update" }
const rows = `${workbook()}/tables('Orders')/rows`
const rowCount = Effect.map(send("GET", `${rows}/count`), ({ body }) => body.value)
const append = (request: Request = {}) => send("POST", `${rows}/add`, { body: { values: [["Figs", 6]] }, ...request })

const book = emulator()

type Exchange = Effect.Effect<{ readonly status: number }, HttpClientError.HttpClientError, HttpClient.HttpClient>

describe("which requests", () => {
  const on = (on: Fault.On, send: Exchange) =>
    Effect.gen(function*() {
      yield* clear
      yield* add({ on, times: "always", do: { _tag: "Answer", status: 418 } })
      return (yield* send).status === 418
    })

  it.effect("match all given properties", () =>
    Effect.gen(function*() {
      const { workbooks } = yield* Emulator.Emulator
      const [q1, data] = yield* workbooks
      const session = yield* createSession(true)
      const get = send("GET", `${workbook()}/worksheets`)
      const other = send("GET", `${workbook("reports/q1%202026.xlsx")}/worksheets`)
      const cases: ReadonlyArray<readonly [Fault.On, Exchange, boolean]> = [
        [{}, get, true],
        [{}, send("GET", "/nonsense"), true],
        [{ endpoint: "Collection(workbookWorksheet).list" }, get, true],
        [{ endpoint: "workbook.createSession" }, get, false],
        [{ endpoint: "workbook.createSession" }, send("GET", "/nonsense"), false],
        [{ method: "get" }, get, true],
        [{ method: "POST" }, get, false],
        [{ path: "/worksheets" }, get, true],
        [{ path: "Q1 2026" }, send("GET", `${workbook("Reports/Q1%202026.xlsx")}/worksheets`), true],
        [{ path: "$select" }, send("GET", `${workbook()}/worksheets?$select=name`), false],
        [{ workbook: "/book.xlsx" }, get, true],
        [{ workbook: "BOOK.xlsx" }, send("GET", `/me/drive/items/${data?.id}/workbook/worksheets`), true],
        [{ workbook: `${q1?.id}` }, other, true],
        [{ workbook: "/book.xlsx" }, other, false],
        [{ session: true }, get, false],
        [{ session: false }, get, true],
        [{ session: true }, send("GET", `${workbook()}/worksheets`, { session }), true],
        [{ session: true, method: "PATCH" }, send("GET", `${workbook()}/worksheets`, { session }), false]
      ]
      for (const [fault, request, expected] of cases) {
        assert.strictEqual(yield* on(fault, request), expected, JSON.stringify(fault))
      }
    }).pipe(Effect.provide(book)))

  it.effect("begin with the n-th, for the given number of times", () =>
    Effect.gen(function*() {
      yield* add({ on: { method: "GET" }, nth: 3, times: 2, do: { _tag: "Answer", status: 503 } })
      const seen: Array<number> = []
      for (let i = 0; i < 6; i++) {
        yield* write("B3", i)
        seen.push((yield* send("GET", `${workbook()}/worksheets`)).status)
      }
      assert.deepStrictEqual(seen, [200, 200, 503, 503, 200, 200])
    }).pipe(Effect.provide(book)))

  it.effect("are struck by one fault each, in the order in which the faults were added", () =>
    Effect.gen(function*() {
      yield* add(
        { nth: 2, do: { _tag: "Answer", status: 500 } },
        { do: { _tag: "Answer", status: 502 } },
        { do: { _tag: "Answer", status: 503 } }
      )
      const seen: Array<number> = []
      for (let i = 0; i < 4; i++) seen.push((yield* send("GET", `${workbook()}/worksheets`)).status)
      assert.deepStrictEqual(seen, [502, 500, 503, 200])
    }).pipe(Effect.provide(book)))

  it.effect("are recorded without session ids", () =>
    Effect.gen(function*() {
      const fault: Fault.Fault = { do: { _tag: "Answer", status: 503 } }
      yield* TestClock.adjust("5 seconds")
      yield* add(fault)
      yield* send("GET", `${workbook()}/operations/1?sessionId=secret&a=b`, { session: "secret" })
      assert.deepStrictEqual(yield* struck, [{
        at: 5000,
        fault,
        method: "GET",
        url: `/v1.0${workbook()}/operations/1?sessionId=…&a=b`
      }])
      yield* clear
      assert.strictEqual((yield* struck).length, 1)
    }).pipe(Effect.provide(book)))

  it.effect("can be given when the emulator starts", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* Effect.map(write("B2", 1), ({ status }) => status), 502)
      assert.strictEqual(yield* read("B2"), 3)
    }).pipe(Effect.provide(emulator({ faults: [{ on: updates, do: { _tag: "Answer", status: 502 } }] }))))

  it.effect("that cannot match cause a defect", () =>
    Effect.gen(function*() {
      for (
        const fault of [
          { nth: 0, do: { _tag: "FailSave" } },
          { on: { endpoint: "workbook.open" }, do: { _tag: "FailSave" } },
          { do: { _tag: "Answer", status: 99 } },
          { do: { _tag: "Stall", for: Infinity } }
        ] as const
      ) assert.isTrue(Exit.isFailure(yield* Effect.exit(add(fault))), JSON.stringify(fault))
    }).pipe(Effect.provide(book)))
})

describe("Answer", () => {
  for (const when of ["before", "after"] as const) {
    it.effect(`${when} the effect`, () =>
      Effect.gen(function*() {
        const session = yield* createSession(true)
        yield* add({ on: updates, when, do: { _tag: "Answer", status: 504, code: "gatewayTimeoutUncategorized" } })
        const reply = yield* write("B2", 30, session)
        assert.strictEqual(reply.status, 504)
        assert.strictEqual(codeOf(reply), "gatewayTimeoutUncategorized")
        assert.strictEqual(yield* read("B2"), when === "before" ? 3 : 30)
        assert.strictEqual(yield* openSessions, 1)
      }).pipe(Effect.provide(book)))
  }

  it.effect("has the given content", () =>
    Effect.gen(function*() {
      yield* add(
        { do: { _tag: "Answer", status: 503, code: "brandNew", diagnostic: "Deep", message: "No.", retryAfter: 2.5 } },
        { do: { _tag: "Answer", status: 502 } },
        { do: { _tag: "Answer", status: 400, body: { any: "thing" }, retryAfter: "soon" } },
        { do: { _tag: "Answer", status: 502, text: "<h1>", headers: { "Content-Type": "text/html", "x-a": "b" } } },
        { do: { _tag: "Answer", status: 204 } },
        { do: { _tag: "Answer", status: 404, code: "invalidSessionReCreatable" } }
      )
      const get = send("GET", `${workbook()}/worksheets`)
      const nested = yield* get
      assert.strictEqual(nested.headers["retry-after"], "2.5")
      assert.strictEqual(nested.body.error.code, "Deep")
      assert.strictEqual(nested.body.error.message, "No.")
      assert.strictEqual(nested.body.error.innerError.code, "brandNew")
      assert.deepStrictEqual(nested.body.error.innerError.innerError, { code: "Deep", message: "No." })
      assert.strictEqual(nested.body.error.innerError["request-id"], nested.headers["request-id"])
      const bare = yield* get
      assert.strictEqual(bare.body.error.code, "UnknownError")
      assert.notProperty(bare.body.error.innerError, "code")
      const json = yield* get
      assert.deepStrictEqual([json.status, json.body, json.headers["retry-after"]], [400, { any: "thing" }, "soon"])
      const page = yield* get
      assert.deepStrictEqual([page.status, page.body, page.headers["content-type"]], [502, "<h1>", "text/html"])
      assert.strictEqual(page.headers["x-a"], "b")
      const empty = yield* get
      assert.deepStrictEqual([empty.status, empty.body], [204, undefined])
      assert.strictEqual((yield* get).status, 404)
    }).pipe(Effect.provide(emulator({ sessionLostStatus: 400 }))))

  it.effect("ends the session if its code says so", () =>
    Effect.gen(function*() {
      const session = yield* createSession(true)
      yield* add({ do: { _tag: "Answer", status: 500, code: "internalServerErrorUncategorized" } })
      yield* read("B2", session)
      assert.strictEqual(yield* openSessions, 0)
      assert.strictEqual(yield* read("B2", session), "404 invalidSessionReCreatable")
    }).pipe(Effect.provide(book)))

  it.effect("after createSession leaves a session whose id is lost", () =>
    Effect.gen(function*() {
      yield* add({ on: { endpoint: "workbook.createSession" }, when: "after", do: { _tag: "Answer", status: 504 } })
      assert.strictEqual(
        (yield* send("POST", `${workbook()}/createSession`, { body: { persistChanges: true } })).status,
        504
      )
      assert.strictEqual(yield* openSessions, 1)
    }).pipe(Effect.provide(book)))

  it.effect("after closeSession leaves the session closed", () =>
    Effect.gen(function*() {
      const session = yield* createSession(true)
      yield* add({ on: { endpoint: "workbook.closeSession" }, when: "after", do: { _tag: "Answer", status: 503 } })
      assert.strictEqual((yield* send("POST", `${workbook()}/closeSession`, { session })).status, 503)
      assert.strictEqual(yield* openSessions, 0)
    }).pipe(Effect.provide(book)))
})

describe("Drop", () => {
  for (const when of ["before", "after"] as const) {
    it.effect(`beforeAnswer, ${when} execution`, () =>
      Effect.gen(function*() {
        yield* add({ on: updates, when, do: { _tag: "Drop", at: "beforeAnswer" } })
        const error = yield* Effect.flip(write("B2", 30))
        assert.strictEqual(error._tag, "RequestError")
        assert.strictEqual(error.reason, "Transport")
        assert.strictEqual(yield* read("B2"), when === "before" ? 3 : 30)
      }).pipe(Effect.provide(book)))
  }

  it.effect("inAnswer delivers status, headers and half of the body", () =>
    Effect.gen(function*() {
      const client = yield* HttpClient.HttpClient
      const patch = HttpClientRequest.patch(`https://graph.microsoft.com/v1.0${cell("B2")}`).pipe(
        HttpClientRequest.bodyUnsafeJson({ values: [[30]] })
      )
      for (const how of ["text", "json", "arrayBuffer"] as const) {
        yield* add({ on: updates, do: { _tag: "Drop", at: "inAnswer" } })
        const response = yield* client.execute(patch)
        assert.strictEqual(response.status, 200)
        assert.isString(response.headers["request-id"])
        const error = yield* Effect.flip(Effect.asVoid(response[how]))
        assert.strictEqual(error._tag, "ResponseError")
      }
      yield* add({ on: updates, do: { _tag: "Drop", at: "inAnswer" } })
      const received: Array<Uint8Array> = []
      const { stream } = yield* client.execute(patch)
      const error = yield* Effect.flip(Stream.runForEach(stream, (bytes) => Effect.sync(() => received.push(bytes))))
      assert.strictEqual(error._tag, "ResponseError")
      assert.match(new TextDecoder().decode(received[0]), /^\{"@odata\.context":[^]*[^}]$/)
      assert.strictEqual(yield* read("B2"), 30)
    }).pipe(Effect.provide(book)))

  it.effect("inAnswer delivers nothing if there is no body", () =>
    Effect.gen(function*() {
      const session = yield* createSession(true)
      yield* add({ do: { _tag: "Drop", at: "inAnswer" } })
      const error = yield* Effect.flip(send("POST", `${workbook()}/closeSession`, { session }))
      assert.strictEqual(error._tag, "RequestError")
      assert.strictEqual(yield* openSessions, 0)
    }).pipe(Effect.provide(book)))
})

describe("Stall", () => {
  for (const when of ["before", "after"] as const) {
    it.effect(`delays the response, and executes the request ${when}`, () =>
      Effect.gen(function*() {
        yield* add({ on: updates, when, do: { _tag: "Stall", for: "30 seconds" } })
        const writing = yield* Effect.fork(write("B2", 30))
        yield* TestClock.adjust("29 seconds")
        assert.isTrue(Option.isNone(yield* Fiber.poll(writing)))
        assert.strictEqual(yield* read("B2"), when === "before" ? 3 : 30)
        yield* TestClock.adjust("1 seconds")
        assert.strictEqual((yield* Fiber.join(writing)).status, 200)
        assert.strictEqual(yield* read("B2"), 30)
      }).pipe(Effect.provide(book)))

    it.effect(`is interrupted by the client: ${when}`, () =>
      Effect.gen(function*() {
        yield* add({ on: updates, when, do: { _tag: "Stall", for: "30 seconds" } })
        const writing = yield* Effect.fork(write("B2", 30))
        yield* TestClock.adjust("10 seconds")
        yield* Fiber.interrupt(writing)
        yield* TestClock.adjust("30 seconds")
        assert.strictEqual(yield* read("B2"), when === "before" ? 3 : 30)
      }).pipe(Effect.provide(book)))
  }
})

describe("EndSession", () => {
  for (const when of ["before", "after"] as const) {
    it.effect(`${when} the effect`, () =>
      Effect.gen(function*() {
        const session = yield* createSession(true)
        const other = yield* createSession(true)
        yield* add({ when, do: { _tag: "EndSession" } })
        assert.strictEqual(yield* read("B4"), 5)
        const reply = yield* write("B2", 30, session)
        assert.strictEqual(reply.status, 404)
        assert.strictEqual(codeOf(reply), "invalidSessionReCreatable")
        assert.strictEqual(yield* read("B2", session), "404 invalidSessionReCreatable")
        assert.strictEqual(yield* read("B2", other), when === "before" ? 3 : 30)
      }).pipe(Effect.provide(book)))
  }

  it.effect("discards the copy of a non-persistent session, and accepts any code", () =>
    Effect.gen(function*() {
      const session = yield* createSession(false)
      yield* write("B2", 30, session)
      yield* add({ do: { _tag: "EndSession", code: "invalidSessionAccessConflict" } })
      assert.strictEqual(yield* read("B2", session), "400 invalidSessionAccessConflict")
      assert.strictEqual(yield* read("B2"), 3)
      assert.strictEqual(yield* openSessions, 0)
    }).pipe(Effect.provide(book)))
})

describe("operations", () => {
  const slow = emulator({ openDelay: "4 seconds" })
  const headers = { prefer: "respond-async" }
  const start = send("POST", `${workbook()}/createSession`, { body: { persistChanges: true }, headers })
  const poll = (location: string | undefined) => Effect.map(send("GET", location ?? ""), ({ body }) => body)

  for (const when of ["before", "after"] as const) {
    it.effect(`FailOperation ${when} execution`, () =>
      Effect.gen(function*() {
        yield* add({
          when,
          do: { _tag: "FailOperation", code: "transientFailure", diagnostic: "Deep", message: "No." }
        })
        const { headers, status } = yield* start
        assert.strictEqual(status, 202)
        yield* TestClock.adjust("4 seconds")
        const operation = yield* poll(headers["location"])
        assert.strictEqual(operation.status, "failed")
        assert.strictEqual(operation.error.code, "Deep")
        assert.strictEqual(operation.error.innerError.code, "transientFailure")
        assert.strictEqual(yield* openSessions, when === "before" ? 0 : 1)
      }).pipe(Effect.provide(slow)))
  }

  it.effect("FailOperation ends the session if its code says so", () =>
    Effect.gen(function*() {
      const creating = yield* Effect.fork(createSession(true))
      yield* TestClock.adjust("4 seconds")
      const session = yield* Fiber.join(creating)
      yield* add({ when: "after", do: { _tag: "FailOperation", code: "internalServerErrorUncategorized" } })
      const { status } = yield* send("POST", rows, { body: { values: [["Figs", 6]] }, session, headers })
      assert.strictEqual(status, 202)
      yield* TestClock.adjust("4 seconds")
      assert.strictEqual(yield* openSessions, 0)
      assert.strictEqual(yield* rowCount, 4)
    }).pipe(Effect.provide(slow)))

  it.effect("SlowOperation takes longer", () =>
    Effect.gen(function*() {
      yield* add({ do: { _tag: "SlowOperation", by: "1 minute" } })
      const { headers } = yield* start
      yield* TestClock.adjust("63 seconds")
      assert.strictEqual((yield* poll(headers["location"])).status, "running")
      yield* TestClock.adjust("1 seconds")
      assert.strictEqual((yield* poll(headers["location"])).status, "succeeded")
      assert.strictEqual(yield* openSessions, 1)
    }).pipe(Effect.provide(slow)))

  it.effect("requests that are not answered with 202 are not struck", () =>
    Effect.gen(function*() {
      yield* add({ do: { _tag: "FailOperation", code: "transientFailure" } })
      yield* createSession(true)
      assert.strictEqual((yield* struck).length, 1)
    }).pipe(Effect.provide(book)))
})

describe("FailSave", () => {
  it.effect("the change is refused and discarded, and the session ends", () =>
    Effect.gen(function*() {
      const session = yield* createSession(true)
      yield* add({ on: { endpoint: "Collection(workbookTableRow).add" }, do: { _tag: "FailSave" } })
      const reply = yield* append({ session })
      assert.strictEqual(reply.status, 500)
      assert.strictEqual(reply.body.error.code, "SavingWorkbookFailed")
      assert.strictEqual(codeOf(reply), "internalServerErrorUncategorized")
      assert.strictEqual(yield* rowCount, 3)
      assert.strictEqual(yield* openSessions, 0)
      assert.strictEqual((yield* append()).status, 200)
      assert.strictEqual(yield* rowCount, 4)
    }).pipe(Effect.provide(book)))

  it.effect("a copy has nothing to save", () =>
    Effect.gen(function*() {
      const session = yield* createSession(false)
      yield* add({ on: updates, do: { _tag: "FailSave" } })
      assert.strictEqual((yield* write("B2", 30, session)).status, 200)
      assert.strictEqual(yield* read("B2", session), 30)
    }).pipe(Effect.provide(book)))
})

describe("Lock", () => {
  it.effect("refuses changes and new sessions until it is over", () =>
    Effect.gen(function*() {
      const session = yield* createSession(true)
      yield* add({ on: updates, do: { _tag: "Lock", by: "Ada Lovelace", for: "10 minutes" } })
      const create = send("POST", `${workbook()}/createSession`, { body: { persistChanges: true } })
      for (const request of [write("B2", 30, session), write("B2", 30), append(), create]) {
        const reply = yield* request
        assert.strictEqual(reply.status, 409)
        assert.strictEqual(codeOf(reply), "accessConflict")
        assert.strictEqual(reply.body.error.code, "EditModeCannotAcquireLock")
        assert.strictEqual(reply.body.error.message, "Ada Lovelace is editing this workbook.")
      }
      assert.strictEqual(yield* read("B2", session), 3)
      assert.strictEqual((yield* write("B2", 30, undefined, workbook("Reports/Q1%202026.xlsx"))).status, 200)
      assert.strictEqual((yield* send("POST", `${workbook()}/closeSession`, { session })).status, 204)
      yield* TestClock.adjust("10 minutes")
      assert.strictEqual((yield* write("B2", 30)).status, 200)
    }).pipe(Effect.provide(book)))
})

describe("Throttle", () => {
  it.effect("applies to a workbook", () =>
    Effect.gen(function*() {
      const session = yield* createSession(true)
      yield* add({ on: updates, do: { _tag: "Throttle", scope: "workbook", retryAfter: 20, for: "30 seconds" } })
      const refused = yield* write("B2", 30, session)
      assert.strictEqual(refused.status, 429)
      assert.strictEqual(refused.headers["retry-after"], "20")
      assert.strictEqual(codeOf(refused), "tooManyRequestsUncategorized")
      assert.strictEqual(yield* read("B2", session), "429 tooManyRequestsUncategorized")
      assert.strictEqual((yield* send("POST", `${workbook()}/closeSession`, { session })).status, 429)
      assert.strictEqual(yield* read("B2", undefined, workbook("Reports/Q1%202026.xlsx")), 3)
      yield* TestClock.adjust("30 seconds")
      assert.strictEqual(yield* read("B2", session), 3)
      assert.strictEqual((yield* struck).length, 1)
    }).pipe(Effect.provide(book)))

  it.effect("applies to the app, with Graph's own error body", () =>
    Effect.gen(function*() {
      yield* add({ do: { _tag: "Throttle", scope: "app", retryAfter: 10 } })
      for (const path of [workbook(), workbook("Reports/Q1%202026.xlsx"), "/me/drive/root/children"]) {
        const { body, headers, status } = yield* send("GET", path.endsWith("workbook") ? `${path}/worksheets` : path)
        assert.strictEqual(status, 429)
        assert.strictEqual(headers["retry-after"], "10")
        assert.strictEqual(body.error.code, "TooManyRequests")
        assert.match(
          body.error.message,
          /^Too many requests from Identifier:.* under category:throttle\.aad\.ags\.excel\.app\.$/
        )
        assert.strictEqual(body.error.innerError.code, "429")
        assert.strictEqual(body.error.innerError["request-id"], headers["request-id"])
      }
      yield* TestClock.adjust("10 seconds")
      assert.strictEqual(yield* read("B2"), 3)
    }).pipe(Effect.provide(book)))

  it.effect("is removed with the other faults", () =>
    Effect.gen(function*() {
      yield* add({ do: { _tag: "Throttle", scope: "app", retryAfter: 10 } })
      yield* read("B2")
      yield* clear
      assert.strictEqual(yield* read("B2"), 3)
    }).pipe(Effect.provide(book)))
})

describe("CapSessions", () => {
  it.effect("limits the sessions of a workbook from then on", () =>
    Effect.gen(function*() {
      yield* add({ do: { _tag: "CapSessions", at: 2 } })
      yield* createSession(true)
      yield* createSession(true)
      const refused = yield* send("POST", `${workbook()}/createSession`, { body: { persistChanges: true } })
      assert.strictEqual(refused.status, 429)
      assert.strictEqual(codeOf(refused), "tooManyRequestsUncategorized")
      yield* clear
      yield* createSession(true)
      assert.strictEqual(yield* openSessions, 3)
    }).pipe(Effect.provide(book)))
})
