import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Workbook from "@effect-workbook/schema/Workbook"
import type * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { identity } from "effect/Function"
import type * as Redacted from "effect/Redacted"
import * as GraphClient from "../GraphClient.js"
import * as Operation from "../Operation.js"
import type * as SessionEvent from "../SessionEvent.js"
import * as WorkbookError from "../WorkbookError.js"
import type * as WorkbookQueue from "../WorkbookQueue.js"
import * as WorkbookRequest from "../WorkbookRequest.js"
import type { Persevering } from "./persevere.js"

type Graph = Context.Tag.Service<typeof GraphClient.GraphClient>

/**
 * What is done when a request is about to be sent, and when its answer is in.
 *
 * @internal
 */
export type Around<out E> = <A>(
  request: Effect.Effect<A, WorkbookError.RequestError>
) => Effect.Effect<A, E | WorkbookError.RequestError>

/**
 * The requests to one workbook: one at a time, and none before the time that the service asked to wait has passed. One
 * that was sent is not withdrawn.
 *
 * - `now` is a `GraphClient` for who has the turn already; `attempt` counts how often what is begun with it has been tried.
 * - `inTurn` is one whose requests take a turn each; `around` is put around them when it has come.
 * - `send` makes a call, sending it for the `count`-th time and following it to its end where it takes its time. `around`
 *   is put around the request itself when its turn has come, and `following` around what comes after a 202.
 * - `rest` keeps the workbook still, or the whole client.
 *
 * @internal
 */
export interface Requests {
  readonly now: (attempt: number) => Graph
  readonly inTurn: (options: {
    readonly attempt: number
    readonly around?: (request: GraphClient.GraphRequest) => Around<never>
  }) => Graph
  readonly send: <E>(
    request: WorkbookRequest.WorkbookRequest,
    options: {
      readonly count: number
      readonly sessionId?: Redacted.Redacted
      readonly around: Around<E>
      readonly following?: <A, E>(operation: Effect.Effect<A, E>) => Effect.Effect<A, E>
    }
  ) => Effect.Effect<unknown, WorkbookError.OperationError | WorkbookError.OutcomeUnknown | E>
  readonly rest: Persevering<unknown, object, unknown>["rest"]
}

/**
 * Where to send a request on a workbook.
 *
 * @internal
 */
export const url = (workbook: Workbook.Workbook, path: string): string =>
  `${Workbook.toPath(workbook)}/workbook/${path}`

/**
 * The requests to a workbook.
 *
 * @internal
 */
export const make = (options: {
  readonly graph: Graph
  readonly queue: WorkbookQueue.WorkbookQueue
  readonly workbook: Workbook.Workbook
  readonly polling: Operation.Options | undefined
  readonly publish: (event: SessionEvent.SessionEvent) => Effect.Effect<void>
}): Requests => {
  const { graph, polling, publish, queue, workbook } = options

  /** Before the turn passes on, the rest that the answer asks for has begun. */
  const execute: Graph["execute"] = (request) =>
    Effect.tapError(graph.execute(request), (error) => {
      const time = WorkbookError.retryAfterOf(error)
      return time === undefined ? Effect.void : queue.rest(time)
    })

  const counted = (request: GraphClient.GraphRequest, attempt: number): GraphClient.GraphRequest =>
    request.endpoint.method === "GET" ? request : { ...request, attempt }

  const now: Requests["now"] = (attempt) =>
    GraphClient.GraphClient.of({ ...graph, execute: (request) => execute(counted(request, attempt)) })

  const inTurn: Requests["inTurn"] = ({ around = () => (send) => send, attempt }) =>
    GraphClient.GraphClient.of({
      ...graph,
      execute: (request) => queue.run(around(request)(execute(counted(request, attempt))))
    })

  const following = inTurn({ attempt: 1 })

  return {
    now,
    inTurn,
    send: (request, { around, count, following: whileFollowing = identity, sessionId }) =>
      queue.run(around(
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
            Effect.provideService(GraphClient.GraphClient, following),
            Effect.mapError((error) =>
              isFailed(error) || WorkbookRequest.effect(request) !== "nonIdempotent"
                ? error
                : outcomeUnknown(request, error)
            ),
            whileFollowing
          )
          : Effect.succeed(answer.body)
      )),
    rest: (time, { cooldown, error }, because) =>
      (cooldown === "client" ? graph.rest(time) : queue.rest(time)).pipe(
        Effect.zipRight(
          error === "Throttled" || WorkbookError.retryAfterOf(because) !== undefined
            ? throttled(time, cooldown, publish)
            : Effect.void
        )
      )
  }
}

const throttled = (
  time: Duration.Duration,
  scope: "workbook" | "client",
  publish: (event: SessionEvent.SessionEvent) => Effect.Effect<void>
) =>
  Effect.flatMap(
    DateTime.now,
    (at) => publish({ _tag: "Throttled", at, until: DateTime.addDuration(at, time), scope })
  )

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
