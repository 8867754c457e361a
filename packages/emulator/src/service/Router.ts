/**
 * From a request to the handler that it means, and from its outcome to an answer.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as Route from "@effect-workbook/schema/Route"
import * as Workbook from "@effect-workbook/schema/Workbook"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as BookHandlers from "./BookHandlers.js"
import type * as Caller from "./Caller.js"
import type { Drive, Item } from "./Drive.js"
import * as Failure from "./Failure.js"
import * as Head from "./Head.js"
import * as Limits from "./Limits.js"
import * as Listing from "./Listing.js"
import * as Locator from "./Locator.js"
import * as Message from "./Message.js"
import { walk } from "./Navigators.js"
import type * as Operations from "./Operations.js"
import * as Payload from "./Payload.js"
import * as Query from "./Query.js"
import * as RequestBody from "./RequestBody.js"
import * as ServiceHandlers from "./ServiceHandlers.js"
import type * as Sessions from "./Sessions.js"
import * as Unserved from "./Unserved.js"
import * as Url from "./Url.js"

export interface Environment {
  readonly drive: Drive
  readonly sessions: Sessions.Sessions
  readonly operations: Operations.Operations
  /** How long it takes to do what may be long-running. */
  readonly openDelay: Duration.Duration
  readonly allowAppOnly: boolean
}

/** A request that has been let in. */
export interface Admitted {
  readonly request: Message.Request
  readonly caller: Caller.Caller
  readonly errorOf: ServiceHandlers.ServiceContext["errorOf"]
}

type Answer = Effect.Effect<Message.Response, Failure.Failure>

const fromRouteError = (error: Route.UnknownSegment | Route.MethodNotAllowed, method: string): Failure.Failure =>
  error._tag === "MethodNotAllowed"
    ? Failure.methodNotAllowed(method, error.allowed)
    : Unserved.has(error.resource, error.segment)
    ? Failure.excel("notImplementedUncategorized", `The emulator does not serve '${error.segment}'.`, "NotImplemented")
    : Failure.unknownSegment(error.segment)

/** What a client gets for a workbook under an application's token, as documented. */
const appOnly = Failure.excel(
  "forbiddenUncategorized",
  "Contact the workbook owner to request edit access.",
  "EditModeAccessDenied"
)

/** `GET {item}/content`: the file as it was last saved. */
const content = (drive: Drive, item: Item): Answer =>
  drive.read(item).pipe(
    Effect.tapError(Effect.logError),
    Effect.mapError(() => Failure.driveUnreadable),
    Effect.map((bytes) => ({
      status: 200,
      headers: { "content-type": ServiceHandlers.mimeType(item) },
      body: new Uint8Array(bytes)
    }))
  )

export const make = (environment: Environment) => {
  const { drive, openDelay, operations, sessions } = environment

  /** An endpoint of the catalogue on a file. */
  const endpointAt = (
    { caller, errorOf, request }: Admitted,
    item: Item,
    route: Route.Route,
    links: { readonly version: string; readonly itemUrl: string; readonly query: Query.Query }
  ): Answer =>
    Effect.gen(function*() {
      const { endpoint, parameters, steps } = route
      const { itemUrl, query, version } = links
      const creates = endpoint === Catalogue.workbook.createSession
      if (caller.appOnly && !environment.allowAppOnly && endpoint.resource !== "driveItem") return yield* appOnly
      const target: Sessions.Target = {
        item,
        caller,
        sessionId: Message.sessionId(request)
      }
      const input = endpoint.method === "POST" || endpoint.method === "PATCH"
        ? yield* RequestBody.parse(endpoint, yield* RequestBody.text(request))
        : parameters
      const context: ServiceHandlers.ServiceContext = {
        sessions,
        operations,
        target,
        query,
        errorOf,
        origin: request.origin,
        workbookUrl: `${itemUrl}/workbook`,
        sessionId: creates ? yield* sessions.nextId(caller) : ""
      }
      const run = Option.match(ServiceHandlers.find(endpoint), {
        onSome: (handler) => handler.run(context, ServiceHandlers.resourceAt(steps), input),
        onNone: () =>
          Option.match(BookHandlers.find(endpoint), {
            onNone: () => Failure.excel("notImplementedUncategorized"),
            onSome: (handler) =>
              sessions.use(target, endpoint.safety !== "read", (book) =>
                Effect.flatMap(walk(book, steps), (on) => handler.run({ book, query }, on, input)))
          })
      })
      const slow = endpoint.longRunning && Duration.greaterThan(openDelay, Duration.zero)
      if (slow && Message.wantsAsync(request)) {
        if (!creates) yield* sessions.check(target)
        const operation = yield* operations.start({
          itemId: item.id,
          sessionId: creates ? context.sessionId : target.sessionId,
          work: Effect.map(run, (body) => ({ result: endpoint.operationResult, body }))
        })
        return Message.json(202, {}, { location: ServiceHandlers.operationUrl(context, operation) })
      }
      if (slow) yield* Effect.sleep(openDelay)
      const body = yield* run
      if (body === undefined) return Message.empty(endpoint.success)
      const place: Head.Place = { origin: request.origin, version, userId: caller.id, itemId: item.id }
      const written = Payload.write(Head.put(place, route, body))
      if (written !== undefined) return Message.written(endpoint.success, written)
      if (endpoint.safety === "read") {
        return yield* Failure.excel(
          "rangeExceedsLimit",
          `The answer exceeds ${Limits.payload} bytes. Ask for fewer cells or rows, and use $select.`,
          "ResponsePayloadSizeLimitExceeded"
        )
      }
      // what is done cannot be refused any more
      return Message.json(endpoint.success, Head.put(place, route, Payload.withoutCells(body)))
    })

  const folderAt = (path: string, { request }: Admitted, query: Query.Query): Answer =>
    drive.list.pipe(
      Effect.tapError(Effect.logError),
      Effect.mapError(() => Failure.driveUnreadable),
      Effect.flatMap((items) => {
        const folder = path.replace(/\/+$/, "")
        const value = Listing.children(items, folder, request.origin, query)
        // a folder is there by what it holds, the root always
        return value.length === 0 && folder !== ""
          ? Failure.itemNotFound
          : Effect.succeed(Message.json(200, { value: Query.page(query, value) }))
      })
    )

  return (admitted: Admitted): Answer =>
    Effect.gen(function*() {
      const { request } = admitted
      const { path, query: queryText, version } = yield* Url.split(request.url)
      const query = yield* Query.parse(queryText)
      const inRoot = /^(.*\/root)\/children\/*$/is.exec(path)?.[1]
      if (request.method === "GET" && inRoot !== undefined) {
        yield* Url.addressed(`${inRoot}:/any.xlsx:`)
        return yield* folderAt("", admitted, query)
      }
      const { rest, workbook } = yield* Url.addressed(path)
      const only = rest.length === 1 ? rest[0]?.text.toLowerCase() : undefined
      if (request.method === "GET" && only === "children" && workbook._tag === "Path") {
        return yield* folderAt(workbook.path, admitted, query)
      }
      const item = yield* Locator.find(drive, workbook)
      if (request.method === "GET" && only === "content") return yield* content(drive, item)
      const route = yield* Either.mapLeft(
        Catalogue.resolve(request.method, rest, "driveItem"),
        (error) => fromRouteError(error, request.method)
      )
      const itemUrl = `${request.origin}/${version}${Workbook.toPath(workbook)}`
      return yield* endpointAt(admitted, item, route, { version, itemUrl, query })
    })
}
