/** S2: two requests of one client to one workbook are never in flight at the same time. */
import * as Answers from "../answers.js"
import type { Exchange, Rule } from "../History.js"

/** The proxy notices late that a client has disconnected. */
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
  return delivered?._tag === "Disconnected"
    ? ended.at - lateness > later.started.at
    : ended.seq > later.started.seq
}
