/**
 * Random faults from a seeded schedule.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as DateTime from "effect/DateTime"
import { PCGRandom } from "effect/Utils"
import type * as Fault from "../../Fault.js"
import type { RequestInfo } from "./RequestInfo.js"

export interface RandomFaults {
  readonly schedule: Fault.Schedule
  /** Decides whether the request is struck, and by which fault. */
  readonly draw: (request: RequestInfo, now: number) => Fault.Fault | undefined
}

interface RandomSource {
  readonly integer: (low: number, high: number) => number
  readonly pick: <A>(...from: readonly [A, ...ReadonlyArray<A>]) => A
}

/** A possible fault. `weight` is its relative frequency. */
interface WeightedFault {
  readonly weight: number
  readonly appliesTo: (request: RequestInfo) => boolean
  readonly fault: (random: RandomSource, now: number) => Fault.Fault
}

const any = () => true
const session = (request: RequestInfo): boolean => request.session !== undefined
const change = ({ endpoint }: RequestInfo): boolean =>
  endpoint !== undefined && endpoint.safety !== "read" && endpoint.resource !== "workbook"
const lockable = (request: RequestInfo): boolean =>
  change(request) || request.endpoint === Catalogue.workbook.createSession
const operation = ({ async }: RequestInfo): boolean => async

const httpDate = (millis: number): string => {
  const { day, hours, minutes, month, seconds, weekDay, year } = DateTime.toPartsUtc(DateTime.unsafeMake(millis))
  const two = (part: number) => String(part).padStart(2, "0")
  const name = (names: string, index: number) => names.slice(index * 3, index * 3 + 3)
  return `${name("SunMonTueWedThuFriSat", weekDay)}, ${two(day)} ${
    name("JanFebMarAprMayJunJulAugSepOctNovDec", month - 1)
  } ${year} ${two(hours)}:${two(minutes)}:${two(seconds)} GMT`
}

/** A `Retry-After` in one of the forms that clients have to parse; most are whole seconds. */
const retryAfter = ({ integer, pick }: RandomSource, now: number): number | string => {
  const seconds = integer(1, 15)
  return pick<number | string>(seconds, seconds, seconds, seconds + 0.128, httpDate(now + seconds * 1000))
}

const executedWhen = ({ pick }: RandomSource): "before" | "after" => pick("before", "after")

/** Faults after which it is certain that the request was not executed. */
const refused: ReadonlyArray<WeightedFault> = [
  {
    weight: 16,
    appliesTo: any,
    fault: ({ integer }) => ({ do: { _tag: "Throttle", scope: "workbook", retryAfter: integer(1, 15) } })
  },
  {
    weight: 3,
    appliesTo: any,
    fault: ({ integer }) => ({ do: { _tag: "Throttle", scope: "app", retryAfter: integer(1, 10) } })
  },
  {
    weight: 14,
    appliesTo: any,
    fault: (random, now) => ({
      do: {
        _tag: "Answer",
        status: 503,
        code: random.pick("serviceUnavailableUncategorized", "serviceUnavailableUncategorized", "transientFailure"),
        ...random.pick({}, { retryAfter: retryAfter(random, now) })
      }
    })
  },
  { weight: 10, appliesTo: session, fault: () => ({ do: { _tag: "EndSession" } }) },
  {
    weight: 1,
    appliesTo: session,
    fault: ({ pick }) => ({
      do: {
        _tag: "EndSession",
        code: pick("invalidSessionAccessConflict", "invalidSessionUnexpected", "invalidSessionAuthentication")
      }
    })
  },
  {
    weight: 4,
    appliesTo: lockable,
    fault: ({ integer, pick }) => ({
      do: { _tag: "Lock", by: pick("Ada Lovelace", "Grace Hopper", "Mary Shaw"), for: integer(2_000, 30_000) }
    })
  },
  { weight: 4, appliesTo: change, fault: () => ({ do: { _tag: "FailSave" } }) }
]

/** Faults after which it is unknown whether the request was executed. */
const unknown: ReadonlyArray<WeightedFault> = [
  {
    weight: 12,
    appliesTo: any,
    fault: (random) => ({
      when: executedWhen(random),
      do: random.pick<Fault.Answer>(
        { _tag: "Answer", status: 504, code: "gatewayTimeoutUncategorized", diagnostic: "MaxRequestDurationExceeded" },
        { _tag: "Answer", status: 504 }
      )
    })
  },
  {
    weight: 8,
    appliesTo: any,
    fault: (random) => ({
      when: executedWhen(random),
      do: random.pick<Fault.Answer>(
        { _tag: "Answer", status: 502 },
        { _tag: "Answer", status: 503 },
        { _tag: "Answer", status: 502, text: "upstream connect error or disconnect/reset before headers" }
      )
    })
  },
  {
    weight: 6,
    appliesTo: any,
    fault: (random) => ({
      when: executedWhen(random),
      do: {
        _tag: "Answer",
        status: 500,
        code: "internalServerErrorUncategorized",
        diagnostic: "GenericFileOpenError",
        message: "The workbook cannot be opened."
      }
    })
  },
  {
    weight: 8,
    appliesTo: any,
    fault: (random) => ({ when: executedWhen(random), do: { _tag: "Drop", at: "beforeAnswer" } })
  },
  { weight: 4, appliesTo: any, fault: () => ({ do: { _tag: "Drop", at: "inAnswer" } }) },
  {
    weight: 8,
    appliesTo: any,
    fault: (random) => ({ when: executedWhen(random), do: { _tag: "Stall", for: random.integer(500, 40_000) } })
  },
  {
    weight: 12,
    appliesTo: operation,
    fault: ({ integer }) => ({ do: { _tag: "SlowOperation", by: integer(1_000, 60_000) } })
  },
  {
    weight: 8,
    appliesTo: operation,
    fault: ({ pick }) =>
      pick<Fault.Fault>(
        { do: { _tag: "FailOperation", code: "serviceUnavailableUncategorized" } },
        { do: { _tag: "FailOperation", code: "internalServerErrorUncategorized" } },
        { when: "after", do: { _tag: "FailOperation", code: "internalServerErrorUncategorized" } },
        { when: "after", do: { _tag: "FailOperation", code: "gatewayTimeoutUncategorized" } }
      )
  }
]

const weightedFaults = [...refused, ...unknown]

const defaultRate = 0.05

export const make = (schedule: Fault.Schedule): RandomFaults => {
  const { rate = defaultRate, seed } = schedule
  const generator = new PCGRandom(seed)
  const random: RandomSource = {
    integer: (low, high) => generator.integer(high - low + 1) + low,
    pick: (first, ...others) => others[generator.integer(others.length + 1) - 1] ?? first
  }
  return {
    schedule,
    draw: (request, now) => {
      if (generator.number() >= rate) return undefined
      const applicable = weightedFaults.filter(({ appliesTo }) => appliesTo(request))
      let at = generator.number() * applicable.reduce((sum, { weight }) => sum + weight, 0)
      const drawn = applicable.find(({ weight }) => (at -= weight) < 0)
      return drawn?.fault(random, now)
    }
  }
}
