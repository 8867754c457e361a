/** Prepares a workbook for sharing: only the input cells can be changed, and the other worksheets are hidden. */
import { FormatProtection, Range, Worksheet, WorksheetProtection } from "@effect-workbook/client"
import { Effect } from "effect"

export const protectForm = (form: string, inputs: ReadonlyArray<string>) =>
  Effect.gen(function*() {
    const sheet = Worksheet.named(form)
    for (const input of inputs) {
      yield* FormatProtection.update(FormatProtection.of(Range.on(sheet, input)), { locked: false })
    }
    for (const { id, name } of yield* Worksheet.list({ select: ["id", "name"] })) {
      const other = Worksheet.named(id)
      const { protected: isProtected } = yield* WorksheetProtection.get(other)
      if (!isProtected) yield* WorksheetProtection.protect(other, { allowFormatColumns: name === form })
      if (name !== form) yield* Worksheet.update(other, { visibility: "Hidden" })
    }
  })
