import { AccessToken, GraphClient, Range, type Workbook, WorkbookSessions } from "@effect-workbook/client"
import { Emulator } from "@effect-workbook/emulator"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted, TestClock } from "effect"
import { layer as emulated, workbook as orders } from "./support/Emulated.js"
import { type Answer, failure } from "./support/Script.js"
import { cell, service, workbook } from "./support/Session.js"

const pool = WorkbookSessions.layer({ idleTimeToLive: "10 minutes" })

/** One request of a user, with its own token. */
const asUser = <A, E, R>(
  self: Effect.Effect<A, E, R>,
  id: string,
  token: Effect.Effect<string, string>,
  book: Workbook.Workbook = workbook
) =>
  Effect.flatMap(
    AccessToken.make(Effect.map(token, Redacted.make)),
    (accessToken) => WorkbookSessions.provide(self, { workbook: book, identity: { id, accessToken } })
  )

const issued = (token: string) => Effect.succeed(token)

/** A pool, and a service that refuses the given tokens. */
const guarded = (refused: ReadonlySet<string>, answers: Partial<Record<string, Answer>> = {}) => {
  const guard = (answer?: Answer): Answer => (request, count) =>
    refused.has(request.headers["authorization"]!.slice("Bearer ".length))
      ? failure(401, "InvalidAuthenticationToken")
      : answer?.(request, count)
  const { layer, log, received } = service(
    Object.fromEntries(
      ["createSession", "refreshSession", "closeSession", "read"].map((name) => [name, guard(answers[name])])
    ),
    {},
    AccessToken.layerNone
  )
  const tokens = () => received.map(({ headers }) => headers["authorization"]!.slice("Bearer ".length))
  return { layer: Layer.provideMerge(pool, layer), log, tokens }
}

describe("An identity", () => {
  it.effect("has one session for many requests with different tokens", () =>
    Effect.gen(function*() {
      const emulator = yield* Emulator.Emulator
      const read = Range.values(Range.at("Summary!A4:B8"))
      const request = (n: number) => asUser(read, "ada", issued(`token ${n}`), orders)
      const values = yield* Effect.all(Array.from({ length: 10 }, (_, n) => request(n)), { concurrency: "unbounded" })
      assert.strictEqual(new Set(values.map((value) => JSON.stringify(value))).size, 1)
      for (let n = 10; n < 40; n++) yield* request(n)
      assert.lengthOf(yield* emulator.openSessions, 1)
      yield* TestClock.adjust("11 minutes")
      assert.lengthOf(yield* emulator.openSessions, 0)
    }).pipe(Effect.provide(Layer.provideMerge(pool, emulated()))))

  it.effect("never gets the session of another identity", () => {
    const { layer, log, tokens } = guarded(new Set())
    return Effect.gen(function*() {
      yield* Effect.all([asUser(cell, "ada", issued("a")), asUser(cell, "ben", issued("b"))], { concurrency: 2 })
      yield* asUser(cell, "ada", issued("a2"))
      assert.strictEqual(log.filter((entry) => entry.endsWith("createSession")).length, 2)
      assert.deepStrictEqual(tokens().toSorted(), ["a", "a", "a", "b", "b"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("and another one share the queue of a workbook", () => {
    let together = 0
    let most = 0
    const { layer } = guarded(new Set(), {
      createSession: () =>
        Effect.sync(() => {
          most = Math.max(most, ++together)
          return { status: 201, body: { id: "secret-session", persistChanges: true } }
        }).pipe(Effect.delay("5 seconds"), Effect.tap(() => Effect.sync(() => together--)))
    })
    return Effect.gen(function*() {
      yield* Effect.fork(Effect.all([asUser(cell, "ada", issued("a")), asUser(cell, "ben", issued("b"))], {
        concurrency: 2
      }))
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(most, 1)
    }).pipe(Effect.provide(layer))
  })

  it.effect("uses the token of its latest request when the current one is refused", () => {
    const refused = new Set<string>()
    const { layer, log, tokens } = guarded(refused)
    let asked = 0
    const once = Effect.suspend(() => ++asked === 1 ? Effect.succeed("t1") : Effect.fail("its request has ended"))
    return Effect.gen(function*() {
      yield* asUser(cell, "ada", once)
      yield* asUser(cell, "ada", issued("t2"))
      assert.deepStrictEqual(tokens(), ["t1", "t1", "t1"])
      refused.add("t1")
      yield* asUser(cell, "ada", issued("t3"))
      assert.deepStrictEqual(tokens().slice(3), ["t1", "t3"])
      assert.strictEqual(log.filter((entry) => entry.endsWith("createSession")).length, 1)
      assert.strictEqual(asked, 1)
    }).pipe(Effect.provide(layer))
  })

  it.effect("has its session kept alive with the latest token", () => {
    const refused = new Set<string>()
    const { layer, log, tokens } = guarded(refused)
    return Effect.gen(function*() {
      yield* asUser(cell, "ada", issued("t1"))
      yield* asUser(cell, "ada", issued("t2"))
      refused.add("t1")
      yield* TestClock.adjust("5 minutes")
      assert.strictEqual(log.at(-1), "240 refreshSession")
      assert.deepStrictEqual(tokens().slice(-2), ["t1", "t2"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("uses the token source of its latest request when the current source fails", () => {
    const { layer, tokens } = guarded(new Set())
    const credential = (token: string, lifetime: number): AccessToken.TokenCredential => {
      let asked = 0
      return {
        getToken: async () => {
          if (++asked > 1) throw new Error("the assertion has expired")
          return { token, expiresOnTimestamp: lifetime }
        }
      }
    }
    const request = (token: string, lifetime: number) =>
      Effect.flatMap(
        AccessToken.fromCredential(credential(token, lifetime)),
        (accessToken) => WorkbookSessions.provide(cell, { workbook, identity: { id: "ada", accessToken } })
      )
    return Effect.gen(function*() {
      yield* request("t1", 60_000)
      yield* TestClock.adjust("2 minutes")
      yield* request("t2", 3_600_000)
      assert.deepStrictEqual(tokens(), ["t1", "t1", "t2"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("renews its latest token if that is the refused one", () => {
    const refused = new Set(["t1"])
    const { layer, tokens } = guarded(refused)
    const renewing = () => {
      let asked = 0
      return Effect.sync(() => `t${++asked}`)
    }
    return Effect.gen(function*() {
      refused.delete("t1")
      yield* asUser(cell, "ada", renewing())
      refused.add("t1")
      yield* asUser(cell, "ada", renewing())
      assert.deepStrictEqual(tokens(), ["t1", "t1", "t1", "t2"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("gets the error of its token source, and the next request tries again", () => {
    const { layer, tokens } = guarded(new Set())
    return Effect.gen(function*() {
      const error = yield* Effect.flip(asUser(cell, "ada", Effect.fail("consent is missing")))
      assert.strictEqual(error._tag, "AccessTokenError")
      assert.include(error.message, "consent is missing")
      yield* asUser(cell, "ada", issued("t2"))
      assert.deepStrictEqual(tokens(), ["t2", "t2"])
    }).pipe(Effect.provide(layer))
  })

  it.effect("is required if the client has no token source", () => {
    const { layer, log } = guarded(new Set())
    return Effect.gen(function*() {
      const error = yield* Effect.flip(WorkbookSessions.provide(cell, { workbook }))
      assert.strictEqual(error._tag, "AccessTokenError")
      assert.deepStrictEqual(log, [])
    }).pipe(Effect.provide(layer))
  })
})

describe("GraphClient.withAccessToken", () => {
  it.effect("uses another token source with the same client", () => {
    const { layer, received } = service()
    return Effect.gen(function*() {
      const graph = yield* GraphClient.GraphClient
      const theirs = yield* AccessToken.make(Effect.succeed(Redacted.make("theirs")))
      const as = Effect.provideService(GraphClient.GraphClient, GraphClient.withAccessToken(graph, theirs))
      yield* WorkbookSessions.provide(cell, { workbook }).pipe(Effect.provide(pool), as)
      yield* WorkbookSessions.provide(cell, { workbook }).pipe(Effect.provide(pool))
      const tokens = received.map(({ headers }) => headers["authorization"]!.slice("Bearer ".length))
      assert.deepStrictEqual([...new Set(tokens)], ["theirs", "secret-token"])
    }).pipe(Effect.provide(layer))
  })
})
