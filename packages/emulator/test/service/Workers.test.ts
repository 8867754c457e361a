/** The server with its workbooks in other threads. */
import { FetchHttpClient, HttpClient, HttpClientRequest } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, FiberId, Layer, TestClock } from "effect"
import type { Worker } from "node:worker_threads"
import { Emulator, EmulatorServer } from "../../src/index.js"
import * as BookHost from "../../src/service/BookHost.js"
import { askWith, everything } from "./graphRequests.js"
import { book, bookWithPivotTable, codeOf, createSession, read, type Reply, send, workbook, write } from "./support.js"

/** An `HttpClient` for a server, and the services of the server. */
const served = (options: Partial<Emulator.Options<Emulator.InMemory> & EmulatorServer.Options>) =>
  Layer.effect(
    HttpClient.HttpClient,
    Effect.gen(function*() {
      const { url } = yield* EmulatorServer.EmulatorServer
      return HttpClient.mapRequest(
        yield* HttpClient.HttpClient,
        (request) => HttpClientRequest.setUrl(request, request.url.replace("https://graph.microsoft.com", url))
      )
    })
  ).pipe(
    Layer.provide(FetchHttpClient.layer),
    Layer.provideMerge(
      EmulatorServer.layer({ books: { "book.xlsx": book, "other.xlsx": book }, workers: 2, ...options })
    )
  )

const other = workbook("other.xlsx")

/** The workers that this process starts from now on, and the messages that they get. */
const watchWorkers = Effect.acquireRelease(
  Effect.sync(() => {
    const workers: Array<Worker> = []
    const messages: Array<string> = []
    const onWorker = (worker: Worker) => {
      workers.push(worker)
      const post = worker.postMessage.bind(worker)
      worker.postMessage = (message, transfer) => {
        messages.push(JSON.stringify(message, (_, value) => value instanceof Uint8Array ? value.length : value))
        return Array.isArray(transfer) ? post(message, transfer) : post(message)
      }
    }
    process.on("worker", onWorker)
    return { workers, messages, stop: () => process.off("worker", onWorker) }
  }),
  ({ stop }) => Effect.sync(stop)
)

const turn = Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))

const until = (condition: () => boolean): Effect.Effect<void> =>
  Effect.suspend(() => condition() ? Effect.void : Effect.zipRight(turn, until(condition)))

/** Fills a workbook with formulas that take about a second to calculate. */
const fill = (session: string) =>
  Effect.gen(function*() {
    const range = (address: string) => `${workbook()}/worksheets('Data')/range(address='${address}')?$select=address`
    const column = <A>(length: number, f: (index: number) => A) => Array.from({ length }, (_, index) => [f(index)])
    yield* send("PATCH", range("F1:F5000"), { session, body: { values: column(5_000, (index) => index) } })
    const formulas = column(500, (index) => `=SUMPRODUCT($F$1:$F$5000*($F$1:$F$5000>${index}))`)
    const filled = yield* send("PATCH", range("G1:G500"), { session, body: { formulas } })
    assert.strictEqual(filled.status, 200)
  })

const recalculate = (session: string) =>
  send("POST", `${workbook()}/application/calculate`, { session, body: { calculationType: "Full" } })

/** A workbook in another thread does not delay this one. */
const readsMeanwhile = (session: string) =>
  Effect.gen(function*() {
    let isCalculated = false
    const calculation = yield* Effect.fork(
      Effect.tap(recalculate(session), () =>
        Effect.sync(() => {
          isCalculated = true
        }))
    )
    // in one thread, about one read fits into each of the steps of the calculation, which are fewer
    for (let reads = 0; reads < 60; reads++) {
      assert.strictEqual(yield* read("D2", undefined, other), 12)
      assert.isFalse(isCalculated, `the calculation ended after ${reads} reads`)
    }
    assert.strictEqual((yield* Fiber.join(calculation)).status, 200)
  })

const timeOfEmulator = Effect.gen(function*() {
  yield* TestClock.setTime(Date.UTC(2030, 0, 1, 12))
  assert.strictEqual((yield* write("F1", "=NOW()")).status, 200)
  assert.strictEqual(yield* read("F1"), 47_484.5)
  yield* TestClock.adjust("6 hours")
  yield* send("POST", `${workbook()}/application/calculate`, { body: { calculationType: "Full" } })
  assert.strictEqual(yield* read("F1"), 47_484.75)
})

describe.sequential("A server with workers", () => {
  it.scoped("calculates a workbook beside the others, and survives the loss of a thread", () =>
    Effect.gen(function*() {
      const { messages, workers } = yield* watchWorkers
      yield* Effect.gen(function*() {
        yield* timeOfEmulator
        const persistent = yield* createSession(true)
        const copy = yield* createSession(false)
        const elsewhere = yield* createSession(false, other)
        assert.strictEqual((yield* write("B2", 30, persistent)).status, 200)
        assert.strictEqual((yield* write("B3", 40, copy)).status, 200)
        assert.strictEqual((yield* write("B3", 50, elsewhere, other)).status, 200)
        assert.lengthOf(workers, 2)
        yield* fill(copy)
        yield* readsMeanwhile(copy)

        messages.length = 0
        const calculation = yield* Effect.fork(recalculate(copy))
        yield* until(() => messages.some((message) => message.includes("calculate")))
        yield* Effect.promise(async () => workers[0]?.terminate())

        const lost = yield* Fiber.join(calculation)
        assert.strictEqual(lost.status, 503)
        assert.strictEqual(codeOf(lost), "serviceUnavailableUncategorized")
        const { openSessions } = yield* Emulator.Emulator
        assert.lengthOf(yield* openSessions, 2)
        assert.strictEqual(yield* read("B2", copy), "404 invalidSessionReCreatable")
        assert.strictEqual(yield* read("D2", persistent), 39)
        assert.strictEqual((yield* write("B4", 6, persistent)).status, 200)
        assert.strictEqual(yield* read("D2"), 40)
        assert.strictEqual(yield* read("B3", elsewhere, other), 50)
        assert.lengthOf(workers, 3)
      }).pipe(Effect.provide(served({})))
      assert.deepStrictEqual(workers.map(({ threadId }) => threadId), [-1, -1, -1], "they end with the server")
    }), 600_000)

  it.live("answers what Graph defines as in one thread", () =>
    Effect.gen(function*() {
      const options = { books: { "book.xlsx": bookWithPivotTable }, openDelay: "1 millis" } as const
      // times, random numbers, and the ids of what is created differ in each run
      const asOnce = ({ body, status }: Reply, path: string): readonly [number, string] => [
        status,
        /\/functions\/(?:now|rand)/i.test(path)
          ? ""
          : (JSON.stringify(body) ?? "")
            .replaceAll(/https?:\/\/[^/]+/g, "")
            .replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi, "")
            .replaceAll(/sessionId=[^"]*/g, "")
            .replaceAll(/"(?:id|date)":"[^"]*"/g, "")
      ]
      const answers = askWith((method, path, request) => send(method, `${workbook()}${path}`, request))(
        // a sample of all resources is enough, because the threads run the same handlers
        everything.filter((_, index) => index % 5 === 0),
        true,
        ({ method, path }, reply) => [`${method} ${path}`, asOnce(reply, path)] as const
      )
      const expected = yield* Effect.provide(answers, Emulator.layerHttpClient(options))
      assert.isAbove(expected.length, 50)
      assert.deepStrictEqual(yield* Effect.provide(answers, served(options)), expected)
    }), 600_000)
})

describe("An emulator", () => {
  /** A host that counts the workbooks that are open. */
  const counting = (count: { open: number }): BookHost.Make => (...parameters) =>
    Effect.map(BookHost.inThisThread(...parameters), (host) => ({
      open: (itemId, bytes) =>
        Effect.map(host.open(itemId, bytes), (book) => {
          count.open++
          return { ...book, close: () => count.open-- }
        })
    }))

  it.scoped("closes workbooks that are not used any more", () =>
    Effect.gen(function*() {
      const count = { open: 0 }
      yield* Effect.gen(function*() {
        yield* read("D2")
        assert.strictEqual(count.open, 1)
        const [first, second, third] = yield* Effect.all([
          createSession(false),
          createSession(false),
          createSession(false)
        ])
        assert.strictEqual(count.open, 4)
        yield* send("POST", `${workbook()}/closeSession`, { session: first })
        assert.strictEqual(count.open, 3)
        // a refused change of the file discards the shared model
        assert.strictEqual((yield* write("B2:B3", [1])).status, 400)
        assert.strictEqual(count.open, 2)
        assert.strictEqual((yield* write("B2", 1, second)).status, 200)
        const { endSessions } = yield* Emulator.Emulator
        yield* endSessions()
        assert.strictEqual(count.open, 0)
        assert.strictEqual(yield* read("D2", third), "404 invalidSessionReCreatable")
        yield* read("D2")
        assert.strictEqual(count.open, 1)
        yield* createSession(false)
        yield* TestClock.adjust("1 hour")
        assert.strictEqual(count.open, 0)
      }).pipe(
        Effect.provide(
          Layer.provide(
            Emulator.layerHttpClient({ books: { "book.xlsx": book } }),
            Layer.succeed(BookHost.CurrentHost, counting(count))
          )
        )
      )
    }))

  it.scoped("closes workbooks that an interrupted request has opened", () =>
    Effect.gen(function*() {
      const count = { open: 0 }
      yield* Effect.gen(function*() {
        const creation = yield* Effect.fork(createSession(false))
        yield* Effect.yieldNow()
        yield* Fiber.interruptAs(creation, FiberId.none)
        const { endSessions } = yield* Emulator.Emulator
        yield* endSessions()
        assert.strictEqual(count.open, 0)
      }).pipe(
        Effect.provide(
          Layer.provide(
            Emulator.layerHttpClient({ books: { "book.xlsx": book } }),
            Layer.succeed(BookHost.CurrentHost, counting(count))
          )
        )
      )
    }))
})
