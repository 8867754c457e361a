import * as SessionMode from "@effect-workbook/schema/SessionMode"
import * as Workbook from "@effect-workbook/schema/Workbook"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Schedule from "effect/Schedule"
import type * as Scope from "effect/Scope"
import type * as GraphClient from "../GraphClient.js"
import type * as Operation from "../Operation.js"
import type * as SessionEvent from "../SessionEvent.js"
import type * as WorkbookError from "../WorkbookError.js"
import type * as WorkbookQueue from "../WorkbookQueue.js"
import * as Calls from "./calls.js"
import * as CallsInSession from "./callsInSession.js"
import type { OpenError } from "./createSession.js"
import * as Events from "./events.js"
import { keepAlive } from "./keepAlive.js"
import * as Lifecycle from "./lifecycle.js"
import * as Requests from "./requests.js"
import * as Service from "./service.js"
import * as SessionFactory from "./sessionFactory.js"

/**
 * `WorkbookSession.Options` with defaults, and with a workbook that is identified by the ids of its drive and item.
 *
 * @internal
 */
export interface Options {
  readonly graph: GraphClient.Service
  readonly queue: WorkbookQueue.WorkbookQueue
  readonly workbook: Workbook.Workbook
  readonly retry: Schedule.Schedule<unknown>
  readonly polling: Operation.Options | undefined
  readonly closeTimeout: Duration.Duration
  readonly batching: boolean
  readonly onEvent:
    | ((event: SessionEvent.SessionEvent, session: Pick<Service.Service, "workbook" | "mode">) => Effect.Effect<void>)
    | undefined
  readonly refreshAfter: Duration.DurationInput | undefined
  readonly restore: ((session: Service.Service) => Effect.Effect<unknown, WorkbookError.WorkbookError>) | undefined
}

/**
 * A session. `isEnded` tells whether its scope has closed, or it was lost and may not be recreated.
 *
 * @internal
 */
export interface Session {
  readonly service: Service.Service
  readonly isEnded: () => boolean
}

const eventsFrom = (
  first: SessionEvent.SessionEvent,
  mode: SessionMode.SessionMode,
  { closeTimeout, onEvent, workbook }: Options
) => Events.make(first, onEvent && ((event) => onEvent(event, { workbook, mode })), closeTimeout)

/**
 * A `Service` whose calls are sent without a session.
 *
 * @internal
 */
export const sessionless = Effect.fnUntraced(
  function*(options: Options): Effect.fn.Return<Session, never, Scope.Scope> {
    const mode = "sessionless"
    const open = { _tag: "Open", at: yield* DateTime.now } as const
    const { events, publish } = yield* eventsFrom(open, mode, options)
    yield* Effect.addFinalizer(() => Effect.flatMap(DateTime.now, (at) => publish({ _tag: "Closed", at })))
    yield* publish(open)
    const call = Calls.sessionless({ mode, requests: Requests.make({ ...options, publish }), retry: options.retry })
    return { service: Service.make({ workbook: options.workbook, mode, events, call }), isEnded: () => false }
  }
)

/**
 * Opens a session. It is kept alive, recreated when it is lost, and closed when the scope closes.
 *
 * @internal
 */
export const make = Effect.fnUntraced(function*(
  mode: Exclude<SessionMode.SessionMode, "sessionless">,
  options: Options
): Effect.fn.Return<Session, OpenError, Scope.Scope> {
  const { batching, closeTimeout, refreshAfter, retry, workbook } = options
  const idleLimit = SessionMode.idleLimit(mode)
  const latestRefresh = Duration.subtract(idleLimit, "10 seconds")
  const restore = mode === "nonPersistent" ? options.restore : undefined
  const restorable = restore !== undefined
  const { events, publish } = yield* eventsFrom({ _tag: "Opening", at: yield* DateTime.now }, mode, options)
  const warn = (message: string) =>
    Effect.annotateLogs(Effect.logWarning(message), { workbook: Workbook.toPath(workbook), mode })
  const requests = Requests.make({ ...options, publish })
  const factory = SessionFactory.make({ ...options, mode, requests, events, restore, warn })
  const lifecycle = yield* Lifecycle.make({ factory, closeTimeout, publish, warn })
  yield* keepAlive({
    factory,
    lifecycle,
    requests,
    publish,
    warn,
    recoverable: mode === "persistent" || restorable,
    idleLimit,
    refreshAfter: Duration.min(refreshAfter ?? Duration.subtract(idleLimit, "1 minute"), latestRefresh)
  })
  const call = CallsInSession.make({ mode, requests, retry, lifecycle, restorable, idleLimit })
  return {
    service: Service.make({
      workbook,
      mode,
      events,
      call,
      ...(batching && { turn: requests.turn }),
      copy: () => lifecycle.copy()
    }),
    isEnded: () => lifecycle.isEnded()
  }
})
