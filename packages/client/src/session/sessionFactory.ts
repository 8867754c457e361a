import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as SessionMode from "@effect-workbook/schema/SessionMode"
import type * as Workbook from "@effect-workbook/schema/Workbook"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type * as Schedule from "effect/Schedule"
import type * as Scope from "effect/Scope"
import { withFunctionName } from "../call/functionName.js"
import type * as GraphClient from "../GraphClient.js"
import type * as Operation from "../Operation.js"
import type * as SessionEvent from "../SessionEvent.js"
import type * as WorkbookError from "../WorkbookError.js"
import * as Calls from "./calls.js"
import * as CloseSession from "./closeSession.js"
import * as CreateSession from "./createSession.js"
import * as RefreshSession from "./refreshSession.js"
import type * as Requests from "./requests.js"
import * as Service from "./service.js"

/**
 * Opens, restores, refreshes and closes the sessions of one workbook.
 *
 * - `open`: opens a session with retries, and sends no `createSession` after `isEnded`
 * - `restore`: restores the content of a lost session in the session that replaces it. It runs `onAccepted` after each
 *   request that the service accepted, and sends no request after `isEnded`.
 * - `refresh`: refreshes a session by one request. The caller runs it in its turn.
 * - `close`: closes a session with retries, and never fails
 * - `retainQueue`: keeps the queue of the workbook until a scope closes, for work that outlives the scope of the session
 *
 * @internal
 */
export interface SessionFactory {
  readonly mode: Exclude<SessionMode.SessionMode, "sessionless">
  readonly open: (isEnded: () => boolean) => Effect.Effect<Redacted.Redacted, CreateSession.OpenError>
  readonly restore: (options: {
    readonly id: Redacted.Redacted
    readonly isEnded: () => boolean
    readonly onAccepted: Effect.Effect<void>
  }) => Effect.Effect<unknown, RestoreFailed>
  readonly refresh: (id: Redacted.Redacted, attempt: number) => Effect.Effect<void, WorkbookError.Failure>
  readonly close: (id: Redacted.Redacted) => Effect.Effect<void>
  readonly retainQueue: Effect.Effect<unknown, never, Scope.Scope>
}

/**
 * The content of a lost session could not be restored. `recreate` tells whether another session may be tried.
 *
 * @internal
 */
export class RestoreFailed extends Data.TaggedError("RestoreFailed")<{
  readonly error: WorkbookError.WorkbookError
  readonly recreate: boolean
}> {}

const interruptCreateIf =
  (isEnded: () => boolean) =>
  ({ endpoint }: GraphClient.GraphRequest) =>
  <A, E>(send: Effect.Effect<A, E>): Effect.Effect<A, E> =>
    Effect.suspend(() => isEnded() && endpoint === Catalogue.workbook.createSession ? Effect.interrupt : send)

/**
 * The factory for the sessions of a workbook in one mode.
 *
 * @internal
 */
export const make = (options: {
  readonly graph: GraphClient.Service
  readonly workbook: Workbook.Workbook
  readonly mode: Exclude<SessionMode.SessionMode, "sessionless">
  readonly requests: Requests.Requests
  readonly events: SessionEvent.Events
  readonly retry: Schedule.Schedule<unknown>
  readonly polling: Operation.Options | undefined
  readonly restore: ((session: Service.Service) => Effect.Effect<unknown, WorkbookError.WorkbookError>) | undefined
  readonly warn: (message: string) => Effect.Effect<void>
}): SessionFactory => {
  const { events, graph, mode, polling, requests, restore, retry, warn, workbook } = options
  return {
    mode,
    open: (isEnded) =>
      CreateSession.withRetries(workbook, {
        graph: (attempt) => requests.queuedClient({ attempt, wrap: interruptCreateIf(isEnded) }),
        mode,
        polling,
        pause: requests.startCooldown,
        retry
      }),
    restore: ({ id, isEnded, onAccepted }) =>
      Effect.suspend((): Effect.Effect<unknown, RestoreFailed> => {
        if (restore === undefined) return Effect.void
        let recreate = true
        const callInSession = Calls.inFixedSession({
          mode,
          requests,
          retry,
          id,
          isEnded,
          onLoss: (mayRecreate) => {
            recreate = mayRecreate
          }
        })
        const call: Calls.Call = (...request) => Effect.zipLeft(callInSession(...request), onAccepted)
        return restore(Service.make({ workbook, mode, call, events })).pipe(
          withFunctionName(undefined),
          Effect.mapError((error) => new RestoreFailed({ error, recreate }))
        )
      }),
    refresh: (id, attempt) => RefreshSession.once(requests.clientInTurn(attempt), workbook, id),
    close: (id) =>
      CloseSession.withRetries(
        { retry, warn, waitLimit: Duration.times(SessionMode.idleLimit(mode), 2) },
        (attempt) => CloseSession.once(requests.queuedClient({ attempt }), workbook, id)
      ),
    retainQueue: graph.queue(workbook)
  }
}
