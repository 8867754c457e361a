import { AccessToken, GraphClient, Range, WorkbookSession, Worksheet } from "@effect-workbook/client"
import { Catalogue, Workbook } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Option, Redacted, Schema, TestClock } from "effect"
import * as Emulated from "./support/Emulated.js"
import * as JumpingClock from "./support/JumpingClock.js"
import { measure, measuring, named } from "./support/Metrics.js"
import { type Answer, created, failure, graph, range, type Reply, sessionId } from "./support/Script.js"
import { after, append, cell, first, inSession, service, workbook } from "./support/Session.js"
import { record, type Recorded } from "./support/Spans.js"

const duration = "http.client.request.duration"
const wait = "workbook.queue.wait.duration"

const run = <A, E, R>(work: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.fork(work)
    yield* TestClock.adjust("1 hour")
    return yield* Fiber.join(fiber)
  })

const request: GraphClient.GraphRequest = { endpoint: Catalogue.driveItem.get, url: "/me/drive/items/01ABC" }

const execute = (more: Partial<GraphClient.GraphRequest> = {}) => GraphClient.execute({ ...request, ...more })

/** The metrics of one request with this response, and its span. */
const requested = (answer: Answer, options?: GraphClient.Options) => {
  const { spans, tracer } = record()
  return measure(Effect.provide(execute(), graph(answer, options).layer)).pipe(
    Effect.withTracer(tracer),
    run,
    Effect.map((measured) => ({ measured, spans: spans.filter(({ kind }) => kind === "client") }))
  )
}

const ofRequest = {
  "http.request.method": "GET",
  "server.address": "graph.microsoft.com",
  "server.port": "443",
  unit: "s",
  "workbook.endpoint": "driveItem.get"
}

const of = (span: Recorded | undefined) => Object.fromEntries(span?.attributes ?? [])

const throttle: Reply = {
  ...failure(429, "x", "tooManyRequestsUncategorized"),
  headers: { "retry-after": "20" }
}

const gone = failure(404, "x", "invalidSessionReCreatable")

describe("The duration of requests", () => {
  it.effect("is measured in seconds, by endpoint and status, with the boundaries of OpenTelemetry", () =>
    Effect.gen(function*() {
      const { measured } = yield* requested(() => after({ status: 200, body: {} }, "300 millis"))
      assert.deepStrictEqual(measured, [{
        name: duration,
        labels: { ...ofRequest, "http.response.status_code": "200" },
        value: { count: 1, sum: 0.3 },
        boundaries: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, Infinity]
      }])
    }))

  const failures: ReadonlyArray<readonly [string, Answer, Readonly<Record<string, string>>, seconds: number]> = [
    ["refused", () => after(failure(404, "itemNotFound"), "2 seconds"), {
      "http.response.status_code": "404",
      "error.type": "404"
    }, 2],
    ["redirected", () => ({ status: 302, headers: { location: "https://elsewhere.example" } }), {
      "http.response.status_code": "302",
      "error.type": "UnexpectedAnswer"
    }, 0],
    ["answered by what cannot be read", () => ({ status: 200, text: "no JSON" }), {
      "http.response.status_code": "200",
      "error.type": "UnexpectedAnswer"
    }, 0],
    ["lost", () => Effect.delay(Effect.fail("connection lost"), "3 seconds"), { "error.type": "connection" }, 3],
    ["never answered", () => Effect.never, { "error.type": "timeout" }, 100]
  ]
  for (const [how, answer, labels, sum] of failures) {
    it.effect(`has the error type of a request that is ${how}, and so has its span`, () =>
      Effect.gen(function*() {
        const { measured, spans: [span] } = yield* requested(answer)
        assert.deepStrictEqual(named(duration, measured), [
          { labels: { ...ofRequest, ...labels }, value: { count: 1, sum } }
        ])
        assert.strictEqual(of(span)["error.type"], labels["error.type"])
        assert.strictEqual(String(of(span)["http.response.status_code"]), String(labels["http.response.status_code"]))
        assert.isTrue(span?.exit && Exit.isFailure(span.exit))
        assert.strictEqual(Number((span?.end ?? 0n) - (span?.start ?? 0n)) / 1e9, sum)
      }))
  }

  it.effect("has no error type for an interrupt", () => {
    const { spans, tracer } = record()
    return Effect.gen(function*() {
      const stopped = Effect.timeoutOption(execute(), "3 seconds")
      const measured = yield* run(measure(Effect.provide(stopped, graph(() => Effect.never).layer)))
      assert.deepStrictEqual(named(duration, measured), [{ labels: ofRequest, value: { count: 1, sum: 3 } }])
      assert.notProperty(of(spans.find(({ kind }) => kind === "client")), "error.type")
    }).pipe(Effect.withTracer(tracer))
  })

  it.effect("begins when the token is available, and is recorded for each attempt", () => {
    const token = AccessToken.layerEffect(Effect.delay(Effect.succeed(Redacted.make("t")), "5 seconds"))
    const { layer } = graph(
      (_, count) =>
        after(count === 1 ? failure(401, "InvalidAuthenticationToken") : { status: 200, body: {} }, "1 second"),
      {},
      token
    )
    const { spans, tracer } = record()
    return Effect.gen(function*() {
      const measured = yield* run(measure(Effect.provide(execute(), layer)))
      const sums = named(duration, measured).map(({ labels, value }) => [
        labels["http.response.status_code"],
        value.sum
      ])
      assert.deepStrictEqual(sums, [["401", 1], ["200", 1]])
      const sent = spans.filter(({ kind }) => kind === "client").map(of)
      assert.deepStrictEqual(sent.map((span) => span["http.request.resend_count"]), [undefined, 1])
      const ids = sent.map((span) => span["http.request.header.client-request-id"])
      assert.strictEqual(new Set(ids).size, 2)
    }).pipe(Effect.withTracer(tracer))
  })

  it.effect("is measured with the monotonic clock", () =>
    JumpingClock.under(JumpingClock.setBack)(() =>
      measure(Effect.provide(execute(), graph(() => after({ status: 200, body: {} }, "4 seconds")).layer))
    ).pipe(
      Effect.map((measured) =>
        assert.deepStrictEqual(named(duration, measured).map(({ value }) => value), [{ count: 1, sum: 4 }])
      )
    ))

  it.effect("has the address of a service that is not Graph", () =>
    Effect.gen(function*() {
      const { measured } = yield* requested(() => ({ status: 200, body: {} }), { baseUrl: "http://[::1]:4321/v1.0" })
      const { "server.address": address, "server.port": port } = named(duration, measured)[0]!.labels
      assert.deepStrictEqual([address, port], ["::1", "4321"])
    }))
})

describe("The span of a request", () => {
  it.effect("has attributes of OpenTelemetry, and the span of the operation as its parent", () => {
    const { spans, tracer } = record()
    const { layer } = service({ read: first({ ...failure(504, "x"), headers: { "request-id": "r-1" } }) })
    return Effect.gen(function*() {
      yield* run(Effect.withTracer(inSession(cell), tracer))
      const reads = spans.filter(({ name }) => name === "GET workbookRange.get")
      assert.deepStrictEqual(reads.map(({ kind }) => kind), ["client", "client"])
      const [failed, again] = reads.map(of)
      const { "http.request.header.client-request-id": clientRequestId, ...others } = failed ?? {}
      assert.match(String(clientRequestId), /^[\da-f-]{36}$/)
      assert.deepStrictEqual(others, {
        "workbook.endpoint": "workbookRange.get",
        "http.request.method": "GET",
        "server.address": "graph.microsoft.com",
        "server.port": 443,
        "http.response.status_code": 504,
        "http.response.header.request-id": "r-1",
        "error.type": "504"
      })
      assert.strictEqual(again?.["http.request.resend_count"], 1)
      assert.strictEqual(again?.["http.response.status_code"], 200)
      assert.notProperty(again, "error.type")
    }).pipe(Effect.provide(layer))
  })

  it.effect("counts the attempts of refreshSession too", () => {
    const { spans, tracer } = record()
    const { layer } = service({ refreshSession: first(failure(504, "x")) })
    return Effect.gen(function*() {
      yield* run(Effect.withTracer(inSession(Effect.delay(cell, "5 minutes")), tracer))
      const refreshes = spans.filter(({ name }) => name === "POST workbook.refreshSession").map(of)
      assert.deepStrictEqual(refreshes.map((span) => span["http.request.resend_count"]), [undefined, 1])
    }).pipe(Effect.provide(layer))
  })
})

describe("Spans", () => {
  it.effect("exist only if the program has set a tracer, and has not disabled it", () =>
    Effect.gen(function*() {
      const { spans, tracer } = record()
      const around = new Set<string | undefined>()
      const answer: Answer = () =>
        Effect.map(Effect.option(Effect.currentSpan), (span) => {
          around.add(Option.getOrUndefined(span)?.name)
          return { status: 200, body: {} }
        })
      const work = Effect.withSpan(Effect.provide(execute(), graph(answer).layer), "mine")
      yield* run(work)
      yield* run(Effect.withTracerEnabled(Effect.withTracer(work, tracer), false))
      assert.deepStrictEqual([...around], ["mine"])
      assert.deepStrictEqual(spans, [])
      yield* run(Effect.withTracer(work, tracer))
      assert.deepStrictEqual(spans.map(({ name }) => name), ["mine", "GraphClient.execute", "GET driveItem.get"])
      assert.deepStrictEqual([...around], ["mine", "GET driveItem.get"])
    }))
})

describe("The span of a function", () => {
  it.effect("is the only one of the program's calls, also for functions that read several properties", () => {
    const { spans, tracer } = record()
    const corner = Range.at("Orders!A1")
    return Effect.gen(function*() {
      yield* Range.values(corner)
      yield* Range.text(corner)
      yield* Range.value(corner, Schema.String)
      yield* Range.pin(Range.lastRow(Range.used(Worksheet.named("Orders"))))
      assert.deepStrictEqual(spans.map(({ name }) => name).filter((name) => name.startsWith("Range.")), [
        "Range.values",
        "Range.text",
        "Range.value",
        "Range.pin"
      ])
    }).pipe(Effect.withTracer(tracer), Emulated.inSession)
  })
})

describe("The wait in the queue", () => {
  it.effect("is recorded for each call that waits for earlier calls", () => {
    const { layer } = service({ read: () => after({ status: 200, body: range }, "2 seconds") })
    const work = Effect.all([cell, cell, cell], { concurrency: "unbounded", discard: true })
    return Effect.gen(function*() {
      // calls of one batch do not wait for each other
      const measured = yield* run(measure(inSession(work, { batching: false })))
      const waits = named(wait, measured)
      const reads = waits.filter(({ labels }) => labels["workbook.endpoint"] === "workbookRange.get")
      const waited = (scope: string, sum: number) => ({
        labels: { "workbook.endpoint": "workbookRange.get", "workbook.queue.scope": scope, unit: "s" },
        value: { count: 3, sum }
      })
      assert.sameDeepMembers(reads, [waited("session", 0 + 2 + 4), waited("workbook", 0)])
    }).pipe(Effect.provide(layer))
  })

  it.effect("includes the requests of other sessions of the workbook", () => {
    const { layer } = service({ read: () => after({ status: 200, body: range }, "2 seconds") })
    const work = Effect.all([cell, cell, cell].map((read) => inSession(read, { mode: "sessionless" })), {
      concurrency: "unbounded",
      discard: true
    })
    return Effect.gen(function*() {
      const sums = named(wait, yield* run(measure(work))).map(({ labels, value }) => [
        labels["workbook.queue.scope"],
        value.sum
      ])
      assert.sameDeepMembers(sums, [["session", 0], ["workbook", 0 + 2 + 4]])
    }).pipe(Effect.provide(layer))
  })

  it.effect("includes a cooldown, and is not recorded if the call is interrupted", () => {
    const { layer } = service({ read: first(throttle) })
    const other = Effect.timeoutOption(Effect.delay(inSession(cell, { mode: "sessionless" }), "1 second"), "5 seconds")
    return Effect.gen(function*() {
      const measured = yield* run(measure(Effect.all([inSession(cell, { mode: "sessionless" }), other], {
        concurrency: "unbounded"
      })))
      const waits = named(wait, measured).map(({ labels, value }) => [labels["workbook.queue.scope"], value])
      // The first attempt did not wait, the second waited for the pause, and the other call was interrupted before.
      assert.sameDeepMembers(waits, [["session", { count: 2, sum: 0 }], ["workbook", { count: 2, sum: 20 }]])
    }).pipe(Effect.provide(layer))
  })
})

describe("The counters of sessions and calls", () => {
  it.effect("count retries by error, and throttles by scope", () => {
    const { layer } = service({
      read: first(throttle, failure(504, "x"), {
        ...failure(429, "x", "tooManyRequestsUncategorized"),
        headers: { "retry-after": "5" }
      }),
      refreshSession: first(failure(503, "x", "serviceUnavailableUncategorized"))
    })
    return Effect.gen(function*() {
      const measured = yield* run(measure(inSession(Effect.delay(cell, "5 minutes"))))
      const labelsOf = (name: string) =>
        named(name, measured).map(({ labels, value }) => [...Object.values(labels).sort(), value.count].join(" "))
          .sort()
      assert.deepStrictEqual(labelsOf("workbook.request.retries"), [
        "ServiceFailure workbook.refreshSession 1",
        "ServiceFailure workbookRange.get 1",
        "Throttled workbookRange.get 2"
      ])
      assert.deepStrictEqual(labelsOf("workbook.request.throttles"), ["429 workbook workbookRange.get 2"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("count throttles of the application", () => {
    const { layer } = service({ read: first({ status: 429, headers: { "retry-after": "5" } }) })
    return Effect.gen(function*() {
      const measured = yield* run(measure(inSession(cell)))
      assert.deepStrictEqual(
        named("workbook.request.throttles", measured).map(({ labels }) => labels["workbook.throttle.scope"]),
        ["client"]
      )
    }).pipe(Effect.provide(layer))
  })

  it.effect("count open, recreated and refreshed sessions by mode", () => {
    const { layer } = service({
      read: first(gone),
      createSession: ({ body }) => created(JSON.stringify(body).includes("true"))
    })
    const mode = (mode: string, count: number) => ({ labels: { "workbook.session.mode": mode }, value: { count } })
    return Effect.gen(function*() {
      const { after, during } = yield* measuring((measured) =>
        Effect.gen(function*() {
          const both = Effect.gen(function*() {
            yield* WorkbookSession.make({
              workbook: Workbook.item("02DEF", Workbook.drive("b!d")),
              mode: "nonPersistent"
            })
            yield* inSession(Effect.zipRight(cell, Effect.sleep("5 minutes")))
            const session = yield* WorkbookSession.make({ workbook })
            yield* Effect.provideService(cell, WorkbookSession.WorkbookSession, session)
            return yield* measured
          })
          const during = yield* run(Effect.scoped(both))
          return { during, after: yield* measured }
        })
      )
      assert.sameDeepMembers(named("workbook.session.active", during), [
        mode("nonPersistent", 1),
        mode("persistent", 1)
      ])
      assert.sameDeepMembers(named("workbook.session.active", after), [mode("nonPersistent", 0), mode("persistent", 0)])
      assert.deepStrictEqual(named("workbook.session.recreations", after), [mode("persistent", 1)])
      assert.deepStrictEqual(named("workbook.session.refreshes", after), [mode("persistent", 1)])
    }).pipe(Effect.provide(layer))
  })
})

describe("Labels", () => {
  it.effect("are bounded: a workbook, an address, a session or a request does not create a new series", () => {
    const read = (book: Workbook.Workbook, address: string) =>
      Effect.provide(Range.values(Range.at(address)), WorkbookSession.layer({ workbook: book }))
    const { layer } = service({
      createSession: (_, count) => ({ status: 201, body: { id: `id-${count}`, persistChanges: true } })
    })
    const series = <E>(work: Effect.Effect<unknown, E, GraphClient.GraphClient>) =>
      Effect.map(
        run(measure(work)),
        (measured) => measured.map(({ labels, name }) => `${name} ${JSON.stringify(labels)}`).sort()
      )
    return Effect.gen(function*() {
      const one = yield* series(read(workbook, "Data!A1"))
      const many = yield* series(Effect.forEach(
        Array.from({ length: 20 }, (_, index) => index),
        (index) => read(Workbook.item(`0${index}`, Workbook.drive("b!d")), `Sheet${index}!B${index + 1}`),
        { concurrency: 5 }
      ))
      assert.deepStrictEqual(many, one)
    }).pipe(Effect.provide(layer))
  })

  it.effect("contain no secret, also if the URL of an operation does", () => {
    const poll = `https://graph.microsoft.com/v1.0/operations/1?sessionId=${encodeURIComponent(sessionId)}`
    const { layer, received } = service({
      append: first({ status: 202, headers: { location: poll } }),
      poll: (_, count) =>
        count === 1
          ? { ...failure(504, sessionId), headers: { "request-id": `for ${sessionId}` } }
          : { status: 200, body: { id: "1", status: "failed", error: { code: sessionId, message: "secret-token" } } }
    })
    const { spans, tracer } = record()
    return Effect.gen(function*() {
      const measured = yield* run(measure(Effect.withTracer(inSession(append), tracer)))
      assert.isTrue(received.some(({ url }) => url === poll))
      const polls = spans.filter(({ name }) => name === "GET workbookOperation.get")
      assert.isAtLeast(polls.length, 1)
      const told = JSON.stringify([measured, spans.map(({ attributes, name }) => [name, [...attributes]])])
      for (const secret of [sessionId, encodeURIComponent(sessionId), "secret-session", "secret-token", "01ABC"]) {
        assert.notInclude(told, secret)
      }
    }).pipe(Effect.provide(layer))
  })
})
