/**
 * The sessions of a service: one a workbook, mode and identity in this process, shared by all who ask, opened when first
 * asked for and closed after idling. All go through one client, so that what concerns a workbook or the application is heeded
 * whoever asks.
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
import * as DriveItem from "./DriveItem.js"
import * as GraphClient from "./GraphClient.js"
import { calledAs } from "./internal/functionName.js"
import * as Owners from "./internal/session/owners.js"
import * as Monotonic from "./internal/transport/monotonic.js"
import * as WorkbookError from "./WorkbookError.js"
import * as WorkbookSession from "./WorkbookSession.js"

/**
 * - `idleTimeToLive`: how long a session that nobody holds stays open; 1 minute by default.
 * - The rest applies to each session, see `WorkbookSession.Options`.
 *
 * @example
 * ```ts
 * import type { WorkbookSessions } from "@effect-workbook/client"
 *
 * export const options: WorkbookSessions.Options = { idleTimeToLive: "10 minutes" }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Options extends Omit<WorkbookSession.Options, "workbook" | "mode"> {
  readonly idleTimeToLive?: Duration.DurationInput | undefined
}

/**
 * For whom a session is: `id` tells identities apart, and `accessToken` is where a token for this one comes from.
 *
 * Whoever has the `id` gets the sessions of that identity. So take it from a token that has been validated, tenant and user
 * for example, and never from anything else that a caller sends.
 *
 * @example
 * ```ts
 * import { AccessToken, type WorkbookSessions } from "@effect-workbook/client"
 * import { Effect, Redacted } from "effect"
 *
 * export const identity = (claims: { readonly tid: string; readonly oid: string }, token: Redacted.Redacted) =>
 *   Effect.map(
 *     AccessToken.make(Effect.succeed(token)),
 *     (accessToken): WorkbookSessions.Identity => ({ id: `${claims.tid}/${claims.oid}`, accessToken })
 *   )
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Identity {
  readonly id: string
  readonly accessToken: AccessToken.Service
}

/**
 * Which session: the workbook, the mode, `"persistent"` by default, and for whom; by default for the identity for which the
 * client itself speaks.
 *
 * @example
 * ```ts
 * import { Workbook, type WorkbookSessions } from "@effect-workbook/client"
 *
 * export const wanted: WorkbookSessions.Wanted = { workbook: Workbook.item("01ABC"), mode: "nonPersistent" }
 * ```
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
 * What getting a session from the pool can fail with.
 *
 * @example
 * ```ts
 * import type { WorkbookSessions } from "@effect-workbook/client"
 *
 * export const isOver = (error: WorkbookSessions.GetError): boolean => error._tag === "Closed"
 * ```
 *
 * @category errors
 * @since 0.1.0
 */
export type GetError = WorkbookSession.OpenError | WorkbookError.Closed

/**
 * A pool of sessions.
 *
 * @example
 * ```ts
 * import { Workbook, type WorkbookSessions } from "@effect-workbook/client"
 *
 * export const openIn = (pool: WorkbookSessions.Service) => pool.get({ workbook: Workbook.item("01ABC") })
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Service {
  /**
   * The session for as long as the caller's scope lives. It belongs to the identity that was named and is never given to
   * another. Its requests go with one token as long as that is of use, and then with one from the source that was brought
   * last for this identity.
   *
   * When the pool or the client is closed, who still waits for a session gets `Closed` at once.
   *
   * A session that was lost is not given out again: who asks next gets a new one.
   */
  readonly get: (wanted: Wanted) => Effect.Effect<WorkbookSession.Service, GetError, Scope.Scope>
}

/**
 * The sessions that the handlers of a service share.
 *
 * @example
 * ```ts
 * import { Range, Workbook, WorkbookSession, WorkbookSessions } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const handler = Effect.gen(function*() {
 *   const sessions = yield* WorkbookSessions.WorkbookSessions
 *   const session = yield* sessions.get({ workbook: Workbook.item("01ABC") })
 *   return yield* WorkbookSession.provide(Range.values(Range.at("Summary!B2:D10")), session)
 * }).pipe(Effect.scoped)
 * ```
 *
 * @category tags
 * @since 0.1.0
 */
export class WorkbookSessions extends Context.Tag("@effect-workbook/client/WorkbookSessions")<
  WorkbookSessions,
  Service
>() {}

class Asked extends Data.Class<{ readonly owner: Owners.Owner; readonly workbook: Workbook.Workbook }> {}

class Place extends Data.Class<{
  readonly owner: Owners.Owner
  readonly workbook: Workbook.Workbook
  readonly mode: SessionMode.SessionMode
  readonly round: number
}> {}

/**
 * An empty pool over the client in context. All its sessions are closed when the scope closes.
 *
 * @example
 * ```ts
 * import { WorkbookSessions } from "@effect-workbook/client"
 *
 * export const pool = WorkbookSessions.make({ idleTimeToLive: "5 minutes" })
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
    const lookUp = ({ owner, workbook }: Asked) =>
      Effect.provideService(DriveItem.resolve(workbook, options), GraphClient.GraphClient, owner.graph)
    const addresses = yield* Cache.make({ capacity: 1000, timeToLive: "10 minutes", lookup: lookUp })
    const closing = yield* Effect.makeLatch(false)
    const closed = new WorkbookError.Closed({ what: "pool" })
    const whenClosed = Effect.raceFirst(Effect.zipRight(closing.await, closed), client.closed)
    let isClosing = false
    /** The sessions that are still being opened are interrupted by the end of the pool, and who waits for one hears it. */
    const unlessClosed = <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E | WorkbookError.Closed, R> =>
      Effect.catchAllCause(
        Effect.raceFirst(self, whenClosed),
        (cause) => isClosing && Cause.isInterruptedOnly(cause) ? closed : Effect.failCause(cause)
      )
    // Not through the cache, which interrupts all who wait for a look-up together with the first who asked.
    const resolve = (asked: Asked) =>
      Effect.flatMap(
        addresses.getOptionComplete(asked),
        Option.match({
          onSome: Effect.succeed,
          onNone: () => Effect.tap(lookUp(asked), (workbook) => addresses.set(asked, workbook))
        })
      )
    const scopes = new Set<Scope.CloseableScope>()
    const scopeOfSession = Effect.flatMap(Effect.clock, (clock) =>
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
      lookup: ({ mode, owner, workbook }: Place) =>
        Effect.flatMap(
          Effect.zipRight(owner.retain, scopeOfSession),
          (scope) =>
            WorkbookSession.makeSession({ ...options, workbook, mode }).pipe(
              Scope.extend(scope),
              Effect.provideService(GraphClient.GraphClient, owner.graph)
            )
        )
    })
    /** The map measures the idle time of what is released by the clock of who releases it, which may be set. */
    const hold = (place: Place) =>
      Effect.flatMap(Effect.all([Scope.make(), Effect.clock]), ([scope, clock]) =>
        Effect.zipRight(
          Effect.addFinalizer((exit) => Effect.withClock(Scope.close(scope, exit), Monotonic.makeClock(clock))),
          Scope.extend(RcMap.get(sessions, place), scope)
        ))
    // All at once: the map would close one after the other.
    yield* Effect.addFinalizer((exit) => {
      isClosing = true
      return Effect.zipRight(
        closing.open,
        Effect.forEach(scopes, (scope) => Scope.close(scope, exit), { concurrency: "unbounded", discard: true })
      )
    })
    // A place where a session was lost is left for the next one, so that its last holders do not take the new one down.
    const rounds = new WeakMap<Owners.Owner, Map<string, number>>()
    const roundsOf = (owner: Owners.Owner) => {
      const known = rounds.get(owner) ?? new Map<string, number>()
      rounds.set(owner, known)
      return known
    }

    const get = Effect.fnUntraced(function*({ identity, mode = "persistent", workbook: asked }: Wanted) {
      const owner = identity === undefined ? owners.default : yield* owners.acquire(identity.id, identity.accessToken)
      const workbook = yield* unlessClosed(resolve(new Asked({ owner, workbook: asked })))
      const known = roundsOf(owner)
      const place = `${mode} ${Workbook.toPath(workbook)}`
      while (true) {
        if (isClosing) return yield* closed
        const round = known.get(place) ?? 0
        const leave = Effect.sync(() => {
          if ((known.get(place) ?? 0) === round) known.set(place, round + 1)
        })
        const { isEnded, service } = yield* Effect.tapError(
          unlessClosed(hold(new Place({ owner, workbook, mode, round }))),
          () => leave
        )
        if (!isEnded()) return WorkbookSession.WorkbookSession.of(service)
        yield* leave
      }
    })

    return WorkbookSessions.of({
      get: (wanted) => get(wanted).pipe(calledAs("WorkbookSessions.get"))
    })
  })

/**
 * Runs an effect in the shared session, holding it meanwhile.
 *
 * @example
 * ```ts
 * import { Range, Workbook, WorkbookSessions } from "@effect-workbook/client"
 *
 * export const summary = Range.values(Range.at("Summary!B2:D10")).pipe(
 *   WorkbookSessions.provide({ workbook: Workbook.item("01ABC") })
 * )
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
 * The pool for as long as the layer lives.
 *
 * @example
 * ```ts
 * import { WorkbookSessions } from "@effect-workbook/client"
 *
 * export const SessionsLive = WorkbookSessions.layer({ idleTimeToLive: "10 minutes" })
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layer = (options: Options = {}): Layer.Layer<WorkbookSessions, never, GraphClient.GraphClient> =>
  Layer.scoped(WorkbookSessions, make(options))

/**
 * `layer` with its options read from configuration.
 *
 * @example
 * ```ts
 * import { WorkbookSessions } from "@effect-workbook/client"
 * import { Config } from "effect"
 *
 * export const SessionsLive = WorkbookSessions.layerConfig({ idleTimeToLive: Config.duration("SESSION_IDLE") })
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerConfig = (
  config: Config.Config.Wrap<Pick<Options, "idleTimeToLive" | "refreshAfter" | "closeTimeout">>
): Layer.Layer<WorkbookSessions, ConfigError.ConfigError, GraphClient.GraphClient> =>
  Layer.scoped(WorkbookSessions, Effect.flatMap(Config.unwrap(config), make))
