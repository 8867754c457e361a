/**
 * What was acknowledged in a session that saves is in the file: rows in the order in which they were acknowledged, and in
 * each cell what was acknowledged last, or something that may have been written since.
 */
import { type Done, type History, isBefore } from "../History.js"
import { addressOf, keyOf, type Plan } from "../Plan.js"
import type { Violation } from "../Violation.js"
import { possibleValues, writesTo } from "./cells.js"
import { isSaved } from "./S5-noDoubleWrite.js"

export const savedFiles = (history: History, plan: Plan): ReadonlyArray<Violation> => [
  ...plan.users.flatMap((user) => cells(history, user)),
  ...history.saved.flatMap(({ rows }, book) => order(history, plan, rows, book))
]

const cells = (history: History, user: Plan["users"][number]): ReadonlyArray<Violation> => {
  const file = history.saved[user.book]
  if (file === undefined) return []
  return Array.from(
    new Set(history.steps.flatMap(({ step, user: id }) => step.do === "write" && id === user.id ? [step.cell] : []))
  ).flatMap((cell) => {
    const address = addressOf(user.id, cell)
    const found = file.cells.get(address) ?? ""
    const possible = isSaved(user)
      ? possibleValues(history, writesTo(history, user.id, cell), history.over)
      : new Set([""])
    return possible.has(found) ? [] : [{
      invariant: "files",
      what: `${address} of workbook ${user.book} is "${found}" and should be ${Array.from(possible).join(" or ")}`,
      at: history.over?.at ?? 0
    }]
  })
}

const order = (
  history: History,
  plan: Plan,
  rows: ReadonlyArray<string>,
  book: number
): ReadonlyArray<Violation> => {
  const acknowledged = history.steps.filter(({ result, step, user }) =>
    step.do === "append" && result?._tag === "Success" &&
    plan.users.some((owner) => owner.id === user && owner.book === book && isSaved(owner))
  )
  return acknowledged.flatMap((later) =>
    acknowledged.filter((earlier) => cameBefore(earlier, later) && place(rows, later) < place(rows, earlier))
      .map((earlier) => ({
        invariant: "files",
        what: `row ${keyOf(later.step)} is above row ${keyOf(earlier.step)}, which was acknowledged before it was sent`,
        at: later.started.at
      }))
  )
}

const cameBefore = (earlier: Done, later: Done): boolean =>
  earlier.ended !== undefined && isBefore(earlier.ended, later.started)

const place = (rows: ReadonlyArray<string>, { step }: Done): number => rows.indexOf(keyOf(step))
