import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import { identity } from "effect/Function"
import type * as GraphClient from "../GraphClient.js"
import * as Sending from "../transport/sending.js"
import * as WaitLimit from "../transport/waitLimit.js"
import type * as WorkbookError from "../WorkbookError.js"
import * as WorkbookQueue from "../WorkbookQueue.js"

type Answer = Effect.Effect<GraphClient.GraphAnswer, WorkbookError.Failure>

/**
 * Sends the requests to one workbook in their turns.
 *
 * - `run`: runs a request in its turn, see `WorkbookQueue.QueuedRequest`
 * - `prepare`: prepares the attempts to send a request; see `Sending.Attempts`
 *
 * @internal
 */
export interface Sender {
  readonly run: <A, E, B, E2, E3>(request: WorkbookQueue.QueuedRequest<A, E, B, E2, E3>) => Effect.Effect<B, E2 | E3>
  readonly prepare: (
    request: GraphClient.GraphRequest,
    options: { readonly functionName: string | undefined; readonly waitLimit: WaitLimit.Service }
  ) => {
    readonly first: (
      fiber: Fiber.RuntimeFiber<unknown, unknown>,
      expire: (error: WorkbookError.Failure) => Effect.Effect<void>
    ) => Answer
    readonly second: (failure: WorkbookError.Failure) => Answer | undefined
  }
}

const inOneFiber = (
  queue: WorkbookQueue.RequestQueue,
  { deadlines, prepare }: Sending.Parts
): Sender => ({
  run: queue[WorkbookQueue.runRequest],
  prepare: (request, { functionName, waitLimit }) => {
    const attempts = prepare(request, functionName)
    return {
      first: (fiber, expire) =>
        attempts.first(fiber, { restore: Effect.interruptible, inTime: deadlines.inSameFiber(expire), waitLimit }),
      second: (failure) => {
        const second = attempts.second(failure, { restore: identity, inTime: deadlines.inNewFiber, waitLimit })
        return second && Effect.interruptible(second)
      }
    }
  }
})

const byExecute = (
  queue: WorkbookQueue.WorkbookQueue,
  { execute }: GraphClient.Service
): Sender => ({
  run: <A, E, B, E2, E3>({ onCooldown, onFailure, onSuccess, send }: WorkbookQueue.QueuedRequest<A, E, B, E2, E3>) =>
    queue.run(
      Effect.uninterruptible(
        Effect.matchCauseEffect(send(() => Effect.void), {
          onFailure,
          onSuccess: (value) => Effect.succeed(onSuccess(value))
        })
      ),
      onCooldown
    ),
  prepare: (request, { waitLimit }) => ({
    first: () => Effect.interruptible(Effect.provideService(execute(request), WaitLimit.WaitLimit, waitLimit)),
    second: () => undefined
  })
})

/**
 * Makes a sender that needs one fiber for a request and its deadline. If the program has wrapped the client, the sender calls
 * its `execute`, which needs a second fiber.
 *
 * @internal
 */
export const make = (graph: GraphClient.Service, queue: WorkbookQueue.WorkbookQueue): Sender => {
  const parts = Sending.of(graph)
  return parts !== undefined && WorkbookQueue.isRequestQueue(queue)
    ? inOneFiber(queue, parts)
    : byExecute(queue, graph)
}
