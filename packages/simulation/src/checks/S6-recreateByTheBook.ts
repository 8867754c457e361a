/**
 * S6: a session is recreated only after a response that allows it, and once for each loss. A session whose changes are
 * lost is never replaced silently: the call fails, or `restore` runs before anything else.
 */
import { type Exchange, type History, isBefore } from "../History.js"
import type { Plan, User } from "../Plan.js"
import type { Violation } from "../Violation.js"
import { poolRelease } from "./poolRelease.js"
import { allowsRecreation, closeSession, createSession, endsSession, type Session, sessionsOf } from "./sessions.js"

export const recreateByTheBook = (history: History, plan: Plan): ReadonlyArray<Violation> => [
  ...history.exchanges.flatMap((creation) => {
    const owner = plan.users.find(({ id }) => id === creation.actor?.user)
    return creation.endpoint === createSession && owner !== undefined ? unasked(history, plan, owner, creation) : []
  }),
  ...sessionsOf(history).flatMap((session) => unrestored(history, plan, session))
]

const unasked = (history: History, plan: Plan, owner: User, creation: Exchange): ReadonlyArray<Violation> => {
  const last = sessionsOf(history).findLast((session) =>
    isBefore(session.opened, creation.sent) && isExclusive(history, plan, owner, session, creation)
  )
  if (last === undefined) return []
  const violation = (what: string) => [{ invariant: "S6", what, at: creation.sent.at }]
  const answered = last.requests.filter(({ ended }) => ended !== undefined && isBefore(ended, creation.sent))
  if (owner.session === "pooled") {
    const free = poolRelease(history, plan, creation.book, creation.sent)
    return last.requests.some((request) => isBefore(request.sent, creation.sent) && isOver(request)) ||
        free !== undefined && free <= creation.sent.at
      ? []
      : violation(`a second session was opened for the pool while session ${last.id} was alive`)
  }
  if (owner.session === "nonPersistent") {
    return violation(`a session on a private copy was opened again, and its changes were lost in silence`)
  }
  // the response to `closeSession` does not count
  const lost = answered.some((request) => request.endpoint !== closeSession && endsSession(request))
  const begunAgain = !lost && restoreFailed(history, owner, last, creation)
  return answered.some(allowsRecreation) || begunAgain
    ? []
    : violation(`session ${last.id} was replaced, and no answer allowed that`)
}

/** Whether a restore failed, so that another session may be created to try it again. */
const restoreFailed = ({ restores }: History, owner: User, { opened }: Session, creation: Exchange): boolean =>
  restores.some(({ ended, started, succeeded, user }) =>
    user === owner.id && !succeeded && isBefore(opened, started) && ended !== undefined &&
    isBefore(ended, creation.sent)
  )

const isOver = (request: Exchange): boolean => request.endpoint === closeSession || endsSession(request)

/** Whether two sessions can only follow one another: they belong to one scope, or to one workbook of the pool. */
const isExclusive = ({ scopes }: History, plan: Plan, owner: User, session: Session, creation: Exchange): boolean => {
  if (owner.session === "pooled") {
    const other = plan.users.find(({ id }) => id === session.user)
    return other?.session === "pooled" && session.book === creation.book
  }
  const scope = scopes.find(({ closed, opening, user }) =>
    user === owner.id && isBefore(opening, creation.sent) && (closed === undefined || isBefore(creation.sent, closed))
  )
  return session.user === owner.id && scope !== undefined && isBefore(scope.opening, session.opened)
}

/** Requests in a session that replaces a lost copy have to follow a successful `restore`. */
const unrestored = (history: History, plan: Plan, session: Session): ReadonlyArray<Violation> => {
  const owner = plan.users.find(({ id }) => id === session.user)
  const scope = history.scopes.find(({ closed, opening, user }) =>
    user === owner?.id && isBefore(opening, session.opened) &&
    (closed === undefined || isBefore(session.opened, closed))
  )
  const isFirst = scope === undefined ||
    !sessionsOf(history).some((other) =>
      other.user === session.user && isBefore(scope.opening, other.opened) && isBefore(other.opened, session.opened)
    )
  if (owner?.session !== "restoring" || isFirst) return []
  const restored = history.restores.find(({ started, succeeded, user }) =>
    user === owner.id && succeeded && isBefore(session.opened, started)
  )?.ended
  return session.requests
    .filter(({ actor, endpoint, sent }) =>
      actor?.step !== undefined && !actor.restoring && !endpoint.startsWith("workbook.") &&
      (restored === undefined || isBefore(sent, restored))
    )
    .map(({ endpoint, sent }) => ({
      invariant: "S6",
      what: `${endpoint} was sent in session ${session.id} before the lost changes were restored`,
      at: sent.at
    }))
}
