import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Fiber from "effect/Fiber"
import * as FiberId from "effect/FiberId"
import { constVoid } from "effect/Function"
import * as Option from "effect/Option"
import type * as Scope from "effect/Scope"
import * as Monotonic from "./monotonic.js"
import * as Unhandled from "./unhandled.js"

interface Pending {
  readonly due: number
  readonly expire: () => void
}

/**
 * Gives many effects the same time to end, with one timer for all of them: `Effect.timeout` costs two fibers and a
 * timer each time, which is more than all else that a request costs here.
 *
 * The effect answers `None` where it did not end in time; it is interrupted then, and not waited for. `onLate` runs before
 * that.
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
    // In the order in which they are due, for all have the same time.
    const pending = new Set<Pending>()
    let watched = false
    let isClosed = false
    // A timer that nobody needs would keep the process from ending.
    const unneeded = yield* Effect.makeLatch(false)
    const isUnneeded = () => isClosed && pending.size === 0
    yield* Effect.addFinalizer(() =>
      Effect.suspend(() => {
        isClosed = true
        return isUnneeded() ? unneeded.open : Effect.void
      })
    )

    const watch: Effect.Effect<void> = Effect.suspend(() => {
      const next = pending.values().next()
      if (next.done === true) {
        watched = false
        return Effect.void
      }
      return Effect.flatMap(Monotonic.now, (now) => {
        if (next.value.due > now) {
          return Effect.zipRight(Effect.raceFirst(Monotonic.sleepUntil(next.value.due), unneeded.await), watch)
        }
        pending.delete(next.value)
        next.value.expire()
        return watch
      })
    })

    const startWatching = Effect.suspend(() => {
      if (watched) return Effect.void
      watched = true
      // Sessions are closed in the background also after the client has gone, and those requests have a deadline too.
      return Effect.forkDaemon(Effect.interruptible(watch))
    })

    const waitFor = <A, E>(fiber: Fiber.RuntimeFiber<A, E>, due: number, onLate: () => void) => {
      const ended = Deferred.unsafeMake<Option.Option<A>, E>(FiberId.none)
      const interrupt = () => fiber.unsafeInterruptAsFork(FiberId.none)
      const entry: Pending = {
        due,
        expire: () => {
          onLate()
          interrupt()
          Deferred.unsafeDone(ended, Effect.succeedNone)
        }
      }
      unneeded.unsafeClose()
      pending.add(entry)
      fiber.addObserver((exit) => {
        pending.delete(entry)
        if (isUnneeded()) unneeded.unsafeOpen()
        Deferred.unsafeDone(ended, Exit.map(exit, Option.some))
      })
      return { ended: Deferred.await(ended), interrupt: Effect.sync(interrupt) }
    }

    // Nobody's child, for one that cannot be interrupted would keep its parent from ending.
    return <A, E, R>(self: Effect.Effect<A, E, R>, onLate = constVoid) =>
      Effect.uninterruptibleMask((restore) =>
        Effect.flatMap(
          Monotonic.now,
          (now) =>
            Effect.flatMap(Unhandled.untold(Effect.forkDaemon(restore(self))), (fiber) => {
              const { ended, interrupt } = waitFor(fiber, now + millis, onLate)
              return Effect.zipRight(startWatching, restore(ended)).pipe(
                Effect.onInterrupt(() => Effect.zipRight(interrupt, Effect.exit(ended)))
              )
            })
        )
      )
  })
