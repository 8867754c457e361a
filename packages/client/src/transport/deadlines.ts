import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import { constVoid } from "effect/Function"
import * as Option from "effect/Option"
import type * as Scope from "effect/Scope"
import * as Monotonic from "./monotonic.js"
import * as UnhandledErrors from "./unhandledErrors.js"

interface Pending {
  readonly due: number
  readonly expire: Effect.Effect<void>
}

/**
 * Gives many effects the same timeout, with one timer for all of them. `Effect.timeout` would start two fibers and a timer
 * for each request, which costs more than the rest of the request.
 *
 * An effect that does not end in time gives `None`. It is interrupted in the background, after `onTimeout` was called.
 *
 * @internal
 */
export const make = (
  timeout: Duration.Duration
): Effect.Effect<
  <A, E, R>(self: Effect.Effect<A, E, R>, onTimeout?: () => void) => Effect.Effect<Option.Option<A>, E, R>,
  never,
  Scope.Scope
> =>
  Effect.gen(function*() {
    const millis = Math.ceil(Duration.toMillis(timeout))
    // Ordered by deadline, because all effects have the same timeout.
    const pending = new Set<Pending>()
    let isWatching = false
    let isClosed = false
    // Stops the timer when the scope is closed and nothing is pending: the timer would keep the process alive.
    const drained = yield* Effect.makeLatch(false)
    const openIfDrained = (): void => {
      if (isClosed && pending.size === 0) drained.unsafeOpen()
    }
    yield* Effect.addFinalizer(() =>
      Effect.sync(() => {
        isClosed = true
        openIfDrained()
      })
    )

    const watch: Effect.Effect<void> = Effect.suspend(() => {
      const next = pending.values().next()
      if (next.done === true) {
        isWatching = false
        return Effect.void
      }
      const { due, expire } = next.value
      return Effect.flatMap(Monotonic.now, (now) => {
        if (due > now) {
          return Effect.zipRight(Effect.raceFirst(Monotonic.sleepUntil(due), drained.await), watch)
        }
        pending.delete(next.value)
        return Effect.zipRight(expire, watch)
      })
    })

    const startWatching = Effect.suspend(() => {
      if (isWatching) return Effect.void
      isWatching = true
      // A daemon, because sessions are closed in the background after the scope, and those requests need a deadline too.
      return Effect.forkDaemon(Effect.interruptible(watch))
    })

    return <A, E, R>(self: Effect.Effect<A, E, R>, onTimeout = constVoid) =>
      Effect.uninterruptibleMask((restore) => {
        // A daemon, because a parent waits for its children, even for one that cannot be interrupted.
        return Effect.flatMap(UnhandledErrors.forkDaemon(restore(self)), (fiber) => {
          const interrupt = Fiber.interruptFork(fiber)
          let exit: Exit.Exit<Option.Option<A>, E> | undefined
          let onExit = constVoid
          const end = (first: Exit.Exit<Option.Option<A>, E>): void => {
            if (exit !== undefined) return
            exit = first
            pending.delete(entry)
            openIfDrained()
            onExit()
          }
          const ended = Effect.async<Option.Option<A>, E>((resume) => {
            onExit = () => exit !== undefined && resume(exit)
            onExit()
          })
          const entry: Pending = {
            due: Monotonic.unsafeNow(fiber) + millis,
            expire: Effect.suspend(() => {
              onTimeout()
              end(Exit.succeed(Option.none()))
              return interrupt
            })
          }
          pending.add(entry)
          drained.unsafeClose()
          fiber.addObserver((exit) => end(Exit.map(exit, Option.some)))
          return Effect.zipRight(
            startWatching,
            Effect.onInterrupt(restore(ended), () => Effect.zipRight(interrupt, Effect.exit(ended)))
          )
        })
      })
  })
