/** Users read their own writes, in whichever session the requests were executed. */
import type { History } from "../History.js"
import * as Operations from "../Operations.js"
import { addressOf, cellsOf, type Plan } from "../Plan.js"
import type { Violation } from "../Violation.js"
import { possibleValues, writesTo } from "./cells.js"
import { isSaved, wasRestored } from "./steps.js"

export const readYourWrites = (history: History, plan: Plan): ReadonlyArray<Violation> => [
  ...cells(history, plan),
  ...history.steps.flatMap(({ ended, result, step }) => {
    if (step.do !== "operate" || result?._tag !== "Success") return []
    const { expected, name } = Operations.at(step.operation)
    const value = expected === undefined ? undefined : JSON.stringify(expected(Operations.valuesOf(step.id)))
    return value === result.value ? [] : [{
      invariant: "reads",
      what: `the result of ${name} was ${result.value} and should be ${value}`,
      at: ended?.at ?? 0
    }]
  })
]

const cells = (history: History, plan: Plan): ReadonlyArray<Violation> =>
  history.steps.flatMap((read) => {
    const owner = plan.users.find(({ id }) => id === read.user)
    const { ended, result, step } = read
    if (owner === undefined || ended === undefined || result?._tag !== "Success") return []
    if (step.do !== "read" && step.do !== "readAll") return []
    const values = result.value?.split(",") ?? []
    return cellsOf(step).flatMap((cell, index) => {
      const writes = writesTo(history, owner.id, cell).filter(({ visit }) => isSaved(owner) || visit === read.visit)
      const possible = possibleValues(history, writes, read)
      const found = values[index] ?? ""
      return possible.has(found) || found === "" && wasRestored(history, read) ? [] : [{
        invariant: "reads",
        what: `${addressOf(owner.id, cell)} was read as "${found}" and should be ${Array.from(possible).join(" or ")}`,
        at: ended.at
      }]
    })
  })
