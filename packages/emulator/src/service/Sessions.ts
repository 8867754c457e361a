/**
 * The sessions on the workbooks of the drive, in the three modes of the service.
 *
 * A persistent session works on the file, as do requests without a session; a non-persistent one has a copy of its own,
 * made when it is created. A session ends when it is closed, or when no request came for as long as its mode allows.
 *
 * @since 0.1.0
 */
import type * as Book from "@effect-workbook/engine/Book"
import * as SessionMode from "@effect-workbook/schema/SessionMode"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Encoding from "effect/Encoding"
import * as Option from "effect/Option"
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
  /** The copy of a non-persistent session. */
  readonly copy: Book.Book | undefined
  readonly created: number
  lastUsed: number
  inFlight: number
}

/** On what a request works. */
export interface Target {
  readonly item: Item
  readonly caller: Caller
  /** The id of the header `workbook-session-id`, where there is one. */
  readonly sessionId: string | undefined
}

/** Which sessions are meant: those that fit all that is said, every session where nothing is. */
export interface Which {
  readonly id?: string | undefined
  readonly itemId?: string | undefined
}

export interface Sessions {
  /** A session under an id made by {@link Sessions.nextId}. */
  readonly create: (
    options: { readonly item: Item; readonly caller: Caller; readonly persistChanges: boolean; readonly id: string }
  ) => Effect.Effect<Session, Failure.Failure>
  readonly nextId: (caller: Caller) => Effect.Effect<string>
  /** Refuses at once what would be refused in its turn: no session, or not this one. */
  readonly check: (target: Target) => Effect.Effect<void, Failure.Failure>
  /** Accepts a request on a session, which keeps the session alive. */
  readonly refresh: (target: Target) => Effect.Effect<void, Failure.Failure>
  readonly close: (target: Target) => Effect.Effect<void, Failure.Failure>
  /** Lets a session be over without anybody having asked for it. Whatever is at work in it comes to its end. */
  readonly end: (id: string) => Effect.Effect<void>
  /** The same for those of the open ones that are meant. Answers how many they were. */
  readonly endAll: (which: Which) => Effect.Effect<number>
  /** Runs a request in its turn on the model that its session sees; a change of the file is saved before the answer. */
  readonly use: <A>(
    target: Target,
    changes: boolean,
    f: (book: Book.Book) => Effect.Effect<A, Failure.Failure>
  ) => Effect.Effect<A, Failure.Failure>
  readonly open: Effect.Effect<ReadonlyArray<Session>>
  /** Forgets what has idled out, and says whether anything is left. */
  readonly sweep: Effect.Effect<boolean>
}

const idleMillis = (persistChanges: boolean): number =>
  Duration.toMillis(SessionMode.idleLimit(persistChanges ? "persistent" : "nonPersistent"))

const expired = (session: Session, now: number): boolean =>
  session.inFlight === 0 && now - session.lastUsed >= idleMillis(session.persistChanges)

export const make = (options: {
  readonly drive: Drive
  readonly workbooks: Workbooks
  readonly sessionsPerWorkbook: Effect.Effect<number>
}): Sessions => {
  const { drive, workbooks } = options
  const sessions = new Map<string, Session>()
  let issued = 0

  const forget = (now: number) => {
    for (const session of sessions.values()) if (expired(session, now)) sessions.delete(session.id)
  }

  const ofWorkbook = (itemId: string) => Array.from(sessions.values()).filter(({ item }) => item.id === itemId)

  const find = ({ caller, item, sessionId }: Target) =>
    Effect.gen(function*() {
      const now = yield* Clock.currentTimeMillis
      const session = sessionId === undefined ? undefined : sessions.get(sessionId)
      if (session === undefined) return yield* Failure.sessionLost
      if (expired(session, now)) {
        sessions.delete(session.id)
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

  /** While a request is at a session, the session does not idle; afterwards its time starts anew. */
  const accepted = <A, E>(session: Session, effect: Effect.Effect<A, E>) =>
    Effect.acquireUseRelease(
      Effect.map(Clock.currentTimeMillis, (now) => {
        session.lastUsed = now
        session.inFlight += 1
      }),
      () => effect,
      () =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          session.lastUsed = now
          session.inFlight -= 1
        })
    )

  const inTurn = <A>(item: Item, f: (opened: Opened, current: Item) => Effect.Effect<A, Failure.Failure>) =>
    Effect.flatMap(workbooks.of(item), (opened) =>
      Effect.acquireUseRelease(
        Effect.sync(() => {
          opened.inFlight += 1
        }),
        () =>
          opened.turn.take(
            drive.byId(item.id).pipe(
              Effect.tapError(Effect.logError),
              Effect.mapError(() => Failure.driveUnreadable),
              Effect.flatMap(
                Option.match({ onNone: () => Failure.itemNotFound, onSome: (current) => f(opened, current) })
              )
            )
          ),
        () =>
          Effect.sync(() => {
            opened.inFlight -= 1
          })
      ))

  /** In turn too, unless the session was closed by a request that came before. */
  const inSession = <A>(
    session: Session,
    f: (opened: Opened, current: Item) => Effect.Effect<A, Failure.Failure>
  ): Effect.Effect<A, Failure.Failure> =>
    inTurn(
      session.item,
      (opened, current) => sessions.get(session.id) === session ? f(opened, current) : Failure.sessionLost
    )

  const end = (id: string) =>
    Effect.sync(() => {
      sessions.delete(id)
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
      inTurn(item, (opened, current) =>
        Effect.gen(function*() {
          const now = yield* Clock.currentTimeMillis
          const cap = yield* options.sessionsPerWorkbook
          forget(now)
          if (ofWorkbook(item.id).length >= cap) {
            return yield* Failure.excel(
              "tooManyRequestsUncategorized",
              `The workbook has ${cap} sessions, which is all it can have. Close one and try again.`,
              "MaxSessionsPerWorkbookExceeded"
            )
          }
          const book = persistChanges ? yield* shared(opened, current) : yield* workbooks.copy(current)
          const session: Session = {
            id,
            item: current,
            userId: caller.id,
            persistChanges,
            copy: persistChanges ? undefined : book,
            created: now,
            lastUsed: now,
            inFlight: 0
          }
          sessions.set(id, session)
          return session
        })),
    check: (target) =>
      target.sessionId === undefined
        ? Failure.excel(
          "badRequestUncategorized",
          "The workbook-session-id header is required for respond-async.",
          "MissingSessionId"
        )
        : Effect.flatMap(find(target), (session) => accepted(session, Effect.void)),
    refresh: (target) =>
      Effect.flatMap(find(target), (session) => accepted(session, inSession(session, () => Effect.void))),
    close: (target) =>
      Effect.flatMap(
        find(target),
        (session) =>
          accepted(
            session,
            inSession(session, () => end(session.id))
          )
      ),
    use: (target, changes, f) => {
      const onFile = (opened: Opened, current: Item) => {
        const run = Effect.flatMap(shared(opened, current), f)
        // from the first change to the last byte on the disk nothing can come between
        return changes ? Effect.uninterruptible(workbooks.save(opened, current, run)) : run
      }
      if (target.sessionId === undefined) return inTurn(target.item, onFile)
      return Effect.flatMap(find(target), (session) =>
        accepted(
          session,
          inSession(
            session,
            (opened, current) => session.copy === undefined ? onFile(opened, current) : f(session.copy)
          )
        ).pipe(
          // "further access to the session is not expected"
          Effect.tapError((failure) => Failure.endsSession(failure) ? end(session.id) : Effect.void)
        ))
    },
    end,
    endAll: ({ id, itemId }) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        forget(now)
        const meant = Array.from(sessions.values()).filter((session) =>
          (id === undefined || session.id === id) && (itemId === undefined || session.item.id === itemId)
        )
        for (const session of meant) sessions.delete(session.id)
        return meant.length
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
