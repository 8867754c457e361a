import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as WorkbookError from "../WorkbookError.js"
import * as Monotonic from "./monotonic.js"

/**
 * A period in which no request is sent. Times are those of `Monotonic.now`.
 *
 * - `start`: starts the cooldown, or extends it. The service requested it if there is an `answer`.
 * - `await`: waits until the cooldown is over, including the extensions that are made while it waits
 * - `isOver`: whether the cooldown is over at a time
 * - `requested`: the cooldown that the service requested, if it is not over at a time
 * - `onRequested`: calls a listener whenever the service requests a longer cooldown; the result removes the listener
 *
 * @internal
 */
export interface Cooldown {
  readonly start: (time: Duration.DurationInput, answer?: WorkbookError.Answer) => Effect.Effect<void>
  readonly await: Effect.Effect<void>
  readonly isOver: (at: number) => boolean
  readonly requested: (at: number) => Requested | undefined
  readonly onRequested: (listener: () => void) => () => void
}

/**
 * A cooldown that the service requested: when it ends, and the answer that requested it.
 *
 * @internal
 */
export interface Requested {
  readonly until: number
  readonly answer: WorkbookError.Answer
}

/**
 * A cooldown that has not started.
 *
 * @internal
 */
export const make = (): Cooldown => {
  const listeners = new Set<() => void>()
  let until = Number.NEGATIVE_INFINITY
  let requested: Requested | undefined
  const awaitEnd: Effect.Effect<void> = Effect.suspend(() => {
    const due = until
    if (due === Number.NEGATIVE_INFINITY) return Effect.void
    return Effect.flatMap(Monotonic.sleepUntil(due), () => due === until ? Effect.void : awaitEnd)
  })
  return {
    start: (time, answer) =>
      Effect.map(Monotonic.now, (now) => {
        const due = now + Math.ceil(Duration.toMillis(time))
        until = Math.max(until, due)
        if (answer === undefined || due <= (requested?.until ?? now)) return
        requested = { until: due, answer }
        for (const listener of listeners) listener()
      }),
    await: awaitEnd,
    isOver: (at) => at >= until,
    requested: (at) => requested !== undefined && at < requested.until ? requested : undefined,
    onRequested: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    }
  }
}
