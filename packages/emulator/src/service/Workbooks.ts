/**
 * The open workbooks. Each has one shared model for everything that works on the file, and a mutex that serializes
 * requests.
 *
 * @since 0.1.0
 */
import * as Book from "@effect-workbook/engine/Book"
import type { BookError } from "@effect-workbook/engine/BookError"
import * as Address from "@effect-workbook/schema/Address"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import type { Drive, DriveError, Item } from "./Drive.js"
import * as Failure from "./Failure.js"
import * as Mutex from "./Mutex.js"

/** An open workbook. Its model is loaded from the file on first use. */
export interface Opened {
  readonly itemId: string
  readonly mutex: Mutex.Mutex
  shared: { readonly book: Book.Book; readonly version: string } | undefined
  /** Whether a warning about formulas that cannot be computed was logged. */
  warnedUncomputed: boolean
  lastUsed: number
  /** The number of requests that use the workbook or wait for it. */
  inFlight: number
}

export interface Workbooks {
  readonly of: (item: Item) => Effect.Effect<Opened>
  /** Loads a private model of the current file. */
  readonly copy: (item: Item) => Effect.Effect<Book.Book, Failure.Failure>
  /**
   * The shared model. With `keep`, a session holds it open, so it is not reloaded if another program replaces the file.
   */
  readonly shared: (opened: Opened, item: Item, keep: boolean) => Effect.Effect<Book.Book, Failure.Failure>
  /**
   * Makes a change and saves the shared model to the file. If either fails, the model is discarded and the next request
   * loads it from the file again.
   */
  readonly save: <A>(
    opened: Opened,
    item: Item,
    change: Effect.Effect<A, Failure.Failure>
  ) => Effect.Effect<A, Failure.Failure>
  /** Discards models that were not used since then, and returns whether any are left. */
  readonly release: (unusedSince: number, isHeld: (itemId: string) => boolean) => Effect.Effect<boolean>
}

/** Converts a refusal of the engine to the error of the service. */
export const refused = <A>(effect: Effect.Effect<A, BookError>): Effect.Effect<A, Failure.Failure> =>
  Effect.mapError(effect, ({ code, message }) =>
    code === "unsupportedWorkbook"
      ? Failure.excel(code, message, "WorkbookNotSupported")
      : Failure.excel(code, message))

/** The drive refused to save the changes. */
export const savingFailed: Failure.Failure = Failure.excel(
  "internalServerErrorUncategorized",
  "The workbook cannot be saved.",
  "SavingWorkbookFailed"
)

/** Another program has changed the file, so saving would overwrite its changes. */
const contentChanged: Failure.Failure = Failure.excel(
  "conflictUncategorized",
  "The file was changed outside of this service since it was opened: nothing was written, the next request reads it again.",
  "FileChangedExternally"
)

const fromDriveError = (error: DriveError): Failure.Failure =>
  error.operation === "save"
    ? savingFailed
    : Failure.excel("internalServerErrorUncategorized", "The workbook cannot be opened.", "GenericFileOpenError")

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

/** Logs once why formulas of a workbook do not change. */
const warnUncomputed = (opened: Opened, { name }: Item, { uncomputed }: Book.Book): Effect.Effect<void> =>
  Effect.suspend(() => {
    const [first] = uncomputed
    if (opened.warnedUncomputed || first === undefined) return Effect.void
    opened.warnedUncomputed = true
    const { column, reason, row, sheet } = first
    const cell = Address.format(Address.make({ sheet: sheet.name, top: row, left: column }))
    return Effect.logWarning(
      `${name}: formulas that cannot be computed here keep their stored values: ${uncomputed.length}, ` +
        `the first in ${cell} (${reason.slice(0, 100)})`
    )
  })

export const make = Effect.fnUntraced(function*(drive: Drive, withEmulatorServices: WithEmulatorServices) {
  const opened = new Map<string, Opened>()

  const open = (item: Item) =>
    drive.read(item).pipe(
      Effect.tapError(Effect.logError),
      Effect.mapError(fromDriveError),
      Effect.flatMap((bytes) => refused(withEmulatorServices(Book.open(bytes))))
    )

  const workbooks: Workbooks = {
    of: (item) =>
      Effect.gen(function*() {
        const now = yield* Clock.currentTimeMillis
        const found = opened.get(item.id)
        if (found !== undefined) {
          found.lastUsed = now
          return found
        }
        const mutex = yield* Mutex.make
        const added: Opened = {
          itemId: item.id,
          mutex,
          shared: undefined,
          warnedUncomputed: false,
          lastUsed: now,
          inFlight: 0
        }
        opened.set(item.id, added)
        return added
      }),
    copy: open,
    shared: (opened, item, keep) =>
      Effect.suspend(() => {
        const { shared } = opened
        if (shared !== undefined && (keep || shared.version === item.version)) return Effect.succeed(shared.book)
        return Effect.map(open(item), (book) => {
          opened.shared = { book, version: item.version }
          return book
        })
      }),
    save: (opened, item, change) =>
      Effect.onError(
        Effect.gen(function*() {
          const answer = yield* change
          const { shared } = opened
          if (shared === undefined) return answer
          const read = { ...item, version: shared.version }
          const saved = yield* Effect.suspend(() => drive.save(read, shared.book.save())).pipe(
            Effect.tapErrorTag("DriveError", Effect.logError),
            Effect.tapDefect(Effect.logError),
            Effect.mapError((error) => error._tag === "ContentChanged" ? contentChanged : fromDriveError(error))
          )
          opened.shared = { book: shared.book, version: saved.version }
          yield* warnUncomputed(opened, item, shared.book)
          return answer
        }),
        () =>
          Effect.sync(() => {
            opened.shared = undefined
          })
      ),
    release: (unusedSince, isHeld) =>
      Effect.sync(() => {
        for (const [id, { inFlight, lastUsed }] of opened) {
          if (lastUsed < unusedSince && inFlight === 0 && !isHeld(id)) opened.delete(id)
        }
        return opened.size > 0
      })
  }
  return workbooks
})
