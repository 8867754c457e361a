/** How clients have to read a response, by the documentation of Graph and independently of our client. */
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

/** The response, if it reached the client completely. */
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

/** https://learn.microsoft.com/graph/workbook-error-codes, in lower case. */
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

/** The documented second-level code in lower case, which clients have to act on. */
export const secondLevel = (answer: Answer): string | undefined => {
  const code = textOf(field(innerOf(errorOf(answer)), "code"))?.toLowerCase()
  return code !== undefined && documented.has(code) ? code : undefined
}

/** The codes on all levels. */
const codes = (error: unknown): ReadonlyArray<string> => {
  if (error === undefined) return []
  return [...[textOf(field(error, "code"))?.toLowerCase() ?? []].flat(), ...codes(innerOf(error))]
}

const ofLostSessions = new Set(["invalidortimedoutsession", "invalideditsession", "deploymentinvalideditsession"])

/** Whether the response says explicitly that the session is gone. */
export const isSessionGone = (answer: Answer): boolean => {
  const code = secondLevel(answer)
  return code === undefined
    ? codes(errorOf(answer)).some((code) => ofLostSessions.has(code))
    : code.startsWith("invalidsession")
}

/** Whether the session of the request must not, or need not, be used after this response. */
export const endsSession = (exchange: Exchange): boolean => {
  const answer = given(exchange)
  if (answer === undefined) return false
  const code = secondLevel(answer)
  if (isSessionGone(answer) || code === "internalservererroruncategorized") return true
  if (code !== undefined) return false
  return answer.status === 502 || answer.status === 503 ||
    answer.status === 404 && /\/(?:close|refresh)Session$/.test(pathOf(exchange))
}

/** Whether an operation failed because its session is gone. */
export const reportsSessionLoss = (poll: Exchange): boolean => {
  const answer = given(poll)
  return answer !== undefined && isSuccess(poll) && field(parse(answer.body), "status") === "failed" &&
    endsSession(poll)
}

/** Whether the status or the code says that the request was not executed. */
export const isRefused = (answer: Answer): boolean => {
  const code = secondLevel(answer)
  if (code?.startsWith("invalidsession") === true) return false
  return answer.status >= 400 && answer.status < 500 && answer.status !== 408 || answer.status === 501
}

/** Whether a 429 applies to the whole app: it has no code of Excel. */
export const isAppWide = (answer: Answer): boolean =>
  answer.status === 429 && (secondLevel(answer) === undefined || /throttle\.aad\.ags\.excel/i.test(answer.body))

const digits = /^\d+(?:\.\d+)?$/

/**
 * The `Retry-After` in milliseconds. A date is relative to the time of the response, which the proxy sends in
 * `x-given-at`, in milliseconds of its own clock.
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

/** The item id of a workbook request. Undefined for a request about the file. */
export const itemOf = (exchange: Pick<Exchange, "path">): string | undefined =>
  /\/items\/([^/:?]+)\/workbook(?:\/|$)/.exec(pathOf(exchange))?.[1]

export const isCreation = (exchange: Exchange): boolean => pathOf(exchange).endsWith("/workbook/createSession")
export const isClosing = (exchange: Exchange): boolean => pathOf(exchange).endsWith("/workbook/closeSession")
export const isPoll = (exchange: Exchange): boolean => /\/workbook\/operations\//.test(pathOf(exchange))
/** Whether the request reads the result of an operation, which outlives its session. */
export const isResult = (exchange: Exchange): boolean => /OperationResult\(/.test(pathOf(exchange))
export const isSessionInfo = (exchange: Exchange): boolean => /\/workbook\/sessionInfoResource/.test(pathOf(exchange))

/** A session whose id reached the client. */
export interface Session {
  readonly id: string
  readonly item: string
  readonly opened: Exchange
  /** The request that asked for it, if the id arrived in the response to another request. */
  readonly asked: Exchange
  readonly persistChanges: boolean | undefined
  /** All requests with its id. */
  readonly requests: ReadonlyArray<Exchange>
  /** Polls of its operations without its id. */
  readonly polls: ReadonlyArray<Exchange>
}

export const persistChangesOf = ({ body }: Exchange): boolean | undefined => {
  const asked = field(parse(body), "persistChanges")
  return typeof asked === "boolean" ? asked : undefined
}

/** The 202 response that started the operation of a poll or a result. */
export const startOfOperation = ({ exchanges }: History, later: Exchange): Exchange | undefined => {
  const wanted = isPoll(later) ? later.path : pollLeadingTo(exchanges, later)?.path
  return wanted === undefined
    ? undefined
    : exchanges.find((exchange) => pathAndQuery(given(exchange)?.headers["location"]) === wanted)
}

const pollLeadingTo = (exchanges: ReadonlyArray<Exchange>, later: Exchange): Exchange | undefined =>
  exchanges.find((exchange) => isPoll(exchange) && resourceLocationOf(exchange) === later.path)

export const resourceLocationOf = (poll: Exchange): string | undefined =>
  pathAndQuery(textOf(field(parse(given(poll)?.body ?? ""), "resourceLocation")))

/** The path and query of an absolute or relative URL. */
export const pathAndQuery = (address: string | undefined): string | undefined => {
  if (address === undefined) return undefined
  return URL.canParse(address) ? new URL(address).href.slice(new URL(address).origin.length) : address
}

/** The sessions whose ids reached the client in a readable response. */
export const sessionsOf = (history: History): ReadonlyArray<Session> =>
  history.exchanges.flatMap((opened) => {
    if (!isCreation(opened) && !isSessionInfo(opened) || !isSuccess(opened)) return []
    const id = textOf(field(parse(given(opened)?.body ?? ""), "id"))
    const item = itemOf(opened)
    const asked = isCreation(opened) ? opened : startOfOperation(history, opened)
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
        const beginning = isPoll(poll) ? startOfOperation(history, poll) : undefined
        return beginning !== undefined && requests.includes(beginning)
      })
    }]
  }).filter((session, at, all) => all.findIndex(({ id }) => id === session.id) === at)

/** When the session ended for the client: it requested closing, or learned that the session is gone. */
export const endOf = ({ polls, requests }: Session): Exchange["started"] | undefined => {
  const end = requests.find((request) => isClosing(request) || endsSession(request))
  const ends = [end === undefined || isClosing(end) ? end?.started : end.ended, polls.find(reportsSessionLoss)?.ended]
  return ends.filter((moment) => moment !== undefined).toSorted((a, b) => a.seq - b.seq)[0]
}
