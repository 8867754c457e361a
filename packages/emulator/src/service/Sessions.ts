/**
 * The sessions on the workbooks of the drive, in all three modes of the service.
 *
 * Persistent sessions and sessionless requests work on the file; a non-persistent session has a private copy, made when
 * it is created. A session ends when it is closed, or when it had no request for the idle limit of its mode.
 *
 * @since 0.1.0
 */
import * as SessionMode from "@effect-workbook/schema/SessionMode"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Encoding from "effect/Encoding"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import type * as Undocumented from "../Undocumented.js"
import type { HostedBook } from "./BookHost.js"
import type { Caller } from "./Caller.js"
import type { Drive, Item } from "./Drive.js"
import * as Failure from "./Failure.js"
import * as Guid from "./Guid.js"
import type { Opened, Workbooks } from "./Workbooks.js"

export interface Session {
  readonly id: string
  readonly item: Item
  readonly userId: string
  readonly persistChanges: boolean
  /** The private copy of a non-persistent session. */
  readonly copy: HostedBook | undefined
  readonly created: number
  lastUsed: number
  inFlight: number
}

/** The workbook, caller and session of a request. */
export interface Target {
  readonly item: Item
  readonly caller: Caller
  /** The value of the `workbook-session-id` header. */
  readonly sessionId: string | undefined
}

/** Selects sessions: a session has to match all given properties. */
export interface Selector {
  readonly id?: string | undefined
  readonly itemId?: string | undefined
}

export interface Sessions {
  /** Creates a session with an id from {@link Sessions.nextId}. */
  readonly create: (
    options: { readonly item: Item; readonly caller: Caller; readonly persistChanges: boolean; readonly id: string }
  ) => Effect.Effect<Session, Failure.Failure>
  readonly nextId: (caller: Caller) => Effect.Effect<string>
  /** Refuses a request with a missing or invalid session at once, before it waits for the workbook. */
  readonly check: (target: Target) => Effect.Effect<void, Failure.Failure>
  /** Resets the idle time of a session. */
  readonly refresh: (target: Target) => Effect.Effect<void, Failure.Failure>
  readonly close: (target: Target) => Effect.Effect<void, Failure.Failure>
  /** Ends a session that nobody has closed. Requests that already run in it are completed. */
  readonly end: (id: string) => Effect.Effect<void>
  /** Ends all open sessions that match, and returns their number. */
  readonly endAll: (selector: Selector) => Effect.Effect<number>
  /**
   * Runs a request exclusively on the workbook that its session sees. A change to the file is saved before the
   * response.
   */
  readonly use: <A>(
    target: Target,
    changes: boolean,
    f: (book: HostedBook) => Effect.Effect<A, Failure.Failure>
  ) => Effect.Effect<A, Failure.Failure>
  readonly open: Effect.Effect<ReadonlyArray<Session>>
  /** Removes expired sessions, and returns whether anything is left. */
  readonly sweep: Effect.Effect<boolean>
}

const idleMillis = (persistChanges: boolean): number =>
  Duration.toMillis(SessionMode.idleLimit(persistChanges ? "persistent" : "nonPersistent"))

const closed = (book: HostedBook): Effect.Effect<void> => Effect.sync(() => book.close())

/** A session that has lost its copy counts as expired. */
const expired = (session: Session, now: number): boolean =>
  session.copy?.isLost() === true ||
  session.inFlight === 0 && now - session.lastUsed >= idleMillis(session.persistChanges)

export const make = (options: {
  readonly drive: Drive
  readonly workbooks: Workbooks
  readonly sessionsPerWorkbook: Effect.Effect<number>
  readonly behavior: Pick<Undocumented.Positions, "idleReset" | "sessionlessWrites">
}): Sessions => {
  const { behavior, drive, workbooks } = options
  const sessions = new Map<string, Session>()
  let issued = 0

  const remove = (session: Session) => {
    if (sessions.delete(session.id)) session.copy?.close()
  }

  const forget = (now: number) => {
    for (const session of sessions.values()) if (expired(session, now)) remove(session)
  }

  const ofWorkbook = (itemId: string) => Array.from(sessions.values()).filter(({ item }) => item.id === itemId)

  const find = ({ caller, item, sessionId }: Target) =>
    Effect.gen(function*() {
      const now = yield* Clock.currentTimeMillis
      const session = sessionId === undefined ? undefined : sessions.get(sessionId)
      if (session === undefined) return yield* Failure.sessionLost
      if (expired(session, now)) {
        remove(session)
        return yield* Failure.sessionLost
      }
      if (session.item.id !== item.id) {
        return yield* Failure.excel(
          "invalidSessionUnexpected",
          "The session belongs to another workbook.",
          "WrongWorkbook"
        )
      }
      if (session.userId !== caller.id) {
        return yield* Failure.excel("invalidSessionUnexpected", "The session belongs to another user.", "WrongUser")
      }
      return session
    })

  /** A session does not idle while a request uses it. The idle time starts when the request ends. */
  const keepAlive = <A, E>(session: Session, effect: Effect.Effect<A, E>) =>
    Effect.acquireUseRelease(
      Effect.sync(() => {
        session.inFlight += 1
      }),
      () => effect,
      (_, exit) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          if (behavior.idleReset === "requests" || Exit.isSuccess(exit)) session.lastUsed = now
          session.inFlight -= 1
        })
    )

  /** Counts a request as using the workbook or waiting for it. */
  const inFlight = <A>(item: Item, f: (opened: Opened) => Effect.Effect<A, Failure.Failure>) =>
    Effect.flatMap(workbooks.of(item), (opened) =>
      Effect.acquireUseRelease(
        Effect.sync(() => {
          opened.inFlight += 1
        }),
        () => f(opened),
        () =>
          Effect.sync(() => {
            opened.inFlight -= 1
          })
      ))

  /** The present state of a file. */
  const currentOf = (item: Item): Effect.Effect<Item, Failure.Failure> =>
    drive.byId(item.id).pipe(
      Effect.tapError(Effect.logError),
      Effect.mapError(() => Failure.driveUnreadable),
      Effect.flatMap(
        Option.match({
          onNone: () => Failure.itemNotFound(`workbook at ${Failure.quoted(item.path)}`),
          onSome: Effect.succeed
        })
      )
    )

  const exclusively = <A>(item: Item, f: (opened: Opened, current: Item) => Effect.Effect<A, Failure.Failure>) =>
    inFlight(
      item,
      (opened) => opened.mutex.withLock(Effect.flatMap(currentOf(item), (current) => f(opened, current)))
    )

  /** Runs exclusively on the item of a request. It is looked up again only if it may have changed in the meantime. */
  const exclusivelyOn = <A>(
    { item }: Target,
    f: (opened: Opened, current: Item) => Effect.Effect<A, Failure.Failure>
  ) =>
    inFlight(item, (opened) => {
      const { mutex, shared } = opened
      const isCurrent = mutex.isFree() && (shared === undefined || shared.version === item.version)
      const current = isCurrent ? Effect.succeed(item) : currentOf(item)
      return mutex.withLock(Effect.flatMap(current, (current) => f(opened, current)))
    })

  /** Fails if an earlier request has closed the session. */
  const stillOpen = (session: Session): Effect.Effect<void, Failure.Failure> =>
    Effect.suspend(() => sessions.get(session.id) === session ? Effect.void : Failure.sessionLost)

  /** Runs exclusively on the workbook, unless an earlier request has closed the session. */
  const inSession = <A>(
    session: Session,
    f: (opened: Opened, current: Item) => Effect.Effect<A, Failure.Failure>
  ): Effect.Effect<A, Failure.Failure> =>
    exclusively(session.item, (opened, current) => Effect.zipRight(stillOpen(session), f(opened, current)))

  const end = (id: string) =>
    Effect.sync(() => {
      const session = sessions.get(id)
      if (session !== undefined) remove(session)
    })

  const shared = (opened: Opened, item: Item) =>
    workbooks.shared(opened, item, ofWorkbook(item.id).some(({ persistChanges }) => persistChanges))

  return {
    nextId: (caller) =>
      Effect.gen(function*() {
        const [guid, hex, salt] = yield* Effect.all([Guid.make, Guid.hex(32), Guid.hex(24)])
        issued += 1
        return Encoding.encodeBase64(
          `cluster=PSG4&session=15.SG2PEPF00028F251.A${issued}.1.U36.${guid}14.5.en-US5.en-US24.${hex}-Private1.S24.` +
            `${Encoding.encodeBase64(salt)}16.16.0.14410.3505014.5.en-US5.en-US1.M1.N0.1.S&usid=${caller.id}`
        )
      }),
    create: ({ caller, id, item, persistChanges }) =>
      exclusively(item, (opened, current) =>
        Effect.gen(function*() {
          const now = yield* Clock.currentTimeMillis
          const cap = yield* options.sessionsPerWorkbook
          forget(now)
          if (ofWorkbook(item.id).length >= cap) {
            return yield* Failure.excel(
              "tooManyRequestsUncategorized",
              `The workbook has ${cap} sessions, which is the maximum. Close one and try again.`,
              "MaxSessionsPerWorkbookExceeded"
            )
          }
          const add = (copy: HostedBook | undefined): Session => {
            const session = {
              id,
              item: current,
              userId: caller.id,
              persistChanges,
              copy,
              created: now,
              lastUsed: now,
              inFlight: 0
            }
            sessions.set(id, session)
            return session
          }
          return persistChanges
            ? yield* Effect.map(shared(opened, current), () => add(undefined))
            // an interruption must not forget a copy that was opened
            : yield* Effect.uninterruptible(Effect.map(workbooks.copy(current), add))
        })),
    check: (target) =>
      target.sessionId === undefined
        ? Failure.excel(
          "badRequestUncategorized",
          "The workbook-session-id header is required for respond-async.",
          "MissingSessionId"
        )
        : Effect.flatMap(find(target), (session) => keepAlive(session, Effect.void)),
    refresh: (target) =>
      Effect.flatMap(find(target), (session) => keepAlive(session, inSession(session, () => Effect.void))),
    close: (target) =>
      Effect.flatMap(
        find(target),
        (session) =>
          keepAlive(
            session,
            inSession(session, () => end(session.id))
          )
      ),
    use: (target, changes, f) => {
      const onFile = (check: Effect.Effect<void, Failure.Failure>) =>
        changes
          ? inFlight(target.item, (opened) =>
            workbooks.save(
              opened,
              Effect.map(
                Effect.zipLeft(currentOf(target.item), check),
                (current) => ({ item: current, make: Effect.flatMap(shared(opened, current), f) })
              )
            ))
          : exclusivelyOn(
            target,
            (opened, current) => Effect.zipRight(check, Effect.flatMap(shared(opened, current), f))
          )
      if (target.sessionId === undefined) {
        return changes && behavior.sessionlessWrites === "dropped"
          ? exclusively(
            target.item,
            (_, current) => Effect.acquireUseRelease(workbooks.copy(current), f, closed)
          )
          : onFile(Effect.void)
      }
      return Effect.flatMap(find(target), (session) => {
        const { copy } = session
        return keepAlive(
          session,
          copy === undefined
            ? onFile(stillOpen(session))
            : exclusivelyOn(target, () => Effect.zipRight(stillOpen(session), f(copy)))
        ).pipe(
          // the documentation says: "further access to the session is not expected"
          Effect.tapError((failure) => Failure.endsSession(failure) ? end(session.id) : Effect.void)
        )
      })
    },
    end,
    endAll: ({ id, itemId }) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        forget(now)
        const matching = Array.from(sessions.values()).filter((session) =>
          (id === undefined || session.id === id) && (itemId === undefined || session.item.id === itemId)
        )
        for (const session of matching) remove(session)
        return matching.length
      }),
    open: Effect.map(Clock.currentTimeMillis, (now) => {
      forget(now)
      return Array.from(sessions.values())
    }),
    sweep: Effect.flatMap(Clock.currentTimeMillis, (now) => {
      forget(now)
      return workbooks.release(now - idleMillis(true), (itemId) => ofWorkbook(itemId).length > 0)
    })
  }
}
