/**
 * A pool of sessions. It has one session for each combination of workbook, mode and identity, and shares it between all
 * callers in this process. A session is opened at the first `get`, and closed after it was idle for some time. All
 * sessions use the same `GraphClient`, so that the queue and the cooldown of a workbook apply to all of them.
 *
 * @since 0.1.0
 */
import type * as SessionMode from "@effect-workbook/schema/SessionMode"
import * as Workbook from "@effect-workbook/schema/Workbook"
import * as Cache from "effect/Cache"
import * as Cause from "effect/Cause"
import * as Config from "effect/Config"
import type * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as RcMap from "effect/RcMap"
import * as Scope from "effect/Scope"
import type * as AccessToken from "./AccessToken.js"
import { calledAs } from "./call/functionName.js"
import * as DriveItem from "./DriveItem.js"
import * as GraphClient from "./GraphClient.js"
import * as Owners from "./session/owners.js"
import * as Monotonic from "./transport/monotonic.js"
import * as WorkbookError from "./WorkbookError.js"
import * as WorkbookSession from "./WorkbookSession.js"

/**
 * The options of a pool.
 *
 * - `idleTimeToLive`: how long an unused session stays open; 1 minute by default
 * - The other options apply to each session; see `WorkbookSession.Options`.
 *
 * @category models
 * @since 0.1.0
 */
export interface Options extends Omit<WorkbookSession.Options, "workbook" | "mode"> {
  readonly idleTimeToLive?: Duration.DurationInput | undefined
}

/**
 * The identity on whose behalf a session is opened: a unique `id`, and the source of its access tokens.
 *
 * A caller with the same `id` gets the sessions of this identity. Take the `id` only from a validated token, for
 * example from its tenant id and user id, and never from unverified input.
 *
 * @category models
 * @since 0.1.0
 */
export interface Identity {
  readonly id: string
  readonly accessToken: AccessToken.Service
}

/**
 * The session to get from the pool.
 *
 * - `workbook`: the address of the workbook, in any form
 * - `mode`: `"persistent"` by default
 * - `identity`: by default that of the token source of the client
 *
 * @category models
 * @since 0.1.0
 */
export interface Wanted {
  readonly workbook: Workbook.Workbook
  readonly mode?: SessionMode.SessionMode | undefined
  readonly identity?: Identity | undefined
}

/**
 * The errors of getting a session from the pool.
 *
 * @category errors
 * @since 0.1.0
 */
export type GetError = WorkbookSession.OpenError | WorkbookError.Closed

/**
 * A pool of sessions.
 *
 * @category models
 * @since 0.1.0
 */
export interface Service {
  /**
   * Succeeds with the session, which stays open at least until the scope of the caller closes. A caller gets only
   * sessions of its own identity. A lost session is replaced at the next `get`.
   *
   * A session keeps using the token source with which it was opened. When that source fails, or the service refuses its
   * token, the session uses the source from the latest `get` of the identity.
   *
   * Fails with `Closed` if the pool or the client is closed before the session is open, and otherwise like
   * `WorkbookSession.make`.
   */
  readonly get: (wanted: Wanted) => Effect.Effect<WorkbookSession.Service, GetError, Scope.Scope>
}

/**
 * The pool of sessions that a program uses.
 *
 * @example
 * ```ts
 * import { Range, Workbook, WorkbookSession, WorkbookSessions } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const sessions = yield* WorkbookSessions.WorkbookSessions
 *   const session = yield* sessions.get({ workbook: Workbook.path("/orders.xlsx") })
 *   const read = Range.values(Range.at("Summary!A4:B4"))
 *   deepStrictEqual(yield* WorkbookSession.provide(read, session), [["North", 8762.75]])
 * }).pipe(Effect.scoped, Effect.provide(WorkbookSessions.layer()))
 * ```
 *
 * @category tags
 * @since 0.1.0
 */
export class WorkbookSessions extends Context.Tag("@effect-workbook/client/WorkbookSessions")<
  WorkbookSessions,
  Service
>() {}

class AddressKey extends Data.Class<{ readonly owner: Owners.Owner; readonly workbook: Workbook.Workbook }> {}

/** `generation` is greater for each session that replaces a lost one. */
class SessionKey extends Data.Class<{
  readonly owner: Owners.Owner
  readonly workbook: Workbook.Workbook
  readonly mode: SessionMode.SessionMode
  readonly generation: number
}> {}

/**
 * Makes an empty pool that uses the client in context. All sessions are closed when the scope closes.
 *
 * @example
 * ```ts
 * import { Workbook, WorkbookSessions } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const sessions = yield* WorkbookSessions.make({ idleTimeToLive: "5 minutes" })
 *   const workbook = Workbook.path("/orders.xlsx")
 *   strictEqual(yield* sessions.get({ workbook }), yield* sessions.get({ workbook }))
 * }).pipe(Effect.scoped)
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = (
  options: Options = {}
): Effect.Effect<Service, never, GraphClient.GraphClient | Scope.Scope> =>
  Effect.gen(function*() {
    const client = yield* GraphClient.GraphClient
    const owners = Owners.make(client)
    const lookup = ({ owner, workbook }: AddressKey) =>
      Effect.provideService(DriveItem.resolve(workbook, options), GraphClient.GraphClient, owner.graph)
    const addresses = yield* Cache.make({ capacity: 1000, timeToLive: "10 minutes", lookup })
    const closedLatch = yield* Effect.makeLatch(false)
    const closed = new WorkbookError.Closed({ what: "pool" })
    const whenClosed = Effect.raceFirst(Effect.zipRight(closedLatch.await, closed), client.closed)
    let isClosing = false
    /**
     * Closing the pool interrupts the sessions that are being opened, so the interrupt of a caller then means `Closed`.
     */
    const failIfClosed = <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E | WorkbookError.Closed, R> =>
      Effect.catchAllCause(
        Effect.raceFirst(self, whenClosed),
        (cause) => isClosing && Cause.isInterruptedOnly(cause) ? closed : Effect.failCause(cause)
      )
    // `addresses.get` would interrupt all fibers that wait for a lookup if the first of them is interrupted.
    const resolve = (key: AddressKey) =>
      Effect.flatMap(
        addresses.getOptionComplete(key),
        Option.match({
          onSome: Effect.succeed,
          onNone: () => Effect.tap(lookup(key), (workbook) => addresses.set(key, workbook))
        })
      )
    const scopes = new Set<Scope.CloseableScope>()
    const acquireScope = Effect.flatMap(Effect.clock, (clock) =>
      Effect.acquireRelease(
        Effect.tap(Scope.make(), (scope) => Effect.sync(() => scopes.add(scope))),
        (scope, exit) =>
          Effect.withClock(
            Effect.zipRight(Effect.sync(() => scopes.delete(scope)), Scope.close(scope, exit)),
            clock
          )
      ))
    const sessions = yield* RcMap.make({
      idleTimeToLive: options.idleTimeToLive ?? "1 minute",
      lookup: ({ mode, owner, workbook }: SessionKey) =>
        Effect.flatMap(
          Effect.zipRight(owner.retain, acquireScope),
          (scope) =>
            WorkbookSession.makeSession({ ...options, workbook, mode }).pipe(
              Scope.extend(scope),
              Effect.provideService(GraphClient.GraphClient, owner.graph)
            )
        )
    })
    /**
     * `RcMap` measures the idle time with the clock of the fiber that releases the session. The wall clock may be set
     * back.
     */
    const acquireSession = (key: SessionKey) =>
      Effect.flatMap(Effect.all([Scope.make(), Effect.clock]), ([scope, clock]) =>
        Effect.zipRight(
          Effect.addFinalizer((exit) => Effect.withClock(Scope.close(scope, exit), Monotonic.makeClock(clock))),
          Scope.extend(RcMap.get(sessions, key), scope)
        ))
    // The sessions are closed concurrently here, because `RcMap` would close them one after the other.
    yield* Effect.addFinalizer((exit) => {
      isClosing = true
      return Effect.zipRight(
        closedLatch.open,
        Effect.forEach(scopes, (scope) => Scope.close(scope, exit), { concurrency: "unbounded", discard: true })
      )
    })
    // A new session needs another key than the lost one, which stays in `RcMap` until its last user has released it.
    const generations = new WeakMap<Owners.Owner, Map<string, number>>()
    const generationsOf = (owner: Owners.Owner) => {
      const ofOwner = generations.get(owner) ?? new Map<string, number>()
      generations.set(owner, ofOwner)
      return ofOwner
    }

    const get = Effect.fnUntraced(function*({ identity, mode = "persistent", workbook: address }: Wanted) {
      const owner = identity === undefined ? owners.default : yield* owners.acquire(identity.id, identity.accessToken)
      const workbook = yield* failIfClosed(resolve(new AddressKey({ owner, workbook: address })))
      const generations = generationsOf(owner)
      const name = `${mode} ${Workbook.toPath(workbook)}`
      while (true) {
        if (isClosing) return yield* closed
        const generation = generations.get(name) ?? 0
        const startNextGeneration = Effect.sync(() => {
          if ((generations.get(name) ?? 0) === generation) generations.set(name, generation + 1)
        })
        const { isEnded, service } = yield* Effect.tapError(
          failIfClosed(acquireSession(new SessionKey({ owner, workbook, mode, generation }))),
          () => startNextGeneration
        )
        if (!isEnded()) return WorkbookSession.WorkbookSession.of(service)
        yield* startNextGeneration
      }
    })

    return WorkbookSessions.of({
      get: (wanted) => get(wanted).pipe(calledAs("WorkbookSessions.get"))
    })
  })

/**
 * Runs an effect in a session of the pool in context, which stays open while the effect runs. Fails like `Service.get`.
 *
 * @example
 * ```ts
 * import { Range, Workbook, WorkbookSessions } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const read = Range.values(Range.at("Summary!A4:B4")).pipe(
 *   WorkbookSessions.provide({ workbook: Workbook.path("/orders.xlsx") })
 * )
 *
 * export const program = Effect.gen(function*() {
 *   deepStrictEqual(yield* read, [["North", 8762.75]])
 * }).pipe(Effect.provide(WorkbookSessions.layer()))
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const provide: {
  (wanted: Wanted): <A, E, R>(
    self: Effect.Effect<A, E, R>
  ) => Effect.Effect<
    A,
    E | GetError,
    Exclude<R, WorkbookSession.WorkbookSession> | WorkbookSessions
  >
  <A, E, R>(
    self: Effect.Effect<A, E, R>,
    wanted: Wanted
  ): Effect.Effect<
    A,
    E | GetError,
    Exclude<R, WorkbookSession.WorkbookSession> | WorkbookSessions
  >
} = dual(
  2,
  <A, E, R>(self: Effect.Effect<A, E, R>, wanted: Wanted) =>
    Effect.scopedWith((scope) =>
      Effect.flatMap(WorkbookSessions, (sessions) => Scope.extend(sessions.get(wanted), scope)).pipe(
        Effect.flatMap((session) => WorkbookSession.provide(self, session))
      )
    )
)

/**
 * Provides a pool of sessions, which are closed with the layer; see `make`.
 *
 * @example
 * ```ts
 * import { Workbook, WorkbookSession, WorkbookSessions } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const SessionsLive = WorkbookSessions.layer({ idleTimeToLive: "10 minutes" })
 * const mode = Effect.map(WorkbookSession.WorkbookSession, (session) => session.mode)
 *
 * export const program = Effect.gen(function*() {
 *   const workbook = Workbook.path("/orders.xlsx")
 *   strictEqual(yield* WorkbookSessions.provide(mode, { workbook, mode: "nonPersistent" }), "nonPersistent")
 * }).pipe(Effect.provide(SessionsLive))
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layer = (options: Options = {}): Layer.Layer<WorkbookSessions, never, GraphClient.GraphClient> =>
  Layer.scoped(WorkbookSessions, make(options))

/**
 * Provides a pool with options from configuration; see `make`. Fails with `ConfigError` if the configuration is
 * invalid.
 *
 * @example
 * ```ts
 * import { Workbook, WorkbookSession, WorkbookSessions } from "@effect-workbook/client"
 * import { Config, ConfigProvider, Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const SessionsLive = WorkbookSessions.layerConfig({ idleTimeToLive: Config.duration("SESSION_IDLE") })
 * const settings = new Map([["SESSION_IDLE", "10 minutes"]])
 * const mode = Effect.map(WorkbookSession.WorkbookSession, (session) => session.mode)
 *
 * export const program = Effect.gen(function*() {
 *   const workbook = Workbook.path("/orders.xlsx")
 *   strictEqual(yield* WorkbookSessions.provide(mode, { workbook }), "persistent")
 * }).pipe(Effect.provide(SessionsLive), Effect.withConfigProvider(ConfigProvider.fromMap(settings)))
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerConfig = (
  config: Config.Config.Wrap<Pick<Options, "idleTimeToLive" | "refreshAfter" | "closeTimeout" | "batching">>
): Layer.Layer<WorkbookSessions, ConfigError.ConfigError, GraphClient.GraphClient> =>
  Layer.scoped(WorkbookSessions, Effect.flatMap(Config.unwrap(config), make))
