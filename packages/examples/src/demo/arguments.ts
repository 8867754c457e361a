/** Parses the arguments of the demo. */
import { resolve } from "node:path"
import { parseArgs } from "node:util"
import type * as Story from "./Story.js"

export const usage = "usage: npm run demo [-- <book.xlsx> [--in-place]]"

/** The workbook to use, or an error message. */
export const read = (argv: ReadonlyArray<string>, folder: string): Story.Input | string => {
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { "in-place": { type: "boolean" }, help: { type: "boolean", short: "h" } }
    })
    if (values.help === true) return usage
    if (positionals.length > 1) return `one workbook at a time, not ${positionals.join(" and ")}\n${usage}`
    if (values["in-place"] === true && positionals.length === 0) return `--in-place needs a workbook\n${usage}`
    const [book] = positionals
    return {
      book: book === undefined ? undefined : resolve(folder, book),
      inPlace: values["in-place"] === true
    }
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n${usage}`
  }
}
