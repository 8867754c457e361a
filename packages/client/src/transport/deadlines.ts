import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Fiber from "effect/Fiber"
import * as FiberId from "effect/FiberId"
import { constVoid } from "effect/Function"
import type * as Scope from "effect/Scope"
import type * as WorkbookError from "../WorkbookError.js"
import * as Monotonic from "./monotonic.js"
import * as UnhandledErrors from "./unhandledErrors.js"

/**
 * Makes a part of an effect interruptible, like the argument of `Effect.uninterruptibleMask`.
 *
 * @internal
 */
export type Restore = <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>

/**
 * Gives a request, which the fiber is about to send, a timeout. Its effect is uninterruptible, except for the parts that it restores. If it does not end in
 * time, it is interrupted in the background, and the result is a failure with the error of `onTimeout`.
 *
 * @internal
 */
export type InTime = <A>(
  fiber: Fiber.RuntimeFiber<unknown, unknown>,
  self: (restore: Restore) => Effect.Effect<A, WorkbookError.Failure>,
  onTimeout: () => WorkbookError.Failure
) => Effect.Effect<A, WorkbookError.Failure>

/**
 * Timeouts of the same length, with one timer for all of them. `Effect.timeout` would start two fibers and a timer for each
 * request, which costs more than the rest of the request.
 *
 * - `inNewFiber`: runs the effect in a fiber of its own
 * - `inSameFiber`: runs the effect in the current fiber, which must be uninterruptible. After a timeout this fiber may still
 *   run, and `expire` has to continue with the error.
 *
 * @internal
 */
export interface Deadlines {
  readonly inNewFiber: InTime
  readonly inSameFiber: (expire: (error: WorkbookError.Failure) => Effect.Effect<void>) => InTime
}

/**
 * A member of the list of those that are pending. A `Set` would keep a part of its former members alive until a full garbage
 * collection, and with each of them all that its request refers to.
 */
interface Pending {
  readonly due: number
  readonly expire: Effect.Effect<void>
  previous: Pending
  next: Pending
}

/** Does nothing if the entry was removed before. */
const remove = (entry: Pending): void => {
  entry.previous.next = entry.next
  entry.next.previous = entry.previous
  entry.previous = entry.next = entry
}

/** @internal */
export const make = (timeout: Duration.Duration): Effect.Effect<Deadlines, never, Scope.Scope> =>
  Effect.gen(function*() {
    const millis = Math.ceil(Duration.toMillis(timeout))
    // Ordered by deadline, because all effects have the same timeout. The first member follows `pending`.
    const pending = { due: Number.POSITIVE_INFINITY, expire: Effect.void } as Pending
    pending.previous = pending.next = pending
    const isEmpty = () => pending.next === pending
    let isWatching = false
    let isClosed = false
    // Stops the timer when the scope is closed and nothing is pending: the timer would keep the process alive.
    const drained = yield* Effect.makeLatch(false)
    const openIfDrained = (): void => {
      if (isClosed && isEmpty()) drained.unsafeOpen()
    }
    yield* Effect.addFinalizer(() =>
      Effect.sync(() => {
        isClosed = true
        openIfDrained()
      })
    )

    // Does not refer to a request while it sleeps.
    const awaitTime = (due: number) => Effect.raceFirst(Monotonic.sleepUntil(due), drained.await)

    const watch: Effect.Effect<void> = Effect.flatMap(Monotonic.now, (now) => {
      if (isEmpty()) {
        isWatching = false
        return Effect.void
      }
      const { due, expire } = pending.next
      if (due > now) return Effect.zipRight(awaitTime(due), watch)
      remove(pending.next)
      return Effect.zipRight(expire, watch)
    })

    const startWatching = Effect.suspend(() => {
      if (isWatching) return Effect.void
      isWatching = true
      // A daemon, because sessions are closed in the background after the scope, and those requests need a deadline too.
      return Effect.forkDaemon(Effect.interruptible(watch))
    })

    const start = (fiber: Fiber.RuntimeFiber<unknown, unknown>, expire: Effect.Effect<void>): Pending => {
      const due = Monotonic.unsafeNow(fiber) + millis
      const last = { due, expire, previous: pending.previous, next: pending }
      last.previous.next = pending.previous = last
      drained.unsafeClose()
      return last
    }

    const stop = (entry: Pending): void => {
      remove(entry)
      openIfDrained()
    }

    return {
      inNewFiber: <A>(
        _: Fiber.RuntimeFiber<unknown, unknown>,
        self: (restore: Restore) => Effect.Effect<A, WorkbookError.Failure>,
        onTimeout: () => WorkbookError.Failure
      ) =>
        Effect.uninterruptibleMask((restore) =>
          // A daemon, because a parent waits for its children, even for one that cannot be interrupted.
          Effect.flatMap(UnhandledErrors.forkDaemon(self(restore)), (fiber) => {
            const interrupt = Effect.sync(() => fiber.unsafeInterruptAsFork(FiberId.none))
            let exit: Exit.Exit<A, WorkbookError.Failure> | undefined
            let onExit = constVoid
            const end = (first: Exit.Exit<A, WorkbookError.Failure>): void => {
              if (exit !== undefined) return
              exit = first
              stop(entry)
              onExit()
            }
            const ended = Effect.async<A, WorkbookError.Failure>((resume) => {
              onExit = () => exit !== undefined && resume(exit)
              onExit()
            })
            const entry = start(
              fiber,
              Effect.suspend(() => {
                end(Exit.fail(onTimeout()))
                return interrupt
              })
            )
            fiber.addObserver(end)
            return Effect.zipRight(
              startWatching,
              Effect.onInterrupt(restore(ended), () => Effect.zipRight(interrupt, Effect.exit(ended)))
            )
          })
        ),
      inSameFiber: (expire) => (fiber, self, onTimeout) => {
        const entry = start(fiber, Effect.suspend(() => expire(onTimeout())))
        const ended = Effect.matchCauseEffect(self(Effect.interruptible), {
          onFailure: (cause) => {
            stop(entry)
            return Effect.failCause(cause)
          },
          onSuccess: (value) => {
            stop(entry)
            return Effect.succeed(value)
          }
        })
        return isWatching ? ended : Effect.zipRight(startWatching, ended)
      }
    }
  })
