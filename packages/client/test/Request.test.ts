import { Range, Table, type WorkbookError, WorkbookSession, Worksheet } from "@effect-workbook/client"
import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import { Effect, Fiber, Schema, TestClock } from "effect"
import * as Emulated from "./support/Emulated.js"
import { failure, type Reply } from "./support/Script.js"
import { first, inSession, service } from "./support/Session.js"
import { record } from "./support/Spans.js"

const Chart = Schema.Struct({ id: Schema.String, name: Schema.String })
const charts = `${Worksheet.named("Data").path}/charts`
const addChart = WorkbookSession.request({
  method: "POST",
  path: `${charts}/add`,
  safety: "nonIdempotent",
  body: { type: "ColumnClustered", sourceData: "A1:B5", seriesBy: "Auto" },
  answer: Chart
})
const protect = WorkbookSession.request({
  method: "POST",
  path: `${Worksheet.named("Data").path}/protection/protect`,
  safety: "idempotent"
})

const workbookUrl = "https://graph.microsoft.com/v1.0/drives/b!d/items/01ABC/workbook"
const added: Reply = { status: 201, body: { id: "{1}", name: "Chart 1", height: 300 } }
const nameOfAdd = `POST ${workbookUrl}/worksheets('Data')/charts/add`

/** Runs an effect in a session, and advances the test clock. */
const run = <A, E>(self: Effect.Effect<A, E>) =>
  Effect.flatMap(Effect.fork(self), (fiber) => Effect.zipRight(TestClock.adjust("10 minutes"), Fiber.join(fiber)))

describe("WorkbookSession.request", () => {
  it.effect("has the same result as a function of the library", () =>
    Emulated.inSession(Effect.gen(function*() {
      const { path } = Range.at("Summary!F1:G1")
      yield* WorkbookSession.request({ method: "PATCH", path, safety: "idempotent", body: { values: [["a", 2]] } })
      assert.deepStrictEqual(yield* Range.values(Range.at("Summary!F1:G1")), [["a", 2]])
      const read = yield* WorkbookSession.request({
        method: "GET",
        path: `${Table.named("Orders").path}?$select=name`,
        safety: "read",
        answer: Schema.Struct({ name: Schema.String })
      })
      assert.deepStrictEqual(read, { name: "Orders" })
    })))

  it.effect("fails like other calls", () =>
    Emulated.inSession(Effect.gen(function*() {
      const { path } = Worksheet.named("Nowhere")
      const error = yield* Effect.flip(WorkbookSession.request({ method: "GET", path, safety: "read" }))
      assert.strictEqual(error._tag, "NotFound")
      assert.include(error.message, "WorkbookSession.request(worksheets): 404")
    })))

  it.effect("sends the request in the session, with a JSON body, and decodes the response", () => {
    const { layer, received } = service({ [nameOfAdd]: () => added })
    return Effect.gen(function*() {
      assert.deepStrictEqual(yield* inSession(addChart), { id: "{1}", name: "Chart 1" })
      const asked = received.find(({ url }) => url.endsWith("/charts/add"))
      assert.deepStrictEqual(asked?.body, { type: "ColumnClustered", sourceData: "A1:B5", seriesBy: "Auto" })
      assert.isDefined(asked?.headers["workbook-session-id"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("encodes the body with a schema, and refuses a body that does not match it", () => {
    const { layer, received } = service({ [nameOfAdd]: () => added })
    const withSize = (height: number) =>
      WorkbookSession.request({
        method: "POST",
        path: `${charts}/add`,
        safety: "nonIdempotent",
        body: { height },
        bodySchema: Schema.Struct({ height: Schema.compose(Schema.NumberFromString, Schema.Positive) })
      })
    return Effect.gen(function*() {
      assert.strictEqual(yield* inSession(withSize(300)), undefined)
      assert.strictEqual((yield* Effect.flip(inSession(withSize(-1))))._tag, "InvalidArguments")
      const bodies = received.filter(({ url }) => url.endsWith("/charts/add")).map(({ body }) => body)
      assert.deepStrictEqual(bodies, [{ height: "300" }])
    }).pipe(Effect.provide(layer))
  })

  it.effect("sends the request again after a lost response only if it is idempotent", () => {
    const nameOfProtect = `POST ${workbookUrl}/worksheets('Data')/protection/protect`
    const lost = (then: Reply) => (_: unknown, count: number) =>
      count === 1 ? Effect.fail("connection lost" as const) : then
    const { layer, log } = service({ [nameOfAdd]: lost(added), [nameOfProtect]: lost({ status: 204 }) })
    return Effect.gen(function*() {
      const [doubt] = yield* run(inSession(Effect.all([Effect.flip(addChart), protect])).pipe(Effect.provide(layer)))
      assert.strictEqual(doubt._tag, "OutcomeUnknown")
      if (doubt._tag === "OutcomeUnknown") assert.strictEqual(doubt.path, "worksheets('Data')/charts/add")
      const names = log.map((line) => line.replace(/^\S+ /, ""))
      assert.deepStrictEqual(
        [nameOfAdd, nameOfProtect].map((name) => names.filter((asked) => asked === name).length),
        [1, 2]
      )
    })
  })

  it.effect("waits for Retry-After, and polls the operation of a 202", () => {
    const { layer, log } = service({
      [nameOfAdd]: first(
        { ...failure(429, "tooManyRequests"), headers: { "retry-after": "30" } },
        { status: 202, headers: { location: `${workbookUrl}/operations/op` } }
      ),
      poll: first(
        { status: 200, body: { status: "running" } },
        {
          status: 200,
          body: { status: "succeeded", resourceLocation: `${workbookUrl}/worksheets('Data')/charts('1')` }
        }
      ),
      [`GET ${workbookUrl}/worksheets('Data')/charts('1')`]: () => added
    })
    return Effect.gen(function*() {
      const chart = yield* run(inSession(addChart).pipe(Effect.provide(layer)))
      assert.deepStrictEqual(chart, { id: "{1}", name: "Chart 1" })
      assert.deepStrictEqual(log.slice(1, 3), [`0 ${nameOfAdd}`, `30 ${nameOfAdd}`])
    })
  })

  it.effect("does not send a request again after a response that does not match the schema", () => {
    const { layer } = service({ [nameOfAdd]: () => ({ status: 201, body: { id: 1 } }) })
    return Effect.gen(function*() {
      assert.strictEqual((yield* Effect.flip(inSession(addChart)))._tag, "OutcomeUnknown")
    }).pipe(Effect.provide(layer))
  })

  it.effect("cannot verify a request that is not idempotent", () => {
    const { layer, log } = service()
    return Effect.gen(function*() {
      const error = yield* Effect.flip(inSession(WorkbookSession.verified(addChart)))
      assert.strictEqual(error._tag, "InvalidArguments")
      assert.notInclude(log.join(), "charts")
    }).pipe(Effect.provide(layer))
  })

  it.effect("has a span with the path of the request without keys", () => {
    const { layer } = service({ [nameOfAdd]: () => added })
    const { spans, tracer } = record()
    return Effect.gen(function*() {
      yield* inSession(addChart)
      const span = spans.find(({ name }) => name === "WorkbookSession.request")
      assert.deepInclude(Object.fromEntries(span?.attributes ?? []), {
        method: "POST",
        endpoint: "workbook.worksheets.charts.add"
      })
    }).pipe(Effect.withTracer(tracer), Effect.provide(layer))
  })

  it.effect.each([
    "",
    "/tables",
    "tables/",
    "worksheets//charts",
    "https://example.com/tables",
    "//example.com/tables",
    "..",
    "tables/../../../01DEF/workbook/tables",
    "tables/%2E%2e/tables",
    "tables/..%2F..%2Ftables",
    "tables/..%5Ctables",
    "tables\\..\\..",
    "worksheets('Q1 sales')",
    "tables#fragment",
    "tables?$top=1?$skip=1",
    "tables?$filter=a b",
    "tables/%",
    "tables/%FF",
    "tables\r\nx: y",
    "closeSession",
    "createsession",
    "microsoft.graph.refreshSession()",
    "close%53ession"
  ])("is not sent to %j", (path) => {
    const { layer, log } = service()
    return Effect.gen(function*() {
      const error = yield* Effect.flip(inSession(WorkbookSession.request({ method: "POST", path, safety: "read" })))
      assert.strictEqual(error._tag, "InvalidArguments")
      assert.include(error.message, `WorkbookSession.request: invalid arguments: the path ${JSON.stringify(path)} `)
      assert.deepStrictEqual(log, ["0 createSession", "0 closeSession"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("refuses a body that is not JSON, and a body of a GET", () => {
    const { layer, log } = service()
    const circular: Record<string, unknown> = {}
    circular["self"] = circular
    return Effect.gen(function*() {
      for (const body of [circular, 1n, { a: [Number.NaN] }, () => 1, Symbol("a")]) {
        const error = yield* Effect.flip(
          inSession(WorkbookSession.request({ method: "POST", path: "tables", safety: "read", body }))
        )
        assert.strictEqual(error._tag, "InvalidArguments")
      }
      const get = yield* Effect.flip(
        inSession(WorkbookSession.request({ method: "GET", path: "tables", safety: "read", body: {} }))
      )
      assert.strictEqual(
        get.message,
        "WorkbookSession.request(tables): invalid arguments: the body must be absent for the method GET"
      )
      assert.notInclude(log.join(), "tables")
    }).pipe(Effect.provide(layer))
  })

  it("can fail with OutcomeUnknown only if the request is not idempotent", () => {
    expectTypeOf(addChart).toEqualTypeOf<
      Effect.Effect<
        typeof Chart.Type,
        WorkbookError.CallError | WorkbookError.OutcomeUnknown,
        WorkbookSession.WorkbookSession
      >
    >()
    expectTypeOf(protect).toEqualTypeOf<
      Effect.Effect<void, WorkbookError.CallError, WorkbookSession.WorkbookSession>
    >()
  })
})
