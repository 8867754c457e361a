import * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import type * as SessionMode from "@effect-workbook/schema/SessionMode"
import * as Clock from "effect/Clock"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { identity } from "effect/Function"
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

type Failing =
  | WorkbookError.RequestError
  | WorkbookError.OperationFailed
  | WorkbookError.OutcomeUnknown
  | Lifecycle.Unopened

const call = (
  { mode, requests, retry }: Options,
  request: WorkbookRequest,
  how: Pick<Persevering<unknown, Failing, unknown>, "act" | "attempt"> & {
    readonly in: "sessionful" | "sessionless"
    readonly restorable?: boolean
    readonly idledOut?: () => boolean
  }
): Effect.Effect<unknown, WorkbookError.WorkbookError> =>
  persevere({
    ...how,
    retry,
    rest: requests.rest,
    decide: (error) => {
      const failure = error._tag === "Unopened" ? undefined : WorkbookError.failureOf(error)
      return failure && ErrorPolicy.decide({
        request: how.in,
        mode,
        effect: request.endpoint.effect,
        failure,
        restorable: how.restorable,
        idledOut: how.idledOut?.()
      })
    },
    explain: (error, decision): WorkbookError.WorkbookError => {
      if (error._tag === "Unopened") return error.error
      if (decision?.error === "SessionLost") {
        return new WorkbookError.SessionLost({ mode, reason: "service", ...WorkbookError.account(error) })
      }
      return decision?.error === "OutcomeUnknown" || error._tag === "OperationFailed"
        ? outcomeUnknown(request, error)
        : error
    }
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
        around: <A, E>(send: Effect.Effect<A, E>) => Effect.suspend(() => options.isOver() ? Effect.interrupt : send)
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
    const idleLimit = Duration.toMillis(options.idleLimit)
    let used: Redacted.Redacted | undefined
    let idledOut = false
    let recreated = false

    const around = (id: Redacted.Redacted): Around<Stale> => <A, E>(send: Effect.Effect<A, E>) =>
      Effect.withFiberRuntime<A, E | Stale>((fiber) => {
        if (!lifecycle.isCurrent(id)) return Effect.fail(new Stale())
        lifecycle.sending(fiber)
        return Effect.flatMap(Clock.currentTimeMillis, (now) => {
          used = id
          idledOut = now - lifecycle.lastTouched() >= idleLimit
          return Effect.tapBoth(send, {
            onFailure: () => lifecycle.touch(false),
            onSuccess: () => lifecycle.touch(true)
          })
        })
      })

    const attempt = (count: number): Effect.Effect<unknown, Failing> =>
      Effect.flatMap(lifecycle.current, (sessionId) =>
        Effect.catchTag(
          lifecycle.using(sessionId, requests.send(request, { count, sessionId, around: around(sessionId) })),
          "Stale",
          () => attempt(count)
        ))

    return call(options, request, {
      in: "sessionful",
      restorable,
      idledOut: () => idledOut,
      attempt,
      act: (error, { recreate, resend, session }) => {
        if (session === "kept" || used === undefined) return Effect.succeed(true)
        const again = resend && !recreated
        recreated ||= again
        // What was sent and failed is an error of the service, and nothing else ends a session.
        return error._tag === "Unopened" || error._tag === "OutcomeUnknown"
          ? Effect.succeed(false)
          : Effect.as(
            lifecycle.lose(used, { reason: "service", error, recreate, mayLive: session === "abandoned" }),
            again
          )
      }
    })
  })
