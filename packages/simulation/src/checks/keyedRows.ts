/**
 * Rows with keys are changed by their keys: an update changes no other row, a row is added once, and only the rows that were
 * asked for are deleted.
 */
import { type Done, type History, isBefore } from "../History.js"
import { initialKeys, keyOf, keysOf, type Plan, removable, type Step, updatable, type User } from "../Plan.js"
import type { Violation } from "../Violation.js"
import { possibleValues } from "./cells.js"
import { wasRefused } from "./S5-noDoubleWrite.js"
import {
  foundNothing,
  isSaved,
  isUnclear,
  isVerified,
  mayWriteLater,
  ownerOf,
  requestsOf,
  wasRestored
} from "./steps.js"

export const keyedRows = (history: History, plan: Plan): ReadonlyArray<Violation> =>
  plan.users.flatMap((user) => {
    const steps = history.steps.filter((done) => done.user === user.id && isKeyed(done.step))
    const isUncertain = (done: Done): boolean =>
      mayWriteLater(history, done) || mayDeleteLater(history, plan, done) ||
      // rows are added to a table that seems to be empty
      foundNothing(history, done)
    if (steps.some(isUncertain)) return []
    return [...inFile(history, user, steps), ...steps.flatMap((done) => results(history, plan, done, steps))]
  })

/** Whether the deletion of a row became an operation that may still run after the step, when others have its position. */
const mayDeleteLater = (history: History, { openDelay }: Plan, done: Done): boolean =>
  openDelay > 0 && !isVerified(done) && isUnclear(done) &&
  requestsOf(history, done).some(({ endpoint }) => endpoint === "workbookTableRow.delete")

const isKeyed = ({ do: kind }: Step): boolean =>
  kind === "updateWhere" || kind === "upsert" || kind === "deleteMany" || kind === "findMany"

type Pairs = ReadonlyArray<readonly [key: string, value: string]>

const updates = (steps: ReadonlyArray<Done>, key: string): ReadonlyArray<Done> =>
  steps.filter(({ step }) => (step.do === "updateWhere" || step.do === "upsert") && step.keys.includes(key))

const deletions = (steps: ReadonlyArray<Done>, key: string): ReadonlyArray<Done> =>
  steps.filter(({ step }) => step.do === "deleteMany" && step.keys.includes(key))

const inFile = (history: History, user: User, steps: ReadonlyArray<Done>): ReadonlyArray<Violation> => {
  const pairs = history.saved[user.book]?.bulk?.pairs[user.id]
  if (pairs === undefined) return []
  const at = history.over?.at ?? 0
  if (!isSaved(user)) {
    return pairs.every(([key, value], index) => key === initialKeys[index] && value === "old") ? [] : [{
      invariant: "S5",
      what: `changes of a session that saves nothing are in the file: ${pairs.join(" ")}`,
      at
    }]
  }
  return [
    ...duplicates(pairs, steps, at),
    ...present(history, pairs, steps).map((what) => ({ invariant: "files", what, at })),
    ...steps.flatMap((done) => addedBy(pairs, done))
  ]
}

/** Each key is there once, in its place, and no others are. */
const duplicates = (pairs: Pairs, steps: ReadonlyArray<Done>, at: number): ReadonlyArray<Violation> => {
  const keys = pairs.map(([key]) => key)
  const added = new Set(steps.flatMap(({ step }) => step.do === "upsert" ? keysOf(step, step.added) : []))
  const expected = initialKeys.filter((key) => keys.includes(key))
  return keys.slice(0, expected.length).join() === expected.join() && new Set(keys).size === keys.length &&
      keys.slice(expected.length).every((key) => added.has(key))
    ? []
    : [{ invariant: "S5", what: `the keys in the file are ${keys.join()}`, at }]
}

/** The rows of the initial keys have one of their possible values, or were deleted if a step asked for that. */
const present = (
  history: History,
  pairs: Pairs,
  steps: ReadonlyArray<Done>,
  read?: Done
): ReadonlyArray<string> => {
  const found = new Map(pairs)
  return [
    ...updatable.flatMap((key) => {
      const possible = possibleValues(history, updates(steps, key), read)
      const value = found.get(key)
      return value !== undefined && possible.has(value === "old" ? "" : value)
        ? []
        : [`the row ${key} is "${value}" and should be ${Array.from(possible, (value) => value || "old").join(" or ")}`]
    }),
    ...removable.flatMap((key) => {
      const deleted = deletions(steps, key)
      const isGone = deleted.some(({ ended, result }) =>
        result?._tag === "Success" && (read === undefined || ended !== undefined && isBefore(ended, read.started))
      )
      const value = found.get(key)
      if (value === undefined) {
        return deleted.some((done) => mayHaveDeleted(history, done)) ? [] : [`the row ${key} is missing`]
      }
      return isGone || value !== "old"
        ? [`the row ${key} is there with "${value}"${isGone ? ", but was deleted" : ""}`]
        : []
    })
  ]
}

/** Whether a request of the step may have been executed that deletes rows. */
const mayHaveDeleted = (history: History, done: Done): boolean =>
  requestsOf(history, done).some((exchange) => exchange.effect === "nonIdempotent" && !wasRefused(history, exchange))

/** The rows that an `upsert` adds. */
const addedBy = (pairs: Pairs, done: Done): ReadonlyArray<Violation> => {
  const { ended, result, started, step } = done
  if (step.do !== "upsert") return []
  const violation = (what: string) => [{ invariant: "S5", what, at: (ended ?? started).at }]
  const keys = keysOf(step, step.added)
  const found = pairs.filter(([key]) => keys.includes(key))
  if (found.some(([, value]) => value !== keyOf(step))) return violation(`${found.join(" ")} have other values`)
  if (found.length === 0) {
    return result?._tag === "Success" && keys.length > 0
      ? violation(`${keys.join()} were acknowledged and are not in the file`)
      : []
  }
  // they are added by one request
  if (found.map(([key]) => key).join() !== keys.join()) {
    return violation(`of ${keys.join()}, only ${found.join(" ")} are in the file`)
  }
  return result?._tag === "Success" || isUnclear(done)
    ? []
    : violation(`${keys.join()} are in the file, though the step failed`)
}

/** What the steps return. */
const results = (history: History, plan: Plan, done: Done, steps: ReadonlyArray<Done>): ReadonlyArray<Violation> => {
  const { ended, failures, result, step } = done
  const owner = ownerOf(plan, done)
  if (owner === undefined || ended === undefined) return []
  const violation = (what: string) => [{ invariant: "reads", what, at: ended.at }]
  const mismatch = [...failures, result].find((each) => each?._tag === "Failure" && each.error === "RowMismatch")
  if (mismatch?._tag === "Failure") return violation(mismatch.message)
  if (result?._tag !== "Success" || wasRestored(history, done)) return []
  const visible = steps.filter(({ started, visit }) =>
    (isSaved(owner) || visit === done.visit) && isBefore(started, ended)
  )
  switch (step.do) {
    case "updateWhere":
      return result.value === String(step.keys.length)
        ? []
        : violation(`${result.value} rows were updated, expected ${step.keys.length}`)
    case "upsert": {
      const { added, updated } = JSON.parse(result.value ?? "{}")
      const isExact = updated === step.keys.length && added === step.added
      return isExact || failures.length > 0 && updated + added === step.keys.length + step.added
        ? []
        : violation(`${result.value}, expected ${step.keys.length} updated and ${step.added} added`)
    }
    case "deleteMany": {
      const count = Number(result.value)
      const isFirst = failures.length === 0 &&
        step.keys.every((key) => deletions(visible, key).every((other) => other === done))
      return count === step.keys.length || !isFirst && count < step.keys.length
        ? []
        : violation(`${count} rows were deleted, expected ${step.keys.length}`)
    }
    case "findMany":
      return present(history, JSON.parse(result.value ?? "[]"), visible, done).flatMap(violation)
    default:
      return []
  }
}
