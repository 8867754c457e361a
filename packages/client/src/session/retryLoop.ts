import type * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { LazyArg } from "effect/Function"
import * as Option from "effect/Option"
import * as Schedule from "effect/Schedule"
import * as Monotonic from "../transport/monotonic.js"
import * as Provide from "../transport/provide.js"
import * as Telemetry from "../transport/telemetry.js"
import * as WaitLimit from "../transport/waitLimit.js"
import * as WorkbookError from "../WorkbookError.js"
import type { Failed } from "./failed.js"

/**
 * The attempts of one request.
 *
 * - `endpoint`: the endpoint of the request, by `Endpoint.id`
 * - `retry`: the schedule of the pauses between attempts
 * - `attempt`: sends the request for the `count`-th time, with the wait limit also in its context. A failure that is not
 *   `Failed` ends the loop.
 * - `applyDecision`: changes the session as the policy decided. The loop ends if the result is `false`.
 * - `pause`: makes the pause before the next attempt
 * - `waitLimit`: makes the limit on all pauses together, including those inside an attempt; 5 minutes by default
 *
 * @internal
 */
export interface Options<A, F extends WorkbookError.Any, E> {
  readonly endpoint: string
  readonly retry: Schedule.Schedule<unknown, F>
  readonly attempt: (count: number) => Effect.Effect<A, Failed<F> | E>
  readonly applyDecision?: (failure: F, decision: ErrorPolicy.Decision) => Effect.Effect<boolean>
  readonly pause: Pause
  readonly waitLimit?: LazyArg<WaitLimit.Service>
}

/**
 * Makes the pause before the next attempt: sleeps, or starts a cooldown that the next attempt waits for.
 *
 * @internal
 */
export type Pause = (
  time: Duration.Duration,
  decision: ErrorPolicy.Decision,
  failure: WorkbookError.Any
) => Effect.Effect<void>

/**
 * The default schedule: five pauses of up to 1, 2, 4, 8 and 16 seconds.
 *
 * @internal
 */
export const retry: Schedule.Schedule<unknown> = Schedule.exponential("1 second").pipe(
  Schedule.jitteredWith({ min: 0, max: 1 }),
  Schedule.intersect(Schedule.recurs(5))
)

type PauseDriver<F> = (failure: F, needsPause: boolean) => Effect.Effect<Option.Option<Duration.Duration>>

/**
 * Makes a function that computes the pause before the next attempt: the pause of the schedule, or `Retry-After` if that is
 * longer. With `needsPause: false` the schedule advances, but the pause is zero. The result is `None` if the schedule has
 * ended or the pause exceeds the wait limit.
 *
 * @internal
 */
export const pauseDriver = <F extends WorkbookError.Any>(
  retry: Schedule.Schedule<unknown, F>,
  waitLimit: WaitLimit.Service
): Effect.Effect<PauseDriver<F>> =>
  // The driver must not sleep, because the pause may be longer than the delay of the schedule.
  Effect.zipWith(
    Schedule.driver(Schedule.modifyDelay(Schedule.delays(retry), () => Duration.zero)),
    Effect.clock,
    (driver, clock) => (failure, needsPause) =>
      driver.next(failure).pipe(
        Effect.withClock(Monotonic.makeClock(clock)),
        Effect.flatMap((scheduled) => {
          if (!needsPause) return Effect.succeedSome(Duration.zero)
          const pause = Duration.max(scheduled, WorkbookError.retryAfterOf(failure) ?? Duration.zero)
          return Effect.map(waitLimit.allows(pause), (isAllowed) => isAllowed ? Option.some(pause) : Option.none())
        }),
        Effect.catchAll(() => Effect.succeedNone)
      )
  )

/**
 * Sends a request until it succeeds, the policy forbids another attempt, or there is no pause for another attempt.
 *
 * @internal
 */
export const run = <A, F extends WorkbookError.Any, E extends { readonly _tag: string } = never>(
  {
    applyDecision = () => Effect.succeed(true),
    attempt,
    endpoint,
    pause,
    retry,
    waitLimit: makeLimit = WaitLimit.make
  }: Options<A, F, E>
): Effect.Effect<A, Failed<F> | E> =>
  Effect.suspend(() => {
    const waitLimit = makeLimit()
    const provided = Provide.provide(Context.make(WaitLimit.WaitLimit, waitLimit))
    // Made at the first failure, because most requests succeed.
    let driver: PauseDriver<F> | undefined
    const nextPause = (failure: F, needsPause: boolean) =>
      Effect.flatMap(driver === undefined ? pauseDriver(retry, waitLimit) : Effect.succeed(driver), (made) => {
        driver = made
        return made(failure, needsPause)
      })
    const isFailed = (error: Failed<F> | E): error is Failed<F> => error._tag === "Failed"
    const loop = (count: number): Effect.Effect<A, Failed<F> | E> =>
      Effect.catchIf(provided(attempt(count)), isFailed, (failed) =>
        Effect.gen(function*() {
          const { decision, failure } = failed
          if (decision === undefined) {
            return yield* failed
          }
          const mayResend = (yield* applyDecision(failure, decision)) && decision.resend
          const time = mayResend ? yield* nextPause(failure, decision.pause) : Option.none()
          if (Option.isNone(time)) {
            return yield* failed
          }
          if (decision.pause) {
            yield* pause(time.value, decision, failure)
          }
          yield* Telemetry.retried(endpoint, decision.error)
          return yield* loop(count + 1)
        }))
    return loop(1)
  })
