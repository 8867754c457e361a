/**
 * S7: an operation is polled at the address from the service, not more often than once a second or than the service
 * asks, at least every 4 minutes, and not after the deadline.
 */
import { type Exchange, type History, isBefore } from "../History.js"
import type { Violation } from "../Violation.js"
import { answerOf } from "./sessions.js"

const shortest = 1000
const longest = 240_000
const deadline = 5 * 60_000

export const polling = ({ exchanges }: History): ReadonlyArray<Violation> => [
  ...exchanges.filter(({ operation }) => operation === "unknown").map(({ endpoint, sent }) => ({
    invariant: "S7",
    what: `${endpoint} was sent to an address that the service did not give`,
    at: sent.at
  })),
  ...exchanges.filter((accepted) => answerOf(accepted)?.status === 202).flatMap((accepted) => {
    const polls = exchanges.filter(({ endpoint, operation }) =>
      endpoint === "workbookOperation.get" && operation === accepted.id
    )
    return polls.flatMap((poll, index) => wrongPause(accepted, polls[index - 1] ?? accepted, poll))
  })
]

const wrongPause = (accepted: Exchange, before: Exchange, poll: Exchange): ReadonlyArray<Violation> => {
  const violation = (what: string) => [{ invariant: "S7", what, at: poll.sent.at }]
  if (before.ended === undefined || isBefore(poll.sent, before.ended)) return violation("two polls at the same time")
  const pause = poll.sent.at - before.ended.at
  // a 401 does not concern the operation, and polling continues with a new token
  if (answerOf(before)?.status === 401) return []
  const asked = Math.min(answerOf(before)?.retryAfter ?? 0, longest - 1000)
  if (pause < Math.max(shortest, asked)) return violation(`polled again after ${pause} ms`)
  if (pause > longest) return violation(`not polled for ${Math.round(pause / 1000)} s`)
  return poll.sent.at > (accepted.ended?.at ?? 0) + deadline ? violation("polled after the deadline") : []
}
