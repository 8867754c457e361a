/**
 * Time and turns of a simulated world, both ours: fibers run in the order in which they became ready, and when all of
 * them wait the clock jumps to the next moment at which one of them is due. No real timer is involved, so the same
 * program always runs the same way, as fast as the machine can.
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
  /** Wakes after all others that are due then. */
  readonly isLast: boolean
  readonly wake: () => void
}

/** When every world begins: a day like any other. */
export const beginning = Date.UTC(2026, 0, 5, 9)

/** The world ends here even if somebody still waits. A program that needs a day is stuck. */
const longest = Duration.toMillis("2 days")

/** How the run of a program ended: it did, or nothing could move on, or it went on and on. */
export type Outcome<A, E> =
  | { readonly _tag: "Ended"; readonly exit: Exit.Exit<A, E>; readonly at: number }
  | { readonly _tag: "Stuck"; readonly why: "everybody waits for ever" | "time has run out"; readonly at: number }

export interface VirtualTime {
  readonly clock: TestClock.TestClock
  /**
   * Runs a program until it has ended. What it left running behind is dropped. Nothing in it may wait for the platform:
   * no promise is kept here.
   */
  readonly run: <A, E>(program: Effect.Effect<A, E>) => Outcome<A, E>
}

/** A world of its own: it can run one program at a time. */
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
  // The clock moves by itself, so who moves it waits, and all that is due meanwhile has happened by then.
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

  /** Everybody who is ready moves on until nobody is. */
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

/** Who sleeps, in the order of waking; who fell asleep first wakes first. */
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
