/**
 * Virtual time and a deterministic scheduler. Fibers run in the order in which they became ready; when all of them
 * wait, the clock jumps to the next wake-up. No real timers are involved, so the same program always runs the same way,
 * as fast as possible.
 */
import * as Chunk from "effect/Chunk"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Exit from "effect/Exit"
import { PriorityBuckets } from "effect/Scheduler"
import * as Scheduler from "effect/Scheduler"
import * as TestClock from "effect/TestClock"

interface Sleeper {
  readonly due: number
  /** Wakes after all other sleepers of the same moment. */
  readonly isLast: boolean
  readonly wake: () => void
}

/** The start time of every world. */
export const beginning = Date.UTC(2026, 0, 5, 9)

/** The time limit of a world. A program that runs longer is stuck. */
const longest = Duration.toMillis("2 days")

/** The outcome of a run: it ended, it was stuck with all fibers waiting, or it exceeded the time limit. */
export type Outcome<A, E> =
  | { readonly _tag: "Ended"; readonly exit: Exit.Exit<A, E>; readonly at: number }
  | { readonly _tag: "Stuck"; readonly why: "everybody waits for ever" | "time has run out"; readonly at: number }

export interface VirtualTime {
  readonly clock: TestClock.TestClock
  /**
   * Runs a program to its end and drops fibers that are still running. The program must not wait for promises, because
   * they are never resolved here.
   */
  readonly run: <A, E>(program: Effect.Effect<A, E>) => Outcome<A, E>
}

/** Makes an isolated scheduler, which can run one program at a time. */
export const make = (): VirtualTime => {
  const sleepers = makeSleepers()
  const tasks = new PriorityBuckets()
  let now = beginning

  const scheduler = Scheduler.make((task, priority) => tasks.scheduleTask(task, priority))

  const sleeping = (isLast: boolean) => (duration: Duration.DurationInput): Effect.Effect<void> =>
    Effect.async<void>((resume) => {
      const due = now + Math.ceil(Math.max(0, Duration.toMillis(duration)))
      const sleeper: Sleeper = { due, isLast, wake: () => resume(Effect.void) }
      sleepers.add(sleeper)
      return Effect.sync(() => sleepers.remove(sleeper))
    })

  const sleep = sleeping(false)
  // the clock advances by itself, so adjusting it means sleeping until everything due before has run
  const adjust = sleeping(true)

  const clock: TestClock.TestClock = {
    [Clock.ClockTypeId]: Clock.ClockTypeId,
    unsafeCurrentTimeMillis: () => now,
    unsafeCurrentTimeNanos: () => BigInt(now) * 1_000_000n,
    currentTimeMillis: Effect.sync(() => now),
    currentTimeNanos: Effect.sync(() => BigInt(now) * 1_000_000n),
    sleep,
    adjust,
    adjustWith: (duration) => (effect) => Effect.zipLeft(effect, adjust(duration), { concurrent: true }),
    setTime: (instant) => Effect.suspend(() => adjust(instant - now)),
    save: Effect.sync(() => {
      const saved = now
      return Effect.sync(() => {
        now = saved
      })
    }),
    sleeps: Effect.sync(() => Chunk.fromIterable(sleepers.dues()))
  }

  /** Runs ready fibers until none is left. */
  const settle = (): void => {
    while (tasks.buckets.length > 0) {
      const ready = tasks.buckets
      tasks.buckets = []
      for (const [, inOrder] of ready) for (const task of inOrder) task()
    }
  }

  const run = <A, E>(program: Effect.Effect<A, E>): Outcome<A, E> => {
    let ended: Exit.Exit<A, E> | undefined
    const fiber = Effect.runFork(
      program.pipe(
        Effect.provideService(TestClock.TestClock, clock),
        Effect.withClock(clock)
      ),
      { scheduler }
    )
    fiber.addObserver((exit) => {
      ended = exit
    })
    while (true) {
      settle()
      if (ended !== undefined) return { _tag: "Ended", exit: ended, at: now }
      const next = sleepers.next()
      if (next === undefined) return { _tag: "Stuck", why: "everybody waits for ever", at: now }
      if (next.due > beginning + longest) return { _tag: "Stuck", why: "time has run out", at: now }
      now = Math.max(now, next.due)
      next.wake()
    }
  }

  return { clock, run }
}

/** The sleeping fibers, ordered by wake-up time, then by the time they fell asleep. */
const makeSleepers = () => {
  const inOrder: Array<Sleeper> = []
  return {
    add: (sleeper: Sleeper): void => {
      let at = inOrder.length
      const comesBefore = (other: Sleeper | undefined): boolean =>
        other !== undefined && (other.due > sleeper.due || other.due === sleeper.due && other.isLast && !sleeper.isLast)
      while (comesBefore(inOrder[at - 1])) at--
      inOrder.splice(at, 0, sleeper)
    },
    remove: (sleeper: Sleeper): void => {
      const at = inOrder.indexOf(sleeper)
      if (at >= 0) inOrder.splice(at, 1)
    },
    next: (): Sleeper | undefined => inOrder.shift(),
    dues: () => inOrder.map(({ due }) => due)
  }
}
