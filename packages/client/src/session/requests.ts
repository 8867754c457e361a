import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import * as Workbook from "@effect-workbook/schema/Workbook"
import * as Cause from "effect/Cause"
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type * as Fiber from "effect/Fiber"
import { identity } from "effect/Function"
import type * as Redacted from "effect/Redacted"
import { FunctionName, withFunctionNameOf } from "../call/functionName.js"
import * as GraphClient from "../GraphClient.js"
import * as Operation from "../Operation.js"
import type * as SessionEvent from "../SessionEvent.js"
import type * as Batch from "../transport/batch.js"
import * as Monotonic from "../transport/monotonic.js"
import * as Telemetry from "../transport/telemetry.js"
import * as WaitLimit from "../transport/waitLimit.js"
import * as WorkbookError from "../WorkbookError.js"
import type * as WorkbookQueue from "../WorkbookQueue.js"
import * as WorkbookRequest from "../WorkbookRequest.js"
import * as Batches from "./batches.js"
import * as ExplicitBatches from "./explicitBatches.js"
import type { Failed } from "./failed.js"
import type * as RetryLoop from "./retryLoop.js"
import * as Sender from "./sender.js"

/**
 * The call has failed with this error, and the policy does not apply to it.
 *
 * @internal
 */
export class Settled extends Data.TaggedError("Settled")<{ readonly error: WorkbookError.WorkbookError }> {}

/**
 * The part of a call when its request has its turn.
 *
 * - `begin`: runs before the request in its fiber. If it gives a failure, the request is not sent.
 * - `succeeded`, `failed`: run after the request, even if the caller was interrupted
 *
 * @internal
 */
export interface InTurn {
  readonly begin?: (fiber: Fiber.RuntimeFiber<unknown, unknown>) => Effect.Effect<never, Batch.NotExecuted> | undefined
  readonly succeeded?: (fiber: Fiber.RuntimeFiber<unknown, unknown>) => void
  readonly failed?: (failed: Failed) => Effect.Effect<void>
}

/**
 * Sends the requests to one workbook: one at a time, and none during a cooldown. A request fails with `Throttled` if the
 * rest of the cooldown exceeds its wait limit. A request that was sent is not interrupted. A cooldown is published as an
 * event when a request meets it.
 *
 * - `withTurn`: runs one request in its turn
 * - `clientInTurn`: a `GraphClient` for use inside `withTurn`; `attempt` is the number of the attempt
 * - `queuedClient`: a `GraphClient` that takes a turn for each request; `wrap` wraps a request that has its turn
 * - `turn`: runs a call in its turn, see `Batches`
 * - `send`: sends the request of a call, and follows the long-running operation that it may start
 * - `startCooldown`: starts a cooldown of the workbook or of the whole client
 *
 * @internal
 */
export interface Requests {
  readonly withTurn: (
    endpoint: Endpoint.Any
  ) => <A, E>(request: Effect.Effect<A, E>) => Effect.Effect<A, E | WorkbookError.Throttled>
  readonly clientInTurn: (attempt: number) => GraphClient.Service
  readonly queuedClient: (options: {
    readonly attempt: number
    readonly wrap?: (
      request: GraphClient.GraphRequest
    ) => <A>(send: Effect.Effect<A, WorkbookError.Failure>) => Effect.Effect<A, WorkbookError.Failure>
  }) => GraphClient.Service
  readonly turn: Batches.Batches["turn"]
  readonly send: (
    request: WorkbookRequest.WorkbookRequest,
    options: SendOptions
  ) => Effect.Effect<unknown, Failed | Settled | Batch.NotExecuted>
  readonly startCooldown: RetryLoop.Pause
}

/**
 * - `attempt`: the number of the attempt
 * - `decide`: applies the policy to a failure of the request or of its operation
 * - `inTurn`: runs when the request has its turn
 * - `place`: the place of the call among those of its session
 * - `explicit`: the place of the call in an explicit batch
 * - `waitLimit`: the limit on the pauses of the call
 * - `wrapOperation`: wraps the following of the operation
 * - `onResultFailure`: runs when the request for the result of the operation fails, because that may show that the session
 *   is lost
 *
 * @internal
 */
export interface SendOptions {
  readonly attempt: number
  readonly decide: (failure: WorkbookError.OperationFailure) => Failed
  readonly inTurn?: InTurn
  readonly place: Batches.Place | undefined
  readonly explicit: ExplicitBatches.Place | undefined
  readonly sessionId?: Redacted.Redacted
  readonly waitLimit: WaitLimit.Service
  readonly wrapOperation?: <A, E>(operation: Effect.Effect<A, E>) => Effect.Effect<A, E>
  readonly onResultFailure?: (failure: WorkbookError.Failure) => Effect.Effect<void>
}

/**
 * The URL of a request to a workbook, below the base URL.
 *
 * @internal
 */
export const url = (workbook: Workbook.Workbook, path: string): string =>
  `${Workbook.toPath(workbook)}/workbook/${path}`

const noHooks: InTurn = {}

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

  const publishedUntil = { workbook: 0, client: 0 }
  const publishCooldown = ({ scope, until }: WorkbookQueue.Cooldown) =>
    Effect.suspend(() => {
      if (until <= publishedUntil[scope]) return Effect.void
      publishedUntil[scope] = until
      return Effect.flatMap(Effect.all([DateTime.now, Monotonic.now]), ([at, now]) => {
        const end = DateTime.unsafeMake(Math.min(at.epochMillis + until - now, lastDate))
        return publish({ _tag: "Throttled", at, until: end, scope })
      })
    })
  const publishCurrentCooldown = Effect.flatMap(
    queue.cooldown,
    (cooldown) => cooldown === undefined ? Effect.void : publishCooldown(cooldown)
  )

  const onCooldown =
    (request: { readonly endpoint: string; readonly functionName: string | undefined }, waitLimit: WaitLimit.Service) =>
    (cooldown: WorkbookQueue.Cooldown) =>
      Effect.zipRight(publishCooldown(cooldown), WaitLimit.check(request, cooldown, waitLimit))

  const withTurn: Requests["withTurn"] = (endpoint) => (request) => {
    const id = Endpoint.id(endpoint)
    return Telemetry.measureWait(
      "workbook",
      id,
      request,
      (request) =>
        Effect.flatMap(
          Effect.all([WaitLimit.WaitLimit, FunctionName]),
          ([waitLimit, functionName]) => queue.run(request, onCooldown({ endpoint: id, functionName }, waitLimit))
        )
    )
  }

  /** Starts the cooldown that an answer requests before the next request gets its turn. */
  const startRequestedCooldown = (response: WorkbookError.ErrorResponse): Effect.Effect<void> => {
    const { error, retryAfter, status } = response
    if (retryAfter === undefined) return Effect.void
    // The `GraphClient` starts the cooldown of the application itself, and every queue respects it.
    const start = ErrorPolicy.isOfApplication(status, error)
      ? Effect.void
      : queue.startCooldown(retryAfter, WorkbookError.answerOf(response))
    return Effect.zipRight(start, publishCurrentCooldown)
  }

  const execute: GraphClient.Service["execute"] = (request) =>
    Effect.tapErrorTag(graph.execute(request), "ErrorResponse", startRequestedCooldown)

  const batch: GraphClient.Service["batch"] = (requests) =>
    graph.batch(requests).pipe(
      Effect.tapErrorTag("ErrorResponse", startRequestedCooldown),
      Effect.tap((outcomes) =>
        Effect.forEach(
          outcomes.flatMap((outcome) =>
            Either.isLeft(outcome) && outcome.left._tag === "ErrorResponse" ? [outcome.left] : []
          ),
          startRequestedCooldown,
          { discard: true }
        )
      )
    )

  /** An attempt to create a session sends one `POST`, and then polls by `GET`. Only the `POST` is a resend. */
  const withAttempt = (request: GraphClient.GraphRequest, attempt: number): GraphClient.GraphRequest =>
    request.endpoint.method === "GET" ? request : { ...request, attempt }

  const clientInTurn: Requests["clientInTurn"] = (attempt) =>
    GraphClient.GraphClient.of({ ...graph, execute: (request) => execute(withAttempt(request, attempt)) })

  const queuedClient: Requests["queuedClient"] = ({ attempt, wrap = () => identity }) =>
    GraphClient.GraphClient.of({
      ...graph,
      execute: (request) => withTurn(request.endpoint)(wrap(request)(execute(withAttempt(request, attempt))))
    })

  const follow = (
    request: WorkbookRequest.WorkbookRequest,
    accepted: GraphClient.GraphAnswer,
    { decide, onResultFailure = () => Effect.void, sessionId, wrapOperation = identity }: SendOptions
  ): Effect.Effect<unknown, Failed | Settled> => {
    const graph = queuedClient({
      attempt: 1,
      // Only the request for the result carries the session id. Polls do not.
      wrap: ({ sessionId }) => (send) => sessionId === undefined ? send : Effect.tapError(send, onResultFailure)
    })
    return Operation.follow(request.endpoint, accepted, { ...polling, sessionId }).pipe(
      Effect.provideService(GraphClient.GraphClient, graph),
      // The operation has its own deadline.
      Effect.provideService(WaitLimit.WaitLimit, WaitLimit.unlimited),
      Effect.catchAll((failure): Effect.Effect<never, Failed | Settled> =>
        failure._tag === "OperationFailed" || WorkbookRequest.effect(request) !== "nonIdempotent"
          ? Effect.fail(decide(failure))
          : Effect.flatMap(outcomeUnknown(request, failure), (error) => new Settled({ error }))
      ),
      wrapOperation
    )
  }

  const sender = Sender.make(graph, queue)

  /** Sends a request when it has its turn. `gate` decides whether it is sent alone. */
  const queued = (
    request: GraphClient.GraphRequest,
    { caller, functionName }: {
      readonly caller: Fiber.RuntimeFiber<unknown, unknown>
      readonly functionName: string | undefined
    },
    { decide, explicit, inTurn = noHooks, waitLimit }: SendOptions,
    gate: Batches.Gate
  ): Effect.Effect<GraphClient.GraphAnswer, Failed | Batch.NotExecuted | WorkbookError.Throttled> => {
    const since = Monotonic.unsafeNow(caller)
    const id = Endpoint.id(request.endpoint)
    let attempts: ReturnType<Sender.Sender["prepare"]> | undefined
    let fiber: Fiber.RuntimeFiber<unknown, unknown> = caller
    return sender.run<
      GraphClient.GraphAnswer,
      WorkbookError.Failure | Batch.NotExecuted,
      GraphClient.GraphAnswer,
      Failed | Batch.NotExecuted,
      WorkbookError.Throttled
    >({
      onCooldown: onCooldown({ endpoint: id, functionName }, waitLimit),
      send: (expire) =>
        Effect.withFiberRuntime((own) => {
          fiber = own
          Telemetry.recordWait("workbook", id, since, own)
          const others = explicit?.followers() ?? []
          if (explicit !== undefined && others.length > 0) {
            const followers = others.map((follower) => toGraphRequest(follower, request.sessionId, 1))
            return inTurn.begin?.(own) ??
              Effect.interruptible(ExplicitBatches.send(batch, explicit, { request, followers, functionName }))
          }
          return gate({
            begin: () => inTurn.begin?.(own),
            alone: () => {
              attempts = sender.prepare(request, { functionName, waitLimit })
              return attempts.first(own, expire)
            }
          })
        }),
      onSuccess: (answer) => {
        inTurn.succeeded?.(fiber)
        return answer
      },
      onFailure: (cause) =>
        Either.match(Cause.failureOrCause(cause), {
          onRight: Effect.failCause,
          onLeft: (error) => {
            if (error._tag === "NotExecuted") return error
            const sent = attempts?.second(error) ?? Effect.fail(error)
            return ended(
              attempts === undefined ? sent : Effect.tapErrorTag(sent, "ErrorResponse", startRequestedCooldown),
              { decide, inTurn, fiber }
            )
          }
        })
    })
  }

  /** Decides about the failure of a request, and tells the call its outcome. */
  const ended = (
    answer: Batches.Answer,
    { decide, fiber, inTurn: { failed, succeeded } }: {
      readonly decide: (failure: WorkbookError.Failure) => Failed
      readonly fiber: Fiber.RuntimeFiber<unknown, unknown>
      readonly inTurn: InTurn
    }
  ): Effect.Effect<GraphClient.GraphAnswer, Failed | Batch.NotExecuted> =>
    Effect.matchEffect(answer, {
      onFailure: (error): Effect.Effect<never, Failed | Batch.NotExecuted> => {
        if (error._tag === "NotExecuted") return error
        const decided = decide(error)
        return failed === undefined ? decided : Effect.zipRight(failed(decided), decided)
      },
      onSuccess: (answer) => {
        succeeded?.(fiber)
        return Effect.succeed(answer)
      }
    })

  const batches = Batches.make(batch)
  const root = url(workbook, "")

  const toGraphRequest = (
    { body, endpoint, path, verified }: WorkbookRequest.WorkbookRequest,
    sessionId: Redacted.Redacted | undefined,
    attempt: number
  ): GraphClient.GraphRequest => ({
    endpoint,
    url: `${root}${path}`,
    body,
    sessionId,
    // A verified request is synchronous: if a 202 were lost, the operation could write after the verification.
    respondAsync: sessionId !== undefined && endpoint.longRunning && verified !== true,
    attempt
  })

  return {
    turn: batches.turn,
    withTurn,
    clientInTurn,
    queuedClient,
    send: (request, options) =>
      Effect.withFiberRuntime((caller) => {
        const { attempt, decide, explicit, inTurn = noHooks, place, sessionId } = options
        const graphRequest = toGraphRequest(request, sessionId, attempt)
        const functionName = request.functionName ?? Context.get(caller.currentContext, FunctionName)
        const answer = place === undefined || explicit !== undefined
          ? queued(graphRequest, { caller, functionName }, options, ({ alone, begin }) => begin() ?? alone())
          : batches.send<Failed | Batch.NotExecuted | WorkbookError.Throttled>(graphRequest, place, {
            functionName,
            queued: (gate) => queued(graphRequest, { caller, functionName }, options, gate),
            inTurn: (answer) =>
              Effect.withFiberRuntime((fiber) => inTurn.begin?.(fiber) ?? ended(answer, { decide, inTurn, fiber }))
          })
        return Effect.matchEffect(answer, {
          onFailure: (error) => error instanceof WorkbookError.Throttled ? decide(error) : Effect.fail(error),
          onSuccess: (answer): Effect.Effect<unknown, Failed | Settled> =>
            answer.status === 202
              ? withFunctionNameOf(request)(follow(request, answer, options))
              : Effect.succeed(answer.body)
        })
      }),
    startCooldown: (time, { cooldown, error }, failure) => {
      // The service requested this cooldown if it throttled the request or sent `Retry-After`.
      const answer = "error" in failure && (error === "Throttled" || failure.retryAfter !== undefined)
        ? WorkbookError.answerOf(failure)
        : undefined
      return Effect.zipRight(
        (cooldown === "client" ? graph : queue).startCooldown(time, answer),
        publishCurrentCooldown
      )
    }
  }
}

/**
 * The error of a request that the service may or may not have executed.
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
