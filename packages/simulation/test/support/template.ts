/** The workbook with which all worlds begin, made once. */
import { Effect } from "effect"
import { template } from "../../src/Books.js"

export const bytes = Effect.runPromise(template)
