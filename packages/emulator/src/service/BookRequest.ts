/**
 * Requests to the content of a workbook. They are executed where the workbook is open, which may be another thread.
 *
 * @since 0.1.0
 */
import type * as Book from "@effect-workbook/engine/Book"
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as OData from "@effect-workbook/schema/OData"
import type * as Route from "@effect-workbook/schema/Route"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import type * as Undocumented from "../Undocumented.js"
import * as BookHandlers from "./BookHandlers.js"
import type { Caller } from "./Caller.js"
import * as EndpointResponse from "./EndpointResponse.js"
import * as Failure from "./Failure.js"
import type * as Handler from "./Handler.js"
import type * as Message from "./Message.js"
import { serves, walk } from "./Navigators.js"
import type { WorkbookLocation } from "./ODataAnnotations.js"
import * as PropertyValue from "./PropertyValue.js"
import type * as Query from "./Query.js"
import * as RequestBody from "./RequestBody.js"

/** A request as plain data, which can be sent to another thread. */
export interface Sent {
  readonly method: string
  /** The path below the drive item. */
  readonly segments: ReadonlyArray<OData.Segment>
  /** The text of the body. It has passed {@link RequestBody.parse}. */
  readonly body: string
  readonly query: Query.Query
  readonly caller: Caller
  readonly location: WorkbookLocation
  /** The long-running operations that `$expand` asks for, which are not in the workbook. */
  readonly operations: ReadonlyArray<object>
}

/** A request and what follows from it. */
export interface BookRequest extends Sent, EndpointResponse.Target {
  readonly handler: Handler.Bound<BookHandlers.Context>
  /** The parameters, which have not been validated. */
  readonly input: unknown
}

/** The endpoint that a path addresses. */
export interface Resolved {
  readonly route: Route.Route
  /** The property that the path asks for. */
  readonly property: Option.Option<PropertyValue.PropertyValue>
}

/** Finds the endpoint of a request by its method and its path below the drive item. */
export const resolve = (
  method: string,
  segments: ReadonlyArray<OData.Segment>
): Either.Either<Resolved, Route.UnknownSegment | Route.MethodNotAllowed> => {
  const property = method === "GET" ? PropertyValue.resolve(segments, "driveItem") : Option.none()
  return Option.match(property, {
    onNone: () => Either.map(Catalogue.resolve(method, segments, "driveItem"), (route) => ({ route, property })),
    onSome: ({ route }) => Either.right({ route, property })
  })
}

/** The handler of a route, if its endpoint works on the content of a workbook and is served. */
export const handlerOf = ({ endpoint, steps }: Route.Route): Option.Option<Handler.Bound<BookHandlers.Context>> =>
  Option.filter(BookHandlers.find(endpoint), () => serves(steps))

/** Whether requests to an endpoint have a body. */
export const hasBody = ({ endpoint }: Route.Route): boolean => endpoint.method === "POST" || endpoint.method === "PATCH"

/** The parameters of a request. A function that is called by POST may have its arguments in the body too. */
export const inputOf = (
  { endpoint, parameters }: Route.Route,
  body: Readonly<Record<string, unknown>>
): Readonly<Record<string, unknown>> => endpoint.parametersIn === "path" ? { ...body, ...parameters } : body

/** Resolves a request that another thread has sent. */
export const received = (
  sent: Sent,
  behavior: Pick<Undocumented.Positions, "ignoreUnknownProperties">
): Either.Either<BookRequest, Failure.Failure> =>
  Either.gen(function*() {
    const notServed = () => Failure.notServed(sent.segments.map(({ text }) => text).join("/"))
    const { property, route } = yield* Either.mapLeft(resolve(sent.method, sent.segments), notServed)
    const handler = yield* Either.fromOption(handlerOf(route), notServed)
    const body = hasBody(route) ? yield* RequestBody.parse(route.endpoint, sent.body, behavior) : {}
    return { ...sent, route, property, handler, input: inputOf(route, body) }
  })

/** The part of a request that can be sent to another thread. */
export const toSent = (
  { body, caller, location, method, operations, query, segments }: BookRequest
): Sent => ({ body, caller, location, method, operations, query, segments })

/** Refuses rows that are addressed by `rows/{i}`, if the service does. */
const checkRows = (
  steps: ReadonlyArray<Route.Step>,
  { rowsByIndex }: Pick<Undocumented.Positions, "rowsByIndex">
): Either.Either<void, Failure.Failure> => {
  const row = steps.find((step) => step._tag === "Key" && step.from === "Collection(workbookTableRow)")
  return row?._tag === "Key" && rowsByIndex === "refused"
    ? Either.left(Failure.apiNotFound(`rows/itemAt(index={i}) instead of the key ${Failure.quoted(row.key)}`))
    : Either.void
}

/** Executes a request, and returns the JSON of its result. */
export const execute = (
  book: Book.Book,
  { caller, handler, input, operations, query, route: { steps } }: BookRequest,
  behavior: Pick<Undocumented.Positions, "rowsByIndex">
): Effect.Effect<unknown, Failure.Failure> =>
  Effect.flatMap(
    Effect.zipRight(checkRows(steps, behavior), walk(book, steps)),
    (on) => handler.run({ book, query, caller, operations }, on, input)
  )

/** Executes a request, and encodes its response. */
export const respond = (
  book: Book.Book,
  request: BookRequest,
  behavior: Pick<Undocumented.Positions, "rowsByIndex">
): Effect.Effect<Message.Response, Failure.Failure> =>
  Effect.flatMap(execute(book, request, behavior), (result) => EndpointResponse.encode(request, result))
