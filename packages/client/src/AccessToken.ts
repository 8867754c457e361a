/**
 * The token that goes with every request, and a new one when the service refuses it.
 *
 * @since 0.1.0
 */
import * as Config from "effect/Config"
import type * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as HeaderValue from "./internal/headerValue.js"

/**
 * No token could be had, or none that can be sent. `cause` is what the source of tokens failed with, or what is wrong with
 * its token.
 *
 * @example
 * ```ts
 * import { AccessToken } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const error = new AccessToken.AccessTokenError({ cause: new Error("the device code expired") })
 *
 * strictEqual(error.message, "no access token: the device code expired")
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export class AccessTokenError extends Schema.TaggedError<AccessTokenError>(
  "@effect-workbook/client/AccessTokenError"
)("AccessTokenError", { cause: Schema.Defect }) {
  override get message(): string {
    return `no access token: ${this.cause instanceof Error ? this.cause.message : String(this.cause)}`
  }
}

/**
 * The identity on whose behalf a `GraphClient` speaks.
 *
 * `get` is the present token. `renew` is asked for another after the service refused one with a 401; it is told which
 * one was refused, so that many requests refused together renew it once.
 *
 * @example
 * ```ts
 * import { AccessToken } from "@effect-workbook/client"
 * import { Effect, Redacted } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const token = yield* AccessToken.AccessToken
 *   return Redacted.value(yield* token.get)
 * }).pipe(Effect.provide(AccessToken.layer(Redacted.make("eyJ0eXAi"))))
 *
 * strictEqual(Effect.runSync(program), "eyJ0eXAi")
 * ```
 *
 * @category tags
 * @since 0.1.0
 */
export class AccessToken extends Context.Tag("@effect-workbook/client/AccessToken")<AccessToken, {
  readonly get: Effect.Effect<Redacted.Redacted, AccessTokenError>
  readonly renew: (refused: Redacted.Redacted) => Effect.Effect<Redacted.Redacted, AccessTokenError>
}>() {}

/**
 * A token that can be sent; what cannot is no token, and is asked for again next time.
 *
 * @internal
 */
export const usable = (token: Redacted.Redacted): Effect.Effect<Redacted.Redacted, AccessTokenError> =>
  HeaderValue.isCarried(Redacted.value(token))
    ? Effect.succeed(token)
    : new AccessTokenError({ cause: "it is empty, or has characters that no header can carry" })

/**
 * A token source from any effect that yields a token: MSAL's `acquireTokenSilent`, a managed identity, a file.
 *
 * The effect runs once at the first request and once after each refused token; whatever it fails with becomes an
 * `AccessTokenError`.
 *
 * @example
 * ```ts
 * import { AccessToken } from "@effect-workbook/client"
 * import { Effect, Redacted } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * let issued = 0
 * const acquire = Effect.sync(() => Redacted.make(`token ${++issued}`))
 *
 * const program = Effect.gen(function*() {
 *   const token = yield* AccessToken.make(acquire)
 *   const first = yield* token.get
 *   strictEqual(yield* token.get, first)
 *   strictEqual(Redacted.value(yield* token.renew(first)), "token 2")
 * })
 *
 * Effect.runSync(program)
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = <E>(
  acquire: Effect.Effect<Redacted.Redacted, E>
): Effect.Effect<Context.Tag.Service<typeof AccessToken>> =>
  Effect.gen(function*() {
    const asking = yield* Effect.makeSemaphore(1)
    const fresh = Effect.flatMap(Effect.mapError(acquire, (cause) => new AccessTokenError({ cause })), usable)
    let held: Redacted.Redacted | undefined
    const unless = (isUsable: (token: Redacted.Redacted) => boolean) =>
      Effect.suspend(() =>
        held !== undefined && isUsable(held)
          ? Effect.succeed(held)
          : Effect.tap(fresh, (token) =>
            Effect.sync(() => {
              held = token
            }))
      )

    return AccessToken.of({
      get: Effect.suspend(() => held === undefined ? asking.withPermits(1)(unless(() => true)) : Effect.succeed(held)),
      renew: (refused) => asking.withPermits(1)(unless((token) => token !== refused))
    })
  })

/**
 * One token that never changes. After a 401 the same token is sent once more and the failure is then the caller's.
 *
 * @example
 * ```ts
 * import { AccessToken } from "@effect-workbook/client"
 * import { Redacted } from "effect"
 *
 * export const TokenLive = AccessToken.layer(Redacted.make("eyJ0eXAi"))
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layer = (token: Redacted.Redacted): Layer.Layer<AccessToken> => layerEffect(Effect.succeed(token))

/**
 * Tokens from an effect, see `make`.
 *
 * @example
 * ```ts
 * import { AccessToken } from "@effect-workbook/client"
 * import { Effect, Redacted } from "effect"
 *
 * declare const msal: { readonly acquireTokenSilent: () => Promise<{ readonly accessToken: string }> }
 *
 * export const TokenLive = AccessToken.layerEffect(
 *   Effect.tryPromise(() => msal.acquireTokenSilent()).pipe(
 *     Effect.map((result) => Redacted.make(result.accessToken))
 *   )
 * )
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerEffect = <E>(acquire: Effect.Effect<Redacted.Redacted, E>): Layer.Layer<AccessToken> =>
  Layer.effect(AccessToken, make(acquire))

/**
 * A token from configuration; `GRAPH_ACCESS_TOKEN` unless told otherwise.
 *
 * @example
 * ```ts
 * import { AccessToken } from "@effect-workbook/client"
 * import { Config } from "effect"
 *
 * export const TokenLive = AccessToken.layerConfig(Config.redacted("WORKBOOK_TOKEN"))
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerConfig = (
  token: Config.Config<Redacted.Redacted> = Config.redacted("GRAPH_ACCESS_TOKEN")
): Layer.Layer<AccessToken, ConfigError.ConfigError> => Layer.unwrapEffect(Effect.map(token, layer))
