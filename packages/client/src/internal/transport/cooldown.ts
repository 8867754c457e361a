import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as WorkbookError from "../../WorkbookError.js"
import * as Monotonic from "./monotonic.js"

/**
 * A time in which nothing is sent. `rest` begins it or makes it longer, `rested` is when it has passed; who waits for it
 * waits on when it is made longer meanwhile. Times are those of `Monotonic.now`.
 *
 * `isOver` says whether it has passed, `asked` what of it the service has asked for. `onAsked` calls a listener whenever the
 * service asks for more, until the function that it returns is called.
 *
 * @internal
 */
export interface Cooldown {
  readonly rest: (time: Duration.DurationInput, answer?: WorkbookError.Answer) => Effect.Effect<void>
  readonly rested: Effect.Effect<void>
  readonly isOver: (at: number) => boolean
  readonly asked: (at: number) => Asked | undefined
  readonly onAsked: (listener: () => void) => () => void
}

/**
 * Until when the service asked to send nothing, and the answer with which it did.
 *
 * @internal
 */
export interface Asked {
  readonly until: number
  readonly answer: WorkbookError.Answer
}

/**
 * No cooldown yet.
 *
 * @internal
 */
export const make = (): Cooldown => {
  const listeners = new Set<() => void>()
  let until = Number.NEGATIVE_INFINITY
  let asked: Asked | undefined
  const rested: Effect.Effect<void> = Effect.suspend(() => {
    const due = until
    if (due === Number.NEGATIVE_INFINITY) return Effect.void
    return Effect.flatMap(Monotonic.sleepUntil(due), () => due === until ? Effect.void : rested)
  })
  return {
    rest: (time, answer) =>
      Effect.map(Monotonic.now, (now) => {
        const due = now + Math.ceil(Duration.toMillis(time))
        until = Math.max(until, due)
        if (answer === undefined || due <= (asked?.until ?? now)) return
        asked = { until: due, answer }
        for (const listener of listeners) listener()
      }),
    rested,
    isOver: (at) => at >= until,
    asked: (at) => asked !== undefined && at < asked.until ? asked : undefined,
    onAsked: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    }
  }
}
