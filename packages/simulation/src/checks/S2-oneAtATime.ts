/**
 * S2: at most one request is in flight for a workbook. The requests of one batch are in flight together, but each depends
 * on the one before it, so the service executes one at a time.
 */
import type { Exchange, History } from "../History.js"
import type { Violation } from "../Violation.js"

export const oneAtATime = ({ exchanges }: History): ReadonlyArray<Violation> => {
  const last = new Map<number, Exchange>()
  return exchanges.flatMap((exchange) => {
    if (exchange.book === undefined || exchange.endpoint === "driveItem.get") return []
    const before = last.get(exchange.book)
    last.set(exchange.book, exchange)
    return before !== undefined && exchange.after !== before.id &&
        (before.ended === undefined || before.ended.order > exchange.sent.order)
      ? [{
        invariant: "S2",
        what: `${exchange.endpoint} was sent while ${before.endpoint} was in flight for the same workbook`,
        at: exchange.sent.at
      }]
      : []
  })
}
