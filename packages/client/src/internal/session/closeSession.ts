import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import type * as Workbook from "@effect-workbook/schema/Workbook"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type * as Schedule from "effect/Schedule"
import type * as GraphClient from "../../GraphClient.js"
import type * as WorkbookError from "../../WorkbookError.js"
import { calledAs } from "../functionName.js"
import * as Monotonic from "../transport/monotonic.js"
import * as Failed from "./failed.js"
import * as Requests from "./requests.js"
import * as RetryLoop from "./retryLoop.js"

const endpoint = Catalogue.workbook.closeSession

const decide = (failure: WorkbookError.Failure): Failed.Failed<WorkbookError.Failure> => {
  const situation = { request: "closeSession", mode: "persistent", effect: "idempotent" } as const
  // Without a token nothing was sent, as without a connection, and the next attempt may get one.
  return failure._tag === "AccessTokenError"
    ? new Failed.Failed({
      failure,
      decision: ErrorPolicy.decide({ ...situation, failure: { _tag: "TransportFailure" } })
    })
    : Failed.decide(failure, situation)
}

/**
 * Closes a session by one request. A session that is gone already is closed.
 *
 * @internal
 */
export const once = (
  graph: GraphClient.Service,
  workbook: Workbook.Workbook,
  sessionId: Redacted.Redacted
): Effect.Effect<void, Failed.Failed<WorkbookError.Failure>> =>
  graph.execute({ endpoint, url: Requests.url(workbook, "closeSession"), body: {}, sessionId }).pipe(
    Effect.mapError(decide),
    Effect.asVoid,
    Effect.catchIf(({ decision }) => decision?.session === "lost", () => Effect.void),
    calledAs("WorkbookSession.closeSession")
  )

/**
 * Closes a session by as many attempts as it takes. A session that cannot be closed is left to its idle limit, with a
 * warning.
 *
 * `patience` is how long all pauses together may take. Nobody waits for this to the end, and some time after its idle limit
 * the session is gone by itself.
 *
 * @internal
 */
export const untilClosed = (
  { patience, retry, warn }: {
    readonly retry: Schedule.Schedule<unknown>
    readonly warn: (message: string) => Effect.Effect<void>
    readonly patience?: Duration.Duration
  },
  attempt: (count: number) => Effect.Effect<void, Failed.Failed<WorkbookError.Failure>>
): Effect.Effect<void> =>
  Effect.catchAll(
    RetryLoop.run({
      ...(patience && { patience }),
      endpoint: Endpoint.id(endpoint),
      retry,
      attempt,
      // The workbook need not rest: a session that is closed late does no harm.
      rest: Monotonic.sleep
    }),
    ({ failure }) => warn(`closeSession: ${failure.message}`)
  )
