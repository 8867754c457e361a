/**
 * Measures how long the emulator takes to open a large workbook, change a cell that formulas depend on, and save it.
 */
import { AccessToken, GraphClient, Range, Workbook, WorkbookSession } from "@effect-workbook/client"
import { Emulator } from "@effect-workbook/emulator"
import { Effect, Layer, Redacted } from "effect"
import { type Step, timed } from "./measure.js"

/** `bytes` is a file made by `largeBook` with `rows` rows. */
export const emulator = (bytes: Uint8Array, rows: number): Promise<ReadonlyArray<Step>> =>
  Effect.gen(function*() {
    const session = yield* WorkbookSession.make({ workbook: Workbook.path("/large.xlsx"), mode: "sessionless" })
    const inSession = WorkbookSession.provide(session)
    const middle = Math.floor(rows / 2)
    const [, opening] = yield* timed("open and read a cell", inSession(Range.values(Range.at("Data!A1"))))
    const [, editing] = yield* timed(
      "edit a cell, recalculate, save",
      inSession(Range.write(Range.at(`Data!A${middle}`), [[1]]))
    )
    const [, again] = yield* timed(
      "edit another cell, save again",
      inSession(Range.write(Range.at(`Data!A${middle + 1}`), [[1]]))
    )
    const [cells, reading] = yield* timed(
      "read 1,000 rows",
      inSession(Range.values(Range.at(`Data!A${middle}:J${middle + 999}`)))
    )
    if (cells[0]?.[9] !== 2 * (1 + middle * 2 % 9973)) {
      return yield* Effect.dieMessage("the formula was not recalculated")
    }
    return [opening, editing, again, reading]
  }).pipe(
    Effect.scoped,
    Effect.provide(
      GraphClient.layer().pipe(
        Layer.provide([
          Emulator.layerHttpClient({ books: { "large.xlsx": bytes } }),
          AccessToken.layer(Redacted.make("token"))
        ])
      )
    ),
    Effect.runPromise
  )
