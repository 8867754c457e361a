/** Measures the engine on a large workbook, without the service around it. */
import { Book } from "@effect-workbook/engine"
import { Area } from "@effect-workbook/schema"
import { Effect } from "effect"
import { largeBook } from "./largeBook.js"
import { type Step, timed } from "./measure.js"

/** The timed steps, and the bytes of the workbook before it was edited. */
export const engine = (
  rows: number
): Promise<{ readonly steps: ReadonlyArray<Step>; readonly bytes: Uint8Array }> =>
  Effect.gen(function*() {
    const middle = Math.floor(rows / 2)
    const [made, making] = yield* timed("make it from rows", largeBook(rows))
    const [bytes, saving] = yield* timed("save it", Effect.sync(() => made.save()))
    const [book, opening] = yield* timed("open it", Book.open(bytes))
    const [sheet] = book.sheets
    if (sheet === undefined) return yield* Effect.dieMessage("the sheet is gone")
    const [, editing] = yield* timed(
      "edit a cell, recalculate",
      book.write(sheet, Area.cell(middle - 1, 0), { values: 1 })
    )
    const [, again] = yield* timed("edit another cell", book.write(sheet, Area.cell(middle, 0), { values: 1 }))
    const [cells, reading] = yield* timed(
      "read 1,000 rows",
      Effect.sync(() => book.read(sheet, { top: middle - 1, left: 0, bottom: middle + 998, right: 9 }).values())
    )
    if (cells[0]?.[9] !== 2 * (1 + middle * 2 % 9973)) {
      return yield* Effect.dieMessage("the formula was not recalculated")
    }
    const [, savingAgain] = yield* timed("save what was edited", Effect.sync(() => book.save()))
    return { steps: [making, saving, opening, editing, again, reading, savingAgain], bytes }
  }).pipe(Effect.runPromise)
