import { AccessToken, WorkbookSession } from "@effect-workbook/client"
import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Fiber, Layer, Option, Redacted, TestClock } from "effect"
import { failure } from "./support/Script.js"
import { cell, inSession, service, workbook } from "./support/Session.js"

const sessionless = Effect.provide(cell, WorkbookSession.layerSessionless({ workbook }))

const counted = () => {
  let issued = 0
  return Effect.sync(() => Redacted.make(`token ${++issued}`)).pipe(Effect.zipLeft(Effect.yieldNow()))
}

describe("AccessToken", () => {
  it.effect("asks for a token once, however many want it", () =>
    Effect.gen(function*() {
      const token = yield* AccessToken.make(counted())
      const tokens = yield* Effect.all([token.get, token.get, token.get], { concurrency: "unbounded" })
      assert.deepStrictEqual(tokens.map(Redacted.value), ["token 1", "token 1", "token 1"])
    }))

  it.effect("renews once for all requests that were refused together", () =>
    Effect.gen(function*() {
      const token = yield* AccessToken.make(counted())
      const refused = yield* token.get
      const renewed = yield* Effect.all([token.renew(refused), token.renew(refused)], { concurrency: "unbounded" })
      assert.deepStrictEqual(renewed.map(Redacted.value), ["token 2", "token 2"])
      assert.strictEqual(Redacted.value(yield* token.get), "token 2")
    }))

  it.effect("says what the source of tokens failed with, and asks it again next time", () =>
    Effect.gen(function*() {
      let attempts = 0
      const token = yield* AccessToken.make(Effect.suspend(() => {
        attempts++
        return attempts === 1 ? Effect.fail("no network" as const) : Effect.succeed(Redacted.make("late"))
      }))
      assert.strictEqual((yield* Effect.flip(token.get)).message, "no access token: no network")
      assert.strictEqual(Redacted.value(yield* token.get), "late")
    }))

  it.effect("comes from configuration", () =>
    Effect.gen(function*() {
      const token = yield* AccessToken.AccessToken
      assert.strictEqual(Redacted.value(yield* token.get), "configured")
    }).pipe(
      Effect.provide(AccessToken.layerConfig()),
      Effect.withConfigProvider(ConfigProvider.fromMap(new Map([["GRAPH_ACCESS_TOKEN", "configured"]])))
    ))
})

const unusable = ["", " ", "eyJ0\r\nx-injected: 1", "eyJ0\u0000", "eyJ0…", "\n", "eyJ0\u007f"]

describe("A request", () => {
  it.effect("whose token no header can carry fails at once, and the token is asked for again next time", () =>
    Effect.gen(function*() {
      for (const text of unusable) {
        const { layer, log } = service(
          {},
          {},
          AccessToken.layerEffect(Effect.sync(() => Redacted.make(tokens.shift()!)))
        )
        const tokens = [text, "usable"]
        yield* Effect.gen(function*() {
          const error = yield* Effect.flip(sessionless)
          assert.strictEqual(
            error.message,
            "no access token: it is empty, or has characters that no header can carry"
          )
          assert.deepStrictEqual(log, [])
          yield* sessionless
          assert.strictEqual(log.length, 1)
        }).pipe(Effect.provide(layer))
      }
    }))

  it.effect("whose source of tokens is another one and gives what cannot be sent fails at once, too", () =>
    Effect.gen(function*() {
      const token = Effect.succeed(Redacted.make("eyJ0\r\n"))
      const { layer, log } = service({}, {}, Layer.succeed(AccessToken.AccessToken, { get: token, renew: () => token }))
      assert.strictEqual((yield* Effect.provide(Effect.flip(sessionless), layer))._tag, "AccessTokenError")
      assert.deepStrictEqual(log, [])
    }))

  it.effect("in a session whose id no header can carry is not sent", () =>
    Effect.gen(function*() {
      for (const id of unusable) {
        const { layer, log } = service({ createSession: () => ({ status: 201, body: { id, persistChanges: true } }) })
        const opening = yield* Effect.flip(Effect.provide(inSession(cell), layer))
        assert.strictEqual(opening._tag, "UnexpectedAnswer")
        assert.deepStrictEqual(log, ["0 createSession"])
        const refreshing = yield* Effect.flip(
          Effect.provide(WorkbookSession.refreshSession(workbook, Redacted.make(id)), layer)
        )
        assert.strictEqual(refreshing._tag, "UnexpectedAnswer")
        assert.strictEqual(log.length, 1)
      }
    }))

  it.effect("whose token does not come ends in time, and the workbook's turn passes on", () =>
    Effect.gen(function*() {
      for (const hanging of [Effect.never, Effect.uninterruptible(Effect.never)]) {
        let asked = 0
        const acquire = Effect.suspend(() => ++asked === 1 ? hanging : Effect.succeed(Redacted.make("late")))
        const sources = [
          AccessToken.layerEffect(acquire),
          Layer.succeed(AccessToken.AccessToken, { get: acquire, renew: () => acquire })
        ]
        for (const source of sources) {
          asked = 0
          const { layer, log } = service({}, {}, source)
          yield* Effect.gen(function*() {
            const first = yield* Effect.fork(Effect.flip(sessionless))
            yield* TestClock.adjust("1 second")
            const second = yield* Effect.fork(Effect.exit(sessionless))
            const given = yield* Effect.fork(sessionless)
            yield* Fiber.interrupt(given)
            yield* TestClock.adjust("100 seconds")
            assert.strictEqual((yield* Fiber.join(first)).message, "no access token: none came within 1m 40s")
            yield* TestClock.adjust("200 seconds")
            assert.isTrue(Option.isSome(yield* Fiber.poll(second)), "the turn is not free")
            assert.isAtMost(log.length, 1)
          }).pipe(Effect.provide(layer))
        }
      }
    }))

  it.effect("whose token does not come after the client has gone: other sessions of the workbook are closed all the same", () =>
    Effect.gen(function*() {
      let hangs = false
      const token = Effect.suspend(() => {
        if (!hangs) return Effect.succeed(Redacted.make("secret"))
        hangs = false
        return Effect.never
      })
      const source = Layer.succeed(AccessToken.AccessToken, { get: token, renew: () => token })
      const { layer, log } = service({}, {}, source)
      const program = inSession(inSession(Effect.sync(() => {
        hangs = true
      })))
      const fiber = yield* Effect.fork(Effect.provide(program, layer))
      yield* TestClock.adjust("61 seconds")
      assert.isTrue(Option.isSome(yield* Fiber.poll(fiber)), "the scopes have not closed")
      assert.deepStrictEqual(log, ["0 createSession", "0 createSession"])
      yield* TestClock.adjust("2 minutes")
      assert.deepStrictEqual(log.slice(2).map((line) => line.split(" ")[1]), ["closeSession", "closeSession"])
    }))

  it.effect("whose other token does not come after a refusal ends in time", () =>
    Effect.gen(function*() {
      const source = Layer.succeed(AccessToken.AccessToken, {
        get: Effect.succeed(Redacted.make("refused")),
        renew: () => Effect.never
      })
      for (const codes of [["InvalidAuthenticationToken"], ["x", "invalidSessionAuthentication"]]) {
        const { layer } = service({ read: () => failure(401, ...codes) }, {}, source)
        const fiber = yield* Effect.fork(Effect.provide(Effect.flip(sessionless), layer))
        yield* TestClock.adjust("101 seconds")
        assert.isTrue(Option.isSome(yield* Fiber.poll(fiber)))
      }
    }))
})
