/** Makes random faults. Each matches one or a few requests, so that a plan needs few of them. */
import type { Fault } from "@effect-workbook/emulator"
import type { Chance } from "./Chance.js"

/** Some plans have no faults, most have one or two, a few have many. */
export const makeFaults = (chance: Chance): ReadonlyArray<Fault.Fault> =>
  chance.times(
    chance.weighted<() => number>([
      [1, () => 0],
      [4, () => chance.between(1, 3)],
      [3, () => chance.between(4, 10)],
      [1, () => chance.between(11, 25)]
    ])(),
    () => fault(chance)
  )

const fault = (chance: Chance): Fault.Fault => ({
  ...chance.weighted<() => Pick<Fault.Fault, "on" | "nth">>([
    [4, () => ({ on: {}, nth: nth(chance) })],
    [2, () => ({ on: { session: true }, nth: nth(chance) })],
    [2.5, () => ({ on: { endpoint: chance.pick(endpoints) }, nth: nth(chance) })],
    // such requests are rare in a world
    [2, () => ({ on: { endpoint: chance.pick(doneOnce) }, nth: chance.between(1, 3) })]
  ])(),
  times: chance.weighted<number>([[6, 1], [1, 2], [1, chance.between(3, 8)]]),
  ...chance.weighted<() => Striking>([
    [3, () => ({ when: chance.pick(["before", "after"]), do: unavailable(chance) })],
    [4, () => unknown(chance)],
    [3, () => ({ do: { _tag: "Throttle", retryAfter: chance.between(1, 40), scope: scope(chance) } })],
    [3, () => lost(chance)],
    [3, () => endSession(chance)],
    [1, () => ({ do: refused(chance) })],
    [1, () => ({ when: chance.pick(["before", "after"]), do: { _tag: "Stall", for: stall(chance) } })],
    [1, () => ({ do: { _tag: "FailOperation", code: chance.pick(operationCodes) } })],
    [1, () => ({ do: { _tag: "SlowOperation", by: chance.between(1, 400) * 1000 } })],
    [1, () => ({ do: { _tag: "FailSave" } })],
    [1, () => ({ do: { _tag: "Lock", by: "Grace Hopper", for: chance.between(1, 60) * 1000 } })],
    [0.3, () => ({ do: { _tag: "CapSessions", at: chance.between(0, 2) } })]
  ])()
})

const nth = (chance: Chance): number =>
  chance.weighted<() => number>([[1, () => chance.between(1, 3)], [1, () => chance.between(1, 40)]])()

type Striking = Fault.Fault extends infer F ? F extends Fault.Fault ? Pick<F, "when" | "do"> : never : never

/** Writes that must not be executed twice, where faults are the most valuable. */
const doneOnce = [
  "Collection(workbookTableRow).create",
  "Collection(workbookTableRow).create",
  "workbookRange.update",
  "workbookRange.update",
  "workbookTableRow.delete",
  "workbookTableColumn.delete",
  "workbookTable.delete",
  "workbookWorksheet.delete"
] as const

const endpoints = [
  "workbook.createSession",
  "workbook.closeSession",
  "workbook.refreshSession",
  "workbook.sessionInfoResource",
  "workbookOperation.get",
  "workbookRange.update",
  "driveItem.get"
] as const

const operationCodes = ["internalServerErrorUncategorized", "transientFailure", "conflictUncategorized"] as const

const scope = (chance: Chance) => chance.weighted<"workbook" | "app">([[3, "workbook"], [1, "app"]])

const retryAfter = (chance: Chance) =>
  chance.happens(0.5) ? {} : { retryAfter: chance.happens(0.2) ? 2.128 : chance.between(0, 30) }

/** Responses that ask the client to try again, without saying that nothing was executed. */
const unavailable = (chance: Chance): Fault.Answer => ({
  _tag: "Answer",
  status: 503,
  code: chance.pick(["serviceUnavailableUncategorized", "transientFailure"]),
  ...retryAfter(chance)
})

/** Responses that leave the outcome unknown, both before and after execution. */
const unknown = (chance: Chance): Striking => ({
  when: chance.pick(["before", "after"]),
  do: {
    _tag: "Answer",
    ...chance.pick<Omit<Fault.Answer, "_tag">>([
      { status: 500, code: "internalServerErrorUncategorized", diagnostic: "GenericFileOpenError" },
      { status: 500, code: "generalException" },
      { status: 502, text: "<html>Bad Gateway</html>" },
      { status: 503, diagnostic: "UnknownError", message: "The service is unavailable." },
      { status: 504, code: "gatewayTimeoutUncategorized", diagnostic: "MaxRequestDurationExceeded" },
      { status: 504, diagnostic: "UnknownError", message: "" }
    ]),
    ...retryAfter(chance)
  }
})

const lost = (chance: Chance): Striking =>
  chance.weighted<() => Striking>([
    [1, () => ({ when: "before", do: { _tag: "Drop", at: "beforeAnswer" } })],
    [1, () => ({ when: "after", do: { _tag: "Drop", at: "beforeAnswer" } })],
    [1, () => ({ when: "after", do: { _tag: "Drop", at: "inAnswer" } })]
  ])()

const endSession = (chance: Chance): Striking => ({
  when: chance.pick(["before", "after"]),
  do: {
    _tag: "EndSession",
    code: chance.weighted<NonNullable<Fault.EndSession["code"]>>([
      [6, "invalidSessionReCreatable"],
      [1, "invalidSessionUnexpected"],
      [1, "invalidSessionAuthentication"],
      [1, "invalidSessionRestricted"]
    ])
  }
})

/** Responses after which only a broken client tries again. */
const refused = (chance: Chance): Fault.Kind => ({
  _tag: "Answer",
  ...chance.pick<Omit<Fault.Answer, "_tag">>([
    { status: 401, diagnostic: "InvalidAuthenticationToken" },
    { status: 403, code: "accessDenied" },
    { status: 409, code: "conflictUncategorized" },
    { status: 400, code: "badRequestUncategorized" },
    { status: 404, code: "itemNotFound" }
  ])
})

/** Most delays are shorter than the client's timeout of 100 seconds. */
const stall = (chance: Chance): number => chance.weighted<number>([[3, chance.between(1, 20)], [1, 130]]) * 1000
