import { WorkbookSessions } from "@effect-workbook/client"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schedule } from "effect"
import { offsets, under } from "./support/JumpingClock.js"
import { type Answer, created, failure } from "./support/Script.js"
import { append, cell, first, inSession, nameOf, service, workbook } from "./support/Session.js"

const lost = failure(404, "InvalidOrTimedOutSession", "invalidSessionReCreatable")
const throttled = { ...failure(429, "x", "tooManyRequestsUncategorized"), headers: { "retry-after": "20" } }

/** A service that records the time of each request with the monotonic clock. */
const noting = (answers: Partial<Record<string, Answer>> = {}) => {
  const log: Array<string> = []
  let seconds = () => 0
  const noted = ["createSession", "refreshSession", "closeSession", "read", "append"].map((name): [string, Answer] => [
    name,
    (request, count) => {
      log.push(`${seconds()} ${nameOf(request)}`)
      return answers[name]?.(request, count)
    }
  ])
  const { layer } = service(Object.fromEntries(noted))
  return {
    layer,
    log,
    by: (clock: () => number) => {
      seconds = clock
    }
  }
}

for (const [how, offset] of Object.entries(offsets)) {
  describe(`A wall clock that is ${how}`, () => {
    const runs = <A, E, R>(
      answers: Partial<Record<string, Answer>>,
      work: Effect.Effect<A, E, R>,
      check: (log: ReadonlyArray<string>, result: A) => void
    ) => {
      const { by, layer, log } = noting(answers)
      return Effect.provide(
        Effect.map(
          under(offset)((seconds) => {
            by(seconds)
            return work
          }),
          (result) => check(log, result)
        ),
        layer
      )
    }

    it.effect("does not delay a refresh, and does not end a session", () =>
      runs({}, inSession(Effect.delay(cell, "15 minutes")), (log) =>
        assert.deepStrictEqual(log, [
          "0 createSession",
          "240 refreshSession",
          "480 refreshSession",
          "720 refreshSession",
          "900 read",
          "900 closeSession"
        ])))

    it.effect("does not change the length of a pause", () =>
      runs(
        { read: first(throttled, failure(504), throttled) },
        inSession(cell, { retry: Schedule.exponential("1 second") }),
        (log) =>
          assert.deepStrictEqual(log, [
            "0 createSession",
            "0 read",
            "20 read",
            "22 read",
            "42 read",
            "42 closeSession"
          ])
      ))

    it.effect("does not change the maximum wait of a call", () =>
      runs(
        { read: () => ({ ...throttled, headers: { "retry-after": "100" } }) },
        inSession(Effect.flip(cell)),
        (log, error) => {
          assert.strictEqual(error._tag, "Throttled")
          // three pauses of 100 seconds; the last response requests a fourth one
          assert.deepStrictEqual(log.slice(1, 5), ["0 read", "100 read", "200 read", "300 read"])
        }
      ))

    it.effect("does not make a session look idled out whose write may have been executed", () =>
      runs({ append: first(lost) }, inSession(Effect.flip(Effect.delay(append, "10 seconds"))), (log, error) => {
        assert.strictEqual(error._tag, "OutcomeUnknown")
        assert.deepStrictEqual(log, ["0 createSession", "10 append"])
      }))

    it.effect("does not allow more sessions to be replaced", () =>
      runs(
        { read: () => lost },
        inSession(Effect.replicateEffect(Effect.delay(Effect.flip(cell), "10 seconds"), 8)),
        (log) => assert.lengthOf(log.filter((line) => line.endsWith("createSession")), 6)
      ))

    it.effect("keeps a non-persistent session that is refreshed in time, and loses one that is not", () =>
      runs(
        { createSession: () => created(false), refreshSession: (_, count) => count === 1 ? undefined : failure(504) },
        inSession(Effect.flip(Effect.delay(cell, "20 minutes")), { mode: "nonPersistent" }),
        (log, error) => {
          assert.strictEqual(error._tag, "SessionLost")
          assert.deepStrictEqual(log.slice(0, 3), ["0 createSession", "360 refreshSession", "720 refreshSession"])
          assert.match(log.at(-1)!, /^78\d closeSession$/)
        }
      ))

    it.effect("does not change the idle time of the pool", () =>
      runs(
        {},
        Effect.gen(function*() {
          const use = WorkbookSessions.provide(cell, { workbook })
          yield* use
          yield* Effect.sleep("119 seconds")
          yield* use
          yield* Effect.sleep("30 minutes")
        }).pipe(Effect.provide(WorkbookSessions.layer({ idleTimeToLive: "2 minutes" }))),
        (log) => assert.deepStrictEqual(log, ["0 createSession", "0 read", "119 read", "239 closeSession"])
      ))
  })
}
