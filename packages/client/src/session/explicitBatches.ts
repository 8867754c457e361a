import * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type * as Redacted from "effect/Redacted"
import type * as GraphClient from "../GraphClient.js"
import * as Batch from "../transport/batch.js"
import type * as WorkbookError from "../WorkbookError.js"
import type * as WorkbookRequest from "../WorkbookRequest.js"
import * as Batches from "./batches.js"

type Request = WorkbookRequest.WorkbookRequest

/** The outcome of a request in a batch. */
type Answer = Either.Either<GraphClient.GraphAnswer, WorkbookError.Failure | Batch.NotExecuted>

/**
 * The outcome of a call: the JSON of its answer, or its error.
 *
 * @internal
 */
export type Outcome = Either.Either<unknown, WorkbookError.WorkbookError>

/**
 * The place of a call in a batch. The call sends its request together with those of the calls after it.
 *
 * - `failure`: how the request has failed in the batch of an earlier call, which was its first attempt
 * - `sessionId`: the session of that batch
 * - `lost`: the failure of a batch of an earlier call, which may have executed the request
 * - `followers`: the requests to send after that of the call
 * - `onAnswer`: runs with the outcomes of the followers, if the request of the call was executed
 * - `onFailure`: runs when the batch has failed as a whole
 * - `separate`: requests that the first requests of the batch are sent one by one
 *
 * @internal
 */
export interface Place {
  readonly failure: WorkbookError.Failure | undefined
  readonly sessionId: Redacted.Redacted | undefined
  readonly lost: WorkbookError.Failure | undefined
  readonly followers: () => ReadonlyArray<Request>
  readonly onAnswer: (outcomes: ReadonlyArray<Answer>, sessionId: Redacted.Redacted | undefined) => void
  readonly onFailure: (failure: WorkbookError.Failure) => void
  readonly separate: (count: number) => void
}

/** Whether the requests may be executed in time if they are sent one by one. */
const isTooLong = (failure: WorkbookError.Failure): boolean =>
  failure._tag === "TransportFailure"
    ? failure.reason === "timeout"
    : failure._tag === "ErrorResponse" && (failure.status === 408 || failure.status === 504)

const isTooLarge = (failure: WorkbookError.Failure): boolean =>
  failure._tag === "ErrorResponse" && ErrorPolicy.meaning(failure.status, failure.error) === "TooLarge"

/**
 * Whether a request that failed in a batch was not executed and may succeed alone. Only a request of its own is sent again
 * with another token.
 */
const isForAlone = (failure: WorkbookError.Failure): boolean =>
  isTooLarge(failure) || failure._tag === "ErrorResponse" && failure.status === 401

/**
 * Sends the request of a call and its followers in one batch, and gives the answer to the first request. Fails with
 * `NotExecuted` if the call has to send it again at once, because its batch was refused or too large.
 *
 * @internal
 */
export const send = (
  batch: GraphClient.Service["batch"],
  place: Place,
  { followers, functionName, request }: {
    readonly request: GraphClient.GraphRequest
    readonly followers: ReadonlyArray<GraphClient.GraphRequest>
    readonly functionName: string | undefined
  }
): Batches.Answer => {
  const fail = (failure: WorkbookError.Failure) => Effect.fail(Batches.ofRequest(failure, { functionName, request }))
  return Effect.matchEffect(batch([request, ...followers]), {
    onFailure: (failure): Batches.Answer => {
      place.onFailure(failure)
      if (isTooLong(failure)) {
        place.separate(followers.length + 1)
        return fail(failure)
      }
      if (Batches.isRefused(failure) || isTooLarge(failure)) {
        place.separate(followers.length + 1)
        return new Batch.NotExecuted()
      }
      return fail(failure)
    },
    onSuccess: ([first, ...others]): Batches.Answer => {
      if (first !== undefined && Either.isRight(first)) {
        place.onAnswer(others, request.sessionId)
        return Effect.succeed(first.right)
      }
      if (first === undefined || first.left._tag === "NotExecuted" || isForAlone(first.left)) {
        place.separate(1)
        return new Batch.NotExecuted()
      }
      if (isTooLong(first.left)) place.separate(1)
      return fail(first.left)
    }
  })
}

/**
 * The first of the requests, as many as one batch may have. A request that is not batchable is sent alone. A batch ends
 * before a write that follows a read: if the batch were sent again, the read would find what the write has changed.
 *
 * @internal
 */
export const take = (requests: ReadonlyArray<Request>): ReadonlyArray<Request> => {
  let length = 0
  let count = 0
  let hasRead = false
  for (const request of requests) {
    const isRead = request.endpoint.safety === "read"
    if (count === Batch.maxRequests || hasRead && !isRead || !Batches.isBatchable(request)) break
    hasRead ||= isRead
    length += Batches.lengthOf(request)
    if (count > 0 && length > Batches.maxLength) break
    count++
  }
  return requests.slice(0, Math.max(1, count))
}

/**
 * Makes the calls of a batch in their order. Stops after the first one that fails, whose error is the last outcome.
 *
 * The first call sends all requests. The answers to the others are their outcomes, up to the first failure: this one is
 * the first attempt of its call, which sends it again together with the rest if the policy allows that.
 *
 * @internal
 */
export const run = (
  requests: ReadonlyArray<Request>,
  call: (request: Request, place: Place) => Effect.Effect<unknown, WorkbookError.WorkbookError>
): Effect.Effect<ReadonlyArray<Outcome>> =>
  Effect.suspend(() => {
    const outcomes: Array<Outcome> = []
    // The answers to the requests that follow those with an outcome.
    let answers: ReadonlyArray<Answer> = []
    let answeredIn: Redacted.Redacted | undefined
    let separateUntil = 0
    let lost: WorkbookError.Failure | undefined

    /** Takes the answers that are outcomes, and gives the failure after them. */
    const takeAnswers = (): WorkbookError.Failure | undefined => {
      const taken = answers
      answers = []
      for (const answer of taken) {
        if (Either.isLeft(answer)) return answer.left._tag === "NotExecuted" ? undefined : answer.left
        // The call itself follows a long-running operation, although the service starts none in a batch.
        if (answer.right.status === 202) return undefined
        outcomes.push(Either.right(answer.right.body))
      }
      return undefined
    }

    const loop: Effect.Effect<ReadonlyArray<Outcome>> = Effect.suspend(() => {
      const failure = takeAnswers()
      const index = outcomes.length
      const request = requests[index]
      if (request === undefined) return Effect.succeed(outcomes)
      if (failure !== undefined && (isTooLong(failure) || isForAlone(failure))) {
        separateUntil = Math.max(separateUntil, index + 1)
      }
      const place: Place = {
        failure: failure !== undefined && isForAlone(failure) ? undefined : failure,
        sessionId: answeredIn,
        lost,
        followers: () => index < separateUntil ? [] : requests.slice(index + 1),
        onAnswer: (others, sessionId) => {
          answers = others
          answeredIn = sessionId
        },
        onFailure: (lostBy) => {
          lost = lostBy
        },
        separate: (count) => {
          separateUntil = Math.max(separateUntil, index + count)
        }
      }
      return Effect.matchEffect(call(request, place), {
        onFailure: (error) => {
          outcomes.push(Either.left(error))
          return Effect.succeed(outcomes)
        },
        onSuccess: (json) => {
          outcomes.push(Either.right(json))
          return loop
        }
      })
    })
    return loop
  })
