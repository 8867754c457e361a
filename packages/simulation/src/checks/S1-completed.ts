/** The client completes what it has started, in the background if its callers are gone. */
import type { Exchange, History } from "../History.js"
import type { Violation } from "../Violation.js"
import { answerOf, closeSession, createSession, sessionsOf } from "./sessions.js"

/** How long an accepted creation is polled, and a failed closing is retried. */
const timeLimit = 5 * 60_000

/**
 * The maximum time to the next request: pauses are at most 30 seconds between polls and 16 seconds between retries,
 * plus the time of other requests.
 */
const untilNextPoll = 60_000
const untilNextAttempt = 30_000

/** The client's default schedule has five retries. */
const mostAttempts = 6

/** How long a request waits for its token, in the turn of its workbook. */
const tokenTimeout = 100_000

/** How long the world continues after its end. */
const grace = 2 * 60_000

/**
 * An accepted creation makes a session even if its caller is gone. The client has to poll it to the end, because
 * otherwise it never learns the id to close.
 */
export const creationsAreFollowed = (history: History): ReadonlyArray<Violation> =>
  history.exchanges.flatMap((accepted) => {
    if (accepted.endpoint !== createSession || answerOf(accepted)?.status !== 202) return []
    const last = history.exchanges.findLast(({ operation }) => operation === accepted.id) ?? accepted
    const deadline = (accepted.ended ?? accepted.sent).at + timeLimit
    return isUnfinished(last) && couldGoOn(history, last, untilNextPoll, deadline)
      ? [{
        invariant: "S1",
        what: `the creation that was accepted as #${accepted.id} was not polled to its end`,
        at: (last.ended ?? last.sent).at
      }]
      : []
  })

/** A missing or failed response does not reveal the state of the operation. */
const isUnfinished = (last: Exchange): boolean => {
  const answer = answerOf(last)
  return answer?.status === 202 ||
    answer?.operationStatus === "notStarted" || answer?.operationStatus === "running" ||
    // the session's id is at the result, which was not requested yet
    answer?.operationStatus === "succeeded"
}

/** It is unknown whether a closing without a response was executed, so it has to be retried. */
export const closingsAreRepeated = (history: History): ReadonlyArray<Violation> =>
  sessionsOf(history).flatMap(({ id, requests }) => {
    const attempts = requests.filter(({ endpoint }) => endpoint === closeSession)
    const [first, last] = [attempts[0]?.ended, attempts.at(-1)]
    return first !== undefined && last?.ended !== undefined && answerOf(last) === undefined &&
        attempts.length < mostAttempts && couldGoOn(history, last, untilNextAttempt, first.at + timeLimit)
      ? [{
        invariant: "S1",
        what: `closing session ${id} had no answer and was not retried`,
        at: last.ended.at
      }]
      : []
  })

/**
 * Whether the next request had enough time without a break: a workbook gets one request at a time, and a request that
 * has to wait delays the others.
 */
const couldGoOn = (
  { exchanges, over, tokenHangs }: History,
  last: Exchange,
  time: number,
  deadline: number
): boolean => {
  if (over === undefined || last.ended === undefined) return false
  const until = Math.min(deadline, over.at + grace)
  const requests = exchanges
    .filter((other) => other.book === last.book || answerOf(other)?.appWide === true)
    .map((other) => ({
      from: other.sent.at,
      to: (other.ended?.at ?? Infinity) + (answerOf(other)?.retryAfter ?? 0)
    }))
  const busy = [...requests, ...tokenHangs.map(({ at }) => ({ from: at, to: at + tokenTimeout }))]
  const since = last.ended.at
  return [since, ...busy.map(({ to }) => to)].some((start) =>
    start >= since && start + time <= until && !busy.some(({ from, to }) => from < start + time && start < to)
  )
}
