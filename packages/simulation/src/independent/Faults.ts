/**
 * The faults of the proxy, drawn from a seed. They never lie: a response that promises no execution is given before
 * execution.
 */
import * as Answers from "./answers.js"
import type { Answer, Exchange } from "./History.js"
import type * as SeededRandom from "./SeededRandom.js"

export type Fault =
  /** The connection is lost before or after execution. */
  | { readonly _tag: "Lose"; readonly when: "before" | "after" }
  /** The connection is lost in the middle of the body. */
  | { readonly _tag: "Truncate" }
  /** Another response replaces the one of the service. */
  | { readonly _tag: "Answer"; readonly when: "before" | "after"; readonly answer: Answer }
  /** Another body replaces the one of the service, with the same status. */
  | { readonly _tag: "Body"; readonly body: (original: string) => string }
  | { readonly _tag: "Slow"; readonly when: "before" | "after"; readonly millis: number }
  /** The service loses all sessions of the workbook, then handles the request. */
  | { readonly _tag: "LoseSessions"; readonly item: string }

export interface Named {
  readonly name: string
  readonly fault: Fault
}

/** The kinds of faults. A run uses a few of them often, which is harder than all of them rarely. */
export const kinds = [
  "lost",
  "refused",
  "throttled",
  "unavailable",
  "failed",
  "sessions",
  "slow",
  "truncated",
  "unreadable",
  "conflict",
  "unauthorized",
  "foreign"
] as const
export type Kind = (typeof kinds)[number]

const error = (status: number, code: string | undefined, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { "content-type": "application/json", "request-id": `made-up-${status}`, ...headers },
  body: JSON.stringify({
    error: {
      code: code === undefined ? "UnknownError" : "Made up",
      message: "The proxy says so.",
      ...(code === undefined ? {} : { innerError: { code, message: "The proxy says so." } })
    }
  })
})

/** A `Retry-After` in seconds, with decimals, as a date, or none. */
const waiting = (random: SeededRandom.SeededRandom, wallClock: number): Readonly<Record<string, string>> => {
  const form = random.pick(["1", "2", "1.5", "2.128", "date", "none"])
  if (form === "none") return {}
  return { "retry-after": form === "date" ? new Date(wallClock + random.integer(1000, 3000)).toUTCString() : form }
}

/** 5,000 nested arrays. */
const deep = `${"[".repeat(5000)}${"]".repeat(5000)}`

const unreadable = (random: SeededRandom.SeededRandom, exchange: Exchange): (original: string) => string => {
  const forms: [(original: string) => string, ...Array<(original: string) => string>] = [
    () => "<html>",
    (original) => original.slice(0, original.length / 2),
    () => "[1,2,3]",
    () => deep,
    () => "\"text\""
  ]
  if (!Answers.isCreation(exchange)) return random.pick(forms)
  return random.pick([
    ...forms,
    // the wrong kind of session
    (original) =>
      original.replace(/"persistChanges":(true|false)/, (_, echo) => `"persistChanges":${echo === "false"}`),
    (original) => original.replace(/"persistChanges":(true|false)/, "\"persistChanges\":\"yes\""),
    (original) => original.replace(/"id":("[^"]*")/, "\"id\":[$1]"),
    (original) => JSON.stringify(original)
  ])
}

interface Environment {
  readonly random: SeededRandom.SeededRandom
  readonly wallClock: number
  /** A host to which no token may be sent. */
  readonly foreign: string
}

const after = (random: SeededRandom.SeededRandom): "before" | "after" => random.boolean(0.65) ? "after" : "before"

const make = (kind: Kind, exchange: Exchange, { random, foreign, wallClock }: Environment): Fault | undefined => {
  const answer = (when: "before" | "after", answer: Answer): Fault => ({ _tag: "Answer", when, answer })
  const inSession = Answers.sessionOf(exchange) !== undefined
  const item = Answers.itemOf(exchange)
  switch (kind) {
    case "lost":
      return { _tag: "Lose", when: "after" }
    case "refused":
      return { _tag: "Lose", when: "before" }
    case "throttled":
      return answer(
        "before",
        error(429, random.boolean(0.7) ? "tooManyRequestsUncategorized" : undefined, waiting(random, wallClock))
      )
    case "unavailable": {
      const [status, code] = random.pick([
        [503, "serviceUnavailableUncategorized"],
        [503, "transientFailure"],
        [503, undefined],
        [502, undefined],
        [504, "gatewayTimeoutUncategorized"],
        [504, undefined]
      ])
      return answer(after(random), error(status, code, waiting(random, wallClock)))
    }
    case "failed":
      return answer(
        after(random),
        error(500, random.pick(["internalServerErrorUncategorized", "generalException", undefined]))
      )
    case "sessions":
      if (!inSession || item === undefined) return undefined
      return random.boolean(0.5)
        ? { _tag: "LoseSessions", item }
        : answer(after(random), error(404, "invalidSessionReCreatable"))
    case "slow":
      return { _tag: "Slow", when: after(random), millis: random.integer(100, 3000) }
    case "truncated":
      return { _tag: "Truncate" }
    case "unreadable":
      return { _tag: "Body", body: unreadable(random, exchange) }
    case "conflict":
      return answer("before", error(409, random.pick(["accessConflict", "conflictUncategorized", undefined])))
    case "unauthorized":
      return answer("before", error(401, undefined))
    case "foreign": {
      const elsewhere = `${foreign}${exchange.path}`
      return random.boolean(0.5)
        ? answer("before", { ...error(302, undefined, { location: elsewhere }), body: "" })
        : answer("before", { ...error(202, undefined, { location: elsewhere }), body: "" })
    }
  }
}

export type Choose = (exchange: Exchange, wallClock: number) => Named | undefined

export const choosing = (
  random: SeededRandom.SeededRandom,
  { foreign, kinds, rate }: {
    readonly kinds: ReadonlyArray<Kind>
    readonly rate: number
    readonly foreign: string
  }
): Choose =>
(exchange, wallClock) => {
  const [first, ...others] = kinds
  if (first === undefined) return undefined
  // faults on writes are the most valuable ones
  const isWrite = exchange.method !== "GET" && !/\/\w+Session$/.test(Answers.pathOf(exchange))
  if (!random.boolean(isWrite ? Math.min(0.6, rate * 2) : rate)) return undefined
  const kind = random.pick([first, ...others])
  const fault = make(kind, exchange, { random, foreign, wallClock })
  return fault && { name: nameOf(kind, fault), fault }
}

const nameOf = (kind: Kind, fault: Fault): string => {
  switch (fault._tag) {
    case "Answer":
      return `${kind}: ${fault.answer.status} ${fault.when} the effect`
    case "Lose":
    case "Slow":
      return `${kind}: ${fault.when} the effect`
    default:
      return kind
  }
}
