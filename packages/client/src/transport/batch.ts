import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as GraphError from "@effect-workbook/schema/GraphError"
import * as RetryAfter from "@effect-workbook/schema/RetryAfter"
import * as Data from "effect/Data"
import type * as Duration from "effect/Duration"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as Secrets from "../secrets/secrets.js"
import * as WorkbookError from "../WorkbookError.js"

/** The service did not execute the request, because an earlier request of its batch has failed. */
export class NotExecuted extends Data.TaggedError("NotExecuted") {}

/**
 * The documented limit on the requests of a batch.
 *
 * @internal
 */
export const maxRequests = 20

/** @internal */
export const endpoint = Endpoint.make({
  resource: "graph",
  name: "batch",
  method: "POST",
  segment: "$batch",
  parametersIn: "body",
  parameters: Schema.Unknown,
  result: Schema.Unknown,
  success: 200,
  returns: undefined,
  safety: "nonIdempotent",
  longRunning: false,
  afterUnknownOutcome: {}
})

/**
 * A request of a batch, see `GraphClient.GraphRequest`.
 *
 * @internal
 */
export interface Item {
  readonly endpoint: Endpoint.Any
  readonly url: string
  readonly body?: unknown
  readonly sessionId?: Redacted.Redacted | undefined
  readonly clientRequestId: string
}

/** The answer to a request, see `GraphClient.GraphAnswer`. */
interface Answer {
  readonly status: number
  readonly body: unknown
  readonly location: undefined
  readonly retryAfter: Duration.Duration | undefined
  readonly requestId: string | undefined
  readonly clientRequestId: string
}

/**
 * The body of a batch, whose JSON leaves out what is undefined. Each request depends on the one before it, so the service
 * executes them in order, and none after a failure.
 *
 * @internal
 */
export const encode = (items: ReadonlyArray<Item>) => ({
  requests: items.map(({ body, clientRequestId, endpoint, sessionId, url }, index) => ({
    id: String(index),
    method: endpoint.method,
    url,
    headers: {
      "client-request-id": clientRequestId,
      "workbook-session-id": sessionId && Redacted.value(sessionId),
      "content-type": body === undefined ? undefined : "application/json"
    },
    body,
    dependsOn: index === 0 ? undefined : [String(index - 1)]
  }))
})

interface Response {
  readonly id: string
  readonly status: number
  readonly headers?: Readonly<Record<string, unknown>> | null | undefined
  readonly body?: unknown
}

// Guards, because a decoder would copy the headers of each response.
const isResponse = (u: unknown): u is Response =>
  Predicate.isRecord(u) && typeof u["id"] === "string" && Number.isInteger(u["status"]) &&
  (Predicate.isNullable(u["headers"]) || Predicate.isRecord(u["headers"]))

/** The responses of a batch. A batch that has an invalid one has none. */
const responsesIn = (body: unknown): ReadonlyArray<Response> => {
  const responses: unknown = Predicate.hasProperty(body, "responses") ? body.responses : undefined
  if (!Array.isArray(responses)) return []
  const members: ReadonlyArray<unknown> = responses
  return members.every(isResponse) ? members : []
}

/**
 * Redacts the secrets in the responses of a batch that are errors.
 *
 * @internal
 */
export const redactErrors = (body: unknown, secrets: () => ReadonlyArray<string>): unknown => ({
  responses: responsesIn(body).map((response) =>
    response.status < 400 ? response : Secrets.redactJson(response, secrets())
  )
})

const headerOf = ({ headers }: Response, name: string): string | undefined => {
  for (const other in headers) {
    if (other.length !== name.length || other.toLowerCase() !== name) continue
    const value = headers[other]
    return typeof value === "string" ? value : undefined
  }
  return undefined
}

/**
 * The outcome of one request of a batch.
 *
 * @internal
 */
export type Outcome = Either.Either<Answer, WorkbookError.Failure | NotExecuted>

/**
 * The outcomes of the requests of a batch, in their order.
 *
 * @internal
 */
export const outcomes = (
  items: ReadonlyArray<Item>,
  body: unknown,
  now: number
): ReadonlyArray<Outcome> => {
  const responses = new Map(responsesIn(body).map((response) => [response.id, response]))
  let isAfterFailure = false
  return items.map((item, index) => {
    const response = responses.get(String(index))
    if (isAfterFailure && response?.status === 424) return Either.left(new NotExecuted())
    const outcome = response === undefined
      ? Either.left(unexpected(item, "the batch has no response to the request"))
      : outcomeOf(item, response, now)
    isAfterFailure ||= Either.isLeft(outcome)
    return outcome
  })
}

const unexpected = ({ clientRequestId, endpoint }: Item, issue: string) =>
  new WorkbookError.UnexpectedAnswer({ endpoint: Endpoint.id(endpoint), issue, clientRequestId })

const outcomeOf = (item: Item, response: Response, now: number): Outcome => {
  const { clientRequestId, endpoint } = item
  const { body, status } = response
  const header = headerOf(response, "retry-after")
  const retryAfter = header === undefined ? undefined : Option.getOrUndefined(RetryAfter.parse(header, now))
  const requestId = headerOf(response, "request-id")
  if (status < 200 || status >= 300 && status < 400) return Either.left(unexpected(item, `the status ${status}`))
  if (status < 300) return Either.right({ status, body, location: undefined, retryAfter, requestId, clientRequestId })
  const error = Option.getOrElse(GraphError.parse(body), () => WorkbookError.noError)
  return Either.left(
    new WorkbookError.ErrorResponse({
      endpoint: Endpoint.id(endpoint),
      status,
      error,
      requestId: requestId ?? error.requestId,
      clientRequestId,
      retryAfter
    })
  )
}
