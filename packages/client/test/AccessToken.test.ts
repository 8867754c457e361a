import { AccessToken } from "@effect-workbook/client"
import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Redacted } from "effect"

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
