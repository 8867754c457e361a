/**
 * Long-running operations. The service answers a request with `202 Accepted` and a `Location`, which the client polls
 * until the operation has the status `succeeded` or `failed`.
 *
 * @see https://learn.microsoft.com/graph/api/workbookoperation-get
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import type * as WorkbookOperation from "@effect-workbook/schema/WorkbookOperation"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import * as Schedule from "effect/Schedule"
import { decode } from "./call/decode.js"
import { FunctionName } from "./call/functionName.js"
import * as GraphClient from "./GraphClient.js"
import * as Secrets from "./secrets/secrets.js"
import * as Monotonic from "./transport/monotonic.js"
import * as UriReference from "./transport/uriReference.js"
import * as WorkbookError from "./WorkbookError.js"

/**
 * The input of a polling schedule: the operation, or `undefined` if the poll failed, and the time in `Retry-After`, if
 * the response has this header.
 *
 * @category models
 * @since 0.1.0
 */
export interface Poll {
  readonly operation: WorkbookOperation.WorkbookOperation | undefined
  readonly retryAfter: Duration.Duration | undefined
}

/**
 * The options of `result`.
 *
 * - `schedule`: the pauses between polls; `Operation.schedule` by default. If `Retry-After` is longer than the pause,
 *   it replaces the pause. No pause is longer than 239 seconds, because the service requires a poll at least every 4
 *   minutes. When the schedule ends, `result` fails with `OperationTimedOut`.
 * - `deadline`: the longest time for all polls and for reading the result; 5 minutes by default
 * - `sessionId`: the session in which the operation runs; none by default. It is sent when the result is read, but not
 *   with the polls.
 *
 * @category models
 * @since 0.1.0
 */
export interface Options {
  readonly schedule?: Schedule.Schedule<unknown, Poll> | undefined
  readonly deadline?: Duration.DurationInput | undefined
  readonly sessionId?: Redacted.Redacted | undefined
}

/**
 * The default pauses between polls: 1 second at first, each one half as long again, and at most 30 seconds, as
 * Microsoft recommends.
 *
 * @example
 * ```ts
 * import { Operation } from "@effect-workbook/client"
 * import { Chunk, Duration, Effect, Schedule } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const pauses = Schedule.run(Schedule.delays(Operation.schedule), 0, Array.from({ length: 10 }))
 *
 * deepStrictEqual(
 *   Chunk.toReadonlyArray(Effect.runSync(pauses)).map((pause) => Math.round(Duration.toSeconds(pause))),
 *   [1, 2, 2, 3, 5, 8, 11, 17, 26, 30]
 * )
 * ```
 *
 * @category schedules
 * @since 0.1.0
 */
export const schedule: Schedule.Schedule<unknown> = Schedule.exponential("1 second", 1.5).pipe(
  Schedule.either(Schedule.spaced("30 seconds"))
)

/** The service requires a poll at least every 4 minutes. */
const maxPause = Duration.seconds(239)

const isFinished = (poll: Poll): boolean =>
  poll.operation?.status === "succeeded" || poll.operation?.status === "failed"

const withRetryAfter = (schedule: Schedule.Schedule<unknown, Poll>): Schedule.Schedule<Poll, Poll> =>
  Schedule.passthrough(schedule).pipe(
    Schedule.modifyDelay((poll, pause) =>
      Duration.min(poll.retryAfter === undefined ? pause : Duration.max(pause, poll.retryAfter), maxPause)
    ),
    Schedule.untilInput(isFinished)
  )

/**
 * Polls an operation until it has finished, and then reads its result from `resourceLocation`. Succeeds with the JSON
 * of the result, or with `undefined` if the operation has no `resourceLocation`. `accepted` is the 202 response to
 * `endpoint`.
 *
 * `Location` and `resourceLocation` are used unchanged, and only for the hosts that the client trusts. A poll that
 * fails temporarily (throttling, a 5xx, a lost connection) is repeated, and so is the request for the result.
 *
 * If the operation fails, `result` fails with the class of its error code and the status 200, or with `OperationFailed`
 * if the code is not documented. It fails with `OperationTimedOut` at the deadline, and with `UnexpectedAnswer` if
 * `accepted` has no `Location` or three polls cannot be decoded.
 *
 * See https://learn.microsoft.com/graph/api/workbookoperation-get.
 *
 * @example
 * ```ts
 * import { Catalogue, GraphClient, Operation, SessionInfo } from "@effect-workbook/client"
 * import { Effect, Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * export const program = Effect.gen(function*() {
 *   const endpoint = Catalogue.workbook.createSession
 *   const answer = yield* GraphClient.execute({
 *     endpoint,
 *     url: "/me/drive/root:/orders.xlsx:/workbook/createSession",
 *     body: { persistChanges: false },
 *     respondAsync: true
 *   })
 *   const body = answer.status === 202 ? yield* Operation.result(endpoint, answer) : answer.body
 *   const session = yield* Schema.decodeUnknown(SessionInfo.SessionInfo)(body)
 *   strictEqual(session.persistChanges, false)
 * })
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const result = (
  endpoint: Endpoint.Any,
  accepted: GraphClient.GraphAnswer,
  options: Options = {}
): Effect.Effect<unknown, WorkbookError.OperationError, GraphClient.GraphClient> =>
  Effect.mapError(follow(endpoint, accepted, options), WorkbookError.fromOperationFailure)

/**
 * Like `result`, but does not map an `ErrorResponse` to its class.
 *
 * @internal
 */
export const follow = Effect.fnUntraced(
  function*(
    endpoint: Endpoint.Any,
    accepted: GraphClient.GraphAnswer,
    options: Options
  ): Effect.fn.Return<unknown, WorkbookError.OperationFailure, GraphClient.GraphClient> {
    const graph = yield* GraphClient.GraphClient
    const deadline = Duration.decode(options.deadline ?? "5 minutes")
    const { clientRequestId, location, requestId } = accepted
    const operation = {
      endpoint: Endpoint.id(endpoint),
      functionName: yield* FunctionName,
      requestId,
      clientRequestId
    }
    if (location === undefined) {
      return yield* new WorkbookError.UnexpectedAnswer({
        ...operation,
        issue: "the status is 202, but there is no Location header"
      })
    }

    let undecodable = 0
    const mayRepeat = (failure: WorkbookError.Failure): boolean =>
      failure._tag === "UnexpectedAnswer" ? ++undecodable < maxUndecodable : isTemporary(failure)

    const poll = graph.execute({ endpoint: Catalogue.operations.get, url: location }).pipe(
      Effect.flatMap((answer) =>
        Effect.map(
          decode(Catalogue.operations.get, answer.body),
          (operation): Poll => ({ operation, retryAfter: answer.retryAfter })
        )
      ),
      Effect.catchIf(mayRepeat, (failure) => Effect.succeed(failedPoll(failure)))
    )
    const read = (url: string) =>
      graph.execute({
        endpoint: endpoint.operationResult ?? Catalogue.operations.get,
        url,
        sessionId: options.sessionId
      }).pipe(
        Effect.retry({ schedule: Schedule.mapInput(pauses, failedPoll), while: mayRepeat }),
        Effect.map((answer) => answer.body)
      )
    const pauses = withRetryAfter(options.schedule ?? schedule)
    const first: Poll = { operation: undefined, retryAfter: accepted.retryAfter }
    const timedOut = new WorkbookError.OperationTimedOut({ ...operation, after: deadline })

    return yield* Effect.scheduleFrom(poll, first, pauses).pipe(
      Effect.flatMap((poll): Effect.Effect<unknown, WorkbookError.OperationFailure> => {
        switch (poll.operation?.status) {
          case "succeeded":
            return poll.operation.resourceLocation == null
              ? Effect.void
              : read(UriReference.resolve(poll.operation.resourceLocation, location))
          case "failed":
            return new WorkbookError.OperationFailed({
              ...operation,
              status: 200,
              error: Secrets.redactError(
                poll.operation.error ?? WorkbookError.noError,
                Secrets.of(location, options.sessionId)
              )
            })
          default:
            return timedOut
        }
      }),
      (self) => Monotonic.timeoutTo(self, deadline, timedOut)
    )
  }
)

/** A single response that cannot be decoded does not mean that the operation failed. */
const maxUndecodable = 3

const isTemporary = (failure: WorkbookError.Failure): boolean => {
  switch (failure._tag) {
    case "ErrorResponse":
    case "TransportFailure":
      return ErrorPolicy.decide({ request: "poll", mode: "sessionless", effect: "read", failure }).resend
    // The poll was not sent because of a cooldown.
    case "Throttled":
      return true
    default:
      return false
  }
}

const failedPoll = (failure: WorkbookError.Failure): Poll => ({
  operation: undefined,
  retryAfter: WorkbookError.retryAfterOf(failure)
})
