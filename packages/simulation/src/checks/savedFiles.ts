/**
 * Acknowledged changes of sessions that save are in the file: rows and notes in the order of their acknowledgement, and
 * in each cell the last acknowledged value or one that may have been written since.
 */
import { type Done, type History, isBefore, type SavedBook } from "../History.js"
import { addressOf, cellsOf, keyOf, type Plan } from "../Plan.js"
import type { Violation } from "../Violation.js"
import { possibleValues, writesTo } from "./cells.js"
import { valuesOf } from "./S5-inTheFile.js"
import { isSaved } from "./steps.js"

export const savedFiles = (history: History, plan: Plan): ReadonlyArray<Violation> => [
  ...plan.users.flatMap((user) => cells(history, user)),
  ...history.saved.flatMap((saved, book) => order(history, plan, saved, book))
]

const cells = (history: History, user: Plan["users"][number]): ReadonlyArray<Violation> => {
  const file = history.saved[user.book]
  if (file === undefined) return []
  return Array.from(
    new Set(history.steps.flatMap(({ step, user: id }) => id === user.id ? cellsOf(step) : []))
  ).flatMap((cell) => {
    const address = addressOf(user.id, cell)
    const found = file.cells.get(address) ?? ""
    const possible = isSaved(user)
      ? possibleValues(history, writesTo(history, user.id, cell))
      : new Set([""])
    return possible.has(found) ? [] : [{
      invariant: "files",
      what: `${address} of workbook ${user.book} is "${found}" and should be ${Array.from(possible).join(" or ")}`,
      at: history.over?.at ?? 0
    }]
  })
}

const order = (history: History, plan: Plan, saved: SavedBook, book: number): ReadonlyArray<Violation> => {
  const acknowledged = history.steps.filter(({ result, step, user }) =>
    (step.do === "append" || step.do === "writeBelow") && result?._tag === "Success" &&
    plan.users.some((owner) => owner.id === user && owner.book === book && isSaved(owner))
  )
  return acknowledged.flatMap((later) =>
    acknowledged.filter((earlier) =>
      earlier.step.do === later.step.do && cameBefore(earlier, later) && place(saved, later) < place(saved, earlier)
    )
      .map((earlier) => ({
        invariant: "files",
        what: `${keyOf(later.step)} is above ${keyOf(earlier.step)}, which was acknowledged before it was sent`,
        at: later.started.at
      }))
  )
}

const cameBefore = (earlier: Done, later: Done): boolean =>
  earlier.ended !== undefined && isBefore(earlier.ended, later.started)

/** The check of S5 reports missing values. */
const place = (saved: SavedBook, { step }: Done): number => {
  const found = valuesOf(saved, step)?.indexOf(keyOf(step)) ?? -1
  return found < 0 ? Number.NaN : found
}
