/**
 * A queue for the requests to one workbook, which sends one request at a time, in the order of arrival.
 *
 * Microsoft recommends this: "for each workbook, only send the next request after receiving a successful response to
 * the current request" (https://learn.microsoft.com/graph/workbook-best-practice).
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Cooldowns from "./transport/cooldown.js"
import * as Monotonic from "./transport/monotonic.js"
import * as RequestFiber from "./transport/requestFiber.js"
import * as UnhandledErrors from "./transport/unhandledErrors.js"
import type * as WorkbookError from "./WorkbookError.js"

/**
 * A cooldown that the service requested: a time in which nothing is sent to this workbook (`scope` `"workbook"`) or by
 * the whole client (`scope` `"client"`). `until` is its end, and `answer` is the response that requested it.
 *
 * `until` is in milliseconds of the monotonic clock, `Clock.currentTimeNanos`.
 *
 * @category models
 * @since 0.1.0
 */
export interface Cooldown {
  readonly until: number
  readonly scope: "workbook" | "client"
  readonly answer: WorkbookError.Answer
}

/**
 * A queue that runs one effect at a time.
 *
 * - `turn`: waits for the turn of the effect, runs it, and starts the next one. An interrupt also interrupts the
 *   effect.
 * - `run`: like `turn`, for a request that must not be cancelled after it was sent, because the service may still
 *   execute it. If the caller is interrupted while the effect runs, the caller ends at once, but the effect runs to its
 *   end before the next one starts. While the effect waits, `onCooldown` runs when the service requests a cooldown or
 *   extends it. If `onCooldown` fails, `run` fails with its error, and the effect does not run.
 * - `startCooldown`: starts a cooldown, or extends it: no effect starts before `time` has passed. `answer` is the
 *   response that requested the cooldown, if the service did.
 * - `cooldown`: the current cooldown that the service requested, or `undefined`
 * - `isFree`: whether no effect runs or waits, and no cooldown of the workbook is left at the time `at`, in
 *   milliseconds of the monotonic clock, `Clock.currentTimeNanos`
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
    onCooldown?: (cooldown: Cooldown) => Effect.Effect<void, E2>
  ) => Effect.Effect<A, E | E2, R>
  readonly startCooldown: (time: Duration.DurationInput, answer?: WorkbookError.Answer) => Effect.Effect<void>
  readonly cooldown: Effect.Effect<Cooldown | undefined>
  readonly isFree: (at: number) => boolean
}

/**
 * Makes an empty queue.
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
export const make = (): WorkbookQueue => makeWithin(Cooldowns.make())

/**
 * The name of the method of a queue that runs a request with a deadline.
 *
 * @internal
 */
export const runRequest: unique symbol = Symbol.for("@effect-workbook/client/internal/runRequest")

/**
 * A request in a queue; `onCooldown` is described in `WorkbookQueue.run`.
 *
 * @internal
 */
export interface QueuedRequest<A, E, B, E2, E3> extends RequestFiber.Request<A, E, B, E2> {
  readonly onCooldown: (cooldown: Cooldown) => Effect.Effect<void, E3>
}

/**
 * A queue of a client. `runRequest` is like `run`, with one fiber for the request and its deadline.
 *
 * @internal
 */
export interface RequestQueue extends WorkbookQueue {
  readonly [runRequest]: <A, E, B, E2, E3>(
    request: QueuedRequest<A, E, B, E2, E3>
  ) => Effect.Effect<B, E2 | E3>
}

/** @internal */
export const isRequestQueue = (queue: WorkbookQueue): queue is RequestQueue => runRequest in queue

/**
 * Makes an empty queue that also waits for the cooldowns of its client.
 *
 * @internal
 */
export const makeWithin = (clientCooldown: Cooldowns.Cooldown): RequestQueue => {
  let isBusy = false
  const waiting = new Set<() => void>()
  const ownCooldown = Cooldowns.make()

  /** Gives the turn to the first effect that waits. */
  const release = (): void => {
    const [takeTurn] = waiting
    if (takeTurn === undefined) isBusy = false
    else takeTurn()
  }

  const isCooldownOver = (now: number): boolean => ownCooldown.isOver(now) && clientCooldown.isOver(now)

  const cooldownAt = (now: number): Cooldown | undefined => {
    const [own, ofClient] = [ownCooldown.requested(now), clientCooldown.requested(now)]
    if (ofClient !== undefined && ofClient.until >= (own?.until ?? 0)) return { ...ofClient, scope: "client" }
    return own && { ...own, scope: "workbook" }
  }

  const waitForTurn = <E>(restore: Restore, onCooldown: ((cooldown: Cooldown) => Effect.Effect<void, E>) | undefined) =>
    Effect.suspend(() => {
      let hasTurn = !isBusy
      let reportedUntil = 0
      let hasChanged = false
      let wake = (): void => {}
      const notify = () => {
        hasChanged = true
        wake()
      }
      const takeTurn = () => {
        waiting.delete(takeTurn)
        hasTurn = true
        notify()
      }
      isBusy = true
      if (!hasTurn) waiting.add(takeTurn)
      const unsubscribe = [ownCooldown.onRequested(notify), clientCooldown.onRequested(notify)]
      const change = Effect.async<void>((resume) => {
        wake = () => resume(Effect.void)
        if (hasChanged) wake()
      })
      const loop: Effect.Effect<void, E> = Effect.flatMap(Monotonic.now, (now) => {
        hasChanged = false
        const cooldown = onCooldown && cooldownAt(now)
        if (onCooldown !== undefined && cooldown !== undefined && cooldown.until > reportedUntil) {
          reportedUntil = cooldown.until
          return Effect.zipRight(onCooldown(cooldown), loop)
        }
        if (!hasTurn) return Effect.zipRight(change, loop)
        return isCooldownOver(now)
          ? Effect.void
          : Effect.zipRight(
            Effect.raceFirst(Effect.zipRight(ownCooldown.await, clientCooldown.await), change),
            loop
          )
      })
      return restore(loop).pipe(
        Effect.onError(() => Effect.sync(() => hasTurn ? release() : waiting.delete(takeTurn))),
        Effect.ensuring(Effect.sync(() => unsubscribe.forEach((stop) => stop())))
      )
    })

  /**
   * Runs an effect when it has its turn, which the effect must release. If the wait is interrupted or fails, it releases
   * the turn itself.
   */
  const acquire = <A, E, R, E2 = never>(
    restore: Restore,
    start: () => Effect.Effect<A, E, R>,
    onCooldown?: (cooldown: Cooldown) => Effect.Effect<void, E2>
  ): Effect.Effect<A, E | E2, R> =>
    Effect.withFiberRuntime((fiber) => {
      if (isBusy || !isCooldownOver(Monotonic.unsafeNow(fiber))) {
        return Effect.flatMap(waitForTurn(restore, onCooldown), start)
      }
      isBusy = true
      return start()
    })

  return {
    turn: (self) =>
      Effect.uninterruptibleMask((restore) =>
        acquire(restore, () => Effect.ensuring(restore(self), Effect.sync(release)))
      ),
    run: <A, E, R, E2 = never>(
      self: Effect.Effect<A, E, R>,
      onCooldown?: (cooldown: Cooldown) => Effect.Effect<void, E2>
    ) =>
      Effect.uninterruptibleMask((restore) =>
        acquire(
          restore,
          () =>
            Effect.flatMap(UnhandledErrors.forkDaemon(Effect.interruptible(self)), (fiber) => {
              fiber.addObserver(release)
              // `Fiber.join` would also merge the `FiberRef`s of the fiber, which costs more than to wait.
              return restore(Effect.async<A, E>((resume) => fiber.addObserver(resume)))
            }),
          onCooldown
        )
      ),
    [runRequest]: (request) =>
      Effect.uninterruptibleMask((restore) =>
        acquire(restore, () => RequestFiber.run(request, { restore, release }), request.onCooldown)
      ),
    startCooldown: (time, answer) => ownCooldown.start(time, answer),
    cooldown: Effect.map(Monotonic.now, cooldownAt),
    isFree: (at) => !isBusy && ownCooldown.isOver(at)
  }
}

type Restore = <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
