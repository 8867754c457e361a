import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import { constVoid } from "effect/Function"
import * as Option from "effect/Option"
import type * as Scope from "effect/Scope"
import * as Monotonic from "./monotonic.js"
import * as Unhandled from "./unhandled.js"

interface Pending {
  readonly due: number
  readonly expire: Effect.Effect<void>
}

/**
 * Gives many effects the same time to end, with one timer for all of them: `Effect.timeout` takes two fibers and a timer
 * each time, which cost more than all else that a request costs here.
 *
 * The effect succeeds with `None` if it did not end in time. It is interrupted then, without waiting for it. `onLate` runs
 * before that.
 *
 * @internal
 */
export const make = (
  timeout: Duration.Duration
): Effect.Effect<
  <A, E, R>(self: Effect.Effect<A, E, R>, onLate?: () => void) => Effect.Effect<Option.Option<A>, E, R>,
  never,
  Scope.Scope
> =>
  Effect.gen(function*() {
    const millis = Math.ceil(Duration.toMillis(timeout))
    // In the order of their deadlines, because all have the same time.
    const pending = new Set<Pending>()
    let watched = false
    let isClosed = false
    // A timer that is not needed would keep the process from ending.
    const unneeded = yield* Effect.makeLatch(false)
    const openIfUnneeded = Effect.suspend(() => isClosed && pending.size === 0 ? unneeded.open : Effect.void)
    yield* Effect.addFinalizer(() =>
      Effect.suspend(() => {
        isClosed = true
        return openIfUnneeded
      })
    )

    const watch: Effect.Effect<void> = Effect.suspend(() => {
      const next = pending.values().next()
      if (next.done === true) {
        watched = false
        return Effect.void
      }
      const { due, expire } = next.value
      return Effect.flatMap(Monotonic.now, (now) => {
        if (due > now) {
          return Effect.zipRight(Effect.raceFirst(Monotonic.sleepUntil(due), unneeded.await), watch)
        }
        pending.delete(next.value)
        return Effect.zipRight(expire, watch)
      })
    })

    const startWatching = Effect.suspend(() => {
      if (watched) return Effect.void
      watched = true
      // Sessions are also closed in the background after the client has ended, and those requests have a deadline too.
      return Effect.forkDaemon(Effect.interruptible(watch))
    })

    return <A, E, R>(self: Effect.Effect<A, E, R>, onLate = constVoid) =>
      Effect.uninterruptibleMask((restore) =>
        Effect.gen(function*() {
          const ended = yield* Deferred.make<Option.Option<A>, E>()
          const due = (yield* Monotonic.now) + millis
          // A daemon, because a child that cannot be interrupted would keep its parent from ending.
          const fiber = yield* Unhandled.untold(Effect.forkDaemon(
            Effect.onExit(restore(self), (exit) => {
              pending.delete(entry)
              return Effect.zipRight(openIfUnneeded, Deferred.done(ended, Exit.map(exit, Option.some)))
            })
          ))
          const interrupt = Fiber.interruptFork(fiber)
          const entry: Pending = {
            due,
            expire: Effect.suspend(() => {
              onLate()
              return Effect.zipRight(interrupt, Deferred.succeed(ended, Option.none()))
            })
          }
          pending.add(entry)
          yield* unneeded.close
          yield* startWatching
          return yield* Effect.onInterrupt(
            restore(Deferred.await(ended)),
            () => Effect.zipRight(interrupt, Effect.exit(Deferred.await(ended)))
          )
        })
      )
  })
