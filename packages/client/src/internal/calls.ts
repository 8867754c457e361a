import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import type { WorkbookEffect } from "@effect-workbook/schema/Safety"
import type * as SessionMode from "@effect-workbook/schema/SessionMode"
import * as Cause from "effect/Cause"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { identity } from "effect/Function"
import type * as Redacted from "effect/Redacted"
import type * as Schedule from "effect/Schedule"
import * as WorkbookError from "../WorkbookError.js"
import * as WorkbookRequest from "../WorkbookRequest.js"
import { decode } from "./decode.js"
import type * as Lifecycle from "./lifecycle.js"
import * as Monotonic from "./monotonic.js"
import { persevere, type Persevering } from "./persevere.js"
import { type Around, outcomeUnknown, type Requests, Settled } from "./requests.js"

/**
 * Makes one call: it ends with the JSON of the answer, or with what remains when all has been tried that may be tried.
 *
 * @internal
 */
export type Call = (
  request: WorkbookRequest.WorkbookRequest,
  pinned?: Pinned
) => Effect.Effect<unknown, WorkbookError.WorkbookError>

/**
 * A request that got a stable address from one that is not stable. The caller cannot repeat it, so its failure is
 * `OutcomeUnknown` where it may have been executed. It is sent only in the private copy, if any, in which its address was
 * read.
 *
 * @internal
 */
export interface Pinned {
  readonly copy: unknown
}

interface Options {
  readonly mode: SessionMode.SessionMode
  readonly requests: Requests
  readonly retry: Schedule.Schedule<unknown>
}

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
  effect: WorkbookEffect,
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
  request: WorkbookRequest.WorkbookRequest,
  toldAs: WorkbookEffect,
  error: Failing,
  decision: ErrorPolicy.Decision | undefined
): WorkbookError.WorkbookError => {
  if (error._tag === "Settled") return error.error
  if (decision?.error === "SessionLost") {
    return new WorkbookError.SessionLost({ mode, reason: "service", ...WorkbookError.account(error) })
  }
  const isUnclear = error._tag === "UnexpectedAnswer" || error._tag === "OperationTimedOut"
  if (decision?.error === "OutcomeUnknown" || isUnclear && toldAs === "nonIdempotent") {
    return outcomeUnknown(request, error)
  }
  return error._tag === "OperationFailed" || error._tag === "OperationTimedOut" ? unasked(error) : error
}

/**
 * What a failure means where the same request may have been executed before, if that is not what it says: `inDoubt` is the
 * first failure after which it may have been.
 */
const meaningAfterDoubt = (
  { afterDoubt }: Endpoint.Any,
  error: Failing,
  inDoubt: WorkbookError.WorkbookError
): Effect.Effect<void, Settled> | undefined => {
  const status = error._tag === "NotFound"
    ? 404
    : error._tag === "AlreadyExists" || error._tag === "Conflict"
    ? 409
    : undefined
  switch (status === undefined ? undefined : afterDoubt[status]) {
    case "done":
      return Effect.void
    case "unknown":
      return Effect.fail(new Settled({ error: inDoubt }))
    default:
      return undefined
  }
}

const call = (
  options: Options,
  request: WorkbookRequest.WorkbookRequest,
  pinned: Pinned | undefined,
  how: Place & Pick<Persevering<unknown, Failing, unknown>, "act" | "attempt">
): Effect.Effect<unknown, WorkbookError.WorkbookError> =>
  Effect.suspend(() => {
    const effect = WorkbookRequest.effect(request)
    const toldAs = pinned === undefined ? effect : "nonIdempotent"
    let inDoubt: WorkbookError.WorkbookError | undefined
    const tell = (error: Failing, decision: ErrorPolicy.Decision | undefined) =>
      explain(options, request, toldAs, error, toldAs === effect ? decision : decideOn(options, how, toldAs, error))
    const saysNothingOfSession = (error: Failing) => decideOn(options, how, effect, error)?.session === "kept"
    const attempt = (count: number) =>
      Effect.catchAll(
        // That it was executed is known only from an answer that can be read.
        toldAs === "nonIdempotent"
          ? Effect.tap(how.attempt(count), (json) => decode(request.endpoint, json))
          : how.attempt(count),
        (error): Effect.Effect<unknown, Failing> =>
          (inDoubt && saysNothingOfSession(error) ? meaningAfterDoubt(request.endpoint, error, inDoubt) : undefined) ??
            Effect.fail(error)
      )
    return persevere({
      ...how,
      endpoint: Endpoint.id(request.endpoint),
      attempt,
      retry: options.retry,
      rest: options.requests.rest,
      decide: (error) => {
        const decision = decideOn(options, how, effect, error)
        if (decision?.resend && decideOn(options, how, "nonIdempotent", error)?.error === "OutcomeUnknown") {
          inDoubt ??= tell(error, decision)
        }
        return decision
      },
      explain: (error, decision) => {
        const told = tell(error, decision)
        // With a private copy, what was written in it is gone too.
        const isUndone = told._tag === "SessionLost" && options.mode === "nonPersistent"
        return pinned !== undefined && inDoubt !== undefined && !isUndone ? inDoubt : told
      }
    })
  })

/**
 * Calls without a session.
 *
 * @internal
 */
export const sessionless = (options: Options): Call => (request, pinned) =>
  call(options, request, pinned, {
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
(request, pinned) =>
  call(options, request, pinned, {
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
(request, pinned) =>
  Effect.suspend(() => {
    const { lifecycle, mode, requests, restorable } = options
    const effect = WorkbookRequest.effect(request)
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
        return Effect.flatMap(Monotonic.now, (now) => {
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
      Effect.mapError((error) =>
        effect === "nonIdempotent" || pinned !== undefined ? outcomeUnknown(request, error) : new Settled({ error })
      )
    )

    const sendIn = (sessionId: Redacted.Redacted, count: number): Effect.Effect<unknown, Failing | Stale> =>
      requests.send(request, {
        count,
        sessionId,
        around: around(sessionId),
        following: lifecycle.using,
        heard: (error) => {
          const decision = decideOn(options, place, "read", error)
          return decision === undefined ? Effect.void : lose(sessionId, error, decision)
        }
      }).pipe(
        Effect.exit,
        Effect.flatMap((exit): Effect.Effect<unknown, Failing | Stale> =>
          Exit.isFailure(exit) && Cause.isInterruptedOnly(exit.cause) && lifecycle.isOver() ? cutOff : exit
        )
      )

    const otherCopy = Effect.suspend(() =>
      new Settled({ error: new WorkbookError.SessionLost({ mode, reason: "service" }) })
    )

    const attempt = (count: number): Effect.Effect<unknown, Failing> =>
      Effect.flatMap(Effect.mapError(lifecycle.current, (error) => new Settled({ error })), (sessionId) =>
        pinned?.copy !== undefined && pinned.copy !== sessionId
          ? otherCopy
          : Effect.catchTag(sendIn(sessionId, count), "Stale", () =>
            attempt(count)))

    return call(options, request, pinned, {
      ...place,
      attempt,
      act: (error, decision) => {
        if (decision.session === "kept" || used === undefined) {
          return Effect.succeed(true)
        }
        const again = decision.resend && !recreated && pinned?.copy === undefined
        recreated ||= again
        // What was sent and failed is an error of the service, and nothing else ends a session.
        return error._tag === "Settled" || error._tag === "OutcomeUnknown"
          ? Effect.succeed(false)
          : Effect.as(lose(used, error, decision), again)
      }
    })
  })
