/** How the documentation of Graph lets a client read an answer. Written from that, not from the client. */
import type { Answer, Exchange, History } from "./History.js"

export const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const field = (u: unknown, name: string): unknown =>
  typeof u === "object" && u !== null && !Array.isArray(u) ? new Map(Object.entries(u)).get(name) : undefined

export const textOf = (u: unknown): string | undefined => typeof u === "string" ? u : undefined

/** The answer, where one reached the client whole. */
export const given = ({ delivered }: Exchange): Answer | undefined =>
  delivered?._tag === "Answer" ? delivered.answer : undefined

export const isSuccess = (exchange: Exchange): boolean => {
  const status = given(exchange)?.status ?? 0
  return status >= 200 && status < 300
}

const operationError = (body: unknown): unknown =>
  field(body, "status") === "failed" ? field(body, "error") : field(body, "error")

const errorOf = (answer: Answer): unknown => operationError(parse(answer.body))

const innerOf = (error: unknown): unknown => field(error, "innerError") ?? field(error, "innererror")

/** https://learn.microsoft.com/graph/workbook-error-codes, in lower case */
const documented = new Set([
  "accessconflict",
  "badrequestuncategorized",
  "conflictuncategorized",
  "forbiddenuncategorized",
  "gatewaytimeoutuncategorized",
  "internalservererroruncategorized",
  "invalidsessionaccessconflict",
  "invalidsessionauthentication",
  "invalidsessionnotfound",
  "invalidsessionrecreatable",
  "invalidsessionrestricted",
  "invalidsessionunexpected",
  "invalidsessionunsupportedworkbook",
  "methodnotalloweduncategorized",
  "notfounduncategorized",
  "notimplementeduncategorized",
  "payloadtoolargeuncategorized",
  "serviceunavailableuncategorized",
  "toomanyrequestsuncategorized",
  "transientfailure",
  "unauthorizeduncategorized",
  "unsupportedworkbook",
  "accessdenied",
  "filteredrangeconflict",
  "generalexception",
  "insertdeleteconflict",
  "invalidargument",
  "invalidreference",
  "itemalreadyexists",
  "itemnotfound",
  "methodnotallowed",
  "nonblankcelloffsheet",
  "rangeexceedslimit",
  "requestaborted",
  "unsupportedoperation"
])

/** The documented second-level code in lower case, by which clients are to go. */
export const secondLevel = (answer: Answer): string | undefined => {
  const code = textOf(field(innerOf(errorOf(answer)), "code"))?.toLowerCase()
  return code !== undefined && documented.has(code) ? code : undefined
}

/** All codes, on any level. */
const codes = (error: unknown): ReadonlyArray<string> => {
  if (error === undefined) return []
  return [...[textOf(field(error, "code"))?.toLowerCase() ?? []].flat(), ...codes(innerOf(error))]
}

const ofLostSessions = new Set(["invalidortimedoutsession", "invalideditsession", "deploymentinvalideditsession"])

/** The service says in so many words that the session is gone. */
export const saysSessionIsGone = (answer: Answer): boolean => {
  const code = secondLevel(answer)
  return code === undefined
    ? codes(errorOf(answer)).some((code) => ofLostSessions.has(code))
    : code.startsWith("invalidsession")
}

/** After this answer to a request that names a session, that session must not, or need not, be used any more. */
export const endsSession = (exchange: Exchange): boolean => {
  const answer = given(exchange)
  if (answer === undefined) return false
  const code = secondLevel(answer)
  if (saysSessionIsGone(answer) || code === "internalservererroruncategorized") return true
  if (code !== undefined) return false
  return answer.status === 502 || answer.status === 503 ||
    answer.status === 404 && /\/(?:close|refresh)Session$/.test(pathOf(exchange))
}

/** An operation that was begun in a session has failed because that session is gone. */
export const tellsOfLoss = (poll: Exchange): boolean => {
  const answer = given(poll)
  return answer !== undefined && isSuccess(poll) && field(parse(answer.body), "status") === "failed" &&
    endsSession(poll)
}

/** The status, or the code, says that the request was not executed. */
export const isRefused = (answer: Answer): boolean => {
  const code = secondLevel(answer)
  if (code?.startsWith("invalidsession") === true) return false
  return answer.status >= 400 && answer.status < 500 && answer.status !== 408 || answer.status === 501
}

/** Of a 429 without a code of Excel the whole application is meant. */
export const isOfApplication = (answer: Answer): boolean =>
  answer.status === 429 && (secondLevel(answer) === undefined || /throttle\.aad\.ags\.excel/i.test(answer.body))

const digits = /^\d+(?:\.\d+)?$/

/**
 * For how long the service asks to wait, in milliseconds. A date is held against the `date` that the answer was given at,
 * which the proxy sets to the milliseconds of its own clock in `x-given-at`.
 */
export const retryAfter = ({ headers }: Answer): number | undefined => {
  const header = headers["retry-after"]?.trim()
  if (header === undefined) return undefined
  if (digits.test(header)) return Number(header) * 1000
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, date - Number(headers["x-given-at"]))
}

export const pathOf = ({ path }: Pick<Exchange, "path">): string => path.split("?")[0] ?? path

export const sessionOf = ({ headers }: Exchange): string | undefined => headers["workbook-session-id"]

/** The id of the item of a request to a workbook; nothing for a request about the file. */
export const itemOf = (exchange: Pick<Exchange, "path">): string | undefined =>
  /\/items\/([^/:?]+)\/workbook(?:\/|$)/.exec(pathOf(exchange))?.[1]

export const isCreation = (exchange: Exchange): boolean => pathOf(exchange).endsWith("/workbook/createSession")
export const isClosing = (exchange: Exchange): boolean => pathOf(exchange).endsWith("/workbook/closeSession")
export const isPoll = (exchange: Exchange): boolean => /\/workbook\/operations\//.test(pathOf(exchange))
/** What an operation has made stays to be read when the session that it was begun in has gone. */
export const isResult = (exchange: Exchange): boolean => /OperationResult\(/.test(pathOf(exchange))
export const isSessionInfo = (exchange: Exchange): boolean => /\/workbook\/sessionInfoResource/.test(pathOf(exchange))

/** A session that the client was told of. */
export interface Session {
  readonly id: string
  readonly item: string
  readonly opened: Exchange
  /** The request that asked for it, where another one brought it. */
  readonly asked: Exchange
  readonly persistChanges: boolean | undefined
  /** All requests that name it. */
  readonly requests: ReadonlyArray<Exchange>
  /** What was asked, without naming it, about operations that were begun in it. */
  readonly polls: ReadonlyArray<Exchange>
}

export const persistChangesOf = ({ body }: Exchange): boolean | undefined => {
  const asked = field(parse(body), "persistChanges")
  return typeof asked === "boolean" ? asked : undefined
}

/** The 202 that the operation of this address, or of what the operation made, began with. */
export const beginningOf = ({ exchanges }: History, later: Exchange): Exchange | undefined => {
  const wanted = isPoll(later) ? later.path : pollLeadingTo(exchanges, later)?.path
  return wanted === undefined
    ? undefined
    : exchanges.find((exchange) => pathAndQuery(given(exchange)?.headers["location"]) === wanted)
}

const pollLeadingTo = (exchanges: ReadonlyArray<Exchange>, later: Exchange): Exchange | undefined =>
  exchanges.find((exchange) => isPoll(exchange) && resourceLocationOf(exchange) === later.path)

export const resourceLocationOf = (poll: Exchange): string | undefined =>
  pathAndQuery(textOf(field(parse(given(poll)?.body ?? ""), "resourceLocation")))

/** An absolute or relative address as it stands in a request. */
export const pathAndQuery = (address: string | undefined): string | undefined => {
  if (address === undefined) return undefined
  return URL.canParse(address) ? new URL(address).href.slice(new URL(address).origin.length) : address
}

/** The sessions of which an id reached the client in an answer that it can read. */
export const sessionsOf = (history: History): ReadonlyArray<Session> =>
  history.exchanges.flatMap((opened) => {
    if (!isCreation(opened) && !isSessionInfo(opened) || !isSuccess(opened)) return []
    const id = textOf(field(parse(given(opened)?.body ?? ""), "id"))
    const item = itemOf(opened)
    const asked = isCreation(opened) ? opened : beginningOf(history, opened)
    if (id === undefined || item === undefined || asked === undefined) return []
    const requests = history.exchanges.filter((exchange) => sessionOf(exchange) === id)
    return [{
      id,
      item,
      opened,
      asked,
      persistChanges: persistChangesOf(asked),
      requests,
      polls: history.exchanges.filter((poll) => {
        const beginning = isPoll(poll) ? beginningOf(history, poll) : undefined
        return beginning !== undefined && requests.includes(beginning)
      })
    }]
  }).filter((session, at, all) => all.findIndex(({ id }) => id === session.id) === at)

/** A session's end as the client knows it: it asked to close it, or was told that it is gone. */
export const endOf = ({ polls, requests }: Session): Exchange["begun"] | undefined => {
  const end = requests.find((request) => isClosing(request) || endsSession(request))
  const ends = [end === undefined || isClosing(end) ? end?.begun : end.ended, polls.find(tellsOfLoss)?.ended]
  return ends.filter((moment) => moment !== undefined).toSorted((a, b) => a.seq - b.seq)[0]
}
