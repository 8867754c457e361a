/** Scenes in which the service sends a hostile answer to one kind of request, and the checks of what the client does. */
import {
  AccessToken,
  GraphClient,
  NamedItem,
  Range,
  type SessionEvent,
  Table,
  Workbook,
  type WorkbookError,
  WorkbookSession,
  Worksheet
} from "@effect-workbook/client"
import { RetryAfter } from "@effect-workbook/schema"
import { HttpClient, HttpClientResponse } from "@effect/platform"
import { Duration, Effect, Exit, Fiber, Layer, Logger, LogLevel, Option, Redacted, TestClock } from "effect"
import { inspect } from "node:util"
import { record } from "../support/Spans.js"
import type { HostileAnswer } from "./answers.js"

const sessionId = "cluster=PSG4&session=15.SG2&usid=secret-session"
const base = "https://graph.microsoft.com/v1.0/drives/b!d/items/01ABC/workbook"

/** The kind of a request by its method and path. */
const kindOf = (method: string, url: string) => {
  const path = url.split("?")[0] ?? ""
  if (path.includes("/operations/")) return "poll"
  if (path.includes("sessionInfoResource")) return "sessionInfo"
  if (path.includes("tableRowOperationResult")) return "result"
  if (!path.includes("/workbook/")) return "driveItem"
  if (path.endsWith("createSession")) return "createSession"
  if (path.endsWith("refreshSession")) return "refreshSession"
  if (path.endsWith("closeSession")) return "closeSession"
  if (path.endsWith("count()")) return "count"
  switch (method) {
    case "PATCH":
      return "write"
    case "POST":
      return "append"
    case "DELETE":
      return "remove"
    default:
      return "read"
  }
}

export type Kind = ReturnType<typeof kindOf>

const reply = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HostileAnswer => ({
  name: "default",
  status,
  text: body === undefined ? "" : JSON.stringify(body),
  headers
})

const defaultAnswers: Readonly<Record<Kind, HostileAnswer>> = {
  driveItem: reply(200, { id: "01ABC", name: "a.xlsx", parentReference: { driveId: "b!d" } }),
  createSession: reply(201, { id: sessionId, persistChanges: true }),
  refreshSession: reply(204, undefined),
  closeSession: reply(204, undefined),
  poll: reply(200, { id: "op1", status: "succeeded", resourceLocation: `${base}/sessionInfoResource(key='op1')` }),
  sessionInfo: reply(200, { id: sessionId, persistChanges: true }),
  result: reply(200, { index: 0, values: [["a", 1]] }),
  count: reply(200, { value: 0 }),
  read: reply(200, { values: [[1]], name: "N", value: "Data!A1", address: "Data!A1" }),
  write: reply(200, { values: [[1]] }),
  append: reply(201, { index: 0, values: [["a", 1]] }),
  remove: reply(204, undefined)
}

const accepted = reply(202, {}, { location: `${base}/operations/op1?sessionId=${encodeURIComponent(sessionId)}` })

const cell = Range.at("Data!A1")
const table = Table.named("T")
const workbook = Workbook.item("01ABC", Workbook.drive("b!d"))

type Work = Effect.Effect<unknown, WorkbookError.WorkbookError, WorkbookSession.WorkbookSession>

/** `kind` is the kind of request that gets the hostile answer, `work` a call that sends such a request. */
interface Scene {
  readonly kind: Kind
  readonly work: Work
  readonly workbook?: Workbook.Workbook
  readonly answers?: Partial<Record<Kind, HostileAnswer>>
}

const result = {
  ...defaultAnswers.poll,
  text: defaultAnswers.poll.text.replace("sessionInfoResource", "tableRowOperationResult")
}
const append = Table.addRows(table, [["a", 1]])

export const scenes: Readonly<Record<string, Scene>> = {
  driveItem: { kind: "driveItem", work: Range.values(cell), workbook: Workbook.path("/a.xlsx") },
  createSession: { kind: "createSession", work: Range.values(cell) },
  pollOfSession: { kind: "poll", work: Range.values(cell), answers: { createSession: accepted } },
  sessionInfo: { kind: "sessionInfo", work: Range.values(cell), answers: { createSession: accepted } },
  refreshSession: { kind: "refreshSession", work: Effect.zipRight(Effect.sleep("12 minutes"), Range.values(cell)) },
  closeSession: { kind: "closeSession", work: Range.values(cell) },
  read: { kind: "read", work: Range.values(cell) },
  readOfName: { kind: "read", work: NamedItem.get(NamedItem.named("N")) },
  readOfList: { kind: "read", work: Worksheet.list() },
  write: { kind: "write", work: Range.write(cell, [[1]]) },
  append: { kind: "append", work: append },
  verified: { kind: "count", work: WorkbookSession.verified(append), answers: { append: reply(504, {}) } },
  pollOfAppend: { kind: "poll", work: append, answers: { append: accepted } },
  result: { kind: "result", work: append, answers: { append: accepted, poll: result } },
  remove: { kind: "remove", work: Worksheet.delete(Worksheet.named("S")) }
}

/** A response that may have a status that the constructor of `Response` refuses. */
class AnyStatusResponse extends Response {
  override readonly status: number
  constructor({ headers, status, text }: HostileAnswer) {
    super(text, { headers: { ...headers } })
    this.status = status
  }
}

interface Exchange {
  readonly kind: Kind
  readonly method: string
  readonly origin: string
  readonly session: string | undefined
  readonly mentionsSession: boolean
  readonly answer: HostileAnswer
}

/** Captures the output of a program: log lines at every level, spans and events. */
export const captureOutput = () => {
  const { spans, tracer } = record()
  const lines: Array<string> = []
  const logger = Logger.make(({ annotations, cause, message }) => {
    lines.push(`${inspect(message, { depth: 9 })} ${String(cause)} ${inspect([...annotations])}`)
  })
  const texts = () => [
    ...lines,
    ...spans.flatMap(({ attributes, events, exit, name }) => [
      name,
      inspect([...attributes]),
      inspect(events, { depth: 9 }),
      exit !== undefined && Exit.isFailure(exit) ? `${String(exit.cause)} ${JSON.stringify(exit)}` : ""
    ])
  ]
  return {
    texts,
    capture: <A, E, R>(self: Effect.Effect<A, E, R>) =>
      self.pipe(
        Effect.withTracer(tracer),
        Logger.withMinimumLogLevel(LogLevel.All),
        Effect.provide(Logger.replace(Logger.defaultLogger, logger))
      ),
    onEvent: (event: SessionEvent.SessionEvent) => Effect.sync(() => lines.push(inspect(event, { depth: 9 })))
  }
}

/** The texts of an error in all ways to print it. */
export const printed = (exit: Exit.Exit<unknown, unknown>): string =>
  Exit.isSuccess(exit)
    ? ""
    : `${String(exit.cause)} ${JSON.stringify(exit.cause)} ${inspect(exit.cause, { depth: 9, showHidden: true })}`

/** The session ids that the client has received and can send in a header. */
const sessionIdsIn = (exchanges: ReadonlyArray<Exchange>): ReadonlyArray<string> =>
  exchanges.flatMap(({ answer, kind, method }) => {
    const opens = kind === "createSession" && method === "POST" || kind === "sessionInfo"
    if (!opens || !isSuccess(answer)) return []
    try {
      const body: { readonly id?: unknown } | null = JSON.parse(answer.text)
      return typeof body?.id === "string" && /^(?! )[ -~]+(?<! )$/.test(body.id) ? [body.id] : []
    } catch {
      return []
    }
  })

const isSuccess = ({ status }: HostileAnswer): boolean => status >= 200 && status < 300

/** Whether the service may have executed the request. */
const mayBeExecuted = (answer: HostileAnswer): boolean =>
  isSuccess(answer) || answer.status === 408 || answer.status >= 500 && answer.status !== 501

/** Runs one scene, in which the first `times` requests of its kind get the hostile answer, and describes the problems. */
export const problemsOf = (scene: Scene, hostile: HostileAnswer, times: number) =>
  Effect.gen(function*() {
    const exchanges: Array<Exchange> = []
    const client = HttpClient.make((request, url) =>
      Effect.sync(() => {
        const kind = kindOf(request.method, url.toString())
        const isHostile = kind === scene.kind && exchanges.filter((before) => before.kind === kind).length < times
        const answer = isHostile ? hostile : scene.answers?.[kind] ?? defaultAnswers[kind]
        const session = request.headers["workbook-session-id"]
        const mentionsSession = session !== undefined || url.searchParams.has("sessionId")
        exchanges.push({ kind, method: request.method, origin: url.origin, session, mentionsSession, answer })
        return HttpClientResponse.fromWeb(request, new AnyStatusResponse(answer))
      })
    )
    const { capture, onEvent, texts } = captureOutput()
    const graph = GraphClient.layer().pipe(Layer.provide([
      Layer.succeed(HttpClient.HttpClient, client),
      AccessToken.layer(Redacted.make("secret-token"))
    ]))
    const session = WorkbookSession.layer({ workbook: scene.workbook ?? workbook, onEvent })
    const work = Effect.provide(scene.work, Layer.provideMerge(session, graph))
    const fiber = yield* Effect.fork(capture(work))
    yield* TestClock.adjust("1 hour")
    const polled = yield* fiber.poll
    if (polled._tag === "None") {
      yield* Effect.forkDaemon(Fiber.interrupt(fiber))
      return ["hangs"]
    }
    const exit = polled.value
    const problems: Array<string> = []
    const error = Exit.isFailure(exit) && exit.cause._tag === "Fail" ? exit.cause.error : undefined
    if (Exit.isFailure(exit) && error === undefined) problems.push(`a defect: ${String(exit.cause).slice(0, 300)}`)

    const appends = exchanges.filter(({ kind }) => kind === "append")
    const executed = appends.findIndex(({ answer }) => mayBeExecuted(answer))
    if (executed >= 0 && appends.length > executed + 1) problems.push(`written ${appends.length} times`)
    if (
      scene.kind === "append" && isSuccess(hostile) && error !== undefined &&
      error._tag !== "OutcomeUnknown"
    ) problems.push(`a 2xx is reported as ${error._tag}`)

    const closed = new Set(exchanges.flatMap(({ kind, session }) => kind === "closeSession" ? [session] : []))
    // The client sends no closeSession during a cooldown of the service.
    const cooldown = Option.flatMap(
      Option.fromNullable(hostile.headers?.["retry-after"]),
      (header) => RetryAfter.parse(header, 0)
    )
    const mayClose = !Option.exists(cooldown, (time) => Duration.greaterThan(time, "30 minutes"))
    for (const id of mayClose ? new Set(sessionIdsIn(exchanges)) : []) {
      if (!closed.has(id)) problems.push(`never closed: ${id.slice(0, 60)}`)
    }
    for (const { origin } of exchanges) {
      if (origin !== "https://graph.microsoft.com") problems.push(`sent a request to ${origin}`)
    }
    // The client can redact an id only if it knows it, from its own request or from an answer with a session.
    const knowsSession = isSuccess(hostile)
      ? scene.kind === "createSession" || scene.kind === "sessionInfo"
      : exchanges.some(({ kind, mentionsSession }) => kind === scene.kind && mentionsSession)
    const secret = knowsSession ? /secret-/ : /secret-token/
    const leaks = [...texts(), printed(exit)].filter((text) => secret.test(text))
    if (leaks.length > 0) {
      const [leak = ""] = leaks
      problems.push(`reveals a secret: …${leak.slice(Math.max(0, leak.indexOf("secret-") - 120)).slice(0, 200)}`)
    }
    return problems
  })
