import { FetchHttpClient, HttpClient, HttpClientRequest } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import * as Http from "node:http"
import { Emulator, EmulatorServer, type Fault } from "../../src/index.js"
import { book, cell, codeOf, createSession, emulator, read, type Request, send, workbook, write } from "./support.js"

interface Received {
  readonly status: number | undefined
  readonly length: number
  readonly text: string
  readonly failed: boolean
}

/** Sends a request without any HTTP library of ours. */
const raw = (url: string, method = "GET", body?: unknown): Effect.Effect<Received> =>
  Effect.async((resume) => {
    let status: number | undefined
    let length = 0
    let text = ""
    const end = (failed: boolean) => resume(Effect.succeed({ status, length, text, failed }))
    const request = Http.request(url, { method, agent: false, headers: { "content-type": "application/json" } })
    request.on("response", (response) => {
      status = response.statusCode
      length = Number(response.headers["content-length"])
      response.on("data", (chunk) => text += String(chunk))
      response.on("end", () => end(false))
      response.on("error", () => end(true))
    })
    request.on("error", () => end(true))
    request.end(body === undefined ? undefined : JSON.stringify(body))
    return Effect.sync(() => request.destroy())
  })

const served = EmulatorServer.layer({ workers: 0, books: { "book.xlsx": book } })

const rawWrite = (url: string, value: number) => raw(`${url}/v1.0${cell("B2")}`, "PATCH", { values: [[value]] })
const rawRead = (url: string) =>
  Effect.map(raw(`${url}/v1.0${cell("B2")}?$select=values`), ({ text }) => JSON.parse(text).values[0][0])

const control = (method: "GET" | "POST" | "DELETE", path: string, request: Request = {}) =>
  send(method, `https://graph.microsoft.com/emulator/${path}`, request)

describe("over a socket", () => {
  for (const when of ["before", "after"] as const) {
    it.scoped(`Drop beforeAnswer, ${when} execution`, () =>
      Effect.gen(function*() {
        const { url } = yield* EmulatorServer.EmulatorServer
        const { faults } = yield* Emulator.Emulator
        yield* faults.add({ on: { method: "PATCH" }, when, do: { _tag: "Drop", at: "beforeAnswer" } })
        const { failed, status } = yield* rawWrite(url, 30)
        assert.deepStrictEqual([failed, status], [true, undefined])
        assert.strictEqual(yield* rawRead(url), when === "before" ? 3 : 30)
      }).pipe(Effect.provide(served)))
  }

  it.scoped("Drop inAnswer sends the length and half of the body", () =>
    Effect.gen(function*() {
      const { url } = yield* EmulatorServer.EmulatorServer
      const { faults } = yield* Emulator.Emulator
      yield* faults.add({ on: { method: "PATCH" }, do: { _tag: "Drop", at: "inAnswer" } })
      const { failed, length, status, text } = yield* rawWrite(url, 30)
      assert.deepStrictEqual([failed, status], [true, 200])
      assert.isAbove(length, 100)
      assert.strictEqual(text.length, length >> 1)
      assert.strictEqual(yield* rawRead(url), 30)
    }).pipe(Effect.provide(served)))

  it.scoped("Drop is a transport error of HttpClient over TCP", () =>
    Effect.gen(function*() {
      const { url } = yield* EmulatorServer.EmulatorServer
      const { faults } = yield* Emulator.Emulator
      const client = yield* HttpClient.HttpClient
      yield* faults.add({ do: { _tag: "Drop", at: "beforeAnswer" } })
      yield* faults.add({ do: { _tag: "Drop", at: "inAnswer" } })
      const get = client.get(`${url}/v1.0${workbook()}/worksheets`)
      assert.strictEqual((yield* Effect.flip(get))._tag, "RequestError")
      const response = yield* get
      assert.strictEqual(response.status, 200)
      assert.strictEqual((yield* Effect.flip(response.text))._tag, "ResponseError")
    }).pipe(Effect.provide([served, FetchHttpClient.layer])))

  it.scoped("Stall ends when the client disconnects, and a request that it delays is not executed", () =>
    Effect.gen(function*() {
      const { url } = yield* EmulatorServer.EmulatorServer
      const { faults } = yield* Emulator.Emulator
      yield* faults.add({ on: { method: "PATCH" }, do: { _tag: "Stall", for: "1 hour" } })
      const writing = yield* Effect.fork(rawWrite(url, 30))
      while ((yield* faults.struck).length === 0) yield* Effect.promise(() => new Promise(setImmediate))
      yield* Fiber.interrupt(writing)
      assert.strictEqual(yield* rawRead(url), 3)
    }).pipe(Effect.provide(served)))

  it.scoped("Answer, Throttle and the control route work", () =>
    Effect.gen(function*() {
      const { url } = yield* EmulatorServer.EmulatorServer
      const post = yield* raw(`${url}/emulator/faults`, "POST", [
        { do: { _tag: "Answer", status: 503, retryAfter: 2.5 } },
        { do: { _tag: "Throttle", scope: "app", retryAfter: 3600 } }
      ])
      assert.strictEqual(post.status, 200)
      const get = raw(`${url}/v1.0${workbook()}/worksheets`)
      assert.strictEqual((yield* get).status, 503)
      assert.strictEqual((yield* get).status, 429)
      assert.strictEqual(JSON.parse((yield* raw(`${url}/emulator/faults`)).text).struck.length, 2)
      assert.strictEqual((yield* raw(`${url}/emulator/faults`, "DELETE")).status, 204)
      assert.strictEqual((yield* get).status, 200)
      assert.strictEqual((yield* raw(`${url}/v1.0${workbook()}/createSession`, "POST", {})).status, 201)
      assert.deepStrictEqual(JSON.parse((yield* raw(`${url}/emulator/sessions`, "DELETE")).text), { ended: 1 })
    }).pipe(Effect.provide(served)))
})

describe("the control route", () => {
  it.effect("adds, lists and removes faults", () =>
    Effect.gen(function*() {
      const added = yield* control("POST", "faults", {
        body: { on: { method: "PATCH" }, nth: 2, do: { _tag: "Stall", for: "3 seconds" } }
      })
      assert.strictEqual(added.status, 200)
      yield* control("POST", "faults", { body: [{ do: { _tag: "Answer", status: 503, body: null } }] })
      yield* control("POST", "faults", { body: { seed: 42, rate: 0 } })
      yield* send("GET", `${workbook()}/worksheets`)
      yield* send("PATCH", cell("B2"), { body: { values: [[30]] } })
      const { body } = yield* control("GET", "faults")
      assert.deepStrictEqual(body, {
        pending: [{
          fault: { on: { method: "PATCH" }, nth: 2, do: { _tag: "Stall", for: 3000 } },
          seen: 1,
          struck: 0
        }],
        schedules: [{ seed: 42, rate: 0 }],
        struck: [{
          at: 0,
          fault: { do: { _tag: "Answer", status: 503, body: null } },
          method: "GET",
          url: `/v1.0${workbook()}/worksheets`
        }]
      })
      assert.strictEqual((yield* control("DELETE", "faults")).status, 204)
      const { body: after } = yield* control("GET", "faults")
      assert.deepStrictEqual([after.pending, after.schedules, after.struck.length], [[], [], 1])
    }).pipe(Effect.provide(emulator())))

  it.effect("lists the open sessions without their ids", () =>
    Effect.gen(function*() {
      const { workbooks } = yield* Emulator.Emulator
      const [, file] = yield* workbooks
      const session = yield* createSession(false)
      const { body } = yield* control("GET", "sessions")
      assert.deepStrictEqual(body.value, [
        { itemId: file?.id, path: "/book.xlsx", mode: "nonPersistent", ageMillis: 0, idleMillis: 0 }
      ])
      assert.notInclude(JSON.stringify(body), session)
      yield* send("POST", `${workbook()}/closeSession`, { session })
      assert.deepStrictEqual((yield* control("GET", "sessions")).body.value, [])
    }).pipe(Effect.provide(emulator())))

  it.effect("ends all open sessions, or those of one workbook", () =>
    Effect.gen(function*() {
      const { workbooks } = yield* Emulator.Emulator
      const [q1] = yield* workbooks
      const other = workbook("Reports/Q1%202026.xlsx")
      const elsewhere = yield* createSession(true, other)
      const persistent = yield* createSession(true)
      const nonPersistent = yield* createSession(false)
      yield* write("B2", 30, persistent)
      yield* write("B3", 40, nonPersistent)
      const one = yield* control("DELETE", `sessions?itemId=${q1?.id}`)
      assert.deepStrictEqual([one.status, one.body], [200, { ended: 1 }])
      assert.strictEqual(yield* read("B2", elsewhere, other), "404 invalidSessionReCreatable")
      assert.strictEqual(yield* read("B2", persistent), 30)
      const all = yield* control("DELETE", "sessions/")
      assert.deepStrictEqual([all.status, all.body], [200, { ended: 2 }])
      for (const session of [persistent, nonPersistent]) {
        assert.strictEqual(yield* read("B2", session), "404 invalidSessionReCreatable")
      }
      assert.strictEqual(yield* read("D2"), 30 + 4 + 5)
      assert.deepStrictEqual((yield* control("GET", "sessions")).body.value, [])
      assert.deepStrictEqual((yield* control("DELETE", "sessions")).body, { ended: 0 })
    }).pipe(Effect.provide(emulator())))

  it.effect("ends no session if the query is invalid", () =>
    Effect.gen(function*() {
      const session = yield* createSession(true)
      for (
        const [query, message] of [
          ["item=a", "The query parameter 'item' is not known; expected itemId."],
          ["itemId=a&mode=persistent", "The query parameter 'mode' is not known; expected itemId."],
          ["itemId=", `The query parameter 'itemId' is ""; expected a non-empty string.`],
          ["itemId=a&itemId=b", `The query parameter 'itemId' is ["a","b"]; expected a non-empty string.`]
        ]
      ) {
        const reply = yield* control("DELETE", `sessions?${query}`)
        assert.strictEqual(reply.status, 400)
        assert.strictEqual(reply.body.error.code, "BadRequest")
        assert.strictEqual(reply.body.error.message, message)
      }
      assert.strictEqual(yield* read("B2", session), 3)
    }).pipe(Effect.provide(emulator())))

  it.effect("is struck by no fault", () =>
    Effect.gen(function*() {
      const fault: Fault.Fault = { times: "always", do: { _tag: "Drop", at: "beforeAnswer" } }
      yield* control("POST", "faults", { body: fault })
      assert.strictEqual((yield* Effect.flip(send("GET", "/me/drive/root/children")))._tag, "RequestError")
      assert.strictEqual((yield* control("GET", "sessions")).status, 200)
      assert.strictEqual((yield* control("GET", "faults")).body.struck.length, 1)
    }).pipe(Effect.provide(emulator())))

  it.effect("requires a token if the emulator does", () =>
    Effect.gen(function*() {
      const session = yield* createSession(true, workbook(), { headers: { authorization: "Bearer a" } })
      for (
        const [method, path] of [
          ["GET", "faults"],
          ["POST", "faults"],
          ["DELETE", "sessions"],
          ["GET", "books"]
        ] as const
      ) {
        const reply = yield* control(method, path, { body: {} })
        assert.strictEqual(reply.status, 401)
        assert.strictEqual(reply.body.error.code, "InvalidAuthenticationToken")
      }
      const open = yield* control("GET", "sessions", { headers: { authorization: "Bearer b" } })
      assert.strictEqual(open.body.value.length, 1)
      assert.notInclude(JSON.stringify(open.body), session)
    }).pipe(Effect.provide(emulator({ requireAuthorization: true }))))

  it.effect("reports the expected JSON", () =>
    Effect.gen(function*() {
      const cases: ReadonlyArray<readonly [body: unknown, message: string]> = [
        [{}, "The property 'do' is missing; expected an object such as {\"_tag\":\"FailSave\"}."],
        [{ do: { _tag: "Answer" } }, "The property 'do.status' is missing; expected an integer from 200 to 599."],
        [
          { do: { _tag: "Crash" } },
          "The property 'do._tag' is \"Crash\"; expected one of Answer, Drop, Stall, EndSession, FailOperation, " +
          "SlowOperation, FailSave, Lock, Throttle, CapSessions."
        ],
        [
          { do: { _tag: "Stall", for: "soon" } },
          "The property 'do.for' is \"soon\"; expected milliseconds or a time like 3 seconds."
        ],
        [
          { do: { _tag: "Answer", status: 503, headers: { "retry after": "1" } } },
          "The property 'do.headers[\"retry after\"]' is not known; expected the name of a header."
        ],
        [
          { on: { endpoint: "range.update" }, do: { _tag: "FailSave" } },
          "The property 'on.endpoint' is \"range.update\"; expected the id of an endpoint like workbookRange.update."
        ],
        [
          { times: 0, do: { _tag: "FailSave" } },
          "The property 'times' is 0; expected an integer from 1 or \"always\"."
        ],
        [
          [{ nth: 0, do: { _tag: "FailSave" } }],
          "The property '[0].nth' is 0; expected an integer from 1."
        ],
        [
          { wen: "after", do: { _tag: "FailSave" } },
          "The property 'wen' is not known; expected one of on, nth, times, when, do."
        ],
        [{ seed: 1, rate: 3 }, "The property 'rate' is 3; expected a number from 0 to 1."],
        [
          [3],
          "The property '[0]' is 3; expected a fault with \"after\" only for Answer, Drop, Stall, EndSession and " +
          "FailOperation, and with \"before\" not for a Drop in the answer."
        ],
        [3, "Expected a fault, an array of faults or a schedule as JSON, not '3'."]
      ]
      for (const [body, message] of cases) {
        const reply = yield* control("POST", "faults", { body })
        assert.strictEqual(reply.status, 400)
        assert.strictEqual(reply.body.error.code, "BadRequest")
        assert.strictEqual(reply.body.error.message, message)
      }
      for (const when of ["after", "before"]) {
        const fault = when === "after" ? { _tag: "FailSave" } : { _tag: "Drop", at: "inAnswer" }
        const { body } = yield* control("POST", "faults", { body: { when, do: fault } })
        assert.match(
          body.error.message,
          /^The body is \{.*; expected a fault with "after" only for Answer, .* in the answer\.$/
        )
      }
      assert.strictEqual(
        (yield* control("POST", "faults", { text: "{" })).body.error.message,
        "Expected a fault, an array of faults or a schedule as JSON, not '{'."
      )
      assert.deepStrictEqual((yield* control("GET", "faults")).body.pending, [])
    }).pipe(Effect.provide(emulator())))

  it.effect("has no other routes and methods", () =>
    Effect.gen(function*() {
      const unknown = yield* control("GET", "books")
      assert.deepStrictEqual([unknown.status, unknown.body.error.message], [
        404,
        "The emulator has no '/emulator/books': expected /emulator/faults or /emulator/sessions."
      ])
      assert.strictEqual((yield* control("GET", "sessions/?a=b")).status, 200)
      const post = yield* control("POST", "sessions")
      assert.deepStrictEqual([post.status, post.headers["allow"]], [405, "GET, DELETE"])
      assert.strictEqual(codeOf(post), "methodNotAllowed")
    }).pipe(Effect.provide(emulator())))
})

it.effect("requests to other hosts still fail", () =>
  Effect.gen(function*() {
    const client = yield* HttpClient.HttpClient
    const request = HttpClientRequest.get("https://example.com/emulator/faults")
    assert.strictEqual((yield* Effect.flip(client.execute(request)))._tag, "RequestError")
  }).pipe(Effect.provide(emulator())))
