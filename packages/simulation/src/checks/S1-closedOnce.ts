/**
 * S1: every session whose id reached the client is closed exactly once before its scope has closed, and not used
 * afterwards. Exceptions: the client knew that the session was gone, or closing failed as often as it may and for as
 * long as the end of a scope may take. The client also polls every accepted creation until it receives the id.
 */
import { type Exchange, type History, isBefore } from "../History.js"
import type { Plan } from "../Plan.js"
import type { Violation } from "../Violation.js"
import { poolRelease } from "./poolRelease.js"
import { closingsAreRepeated, creationsAreFollowed } from "./S1-completed.js"
import { closeSession, endsSession, isBare5xx, isSuccess, type Session, sessionsOf } from "./sessions.js"

/** `closeTimeout`; longer closing continues in the background. */
const bound = 30_000

/** The deadline of a creation. A session that is created later expires at the idle limit. */
const deadline = 5 * 60_000

/** Twice `closeTimeout` (a request in flight, then closing), and once more if the scope was still opening. */
const longestClosing = 3 * bound + 1000

export const closedOnce = (history: History, plan: Plan): ReadonlyArray<Violation> => [
  ...sessionsOf(history).flatMap((session) => [
    ...leftOpen(history, session),
    ...closedTwice(session),
    ...usedAfterwards(session),
    ...closedTooLate(history, plan, session)
  ]),
  ...creationsAreFollowed(history),
  ...closingsAreRepeated(history),
  ...scopesThatDoNotClose(history)
]

const closes = ({ requests }: Session) => requests.filter(({ endpoint }) => endpoint === closeSession)

/** Whether the request closed the session, found it gone, or got the 502 or 503 that counts as closed. */
const isOver = (exchange: Exchange): boolean =>
  endsSession(exchange) || exchange.endpoint === closeSession && (isSuccess(exchange) || isBare5xx(exchange))

const leftOpen = (history: History, session: Session): ReadonlyArray<Violation> =>
  history.leftOpen.includes(session.id) && !session.requests.some(isOver) && closes(session).length === 0 &&
    !cameTooLate(history, session)
    ? [{ invariant: "S1", what: `session ${session.id} was never closed`, at: session.opened.at }]
    : []

const cameTooLate = ({ exchanges }: History, { asked, opened }: Session): boolean =>
  opened.at - (exchanges[asked]?.ended ?? opened).at >= deadline

const closedTwice = (session: Session): ReadonlyArray<Violation> =>
  closes(session).filter(isSuccess).slice(1).map(({ sent }) => ({
    invariant: "S1",
    what: `session ${session.id} was closed again`,
    at: sent.at
  }))

const usedAfterwards = (session: Session): ReadonlyArray<Violation> => {
  const closed = closes(session).find(isSuccess)?.ended
  return closed === undefined ? [] : session.requests
    .filter(({ sent, session: named }) => named === session.id && isBefore(closed, sent))
    .map(({ endpoint, sent }) => ({
      invariant: "S1",
      what: `${endpoint} was sent in session ${session.id}, which was closed`,
      at: sent.at
    }))
}

/**
 * A user's own session is closed when its scope has closed, a pooled one when everything has ended. If the scope has
 * waited as long as it may, closing continues in the background.
 */
const closedTooLate = (history: History, plan: Plan, session: Session): ReadonlyArray<Violation> => {
  const { closed, closing } = endOf(history, plan, session)
  const ending = session.requests.find((exchange) => exchange.endpoint === closeSession || isOver(exchange))
  if (closed === undefined || ending !== undefined && isBefore(ending.sent, closed)) return []
  return closing !== undefined && closed.at - closing >= bound ? [] : [{
    invariant: "S1",
    what: `session ${session.id} was still open when its scope had closed`,
    at: closed.at
  }]
}

/** When the session's scope began to close and was closed. A session opened after that has no scope. */
const endOf = (history: History, plan: Plan, { book, opened, user }: Session) => {
  const { over, scopes } = history
  const owner = plan.users.find(({ id }) => id === user)
  if (owner === undefined || owner.session === "pooled") {
    if (over === undefined || isBefore(over, opened)) return { closing: undefined, closed: undefined }
    const end = Math.max(...scopes.map(({ closed }) => closed?.at ?? Infinity))
    return { closing: Math.min(end, poolRelease(history, plan, book, over) ?? end), closed: over }
  }
  const scope = scopes.find(({ closed, opening, user }) =>
    user === owner.id && isBefore(opening, opened) && (closed === undefined || isBefore(opened, closed))
  )
  return { closing: (scope?.closing ?? opened).at, closed: scope?.closed }
}

const scopesThatDoNotClose = ({ over, scopes }: History): ReadonlyArray<Violation> =>
  scopes.flatMap(({ closed, closing, user }) =>
    closing !== undefined && over !== undefined && (closed ?? over).at - closing.at > longestClosing
      ? [{
        invariant: "S1",
        what: `closing the scope of user ${user} took ${((closed ?? over).at - closing.at) / 1000} s`,
        at: closing.at
      }]
      : []
  )
