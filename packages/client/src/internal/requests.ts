import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import * as Workbook from "@effect-workbook/schema/Workbook"
import * as Data from "effect/Data"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { identity } from "effect/Function"
import type * as Redacted from "effect/Redacted"
import * as GraphClient from "../GraphClient.js"
import * as Operation from "../Operation.js"
import type * as SessionEvent from "../SessionEvent.js"
import * as WorkbookError from "../WorkbookError.js"
import type * as WorkbookQueue from "../WorkbookQueue.js"
import * as WorkbookRequest from "../WorkbookRequest.js"
import * as Monotonic from "./monotonic.js"
import * as Patience from "./patience.js"
import type { Persevering } from "./persevere.js"
import * as Telemetry from "./telemetry.js"

/**
 * What is done when a request is about to be sent, and when its answer is in.
 *
 * @internal
 */
export type Around<out E> = <A>(
  request: Effect.Effect<A, WorkbookError.RequestError>
) => Effect.Effect<A, E | WorkbookError.RequestError>

/**
 * Nothing is left to be decided, there being no session for example: this is what the caller gets.
 *
 * @internal
 */
export class Settled<out E = WorkbookError.WorkbookError> extends Data.TaggedError("Settled")<{ readonly error: E }> {}

/**
 * The requests to one workbook: one at a time, and none before the time that the service asked to wait has passed. What
 * would have to wait for that longer than it has patience is not sent. One that was sent is not withdrawn. Whenever a
 * request meets such a time, an event tells until when it lasts.
 *
 * - `turn` is for what sends one request.
 * - `now` is a `GraphClient` for who has the turn already; `attempt` counts how often what is begun with it has been tried.
 * - `inTurn` is one whose requests take a turn each; `around` is put around them when it has come.
 * - `send` makes a call, sending it for the `count`-th time and following it to its end where it takes its time. `around`
 *   is put around the request itself when its turn has come, and `following` around what comes after a 202. `heard` is
 *   told how a later request in the session fails, for that may say that the session is gone.
 * - `rest` keeps the workbook still, or the whole client.
 *
 * @internal
 */
export interface Requests {
  readonly turn: (
    endpoint: Endpoint.Any
  ) => <A, E>(request: Effect.Effect<A, E>) => Effect.Effect<A, E | Settled<WorkbookError.Throttled>>
  readonly now: (attempt: number) => GraphClient.Service
  readonly inTurn: (options: {
    readonly attempt: number
    readonly around?: (request: GraphClient.GraphRequest) => Around<never>
  }) => GraphClient.Service
  readonly send: <E>(
    request: WorkbookRequest.WorkbookRequest,
    options: {
      readonly count: number
      readonly sessionId?: Redacted.Redacted
      readonly around: Around<E>
      readonly following?: <A, E>(operation: Effect.Effect<A, E>) => Effect.Effect<A, E>
      readonly heard?: (error: WorkbookError.RequestError) => Effect.Effect<void>
    }
  ) => Effect.Effect<unknown, WorkbookError.OperationError | WorkbookError.OutcomeUnknown | Settled | E>
  readonly rest: Persevering<unknown, object, unknown>["rest"]
}

/**
 * Where to send a request on a workbook.
 *
 * @internal
 */
export const url = (workbook: Workbook.Workbook, path: string): string =>
  `${Workbook.toPath(workbook)}/workbook/${path}`

/** What ECMAScript can tell as a date. */
const lastDate = 8.64e15

/**
 * The requests to a workbook.
 *
 * @internal
 */
export const make = (options: {
  readonly graph: GraphClient.Service
  readonly queue: WorkbookQueue.WorkbookQueue
  readonly workbook: Workbook.Workbook
  readonly polling: Operation.Options | undefined
  readonly publish: (event: SessionEvent.SessionEvent) => Effect.Effect<void>
}): Requests => {
  const { graph, polling, publish, queue, workbook } = options

  const told = { workbook: 0, client: 0 }
  const tell = ({ scope, until }: WorkbookQueue.Rest) =>
    Effect.suspend(() => {
      if (until <= told[scope]) return Effect.void
      told[scope] = until
      return Effect.flatMap(Effect.all([DateTime.now, Monotonic.now]), ([at, now]) => {
        const end = DateTime.unsafeMake(Math.min(at.epochMillis + until - now, lastDate))
        return publish({ _tag: "Throttled", at, until: end, scope })
      })
    })
  const tellOfRest = Effect.flatMap(queue.resting, (rest) => rest === undefined ? Effect.void : tell(rest))

  const turn: Requests["turn"] = (endpoint) => (request) => {
    const id = Endpoint.id(endpoint)
    return Telemetry.inTurn("workbook", id, request, (request) =>
      queue.run(request, (rest) =>
        Effect.zipRight(
          tell(rest),
          Effect.mapError(Patience.bear(id, rest), (error) => new Settled({ error }))
        )))
  }

  /** Before the turn passes on, the rest that the answer asks for has begun. */
  const execute: GraphClient.Service["execute"] = (request) =>
    Effect.tapError(graph.execute(request), (error) => {
      const answer = WorkbookError.answerOf(error)
      if (answer?.retryAfter === undefined) return Effect.void
      // The client itself rests for the application, and with it every queue.
      const rest = ErrorPolicy.isOfApplication(answer.status, answer.error)
        ? Effect.void
        : queue.rest(answer.retryAfter, answer)
      return Effect.zipRight(rest, tellOfRest)
    })

  const counted = (request: GraphClient.GraphRequest, attempt: number): GraphClient.GraphRequest =>
    request.endpoint.method === "GET" ? request : { ...request, attempt }

  const now: Requests["now"] = (attempt) =>
    GraphClient.GraphClient.of({ ...graph, execute: (request) => execute(counted(request, attempt)) })

  const inTurn: Requests["inTurn"] = ({ around = () => (send) => send, attempt }) =>
    GraphClient.GraphClient.of({
      ...graph,
      execute: (request) =>
        Effect.catchTag(
          turn(request.endpoint)(around(request)(execute(counted(request, attempt)))),
          "Settled",
          ({ error }) => error
        )
    })

  const following = (heard: (error: WorkbookError.RequestError) => Effect.Effect<void>) =>
    inTurn({
      attempt: 1,
      around: ({ sessionId }) => (send) => sessionId === undefined ? send : Effect.tapError(send, heard)
    })

  return {
    turn,
    now,
    inTurn,
    send: (request, { around, count, following: whileFollowing = identity, heard = () => Effect.void, sessionId }) =>
      turn(request.endpoint)(around(
        execute({
          endpoint: request.endpoint,
          url: url(workbook, request.path),
          body: request.body,
          sessionId,
          // An operation whose 202 is lost goes on unseen, and who looked for its work would look too early.
          respondAsync: sessionId !== undefined && request.endpoint.longRunning && request.verified !== true,
          attempt: count
        })
      )).pipe(Effect.flatMap((answer) =>
        answer.status === 202
          ? Operation.result(request.endpoint, answer, { ...polling, sessionId }).pipe(
            Effect.provideService(GraphClient.GraphClient, following(heard)),
            Effect.provideService(Patience.Patience, Patience.endless),
            Effect.mapError((error) =>
              isFailed(error) || WorkbookRequest.effect(request) !== "nonIdempotent"
                ? error
                : outcomeUnknown(request, error)
            ),
            whileFollowing
          )
          : Effect.succeed(answer.body)
      )),
    rest: (time, { cooldown, error }, because) => {
      const answer = WorkbookError.answerOf(because)
      const asked = error === "Throttled" || answer?.retryAfter !== undefined ? answer : undefined
      return Effect.zipRight((cooldown === "client" ? graph : queue).rest(time, asked), tellOfRest)
    }
  }
}

/** The operation itself failed, not the asking for it. */
const isFailed = (
  error: WorkbookError.OperationError
): error is WorkbookError.ServiceError | WorkbookError.OperationFailed => "status" in error && error.status === 200

/**
 * The request may have been executed, or not.
 *
 * @internal
 */
export const outcomeUnknown = (
  request: WorkbookRequest.WorkbookRequest,
  error: WorkbookError.Any
): WorkbookError.OutcomeUnknown =>
  new WorkbookError.OutcomeUnknown({
    endpoint: Endpoint.id(request.endpoint),
    path: request.path,
    body: request.body,
    ...WorkbookError.account(error)
  })
