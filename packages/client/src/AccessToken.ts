/**
 * The source of the access token that a `GraphClient` sends with each request.
 *
 * @since 0.1.0
 */
import * as Clock from "effect/Clock"
import * as Config from "effect/Config"
import type * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Cloud from "./Cloud.js"
import * as TokenFailure from "./secrets/tokenFailure.js"
import * as HeaderValue from "./transport/headerValue.js"
import * as Monotonic from "./transport/monotonic.js"
import * as WorkbookError from "./WorkbookError.js"

/**
 * A source of access tokens.
 *
 * @category models
 * @since 0.1.0
 */
export interface Service {
  /** Succeeds with the current token. */
  readonly get: Effect.Effect<Redacted.Redacted, WorkbookError.AccessTokenError>
  /**
   * Succeeds with a new token after the service refused `refused` with a 401. Concurrent requests with the same refused
   * token renew it only once.
   */
  readonly renew: (refused: Redacted.Redacted) => Effect.Effect<Redacted.Redacted, WorkbookError.AccessTokenError>
}

/**
 * The source of the access token that a `GraphClient` sends with each request.
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
export class AccessToken extends Context.Tag("@effect-workbook/client/AccessToken")<AccessToken, Service>() {}

/**
 * Fails if the token cannot be sent in an HTTP header. Such a token is not cached.
 *
 * @internal
 */
export const usable = (token: Redacted.Redacted): Effect.Effect<Redacted.Redacted, WorkbookError.AccessTokenError> =>
  HeaderValue.isValid(Redacted.value(token))
    ? Effect.succeed(token)
    : new WorkbookError.AccessTokenError({
      cause: "the token is empty or contains a character that an HTTP header cannot contain"
    })

/**
 * Makes a token source from an effect that acquires a token, for example with MSAL's `acquireTokenSilent`, from a
 * managed identity or from a file.
 *
 * The effect runs at the first request and after each refused token. The token is cached in between. If the effect
 * fails, the source fails with `AccessTokenError`, and runs the effect again at the next request.
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
): Effect.Effect<Service> =>
  makeCached(Effect.map(acquire, (token) => ({ token, renewAt: Infinity, expiresAt: Infinity })))

/** A token, and the times at which to renew it and at which it expires, in milliseconds since 1970. */
interface IssuedToken {
  readonly token: Redacted.Redacted
  readonly renewAt: number
  readonly expiresAt: number
}

/** A token is renewed this long before it expires. */
const renewalMargin = Duration.toMillis("2 minutes")

/** A token is renewed at most once in this time. */
const minRenewalInterval = Duration.toMillis("30 seconds")

/** A request waits at most this long for a new token while the current one is still valid. */
const earlyRenewalTimeout = Duration.seconds(10)

/** The name of the method that gives the token at a time in milliseconds since 1970, if it needs no renewal. */
const currentToken: unique symbol = Symbol.for("@effect-workbook/client/internal/currentToken")

interface CachedService extends Service {
  readonly [currentToken]: (now: number) => Redacted.Redacted | undefined
}

const isCached = (service: Service): service is CachedService => currentToken in service

/**
 * The token of a source that needs neither an effect nor a check, if there is one.
 *
 * @internal
 */
export const current = (
  service: Service,
  { currentDefaultServices }: Fiber.RuntimeFiber<unknown, unknown>
): Redacted.Redacted | undefined =>
  isCached(service)
    ? service[currentToken](Context.get(currentDefaultServices, Clock.Clock).unsafeCurrentTimeMillis())
    : undefined

const makeCached = <E>(
  acquire: Effect.Effect<IssuedToken, E>
): Effect.Effect<Service> =>
  Effect.gen(function*() {
    const semaphore = yield* Effect.makeSemaphore(1)
    let latest: IssuedToken | undefined
    const acquireToken = acquire.pipe(
      Effect.mapError((error) =>
        error instanceof WorkbookError.AccessTokenError
          ? error
          : new WorkbookError.AccessTokenError({ cause: TokenFailure.cause(error, latest?.token) })
      ),
      Effect.tap(({ token }) => usable(token)),
      Effect.map((issued) => {
        latest = issued
        return issued.token
      })
    )
    const isValid = ({ expiresAt }: IssuedToken, now: number) => now < expiresAt
    /** Concurrent requests wait for one acquisition, and then find its token in `latest`. */
    const latestIf = (isUsable: (issued: IssuedToken, now: number) => boolean) =>
      semaphore.withPermits(1)(
        Effect.flatMap(
          Clock.currentTimeMillis,
          (now) => latest !== undefined && isUsable(latest, now) ? Effect.succeed(latest.token) : acquireToken
        )
      )

    /** Renews a valid token in one request. Concurrent requests use the current token and do not wait. */
    const renewEarly = (current: IssuedToken, now: number) =>
      semaphore.withPermitsIfAvailable(1)(Effect.suspend(() => {
        if (latest !== current) return Effect.succeed((latest ?? current).token)
        latest = { ...current, renewAt: now + minRenewalInterval }
        const currentToken = Effect.succeed(current.token)
        return Monotonic.timeoutTo(Effect.catchAll(acquireToken, () => currentToken), earlyRenewalTimeout, currentToken)
      })).pipe(Effect.map(Option.getOrElse(() => current.token)))

    const service: CachedService = {
      get: Effect.flatMap(Clock.currentTimeMillis, (now) => {
        if (latest === undefined || !isValid(latest, now)) return latestIf(isValid)
        return now < latest.renewAt ? Effect.succeed(latest.token) : renewEarly(latest, now)
      }),
      renew: (refused) => latestIf((issued, now) => issued.token !== refused && isValid(issued, now)),
      [currentToken]: (now) =>
        latest !== undefined && isValid(latest, now) && now < latest.renewAt ? latest.token : undefined
    }
    return service
  })

/**
 * A credential of `@azure/identity`, such as `DefaultAzureCredential`, `ManagedIdentityCredential` or
 * `OnBehalfOfCredential`, or an object with the same method. The timestamps are in milliseconds since 1970. A `null`
 * means that the credential has no token for the scopes.
 *
 * @see https://learn.microsoft.com/javascript/api/@azure/core-auth/tokencredential
 * @category models
 * @since 0.1.0
 */
export interface TokenCredential {
  readonly getToken: (
    scopes: string | Array<string>,
    options?: { readonly abortSignal?: AbortSignal }
  ) => Promise<
    {
      readonly token: string
      readonly expiresOnTimestamp: number
      readonly refreshAfterTimestamp?: number | undefined
    } | null
  >
}

/**
 * The options of `fromCredential`.
 *
 * - `cloud`: the cloud in which the token is used; `Cloud.global` by default
 * - `scopes`: the permissions to request; by default the scope `/.default` of Graph in this cloud, which means all
 *   permissions that the application has been granted
 *
 * @category models
 * @since 0.1.0
 */
export interface CredentialOptions {
  readonly cloud?: Cloud.Cloud | undefined
  readonly scopes?: string | ReadonlyArray<string> | undefined
}

/**
 * Makes a token source from a credential of `@azure/identity`, or from an object with the same method.
 *
 * The source caches the token. It calls the credential again at `refreshAfterTimestamp`, or 2 minutes before the token
 * expires if that is earlier, and after a 401; a credential with a cache of its own may then return the same token.
 * While the old token is valid, a request waits at most 10 seconds for the new one, and uses the old one if none
 * arrives. Concurrent requests call the credential only once. The timestamps are compared with `Clock`.
 *
 * The source fails with `AccessTokenError` if the credential rejects or returns `null` and no cached token is valid.
 *
 * @example
 * ```ts
 * import { AccessToken } from "@effect-workbook/client"
 * import { Effect, Redacted } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const asked: Array<string | Array<string>> = []
 * const credential: AccessToken.TokenCredential = {
 *   getToken: async (scopes) => {
 *     asked.push(scopes)
 *     return { token: "eyJ0eXAi", expiresOnTimestamp: Number.MAX_SAFE_INTEGER }
 *   }
 * }
 *
 * const program = Effect.gen(function*() {
 *   const token = yield* AccessToken.fromCredential(credential)
 *   return [Redacted.value(yield* token.get), Redacted.value(yield* token.get)]
 * })
 *
 * deepStrictEqual(await Effect.runPromise(program), ["eyJ0eXAi", "eyJ0eXAi"])
 * deepStrictEqual(asked, ["https://graph.microsoft.com/.default"])
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const fromCredential = (
  credential: TokenCredential,
  options: CredentialOptions = {}
): Effect.Effect<Service> => {
  const { cloud = Cloud.global, scopes = `${cloud.graph}/.default` } = options
  const requestedScopes = typeof scopes === "string" ? scopes : Array.from(scopes)
  return makeCached(Effect.gen(function*() {
    const issued = yield* Effect.tryPromise((abortSignal) => credential.getToken(requestedScopes, { abortSignal }))
    if (issued === null) return yield* Effect.fail("the credential has no token for these scopes")
    const { expiresOnTimestamp: expiresAt, refreshAfterTimestamp = Infinity } = issued
    const renewAt = Math.min(refreshAfterTimestamp, expiresAt - renewalMargin)
    const now = yield* Clock.currentTimeMillis
    return { token: Redacted.make(issued.token), renewAt: Math.max(renewAt, now + minRenewalInterval), expiresAt }
  }))
}

/**
 * Provides one token that never changes. After a 401 the same token is sent once more, and then the request fails with
 * `Unauthorized`.
 *
 * @example
 * ```ts
 * import { AccessToken } from "@effect-workbook/client"
 * import { Effect, Redacted } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const TokenLive = AccessToken.layer(Redacted.make("eyJ0eXAi"))
 *
 * const program = Effect.gen(function*() {
 *   const token = yield* AccessToken.AccessToken
 *   return Redacted.value(yield* token.get)
 * }).pipe(Effect.provide(TokenLive))
 *
 * strictEqual(Effect.runSync(program), "eyJ0eXAi")
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layer = (token: Redacted.Redacted): Layer.Layer<AccessToken> => layerEffect(Effect.succeed(token))

/**
 * Provides no token, for a client whose requests all have a token source of their own: see `WorkbookSessions.Identity`
 * and `GraphClient.withAccessToken`. A request without a token source fails with `AccessTokenError`.
 *
 * @example
 * ```ts
 * import { AccessToken } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const program = Effect.gen(function*() {
 *   const token = yield* AccessToken.AccessToken
 *   return yield* Effect.flip(token.get)
 * }).pipe(Effect.provide(AccessToken.layerNone))
 *
 * strictEqual(Effect.runSync(program)._tag, "AccessTokenError")
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerNone: Layer.Layer<AccessToken> = Layer.sync(AccessToken, () => {
  const error = new WorkbookError.AccessTokenError({ cause: "neither the client nor the request has a token source" })
  return { get: error, renew: () => error }
})

/**
 * Provides tokens from an effect; see `make`.
 *
 * @example
 * ```ts
 * import { AccessToken } from "@effect-workbook/client"
 * import { Effect, Redacted } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const msal = { acquireTokenSilent: async () => ({ accessToken: "eyJ0eXAi" }) }
 * const TokenLive = AccessToken.layerEffect(
 *   Effect.map(Effect.tryPromise(() => msal.acquireTokenSilent()), (result) => Redacted.make(result.accessToken))
 * )
 *
 * const program = Effect.gen(function*() {
 *   const token = yield* AccessToken.AccessToken
 *   return Redacted.value(yield* token.get)
 * }).pipe(Effect.provide(TokenLive))
 *
 * strictEqual(await Effect.runPromise(program), "eyJ0eXAi")
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerEffect = <E>(acquire: Effect.Effect<Redacted.Redacted, E>): Layer.Layer<AccessToken> =>
  Layer.effect(AccessToken, make(acquire))

/**
 * Provides the tokens of a credential; see `fromCredential`.
 *
 * @example
 * ```ts
 * import { AccessToken, Cloud } from "@effect-workbook/client"
 * import { Effect, Redacted } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * // The credential may be `new DefaultAzureCredential({ authorityHost: Cloud.usGov.login })`.
 * const credential: AccessToken.TokenCredential = {
 *   getToken: async (scopes) => ({ token: `for ${String(scopes)}`, expiresOnTimestamp: Number.MAX_SAFE_INTEGER })
 * }
 * const TokenLive = AccessToken.layerFromCredential(credential, { cloud: Cloud.usGov })
 *
 * const program = Effect.gen(function*() {
 *   const token = yield* AccessToken.AccessToken
 *   return Redacted.value(yield* token.get)
 * }).pipe(Effect.provide(TokenLive))
 *
 * strictEqual(await Effect.runPromise(program), "for https://graph.microsoft.us/.default")
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerFromCredential = (
  credential: TokenCredential,
  options: CredentialOptions = {}
): Layer.Layer<AccessToken> => Layer.effect(AccessToken, fromCredential(credential, options))

/**
 * Provides one token from configuration, `GRAPH_ACCESS_TOKEN` by default; see `layer`.
 *
 * Fails with `ConfigError` if the configuration is missing.
 *
 * @example
 * ```ts
 * import { AccessToken } from "@effect-workbook/client"
 * import { Config, ConfigProvider, Effect, Redacted } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const TokenLive = AccessToken.layerConfig(Config.redacted("WORKBOOK_TOKEN"))
 * const settings = ConfigProvider.fromMap(new Map([["WORKBOOK_TOKEN", "eyJ0eXAi"]]))
 *
 * const program = Effect.gen(function*() {
 *   const token = yield* AccessToken.AccessToken
 *   return Redacted.value(yield* token.get)
 * }).pipe(Effect.provide(TokenLive))
 *
 * strictEqual(Effect.runSync(Effect.withConfigProvider(program, settings)), "eyJ0eXAi")
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerConfig = (
  token: Config.Config<Redacted.Redacted> = Config.redacted("GRAPH_ACCESS_TOKEN")
): Layer.Layer<AccessToken, ConfigError.ConfigError> => Layer.unwrapEffect(Effect.map(token, layer))
