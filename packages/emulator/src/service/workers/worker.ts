/**
 * The program of a thread that has workbooks open.
 *
 * @since 0.1.0
 */
import * as Book from "@effect-workbook/engine/Book"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as FiberSet from "effect/FiberSet"
import * as Random from "effect/Random"
import { type MessagePort, parentPort, workerData } from "node:worker_threads"
import * as BookHost from "../BookHost.js"
import * as BookRequest from "../BookRequest.js"
import * as Failure from "../Failure.js"
import { refused } from "../Refusal.js"
import * as Protocol from "./Protocol.js"

/** A clock that shows the time of the newest request for a workbook. */
const makeClock = () => {
  const live = Clock.make()
  let now = 0
  const clock: Clock.Clock = {
    [Clock.ClockTypeId]: Clock.ClockTypeId,
    unsafeCurrentTimeMillis: () => now,
    unsafeCurrentTimeNanos: () => BigInt(now) * 1_000_000n,
    currentTimeMillis: Effect.sync(() => now),
    currentTimeNanos: Effect.sync(() => BigInt(now) * 1_000_000n),
    sleep: (duration) => live.sleep(duration)
  }
  return {
    clock,
    set: (time: number) => {
      now = time
    }
  }
}

const serve = Effect.fnUntraced(function*(port: MessagePort, { behavior }: Protocol.Settings) {
  const run = yield* FiberSet.makeRuntime()
  const books = new Map<number, { readonly book: Book.Book; readonly setTime: (now: number) => void }>()

  /** Runs a request on its workbook. Only requests in sessions that have ended in the meantime find none. */
  const on = (
    { book: number, now }: Protocol.Call,
    f: (book: Book.Book) => Effect.Effect<Protocol.Outcome, Failure.Failure>
  ): Effect.Effect<Protocol.Outcome, Failure.Failure> => {
    const found = books.get(number)
    if (found === undefined) return Failure.sessionLost
    found.setTime(now)
    return f(found.book)
  }

  const withRequest = (
    call: Extract<Protocol.Call, { readonly request: BookRequest.Sent }>,
    f: (book: Book.Book, request: BookRequest.BookRequest) => Effect.Effect<Protocol.Outcome, Failure.Failure>
  ) => on(call, (book) => Effect.flatMap(BookRequest.received(call.request, behavior), (request) => f(book, request)))

  const outcomeOf = (call: Protocol.Call): Effect.Effect<Protocol.Outcome, Failure.Failure> => {
    switch (call._tag) {
      case "Open": {
        const { clock, set } = makeClock()
        set(call.now)
        return refused(Book.open(call.bytes)).pipe(
          Effect.withClock(clock),
          Effect.withRandom(Random.make(call.seed)),
          Effect.map((book) => {
            books.set(call.book, { book, setTime: set })
            return { _tag: "Opened" as const }
          })
        )
      }
      case "Execute":
        return withRequest(call, (book, request) =>
          Effect.map(
            BookRequest.execute(book, request, behavior),
            (result) => ({ _tag: "Result" as const, result })
          ))
      case "Respond":
        return withRequest(call, (book, request) =>
          Effect.map(
            BookRequest.respond(book, request, behavior),
            (response) => ({ _tag: "Response" as const, response })
          ))
      case "Save":
        return on(call, (book) =>
          Effect.sync(() => {
            const { bytes, uncomputed } = BookHost.save(book)
            // the engine may keep its bytes, so a copy is sent
            return { _tag: "File" as const, bytes: new Uint8Array(bytes), uncomputed }
          }))
    }
  }

  const reply = (call: Protocol.Call): Effect.Effect<void> =>
    Effect.suspend(() => outcomeOf(call)).pipe(
      Effect.catchAll((failure) =>
        Effect.succeed<Protocol.Outcome>({ _tag: "Refused", failure: Protocol.plainFailure(failure) })
      ),
      Effect.catchAllCause((cause) => Effect.succeed<Protocol.Outcome>({ _tag: "Defect", cause: Cause.pretty(cause) })),
      Effect.map((outcome) => {
        const message: Protocol.Reply = { id: call.id, outcome }
        port.postMessage(message, outcome._tag === "File" ? [outcome.bytes.buffer] : [])
      })
    )

  port.on("message", (message: Protocol.ToWorker) => {
    if (message._tag === "Close") books.delete(message.book)
    else run(reply(message))
  })
  return yield* Effect.never
}, Effect.scoped)

if (parentPort !== null) NodeRuntime.runMain(serve(parentPort, workerData))
