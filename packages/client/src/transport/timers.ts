import type * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Gate from "./gate.js"
import * as Monotonic from "./monotonic.js"

/**
 * An effect that runs once, in a fiber of its own, at the time `due` of `Monotonic.now`.
 *
 * @internal
 */
export interface Timer {
  readonly due: number
  readonly run: Effect.Effect<void>
}

/** The timers of a clock. The latest is the first, so that the next one is at the end of the array. */
interface Pending {
  readonly timers: Array<Timer>
  /** Opens when another timer has become the next one. */
  readonly hasEarlier: Gate.Gate
  isWatched: boolean
}

/** A sleeping fiber needs several kilobytes, and a program may hold thousands of sessions. So each clock has one for all. */
const byClock = new WeakMap<Clock.Clock, Pending>()

const pendingOf = (clock: Clock.Clock): Pending => {
  const pending = byClock.get(clock) ?? { timers: [], hasEarlier: Gate.make(false), isWatched: false }
  byClock.set(clock, pending)
  return pending
}

const insert = (timers: Array<Timer>, timer: Timer): void => {
  let low = 0
  let high = timers.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((timers[middle]?.due ?? 0) > timer.due) low = middle + 1
    else high = middle
  }
  timers.splice(low, 0, timer)
}

const watch = (pending: Pending): Effect.Effect<void> =>
  // The next timer is read after the clock: the fiber may yield in between, and another timer may become the next one.
  Effect.flatMap(Monotonic.now, (now) => {
    const next = pending.timers.at(-1)
    if (next === undefined) {
      pending.isWatched = false
      return Effect.void
    }
    pending.hasEarlier.close()
    if (next.due > now) {
      return Effect.zipRight(
        Effect.raceFirst(Monotonic.sleepUntil(next.due), pending.hasEarlier.await),
        watch(pending)
      )
    }
    pending.timers.pop()
    return Effect.zipRight(Effect.forkDaemon(next.run), watch(pending))
  })

/**
 * Starts a timer.
 *
 * @internal
 */
export const start = (timer: Timer): Effect.Effect<void> =>
  Effect.clockWith((clock) => {
    const pending = pendingOf(clock)
    insert(pending.timers, timer)
    if (pending.timers.at(-1) === timer) pending.hasEarlier.open()
    if (pending.isWatched) return Effect.void
    pending.isWatched = true
    return Effect.asVoid(Effect.forkDaemon(Effect.interruptible(watch(pending))))
  })

/**
 * Cancels a timer, if it has not run.
 *
 * @internal
 */
export const cancel = (timer: Timer): Effect.Effect<void> =>
  Effect.clockWith((clock) => {
    const { hasEarlier, timers } = pendingOf(clock)
    const index = timers.indexOf(timer)
    if (index !== -1) timers.splice(index, 1)
    // Otherwise the watching fiber would keep the process alive until the time of this timer.
    if (timers.length === 0) hasEarlier.open()
    return Effect.void
  })
