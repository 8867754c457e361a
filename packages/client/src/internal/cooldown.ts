import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Monotonic from "./monotonic.js"

/**
 * A time in which nothing is sent. `rest` begins it or makes it longer, `rested` is when it has passed; who waits for it
 * waits on when it is made longer meanwhile. `isOver` says whether it has passed at a time of `Monotonic.now`.
 *
 * @internal
 */
export interface Cooldown {
  readonly rest: (time: Duration.DurationInput) => Effect.Effect<void>
  readonly rested: Effect.Effect<void>
  readonly isOver: (at: number) => boolean
}

/**
 * No cooldown yet.
 *
 * @internal
 */
export const make = (): Cooldown => {
  let until = Number.NEGATIVE_INFINITY
  const rested: Effect.Effect<void> = Effect.suspend(() => {
    const due = until
    if (due === Number.NEGATIVE_INFINITY) return Effect.void
    return Effect.flatMap(Monotonic.sleepUntil(due), () => due === until ? Effect.void : rested)
  })
  return {
    rest: (time) =>
      Effect.map(Monotonic.now, (now) => {
        until = Math.max(until, now + Math.ceil(Duration.toMillis(time)))
      }),
    rested,
    isOver: (at) => at >= until
  }
}
