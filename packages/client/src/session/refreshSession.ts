import * as Catalogue from "@effect-workbook/schema/Catalogue"
import type * as Workbook from "@effect-workbook/schema/Workbook"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import { calledAs } from "../call/functionName.js"
import type * as GraphClient from "../GraphClient.js"
import type * as WorkbookError from "../WorkbookError.js"
import * as Requests from "./requests.js"

/**
 * Refreshes a session by one request, which resets its idle time.
 *
 * @internal
 */
export const once = (
  graph: GraphClient.Service,
  workbook: Workbook.Workbook,
  sessionId: Redacted.Redacted
): Effect.Effect<void, WorkbookError.Failure> =>
  graph.execute({
    endpoint: Catalogue.workbook.refreshSession,
    url: Requests.url(workbook, "refreshSession"),
    body: {},
    sessionId
  }).pipe(
    Effect.asVoid,
    calledAs("WorkbookSession.refreshSession")
  )
