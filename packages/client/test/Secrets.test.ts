import { Range, type SessionEvent, Table, WorkbookSession } from "@effect-workbook/client"
import { Emulator } from "@effect-workbook/emulator"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Layer, Logger, Redacted, TestClock } from "effect"
import { layer, workbook } from "./support/Emulated.js"
import { record } from "./support/Spans.js"

/** Everything that a program emits for others to read: spans with their attributes and ends, and log lines. */
const emitted = () => {
  const { spans, tracer } = record()
  const lines: Array<string> = []
  const logger = Logger.make(({ annotations, cause, message }) => {
    lines.push(`${JSON.stringify(message)} ${String(cause)} ${JSON.stringify([...annotations])}`)
  })
  const texts = () => [
    ...lines,
    ...spans.flatMap(({ attributes, events, exit, name }) => [
      name,
      ...Array.from(attributes, ([key, value]) => `${key}=${String(value)}`),
      JSON.stringify(events),
      exit !== undefined && Exit.isFailure(exit) ? String(exit.cause) + JSON.stringify(exit) : ""
    ])
  ]
  const note = (event: SessionEvent.SessionEvent) => Effect.sync(() => lines.push(JSON.stringify(event)))
  return { texts, tracer, logger, note }
}

describe("Secrets", () => {
  it.effect("neither token nor session id is in a span, a log line, an event or an error", () => {
    const { logger, note, texts, tracer } = emitted()
    const program = Effect.gen(function*() {
      const emulator = yield* Emulator.Emulator
      const session = yield* WorkbookSession.make({ workbook, onEvent: note })
      const [open] = yield* emulator.openSessions
      const id = Redacted.value(open!.id)
      const inIt = Effect.provideService(WorkbookSession.WorkbookSession, session)
      yield* inIt(Table.addRows(Table.named("Orders"), [["SO-9", 46212, "North", "Chair", 1, 1, null]]))
      const missing = yield* inIt(Effect.flip(Range.values(Range.at("Nowhere!A1"))))
      yield* Effect.logError(missing)
      yield* TestClock.adjust("10 minutes")
      return { id, missing }
    })
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(Effect.scoped(program))
      for (let second = 0; second < 20; second++) yield* TestClock.adjust("1 second")
      const { id, missing } = yield* fiber
      const secrets = ["secret-token", id, encodeURIComponent(id)]
      assert.isTrue(id.length > 100)
      assert.isTrue(texts().some((text) => text.includes("GraphClient.execute")))
      assert.isTrue(texts().some((text) => text.includes("WorkbookSession.refreshSession")))
      assert.isTrue(texts().some((text) => text.includes("\"Refreshed\"")))
      for (const secret of secrets) {
        assert.notInclude(texts().join("\n"), secret)
        assert.notInclude(JSON.stringify(missing) + missing.message, secret)
      }
    }).pipe(
      Effect.withTracer(tracer),
      Effect.provide(Layer.merge(Logger.replace(Logger.defaultLogger, logger), layer({ openDelay: "2 seconds" })))
    )
  })
})
