import {
  AccessToken,
  Catalogue,
  GraphClient,
  Range,
  type SessionEvent,
  Table,
  WorkbookSession
} from "@effect-workbook/client"
import { Emulator } from "@effect-workbook/emulator"
import { HttpClient, HttpClientError } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, Fiber, Layer, Logger, LogLevel, Redacted, TestClock } from "effect"
import { inspect } from "node:util"
import { layer, workbook } from "./support/Emulated.js"
import { type Answer, failure, graph, httpClient, type Reply } from "./support/Script.js"
import { cell, inSession, service } from "./support/Session.js"
import { record } from "./support/Spans.js"

const deep = { depth: 12, showHidden: true }

/** All output of a program: spans with their attributes and exits, and log lines. */
const emitted = () => {
  const { spans, tracer } = record()
  const lines: Array<string> = []
  const logger = Logger.make(({ annotations, cause, message }) => {
    lines.push(`${inspect(message, deep)} ${Cause.pretty(cause)} ${inspect(cause, deep)} ${inspect(annotations, deep)}`)
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
  it.effect("the token and the session id are not in a span, a log line, an event or an error", () => {
    const { logger, note, texts, tracer } = emitted()
    const program = Effect.gen(function*() {
      const emulator = yield* Emulator.Emulator
      const session = yield* WorkbookSession.make({ workbook, onEvent: note })
      const [open] = yield* emulator.openSessions
      const id = Redacted.value(open!.id)
      const inIt = WorkbookSession.provide(session)
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

  const id = "cluster=PSG4&session=15.SG2&usid=0f3c/secret-session"
  const token = "eyJ0eXAiOiJKV1QiLCJhbGciOi.eyJhdWQiOiJodHRwczovL2dyYXBo.c2lnbmF0dXJlLW9mLXRva2Vu"
  const base64 = (text: string) => Buffer.from(text).toString("base64")
  const quoted = [
    id,
    token,
    encodeURIComponent(id),
    encodeURIComponent(id).toLowerCase(),
    encodeURIComponent(encodeURIComponent(id)),
    base64(id),
    base64(id).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, ""),
    JSON.stringify(id).replaceAll("/", "\\/"),
    `Bearer ${token.slice(0, 40)}...`,
    `...${token.slice(-30)}`,
    id.slice(10, 40)
  ]
  /** Parts of the secrets that must not be in the output. */
  const telling = [id, token, base64(id), encodeURIComponent(id), encodeURIComponent(encodeURIComponent(id))]
  const assertClean = (text: string, what: string) => {
    for (const secret of telling) {
      for (let at = 0; at + 16 <= secret.length; at += 4) {
        assert.notInclude(text.toLowerCase(), secret.slice(at, at + 16).toLowerCase(), what)
      }
    }
  }

  it.effect("is not in any part of an error that comes from the service", () =>
    Effect.gen(function*() {
      for (const echo of quoted) {
        const replies: ReadonlyArray<Reply> = [
          { status: 400, body: { error: { code: echo, message: "no", innerError: { code: `x${echo}` } } } },
          { status: 400, body: { error: { code: "x", message: `no ${echo}`, innerError: { "request-id": echo } } } },
          { status: 400, body: { error: { code: "x", "client-request-id": echo, date: echo } } },
          { status: 503, text: `<html>${echo}</html>` },
          { status: 200, text: `${echo} is no JSON` },
          { status: 200, text: `{"a": ${echo}` },
          {
            status: 302,
            headers: { location: `https://${id.slice(20).replace(/\W/g, "")}.example/${encodeURIComponent(echo)}` }
          },
          { status: 409, headers: { "request-id": echo, "retry-after": echo } }
        ]
        for (const reply of replies) {
          const { spans, tracer } = record()
          const { layer } = graph(() => reply, {}, AccessToken.layer(Redacted.make(token)))
          const error = yield* GraphClient.execute({
            endpoint: Catalogue.operations.get,
            url: `https://graph.microsoft.com/v1.0/operations/1?sessionId=${encodeURIComponent(base64(id))}`,
            sessionId: Redacted.make(id)
          }).pipe(
            Effect.flip,
            Effect.withTracer(tracer),
            Effect.provide(layer)
          )
          assertClean(inspect(error, deep) + inspect(spans, deep) + JSON.stringify(error), JSON.stringify(reply))
        }
      }
    }), 60_000)

  it.effect("is not in any part of the error of a failed operation", () =>
    Effect.gen(function*() {
      for (const echo of quoted) {
        const accepted = { location: "https://graph.microsoft.com/v1.0/operations/1" }
        const { layer } = graph(
          (_, count) =>
            count === 1
              ? { status: 202, headers: accepted }
              : {
                status: 200,
                body: { status: "failed", error: { code: "x", message: echo, innerError: { code: echo } } }
              },
          {},
          AccessToken.layer(Redacted.make(token))
        )
        const creation = WorkbookSession.createSession(workbook, { persistChanges: true })
        const fiber = yield* Effect.fork(Effect.provide(Effect.flip(creation), layer))
        yield* TestClock.adjust("1 minute")
        const error = yield* fiber
        assert.strictEqual(error._tag, "OperationFailed")
        const said = inspect(error, deep) + JSON.stringify(error)
        for (const part of token.split(".")) assert.notInclude(said, part, echo)
      }
    }))

  it.effect("is not in the error of a lost connection", () =>
    Effect.gen(function*() {
      const { layer } = httpClient(() => Effect.fail("connection lost"))
      const client = Layer.effect(
        HttpClient.HttpClient,
        Effect.map(
          HttpClient.HttpClient,
          HttpClient.mapRequestEffect((request) =>
            new HttpClientError.RequestError({
              request,
              reason: "Transport",
              cause: new Error(`cannot send ${request.headers["authorization"]} ${request.url}`)
            })
          )
        )
      ).pipe(Layer.provide(layer))
      const error = yield* GraphClient.execute({
        endpoint: Catalogue.operations.get,
        url: `https://graph.microsoft.com/v1.0/operations/1?sessionId=${encodeURIComponent(id)}`
      }).pipe(
        Effect.flip,
        Effect.provide(GraphClient.layer()),
        Effect.provide([client, AccessToken.layer(Redacted.make(token))])
      )
      assert.strictEqual(error._tag, "TransportFailure")
      assertClean(inspect(error, deep), "")
    }))

  it.effect("is not in a log line of any level for a failed request", () => {
    const { logger, texts } = emitted()
    const operation = `https://graph.microsoft.com/v1.0/operations/1?sessionId=${encodeURIComponent(id)}`
    const failing: ReadonlyArray<Answer> = [
      (_, count) => count < 3 ? Effect.fail("connection lost") : { status: 200, body: { id: "1", status: "running" } },
      () => ({ status: 200, text: "no JSON" }),
      () => failure(500, "x"),
      () => Effect.never
    ]
    return Effect.gen(function*() {
      yield* Effect.logTrace("the first")
      for (const poll of failing) {
        const { layer } = service(
          { createSession: () => ({ status: 202, headers: { location: operation } }), poll },
          {},
          AccessToken.layer(Redacted.make(token))
        )
        const fiber = yield* Effect.fork(Effect.exit(Effect.provide(inSession(cell), layer)))
        for (let minute = 0; minute < 12; minute++) yield* TestClock.adjust("1 minute")
        assertClean(inspect(yield* Fiber.join(fiber), deep), "the error")
      }
      assert.isTrue(texts().some((text) => text.includes("the first")))
      assertClean(texts().join("\n"), "what is logged")
    }).pipe(
      Logger.withMinimumLogLevel(LogLevel.All),
      Effect.provide(Logger.replace(Logger.defaultLogger, logger))
    )
  })

  it.effect("in a response to createSession without the documented form is not in an error", () =>
    Effect.gen(function*() {
      const shapes: ReadonlyArray<unknown> = [
        id,
        [id],
        { id: [id] },
        { id: { value: id } },
        { id, persistChanges: "true" },
        { id, persistChanges: id },
        { sessionId: id },
        { id: `${id}\r\n`, persistChanges: true }
      ]
      for (const body of shapes) {
        const { layer } = service({ createSession: () => ({ status: 201, body }) })
        const error = yield* Effect.flip(Effect.provide(inSession(cell), layer))
        assert.strictEqual(error._tag, "UnexpectedAnswer")
        assertClean(inspect(error, deep) + error.message, JSON.stringify(body))
      }
    }))

  it.effect("in another place of any other response is not in an error", () =>
    Effect.gen(function*() {
      const at = `https://graph.microsoft.com/v1.0/operations/1?sessionId=${encodeURIComponent(id)}`
      const shapes: ReadonlyArray<unknown> = [
        `the session ${id}`,
        [id],
        { id: [id] },
        { status: { session: id } },
        { status: "running", resourceLocation: [at] },
        { status: "failed", error: [id] },
        { values: id },
        { values: [[{ id }]] }
      ]
      for (const body of shapes) {
        const polled = service({
          createSession: () => ({ status: 202, headers: { location: at } }),
          poll: () => ({ status: 200, body })
        })
        const read = service({ read: () => ({ status: 200, body }) })
        for (const { layer } of [polled, read]) {
          const error = yield* Effect.flip(Effect.provide(Effect.asVoid(inSession(cell)), layer)).pipe(
            Effect.fork,
            Effect.tap(() => TestClock.adjust("10 minutes")),
            Effect.flatMap(Fiber.join)
          )
          assertClean(inspect(error, deep) + error.message, JSON.stringify(body))
        }
      }
    }))
})
