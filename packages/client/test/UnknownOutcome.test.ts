/** Requests with an unknown outcome. */
import {
  AccessToken,
  Catalogue,
  GraphClient,
  Table,
  WorkbookError,
  WorkbookSession,
  Worksheet
} from "@effect-workbook/client"
import type { Emulator } from "@effect-workbook/emulator"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Layer, Redacted, Scope, TestClock } from "effect"
import * as Emulated from "./support/Emulated.js"
import { created, failure, httpClient } from "./support/Script.js"
import { after, append, cell, first, inSession, service, workbook, write } from "./support/Session.js"

const run = <A, E, R>(work: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.fork(work)
    yield* TestClock.adjust("10 minutes")
    return yield* Fiber.join(fiber)
  })

const names = (log: ReadonlyArray<string>) => log.map((line) => line.split(" ")[1])

describe("A request that was executed and is sent again", () => {
  const sheetUrl = "https://graph.microsoft.com/v1.0/drives/b!d/items/01ABC/workbook/worksheets('Data')"
  const lost = { when: "after", do: { _tag: "Drop", at: "beforeAnswer" } } as const

  it.effect("succeeds if it is a deletion and the item does not exist any more", () =>
    run(inSession(
      Effect.zipRight(
        Worksheet.delete(Worksheet.named("Summary")),
        Effect.map(Worksheet.list(), (sheets) => assert.deepStrictEqual(sheets.map(({ name }) => name), ["Orders"]))
      ),
      { workbook: Emulated.workbook }
    )).pipe(Effect.provide(Emulated.layer({ faults: [{ on: { endpoint: "workbookWorksheet.delete" }, ...lost }] }))))

  it.effect("fails with the first failure if it is a rename and the old name does not exist any more", () =>
    run(inSession(
      Effect.gen(function*() {
        const error = yield* Effect.flip(Worksheet.rename(Worksheet.named("Summary"), "Renamed"))
        assert.strictEqual(error._tag, "TransportFailure")
        assert.include((yield* Worksheet.list()).map(({ name }) => name), "Renamed")
      }),
      { workbook: Emulated.workbook }
    )).pipe(Effect.provide(Emulated.layer({ faults: [{ on: { endpoint: "workbookWorksheet.update" }, ...lost }] }))))

  it.effect("is sent in a new session if its session was lost", () => {
    const timedOut = failure(504, "x", "gatewayTimeoutUncategorized")
    const { layer, log } = service({
      [`DELETE ${sheetUrl}`]: (_, count) =>
        [timedOut, failure(404, "InvalidOrTimedOutSession")][count - 1] ?? { status: 204 }
    })
    return Effect.gen(function*() {
      yield* run(inSession(Worksheet.delete(Worksheet.named("Data"))))
      assert.strictEqual(names(log).filter((name) => name === "DELETE").length, 3)
    }).pipe(Effect.provide(layer))
  })

  it.effect("fails with NotFound if the first attempt cannot have been executed", () => {
    const throttled = { ...failure(429, "x", "tooManyRequestsUncategorized"), headers: { "retry-after": "1" } }
    const { layer } = service({ [`DELETE ${sheetUrl}`]: first(throttled, failure(404, "x", "itemNotFound")) })
    return Effect.gen(function*() {
      const error = yield* run(inSession(Effect.flip(Worksheet.delete(Worksheet.named("Data")))))
      assert.strictEqual(error._tag, "NotFound")
    }).pipe(Effect.provide(layer))
  })
})

describe("A response that cannot be decoded", () => {
  const page = { status: 200, text: "<html>Welcome</html>" }

  it.effect("leaves the outcome of an append unknown, and a read verifies it", () => {
    const { layer, log } = service({
      append: first(page),
      count: (_, times) => ({ status: 200, body: { value: times === 1 ? 0 : 1 } }),
      rows: () => ({ status: 200, body: { value: [{ index: 0, values: [["a", 1]] }] } })
    })
    return Effect.gen(function*() {
      const row = yield* run(inSession(WorkbookSession.verified(append)))
      assert.deepStrictEqual(row.values, [["a", 1]])
      assert.strictEqual(names(log).filter((name) => name === "append").length, 1)
    }).pipe(Effect.provide(layer))
  })

  it.effect("fails an append with OutcomeUnknown, and a read with UnexpectedAnswer and the request ids", () => {
    const headers = { "request-id": "r-1" }
    const { layer } = service({ append: () => page, read: () => ({ ...page, headers }) })
    return Effect.gen(function*() {
      const [unknown, unexpected] = yield* run(inSession(Effect.all([Effect.flip(append), Effect.flip(cell)])))
      assert.strictEqual(unknown._tag, "OutcomeUnknown")
      assert.strictEqual(unexpected._tag, "UnexpectedAnswer")
      if (unexpected._tag === "UnexpectedAnswer") assert.strictEqual(unexpected.requestId, "r-1")
    }).pipe(Effect.provide(layer))
  })

  it.effect("may be an operation that was not requested", () => {
    const { layer } = service({ write: () => ({ status: 202, body: {} }) })
    return Effect.gen(function*() {
      const error = yield* run(inSession(Effect.flip(write)))
      assert.strictEqual(error._tag, "UnexpectedAnswer")
    }).pipe(Effect.provide(layer))
  })

  it.effect("to refreshSession does not end the session", () => {
    const { layer, log } = service({ refreshSession: first(page) })
    return Effect.gen(function*() {
      yield* run(inSession(Effect.delay(cell, "6 minutes")))
      assert.deepStrictEqual(names(log), ["createSession", "refreshSession", "refreshSession", "read", "closeSession"])
    }).pipe(Effect.provide(layer))
  })
})

describe("A call whose caller was interrupted", () => {
  it.effect("or whose scope is closed by another fiber fails with SessionLost and is not interrupted", () => {
    const slow = { append: () => after({ status: 201, body: {} }, "90 seconds") }
    const { layer } = service({ ...slow, read: () => after({ status: 200, body: {} }, "90 seconds") })
    const cut = (call: Effect.Effect<unknown, WorkbookError.WorkbookError, WorkbookSession.WorkbookSession>) =>
      Effect.gen(function*() {
        const scope = yield* Scope.make()
        const session = yield* Scope.extend(WorkbookSession.make({ workbook }), scope)
        const fiber = yield* Effect.fork(
          Effect.flip(Effect.asVoid(WorkbookSession.provide(call, session)))
        )
        yield* Effect.sleep("1 second")
        yield* Scope.close(scope, Exit.void)
        return yield* Fiber.join(fiber)
      })
    return Effect.gen(function*() {
      const unknown = yield* run(cut(append))
      assert.strictEqual(unknown._tag, "OutcomeUnknown")
      const closed = yield* run(cut(cell))
      assert.strictEqual(closed._tag, "SessionLost")
      if (closed._tag === "SessionLost") assert.strictEqual(closed.reason, "closed")
    }).pipe(Effect.provide(layer))
  })

  it.effect("still ends the session if its response says so", () => {
    const abandon = failure(500, "GenericFileOpenError", "internalServerErrorUncategorized")
    const { layer, log } = service({
      read: (_, count) => count === 1 ? after(abandon, "5 seconds") : undefined
    })
    return Effect.gen(function*() {
      yield* run(inSession(Effect.zipRight(Effect.timeoutOption(cell, "1 second"), append)))
      const told = names(log)
      assert.strictEqual(told.filter((name) => name === "createSession").length, 2)
      assert.isAbove(told.indexOf("append"), told.lastIndexOf("createSession"))
    }).pipe(Effect.provide(layer))
  })
})

describe("A non-persistent session", () => {
  it.effect("that was restored between the read and the write is not verified by the read in the lost session", () => {
    const orders = Table.named("Orders")
    const row = (order: string) => [[order, 46212, "North", "Chair", 1, 1, null]]
    const rows = { endpoint: "Collection(workbookTableRow).create" }
    const faults: Emulator.Options["faults"] = [
      { on: rows, nth: 2, do: { _tag: "EndSession", code: "invalidSessionReCreatable" } },
      { on: rows, nth: 3, when: "after", do: { _tag: "Drop", at: "beforeAnswer" } }
    ]
    return Effect.gen(function*() {
      const work = Effect.gen(function*() {
        yield* Table.addRows(orders, row("SO-8"))
        const error = yield* Effect.flip(WorkbookSession.verified(Table.addRows(orders, row("SO-9"))))
        assert.strictEqual(error._tag, "OutcomeUnknown")
        return (yield* Table.rows(orders)).filter(({ values }) => values?.[0]?.[0] === "SO-9").length
      })
      const copies = yield* run(
        inSession(work, { workbook: Emulated.workbook, mode: "nonPersistent", restore: Effect.void })
      )
      assert.strictEqual(copies, 1)
    }).pipe(Effect.provide(Emulated.layer({ faults })))
  })

  it.effect("with an endless restore does not delay the closing of its scope", () => {
    const { layer, log } = service({
      createSession: () => created(false),
      read: first(failure(404, "x", "invalidSessionReCreatable"))
    })
    return Effect.gen(function*() {
      const work = Effect.timeoutOption(cell, "5 seconds")
      yield* run(inSession(work, { mode: "nonPersistent", restore: Effect.never }))
      assert.deepStrictEqual(log, ["0 createSession", "0 read", "0 createSession", "5 closeSession"])
    }).pipe(Effect.provide(layer))
  })
})

describe("Closing a session", () => {
  it.effect("waits at most `closeTimeout` for a refresh", () => {
    const { layer, log } = service({ refreshSession: () => Effect.never })
    return Effect.gen(function*() {
      yield* run(inSession(Effect.sleep("241 seconds")))
      assert.deepStrictEqual(log, ["0 createSession", "240 refreshSession", "271 closeSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("of the wrong kind is repeated after a temporary failure", () => {
    const throttled = { ...failure(429, "x", "tooManyRequestsUncategorized"), headers: { "retry-after": "7" } }
    const { layer, log } = service({ createSession: () => created(false), closeSession: first(throttled) })
    return Effect.gen(function*() {
      const error = yield* run(Effect.flip(inSession(cell)))
      assert.strictEqual(error._tag, "SessionMismatch")
      assert.deepStrictEqual(log, ["0 createSession", "0 closeSession", "7 closeSession"])
    }).pipe(Effect.provide(layer))
  })
})

describe("The client", () => {
  it.effect("spreads the requests that have waited for the end of a cooldown of the application", () => {
    const { layer } = httpClient((_, count) =>
      count === 1
        ? { ...failure(429, "TooManyRequests", "429"), headers: { "retry-after": "60" } }
        : { status: 200, body: {} }
    )
    return Effect.gen(function*() {
      const graph = yield* GraphClient.make({ budget: { requests: 20, per: "10 seconds" } })
      const execute = Effect.ignore(graph.execute({ endpoint: Catalogue.driveItem.get, url: "/me/drive/items/1" }))
      yield* execute
      const fiber = yield* Effect.fork(Effect.forEach(
        Array.from({ length: 80 }),
        () => Effect.zipRight(execute, TestClock.currentTimeMillis),
        { concurrency: "unbounded" }
      ))
      yield* TestClock.adjust("10 minutes")
      const times = yield* Fiber.join(fiber)
      assert.isTrue(times.every((time) => time >= 60_000))
      assert.isAtMost(times.filter((time) => time < 70_000).length, 20)
    }).pipe(Effect.scoped, Effect.provide([layer, AccessToken.layer(Redacted.make("secret-token"))]))
  })

  it.effect("fails with the error of the service if the token source fails", () => {
    const answer = failure(400, "x", "invalidSessionAuthentication")
    const { layer } = httpClient(() => answer)
    const token = Layer.succeed(AccessToken.AccessToken, {
      get: Effect.succeed(Redacted.make("secret-token")),
      renew: () => new WorkbookError.AccessTokenError({ cause: new Error("signed out") })
    })
    return Effect.gen(function*() {
      const graph = yield* GraphClient.make()
      const error = yield* GraphClient.execute({ endpoint: Catalogue.driveItem.get, url: "/me/drive/items/1" }).pipe(
        Effect.provideService(GraphClient.GraphClient, graph),
        Effect.flip
      )
      assert.strictEqual(error._tag, "Unauthorized")
    }).pipe(Effect.scoped, Effect.provide([layer, token]))
  })
})
