import type * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"
import * as Option from "effect/Option"
import * as Schedule from "effect/Schedule"
import * as ScheduleDecision from "effect/ScheduleDecision"
import * as ScheduleIntervals from "effect/ScheduleIntervals"
import { retryAfterOf } from "../WorkbookError.js"

/**
 * How one request is made to succeed.
 *
 * - `attempt` sends it, for the `count`-th time.
 * - `decide` says what to do about a failure; nothing, if it is none of the service's.
 * - `act` does to the session what was decided, and says whether to go on: `false` overrules `resend`.
 * - `rest` lets everyone concerned keep still for a time; the next attempt waits for it like all others.
 * - `explain` names the failure for the caller.
 *
 * @internal
 */
export interface Persevering<A, E, E2> {
  readonly retry: Schedule.Schedule<unknown, E>
  readonly attempt: (count: number) => Effect.Effect<A, E>
  readonly decide: (error: E) => ErrorPolicy.Decision | undefined
  readonly act?: (error: E, decision: ErrorPolicy.Decision) => Effect.Effect<boolean>
  readonly rest: (time: Duration.Duration, decision: ErrorPolicy.Decision, because: E) => Effect.Effect<void>
  readonly explain: (error: E, decision: ErrorPolicy.Decision | undefined) => E2
}

/**
 * The default pauses: up to 1 second, 2, 4, 8 and 16.
 *
 * @internal
 */
export const retry: Schedule.Schedule<unknown> = Schedule.exponential("1 second").pipe(
  Schedule.jitteredWith({ min: 0, max: 1 }),
  Schedule.intersect(Schedule.recurs(5))
)

/** Nobody is made to wait longer than this for one call. */
const patience = Duration.toMillis("5 minutes")

/**
 * Counts what is sent again.
 *
 * @internal
 */
export const retries = Metric.counter("workbook_retries", {
  description: "Requests that were sent again",
  incremental: true
})

/** The pauses before the next attempt, one after the other; none when it is time to give up. */
const pausesOf = <E extends object>(retry: Schedule.Schedule<unknown, E>) => {
  let state = retry.initial
  let started: number | undefined
  return (error: E, pauses: boolean): Effect.Effect<Option.Option<Duration.Duration>> =>
    Effect.flatMap(
      Clock.currentTimeMillis,
      (now) =>
        Effect.map(retry.step(now, error, state), ([next, _, decision]) => {
          state = next
          started ??= now
          if (ScheduleDecision.isDone(decision)) return Option.none()
          if (!pauses) return Option.some(Duration.zero)
          const asked = retryAfterOf(error) ?? Duration.zero
          const time = Math.max(ScheduleIntervals.start(decision.intervals) - now, Duration.toMillis(asked))
          return now + time - started > patience ? Option.none() : Option.some(Duration.millis(time))
        })
    )
}

/**
 * Sends a request, again and again where the policy allows it, until it succeeds or it is time to give up. The pauses are
 * those of the schedule, or as long as the service asks where that is longer; what would keep the caller for more than
 * 5 minutes in all is not waited for.
 *
 * @internal
 */
export const persevere = <A, E extends object, E2>(
  { act = () => Effect.succeed(true), attempt, decide, explain, rest, retry }: Persevering<A, E, E2>
): Effect.Effect<A, E2> =>
  Effect.suspend(() => {
    const nextPause = pausesOf(retry)
    const go = (count: number): Effect.Effect<A, E2> =>
      Effect.catchAll(attempt(count), (error) =>
        Effect.gen(function*() {
          const decision = decide(error)
          if (decision === undefined) return yield* Effect.fail(explain(error, decision))
          const goesOn = (yield* act(error, decision)) && decision.resend
          const pause = goesOn ? yield* nextPause(error, decision.pause) : Option.none()
          if (Option.isNone(pause)) return yield* Effect.fail(explain(error, decision))
          if (decision.pause) yield* rest(pause.value, decision, error)
          yield* Metric.increment(retries)
          return yield* go(count + 1)
        }))
    return go(1)
  })
