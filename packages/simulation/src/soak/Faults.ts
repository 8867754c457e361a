/** Faults that are added from time to time, in addition to the seeded schedule. */
import type { Fault } from "@effect-workbook/emulator"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import * as Books from "./Books.js"

/** The fraction of requests that the schedule strikes. */
export const rate = 0.04

const adding = { endpoint: "Collection(workbookTableRow).create" } as const

/** Each trial stresses the client in a different way. */
const trials: ReadonlyArray<(workbook: string) => ReadonlyArray<Fault.Fault>> = [
  // rows are added, but their responses are lost
  () => [{ on: adding, times: 5, when: "after", do: { _tag: "Drop", at: "beforeAnswer" } }],
  () => [{ on: adding, times: 5, do: { _tag: "Drop", at: "inAnswer" } }],
  () => [{ on: adding, times: 5, when: "after", do: { _tag: "Answer", status: 504 } }],
  () => [{ on: adding, times: 3, when: "after", do: { _tag: "EndSession" } }],
  () => [{ on: adding, times: 5, do: { _tag: "FailSave" } }],
  () => [{ on: adding, times: 5, when: "after", do: { _tag: "FailOperation", code: "gatewayTimeoutUncategorized" } }],
  // sessions are created, but their responses are lost
  () => [{
    on: { endpoint: "workbook.createSession" },
    times: 2,
    when: "after",
    do: { _tag: "Drop", at: "beforeAnswer" }
  }],
  // a workbook is unavailable for a while
  (workbook) => [{ on: { workbook }, do: { _tag: "Lock", by: "Grace Hopper", for: "8 seconds" } }],
  (workbook) => [{ on: { workbook }, do: { _tag: "Throttle", scope: "workbook", retryAfter: 5 } }],
  (workbook) => [{ on: { workbook, session: true }, times: 12, do: { _tag: "EndSession" } }],
  (workbook) => [{ on: { workbook }, times: 10, do: { _tag: "Answer", status: 503 } }],
  (workbook) => [{ on: { workbook }, when: "before", do: { _tag: "Stall", for: "35 seconds" } }],
  // the whole service is unavailable for a moment
  () => [{ do: { _tag: "Throttle", scope: "app", retryAfter: 3 } }],
  () => [{ times: 60, when: "before", do: { _tag: "Drop", at: "beforeAnswer" } }],
  () => [{ times: 60, do: { _tag: "Answer", status: 502, text: "Bad Gateway" } }]
]

/** A random trial on a random workbook. */
export const trial: Effect.Effect<ReadonlyArray<Fault.Fault>> = Effect.gen(function*() {
  const which = yield* Random.nextIntBetween(0, trials.length)
  const book = yield* Random.nextIntBetween(0, Books.count)
  return trials[which]?.(`/${Books.nameOf(book)}`) ?? []
})

/** The name of a fault in the table of counts. */
export const nameOf = ({ do: kind, when = "before" }: Fault.Fault): string => {
  switch (kind._tag) {
    case "Answer":
      return `Answer ${kind.status} ${when} the effect`
    case "Drop":
      return kind.at === "inAnswer" ? "Drop in the answer" : `Drop ${when} the effect`
    case "EndSession":
      return `EndSession ${when} the effect`
    case "Throttle":
      return `Throttle of the ${kind.scope}`
    default:
      return kind._tag
  }
}
