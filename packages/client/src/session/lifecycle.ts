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
import * as Gate from "../transport/gate.js"
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
 * - `openSession`: the id of the open session, without opening one
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
  isCurrent(id: Redacted.Redacted): boolean
  copy(): unknown
  openSession(): Redacted.Redacted | undefined
  lose(id: Redacted.Redacted, loss: Loss): Effect.Effect<void>
  withOperation<A, E>(self: Effect.Effect<A, E>): Effect.Effect<A, E>
  trackRequest(request: Fiber.RuntimeFiber<unknown, unknown>): void
  recordRequest(fiber: Fiber.RuntimeFiber<unknown, unknown>, isAccepted: boolean): void
  lastRequestAt(): number
  lastAcceptedAt(): number
  isEnded(): boolean
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

interface Options {
  readonly factory: SessionFactory.SessionFactory
  readonly closeTimeout: Duration.Duration
  readonly publish: (event: SessionEvent.SessionEvent) => Effect.Effect<void>
  readonly warn: (message: string) => Effect.Effect<void>
}

/** A class, because the closures of an object would need several kilobytes for each session of a program. */
class LifecycleImpl implements Lifecycle {
  private readonly options: Options
  private readonly scopeClosing = Gate.make(false)
  private readonly noOperation = Gate.make(true)
  private state: State = { _tag: "None" }
  private closings: ReadonlyArray<Fiber.Fiber<void>> = []
  private recreations: ReadonlyArray<{ readonly at: number }> = []
  private lastLoss: WorkbookError.SessionLost | undefined
  private trackedRequest: Fiber.RuntimeFiber<unknown, unknown> | undefined
  private requestAt = 0
  private acceptedAt = 0

  constructor(options: Options) {
    this.options = options
  }

  get current(): Effect.Effect<Redacted.Redacted, WorkbookError.CallError> {
    return Effect.suspend(() => Effect.mapError(this.openOrAwait(), (error) => this.toCallError(error)))
  }

  isCurrent(id: Redacted.Redacted): boolean {
    return this.state._tag === "Open" && this.state.id === id
  }

  // While no session is open, the state object identifies the missing copy: `undefined` means a mode without copies.
  copy(): unknown {
    if (this.mode !== "nonPersistent") return undefined
    return this.state._tag === "Open" ? this.state.id : this.state
  }

  openSession(): Redacted.Redacted | undefined {
    return this.state._tag === "Open" ? this.state.id : undefined
  }

  isEnded(): boolean {
    return this.state._tag === "Ended"
  }

  lastRequestAt(): number {
    return this.requestAt
  }

  lastAcceptedAt(): number {
    return this.acceptedAt
  }

  recordRequest(fiber: Fiber.RuntimeFiber<unknown, unknown>, isAccepted: boolean): void {
    this.requestAt = Monotonic.unsafeNow(fiber)
    if (isAccepted) this.acceptedAt = this.requestAt
  }

  trackRequest(request: Fiber.RuntimeFiber<unknown, unknown>): void {
    this.trackedRequest = request
    request.addObserver(() => {
      if (this.trackedRequest === request) this.trackedRequest = undefined
    })
  }

  // The calls of a session are sequential, so at most one operation is followed at a time.
  withOperation<A, E>(self: Effect.Effect<A, E>): Effect.Effect<A, E> {
    return Effect.acquireUseRelease(
      Effect.sync(() => this.noOperation.close()),
      () => Effect.scoped(Effect.zipRight(this.options.factory.retainQueue, self)),
      () => Effect.sync(() => this.noOperation.open())
    )
  }

  lose(id: Redacted.Redacted, { failure, mayBeOpen, reason, recreate }: Loss): Effect.Effect<void> {
    return Effect.suspend(() => {
      if (!this.isCurrent(id)) return Effect.void
      const lost = this.sessionLost(reason, failure)
      this.lastLoss = lost
      return Effect.all([
        this.setState(recreate ? { _tag: "None" } : { _tag: "Ended", error: lost }),
        mayBeOpen ? this.startClosing(id, this.noOperation.await) : Effect.void,
        this.publishNow((at) => ({ _tag: "Lost", at, code: lost.code })),
        this.options.warn(lost.message)
      ], { discard: true })
    })
  }

  /** Opens the first session. `release` must run at the end of the scope. */
  get openFirst(): Effect.Effect<void, OpenError> {
    return this.open(false).pipe(
      Effect.catchTag("SessionLost", () => Effect.interrupt),
      Effect.onInterrupt(() => this.release),
      Effect.asVoid
    )
  }

  /** Closes the open session, after the requests that run. */
  get release(): Effect.Effect<void> {
    return Effect.suspend(() => {
      const last = this.state
      if (last._tag === "Ended" && last.error.reason === "closed") {
        return Effect.void
      }
      return Effect.zipRight(
        this.setState({ _tag: "Ended", error: this.sessionLost("closed") }),
        this.closeAfter(last)
      )
    })
  }

  private closeAfter(last: State): Effect.Effect<void> {
    const { closeTimeout } = this.options
    const awaitOrWarn = (name: string, fiber: Fiber.Fiber<unknown, unknown>) => this.awaitOrWarn(name, fiber)
    return Effect.gen(this, function*() {
      this.scopeClosing.open()
      if (last._tag === "Opening") {
        yield* awaitOrWarn("createSession", last.opening)
      }
      const request = this.trackedRequest
      if (request !== undefined) {
        yield* awaitWithin(request, closeTimeout)
        yield* Fiber.interruptFork(request)
      }
      if (last._tag === "Open") {
        yield* this.startClosing(last.id)
      }
      yield* Effect.forEach(this.closings, (closing) => awaitOrWarn("closeSession", closing), {
        concurrency: "unbounded",
        discard: true
      })
      yield* this.publishNow((at) => ({ _tag: "Closed", at }))
    })
  }

  private awaitOrWarn(name: string, fiber: Fiber.Fiber<unknown, unknown>): Effect.Effect<void> {
    const { closeTimeout, warn } = this.options
    return Effect.flatMap(
      awaitWithin(fiber, closeTimeout),
      (exit) => Option.isNone(exit) ? warn(`${name}: not done yet, waiting on in the background`) : Effect.void
    )
  }

  private get mode() {
    return this.options.factory.mode
  }

  private publishNow(event: (at: DateTime.Utc) => SessionEvent.SessionEvent): Effect.Effect<void> {
    return Effect.flatMap(DateTime.now, (at) => this.options.publish(event(at)))
  }

  private sessionLost(reason: "service" | "keepAlive" | "closed", error?: WorkbookError.Any) {
    return new WorkbookError.SessionLost({
      mode: this.mode,
      reason,
      ...(error === undefined ? {} : WorkbookError.reasonOf(error))
    })
  }

  /**
   * Changes the state immediately, so that no other fiber runs between the decision of the caller and the change. The
   * result is an effect for the consequences of the change.
   */
  private setState(next: State): Effect.Effect<void> {
    const change = Number(next._tag === "Open") - Number(this.state._tag === "Open")
    this.state = next
    return change === 0 ? Effect.void : Telemetry.changeActive(this.mode, change)
  }

  private startClosing(id: Redacted.Redacted, after: Effect.Effect<void> = Effect.void): Effect.Effect<void> {
    const { factory } = this.options
    return Effect.map(forkInBackground(factory, Effect.zipRight(after, factory.close(id))), (closing) => {
      this.closings = [...this.closings, closing]
      closing.addObserver(() => {
        this.closings = this.closings.filter((other) => other !== closing)
      })
    })
  }

  private get recordAccepted(): Effect.Effect<void> {
    return Effect.withFiberRuntime((fiber) => {
      this.recordRequest(fiber, true)
      return Effect.void
    })
  }

  private openOrAwait(): Effect.Effect<Redacted.Redacted, OpenFailure> {
    switch (this.state._tag) {
      case "Open":
        return Effect.succeed(this.state.id)
      case "Opening":
        return this.awaitOpening(this.state.opening)
      case "None":
        return this.reopen()
      case "Ended":
        return Effect.fail(this.state.error)
    }
  }

  private toCallError(error: OpenFailure): WorkbookError.CallError {
    switch (error._tag) {
      case "SessionMismatch":
      case "OperationFailed":
      case "OperationTimedOut":
        return this.sessionLost("service", error)
      default:
        return error
    }
  }

  private reopen(): Effect.Effect<Redacted.Redacted, OpenFailure> {
    return Effect.flatMap(Monotonic.now, (now) => {
      this.recreations = this.recreations.filter(({ at }) => now - at < recreationWindow)
      if (this.recreations.length >= maxRecreations) return Effect.fail(this.lastLoss ?? this.sessionLost("service"))
      const recreation = { at: now }
      this.recreations = [...this.recreations, recreation]
      // A throttled attempt opened no session, so it does not count.
      return Effect.tapErrorTag(this.open(true), "Throttled", () =>
        Effect.sync(() => {
          this.recreations = this.recreations.filter((other) => other !== recreation)
        }))
    })
  }

  /** Opens in the background, because other callers may wait for the session when the first one is interrupted. */
  private open(isRecreation: boolean): Effect.Effect<Redacted.Redacted, OpenFailure> {
    return Effect.uninterruptibleMask((restore) => {
      const stateIsSet = Gate.make(false)
      return Effect.flatMap(
        forkInBackground(this.options.factory, Effect.zipRight(stateIsSet.await, this.openAndRestore(isRecreation))),
        (fiber) =>
          Effect.zipRight(
            this.isEnded() ? Effect.void : this.setState({ _tag: "Opening", opening: fiber }),
            Effect.suspend(() => {
              stateIsSet.open()
              return restore(this.awaitOpening(fiber))
            })
          )
      )
    })
  }

  /** Waits until the scope closes at most, although the opening may continue in the background. */
  private awaitOpening(
    fiber: Fiber.Fiber<Redacted.Redacted, OpenFailure>
  ): Effect.Effect<Redacted.Redacted, OpenFailure> {
    const failOrInterrupt = Effect.suspend(() =>
      this.state._tag === "Ended" ? Effect.fail(this.state.error) : Effect.interrupt
    )
    return Effect.raceFirst(
      Effect.flatMap(
        Fiber.await(fiber),
        (exit): Effect.Effect<Redacted.Redacted, OpenFailure> => Exit.isInterrupted(exit) ? failOrInterrupt : exit
      ),
      Effect.zipRight(this.scopeClosing.await, failOrInterrupt)
    )
  }

  private openAndRestore(isRecreation: boolean): Effect.Effect<Redacted.Redacted, OpenFailure> {
    const { factory } = this.options
    return Effect.gen(this, function*() {
      yield* this.publishNow((at) => ({ _tag: "Opening", at }))
      const id = yield* factory.open(() => this.isEnded())
      yield* this.recordAccepted
      yield* Effect.onError(
        Effect.zipRight(
          isRecreation ? this.restoreIn(id) : Effect.void,
          Effect.suspend(() =>
            this.state._tag === "Ended" ? Effect.fail(this.state.error) : this.setState({ _tag: "Open", id })
          )
        ),
        () => this.startClosing(id)
      )
      yield* this.publishNow((at) => ({ _tag: isRecreation ? "Recreated" : "Open", at }))
      if (isRecreation) yield* Telemetry.recreated(this.mode)
      return id
    }).pipe(
      Effect.onError(() => Effect.suspend(() => this.isEnded() ? Effect.void : this.setState({ _tag: "None" }))),
      // Errors would otherwise name the function of the call that recreates the session.
      isRecreation ? withFunctionName("WorkbookSession.make") : identity
    )
  }

  private restoreIn(id: Redacted.Redacted): Effect.Effect<unknown, WorkbookError.SessionLost> {
    return Effect.suspend(() => {
      let isRestoreEnded = false
      return this.options.factory.restore({
        id,
        isEnded: () => isRestoreEnded || this.isEnded(),
        onAccepted: this.recordAccepted
      }).pipe(
        Effect.catchAll((failed) => this.failRestore(failed)),
        Effect.disconnect,
        Effect.raceFirst(this.failWhenIdledOut()),
        Effect.raceFirst(this.scopeClosing.await),
        Effect.ensuring(Effect.sync(() => isRestoreEnded = true))
      )
    })
  }

  private failRestore({ error, recreate }: SessionFactory.RestoreFailed) {
    const lost = error._tag === "SessionLost" ? error : this.sessionLost("service", error)
    const end = recreate || this.isEnded() ? Effect.void : this.setState({ _tag: "Ended", error: lost })
    return Effect.zipRight(end, lost)
  }

  private failWhenIdledOut(): Effect.Effect<never, WorkbookError.SessionLost> {
    const dueNow = () => this.acceptedAt + Duration.toMillis(SessionMode.idleLimit(this.mode))
    return Effect.suspend(() => {
      const due = dueNow()
      return Effect.zipRight(
        Monotonic.sleepUntil(due),
        Effect.suspend(() =>
          due < dueNow()
            ? this.failWhenIdledOut()
            : Effect.zipRight(
              this.options.warn("restore: the session has idled out meanwhile"),
              this.sessionLost("keepAlive")
            )
        )
      )
    })
  }
}

/**
 * Opens a session. When the scope closes, it closes the session that is open then.
 *
 * @internal
 */
export const make = (options: Options): Effect.Effect<Lifecycle, OpenError, Scope.Scope> =>
  Effect.suspend(() => {
    const lifecycle = new LifecycleImpl(options)
    return Effect.zipRight(
      // The fiber that closes the scope may be interrupted meanwhile.
      Effect.addFinalizer(() => Effect.uninterruptible(lifecycle.release)),
      Effect.as(lifecycle.openFirst, lifecycle)
    )
  })

/** Runs an effect in a daemon that retains the queue. The caller reports the failure, so Effect does not log it. */
const forkInBackground = <A, E>(
  factory: SessionFactory.SessionFactory,
  self: Effect.Effect<A, E>
): Effect.Effect<Fiber.RuntimeFiber<A, E>> =>
  Effect.uninterruptible(Effect.flatMap(Scope.make(), (queueScope) =>
    Effect.zipRight(
      Scope.extend(factory.retainQueue, queueScope),
      UnhandledErrors.forkDaemon(Effect.ensuring(Effect.interruptible(self), Scope.close(queueScope, Exit.void)))
    )))
