/**
 * S5: the file contains an acknowledged write exactly once, a write with an unknown outcome at most once, and a refused
 * write not at all. A write that may have been executed is not sent again without a lookup.
 */
import * as Answers from "../answers.js"
import type { Call, Exchange, History, Rule, SavedBook, Violation } from "../History.js"

export const once: Rule = (history) => [
  ...history.calls.flatMap((call) => checkMarker(history, call)),
  ...checkFamilies(history),
  ...history.calls.flatMap((call) => checkResending(history, call))
]

interface Bounds {
  readonly min: number
  readonly max: number
}

/** How often the write of a call may have been executed. */
const boundsOf = ({ outcome, saves, write }: Call): Bounds => {
  if (!saves) return { min: 0, max: 0 }
  switch (outcome?._tag) {
    case "Success":
      return { min: 1, max: 1 }
    case "Failure":
      if (outcome.error === "InvalidArguments") return { min: 0, max: 0 }
      return { min: 0, max: write?.idempotent === true || outcome.error === "OutcomeUnknown" ? 1 : 0 }
    default:
      return { min: 0, max: 1 }
  }
}

const describe = ({ book, outcome, saves, user, what }: Call): string => {
  const end = outcome?._tag === "Failure" ? outcome.error : outcome?._tag ?? "not ended"
  return `${what} by ${user} in ${book}${saves ? "" : ", which was not to be saved"} (${end})`
}

const checkMarker = (history: History, call: Call): ReadonlyArray<Violation> => {
  const trace = call.write?.trace
  if (trace === undefined || trace._tag === "Family") return []
  const saved = history.after.find(({ book }) => book === call.book)
  if (saved === undefined) return []
  const found = saved.texts.get(trace.marker) ?? 0
  const { min, max } = boundsOf(call)
  const isExpected = trace._tag === "Removed"
    ? (found === 0 ? max === 1 : min === 0)
    : found <= max && (found >= min || wasReplaced(history, call))
  return isExpected ? [] : [{
    rule: "S5",
    what: `${describe(call)}: ${JSON.stringify(trace.marker)} is in the file ${found} times`,
    exchanges: requestsOf(history, call, trace.marker)
  }]
}

/** Whether a later write to the same cell replaced it. */
const wasReplaced = ({ calls }: History, call: Call): boolean =>
  call.write?.idempotent === true &&
  calls.some((later) =>
    later !== call && later.saves && later.write?.idempotent === true && later.what === call.what &&
    later.user === call.user && later.book === call.book && later.started.seq > call.started.seq &&
    boundsOf(later).max === 1
  )

const checkFamilies = (history: History): ReadonlyArray<Violation> =>
  history.after.flatMap((saved) =>
    Array.from(saved.families).flatMap(([family, count]) => {
      const calls = history.calls.filter(({ book, write }) =>
        book === saved.book && write?.trace._tag === "Family" && write.trace.family === family
      )
      const sign = calls[0]?.write?.trace._tag === "Family" ? calls[0].write.trace.change : 1
      const changed = (count - countBefore(history.before, saved.book, family)) * sign
      const min = calls.reduce((sum, call) => sum + boundsOf(call).min, 0)
      const max = calls.reduce((sum, call) => sum + boundsOf(call).max, 0)
      return changed >= min && changed <= max ? [] : [{
        rule: "S5",
        what: `${family} in ${saved.book}: ${changed} were executed, between ${min} and ${max} were reported: ` +
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
      ? exchange.started.seq > call.started.seq && exchange.started.seq < (call.ended?.seq ?? Infinity)
      : containsMarker(exchange, marker))
  )

const containsMarker = ({ body, path }: Exchange, marker: string): boolean =>
  body.includes(JSON.stringify(marker)) || decodeURIComponent(path).includes(`'${marker}'`)

const checkResending = (history: History, call: Call): ReadonlyArray<Violation> => {
  const trace = call.write?.trace
  if (call.write?.idempotent !== false || !call.saves || trace?._tag !== "Marker") return []
  const sent = requestsOf(history, call, trace.marker)
  return sent.slice(1).flatMap((again, index) => {
    const before = sent[index]
    const answer = before && Answers.given(before)
    if (before === undefined || answer !== undefined && Answers.isRefused(answer)) return []
    // a lookup in between, or a stable address, makes the repetition safe
    const isLookedUp = hasStableAddress(again) || history.exchanges.some((other) => isBetween(before, other, again))
    if (call.verified && again.path === before.path && isLookedUp) return []
    return [{
      rule: "S5",
      what: `${describe(call)} was sent again though it may have been executed`,
      exchanges: [before, again]
    }]
  })
}

/** Whether the request addresses cells by their address. */
const hasStableAddress = ({ method, path }: Exchange): boolean =>
  method === "PATCH" && /\/range\(address=/.test(path) && !/usedRange|itemAt|\/names/.test(path)

const isBetween = (before: Exchange, other: Exchange, again: Exchange): boolean =>
  other.method === "GET" && Answers.isSuccess(other) && Answers.itemOf(other) === Answers.itemOf(again) &&
  other.started.seq > before.started.seq && (other.ended?.seq ?? Infinity) < again.started.seq
