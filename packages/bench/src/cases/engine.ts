/** The engine on a large workbook, beside two libraries that read and write .xlsx files. */
import { Effect } from "effect"
import { type Case, lower } from "../Case.js"
import { largeBook } from "../largeBook.js"
import { sample, scaled } from "../measure.js"
import type { Steps } from "../processes/engine.js"
import { run } from "../processes/start.js"
import { withFile } from "../temporary.js"

type Name = "ours" | "exceljs" | "sheetjs"

const labels = { exceljs: "exceljs", sheetjs: "SheetJS" } as const

export const engine: Case = {
  name: "engine",
  title: "The engine",
  about:
    "A workbook of 100,000 rows of 10 columns, of which 2 are formulas, in a new process each time: opening it, changing " +
    "a cell on which 1,000 formulas depend for the first time and again, saving it, and the greatest memory of the " +
    "process. exceljs and SheetJS open, change and save the same file, and calculate nothing. Then a row is inserted at " +
    "the top of a table of 100,000 rows.",
  chart: {
    title: "Opening 1,000,000 cells: seconds",
    keys: ["openSeconds", "exceljs.openSeconds", "sheetjs.openSeconds"]
  },
  run: async ({ progress, quick }) => {
    const rows = quick ? 300 : 100_000
    progress("making the workbook")
    const book = await Effect.runPromise(largeBook(rows))
    return withFile("large.xlsx", book.save(), async (file) => {
      const names: ReadonlyArray<Name> = ["ours", "exceljs", "sheetjs"]
      const steps: Record<Name | "table", Array<Steps>> = { ours: [], exceljs: [], sheetjs: [], table: [] }
      const rounds = quick ? 1 : 3
      for (let round = 1; round <= rounds; round++) {
        for (const name of names) {
          progress(`round ${round} of ${rounds}: ${name}`)
          steps[name].push(await run<Steps>("engine", [name, file]))
        }
        progress(`round ${round} of ${rounds}: inserting a row`)
        steps.table.push(await run<Steps>("engine", ["table", String(rows)]))
      }
      const of = (name: Name | "table", step: keyof Steps, factor = 1) =>
        scaled(sample(steps[name].map((each) => each[step])), factor)
      const peers = (["exceljs", "sheetjs"] as const).flatMap((name) => [
        lower(`${name}.openSeconds`, `${labels[name]}: open`, "s", of(name, "open", 1 / 1000)),
        lower(`${name}.saveSeconds`, `${labels[name]}: save`, "s", of(name, "save", 1 / 1000)),
        lower(`${name}.megabytes`, `${labels[name]}: memory`, "MB", of(name, "megabytes"))
      ])
      return [
        lower("openSeconds", "effect-workbook: open", "s", of("ours", "open", 1 / 1000)),
        lower("firstEditMillis", "effect-workbook: change a cell with 1,000 dependents", "ms", of("ours", "firstEdit")),
        lower("editMillis", "effect-workbook: change it again", "ms", of("ours", "edit")),
        lower("saveSeconds", "effect-workbook: save", "s", of("ours", "save", 1 / 1000)),
        lower("megabytes", "effect-workbook: memory", "MB", of("ours", "megabytes")),
        lower("insertRowSeconds", "effect-workbook: insert a row in a table", "s", of("table", "insertRow", 1 / 1000)),
        ...peers
      ]
    })
  }
}
