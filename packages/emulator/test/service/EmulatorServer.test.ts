import { FetchHttpClient, FileSystem, HttpClient, HttpClientRequest } from "@effect/platform"
import { NodeContext, NodeHttpClient } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Clock, Context, Effect, Exit, Fiber, Layer, Redacted, Scope, TestClock } from "effect"
import * as Http from "node:http"
import { Emulator, EmulatorServer } from "../../src/index.js"
import { run, serving } from "./process.js"
import { book } from "./support.js"

const books = { "book.xlsx": book }
const path = "/v1.0/me/drive/root:/book.xlsx:/workbook"

describe("EmulatorServer", () => {
  it.scoped("listens on a free port of this machine", () =>
    Effect.gen(function*() {
      const { url } = yield* EmulatorServer.EmulatorServer
      assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/)
      const client = yield* HttpClient.HttpClient
      const created = yield* client.execute(
        HttpClientRequest.post(`${url}${path}/createSession`).pipe(
          HttpClientRequest.bodyUnsafeJson({ persistChanges: false }),
          HttpClientRequest.setHeader("prefer", "respond-async")
        )
      )
      assert.strictEqual(created.status, 202)
      assert.isTrue(created.headers["location"]?.startsWith(`${url}${path}/operations/`))
      yield* created.text
    }).pipe(Effect.provide([
      EmulatorServer.layer({ workers: 0, books, openDelay: "1 minute" }),
      NodeHttpClient.layerUndici
    ])))

  it.scoped("answers requests that are not part of the API", () =>
    Effect.gen(function*() {
      const { url } = yield* EmulatorServer.EmulatorServer
      const client = yield* HttpClient.HttpClient
      for (
        const request of [
          HttpClientRequest.get(`${url}/`),
          HttpClientRequest.get(`${url}/v1.0/me/%ZZ`),
          HttpClientRequest.options(`${url}${path}`),
          HttpClientRequest.get(`${url}/v1.0/${"a/".repeat(4000)}`)
        ]
      ) {
        const response = yield* client.execute(request)
        assert.include([400, 405], response.status)
        assert.isObject(yield* Effect.map(response.json, (body: any) => body.error))
      }
      const unfit = yield* client.execute(HttpClientRequest.head(`${url}${path}/worksheets`))
      assert.strictEqual(unfit.status, 405)
      const large = yield* client.execute(
        HttpClientRequest.patch(`${url}${path}/worksheets/Data/range(address='A1')`).pipe(
          HttpClientRequest.bodyText(" ".repeat(5_300_000), "application/json")
        )
      )
      assert.strictEqual(large.status, 413)
      yield* large.text
      const alive = yield* client.get(`${url}${path}/worksheets`)
      assert.strictEqual(alive.status, 200)
      yield* alive.text
    }).pipe(Effect.provide([EmulatorServer.layer({ workers: 0, books }), FetchHttpClient.layer])))

  const untilLost = (url: string, agent: Http.Agent, onAnswer: () => void): Effect.Effect<void> =>
    Effect.async((resume) => {
      const next = () => {
        const request = Http.get(`${url}${path}/worksheets`, { agent }, (response) => {
          response.resume()
          response.on("error", () => resume(Effect.void))
          response.on("end", () => {
            onAnswer()
            next()
          })
        })
        request.on("error", () => resume(Effect.void))
      }
      next()
    })

  const keepAlive = Effect.acquireRelease(
    Effect.sync(() => new Http.Agent({ keepAlive: true, maxSockets: 1 })),
    (agent) => Effect.sync(() => agent.destroy())
  )

  it.scoped("completes pending requests when it stops, and accepts no more afterwards", () =>
    Effect.gen(function*() {
      const scope = yield* Scope.make()
      const context = yield* Layer.buildWithScope(EmulatorServer.layer({ workers: 0, books }), scope)
      const { url } = Context.get(context, EmulatorServer.EmulatorServer)
      const { faults } = Context.get(context, Emulator.Emulator)
      yield* faults.add({ do: { _tag: "Stall", for: "1 second" } })
      let answered = 0
      const client = yield* Effect.fork(untilLost(url, yield* keepAlive, () => answered += 1))
      while ((yield* faults.struck).length === 0) yield* Effect.promise(() => new Promise(setImmediate))
      const closing = yield* Effect.fork(Scope.close(scope, Exit.void))
      for (let i = 0; i < 10; i++) yield* Effect.promise(() => new Promise(setImmediate))
      yield* TestClock.adjust("1 second")
      yield* Fiber.join(client)
      yield* Fiber.join(closing)
      assert.strictEqual(answered, 1)
    }))

  it.scoped("stops although a request would take an hour", () =>
    Effect.gen(function*() {
      const scope = yield* Scope.make()
      const context = yield* Layer.buildWithScope(EmulatorServer.layer({ workers: 0, books }), scope)
      const { url } = Context.get(context, EmulatorServer.EmulatorServer)
      const { faults } = Context.get(context, Emulator.Emulator)
      yield* faults.add({ do: { _tag: "Stall", for: "1 hour" } })
      let answered = 0
      const client = yield* Effect.fork(untilLost(url, yield* keepAlive, () => answered += 1))
      while ((yield* faults.struck).length === 0) yield* Effect.promise(() => new Promise(setImmediate))
      const started = yield* Clock.currentTimeMillis
      const closing = yield* Effect.fork(Scope.close(scope, Exit.void))
      while ((yield* Fiber.poll(closing))._tag === "None") {
        yield* TestClock.adjust("1 second")
        yield* Effect.promise(() => new Promise(setImmediate))
      }
      yield* Fiber.join(client)
      assert.strictEqual(answered, 0)
      assert.isAtMost((yield* Clock.currentTimeMillis) - started, 600_000)
    }))

  it.scoped("a port in use is a typed error", () =>
    Effect.gen(function*() {
      const { url } = yield* EmulatorServer.EmulatorServer
      const second = EmulatorServer.layer({ workers: 0, books, port: Number(new URL(url).port) })
      const error = yield* Effect.flip(Effect.scoped(Layer.build(second)))
      assert.strictEqual(error._tag, "ServeError")
    }).pipe(Effect.provide(EmulatorServer.layer({ workers: 0, books }))))

  it.scoped("an invalid key is a typed error", () =>
    Effect.gen(function*() {
      const wrong = EmulatorServer.layer({
        books,
        tls: { key: Redacted.make("no key"), certificate: "no certificate" }
      })
      const error = yield* Effect.flip(Effect.scoped(Layer.build(wrong)))
      assert.strictEqual(error._tag, "ServeError")
    }))
})

const folder = Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const folder = yield* fs.makeTempDirectoryScoped()
  yield* fs.writeFile(`${folder}/book.xlsx`, book)
  return folder
})

describe("effect-workbook-emulator", () => {
  it.scoped("prints commands to paste, serves, and exits cleanly", () =>
    Effect.gen(function*() {
      const server = yield* serving(yield* folder, "--port", "0")
      assert.include(server.stdout, "/book.xlsx  01")
      assert.notInclude(server.stdout, "\u001b[")
      const curl = /curl (http:\S+)\n/.exec(server.stdout)?.[1] ?? ""
      const client = yield* HttpClient.HttpClient
      const body: any = yield* Effect.flatMap(client.get(curl), (response) => response.json)
      assert.strictEqual(body.value[0].name, "Data")
      assert.deepStrictEqual(yield* server.end("SIGTERM"), { code: 0, signal: null })
    }).pipe(Effect.provide([NodeContext.layer, FetchHttpClient.layer])), 120_000)

  it.scoped("accepts its options", () =>
    Effect.gen(function*() {
      const server = yield* serving(
        yield* folder,
        "--port=0",
        "--quiet",
        "--documented-errors",
        "--session-lost-400",
        "--require-token"
      )
      assert.match(server.stdout, /^http:\/\/127\.0\.0\.1:\d+\n$/)
      const client = yield* HttpClient.HttpClient
      const anonymous = yield* client.get(`${server.url}${path}/worksheets`)
      assert.strictEqual(anonymous.status, 401)
      yield* anonymous.text
      const lost = yield* client.get(`${server.url}${path}/worksheets`, {
        headers: { authorization: "Bearer a", "workbook-session-id": "bm9uZQ==" }
      })
      assert.strictEqual(lost.status, 400)
      const body: any = yield* lost.json
      assert.strictEqual(body.error.code, "badRequest")
      assert.deepStrictEqual(yield* server.end("SIGINT"), { code: 0, signal: null })
    }).pipe(Effect.provide([NodeContext.layer, FetchHttpClient.layer])), 120_000)

  it.effect("reports invalid arguments", () =>
    Effect.gen(function*() {
      const [help, port, folder] = yield* Effect.all([
        run("--help"),
        run("--port", "70000"),
        run("no-such-folder", "--port", "0")
      ], { concurrency: 3 })
      assert.strictEqual(help.code, 0)
      assert.include(help.stdout, "Usage: effect-workbook-emulator [folder]")
      for (const { code, stdout } of [port, folder]) {
        assert.strictEqual(code, 2)
        assert.strictEqual(stdout, "")
      }
      assert.match(
        port.stderr,
        /^effect-workbook-emulator: --port expects a whole number from 0 to 65535, not "70000"\n/
      )
      assert.match(folder.stderr, /^effect-workbook-emulator: no-such-folder is not a readable folder\n/)
    }), 60_000)
})
