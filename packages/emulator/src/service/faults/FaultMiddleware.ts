/**
 * Injects faults around the handler: before a request reaches the service, and after its response has left it.
 *
 * @since 0.1.0
 */
import type * as GraphError from "@effect-workbook/schema/GraphError"
import * as Effect from "effect/Effect"
import type * as Fault from "../../Fault.js"
import * as Batch from "../Batch.js"
import { type Drive, guid } from "../Drive.js"
import * as Failure from "../Failure.js"
import * as Message from "../Message.js"
import type * as Responder from "../Responder.js"
import type * as Sessions from "../Sessions.js"
import * as FaultDecorators from "./FaultDecorators.js"
import type * as Faults from "./Faults.js"
import * as RequestInfo from "./RequestInfo.js"

export interface Environment {
  readonly faults: Faults.Faults
  readonly drive: Drive
  readonly sessions: Sessions.Sessions
  readonly responder: Responder.Responder
}

const retryAfterHeader = (retryAfter: number | string | undefined): Readonly<Record<string, string>> =>
  retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }

/** Statuses for which HTTP forbids a body. */
const withoutBody: ReadonlySet<number> = new Set([204, 205, 304])

const responseOf = (answer: Fault.Answer, errorOf: (failure: Failure.Failure) => GraphError.Json): Message.Response => {
  const { body, headers: more = {}, retryAfter, status, text, ...failure } = answer
  const headers = {
    ...retryAfterHeader(retryAfter),
    ...Object.fromEntries(Object.entries(more).map(([name, value]) => [name.toLowerCase(), value]))
  }
  if (withoutBody.has(status)) return Message.empty(status, headers)
  if (text !== undefined) {
    return { status, headers: { "content-type": "text/plain;charset=utf-8", ...headers }, body: text }
  }
  // the requested status is kept, even where the service uses another status for the code
  return Message.json(
    status,
    body === undefined ? { error: errorOf(Failure.custom({ ...failure, status })) } : body,
    headers
  )
}

/** The throttling response of Excel for one workbook. */
const workbookThrottled = (retryAfter: number): Failure.Failure =>
  Failure.custom({
    status: 429,
    code: "tooManyRequestsUncategorized",
    diagnostic: "EditModeCannotAcquireLockTooManyRequests",
    headers: retryAfterHeader(retryAfter)
  })

/** The throttling response of Graph for an app: the status takes the place of Excel's code. */
const appThrottled = Failure.gateway(
  429,
  "TooManyRequests",
  `Too many requests from Identifier:${guid("app")} under category:throttle.aad.ags.excel.app.`
)

/** Adds fault injection to a handler. */
export const around = (inner: Message.Handle, { drive, faults, responder, sessions }: Environment): Message.Handle => {
  const endSession = (request: Message.Request) => sessions.end(Message.sessionId(request) ?? "")

  const throttled = (request: Message.Request, { retryAfter, scope }: Fault.Throttle) =>
    responder.respond(request, (errorOf) => {
      if (scope === "workbook") return workbookThrottled(retryAfter)
      const error = errorOf(appThrottled)
      const innerError = { ...error.innerError, code: "429", message: "Please retry after", status: "429" }
      return Effect.succeed(Message.json(429, { error: { ...error, innerError } }, retryAfterHeader(retryAfter)))
    })

  const strike = (request: Message.Request, fault: Fault.Fault): ReturnType<Message.Handle> => {
    const { do: kind } = fault
    const executed = inner(request)
    /** Replaces the response of the request. */
    const instead = <A, E>(other: Effect.Effect<A, E>) =>
      fault.when === "after" ? Effect.zipRight(executed, other) : other
    switch (kind._tag) {
      case "Answer": {
        const answer = responder.respond(request, (errorOf) => Effect.succeed(responseOf(kind, errorOf)))
        return instead(Failure.endsSession(kind) ? Effect.zipLeft(answer, endSession(request)) : answer)
      }
      case "Drop":
        return kind.at === "beforeAnswer"
          ? instead(new Message.ConnectionLost())
          : Effect.flatMap(executed, (response) =>
            // a response without a body has no middle
            response.body === undefined ? new Message.ConnectionLost() : Effect.succeed({ ...response, cut: true }))
      case "Stall":
        return fault.when === "after"
          ? Effect.tap(executed, () => Effect.sleep(kind.for))
          : Effect.delay(executed, kind.for)
      case "EndSession": {
        const failure = kind.code === undefined || kind.code === "invalidSessionReCreatable"
          ? Failure.sessionLost
          : Failure.excel(kind.code)
        return instead(Effect.zipRight(endSession(request), responder.respond(request, () => failure)))
      }
      case "Throttle":
        return throttled(request, kind)
      case "FailOperation":
      case "SlowOperation":
      case "FailSave":
        return FaultDecorators.withFault(executed, { fault, session: Message.sessionId(request) })
      case "Lock":
      case "CapSessions":
        return executed
    }
  }

  return (request) =>
    Effect.suspend(() => {
      if (faults.none()) return inner(request)
      return Effect.gen(function*() {
        const info = yield* RequestInfo.analyze(request, drive)
        // the service throttles the requests of a batch, and not the batch
        const throttle = info.batch ? undefined : yield* faults.throttling(info)
        if (throttle !== undefined) return yield* throttled(request, throttle)
        const fault = yield* faults.strike(info, request)
        return yield* (fault === undefined ? inner(request) : strike(request, fault))
      })
    })
}

/** Adds faults that strike whole batches to a handler, beside those of their requests. */
export const aroundBatches = (inner: Message.Handle, environment: Environment): Message.Handle => {
  const handle = around(inner, environment)
  return (request) => Batch.isBatch(request.url) ? handle(request) : inner(request)
}
