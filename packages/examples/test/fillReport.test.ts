import { NamedItem, Range, Table } from "@effect-workbook/client"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { fillReport } from "../src/fillReport.js"
import { inSession } from "./support/emulated.js"

const template = inSession({
  "book.xlsx": {
    Report: [
      ["Customer", ""],
      ["Total", "=SUMPRODUCT(B5:B50,C5:C50)"],
      [],
      ["Product", "Units", "Price"],
      ["", "", ""]
    ]
  }
})

it.effect("fills the names and the table, and reads what the report displays", () =>
  template(Effect.gen(function*() {
    yield* Range.update(Range.at("Report!B2"), { numberFormat: "#,##0.00" })
    const { id } = yield* Table.add({ address: "Report!A4:C5", hasHeaders: true })
    yield* Table.update(Table.named(id), { name: "Lines" })
    yield* NamedItem.add({ name: "Customer", reference: "=Report!$B$1" })
    yield* NamedItem.add({ name: "Total", reference: "=Report!$B$2" })
    const total = yield* fillReport({
      fields: { Customer: "Contoso" },
      lines: [{ Product: "Desk", Units: 3, Price: 349 }, { Product: "Lamp", Units: 10, Price: 24.5 }]
    })
    assert.strictEqual(total, "1,292.00")
    assert.deepStrictEqual(yield* Range.values(Range.at("Report!A1:B1")), [["Customer", "Contoso"]])
  })))
