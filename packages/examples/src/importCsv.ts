/** Imports a CSV file of any size into a new table, with real dates and numbers. */
import { Address, Range, SerialDate, Table, TableRows, Worksheet } from "@effect-workbook/client"
import * as Csv from "@effect-workbook/client/Csv"
import { Effect, Schema, type Stream } from "effect"

const Payment = Schema.Struct({
  Invoice: Schema.String,
  Paid: SerialDate.SerialDate,
  Amount: Schema.Number,
  Remark: Schema.NullOr(Schema.String)
})

const headers = Object.keys(Payment.fields)

/** An empty table on a new worksheet, whose rows get the format of dates in the second column. */
const newTable = (sheet: string) =>
  Effect.gen(function*() {
    const areaOf = (top: number, left: number, bottom: number, right: number) =>
      Address.format(Address.make({ sheet, top, left, bottom, right }))
    yield* Worksheet.add(sheet)
    yield* Range.write(Range.at(areaOf(0, 0, 0, headers.length - 1)), [headers])
    yield* Range.update(Range.at(areaOf(1, 1, 1, 1)), { numberFormat: [["yyyy-mm-dd"]] })
    const { id } = yield* Table.add({ address: areaOf(0, 0, 1, headers.length - 1), hasHeaders: true })
    const table = Table.named(id)
    yield* Table.deleteRow(table, 0)
    return table
  })

/** Succeeds with the table and the number of its rows. Fails with `CsvError` if the file is not as expected. */
export const importCsv = <E, R>(sheet: string, file: Stream.Stream<Uint8Array | string, E, R>) =>
  Effect.gen(function*() {
    const table = yield* newTable(sheet)
    const payments = Csv.decode(file, Payment, { dates: ["Paid"] })
    const count = yield* TableRows.append(TableRows.make(table, Payment), payments)
    return { table, count }
  })
