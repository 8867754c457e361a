/** S2: never are two requests of one client on their way to one workbook. */
import * as Answers from "../answers.js"
import type { Exchange, Rule } from "../History.js"

/** The proxy learns late that a client has given up a request. */
const lateness = 1000

export const oneAtATime: Rule = ({ exchanges }) =>
  exchanges.flatMap((later, at) => {
    const item = Answers.itemOf(later)
    if (item === undefined) return []
    const earlier = exchanges.slice(0, at).find((other) => Answers.itemOf(other) === item && isOnItsWay(other, later))
    return earlier === undefined ? [] : [{
      rule: "S2",
      what: "a request was sent to a workbook while another one was on its way to it",
      exchanges: [earlier, later]
    }]
  })

const isOnItsWay = (earlier: Exchange, later: Exchange): boolean => {
  const { delivered, ended } = earlier
  if (ended === undefined) return true
  return delivered?._tag === "GivenUp"
    ? ended.at - lateness > later.begun.at
    : ended.seq > later.begun.seq
}
