/** Properties of executed steps. */
import { type Done, type Exchange, type History, isBefore } from "../History.js"
import type { Plan, User } from "../Plan.js"

export const ownerOf = ({ users }: Plan, { user }: Done): User | undefined => users.find(({ id }) => id === user)

export const isSaved = (user: User): boolean => user.session !== "nonPersistent" && user.session !== "restoring"

export const isVerified = ({ step }: Done): boolean => "verified" in step && step.verified

/** Whether changes before a loss are gone, because `restore` does not rebuild them. */
export const wasRestored = ({ restores }: History, { ended, user }: Done): boolean =>
  restores.some((restore) => restore.user === user && ended !== undefined && isBefore(restore.started, ended))

/** The requests of a step. */
export const requestsOf = ({ exchanges }: History, { step }: Done): ReadonlyArray<Exchange> =>
  exchanges.filter(({ actor }) => actor?.step === step.id)

/** Whether the client gave up a write of the step, which the service may execute at any later time. */
export const mayWriteLater = (history: History, done: Done): boolean =>
  requestsOf(history, done).some(({ effect, ending }) => effect !== "read" && ending?._tag === "GivenUp")

/** Whether a failure of the step leaves a write that may or may not have been executed. */
export const isUnclear = ({ failures, result }: Done): boolean =>
  [...failures, result].some((failure) =>
    failure?._tag === "Failure" ? failure.error === "OutcomeUnknown" : failure?._tag !== "Success"
  )

/** Whether a read of the step got 404, as for a table without rows or a range without values. */
export const foundNothing = (history: History, done: Done): boolean =>
  requestsOf(history, done).some(({ effect, ending }) =>
    effect === "read" && ending?._tag === "Answer" && ending.status === 404
  )
