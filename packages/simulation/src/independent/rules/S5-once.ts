/**
 * S5: a write that was acknowledged is in the file exactly once, one with an unknown outcome at most once, and a
 * refused one not at all. A write that may have been executed is not sent again blindly.
 */
import * as Answers from "../answers.js"
import type { Call, Exchange, History, Rule, SavedBook, Violation } from "../History.js"

export const once: Rule = (history) => [
  ...history.calls.flatMap((call) => ofMarker(history, call)),
  ...families(history),
  ...history.calls.flatMap((call) => sentAgainBlindly(history, call))
]

interface Bounds {
  readonly least: number
  readonly most: number
}

/** How often the write of a call may have been executed. */
const boundsOf = ({ outcome, saves, write }: Call): Bounds => {
  if (!saves) return { least: 0, most: 0 }
  switch (outcome?._tag) {
    case "Success":
      return { least: 1, most: 1 }
    case "Failure":
      if (outcome.error === "InvalidArguments") return { least: 0, most: 0 }
      return { least: 0, most: write?.repeat === "again" || outcome.error === "OutcomeUnknown" ? 1 : 0 }
    default:
      return { least: 0, most: 1 }
  }
}

const describe = ({ book, outcome, saves, what, who }: Call): string => {
  const end = outcome?._tag === "Failure" ? outcome.error : outcome?._tag ?? "not ended"
  return `${what} by ${who} in ${book}${saves ? "" : ", which was not to be saved"} (${end})`
}

const ofMarker = (history: History, call: Call): ReadonlyArray<Violation> => {
  const trace = call.write?.trace
  if (trace === undefined || trace._tag === "Family") return []
  const saved = history.after.find(({ book }) => book === call.book)
  if (saved === undefined) return []
  const found = saved.texts.get(trace.marker) ?? 0
  const { least, most } = boundsOf(call)
  const isRight = trace._tag === "Gone"
    ? (found === 0 ? most === 1 : least === 0)
    : found <= most && (found >= least || wasReplaced(history, call))
  return isRight ? [] : [{
    rule: "S5",
    what: `${describe(call)}: ${JSON.stringify(trace.marker)} is in the file ${found} times`,
    exchanges: requestsOf(history, call, trace.marker)
  }]
}

/** Whether a later write to the same cell replaced it. */
const wasReplaced = ({ calls }: History, call: Call): boolean =>
  call.write?.repeat === "again" &&
  calls.some((later) =>
    later !== call && later.saves && later.write?.repeat === "again" && later.what === call.what &&
    later.who === call.who && later.book === call.book && later.begun.seq > call.begun.seq && boundsOf(later).most === 1
  )

const families = (history: History): ReadonlyArray<Violation> =>
  history.after.flatMap((saved) =>
    Array.from(saved.families).flatMap(([family, count]) => {
      const calls = history.calls.filter(({ book, write }) =>
        book === saved.book && write?.trace._tag === "Family" && write.trace.family === family
      )
      const sign = calls[0]?.write?.trace._tag === "Family" ? calls[0].write.trace.change : 1
      const changed = (count - countBefore(history.before, saved.book, family)) * sign
      const least = calls.reduce((sum, call) => sum + boundsOf(call).least, 0)
      const most = calls.reduce((sum, call) => sum + boundsOf(call).most, 0)
      return changed >= least && changed <= most ? [] : [{
        rule: "S5",
        what: `${family} in ${saved.book}: ${changed} were executed, between ${least} and ${most} were reported: ` +
          calls.map(describe).join("; "),
        exchanges: calls.flatMap((call) => requestsOf(history, call, undefined))
      }]
    })
  )

const countBefore = (before: ReadonlyArray<SavedBook>, book: string, family: string): number =>
  before.find((saved) => saved.book === book)?.families.get(family) ?? 0

/** The requests with the marker, or all requests during the call if it has none. */
const requestsOf = (history: History, call: Call, marker: string | undefined): ReadonlyArray<Exchange> =>
  history.exchanges.filter((exchange) =>
    history.books.get(Answers.itemOf(exchange) ?? "") === call.book && exchange.method !== "GET" &&
    (marker === undefined
      ? exchange.begun.seq > call.begun.seq && exchange.begun.seq < (call.ended?.seq ?? Infinity)
      : carries(exchange, marker))
  )

const carries = ({ body, path }: Exchange, marker: string): boolean =>
  body.includes(JSON.stringify(marker)) || decodeURIComponent(path).includes(`'${marker}'`)

const sentAgainBlindly = (history: History, call: Call): ReadonlyArray<Violation> => {
  const trace = call.write?.trace
  if (call.write?.repeat !== "once" || !call.saves || trace?._tag !== "Marker") return []
  const sent = requestsOf(history, call, trace.marker)
  return sent.slice(1).flatMap((again, index) => {
    const before = sent[index]
    const answer = before && Answers.given(before)
    if (before === undefined || answer !== undefined && Answers.isRefused(answer)) return []
    // a lookup in between, or a stable address, makes the repetition safe
    const isLookedUp = isStable(again) || history.exchanges.some((other) => isBetween(before, other, again))
    if (call.verified && again.path === before.path && isLookedUp) return []
    return [{
      rule: "S5",
      what: `${describe(call)} was sent again though it may have been executed`,
      exchanges: [before, again]
    }]
  })
}

/** Whether the request addresses cells by their address. */
const isStable = ({ method, path }: Exchange): boolean =>
  method === "PATCH" && /\/range\(address=/.test(path) && !/usedRange|itemAt|\/names/.test(path)

const isBetween = (before: Exchange, other: Exchange, again: Exchange): boolean =>
  other.method === "GET" && Answers.isSuccess(other) && Answers.itemOf(other) === Answers.itemOf(again) &&
  other.begun.seq > before.begun.seq && (other.ended?.seq ?? Infinity) < again.begun.seq
