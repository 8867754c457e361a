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
import * as Cooldown from "./internal/transport/cooldown.js"
import * as Monotonic from "./internal/transport/monotonic.js"
import * as UnhandledErrors from "./internal/transport/unhandledErrors.js"
import type * as WorkbookError from "./WorkbookError.js"

/**
 * A time for which the service asked that nothing be sent, to this workbook or by the whole client (`scope`), with the
 * `answer` in which it asked. `until` is in milliseconds, as `Clock.currentTimeNanos` counts: that clock only moves forward.
 *
 * @example
 * ```ts
 * import type { WorkbookQueue } from "@effect-workbook/client"
 *
 * export const isLong = (rest: WorkbookQueue.Rest, now: number): boolean => rest.until - now > 60_000
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Rest {
  readonly until: number
  readonly scope: "workbook" | "client"
  readonly answer: WorkbookError.Answer
}

/**
 * `turn` waits for its turn, runs the effect and passes the turn on. An interrupt withdraws it at any time.
 *
 * `run` is for what must not be withdrawn. While it waits it can be interrupted; once it has begun, an interrupt frees the
 * caller at once but not the turn: a request that has been sent may still be executed, so the next one starts only when its
 * answer is in. `onRest` is run while it waits and the service has asked for a rest, or asks for a longer one: where it
 * fails, the effect is not run and the turn passes on.
 *
 * `rest` asks for a time in which nothing begins: whose turn it is waits until the time has passed, and all others behind.
 * With an `answer`, it is the service that has asked for it. `resting` is what it has asked for and has not passed yet.
 *
 * `isFree` says whether nothing has begun, nobody waits, and no such time is left at a time in milliseconds, as
 * `Clock.currentTimeNanos` counts it.
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
  readonly run: <A, E, R, E2 = never>(
    self: Effect.Effect<A, E, R>,
    onRest?: (rest: Rest) => Effect.Effect<void, E2>
  ) => Effect.Effect<A, E | E2, R>
  readonly rest: (time: Duration.DurationInput, answer?: WorkbookError.Answer) => Effect.Effect<void>
  readonly resting: Effect.Effect<Rest | undefined>
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
export const make = (): WorkbookQueue => makeWithin(Cooldown.make())

/**
 * An empty queue of a client, which rests also while the whole client does.
 *
 * @internal
 */
export const makeWithin = (client: Cooldown.Cooldown): WorkbookQueue => {
  let busy = false
  const waiting = new Set<() => void>()
  const own = Cooldown.make()

  const leave = (): void => {
    const [next] = waiting
    if (next === undefined) busy = false
    else next()
  }

  const isRested = (now: number): boolean => own.isOver(now) && client.isOver(now)

  const restAt = (now: number): Rest | undefined => {
    const [here, everywhere] = [own.requested(now), client.requested(now)]
    if (everywhere !== undefined && everywhere.until >= (here?.until ?? 0)) return { ...everywhere, scope: "client" }
    return here && { ...here, scope: "workbook" }
  }

  const wait = <E>(restore: Restore, onRest: ((rest: Rest) => Effect.Effect<void, E>) | undefined) =>
    Effect.suspend(() => {
      let hasTurn = !busy
      let heard = 0
      let isNews = false
      let wake = (): void => {}
      const stir = () => {
        isNews = true
        wake()
      }
      const arrive = () => {
        waiting.delete(arrive)
        hasTurn = true
        stir()
      }
      busy = true
      if (!hasTurn) waiting.add(arrive)
      const stopListening = [own.onRequested(stir), client.onRequested(stir)]
      const news = Effect.async<void>((resume) => {
        wake = () => resume(Effect.void)
        if (isNews) wake()
      })
      const proceed: Effect.Effect<void, E> = Effect.flatMap(Monotonic.now, (now) => {
        isNews = false
        const rest = onRest && restAt(now)
        if (onRest !== undefined && rest !== undefined && rest.until > heard) {
          heard = rest.until
          return Effect.zipRight(onRest(rest), proceed)
        }
        if (!hasTurn) return Effect.zipRight(news, proceed)
        return isRested(now)
          ? Effect.void
          : Effect.zipRight(Effect.raceFirst(Effect.zipRight(own.await, client.await), news), proceed)
      })
      return restore(proceed).pipe(
        Effect.onError(() => Effect.sync(() => hasTurn ? leave() : waiting.delete(arrive))),
        Effect.ensuring(Effect.sync(() => stopListening.forEach((stop) => stop())))
      )
    })

  /** Ends when it is one's turn. An interrupt may still come between that and the next step: the turn goes on then. */
  const turn = <E = never>(restore: Restore, onRest?: (rest: Rest) => Effect.Effect<void, E>) =>
    Effect.flatMap(Monotonic.now, (now): Effect.Effect<void, E> => {
      if (busy || !isRested(now)) return wait(restore, onRest)
      busy = true
      return Effect.void
    })

  return {
    turn: (self) =>
      Effect.uninterruptibleMask((restore) =>
        Effect.flatMap(turn(restore), () => Effect.ensuring(restore(self), Effect.sync(leave)))
      ),
    run: (self, onRest) =>
      Effect.uninterruptibleMask((restore) =>
        turn(restore, onRest).pipe(
          Effect.zipRight(UnhandledErrors.withoutLog(Effect.forkDaemon(Effect.interruptible(self)))),
          Effect.flatMap((fiber) => {
            fiber.addObserver(leave)
            return restore(Fiber.join(fiber))
          })
        )
      ),
    rest: own.start,
    resting: Effect.map(Monotonic.now, restAt),
    isFree: (at) => !busy && own.isOver(at)
  }
}

type Restore = <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
