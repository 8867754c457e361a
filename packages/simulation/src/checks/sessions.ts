/** The sessions of a history, as seen on the wire. */
import * as ErrorCode from "@effect-workbook/schema/ErrorCode"
import type { Ending, Exchange, History, Moment } from "../History.js"

type Answer = Extract<Ending, { readonly _tag: "Answer" }>

export const answerOf = (exchange: Exchange): Answer | undefined =>
  exchange.ending?._tag === "Answer" ? exchange.ending : undefined

export const isSuccess = (exchange: Exchange): boolean => {
  const answer = answerOf(exchange)
  return answer !== undefined && answer.status < 300
}

const known: Readonly<Record<string, ErrorCode.ErrorCode>> = Object.fromEntries(
  ErrorCode.ErrorCode.literals.map((code) => [code.toLowerCase(), code])
)

/** The documented second-level code of an error body or a failed operation. */
export const codeOf = (exchange: Exchange): ErrorCode.ErrorCode | undefined => {
  const second = answerOf(exchange)?.codes[1]
  return second === undefined ? undefined : known[second.toLowerCase()]
}

const sessionDiagnostics = new Set(["invalidortimedoutsession", "invalideditsession", "deploymentinvalideditsession"])

export const isBare5xx = (exchange: Exchange): boolean => {
  const status = answerOf(exchange)?.status
  return (status === 502 || status === 503) && codeOf(exchange) === undefined
}

/** Whether the response concerns the session. A failed poll does not concern the session of its operation. */
const speaksOfSession = (exchange: Exchange): boolean =>
  exchange.session !== undefined ||
  exchange.concerns !== undefined && answerOf(exchange)?.operationStatus === "failed"

const mayRecreate: ReadonlySet<ErrorCode.ErrorCode> = new Set([
  "invalidSessionReCreatable",
  // these codes ask for other credentials or do not forbid the session
  "invalidSessionAuthentication",
  "internalServerErrorUncategorized"
])

/** Whether the response allows the client to replace the session of the request. */
export const allowsRecreation = (exchange: Exchange): boolean => {
  if (!speaksOfSession(exchange)) return false
  const code = codeOf(exchange)
  return code === undefined ? isBare5xx(exchange) || saysGoneByDiagnostic(exchange) : mayRecreate.has(code)
}

const saysGoneByDiagnostic = (exchange: Exchange): boolean =>
  codeOf(exchange) === undefined &&
  (answerOf(exchange)?.codes.some((code) => sessionDiagnostics.has(code.toLowerCase())) ?? false)

/** Whether the response ends the session of the request. */
export const endsSession = (exchange: Exchange): boolean => {
  if (!speaksOfSession(exchange)) return false
  const code = codeOf(exchange)
  return code === undefined
    ? allowsRecreation(exchange) || exchange.endpoint === closeSession && answerOf(exchange)?.status === 404
    : ErrorCode.policies[code].session === "dead"
}

export const closeSession = "workbook.closeSession"
export const createSession = "workbook.createSession"

/** A session whose id reached the client. */
export interface Session {
  readonly id: number
  /** The request that created it. */
  readonly asked: number
  readonly opened: Moment
  readonly book: number | undefined
  /** The user for whom it was created. */
  readonly user: number | undefined
  readonly persistent: boolean
  /** All requests with its id, and polls of its operations, in order. */
  readonly requests: ReadonlyArray<Exchange>
}

const found = new WeakMap<History, ReadonlyArray<Session>>()

export const sessionsOf = (history: History): ReadonlyArray<Session> => {
  const known = found.get(history)
  if (known !== undefined) return known
  const sessions = history.exchanges.flatMap((exchange): ReadonlyArray<Session> => {
    const id = answerOf(exchange)?.opened
    if (id === undefined || exchange.ended === undefined) return []
    const creation = creationOf(history, exchange)
    return [{
      id,
      asked: (creation ?? exchange).id,
      opened: exchange.ended,
      book: exchange.book,
      user: exchange.actor?.user,
      persistent: creation?.persistChanges === true,
      requests: history.exchanges.filter(({ concerns }) => concerns === id)
    }]
  })
  const first = sessions.filter(({ id }, index) => sessions.findIndex((other) => other.id === id) === index)
  found.set(history, first)
  return first
}

/** The request that created the session: the one with this response, or the one that got a 202. */
const creationOf = (history: History, exchange: Exchange): Exchange | undefined => {
  const operation = answerOf(exchange)?.operation
  return operation === undefined ? exchange : history.exchanges[operation]
}
