import * as Effect from "effect/Effect"

/**
 * A latch that needs little memory while nobody waits for it. It changes at once, not by an effect, so that no other fiber
 * runs between a decision and the change.
 *
 * - `await`: waits until the gate is open
 *
 * @internal
 */
export interface Gate {
  readonly await: Effect.Effect<void>
  open(): void
  close(): void
}

class GateImpl implements Gate {
  private isOpen: boolean
  private waiting: ReadonlyArray<() => void> = []

  constructor(isOpen: boolean) {
    this.isOpen = isOpen
  }

  get await(): Effect.Effect<void> {
    return Effect.async<void>((resume) => {
      if (this.isOpen) return resume(Effect.void)
      const wake = () => resume(Effect.void)
      this.waiting = [...this.waiting, wake]
      return Effect.sync(() => {
        this.waiting = this.waiting.filter((other) => other !== wake)
      })
    })
  }

  open(): void {
    this.isOpen = true
    const waiting = this.waiting
    this.waiting = []
    for (const wake of waiting) wake()
  }

  close(): void {
    this.isOpen = false
  }
}

/** @internal */
export const make = (isOpen: boolean): Gate => new GateImpl(isOpen)
