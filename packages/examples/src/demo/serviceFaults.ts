/** The part of the demo in which the service fails in the ways of real services, and the client still succeeds. */
import { Range, type SessionEvent, TableRows, WorkbookSession } from "@effect-workbook/client"
import { DateTime, Effect, Fiber, Option, Stream } from "effect"
import { type Order, orders } from "../Order.js"
import { Served } from "./Served.js"
import { Timeline } from "./Timeline.js"

const describeEvent = (event: SessionEvent.SessionEvent): string | undefined => {
  switch (event._tag) {
    case "Throttled":
      return `the client keeps still for ${Math.round(DateTime.distance(event.at, event.until) / 1000)} seconds`
    case "Lost":
      return `the session is lost (${event.code ?? "no code"})`
    case "Recreated":
      return "another session has taken its place"
    default:
      return undefined
  }
}

/** Appends an order. Before that, the service throttles a request and drops the session. Then it loses the response. */
export const appendDuringFaults = (added: Order) =>
  Effect.gen(function*() {
    const { clock, faults } = yield* Served
    const timeline = yield* Timeline
    const session = yield* WorkbookSession.WorkbookSession
    const eventFiber = yield* session.events.changes.pipe(
      Stream.drop(1),
      Stream.filterMap((event) => Option.fromNullable(describeEvent(event))),
      Stream.runForEach(timeline.step),
      Effect.fork
    )
    const bestRegion = Range.values(Range.at("Summary!B15"))

    yield* timeline.note("The service throttles the next request.")
    yield* faults.add({
      on: { endpoint: "workbookRange.get" },
      do: { _tag: "Throttle", scope: "workbook", retryAfter: 20 }
    })
    yield* timeline.step(`the best region is ${String((yield* clock.skipping(bestRegion))[0]?.[0])}`)

    yield* timeline.note("It drops the session.")
    yield* faults.add({ on: { endpoint: "workbookRange.get" }, do: { _tag: "EndSession" } })
    yield* timeline.step(`the best region is ${String((yield* clock.skipping(bestRegion))[0]?.[0])}`)

    yield* timeline.note("It appends a row, and the connection is cut before it can say so.")
    yield* faults.add({
      on: { endpoint: "Collection(workbookTableRow).create" },
      when: "after",
      do: { _tag: "Drop", at: "beforeAnswer" }
    })
    yield* clock.skipping(WorkbookSession.verified(TableRows.append(orders, [added])))
    yield* timeline.step("was the row written? The client has looked: it was, and it is not sent again")
    yield* Fiber.interrupt(eventFiber)
  })
