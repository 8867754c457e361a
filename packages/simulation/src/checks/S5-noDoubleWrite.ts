/**
 * S5: a step is executed at most once, exactly once if it was acknowledged, and not at all if it failed with an error
 * other than `OutcomeUnknown`. A write that is not idempotent, by its endpoint or by its address, is sent again only if
 * it was certainly not executed, or, for verified writes and bulk steps, after a lookup. A write that has succeeded is not sent again,
 * also if it is idempotent: a failure of a batch concerns the requests that failed and the skipped ones, which got 424.
 */
import * as ErrorCode from "@effect-workbook/schema/ErrorCode"
import * as SessionMode from "@effect-workbook/schema/SessionMode"
import * as Duration from "effect/Duration"
import { type Done, type Exchange, type History, isBefore } from "../History.js"
import { isBulk, type Plan, type Step } from "../Plan.js"
import type { Violation } from "../Violation.js"
import { doneOnce } from "./S5-inTheFile.js"
import { answerOf, codeOf, createSession, isSuccess } from "./sessions.js"
import { isSaved, isVerified, ownerOf, requestsOf } from "./steps.js"

export const noDoubleWrite = (history: History, plan: Plan): ReadonlyArray<Violation> => [
  ...history.steps.flatMap((done) => [...sentAgain(history, plan, done), ...sentAfterSuccess(history, done)]),
  ...doneOnce(history, plan)
]

/** Whether the step must not be executed twice. */
const isOnce = ({ step }: Done): boolean => "verified" in step

const sentAgain = (history: History, plan: Plan, done: Done): ReadonlyArray<Violation> => {
  if (!isOnce(done)) return []
  const owner = ownerOf(plan, done)
  const ofStep = requestsOf(history, done)
  const writes = ofStep.filter(({ effect, endpoint }) => effect === "nonIdempotent" && endpoint !== createSession)
  return writes.flatMap((again, index) => {
    // an operation or a bulk step may consist of several writes
    const before = done.step.do === "operate" || isBulk(done.step)
      ? writes.findLast(({ request, sent }) => request === again.request && isBefore(sent, again.sent))
      : writes[index - 1]
    if (before === undefined || wasRefused(history, before)) return []
    const looked = ofStep.some(({ effect, ended, sent }) =>
      effect === "read" && isBefore(before.sent, sent) && ended !== undefined && isBefore(ended, again.sent)
    )
    const onAnotherCopy = owner !== undefined && !isSaved(owner) && before.session !== again.session
    return (isVerified(done) || isBulk(done.step)) && looked || onAnotherCopy ? [] : [{
      invariant: "S5",
      what: `${again.endpoint} ${again.what} was sent again although its outcome was unknown`,
      at: again.sent.at
    }]
  })
}

/** The steps that write no cell twice. */
const writesCells: ReadonlySet<Step["do"]> = new Set(["write", "writeAll", "batch", "largeRange", "updateWhere"])

/** Whether a write has whole rows of a step. A row that is written in parts begins again after a failure. */
const hasWholeRows = ({ what }: Exchange, step: Step): boolean =>
  step.do !== "largeRange" || JSON.parse(what.slice(what.indexOf(" ")))[0].length === step.columns

const sentAfterSuccess = ({ exchanges }: History, { step }: Done): ReadonlyArray<Violation> => {
  if (!writesCells.has(step.do)) return []
  const writes = exchanges.filter((exchange) =>
    exchange.actor?.step === step.id && exchange.endpoint === "workbookRange.update" && hasWholeRows(exchange, step)
  )
  return writes.filter(({ request, sent }) =>
    writes.some((before) =>
      before.request === request && isSuccess(before) && before.ended !== undefined && isBefore(before.ended, sent)
    )
  ).map(({ endpoint, sent, what }) => ({
    invariant: "S5",
    what: `${endpoint} ${what} was sent again although it had succeeded`,
    at: sent.at
  }))
}

/** Whether it is certain that the request was not executed. */
export const wasRefused = (history: History, exchange: Exchange): boolean => {
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

/** A documented code takes precedence over the status. No 5xx status proves that nothing was executed. */
const isRefusal = (code: string | undefined, status: number): boolean =>
  status >= 400 && status < 500 && (code !== undefined || status !== 408)

/** A failed operation has a code but no status. */
const saysRefused = (code: ErrorCode.ErrorCode | undefined): boolean =>
  code !== undefined && ErrorCode.policies[code].refused

/** Whether the session had expired, so that the request was refused before execution. */
const hadIdledOut = (history: History, exchange: Exchange): boolean => {
  const last = history.exchanges.findLast((earlier) =>
    isSuccess(earlier) && isBefore(earlier.sent, exchange.sent) &&
    (earlier.session === exchange.session || answerOf(earlier)?.opened === exchange.session)
  )
  return last?.ended !== undefined &&
    exchange.sent.at - last.ended.at >= Duration.toMillis(SessionMode.idleLimit("persistent"))
}
