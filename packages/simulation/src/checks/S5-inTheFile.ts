/** S5 in the saved files: each step was executed as often as its result allows. */
import { deletable } from "../Books.js"
import { type Done, type History, isBefore, type SavedBook } from "../History.js"
import * as Operations from "../Operations.js"
import { type Deletable, deletables, keyOf, type Plan, type Step } from "../Plan.js"
import type { Violation } from "../Violation.js"
import { isSaved, isVerified, ownerOf } from "./steps.js"

export const doneOnce = (history: History, plan: Plan): ReadonlyArray<Violation> => [
  ...history.steps.flatMap((done) => copies(history, plan, done)),
  ...history.saved.flatMap((saved, book) => [
    ...namelessSheets(history, plan, saved, book),
    ...deletables.flatMap((what) => deletions(history, plan, saved, book, what))
  ])
]

/** How often a file shows that a step was executed. Undefined if the step leaves no trace of its own. */
const countOf = (saved: SavedBook, step: Step): number | undefined => {
  if (step.do !== "operate") {
    const key = keyOf(step)
    return valuesOf(saved, step)?.filter((name) => name === key).length
  }
  const { place } = Operations.at(step.operation)
  return place === undefined ? undefined : saved.traces?.get(`${place} ${Operations.valuesOf(step.id).key}`) ?? 0
}

/** The list in which a step's value is found. Undefined if it cannot be distinguished from those of other steps. */
export const valuesOf = ({ notes, rows, sheets }: SavedBook, step: Step): ReadonlyArray<string> | undefined => {
  switch (step.do) {
    case "append":
      return rows
    case "writeBelow":
      return notes
    case "addSheet":
      return step.named ? sheets : undefined
    default:
      return undefined
  }
}

const copies = (history: History, plan: Plan, done: Done): ReadonlyArray<Violation> => {
  const owner = ownerOf(plan, done)
  const { ended, result, started, step } = done
  const saved = owner === undefined ? undefined : history.saved[owner.book]
  const count = saved === undefined ? undefined : countOf(saved, step)
  if (owner === undefined || count === undefined) return []
  const key = step.do === "operate"
    ? `the trace of step ${step.id} (${Operations.at(step.operation).name})`
    : keyOf(step)
  const violation = (what: string) => [{ invariant: "S5", what, at: (ended ?? started).at }]
  if (!isSaved(owner)) {
    return count > 0 ? violation(`${key} of a session that saves nothing is in the file`) : []
  }
  if (count > 1) return violation(`${key} is in the file ${count} times`)
  if (result?._tag === "Success" && count === 0 && !mayBeOverwritten(history, plan, done)) {
    return violation(`${key} was acknowledged and is not in the file`)
  }
  return count === 1 && result?._tag === "Failure" && result.error !== "OutcomeUnknown"
    ? violation(`${key} is in the file, though its step failed with ${result.error}`)
    : []
}

/** Sheets with automatic names cannot be distinguished, so they are counted. */
const namelessSheets = (history: History, plan: Plan, saved: SavedBook, book: number): ReadonlyArray<Violation> =>
  counted(history, plan, book, {
    isMeant: (step) => step.do === "addSheet" && !step.named,
    found: saved.sheets.filter((name) => /^Sheet\d+$/.test(name)).length,
    mayBeTaken: addsSheet,
    what: "new sheets"
  })

const addsSheet = (step: Step): boolean =>
  step.do === "addSheet" || step.do === "operate" && Operations.at(step.operation).place === "sheet"

/** Deletions by position cannot be distinguished either, so they are counted. */
const deletions = (
  history: History,
  plan: Plan,
  saved: SavedBook,
  book: number,
  what: Deletable
): ReadonlyArray<Violation> => {
  // deleting a sheet also deletes its table
  const isMeant = (step: Step): boolean =>
    step.do === "delete" && (step.what === what || what === "table" && step.what === "sheet")
  return counted(history, plan, book, {
    isMeant,
    found: deletable[what] - saved.left[what],
    mayBeTaken: isMeant,
    what: `deletions of a ${what}`
  })
}

const counted = (
  history: History,
  plan: Plan,
  book: number,
  { found, isMeant, mayBeTaken, what }: {
    readonly isMeant: (step: Step) => boolean
    readonly found: number
    /** Whether a verified write may mistake this step's work for its own. */
    readonly mayBeTaken: (step: Step) => boolean
    readonly what: string
  }
): ReadonlyArray<Violation> => {
  const asked = history.steps.filter((done) => {
    const owner = ownerOf(plan, done)
    return isMeant(done.step) && owner?.book === book && isSaved(owner)
  })
  const acknowledged = asked.filter(({ result }) => result?._tag === "Success")
  // as documented, a verified write may mistake concurrent changes in the same place for its own
  const isCertain = (done: Done) =>
    !isVerified(done) || !meanwhile(history, plan, done).some(({ step }) => mayBeTaken(step))
  const certain = acknowledged.filter(isCertain).length
  const unknown =
    asked.filter(({ result }) =>
      result?._tag === "Failure" ? result.error === "OutcomeUnknown" : result?._tag !== "Success"
    ).length
  const most = acknowledged.length + unknown
  return found >= certain && found <= most ? [] : [{
    invariant: "S5",
    what: `workbook ${book} has ${found} ${what}, expected between ${certain} and ${most}`,
    at: history.over?.at ?? 0
  }]
}

/**
 * As documented, a verified write looks up its target first and assumes that nobody else writes there, so it may
 * overwrite concurrent writes.
 */
const mayBeOverwritten = (history: History, plan: Plan, done: Done): boolean =>
  done.step.do === "writeBelow" &&
    meanwhile(history, plan, done).some((other) =>
      other.step.do === "writeBelow" && (isVerified(other) || isVerified(done))
    ) ||
  done.step.do === "operate" && (isVerified(done) || Operations.at(done.step.operation).name === "Range.append") &&
    meanwhile(history, plan, done).some(({ step }) => step.do === "operate")

/**
 * The concurrent steps of others in the same workbook. A request that the client gave up may be executed at any later
 * time.
 */
const meanwhile = (history: History, plan: Plan, done: Done): ReadonlyArray<Done> =>
  history.steps.filter((other) =>
    other.step.id !== done.step.id && ownerOf(plan, other)?.book === ownerOf(plan, done)?.book &&
    (wasGivenUp(history, other) || other.user !== done.user && !isEndedBefore(other, done)) &&
    !isEndedBefore(done, other)
  )

const isEndedBefore = ({ ended }: Done, { started }: Done): boolean => ended !== undefined && isBefore(ended, started)

const wasGivenUp = ({ exchanges }: History, { step }: Done): boolean =>
  exchanges.some(({ actor, ending }) => actor?.step === step.id && ending?._tag === "GivenUp")
