/** Runs the demo on a workbook and prints its timeline. */
import type { WorkbookError, WorkbookSession } from "@effect-workbook/client"
import type { Emulator } from "@effect-workbook/emulator"
import { type Error as PlatformError, FileSystem, type HttpServerError, Path } from "@effect/platform"
import { Data, type Duration, Effect, Layer, Logger, LogLevel } from "effect"
import { fileURLToPath } from "node:url"
import * as AnyBook from "./anyBook.js"
import * as SampleBook from "./sampleBook.js"
import * as Served from "./Served.js"
import * as SkippingClock from "./SkippingClock.js"
import * as Timeline from "./Timeline.js"

/** The workbook and how it is used. Without `book`, the sample workbook; unless `inPlace`, a copy. */
export interface Input {
  readonly book: string | undefined
  readonly inPlace: boolean
}

export interface Options extends Timeline.Options {
  /** How long nothing must happen, in wall-clock time, before the demo's clock skips a wait. */
  readonly quiet: Duration.DurationInput
}

export class NoWorkbook extends Data.TaggedError("NoWorkbook")<{ readonly message: string }> {}

const sample = fileURLToPath(new URL("../../assets/orders.xlsx", import.meta.url))

/** The file to work on: the workbook itself, or a copy in a temporary folder. */
const prepareFile = ({ book = sample, inPlace }: Input) =>
  Effect.gen(function*() {
    const files = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    if (!(yield* files.exists(book))) return yield* new NoWorkbook({ message: `there is no workbook ${book}` })
    if (path.extname(book).toLowerCase() !== ".xlsx") {
      return yield* new NoWorkbook({ message: `${book} is not an .xlsx workbook` })
    }
    if (inPlace) return book
    const folder = yield* files.makeTempDirectoryScoped({ prefix: "effect-workbook-" })
    const copy = path.join(folder, path.basename(book))
    yield* files.copyFile(book, copy)
    return copy
  })

export type StoryError =
  | NoWorkbook
  | PlatformError.PlatformError
  | HttpServerError.ServeError
  | Emulator.DriveError
  | WorkbookSession.OpenError
  | WorkbookError.WorkbookError
  | WorkbookError.RowMismatch

/** Serves the workbook, runs the demo, and fails if a result is not as announced. */
export const tell = (
  input: Input,
  options: Options
): Effect.Effect<void, StoryError, FileSystem.FileSystem | Path.Path> =>
  Effect.gen(function*() {
    const clock = yield* SkippingClock.make(options.quiet)
    const file = yield* prepareFile(input)
    const story = Effect.gen(function*() {
      const { url } = yield* Served.Served
      const timeline = yield* Timeline.Timeline
      const path = yield* Path.Path
      yield* timeline.title(`effect-workbook: a session on ${path.basename(file)}${input.inPlace ? "" : " (a copy)"}`)
      yield* timeline.note(`served by the emulator at ${url}`)
      yield* input.book === undefined ? SampleBook.walk(file) : AnyBook.walk(file)
    })
    yield* story.pipe(
      Effect.provide(Layer.provideMerge(Served.layer(file, clock), Timeline.layer(options))),
      Effect.withClock(clock.clock),
      // the demo prints the session events itself, so warnings of the client are not repeated
      Logger.withMinimumLogLevel(LogLevel.Error)
    )
  }).pipe(Effect.scoped)
