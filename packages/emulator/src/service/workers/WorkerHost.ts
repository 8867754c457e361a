/**
 * Opens workbooks in other threads, so that the calculation of one workbook delays neither the server nor a workbook in
 * another thread.
 *
 * All workbooks of an item are open in one thread, where they stay until they are closed. A thread that ends, because it
 * ran out of memory for example, fails the requests that it has and is replaced. Its workbooks are loaded from their
 * files again, which have all changes that were acknowledged.
 *
 * @since 0.1.0
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as FiberSet from "effect/FiberSet"
import * as Random from "effect/Random"
import { Worker } from "node:worker_threads"
import type { HostedBook, Make } from "../BookHost.js"
import * as BookRequest from "../BookRequest.js"
import * as Failure from "../Failure.js"
import * as Protocol from "./Protocol.js"

/** The program of a thread. Inside this repository it is TypeScript, which Node.js cannot run by itself. */
const program = import.meta.url.endsWith(".ts")
  ? new URL("../../../dev-worker.mjs", import.meta.url)
  : new URL("./worker.js", import.meta.url)

interface Thread {
  readonly worker: Worker
  /** The calls that have no reply yet. */
  readonly calls: Map<number, (outcome: Effect.Effect<Protocol.Outcome, Failure.Failure>) => void>
  hasEnded: boolean
}

/** A thread, which is started when it is needed, and the number of workbooks that it has open for each item. */
interface Place {
  thread: Thread | undefined
  readonly books: Map<string, number>
}

const stopped = Failure.excel(
  "serviceUnavailableUncategorized",
  "The workbook was lost while it was being used, because memory was short for example. Nothing was changed.",
  "WorkbookLost"
)

const is =
  <Tag extends Protocol.Outcome["_tag"]>(tag: Tag) =>
  (outcome: Protocol.Outcome): outcome is Extract<Protocol.Outcome, { readonly _tag: Tag }> => outcome._tag === tag

/** The load of a place: first its unanswered calls, then its workbooks. */
const isBusier = (a: Place, b: Place): boolean => {
  const difference = (a.thread?.calls.size ?? 0) - (b.thread?.calls.size ?? 0)
  return difference > 0 || difference === 0 && a.books.size > b.books.size
}

/** A host with this number of threads, at least one. */
export const make = (threads: number): Make => (behavior, withEmulatorServices) =>
  Effect.gen(function*() {
    const run = yield* FiberSet.makeRuntime()
    const places = Array.from({ length: Math.max(1, threads) }, (): Place => ({ thread: undefined, books: new Map() }))
    const settings: Protocol.Settings = { behavior }
    let isClosed = false
    let calls = 0
    let books = 0

    yield* Effect.addFinalizer(() => {
      isClosed = true
      return Effect.promise(() => Promise.all(places.map(({ thread }) => thread?.worker.terminate())))
    })

    const start = (place: Place): Thread => {
      const worker = new Worker(program, { workerData: settings })
      const thread: Thread = { worker, calls: new Map(), hasEnded: false }
      worker.on("message", ({ id, outcome }: Protocol.Reply) => {
        const resume = thread.calls.get(id)
        thread.calls.delete(id)
        resume?.(Effect.succeed(outcome))
      })
      worker.on("error", (error) => {
        run(Effect.logError("A thread of workbooks has ended.", error))
      })
      worker.on("exit", () => {
        thread.hasEnded = true
        place.thread = undefined
        place.books.clear()
        for (const resume of thread.calls.values()) resume(stopped)
      })
      return thread
    }

    const placeOf = (itemId: string): Place | undefined =>
      places.find(({ books }) => books.has(itemId)) ??
        places.reduce<Place | undefined>(
          (least, place) => least === undefined || isBusier(least, place) ? place : least,
          undefined
        )

    // A call cannot be interrupted, because the next one must not reach a workbook that is still being changed.
    const call = <Tag extends Protocol.Outcome["_tag"]>(
      thread: Thread,
      message: (id: number, now: number) => Protocol.Call,
      expected: Tag
    ): Effect.Effect<Extract<Protocol.Outcome, { readonly _tag: Tag }>, Failure.Failure> =>
      Clock.currentTimeMillis.pipe(
        Effect.flatMap((now) =>
          Effect.async<Protocol.Outcome, Failure.Failure>((resume) => {
            if (thread.hasEnded) return resume(stopped)
            const sent = message(calls++, now)
            thread.calls.set(sent.id, resume)
            thread.worker.postMessage(sent, sent._tag === "Open" ? [sent.bytes.buffer] : [])
          })
        ),
        Effect.flatMap((outcome) => {
          if (outcome._tag === "Refused") return Protocol.toFailure(outcome.failure)
          if (is(expected)(outcome)) return Effect.succeed(outcome)
          return Effect.dieMessage(outcome._tag === "Defect" ? outcome.cause : `unexpected reply ${outcome._tag}`)
        }),
        Effect.uninterruptible
      )

    const bookIn = (place: Place, thread: Thread, itemId: string, book: number): HostedBook => {
      let isOpen = true
      return {
        execute: (request) =>
          Effect.map(
            call(
              thread,
              (id, now) => ({ _tag: "Execute", id, book, now, request: BookRequest.toSent(request) }),
              "Result"
            ),
            ({ result }) => result
          ),
        respond: (request) =>
          Effect.map(
            call(
              thread,
              (id, now) => ({ _tag: "Respond", id, book, now, request: BookRequest.toSent(request) }),
              "Response"
            ),
            ({ response }) => response
          ),
        save: call(thread, (id, now) => ({ _tag: "Save", id, book, now }), "File"),
        isLost: () => thread.hasEnded,
        close: () => {
          if (!isOpen || thread.hasEnded) return
          isOpen = false
          const left = (place.books.get(itemId) ?? 0) - 1
          if (left > 0) place.books.set(itemId, left)
          else place.books.delete(itemId)
          const message: Protocol.ToWorker = { _tag: "Close", book }
          thread.worker.postMessage(message)
        }
      }
    }

    return {
      open: (itemId, bytes) =>
        Effect.gen(function*() {
          const place = placeOf(itemId)
          if (isClosed || place === undefined) return yield* stopped
          const seed = yield* withEmulatorServices(Random.nextInt)
          const thread = place.thread ??= start(place)
          const number = books++
          const book = bookIn(place, thread, itemId, number)
          place.books.set(itemId, (place.books.get(itemId) ?? 0) + 1)
          // the drive may keep its bytes, so a copy is sent
          const copy = new Uint8Array(bytes)
          yield* Effect.tapErrorCause(
            call(thread, (id, now) => ({ _tag: "Open", id, book: number, now, seed, bytes: copy }), "Opened"),
            () => Effect.sync(() => book.close())
          )
          return book
        })
    }
  })
