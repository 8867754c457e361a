/** Makes random faults. Each matches one or a few requests, so that a plan needs few of them. */
import type { Fault } from "@effect-workbook/emulator"
import * as Endpoint from "@effect-workbook/schema/Endpoint"
import * as Operations from "./Operations.js"
import type { Step } from "./Plan.js"
import type { SeededRandom } from "./SeededRandom.js"

/** Some plans have no faults, most have one or two, a few have many. */
export const makeFaults = (random: SeededRandom): ReadonlyArray<Fault.Fault> =>
  random.times(
    random.weighted<() => number>([
      [1, () => 0],
      [4, () => random.integer(1, 3)],
      [3, () => random.integer(4, 10)],
      [1, () => random.integer(11, 25)]
    ])(),
    () => fault(random)
  )

/** Faults that strike the drawn operations, preferably those that must not be executed twice. */
export const makeLabFaults = (random: SeededRandom, steps: ReadonlyArray<Step>): ReadonlyArray<Fault.Fault> => {
  const drawn = steps.flatMap((step) => step.do === "operate" ? [Operations.at(step.operation).endpoint] : [])
  const delicate = drawn.filter(({ safety }) => safety === "nonIdempotent")
  const struck = delicate.length > 0 && random.boolean(0.8) ? delicate : drawn
  return struck.length === 0 ? [] : random.times(random.integer(1, 3), () => ({
    ...random.pick([fault, unknown, lost])(random),
    on: { endpoint: Endpoint.id(struck[random.integer(0, struck.length - 1)] ?? Operations.at(0).endpoint) },
    nth: 1
  }))
}

/** Faults that strike requests in the middle of bulk steps. */
export const makeBulkFaults = (random: SeededRandom, steps: ReadonlyArray<Step>): ReadonlyArray<Fault.Fault> => {
  const struck = steps.flatMap((step) => struckIn(step.do))
  return struck.length === 0 ? [] : random.times(random.integer(0, 4), () => ({
    on: struck[random.integer(0, struck.length - 1)] ?? {},
    nth: random.weighted<number>([[2, random.integer(1, 2)], [1, random.integer(3, 6)]]),
    ...random.weighted<() => Striking>([
      [3, () => unknown(random)],
      [3, () => lost(random)],
      [2, () => ({ do: tooLarge(random) })],
      [1, () => endSession(random)],
      // a 404 would say that a table has no rows
      [4, () => ({ do: { _tag: "Answer", ...random.pick([{ status: 403, code: "accessDenied" }, conflict]) } })],
      [1, () => ({ do: { _tag: "Throttle", retryAfter: random.integer(1, 40), scope: scope(random) } })],
      [1, () => ({ when: random.pick(["before", "after"]), do: { _tag: "Stall", for: stall(random) } })]
    ])()
  }))
}

const [add, get, update] = ["Collection(workbookTableRow).create", "workbookRange.get", "workbookRange.update"] as const

/** The requests of a bulk step whose faults are the most valuable. The paths name the sheets and tables of bulk steps. */
const struckIn = (step: Step["do"]): ReadonlyArray<Fault.On> => {
  switch (step) {
    case "batch":
      return [{ endpoint: update, path: "Area" }, { endpoint: get, path: "Area" }]
    case "largeRange":
      return [{ endpoint: update, path: "Area" }, { endpoint: update, path: "Area" }, { endpoint: get, path: "Area" }]
    case "appendMany":
      return [{ endpoint: add, path: "Rows" }, { endpoint: add, path: "Rows" }, { endpoint: get, path: "Rows" }]
    case "updateWhere":
      return [{ endpoint: update, path: "Bulk" }]
    case "upsert":
      return [{ endpoint: update, path: "Bulk" }, { endpoint: add, path: "Keys" }]
    case "deleteMany":
      return [{ endpoint: "workbookRange.delete", path: "Bulk" }, { endpoint: "workbookTableRow.delete", path: "Keys" }]
    case "stream":
    case "findMany":
      return [{ endpoint: get, path: "Bulk" }]
    default:
      return []
  }
}

/** Responses after which a client makes smaller requests. */
const tooLarge = (random: SeededRandom): Fault.Kind => ({
  _tag: "Answer",
  ...random.pick<Omit<Fault.Answer, "_tag">>([
    { status: 413 },
    { status: 400, code: "rangeExceedsLimit" },
    { status: 504, code: "gatewayTimeoutUncategorized", diagnostic: "MaxRequestDurationExceeded" }
  ])
})

/** Faults that strike whole batches. */
export const makeBatchFaults = (random: SeededRandom): ReadonlyArray<Fault.Fault> =>
  random.times(random.weighted<number>([[3, 0], [2, 1], [1, 2]]), () => ({
    on: { path: "$batch" },
    nth: random.integer(1, 3),
    ...random.weighted<() => Striking>([
      [2, () => ({ when: random.pick(["before", "after"]), do: unavailable(random) })],
      [2, () => unknown(random)],
      [2, () => lost(random)],
      [1, () => ({ do: { _tag: "Throttle", retryAfter: random.integer(1, 40), scope: scope(random) } })],
      [1, () => ({ do: refused(random) })],
      [1, () => ({ when: random.pick(["before", "after"]), do: { _tag: "Stall", for: stall(random) } })]
    ])()
  }))

const fault = (random: SeededRandom): Fault.Fault => ({
  ...random.weighted<() => Pick<Fault.Fault, "on" | "nth">>([
    [4, () => ({ on: {}, nth: nth(random) })],
    [2, () => ({ on: { session: true }, nth: nth(random) })],
    [2.5, () => ({ on: { endpoint: random.pick(endpoints) }, nth: nth(random) })],
    // such requests are rare in a world
    [2, () => ({ on: { endpoint: random.pick(doneOnce) }, nth: random.integer(1, 3) })]
  ])(),
  times: random.weighted<number>([[6, 1], [1, 2], [1, random.integer(3, 8)]]),
  ...random.weighted<() => Striking>([
    [3, () => ({ when: random.pick(["before", "after"]), do: unavailable(random) })],
    [4, () => unknown(random)],
    [3, () => ({ do: { _tag: "Throttle", retryAfter: random.integer(1, 40), scope: scope(random) } })],
    [3, () => lost(random)],
    [3, () => endSession(random)],
    [1, () => ({ do: refused(random) })],
    [1, () => ({ when: random.pick(["before", "after"]), do: { _tag: "Stall", for: stall(random) } })],
    [1, () => ({ do: { _tag: "FailOperation", code: random.pick(operationCodes) } })],
    [1, () => ({ do: { _tag: "SlowOperation", by: random.integer(1, 400) * 1000 } })],
    [1, () => ({ do: { _tag: "FailSave" } })],
    [1, () => ({ do: { _tag: "Lock", by: "Grace Hopper", for: random.integer(1, 60) * 1000 } })],
    [0.3, () => ({ do: { _tag: "CapSessions", at: random.integer(0, 2) } })]
  ])()
})

const nth = (random: SeededRandom): number =>
  random.weighted<() => number>([[1, () => random.integer(1, 3)], [1, () => random.integer(1, 40)]])()

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

const scope = (random: SeededRandom) => random.weighted<"workbook" | "app">([[3, "workbook"], [1, "app"]])

const retryAfter = (random: SeededRandom) =>
  random.boolean(0.5) ? {} : { retryAfter: random.boolean(0.2) ? 2.128 : random.integer(0, 30) }

/** Responses that ask the client to try again, without saying that nothing was executed. */
const unavailable = (random: SeededRandom): Fault.Answer => ({
  _tag: "Answer",
  status: 503,
  code: random.pick(["serviceUnavailableUncategorized", "transientFailure"]),
  ...retryAfter(random)
})

/** Responses that leave the outcome unknown, both before and after execution. */
const unknown = (random: SeededRandom): Striking => ({
  when: random.pick(["before", "after"]),
  do: {
    _tag: "Answer",
    ...random.pick<Omit<Fault.Answer, "_tag">>([
      { status: 500, code: "internalServerErrorUncategorized", diagnostic: "GenericFileOpenError" },
      { status: 500, code: "generalException" },
      { status: 502, text: "<html>Bad Gateway</html>" },
      { status: 503, diagnostic: "UnknownError", message: "The service is unavailable." },
      { status: 504, code: "gatewayTimeoutUncategorized", diagnostic: "MaxRequestDurationExceeded" },
      { status: 504, diagnostic: "UnknownError", message: "" }
    ]),
    ...retryAfter(random)
  }
})

const lost = (random: SeededRandom): Striking =>
  random.weighted<() => Striking>([
    [1, () => ({ when: "before", do: { _tag: "Drop", at: "beforeAnswer" } })],
    [1, () => ({ when: "after", do: { _tag: "Drop", at: "beforeAnswer" } })],
    [1, () => ({ when: "after", do: { _tag: "Drop", at: "inAnswer" } })]
  ])()

const endSession = (random: SeededRandom): Striking => ({
  when: random.pick(["before", "after"]),
  do: {
    _tag: "EndSession",
    code: random.weighted<NonNullable<Fault.EndSession["code"]>>([
      [6, "invalidSessionReCreatable"],
      [1, "invalidSessionUnexpected"],
      [1, "invalidSessionAuthentication"],
      [1, "invalidSessionRestricted"]
    ])
  }
})

const conflict = { status: 409, code: "conflictUncategorized" } as const

/** Responses after which only a broken client tries again. */
const refused = (random: SeededRandom): Fault.Kind => ({
  _tag: "Answer",
  ...random.pick<Omit<Fault.Answer, "_tag">>([
    { status: 401, diagnostic: "InvalidAuthenticationToken" },
    { status: 403, code: "accessDenied" },
    conflict,
    { status: 400, code: "badRequestUncategorized" },
    { status: 404, code: "itemNotFound" }
  ])
})

/** Most delays are shorter than the client's timeout of 100 seconds. */
const stall = (random: SeededRandom): number => random.weighted<number>([[3, random.integer(1, 20)], [1, 130]]) * 1000
