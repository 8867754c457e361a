import type * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schedule from "effect/Schedule"
import * as WorkbookError from "../../WorkbookError.js"
import * as Monotonic from "../transport/monotonic.js"
import * as Patience from "../transport/patience.js"
import * as Telemetry from "../transport/telemetry.js"
import type { Failed } from "./failed.js"

/**
 * The attempts to make one request succeed.
 *
 * - `endpoint`: the endpoint of the request, by `Endpoint.id`
 * - `retry`: the pauses between attempts
 * - `attempt`: sends the request for the `count`-th time. A failure that is not `Failed` ends the loop.
 * - `act`: changes the session as decided; with `false` no attempt follows, whatever the decision says
 * - `rest`: makes the pause, for every request that it concerns
 * - `patience`: how long all pauses together may take, in this loop and inside of an attempt; 5 minutes by default
 *
 * @internal
 */
export interface Options<A, F extends WorkbookError.Any, E> {
  readonly endpoint: string
  readonly retry: Schedule.Schedule<unknown, F>
  readonly attempt: (count: number) => Effect.Effect<A, Failed<F> | E>
  readonly act?: (failure: F, decision: ErrorPolicy.Decision) => Effect.Effect<boolean>
  readonly rest: Rest
  readonly patience?: Duration.Duration
}

/**
 * Makes a pause after a failure.
 *
 * @internal
 */
export type Rest = (
  time: Duration.Duration,
  decision: ErrorPolicy.Decision,
  failure: WorkbookError.Any
) => Effect.Effect<void>

/**
 * The default pauses: up to 1 second, 2, 4, 8 and 16.
 *
 * @internal
 */
export const retry: Schedule.Schedule<unknown> = Schedule.exponential("1 second").pipe(
  Schedule.jitteredWith({ min: 0, max: 1 }),
  Schedule.intersect(Schedule.recurs(5))
)

/**
 * Gives the pause before the next attempt: that of the schedule, or the time that the service asked for if that is longer.
 * There is none when the schedule has ended or the patience is too short.
 *
 * @internal
 */
export const pauses = <F extends WorkbookError.Any>(
  retry: Schedule.Schedule<unknown, F>,
  patience: Patience.Service
): Effect.Effect<(failure: F, isPaused: boolean) => Effect.Effect<Option.Option<Duration.Duration>>> =>
  // The service can ask for a longer pause than the schedule, so the driver only computes pauses and does not make them.
  Effect.zipWith(
    Schedule.driver(Schedule.modifyDelay(Schedule.delays(retry), () => Duration.zero)),
    Effect.clock,
    (driver, clock) => (failure, isPaused) =>
      driver.next(failure).pipe(
        Effect.withClock(Monotonic.steady(clock)),
        Effect.flatMap((scheduled) => {
          if (!isPaused) return Effect.succeedSome(Duration.zero)
          const pause = Duration.max(scheduled, WorkbookError.retryAfterOf(failure) ?? Duration.zero)
          return Effect.map(patience.allows(pause), (isAllowed) => isAllowed ? Option.some(pause) : Option.none())
        }),
        Effect.catchAll(() => Effect.succeedNone)
      )
  )

/**
 * Sends a request until it succeeds, the policy forbids another attempt, or the pauses end.
 *
 * @internal
 */
export const run = <A, F extends WorkbookError.Any, E extends { readonly _tag: string } = never>(
  { act = () => Effect.succeed(true), attempt, endpoint, patience: limit, rest, retry }: Options<A, F, E>
): Effect.Effect<A, Failed<F> | E> =>
  Effect.suspend(() => {
    const patience = Patience.make(limit)
    return Effect.flatMap(pauses(retry, patience), (nextPause) => {
      const isFailed = (error: Failed<F> | E): error is Failed<F> => error._tag === "Failed"
      const go = (count: number): Effect.Effect<A, Failed<F> | E> =>
        Effect.catchIf(Effect.provideService(attempt(count), Patience.Patience, patience), isFailed, (failed) =>
          Effect.gen(function*() {
            const { decision, failure } = failed
            if (decision === undefined) {
              return yield* failed
            }
            const goesOn = (yield* act(failure, decision)) && decision.resend
            const pause = goesOn ? yield* nextPause(failure, decision.pause) : Option.none()
            if (Option.isNone(pause)) {
              return yield* failed
            }
            if (decision.pause) {
              yield* rest(pause.value, decision, failure)
            }
            yield* Telemetry.retried(endpoint, decision.error)
            return yield* go(count + 1)
          }))
      return go(1)
    })
  })
