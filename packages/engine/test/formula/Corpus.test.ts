/** Workbooks with results of Excel: every formula is calculated again and must give the stored value. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { open } from "../support/openBook.js"

const corpus = fileURLToPath(new URL("../../../../../shared/corpus/", import.meta.url))

const booksIn = (folder: string): Array<string> =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ?
      booksIn(join(folder, entry.name)) :
      entry.name.endsWith(".xlsx") && !entry.name.startsWith("~") ?
      [join(folder, entry.name)] :
      []
  )

/** The results of these functions depend on the time, random numbers or the computer. */
const changing = /\b(?:NOW|TODAY|RAND|RANDBETWEEN|RANDARRAY|INFO)\(|\[\d+\]/i

type Cell = string | number | boolean | null

/** Compares nine digits. An error for which the file format has no code is stored as `#VALUE!`. */
const agree = (expected: Cell, found: Cell): boolean => {
  if (typeof expected === "number" && typeof found === "number") {
    const difference = Math.abs(expected - found)
    return difference <= 1e-9 * Math.max(Math.abs(expected), Math.abs(found)) || difference < 1e-13
  }
  if (expected === "#VALUE!" && (found === "#CALC!" || found === "#SPILL!")) return true
  return expected === found || (expected === "" && found === 0) || (expected === 0 && found === "")
}

interface Score {
  readonly name: string
  readonly formulas: number
  readonly right: number
  readonly wrong: ReadonlyArray<string>
}

const score = (path: string) =>
  Effect.gen(function*() {
    const book = yield* open(readFileSync(path))
    const sheets = book.sheets.filter(({ kind }) => kind === "worksheet")
    const areas = sheets.map((sheet) => book.usedArea(sheet, true))
    const before = sheets.map((sheet, at) => book.read(sheet, areas[at]!).values())
    const formulas = sheets.map((sheet, at) => book.read(sheet, areas[at]!).formulas())
    yield* book.calculate("Full")
    const after = sheets.map((sheet, at) => book.read(sheet, areas[at]!).values())
    let count = 0
    const wrong: Array<string> = []
    for (const [sheet, rows] of formulas.entries()) {
      for (const [row, line] of rows.entries()) {
        for (const [column, formula] of line.entries()) {
          const expected = before[sheet]?.[row]?.[column] ?? null
          if (typeof formula !== "string" || !formula.startsWith("=") || formula === expected) continue
          if (changing.test(formula)) continue
          count++
          const found = after[sheet]?.[row]?.[column] ?? null
          if (!agree(expected, found)) wrong.push(`${formula.slice(0, 80)} is ${expected}, not ${found}`)
        }
      }
    }
    return { name: path.slice(corpus.length), formulas: count, right: count - wrong.length, wrong }
  })

const report = (scores: ReadonlyArray<Score>): string =>
  scores.filter(({ wrong }) => wrong.length > 0)
    .map(({ formulas, name, right, wrong }) => `${name}: ${right} of ${formulas}; ${wrong[0]}`)
    .join("\n")

const total = (scores: ReadonlyArray<Score>) =>
  scores.reduce((sum, { formulas, right }) => ({ formulas: sum.formulas + formulas, right: sum.right + right }), {
    formulas: 0,
    right: 0
  })

describe("workbooks with results of Excel", () => {
  it.effect.skipIf(!existsSync(join(corpus, "office-scripts-docs")))(
    "office-scripts-docs: all formulas",
    () =>
      Effect.gen(function*() {
        const scores = yield* Effect.forEach(booksIn(join(corpus, "office-scripts-docs")), score)
        const { formulas, right } = total(scores)
        assert.ok(formulas > 0)
        assert.strictEqual(right, formulas, report(scores))
      })
  )

  it.effect.skipIf(!existsSync(join(corpus, "ironcalc")))(
    "ironcalc: one book a function, 99.5 % of the formulas",
    () =>
      Effect.gen(function*() {
        const scores = yield* Effect.forEach(booksIn(join(corpus, "ironcalc")), score)
        const { formulas, right } = total(scores)
        assert.ok(formulas > 60_000)
        assert.ok(right / formulas > 0.995, `${right} of ${formulas}\n${report(scores)}`)
      }),
    240_000
  )
})
