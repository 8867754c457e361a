/**
 * The calls of `Batch.all` are executed in their order. A read finds what the writes before it have written, each call has its
 * own outcome, and by default no call is executed after one that failed.
 */
import { addressOf } from "../Bulk.js"
import type { Done, History, Result } from "../History.js"
import { keysOf, type Plan, type Step } from "../Plan.js"
import type { Violation } from "../Violation.js"
import { wasRefused } from "./S5-noDoubleWrite.js"
import { isSuccess } from "./sessions.js"
import { isSaved, mayWriteLater, ownerOf, requestsOf, wasRestored } from "./steps.js"

type Batch = Extract<Step, { readonly do: "batch" }>

export const batches = (history: History, plan: Plan): ReadonlyArray<Violation> =>
  history.steps.flatMap((done) =>
    done.step.do === "batch"
      ? [...cells(history, plan, done, done.step), ...rows(history, plan, done, done.step), ...positions(done)]
      : []
  )

/** The outcome of a call. It was not made if a call before it failed. */
type Outcome = Result | "notMade" | "unknown"

/** The position of the call that has failed. The error of a lost session names the call that has lost it, of any batch. */
const positionIn = (result: Result | undefined): number | undefined => {
  if (result?._tag !== "Failure" || result.error === "SessionLost") return undefined
  const [, position] = /Batch\.all\[(\d+)\]/.exec(result.message) ?? []
  return position === undefined ? undefined : Number(position)
}

const outcomesOf = ({ calls, result }: Done, step: Batch): ReadonlyArray<Outcome> => {
  if (result?._tag === "Success") {
    if (calls !== undefined) return calls
    const values: ReadonlyArray<string> = JSON.parse(result.value ?? "[]")
    let read = 0
    return step.calls.map((call) => ({ _tag: "Success", value: call.do === "read" ? values[read++] : undefined }))
  }
  const failed = positionIn(result)
  return step.calls.map((_, index) =>
    result === undefined || failed === undefined
      ? "unknown"
      : index < failed
      ? { _tag: "Success", value: undefined }
      : index === failed
      ? result
      : "notMade"
  )
}

/** Follows the content of the cells of the step from call to call. */
const cells = (history: History, plan: Plan, done: Done, step: Batch): ReadonlyArray<Violation> => {
  const owner = ownerOf(plan, done)
  const at = (done.ended ?? done.started).at
  const violations: Array<Violation> = []
  const outcomes = outcomesOf(done, step)
  const keys = keysOf(step, step.calls.length)
  const isLate = mayWriteLater(history, done)
  const possible = new Map<number, ReadonlySet<string>>()
  for (const [index, call] of step.calls.entries()) {
    if (call.do === "append") continue
    const outcome = outcomes[index] ?? "unknown"
    const before = possible.get(call.cell) ?? new Set([""])
    if (call.do === "write") {
      const key = keys[index] ?? ""
      const isDone = typeof outcome === "object" && outcome._tag === "Success"
      if (isDone && !isLate) possible.set(call.cell, new Set([key]))
      else if (outcome !== "notMade" || mayBeExecuted(history, done, key)) {
        possible.set(call.cell, new Set([...before, key]))
      }
    } else if (typeof outcome === "object" && outcome._tag === "Success" && outcome.value !== undefined) {
      if (!before.has(outcome.value) && !wasRestored(history, done)) {
        violations.push({
          invariant: "reads",
          what: `call ${index} of step ${step.id} read "${outcome.value}" and should have read ${shown(before)}`,
          at
        })
      }
    }
  }
  const saved = owner === undefined ? undefined : history.saved[owner.book]?.bulk
  if (owner === undefined || saved === undefined) return violations
  for (const [cell, values] of possible) {
    const found = saved.area.get(addressOf(step, cell)) ?? ""
    const expected = isSaved(owner) ? values : new Set([""])
    if (!expected.has(found)) {
      violations.push({
        invariant: "files",
        what: `the cell ${addressOf(step, cell)} of step ${step.id} is "${found}" and should be ${shown(expected)}`,
        at
      })
    }
  }
  return violations
}

const shown = (values: ReadonlySet<string>): string => Array.from(values, (value) => `"${value}"`).join(" or ")

/** Whether a call after one that failed may be executed: the outcome of its batch is unknown. */
const mayBeExecuted = (history: History, done: Done, key: string): boolean =>
  done.result?._tag === "Failure" && done.result.error === "UnexpectedAnswer" ||
  requestsOf(history, done).some((exchange) =>
    exchange.request.includes(`"${key}"`) && !isSuccess(exchange) && !wasRefused(history, exchange)
  )

/** Rows that are added by calls are in the table as often as their outcomes allow. */
const rows = (history: History, plan: Plan, done: Done, step: Batch): ReadonlyArray<Violation> => {
  const owner = ownerOf(plan, done)
  const found = owner === undefined ? undefined : history.saved[owner.book]?.bulk?.rows[owner.id]
  if (owner === undefined || found === undefined) return []
  const outcomes = outcomesOf(done, step)
  return keysOf(step, step.calls.length).flatMap((key, index) => {
    if (step.calls[index]?.do !== "append") return []
    const [least, most] = isSaved(owner) ? timesOf(outcomes[index] ?? "unknown") : [0, 0]
    const count = found.filter((row) => row === key).length
    return count >= least && count <= most ? [] : [{
      invariant: "S5",
      what: `the row ${key} of a batch is in the file ${count} times, expected between ${least} and ${most}`,
      at: (done.ended ?? done.started).at
    }]
  })
}

const timesOf = (outcome: Outcome): readonly [least: number, most: number] => {
  if (outcome === "notMade") return [0, 0]
  if (outcome === "unknown") return [0, 1]
  if (outcome._tag === "Success") return [1, 1]
  return outcome._tag === "Failure" && outcome.error !== "OutcomeUnknown" ? [0, 0] : [0, 1]
}

/** The error of a call names its position. */
const positions = ({ calls = [], started }: Done): ReadonlyArray<Violation> =>
  calls.flatMap((outcome, index) => {
    const named = positionIn(outcome)
    return named === undefined || named === index ? [] : [{
      invariant: "S10",
      what: `call ${index} of a batch failed with the error of call ${named}`,
      at: started.at
    }]
  })
