import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as SessionMode from "@effect-workbook/schema/SessionMode"
import type * as Workbook from "@effect-workbook/schema/Workbook"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type * as Schedule from "effect/Schedule"
import type * as Scope from "effect/Scope"
import type * as GraphClient from "../../GraphClient.js"
import type * as Operation from "../../Operation.js"
import type * as SessionEvent from "../../SessionEvent.js"
import type * as WorkbookError from "../../WorkbookError.js"
import { withFunctionName } from "../functionName.js"
import * as Calls from "./calls.js"
import * as CloseSession from "./closeSession.js"
import * as CreateSession from "./createSession.js"
import * as RefreshSession from "./refreshSession.js"
import type * as Requests from "./requests.js"
import * as Service from "./service.js"

/**
 * Opens, refreshes, restores and closes the sessions of one workbook.
 *
 * - `open`: opens a session by as many attempts as it takes, and begins none after `isOver`
 * - `restore`: rebuilds the contents of a lost session in its successor, and calls `touch` for what the successor accepts.
 *   After `isOver` it sends nothing more.
 * - `refresh`: keeps a session alive by one request; the caller has the turn
 * - `close`: closes a session, and never fails
 * - `hold`: keeps the queue of the workbook in a scope, for what may outlive the scope of the session
 *
 * @internal
 */
export interface SessionFactory {
  readonly mode: Exclude<SessionMode.SessionMode, "sessionless">
  readonly open: (isOver: () => boolean) => Effect.Effect<Redacted.Redacted, CreateSession.OpenError>
  readonly restore: (options: {
    readonly id: Redacted.Redacted
    readonly isOver: () => boolean
    readonly touch: Effect.Effect<void>
  }) => Effect.Effect<unknown, Unrestored>
  readonly refresh: (id: Redacted.Redacted, attempt: number) => Effect.Effect<void, WorkbookError.Failure>
  readonly close: (id: Redacted.Redacted) => Effect.Effect<void>
  readonly hold: Effect.Effect<unknown, never, Scope.Scope>
}

/**
 * The contents of a lost session could not be rebuilt. `recreate`: another session may be tried.
 *
 * @internal
 */
export class Unrestored extends Data.TaggedError("Unrestored")<{
  readonly error: WorkbookError.WorkbookError
  readonly recreate: boolean
}> {}

/** What was not sent before the scope ended is not sent at all. */
const unlessOver =
  (isOver: () => boolean) =>
  ({ endpoint }: GraphClient.GraphRequest) =>
  <A, E>(send: Effect.Effect<A, E>): Effect.Effect<A, E> =>
    Effect.suspend(() => isOver() && endpoint === Catalogue.workbook.createSession ? Effect.interrupt : send)

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
    open: (isOver) =>
      CreateSession.untilOpen(workbook, {
        graph: (attempt) => requests.inTurn({ attempt, around: unlessOver(isOver) }),
        mode,
        polling,
        rest: requests.rest,
        retry
      }),
    restore: ({ id, isOver, touch }) =>
      Effect.suspend((): Effect.Effect<unknown, Unrestored> => {
        if (restore === undefined) return Effect.void
        let recreate = true
        const inIt = Calls.inOne({
          mode,
          requests,
          retry,
          id,
          isOver,
          onLoss: (mayRecreate) => {
            recreate = mayRecreate
          }
        })
        const call: Calls.Call = (...request) => Effect.zipLeft(inIt(...request), touch)
        return restore(Service.make({ workbook, mode, call, events })).pipe(
          withFunctionName(undefined),
          Effect.mapError((error) => new Unrestored({ error, recreate }))
        )
      }),
    refresh: (id, attempt) => RefreshSession.once(requests.withinTurn(attempt), workbook, id),
    close: (id) =>
      CloseSession.untilClosed(
        { retry, warn, patience: Duration.times(SessionMode.idleLimit(mode), 2) },
        (attempt) => CloseSession.once(requests.inTurn({ attempt }), workbook, id)
      ),
    hold: graph.queue(workbook)
  }
}
