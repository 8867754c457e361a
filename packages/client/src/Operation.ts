/**
 * Long-running operations: an answer `202 Accepted` names a place to ask until the work has `succeeded` or `failed`.
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
import * as GraphClient from "./GraphClient.js"
import { FunctionName } from "./internal/functionName.js"
import { decode } from "./internal/transport/decode.js"
import * as Monotonic from "./internal/transport/monotonic.js"
import * as Secrets from "./internal/transport/secrets.js"
import * as UriReference from "./internal/transport/uriReference.js"
import * as WorkbookError from "./WorkbookError.js"

/**
 * What a polling schedule sees: how the operation stands (`undefined` where a poll itself had no answer), and how long
 * the service asked to wait.
 *
 * @example
 * ```ts
 * import type { Operation } from "@effect-workbook/client"
 *
 * export const poll: Operation.Poll = { operation: undefined, retryAfter: undefined }
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Poll {
  readonly operation: WorkbookOperation.WorkbookOperation | undefined
  readonly retryAfter: Duration.Duration | undefined
}

/**
 * - `schedule`: the pauses between polls; `Operation.schedule` by default. A `Retry-After` of the service overrules a
 *   shorter pause, and no pause exceeds the 4 minutes that the service allows. Where the schedule ends, polling ends
 *   with `OperationTimedOut`.
 * - `deadline`: how long the whole operation may take; 5 minutes by default.
 * - `sessionId`: the session in which the operation runs. It goes with the reading of the result, not with the polls.
 *
 * @example
 * ```ts
 * import type { Operation } from "@effect-workbook/client"
 * import { Schedule } from "effect"
 *
 * export const polling: Operation.Options = { schedule: Schedule.spaced("30 seconds"), deadline: "15 minutes" }
 * ```
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
 * The default pauses: 1 second, growing by half each time, up to the 30 seconds that Microsoft suggests.
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

const longestPause = Duration.seconds(239)

const isOver = (poll: Poll): boolean => poll.operation?.status === "succeeded" || poll.operation?.status === "failed"

const listening = (schedule: Schedule.Schedule<unknown, Poll>): Schedule.Schedule<Poll, Poll> =>
  Schedule.passthrough(schedule).pipe(
    Schedule.modifyDelay((poll, pause) =>
      Duration.min(poll.retryAfter === undefined ? pause : Duration.max(pause, poll.retryAfter), longestPause)
    ),
    Schedule.untilInput(isOver)
  )

/**
 * Follows an operation from the answer that started it to its end, and then reads its result from `resourceLocation`:
 * `undefined` where the operation has none.
 *
 * `Location` and `resourceLocation` are followed as given, and only to the hosts that the client trusts; the session's
 * id does not go with the polls. A poll that fails for the moment (throttled, a 5xx, no connection) says nothing of the
 * operation and is repeated, and so is the reading of the result.
 *
 * An operation that failed is the error that its code means, with the status 200, or `OperationFailed` where its code is
 * none that is documented. At the deadline it is `OperationTimedOut`.
 *
 * @example
 * ```ts
 * import { Catalogue, GraphClient, Operation } from "@effect-workbook/client"
 * import { Effect } from "effect"
 *
 * export const open = Effect.gen(function*() {
 *   const endpoint = Catalogue.workbook.createSession
 *   const answer = yield* GraphClient.execute({
 *     endpoint,
 *     url: "/me/drive/items/01ABC/workbook/createSession",
 *     body: { persistChanges: true },
 *     respondAsync: true
 *   })
 *   return answer.status === 202 ? yield* Operation.result(endpoint, answer) : answer.body
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
 * `result`, failing with what the service said.
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
      return yield* new WorkbookError.UnexpectedAnswer({ ...operation, issue: "202 without a Location header" })
    }

    let unread = 0
    const mayBeAsked = (failure: WorkbookError.Failure): boolean =>
      failure._tag === "UnexpectedAnswer" ? ++unread < mostUnread : mayAskAgain(failure)

    const poll = graph.execute({ endpoint: Catalogue.operations.get, url: location }).pipe(
      Effect.flatMap((answer) =>
        Effect.map(
          decode(Catalogue.operations.get, answer.body),
          (operation): Poll => ({ operation, retryAfter: answer.retryAfter })
        )
      ),
      Effect.catchIf(mayBeAsked, (failure) => Effect.succeed(unanswered(failure)))
    )
    const read = (url: string) =>
      graph.execute({
        endpoint: endpoint.operationResult ?? Catalogue.operations.get,
        url,
        sessionId: options.sessionId
      }).pipe(
        Effect.retry({ schedule: Schedule.mapInput(pauses, unanswered), while: mayBeAsked }),
        Effect.map((answer) => answer.body)
      )
    const pauses = listening(options.schedule ?? schedule)
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
      (followed) => Monotonic.timeoutTo(followed, deadline, timedOut)
    )
  }
)

/** After so many answers that cannot be understood, the caller is told. One says nothing about the operation. */
const mostUnread = 3

const mayAskAgain = (failure: WorkbookError.Failure): boolean => {
  switch (failure._tag) {
    case "ErrorResponse":
    case "TransportFailure":
      return ErrorPolicy.decide({ request: "poll", mode: "sessionless", effect: "read", failure }).resend
    // It was not sent yet, because a cooldown lasts.
    case "Throttled":
      return true
    default:
      return false
  }
}

const unanswered = (failure: WorkbookError.Failure): Poll => ({
  operation: undefined,
  retryAfter: WorkbookError.retryAfterOf(failure)
})
