/**
 * The open workbooks. Each has one shared model for everything that works on the file, and a mutex that serializes
 * requests.
 *
 * @since 0.1.0
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type * as BookHost from "./BookHost.js"
import type { Drive, DriveError, Item } from "./Drive.js"
import * as Failure from "./Failure.js"
import * as Mutex from "./Mutex.js"

/** An open workbook. Its model is loaded from the file on first use. */
export interface Opened {
  readonly itemId: string
  readonly mutex: Mutex.Mutex<Failure.Failure>
  shared: { readonly book: BookHost.HostedBook; readonly version: string } | undefined
  /** Whether a warning about formulas that cannot be computed was logged. */
  warnedUncomputed: boolean
  lastUsed: number
  /** The number of requests that use the workbook or wait for it. */
  inFlight: number
}

/** A change of the shared model, and the present state of its file. */
export interface Change<out A> {
  readonly item: Item
  readonly make: Effect.Effect<A, Failure.Failure>
}

export interface Workbooks {
  readonly of: (item: Item) => Effect.Effect<Opened>
  /** Loads a private model of the current file. The caller has to close it. */
  readonly copy: (item: Item) => Effect.Effect<BookHost.HostedBook, Failure.Failure>
  /**
   * The shared model. With `keep`, a session holds it open, so it is not reloaded if another program replaces the file.
   */
  readonly shared: (opened: Opened, item: Item, keep: boolean) => Effect.Effect<BookHost.HostedBook, Failure.Failure>
  /**
   * Makes a change exclusively, and saves the shared model to the file. Changes that wait directly behind it may be saved
   * together with it. If a change or the save fails, the model is discarded and loaded from the file again.
   */
  readonly save: <A>(
    opened: Opened,
    prepare: Effect.Effect<Change<A>, Failure.Failure>
  ) => Effect.Effect<A, Failure.Failure>
  /** Discards models that were not used since then, and returns whether any are left. */
  readonly release: (unusedSince: number, isHeld: (itemId: string) => boolean) => Effect.Effect<boolean>
}

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

/** Logs once why formulas of a workbook do not change. */
const warnUncomputed = (opened: Opened, { name }: Item, { uncomputed }: BookHost.Saved): Effect.Effect<void> =>
  Effect.suspend(() => {
    if (opened.warnedUncomputed || uncomputed === undefined) return Effect.void
    opened.warnedUncomputed = true
    return Effect.logWarning(`${name}: formulas that cannot be computed here keep their stored values: ${uncomputed}`)
  })

/** Discards the shared model. The next request loads it from the file again. */
const discard = (opened: Opened): void => {
  opened.shared?.book.close()
  opened.shared = undefined
}

export const make = (drive: Drive, host: BookHost.BookHost): Workbooks => {
  const opened = new Map<string, Opened>()

  const open = (item: Item) =>
    drive.read(item).pipe(
      Effect.tapError(Effect.logError),
      Effect.mapError(fromDriveError),
      Effect.flatMap((bytes) => host.open(item.id, bytes))
    )

  /** Saves the shared model. */
  const commit = (opened: Opened, item: Item): Effect.Effect<void, Failure.Failure> =>
    Effect.gen(function*() {
      const { shared } = opened
      if (shared === undefined) return
      const file = yield* shared.book.save
      const saved = yield* drive.save({ ...item, version: shared.version }, file.bytes).pipe(
        Effect.tapErrorTag("DriveError", Effect.logError),
        Effect.mapError((error) => error._tag === "ContentChanged" ? contentChanged : fromDriveError(error))
      )
      opened.shared = { book: shared.book, version: saved.version }
      yield* warnUncomputed(opened, item, file)
    })

  return {
    of: (item) =>
      Effect.gen(function*() {
        const now = yield* Clock.currentTimeMillis
        const found = opened.get(item.id)
        if (found !== undefined) {
          found.lastUsed = now
          return found
        }
        const mutex = yield* Mutex.make<Failure.Failure>()
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
        if (shared !== undefined && !shared.book.isLost() && (keep || shared.version === item.version)) {
          return Effect.succeed(shared.book)
        }
        discard(opened)
        // an interruption must not forget a model that was opened
        return Effect.uninterruptible(Effect.map(open(item), (book) => {
          opened.shared = { book, version: item.version }
          return book
        }))
      }),
    save: (opened, prepare) =>
      Effect.suspend(() => {
        let current: Item | undefined
        return opened.mutex.transact(
          Effect.map(prepare, ({ item, make }) => {
            current = item
            return make
          }),
          {
            commit: Effect.suspend(() => current === undefined ? Effect.void : commit(opened, current)),
            rollback: Effect.sync(() => discard(opened))
          }
        )
      }),
    release: (unusedSince, isHeld) =>
      Effect.sync(() => {
        for (const [id, unused] of opened) {
          if (unused.lastUsed >= unusedSince || unused.inFlight > 0 || isHeld(id)) continue
          discard(unused)
          opened.delete(id)
        }
        return opened.size > 0
      })
  }
}
