import {
  Catalogue,
  GraphClient,
  Operation,
  RequestBudget,
  type WorkbookError,
  WorkbookQueue
} from "@effect-workbook/client"
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber, Schedule, TestClock } from "effect"
import { clockOf, setBack } from "./support/JumpingClock.js"
import { failure, graph } from "./support/Script.js"

type Program = Effect.Effect<unknown, WorkbookError.OperationError>

/** The time that a program takes, or infinity if it does not end within 200 steps of the clock. */
const timeOf = (program: Program, step: Duration.DurationInput) =>
  Effect.gen(function*() {
    let end = Duration.infinity
    const fiber = yield* Effect.fork(
      Effect.ensuring(
        Effect.withClock(program, clockOf(yield* TestClock.testClock(), setBack)),
        Effect.map(TestClock.currentTimeMillis, (now) => {
          end = Duration.millis(now)
        })
      )
    )
    for (let steps = 0; Duration.equals(end, Duration.infinity) && steps < 200; steps++) {
      yield* TestClock.adjust(step)
    }
    yield* Fiber.interrupt(fiber)
    return Duration.format(end)
  })

const execute = GraphClient.execute({ endpoint: Catalogue.driveItem.get, url: "/me/drive/items/01ABC" })

const throttled = (retryAfter: string) => ({
  ...failure(429, "TooManyRequests"),
  headers: { "retry-after": retryAfter }
})

const afterThrottle = (retryAfter: string) =>
  Effect.zipRight(Effect.ignore(execute), execute).pipe(
    Effect.provide(graph((_, count) => count === 1 ? throttled(retryAfter) : { status: 200 }).layer)
  )

const unanswered = (requestTimeout?: Duration.DurationInput) =>
  Effect.provide(execute, graph(() => Effect.never, { requestTimeout }).layer)

const resting = (time: Duration.DurationInput) =>
  Effect.suspend(() => {
    const queue = WorkbookQueue.make()
    return Effect.zipRight(queue.startCooldown(time), queue.run(Effect.void))
  })

const following = (deadline?: Duration.DurationInput) =>
  Operation.result(Catalogue.workbook.createSession, {
    status: 202,
    body: undefined,
    location: "https://graph.microsoft.com/v1.0/operations/1",
    retryAfter: undefined,
    requestId: undefined,
    clientRequestId: "c1"
  }, { deadline, schedule: Schedule.spaced("3 minutes") }).pipe(
    Effect.provide(graph(() => ({ status: 200, body: { id: "1", status: "running" } })).layer)
  )

const within = (per: Duration.DurationInput) =>
  Effect.suspend(() => Effect.repeatN(RequestBudget.make({ requests: 10, per }).take, 9))

describe("A wall clock that is set back does not make a wait longer", () => {
  const times: Record<string, readonly [time: string, program: Program]> = {
    "after a throttle of the application": ["20s", afterThrottle("20")],
    "for the answer to a request": ["1m 40s", unanswered()],
    "in a budget": ["1m 30s", within("90 seconds")],
    "in the queue of a workbook": ["30s", resting("30 seconds")],
    "for an operation": ["5m", following()]
  }
  for (const [name, [time, program]] of Object.entries(times)) {
    it.effect(name, () => Effect.map(timeOf(program, "5 seconds"), (took) => assert.strictEqual(took, time)))
  }
})

describe("A wait that is longer than the maximum of the platform's timers ends", () => {
  const times: Record<string, readonly [time: string, program: Program]> = {
    "the time for a request": ["40d", unanswered("40 days")],
    "a budget": ["90d", within("90 days")],
    "a rest of a workbook": ["30d", resting("30 days")]
  }
  for (const [name, [time, program]] of Object.entries(times)) {
    it.effect(name, () => Effect.map(timeOf(program, "12 hours"), (took) => assert.strictEqual(took, time)))
  }
})
