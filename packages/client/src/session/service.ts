import * as Endpoint from "@effect-workbook/schema/Endpoint"
import type * as SessionMode from "@effect-workbook/schema/SessionMode"
import type * as Workbook from "@effect-workbook/schema/Workbook"
import * as Effect from "effect/Effect"
import { inBatch } from "../call/batching.js"
import { withFunctionNameOf } from "../call/functionName.js"
import type * as SessionEvent from "../SessionEvent.js"
import * as Monotonic from "../transport/monotonic.js"
import * as Telemetry from "../transport/telemetry.js"
import type * as WorkbookError from "../WorkbookError.js"
import * as WorkbookQueue from "../WorkbookQueue.js"
import type * as WorkbookRequest from "../WorkbookRequest.js"
import * as Batches from "./batches.js"
import type { Call, CallOptions } from "./calls.js"
import * as ExplicitBatches from "./explicitBatches.js"
import * as Verification from "./verification.js"

/**
 * The interface of a session, see `WorkbookSession.Service`.
 *
 * @internal
 */
export interface Service {
  readonly workbook: Workbook.Workbook
  readonly mode: SessionMode.SessionMode
  readonly execute: (request: WorkbookRequest.WorkbookRequest) => Effect.Effect<unknown, WorkbookError.WorkbookError>
  readonly batch: (
    requests: ReadonlyArray<WorkbookRequest.WorkbookRequest>
  ) => Effect.Effect<ReadonlyArray<ExplicitBatches.Outcome>>
  readonly events: SessionEvent.Events
}

/** The turns of calls that are never sent together. */
const oneByOne = (): Batches.Turn => {
  const queue = WorkbookQueue.make()
  return (_, call) => queue.turn(Effect.suspend(() => call(undefined)))
}

/**
 * Makes a session that runs its calls in order, including calls of several requests. `turn` runs a call in its turn; by
 * default, one at a time. `copy` identifies the open private copy of the workbook, see `Calls.Pinned`.
 *
 * @internal
 */
export const make = (options: {
  readonly workbook: Workbook.Workbook
  readonly mode: SessionMode.SessionMode
  readonly events: SessionEvent.Events
  readonly call: Call
  readonly turn?: Batches.Turn
  readonly copy?: () => unknown
}): Service => {
  const { call, copy = () => undefined, events, mode, turn = oneByOne(), workbook } = options
  const callAs = (request: WorkbookRequest.WorkbookRequest, options: CallOptions) =>
    request.verified === true
      ? withFunctionNameOf(request)(
        Verification.verified((request, others) => call(request, { ...options, ...others }), copy)(request)
      )
      : call(request, options)
  const execute: Service["execute"] = (request) =>
    Effect.withFiberRuntime((fiber) => {
      const since = Monotonic.unsafeNow(fiber)
      const inTurn = turn(Batches.isBatchable(request), (place) => {
        Telemetry.recordWait("session", Endpoint.id(request.endpoint), since, fiber)
        return callAs(request, { place })
      })
      return inBatch(fiber, inTurn)
    })
  return {
    workbook,
    mode,
    events,
    execute,
    batch: (requests) => {
      const together = ExplicitBatches.take(requests)
      return Telemetry.measureWaits(
        "session",
        together.map(({ endpoint }) => Endpoint.id(endpoint)),
        ExplicitBatches.run(together, (request, explicit) => callAs(request, { explicit })),
        (self) => turn(false, () => self)
      )
    }
  }
}
