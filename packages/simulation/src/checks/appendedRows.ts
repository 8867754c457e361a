/**
 * Rows that a step appends are in its table once and in their order. If the append failed, the first of them are there, as many
 * as the client tells, and at most one request more. A stream returns the rows once and in the order of the table.
 */
import { type Done, type History, isBefore } from "../History.js"
import { keysOf, type Plan, type Step } from "../Plan.js"
import type { Violation } from "../Violation.js"
import { isSuccess } from "./sessions.js"
import { foundNothing, isSaved, isUnclear, mayWriteLater, ownerOf, requestsOf, wasRestored } from "./steps.js"

type Append = Extract<Step, { readonly do: "appendMany" }>

export const appendedRows = (history: History, plan: Plan): ReadonlyArray<Violation> =>
  history.steps.flatMap((done) =>
    done.step.do === "appendMany"
      ? appended(history, plan, done, done.step)
      : done.step.do === "stream"
      ? streamed(history, plan, done)
      : []
  )

const appended = (history: History, plan: Plan, done: Done, step: Append): ReadonlyArray<Violation> => {
  const owner = ownerOf(plan, done)
  const rows = owner === undefined ? undefined : history.saved[owner.book]?.bulk?.rows[owner.id]
  if (owner === undefined || rows === undefined) return []
  const violation = (invariant: string, what: string) => [{ invariant, what, at: (done.ended ?? done.started).at }]
  const keys = keysOf(step, step.rows)
  const found = rows.filter((row) => keys.includes(row))
  if (!isSaved(owner)) {
    return found.length > 0 ? violation("S5", `${found.join()} of a session that saves nothing are in the file`) : []
  }
  if (new Set(found).size < found.length) return violation("S5", `rows are in the file twice: ${found.join()}`)
  if (found.join() !== keys.slice(0, found.length).join()) {
    return violation("files", `the rows in the file are ${found.join()}, not the first ones of ${keys.join()}`)
  }
  const { certain, result } = done
  if (result?._tag === "Success") {
    return found.length === keys.length && result.value === String(keys.length)
      ? []
      : violation(
        "files",
        `${result.value} rows were acknowledged, and ${found.length} of ${keys.length} are in the file`
      )
  }
  const told = certain?.rows ?? 0
  const most = isUnclear(done) ? told + step.maxRows : told
  if (found.length < told || found.length > most) {
    return violation(
      "S5",
      `${found.length} rows of step ${step.id} are in the file, expected between ${told} and ${most} after ${
        error(done)
      }`
    )
  }
  const acknowledged = acknowledgedRows(history, done, keys)
  if (result?._tag === "Failure" && told < acknowledged) {
    return violation("S10", `${told} rows are told to be added, but ${acknowledged} were acknowledged`)
  }
  if (!isAlone(history, done)) return []
  if (result?._tag === "Failure" && result.error === "InvalidArguments") {
    return violation("S10", `nobody else has changed the table, but its rows do not match: ${result.message}`)
  }
  const index = certain?.index
  return told === 0 || index === undefined || rows.indexOf(keys[0] ?? "") === index - told
    ? []
    : violation(
      "S10",
      `the next row was told to have index ${index}, after ${told} rows from ${rows.indexOf(keys[0] ?? "")}`
    )
}

const error = ({ result }: Done): string => result?._tag === "Failure" ? result.error : "an interruption"

const acknowledgedRows = (history: History, done: Done, keys: ReadonlyArray<string>): number => {
  const added = requestsOf(history, done).filter((exchange) =>
    exchange.endpoint === "Collection(workbookTableRow).create" && isSuccess(exchange) && !isAccepted(exchange)
  )
  return keys.filter((key) => added.some(({ request }) => request.includes(`'${key}"`))).length
}

const isAccepted = ({ ending }: { readonly ending: unknown }): boolean => Object(ending).status === 202

const addsRows = ({ step }: Done): boolean =>
  step.do === "appendMany" || step.do === "batch" && step.calls.some((call) => call.do === "append")

/** Whether no other step can have added rows to the table meanwhile. */
const isAlone = (history: History, done: Done): boolean =>
  !history.steps.some((other) =>
    other !== done && other.user === done.user && addsRows(other) &&
    !(done.ended !== undefined && isBefore(done.ended, other.started)) &&
    (other.ended === undefined || isBefore(done.started, other.ended) || isUnclear(other) ||
      mayWriteLater(history, other))
  )

const streamed = (history: History, plan: Plan, done: Done): ReadonlyArray<Violation> => {
  const owner = ownerOf(plan, done)
  const rows = owner === undefined ? undefined : history.saved[owner.book]?.bulk?.rows[owner.id]
  if (owner === undefined || rows === undefined || done.result?._tag !== "Success") return []
  const found: ReadonlyArray<string> = JSON.parse(done.result.value ?? "[]")
  const violation = (what: string) => [{ invariant: "reads", what, at: done.started.at }]
  if (new Set(found).size < found.length) return violation(`rows were read twice: ${found.join()}`)
  if (wasRestored(history, done) || foundNothing(history, done)) return []
  const acknowledged = history.steps.flatMap((other) =>
    other.user === done.user && (isSaved(owner) || other.visit === done.visit) && other.step.do === "appendMany" &&
      other.result?._tag === "Success" && other.ended !== undefined && isBefore(other.ended, done.started)
      ? keysOf(other.step, other.step.rows)
      : []
  )
  const missing = ["first", ...acknowledged].filter((key) => !found.includes(key))
  if (missing.length > 0) return violation(`${missing.join()} were appended and not read in ${found.join()}`)
  return isSaved(owner) && found.join() !== rows.filter((row) => found.includes(row)).join()
    ? violation(`the rows were read as ${found.join()}, and are ${rows.join()} in the file`)
    : []
}
