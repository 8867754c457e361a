import type * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import type * as SessionMode from "@effect-workbook/schema/SessionMode"
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { identity } from "effect/Function"
import * as Predicate from "effect/Predicate"
import type * as Redacted from "effect/Redacted"
import type * as Schedule from "effect/Schedule"
import * as WorkbookError from "../WorkbookError.js"
import type { WorkbookRequest } from "../WorkbookRequest.js"
import type * as Lifecycle from "./lifecycle.js"
import { persevere, type Persevering } from "./persevere.js"
import { type Around, outcomeUnknown, type Requests } from "./requests.js"

/**
 * Makes one call: it ends with the JSON of the answer, or with what remains when all has been tried that may be tried.
 *
 * @internal
 */
export type Call = (request: WorkbookRequest) => Effect.Effect<unknown, WorkbookError.WorkbookError>

interface Options {
  readonly mode: SessionMode.SessionMode
  readonly requests: Requests
  readonly retry: Schedule.Schedule<unknown>
}

/** Nothing is left to be decided, there being no session for example: this is what the caller gets. */
class Settled extends Data.TaggedError("Settled")<{ readonly error: WorkbookError.WorkbookError }> {}

type Failing = WorkbookError.OperationError | WorkbookError.OutcomeUnknown | Settled

/** Where a call is made. */
interface Place {
  readonly in: "sessionful" | "sessionless"
  readonly restorable?: boolean
  readonly idledOut?: () => boolean
}

const decideOn = (
  { mode }: Options,
  { in: where, idledOut, restorable }: Place,
  effect: Endpoint.WorkbookEffect,
  error: Failing
): ErrorPolicy.Decision | undefined => {
  const failure = error._tag === "Settled" ? undefined : WorkbookError.failureOf(error)
  return failure &&
    ErrorPolicy.decide({ request: where, mode, effect, failure, restorable, idledOut: idledOut?.() })
}

/** What the caller of a read or an idempotent write is told of an operation that nobody had asked for. */
const unasked = (error: WorkbookError.OperationFailed | WorkbookError.OperationTimedOut): WorkbookError.RequestError =>
  error._tag === "OperationFailed"
    ? new WorkbookError.ServiceFailure({ ...error })
    : new WorkbookError.UnexpectedAnswer({ ...error, issue: error.message })

const explain = (
  { mode }: Options,
  request: WorkbookRequest,
  error: Failing,
  decision: ErrorPolicy.Decision | undefined
): WorkbookError.WorkbookError => {
  if (error._tag === "Settled") return error.error
  if (decision?.error === "SessionLost") {
    return new WorkbookError.SessionLost({ mode, reason: "service", ...WorkbookError.account(error) })
  }
  const isUnread = error._tag === "UnexpectedAnswer" && request.endpoint.effect === "nonIdempotent"
  if (decision?.error === "OutcomeUnknown" || isUnread) return outcomeUnknown(request, error)
  return error._tag === "OperationFailed" || error._tag === "OperationTimedOut" ? unasked(error) : error
}

/**
 * What a 404 means where the same request may have been executed before: what was to be deleted is, and what was to be
 * renamed is not found under its old name, of which the first failure tells more.
 */
const foundNothing = (
  { body, endpoint }: WorkbookRequest,
  before: WorkbookError.WorkbookError
): Effect.Effect<void, Settled> | undefined => {
  if (endpoint.method === "DELETE") return Effect.void
  return Predicate.hasProperty(body, "name") ? Effect.fail(new Settled({ error: before })) : undefined
}

const call = (
  options: Options,
  request: WorkbookRequest,
  how: Place & Pick<Persevering<unknown, Failing, unknown>, "act" | "attempt">
): Effect.Effect<unknown, WorkbookError.WorkbookError> =>
  Effect.suspend(() => {
    const { effect } = request.endpoint
    // the first failure after which it may have been executed
    let inDoubt: WorkbookError.WorkbookError | undefined
    const saysNothingOfSession = (error: Failing) => decideOn(options, how, effect, error)?.session === "kept"
    const attempt = (count: number) =>
      Effect.catchTag(
        how.attempt(count),
        "NotFound",
        (error): Effect.Effect<unknown, Failing> =>
          (inDoubt && saysNothingOfSession(error) ? foundNothing(request, inDoubt) : undefined) ??
            Effect.fail(error)
      )
    return persevere({
      ...how,
      attempt,
      retry: options.retry,
      rest: options.requests.rest,
      decide: (error) => {
        const decision = decideOn(options, how, effect, error)
        if (decision?.resend && decideOn(options, how, "nonIdempotent", error)?.error === "OutcomeUnknown") {
          inDoubt ??= explain(options, request, error, decision)
        }
        return decision
      },
      explain: (error, decision) => explain(options, request, error, decision)
    })
  })

/**
 * Calls without a session.
 *
 * @internal
 */
export const sessionless = (options: Options): Call => (request) =>
  call(options, request, {
    in: "sessionless",
    attempt: (count) => options.requests.send(request, { count, around: identity })
  })

/**
 * Calls in one session that is not opened again when it is lost. They end when `isOver`; `onLoss` hears whether another
 * session may take its place.
 *
 * @internal
 */
export const inOne = (
  options: Options & {
    readonly id: Redacted.Redacted
    readonly isOver: () => boolean
    readonly onLoss: (recreate: boolean) => void
  }
): Call =>
(request) =>
  call(options, request, {
    in: "sessionful",
    restorable: true,
    attempt: (count) =>
      options.requests.send(request, {
        count,
        sessionId: options.id,
        around: (send) => Effect.suspend(() => options.isOver() ? Effect.interrupt : send)
      }),
    act: (_, { recreate, session }) =>
      Effect.sync(() => {
        if (session === "kept") return true
        options.onLoss(recreate)
        return false
      })
  })

/** While the call waited for its turn, its session went. */
class Stale extends Data.TaggedError("Stale") {}

/**
 * Calls in whatever session is the current one. A session that is lost is opened again once for a call, not more.
 *
 * @internal
 */
export const inCurrent = (
  options: Options & {
    readonly lifecycle: Lifecycle.Lifecycle
    readonly restorable: boolean
    readonly idleLimit: Duration.Duration
  }
): Call =>
(request) =>
  Effect.suspend(() => {
    const { lifecycle, requests, restorable } = options
    const { effect } = request.endpoint
    const idleLimit = Duration.toMillis(options.idleLimit)
    let used: Redacted.Redacted | undefined
    let idledOut = false
    let recreated = false

    const place: Place = { in: "sessionful", restorable, idledOut: () => idledOut }

    const lose = (
      id: Redacted.Redacted,
      error: WorkbookError.OperationError,
      { recreate, session }: ErrorPolicy.Decision
    ): Effect.Effect<void> =>
      session === "kept"
        ? Effect.void
        : lifecycle.lose(id, { reason: "service", error, recreate, mayLive: session === "abandoned" })

    /** Also when nobody waits for the answer any more, what it says of the session is heard. */
    const around = (id: Redacted.Redacted): Around<Stale> => <A>(send: Effect.Effect<A, WorkbookError.RequestError>) =>
      Effect.withFiberRuntime<A, WorkbookError.RequestError | Stale>((fiber) => {
        if (!lifecycle.isCurrent(id)) return Effect.fail(new Stale())
        lifecycle.sending(fiber)
        return Effect.flatMap(Clock.currentTimeMillis, (now) => {
          used = id
          idledOut = now - lifecycle.lastTouched() >= idleLimit
          return Effect.tapBoth(send, {
            onFailure: (error) => {
              const decision = decideOn(options, place, effect, error)
              return Effect.zipRight(
                lifecycle.touch(false),
                decision === undefined ? Effect.void : lose(id, error, decision)
              )
            },
            onSuccess: () => lifecycle.touch(true)
          })
        })
      })

    /** The end of the scope has not waited for the answer. */
    const cutOff = lifecycle.current.pipe(
      Effect.zipRight(Effect.interrupt),
      Effect.mapError((error) => effect === "nonIdempotent" ? outcomeUnknown(request, error) : new Settled({ error }))
    )

    const sendIn = (sessionId: Redacted.Redacted, count: number): Effect.Effect<unknown, Failing | Stale> =>
      requests.send(request, {
        count,
        sessionId,
        around: around(sessionId),
        following: lifecycle.using
      }).pipe(
        Effect.exit,
        Effect.flatMap((exit): Effect.Effect<unknown, Failing | Stale> =>
          Exit.isFailure(exit) && Cause.isInterruptedOnly(exit.cause) && lifecycle.isOver() ? cutOff : exit
        )
      )

    const attempt = (count: number): Effect.Effect<unknown, Failing> =>
      Effect.flatMap(Effect.mapError(lifecycle.current, (error) => new Settled({ error })), (sessionId) =>
        Effect.catchTag(sendIn(sessionId, count), "Stale", () => attempt(count)))

    return call(options, request, {
      ...place,
      attempt,
      act: (error, decision) => {
        if (decision.session === "kept" || used === undefined) {
          return Effect.succeed(true)
        }
        const again = decision.resend && !recreated
        recreated ||= again
        // What was sent and failed is an error of the service, and nothing else ends a session.
        return error._tag === "Settled" || error._tag === "OutcomeUnknown"
          ? Effect.succeed(false)
          : Effect.as(lose(used, error, decision), again)
      }
    })
  })
