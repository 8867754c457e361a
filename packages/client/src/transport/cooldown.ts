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
  start(time: Duration.DurationInput, answer?: WorkbookError.Answer): Effect.Effect<void>
  readonly await: Effect.Effect<void>
  isOver(at: number): boolean
  requested(at: number): Requested | undefined
  onRequested(listener: () => void): () => void
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

class CooldownImpl implements Cooldown {
  private until = Number.NEGATIVE_INFINITY
  private request: Requested | undefined
  // Made for the first listener, because most workbooks have none.
  private listeners: Set<() => void> | undefined

  start(time: Duration.DurationInput, answer?: WorkbookError.Answer): Effect.Effect<void> {
    return Effect.map(Monotonic.now, (now) => {
      const due = now + Math.ceil(Duration.toMillis(time))
      this.until = Math.max(this.until, due)
      if (answer === undefined || due <= (this.request?.until ?? now)) return
      this.request = { until: due, answer }
      for (const listener of this.listeners ?? []) listener()
    })
  }

  get await(): Effect.Effect<void> {
    return Effect.suspend(() => this.awaitEnd())
  }

  private awaitEnd(): Effect.Effect<void> {
    const due = this.until
    if (due === Number.NEGATIVE_INFINITY) return Effect.void
    return Effect.flatMap(Monotonic.sleepUntil(due), () => due === this.until ? Effect.void : this.awaitEnd())
  }

  isOver(at: number): boolean {
    return at >= this.until
  }

  requested(at: number): Requested | undefined {
    return this.request !== undefined && at < this.request.until ? this.request : undefined
  }

  onRequested(listener: () => void): () => void {
    const listeners = this.listeners ??= new Set()
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }
}

/**
 * A cooldown that has not started.
 *
 * @internal
 */
export const make = (): Cooldown => new CooldownImpl()
