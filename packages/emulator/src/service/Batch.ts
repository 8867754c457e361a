/**
 * JSON batching: `POST /$batch` with up to 20 requests, which are handled like requests of their own.
 *
 * Requests that depend on each other run one after the other, and all others at the same time. A request whose dependency
 * has failed gets 424. A request takes the token of the batch, and no other header of it, so each request in a session
 * has its own `workbook-session-id`.
 *
 * See https://learn.microsoft.com/graph/json-batching.
 *
 * @since 0.1.0
 */
import * as InvalidValue from "@effect-workbook/schema/InvalidValue"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Encoding from "effect/Encoding"
import * as Schema from "effect/Schema"
import * as Caller from "./Caller.js"
import * as Failure from "./Failure.js"
import * as Message from "./Message.js"
import * as RequestBody from "./RequestBody.js"
import type * as Responder from "./Responder.js"
import * as Url from "./Url.js"

export interface Environment {
  readonly responder: Responder.Responder
  readonly requireAuthorization: boolean
}

const Item = Schema.Struct({
  id: Schema.NonEmptyString,
  method: Schema.Literal("GET", "POST", "PATCH", "PUT", "DELETE"),
  url: Schema.NonEmptyString,
  headers: Schema.optional(Schema.NullOr(Schema.Record({ key: Schema.String, value: Schema.String }))),
  body: Schema.optional(Schema.Unknown),
  dependsOn: Schema.optional(Schema.NullOr(Schema.Array(Schema.String)))
})

type Item = typeof Item.Type

const Body = Schema.Struct({ requests: Schema.Array(Item) })

/** The maximum number of requests in a batch. */
const maxItems = 20

const refused = (problem: string): Failure.Failure => Failure.gateway(400, "BadRequest", problem)

/** The id of a request for comparisons, which ignore case. */
const keyOf = (id: string): string => id.toLowerCase()

/** The ids of the requests that a request depends on. */
const dependenciesOf = ({ dependsOn }: Item): ReadonlyArray<string> => (dependsOn ?? []).map(keyOf)

const headersOf = ({ headers }: Item): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]))

const decode = Schema.decodeUnknownEither(Body)

const parse = (text: string): Either.Either<ReadonlyArray<Item>, Failure.Failure> =>
  Either.try({ try: (): unknown => JSON.parse(text), catch: () => refused("The batch is not JSON.") }).pipe(
    Either.flatMap((json) =>
      Either.mapLeft(decode(json), (error) => {
        const { issue, path } = InvalidValue.fromParseError(error)
        return refused(`${path === "" ? "The body" : `The property '${path}'`} ${issue}.`)
      })
    ),
    Either.flatMap(({ requests }) => {
      const problem = problemOf(requests)
      return problem === undefined ? Either.right(requests) : Either.left(refused(problem))
    })
  )

/** Finds the reason for which a whole batch is refused. */
const problemOf = (items: ReadonlyArray<Item>): string | undefined => {
  if (items.length > maxItems) return `The batch has ${items.length} requests: expected at most ${maxItems}.`
  const ids = items.map(({ id }) => keyOf(id))
  const twice = items.find(({ id }, index) => ids.indexOf(keyOf(id)) !== index)
  if (twice !== undefined) return `The id ${Failure.quoted(twice.id)} occurs twice: expected ids that differ.`
  for (const item of items) {
    const name = `The request ${Failure.quoted(item.id)}`
    if (item.body !== undefined && headersOf(item)["content-type"] === undefined) {
      return `${name} has a body without a header Content-Type: expected application/json.`
    }
    const unknown = dependenciesOf(item).find((id) => !ids.includes(id))
    if (unknown !== undefined) return `${name} depends on ${Failure.quoted(unknown)}, which is not in the batch.`
  }
  const circle = firstInCircle(items)
  return circle && `The request ${Failure.quoted(circle.id)} depends on itself.`
}

/** Finds a request that depends on itself through others. */
const firstInCircle = (items: ReadonlyArray<Item>): Item | undefined => {
  let rest = items
  for (;;) {
    const left = new Set(rest.map(({ id }) => keyOf(id)))
    const blocked = rest.filter((item) => dependenciesOf(item).some((id) => left.has(id)))
    if (blocked.length === rest.length) return rest[0]
    rest = blocked
  }
}

/** The URL of a request from its path, which may omit the version and the slash, or be absolute. */
const urlOf = ({ url }: Item, version: string): string => {
  const relative = url.replace(/^https?:\/\/[^/?#]*/i, "").replace(/#.*$/s, "").replace(/^\/*/, "/")
  return Either.isRight(Url.split(relative)) ? relative : `/${version}${relative}`
}

/** A body that is not JSON is in Base64. */
const bytesOf = ({ body }: Item, contentType: string): Effect.Effect<Uint8Array, Failure.Failure> => {
  if (body === undefined) return Effect.succeed(new Uint8Array())
  if (typeof body !== "string" || /^\s*application\/json/i.test(contentType)) {
    return Effect.succeed(new TextEncoder().encode(JSON.stringify(body)))
  }
  return Either.mapLeft(Encoding.decodeBase64(body), () => refused("The body is not in Base64."))
}

const requestOf = (item: Item, batch: Message.Request, version: string): Message.Request => {
  const { prefer: _, ...own } = headersOf(item)
  const bytes = bytesOf(item, own["content-type"] ?? "")
  return {
    method: item.method,
    url: urlOf(item, version),
    origin: batch.origin,
    headers: { authorization: batch.headers["authorization"], ...own },
    body: Effect.map(bytes, (bytes) => new TextDecoder().decode(bytes)),
    bytes
  }
}

const isJson = ({ headers }: Message.Response): boolean =>
  headers["content-type"]?.startsWith("application/json") === true

const titled = (name: string): string => name.replaceAll(/(?:^|-)[a-z]/g, (start) => start.toUpperCase())

const responseOf = ({ id }: Item, response: Message.Response): unknown => {
  const { body, headers, status } = response
  return {
    id,
    status,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [titled(name), value])),
    ...(body !== undefined && {
      body: typeof body === "string" && isJson(response) ? JSON.parse(body) : Encoding.encodeBase64(body)
    })
  }
}

const isFailed = ({ status }: Message.Response): boolean => status >= 400

/** Adds batches to a handler. */
export const beside = (inner: Message.Handle, { requireAuthorization, responder }: Environment): Message.Handle => {
  const refuse = (request: Message.Request, failure: Failure.Failure) => responder.respond(request, () => failure)

  const runItem = (item: Item, batch: Message.Request, version: string) => {
    const request = requestOf(item, batch, version)
    return isBatch(request.url) ? refuse(request, refused("A batch cannot contain a batch.")) : inner(request)
  }

  const runAll = (items: ReadonlyArray<Item>, batch: Message.Request, version: string) =>
    Effect.gen(function*() {
      const responses: Array<unknown> = []
      let isCut = false
      const steps = yield* Effect.forEach(items, (item) =>
        Effect.map(Deferred.make<boolean, Message.ConnectionLost>(), (isSuccess) => ({ item, isSuccess })))
      const successes = new Map(steps.map(({ isSuccess, item }) => [keyOf(item.id), isSuccess]))
      const succeeded = (id: string) =>
        successes.get(id) ?? Effect.succeed(false)
      const run = ({ isSuccess, item }: typeof steps[number]) =>
        Effect.forEach(dependenciesOf(item), succeeded).pipe(
          Effect.flatMap((all) =>
            all.every((isSuccess) => isSuccess)
              ? runItem(item, batch, version)
              : refuse(
                batch,
                Failure.gateway(424, "FailedDependency", "A request that this one depends on has failed.")
              )
          ),
          Effect.map((response) => {
            isCut ||= response.cut === true
            responses.push(responseOf(item, response))
            return !isFailed(response)
          }),
          Effect.intoDeferred(isSuccess)
        )
      yield* Effect.forEach(steps, run, { concurrency: "unbounded", discard: true })
      // A lost connection is that of the whole batch.
      yield* Effect.forEach(steps, ({ isSuccess }) => isSuccess, { discard: true })
      return { responses, isCut }
    })

  return (request) => {
    const { path } = Url.halves(request.url)
    if (!isBatch(path)) return inner(request)
    const version = path.split("/")[1] ?? ""
    if (request.method !== "POST") {
      return refuse(request, Failure.gateway(405, "UnsupportedHttpMethod", "A batch has the method POST."))
    }
    if (requireAuthorization && !Caller.fromHeader(request.headers["authorization"]).authenticated) {
      return refuse(request, Failure.noToken)
    }
    return RequestBody.text(request).pipe(
      Effect.flatMap(parse),
      Effect.either,
      Effect.flatMap(Either.match({
        onLeft: (failure) => refuse(request, failure),
        onRight: (items) =>
          Effect.flatMap(runAll(items, request, version), ({ isCut, responses }) =>
            Effect.map(
              responder.respond(request, () => Effect.succeed(Message.json(200, { responses }))),
              (response): Message.Response => isCut ? { ...response, cut: true } : response
            ))
      }))
    )
  }
}

/** Whether a URL is that of a batch. */
export const isBatch = (url: string): boolean => /^\/+(?:v1\.0|beta)\/+(?:\$|%24)batch\/?$/i.test(Url.halves(url).path)
