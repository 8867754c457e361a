import type { HttpClient, HttpClientError } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, Option, Struct, TestClock } from "effect"
import { readFileSync } from "node:fs"
import { type Emulator, Undocumented } from "../../src/index.js"
import * as CommandLine from "../../src/service/CommandLine.js"
import { codeOf, createSession, emulator, read, send, workbook, write } from "../service/support.js"
import { decisions } from "./decisions.js"
import { partNames, withParts } from "./page.js"

const page = readFileSync(new URL("../../../../docs/reference/undocumented.md", import.meta.url), "utf8")

describe("docs/reference/undocumented.md", () => {
  it("has the switches and the decisions (`npm run docs:undocumented` updates it)", () => {
    assert.strictEqual(page, withParts(page))
  })

  it("has every part once", () => {
    assert.deepStrictEqual([...page.matchAll(/<!-- begin: (\w+) -->/g)].map(([_, name]) => name), [...partNames])
  })
})

type Request<A> = Effect.Effect<A, HttpClientError.HttpClientError, HttpClient.HttpClient | Emulator.Emulator>

/** What a client sees in the two positions of a switch. */
interface Observation {
  readonly observe: Request<unknown>
  readonly options?: Parameters<typeof emulator>[0]
  readonly usual: unknown
  readonly other: unknown
}

const outcome = <E, R>(request: Effect.Effect<{ readonly status: number; readonly body: any }, E, R>) =>
  Effect.map(request, ({ body, status }) => [status, body?.error?.innerError?.code ?? null])

const row = `${workbook()}/tables/Orders/rows/1`

const appToken = {
  authorization: `Bearer x.${Buffer.from(JSON.stringify({ idtyp: "app", oid: "daemon" })).toString("base64url")}.x`
}

const observations: { readonly [Name in keyof typeof Undocumented.switches]: Observation } = {
  rowsByIndex: {
    observe: Effect.gen(function*() {
      const seen = [
        yield* outcome(send("GET", row)),
        yield* outcome(send("GET", `${row}/range`)),
        yield* outcome(send("PATCH", row, { body: { values: [["Pears", 40]] } })),
        yield* outcome(send("DELETE", row)),
        yield* outcome(send("DELETE", `${workbook()}/tables/Orders/rows('0')`))
      ]
      return [seen, yield* outcome(send("GET", `${workbook()}/tables/Orders/rows/itemAt(index=0)`)), yield* read("B3")]
    }),
    usual: [[[200, null], [200, null], [200, null], [204, null], [204, null]], [200, null], ""],
    other: [Array.from({ length: 5 }, () => [400, "apiNotFound"]), [200, null], 4]
  },
  postedItemAt: {
    observe: Effect.all([
      outcome(send("POST", `${workbook()}/tables/Orders/rows/itemAt`, { body: { index: 0 } })),
      outcome(send("POST", `${workbook()}/tables/Orders/columns/itemAt`, { body: { index: 0 } })),
      outcome(send("GET", `${workbook()}/tables/Orders/rows/itemAt(index=0)`))
    ]),
    usual: [[200, null], [200, null], [200, null]],
    other: [[400, "apiNotFound"], [400, "apiNotFound"], [200, null]]
  },
  operationResultValues: {
    options: { openDelay: "1 second" },
    observe: Effect.gen(function*() {
      const respondAsync = { prefer: "respond-async" }
      const opening = yield* send("POST", `${workbook()}/createSession`, {
        body: { persistChanges: true },
        headers: respondAsync
      })
      yield* TestClock.adjust("1 second")
      const opened = yield* send("GET", opening.headers["location"] ?? "")
      const session = (yield* send("GET", opened.body.resourceLocation)).body.id
      const adding = yield* send("POST", `${workbook()}/tables/Orders/rows`, {
        session,
        body: { values: [["Figs", 6]] },
        headers: respondAsync
      })
      yield* TestClock.adjust("1 second")
      const { body } = yield* send("GET", adding.headers["location"] ?? "")
      return (yield* send("GET", body.resourceLocation)).body.values
    }),
    usual: "[[\"Figs\",6]]",
    other: [["Figs", 6]]
  },
  sessionlessWrites: {
    observe: Effect.gen(function*() {
      const { body, status } = yield* write("B2", 30)
      const sessionless = yield* read("B2")
      yield* write("B3", 40, yield* createSession(true))
      return [status, body.values, sessionless, yield* read("B3"), yield* read("D2")]
    }),
    usual: [200, [[30]], 30, 40, 75],
    other: [200, [[30]], 3, 40, 48]
  },
  idleReset: {
    observe: Effect.gen(function*() {
      const session = yield* createSession(true)
      yield* TestClock.adjust("4 minutes")
      const failed = yield* send("GET", `${workbook()}/worksheets('None')`, { session })
      yield* TestClock.adjust("2 minutes")
      const afterFailure = yield* read("B2", session)
      const other = yield* createSession(true)
      yield* TestClock.adjust("4 minutes")
      const success = yield* read("B2", other)
      yield* TestClock.adjust("2 minutes")
      return [failed.status, afterFailure, success, yield* read("B2", other)]
    }),
    usual: [404, 3, 3, 3],
    other: [404, "404 invalidSessionReCreatable", 3, 3]
  },
  sessionLostStatus: {
    observe: outcome(send("GET", `${workbook()}/worksheets`, { session: "bm9uZQ==" })),
    usual: [404, "invalidSessionReCreatable"],
    other: [400, "invalidSessionReCreatable"]
  },
  lockStatus: {
    options: { faults: [{ on: { method: "PATCH" }, do: { _tag: "Lock", by: "Ada Lovelace", for: "10 minutes" } }] },
    observe: Effect.map(write("B2", 30), (reply) => [reply.status, reply.body.error.code, codeOf(reply)]),
    usual: [409, "EditModeCannotAcquireLock", "accessConflict"],
    other: [429, "EditModeCannotAcquireLockTooManyRequests", "tooManyRequestsUncategorized"]
  },
  errors: {
    observe: Effect.map(
      send("GET", `${workbook()}/worksheets`, { session: "bm9uZQ==" }),
      (reply) => [reply.body.error.code, codeOf(reply)]
    ),
    usual: ["InvalidOrTimedOutSession", "invalidSessionReCreatable"],
    other: ["notFound", "invalidSessionReCreatable"]
  },
  allowAppOnly: {
    observe: outcome(
      send("POST", `${workbook()}/createSession`, { headers: appToken, body: { persistChanges: true } })
    ),
    usual: [403, "forbiddenUncategorized"],
    other: [201, null]
  },
  ignoreUnknownProperties: {
    observe: outcome(send("POST", `${workbook()}/createSession`, { body: { persistchanges: false } })),
    usual: [400, null],
    other: [201, null]
  }
}

describe("A switch", () => {
  it.effect.each(Struct.entries(Undocumented.switches))(
    "%s decides what a client sees",
    ([name, { flag }]) =>
      Effect.gen(function*() {
        const { observe, options, other, usual } = observations[name]
        const at = (isSet: boolean) =>
          Effect.provide(observe, emulator({ ...options, ...CommandLine.switchesOf((each) => isSet && each === flag) }))
        assert.deepStrictEqual(yield* at(false), usual)
        assert.deepStrictEqual(yield* Effect.provide(observe, emulator(options)), usual)
        assert.deepStrictEqual(yield* at(true), other)
        assert.notDeepEqual(usual, other)
      })
  )

  it.each(Struct.entries(Undocumented.switches))(
    "%s is an option of the command",
    (name, { flag, help, other, usual }) => {
      const { options } = Option.getOrThrow(Either.getOrThrow(CommandLine.read([`--${flag}`])))
      assert.strictEqual(options[name], other.value)
      assert.strictEqual(Option.getOrThrow(Either.getOrThrow(CommandLine.read([]))).options[name], usual.value)
      assert.include(CommandLine.usage, `--${flag}`)
      assert.include(CommandLine.usage, help)
    }
  )
})

describe("A fixed decision", () => {
  it.effect.each(decisions.map((each) => [each.question, each] as const))(
    "%s",
    ([_, { observe, observed, options }]) =>
      Effect.gen(function*() {
        assert.deepStrictEqual(yield* Effect.provide(observe, emulator(options)), observed)
      })
  )
})
