/** What the client has begun has to be seen through, also in the background when those who wanted it are gone. */
import type { Exchange, History } from "../History.js"
import type { Violation } from "../Violation.js"
import { answerOf, closeSession, createSession, sessionsOf } from "./sessions.js"

/** How long an accepted creation is followed, and how long a closing is repeated. */
const patience = 5 * 60_000

/** The pause between two polls is 30 seconds at most, that before another attempt 16; the rest is for what comes between. */
const untilNextPoll = 60_000
const untilNextAttempt = 30_000

/** The default pauses of the client are five. */
const mostAttempts = 6

/** For so long after its end a world is watched. */
const grace = 2 * 60_000

/**
 * The session of a creation that was accepted is made, whether anybody still wants it or not. Only who follows it to its
 * end hears of the session, and can close it.
 */
export const creationsAreFollowed = (history: History): ReadonlyArray<Violation> =>
  history.exchanges.flatMap((accepted) => {
    if (accepted.endpoint !== createSession || answerOf(accepted)?.status !== 202) return []
    const last = history.exchanges.findLast(({ operation }) => operation === accepted.id) ?? accepted
    const deadline = (accepted.ended ?? accepted.sent).at + patience
    return isUnfinished(last) && couldGoOn(history, last, untilNextPoll, deadline)
      ? [{
        invariant: "S1",
        what: `the creation that was accepted as #${accepted.id} was not followed to its end`,
        at: (last.ended ?? last.sent).at
      }]
      : []
  })

/** What had no answer, or an error for one, does not say how the operation stands. */
const isUnfinished = (last: Exchange): boolean => {
  const answer = answerOf(last)
  return answer?.status === 202 ||
    answer?.operationStatus === "notStarted" || answer?.operationStatus === "running" ||
    // where the session is found, which nobody has looked for
    answer?.operationStatus === "succeeded"
}

/** Whether a closing that had no answer did its work is not known, so it is repeated. */
export const closingsAreRepeated = (history: History): ReadonlyArray<Violation> =>
  sessionsOf(history).flatMap(({ id, requests }) => {
    const attempts = requests.filter(({ endpoint }) => endpoint === closeSession)
    const [first, last] = [attempts[0]?.ended, attempts.at(-1)]
    return first !== undefined && last?.ended !== undefined && answerOf(last) === undefined &&
        attempts.length < mostAttempts && couldGoOn(history, last, untilNextAttempt, first.at + patience)
      ? [{
        invariant: "S1",
        what: `closing session ${id} had no answer and was not tried again`,
        at: last.ended.at
      }]
      : []
  })

/**
 * Whether there was so much time for the next request: at a stretch, for a workbook gets one request at a time, and who
 * is told to wait keeps the others waiting.
 */
const couldGoOn = ({ exchanges, over }: History, last: Exchange, time: number, deadline: number): boolean => {
  if (over === undefined || last.ended === undefined) return false
  const until = Math.min(deadline, over.at + grace)
  const busy = exchanges
    .filter((other) => other.book === last.book || answerOf(other)?.appWide === true)
    .map((other) => ({
      from: other.sent.at,
      to: (other.ended?.at ?? Infinity) + (answerOf(other)?.retryAfter ?? 0)
    }))
  const since = last.ended.at
  return [since, ...busy.map(({ to }) => to)].some((start) =>
    start >= since && start + time <= until && !busy.some(({ from, to }) => from < start + time && start < to)
  )
}
