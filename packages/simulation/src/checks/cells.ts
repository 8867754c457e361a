/** The possible values of a cell, derived from the writes of its user. */
import { type Done, type History, isBefore, type Moment } from "../History.js"
import { keyOf } from "../Plan.js"

export const writesTo = ({ steps }: History, user: number, cell: number): ReadonlyArray<Done> =>
  steps.filter((done) => done.user === user && done.step.do === "write" && done.step.cell === cell)

/**
 * The values that a cell may have at a time. A value is impossible once a later write was acknowledged. A write that
 * was never acknowledged may be executed at any time or never, so a cell may be empty until a write is acknowledged. A
 * request that the client gave up may be executed later, even if it was sent again meanwhile.
 */
export const possibleValues = (
  { exchanges }: History,
  writes: ReadonlyArray<Done>,
  at: { readonly order: number } | undefined,
  until: { readonly order: number } | undefined = at
): ReadonlySet<string> => {
  const isAcknowledged = ({ ended, result }: Done): boolean =>
    result?._tag === "Success" && ended !== undefined && (at === undefined || ended.order < at.order)
  const acknowledged = writes.filter(isAcknowledged)
  const mayComeLater = ({ step }: Done): boolean =>
    exchanges.some(({ actor, effect, ending }) =>
      actor?.step === step.id && effect === "idempotent" && ending?._tag === "GivenUp"
    )
  const isOverwritten = (write: Done): boolean =>
    write.result?._tag === "Success" && !mayComeLater(write) &&
    acknowledged.some((later) => followed(write.ended, later.started))
  const possible = writes.filter((write) =>
    (until === undefined || write.started.order < until.order) && !isOverwritten(write)
  )
  return new Set([...possible.map(({ step }) => keyOf(step)), ...(acknowledged.length === 0 ? [""] : [])])
}

const followed = (ended: Moment | undefined, started: Moment): boolean =>
  ended !== undefined && isBefore(ended, started)
