/**
 * The turns that the requests of one workbook take: one at a time, first come first served.
 *
 * Microsoft asks for it: "for each workbook, only send the next request after receiving a successful response to the
 * current request" (https://learn.microsoft.com/graph/workbook-best-practice).
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Cooldown from "./internal/cooldown.js"

/**
 * `turn` waits for its turn, runs the effect and passes the turn on. An interrupt withdraws it at any time.
 *
 * `run` is for what must not be withdrawn. While it waits it can be interrupted; once it has begun, an interrupt frees the
 * caller at once but not the turn: a request that has been sent may still be executed, so the next one starts only when its
 * answer is in.
 *
 * `rest` asks for a time in which nothing begins: whose turn it is waits until the time has passed, and all others behind.
 *
 * `isFree` says whether nothing has begun, nobody waits, and no such time is left at a time in milliseconds, as
 * `Clock.currentTimeNanos` counts it: that clock only moves forward.
 *
 * @example
 * ```ts
 * import { WorkbookQueue } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const queue = WorkbookQueue.make()
 * const order: Array<string> = []
 * const request = (name: string) =>
 *   Effect.sync(() => order.push(`${name} sent`)).pipe(
 *     Effect.zipLeft(Effect.yieldNow()),
 *     Effect.zipRight(Effect.sync(() => order.push(`${name} answered`)))
 *   )
 *
 * await Effect.runPromise(Effect.all([queue.run(request("a")), queue.run(request("b"))], { concurrency: 2 }))
 *
 * deepStrictEqual(order, ["a sent", "a answered", "b sent", "b answered"])
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface WorkbookQueue {
  readonly turn: <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  readonly run: <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  readonly rest: (time: Duration.DurationInput) => Effect.Effect<void>
  readonly isFree: (at: number) => boolean
}

/**
 * An empty queue.
 *
 * @example
 * ```ts
 * import { WorkbookQueue } from "@effect-workbook/client"
 * import { Effect } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(await Effect.runPromise(WorkbookQueue.make().run(Effect.succeed(1))), 1)
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = (): WorkbookQueue => {
  let busy = false
  const waiting = new Set<() => void>()
  const { isOver, rest, rested } = Cooldown.make()

  const leave = (): void => {
    const [next] = waiting
    if (next === undefined) busy = false
    else next()
  }

  /** Ends when it is one's turn. An interrupt may still come between that and the next step: the turn goes on then. */
  const turn = (restore: <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>) =>
    Effect.suspend(() => {
      if (!busy) {
        busy = true
        return Effect.void
      }
      let wake = (): void => {}
      const arrive = () => {
        waiting.delete(arrive)
        wake()
      }
      waiting.add(arrive)
      return restore(Effect.async<void>((resume) => {
        wake = () => resume(Effect.void)
      })).pipe(Effect.onInterrupt(() => Effect.sync(() => waiting.delete(arrive) || leave())))
    })

  return {
    turn: (self) =>
      Effect.uninterruptibleMask((restore) =>
        Effect.flatMap(
          turn(restore),
          () => Effect.ensuring(restore(Effect.zipRight(rested, self)), Effect.sync(leave))
        )
      ),
    run: (self) =>
      Effect.uninterruptibleMask((restore) =>
        turn(restore).pipe(
          Effect.zipRight(Effect.onInterrupt(restore(rested), () => Effect.sync(leave))),
          Effect.zipRight(Effect.forkDaemon(Effect.interruptible(self))),
          Effect.flatMap((fiber) => {
            fiber.addObserver(leave)
            return restore(Fiber.join(fiber))
          })
        )
      ),
    rest,
    isFree: (at) => !busy && isOver(at)
  }
}
