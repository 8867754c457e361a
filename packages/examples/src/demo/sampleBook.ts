/** The demo for the sample workbook: a program that edits a workbook which others use. */
import { TableRows, WorkbookSession } from "@effect-workbook/client"
import { DateTime, Effect } from "effect"
import { appendOrders, readSummary, type Summary } from "../appendOrders.js"
import { Order, orders } from "../Order.js"
import { whatIfPricesRise } from "../whatIf.js"
import { onDisk, Served } from "./Served.js"
import { appendDuringFaults } from "./serviceFaults.js"
import { Timeline } from "./Timeline.js"

const money = (amount: number): string =>
  amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })

const compared = (left: string, before: Summary, right: string, after: Summary) => [
  ["", left, right, "change"],
  ...before.revenueByRegion.map(({ region, revenue }, index) => {
    const now = after.revenueByRegion[index]?.revenue ?? 0
    return [region, money(revenue), money(now), now === revenue ? "" : `+${money(now - revenue)}`]
  }),
  [
    "Orders",
    String(before.orders),
    String(after.orders),
    after.orders === before.orders ? "" : `+${after.orders - before.orders}`
  ]
]

const order = (id: string, day: number, region: Order["region"], product: string, units: number, unitPrice: number) =>
  new Order({ id, date: DateTime.unsafeMake({ year: 2026, month: 7, day }), region, product, units, unitPrice })

const newOrders = [
  order("SO-1025", 13, "North", "Chair", 12, 129.5),
  order("SO-1026", 14, "North", "Chair", 8, 129.5),
  order("SO-1027", 15, "West", "Desk", 5, 349)
]

const lateOrder = order("SO-1028", 16, "South", "Lamp", 4, 59.9)

const check = (condition: boolean, what: string) =>
  condition ? Effect.void : Effect.dieMessage(`the demo did not do what it says: ${what}`)

const same = (a: Summary, b: Summary): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Runs the demo on the file, and fails if a result is not as announced. */
export const walk = (file: string) =>
  Effect.gen(function*() {
    const { clock, openSessions, workbook } = yield* Served
    const timeline = yield* Timeline
    const before = yield* onDisk(file, readSummary)

    yield* timeline.chapter(
      "1. Open a persistent session. The service takes its time, so it answers 202 and is asked until it is done."
    )
    const after = yield* Effect.gen(function*() {
      const session = yield* clock.skipping(WorkbookSession.make({ workbook }))
      const inSession = WorkbookSession.provide(session)
      yield* timeline.step("the session is open")

      yield* timeline.chapter("2. Read the orders as typed objects, and the summary that formulas make of them.")
      const read = yield* inSession(TableRows.read(orders))
      yield* timeline.step(
        `${read.length} orders, the last one ${read.at(-1)?.id} of ${DateTime.formatIsoDateUtc(read.at(-1)!.date)}`
      )
      const summary = yield* inSession(readSummary)
      yield* timeline.step(`the best region is ${summary.bestRegion}`)

      yield* timeline.chapter(
        `3. Append ${newOrders.length} orders in one request. The table grows, the summary recalculates.`
      )
      const appended = yield* inSession(clock.skipping(appendOrders(newOrders)))
      yield* timeline.table(compared("before", summary, "now", appended))
      yield* check(appended.orders === summary.orders + newOrders.length, "three more orders")

      yield* timeline.chapter("4. What if prices rose by a tenth? A non-persistent session works on a private copy.")
      const whatIf = yield* clock.skipping(whatIfPricesRise(1.1)).pipe(
        Effect.provide(WorkbookSession.layerNonPersistent({ workbook })),
        clock.skipping
      )
      yield* timeline.table(compared("now", appended, "what if", whatIf))
      yield* timeline.step("the what-if session is closed; did it leave a trace?")
      const untouched = yield* inSession(readSummary)
      yield* check(same(appended, untouched), "no trace of the what-if")
      yield* timeline.step("none: the summary is as it was")

      yield* timeline.chapter("5. Bad weather: the service throttles, drops the session, and loses an answer.")
      yield* inSession(appendDuringFaults(lateOrder))
      const stormy = yield* inSession(readSummary)
      yield* timeline.table(compared("now", appended, "after the storm", stormy))
      yield* check(stormy.orders === appended.orders + 1, "the late order is there once")

      yield* timeline.chapter(
        "6. Nothing to do for 14 minutes. A session dies after 5 idle ones; this one is refreshed every 4."
      )
      yield* timeline.note("(Nobody waits here: the demo's clock skips to the next moment at which something is due.)")
      yield* clock.skipping(Effect.sleep("14 minutes"))
      const later = yield* inSession(readSummary)
      yield* check(same(later, stormy), "the session lived through it")
      yield* timeline.step("the session is alive")
      yield* timeline.chapter("7. The work is done: the scope ends, and with it the session.")
      return later
    }).pipe(Effect.scoped)

    const left = yield* openSessions
    yield* check(left === 0, "no session left open")
    yield* timeline.step(`${left} sessions are open at the service`)

    yield* timeline.chapter("8. Open the saved file anew, from the disk.")
    const saved = yield* onDisk(file, readSummary)
    yield* timeline.table(compared("before", before, "saved", saved))
    yield* check(same(saved, after), "what was acknowledged is in the file")
  })
