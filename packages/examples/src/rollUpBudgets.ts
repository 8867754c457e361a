/** Adds up the budgets of many workbooks, a few at a time, and names the workbooks that could not be read. */
import { NamedItem, Range, type Workbook, WorkbookSession, WorkbookSessions } from "@effect-workbook/client"
import { Effect, Number, Schema } from "effect"

const readBudget = Range.value(NamedItem.range(NamedItem.named("Budget")), Schema.Number)

const budgetOf = (workbook: Workbook.Workbook) =>
  Effect.gen(function*() {
    const sessions = yield* WorkbookSessions.WorkbookSessions
    // A session of a few reads does not need to save anything.
    const session = yield* sessions.get({ workbook, mode: "nonPersistent" })
    return yield* WorkbookSession.provide(readBudget, session)
  }).pipe(
    Effect.scoped,
    Effect.mapError((error) => ({ workbook, reason: error.message }))
  )

export const rollUpBudgets = (workbooks: ReadonlyArray<Workbook.Workbook>) =>
  Effect.partition(workbooks, budgetOf, { concurrency: 4 }).pipe(
    Effect.map(([unread, budgets]) => ({ total: Number.sumAll(budgets), unread })),
    Effect.provide(WorkbookSessions.layer())
  )
