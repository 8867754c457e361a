import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import * as FiberRef from "effect/FiberRef"
import * as Predicate from "effect/Predicate"
import * as Request from "effect/Request"
import * as RequestResolver from "effect/RequestResolver"
import type * as WorkbookError from "../WorkbookError.js"

class CallRequest<A, E> extends Request.Class<A, E, { readonly call: Effect.Effect<A, E> }> {}

const resolver = RequestResolver.makeBatched((
  requests: ReadonlyArray<CallRequest<unknown, WorkbookError.WorkbookError>>
) =>
  Effect.forEach(requests, (request) => Request.completeEffect(request, request.call), {
    concurrency: "unbounded",
    discard: true
  })
)

/**
 * Whether the fiber runs a loop with `batching: true`. Effect does not tell that publicly. Without a loop, a request of
 * Effect has no use and takes six more fibers.
 */
const isInLoop = (fiber: Fiber.RuntimeFiber<unknown, unknown>): boolean =>
  !Predicate.hasProperty(fiber, "_steps") || !Array.isArray(fiber._steps) || fiber._steps.length > 0

/**
 * Runs a call at the same time as the other calls of a loop with `batching: true`, so that the session sends them together.
 *
 * The failures of calls that send nothing need it too: such a loop of Effect 3.22 never ends after a failure that is not
 * that of a request.
 *
 * @internal
 */
export const inBatch = <A, E extends WorkbookError.WorkbookError>(
  fiber: Fiber.RuntimeFiber<unknown, unknown>,
  call: Effect.Effect<A, E>
): Effect.Effect<A, E> =>
  isInLoop(fiber) && fiber.getFiberRef(FiberRef.currentRequestBatchingEnabled)
    ? Effect.request(new CallRequest({ call: Effect.provide(call, fiber.currentContext) }), resolver)
    : call
