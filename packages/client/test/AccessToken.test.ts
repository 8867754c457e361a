import { AccessToken, Cloud, WorkbookError, WorkbookSession } from "@effect-workbook/client"
import { assert, describe, it } from "@effect/vitest"
import { Cause, Clock, ConfigProvider, Data, Duration, Effect, Fiber, Layer, Option, Redacted, TestClock } from "effect"
import { inspect } from "node:util"
import { failure } from "./support/Script.js"
import { cell, inSession, service, workbook } from "./support/Session.js"

const sessionless = Effect.provide(cell, WorkbookSession.layerSessionless({ workbook }))

const counted = () => {
  let issued = 0
  return Effect.sync(() => Redacted.make(`token ${++issued}`)).pipe(Effect.zipLeft(Effect.yieldNow()))
}

describe("AccessToken", () => {
  it.effect("acquires one token for concurrent requests", () =>
    Effect.gen(function*() {
      const token = yield* AccessToken.make(counted())
      const tokens = yield* Effect.all([token.get, token.get, token.get], { concurrency: "unbounded" })
      assert.deepStrictEqual(tokens.map(Redacted.value), ["token 1", "token 1", "token 1"])
    }))

  it.effect("renews the token once for concurrent requests with the same refused token", () =>
    Effect.gen(function*() {
      const token = yield* AccessToken.make(counted())
      const refused = yield* token.get
      const renewed = yield* Effect.all([token.renew(refused), token.renew(refused)], { concurrency: "unbounded" })
      assert.deepStrictEqual(renewed.map(Redacted.value), ["token 2", "token 2"])
      assert.strictEqual(Redacted.value(yield* token.get), "token 2")
    }))

  it.effect("fails with the message of its source, and runs the source again at the next request", () =>
    Effect.gen(function*() {
      let attempts = 0
      const token = yield* AccessToken.make(Effect.suspend(() => {
        attempts++
        return attempts === 1 ? Effect.fail("no network" as const) : Effect.succeed(Redacted.make("late"))
      }))
      assert.strictEqual((yield* Effect.flip(token.get)).message, "no access token: no network")
      assert.strictEqual(Redacted.value(yield* token.get), "late")
    }))

  it.effect("includes the messages of the causes of a failure in the message", () =>
    Effect.gen(function*() {
      class SignedOut extends Data.TaggedError("SignedOut")<{ readonly user: string }> {}
      const refused = new Error("connect ECONNREFUSED 127.0.0.1:443")
      const rejected = (error: Error) =>
        AccessToken.make(Effect.tryPromise(async (): Promise<Redacted.Redacted> => {
          throw error
        }))
      const sources = [
        [rejected(new Error("AADSTS700016: no such application")), "AADSTS700016: no such application"],
        [rejected(new Error("fetch failed", { cause: refused })), `fetch failed: ${refused.message}`],
        [
          rejected(new Error("fetch failed", { cause: new AggregateError([refused, "::1"], "") })),
          `fetch failed: ${refused.message}; ::1`
        ],
        [AccessToken.make(Effect.fail(new SignedOut({ user: "ada" }))), "SignedOut"],
        [AccessToken.make(Effect.fail({ message: "no network" })), "no network"],
        [AccessToken.make(Effect.fail({})), "a failure without a message"],
        [AccessToken.make(Effect.fail(null)), "null"],
        [
          AccessToken.make(Effect.fail(new WorkbookError.AccessTokenError({ cause: "the other source has none" }))),
          "the other source has none"
        ]
      ] as const
      for (const [make, told] of sources) {
        const token = yield* make
        assert.strictEqual((yield* Effect.flip(token.get)).message, `no access token: ${told}`)
      }
    }))

  it.effect("keeps the name of the error of its source, without the secrets in its properties and in its message", () =>
    Effect.gen(function*() {
      const jwt = "eyJ0eXAiOiJKV1QiLCJhbGciOi.eyJhdWQiOiJodHRwczovL2dyYXBo.c2lnbmF0dXJlLW9mLXRva2Vu"
      const opaque = "opaque-and-secret-token"
      class RestError extends Error {
        override readonly name = "RestError"
        readonly request = { body: `grant_type=x&client_assertion=${jwt}` }
      }
      let attempts = 0
      const token = yield* AccessToken.make(
        Effect.tryPromise(() =>
          ++attempts === 1 ? Promise.resolve(Redacted.make(opaque)) : Promise.reject(
            new RestError(`refused ${jwt}, ${opaque}, client_secret=hush-1&x=1 {"refresh_token":"hush-2"}`)
          )
        )
      )
      const error = yield* Effect.flip(token.renew(yield* token.get))
      assert.strictEqual(
        error.message,
        "no access token: refused <redacted>, <redacted>, client_secret=<redacted>&x=1 {\"refresh_token\":\"<redacted>\"}"
      )
      assert.strictEqual((error.cause as Error).name, "RestError")
      const emitted = `${inspect(error, { depth: 12, showHidden: true })} ${
        Cause.pretty(Cause.fail(error), { renderErrorCause: true })
      } ${JSON.stringify(error)}`
      for (const secret of ["hush", "signature", jwt, opaque]) assert.notInclude(emitted, secret)
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

/** The tokens that the issuer returns, in the form of `@azure/core-auth`. */
interface PublishedCredential {
  getToken(
    scopes: string | Array<string>,
    options?: {
      abortSignal?: {
        readonly aborted: boolean
        addEventListener(type: "abort", listener: (this: unknown, ev: any) => any, options?: any): void
        removeEventListener(type: "abort", listener: (this: unknown, ev: any) => any, options?: any): void
      }
      claims?: string
      tenantId?: string
    }
  ): Promise<
    { token: string; expiresOnTimestamp: number; refreshAfterTimestamp?: number; tokenType?: "Bearer" | "pop" } | null
  >
}

interface Issuance {
  readonly lifetime: Duration.DurationInput
  readonly refreshAfter?: Duration.DurationInput
}

/** A credential that returns the given tokens, the first one at time 0, and counts its calls. */
const issuer = (answer: (count: number) => Promise<Issuance | null>) => {
  const asked: Array<{ readonly scopes: string | Array<string>; readonly signal: boolean }> = []
  let now = 0
  const credential: PublishedCredential = {
    getToken: async (scopes, options) => {
      asked.push({ scopes, signal: options?.abortSignal?.aborted === false })
      const count = asked.length
      const issued = await answer(count)
      return issued && {
        token: `token ${count}`,
        expiresOnTimestamp: now + Duration.toMillis(issued.lifetime),
        ...(issued.refreshAfter && { refreshAfterTimestamp: now + Duration.toMillis(issued.refreshAfter) })
      }
    }
  }
  const pass = (time: Duration.DurationInput) => {
    now += Duration.toMillis(time)
    return TestClock.adjust(time)
  }
  return { asked, credential, pass }
}

const hour = { lifetime: "1 hour" } as const
const value = (self: Effect.Effect<Redacted.Redacted, WorkbookError.AccessTokenError>) =>
  Effect.map(self, Redacted.value)

describe("AccessToken.fromCredential", () => {
  it.effect("calls the credential once for concurrent requests, with the scope `/.default` of the cloud, and can be interrupted", () =>
    Effect.gen(function*() {
      const { asked, credential } = issuer(() => Promise.resolve(hour))
      const token = yield* AccessToken.fromCredential(credential)
      const tokens = yield* Effect.all([value(token.get), value(token.get), value(token.get)], {
        concurrency: "unbounded"
      })
      assert.deepStrictEqual(tokens, ["token 1", "token 1", "token 1"])
      assert.deepStrictEqual(asked, [{ scopes: "https://graph.microsoft.com/.default", signal: true }])
      yield* (yield* AccessToken.fromCredential(credential, { cloud: Cloud.usGovDod })).get
      yield* (yield* AccessToken.fromCredential(credential, { scopes: ["Files.ReadWrite"] })).get
      assert.deepStrictEqual(asked.slice(1).map(({ scopes }) => scopes), [
        "https://dod-graph.microsoft.us/.default",
        ["Files.ReadWrite"]
      ])
    }))

  it.effect("caches a token until 2 minutes before it expires", () =>
    Effect.gen(function*() {
      const { asked, credential, pass } = issuer(() => Promise.resolve(hour))
      const token = yield* AccessToken.fromCredential(credential)
      yield* token.get
      yield* pass("57 minutes")
      assert.strictEqual(yield* value(token.get), "token 1")
      yield* pass("1 minute")
      assert.strictEqual(yield* value(token.get), "token 2")
      assert.strictEqual(asked.length, 2)
    }))

  it.effect("caches a token until its `refreshAfterTimestamp`", () =>
    Effect.gen(function*() {
      const { credential, pass } = issuer(() => Promise.resolve({ lifetime: "1 day", refreshAfter: "12 hours" }))
      const token = yield* AccessToken.fromCredential(credential)
      yield* token.get
      yield* pass("11 hours")
      assert.strictEqual(yield* value(token.get), "token 1")
      yield* pass("1 hour")
      assert.strictEqual(yield* value(token.get), "token 2")
    }))

  it.effect("uses a valid token if the renewal fails, and fails with the cause when the token has expired", () =>
    Effect.gen(function*() {
      const { asked, credential, pass } = issuer((count) =>
        count === 1 ? Promise.resolve(hour) : Promise.reject(new Error("AADSTS50173: sign in again"))
      )
      const token = yield* AccessToken.fromCredential(credential)
      yield* token.get
      yield* pass("58 minutes")
      assert.deepStrictEqual(yield* Effect.all([value(token.get), value(token.get)]), ["token 1", "token 1"])
      assert.strictEqual(asked.length, 2)
      yield* pass("30 seconds")
      assert.strictEqual(yield* value(token.get), "token 1")
      assert.strictEqual(asked.length, 3)
      yield* pass("90 seconds")
      assert.strictEqual(
        (yield* Effect.flip(token.get)).message,
        "no access token: AADSTS50173: sign in again"
      )
    }))

  it.effect("waits at most 10 seconds for the renewal of a valid token, and only in one of the concurrent requests", () =>
    Effect.gen(function*() {
      const { asked, credential, pass } = issuer((count) => count === 1 ? Promise.resolve(hour) : new Promise(() => {}))
      const token = yield* AccessToken.fromCredential(credential)
      yield* token.get
      yield* pass("58 minutes")
      const asking = yield* Effect.fork(value(token.get))
      yield* Effect.yieldNow()
      assert.strictEqual(yield* value(token.get), "token 1")
      yield* pass("10 seconds")
      assert.strictEqual(yield* Fiber.join(asking), "token 1")
      assert.strictEqual(asked.length, 2)
    }))

  it.effect("calls the credential once for concurrent requests with the same refused token", () =>
    Effect.gen(function*() {
      const { asked, credential } = issuer(() => Promise.resolve(hour))
      const token = yield* AccessToken.fromCredential(credential)
      const refused = yield* token.get
      const renewed = yield* Effect.all([value(token.renew(refused)), value(token.renew(refused))], {
        concurrency: "unbounded"
      })
      assert.deepStrictEqual(renewed, ["token 2", "token 2"])
      assert.strictEqual(asked.length, 2)
    }))

  it.effect("does not cache a token that has already expired", () =>
    Effect.gen(function*() {
      const { credential } = issuer(() => Promise.resolve({ lifetime: 0 }))
      const token = yield* AccessToken.fromCredential(credential)
      assert.deepStrictEqual(yield* Effect.all([value(token.get), value(token.get)]), ["token 1", "token 2"])
    }))

  it.effect("fails if the credential returns null, and so does a request", () =>
    Effect.gen(function*() {
      const { credential } = issuer(() => Promise.resolve(null))
      const { layer, log } = service({}, {}, AccessToken.layerFromCredential(credential))
      const error = yield* Effect.provide(Effect.flip(sessionless), layer)
      assert.strictEqual(error.message, "no access token: the credential has no token for these scopes")
      assert.deepStrictEqual(log, [])
    }))
})

const unusable = ["", " ", "eyJ0\r\nx-injected: 1", "eyJ0\u0000", "eyJ0…", "\n", "eyJ0\u007f"]

describe("A request", () => {
  it.effect("with a token that a header cannot contain fails at once, and the next request acquires a new token", () =>
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
            "no access token: the token is empty or contains a character that an HTTP header cannot contain"
          )
          assert.deepStrictEqual(log, [])
          yield* sessionless
          assert.strictEqual(log.length, 1)
        }).pipe(Effect.provide(layer))
      }
    }))

  it.effect("with a token source of its own that returns such a token fails at once too", () =>
    Effect.gen(function*() {
      const token = Effect.succeed(Redacted.make("eyJ0\r\n"))
      const { layer, log } = service({}, {}, Layer.succeed(AccessToken.AccessToken, { get: token, renew: () => token }))
      assert.strictEqual((yield* Effect.provide(Effect.flip(sessionless), layer))._tag, "AccessTokenError")
      assert.deepStrictEqual(log, [])
    }))

  it.effect("in a session with an id that a header cannot contain is not sent", () =>
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

  it.effect("fails at its timeout if the token source does not respond, and the next request of the workbook starts", () =>
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
            assert.strictEqual(
              (yield* Fiber.join(first)).message,
              "no access token: the token source did not respond within 1m 40s"
            )
            yield* TestClock.adjust("200 seconds")
            assert.isTrue(Option.isSome(yield* Fiber.poll(second)), "the turn is not free")
            assert.isAtMost(log.length, 1)
          }).pipe(Effect.provide(layer))
        }
      }
    }))

  it.effect("that waits for a token after the client was closed does not prevent the closing of other sessions", () =>
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

  it.effect("leaves no timer running after the client was closed", () =>
    Effect.gen(function*() {
      let timers = 0
      const clock = yield* Effect.clock
      const counting: Clock.Clock = {
        [Clock.ClockTypeId]: Clock.ClockTypeId,
        currentTimeMillis: clock.currentTimeMillis,
        currentTimeNanos: clock.currentTimeNanos,
        unsafeCurrentTimeMillis: () => clock.unsafeCurrentTimeMillis(),
        unsafeCurrentTimeNanos: () => clock.unsafeCurrentTimeNanos(),
        sleep: (time) =>
          Effect.acquireUseRelease(
            Effect.sync(() => timers++),
            () => clock.sleep(time),
            () => Effect.sync(() => timers--)
          )
      }
      const { layer } = service()
      yield* Effect.provide(inSession(cell), layer).pipe(Effect.withClock(counting))
      for (let turn = 0; turn < 100; turn++) yield* Effect.yieldNow()
      assert.strictEqual(timers, 0)
    }))

  it.effect("fails at its timeout if the token source does not respond after a refused token", () =>
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
