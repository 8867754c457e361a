/**
 * The sessions of a service: one a workbook, mode and identity in this process, shared by all who ask, opened when first
 * asked for and closed after idling.
 *
 * @since 0.1.0
 */
import type * as SessionMode from "@effect-workbook/schema/SessionMode"
import * as Workbook from "@effect-workbook/schema/Workbook"
import * as Cache from "effect/Cache"
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
import * as DriveItem from "./DriveItem.js"
import * as GraphClient from "./GraphClient.js"
import * as Monotonic from "./internal/monotonic.js"
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
 * Which session: the workbook and the mode, `"persistent"` by default.
 *
 * @example
 * ```ts
 * import type { WorkbookSessions } from "@effect-workbook/client"
 * import { Workbook } from "@effect-workbook/schema"
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
}

/**
 * `get` answers the session for as long as the caller's scope lives. It belongs to the identity of the `GraphClient` in
 * the caller's context and is never given to another's.
 *
 * A session that was lost is not given out again: who asks next gets a new one.
 *
 * @example
 * ```ts
 * import { Range, WorkbookSession, WorkbookSessions } from "@effect-workbook/client"
 * import { Workbook } from "@effect-workbook/schema"
 * import { Effect } from "effect"
 *
 * export const handler = Effect.gen(function*() {
 *   const sessions = yield* WorkbookSessions.WorkbookSessions
 *   const session = yield* sessions.get({ workbook: Workbook.item("01ABC") })
 *   return yield* Effect.provideService(
 *     Range.values(Range.at("Summary!B2:D10")),
 *     WorkbookSession.WorkbookSession,
 *     session
 *   )
 * }).pipe(Effect.scoped)
 * ```
 *
 * @category tags
 * @since 0.1.0
 */
export class WorkbookSessions extends Context.Tag("@effect-workbook/client/WorkbookSessions")<WorkbookSessions, {
  readonly get: (
    wanted: Wanted
  ) => Effect.Effect<
    Context.Tag.Service<typeof WorkbookSession.WorkbookSession>,
    WorkbookSession.OpenError,
    GraphClient.GraphClient | Scope.Scope
  >
}>() {}

type Graph = Context.Tag.Service<typeof GraphClient.GraphClient>

class Asked extends Data.Class<{ readonly graph: Graph; readonly workbook: Workbook.Workbook }> {}

class Place extends Data.Class<{
  readonly graph: Graph
  readonly workbook: Workbook.Workbook
  readonly mode: SessionMode.SessionMode
  readonly round: number
}> {}

/**
 * An empty pool. All its sessions are closed when the scope closes.
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
): Effect.Effect<Context.Tag.Service<typeof WorkbookSessions>, never, Scope.Scope> =>
  Effect.gen(function*() {
    const lookUp = ({ graph, workbook }: Asked) =>
      Effect.provideService(DriveItem.resolve(workbook, options), GraphClient.GraphClient, graph)
    const addresses = yield* Cache.make({ capacity: 1000, timeToLive: "10 minutes", lookup: lookUp })
    const closing = yield* Effect.makeLatch(false)
    const whenClosing = Effect.zipRight(closing.await, Effect.interrupt)
    // Not through the cache, which interrupts all who wait for a look-up together with the first who asked.
    const resolve = (asked: Asked) =>
      Effect.flatMap(
        addresses.getOptionComplete(asked),
        Option.match({
          onSome: Effect.succeed,
          onNone: () =>
            Effect.tap(Effect.raceFirst(lookUp(asked), whenClosing), (workbook) => addresses.set(asked, workbook))
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
      lookup: ({ graph, mode, workbook }: Place) =>
        Effect.flatMap(scopeOfSession, (scope) =>
          WorkbookSession.makeWatched({ ...options, workbook, mode }).pipe(
            Scope.extend(scope),
            Effect.provideService(GraphClient.GraphClient, graph)
          ))
    })
    /** The map measures the idle time of what is released by the clock of who releases it, which may be set. */
    const hold = (place: Place) =>
      Effect.flatMap(Effect.all([Scope.make(), Effect.clock]), ([scope, clock]) =>
        Effect.zipRight(
          Effect.addFinalizer((exit) => Effect.withClock(Scope.close(scope, exit), Monotonic.steady(clock))),
          Scope.extend(RcMap.get(sessions, place), scope)
        ))
    let isClosing = false
    // All at once: the map would close one after the other.
    yield* Effect.addFinalizer((exit) => {
      isClosing = true
      return Effect.zipRight(
        closing.open,
        Effect.forEach(scopes, (scope) => Scope.close(scope, exit), { concurrency: "unbounded", discard: true })
      )
    })
    // A place where a session was lost is left for the next one, so that its last holders do not take the new one down.
    const rounds = new WeakMap<Graph, Map<string, number>>()
    const roundsOf = (graph: Graph) => {
      const known = rounds.get(graph) ?? new Map<string, number>()
      rounds.set(graph, known)
      return known
    }

    const get = Effect.fnUntraced(function*({ mode = "persistent", workbook: asked }: Wanted) {
      const graph = yield* GraphClient.GraphClient
      const workbook = yield* resolve(new Asked({ graph, workbook: asked }))
      const known = roundsOf(graph)
      const place = `${mode} ${Workbook.toPath(workbook)}`
      while (true) {
        if (isClosing) return yield* Effect.interrupt
        const round = known.get(place) ?? 0
        const leave = Effect.sync(() => {
          if ((known.get(place) ?? 0) === round) known.set(place, round + 1)
        })
        const { isOver, session } = yield* Effect.tapError(
          hold(new Place({ graph, workbook, mode, round })),
          () => leave
        )
        if (!isOver()) return session
        yield* leave
      }
    })

    return WorkbookSessions.of({
      get: (wanted) => Effect.withSpan(get(wanted), "WorkbookSessions.get", { captureStackTrace: false })
    })
  })

/**
 * Runs an effect in the shared session, holding it meanwhile.
 *
 * @example
 * ```ts
 * import { Range, WorkbookSessions } from "@effect-workbook/client"
 * import { Workbook } from "@effect-workbook/schema"
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
    E | WorkbookSession.OpenError,
    Exclude<R, WorkbookSession.WorkbookSession> | WorkbookSessions | GraphClient.GraphClient
  >
  <A, E, R>(
    self: Effect.Effect<A, E, R>,
    wanted: Wanted
  ): Effect.Effect<
    A,
    E | WorkbookSession.OpenError,
    Exclude<R, WorkbookSession.WorkbookSession> | WorkbookSessions | GraphClient.GraphClient
  >
} = dual(
  2,
  <A, E, R>(self: Effect.Effect<A, E, R>, wanted: Wanted) =>
    Effect.scopedWith((scope) =>
      Effect.flatMap(WorkbookSessions, (sessions) => Scope.extend(sessions.get(wanted), scope)).pipe(
        Effect.flatMap((session) => Effect.provideService(self, WorkbookSession.WorkbookSession, session))
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
export const layer = (options: Options = {}): Layer.Layer<WorkbookSessions> =>
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
): Layer.Layer<WorkbookSessions, ConfigError.ConfigError> =>
  Layer.scoped(WorkbookSessions, Effect.flatMap(Config.unwrap(config), make))
