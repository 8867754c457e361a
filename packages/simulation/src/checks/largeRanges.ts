/**
 * A write in parts leaves each row at its place. The rows that are told to be written are written, also after a failure, and
 * no acknowledged row is left out of them. A read in parts returns all rows in their order.
 */
import * as Address from "@effect-workbook/schema/Address"
import * as Either from "effect/Either"
import { addressOf, cellsOf, firstColumn } from "../Bulk.js"
import type { Done, Exchange, History } from "../History.js"
import type { Plan, Step } from "../Plan.js"
import type { Violation } from "../Violation.js"
import { isSuccess } from "./sessions.js"
import { foundNothing, isSaved, ownerOf, requestsOf, wasRestored } from "./steps.js"

type Large = Extract<Step, { readonly do: "largeRange" }>

export const largeRanges = (history: History, plan: Plan): ReadonlyArray<Violation> =>
  history.steps.flatMap((done) =>
    done.step.do === "largeRange"
      ? [
        ...inFile(history, plan, done, done.step),
        ...told(history, plan, done, done.step),
        ...read(history, done, done.step)
      ]
      : []
  )

const inFile = (history: History, plan: Plan, done: Done, step: Large): ReadonlyArray<Violation> => {
  const owner = ownerOf(plan, done)
  const saved = owner === undefined ? undefined : history.saved[owner.book]?.bulk
  if (owner === undefined || saved === undefined) return []
  const certain = done.result?._tag === "Success" ? step.rows : done.certain?.rows ?? 0
  return cellsOf(step).flatMap((cells, row) =>
    cells.flatMap((cell, column) => {
      const address = addressOf(step, row, column)
      const found = saved.area.get(address) ?? ""
      const isExpected = isSaved(owner) ? found === cell || found === "" && row >= certain : found === ""
      return isExpected ? [] : [{
        invariant: "files",
        what: `${address} is "${found}", expected "${cell}": ${certain} rows of step ${step.id} are told to be written`,
        at: (done.ended ?? done.started).at
      }]
    })
  )
}

/** A failed write tells all rows that were acknowledged. */
const told = (history: History, plan: Plan, done: Done, step: Large): ReadonlyArray<Violation> => {
  const owner = ownerOf(plan, done)
  if (owner === undefined || done.result?._tag !== "Failure") return []
  const { certain = { rows: 0 }, started } = done
  const violation = (what: string) => [{ invariant: "S10", what, at: started.at }]
  if (!isSaved(owner)) {
    return done.result.error === "IncompleteWrite" && /nonPersistent session was lost/.test(done.result.message) &&
        certain.rows > 0
      ? violation(`step ${step.id} told that ${certain.rows} rows are written, which are lost`)
      : []
  }
  const acknowledged = acknowledgedRows(requestsOf(history, done), step)
  return certain.rows >= acknowledged
    ? []
    : violation(`step ${step.id} told that ${certain.rows} rows are written, but ${acknowledged} were acknowledged`)
}

/** The number of first rows of which all cells were acknowledged. */
const acknowledgedRows = (requests: ReadonlyArray<Exchange>, step: Large): number => {
  const written = requests.flatMap((exchange) => {
    const [address = ""] = exchange.what.split(" ")
    return isSuccess(exchange) && exchange.endpoint === "workbookRange.update"
      ? Either.match(Address.parse(address), { onLeft: () => [], onRight: (area) => [area] })
      : []
  })
  const isWritten = (row: number, column: number) =>
    written.some((area) => row >= area.top && row <= area.bottom && column >= area.left && column <= area.right)
  const { columns, rows } = step
  const left = firstColumn(step)
  let count = 0
  while (
    count < rows &&
    Array.from({ length: columns }, (_, column) => left + column).every((column) => isWritten(count, column))
  ) count++
  return count
}

const read = (history: History, done: Done, step: Large): ReadonlyArray<Violation> => {
  if (done.result?._tag !== "Success" || wasRestored(history, done) || foundNothing(history, done)) return []
  const found: ReadonlyArray<ReadonlyArray<string>> = JSON.parse(done.result.value ?? "[]")
  const expected = cellsOf(step)
  const [rows, below] = [found.slice(0, expected.length), found.slice(expected.length)]
  // the emulator ends whole columns at the last used row of the worksheet
  const isBlank = step.back === "columns" && below.every((row) => row.every((cell) => cell === ""))
  return JSON.stringify(rows) === JSON.stringify(expected) && (below.length === 0 || isBlank) ? [] : [{
    invariant: "reads",
    what: `step ${step.id} read ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`,
    at: (done.ended ?? done.started).at
  }]
}
