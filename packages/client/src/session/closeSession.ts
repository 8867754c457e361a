import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import type * as Workbook from "@effect-workbook/schema/Workbook"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type * as Schedule from "effect/Schedule"
import { calledAs } from "../call/functionName.js"
import type * as GraphClient from "../GraphClient.js"
import * as Monotonic from "../transport/monotonic.js"
import * as WaitLimit from "../transport/waitLimit.js"
import type * as WorkbookError from "../WorkbookError.js"
import * as Failed from "./failed.js"
import * as Requests from "./requests.js"
import * as RetryLoop from "./retryLoop.js"

const endpoint = Catalogue.workbook.closeSession

const decide = (failure: WorkbookError.Failure): Failed.Failed<WorkbookError.Failure> => {
  const situation = { request: "closeSession", mode: "persistent", effect: "idempotent" } as const
  // A missing token counts as a lost connection: the request was not sent, and the next attempt may get a token.
  return failure._tag === "AccessTokenError"
    ? new Failed.Failed({
      failure,
      decision: ErrorPolicy.decide({ ...situation, failure: { _tag: "TransportFailure" } })
    })
    : Failed.decide(failure, situation)
}

/**
 * Closes a session by one request. It succeeds if the session does not exist any more.
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
 * Closes a session with as many attempts as the policy allows. If they all fail, it logs a warning, and the service closes
 * the session at its idle limit.
 *
 * `waitLimit` is the limit on all pauses together. It may exceed the default, because no caller has to wait for the end.
 *
 * @internal
 */
export const withRetries = (
  { retry, waitLimit, warn }: {
    readonly retry: Schedule.Schedule<unknown>
    readonly warn: (message: string) => Effect.Effect<void>
    readonly waitLimit?: Duration.Duration
  },
  attempt: (count: number) => Effect.Effect<void, Failed.Failed<WorkbookError.Failure>>
): Effect.Effect<void> =>
  Effect.catchAll(
    RetryLoop.run({
      ...(waitLimit && { waitLimit: () => WaitLimit.make(waitLimit) }),
      endpoint: Endpoint.id(endpoint),
      retry,
      attempt,
      // Other requests to the workbook need not wait, so this does not start a cooldown.
      pause: Monotonic.sleep
    }),
    ({ failure }) => warn(`closeSession: ${failure.message}`)
  )
