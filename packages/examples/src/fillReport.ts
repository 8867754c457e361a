/** Fills a report template: a value for each of its defined names, and the rows of its table. */
import { type CellValue, NamedItem, Range, Table, TableRows } from "@effect-workbook/client"
import { Effect, Schema } from "effect"

export const Line = Schema.Struct({ Product: Schema.String, Units: Schema.Int, Price: Schema.Number })

const lines = TableRows.make(Table.named("Lines"), Line)

export interface Report {
  readonly fields: Readonly<Record<string, CellValue.CellValue>>
  readonly lines: ReadonlyArray<typeof Line.Type>
}

/** Succeeds with the texts that the report displays for its fields. Formulas of the template may use the lines. */
export const fillReport = (report: Report) =>
  Effect.gen(function*() {
    for (const [name, value] of Object.entries(report.fields)) {
      // The address is read once, so that a repeated write cannot go elsewhere.
      yield* Range.write(yield* Range.pin(NamedItem.range(NamedItem.named(name))), [[value]])
    }
    yield* TableRows.append(lines, report.lines)
    const total = yield* Range.text(NamedItem.range(NamedItem.named("Total")))
    return String(total[0]?.[0])
  })
