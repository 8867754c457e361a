import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Fiber from "effect/Fiber"
import * as FiberId from "effect/FiberId"
import * as FiberRefs from "effect/FiberRefs"
import type * as Deadlines from "./deadlines.js"

/**
 * A request that runs in an uninterruptible fiber of its own.
 *
 * - `send`: sends the request; it calls `expire` at its deadline, which interrupts the fiber
 * - `onSuccess`, `onFailure`: handle the result before the turn of the request ends. `onFailure` runs in another fiber after
 *   the deadline, because a request that cannot be interrupted may never end.
 *
 * @internal
 */
export interface Request<A, E, B, E2> {
  readonly send: (expire: (error: E) => Effect.Effect<void>) => Effect.Effect<A, E>
  readonly onSuccess: (value: A) => B
  readonly onFailure: (cause: Cause.Cause<E>) => Effect.Effect<B, E2>
}

/**
 * Runs a request and waits for its result, in an uninterruptible region. If the caller is interrupted, it ends at once, and the
 * request continues. `release` ends the turn of the request.
 *
 * @internal
 */
export const run = <A, E, B, E2>(
  { onFailure, onSuccess, send }: Request<A, E, B, E2>,
  { release, restore }: { readonly restore: Deadlines.Restore; readonly release: () => void }
): Effect.Effect<B, E2> => {
  let isExpired = false
  let isEnded = false
  let result: Exit.Exit<B, E2> | undefined
  let resume: ((exit: Exit.Exit<B, E2>) => void) | undefined

  const end = (exit: Exit.Exit<void>): void => {
    isEnded = true
    result ??= Exit.zipRight(exit, Exit.interrupt(FiberId.none))
    release()
    if (resume === undefined) return
    resume(result)
    // These functions may live until a full garbage collection, and would keep a large answer until then.
    result = undefined
  }

  // The fibers succeed without a value, because Effect logs the failure of a fiber.
  const handleFailure = (cause: Cause.Cause<E>): Effect.Effect<void> =>
    Effect.map(Effect.exit(onFailure(cause)), (exit) => {
      result = exit
    })

  const expire = (sending: Fiber.RuntimeFiber<void>, error: E): Effect.Effect<void> => {
    isExpired = true
    const fiberRefs = sending.getFiberRefs()
    sending.unsafeInterruptAsFork(FiberId.none)
    return Effect.map(
      // The fiber of the timer has other `FiberRef`s.
      Effect.forkDaemon(Effect.zipRight(FiberRefs.setAll(fiberRefs), handleFailure(Cause.fail(error)))),
      (fiber) => fiber.addObserver(end)
    )
  }

  let sending: Fiber.RuntimeFiber<void> | undefined
  const sent = Effect.matchCauseEffect(
    send((error) =>
      Effect.suspend(() =>
        sending === undefined || result !== undefined || isEnded ? Effect.void : expire(sending, error)
      )
    ),
    {
      onFailure: (cause) => isExpired ? Effect.void : handleFailure(cause),
      onSuccess: (value) => {
        if (!isExpired) result = Exit.succeed(onSuccess(value))
        return Effect.void
      }
    }
  )
  return Effect.flatMap(Effect.forkDaemon(sent), (fiber) => {
    sending = fiber
    fiber.addObserver((exit) => isExpired || end(exit))
    return restore(Effect.async<B, E2>((callback) => {
      if (result === undefined) resume = callback
      else callback(result)
    }))
  })
}
