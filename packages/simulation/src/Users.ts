/** The programs of the users, and the record of their results. */
import type * as GraphClient from "@effect-workbook/client/GraphClient"
import * as NamedItem from "@effect-workbook/client/NamedItem"
import * as Range from "@effect-workbook/client/Range"
import type * as SessionEvent from "@effect-workbook/client/SessionEvent"
import * as Table from "@effect-workbook/client/Table"
import * as WorkbookSession from "@effect-workbook/client/WorkbookSession"
import * as WorkbookSessions from "@effect-workbook/client/WorkbookSessions"
import * as Worksheet from "@effect-workbook/client/Worksheet"
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as Navigation from "@effect-workbook/schema/Navigation"
import type * as Workbook from "@effect-workbook/schema/Workbook"
import * as Cause from "effect/Cause"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as FiberRef from "effect/FiberRef"
import * as Option from "effect/Option"
import type * as Scope from "effect/Scope"
import * as Bulk from "./Bulk.js"
import type * as Callers from "./Callers.js"
import { textsOf } from "./Emitted.js"
import type * as History from "./History.js"
import * as Operations from "./Operations.js"
import * as Plan from "./Plan.js"

export interface Environment {
  readonly history: History.History
  readonly moment: () => History.Moment
  readonly actor: FiberRef.FiberRef<History.Actor | undefined>
  readonly callers: Callers.Callers
  readonly batching: boolean
  readonly bulk: Bulk.Functions
  readonly addressOf: (user: Plan.User) => Workbook.Workbook
  readonly interrupt: (user: number) => Effect.Effect<void>
  /** Replaces the session that a user has opened, in mutations of the client. */
  readonly wrapSession: (session: Session) => Session
}

export type Session = typeof WorkbookSession.WorkbookSession.Service

type Needs = GraphClient.GraphClient | WorkbookSessions.WorkbookSessions

/** Runs one user. A failure in one scope does not prevent the next scope. */
export const run = (environment: Environment, user: Plan.User): Effect.Effect<void, never, Needs> =>
  Effect.forEach(user.visits, (visit, index) => scope(environment, user, visit, index), { discard: true }).pipe(
    Effect.delay(Duration.millis(user.arrives)),
    Effect.locally(environment.actor, { user: user.id, step: undefined, restoring: false })
  )

const scope = (environment: Environment, user: Plan.User, visit: Plan.Visit, index: number) =>
  Effect.suspend(() => {
    const { history, moment } = environment
    const record: History.SessionScope = {
      user: user.id,
      visit: index,
      opening: moment(),
      opened: undefined,
      closing: undefined,
      closed: undefined,
      failed: undefined
    }
    history.scopes.push(record)
    return Effect.gen(function*() {
      const opened = yield* Effect.tapErrorCause(open(environment, user), (cause) =>
        Effect.sync(() => {
          record.failed = resultOf(history, Exit.failCause(cause))
        }))
      record.opened = moment()
      yield* Effect.addFinalizer(() =>
        Effect.sync(() => {
          record.closing = moment()
        })
      )
      const session = environment.callers.session(environment.wrapSession(opened))
      yield* Effect.forEach(visit.steps, (step) => act(environment, session, user, index, step), {
        concurrency: visit.together ? "unbounded" : 1,
        discard: true
      })
    }).pipe(
      Effect.scoped,
      Effect.ensuring(Effect.sync(() => {
        record.closed = moment()
      })),
      Effect.ignore
    )
  })

const open = (
  environment: Environment,
  user: Plan.User
): Effect.Effect<Session, WorkbookSessions.GetError, Needs | Scope.Scope> => {
  const workbook = environment.addressOf(user)
  const onEvent = recordEvents(environment.history)
  const { batching } = environment
  switch (user.session) {
    case "pooled":
      return Effect.flatMap(WorkbookSessions.WorkbookSessions, (sessions) => sessions.get({ workbook }))
    case "restoring":
      return WorkbookSession.make({
        workbook,
        mode: "nonPersistent",
        restore: restore(environment, user),
        batching,
        onEvent
      })
    default:
      return WorkbookSession.make({ workbook, mode: user.session, batching, onEvent })
  }
}

/** Records the events of a session, because programs log them. */
export const recordEvents = ({ emitted }: History.History) => (event: SessionEvent.SessionEvent): Effect.Effect<void> =>
  Effect.sync(() => void emitted.add(JSON.stringify(event)))

/** Restores one cell, which shows that the session was rebuilt. */
const restore = ({ actor, history, moment }: Environment, user: Plan.User) =>
  Effect.suspend(() => {
    const record: History.Restore = { user: user.id, started: moment(), ended: undefined, succeeded: false }
    history.restores.push(record)
    return Range.write(Range.at(Plan.addressOf(user.id, Plan.restoredCell)), [["restored"]]).pipe(
      Effect.onExit((exit) =>
        Effect.sync(() => {
          record.ended = moment()
          record.succeeded = Exit.isSuccess(exit)
        })
      ),
      Effect.asVoid,
      Effect.locally(actor, { user: user.id, step: undefined, restoring: true })
    )
  })

const act = (environment: Environment, session: Session, user: Plan.User, visit: number, step: Plan.Step) =>
  Effect.suspend(() => {
    const { actor, history, moment } = environment
    const done: History.Done = {
      user: user.id,
      visit,
      step,
      started: moment(),
      ended: undefined,
      result: undefined,
      failures: [],
      calls: undefined,
      certain: undefined
    }
    history.steps.push(done)
    return perform(environment, user, done).pipe(
      Effect.onExit((exit) =>
        Effect.sync(() => {
          done.ended = moment()
          done.result = resultOf(history, exit)
        })
      ),
      Effect.locally(actor, { user: user.id, step: step.id, restoring: false }),
      WorkbookSession.provide(session),
      // the user continues after any error except the one made on purpose
      Effect.catchIf((error) => error !== onPurpose, () => Effect.void)
    )
  })

const onPurpose = "on purpose"

const log = Table.named("Log")
const grid = Table.named("Grid")
const notes = Worksheet.named("Notes")
const tableAt = (index: number) =>
  Navigation.call(Navigation.property(Navigation.workbook, "tables"), "itemAt", { index })

/** The cell to write and read. A cell that is written by position is read by name. */
const written = (user: number, cell: number): Range.RangeRef => {
  const address = Plan.addressOf(user, cell)
  return cell === Plan.cellByPosition
    ? Range.on(Navigation.property(tableAt(0), "worksheet"), address.replace(/^.*!/, ""))
    : Range.at(address)
}

const below = (through: Plan.Below): Range.RangeRef => {
  const used = Range.used(notes)
  const named = (name: string) => NamedItem.range(NamedItem.named(name))
  switch (through) {
    case "rowsBelow":
      return Navigation.call(used, "rowsBelow", { count: 1 })
    case "lastRow":
      return Range.offset(Navigation.call(used, "lastRow", {}), 1, 0)
    case "offset":
      return Navigation.call(Range.offset(used, 1, 0), "lastCell", {})
    case "resized":
      return Navigation.call(Range.resized(used, 1, 0), "lastRow", {})
    case "usedOfColumn":
      return Navigation.call(Range.used(Range.on(notes, "A:A"), { valuesOnly: true }), "rowsBelow", { count: 1 })
    case "nameByOffset":
      return named("NextByOffset")
    case "nameByIndex":
      return named("NextByIndex")
    case "belowName":
      return Navigation.call(named("Noted"), "rowsBelow", { count: 1 })
  }
}

/** The first two tables must not be deleted. */
const firstDeletable = 2

const deletion = (what: Plan.Deletable) => {
  switch (what) {
    case "row":
      return Table.deleteRow(grid, 0)
    case "column":
      return WorkbookSession.call(
        Catalogue.column.delete,
        Navigation.call(Navigation.property(grid, "columns"), "itemAt", { index: 0 }),
        undefined
      )
    case "table":
      return Table.delete(tableAt(firstDeletable))
    case "sheet":
      return Worksheet.delete(Navigation.property(tableAt(firstDeletable), "worksheet"))
  }
}

const readCell = (user: Plan.User, cell: number) =>
  Effect.map(Range.values(Range.at(Plan.addressOf(user.id, cell))), (cells) => String(cells[0]?.[0]))

const perform = (
  environment: Environment,
  user: Plan.User,
  done: History.Done
): Effect.Effect<
  string | void,
  | Effect.Effect.Error<ReturnType<Operations.Operation["run"]>>
  | Bulk.BulkError
  | typeof onPurpose,
  WorkbookSession.WorkbookSession
> => {
  const { step } = done
  const key = Plan.keyOf(step)
  switch (step.do) {
    case "read":
      return readCell(user, step.cell)
    case "write":
      return Range.write(written(user.id, step.cell), [[key]])
    case "readAll":
      return Effect.map(
        Effect.forEach(Plan.cells, (cell) => readCell(user, cell), { batching: true }),
        (values) => values.join()
      )
    case "writeAll":
      return Effect.forEach(Plan.cells, (cell) => Range.write(written(user.id, cell), [[key]]), {
        batching: true,
        discard: true
      })
    case "append":
      return as(step, Table.addRows(log, [[key]]))
    case "writeBelow":
      return as(step, Range.write(below(step.through), [[key]]))
    case "delete":
      return as(step, deletion(step.what))
    case "addSheet":
      return as(step, Worksheet.add(step.named ? key : undefined))
    case "operate": {
      const { expected, run } = Operations.at(step.operation)
      const done = run(Operations.valuesOf(step.id))
      return Effect.map(
        step.verified ? WorkbookSession.verified(done) : done,
        (result) => expected === undefined ? undefined : JSON.stringify(result)
      )
    }
    case "batch":
    case "largeRange":
    case "appendMany":
    case "stream":
    case "updateWhere":
    case "upsert":
    case "deleteMany":
    case "findMany":
      return Bulk.perform(environment.bulk, user.id, step, learning(environment.history, done))
    case "sleep":
      return Effect.sleep(Duration.millis(step.millis))
    case "interrupt":
      return environment.interrupt(step.user)
    case "fail":
      return Effect.fail(onPurpose)
  }
}

const learning = (history: History.History, done: History.Done): Bulk.Learning => ({
  failed: (error) => void done.failures.push(resultOf(history, Exit.fail(error))),
  called: (outcomes) => {
    done.calls = outcomes.map((outcome) => resultOf(history, Exit.fromEither(outcome)))
  },
  certain: (certain) => {
    done.certain = certain
  }
})

const as = <A, E, R>({ verified }: { readonly verified: boolean }, write: Effect.Effect<A, E, R>) =>
  Effect.asVoid(verified ? WorkbookSession.verified(write) : write)

const resultOf = (history: History.History, exit: Exit.Exit<unknown, unknown>): History.Result =>
  Exit.match(exit, {
    onSuccess: (value) => ({ _tag: "Success", value: typeof value === "string" ? value : undefined }),
    onFailure: (cause) => {
      const failure = Option.getOrUndefined(Cause.failureOption(cause))
      if (failure === undefined) {
        return Cause.isInterruptedOnly(cause) ? { _tag: "Interrupted" } : { _tag: "Defect", what: Cause.pretty(cause) }
      }
      for (const text of textsOf(cause)) history.emitted.add(text)
      return failed(failure)
    }
  })

const failed = (failure: unknown): History.Result => {
  const error = Object(failure)
  const cause = error._tag === "IncompleteWrite" ? Object(error.cause) : error
  const answer = "answer" in cause && cause.answer !== undefined ? Object(cause.answer) : cause
  return {
    _tag: "Failure",
    error: typeof failure === "string" ? failure : String(error._tag),
    message: String(error.message ?? failure),
    answer: "error" in answer && "status" in answer
      ? { status: answer.status, codes: codesOf(answer.error), requestId: answer.requestId }
      : undefined
  }
}

const codesOf = ({ levels }: { readonly levels: ReadonlyArray<{ readonly code?: string | undefined }> }) =>
  levels.flatMap(({ code }) => code === undefined ? [] : [code])
