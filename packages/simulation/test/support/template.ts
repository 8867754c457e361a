/** The initial workbook of all worlds, made once. */
import { Effect } from "effect"
import { template } from "../../src/Books.js"

export const bytes = Effect.runPromise(template)
