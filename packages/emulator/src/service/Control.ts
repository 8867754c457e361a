/**
 * The control API at `/emulator` for tests in other processes: it reads and changes faults and open sessions. It is not
 * part of Graph, and faults never strike it.
 *
 * @since 0.1.0
 */
import * as InvalidValue from "@effect-workbook/schema/InvalidValue"
import * as UrlParams from "@effect/platform/UrlParams"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import * as Fault from "../Fault.js"
import * as Caller from "./Caller.js"
import * as Failure from "./Failure.js"
import type * as Faults from "./faults/Faults.js"
import * as Message from "./Message.js"
import * as RequestBody from "./RequestBody.js"
import type * as Responder from "./Responder.js"
import type * as Sessions from "./Sessions.js"
import * as Url from "./Url.js"

export interface Environment {
  readonly faults: Faults.Faults
  readonly sessions: Sessions.Sessions
  readonly responder: Responder.Responder
  readonly requireAuthorization: boolean
}

const View = Schema.Struct({
  pending: Schema.Array(Schema.Struct({ fault: Fault.Fault, seen: Schema.Number, struck: Schema.Number })),
  schedules: Schema.Array(Fault.Schedule),
  struck: Schema.Array(Fault.Strike)
})

const isObject = (u: unknown): u is object => typeof u === "object" && u !== null

const refused = (problem: string): Failure.Failure => Failure.gateway(400, "BadRequest", problem)

const decodeWith =
  <A, I>(schema: Schema.Schema<A, I>, subjectAt: (path: string) => string) =>
  (u: unknown): Either.Either<A, Failure.Failure> =>
    Schema.decodeUnknownEither(schema, { onExcessProperty: "error" })(u).pipe(
      Either.mapLeft((error) => {
        const { issue, path } = InvalidValue.fromParseError(error)
        return refused(`${subjectAt(path)} ${issue}.`)
      })
    )

const inBody = (path: string): string => path === "" ? "The body" : `The property '${path}'`
const inQuery = (path: string): string => `The query parameter '${path}'`

const decodeFault = decodeWith(Fault.Fault, inBody)
const decodeFaults = decodeWith(Schema.Array(Fault.Fault), inBody)
const decodeSchedule = decodeWith(Fault.Schedule, inBody)
const decodeWhich = decodeWith(Schema.Struct({ itemId: Schema.optional(Schema.NonEmptyString) }), inQuery)

const notFaults = (text: string): Failure.Failure =>
  refused(`Expected a fault, an array of faults or a schedule as JSON, not ${Failure.quoted(text.trim())}.`)

/** The JSON value selects the schema first, so that the error message is about that schema. */
const parse = (text: string): Either.Either<ReadonlyArray<Fault.Fault | Fault.Schedule>, Failure.Failure> =>
  Either.try({ try: (): unknown => JSON.parse(text), catch: () => notFaults(text) }).pipe(
    Either.filterOrLeft(isObject, () => notFaults(text)),
    Either.flatMap((json): Either.Either<ReadonlyArray<Fault.Fault | Fault.Schedule>, Failure.Failure> => {
      if (Array.isArray(json)) return decodeFaults(json)
      if ("seed" in json) return Either.map(decodeSchedule(json), (schedule) => [schedule])
      return Either.map(decodeFault(json), (fault) => [fault])
    })
  )

/** Whether a request with this path and query belongs to the control API. */
export const isControl = (url: string): boolean => /^\/emulator(?:[/?]|$)/.test(url)

/** Adds the control API to a handler. */
export const beside = (
  inner: Message.Handle,
  { faults, requireAuthorization, responder, sessions }: Environment
): Message.Handle => {
  const view = Effect.all({ pending: faults.pending, schedules: faults.schedules, struck: faults.struck }).pipe(
    Effect.flatMap(Schema.encode(View)),
    Effect.orDie,
    Effect.map((body) => Message.json(200, body))
  )

  const openSessions = Effect.gen(function*() {
    const now = yield* Clock.currentTimeMillis
    const open = yield* sessions.open
    const value = open.map(({ created, inFlight, item, lastUsed, persistChanges }) => ({
      itemId: item.id,
      path: item.path,
      mode: persistChanges ? "persistent" : "nonPersistent",
      ageMillis: now - created,
      idleMillis: inFlight > 0 ? 0 : now - lastUsed
    }))
    return Message.json(200, { value })
  })

  const endSessions = (query: string) =>
    decodeWhich(UrlParams.toRecord(UrlParams.fromInput(new URLSearchParams(query)))).pipe(
      Effect.flatMap(sessions.endAll),
      Effect.map((ended) => Message.json(200, { ended }))
    )

  const add = (request: Message.Request) =>
    RequestBody.text(request).pipe(
      Effect.flatMap(parse),
      Effect.flatMap(Effect.forEach(faults.add, { discard: true })),
      Effect.zipRight(view)
    )

  const routes: Readonly<
    Record<
      string,
      Readonly<
        Record<string, (request: Message.Request, query: string) => Effect.Effect<Message.Response, Failure.Failure>>
      >
    >
  > = {
    "/emulator/faults": {
      GET: () => view,
      POST: add,
      DELETE: () => Effect.as(faults.clear, Message.empty(204))
    },
    "/emulator/sessions": {
      GET: () => openSessions,
      DELETE: (_, query) => endSessions(query)
    }
  }

  const answer = (request: Message.Request): Effect.Effect<Message.Response, Failure.Failure> => {
    if (requireAuthorization && !Caller.fromHeader(request.headers["authorization"]).authenticated) {
      return Failure.noToken
    }
    const { path, query } = Url.halves(request.url)
    const route = routes[path.replace(/\/*$/, "")]
    if (route === undefined) {
      return Failure.gateway(
        404,
        "NotFound",
        `The emulator has no ${Failure.quoted(path)}: expected ${Failure.listed(Object.keys(routes))}.`
      )
    }
    return route[request.method]?.(request, query) ?? Failure.methodNotAllowed(request.method, Object.keys(route))
  }

  return (request) => isControl(request.url) ? responder.respond(request, () => answer(request)) : inner(request)
}
