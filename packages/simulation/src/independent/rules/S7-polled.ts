/**
 * S7: operations are polled at the address from the service, about once a second, with growing intervals, and as the
 * service asks.
 */
import * as Answers from "../answers.js"
import type { Exchange, Rule, Violation } from "../History.js"

const shortest = 1000
const longest = 240_000
const rounding = 15

export const polled: Rule = ({ exchanges }) =>
  exchanges.filter((exchange) => Answers.isPoll(exchange) || Answers.isSessionInfo(exchange)).flatMap((look) => {
    const earlier = exchanges.filter(({ ended }) => ended !== undefined && ended.seq < look.started.seq)
    const violation = (what: string, related: ReadonlyArray<Exchange>): ReadonlyArray<Violation> => [
      { rule: "S7", what, exchanges: [...related, look] }
    ]
    const accepted = earlier.find((exchange) => leadsTo(exchange, look))
    if (accepted === undefined) return violation("an operation was looked for where the service had not said", [])
    if (!Answers.isPoll(look)) return []
    const before = earlier.findLast(({ path }) => path === look.path) ?? accepted
    const answer = Answers.given(before)
    // after a 401, the poll is repeated immediately with another token
    if (answer?.status === 401 || before.ended === undefined) return []
    const pause = look.started.at - before.ended.at
    const wanted = Math.max(shortest, Math.min((answer && Answers.retryAfter(answer)) ?? 0, longest - shortest))
    if (pause < wanted - rounding) {
      return violation(`polled after ${Math.round(pause)} ms instead of ${wanted}`, [before])
    }
    return pause > longest ? violation(`not polled for ${Math.round(pause)} ms`, [before]) : []
  })

const leadsTo = (exchange: Exchange, look: Exchange): boolean => {
  const answer = Answers.given(exchange)
  return Answers.isPoll(look)
    ? answer?.status === 202 && Answers.pathAndQuery(answer.headers["location"]) === look.path
    : Answers.resourceLocationOf(exchange) === look.path
}
