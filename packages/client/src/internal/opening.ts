import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import type * as SessionInfo from "@effect-workbook/schema/SessionInfo"
import type * as SessionMode from "@effect-workbook/schema/SessionMode"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type * as Schedule from "effect/Schedule"
import * as WorkbookError from "../WorkbookError.js"
import type { OpenError } from "./lifecycle.js"
import { persevere, type Persevering } from "./persevere.js"

interface Options {
  readonly mode: SessionMode.SessionMode
  readonly retry: Schedule.Schedule<unknown>
  readonly rest: Persevering<unknown, object, unknown>["rest"]
}

const following: ReadonlySet<string> = new Set([
  Endpoint.id(Catalogue.operations.get),
  Endpoint.id(Catalogue.workbook.sessionInfoResource)
])

/** The operation that was followed is not known any more, and with it the session that it was to open. */
const isForgotten = (error: OpenError): boolean => error._tag === "NotFound" && following.has(error.endpoint)

/**
 * Opens a session, by as many attempts as it takes.
 *
 * @internal
 */
export const open = (
  { mode, rest, retry }: Options,
  attempt: (count: number) => Effect.Effect<SessionInfo.SessionInfo, OpenError>
): Effect.Effect<Redacted.Redacted, OpenError> =>
  Effect.map(
    persevere<SessionInfo.SessionInfo, OpenError, OpenError>({
      retry,
      rest,
      attempt,
      decide: (error) => {
        const failure = isForgotten(error) ? { _tag: "NoAnswer" as const } : WorkbookError.failureOf(error)
        return failure && ErrorPolicy.decide({ request: "createSession", mode, effect: "nonIdempotent", failure })
      },
      explain: (error) => error
    }),
    ({ id }) => id
  )

/**
 * What to do about a `closeSession` that failed.
 *
 * @internal
 */
export const decideOnClosing = (error: WorkbookError.RequestError): ErrorPolicy.Decision | undefined => {
  const failure = WorkbookError.failureOf(error)
  return failure &&
    ErrorPolicy.decide({ request: "closeSession", mode: "persistent", effect: "idempotent", failure })
}

/**
 * Closes a session, by as many attempts as it takes. One that cannot be closed is left to its idle limit, with a warning.
 *
 * @internal
 */
export const close = (
  { retry, warn }: {
    readonly retry: Schedule.Schedule<unknown>
    readonly warn: (message: string) => Effect.Effect<void>
  },
  attempt: (count: number) => Effect.Effect<void, WorkbookError.RequestError>
): Effect.Effect<void> =>
  Effect.catchAll(
    persevere<void, WorkbookError.RequestError, WorkbookError.RequestError>({
      retry,
      attempt,
      decide: decideOnClosing,
      // The workbook need not keep still: that a session is closed late does no harm.
      rest: Effect.sleep,
      explain: (error) => error
    }),
    (error) => warn(`closeSession: ${error.message}`)
  )
