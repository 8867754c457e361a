/**
 * Routes a request to its handler, and turns the outcome into a response.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type { Method } from "@effect-workbook/schema/Endpoint"
import type * as OData from "@effect-workbook/schema/OData"
import type * as Route from "@effect-workbook/schema/Route"
import * as Workbook from "@effect-workbook/schema/Workbook"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import type * as Undocumented from "../Undocumented.js"
import type { HostedBook } from "./BookHost.js"
import * as BookRequest from "./BookRequest.js"
import type * as Caller from "./Caller.js"
import type { Drive, Item } from "./Drive.js"
import * as DriveChanges from "./DriveChanges.js"
import * as DriveItems from "./DriveItems.js"
import * as DriveRequests from "./DriveRequests.js"
import * as EndpointResponse from "./EndpointResponse.js"
import * as Failure from "./Failure.js"
import * as GraphPaths from "./GraphPaths.js"
import * as ItemLookup from "./ItemLookup.js"
import * as Message from "./Message.js"
import type * as Operations from "./Operations.js"
import * as PostedFunctions from "./PostedFunctions.js"
import type * as PropertyValue from "./PropertyValue.js"
import * as Query from "./Query.js"
import * as RequestBody from "./RequestBody.js"
import * as ServiceHandlers from "./ServiceHandlers.js"
import type * as Sessions from "./Sessions.js"
import * as Url from "./Url.js"

export interface Environment {
  readonly drive: Drive
  readonly sessions: Sessions.Sessions
  readonly operations: Operations.Operations
  /** The duration of requests that may be long-running. */
  readonly openDelay: Duration.Duration
  readonly behavior: Undocumented.Positions
}

/** A request that has passed authentication. */
export interface Admitted {
  readonly request: Message.Request
  readonly caller: Caller.Caller
  readonly errorOf: ServiceHandlers.ServiceContext["errorOf"]
}

type Answer = Effect.Effect<Message.Response, Failure.Failure>

const methods: ReadonlyArray<Method> = ["GET", "POST", "PATCH", "DELETE"]

/** Chooses the refusal of a request that is not served, depending on what Graph defines at its path. */
const refusal = (
  method: string,
  segments: ReadonlyArray<OData.Segment>,
  {
    served = [],
    unknown = segments.at(-1)?.text ?? ""
  }: { readonly served?: ReadonlyArray<string>; readonly unknown?: string } = {}
): Failure.Failure => {
  const published: ReadonlyArray<string> = Option.getOrElse(GraphPaths.methodsAt(segments), () => [])
  if (published.includes(method)) {
    return Failure.notServed(`${method} ${Failure.quoted(segments.map(({ text }) => text).join("/"), 200)}`)
  }
  const allowed = methods.filter((each) => published.includes(each) || served.includes(each))
  return allowed.length > 0 ? Failure.methodNotAllowed(method, allowed) : Failure.unknownSegment(unknown)
}

/** The parts of a request to an endpoint that its implementation needs. */
interface Asked extends Pick<BookRequest.BookRequest, "body" | "input" | "method" | "segments" | "location"> {
  readonly property: Option.Option<PropertyValue.PropertyValue>
}

/** The implementation of a route. */
interface Implementation {
  /** The JSON of the result, for a long-running operation. */
  readonly result: (context: ServiceHandlers.ServiceContext, asked: Asked) => Effect.Effect<unknown, Failure.Failure>
  readonly respond: (context: ServiceHandlers.ServiceContext, asked: Asked) => Answer
}

/** The implementation of a route by the service itself. */
const byService = (route: Route.Route): Option.Option<Implementation> =>
  Option.map(ServiceHandlers.find(route.endpoint), ({ run }) => {
    const result: Implementation["result"] = (context, { input }) =>
      run(context, ServiceHandlers.resourceAt(route.steps), input)
    return {
      result,
      respond: (context, asked) =>
        Effect.flatMap(result(context, asked), (result) => EndpointResponse.encode({ ...asked, route }, result))
    }
  })

/** The implementation of a route by the workbook. */
const byWorkbook = (route: Route.Route): Option.Option<Implementation> =>
  Option.map(BookRequest.handlerOf(route), (handler) => {
    const changes = route.endpoint.safety !== "read"
    const using = <A>(
      context: ServiceHandlers.ServiceContext,
      asked: Asked,
      f: (book: HostedBook, request: BookRequest.BookRequest) => Effect.Effect<A, Failure.Failure>
    ) =>
      Effect.flatMap(ServiceHandlers.expandedOperations(context), (operations) => {
        const { query, sessions, target } = context
        const request = { ...asked, route, handler, query, caller: target.caller, operations }
        return sessions.use(target, changes, (book) => f(book, request))
      })
    return {
      result: (context, asked) => using(context, asked, (book, request) => book.execute(request)),
      respond: (context, asked) => using(context, asked, (book, request) => book.respond(request))
    }
  })

/** The implementation of a route, if the emulator serves it. */
const implementationOf = (route: Route.Route): Option.Option<Implementation> =>
  Option.orElse(byService(route), () => byWorkbook(route))

/** The documented response to a workbook request with an application token. */
const appOnly = Failure.excel(
  "forbiddenUncategorized",
  "Contact the workbook owner to request edit access.",
  "EditModeAccessDenied"
)

/** `GET {item}/content`: the file as last saved. */
const content = (drive: Drive, item: Item): Answer =>
  drive.read(item).pipe(
    Effect.tapError(Effect.logError),
    Effect.mapError(() => Failure.driveUnreadable),
    Effect.map((bytes) => ({
      status: 200,
      headers: { "content-type": DriveItems.mimeType(item) },
      body: new Uint8Array(bytes)
    }))
  )

export const make = (environment: Environment) => {
  const { behavior, drive, openDelay, operations, sessions } = environment

  /** Answers a request to an endpoint of the catalogue. */
  const endpointAt = (
    { caller, errorOf, request }: Admitted,
    item: Item,
    { property, route }: BookRequest.Resolved,
    resolved: {
      readonly method: string
      readonly segments: ReadonlyArray<OData.Segment>
      readonly version: string
      readonly itemUrl: string
      readonly query: Query.Query
      readonly implementation: Implementation
    }
  ): Answer =>
    Effect.gen(function*() {
      const { endpoint } = route
      const { implementation, itemUrl, method, query, segments, version } = resolved
      const creates = endpoint === Catalogue.workbook.createSession
      if (caller.appOnly && !behavior.allowAppOnly && endpoint.resource !== "driveItem") return yield* appOnly
      const target: Sessions.Target = {
        item,
        caller,
        sessionId: Message.sessionId(request)
      }
      const body = BookRequest.hasBody(route) ? yield* RequestBody.text(request) : ""
      const asked: Asked = {
        method,
        segments,
        body,
        input: BookRequest.inputOf(route, yield* RequestBody.parse(endpoint, body, behavior)),
        property,
        location: { origin: request.origin, version, userId: caller.id, itemId: item.id }
      }
      const context: ServiceHandlers.ServiceContext = {
        sessions,
        operations,
        target,
        query,
        behavior,
        errorOf,
        origin: request.origin,
        workbookUrl: `${itemUrl}/workbook`,
        sessionId: creates ? yield* sessions.nextId(caller) : ""
      }
      const slow = endpoint.longRunning && Duration.greaterThan(openDelay, Duration.zero)
      if (slow && Message.wantsAsync(request)) {
        if (!creates) yield* sessions.check(target)
        const operation = yield* operations.start({
          itemId: item.id,
          sessionId: creates ? context.sessionId : target.sessionId,
          work: Effect.map(
            implementation.result(context, asked),
            (body) => ({ result: endpoint.operationResult, body })
          )
        })
        return Message.json(202, {}, { location: ServiceHandlers.operationUrl(context, operation) })
      }
      if (slow) yield* Effect.sleep(openDelay)
      return yield* implementation.respond(context, asked)
    })

  /** Answers a request to the drive around the workbooks. */
  const around = (
    target: DriveRequests.Target,
    { caller, request }: Admitted,
    { query, version }: { readonly query: string; readonly version: string }
  ): Answer =>
    request.method === "GET"
      ? DriveRequests.answer(target, { drive, caller, origin: request.origin, version, url: request.url, query })
      : Failure.notServed(`${request.method} of users, sites, drives and folders`)

  return (admitted: Admitted): Answer =>
    Effect.gen(function*() {
      const { request } = admitted
      const { path, query: queryText, version } = yield* Url.split(request.url)
      // most requests are below a workbook, and need no other interpretation of their path
      const isBelowWorkbook = /\/workbook(?:\/|$)/i.test(path)
      const above = isBelowWorkbook ? undefined : DriveRequests.resolve(path)
      if (above !== undefined) return yield* around(above, admitted, { query: queryText, version })
      const itemPath = isBelowWorkbook ? path : DriveRequests.toItemPath(path)
      const { rest, workbook } = yield* Url.addressed(
        DriveRequests.isBelowFolder(itemPath)
          ? DriveRequests.fromRoot(yield* ItemLookup.list(drive), itemPath)
          : itemPath
      )
      const only = rest.length === 1 ? rest[0]?.text.toLowerCase() : undefined
      const found = yield* Effect.either(ItemLookup.find(drive, workbook))
      if (!isBelowWorkbook) {
        const items = yield* ItemLookup.list(drive)
        const changed = DriveChanges.answer({
          drive,
          sessions,
          request,
          query: queryText,
          workbook,
          rest,
          item: Either.getRight(found),
          folder: DriveItems.folderAt(items, workbook)
        })
        if (request.method !== "GET" && Option.isSome(changed)) return yield* changed.value
        const folder = Either.isLeft(found) || only === "children"
          ? DriveRequests.folderAt(items, workbook, rest)
          : Option.none()
        if (Option.isSome(folder)) return yield* around(folder.value, admitted, { query: queryText, version })
        if (only === "children") {
          const place = workbook._tag === "Path" ? workbook.path : Workbook.toPath(workbook)
          return yield* Failure.itemNotFound(`folder at ${Failure.quoted(place)}`)
        }
        if (request.method === "GET" && only !== "content" && Option.isSome(changed)) return yield* changed.value
      }
      const item = yield* found
      if (request.method === "GET" && only === "content") return yield* content(drive, item)
      const { method, segments } = Either.isRight(Catalogue.resolve(request.method, rest, "driveItem"))
        ? { method: request.method, segments: rest }
        : yield* PostedFunctions.toGet(request, rest, behavior)
      const resolved = yield* Either.mapLeft(
        BookRequest.resolve(method, segments),
        (error) =>
          refusal(
            request.method,
            rest,
            error._tag === "MethodNotAllowed"
              ? { served: error.allowed }
              : { unknown: error.segment }
          )
      )
      const { property, route } = resolved
      const implementation = yield* Either.fromOption(
        implementationOf(route),
        () => refusal(request.method, rest)
      )
      const asked = yield* Query.parse(queryText)
      const query = Option.match(property, {
        onSome: ({ property }) => ({ ...asked, select: new Set([property]) }),
        onNone: () => asked
      })
      const { resource, returns = "" } = route.endpoint
      yield* Query.check(Query.memberOf(returns), query, returns === resource && returns !== Query.memberOf(returns))
      const itemUrl = `${request.origin}/${version}${Workbook.toPath(workbook)}`
      return yield* endpointAt(admitted, item, resolved, { method, segments, version, itemUrl, query, implementation })
    })
}
