/**
 * A mutex with a first-in, first-out queue: it serializes requests on a workbook.
 *
 * @since 0.1.0
 */
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"

/** Runs effects one after the other, in the order of the calls. */
export interface Mutex {
  readonly withLock: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
}

export const make: Effect.Effect<Mutex> = Effect.sync(() => {
  let last: Deferred.Deferred<void> | undefined
  return {
    withLock: (effect) =>
      Effect.uninterruptibleMask((restore) =>
        Effect.flatMap(Deferred.make<void>(), (mine) => {
          const before = last
          last = mine
          const done = Effect.suspend(() => {
            if (last === mine) last = undefined
            return Deferred.succeed(mine, undefined)
          })
          if (before === undefined) return Effect.ensuring(restore(effect), done)
          return restore(Deferred.await(before)).pipe(
            // an interrupted waiter stays in the queue and releases the mutex when its turn comes, to keep the order
            Effect.onInterrupt(() => Deferred.completeWith(mine, Deferred.await(before))),
            Effect.zipRight(Effect.ensuring(restore(effect), done))
          )
        })
      )
  }
})
