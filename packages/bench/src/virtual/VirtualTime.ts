/**
 * Runs a program in virtual time, without a real timer: ready fibers run at once, and when all of them wait, the clock
 * jumps to the next wake-up. The program must not wait for a promise.
 */
import { Clock, Duration, Effect, Scheduler } from "effect"

interface Sleeper {
  readonly due: number
  readonly wake: () => void
}

/** The sleepers by due time; those of one moment are in the order in which they fell asleep. */
const makeSleepers = () => {
  const byDue = new Map<number, Set<Sleeper>>()
  const dues: Array<number> = []

  /** The place of the first due time that is not after `due`. The latest is the first one of the array. */
  const placeOf = (due: number): number => {
    let low = 0
    let high = dues.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((dues[middle] ?? 0) > due) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    add: (sleeper: Sleeper): void => {
      const others = byDue.get(sleeper.due)
      if (others !== undefined) {
        others.add(sleeper)
        return
      }
      byDue.set(sleeper.due, new Set([sleeper]))
      dues.splice(placeOf(sleeper.due), 0, sleeper.due)
    },
    remove: (sleeper: Sleeper): void => {
      byDue.get(sleeper.due)?.delete(sleeper)
    },
    /** Removes the sleepers of the next moment. */
    next: (): { readonly due: number; readonly sleepers: Iterable<Sleeper> } | undefined => {
      const due = dues.pop()
      if (due === undefined) return undefined
      const sleepers = byDue.get(due) ?? []
      byDue.delete(due)
      return { due, sleepers }
    }
  }
}

/** Runs a program to its end. Throws if it fails, or if all of its fibers wait for ever. */
export const run = <A, E>(program: Effect.Effect<A, E>): A => {
  const sleepers = makeSleepers()
  const tasks = new Scheduler.PriorityBuckets()
  let now = 0

  const clock: Clock.Clock = {
    [Clock.ClockTypeId]: Clock.ClockTypeId,
    unsafeCurrentTimeMillis: () => now,
    unsafeCurrentTimeNanos: () => BigInt(now) * 1_000_000n,
    currentTimeMillis: Effect.sync(() => now),
    currentTimeNanos: Effect.sync(() => BigInt(now) * 1_000_000n),
    sleep: (duration) =>
      Effect.async<void>((resume) => {
        const sleeper = { due: now + Math.ceil(Duration.toMillis(duration)), wake: () => resume(Effect.void) }
        sleepers.add(sleeper)
        return Effect.sync(() => sleepers.remove(sleeper))
      })
  }

  const runReady = (): void => {
    while (tasks.buckets.length > 0) {
      const ready = tasks.buckets
      tasks.buckets = []
      for (const [, inOrder] of ready) for (const task of inOrder) task()
    }
  }

  const fiber = Effect.runFork(Effect.withClock(program, clock), {
    scheduler: Scheduler.make((task, priority) => tasks.scheduleTask(task, priority))
  })
  while (true) {
    runReady()
    const exit = fiber.unsafePoll()
    if (exit !== null) return Effect.runSync(exit)
    const next = sleepers.next()
    if (next === undefined) throw new Error("all fibers wait for ever")
    now = next.due
    for (const { wake } of next.sleepers) wake()
  }
}
