import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Emulator } from "../../src/index.js"
import { cell, codeOf, createSession, emulator, read, send, workbook } from "./support.js"

const url = "https://graph.microsoft.com"

const batch = (requests: ReadonlyArray<unknown>, options: Parameters<typeof send>[2] = {}, path = "/$batch") =>
  send("POST", path, { ...options, body: { requests } })

const write = (id: string, address: string, value: unknown, more: object = {}) => ({
  id,
  method: "PATCH",
  url: cell(address),
  headers: { "Content-Type": "application/json" },
  body: { values: [[value]] },
  ...more
})

/** The status of each response by id. */
const statuses = (body: any): Record<string, number> =>
  Object.fromEntries(body.responses.map(({ id, status }: any) => [id, status]))

describe("A batch", () => {
  it.effect("answers each request with its own status, headers and body", () =>
    Effect.gen(function*() {
      const { body, status } = yield* batch([
        { id: "one", method: "GET", url: `${cell("A2")}?$select=values` },
        write("2", "A2", "Figs"),
        { id: "3", method: "POST", url: `${workbook()}/refreshSession` },
        { id: "4", method: "GET", url: `${workbook()}/tables/None` }
      ])
      assert.strictEqual(status, 200)
      assert.deepStrictEqual(statuses(body), { one: 200, "2": 200, "3": 400, "4": 404 })
      const of = (id: string) => body.responses.find((response: any) => response.id === id)
      assert.match(of("one").headers["Content-Type"], /^application\/json/)
      assert.match(of("one").headers["Request-Id"], /^[\da-f-]{36}$/)
      assert.strictEqual(of("4").body.error.innerError.code, "itemNotFound")
      assert.strictEqual(yield* read("A2"), "Figs")
    }).pipe(Effect.provide(emulator())))

  it.effect("takes URLs in all forms", () =>
    Effect.gen(function*() {
      const path = `${workbook()}/tables`
      const item = (yield* send("GET", "/me/drive/root:/book.xlsx")).body
      const urls = [
        path,
        path.slice(1),
        `/v1.0${path}`,
        `v1.0${path}`,
        `/beta${path}`,
        `${url}/v1.0${path}`,
        `/drives/${item.parentReference.driveId}/items/${item.id}/workbook/tables`,
        `/me/drive/root:/${encodeURIComponent("book.xlsx")}:/workbook/tables?$select=name`
      ]
      const requests = urls.map((url, index) => ({ id: String(index), method: "GET", url }))
      for (const at of ["/$batch", `${url}/beta/$batch`, `${url}/v1.0/%24batch`]) {
        const { body } = yield* batch(requests, {}, at)
        assert.deepStrictEqual(Object.values(statuses(body)), urls.map(() => 200))
      }
    }).pipe(Effect.provide(emulator())))

  it.effect("runs requests after those that they depend on, and skips them if one of these has failed", () =>
    Effect.gen(function*() {
      const { body } = yield* batch([
        write("d", "D1", "=C1&\"d\"", { dependsOn: ["C"] }),
        write("c", "C1", "=B1&\"c\"", { dependsOn: ["b"] }),
        write("b", "B1", "b"),
        write("x", "ZZZZ1", 1),
        write("y", "B9", 1, { dependsOn: ["b", "x"] }),
        write("z", "B10", 1, { dependsOn: ["y"] })
      ])
      assert.deepStrictEqual(statuses(body), { b: 200, c: 200, d: 200, x: 400, y: 424, z: 424 })
      assert.strictEqual(yield* read("D1"), "bcd")
      assert.strictEqual(yield* read("B9"), "")
    }).pipe(Effect.provide(emulator())))

  it.effect("passes its token on, but not its session", () =>
    Effect.gen(function*() {
      const authorized = { headers: { authorization: "Bearer any" } }
      const session = yield* createSession(false, workbook(), authorized)
      const { body } = yield* batch([
        write("outer", "A2", "file"),
        write("inner", "A2", "copy", {
          headers: { "content-type": "application/json", "workbook-session-id": session },
          dependsOn: ["outer"]
        })
      ], { ...authorized, session })
      assert.deepStrictEqual(statuses(body), { outer: 200, inner: 200 })
      const cells = yield* send("GET", `${cell("A2")}?$select=values`, authorized)
      assert.deepStrictEqual(cells.body.values, [["file"]])
      const refused = yield* batch([])
      assert.strictEqual(refused.status, 401)
    }).pipe(Effect.provide(emulator({ requireAuthorization: true }))))

  it.effect("ignores respond-async", () =>
    Effect.gen(function*() {
      const { body } = yield* batch([{
        id: "1",
        method: "POST",
        url: `${workbook()}/tables/Orders/rows`,
        headers: { "Content-Type": "application/json", Prefer: "respond-async" },
        body: { values: [["Figs", 6]] }
      }])
      assert.deepStrictEqual(statuses(body), { "1": 201 })
    }).pipe(Effect.provide(emulator())))

  it.effect("meets faults request by request", () =>
    Effect.gen(function*() {
      const { faults } = yield* Emulator.Emulator
      yield* faults.add({ on: { path: "A3" }, do: { _tag: "Throttle", scope: "workbook", retryAfter: 12 } })
      const { body, status } = yield* batch([write("1", "A2", "a"), write("2", "A3", "b", { dependsOn: ["1"] })])
      assert.strictEqual(status, 200)
      assert.deepStrictEqual(statuses(body), { "1": 200, "2": 429 })
      assert.strictEqual(body.responses[1].headers["Retry-After"], "12")
      yield* faults.clear
      yield* faults.add({ on: { path: "A3" }, when: "after", do: { _tag: "Drop", at: "beforeAnswer" } })
      const lost = yield* Effect.either(batch([write("1", "A2", "c"), write("2", "A3", "d", { dependsOn: ["1"] })]))
      assert.strictEqual(lost._tag, "Left")
      assert.deepStrictEqual([yield* read("A2"), yield* read("A3")], ["c", "d"])
    }).pipe(Effect.provide(emulator())))

  it.effect("meets faults of the whole batch", () =>
    Effect.gen(function*() {
      const { faults } = yield* Emulator.Emulator
      const unavailable = { _tag: "Answer", status: 503, code: "serviceUnavailableUncategorized" } as const
      yield* faults.add({ on: { path: "$batch" }, nth: 2, when: "after", do: unavailable })
      yield* faults.add({ on: { path: "$batch" }, do: { _tag: "Drop", at: "beforeAnswer" } })
      const lost = yield* Effect.either(batch([write("1", "A2", "lost")]))
      assert.strictEqual(lost._tag, "Left")
      const failed = yield* batch([write("1", "A3", "executed")])
      assert.strictEqual(failed.status, 503)
      assert.deepStrictEqual([yield* read("A2"), yield* read("A3")], ["Apples", "executed"])
    }).pipe(Effect.provide(emulator())))

  it.effect("is not throttled with its requests", () =>
    Effect.gen(function*() {
      const { faults } = yield* Emulator.Emulator
      yield* faults.add({ do: { _tag: "Throttle", scope: "app", retryAfter: 12 } })
      yield* batch([write("1", "A2", "a")])
      const { body, status } = yield* batch([write("1", "A2", "a"), write("2", "A3", "b")])
      assert.strictEqual(status, 200)
      assert.deepStrictEqual(statuses(body), { "1": 429, "2": 429 })
    }).pipe(Effect.provide(emulator())))

  const get = (id: string, more: object = {}) => ({ id, method: "GET", url: `${workbook()}/tables`, ...more })

  const refusals: ReadonlyArray<readonly [string, unknown, string]> = [
    [
      "21 requests",
      Array.from({ length: 21 }, (_, id) => get(String(id))),
      "The batch has 21 requests: expected at most 20."
    ],
    ["an id twice", [get("a"), get("A")], "The id 'A' occurs twice: expected ids that differ."],
    [
      "an unknown dependency",
      [get("a", { dependsOn: ["b"] })],
      "The request 'a' depends on 'b', which is not in the batch."
    ],
    [
      "a circle",
      [get("a", { dependsOn: ["b"] }), get("b", { dependsOn: ["a"] }), get("c", { dependsOn: ["a"] })],
      "The request 'a' depends on itself."
    ],
    [
      "a body without content type",
      [{ ...write("1", "A2", 1), headers: {} }],
      "The request '1' has a body without a header Content-Type: expected application/json."
    ],
    ["a number as id", [{ ...get("1"), id: 1 }], "The property 'requests[0].id' is 1; expected a non-empty string."],
    ["no requests", undefined, "The property 'requests' is missing; expected an array."]
  ]
  for (const [what, requests, message] of refusals) {
    it.effect(`with ${what} is refused`, () =>
      Effect.gen(function*() {
        const { body, status } = yield* send("POST", "/$batch", { body: { requests } })
        assert.deepStrictEqual([status, body.error.message], [400, message])
      }).pipe(Effect.provide(emulator())))
  }

  it.effect("cannot contain a batch, and has no other method", () =>
    Effect.gen(function*() {
      const { body } = yield* batch([{ id: "1", method: "POST", url: "/$batch" }])
      assert.deepStrictEqual(statuses(body), { "1": 400 })
      assert.strictEqual((yield* send("GET", "/$batch")).status, 405)
      const text = yield* send("POST", "/$batch", { text: "{" })
      assert.deepStrictEqual([text.status, codeOf(text)], [400, undefined])
    }).pipe(Effect.provide(emulator())))
})
