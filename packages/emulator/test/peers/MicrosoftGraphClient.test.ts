import { Undici } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Client, GraphError, ResponseType } from "@microsoft/microsoft-graph-client"
import { Effect, Redacted } from "effect"
import { Emulator, EmulatorServer } from "../../src/index.js"
import { book } from "../service/support.js"
import * as Certificate from "./certificate.js"

const books = { "book.xlsx": book }
const workbook = "/me/drive/root:/book.xlsx:/workbook"

const authProvider = (done: (error: unknown, token: string | null) => void) => done(null, "token-of-ada")

const client = (url: string, fetchOptions: Record<string, unknown> = {}) =>
  Client.init({ baseUrl: url, authProvider, customHosts: new Set(["127.0.0.1"]), fetchOptions })

/** Runs a request that has to fail, and returns its error. */
const failure = (request: () => Promise<unknown>) =>
  Effect.promise(async () => {
    try {
      await request()
    } catch (error) {
      if (error instanceof GraphError) return error
    }
    return assert.fail("not refused")
  })

describe("@microsoft/microsoft-graph-client", () => {
  it.scoped("works in a session", () =>
    Effect.gen(function*() {
      const { url } = yield* EmulatorServer.EmulatorServer
      const { openSessions } = yield* Emulator.Emulator
      const graph = client(url)
      const call = <A = any>(request: () => Promise<A>) => Effect.promise(request)

      const session = yield* call(() => graph.api(`${workbook}/createSession`).post({ persistChanges: true }))
      assert.isTrue(session.persistChanges)
      const api = (path: string) => graph.api(workbook + path).header("workbook-session-id", session.id)

      const range = yield* call(() => api("/worksheets('Data')/range(address='A1:B2')").get())
      assert.deepStrictEqual(range.values, [["Item", "Amount"], ["Apples", 3]])
      const selected = yield* call(() => api("/worksheets/Data/usedRange").select(["address", "values"]).get())
      assert.strictEqual(selected.address, "Data!A1:D4")
      assert.isUndefined(selected.text)
      const written = yield* call(() =>
        api("/worksheets('Data')/range(address='B2:B3')").patch({ values: [[30], [40]] })
      )
      assert.deepStrictEqual(written.values, [[30], [40]])
      const row = yield* call(() => api("/tables/Orders/rows/add").post({ index: null, values: [["Figs", 6]] }))
      assert.deepStrictEqual([row.index, row.values], [3, [["Figs", 6]]])
      const rows = yield* call(() => api("/tables('Orders')/rows").top(2).skip(2).get())
      assert.deepStrictEqual(rows.value.map(({ values }: any) => values[0][0]), ["Plums", "Figs"])
      const sum = yield* call(() => api("/functions/abs").post({ number: -7 }))
      assert.strictEqual(sum.value, 7)

      yield* call(() => api("/refreshSession").post({}))
      yield* call(() => api("/closeSession").post({}))
      assert.deepStrictEqual(yield* openSessions, [])

      const lost = yield* failure(() => api("/worksheets").get())
      assert.strictEqual(lost.statusCode, 404)
      assert.strictEqual(lost.code, "InvalidOrTimedOutSession")
      assert.strictEqual(JSON.parse(lost.body).code, "InvalidOrTimedOutSession")
      assert.include(lost.body, "invalidSessionReCreatable")
      assert.match(lost.requestId ?? "", /^[\da-f-]{36}$/)
      const missing = yield* failure(() => graph.api(`${workbook}/worksheets('None')`).get())
      assert.strictEqual(missing.statusCode, 404)
    }).pipe(Effect.provide(EmulatorServer.layer({ workers: 0, books }))))

  it.scoped("sees a 202 and its Location", () =>
    Effect.gen(function*() {
      const { url } = yield* EmulatorServer.EmulatorServer
      const response: Response = yield* Effect.promise(() =>
        client(url).api(`${workbook}/createSession`).header("Prefer", "respond-async").responseType(ResponseType.RAW)
          .post({ persistChanges: false })
      )
      assert.strictEqual(response.status, 202)
      yield* Effect.promise(() => response.text())
      const location = response.headers.get("location") ?? ""
      const operation = yield* Effect.promise(() => client(url).api(location.replace(`${url}/v1.0`, "")).get())
      assert.strictEqual(operation.status, "notStarted")
    }).pipe(Effect.provide(EmulatorServer.layer({ workers: 0, books, openDelay: "1 minute" }))))

  it.scoped("sends its token over https", () =>
    Effect.gen(function*() {
      const { certificate, key } = Certificate.make()
      const server = EmulatorServer.layer({
        workers: 0,
        books,
        requireAuthorization: true,
        tls: { key: Redacted.make(key), certificate }
      })
      yield* Effect.gen(function*() {
        const { url } = yield* EmulatorServer.EmulatorServer
        assert.match(url, /^https:/)
        const agent = yield* Effect.acquireRelease(
          Effect.sync(() => new Undici.Agent({ connect: { ca: certificate } })),
          (agent) => Effect.promise(() => agent.close())
        )
        const graph = client(url, { dispatcher: agent })
        const created = yield* Effect.promise(() =>
          graph.api(`${workbook}/createSession`).post({ persistChanges: true })
        )
        assert.isTrue(created["@odata.context"].startsWith(`${url}/v1.0/$metadata#`))
        const sheets = yield* Effect.promise(() =>
          graph.api(`${workbook}/worksheets`).header("workbook-session-id", created.id).get()
        )
        assert.strictEqual(sheets.value[0].name, "Data")
        // this client sends no token over http, so the service takes it for another user
        const anonymous = yield* Effect.promise(() =>
          Undici.request(`${url}/v1.0${workbook}/worksheets`, { dispatcher: agent })
        )
        assert.strictEqual(anonymous.statusCode, 401)
        yield* Effect.promise(() => anonymous.body.dump())
      }).pipe(Effect.provide(server))
    }))
})
