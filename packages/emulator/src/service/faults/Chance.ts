/**
 * Random faults from a seeded schedule.
 *
 * @since 0.1.0
 */
import * as Catalogue from "@effect-workbook/schema/Catalogue"
import * as DateTime from "effect/DateTime"
import { PCGRandom } from "effect/Utils"
import type * as Fault from "../../Fault.js"
import type { Subject } from "./Subject.js"

export interface Chance {
  readonly schedule: Fault.Schedule
  /** Decides whether the request is struck, and by which fault. */
  readonly draw: (subject: Subject, now: number) => Fault.Fault | undefined
}

interface Dice {
  readonly whole: (low: number, high: number) => number
  readonly pick: <A>(...from: readonly [A, ...ReadonlyArray<A>]) => A
}

/** A possible fault. `weight` is its relative frequency. */
interface Possibility {
  readonly weight: number
  readonly to: (subject: Subject) => boolean
  readonly fault: (dice: Dice, now: number) => Fault.Fault
}

const any = () => true
const session = (subject: Subject): boolean => subject.session !== undefined
const change = ({ endpoint }: Subject): boolean =>
  endpoint !== undefined && endpoint.safety !== "read" && endpoint.resource !== "workbook"
const lockable = (subject: Subject): boolean => change(subject) || subject.endpoint === Catalogue.workbook.createSession
const operation = ({ async }: Subject): boolean => async

const httpDate = (millis: number): string => {
  const { day, hours, minutes, month, seconds, weekDay, year } = DateTime.toPartsUtc(DateTime.unsafeMake(millis))
  const two = (part: number) => String(part).padStart(2, "0")
  const name = (names: string, index: number) => names.slice(index * 3, index * 3 + 3)
  return `${name("SunMonTueWedThuFriSat", weekDay)}, ${two(day)} ${
    name("JanFebMarAprMayJunJulAugSepOctNovDec", month - 1)
  } ${year} ${two(hours)}:${two(minutes)}:${two(seconds)} GMT`
}

/** A `Retry-After` in one of the forms that clients have to parse; most are whole seconds. */
const retryAfter = ({ pick, whole }: Dice, now: number): number | string => {
  const seconds = whole(1, 15)
  return pick<number | string>(seconds, seconds, seconds, seconds + 0.128, httpDate(now + seconds * 1000))
}

const side = ({ pick }: Dice): "before" | "after" => pick("before", "after")

/** Faults after which it is certain that the request was not executed. */
const refused: ReadonlyArray<Possibility> = [
  {
    weight: 16,
    to: any,
    fault: ({ whole }) => ({ do: { _tag: "Throttle", scope: "workbook", retryAfter: whole(1, 15) } })
  },
  {
    weight: 3,
    to: any,
    fault: ({ whole }) => ({ do: { _tag: "Throttle", scope: "app", retryAfter: whole(1, 10) } })
  },
  {
    weight: 14,
    to: any,
    fault: (dice, now) => ({
      do: {
        _tag: "Answer",
        status: 503,
        code: dice.pick("serviceUnavailableUncategorized", "serviceUnavailableUncategorized", "transientFailure"),
        ...dice.pick({}, { retryAfter: retryAfter(dice, now) })
      }
    })
  },
  { weight: 10, to: session, fault: () => ({ do: { _tag: "EndSession" } }) },
  {
    weight: 1,
    to: session,
    fault: ({ pick }) => ({
      do: {
        _tag: "EndSession",
        code: pick("invalidSessionAccessConflict", "invalidSessionUnexpected", "invalidSessionAuthentication")
      }
    })
  },
  {
    weight: 4,
    to: lockable,
    fault: ({ pick, whole }) => ({
      do: { _tag: "Lock", by: pick("Ada Lovelace", "Grace Hopper", "Mary Shaw"), for: whole(2_000, 30_000) }
    })
  },
  { weight: 4, to: change, fault: () => ({ do: { _tag: "FailSave" } }) }
]

/** Faults after which it is unknown whether the request was executed. */
const unknown: ReadonlyArray<Possibility> = [
  {
    weight: 12,
    to: any,
    fault: (dice) => ({
      when: side(dice),
      do: dice.pick<Fault.Answer>(
        { _tag: "Answer", status: 504, code: "gatewayTimeoutUncategorized", diagnostic: "MaxRequestDurationExceeded" },
        { _tag: "Answer", status: 504 }
      )
    })
  },
  {
    weight: 8,
    to: any,
    fault: (dice) => ({
      when: side(dice),
      do: dice.pick<Fault.Answer>(
        { _tag: "Answer", status: 502 },
        { _tag: "Answer", status: 503 },
        { _tag: "Answer", status: 502, text: "upstream connect error or disconnect/reset before headers" }
      )
    })
  },
  {
    weight: 6,
    to: any,
    fault: (dice) => ({
      when: side(dice),
      do: {
        _tag: "Answer",
        status: 500,
        code: "internalServerErrorUncategorized",
        diagnostic: "GenericFileOpenError",
        message: "The workbook cannot be opened."
      }
    })
  },
  { weight: 8, to: any, fault: (dice) => ({ when: side(dice), do: { _tag: "Drop", at: "beforeAnswer" } }) },
  { weight: 4, to: any, fault: () => ({ do: { _tag: "Drop", at: "inAnswer" } }) },
  { weight: 8, to: any, fault: (dice) => ({ when: side(dice), do: { _tag: "Stall", for: dice.whole(500, 40_000) } }) },
  {
    weight: 12,
    to: operation,
    fault: ({ whole }) => ({ do: { _tag: "SlowOperation", by: whole(1_000, 60_000) } })
  },
  {
    weight: 8,
    to: operation,
    fault: ({ pick }) =>
      pick<Fault.Fault>(
        { do: { _tag: "FailOperation", code: "serviceUnavailableUncategorized" } },
        { do: { _tag: "FailOperation", code: "internalServerErrorUncategorized" } },
        { when: "after", do: { _tag: "FailOperation", code: "internalServerErrorUncategorized" } },
        { when: "after", do: { _tag: "FailOperation", code: "gatewayTimeoutUncategorized" } }
      )
  }
]

const possibilities = [...refused, ...unknown]

const defaultRate = 0.05

export const make = (schedule: Fault.Schedule): Chance => {
  const { rate = defaultRate, seed } = schedule
  const random = new PCGRandom(seed)
  const dice: Dice = {
    whole: (low, high) => random.integer(high - low + 1) + low,
    pick: (first, ...others) => others[random.integer(others.length + 1) - 1] ?? first
  }
  return {
    schedule,
    draw: (subject, now) => {
      if (random.number() >= rate) return undefined
      const fitting = possibilities.filter(({ to }) => to(subject))
      let at = random.number() * fitting.reduce((sum, { weight }) => sum + weight, 0)
      const drawn = fitting.find(({ weight }) => (at -= weight) < 0)
      return drawn?.fault(dice, now)
    }
  }
}
