/** The possible values of a cell, derived from the writes of its user. */
import { type Done, type History, isBefore } from "../History.js"
import { cellsOf, keyOf } from "../Plan.js"
import { isSuccess } from "./sessions.js"

export const writesTo = ({ steps }: History, user: number, cell: number): ReadonlyArray<Done> =>
  steps.filter((done) =>
    done.user === user && (done.step.do === "write" || done.step.do === "writeAll") && cellsOf(done.step).includes(cell)
  )

/**
 * The values that a read may find in a cell, or the saved file without a read. A value is impossible once a later write
 * was acknowledged. A write that was never acknowledged may be executed at any time or never, so a cell may be empty
 * until a write is acknowledged. A request that the client gave up may be executed later, even if it was sent again
 * meanwhile. A read whose batch was sent again may find what the calls behind it have written.
 */
export const possibleValues = (
  { exchanges }: History,
  writes: ReadonlyArray<Done>,
  read?: Done
): ReadonlySet<string> => {
  const acknowledged = writes.filter((write) =>
    write.result?._tag === "Success" && (read === undefined || isExecutedBefore(write, read))
  )
  const mayComeLater = ({ step }: Done): boolean =>
    exchanges.some(({ actor, effect, ending }) =>
      actor?.step === step.id && effect === "idempotent" && ending?._tag === "GivenUp"
    )
  const isOverwritten = (write: Done): boolean =>
    write.result?._tag === "Success" && !mayComeLater(write) &&
    acknowledged.some((later) => isExecutedBefore(write, later))
  // another batch may have executed the calls behind the read before
  const mayBeLate = read !== undefined &&
    exchanges.some((exchange) =>
      exchange.actor?.user === read.user && exchange.effect === "read" && !isSuccess(exchange) &&
      isBefore(read.started, exchange.sent)
    )
  const comesLater = (write: Done): boolean =>
    read?.ended !== undefined &&
    (isBefore(read.ended, write.started) || !mayBeLate && isCalledBefore(read, write))
  const possible = writes.filter((write) => !comesLater(write) && !isOverwritten(write))
  return new Set([...possible.map(({ step }) => keyOf(step)), ...(acknowledged.length === 0 ? [""] : [])])
}

const isExecutedBefore = (earlier: Done, later: Done): boolean =>
  earlier.ended !== undefined && isBefore(earlier.ended, later.started) || isCalledBefore(earlier, later)

/**
 * Whether the calls of two steps were made in this order in the same session, which is the order of their execution,
 * also in batches and after failures. A step that makes other calls than one may make them later.
 */
const isCalledBefore = (earlier: Done, later: Done): boolean =>
  earlier.user === later.user && earlier.visit === later.visit && isOneCall(earlier) && isOneCall(later) &&
  isBefore(earlier.started, later.started)

const isOneCall = ({ step }: Done): boolean => step.do === "read" || step.do === "write"
