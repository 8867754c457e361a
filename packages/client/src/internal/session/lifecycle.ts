import * as SessionMode from "@effect-workbook/schema/SessionMode"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import { identity } from "effect/Function"
import * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"
import * as Scope from "effect/Scope"
import type * as SessionEvent from "../../SessionEvent.js"
import * as WorkbookError from "../../WorkbookError.js"
import { withFunctionName } from "../functionName.js"
import { inTime } from "../transport/inTime.js"
import * as Monotonic from "../transport/monotonic.js"
import * as Telemetry from "../transport/telemetry.js"
import type { OpenError } from "./createSession.js"
import type * as SessionFactory from "./sessionFactory.js"

/**
 * One session after another, of which at most one is open.
 *
 * - `current` is the session to use now. Where there is none it is opened, once for all who wait for it.
 * - `copy` is what private copy is worked on now.
 * - `lose` says that a session is of no use any more. The next one who needs a session opens another, if `recreate`;
 *   otherwise all is over. One that `mayLive` is closed, when the operation that is followed in it has ended.
 * - `using` is around the following of an operation that was begun in a session.
 * - `sending` notes a request on its way: when the scope closes, the session is closed after it, or in its stead where it
 *   takes too long.
 * - `touch` notes that the service was sent something in the session; what it accepted keeps the session alive.
 *
 * @internal
 */
export interface Lifecycle {
  readonly current: Effect.Effect<Redacted.Redacted, WorkbookError.CallError>
  readonly isCurrent: (id: Redacted.Redacted) => boolean
  readonly copy: () => unknown
  readonly lose: (id: Redacted.Redacted, loss: Loss) => Effect.Effect<void>
  readonly using: <A, E>(self: Effect.Effect<A, E>) => Effect.Effect<A, E>
  readonly sending: (request: Fiber.RuntimeFiber<unknown, unknown>) => void
  readonly touch: (accepted: boolean) => Effect.Effect<void>
  readonly lastTouched: () => number
  readonly lastAccepted: () => number
  readonly whenOpen: Effect.Effect<Redacted.Redacted>
  readonly isOver: () => boolean
}

/** How a session went. */
interface Loss {
  readonly reason: "service" | "keepAlive"
  readonly failure: WorkbookError.OperationFailure
  readonly recreate: boolean
  readonly mayLive: boolean
}

type State =
  | { readonly _tag: "None" }
  | { readonly _tag: "Opening"; readonly opening: Fiber.Fiber<Redacted.Redacted, OpenFailure> }
  | { readonly _tag: "Open"; readonly id: Redacted.Redacted }
  | { readonly _tag: "Over"; readonly lost: WorkbookError.SessionLost }

type OpenFailure = OpenError | WorkbookError.SessionLost

/** Where sessions are lost faster than this, another one would not help. */
const mostRecreations = 5
const recreationWindow = Duration.toMillis("10 minutes")

/**
 * Opens a session, and closes whatever session is open when the scope closes.
 *
 * @internal
 */
export const make = (
  factory: SessionFactory.SessionFactory,
  { closeTimeout, publish, warn }: {
    readonly closeTimeout: Duration.Duration
    readonly publish: (event: SessionEvent.SessionEvent) => Effect.Effect<void>
    readonly warn: (message: string) => Effect.Effect<void>
  }
): Effect.Effect<Lifecycle, OpenError, Scope.Scope> =>
  Effect.gen(function*() {
    const { mode } = factory
    const opened = yield* Effect.makeLatch(false)
    const ended = yield* Effect.makeLatch(false)
    const closings = new Set<Fiber.Fiber<void>>()
    const unused = yield* Effect.makeLatch(true)
    let state: State = { _tag: "None" }
    let recreated: ReadonlyArray<{ readonly at: number }> = []
    let lastLoss: WorkbookError.SessionLost | undefined
    let onItsWay: Fiber.RuntimeFiber<unknown, unknown> | undefined
    let touched = 0
    let accepted = 0

    const now = DateTime.now
    const tell = (event: (at: DateTime.Utc) => SessionEvent.SessionEvent) =>
      Effect.flatMap(now, (at) => publish(event(at)))

    const isOver = () => state._tag === "Over"
    const lostBecause = (reason: "service" | "keepAlive" | "closed", error?: WorkbookError.Any) =>
      new WorkbookError.SessionLost({ mode, reason, ...(error === undefined ? {} : WorkbookError.reasonOf(error)) })

    /** At once, so that nothing comes between what it was decided by and the change; the rest is what follows from it. */
    const setState = (next: State): Effect.Effect<void> => {
      const change = Number(next._tag === "Open") - Number(state._tag === "Open")
      state = next
      return Effect.zipRight(
        next._tag === "Open" ? opened.open : opened.close,
        change === 0 ? Effect.void : Telemetry.opened(mode, change)
      )
    }

    const touch = (isAccepted: boolean) =>
      Effect.map(Monotonic.now, (now) => {
        touched = now
        if (isAccepted) accepted = now
      })

    // Its failure is told to whoever waits for it, or warned of, and not logged beside that.
    const inBackground = <A, E>(self: Effect.Effect<A, E>): Effect.Effect<Fiber.RuntimeFiber<A, E>> =>
      Effect.uninterruptible(Effect.flatMap(Scope.make(), (holding) =>
        Effect.zipRight(
          Scope.extend(factory.hold, holding),
          Effect.forkDaemon(Effect.ensuring(Effect.interruptible(self), Scope.close(holding, Exit.void))).pipe(
            Effect.withUnhandledErrorLogLevel(Option.none())
          )
        )))

    // The calls of a session follow one another, so at most one operation is followed.
    const using = <A, E>(self: Effect.Effect<A, E>): Effect.Effect<A, E> =>
      Effect.acquireUseRelease(
        unused.close,
        () => Effect.scoped(Effect.zipRight(factory.hold, self)),
        () => unused.open
      )

    const startClosing = (id: Redacted.Redacted, after: Effect.Effect<void> = Effect.void) =>
      Effect.map(inBackground(Effect.zipRight(after, factory.close(id))), (closing) => {
        closings.add(closing)
        closing.addObserver(() => closings.delete(closing))
      })

    const giveUp = ({ error, recreate }: SessionFactory.Unrestored) =>
      Effect.suspend(() => {
        const lost = error._tag === "SessionLost" ? error : lostBecause("service", error)
        const end = recreate || isOver() ? Effect.void : setState({ _tag: "Over", lost })
        return Effect.zipRight(end, lost)
      })

    const idleLimit = Duration.toMillis(SessionMode.idleLimit(mode))
    const idledOut: Effect.Effect<never, WorkbookError.SessionLost> = Effect.suspend(() => {
      const due = accepted + idleLimit
      return Effect.zipRight(
        Monotonic.sleepUntil(due),
        Effect.suspend(() =>
          due < accepted + idleLimit
            ? idledOut
            : Effect.zipRight(warn("restore: the session has idled out meanwhile"), lostBecause("keepAlive"))
        )
      )
    })

    const restored = (id: Redacted.Redacted): Effect.Effect<unknown, WorkbookError.SessionLost> =>
      Effect.suspend(() => {
        let isEnded = false
        return factory.restore({ id, isOver: () => isEnded || isOver(), touch: touch(true) }).pipe(
          Effect.catchAll(giveUp),
          Effect.disconnect,
          Effect.raceFirst(idledOut),
          Effect.raceFirst(ended.await),
          Effect.ensuring(Effect.sync(() => isEnded = true))
        )
      })

    /** Whoever began it may be interrupted meanwhile: the session is wanted by others too, or has to be closed. */
    const opening = (again: boolean): Effect.Effect<Redacted.Redacted, OpenFailure> =>
      Effect.gen(function*() {
        yield* tell((at) => ({ _tag: "Opening", at }))
        const id = yield* factory.open(isOver)
        yield* touch(true)
        yield* Effect.onError(
          Effect.zipRight(
            again ? restored(id) : Effect.void,
            Effect.suspend(() => state._tag === "Over" ? Effect.fail(state.lost) : setState({ _tag: "Open", id }))
          ),
          () => startClosing(id)
        )
        yield* tell((at) => ({ _tag: again ? "Recreated" : "Open", at }))
        if (again) yield* Telemetry.recreated(mode)
        return id
      }).pipe(
        Effect.onError(() => Effect.suspend(() => isOver() ? Effect.void : setState({ _tag: "None" }))),
        // The program called another function, which does not open sessions by itself.
        again ? withFunctionName("WorkbookSession.make") : identity
      )

    const open = (again: boolean) =>
      Effect.uninterruptibleMask((restore) =>
        Effect.flatMap(Effect.makeLatch(false), (noted) =>
          inBackground(Effect.zipRight(noted.await, opening(again))).pipe(
            Effect.tap((fiber) =>
              Effect.suspend(() =>
                isOver() ? Effect.void : setState({ _tag: "Opening", opening: fiber })
              )
            ),
            Effect.tap(noted.open),
            Effect.flatMap((fiber) => restore(wait(fiber)))
          ))
      )

    const over = Effect.suspend(() => state._tag === "Over" ? Effect.fail(state.lost) : Effect.interrupt)

    /** Nobody waits longer than the scope lives, though what opens may take its time in the background. */
    const wait = (fiber: Fiber.Fiber<Redacted.Redacted, OpenFailure>) =>
      Effect.raceFirst(
        Effect.flatMap(
          Fiber.await(fiber),
          (exit): Effect.Effect<Redacted.Redacted, OpenFailure> => Exit.isInterrupted(exit) ? over : exit
        ),
        Effect.zipRight(ended.await, over)
      )

    const reopen = Effect.flatMap(Monotonic.now, (now) => {
      recreated = recreated.filter(({ at }) => now - at < recreationWindow)
      if (recreated.length >= mostRecreations) return Effect.fail(lastLoss ?? lostBecause("service"))
      const recreation = { at: now }
      recreated = [...recreated, recreation]
      // What is refused because it is too early opens nothing, and says nothing against another session later.
      return Effect.tapErrorTag(open(true), "Throttled", () =>
        Effect.sync(() => {
          recreated = recreated.filter((other) => other !== recreation)
        }))
    })

    const current = Effect.suspend((): Effect.Effect<Redacted.Redacted, OpenFailure> => {
      switch (state._tag) {
        case "Open":
          return Effect.succeed(state.id)
        case "Opening":
          return wait(state.opening)
        case "None":
          return reopen
        case "Over":
          return Effect.fail(state.lost)
      }
    })

    const inCalls = (error: OpenFailure): WorkbookError.CallError => {
      switch (error._tag) {
        case "SessionMismatch":
        case "OperationFailed":
        case "OperationTimedOut":
          return lostBecause("service", error)
        default:
          return error
      }
    }

    const lose = (id: Redacted.Redacted, { failure, mayLive, reason, recreate }: Loss) =>
      Effect.suspend(() => {
        if (state._tag !== "Open" || state.id !== id) return Effect.void
        const lost = lostBecause(reason, failure)
        lastLoss = lost
        return Effect.all([
          setState(recreate ? { _tag: "None" } : { _tag: "Over", lost }),
          mayLive ? startClosing(id, unused.await) : Effect.void,
          tell((at) => ({ _tag: "Lost", at, code: lost.code })),
          warn(lost.message)
        ], { discard: true })
      })

    const orInBackground = (what: string, fiber: Fiber.Fiber<unknown, unknown>) =>
      Effect.flatMap(inTime(fiber, closeTimeout), (ended) =>
        Option.isNone(ended) ? warn(`${what}: not done yet, waiting on in the background`) : Effect.void)

    const release = Effect.suspend(() => {
      const last = state
      if (last._tag === "Over" && last.lost.reason === "closed") {
        return Effect.void
      }
      const end = setState({ _tag: "Over", lost: lostBecause("closed") })
      return Effect.gen(function*() {
        yield* end
        yield* ended.open
        if (last._tag === "Opening") {
          yield* orInBackground("createSession", last.opening)
        }
        const request = onItsWay
        if (request !== undefined) {
          yield* inTime(request, closeTimeout)
          yield* Fiber.interruptFork(request)
        }
        if (last._tag === "Open") {
          yield* startClosing(last.id)
        }
        yield* Effect.forEach(closings, (closing) =>
          orInBackground("closeSession", closing), {
          concurrency: "unbounded",
          discard: true
        })
        yield* tell((at) => ({ _tag: "Closed", at }))
      })
    })

    // Between the opening of the latch and the one who waits for it the session may have gone again.
    const whenOpen: Effect.Effect<Redacted.Redacted> = Effect.zipRight(
      opened.await,
      Effect.suspend(() =>
        state._tag === "Open" ? Effect.succeed(state.id) : whenOpen
      )
    )

    // Whoever closes the scope may be interrupted while it does.
    yield* Effect.addFinalizer(() => Effect.uninterruptible(release))
    yield* open(false).pipe(
      Effect.catchTag("SessionLost", () => Effect.interrupt),
      Effect.onInterrupt(() => release)
    )

    return {
      current: Effect.mapError(current, inCalls),
      // Where none is open, something that is no id: `undefined` means that there are no copies.
      copy: () => mode === "nonPersistent" ? state._tag === "Open" ? state.id : state : undefined,
      isCurrent: (id) => state._tag === "Open" && state.id === id,
      lose,
      using,
      sending: (request) => {
        onItsWay = request
        request.addObserver(() => {
          if (onItsWay === request) onItsWay = undefined
        })
      },
      touch,
      lastTouched: () => touched,
      lastAccepted: () => accepted,
      whenOpen,
      isOver
    }
  })
