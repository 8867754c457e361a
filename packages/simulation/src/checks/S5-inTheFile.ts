/** S5, as the saved files show it: how often there is what was to be done once, and how much is gone. */
import { deletable } from "../Books.js"
import { type Done, type History, isBefore, type SavedBook } from "../History.js"
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

/** Where what a step added is found, if it can be told from what others added. */
export const placesOf = ({ notes, rows, sheets }: SavedBook, step: Step): ReadonlyArray<string> | undefined => {
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
  const places = saved === undefined ? undefined : placesOf(saved, step)
  if (owner === undefined || places === undefined) return []
  const key = keyOf(step)
  const count = places.filter((name) => name === key).length
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

/** Sheets that Excel names cannot be told apart; they are counted. */
const namelessSheets = (history: History, plan: Plan, saved: SavedBook, book: number): ReadonlyArray<Violation> =>
  counted(history, plan, book, {
    isMeant: (step) => step.do === "addSheet" && !step.named,
    found: saved.sheets.filter((name) => /^Sheet\d+$/.test(name)).length,
    mayBeTaken: (step) => step.do === "addSheet",
    what: "new sheets"
  })

/** What is deleted by position cannot be told apart either. */
const deletions = (
  history: History,
  plan: Plan,
  saved: SavedBook,
  book: number,
  what: Deletable
): ReadonlyArray<Violation> => {
  // a table goes with its sheet
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
    /** Whether a verified write takes this step's work for its own. */
    readonly mayBeTaken: (step: Step) => boolean
    readonly what: string
  }
): ReadonlyArray<Violation> => {
  const asked = history.steps.filter((done) => {
    const owner = ownerOf(plan, done)
    return isMeant(done.step) && owner?.book === book && isSaved(owner)
  })
  const acknowledged = asked.filter(({ result }) => result?._tag === "Success")
  // A verified write takes for its own what others do at the same time and in the same place: so it is documented.
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
    what: `workbook ${book} has ${found} ${what}, and should have ${certain} at least and ${most} at most`,
    at: history.over?.at ?? 0
  }]
}

/**
 * A verified write looks where it will write before it writes: what others write there meanwhile is lost, for nobody else
 * may write there then. So it is documented.
 */
const mayBeOverwritten = (history: History, plan: Plan, done: Done): boolean =>
  done.step.do === "writeBelow" &&
  meanwhile(history, plan, done).some((other) =>
    other.step.do === "writeBelow" && (isVerified(other) || isVerified(done))
  )

/** What others did at the same time in the same workbook. What the client gave up waiting for may be done at any time. */
const meanwhile = (history: History, plan: Plan, done: Done): ReadonlyArray<Done> =>
  history.steps.filter((other) =>
    other.step.id !== done.step.id && ownerOf(plan, other)?.book === ownerOf(plan, done)?.book &&
    (wasGivenUp(history, other) || other.user !== done.user && !isEndedBefore(other, done)) &&
    !isEndedBefore(done, other)
  )

const isEndedBefore = ({ ended }: Done, { started }: Done): boolean => ended !== undefined && isBefore(ended, started)

const wasGivenUp = ({ exchanges }: History, { step }: Done): boolean =>
  exchanges.some(({ actor, ending }) => actor?.step === step.id && ending?._tag === "GivenUp")
