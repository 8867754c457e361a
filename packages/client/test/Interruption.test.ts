import {
  GraphClient,
  Range,
  Table,
  type WorkbookError,
  WorkbookSession,
  WorkbookSessions
} from "@effect-workbook/client"
import type { Emulator } from "@effect-workbook/emulator"
import { HttpClient } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Layer, Option, TestClock, TestContext } from "effect"
import { layer, openSessions, workbook } from "./support/Emulated.js"

const use = Effect.gen(function*() {
  yield* Range.values(Range.at("Summary!A4:B8"))
  yield* Table.addRows(Table.named("Orders"), [["SO-9", 46212, "North", "Chair", 1, 1, null]])
  yield* Range.write(Range.at("Summary!G11"), [[0.25]])
  yield* Effect.sleep("5 minutes")
  yield* Range.values(Range.at("Summary!B18"))
})

/** A client whose `execute` the program has wrapped, so that requests are sent by it. */
const wrapped = Layer.effect(
  GraphClient.GraphClient,
  Effect.map(GraphClient.GraphClient, (graph) => ({ ...graph, execute: (request) => graph.execute(request) }))
)

type Program = Effect.Effect<void, WorkbookSessions.GetError | WorkbookError.WorkbookError, GraphClient.GraphClient>

const programs: Record<string, Program> = {
  "a persistent session in a scope": Effect.provide(use, WorkbookSession.layer({ workbook })),
  "a session on a wrapped client": Effect.provide(
    use,
    Layer.provide(WorkbookSession.layer({ workbook }), wrapped)
  ),
  "a non-persistent session in a scope": Effect.provide(use, WorkbookSession.layerNonPersistent({ workbook })),
  "a session of a pool": use.pipe(
    WorkbookSessions.provide({ workbook }),
    Effect.provide(WorkbookSessions.layer({ idleTimeToLive: "10 seconds" }))
  )
}

interface Run {
  readonly moments: number
  readonly left: number
  readonly created: number
  readonly closed: number
  readonly together: number
  readonly exit: Exit.Exit<unknown, unknown>
}

/**
 * Runs a program and interrupts it at one of these times: before a request is sent, after it was executed and before its
 * response arrives, and between requests.
 */
const interruptedAt = (moment: number, program: Program) =>
  Effect.gen(function*() {
    let moments = 0
    let running = 0
    let together = 0
    let created = 0
    let closed = 0
    let interrupted: Fiber.Fiber<void, unknown> | undefined
    const pass = Effect.suspend(() =>
      moments++ === moment && interrupted !== undefined
        ? Effect.zipRight(Effect.forkDaemon(Fiber.interrupt(interrupted)), Effect.yieldNow())
        : Effect.void
    )
    const watched = (client: HttpClient.HttpClient) =>
      HttpClient.transform(client, (answer, request) =>
        Effect.acquireUseRelease(
          Effect.sync(() => {
            together = Math.max(together, ++running)
            if (request.url.endsWith("/createSession")) created++
            if (request.url.endsWith("/closeSession")) closed++
          }),
          () => Effect.zipRight(pass, Effect.zipLeft(answer, pass)),
          () => Effect.sync(() => running--)
        ))
    return yield* Effect.gen(function*() {
      const services = yield* Effect.context<Emulator.Emulator>()
      const fiber = yield* Effect.fork(program)
      interrupted = fiber
      for (let tick = 0; Option.isNone(yield* Fiber.poll(fiber)); tick++) {
        assert.isTrue(tick < 30, "the program does not end")
        yield* pass
        yield* TestClock.adjust(tick < 10 ? "1 second" : "1 minute")
      }
      const exit = yield* Fiber.await(fiber)
      const left = yield* Effect.provide(openSessions, services)
      return { moments, left, created, closed, together, exit } satisfies Run
    }).pipe(Effect.provide(layer({ openDelay: "2 seconds", transformClient: watched })))
  }).pipe(Effect.provide(TestContext.TestContext))

describe("An interrupt at any time", () => {
  for (const [name, program] of Object.entries(programs)) {
    it.effect(`of ${name} leaves no session open`, () =>
      Effect.gen(function*() {
        const whole = yield* interruptedAt(-1, program)
        assert.isTrue(Exit.isSuccess(whole.exit), String(whole.exit))
        assert.deepStrictEqual([whole.left, whole.created, whole.closed, whole.together], [0, 1, 1, 1])
        assert.isTrue(whole.moments > 30, String(whole.moments))
        const every = Array.from({ length: whole.moments }, (_, moment) => moment)
        const runs = yield* Effect.forEach(every, (moment) => interruptedAt(moment, program), { concurrency: 8 })
        for (const [moment, run] of runs.entries()) {
          assert.strictEqual(run.left, 0, `left open by an interrupt at moment ${moment}`)
          assert.strictEqual(run.together, 1, `requests at a time after an interrupt at moment ${moment}`)
          assert.strictEqual(run.closed, run.created, `closed after an interrupt at moment ${moment}`)
        }
      }), 120_000)
  }
})
