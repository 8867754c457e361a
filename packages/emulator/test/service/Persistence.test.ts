import { Error as PlatformError, FileSystem, HttpClient, HttpClientRequest, Path } from "@effect/platform"
import { NodeContext, NodeHttpClient } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Layer, Logger } from "effect"
import { Emulator, type Fault } from "../../src/index.js"
import * as BookHost from "../../src/service/BookHost.js"
import { serving } from "./process.js"
import { book, codeOf, createSession, read, send, workbook, write } from "./support.js"

const folder = Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const folder = yield* fs.makeTempDirectoryScoped()
  const file = path.join(folder, "book.xlsx")
  yield* fs.writeFile(file, book)
  return { fs, path, folder, file }
})

const inMemory = (bytes: Uint8Array) => Emulator.layerHttpClient({ books: { "book.xlsx": bytes } })

describe("saving", () => {
  it.scoped("acknowledged changes of a persistent session are in the file", () =>
    Effect.gen(function*() {
      const { file, folder: books, fs } = yield* folder
      yield* Effect.gen(function*() {
        const session = yield* createSession(true)
        yield* write("B2", 30, session)
        assert.strictEqual(yield* Effect.provide(read("D2"), inMemory(yield* fs.readFile(file))), 39)
        yield* write("B3", 40)
        assert.strictEqual(yield* Effect.provide(read("D2"), inMemory(yield* fs.readFile(file))), 75)
      }).pipe(Effect.provide(Emulator.layerHttpClient({ books })))
    }).pipe(Effect.provide(NodeContext.layer)))

  it.scoped("the ids of what a session has added stay valid after a refused change and in the next session", () =>
    Effect.gen(function*() {
      const session = yield* createSession(true)
      const post = (path: string, body: unknown) => send("POST", `${workbook()}/${path}`, { body, session })
      const sheet = yield* post("worksheets/add", { name: "Added" })
      const sheetPath = `worksheets/${encodeURIComponent(sheet.body.id)}`
      const table = yield* post(`${sheetPath}/tables/add`, { address: "A1:B3", hasHeaders: false })
      const chart = yield* post(`${sheetPath}/charts/add`, { type: "Line", sourceData: "A1:B4", seriesBy: "Auto" })
      const paths = [
        sheetPath,
        `tables/${encodeURIComponent(table.body.id)}`,
        `${sheetPath}/charts/${encodeURIComponent(chart.body.id)}`
      ]
      const found = (session: string) =>
        Effect.map(
          Effect.forEach(paths, (path) => send("GET", `${workbook()}/${path}`, { session })),
          (replies) => replies.map(({ body, status }) => [status, body.name])
        )
      const expected = [sheet, table, chart].map(({ body }) => [200, body.name])
      assert.deepStrictEqual(yield* found(session), expected)

      const refused = yield* send("PATCH", `${workbook()}/${paths[1]}`, { body: { name: "A1" }, session })
      assert.strictEqual(refused.status, 400)
      assert.deepStrictEqual(yield* found(session), expected)
      yield* send("PATCH", `${workbook()}/${sheetPath}`, { body: { position: 0 }, session })
      yield* send("POST", `${workbook()}/closeSession`, { session })
      assert.deepStrictEqual(yield* found(yield* createSession(false)), expected)
    }).pipe(Effect.provide(inMemory(book))))

  it.scoped("non-persistent sessions and reads leave the file unchanged", () =>
    Effect.gen(function*() {
      const { file, folder: books, fs } = yield* folder
      const before = yield* fs.stat(file)
      yield* Effect.gen(function*() {
        const session = yield* createSession(false)
        yield* write("B2", 30, session)
        assert.strictEqual(yield* read("D2"), 12)
        yield* send("POST", `${workbook()}/closeSession`, { session })
      }).pipe(Effect.provide(Emulator.layerHttpClient({ books })))
      assert.deepStrictEqual(yield* fs.readFile(file), book)
      const after = yield* fs.stat(file)
      assert.deepStrictEqual([after.mtime, after.ino], [before.mtime, before.ino])
    }).pipe(Effect.provide(NodeContext.layer)))

  it.scoped("a change that cannot be saved is refused and discarded", () =>
    Effect.gen(function*() {
      const { file, folder: books, fs } = yield* folder
      let broken = true
      const flaky = Layer.succeed(FileSystem.FileSystem, {
        ...fs,
        rename: (from, to) => broken ? fs.rename(`${from}.missing`, to) : fs.rename(from, to)
      })
      yield* Effect.gen(function*() {
        const session = yield* createSession(true)
        const refused = yield* write("B2", 30, session)
        assert.strictEqual(refused.status, 500)
        assert.strictEqual(codeOf(refused), "internalServerErrorUncategorized")
        assert.strictEqual(refused.body.error.code, "SavingWorkbookFailed")
        // the documentation says that the session ends
        assert.strictEqual(yield* read("B2", session), "404 invalidSessionReCreatable")
        assert.strictEqual(yield* read("B2"), 3)
        assert.deepStrictEqual(yield* fs.readFile(file), book)
        broken = false
        const another = yield* createSession(true)
        assert.strictEqual((yield* write("B3", 40, another)).status, 200)
        assert.strictEqual(yield* read("D2", another), 48)
      }).pipe(Effect.provide(Layer.provide(Emulator.layerHttpClient({ books }), flaky)))
    }).pipe(Effect.provide(NodeContext.layer)))

  /**
   * Sends requests at the same time, while the first one holds the workbook. Returns the statuses, the number of saves, and
   * the value of `D2` in the saved file.
   */
  const together = (requests: ReadonlyArray<ReturnType<typeof write>>, fault?: Fault.Fault) =>
    Effect.gen(function*() {
      const gate = yield* Deferred.make<void>()
      let saves = 0
      const gated: BookHost.Make = (...parameters) =>
        Effect.map(BookHost.inThisThread(...parameters), (host) => ({
          open: (itemId, bytes) =>
            Effect.map(host.open(itemId, bytes), (book) => ({
              ...book,
              respond: (request) => Effect.zipRight(Deferred.await(gate), book.respond(request)),
              save: Effect.zipLeft(book.save, Effect.sync(() => saves++))
            }))
        }))
      const emulator = Layer.provide(
        Emulator.layerHttpClient({ books: { "book.xlsx": book }, faults: fault === undefined ? [] : [fault] }),
        Layer.succeed(BookHost.CurrentHost, gated)
      )
      return yield* Effect.gen(function*() {
        const fibers = yield* Effect.forEach(requests, (request) => Effect.fork(request))
        for (let turn = 0; turn < 20; turn++) yield* Effect.yieldNow()
        yield* Deferred.succeed(gate, undefined)
        const replies = yield* Fiber.join(Fiber.all(fibers))
        const client = yield* HttpClient.HttpClient
        const response = yield* client.get("https://graph.microsoft.com/v1.0/me/drive/root:/book.xlsx:/content")
        const total = yield* Effect.provide(read("D2"), inMemory(new Uint8Array(yield* response.arrayBuffer)))
        return { statuses: replies.map(({ status }) => status), saves, total }
      }).pipe(Effect.provide(emulator))
    })

  it.effect("changes that wait for each other are saved together", () =>
    Effect.gen(function*() {
      const changes = [write("B2", 10), write("B3", 20), write("B4", 30)]
      assert.deepStrictEqual(yield* together(changes), { statuses: [200, 200, 200], saves: 1, total: 60 })
    }))

  it.effect("a read between changes sees those that are saved", () =>
    Effect.gen(function*() {
      const total = send("GET", `${workbook()}/worksheets('Data')/range(address='D2')?$select=values`)
      const seen = Effect.tap(total, ({ body }) => assert.deepStrictEqual(body.values, [[35]]))
      const requests = [write("B2", 10), write("B3", 20), seen, write("B4", 30)]
      assert.deepStrictEqual(yield* together(requests), { statuses: [200, 200, 200, 200], saves: 2, total: 60 })
    }))

  it.effect("a change that is refused does not affect those that are saved together", () =>
    Effect.gen(function*() {
      const changes = [write("B2", 10), write("B3", 20), write("B3:B4", [1]), write("B4", 30)]
      assert.deepStrictEqual(yield* together(changes), { statuses: [200, 200, 400, 200], saves: 2, total: 60 })
    }))

  it.effect("a change whose save fails does not affect those that are saved together", () =>
    Effect.gen(function*() {
      const changes = [write("B2", 10), write("B3", 20), write("B4", 30)]
      const failing: Fault.Fault = { on: { method: "PATCH" }, nth: 2, do: { _tag: "FailSave" } }
      assert.deepStrictEqual(yield* together(changes, failing), { statuses: [200, 500, 200], saves: 2, total: 44 })
    }))

  it.scoped("a drive that fails is an error of the service, not a missing file", () =>
    Effect.gen(function*() {
      const { folder: books, fs } = yield* folder
      let broken = false
      const flaky = Layer.succeed(FileSystem.FileSystem, {
        ...fs,
        stat: (path) =>
          broken
            ? new PlatformError.SystemError({ module: "FileSystem", method: "stat", reason: "Unknown" })
            : fs.stat(path)
      })
      yield* Effect.gen(function*() {
        const session = yield* createSession(true)
        broken = true
        for (const path of [workbook(), "/me/drive/root/children"]) {
          const reply = yield* send("GET", path.endsWith("workbook") ? `${path}/worksheets` : path, { session })
          assert.strictEqual(reply.status, 500)
          assert.strictEqual(reply.body.error.code, "generalException")
        }
        broken = false
        assert.strictEqual(yield* read("B2", session), 3)
      }).pipe(Effect.provide(Layer.provide(Emulator.layerHttpClient({ books }), flaky)))
    }).pipe(Effect.provide([NodeContext.layer, Logger.remove(Logger.defaultLogger)])))

  it.scoped("a read that does not wait looks for its file once", () =>
    Effect.gen(function*() {
      const { folder: books, fs } = yield* folder
      const stats: Array<string> = []
      const counting = Layer.succeed(FileSystem.FileSystem, {
        ...fs,
        stat: (path) => Effect.zipRight(Effect.sync(() => stats.push(path)), fs.stat(path))
      })
      yield* Effect.gen(function*() {
        const session = yield* createSession(false)
        for (const id of [undefined, session]) {
          yield* write("B2", 30, id)
          stats.length = 0
          assert.strictEqual(yield* read("D2", id), 39)
          assert.lengthOf(stats, 1)
        }
      }).pipe(Effect.provide(Layer.provide(Emulator.layerHttpClient({ books }), counting)))
    }).pipe(Effect.provide(NodeContext.layer)))

  it.scoped("a file that another program replaces is reloaded, unless a session holds it", () =>
    Effect.gen(function*() {
      const { file, folder: books, fs } = yield* folder
      const changed = yield* Effect.gen(function*() {
        yield* write("B2", 100)
        const client = yield* HttpClient.HttpClient
        const response = yield* client.get("https://graph.microsoft.com/v1.0/me/drive/root:/book.xlsx:/content")
        return new Uint8Array(yield* response.arrayBuffer)
      }).pipe(Effect.provide(inMemory(book)))
      yield* Effect.gen(function*() {
        assert.strictEqual(yield* read("B2"), 3)
        const session = yield* createSession(true)
        yield* fs.writeFile(file, changed)
        assert.strictEqual(yield* read("B2", session), 3)
        yield* send("POST", `${workbook()}/closeSession`, { session })
        assert.strictEqual(yield* read("B2"), 100)
        yield* fs.remove(file)
        assert.strictEqual((yield* send("GET", workbook())).status, 404)
      }).pipe(Effect.provide(Emulator.layerHttpClient({ books })))
    }).pipe(Effect.provide(NodeContext.layer)))

  it.scoped("a file that another program replaces during a session is not overwritten", () =>
    Effect.gen(function*() {
      const { file, folder: books, fs } = yield* folder
      const changed = yield* Effect.gen(function*() {
        yield* write("B2", 100)
        const client = yield* HttpClient.HttpClient
        const response = yield* client.get("https://graph.microsoft.com/v1.0/me/drive/root:/book.xlsx:/content")
        return new Uint8Array(yield* response.arrayBuffer)
      }).pipe(Effect.provide(inMemory(book)))
      yield* Effect.gen(function*() {
        const session = yield* createSession(true)
        yield* write("B3", 40, session)
        yield* fs.writeFile(file, changed)
        const refused = yield* write("B4", 50, session)
        assert.strictEqual(refused.status, 409)
        assert.strictEqual(codeOf(refused), "conflictUncategorized")
        assert.match(refused.body.error.message, /^The file was changed outside of this service since it was opened/)
        assert.deepStrictEqual(yield* fs.readFile(file), changed)
        assert.deepStrictEqual(
          [yield* read("B2", session), yield* read("B3", session), yield* read("B4", session)],
          [100, 4, 5]
        )
        assert.strictEqual((yield* write("B4", 50, session)).status, 200)
        assert.strictEqual(yield* Effect.provide(read("D2"), inMemory(yield* fs.readFile(file))), 154)
      }).pipe(Effect.provide(Emulator.layerHttpClient({ books })))
    }).pipe(Effect.provide(NodeContext.layer)))

  it.scoped("two emulators on one folder lose no acknowledged changes", () =>
    Effect.gen(function*() {
      const { file, folder: books, fs } = yield* folder
      const add = (name: string, session: string) =>
        send("POST", `${workbook()}/tables/Orders/rows/add`, { session, body: { values: [[name, 1]] } })
      const editor = (name: string) =>
        Effect.gen(function*() {
          const session = yield* createSession(true)
          const acknowledged: Array<string> = []
          for (let i = 0; i < 10; i++) {
            const { status } = yield* add(`${name}${i}`, session)
            assert.include([200, 409], status)
            if (status === 200) acknowledged.push(`${name}${i}`)
            yield* Effect.yieldNow()
          }
          return acknowledged
        }).pipe(Effect.provide(Emulator.layerHttpClient({ books })))
      const acknowledged = (yield* Effect.all([editor("a"), editor("b")], { concurrency: 2 })).flat()
      assert.isAbove(acknowledged.length, 5)
      const rows = yield* Effect.provide(
        send("GET", `${workbook()}/tables/Orders/rows`),
        inMemory(yield* fs.readFile(file))
      )
      const names: ReadonlyArray<string> = rows.body.value.map(({ values }: any) => values[0][0])
      assert.deepStrictEqual(names.slice(3).toSorted(), acknowledged.toSorted())
    }).pipe(Effect.provide(NodeContext.layer)))

  it.scoped("acknowledged changes survive kill -9", () =>
    Effect.gen(function*() {
      const { folder: books } = yield* folder
      const server = yield* serving(books, "--port", "0", "--quiet")
      const client = (yield* HttpClient.HttpClient).pipe(
        HttpClient.mapRequest((request) =>
          HttpClientRequest.setUrl(request, request.url.replace("https://graph.microsoft.com", server.url))
        )
      )
      const remote = Effect.provideService(HttpClient.HttpClient, client)
      const session = yield* remote(createSession(true))
      for (let i = 0; i < 10; i++) assert.strictEqual((yield* remote(write("B2", i, session))).status, 200)
      // one more write is pending when the process dies: the file may contain it or not
      const pending = yield* Effect.fork(remote(write("B3", 1000, session)))
      const { signal } = yield* server.end("SIGKILL")
      assert.strictEqual(signal, "SIGKILL")
      yield* Effect.exit(pending)
      const values = yield* Effect.gen(function*() {
        return [yield* read("B2"), yield* read("B3")]
      }).pipe(Effect.provide(Emulator.layerHttpClient({ books })))
      assert.strictEqual(values[0], 9)
      assert.include([4, 1000], values[1])
    }).pipe(Effect.provide([NodeContext.layer, NodeHttpClient.layerUndici])), 120_000)
})
