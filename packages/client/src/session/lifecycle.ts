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
import { withFunctionName } from "../call/functionName.js"
import type * as SessionEvent from "../SessionEvent.js"
import { awaitWithin } from "../transport/awaitWithin.js"
import * as Monotonic from "../transport/monotonic.js"
import * as Telemetry from "../transport/telemetry.js"
import * as UnhandledErrors from "../transport/unhandledErrors.js"
import * as WorkbookError from "../WorkbookError.js"
import type { OpenError } from "./createSession.js"
import type * as SessionFactory from "./sessionFactory.js"

/**
 * A series of sessions on one workbook. At most one of them is open at a time.
 *
 * - `current`: the id of the open session. If there is none, it opens a session, once for all callers that wait.
 * - `isCurrent`: whether a session is the open one
 * - `copy`: identifies the private copy of the open session, see `Calls.Pinned`
 * - `whenOpen`: waits until a session is open, without opening one
 * - `lose`: reports that a session cannot be used any more. With `recreate` the next `current` opens another session;
 *   otherwise the lifecycle ends.
 * - `withOperation`: wraps the following of a long-running operation. A lost session is closed after its operation.
 * - `trackRequest`: reports the fiber of a request. The end of the scope waits for the request before it closes the
 *   session, and interrupts it after the close timeout.
 * - `recordRequest`: records the time of a request in the session, and whether the service accepted it. An accepted
 *   request resets the idle time of the session.
 * - `lastRequestAt`, `lastAcceptedAt`: the recorded times, by `Monotonic.now`
 * - `isEnded`: whether the scope has closed, or the session was lost and may not be recreated
 *
 * @internal
 */
export interface Lifecycle {
  readonly current: Effect.Effect<Redacted.Redacted, WorkbookError.CallError>
  readonly isCurrent: (id: Redacted.Redacted) => boolean
  readonly copy: () => unknown
  readonly whenOpen: Effect.Effect<Redacted.Redacted>
  readonly lose: (id: Redacted.Redacted, loss: Loss) => Effect.Effect<void>
  readonly withOperation: <A, E>(self: Effect.Effect<A, E>) => Effect.Effect<A, E>
  readonly trackRequest: (request: Fiber.RuntimeFiber<unknown, unknown>) => void
  readonly recordRequest: (isAccepted: boolean) => Effect.Effect<void>
  readonly lastRequestAt: () => number
  readonly lastAcceptedAt: () => number
  readonly isEnded: () => boolean
}

/** `mayBeOpen`: the session may still be open at the service, so it has to be closed. */
interface Loss {
  readonly reason: "service" | "keepAlive"
  readonly failure: WorkbookError.OperationFailure
  readonly recreate: boolean
  readonly mayBeOpen: boolean
}

type State =
  | { readonly _tag: "None" }
  | { readonly _tag: "Opening"; readonly opening: Fiber.Fiber<Redacted.Redacted, OpenFailure> }
  | { readonly _tag: "Open"; readonly id: Redacted.Redacted }
  | { readonly _tag: "Ended"; readonly error: WorkbookError.SessionLost }

type OpenFailure = OpenError | WorkbookError.SessionLost

/** If sessions are lost more often than this, another session would be lost too. */
const maxRecreations = 5
const recreationWindow = Duration.toMillis("10 minutes")

/**
 * Opens a session. When the scope closes, it closes the session that is open then.
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
    const sessionOpen = yield* Effect.makeLatch(false)
    const scopeClosing = yield* Effect.makeLatch(false)
    const noOperation = yield* Effect.makeLatch(true)
    const closings = new Set<Fiber.Fiber<void>>()
    let state: State = { _tag: "None" }
    let recreations: ReadonlyArray<{ readonly at: number }> = []
    let lastLoss: WorkbookError.SessionLost | undefined
    let trackedRequest: Fiber.RuntimeFiber<unknown, unknown> | undefined
    let lastRequestAt = 0
    let lastAcceptedAt = 0

    const publishNow = (event: (at: DateTime.Utc) => SessionEvent.SessionEvent) =>
      Effect.flatMap(DateTime.now, (at) => publish(event(at)))

    const isEnded = () => state._tag === "Ended"
    const sessionLost = (reason: "service" | "keepAlive" | "closed", error?: WorkbookError.Any) =>
      new WorkbookError.SessionLost({ mode, reason, ...(error === undefined ? {} : WorkbookError.reasonOf(error)) })

    /**
     * Changes the state immediately, so that no other fiber runs between the decision of the caller and the change. The
     * result is an effect for the consequences of the change.
     */
    const setState = (next: State): Effect.Effect<void> => {
      const change = Number(next._tag === "Open") - Number(state._tag === "Open")
      state = next
      return Effect.zipRight(
        next._tag === "Open" ? sessionOpen.open : sessionOpen.close,
        change === 0 ? Effect.void : Telemetry.changeActive(mode, change)
      )
    }

    const recordRequest = (isAccepted: boolean) =>
      Effect.map(Monotonic.now, (now) => {
        lastRequestAt = now
        if (isAccepted) lastAcceptedAt = now
      })

    // The calls of a session are sequential, so at most one operation is followed at a time.
    const withOperation = <A, E>(self: Effect.Effect<A, E>): Effect.Effect<A, E> =>
      Effect.acquireUseRelease(
        noOperation.close,
        () => Effect.scoped(Effect.zipRight(factory.retainQueue, self)),
        () => noOperation.open
      )

    const startClosing = (id: Redacted.Redacted, after: Effect.Effect<void> = Effect.void) =>
      Effect.map(forkInBackground(factory, Effect.zipRight(after, factory.close(id))), (closing) => {
        closings.add(closing)
        closing.addObserver(() => closings.delete(closing))
      })

    const failRestore = ({ error, recreate }: SessionFactory.RestoreFailed) =>
      Effect.suspend(() => {
        const lost = error._tag === "SessionLost" ? error : sessionLost("service", error)
        const end = recreate || isEnded() ? Effect.void : setState({ _tag: "Ended", error: lost })
        return Effect.zipRight(end, lost)
      })

    const idleLimit = Duration.toMillis(SessionMode.idleLimit(mode))
    const failWhenIdledOut: Effect.Effect<never, WorkbookError.SessionLost> = Effect.suspend(() => {
      const due = lastAcceptedAt + idleLimit
      return Effect.zipRight(
        Monotonic.sleepUntil(due),
        Effect.suspend(() =>
          due < lastAcceptedAt + idleLimit
            ? failWhenIdledOut
            : Effect.zipRight(warn("restore: the session has idled out meanwhile"), sessionLost("keepAlive"))
        )
      )
    })

    const restoreIn = (id: Redacted.Redacted): Effect.Effect<unknown, WorkbookError.SessionLost> =>
      Effect.suspend(() => {
        let isRestoreEnded = false
        return factory.restore({
          id,
          isEnded: () => isRestoreEnded || isEnded(),
          onAccepted: recordRequest(true)
        }).pipe(
          Effect.catchAll(failRestore),
          Effect.disconnect,
          Effect.raceFirst(failWhenIdledOut),
          Effect.raceFirst(scopeClosing.await),
          Effect.ensuring(Effect.sync(() => isRestoreEnded = true))
        )
      })

    const openAndRestore = (isRecreation: boolean): Effect.Effect<Redacted.Redacted, OpenFailure> =>
      Effect.gen(function*() {
        yield* publishNow((at) => ({ _tag: "Opening", at }))
        const id = yield* factory.open(isEnded)
        yield* recordRequest(true)
        yield* Effect.onError(
          Effect.zipRight(
            isRecreation ? restoreIn(id) : Effect.void,
            Effect.suspend(() => state._tag === "Ended" ? Effect.fail(state.error) : setState({ _tag: "Open", id }))
          ),
          () => startClosing(id)
        )
        yield* publishNow((at) => ({ _tag: isRecreation ? "Recreated" : "Open", at }))
        if (isRecreation) yield* Telemetry.recreated(mode)
        return id
      }).pipe(
        Effect.onError(() => Effect.suspend(() => isEnded() ? Effect.void : setState({ _tag: "None" }))),
        // Errors would otherwise name the function of the call that recreates the session.
        isRecreation ? withFunctionName("WorkbookSession.make") : identity
      )

    /** Opens in the background, because other callers may wait for the session when the first one is interrupted. */
    const open = (isRecreation: boolean) =>
      Effect.uninterruptibleMask((restore) =>
        Effect.flatMap(Effect.makeLatch(false), (stateIsSet) =>
          forkInBackground(factory, Effect.zipRight(stateIsSet.await, openAndRestore(isRecreation))).pipe(
            Effect.tap((fiber) =>
              Effect.suspend(() =>
                isEnded() ? Effect.void : setState({ _tag: "Opening", opening: fiber })
              )
            ),
            Effect.tap(stateIsSet.open),
            Effect.flatMap((fiber) => restore(awaitOpening(fiber)))
          ))
      )

    const failOrInterrupt = Effect.suspend(() => state._tag === "Ended" ? Effect.fail(state.error) : Effect.interrupt)

    /** Waits until the scope closes at most, although the opening may continue in the background. */
    const awaitOpening = (fiber: Fiber.Fiber<Redacted.Redacted, OpenFailure>) =>
      Effect.raceFirst(
        Effect.flatMap(
          Fiber.await(fiber),
          (exit): Effect.Effect<Redacted.Redacted, OpenFailure> => Exit.isInterrupted(exit) ? failOrInterrupt : exit
        ),
        Effect.zipRight(scopeClosing.await, failOrInterrupt)
      )

    const reopen = Effect.flatMap(Monotonic.now, (now) => {
      recreations = recreations.filter(({ at }) => now - at < recreationWindow)
      if (recreations.length >= maxRecreations) return Effect.fail(lastLoss ?? sessionLost("service"))
      const recreation = { at: now }
      recreations = [...recreations, recreation]
      // A throttled attempt opened no session, so it does not count.
      return Effect.tapErrorTag(open(true), "Throttled", () =>
        Effect.sync(() => {
          recreations = recreations.filter((other) => other !== recreation)
        }))
    })

    const current = Effect.suspend((): Effect.Effect<Redacted.Redacted, OpenFailure> => {
      switch (state._tag) {
        case "Open":
          return Effect.succeed(state.id)
        case "Opening":
          return awaitOpening(state.opening)
        case "None":
          return reopen
        case "Ended":
          return Effect.fail(state.error)
      }
    })

    const toCallError = (error: OpenFailure): WorkbookError.CallError => {
      switch (error._tag) {
        case "SessionMismatch":
        case "OperationFailed":
        case "OperationTimedOut":
          return sessionLost("service", error)
        default:
          return error
      }
    }

    const lose = (id: Redacted.Redacted, { failure, mayBeOpen, reason, recreate }: Loss) =>
      Effect.suspend(() => {
        if (state._tag !== "Open" || state.id !== id) return Effect.void
        const lost = sessionLost(reason, failure)
        lastLoss = lost
        return Effect.all([
          setState(recreate ? { _tag: "None" } : { _tag: "Ended", error: lost }),
          mayBeOpen ? startClosing(id, noOperation.await) : Effect.void,
          publishNow((at) => ({ _tag: "Lost", at, code: lost.code })),
          warn(lost.message)
        ], { discard: true })
      })

    const awaitOrWarn = (name: string, fiber: Fiber.Fiber<unknown, unknown>) =>
      Effect.flatMap(awaitWithin(fiber, closeTimeout), (exit) =>
        Option.isNone(exit) ? warn(`${name}: not done yet, waiting on in the background`) : Effect.void)

    const release = Effect.suspend(() => {
      const last = state
      if (last._tag === "Ended" && last.error.reason === "closed") {
        return Effect.void
      }
      const end = setState({ _tag: "Ended", error: sessionLost("closed") })
      return Effect.gen(function*() {
        yield* end
        yield* scopeClosing.open
        if (last._tag === "Opening") {
          yield* awaitOrWarn("createSession", last.opening)
        }
        const request = trackedRequest
        if (request !== undefined) {
          yield* awaitWithin(request, closeTimeout)
          yield* Fiber.interruptFork(request)
        }
        if (last._tag === "Open") {
          yield* startClosing(last.id)
        }
        yield* Effect.forEach(closings, (closing) =>
          awaitOrWarn("closeSession", closing), {
          concurrency: "unbounded",
          discard: true
        })
        yield* publishNow((at) => ({ _tag: "Closed", at }))
      })
    })

    // The session may be lost before a fiber that waits for the latch continues.
    const whenOpen: Effect.Effect<Redacted.Redacted> = Effect.zipRight(
      sessionOpen.await,
      Effect.suspend(() =>
        state._tag === "Open" ? Effect.succeed(state.id) : whenOpen
      )
    )

    // The fiber that closes the scope may be interrupted meanwhile.
    yield* Effect.addFinalizer(() => Effect.uninterruptible(release))
    yield* open(false).pipe(
      Effect.catchTag("SessionLost", () => Effect.interrupt),
      Effect.onInterrupt(() => release)
    )

    return {
      current: Effect.mapError(current, toCallError),
      isCurrent: (id) => state._tag === "Open" && state.id === id,
      // While no session is open, the state object identifies the missing copy: `undefined` means a mode without copies.
      copy: () => mode === "nonPersistent" ? state._tag === "Open" ? state.id : state : undefined,
      whenOpen,
      lose,
      withOperation,
      trackRequest: (request) => {
        trackedRequest = request
        request.addObserver(() => {
          if (trackedRequest === request) trackedRequest = undefined
        })
      },
      recordRequest,
      lastRequestAt: () => lastRequestAt,
      lastAcceptedAt: () => lastAcceptedAt,
      isEnded
    }
  })

/** Runs an effect in a daemon that retains the queue. The caller reports the failure, so Effect does not log it. */
const forkInBackground = <A, E>(
  factory: SessionFactory.SessionFactory,
  self: Effect.Effect<A, E>
): Effect.Effect<Fiber.RuntimeFiber<A, E>> =>
  Effect.uninterruptible(Effect.flatMap(Scope.make(), (queueScope) =>
    Effect.zipRight(
      Scope.extend(factory.retainQueue, queueScope),
      UnhandledErrors.withoutLog(
        Effect.forkDaemon(Effect.ensuring(Effect.interruptible(self), Scope.close(queueScope, Exit.void)))
      )
    )))
