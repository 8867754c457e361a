import { Range, RequestBudget, type SessionEvent, Table, WorkbookSession } from "@effect-workbook/client"
import { assert, describe, it } from "@effect/vitest"
import { type Clock, DateTime, Duration, Effect, Fiber, Logger, Option, Stream, TestClock } from "effect"
import { type Answer, created, failure } from "./support/Script.js"
import { type append, cell, first, inSession, service, workbook, type write } from "./support/Session.js"

const run = <A, E, R>(work: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.fork(work)
    yield* TestClock.adjust("1 hour")
    return yield* Fiber.join(fiber)
  })

const throttle: ReturnType<Answer> = {
  ...failure(429, "x", "tooManyRequestsUncategorized"),
  headers: { "retry-after": "20" }
}

describe("Events of a session", () => {
  it.effect("are published from its opening to its end", () => {
    const { layer } = service({
      createSession: (_, count) => count === 2 ? failure(504, "x", "gatewayTimeoutUncategorized") : created(),
      read: first(throttle, failure(404, "x", "invalidSessionReCreatable"))
    })
    return Effect.gen(function*() {
      const program = Effect.gen(function*() {
        const session = yield* WorkbookSession.make({ workbook })
        const events = yield* Effect.forkDaemon(Stream.runCollect(session.events.changes))
        yield* Effect.yieldNow()
        yield* WorkbookSession.provide(cell, session)
        yield* Effect.sleep("5 minutes")
        return events
      })
      const events = yield* Effect.flatMap(run(Effect.scoped(program)), Fiber.join)
      const told = Array.from(events, (event) => event._tag)
      assert.deepStrictEqual(told, [
        "Open",
        "Throttled",
        "Lost",
        "Opening",
        "Recreated",
        "Refreshed",
        "Closed"
      ])
      const throttled = Array.from(events).find((event) => event._tag === "Throttled")
      assert.deepStrictEqual(
        throttled && [DateTime.toEpochMillis(throttled.until), throttled.scope],
        [20_000, "workbook"]
      )
      const lost = Array.from(events).find((event) => event._tag === "Lost")
      assert.strictEqual(lost?.code, "invalidSessionReCreatable")
    }).pipe(Effect.provide(layer))
  })

  it.effect("before the session is open are passed to `onEvent`", () => {
    const { layer } = service({ createSession: first(throttle) })
    const told = (mode: "persistent" | "sessionless") =>
      Effect.gen(function*() {
        const events: Array<string> = []
        const onEvent: WorkbookSession.Options["onEvent"] = ({ _tag }, session) =>
          Effect.sync(() => events.push(`${session.mode} ${_tag}`))
        yield* run(inSession(cell, { mode, onEvent }))
        return events
      })
    return Effect.gen(function*() {
      assert.deepStrictEqual(
        yield* told("persistent"),
        ["Opening", "Throttled", "Open", "Closed"].map((tag) => `persistent ${tag}`)
      )
      assert.deepStrictEqual(yield* told("sessionless"), ["sessionless Open", "sessionless Closed"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("do not delay the session if `onEvent` fails or never ends", () => {
    const { layer, log } = service({ createSession: first(throttle) })
    const listeners: ReadonlyArray<WorkbookSession.Options["onEvent"]> = [
      () => Effect.never,
      () => Effect.die("broken"),
      () => {
        throw new Error("broken")
      }
    ]
    return Effect.gen(function*() {
      for (const onEvent of listeners) yield* run(inSession(Effect.delay(cell, "5 minutes"), { onEvent }))
      const told = log.map((line) => line.split(" ")[1])
      assert.deepStrictEqual(told.filter((name) => name === "refreshSession").length, listeners.length)
      assert.deepStrictEqual(told.filter((name) => name === "closeSession").length, listeners.length)
    }).pipe(Effect.provide([layer, Logger.remove(Logger.defaultLogger)]))
  })

  it.effect("begin with the latest event, also without a session", () => {
    const { layer } = service()
    const now = Effect.flatMap(WorkbookSession.WorkbookSession, ({ events }) => events.get)
    return Effect.gen(function*() {
      const tags: Array<SessionEvent.SessionEvent["_tag"]> = []
      for (const mode of ["persistent", "sessionless"] as const) tags.push((yield* inSession(now, { mode }))._tag)
      assert.deepStrictEqual(tags, ["Open", "Open"])
    }).pipe(Effect.provide(layer))
  })
})

describe("Warnings", () => {
  it.effect("have the workbook and the mode of a lost session", () => {
    const lines: Array<string> = []
    const logger = Logger.make(({ annotations, message }) => {
      lines.push(`${String(message)} ${JSON.stringify([...annotations])}`)
    })
    const { layer } = service({ read: first(failure(404, "x", "invalidSessionReCreatable")) })
    return Effect.gen(function*() {
      yield* run(inSession(cell))
      assert.strictEqual(lines.length, 1)
      assert.include(lines[0], "the persistent session was lost")
      assert.include(lines[0], "/drives/b!d/items/01ABC")
    }).pipe(Effect.provide([layer, Logger.replace(Logger.defaultLogger, logger)]))
  })
})

describe("A refresh", () => {
  it.effect("is logged by the loggers of its own session, though one timer serves the sessions of a program", () => {
    const { layer } = service({ refreshSession: () => failure(404, "x", "invalidSessionReCreatable") })
    return Effect.gen(function*() {
      const lines: Array<string> = []
      const named = (name: string) =>
        Logger.replace(Logger.defaultLogger, Logger.make(({ message }) => lines.push(`${name} ${String(message)}`)))
      const open = (name: string) => inSession(Effect.sleep("5 minutes")).pipe(Effect.provide(named(name)))
      yield* run(Effect.all([open("first"), open("second")], { concurrency: "unbounded" }))
      assert.deepStrictEqual(lines.map((line) => line.split(":")[0]).sort(), [
        "first the persistent session was lost",
        "second the persistent session was lost"
      ])
    }).pipe(Effect.provide(layer))
  })

  it.effect("is not waited for after the last session has ended", () => {
    const { layer } = service()
    return Effect.gen(function*() {
      const clock = yield* Effect.clock
      const refreshAfter = Duration.toMillis("4 minutes")
      let waiting = 0
      const counting: Clock.Clock = Object.create(clock, {
        sleep: {
          value: (duration: Duration.Duration) => {
            const by = Number(Duration.toMillis(duration) === refreshAfter)
            const change = (by: number) => Effect.sync(() => waiting += by)
            return Effect.acquireUseRelease(change(by), () => clock.sleep(duration), () => change(-by))
          }
        }
      })
      const opened = yield* Effect.makeLatch()
      const sessions = inSession(Effect.zipRight(cell, opened.await))
      const fiber = yield* Effect.fork(
        Effect.withClock(Effect.all([sessions, sessions], { concurrency: "unbounded" }), counting)
      )
      yield* TestClock.adjust("1 second")
      assert.strictEqual(waiting, 1)
      yield* opened.open
      yield* Fiber.join(fiber)
      yield* Effect.yieldNow()
      assert.strictEqual(waiting, 0)
    }).pipe(Effect.provide(layer))
  })
})

describe("RequestBudget", () => {
  it.effect("allows a burst, spreads the following requests, and keeps the limit in every period", () =>
    Effect.gen(function*() {
      const budget = RequestBudget.make({ requests: 50, per: "10 seconds" })
      const times: Array<number> = []
      const order: Array<number> = []
      const one = (index: number) =>
        Effect.zipRight(
          budget.take,
          Effect.map(TestClock.currentTimeMillis, (now) => {
            times.push(now)
            order.push(index)
          })
        )
      const fiber = yield* Effect.fork(
        Effect.forEach(Array.from({ length: 200 }, (_, index) => index), one, { concurrency: "unbounded" })
      )
      yield* TestClock.adjust("2 minutes")
      yield* Fiber.join(fiber)
      assert.deepStrictEqual(order, Array.from({ length: 200 }, (_, index) => index))
      assert.strictEqual(times.filter((time) => time === 0).length, 5)
      for (const [index, start] of times.entries()) {
        const within = times.slice(index).filter((time) => time < start + 10_000).length
        assert.isTrue(within <= 50, `${within} from ${start}`)
      }
      assert.isTrue(times.at(-1)! < 45_000)
    }))

  it.effect("limits the client, and is shared by clients if it is the `appBudget`", () => {
    const limit = { requests: 10, per: "10 seconds" } as const
    const appBudget = RequestBudget.make(limit)
    const clients = [service({}, { appBudget }), service({}, { appBudget }), service({}, { budget: limit })]
    return Effect.gen(function*() {
      yield* run(Effect.forEach(clients, ({ layer }) =>
        Effect.provide(
          Effect.repeatN(Effect.provide(cell, WorkbookSession.layerSessionless({ workbook })), 4),
          layer
        ), { concurrency: "unbounded" }))
      const last = clients.map(({ log }) => Number(log.at(-1)!.split(" ")[0]))
      assert.isTrue(last[0]! > 8 && last[1]! > 8 && last[2]! > 4 && last[2]! < 6, last.join())
    })
  })
})

describe("Types", () => {
  it("the error type of a call has only the possible errors", () => {
    type ErrorOf<T> = T extends Effect.Effect<infer _A, infer E, infer _R> ? E : never
    const read: Exclude<ErrorOf<typeof cell>, { readonly _tag: "SessionLost" }>["_tag"] = "Throttled"
    const tags: {
      readonly read: "OutcomeUnknown" extends ErrorOf<typeof cell>["_tag"] ? never : true
      readonly write: "OutcomeUnknown" extends ErrorOf<typeof write>["_tag"] ? never : true
      readonly append: "OutcomeUnknown" extends ErrorOf<typeof append>["_tag"] ? true : never
      readonly mismatch: "SessionMismatch" extends ErrorOf<typeof append>["_tag"] ? never : true
    } = { read: true, write: true, append: true, mismatch: true }
    assert.isOk([read, tags])
  })

  it("catchTag removes the caught error", () => {
    const handled = Table.addRows(Table.named("T"), [[1]]).pipe(
      Effect.catchTag("OutcomeUnknown", ({ path }) => Effect.succeed(path))
    )
    const still: "OutcomeUnknown" extends Effect.Effect.Error<typeof handled>["_tag"] ? never : true = true
    const read = Range.values(Range.at("Data!A1"))
    const throttled = Effect.catchTag(read, "Throttled", ({ retryAfter = Duration.zero }) => Effect.succeed(retryAfter))
    assert.isOk([still, Option.some(throttled)])
  })
})
