/**
 * A mutex with a first-in, first-out queue. The emulator uses one for each workbook to serialize its requests.
 *
 * @since 0.1.0
 */
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"

/** Runs effects one after the other, in the order of the calls. */
export interface Mutex {
  readonly withLock: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
}

/** Makes an unlocked mutex. */
export const make: Effect.Effect<Mutex> = Effect.sync(() => {
  /** Completes when the newest effect in the queue has released the mutex. */
  let newest: Deferred.Deferred<void> | undefined
  return {
    withLock: (effect) =>
      Effect.uninterruptibleMask((restore) =>
        Effect.flatMap(Deferred.make<void>(), (own) => {
          const previous = newest
          newest = own
          const release = Effect.suspend(() => {
            if (newest === own) newest = undefined
            return Deferred.succeed(own, undefined)
          })
          if (previous === undefined) return Effect.ensuring(restore(effect), release)
          return restore(Deferred.await(previous)).pipe(
            // an interrupted waiter keeps its place, so that the effect after it still waits for the effect before it
            Effect.onInterrupt(() => Deferred.completeWith(own, Deferred.await(previous))),
            Effect.zipRight(Effect.ensuring(restore(effect), release))
          )
        })
      )
  }
})
