/**
 * S5: what a program does once is done at most once, exactly once where it was acknowledged, and not at all where an error
 * other than `OutcomeUnknown` was given. A non-idempotent write is sent again only if it certainly was not executed, or,
 * where the program asked for verified writes, after a look.
 */
import * as ErrorCode from "@effect-workbook/schema/ErrorCode"
import * as SessionMode from "@effect-workbook/schema/SessionMode"
import * as Duration from "effect/Duration"
import { type Done, type Exchange, type History, isBefore } from "../History.js"
import { keyOf, type Plan, type User } from "../Plan.js"
import type { Violation } from "../Violation.js"
import { answerOf, codeOf, createSession, isSuccess } from "./sessions.js"

export const noDoubleWrite = (history: History, plan: Plan): ReadonlyArray<Violation> => [
  ...history.steps.flatMap((done) => [...sentAgain(history, plan, done), ...copies(history, plan, done)]),
  ...plan.users.length === 0 ? [] : history.saved.flatMap((_, book) => namelessSheets(history, plan, book))
]

const ownerOf = ({ users }: Plan, { user }: Done): User | undefined => users.find(({ id }) => id === user)

export const isSaved = (user: User): boolean => user.session !== "nonPersistent" && user.session !== "restoring"

const isAppend = ({ step }: Done): boolean => step.do === "append" || step.do === "addSheet"

const sentAgain = (history: History, plan: Plan, done: Done): ReadonlyArray<Violation> => {
  if (!isAppend(done)) return []
  const owner = ownerOf(plan, done)
  const ofStep = history.exchanges.filter(({ actor }) => actor?.step === done.step.id)
  const writes = ofStep.filter(({ effect, endpoint }) => effect === "nonIdempotent" && endpoint !== createSession)
  return writes.flatMap((again, index) => {
    const before = writes[index - 1]
    if (before === undefined || wasRefused(history, before)) return []
    const looked = ofStep.some(({ effect, ended, sent }) =>
      effect === "read" && isBefore(before.sent, sent) && ended !== undefined && isBefore(ended, again.sent)
    )
    const onAnotherCopy = owner !== undefined && !isSaved(owner) && before.session !== again.session
    return isVerified(done) && looked || onAnotherCopy ? [] : [{
      invariant: "S5",
      what: `${again.endpoint} ${again.what} was sent again without knowing what had become of it`,
      at: again.sent.at
    }]
  })
}

const isVerified = ({ step }: Done): boolean => (step.do === "append" || step.do === "addSheet") && step.verified

/** Whether it is certain that the request did nothing. */
const wasRefused = (history: History, exchange: Exchange): boolean => {
  const answer = answerOf(exchange)
  if (answer === undefined) return false
  if (answer.status === 202) {
    const last = history.exchanges.findLast((poll) => answerOf(poll)?.operation === exchange.id && poll !== exchange)
    return last !== undefined && answerOf(last)?.operationStatus === "failed" && saysRefused(codeOf(last))
  }
  const code = codeOf(exchange)
  return code?.startsWith("invalidSession") === true || answer.status < 500 && saysSessionGone(answer.codes)
    ? hadIdledOut(history, exchange)
    : isRefusal(code, answer.status)
}

const saysSessionGone = (codes: ReadonlyArray<string>): boolean =>
  codes.some((code) => code === "InvalidOrTimedOutSession" || code === "InvalidEditSession")

/** A documented code says more than the status. Of the 5xx none says that nothing was done. */
const isRefusal = (code: string | undefined, status: number): boolean =>
  status >= 400 && status < 500 && (code !== undefined || status !== 408)

/** Of an operation only its code tells. */
const saysRefused = (code: ErrorCode.ErrorCode | undefined): boolean =>
  code !== undefined && ErrorCode.policies[code].refused

/** A session that had been idle for too long was refused before anything was done. */
const hadIdledOut = (history: History, exchange: Exchange): boolean => {
  const last = history.exchanges.findLast((earlier) =>
    isSuccess(earlier) && isBefore(earlier.sent, exchange.sent) &&
    (earlier.session === exchange.session || answerOf(earlier)?.opened === exchange.session)
  )
  return last?.ended !== undefined &&
    exchange.sent.at - last.ended.at >= Duration.toMillis(SessionMode.idleLimit("persistent"))
}

const copies = (history: History, plan: Plan, done: Done): ReadonlyArray<Violation> => {
  const owner = ownerOf(plan, done)
  const { ended, result, started, step } = done
  const saved = owner === undefined ? undefined : history.saved[owner.book]
  if (owner === undefined || saved === undefined || !isAppend(done) || step.do === "addSheet" && !step.named) return []
  const key = keyOf(step)
  const count = (step.do === "append" ? saved.rows : saved.sheets).filter((name) => name === key).length
  const violation = (what: string) => [{ invariant: "S5", what, at: (ended ?? started).at }]
  if (!isSaved(owner)) {
    return count > 0 ? violation(`${key} of a session that saves nothing is in the file`) : []
  }
  if (count > 1) return violation(`${key} is in the file ${count} times`)
  if (result?._tag === "Success" && count === 0) return violation(`${key} was acknowledged and is not in the file`)
  return count === 1 && result?._tag === "Failure" && result.error !== "OutcomeUnknown"
    ? violation(`${key} is in the file, though its step failed with ${result.error}`)
    : []
}

/** Sheets that Excel names cannot be told apart; they are counted. */
const namelessSheets = (history: History, plan: Plan, book: number): ReadonlyArray<Violation> => {
  const asked = history.steps.filter((done) => {
    const owner = ownerOf(plan, done)
    return done.step.do === "addSheet" && !done.step.named && owner?.book === book && isSaved(owner)
  })
  const found = history.saved[book]?.sheets.filter((name) => /^Sheet\d+$/.test(name)).length ?? 0
  const acknowledged = asked.filter(({ result }) => result?._tag === "Success")
  const certain = acknowledged.filter((done) => !mayBeMistaken(history, plan, done)).length
  const unknown =
    asked.filter(({ result }) =>
      result?._tag === "Failure" ? result.error === "OutcomeUnknown" : result?._tag !== "Success"
    ).length
  const most = acknowledged.length + unknown
  return found >= certain && found <= most ? [] : [{
    invariant: "S5",
    what: `workbook ${book} has ${found} new sheets, and should have ${certain} at least and ${most} at most`,
    at: history.over?.at ?? 0
  }]
}

/** A verified write takes for its own what others add at the same time, where it gave no name: so it is documented. */
const mayBeMistaken = ({ steps }: History, plan: Plan, done: Done): boolean =>
  isVerified(done) && steps.some((other) =>
    other.step.do === "addSheet" && other.user !== done.user &&
    ownerOf(plan, other)?.book === ownerOf(plan, done)?.book &&
    !(other.ended !== undefined && isBefore(other.ended, done.started)) &&
    !(done.ended !== undefined && isBefore(done.ended, other.started))
  )
