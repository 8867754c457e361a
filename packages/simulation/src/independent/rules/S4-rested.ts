/**
 * S4: until a `Retry-After` has passed, nothing is sent to the workbook, or by the whole client if it applies to the
 * app.
 */
import * as Answers from "../answers.js"
import type { Exchange, Rule } from "../History.js"

/** The rounding of clocks, in milliseconds. */
const rounding = 5

/** A request to another workbook may already have been on its way to the proxy. */
const underway = 500

export const rested: Rule = ({ exchanges }) =>
  exchanges.flatMap((asking) => {
    const answer = Answers.given(asking)
    const { ended } = asking
    // with a 2xx it applies to the next poll
    if (answer === undefined || ended === undefined || answer.status < 400) return []
    const pause = Answers.retryAfter(answer)
    if (pause === undefined) return []
    const early = exchanges.find((other) =>
      other.started.seq > ended.seq && other.started.at < ended.at + pause - rounding &&
      (isSameWorkbook(asking, other) || Answers.isAppWide(answer) && other.started.at > ended.at + underway)
    )
    return early === undefined ? [] : [{
      rule: "S4",
      what: `the service asked to wait ${pause} ms, and after ${Math.round(early.started.at - ended.at)} ms came ` +
        `${early.method} ${Answers.pathOf(early)}`,
      exchanges: [asking, early]
    }]
  })

const isSameWorkbook = (asking: Exchange, other: Exchange): boolean => {
  const item = Answers.itemOf(asking)
  return item !== undefined && Answers.itemOf(other) === item
}
