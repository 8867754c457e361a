/**
 * A mutex with a first-in, first-out queue. The emulator uses one for each workbook to serialize its requests.
 *
 * @since 0.1.0
 */
import type * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"

/** How the changes of steps become permanent. */
export interface Transaction<out E> {
  /** Makes the changes since the last commit permanent. */
  readonly commit: Effect.Effect<void, E>
  /** Undoes the changes since the last commit. */
  readonly rollback: Effect.Effect<void>
}

/** Runs effects one after the other, in the order of the calls. */
export interface Mutex<E> {
  readonly isFree: () => boolean
  readonly withLock: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  /**
   * Runs a step and commits it. `prepare` returns the step, or fails before anything is changed. A commit can be slow, so
   * steps that wait directly behind this one share its commit: nobody gets a result before the commit. A step that fails
   * is undone, and does not affect the others: they are run again. Everything has to use the same transaction.
   */
  readonly transact: <A>(
    prepare: Effect.Effect<Effect.Effect<A, E>, E>,
    transaction: Transaction<E>
  ) => Effect.Effect<A, E>
}

/** A step in the queue. */
interface Step<in out E> {
  /** Runs the step, and keeps its result. */
  readonly run: Effect.Effect<"refused" | "failed" | "succeeded">
  /** Replaces the result, because the commit has failed. */
  readonly fail: (cause: Cause.Cause<E>) => void
}

/** An effect in the queue. A step can be run by the owner of the mutex. */
interface Turn<in out E> {
  readonly step: Step<E> | undefined
}

/** The maximum number of steps that share a commit. */
const maxSteps = 16

/** A step does not wait for further steps if those before have taken this many milliseconds. */
const maxMillis = 50

/** Makes an unlocked mutex. */
export const make = <E>(): Effect.Effect<Mutex<E>> =>
  Effect.sync(() => {
    /** Completes when the newest effect in the queue has released the mutex. */
    let newest: Deferred.Deferred<void> | undefined
    /** What waits for the mutex, in its order. */
    const waiting: Array<Turn<E>> = []

    const leave = (turn: Turn<E>): void => {
      const index = waiting.indexOf(turn)
      if (index >= 0) waiting.splice(index, 1)
    }

    const inTurn = <A, E2, R>(turn: Turn<E>, effect: Effect.Effect<A, E2, R>): Effect.Effect<A, E2, R> =>
      Effect.uninterruptibleMask((restore) =>
        Effect.flatMap(Deferred.make<void>(), (own) => {
          const previous = newest
          newest = own
          const release = Effect.suspend(() => {
            if (newest === own) newest = undefined
            return Deferred.succeed(own, undefined)
          })
          if (previous === undefined) return Effect.ensuring(restore(effect), release)
          waiting.push(turn)
          return restore(Deferred.await(previous)).pipe(
            Effect.ensuring(Effect.sync(() => leave(turn))),
            // an interrupted waiter keeps its place, so that the effect after it still waits for the effect before it
            Effect.onInterrupt(() => Deferred.completeWith(own, Deferred.await(previous))),
            Effect.zipRight(Effect.ensuring(restore(effect), release))
          )
        })
      )

    const commit = (steps: ReadonlyArray<Step<E>>, transaction: Transaction<E>): Effect.Effect<void> =>
      steps.length === 0
        ? Effect.void
        : Effect.catchAllCause(transaction.commit, (cause) => {
          for (const step of steps) step.fail(cause)
          return transaction.rollback
        })

    /** Runs steps again after a rollback. A step that fails this time is left out. */
    const runAgain = (steps: ReadonlyArray<Step<E>>, transaction: Transaction<E>): Effect.Effect<void> =>
      Effect.gen(function*() {
        for (const step of steps) {
          if ((yield* step.run) === "succeeded") continue
          yield* transaction.rollback
          return yield* runAgain(steps.filter((other) => other !== step), transaction)
        }
        yield* commit(steps, transaction)
      })

    /** Runs a step, then those that wait behind it, and commits all of them. */
    const lead = (first: Step<E>, transaction: Transaction<E>): Effect.Effect<void> =>
      Effect.gen(function*() {
        const started = yield* Clock.currentTimeMillis
        const succeeded: Array<Step<E>> = []
        let step: Step<E> | undefined = first
        while (step !== undefined) {
          const outcome: "refused" | "failed" | "succeeded" = yield* step.run
          if (outcome === "failed") {
            yield* transaction.rollback
            return yield* runAgain(succeeded, transaction)
          }
          if (outcome === "succeeded") succeeded.push(step)
          else if (step === first) return
          const isFull = succeeded.length >= maxSteps || (yield* Clock.currentTimeMillis) - started >= maxMillis
          step = isFull || waiting[0]?.step === undefined ? undefined : waiting.shift()?.step
        }
        yield* commit(succeeded, transaction)
      })

    return {
      isFree: () => newest === undefined,
      withLock: (effect) => inTurn({ step: undefined }, effect),
      transact: <A>(prepare: Effect.Effect<Effect.Effect<A, E>, E>, transaction: Transaction<E>) =>
        Effect.suspend(() => {
          let result: Exit.Exit<A, E> | undefined
          const step: Step<E> = {
            run: Effect.flatMap(
              Effect.exit(prepare),
              Exit.match({
                onFailure: (cause) =>
                  Effect.sync(() => {
                    result = Exit.failCause(cause)
                    return "refused" as const
                  }),
                onSuccess: (change) =>
                  Effect.map(Effect.exit(change), (exit) => {
                    result = exit
                    return Exit.isSuccess(exit) ? "succeeded" as const : "failed" as const
                  })
              })
            ),
            fail: (cause) => {
              result = Exit.failCause(cause)
            }
          }
          return inTurn(
            { step },
            Effect.uninterruptible(Effect.suspend(() =>
              Effect.flatMap(
                // another step may have run this one in the meantime
                result === undefined ? lead(step, transaction) : Effect.void,
                () => result ?? Effect.dieMessage("a step has no result")
              )
            ))
          )
        })
    }
  })
