/**
 * Where workbooks are open. By default this is the current thread; a server can have other threads for them.
 *
 * @since 0.1.0
 */
import * as Book from "@effect-workbook/engine/Book"
import * as Address from "@effect-workbook/schema/Address"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import type * as Scope from "effect/Scope"
import type * as Undocumented from "../Undocumented.js"
import * as BookRequest from "./BookRequest.js"
import type * as Failure from "./Failure.js"
import type * as Message from "./Message.js"
import { refused } from "./Refusal.js"

/** A workbook as a file. */
export interface Saved {
  readonly bytes: Uint8Array
  /** A description of the formulas that could not be computed, if there are any. */
  readonly uncomputed: string | undefined
}

/** An open workbook. Its requests have to be executed one after the other. */
export interface HostedBook {
  /** Executes a request, and returns the JSON of its result. */
  readonly execute: (request: BookRequest.BookRequest) => Effect.Effect<unknown, Failure.Failure>
  /** Executes a request, and encodes its response. */
  readonly respond: (request: BookRequest.BookRequest) => Effect.Effect<Message.Response, Failure.Failure>
  readonly save: Effect.Effect<Saved, Failure.Failure>
  /** Whether the workbook has been lost with its thread. Its requests fail from then on. */
  readonly isLost: () => boolean
  /** Frees the memory of the workbook. A request that is being executed is completed. */
  readonly close: () => void
}

export interface BookHost {
  /** Opens the bytes of a file. All workbooks of an item are opened in the same place. */
  readonly open: (itemId: string, bytes: Uint8Array) => Effect.Effect<HostedBook, Failure.Failure>
}

/** Makes the host of an emulator. */
export type Make = (
  behavior: Undocumented.Positions,
  withEmulatorServices: WithEmulatorServices
) => Effect.Effect<BookHost, never, Scope.Scope>

/**
 * Runs the creation or loading of a workbook with the emulator's own clock and random source. The fiber of a request
 * may have different ones.
 */
export type WithEmulatorServices = <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>

/** Captures the clock and the random source of the fiber that makes the emulator. */
export const withEmulatorServices: Effect.Effect<WithEmulatorServices> = Effect.gen(function*() {
  const clock = yield* Effect.clock
  const random = Random.make(yield* Random.nextInt)
  return (self) => self.pipe(Effect.withClock(clock), Effect.withRandom(random))
})

const describeUncomputed = ({ uncomputed }: Book.Book): string | undefined => {
  const [first] = uncomputed
  if (first === undefined) return undefined
  const { column, reason, row, sheet } = first
  const cell = Address.format(Address.make({ sheet: sheet.name, top: row, left: column }))
  return `${uncomputed.length}, the first in ${cell} (${reason.slice(0, 100)})`
}

/** The file of a workbook. */
export const save = (book: Book.Book): Saved => ({ bytes: book.save(), uncomputed: describeUncomputed(book) })

/** Opens workbooks in the current thread. */
export const inThisThread: Make = (behavior, withEmulatorServices) =>
  Effect.succeed({
    open: (_, bytes) =>
      Effect.map(refused(withEmulatorServices(Book.open(bytes))), (book) => ({
        execute: (request) => BookRequest.execute(book, request, behavior),
        respond: (request) => BookRequest.respond(book, request, behavior),
        save: Effect.sync(() => save(book)),
        isLost: () => false,
        close: () => {}
      }))
  })

/** The place where the workbooks of an emulator are open. */
export class CurrentHost extends Context.Reference<CurrentHost>()("@effect-workbook/emulator/BookHost", {
  defaultValue: (): Make => inThisThread
}) {}
