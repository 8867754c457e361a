/**
 * The faults of one emulator: pending ones, active ones such as throttling and locks, and the record of struck
 * requests.
 *
 * @since 0.1.0
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Fault from "../../Fault.js"
import type { Request } from "../Message.js"
import * as Chance from "./Chance.js"
import * as Subject from "./Subject.js"

/** A fault and its progress. */
export interface Pending {
  readonly fault: Fault.Fault
  /** The number of matching requests since the fault was added. */
  seen: number
  struck: number
}

interface Lasting<A> {
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
  readonly strike: (subject: Subject.Subject, request: Request) => Effect.Effect<Fault.Fault | undefined>
  readonly throttling: (subject: Subject.Subject) => Effect.Effect<Fault.Throttle | undefined>
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

const checkFault: (u: unknown) => asserts u is Fault.Fault = Schema.asserts(Fault.Fault)
const checkSchedule: (u: unknown) => asserts u is Fault.Schedule = Schema.asserts(Fault.Schedule)

export const make = (): Faults => {
  let pending: ReadonlyArray<Pending> = []
  let chances: ReadonlyArray<Chance.Chance> = []
  let strikes: Array<Fault.Strike> = []
  let app: Lasting<Fault.Throttle> | undefined
  const throttles = new Map<string, Lasting<Fault.Throttle>>()
  const locks = new Map<string, Lasting<Fault.Lock>>()
  let sessionCap: number | undefined

  const current = <A>(lasting: Lasting<A> | undefined, now: number): A | undefined =>
    lasting !== undefined && now < lasting.until ? lasting.fault : undefined

  const last = (kind: Fault.Kind, { item }: Subject.Subject, now: number) => {
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

  const isFor = (subject: Subject.Subject, { do: kind, on }: Fault.Fault): boolean =>
    Subject.fits(subject, on) && (kind._tag !== "EndSession" || subject.session !== undefined)

  const next = (subject: Subject.Subject, now: number): Fault.Fault | undefined => {
    const meant = pending.filter(({ fault }) => isFor(subject, fault))
    for (const entry of meant) entry.seen += 1
    // every schedule draws for every request, so that its faults do not depend on other faults
    const drawn = chances.map((chance) => chance.draw(subject, now)).find((fault) => fault !== undefined)
    const due = meant.find(isDue)
    if (due === undefined) return drawn
    due.struck += 1
    if (isOver(due)) pending = pending.filter((entry) => entry !== due)
    return due.fault
  }

  return {
    add: (fault) =>
      Effect.sync(() => {
        if ("seed" in fault) {
          checkSchedule(fault)
          chances = [...chances, Chance.make(fault)]
        } else {
          checkFault(fault)
          pending = [...pending, { fault, seen: 0, struck: 0 }]
        }
      }),
    clear: Effect.sync(() => {
      pending = []
      chances = []
      app = undefined
      throttles.clear()
      locks.clear()
      sessionCap = undefined
    }),
    pending: Effect.sync(() => pending.map((entry) => ({ ...entry }))),
    schedules: Effect.sync(() => chances.map(({ schedule }) => schedule)),
    struck: Effect.sync(() => [...strikes]),
    none: () => pending.length === 0 && chances.length === 0 && app === undefined && throttles.size === 0,
    strike: (subject, { method, url }) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const fault = next(subject, now)
        if (fault === undefined) return undefined
        if (strikes.length >= maxStrikes) strikes = strikes.slice(-maxStrikes / 2)
        strikes.push({ at: now, fault, method, url: withoutSessionId(url) })
        last(fault.do, subject, now)
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
