/**
 * S1: every session whose id reached the client is closed once or known to be gone, and not used after closing; an
 * accepted creation is polled to its end.
 */
import * as Answers from "../answers.js"
import type { Exchange, History, Rule, Violation } from "../History.js"

/** The first attempt and the documented retries. */
const mostAttempts = 6

export const closed: Rule = (history) => [
  ...Answers.sessionsOf(history).flatMap(ofSession),
  ...history.exchanges.flatMap((exchange) => unfollowed(history, exchange))
]

const ofSession = (session: Answers.Session): ReadonlyArray<Violation> => {
  const { opened, polls, requests } = session
  const closings = requests.filter(Answers.isClosing)
  const told = (what: string): ReadonlyArray<Violation> => [{ rule: "S1", what, exchanges: [opened, ...requests] }]
  const done = closings.find(Answers.isSuccess)
  const later = done === undefined ? [] : requests.filter(({ started }) => started.seq > (done.ended?.seq ?? Infinity))
  if (later.length > 0) return told(`a session was used after it had been closed, by ${later[0]?.path}`)
  if (done !== undefined || requests.some(Answers.endsSession) || polls.some(Answers.reportsSessionLoss)) return []
  const last = closings.at(-1)
  if (last === undefined) return told("a session was never closed")
  return closings.length < mostAttempts && mayPass(last) ? told("closing was given up too early") : []
}

/** Whether the failure of `closeSession` may be temporary. */
const mayPass = (closing: Exchange): boolean => {
  const answer = Answers.given(closing)
  return answer === undefined || [408, 409, 423, 429, 504].includes(answer.status)
}

const unfollowed = (history: History, accepted: Exchange): ReadonlyArray<Violation> => {
  const location = Answers.pathAndQuery(Answers.given(accepted)?.headers["location"])
  const isAccepted = Answers.isCreation(accepted) && Answers.given(accepted)?.status === 202
  if (!isAccepted || location === undefined) return []
  const polls = history.exchanges.filter(({ path }) => path === location)
  const reads = polls.flatMap((poll) => {
    const made = Answers.resourceLocationOf(poll)
    return made === undefined ? [] : history.exchanges.filter(({ path }) => path === made)
  })
  const last = reads.at(-1) ?? polls.at(-1)
  return isMadeUp(accepted) || last !== undefined && isFinal(last) ? [] : [{
    rule: "S1",
    what: "a session that the service was still opening was not polled to its end",
    exchanges: [accepted, ...polls, ...reads]
  }]
}

/** Only the proxy sends such a response, with a `Location` on another host; nothing was created. */
const isMadeUp = ({ served }: Exchange): boolean => served === undefined

const isFinal = (last: Exchange): boolean => {
  const answer = Answers.given(last)
  if (answer === undefined) return false
  if (answer.status >= 300) {
    const refuses = answer.status < 400 || Answers.isRefused(answer) && answer.status !== 429
    return refuses || Answers.isSessionGone(answer)
  }
  const status = Answers.field(Answers.parse(answer.body), "status")
  return Answers.isSessionInfo(last) || status !== "running" && status !== "notStarted"
}
