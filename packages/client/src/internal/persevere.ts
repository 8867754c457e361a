import type * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schedule from "effect/Schedule"
import { retryAfterOf } from "../WorkbookError.js"
import * as Monotonic from "./monotonic.js"
import * as Patience from "./patience.js"
import * as Telemetry from "./telemetry.js"

/**
 * How one request is made to succeed.
 *
 * - `endpoint` is the one that it is for, by `Endpoint.id`.
 * - `attempt` sends it, for the `count`-th time.
 * - `decide` says what to do about a failure; nothing, if it is none of the service's.
 * - `act` does to the session what was decided, and says whether to go on: `false` overrules `resend`.
 * - `rest` lets everyone concerned keep still for a time; the next attempt waits for it like all others.
 * - `explain` names the failure for the caller.
 * - `patience` is how long all pauses may take together, 5 minutes by default. It is that of each attempt too.
 *
 * @internal
 */
export interface Persevering<A, E, E2> {
  readonly endpoint: string
  readonly retry: Schedule.Schedule<unknown, E>
  readonly attempt: (count: number) => Effect.Effect<A, E>
  readonly decide: (error: E) => ErrorPolicy.Decision | undefined
  readonly act?: (error: E, decision: ErrorPolicy.Decision) => Effect.Effect<boolean>
  readonly rest: (time: Duration.Duration, decision: ErrorPolicy.Decision, because: E) => Effect.Effect<void>
  readonly explain: (error: E, decision: ErrorPolicy.Decision | undefined) => E2
  readonly patience?: Duration.Duration
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

/**
 * The pauses before the next attempt, one after the other; none when it is time to give up: those of the schedule, or as
 * long as the service asks where that is longer.
 *
 * @internal
 */
export const pausesOf = <E extends object>(
  retry: Schedule.Schedule<unknown, E>,
  patience: Patience.Service
): Effect.Effect<(error: E, pauses: boolean) => Effect.Effect<Option.Option<Duration.Duration>>> =>
  // The service can ask for a longer pause than the schedule, so the driver tells its pauses and does not make them.
  Effect.zipWith(
    Schedule.driver(Schedule.modifyDelay(Schedule.delays(retry), () => Duration.zero)),
    Effect.clock,
    (driver, clock) => (error, pauses) =>
      driver.next(error).pipe(
        Effect.withClock(Monotonic.steady(clock)),
        Effect.flatMap((scheduled) => {
          if (!pauses) return Effect.succeedSome(Duration.zero)
          const pause = Duration.max(scheduled, retryAfterOf(error) ?? Duration.zero)
          return Effect.map(patience.allows(pause), (isAllowed) => isAllowed ? Option.some(pause) : Option.none())
        }),
        Effect.catchAll(() => Effect.succeedNone)
      )
  )

/**
 * Sends a request, again and again where the policy allows it, until it succeeds or it is time to give up. What would keep
 * the caller longer than there is patience is not waited for.
 *
 * @internal
 */
export const persevere = <A, E extends { readonly _tag: string }, E2>(
  { act = () => Effect.succeed(true), attempt, decide, endpoint, explain, patience: limit, rest, retry }: Persevering<
    A,
    E,
    E2
  >
): Effect.Effect<A, E2> =>
  Effect.suspend(() => {
    const patience = Patience.make(limit)
    return Effect.flatMap(pausesOf(retry, patience), (nextPause) => {
      const go = (count: number): Effect.Effect<A, E2> =>
        Effect.catchAll(Effect.provideService(attempt(count), Patience.Patience, patience), (error) =>
          Effect.gen(function*() {
            const decision = decide(error)
            if (decision === undefined) {
              return yield* Effect.fail(explain(error, decision))
            }
            const goesOn = (yield* act(error, decision)) && decision.resend
            const pause = goesOn ? yield* nextPause(error, decision.pause) : Option.none()
            if (Option.isNone(pause)) {
              return yield* Effect.fail(explain(error, decision))
            }
            if (decision.pause) {
              yield* rest(pause.value, decision, error)
            }
            yield* Telemetry.retried(endpoint, error)
            return yield* go(count + 1)
          }))
      return go(1)
    })
  })
