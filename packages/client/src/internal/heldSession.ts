import type * as SessionInfo from "@effect-workbook/schema/SessionInfo"
import type * as SessionMode from "@effect-workbook/schema/SessionMode"
import * as Clock from "effect/Clock"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Metric from "effect/Metric"
import type * as Redacted from "effect/Redacted"
import type * as Schedule from "effect/Schedule"
import type * as Scope from "effect/Scope"
import * as WorkbookError from "../WorkbookError.js"
import * as WorkbookQueue from "../WorkbookQueue.js"
import { keepAlive } from "./keepAlive.js"

/**
 * The calls that a held session makes, and its times. `create` and `send` take a turn of the queue for each of their
 * requests, so that a refresh can pass between the polls of a long operation; for `refresh` and `close` it is taken here.
 *
 * @internal
 */
export interface Calls<Request, E> {
  readonly mode: Exclude<SessionMode.SessionMode, "sessionless">
  readonly queue: WorkbookQueue.WorkbookQueue
  readonly create: Effect.Effect<SessionInfo.SessionInfo, E>
  readonly send: (id: Redacted.Redacted, request: Request) => Effect.Effect<unknown, WorkbookError.OperationError>
  readonly refresh: (id: Redacted.Redacted) => Effect.Effect<void, WorkbookError.RequestError>
  readonly close: (id: Redacted.Redacted) => Effect.Effect<void, WorkbookError.RequestError>
  readonly idleLimit: Duration.Duration
  readonly refreshAfter: Duration.Duration
  readonly refreshRetry: Schedule.Schedule<unknown, WorkbookError.RequestError>
  readonly closeTimeout: Duration.Duration
}

const refreshes = Metric.counter("workbook_refreshes", { description: "Refreshes of sessions", incremental: true })
const openSessions = Metric.gauge("workbook_open_sessions", { description: "Sessions open at present" })

/**
 * How to send a request in a session, and whether it is any use.
 *
 * @internal
 */
export interface Held<Request> {
  readonly execute: (
    request: Request
  ) => Effect.Effect<unknown, WorkbookError.OperationError | WorkbookError.SessionLost>
  readonly isOver: () => boolean
}

/**
 * Opens a session and holds it for as long as the scope lives. Its calls follow one another, also where one takes
 * several requests.
 *
 * @internal
 */
export const hold = <Request, E>(
  calls: Calls<Request, E>
): Effect.Effect<Held<Request>, E, Scope.Scope> =>
  Effect.gen(function*() {
    const { closeTimeout, mode, queue } = calls
    const order = WorkbookQueue.make()
    let over: WorkbookError.SessionLost | undefined
    let lastSuccess = 0
    let gone = false
    let sending: Fiber.Fiber<unknown, unknown> | undefined

    const answered = Effect.map(Clock.currentTimeMillis, (now) => {
      lastSuccess = now
    })

    const end = (reason: WorkbookError.SessionLost) =>
      Effect.suspend(() => {
        if (over !== undefined) return Effect.void
        over = reason
        return Metric.incrementBy(openSessions, -1)
      })

    const lose = (reason: "service" | "keepAlive", error: WorkbookError.OperationError) =>
      Effect.gen(function*() {
        const lost = new WorkbookError.SessionLost({ mode, reason, ...WorkbookError.account(error) })
        gone ||= WorkbookError.saysSessionGone(error)
        yield* end(lost)
        yield* Effect.logWarning(lost.message)
        return lost
      })

    const execute = (id: Redacted.Redacted) => (request: Request) =>
      order.run(Effect.withFiberRuntime<unknown, WorkbookError.OperationError | WorkbookError.SessionLost>((fiber) => {
        if (over !== undefined) return Effect.fail(over)
        sending = fiber
        fiber.addObserver(() => {
          if (sending === fiber) sending = undefined
        })
        return Effect.zipLeft(calls.send(id, request), answered).pipe(
          Effect.catchIf(WorkbookError.endsSession, (error) =>
            Effect.flatMap(lose("service", error), (lost) =>
              WorkbookError.saysSessionGone(error) ? lost : Effect.fail(error)))
        )
      }))

    const refresh = (id: Redacted.Redacted) =>
      Effect.suspend(() => {
        if (over !== undefined) {
          return Effect.never
        }
        const since = lastSuccess
        return queue.run(Effect.suspend(() =>
          over === undefined && lastSuccess === since
            ? Effect.zipLeft(Effect.zipLeft(calls.refresh(id), answered), Metric.increment(refreshes))
            : Effect.void
        ))
      })

    const close = (id: Redacted.Redacted) =>
      queue.run(Effect.catchAll(calls.close(id), (error) =>
        Effect.logWarning(`closeSession: ${error.message}`)))

    // What is still on its way may change the workbook: its answer comes first, if it comes in time.
    const release = (id: Redacted.Redacted) =>
      Effect.gen(function*() {
        yield* end(new WorkbookError.SessionLost({ mode, reason: "closed" }))
        const last = sending
        if (last !== undefined) {
          yield* Fiber.await(last).pipe(Effect.interruptible, Effect.timeoutOption(closeTimeout))
          yield* Fiber.interrupt(last)
        }
        if (gone) {
          return
        }
        const closing = yield* Effect.forkDaemon(close(id))
        const closed = yield* Fiber.await(closing).pipe(Effect.interruptible, Effect.timeoutOption(closeTimeout))
        if (closed._tag === "None") {
          yield* Effect.logWarning("closeSession: no answer yet, waiting on in the background")
        }
      })

    const { id } = yield* Effect.uninterruptibleMask((restore) =>
      restore(order.run(calls.create, {
        handOver: Exit.match({
          onFailure: () =>
            Effect.void,
          onSuccess: ({ id }) => close(id)
        }),
        patience: closeTimeout
      })).pipe(
        Effect.tap(({ id }) => Effect.addFinalizer(() => release(id))),
        Effect.tap(() => Effect.zipRight(answered, Metric.increment(openSessions)))
      )
    )

    yield* keepAlive({ ...calls, lastSuccess: () => lastSuccess, refresh: refresh(id) }).pipe(
      Effect.catchAll((error) => lose(WorkbookError.endsSession(error) ? "service" : "keepAlive", error)),
      Effect.forkScoped
    )

    return { execute: execute(id), isOver: () => over !== undefined }
  })
