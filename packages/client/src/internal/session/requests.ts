import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import * as Workbook from "@effect-workbook/schema/Workbook"
import * as Data from "effect/Data"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { identity } from "effect/Function"
import type * as Redacted from "effect/Redacted"
import * as GraphClient from "../../GraphClient.js"
import * as Operation from "../../Operation.js"
import type * as SessionEvent from "../../SessionEvent.js"
import * as WorkbookError from "../../WorkbookError.js"
import type * as WorkbookQueue from "../../WorkbookQueue.js"
import * as WorkbookRequest from "../../WorkbookRequest.js"
import { FunctionName } from "../functionName.js"
import * as Monotonic from "../transport/monotonic.js"
import * as Patience from "../transport/patience.js"
import * as Telemetry from "../transport/telemetry.js"
import type { Failed } from "./failed.js"
import type * as RetryLoop from "./retryLoop.js"

/**
 * The call has failed, and the caller gets this error: nothing is left to decide.
 *
 * @internal
 */
export class Settled extends Data.TaggedError("Settled")<{ readonly error: WorkbookError.WorkbookError }> {}

/**
 * Wraps a request when its turn has come.
 *
 * @internal
 */
export type Around<in E1, out E2> = <A>(request: Effect.Effect<A, E1>) => Effect.Effect<A, E2>

/**
 * The requests to one workbook: one at a time, and none during a cooldown that the service asked for. A request that would
 * have to wait longer than its patience is not sent. A request that was sent is not withdrawn. When a request meets a
 * cooldown, an event tells until when it lasts.
 *
 * - `turn`: gives an effect that sends one request its turn
 * - `withinTurn`: a `GraphClient` to use during a turn; `attempt` is the number of the attempt that its requests belong to
 * - `inTurn`: a `GraphClient` whose requests take a turn each; `around` wraps them when their turn has come
 * - `send`: makes a call, and follows it to its end where it becomes a long-running operation
 * - `rest`: starts a cooldown of the workbook or of the whole client
 *
 * @internal
 */
export interface Requests {
  readonly turn: (
    endpoint: Endpoint.Any
  ) => <A, E>(request: Effect.Effect<A, E>) => Effect.Effect<A, E | WorkbookError.Throttled>
  readonly withinTurn: (attempt: number) => GraphClient.Service
  readonly inTurn: (options: {
    readonly attempt: number
    readonly around?: (request: GraphClient.GraphRequest) => Around<WorkbookError.Failure, WorkbookError.Failure>
  }) => GraphClient.Service
  readonly send: <E>(
    request: WorkbookRequest.WorkbookRequest,
    options: SendOptions<E>
  ) => Effect.Effect<unknown, Failed | Settled | E>
  readonly rest: RetryLoop.Rest
}

/**
 * - `count`: the number of the attempt
 * - `decide`: decides about a failure of the request or of the operation that it began
 * - `around`: wraps the request when its turn has come
 * - `following`: wraps the following of the operation
 * - `heard`: what to do when the reading of the operation's result fails, which may tell that the session is gone
 *
 * @internal
 */
export interface SendOptions<out E> {
  readonly count: number
  readonly decide: (failure: WorkbookError.OperationFailure) => Failed
  readonly sessionId?: Redacted.Redacted
  readonly around?: Around<Failed, Failed | E>
  readonly following?: <A, E>(operation: Effect.Effect<A, E>) => Effect.Effect<A, E>
  readonly heard?: (failure: WorkbookError.Failure) => Effect.Effect<void>
}

/**
 * The URL of a request to a workbook, below the base URL.
 *
 * @internal
 */
export const url = (workbook: Workbook.Workbook, path: string): string =>
  `${Workbook.toPath(workbook)}/workbook/${path}`

/** The last date of ECMAScript, in milliseconds. */
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

  const published = { workbook: 0, client: 0 }
  const publishRest = ({ scope, until }: WorkbookQueue.Rest) =>
    Effect.suspend(() => {
      if (until <= published[scope]) return Effect.void
      published[scope] = until
      return Effect.flatMap(Effect.all([DateTime.now, Monotonic.now]), ([at, now]) => {
        const end = DateTime.unsafeMake(Math.min(at.epochMillis + until - now, lastDate))
        return publish({ _tag: "Throttled", at, until: end, scope })
      })
    })
  const publishResting = Effect.flatMap(queue.resting, (rest) => rest === undefined ? Effect.void : publishRest(rest))

  const turn: Requests["turn"] = (endpoint) => (request) => {
    const id = Endpoint.id(endpoint)
    return Telemetry.inTurn(
      "workbook",
      id,
      request,
      (request) => queue.run(request, (rest) => Effect.zipRight(publishRest(rest), Patience.bear(id, rest)))
    )
  }

  /** The cooldown that an answer asks for begins before the turn passes on. */
  const execute: GraphClient.Service["execute"] = (request) =>
    Effect.tapErrorTag(graph.execute(request), "ErrorResponse", (response) => {
      const { error, retryAfter, status } = response
      if (retryAfter === undefined) return Effect.void
      // The client itself starts the cooldown of the application, which every queue keeps.
      const rest = ErrorPolicy.isOfApplication(status, error)
        ? Effect.void
        : queue.rest(retryAfter, WorkbookError.answerOf(response))
      return Effect.zipRight(rest, publishResting)
    })

  const counted = (request: GraphClient.GraphRequest, attempt: number): GraphClient.GraphRequest =>
    request.endpoint.method === "GET" ? request : { ...request, attempt }

  const withinTurn: Requests["withinTurn"] = (attempt) =>
    GraphClient.GraphClient.of({ ...graph, execute: (request) => execute(counted(request, attempt)) })

  const inTurn: Requests["inTurn"] = ({ around = () => identity, attempt }) =>
    GraphClient.GraphClient.of({
      ...graph,
      execute: (request) => turn(request.endpoint)(around(request)(execute(counted(request, attempt))))
    })

  const follow = <E>(
    request: WorkbookRequest.WorkbookRequest,
    accepted: GraphClient.GraphAnswer,
    { decide, following = identity, heard = () => Effect.void, sessionId }: SendOptions<E>
  ): Effect.Effect<unknown, Failed | Settled> => {
    const graph = inTurn({
      attempt: 1,
      around: ({ sessionId }) => (send) => sessionId === undefined ? send : Effect.tapError(send, heard)
    })
    return Operation.follow(request.endpoint, accepted, { ...polling, sessionId }).pipe(
      Effect.provideService(GraphClient.GraphClient, graph),
      Effect.provideService(Patience.Patience, Patience.endless),
      Effect.catchAll((failure): Effect.Effect<never, Failed | Settled> =>
        failure._tag === "OperationFailed" || WorkbookRequest.effect(request) !== "nonIdempotent"
          ? Effect.fail(decide(failure))
          : Effect.flatMap(outcomeUnknown(request, failure), (error) => new Settled({ error }))
      ),
      following
    )
  }

  return {
    turn,
    withinTurn,
    inTurn,
    send: (request, options) => {
      const { around = identity, count, decide, sessionId } = options
      return turn(request.endpoint)(around(Effect.mapError(
        execute({
          endpoint: request.endpoint,
          url: url(workbook, request.path),
          body: request.body,
          sessionId,
          // An operation whose 202 is lost goes on unseen, and a look at its work would come too early.
          respondAsync: sessionId !== undefined && request.endpoint.longRunning && request.verified !== true,
          attempt: count
        }),
        decide
      ))).pipe(
        Effect.mapError((error) => error instanceof WorkbookError.Throttled ? decide(error) : error),
        Effect.flatMap((answer) =>
          answer.status === 202 ? follow(request, answer, options) : Effect.succeed(answer.body)
        )
      )
    },
    rest: (time, { cooldown, error }, failure) => {
      const answer = "error" in failure && (error === "Throttled" || failure.retryAfter !== undefined)
        ? WorkbookError.answerOf(failure)
        : undefined
      return Effect.zipRight((cooldown === "client" ? graph : queue).rest(time, answer), publishResting)
    }
  }
}

/**
 * The error of a request of which it is not known whether it was executed.
 *
 * @internal
 */
export const outcomeUnknown = (
  request: WorkbookRequest.WorkbookRequest,
  error: WorkbookError.Any
): Effect.Effect<WorkbookError.OutcomeUnknown> =>
  Effect.map(FunctionName, (functionName) =>
    new WorkbookError.OutcomeUnknown({
      endpoint: Endpoint.id(request.endpoint),
      functionName,
      path: request.path,
      body: request.body,
      ...WorkbookError.reasonOf(error)
    }))
