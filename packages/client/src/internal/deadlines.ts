import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as FiberId from "effect/FiberId"
import * as Option from "effect/Option"
import type * as Scope from "effect/Scope"
import * as Monotonic from "./monotonic.js"

interface Pending {
  readonly due: number
  readonly expire: () => void
}

/**
 * Gives many effects the same time to end, with one timer for all of them: `Effect.timeout` costs two fibers and a
 * timer each time, which is more than all else that a request costs here.
 *
 * The effect answers `None` where it did not end in time; it is interrupted then.
 *
 * @internal
 */
export const make = (
  timeout: Duration.Duration
): Effect.Effect<
  <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<Option.Option<A>, E, R>,
  never,
  Scope.Scope
> =>
  Effect.gen(function*() {
    const scope = yield* Effect.scope
    const millis = Math.ceil(Duration.toMillis(timeout))
    // In the order in which they are due, for all have the same time.
    const pending = new Set<Pending>()
    let watched = false

    const watch: Effect.Effect<void> = Effect.suspend(() => {
      const next = pending.values().next()
      if (next.done === true) {
        watched = false
        return Effect.void
      }
      return Effect.flatMap(Monotonic.now, (now) => {
        if (next.value.due > now) return Effect.zipRight(Monotonic.sleepUntil(next.value.due), watch)
        pending.delete(next.value)
        next.value.expire()
        return watch
      })
    })

    const startWatching = Effect.suspend(() => {
      if (watched) return Effect.void
      watched = true
      return Effect.forkIn(Effect.interruptible(watch), scope)
    })

    return <A, E, R>(self: Effect.Effect<A, E, R>) =>
      Effect.flatMap(Monotonic.now, (now) =>
        Effect.flatMap(Effect.fork(self), (fiber) =>
          Effect.async<Option.Option<A>, E>((resume) => {
            const entry: Pending = {
              due: now + millis,
              expire: () => {
                fiber.unsafeInterruptAsFork(FiberId.none)
                resume(Effect.succeedNone)
              }
            }
            pending.add(entry)
            fiber.addObserver((exit) => {
              pending.delete(entry)
              resume(Exit.map(exit, Option.some))
            })
            return Effect.suspend(() => {
              pending.delete(entry)
              return Fiber.interrupt(fiber)
            })
          }).pipe((waiting) =>
            Effect.zipRight(startWatching, waiting)
          )))
  })
