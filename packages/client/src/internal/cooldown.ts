import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"

/**
 * A time in which nothing is sent. `rest` begins it or makes it longer, `rested` is when it has passed; who waits for it
 * waits on when it is made longer meanwhile. `isOver` says whether it has passed at a time in epoch milliseconds.
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
  let until = 0
  const rested: Effect.Effect<void> = Effect.suspend(() =>
    until === 0
      ? Effect.void
      : Effect.flatMap(
        Clock.currentTimeMillis,
        (now) => now < until ? Effect.zipRight(Effect.sleep(Duration.millis(until - now)), rested) : Effect.void
      )
  )
  return {
    rest: (time) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        until = Math.max(until, now + Duration.toMillis(time))
      }),
    rested,
    isOver: (at) => at >= until
  }
}
