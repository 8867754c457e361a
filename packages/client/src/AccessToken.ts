/**
 * The token that goes with every request, and a new one when the service refuses it.
 *
 * @since 0.1.0
 */
import * as Clock from "effect/Clock"
import * as Config from "effect/Config"
import type * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as Cloud from "./Cloud.js"
import * as HeaderValue from "./internal/transport/headerValue.js"
import * as Monotonic from "./internal/transport/monotonic.js"
import * as TokenFailure from "./internal/transport/tokenFailure.js"

/**
 * No token could be had, or none that can be sent. The message tells what the source of tokens failed with and what lies
 * under that, or what is wrong with its token.
 *
 * The `cause` that this module gives has the name and the message of what the source failed with, and nothing else of it:
 * such errors often hold the request to the issuer, with the secret of the application.
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
    return `no access token: ${TokenFailure.message(this.cause)}`
  }
  /** What to do about it. */
  get advice(): string {
    return "Sign in again, or correct what the message names."
  }
}

/**
 * A source of tokens.
 *
 * @example
 * ```ts
 * import type { AccessToken } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const never = (source: AccessToken.Service): AccessToken.Service => ({ ...source, renew: Effect.succeed })
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Service {
  /** The present token. */
  readonly get: Effect.Effect<Redacted.Redacted, AccessTokenError>
  /**
   * Another token, after the service refused one with a 401. It is told which one was refused, so that many requests
   * refused together renew it once.
   */
  readonly renew: (refused: Redacted.Redacted) => Effect.Effect<Redacted.Redacted, AccessTokenError>
}

/**
 * The source of the token that a `GraphClient` sends with its requests.
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
 * A token that can be sent; what cannot is no token, and is asked for again next time.
 *
 * @internal
 */
export const usable = (token: Redacted.Redacted): Effect.Effect<Redacted.Redacted, AccessTokenError> =>
  HeaderValue.isValid(Redacted.value(token))
    ? Effect.succeed(token)
    : new AccessTokenError({ cause: "it is empty, or has characters that no header can carry" })

/**
 * A token source from any effect that yields a token: MSAL's `acquireTokenSilent`, a managed identity, a file.
 *
 * The effect runs once at the first request and once after each refused token; whatever it fails with becomes an
 * `AccessTokenError` that tells it.
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
): Effect.Effect<Service> => held(Effect.map(acquire, (token) => ({ token, renewAt: Infinity, expiresAt: Infinity })))

/** A token, from when on another one is better, and from when on another one is needed, in milliseconds since 1970. */
interface Issued {
  readonly token: Redacted.Redacted
  readonly renewAt: number
  readonly expiresAt: number
}

/** As long before its end a token is replaced, and as long at least is waited before that is tried again. */
const renewAhead = Duration.toMillis("2 minutes")
const renewAgain = Duration.toMillis("30 seconds")

/** A request that could go with the token there is does not wait longer for a better one. */
const patience = Duration.seconds(10)

const held = <E>(
  acquire: Effect.Effect<Issued, E>
): Effect.Effect<Service> =>
  Effect.gen(function*() {
    const asking = yield* Effect.makeSemaphore(1)
    let latest: Issued | undefined
    const fresh = acquire.pipe(
      Effect.mapError((error) =>
        error instanceof AccessTokenError
          ? error
          : new AccessTokenError({ cause: TokenFailure.cause(error, latest?.token) })
      ),
      Effect.tap(({ token }) => usable(token)),
      Effect.map((issued) => {
        latest = issued
        return issued.token
      })
    )
    const lives = ({ expiresAt }: Issued, now: number) => now < expiresAt
    const unless = (isUsable: (issued: Issued, now: number) => boolean) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) =>
        latest !== undefined && isUsable(latest, now) ? Effect.succeed(latest.token) : fresh)
    const asked = (isUsable: (issued: Issued, now: number) => boolean) =>
      asking.withPermits(1)(unless(isUsable))

    /** By one request at a time; the others go on with the token that there is. */
    const ahead = (present: Issued, now: number) =>
      asking.withPermitsIfAvailable(1)(Effect.suspend(() => {
        if (latest !== present) return Effect.succeed((latest ?? present).token)
        latest = { ...present, renewAt: now + renewAgain }
        const old = Effect.succeed(present.token)
        return Monotonic.timeoutTo(Effect.catchAll(fresh, () => old), patience, old)
      })).pipe(Effect.map(Option.getOrElse(() => present.token)))

    return AccessToken.of({
      get: Effect.flatMap(Clock.currentTimeMillis, (now) => {
        if (latest === undefined || !lives(latest, now)) return asked(lives)
        return now < latest.renewAt ? Effect.succeed(latest.token) : ahead(latest, now)
      }),
      renew: (refused) => asked((issued, now) => issued.token !== refused && lives(issued, now))
    })
  })

/**
 * A credential of `@azure/identity`, or an object of the same shape: `DefaultAzureCredential`,
 * `ManagedIdentityCredential`, `OnBehalfOfCredential`, …
 *
 * @see https://learn.microsoft.com/javascript/api/@azure/core-auth/tokencredential
 * @example
 * ```ts
 * import type { AccessToken } from "@effect-workbook/client"
 *
 * export const credential: AccessToken.TokenCredential = {
 *   getToken: async () => ({ token: "eyJ0eXAi", expiresOnTimestamp: 1_800_000_000_000 })
 * }
 * ```
 *
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
 * - `cloud`: the cloud that the token is for; `Cloud.global` by default.
 * - `scopes`: the permissions to ask for; by default `/.default` of the cloud's Graph, which means all permissions that
 *   the application has been granted.
 *
 * @example
 * ```ts
 * import { type AccessToken, Cloud } from "@effect-workbook/client"
 *
 * export const options: AccessToken.CredentialOptions = { cloud: Cloud.usGov }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface CredentialOptions {
  readonly cloud?: Cloud.Cloud | undefined
  readonly scopes?: string | ReadonlyArray<string> | undefined
}

/**
 * Tokens of a credential of `@azure/identity`, or of anything of its shape.
 *
 * A token is kept, and replaced 2 minutes before it expires, or from the time on that it asks for itself. While it lives, a
 * request waits at most 10 seconds for its successor, and goes with it where there is none. The times are dates of the
 * issuer's and are compared with `Clock`. Many requests ask once. After a 401 the credential is asked again; many of them
 * keep tokens themselves and then give the same one.
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
  const asked = typeof scopes === "string" ? scopes : Array.from(scopes)
  return held(Effect.gen(function*() {
    const issued = yield* Effect.tryPromise((abortSignal) => credential.getToken(asked, { abortSignal }))
    if (issued === null) return yield* Effect.fail("the credential has none for this scope")
    const { expiresOnTimestamp: expiresAt, refreshAfterTimestamp = Infinity } = issued
    const renewAt = Math.min(refreshAfterTimestamp, expiresAt - renewAhead)
    const now = yield* Clock.currentTimeMillis
    return { token: Redacted.make(issued.token), renewAt: Math.max(renewAt, now + renewAgain), expiresAt }
  }))
}

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
 * No token: for a client whose requests all bring a token of their own, see `WorkbookSessions.Identity` and
 * `GraphClient.withAccessToken`. A request without a token fails with `AccessTokenError`.
 *
 * @example
 * ```ts
 * import { AccessToken, GraphClient } from "@effect-workbook/client"
 * import { Layer } from "effect"
 *
 * export const GraphLive = GraphClient.layer().pipe(Layer.provide(AccessToken.layerNone))
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerNone: Layer.Layer<AccessToken> = Layer.sync(AccessToken, () => {
  const none = new AccessTokenError({ cause: "the client has none of its own, and the request names nobody" })
  return { get: none, renew: () => none }
})

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
 * Tokens of a credential, see `fromCredential`.
 *
 * @example
 * ```ts
 * import { AccessToken, Cloud } from "@effect-workbook/client"
 *
 * // For example of `new DefaultAzureCredential({ authorityHost: Cloud.usGov.login })`.
 * export const tokensOf = (credential: AccessToken.TokenCredential) =>
 *   AccessToken.layerFromCredential(credential, { cloud: Cloud.usGov })
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
