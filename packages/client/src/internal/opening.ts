import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as ErrorPolicy from "@effect-workbook/schema/ErrorPolicy"
import type * as SessionInfo from "@effect-workbook/schema/SessionInfo"
import type * as SessionMode from "@effect-workbook/schema/SessionMode"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Redacted from "effect/Redacted"
import type * as Schedule from "effect/Schedule"
import * as WorkbookError from "../WorkbookError.js"
import { decode } from "./decode.js"
import type { OpenError } from "./lifecycle.js"
import * as Monotonic from "./monotonic.js"
import { persevere, type Persevering } from "./persevere.js"
import type { Settled } from "./requests.js"
import * as Secrets from "./secrets.js"

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
      endpoint: Endpoint.id(Catalogue.workbook.createSession),
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
 * The id of the session that an answer tells of, whatever else is in it: who knows the id can close the session.
 *
 * @internal
 */
export const idIn = (json: unknown): Option.Option<Redacted.Redacted> =>
  Predicate.hasProperty(json, "id") && Predicate.isString(json.id) && json.id !== ""
    ? Option.some(Redacted.make(json.id))
    : Option.none()

/**
 * The session that was asked for, or why the answer does not tell of one.
 *
 * @internal
 */
export const understand = (
  json: unknown,
  asked: { readonly persistChanges: boolean }
): Effect.Effect<SessionInfo.SessionInfo, WorkbookError.UnexpectedAnswer | WorkbookError.SessionMismatch> =>
  Effect.flatMap(
    decodeInfo(json),
    (info) =>
      info.persistChanges === undefined || info.persistChanges === asked.persistChanges
        ? Effect.succeed(info)
        : new WorkbookError.SessionMismatch({ asked: asked.persistChanges, answered: info.persistChanges })
  )

// The error quotes the values that are wrong, and the id must not be among them.
const decodeInfo = (json: unknown) =>
  Option.match(idIn(json), {
    onNone: () => decode(Catalogue.workbook.createSession, json),
    onSome: (id) =>
      decode(Catalogue.workbook.createSession, Object.assign({}, json, { id: "<redacted>" })).pipe(
        Effect.mapBoth({
          onFailure: (error) =>
            new WorkbookError.UnexpectedAnswer({
              ...error,
              issue: Secrets.without(error.issue, Secrets.of("", id))
            }),
          onSuccess: (info): SessionInfo.SessionInfo => ({ ...info, id })
        })
      )
  })

/**
 * What to do about a `closeSession` that failed.
 *
 * @internal
 */
export const decideOnClosing = (error: WorkbookError.RequestError): ErrorPolicy.Decision | undefined => {
  // Without a token nothing was sent, as when there is no connection, and the next attempt may get one.
  const failure = error._tag === "AccessTokenError" ? { _tag: "NoAnswer" } as const : WorkbookError.failureOf(error)
  return failure &&
    ErrorPolicy.decide({ request: "closeSession", mode: "persistent", effect: "idempotent", failure })
}

/**
 * Closes a session, by as many attempts as it takes. One that cannot be closed is left to its idle limit, with a warning.
 *
 * `patience` is how long the pauses may take, the time included for which the service wants to be left alone: whoever waits
 * for this need not wait to the end. Some time after its idle limit the session is gone by itself.
 *
 * @internal
 */
export const close = (
  { patience, retry, warn }: {
    readonly retry: Schedule.Schedule<unknown>
    readonly warn: (message: string) => Effect.Effect<void>
    readonly patience?: Duration.Duration
  },
  attempt: (count: number) => Effect.Effect<void, WorkbookError.RequestError | Settled<WorkbookError.Throttled>>
): Effect.Effect<void> =>
  Effect.catchAll(
    persevere<void, WorkbookError.RequestError | Settled<WorkbookError.Throttled>, WorkbookError.RequestError>({
      ...(patience && { patience }),
      endpoint: Endpoint.id(Catalogue.workbook.closeSession),
      retry,
      attempt,
      decide: (error) => error._tag === "Settled" ? undefined : decideOnClosing(error),
      // The workbook need not keep still: that a session is closed late does no harm.
      rest: Monotonic.sleep,
      explain: (error) => error._tag === "Settled" ? error.error : error
    }),
    (error) => warn(`closeSession: ${error.message}`)
  )
