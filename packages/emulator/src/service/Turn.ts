/**
 * One at a time, first come first served: a queue of effects that share a workbook.
 *
 * @since 0.1.0
 */
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as FiberId from "effect/FiberId"

/** Runs effects one after the other, in the order in which they asked. */
export interface Turn {
  readonly take: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
}

export const make: Effect.Effect<Turn> = Effect.sync(() => {
  let last: Deferred.Deferred<void> | undefined
  return {
    take: (effect) =>
      Effect.uninterruptibleMask((restore) =>
        Effect.suspend(() => {
          const before = last
          const mine = Deferred.unsafeMake<void>(FiberId.none)
          last = mine
          const done = Effect.suspend(() => {
            if (last === mine) last = undefined
            return Deferred.succeed(mine, undefined)
          })
          if (before === undefined) return Effect.ensuring(restore(effect), done)
          return restore(Deferred.await(before)).pipe(
            // who gives up while waiting passes the turn on when it comes, never earlier
            Effect.onInterrupt(() => Deferred.completeWith(mine, Deferred.await(before))),
            Effect.zipRight(Effect.ensuring(restore(effect), done))
          )
        })
      )
  }
})
