import { NamedItem, Workbook, WorkbookSession } from "@effect-workbook/client"
import { Emulator } from "@effect-workbook/emulator"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { rollUpBudgets } from "../src/rollUpBudgets.js"
import { graph } from "./support/emulated.js"

const teams = ["north", "south", "east", "west", "hq"]
const workbooks = [...teams, "missing"].map((team) => Workbook.path(`/${team}.xlsx`))

it.effect("adds up the budgets of the workbooks, and names those that cannot be read", () =>
  Effect.gen(function*() {
    for (const workbook of workbooks.slice(0, -1)) {
      yield* NamedItem.add({ name: "Budget", reference: "=Plan!$B$1" }).pipe(
        Effect.provide(WorkbookSession.layer({ workbook }))
      )
    }
    const { total, unread } = yield* rollUpBudgets(workbooks)
    assert.strictEqual(total, 1000 + 2000 + 3000 + 4000 + 5000)
    assert.deepStrictEqual(unread.map(({ workbook }) => Workbook.toPath(workbook)), ["/me/drive/root:/missing.xlsx:"])
    assert.match(unread[0]!.reason, /itemNotFound/)
    assert.deepStrictEqual(yield* Effect.flatMap(Emulator.Emulator, ({ openSessions }) => openSessions), [])
  }).pipe(
    Effect.provide(graph(Object.fromEntries(
      teams.map((team, index) => [`${team}.xlsx`, { Plan: [["Budget", (index + 1) * 1000]] }])
    )))
  ))
