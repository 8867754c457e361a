/**
 * S3: while its scope is open and the service responds, the time between successful requests of a session never exceeds
 * the idle limit.
 */
import * as SessionMode from "@effect-workbook/schema/SessionMode"
import * as Duration from "effect/Duration"
import { type Exchange, type History, isBefore } from "../History.js"
import type { Plan } from "../Plan.js"
import type { Violation } from "../Violation.js"
import { answerOf, closeSession, endsSession, isSuccess, type Session, sessionsOf } from "./sessions.js"

/** A slower response means that the service is in trouble. */
const slow = 10_000

export const neverIdleOut = (history: History, plan: Plan): ReadonlyArray<Violation> =>
  sessionsOf(history).flatMap((session) => idledOut(history, plan, session))

const idledOut = (history: History, plan: Plan, session: Session): ReadonlyArray<Violation> => {
  const limit = Duration.toMillis(SessionMode.idleLimit(session.persistent ? "persistent" : "nonPersistent"))
  const end = heldUntil(history, plan, session)
  const successes = session.requests.filter((request) =>
    request.session === session.id && isSuccess(request) && request.sent.at <= end
  )
  const times = [session.opened.at, ...successes.map(({ ended, sent }) => ended?.at ?? sent.at), end]
  return times.flatMap((until, index) => {
    const since = times[index - 1] ?? until
    return until - since > limit && answersWell(history, session, since, since + limit)
      ? [{
        invariant: "S3",
        what: `nothing was answered in session ${session.id} for ${Math.round((until - since) / 1000)} s`,
        at: since + limit
      }]
      : []
  })
}

/** When the session was given up or lost, or its scope began to close. */
const heldUntil = (history: History, plan: Plan, session: Session): number => {
  const over = session.requests.find((request) => request.endpoint === closeSession || endsSession(request))
  const owner = plan.users.find(({ id }) => id === session.user)
  const scope = owner === undefined || owner.session === "pooled" ?
    undefined :
    history.scopes.find(({ opened, user }) =>
      user === owner.id && opened !== undefined && isBefore(session.opened, opened)
    )
  return Math.min(
    ...[over?.sent.at, scope?.closing?.at, scope === undefined ? undefined : scope.closed?.at, history.over?.at]
      .filter((at) => at !== undefined)
  )
}

const answersWell = (history: History, { book }: Session, since: number, until: number): boolean =>
  !history.exchanges.some((exchange) =>
    (exchange.book === book || answerOf(exchange)?.appWide === true) && isTrouble(exchange) &&
    exchange.sent.at <= until && (exchange.ended?.at ?? until) + (answerOf(exchange)?.retryAfter ?? 0) >= since
  )

const isTrouble = (exchange: Exchange): boolean =>
  answerOf(exchange) === undefined || (answerOf(exchange)?.status ?? 0) >= 400 ||
  (exchange.ended?.at ?? 0) - exchange.sent.at > slow
