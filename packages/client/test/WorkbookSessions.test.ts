import { Range, Workbook, WorkbookSession, WorkbookSessions } from "@effect-workbook/client"
import { assert, describe, it } from "@effect/vitest"
import { Config, ConfigProvider, Effect, Exit, Fiber, Layer, Scope, TestClock } from "effect"
import { type Answer, created, failure, graph, range, type Received } from "./support/Script.js"

const book = (id: string) => Workbook.item(id, Workbook.drive("b!d"))
const cell = Range.values(Range.at("Data!A1"))

const found = { status: 200, body: { id: "1", parentReference: { driveId: "b!d" } } }

const service = (
  answers: {
    readonly create?: Answer
    readonly read?: Answer
    readonly refresh?: Answer
    readonly lookUp?: Answer
    readonly close?: Answer
  } = {}
) => {
  const log: Array<string> = []
  const note = (request: Received): string | undefined =>
    /createSession|closeSession|refreshSession|range|root:/.exec(request.url)?.[0]
  const script = graph((request, count) => {
    const name = note(request)
    log.push(name ?? request.url)
    switch (name) {
      case "createSession":
        return answers.create?.(request, count) ?? created((request.body as { persistChanges: boolean }).persistChanges)
      case "range":
        return answers.read?.(request, count) ?? { status: 200, body: range }
      case "root:":
        return answers.lookUp?.(request, count) ?? found
      case "refreshSession":
        return answers.refresh?.(request, count) ?? { status: 204 }
      case "closeSession":
        return answers.close?.(request, count) ?? { status: 204 }
      default:
        return { status: 204 }
    }
  })
  return { ...script, log }
}

const pool = WorkbookSessions.layer({ idleTimeToLive: "1 minute" })

describe("WorkbookSessions", () => {
  it.effect("opens one session for all callers of a workbook, and closes it after its idle time", () => {
    const { layer, log } = service()
    return Effect.gen(function*() {
      const use = WorkbookSessions.provide(cell, { workbook: book("1") })
      const useOther = WorkbookSessions.provide(Range.values(Range.at("Data!A2")), { workbook: book("1") })
      yield* Effect.all([use, useOther, use], { concurrency: "unbounded" })
      yield* TestClock.adjust("59 seconds")
      yield* use
      // two callers read the same cell at the same time
      assert.deepStrictEqual(log, ["createSession", "range", "range", "range"])
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(log.at(-1), "closeSession")
      yield* use
      assert.deepStrictEqual(log.slice(4), ["closeSession", "createSession", "range"])
    }).pipe(Effect.provide(Layer.provideMerge(pool, layer)))
  })

  it.effect("uses one session for all addresses of a workbook, and resolves each address once", () => {
    const { layer, log } = service()
    return Effect.gen(function*() {
      const byPath = WorkbookSessions.provide(cell, { workbook: Workbook.path("/a.xlsx") })
      yield* Effect.all([byPath, byPath, WorkbookSessions.provide(cell, { workbook: book("1") })])
      assert.deepStrictEqual(log, ["root:", "createSession", "range", "range", "range"])
    }).pipe(Effect.provide(Layer.provideMerge(pool, layer)))
  })

  it.effect("opens a session for each mode and each workbook", () => {
    const { layer, log } = service()
    return Effect.gen(function*() {
      yield* WorkbookSessions.provide(cell, { workbook: book("1") })
      yield* WorkbookSessions.provide(cell, { workbook: book("1"), mode: "nonPersistent" })
      yield* WorkbookSessions.provide(cell, { workbook: book("2") })
      yield* WorkbookSessions.provide(cell, { workbook: book("1"), mode: "sessionless" })
      assert.strictEqual(log.filter((name) => name === "createSession").length, 3)
    }).pipe(Effect.provide(Layer.provideMerge(pool, layer)))
  })

  it.effect("replaces a lost session, and its last user does not close the new one", () => {
    let reads = 0
    const { layer, log } = service({
      read: () =>
        ++reads === 1 ? failure(404, "x", "invalidSessionUnexpected") : { status: 200, body: { values: [[2]] } }
    })
    return Effect.gen(function*() {
      const sessions = yield* WorkbookSessions.WorkbookSessions
      const scope = yield* Scope.make()
      const first = yield* Scope.extend(sessions.get({ workbook: book("1") }), scope)
      const lost = yield* Effect.flip(WorkbookSession.provide(cell, first))
      assert.strictEqual(lost._tag, "SessionLost")
      const use = WorkbookSessions.provide(cell, { workbook: book("1") })
      assert.deepStrictEqual(yield* use, [[2]])
      yield* Scope.close(scope, Exit.void)
      yield* TestClock.adjust("30 seconds")
      assert.deepStrictEqual(yield* use, [[2]])
      assert.deepStrictEqual(log, ["createSession", "range", "createSession", "range", "range"])
    }).pipe(Effect.provide(Layer.provideMerge(pool, layer)))
  })

  it.effect("replaces a session that could not be kept alive", () => {
    const { layer, log } = service({ refresh: () => failure(403, "x", "invalidSessionRestricted") })
    return Effect.gen(function*() {
      const sessions = yield* WorkbookSessions.WorkbookSessions
      yield* sessions.get({ workbook: book("1") })
      yield* TestClock.adjust("5 minutes")
      assert.deepStrictEqual(yield* WorkbookSessions.provide(cell, { workbook: book("1") }), [[1]])
      assert.deepStrictEqual(log, ["createSession", "refreshSession", "createSession", "range"])
    }).pipe(Effect.scoped, Effect.provide(Layer.provideMerge(pool, layer)))
  })

  it.effect("closes such a session before it opens a new one", () => {
    const { layer, log } = service({ refresh: () => failure(403, "x", "forbiddenUncategorized") })
    return Effect.gen(function*() {
      const sessions = yield* WorkbookSessions.WorkbookSessions
      yield* sessions.get({ workbook: book("1") })
      yield* TestClock.adjust("4 minutes")
      yield* sessions.get({ workbook: book("1") })
      assert.deepStrictEqual(log, ["createSession", "refreshSession", "closeSession", "createSession"])
    }).pipe(Effect.scoped, Effect.provide(Layer.provideMerge(pool, layer)))
  })

  it.effect("does not interrupt other callers if one is interrupted while the address is resolved", () => {
    const { layer, log } = service({ lookUp: () => Effect.delay(Effect.succeed(found), "10 seconds") })
    return Effect.gen(function*() {
      const use = WorkbookSessions.provide(cell, { workbook: Workbook.path("/a.xlsx") })
      const impatient = yield* Effect.fork(use)
      const patient = yield* Effect.fork(use)
      yield* TestClock.adjust("1 second")
      yield* Fiber.interrupt(impatient)
      yield* TestClock.adjust("9 seconds")
      assert.deepStrictEqual(yield* Fiber.join(patient), [[1]])
      assert.strictEqual(log.filter((name) => name === "createSession").length, 1)
    }).pipe(Effect.provide(Layer.provideMerge(pool, layer)))
  })

  it.effect("tries again at the next get if a session could not be opened", () => {
    const { layer } = service({
      create: (_, count) => count === 1 ? failure(501, "x", "unsupportedWorkbook") : created()
    })
    return Effect.gen(function*() {
      const use = WorkbookSessions.provide(cell, { workbook: book("1") })
      assert.strictEqual((yield* Effect.flip(use))._tag, "Unsupported")
      assert.deepStrictEqual(yield* use, [[1]])
    }).pipe(Effect.provide(Layer.provideMerge(pool, layer)))
  })

  it.effect("opens the session for the other callers if one is interrupted", () => {
    const { layer, log } = service({ create: () => Effect.delay(Effect.succeed(created()), "10 seconds") })
    return Effect.gen(function*() {
      const use = WorkbookSessions.provide(cell, { workbook: book("1") })
      const impatient = yield* Effect.fork(use)
      const patient = yield* Effect.fork(use)
      yield* TestClock.adjust("1 second")
      yield* Fiber.interrupt(impatient)
      yield* TestClock.adjust("9 seconds")
      assert.deepStrictEqual(yield* Fiber.join(patient), [[1]])
      assert.deepStrictEqual(log, ["createSession", "range"])
    }).pipe(Effect.provide(Layer.provideMerge(pool, layer)))
  })

  it.effect("closes all sessions with its scope, also one that is being opened", () => {
    const { layer, log } = service({
      create: (_, count) => count === 1 ? created() : Effect.delay(Effect.succeed(created()), "10 seconds")
    })
    return Effect.gen(function*() {
      const scope = yield* Scope.make()
      const services = yield* Scope.extend(Layer.build(pool), scope)
      yield* Effect.provide(WorkbookSessions.provide(cell, { workbook: book("1") }), services)
      yield* Effect.fork(Effect.provide(WorkbookSessions.provide(cell, { workbook: book("2") }), services))
      yield* TestClock.adjust("1 second")
      const closing = yield* Effect.fork(Scope.close(scope, Exit.void))
      yield* TestClock.adjust("10 seconds")
      yield* Fiber.join(closing)
      assert.strictEqual(log.filter((name) => name === "createSession").length, 2)
      assert.strictEqual(log.filter((name) => name === "closeSession").length, 2)
    }).pipe(Effect.provide(layer))
  })

  it.effect("closes all sessions concurrently", () => {
    const { layer, log } = service({ close: () => Effect.delay(Effect.succeed({ status: 204 }), "10 seconds") })
    return Effect.gen(function*() {
      const scope = yield* Scope.make()
      const services = yield* Scope.extend(Layer.build(pool), scope)
      for (const id of ["1", "2", "3"]) {
        yield* Effect.provide(WorkbookSessions.provide(cell, { workbook: book(id) }), services)
      }
      const closing = yield* Effect.fork(Scope.close(scope, Exit.void))
      yield* TestClock.adjust("10 seconds")
      yield* Fiber.join(closing)
      assert.strictEqual(log.filter((name) => name === "closeSession").length, 3)
    }).pipe(Effect.provide(layer))
  })

  it.effect("reads its options from configuration", () => {
    const { layer, log } = service()
    return Effect.gen(function*() {
      yield* WorkbookSessions.provide(cell, { workbook: book("1") })
      yield* TestClock.adjust("5 seconds")
      assert.strictEqual(log.at(-1), "closeSession")
    }).pipe(
      Effect.provide(Layer.provideMerge(
        WorkbookSessions.layerConfig({
          idleTimeToLive: Config.duration("IDLE"),
          refreshAfter: Config.duration("REFRESH"),
          closeTimeout: Config.duration("CLOSE")
        }),
        layer
      )),
      Effect.withConfigProvider(
        ConfigProvider.fromMap(new Map([["IDLE", "5 seconds"], ["REFRESH", "1 minute"], ["CLOSE", "5 seconds"]]))
      )
    )
  })
})
