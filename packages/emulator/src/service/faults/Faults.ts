/**
 * The faults of one emulator: pending ones, active ones such as throttling and locks, and the record of struck
 * requests.
 *
 * @since 0.1.0
 */
import * as InvalidValue from "@effect-workbook/schema/InvalidValue"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Fault from "../../Fault.js"
import type { Request } from "../Message.js"
import * as RandomFaults from "./RandomFaults.js"
import * as RequestInfo from "./RequestInfo.js"

/** A fault and its progress. */
export interface Pending {
  readonly fault: Fault.Fault
  /** The number of matching requests since the fault was added. */
  seen: number
  struck: number
}

interface Active<A> {
  readonly fault: A
  readonly until: number
}

export interface Faults {
  readonly add: (fault: Fault.Fault | Fault.Schedule) => Effect.Effect<void>
  /** Removes all faults and ends active ones. The record stays. */
  readonly clear: Effect.Effect<void>
  readonly pending: Effect.Effect<ReadonlyArray<Pending>>
  readonly schedules: Effect.Effect<ReadonlyArray<Fault.Schedule>>
  readonly struck: Effect.Effect<ReadonlyArray<Fault.Strike>>
  /** Whether no request can be struck. It lets the handler skip the analysis of requests. */
  readonly none: () => boolean
  /** Counts a request and returns the fault that strikes it. Throttling, locks and caps start with this request. */
  readonly strike: (info: RequestInfo.RequestInfo, request: Request) => Effect.Effect<Fault.Fault | undefined>
  readonly throttling: (info: RequestInfo.RequestInfo) => Effect.Effect<Fault.Throttle | undefined>
  readonly locking: (itemId: string) => Effect.Effect<Fault.Lock | undefined>
  /** The limit on sessions for each workbook, if there is one. */
  readonly sessionCap: Effect.Effect<number | undefined>
}

/** Bounds the record, so that a service that runs for days does not grow. */
const maxStrikes = 10_000

const withoutSessionId = (url: string): string => url.replace(/([?&]sessionId=)[^&]*/gi, "$1…")

const isDue = ({ fault: { nth = 1, times = 1 }, seen, struck }: Pending): boolean =>
  seen >= nth && (times === "always" || struck < times)

const isOver = ({ fault: { times = 1 }, struck }: Pending): boolean => times !== "always" && struck >= times

const check = <A, I>(schema: Schema.Schema<A, I>) => (value: A): Effect.Effect<A> =>
  Effect.orDie(Effect.mapError(Schema.validate(schema)(value), InvalidValue.fromParseError))

const checkFault = check(Fault.Fault)
const checkSchedule = check(Fault.Schedule)

export const make = (): Faults => {
  let pending: ReadonlyArray<Pending> = []
  let schedules: ReadonlyArray<RandomFaults.RandomFaults> = []
  let strikes: Array<Fault.Strike> = []
  let app: Active<Fault.Throttle> | undefined
  const throttles = new Map<string, Active<Fault.Throttle>>()
  const locks = new Map<string, Active<Fault.Lock>>()
  let sessionCap: number | undefined

  const current = <A>(active: Active<A> | undefined, now: number): A | undefined =>
    active !== undefined && now < active.until ? active.fault : undefined

  const activate = (kind: Fault.Kind, { item }: RequestInfo.RequestInfo, now: number) => {
    switch (kind._tag) {
      case "Throttle": {
        const until = now + Duration.toMillis(kind.for ?? Duration.seconds(kind.retryAfter))
        if (kind.scope === "app") app = { fault: kind, until }
        else if (item !== undefined) throttles.set(item.id, { fault: kind, until })
        break
      }
      case "Lock":
        if (item !== undefined) locks.set(item.id, { fault: kind, until: now + Duration.toMillis(kind.for) })
        break
      case "CapSessions":
        sessionCap = kind.at
        break
    }
  }

  const isFor = (info: RequestInfo.RequestInfo, { do: kind, on }: Fault.Fault): boolean =>
    RequestInfo.matches(info, on) && (kind._tag !== "EndSession" || info.session !== undefined)

  const next = (info: RequestInfo.RequestInfo, now: number): Fault.Fault | undefined => {
    const matching = pending.filter(({ fault }) => isFor(info, fault))
    for (const entry of matching) entry.seen += 1
    // every schedule draws for every request, so that its faults do not depend on other faults
    const drawn = info.batch
      ? undefined
      : schedules.map((schedule) => schedule.draw(info, now)).find((fault) => fault !== undefined)
    const due = matching.find(isDue)
    if (due === undefined) return drawn
    due.struck += 1
    if (isOver(due)) pending = pending.filter((entry) => entry !== due)
    return due.fault
  }

  return {
    add: (fault) =>
      "seed" in fault
        ? Effect.map(checkSchedule(fault), (schedule) => {
          schedules = [...schedules, RandomFaults.make(schedule)]
        })
        : Effect.map(checkFault(fault), (fault) => {
          pending = [...pending, { fault, seen: 0, struck: 0 }]
        }),
    clear: Effect.sync(() => {
      pending = []
      schedules = []
      app = undefined
      throttles.clear()
      locks.clear()
      sessionCap = undefined
    }),
    pending: Effect.sync(() => pending.map((entry) => ({ ...entry }))),
    schedules: Effect.sync(() => schedules.map(({ schedule }) => schedule)),
    struck: Effect.sync(() => [...strikes]),
    none: () => pending.length === 0 && schedules.length === 0 && app === undefined && throttles.size === 0,
    strike: (info, { method, url }) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const fault = next(info, now)
        if (fault === undefined) return undefined
        if (strikes.length >= maxStrikes) strikes = strikes.slice(-maxStrikes / 2)
        strikes.push({ at: now, fault, method, url: withoutSessionId(url) })
        activate(fault.do, info, now)
        return fault
      }),
    throttling: ({ item }) =>
      Effect.map(
        Clock.currentTimeMillis,
        (now) => current(app, now) ?? (item === undefined ? undefined : current(throttles.get(item.id), now))
      ),
    locking: (itemId) => Effect.map(Clock.currentTimeMillis, (now) => current(locks.get(itemId), now)),
    sessionCap: Effect.sync(() => sessionCap)
  }
}
