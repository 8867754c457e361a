/** Imports a CSV file into a new worksheet as a table. */
import { Address, Range, SerialDate, Table, Worksheet } from "@effect-workbook/client"
import { parse } from "csv-parse/sync"
import { DateTime, Effect, Either, Option, Schema } from "effect"

const Records = Schema.Array(Schema.Array(Schema.String))

/** Numbers and ISO dates become numbers. Every other field stays the text that it is, such as `00123`. */
const cellOf = (field: string) => {
  if (/^-?(0|[1-9]\d*)(\.\d+)?$/.test(field)) return { value: Number(field), format: "General" }
  const date = Option.filter(DateTime.make(field), (date) => DateTime.formatIsoDateUtc(date) === field)
  return Option.match(date, {
    onNone: () => ({ value: field === "" ? "" : `'${field}`, format: "General" }),
    onSome: (date) => ({ value: Schema.encodeSync(SerialDate.SerialDate)(DateTime.toUtc(date)), format: "yyyy-mm-dd" })
  })
}

/** Succeeds with the name of the table. Fails with the message of the parser if the text is not CSV. */
export const importCsv = (sheetName: string, csv: string) =>
  Effect.gen(function*() {
    const parsed = yield* Either.try({ try: (): unknown => parse(csv, { bom: true }), catch: String })
    const records = yield* Schema.decodeUnknown(Records)(parsed)
    const cells = records.map((record) => record.map(cellOf))
    yield* Worksheet.add(sheetName)
    const right = (records[0]?.length ?? 0) - 1
    const address = Address.format(Address.make({ sheet: sheetName, top: 0, left: 0, bottom: cells.length - 1, right }))
    yield* Range.update(Range.at(address), {
      numberFormat: cells.map((row) => row.map(({ format }) => format)),
      values: cells.map((row) => row.map(({ value }) => value))
    })
    const { name } = yield* Table.add({ address, hasHeaders: true })
    return name
  })
