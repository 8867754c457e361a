/** Replaces a text in the constant cells of all worksheets. Formulas stay as they are. */
import { Range, Worksheet } from "@effect-workbook/client"
import { Effect } from "effect"

/** Succeeds with the addresses of the cells that were changed. */
export const replaceText = (sought: string, replacement: string) =>
  Effect.gen(function*() {
    const changed: Array<string> = []
    for (const { id } of yield* Worksheet.list({ select: ["id"] })) {
      for (const { cell } of yield* Range.find(Range.used(Worksheet.named(id)), sought, { matchCase: true })) {
        const { address, formulas, values } = yield* Range.get(cell, { select: ["address", "formulas", "values"] })
        const value = values?.[0]?.[0]
        if (typeof value !== "string" || formulas?.[0]?.[0] !== value) continue
        // The apostrophe keeps a text that looks like a number or a formula a text.
        yield* Range.write(cell, [[`'${value.replaceAll(sought, replacement)}`]])
        changed.push(address ?? "")
      }
    }
    return changed
  })
