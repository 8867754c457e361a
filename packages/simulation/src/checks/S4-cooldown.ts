/** S4: until a `Retry-After` has passed, nothing is sent to the workbook, or at all if it applies to the app. */
import { type Exchange, type History, isBefore } from "../History.js"
import type { Violation } from "../Violation.js"
import { answerOf } from "./sessions.js"

export const cooldown = ({ exchanges }: History): ReadonlyArray<Violation> =>
  exchanges.flatMap((received) => {
    const answer = answerOf(received)
    const { ended } = received
    // in a successful response it applies to polling only
    if (answer?.retryAfter === undefined || answer.status < 300 || ended === undefined) return []
    const until = ended.at + answer.retryAfter
    return exchanges
      .filter((next) => isMeant(received, next, answer.appWide) && isBefore(ended, next.sent) && next.sent.at < until)
      .slice(0, 1)
      .map((next) => ({
        invariant: "S4",
        what: `${next.endpoint} was sent ${(until - next.sent.at) / 1000} s before the cooldown of ${
          answer.appWide ? "the app" : `workbook ${received.book}`
        } was over`,
        at: next.sent.at
      }))
  })

const isMeant = (received: Exchange, next: Exchange, appWide: boolean): boolean =>
  appWide || received.book !== undefined && received.book === next.book
